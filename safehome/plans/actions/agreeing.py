"""Each person's stand, a supervisor's approval, and a version coming into force."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from django.db import transaction
from django.utils import timezone

from safehome.agreements.models import How
from safehome.audit import ledger as audit
from safehome.families.models import FamilyMember
from safehome.kit.verdicts import permit
from safehome.people.access import Actor
from safehome.plans import policies
from safehome.plans.actions.writing import locked
from safehome.plans.models import Approval, Said, Stand, Version
from safehome.plans.queries import read_surrounded, what_is_missing, wrote
from safehome.plans.queries.standing import is_approved, words_changed_at
from safehome.plans.rules import Missing


class NotYet(Exception):
    """A version that may not be in force yet. Carries everything it lacks, in order."""

    def __init__(self, missing: list[Missing]) -> None:
        super().__init__("; ".join(one.message for one in missing))
        self.missing = tuple(missing)


class WordsChanged(Exception):
    """A line changed between somebody's reading it and their saying how they stand to it."""


@transaction.atomic
def keep_stand(
    version: Version, member: FamilyMember, *, stand: str, on: date, by: Actor, words: str = "",
    how: str = How.SPOKEN, signature: str = "", read_at: datetime | None = None,
) -> Said:  # fmt: skip
    """Keep how somebody stands to a version. Dissent stands with it and does not stop it.

    read_at: when its words had last changed on the page that they read (see
    `words_changed_at`). Raises WordsChanged when they have changed since.
    """
    version = locked(version)
    if stand == Stand.NOT_ASKED and not signature:
        how = ""
    permit(policies.may_keep_stand(by, version, member, stand=stand, how=how, signature=signature))
    if read_at is not None and words_changed_at(version) != read_at:
        raise WordsChanged
    said = Said.objects.create(
        organisation_id=version.organisation_id, family_id=version.family_id, version=version,
        member=member, stand=stand, words=words, how=how, signature=signature, said_on=on,
        written_by_id=by.pk,
    )  # fmt: skip
    audit.record("plan.stand-kept", about=said, by=by)
    return said


@transaction.atomic
def approve_version(version: Version, *, approved: bool, comment: str, by: Actor) -> Approval:
    """Approve a draft, or send it back with what is still wanted. Never one's own work."""
    version = locked(version)
    permit(policies.may_approve(by, version, wrote=wrote(version)))
    approval = Approval.objects.create(
        organisation_id=version.organisation_id, family_id=version.family_id, version=version,
        approved=approved, comment=comment, written_by_id=by.pk,
    )  # fmt: skip
    audit.record("plan.approved" if approved else "plan.sent-back", about=approval, by=by)
    return approval


@transaction.atomic
def put_in_force(
    version: Version, *, sections: Mapping[str, str], by: Actor,
    rehearse: Mapping[str, str] = MappingProxyType({}),
) -> Version:  # fmt: skip
    """Let a draft hold from now on. The version before is superseded and stays readable.

    sections: the pack's sections, code to title; rehearse: its what-ifs that are
    walked through first, id to words. Raises NotYet with what is
    missing. The family must be open.
    """
    version = locked(version)
    permit(policies.may_write_version(by, version))
    missing = what_is_missing(
        read_surrounded(version), sections, today=timezone.localdate(), rehearse=rehearse
    )
    if missing:
        raise NotYet(missing)
    permit(
        policies.may_put_in_force(by, version, approved=is_approved(version), missing=len(missing))
    )
    version.in_force_at, version.in_force_by_id = timezone.now(), by.pk
    version.save(update_fields=["in_force_at", "in_force_by"])
    version.plan.look_on = None  # its own day counts from now on
    version.plan.save(update_fields=["look_on"])
    audit.record("plan.in-force", about=version, by=by)
    return version
