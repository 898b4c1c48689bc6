"""Writing down what a carer said, what was found out about it, and what was decided.

Nothing is changed and nothing removed: each of these adds a row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from safehome.agreements import policies, queries
from safehome.agreements.models import Agreement, How, Resolution, Said
from safehome.agreements.rules import State
from safehome.audit import ledger as audit
from safehome.families.models import Family, FamilyMember
from safehome.families.queries import contact_rules
from safehome.kit.verdicts import permit
from safehome.people.access import Actor


@dataclass(frozen=True)
class Asked:
    """How something was put to a carer, and how they answered.

    signature: the drawn line as an SVG path, the name as typed, or where the
    paper lies; empty when it was only said.
    """

    explained: str
    how: str = How.SPOKEN
    signature: str = ""
    language: str = "en"
    with_interpreter: bool = False


def keep_answer(
    carer: FamilyMember, *, purpose: str, said: str, asked: Asked, on: date, by: Actor,
    until: date | None = None, reason: str = "", because: str = "",
) -> Agreement:  # fmt: skip
    """Keep what a carer answered: given, or refused with a reason. The family must be open.

    Given again while it holds, it is renewed. until: the last day on which it
    holds; until it is taken back if not given.
    """
    before = queries.standing_of(carer, purpose, on=on)
    permit(
        policies.may_keep_answer(
            by, carer, purpose=purpose, said=said, on=on, until=until, how=asked.how,
            signature=asked.signature, reason=reason, standing=before,
            has_contact_rule=carer.pk in contact_rules(carer.family),
        )
    )  # fmt: skip
    given = said == Said.GIVEN
    answer = Agreement.objects.create(
        organisation_id=carer.organisation_id,
        family_id=carer.family_id,
        carer=carer,
        purpose=purpose,
        said=said,
        reason="" if given else reason,
        because="" if given else because,
        explained=asked.explained,
        language=asked.language,
        with_interpreter=asked.with_interpreter,
        how=asked.how,
        signature=asked.signature,
        said_on=on,
        until=until if given else None,
        written_by_id=by.pk,
    )
    renewed = given and before.state in (State.IN_FORCE, State.RUN_OUT)
    audit.record(f"agreement.{'renewed' if renewed else said}", about=answer, by=by)
    return answer


def take_back(
    carer: FamilyMember, *, purpose: str, on: date, by: Actor, reason: str = "", because: str = "",
    asked: Asked | None = None,
) -> Agreement:  # fmt: skip
    """Write that a carer takes back what they agreed to. It no longer holds from that day.

    asked: how it was put to them, where they were asked again and said no.
    What follows for a journey is `journeys.actions.withdraw_agreement`'s work.
    """
    before = queries.standing_of(carer, purpose, on=timezone.localdate())
    permit(policies.may_take_back(by, carer, purpose=purpose, on=on, standing=before))
    answer = _afterwards(
        carer, purpose, Said.WITHDRAWN, on=on, by=by, reason=reason, because=because, asked=asked
    )
    audit.record("agreement.withdrawn", about=answer, by=by)
    return answer


def invalidate_agreement(
    carer: FamilyMember, *, purpose: str, reason: str, because: str, by: Actor
) -> Agreement:
    """Write that an agreement was never a free and informed one. From today it does not hold."""
    today = timezone.localdate()
    before = queries.standing_of(carer, purpose, on=today)
    permit(policies.may_find_invalid(by, carer.family, standing=before))
    answer = _afterwards(
        carer, purpose, Said.INVALIDATED, on=today, by=by, reason=reason, because=because
    )
    audit.record("agreement.invalidated", about=answer, by=by)
    return answer


def resolve_conflict(
    family: Family, *, purpose: str, decided: str, goes_on: bool, by: Actor
) -> Resolution:
    """Decide where carers answer differently, in words. It counts until an answer changes."""
    permit(queries.may_decide(family, purpose, by=by))
    resolution = Resolution.objects.create(
        organisation_id=family.organisation_id,
        family=family,
        purpose=purpose,
        decided=decided,
        goes_on=goes_on,
        decided_by_id=by.pk,
    )
    audit.record("agreement.conflict-resolved", about=resolution, by=by)
    return resolution


def _afterwards(
    carer: FamilyMember, purpose: str, said: str, *, on: date, by: Actor, reason: str, because: str,
    asked: Asked | None = None,
) -> Agreement:  # fmt: skip
    told = asked or Asked("")
    return Agreement.objects.create(
        organisation_id=carer.organisation_id,
        family_id=carer.family_id,
        carer=carer,
        purpose=purpose,
        said=said,
        reason=reason,
        because=because,
        explained=told.explained,
        language=told.language,
        with_interpreter=told.with_interpreter,
        how=told.how,
        signature=told.signature,
        said_on=on,
        written_by_id=by.pk,
    )
