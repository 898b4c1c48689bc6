"""What of a version one copy may hold: all of it, or one person's part of it.

A copy is made of what is put in here, and of nothing else. Left out of every copy:
how each person stands to the plan, adults' accounts, from what a line protects, how
sure anybody is, and any line about somebody of whom only named staff may know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from safehome.design.words import listed
from safehome.families.addresses import gives_away
from safehome.families.homes import homes_hidden_from
from safehome.families.models import Family, FamilyMember
from safehome.families.queries import known_to_few
from safehome.network.models import Professional
from safehome.plans.models import Closeness, Hand, Line, Setting, Stage
from safehome.plans.queries.written import Draft
from safehome.plans.weeks import hours_in_words
from safehome.plans.wording import own_words

IF_SOMETHING_HAPPENS = "SP12"
OWN_VOICES = "SP3"  # voices stand by themselves, and only some of them
# What a child lives with. Why there is a plan, who leads it and when it ends is for adults.
FOR_A_CHILD = (
    "SP4", "SP5", "SP6", "SP7", "SP8", "SP9", "SP10", "SP11", "SP12", "SP13", "SP14",
)  # fmt: skip
# Words so general that a home called by them alone is not given away by them.
GENERAL = {
    "home", "house", "flat", "place", "main", "first", "second", "other", "new", "old", "family",
    "the", "a", "our", "their", "s", "at", "of", "mum", "dad", "school",
}  # fmt: skip


@dataclass(frozen=True)
class CutLine:
    """One line as a copy shows it."""

    text: str
    instead: str = ""
    who: str = ""
    when: str = ""
    where: str = ""
    children: str = ""
    more: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class CutSection:
    code: str
    title: str
    lines: tuple[CutLine, ...]


@dataclass(frozen=True)
class CutVoice:
    """What one child says: of those who share it, or of the child whose copy it is."""

    name: str
    helps: str
    worries: str
    tells: str
    differs: str = ""


@dataclass(frozen=True)
class Contact:
    """Somebody to ring who works with the family, at their desk's telephone."""

    name: str
    what: str
    phone: str


@dataclass(frozen=True)
class Cut:
    """A version as one copy shows it."""

    name: str  # whose copy it is
    setting: str
    called: str  # which of several; empty in a part, since it may be the name of a home
    number: int
    for_now: bool
    language: str
    since: date | None
    review_on: date | None
    own_part: bool
    sections: tuple[CutSection, ...]
    voices: tuple[CutVoice, ...]
    contacts: tuple[Contact, ...]

    @property
    def happens(self) -> tuple[CutLine, ...]:
        return self.of(IF_SOMETHING_HAPPENS)

    def of(self, code: str) -> tuple[CutLine, ...]:
        return next((one.lines for one in self.sections if one.code == code), ())


type Recipient = FamilyMember | Professional


def cut(
    draft: Draft, sections: Mapping[str, str], *, recipient: Recipient, whole: bool = False
) -> Cut:
    """A version, cut for whoever is to have a copy. The family must be open. One statement.

    sections: the pack's sections, code to title. whole: every line, for adults
    who live by the plan; a child always has their own part.
    """
    version, plan = draft.version, draft.version.plan
    is_child = isinstance(recipient, FamilyMember) and recipient.is_child
    whole = whole and not is_child
    few = known_to_few(plan.family) - {recipient.pk}
    found: dict[str, list[CutLine]] = {}
    hands: list[Hand] = []
    for line in draft.lines:
        if _people(line, draft) & few or line.section == OWN_VOICES:
            continue
        mine = _is_theirs(line, draft, recipient)
        if whole or mine:
            told = (
                _child_line(line, draft, recipient)
                if is_child
                else _whole_line(line, draft, recipient, whole)
            )
        elif line.section == IF_SOMETHING_HAPPENS and not is_child:
            told = CutLine(
                _told(line, draft, named=False), line.instead, when=line.at_times,
                where=line.at_place,
            )  # fmt: skip
        else:
            continue
        found.setdefault(line.section, []).append(told)
        hands += draft.hands.get(line.pk, [])
    return Cut(
        name=recipient.called if isinstance(recipient, FamilyMember) else recipient.name,
        setting=str(Setting(plan.setting).label), called=plan.called if whole else "",
        number=version.number,
        for_now=version.stage == Stage.INTERIM, language=version.language,
        since=timezone.localdate(version.in_force_at) if version.in_force_at else None,
        review_on=version.review_on, own_part=not whole,
        sections=tuple(
            CutSection(code, sections.get(code, code), tuple(lines))
            for code, lines in found.items()
        ),
        voices=_voices(draft, recipient, few, whole=whole),
        contacts=() if is_child else _contacts(draft, recipient, hands, few),
    )  # fmt: skip


def _people(line: Line, draft: Draft) -> set[UUID]:
    hands = {one.member_id for one in draft.hands.get(line.pk, []) if one.member_id}
    said_by = {line.said_by_id} if line.said_by_id else set()
    return hands | said_by | draft.children.get(line.pk, frozenset())


def _is_theirs(line: Line, draft: Draft, recipient: Recipient) -> bool:
    """Whether somebody has a hand in a line; or, for a child, whether it is for them."""
    hands = draft.hands.get(line.pk, [])
    if any(recipient.pk in (one.member_id, one.professional_id) for one in hands):
        return True
    return (
        isinstance(recipient, FamilyMember)
        and recipient.is_child
        and line.section in FOR_A_CHILD
        and recipient.pk in draft.children.get(line.pk, ())
    )


def _told(line: Line, draft: Draft, *, named: bool) -> str:
    """A line's text; where it is somebody's own words, as theirs. On a page that speaks as a
    child, "I" would otherwise be whoever reads it. named: whether it says who said them."""
    if line.said_by_id is None:
        return line.text
    own = own_words(draft.version.language)
    if not named:
        return own.filled("in_own_words", words=line.text)
    return own.filled("somebody_says", name=draft.called(line.said_by_id), words=line.text)


def _child_line(line: Line, draft: Draft, recipient: Recipient) -> CutLine:
    """In words for a child, where somebody wrote them. Else what is done; and instead of what
    is not done, only what is."""
    told = (
        line.to_a_child or line.instead or _told(line, draft, named=line.said_by_id != recipient.pk)
    )
    return CutLine(told, when=line.at_times, where=line.at_place)


def _whole_line(line: Line, draft: Draft, recipient: Recipient, whole: bool) -> CutLine:
    hands = draft.hands.get(line.pk, [])
    # In a part, only its holder's hours: how much others carry is not for everybody.
    hours = [
        hours_in_words(hand.week)
        for hand in hands
        if hand.week and (whole or recipient.pk in (hand.member_id, hand.professional_id))
    ]
    children = sorted(draft.children.get(line.pk, frozenset()))
    more = (
        ("How close", Closeness(line.closeness).label if line.closeness else ""),
        ("We know that it works when", line.how_we_know),
        ("Less, when", line.step_down),
        ("More again, when", line.step_up),
    )
    return CutLine(
        _told(line, draft, named=whole and line.said_by_id != recipient.pk), line.instead,
        who=listed(
            draft.called(pk) for one in hands if (pk := one.member_id or one.professional_id)
        ),
        when="; ".join(dict.fromkeys(hours)) or line.at_times, where=line.at_place,
        children=listed(draft.called(pk) for pk in children),
        more=tuple((label, words) for label, words in more if words),
    )  # fmt: skip


def _voices(
    draft: Draft, recipient: Recipient, few: set[UUID], *, whole: bool
) -> tuple[CutVoice, ...]:
    """The child's own in their own copy; in a whole one those who are content that it is read.

    What a child sees differently is in nobody's copy but theirs.
    """
    found = []
    for pk, one in draft.voices.items():
        if pk in few or pk not in draft.members:
            continue
        name = draft.called(pk)
        if pk == recipient.pk:
            found.append(CutVoice(name, one.helps, one.worries, one.tells, one.differs))
        elif whole and one.shared:
            found.append(CutVoice(name, one.helps, one.worries, one.tells))
    return tuple(one for one in found if one.helps or one.worries or one.tells or one.differs)


def _contacts(
    draft: Draft, recipient: Recipient, hands: Iterable[Hand], few: set[UUID]
) -> tuple[Contact, ...]:
    """Professionals with a hand in what the copy holds, whose contact somebody confirmed."""
    asked = {one.professional_id for one in hands if one.professional_id} - {recipient.pk}
    return tuple(
        Contact(one.name, one.agency or one.role_words or str(one.get_role_display()), one.phone)
        for pk, one in draft.professionals.items()
        if pk in asked and one.phone and one.confirmed_at is not None and one.about_id not in few
    )


# --- What its words give away ----------------------------------------------------


def gives_too_much(copy: Cut, family: Family, *, recipient: Recipient) -> list[str]:
    """Words of a copy that say where a home is of which its holder must not learn, what it is
    called, or that name somebody of whom few may know. Two statements."""
    member = recipient if isinstance(recipient, FamilyMember) else None
    homes = homes_hidden_from(family, member)
    addresses = [home.address for home in homes if home.address]
    names = [home.name for home in homes if _is_telling(home.name)]
    few = known_to_few(family) - {recipient.pk}
    names += [
        name
        for one in FamilyMember.objects.filter(family=family, pk__in=few)
        for name in (one.name, one.called)
        if name.strip()
    ]
    return [
        words for words in _words(copy)
        if gives_away(words, addresses) or any(_names(words, name) for name in names)
    ]  # fmt: skip


def _words(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _words(part)
    elif is_dataclass(value):
        for one in fields(value):
            yield from _words(getattr(value, one.name))


def _tokens(words: str) -> list[str]:
    return re.findall(r"\w+", words.casefold())


def _is_telling(name: str) -> bool:
    return bool(set(_tokens(name)) - GENERAL)


def _names(words: str, name: str) -> bool:
    return f" {' '.join(_tokens(name))} " in f" {' '.join(_tokens(words))} "
