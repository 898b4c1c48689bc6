"""What can be asked by a private link, and how links stand."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from safehome.design.words import listed
from safehome.families.models import FamilyMember
from safehome.journeys.queries.asking import titles_of
from safehome.measures.models import LinkEnded, PrivateLink
from safehome.measures.policies import may_be_asked_by_link
from safehome.measures.queries import links_of
from safehome.measures.queries.licences import words_for
from safehome.measures.queries.readings import language_name
from safehome.measures.rules import ENGLISH, Due, point_in_words
from safehome.people.access import Actor
from safehome.programme.instruments import known_as
from safehome.programme.packs import Pack
from safehome.programme.queries import pack_of
from safehome.programme.shapes import Questionnaire
from safehome.programme.shapes.instruments import Instrument


def askable_by_link(
    pack: Pack, due: list[Due], organisation: UUID
) -> tuple[list[Questionnaire], list[str]]:
    """Which of these can be asked by a private link, and why the others cannot."""
    found, refused = [], []
    for one in due:
        asked = pack.questionnaires.get(one.questionnaire)
        if asked is None:
            asked, verdict = words_for(
                organisation, one.questionnaire, use="display", on=timezone.localdate()
            )
            if asked is None:
                refused.append(verdict.reason)
                continue
        verdict = may_be_asked_by_link(asked)
        if verdict:
            found.append(asked)
        elif asked.for_ == "carer":
            refused.append(verdict.reason)
    return found, refused


@dataclass(frozen=True)
class LinkSeen:
    """A private link as the page tells of it: what it asks, and how it stands."""

    link: PrivateLink
    carer: FamilyMember
    title: str
    asks: str
    says: str
    colour: str

    @property
    def may_end(self) -> bool:
        return self.link.is_open()

    @property
    def in_language(self) -> str:
        """In which language it is; empty for English."""
        said = self.link.language
        return "" if said == ENGLISH else f"In {language_name(said)}"

    @property
    def anew(self) -> str:
        """Where it is made anew."""
        name, more = ("waiting-link", []) if self.link.of_waiting else ("link", [self.link.point])
        return reverse(f"measures:make-{name}", args=[self.link.journey_id, self.carer.pk, *more])

    @property
    def waits(self) -> bool:
        """Whether answers have come and are not taken in."""
        return self.link.sent_at is not None and self.link.taken_in_at is None


def where_asked(link: PrivateLink) -> str:
    """Where the questions of a link stand: with its journey, or with the family that waits."""
    name = "measures:while-waiting" if link.of_waiting else "measures:ask"
    return reverse(name, args=[link.journey_id])


def links_seen(person: Actor, journey: UUID) -> list[LinkSeen]:
    """The private links of a journey: those that wait, then those still open, then the rest.

    journey: its id, or that of a family that waits. Each is told in the words of the pack version
    that it was made of, which need not be the newest.
    """
    found = []
    for one in links_of(journey, person.organisation_id):
        pack = pack_of(one.pack_version)
        asks = listed([known_as(name, pack.questionnaires).title for name in one.asked])
        title = point_in_words(one.point, titles_of(pack))
        found.append(LinkSeen(one, one.carer, title, asks, *_stands(one)))
    return sorted(found, key=lambda one: (not one.waits, not one.may_end))


def _stands(link: PrivateLink) -> tuple[str, str]:
    if link.taken_in_at is not None:
        return "Answers taken in", "green"
    if link.sent_at is not None:
        return "Answers have come", "blue"
    if link.ended_at is not None:
        return LinkEnded(link.ended_because).label, "grey"
    if not link.is_open():
        return LinkEnded.RUN_OUT.label, "grey"
    return ("Begun", "turquoise") if link.begun_at else ("Not opened yet", "yellow")


def points_by_link(
    now: list[tuple[FamilyMember, Due]], pack: Pack
) -> list[tuple[FamilyMember, str, str]]:
    """Carer, point and its title, wherever something due can be asked by a private link."""
    found = {
        (carer.pk, due.point): (carer, due.point, due.title)
        for carer, due in now
        if may_go_by_link(known_as(due.questionnaire, pack.questionnaires))
    }
    return list(found.values())


def may_go_by_link(asked: Questionnaire | Instrument) -> bool:
    """An instrument with words is due only where they may be shown, which the form asks again."""
    if isinstance(asked, Instrument):
        return not asked.scores_only
    return bool(may_be_asked_by_link(asked))
