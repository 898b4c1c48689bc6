"""Who knows what: people and matters, drawn as a table of shapes and words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from safehome.families.models import Family, FamilyMember
from safehome.families.queries import members_of
from safehome.informing.models import Awareness, Knowing, Matter
from safehome.network.models import Professional
from safehome.network.rules import has_ended

MATTERS = {
    Matter.REFERRAL: "Referral", Matter.TAKING_PART: "Taking part", Matter.PROGRESS: "How far",
    Matter.BEHAVIOUR: "What happened", Matter.PLAN: "Plan", Matter.REVIEW: "Review",
    Matter.CONCERN: "A worry", Matter.ENDING: "Ending", Matter.ADDRESS: "Address",
}  # fmt: skip
SHAPES = {
    "": "none", Awareness.KNOWS: "full", Awareness.IN_PART: "half", Awareness.NOT: "empty",
    Awareness.MUST_NOT: "cross",
}  # fmt: skip
# One tap goes on to the next; the circle comes back to "knows".
NEXT = {
    "": Awareness.KNOWS, Awareness.KNOWS: Awareness.IN_PART, Awareness.IN_PART: Awareness.NOT,
    Awareness.NOT: Awareness.MUST_NOT, Awareness.MUST_NOT: Awareness.KNOWS,
}  # fmt: skip


@dataclass(frozen=True)
class Cell:
    matter: str
    matter_words: str
    knows: str
    words: str
    shape: str
    next: str
    next_words: str


@dataclass(frozen=True)
class Row:
    pk: UUID
    is_member: bool
    name: str
    what: str
    household: UUID | None
    cells: list[Cell]


@dataclass(frozen=True)
class Map:
    """Everybody in and around a family, and what each of them knows."""

    heads: list[str]
    rows: list[Row]


def map_of(family: Family) -> Map:
    """Who knows what today. The family must be open."""
    newest: dict[tuple[UUID, str], str] = {}
    for one in Knowing.objects.filter(organisation_id=family.organisation_id, family=family).defer(
        "words"
    ):
        whose = one.member_id or one.professional_id
        assert whose is not None  # the database's own rule
        newest.setdefault((whose, one.matter), one.knows)
    rows = [
        Row(one.pk, True, one.called, _what(one), one.household_id, _cells(one.pk, newest))
        for one in members_of(family)
        if one.left_on is None
    ]
    today = timezone.localdate()
    rows += [
        Row(one.pk, False, one.name, one.get_role_display().lower(), None, _cells(one.pk, newest))
        for one in Professional.objects.filter(
            organisation_id=family.organisation_id, family=family
        )
        if not has_ended(one.until, on=today)
    ]
    return Map(list(MATTERS.values()), rows)


def _what(member: FamilyMember) -> str:
    return "child" if member.is_child else "carer" if member.is_carer else "adult"


def _cells(pk: UUID, newest: dict[tuple[UUID, str], str]) -> list[Cell]:
    cells = []
    for matter, words in MATTERS.items():
        knows = newest.get((pk, matter), "")
        after = NEXT[knows]
        cells.append(Cell(
            matter, words, knows, Awareness(knows).label if knows else "Not written",
            SHAPES[knows], after.value, after.label.lower(),
        ))  # fmt: skip
    return cells


@dataclass(frozen=True)
class Warning:
    """Why to think before telling: whom it is about, in a sentence; stops: it is not to be done."""

    words: str
    stops: bool


def warnings_for(known: Map, *, recipient: UUID, matter: str) -> list[Warning]:
    """What to know before somebody is told a matter: theirs, and of those they live with."""
    me = next((row for row in known.rows if row.pk == recipient), None)
    if me is None:
        return []
    return [warning for row in _with(me, known.rows) if (warning := _warn(row, me, matter))]


def _with(me: Row, rows: Iterable[Row]) -> list[Row]:
    at_home = [row for row in rows if row is not me and me.household is not None
               and row.household == me.household]  # fmt: skip
    return [me, *at_home]


def _warn(row: Row, me: Row, matter: str) -> Warning | None:
    cell = next((cell for cell in row.cells if cell.matter == matter), None)
    if cell is None or cell.knows not in (Awareness.NOT, Awareness.MUST_NOT):
        return None
    about = cell.matter_words.lower()
    if row is me:
        if cell.knows == Awareness.MUST_NOT:
            return Warning(f"{row.name} must not be told: {about}.", True)
        return Warning(f"{row.name} does not know yet: {about}. This would tell them.", False)
    how = "must not be told" if cell.knows == Awareness.MUST_NOT else "does not know"
    return Warning(f"{row.name} lives with {me.name} and {how}: {about}. A letter may be "
                   "found.", False)  # fmt: skip
