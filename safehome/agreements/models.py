"""What each carer was asked, and what they said; and how two different answers were resolved."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from safehome.families.models import FamilyMember, OfFamily, link_to, somebody
from safehome.kit.records import one_of
from safehome.vault.fields import SealedText


class Purpose(models.TextChoices):
    """What is asked. Five kinds kept apart; `rules.KINDS` says which belongs to which."""

    TAKING_PART = "taking-part", "Taking part in the programme"
    RESEARCH = "research", "Use of answers for research"
    RECORDING = "recording", "Sessions recorded for supervision"
    STORIES = "stories", "Words used to tell others about the service"
    CONTACT = "contact", "How we may reach them"
    SHARING_EXPLAINED = "sharing-explained", "What was explained about sharing"
    TELL_REFERRER = "tell-referrer", "Telling the referrer how far it is"
    WAITING_QUESTIONS = "waiting-questions", "Questions while they wait"


class Said(models.TextChoices):
    GIVEN = "given", "Agreed"
    REFUSED = "refused", "Did not agree"
    WITHDRAWN = "withdrawn", "Took it back"
    INVALIDATED = "invalidated", "Found not to be valid"


class How(models.TextChoices):
    SIGNED_HERE = "signed-here", "Signed on screen"
    TYPED = "typed", "Typed their name on screen"
    PAPER = "paper", "Signed on paper"
    SPOKEN = "spoken", "Said, with nothing signed"


class WhyNot(models.TextChoices):
    """Why somebody did not agree or took it back; coded, so that it can be counted."""

    NOT_NOW = "not-now", "Not now"
    TOO_MUCH = "too-much", "Too much at once"
    WHO_WILL_KNOW = "who-will-know", "Worried about who will know"
    WOULD_NOT_HELP = "would-not-help", "Does not think that it would help"
    FEELS_JUDGED = "feels-judged", "Feels judged or blamed"
    PRACTICAL = "practical", "Time, travel, work or childcare"
    OTHER_HELP = "other-help", "Has other help"
    HARM = "harm", "Afraid that it makes things worse at home"
    NOT_SAID = "not-said", "Would rather not say"
    OTHER = "other", "Something else"
    # Why an agreement was found not to be valid.
    PRESSURE = "pressure", "Was under pressure when asked"
    NOT_UNDERSTOOD = "not-understood", "Was not understood: the words, the language, the moment"
    OTHER_PERSON = "other-person", "It was not this person’s to give"
    MISTAKE = "mistake", "Written down by mistake"


FOUND_NOT_VALID = (WhyNot.PRESSURE, WhyNot.NOT_UNDERSTOOD, WhyNot.OTHER_PERSON, WhyNot.MISTAKE)


class Agreement(OfFamily):
    """One answer of one carer to one purpose. Why: each adult decides for themselves.

    A changed mind is a new row. What was explained, in which language and form,
    stands with it; what holds today is worked out (`rules.in_force`).
    """

    carer = link_to(FamilyMember)
    purpose = models.CharField(max_length=20, choices=Purpose)
    said = models.CharField(max_length=12, choices=Said)
    reason = models.CharField(max_length=16, choices=WhyNot, blank=True, default="", db_default="")
    because = SealedText()  # in their own words
    explained = SealedText()  # what was explained, in which words
    language = models.CharField(max_length=10, default="en")
    with_interpreter = models.BooleanField(default=False)
    how = models.CharField(max_length=12, choices=How)
    # The drawn line as an SVG path, the name as it was typed, or where the paper lies.
    signature = SealedText()
    said_on = models.DateField()
    until = models.DateField(null=True, blank=True)  # when it has to be asked again
    written_at = models.DateTimeField(default=timezone.now)
    written_by = somebody()

    class Meta:
        ordering = ["-written_at", "-id"]
        constraints = [one_of("purpose", Purpose), one_of("said", Said), one_of("how", How)]
        indexes = [
            models.Index(
                fields=["organisation", "family", "-written_at"], name="agreements_by_family"
            ),
            # What was said last: asked for every family of a caseload at once.
            models.Index(
                fields=["organisation", "carer", "purpose", "-said_on", "-written_at"],
                name="agreements_said_last",
            ),
            # What somebody's home page looks for: what ends, and what was not agreed to.
            models.Index(
                fields=["organisation", "until"],
                condition=models.Q(said="given"),
                name="agreements_that_end",
            ),
            models.Index(
                fields=["organisation", "said_on"],
                condition=models.Q(said__in=["refused", "withdrawn"]),
                name="agreements_not_given",
            ),
        ]


class Resolution(OfFamily):
    """What was decided where carers answered differently. Why: somebody must answer for it."""

    purpose = models.CharField(max_length=20, choices=Purpose)
    decided = SealedText()
    goes_on = models.BooleanField()  # with those who agreed
    decided_at = models.DateTimeField(default=timezone.now)
    decided_by = somebody()

    class Meta:
        ordering = ["-decided_at", "-id"]
        constraints = [one_of("purpose", Purpose)]
