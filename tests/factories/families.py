"""Families and journeys for tests, made by the real actions in the test's own transaction.

with acting(cast.amina) as by:
    made = make_family(by, cast)
    journey = make_journey(by, made)
    sign_whole(journey, by=by)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from django.utils import timezone
from psycopg.types.json import Jsonb

from safehome.agreements import actions as agreements
from safehome.agreements.models import Agreement
from safehome.families import actions as families
from safehome.families.models import Family, FamilyMember
from safehome.journeys import actions as journeys
from safehome.journeys.models import Journey, Session
from safehome.journeys.queries.asked import asked_of
from safehome.journeys.rules import STANCE, ChildRecord, ComponentRecord, SessionRecord
from safehome.kit.ids import new_id
from safehome.people.access import Actor
from safehome.plans.models import Plan, Version
from safehome.programme.loading import examine
from safehome.programme.models import PackVersion
from safehome.programme.packs import Pack
from safehome.vault.keyring import open_family
from tests.factories.cast import Cast

OPEN_PACK = Path(__file__).resolve().parents[2] / "packs" / "open" / "1.0"


@dataclass(frozen=True)
class MadeFamily:
    """A family as a test needs it: its record, its carers and its children, in order."""

    family: Family
    carers: tuple[FamilyMember, ...]
    children: tuple[FamilyMember, ...]

    @property
    def pk(self) -> UUID:
        return self.family.pk


def make_family(
    by: Actor,
    cast: Cast,
    *,
    name: str = "Marlow",
    carers: Sequence[str] = ("Carol",),
    children: Sequence[str] = ("Jay", "Mina"),
    team: UUID | None = None,
    agreed: bool = True,
) -> MadeFamily:
    """A family that `by` works with, in the cast's own team. The first child displayed HSB.

    agreed: each carer has agreed to take part, long before any journey of a test.
    """
    there = cast.meadow_team.pk if by.organisation_id == cast.meadow.pk else cast.team.pk
    family = families.open_family(name=name, team=team or there, by=by)
    adults = tuple(
        families.add_member(
            family, name=f"{known} {name}", known_as=known, is_child=False, by=by,
            carer_kind="birth",
        )
        for known in carers
    )  # fmt: skip
    young = tuple(
        families.add_member(
            family, name=f"{known} {name}", known_as=known, is_child=True, by=by,
            birth_date=date(2013 + place, 3, 9), has_displayed_hsb=place == 0,
            was_harmed=place == 1, is_sibling=place > 0,
        )
        for place, known in enumerate(children)
    )  # fmt: skip
    if agreed:
        for carer in adults:
            make_agreement(carer, by=by)
    return MadeFamily(family, adults, young)


def make_agreement(
    carer: FamilyMember, *, by: Actor, purpose: str = "taking-part", said: str = "given",
    on: date | None = None, until: date | None = None,
) -> Agreement:  # fmt: skip
    """What a carer said of one purpose, a year ago unless said otherwise. Opens the family."""
    open_family(carer.family_id, purpose="making")
    return agreements.keep_answer(
        carer, purpose=purpose, said=said, on=on or timezone.localdate() - timedelta(days=365),
        until=until, reason="" if said == "given" else "not-now",
        asked=agreements.Asked("In plain words."), by=by,
    )  # fmt: skip


def make_journey(
    by: Actor,
    made: MadeFamily,
    *,
    first_session_at: datetime | None = None,
    every_days: int = 7,
    carers: Sequence[FamilyMember] | None = None,
    planned: bool = True,
) -> Journey:
    """A journey of all the family's carers, begun three weeks ago unless said otherwise.

    planned: home has a plan for now, so that the first session can be recorded.
    """
    if planned:
        make_cover(by, made)
    first = first_session_at or timezone.localtime().replace(
        hour=10, minute=0, second=0, microsecond=0
    ) - timedelta(days=21)
    return journeys.start_journey(
        made.family,
        carers=carers or made.carers,
        pack_version=open_pack_version(),
        first_session_at=first,
        every_days=every_days,
        by=by,
    )


def make_cover(by: Actor, made: MadeFamily, *, setting: str = "home") -> Version:
    """A plan for now that holds, with nothing in it: for what only asks whether there is one."""
    ours: dict[str, Any] = {"organisation_id": made.family.organisation_id, "family_id": made.pk}
    now = timezone.now()
    plan = Plan.objects.create(**ours, setting=setting, begun_by_id=by.pk)
    return Version.objects.create(
        **ours, plan=plan, number=1, stage="interim", begun_by_id=by.pk, in_force_at=now,
        in_force_by_id=by.pk, review_on=timezone.localdate() + timedelta(days=21),
    )  # fmt: skip


def sessions_of(journey: Journey) -> list[Session]:
    """Its sessions in order, each with its journey and family at hand."""
    return list(
        Session.objects.filter(journey=journey)
        .select_related("journey__family", "journey__pack_version")
        .defer("journey__pack_version__files")
        .order_by("number")
    )


def open_pack_version() -> PackVersion:
    """The open pack, published once for this run by the administrator."""
    return PackVersion.objects.defer("files").get(pk=_published())


@cache
def _published() -> UUID:
    from tests.prepared import ADMIN, NAME

    pack, files = whole_open_pack()
    there = psycopg.conninfo.make_conninfo(ADMIN, dbname=NAME)
    with psycopg.connect(there, autocommit=True) as admin:
        admin.execute(
            "INSERT INTO programme_packversion (id, pack, version, title, fingerprint, files,"
            " valid_from, published_at) VALUES (%s, %s, %s, %s, %s, %s, %s, now())"
            " ON CONFLICT DO NOTHING",
            [
                new_id(), pack.manifest.id, pack.manifest.version, pack.manifest.title,
                pack.fingerprint, Jsonb(files), date(2020, 1, 1),
            ],
        )  # fmt: skip
        row = admin.execute(
            "SELECT id FROM programme_packversion WHERE pack = %s AND version = %s",
            [pack.manifest.id, pack.manifest.version],
        ).fetchone()
    assert row is not None
    found: UUID = row[0]
    return found


@cache
def whole_open_pack() -> tuple[Pack, dict[str, str]]:
    """The open pack and its files. What is half written is left out or has a stand-in."""
    files = {
        path.relative_to(OPEN_PACK).as_posix(): path.read_bytes()
        for path in sorted(OPEN_PACK.rglob("*"))
        if path.is_file()
    }
    for _ in range(3):
        examined = examine(files)
        if examined.pack is not None:
            return examined.pack, {name: content.decode() for name, content in files.items()}
        for fault in examined.findings:
            _stand_in(files, str(fault))
    raise AssertionError("\n".join(map(str, examined.findings)))


def _stand_in(files: dict[str, bytes], fault: str) -> None:
    if "A pack has no such file" in fault:
        files.pop(fault.partition(":")[0], None)
    _, _, rest = fault.partition("There is no hand-out ")
    path = rest.strip().rstrip(".")
    if path.endswith(".md"):
        number = path.split("/")[1][:2]
        model = files["handouts/01-what-this-is.md"].decode()
        files[path] = model.replace("session: 1", f"session: {int(number)}").encode()


def whole_record(session: Session, **changes: object) -> SessionRecord:
    """A record of this session that lacks nothing. The family must be open.

    Change parts of it by name: `whole_record(session, next_step="")`.
    """
    asked = asked_of(session)
    record = SessionRecord(
        held_on=min(timezone.localdate(), timezone.localtime(session.planned_for).date()),
        minutes=75,
        attendance=dict.fromkeys(asked.carers, "came"),
        components=dict.fromkeys(asked.components, ComponentRecord("delivered")),
        words=dict.fromkeys(asked.carers, "I slept for the first time this week."),
        children={
            pk: ChildRecord(f"{name} laughed at supper.") for pk, name in asked.children.items()
        },
        wellbeing="Tired, and calmer than last week.",
        support_challenge=3,
        home_activity="Ten quiet minutes with each of them.",
        next_step="Ring on Monday about the after-school club.",
        self_rating=dict.fromkeys(STANCE, 3),
    )  # fmt: skip
    return replace(record, **changes)  # type: ignore[arg-type]


def sign_whole(session: Session, *, by: Actor, **changes: object) -> Session:
    """Sign a session with a whole record. Opens the family itself."""
    open_family(session.family_id, purpose="making")
    return journeys.sign_session(
        session, record=whole_record(session, **changes), seen=session.version, by=by
    )
