"""What a referral says, section by section: the one shape that is sealed, shown and taken in.

Every part may be empty while it is being written; `missing` says what must be
there before it is handed in. Asks what is needed to decide, and nothing more:
kinds of behaviour in neutral words, never what exactly was done.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

LONG = 4000
SHORT = 200


class Part(BaseModel):
    """One section. What it does not know is refused, so that nothing is dropped in silence."""

    model_config = ConfigDict(extra="forbid", str_max_length=LONG, str_strip_whitespace=True)


class Referrer(Part):
    name: str = Field(default="", max_length=SHORT)
    agency: str = Field(default="", max_length=SHORT)
    kind: str = ""  # models.ReferrerKind
    role: str = Field(default="", max_length=SHORT)
    phone: str = Field(default="", max_length=SHORT)
    email: str = Field(default="", max_length=SHORT)


class Urgency(Part):
    urgency: str = ""  # models.Urgency
    why: str = ""
    safe_now: Literal["", "yes", "no", "not-sure"] = ""
    safe_now_words: str = ""


class Carer(Part):
    name: str = Field(default="", max_length=SHORT)
    kind: str = ""  # families.CarerKind
    phone: str = Field(default="", max_length=SHORT)
    email: str = Field(default="", max_length=SHORT)
    address: str = ""
    address_is_hidden: bool = False  # from somebody in the family
    language: str = ""  # families.LANGUAGES
    interpreter: bool = False
    needs: str = ""
    safe_contact: str = ""  # how, when, who must not know
    knows: Literal["", "yes", "no"] = ""  # of this referral


class Child(Part):
    name: str = Field(default="", max_length=SHORT)
    birth_date: date | None = None
    age: int | None = Field(default=None, ge=0, le=25)  # where the date is not known
    gender: str = ""  # families.Gender
    displayed: bool = False
    harmed: bool = False
    sibling: bool = False
    lives_with: str = Field(default="", max_length=SHORT)
    needs: str = ""


class Behaviour(Part):
    kinds: list[str] = []  # codes of `BEHAVIOURS`
    when: Literal["", "month", "year", "longer", "not-known"] = ""
    where: list[str] = []  # home, school, online, community, elsewhere
    words: str = ""  # in outline


class Therapy(Part):
    status: str = ""  # network.TherapyStatus
    provider: str = Field(default="", max_length=SHORT)
    words: str = ""


class Around(Part):
    """Somebody who works with the family already."""

    name: str = Field(default="", max_length=SHORT)
    agency: str = Field(default="", max_length=SHORT)
    role: str = ""  # network.ProfessionalRole
    phone: str = Field(default="", max_length=SHORT)
    email: str = Field(default="", max_length=SHORT)


class Telling(Part):
    carers_agree: Literal["", "yes", "some", "not-asked", "no"] = ""
    words: str = ""
    must_not_know: str = ""  # who must not learn of this referral


class Body(Part):
    referrer: Referrer = Referrer()
    urgency: Urgency = Urgency()
    carers: list[Carer] = []
    children: list[Child] = []
    behaviour: Behaviour = Behaviour()
    therapy: Therapy = Therapy()
    network: list[Around] = []
    telling: Telling = Telling()


BEHAVIOURS = {
    "touch": "Touching another child",
    "asking": "Asking or pressing another child to touch or to show",
    "showing": "Showing, or watching others in private",
    "online": "Online: images, messages or videos",
    "talk": "Talk or words that worried others",
    "self": "Behaviour on their own that worried others",
    "not-known": "Not known yet",
}


def missing(body: Body) -> Iterator[tuple[str, str, str]]:
    """What must be there before a referral is handed in: (section, its page, what to do)."""
    if not (body.referrer.name and body.referrer.kind):
        yield "referrer", "who", "Write your name and what kind of service you are from"
    if not (body.referrer.phone or body.referrer.email):
        yield "referrer", "reach", "Write how we can reach you"
    if not body.urgency.urgency:
        yield "urgency", "soon", "Say how soon somebody should be in touch"
    if not any(carer.name for carer in body.carers):
        yield "carers", "who", "Name at least one parent or carer"
    if not any(child.displayed for child in body.children):
        yield "children", "part", "Say which child has displayed the behaviour"
    if not body.behaviour.kinds:
        yield (
            "behaviour",
            "kind",
            "Choose what kind of behaviour it is, or that it is not known yet",
        )
    if not body.therapy.status:
        yield "therapy", "support", "Say whether there is therapeutic support for the child"
    if not body.telling.carers_agree:
        yield "telling", "agree", "Say whether the carers know of this referral and agree"
