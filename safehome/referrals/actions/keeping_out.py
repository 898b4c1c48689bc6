"""A conflict of interest that was known of a referral holds for the family that it became."""

from __future__ import annotations

from django.db import connection

from safehome.audit import ledger as audit
from safehome.families.models import Block
from safehome.kit.verdicts import ALLOW, permit
from safehome.people.access import Actor
from safehome.referrals.models import Referral


def keep_out_of_family(referral: Referral, *, by: Actor) -> None:
    """Block whoever is kept out of a referral from its family, in each record that it has.

    Does nothing while there is no family. Whether they are kept out was decided
    when they were, so that whoever opens the family need not be one who may decide it.
    """
    permit(ALLOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ctx.keep_out_as_referred(%s)", [referral.pk])
        placed = [pk for (pk,) in cursor.fetchall()]
    for block in Block.objects.filter(pk__in=placed):
        audit.record("family.somebody-blocked", about=block, by=by, family=block.family_id)
