"""A version as people read it: line by line, and what changed since another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from safehome.agreements.models import How
from safehome.agreements.rules import is_a_drawn_line
from safehome.design.words import day, listed
from safehome.plans import rules, weeks
from safehome.plans.models import AskedHow, Closeness, Direction, Line, NoVoice, Stand, Voice
from safehome.plans.queries import Draft

VOICES = "SP3"  # where each child's own words stand
NOT_SHARED = "Was asked. What was said is for a copy of their own."


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
    author: str  # who wrote it and when, and whether it was read back; for workers


def told(line: Line, draft: Draft, *, workers: bool = True) -> ToldLine:
    """One line in words. workers: also from what it protects, which stands in no copy."""
    hands = draft.hands.get(line.pk, [])
    who = [draft.called(pk) for hand in hands if (pk := hand.member_id or hand.professional_id)]
    spans = list(
        dict.fromkeys(words for hand in hands if (words := weeks.hours_in_words(hand.week)))
    )
    children = draft.children.get(line.pk, frozenset())
    more = (
        ("Where", line.at_place),
        ("How close", Closeness(line.closeness).label if line.closeness else ""),
        ("It protects", Direction(line.direction).label if line.direction else ""),
        ("From", line.from_what if workers else ""),
        ("We know that it works when", line.how_we_know),
        ("Less, when", line.step_down),
        ("More again, when", line.step_up),
        ("To a child", f"“{line.to_a_child}”" if line.to_a_child else ""),
    )
    return ToldLine(
        line.pk, line.root, line.text, line.instead,
        draft.called(line.said_by_id) if line.said_by_id else "", listed(who),
        "; ".join(spans) or line.at_times, listed(draft.called(pk) for pk in sorted(children)),
        tuple((label, text) for label, text in more if text), line.freedom,
        "" if line.how_sure is None else f"{line.how_sure} of 10",
        _author(line) if workers else "",
    )  # fmt: skip


def _author(line: Line) -> str:
    back = " and read back" if line.read_back_at else ""
    return f"Written{back} by {line.written_by.name}, {day(timezone.localdate(line.written_at))}"


@dataclass(frozen=True)
class ToldVoice:
    name: str
    words: tuple[tuple[str, str], ...]
    how: str
    absent: str


@dataclass(frozen=True)
class Stood:
    """How one person stands to a version."""

    name: str
    stand: str
    words: str
    signed: str  # how it was said and when
    line: str  # drawn by them, as an SVG path; or ""
    earlier: bool  # to words that changed since, so it does not count


def stood(pk: UUID, draft: Draft) -> Stood | None:
    said = draft.said.get(pk) or draft.earlier.get(pk)
    if said is None:
        return None
    drawn = said.how == How.SIGNED_HERE and is_a_drawn_line(said.signature)
    signed = How(said.how).label if said.how else ""
    if said.how in (How.TYPED, How.PAPER):
        signed = f"{signed}: {said.signature}"
    return Stood(
        draft.called(pk), str(Stand(said.stand).label).removesuffix(" (a child)"), said.words,
        ", ".join(part for part in (signed, day(said.said_on)) if part),
        said.signature if drawn else "", earlier=pk not in draft.said,
    )  # fmt: skip


def _asked(voice: Voice, *, workers: bool) -> str:
    """How a child was asked; for workers also by whom, and when."""
    how = AskedHow(voice.how).label.lower() if voice.how else ""
    if not (how and workers):
        return how
    who = f", by {voice.asked_by}" if voice.asked_by else ""
    when = f", on {day(voice.asked_on)}" if voice.asked_on else ""
    return f"{how}{who}{when}"


@dataclass(frozen=True)
class Whole:
    """A whole version as it is read."""

    sections: list[tuple[str, str, list[ToldLine]]]  # code, title, lines
    voices: list[ToldVoice]
    stands: list[Stood]


def whole(draft: Draft, sections: Mapping[str, str], *, workers: bool = True) -> Whole:
    """A version from why to review.

    workers: also what stands in no copy: what a child is not content that others
    read, how each person stands, from what a line protects.
    """
    voices = []
    for pk, name in draft.kids.items():
        one = draft.voices.get(pk)
        if one is None:
            voices.append(ToldVoice(name, (), "", "Not asked yet"))
            continue
        if not (workers or one.shared or one.no_voice):
            voices.append(ToldVoice(name, (), "", NOT_SHARED))
            continue
        words = (
            ("What helps me feel safe", one.helps), ("What worries me", one.worries),
            ("Whom I can tell", one.tells), ("What I see differently", one.differs),
        )  # fmt: skip
        absent = NoVoice(one.no_voice).label if one.no_voice else ""
        voices.append(
            ToldVoice(
                name, tuple((label, text) for label, text in words if text),
                _asked(one, workers=workers),
                ". ".join(part for part in (absent, one.no_voice_note if workers else "") if part),
            )
        )  # fmt: skip
    return Whole(
        [
            (code, title, [told(line, draft, workers=workers) for line in draft.sections[code]])
            for code, title in sections.items()
            if code in draft.sections
        ],
        voices,
        [said for pk in (*draft.said, *draft.earlier) if workers and (said := stood(pk, draft))],
    )  # fmt: skip


def in_words(draft: Draft) -> dict[UUID, rules.Words]:
    """Each line and each child's own words, by root or child: what two versions are compared by."""
    found = {}
    for line in draft.lines:
        one = told(line, draft)
        more = (
            ("Instead", one.instead), ("Who", one.who), ("When", one.when),
            ("For whom", one.children), *one.more,
        )  # fmt: skip
        found[line.root] = rules.Words(
            line.section, one.text, tuple((name, words) for name, words in more if words)
        )
    for pk, voice in draft.voices.items():
        if not voice.shared:  # a comparison is printed and lies about
            continue
        said = (
            ("What helps me feel safe", voice.helps), ("What worries me", voice.worries),
            ("Whom I can tell", voice.tells), ("What I see differently", voice.differs),
        )  # fmt: skip
        found[pk] = rules.Words(
            VOICES, f"What {draft.called(pk)} says",
            tuple((name, words) for name, words in said if words),
        )  # fmt: skip
    return found
