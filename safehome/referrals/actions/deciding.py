"""What is made of a referral: whether its family is known, and whether the programme suits it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from safehome.audit import ledger as audit
from safehome.families.models import Family
from safehome.kit.verdicts import deny, permit
from safehome.people.access import Actor
from safehome.programme.models import PackVersion
from safehome.referrals import policies
from safehome.referrals.actions.keeping_out import keep_out_of_family
from safehome.referrals.models import (
    DuplicateLook,
    Looked,
    Referral,
    Suitability,
    Suitable,
)
from safehome.referrals.queries.deciding import GAPS, last_look


def note_look(
    referral: Referral, *, looked: str, looked_through: int, because: str, by: Actor
) -> DuplicateLook:
    """Write what a look for records alike came to, where it is no family that is here already."""
    permit(policies.may_look_for_alike(by, referral))
    if looked == Looked.SAME:
        permit(deny("Choose the family that this is, so that the referral can join it."))
    return _noted(referral, looked, looked_through, because, by=by)


def note_same_referral(
    referral: Referral, other: Referral, *, looked_through: int, because: str, by: Actor
) -> DuplicateLook:
    """Two referrals are about one family that has no record yet.

    The family is opened from the other; this one then joins it. Both histories stand.
    """
    permit(policies.may_look_for_alike(by, referral))
    permit(policies.may_look_for_alike(by, other))
    if other.pk == referral.pk:
        permit(deny("Choose another referral than this one."))
    if not because.strip():
        permit(deny("Write why this is the same family."))
    waits = last_look(other)
    if waits is not None and waits.same_referral_id == referral.pk:
        permit(deny("The other referral waits for this one already. Open the family from here."))
    return _noted(referral, Looked.SAME, looked_through, because, by=by, other=other)


def join_family(
    referral: Referral, family: Family, *, looked_through: int, because: str, by: Actor
) -> DuplicateLook:
    """This referral is about a family that is here already. Both histories stand.

    The family sees whoever saw it before, and from now on the referral, too.
    """
    permit(policies.may_look_for_alike(by, referral))
    if family.organisation_id != by.organisation_id:
        permit(deny("This family is not one of your organisation’s."))
    if not because.strip():
        permit(deny("Write why this is the same family."))
    look = _noted(referral, Looked.SAME, looked_through, because, by=by, same_as=family)
    referral.became = family
    referral.save(update_fields=["became"])
    keep_out_of_family(referral, by=by)
    audit.record("referral.joined-family", about=referral, by=by, family=family.pk)
    return look


def _noted(
    referral: Referral, looked: str, looked_through: int, because: str, *, by: Actor,
    same_as: Family | None = None, other: Referral | None = None,
) -> DuplicateLook:  # fmt: skip
    look = DuplicateLook.objects.create(
        organisation_id=referral.organisation_id, referral=referral, looked=looked,
        families=looked_through, same_as=same_as, same_referral=other, because=because,
        looked_by_id=by.pk,
    )  # fmt: skip
    audit.record("referral.alike-looked", about=look, by=by, family=referral.pk)
    return look


def decide_suitability(
    referral: Referral, *, decision: str, criteria: Mapping[str, str], therapy: str, by: Actor,
    reason: str = "", way_to_therapy: str = "", words: str = "", signposts: str = "",
    notes: Mapping[str, str] | None = None, pack_version: PackVersion | None = None,
) -> Suitability:  # fmt: skip
    """Decide whether the programme suits the family. A changed mind is a new decision.

    criteria: by the pack's names, each "met", "not-met" or "not-known". therapy:
    a status of the network room. A yes names the way to support for the child
    where there is none; a no has a reason, words and where else to turn.
    """
    permit(policies.may_decide(by, referral))
    if decision == Suitable.YES and therapy in GAPS and not way_to_therapy.strip():
        permit(deny("Name the way to therapeutic support for the child before you say yes."))
    if decision == Suitable.NO and not (reason and words.strip() and signposts.strip()):
        permit(deny("Say why not, in a reason and in words, and where else they can turn."))
    if decision == Suitable.MORE and not words.strip():
        permit(deny("Write what has to be known first, and who asks."))
    decided = Suitability.objects.create(
        organisation_id=referral.organisation_id, referral=referral, decision=decision,
        reason=reason if decision == Suitable.NO else "", criteria=dict(criteria),
        notes=json.dumps({name: note for name, note in (notes or {}).items() if note.strip()}),
        therapy=therapy, way_to_therapy=way_to_therapy, words=words,
        signposts=signposts, pack_version=pack_version, decided_by_id=by.pk,
    )  # fmt: skip
    audit.record("referral.decided", about=decided, by=by, family=referral.pk)
    return decided
