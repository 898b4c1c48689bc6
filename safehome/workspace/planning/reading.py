"""A version as people read it: line by line, and what changed since another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from safehome.design.words import listed
from safehome.plans import rules
from safehome.plans.models import AskedHow, Closeness, Direction, Line, NoVoice, Stand
from safehome.plans.queries import Draft


@dataclass(frozen=True)
class ToldLine:
    """One line as it is read aloud."""

    pk: UUID
    root: UUID
    text: str
    instead: str
    said_by: str  # whose own words they are, or ""
    who: str
    when: str
    children: str
    more: tuple[tuple[str, str], ...]
    freedom: bool
    sure: str


def told(line: Line, draft: Draft) -> ToldLine:
    hands = draft.hands.get(line.pk, [])
    who = [draft.called(pk) for hand in hands if (pk := hand.member_id or hand.professional_id)]
    spans = list(
        dict.fromkeys(words for hand in hands if (words := rules.hours_in_words(hand.week)))
    )
    children = draft.children.get(line.pk, frozenset())
    more = (
        ("Where", line.at_place),
        ("How close", Closeness(line.closeness).label if line.closeness else ""),
        ("It protects", Direction(line.direction).label if line.direction else ""),
        ("From", line.from_what),
        ("We know that it works when", line.how_we_know),
        ("Less, when", line.step_down),
        ("More again, when", line.step_up),
    )
    return ToldLine(
        line.pk, line.root, line.text, line.instead,
        draft.called(line.said_by_id) if line.said_by_id else "", listed(who),
        "; ".join(spans) or line.at_times, listed(draft.called(pk) for pk in sorted(children)),
        tuple((label, text) for label, text in more if text), line.freedom,
        "" if line.how_sure is None else f"{line.how_sure} of 10",
    )  # fmt: skip


@dataclass(frozen=True)
class ToldVoice:
    name: str
    words: tuple[tuple[str, str], ...]
    how: str
    absent: str


@dataclass(frozen=True)
class Whole:
    """A whole version as it is read."""

    sections: list[tuple[str, str, list[ToldLine]]]  # code, title, lines
    voices: list[ToldVoice]
    stands: list[tuple[str, str, str]]  # who, how they stand, their words


def whole(draft: Draft, sections: Mapping[str, str]) -> Whole:
    voices = []
    for pk, name in draft.kids.items():
        one = draft.voices.get(pk)
        if one is None:
            voices.append(ToldVoice(name, (), "", "Not asked yet"))
            continue
        words = (
            ("What helps me feel safe", one.helps), ("What worries me", one.worries),
            ("Whom I can tell", one.tells), ("What I see differently", one.differs),
        )  # fmt: skip
        absent = NoVoice(one.no_voice).label if one.no_voice else ""
        voices.append(
            ToldVoice(
                name, tuple((label, text) for label, text in words if text),
                AskedHow(one.how).label.lower() if one.how else "",
                ". ".join(part for part in (absent, one.no_voice_note) if part),
            )
        )  # fmt: skip
    return Whole(
        [
            (code, title, [told(line, draft) for line in draft.sections[code]])
            for code, title in sections.items()
            if code in draft.sections
        ],
        voices,
        [
            (draft.called(pk), str(Stand(said.stand).label).removesuffix(" (a child)"), said.words)
            for pk, said in draft.said.items()
        ],
    )  # fmt: skip


def in_words(draft: Draft) -> dict[UUID, tuple[str, str]]:
    """Each line as one sentence, by its root: what two versions are compared by."""
    found = {}
    for line in draft.lines:
        one = told(line, draft)
        parts = [one.text, f"Instead: {one.instead}" if one.instead else "", one.who, one.when]
        found[line.root] = (line.section, " · ".join(part for part in parts if part))
    return found
