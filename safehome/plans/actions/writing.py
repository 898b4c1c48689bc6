"""Writing a draft: its lines and who does them, each child's voice, each adult's account."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from safehome.audit import ledger as audit
from safehome.families.models import FamilyMember
from safehome.kit.records import delete_together, insert_together
from safehome.kit.verdicts import permit
from safehome.people.access import Actor
from safehome.plans import policies
from safehome.plans.models import Account, Answer, ForChild, Gone, Hand, Line, Version, Voice
from safehome.plans.queries import as_seen
from safehome.plans.weeks import is_a_week


class Changed(Exception):
    """Somebody else changed it meanwhile. Carries what stands there now."""

    def __init__(self, now: Line | Voice | Account | Answer | None) -> None:
        super().__init__("Somebody else changed this while you were writing.")
        self.now = now


@dataclass(frozen=True)
class LineWords:
    """What a line says."""

    text: str
    instead: str = ""
    said_by_id: UUID | None = None
    at_times: str = ""
    at_place: str = ""
    from_what: str = ""
    how_we_know: str = ""
    direction: str = ""
    closeness: str = ""
    step_up: str = ""
    step_down: str = ""
    to_a_child: str = ""
    freedom: bool = False
    how_sure: int | None = None
    suggestion: str = ""


@dataclass(frozen=True)
class VoiceWords:
    """What a child said, or why there is nothing."""

    helps: str = ""
    worries: str = ""
    tells: str = ""
    differs: str = ""
    how: str = ""
    asked_on: date | None = None
    asked_by: str = ""
    no_voice: str = ""
    no_voice_note: str = ""
    shared: bool = False


def locked(version: Version) -> Version:
    """The draft, held until the transaction ends; as it is now when it is no draft any more."""
    with_plan = Version.objects.select_related("plan__family")
    held = with_plan.select_for_update(of=("self",)).filter(pk=version.pk).first()
    return held or with_plan.get(pk=version.pk)


@transaction.atomic
def write_line(
    version: Version, *, section: str, words: LineWords, children: Collection[UUID],
    hands: Mapping[UUID, list[Any]], by: Actor, professionals: Collection[UUID] = (),
    line: Line | None = None, seen: int = 0, read_back: bool = False,
) -> Line:  # fmt: skip
    """Write a line of a draft, or write it anew. The family must be open.

    hands: who does it, each with the hours of their week (see `Hand.week`);
    professionals: which of them belong to the network and not to the family.
    seen: the revision on the writer's screen. Raises Changed when it has moved on.
    """
    if not all(is_a_week(week) for week in hands.values()):
        raise ValueError("Hours that no week has")
    if line is None:
        version = locked(version)
        permit(policies.may_write_version(by, version))
        line = Line(
            organisation_id=version.organisation_id, family_id=version.family_id,
            version=version, section=section, place=_next_place(version, section),
        )  # fmt: skip
    else:
        line = _locked_line(line, version, by=by)
        if line.revision != seen:
            raise Changed(line)
        line.revision += 1
    for name, value in asdict(words).items():
        setattr(line, name, value)
    line.written_at, line.written_by_id = timezone.now(), by.pk
    line.read_back_at = timezone.now() if read_back else None
    mine = {
        "organisation_id": line.organisation_id, "family_id": line.family_id,
        "version_id": line.version_id, "line": line,
    }  # fmt: skip
    beside = (
        [
            Hand(
                **mine,
                week=week,
                **{("professional_id" if pk in professionals else "member_id"): pk},
            )
            for pk, week in hands.items()
        ],
        [ForChild(**mine, child_id=pk) for pk in sorted(set(children))],
    )
    if line._state.adding:
        insert_together([line], *beside)
    else:
        line.save(force_update=True)
        delete_together(Hand.objects.filter(**mine), ForChild.objects.filter(**mine))
        insert_together(*beside)
    audit.record("plan.line-written", about=line, by=by)
    return line


def _next_place(version: Version, section: str) -> int:
    there = Line.objects.filter(
        organisation_id=version.organisation_id, version=version, section=section
    )
    return int(there.aggregate(Max("place"))["place__max"] or 0) + 1


def _locked_line(line: Line, version: Version, *, by: Actor) -> Line:
    """A line of a draft, held with its version until the transaction ends. One statement.

    Refused where the version is no draft any more, or not theirs to write in.
    """
    held = (
        Line.objects.select_for_update(of=("self", "version"))
        .select_related("version__plan__family")
        .filter(pk=line.pk, version_id=version.pk)
        .first()
    )
    permit(policies.may_write_version(by, held.version if held else locked(version)))
    return held or Line.objects.select_for_update().get(pk=line.pk, version=version)


@transaction.atomic
def remove_line(line: Line, *, because: str, by: Actor) -> Line:
    """Take a line out of a draft. One that the version before had goes with a reason."""
    version = locked(line.version)
    permit(policies.may_write_version(by, version))
    line = Line.objects.select_for_update().get(pk=line.pk)
    line.removed_at, line.removed_by_id = timezone.now(), by.pk
    line.save(update_fields=["removed_at", "removed_by"])
    if version.after_id is not None:
        Gone.objects.update_or_create(
            organisation_id=version.organisation_id, version=version, root=line.root,
            defaults={"because": because, "written_by_id": by.pk, "family_id": version.family_id},
        )  # fmt: skip
    audit.record("plan.line-removed", about=line, by=by)
    return line


@transaction.atomic
def put_line_back(line: Line, *, by: Actor) -> Line:
    """Undo a removal while the version is a draft."""
    version = locked(line.version)
    permit(policies.may_write_version(by, version))
    line = Line.objects.select_for_update().get(pk=line.pk)
    line.removed_at = line.removed_by_id = None
    line.written_at = timezone.now()  # whoever stood to the version without it is asked again
    line.save(update_fields=["removed_at", "removed_by", "written_at"])
    Gone.objects.filter(
        organisation_id=version.organisation_id, version=version, root=line.root
    ).delete()
    audit.record("plan.line-put-back", about=line, by=by)
    return line


@transaction.atomic
def move_task(hand: Hand, *, to: UUID, professional: bool, by: Actor) -> Hand:
    """Give what one person does to somebody else, with its hours. The load changes with it.

    The line counts as written anew: whoever approved it or has it open learns of it.
    """
    version = locked(Version.objects.get(pk=hand.version_id))
    permit(policies.may_write_version(by, version))
    line = Line.objects.select_for_update().get(pk=hand.line_id)
    hand = Hand.objects.get(pk=hand.pk)  # as it is now, and not moved meanwhile
    line.revision, line.written_at, line.written_by_id = line.revision + 1, timezone.now(), by.pk
    line.save(update_fields=["revision", "written_at", "written_by"])
    ours = {"organisation_id": version.organisation_id, "family_id": version.family_id}
    whose = "professional_id" if professional else "member_id"
    there = Hand.objects.filter(**ours, line_id=hand.line_id, **{whose: to}).first()
    week = [*(there.week if there else []), *hand.week]
    Hand.objects.filter(pk__in=[hand.pk, *([there.pk] if there else [])]).delete()
    moved = Hand.objects.create(
        **ours, version=version, line_id=hand.line_id, week=week, **{whose: to}
    )
    audit.record("plan.task-moved", about=moved, by=by)
    return moved


@transaction.atomic
def write_voice(
    version: Version, child: FamilyMember, *, words: VoiceWords, by: Actor, seen: int = 0
) -> Voice:
    """Write what a child said of living with this plan, or why there is nothing yet."""
    version = locked(version)
    permit(policies.may_write_version(by, version))
    mine = {
        "organisation_id": version.organisation_id, "family_id": version.family_id,
        "version": version, "child": child,
    }  # fmt: skip
    voice = Voice.objects.select_for_update().filter(**mine).first()
    if voice is None:
        voice = Voice(**mine)
    elif voice.revision != seen:
        raise Changed(voice)
    else:
        voice.revision += 1
    for name, value in asdict(words).items():
        setattr(voice, name, value)
    voice.written_at, voice.written_by_id = timezone.now(), by.pk
    voice.save()
    audit.record("plan.voice-written", about=voice, by=by)
    return voice


@transaction.atomic
def write_account(
    version: Version, adult: FamilyMember, *, energy: str, words: str, relief: str, by: Actor,
    seen: str | None = None,
) -> Account:  # fmt: skip
    """Write an adult's own word on what the plan asks of them.

    seen: when the word on the writer's screen was written (`as_seen`), None where it was
    not written on a screen. Raises Changed when another stands there.
    """
    version = locked(version)
    permit(policies.may_write_version(by, version))
    mine = {"organisation_id": version.organisation_id, "version": version, "adult": adult}
    there = Account.objects.filter(**mine).first()
    if seen is not None and as_seen(there) != seen:
        raise Changed(there)
    account, _ = Account.objects.update_or_create(
        organisation_id=version.organisation_id, family_id=version.family_id, version=version,
        adult=adult,
        defaults={
            "energy": energy, "words": words, "relief": relief,
            "written_at": timezone.now(), "written_by_id": by.pk,
        },
    )  # fmt: skip
    audit.record("plan.account-written", about=account, by=by)
    return account


@transaction.atomic
def set_review_day(version: Version, *, on: date, by: Actor) -> Version:
    """Set the day on which this version is looked at again."""
    version = locked(version)
    permit(policies.may_write_version(by, version))
    version.review_on = on
    version.save(update_fields=["review_on"])
    audit.record("plan.review-day-set", about=version, by=by)
    return version
