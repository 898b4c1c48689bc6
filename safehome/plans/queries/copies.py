"""Who holds which copy, of which version, and which of them are to be fetched back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from safehome.families.models import FamilyMember
from safehome.kit.verdicts import Verdict
from safehome.network.models import Professional
from safehome.plans import policies
from safehome.plans.models import Copy, CopyKind, PhoneCopy, Plan, Version
from safehome.plans.queries.cut import Recipient, cut, gives_too_much
from safehome.plans.queries.found import in_force_of
from safehome.plans.queries.phones import phones_of, state_on_phone
from safehome.plans.queries.written import read


@dataclass(frozen=True)
class Held:
    """One copy and how it stands."""

    copy: Copy
    who: str
    what: str  # which kind, and whether it is their part
    state: str
    colour: str
    to_fetch: bool  # it no longer holds, and nobody wrote that it came back
    holds: bool
    phone: PhoneCopy | None = None  # of one on a telephone

    @property
    def may_be_withdrawn(self) -> bool:
        return self.copy.withdrawn_at is None and self.state not in OUT_OF_HANDS

    @property
    def may_come_back(self) -> bool:
        return self.copy.returned_on is None and self.state not in OUT_OF_HANDS


# Nobody holds these: there is nothing to fetch back.
OUT_OF_HANDS = ("Came back", "Was not taken up", "Erased from the phone")


def copies_of(plan: Plan, *, today: date) -> list[Held]:
    """Every copy of a plan's versions, newest first. The family must be open. Two statements,
    and a third where one is on a telephone."""
    last = in_force_of(plan)
    rows = Copy.objects.filter(
        organisation_id=plan.organisation_id, family_id=plan.family_id, version__plan=plan
    ).select_related("version", "member", "professional")
    copies = list(rows)
    phones = phones_of(plan, copies)
    return [_held(one, plan, last, today, phones.get(one.pk)) for one in copies]


def _held(
    copy: Copy, plan: Plan, last: Version | None, today: date, phone: PhoneCopy | None
) -> Held:
    special = state_on_phone(phone, timezone.now()) if phone and not copy.returned_on else None
    state, colour = special or _state(copy, plan, last, today)
    name = copy.member.called if copy.member else copy.professional and copy.professional.name
    kind = str(CopyKind(copy.kind).label)
    part = copy.for_role and copy.kind != CopyKind.CHILD
    return Held(
        copy, name or "", f"{kind}, their part" if part else kind, state, colour,
        to_fetch=state not in ("Holds", "Offered", *OUT_OF_HANDS), holds=state == "Holds",
        phone=phone,
    )  # fmt: skip


def _state(copy: Copy, plan: Plan, last: Version | None, today: date) -> tuple[str, str]:
    if copy.returned_on is not None:
        return "Came back", "grey"
    if copy.withdrawn_at is not None:
        return "Withdrawn", "red"
    if plan.closed_at is not None:
        return "The plan is closed", "orange"
    if last is None or copy.version_id != last.pk:
        return "A newer version holds", "orange"
    if copy.expires_on < today:
        return "Run out", "orange"
    return "Holds", "green"


def recipient_of(
    version: Version, *, member: UUID | None, professional: UUID | None
) -> tuple[FamilyMember | None, Professional | None]:
    """Whoever is to have a copy, of this family and no other."""
    ours = {"organisation_id": version.organisation_id, "family_id": version.family_id}
    return (
        FamilyMember.objects.get(**ours, pk=member) if member else None,
        Professional.objects.get(**ours, pk=professional) if professional else None,
    )


def may_be_cut(version: Version, recipient: Recipient | None, *, whole: bool) -> Verdict:
    """Whether a copy for somebody would say nothing that they must not learn."""
    assert recipient is not None  # the policy before this one saw to it
    copy = cut(read(version), {}, recipient=recipient, whole=whole)
    said = gives_too_much(copy, version.plan.family, recipient=recipient)
    return policies.may_say_so_much(said)
