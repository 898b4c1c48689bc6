"""What the demonstration's carers agreed to, refused and took back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from safehome.agreements import actions
from safehome.agreements.actions import Asked
from safehome.agreements.models import How, Said
from safehome.agreements.rules import PURPOSES, WAITING_QUESTIONS
from safehome.agreements.wording import language_for
from safehome.families.models import FamilyMember, Need
from safehome.people.access import Actor

YEAR = timedelta(days=365)
ASKED = tuple(one for one in PURPOSES if one != WAITING_QUESTIONS)
SIGNATURE = (
    "M60 130L80 70L104 124L120 92L150 120L176 84L190 122L236 96L250 120L320 104M330 60L352 132"
)


@dataclass(frozen=True)
class Story:
    """How a family differs from the usual, where everybody agrees to most of it.

    refuses, not_asked, only_taking_part: first names. no_to: purposes that nobody wants.
    ends_in: days until taking part has to be asked again.
    """

    refuses: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # reason, words
    not_asked: tuple[str, ...] = ()
    no_to: tuple[str, ...] = ()
    ends_in: int | None = None
    decided: str = ""


USUAL = Story(no_to=("stories",))
STORIES: Mapping[str, Story] = {
    # A step-father who does not want to, and a supervisor who has spoken with both.
    "Marlow": Story(
        refuses={"Dean": ("feels-judged", "It is her boy. I don’t want to be told how to live.")},
        no_to=("stories", "recording"),
        decided="Spoke with each of them alone. Dean does not stand in the way; Carol goes on, and "
        "we ask him again in the summer.",
    ),
    # Two parents who differ, and nobody has decided yet.
    "Osei": Story(
        refuses={"Kwame": ("who-will-know", "My brother works for the council.")},
        no_to=("stories",),
    ),
    "Rahman": Story(ends_in=19, no_to=("recording", "stories")),
    "Grant": Story(no_to=("recording", "stories", "research")),
    "Petrov": Story(not_asked=("Irina",)),
    "Flett": Story(not_asked=("Mary",)),
}  # fmt: skip


def story_of(name: str) -> Story:
    return STORIES.get(name, USUAL)


def ask_everything(name: str, carers: Sequence[FamilyMember], *, before: date, by: Actor) -> None:
    """Ask each carer of a family, some days before their journey. The family must be open."""
    story, today = story_of(name), timezone.localdate()
    on = min(before, today) - timedelta(days=9)
    for place, carer in enumerate(carers):
        if carer.called in story.not_asked:
            continue
        said, reason, words = Said.GIVEN, "", ""
        if carer.called in story.refuses:
            said, (reason, words) = Said.REFUSED, story.refuses[carer.called]
        spoken = language_for(carer.language)
        how, signature = (How.SIGNED_HERE, SIGNATURE) if place % 2 == 0 else (How.TYPED, carer.name)
        until = on + YEAR if story.ends_in is None else today + timedelta(days=story.ends_in)
        for purpose in ASKED if said == Said.GIVEN else ASKED[:1]:
            no = purpose in story.no_to
            actions.keep_answer(
                carer, purpose=purpose, said=Said.REFUSED if no else said, on=on,
                until=until, reason="not-said" if no else reason, because=words, by=by,
                asked=Asked(
                    spoken.words[purpose].as_told, how, signature, spoken.code,
                    Need.INTERPRETER in carer.needs,
                ),
            )  # fmt: skip
