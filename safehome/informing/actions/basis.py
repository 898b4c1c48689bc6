"""On which ground somebody is told something."""

from __future__ import annotations

from django.utils import timezone

from safehome.agreements.models import Agreement
from safehome.families.models import Family
from safehome.informing.models import Basis
from safehome.informing.queries.letters import agreements_in_force
from safehome.kit.verdicts import deny, permit


def permit_basis(
    family: Family, basis: str, agreement: Agreement | None, *, purpose: str = ""
) -> None:
    """Stop where an agreement is relied upon that is not in force, or is about something else."""
    if basis != Basis.AGREED:
        return
    if agreement is None:
        permit(deny("Choose the agreement that you rely on. If there is none, ask the carer."))
        return
    held = {one.pk: one for one in agreements_in_force(family, on=timezone.localdate())}
    found = held.get(agreement.pk)
    if found is None:
        permit(deny("That agreement is not in force. Ask the carer again before you tell anybody."))
    elif purpose and found.purpose != purpose:
        permit(deny("That agreement is about something else. Ask the carer about this."))
