"""What a referral asks, one thing a page. Asked at two doors: the public one, and by telephone.

Every page may be saved as it is and come back to; `Continue` checks it.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from safehome.design.fields import Hinted
from safehome.design.numbers import number_field
from safehome.design.widgets import DayMonthYear
from safehome.families.models import CarerKind, Gender
from safehome.families.queries import LANGUAGES
from safehome.network.models import ProfessionalRole, TherapyStatus
from safehome.referrals.body import BEHAVIOURS, Part
from safehome.referrals.forms.fields import (
    YES_NO,
    Page,
    any_of,
    email,
    line,
    one_of,
    phone,
    words,
    yes,
)
from safehome.referrals.models import ReferrerKind, Urgency

# --- You ---------------------------------------------------------------------------


class Who(Page):
    title = "Who are you?"
    name = line("Your full name", auto="name", required="Write your name")
    agency = line("Where you work", help_text="The service, school or team. Leave empty if you "
                  "write as a parent or carer.", auto="organization")  # fmt: skip
    role = line("Your role", auto="organization-title")
    kind = one_of("What kind of service is it?", ReferrerKind.choices,
                  required="Choose what kind of service you are from")  # fmt: skip


class ReachYou(Page):
    title = "How can we reach you?"
    said = "We ring or write to you about this referral and nothing else. One of the two is enough."
    phone = phone("Your telephone", auto="tel")
    email = email("Your e-mail", auto="email")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not (given.get("phone") or given.get("email")):
            self.add_error("phone", "Write a telephone number or an e-mail address")
        return given


# --- How soon ----------------------------------------------------------------------


LATEST = {
    Urgency.TODAY: "On working days, if you hand it in before 15:00; otherwise on the next one.",
}


class HowSoon(Page):
    title = "How soon should somebody be in touch?"
    urgency = one_of(
        "How soon",
        [(one.value, Hinted(one.label, hint=LATEST.get(one, ""))) for one in Urgency],
        required="Choose how soon",
    )
    why = words("Why then?", rows=3)


class SafeNow(Page):
    title = "Is everybody safe at the moment?"
    careful = (
        "If a child is in danger now, do not wait for us: ring 999, or the children’s services "
        "where the child lives."
    )
    safe_now = one_of("Is everybody safe at the moment?",
                      [*YES_NO, ("not-sure", "I am not sure")],
                      required="Choose one; “I am not sure” is an answer too")  # fmt: skip
    safe_now_words = words("What keeps them safe, or what worries you?", rows=4)


# --- Parents and carers ---------------------------------------------------------------


class CarerWho(Page):
    title = "A parent or carer"
    said = "An adult who looks after one of the children. You can add others afterwards."
    name = line("Full name", required="Write their name")
    kind = one_of("What are they to the child?", CarerKind.choices)
    knows = one_of("Do they know of this referral?", YES_NO)


class CarerReach(Page):
    title = "How may they be reached safely?"
    said = (
        "A message seen by the wrong person can put somebody in danger. Write what you know; "
        "we reach nobody outside it."
    )
    phone = phone()
    email = email()
    safe_contact = words(
        "How and when is it safe?", rows=3,
        help_text="For example: ring before noon, no voicemail, her partner must not know.",
    )  # fmt: skip
    address = words("Address", rows=3)
    address_is_hidden = yes("Somebody in this family must not learn this address")


class CarerNeeds(Page):
    title = "What do they need, to take part?"
    language = one_of("Language they speak best", [("", "Not known"), *LANGUAGES.items()],
                      as_list=True)  # fmt: skip
    interpreter = yes("They would like an interpreter")
    needs = words("Anything else", rows=3, help_text="Such as large print, step-free rooms, "
                  "evenings only, or reading aloud.")  # fmt: skip


# --- Children ---------------------------------------------------------------------------


PART = [
    ("displayed", Hinted("Has displayed harmful sexual behaviour (HSB)")),
    ("harmed", Hinted("Has been harmed")),
    ("sibling", Hinted("Is a brother or sister of such a child",
                       hint="Or lives in the same home. Each child counts.")),
]  # fmt: skip


class ChildWho(Page):
    title = "A child"
    said = "Please name every child of the family, one after the other: each is kept in mind."
    name = line("Full name", required="Write their name, or how you call them")
    birth_date = forms.DateField(
        label="Date of birth", required=False, widget=DayMonthYear,
        help_text="For example, 31 3 2014. If you do not know it, write the age below.",
        error_messages={"invalid": "Write a real date, such as 31 3 2014"},
    )  # fmt: skip
    age = number_field(
        "Age, if the date is not known", 0, 25, width=2,
        invalid="Write the age in years, such as 11: a child’s or young person’s, up to 25",
    )  # fmt: skip
    gender = one_of("How they describe themselves", Gender.choices[1:])

    def clean_birth_date(self) -> Any:
        born = self.cleaned_data["birth_date"]
        today = timezone.localdate()
        if born and born > today:
            raise forms.ValidationError("Write a date of birth that is not in the future")
        if born and born.year < today.year - 26:
            raise forms.ValidationError("Write the date of birth of a child or young person")
        return born


class ChildPart(Page):
    title = "What is known about this child?"
    said = "Choose all that apply. A child can have displayed such behaviour and been harmed."
    part = any_of("What is known about this child?", PART,
                  required="Choose at least one")  # fmt: skip

    @classmethod
    def of(cls, part: Part) -> dict[str, Any]:
        return {"part": [key for key, _ in PART if getattr(part, key)]}

    def facts(self) -> dict[str, Any]:
        return {key: key in self.cleaned_data["part"] for key, _ in PART}


class ChildLife(Page):
    title = "Where does this child live?"
    lives_with = line("Lives with", help_text="Names are enough. If it changes through the week, "
                      "say so.")  # fmt: skip
    needs = words("What does this child need?", rows=3, help_text="Such as a diagnosis, the way "
                  "they speak best, what makes a day go well.")  # fmt: skip


# --- What happened ---------------------------------------------------------------------


PLACES = [("home", "At home"), ("school", "At school or college"), ("online", "Online"),
          ("community", "Outside, or at somebody else’s"), ("elsewhere", "Elsewhere"),
          ("not-known", "Not known")]  # fmt: skip


class Kinds(Page):
    title = "What kind of behaviour is it?"
    said = "We need the kind and no more. Please do not describe what exactly was done."
    kinds = any_of("What kind of behaviour is it?", BEHAVIOURS.items(),
                   required="Choose what kind, or that it is not known yet")  # fmt: skip


WHEN = [("month", "In the last month"), ("year", "In the last year"), ("longer", "Longer ago"),
        ("not-known", "Not known")]  # fmt: skip


class WhenWhere(Page):
    title = "When and where?"
    when = one_of("When was the last time?", WHEN)
    where = any_of("Where?", PLACES)


class InOutline(Page):
    title = "What should we know before we ring you?"
    said = (
        "In outline, as you would say it with the family beside you. Who noticed, what was done "
        "since, who else knows. No detail of the behaviour: we ask when it is needed, with care."
    )
    words = words("In outline", rows=8)


# --- Support, people around, telling ----------------------------------------------------


class Therapeutic(Page):
    title = "Is there therapeutic support for the child?"
    said = (
        "The programme is for carers and runs beside support for the child. If there is none yet, "
        "tell us: we look for a way together."
    )
    status = one_of("Support for the child", TherapyStatus.choices,
                    required="Choose one, also if there is none")  # fmt: skip
    provider = line("Who gives it, or may give it")
    words = words("Anything we should know about it", rows=3,
                  help_text="Not what is said there: that belongs to the child.")  # fmt: skip


class Somebody(Page):
    title = "Somebody who works with the family"
    said = "A social worker, a school, a doctor: whoever should hear from us, or whom we may ask."
    name = line("Name", required="Write their name, or the name of their service")
    agency = line("Service")
    role = one_of("Role", [("", "Choose one"), *ProfessionalRole.choices], as_list=True)
    phone = phone()
    email = email()


AGREE = [("yes", "Yes"), ("some", "Some of them"), ("not-asked", "They were not asked yet"),
         ("no", "No")]  # fmt: skip


class Agreeing(Page):
    title = "Do the carers agree to this referral?"
    said = "The work is done with carers and not to them, so we ask. You can refer all the same."
    carers_agree = one_of("Do they agree?", AGREE, required="Choose one")
    words = words("Anything we should know about that", rows=3)


class NotToKnow(Page):
    title = "Is there anybody who must not learn of this referral?"
    said = "For instance somebody who has hurt a member of the family. Leave empty if nobody."
    must_not_know = words("Who, and why", rows=3)
