"""Taking in what was handed in, keeping somebody out of it, telling its referrer."""

from __future__ import annotations

from uuid import UUID

from django.db import connection
from pydantic import ValidationError

from safehome.audit import ledger as audit
from safehome.kit.verdicts import permit
from safehome.people.access import Actor
from safehome.referrals import policies
from safehome.referrals.actions.keeping_out import keep_out_of_family
from safehome.referrals.actions.reception import place_of_arrival
from safehome.referrals.body import Body
from safehome.referrals.models import (
    Arrival,
    Following,
    Referral,
    ReferrerKind,
    Stage,
    Urgency,
    WhatBecame,
)
from safehome.referrals.queries.arrivals import is_telling_agreed
from safehome.vault.intake import CannotOpen, open_intake
from safehome.vault.keyring import make_family_key


class CannotBeOpened(Exception):
    """The box opens with none of our keys, or holds something that is no referral."""


def take_in(arrival: Arrival, *, by: Actor) -> Referral:
    """Open what was handed in, and seal it anew with a key of its own.

    The box is emptied, so that the referral can be shredded with its key alone.
    Raises CannotBeOpened.
    """
    permit(policies.may_take_in(by, arrival))
    arrival = Arrival.objects.select_for_update().get(pk=arrival.pk)  # somebody may be quicker
    permit(policies.may_take_in(by, arrival))
    body = _opened(arrival)
    referral = Referral(
        organisation_id=arrival.organisation_id,
        reference=arrival.reference,
        referrer_kind=_known(ReferrerKind, body.referrer.kind, ReferrerKind.OTHER),
        urgency=_known(Urgency, body.urgency.urgency, arrival.urgency),
        handed_in_at=arrival.arrived_at,
        entered_by_id=by.pk,
    )
    make_family_key(referral.pk, organisation=by.organisation_id)
    referral.save(force_insert=True)
    referral.keep(body.model_dump_json())
    arrival.mark_taken(by.pk)
    audit.record("referral.taken-in", about=referral, by=by)
    return referral


def _opened(arrival: Arrival) -> Body:
    try:
        text = open_intake(
            arrival.organisation_id, bytes(arrival.box), place=place_of_arrival(arrival)
        )
        return Body.model_validate_json(text)
    except (CannotOpen, ValidationError) as error:
        raise CannotBeOpened(
            "What was handed in cannot be opened. Nothing was changed. The referrer has the "
            "reference and may ring; take the referral down by telephone, and tell whoever runs "
            "the service."
        ) from error


def _known(codes: type[ReferrerKind] | type[Urgency], given: str, otherwise: str) -> str:
    return given if given in codes.values else otherwise


def step_aside(referral: Referral, *, whom: UUID, because: str, by: Actor) -> None:
    """Keep somebody out of a referral and what became of it, for a conflict of interest.

    They cannot undo it.
    """
    permit(policies.may_keep_out(by, referral, whom=whom))
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctx.step_aside(%s, %s)", [referral.pk, whom])
    audit.record("referral.kept-out", about=referral, by=by, purpose=because)
    keep_out_of_family(referral, by=by)


def tell_referrer(referral: Referral, stage: str, *, by: Actor) -> None:
    """Say a step, in fixed words, that the referrer sees with their reference and code.

    That the work has begun or ended needs a carer's agreement that holds today.
    Does nothing where the referrer has no way to see it, or saw this step last.
    """
    permit(policies.may_tell_referrer(by, referral))
    permit(policies.may_tell_step(referral, stage, agreed=is_telling_agreed(referral)))
    following = Following.objects.filter(
        organisation_id=referral.organisation_id, reference=referral.reference
    ).first()
    if following is None:
        return
    last = WhatBecame.objects.filter(following=following).last()
    if last is not None and last.stage == stage:
        return
    said = WhatBecame.objects.create(
        organisation_id=referral.organisation_id, following=following,
        stage=Stage(stage), said_by_id=by.pk,
    )  # fmt: skip
    audit.record("referrer.told", about=said, by=by, family=referral.pk)
