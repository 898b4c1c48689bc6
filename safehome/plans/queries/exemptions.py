"""Whether sessions may begin without a plan for now, by whose word and until when."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from safehome.plans.models import Exemption


def exemption_that_holds(family: UUID, organisation: UUID, *, on: date) -> Exemption | None:
    """The word by which this family's sessions may begin without a plan on a day, if any.

    Opens no seal; the last day counts. One statement.
    """
    return Exemption.objects.filter(
        organisation_id=organisation, family_id=family, until__gte=on, ended_at=None
    ).first()


def exemptions_of(family: UUID, organisation: UUID) -> list[Exemption]:
    """Every such word, newest first, with who wrote and who ended it. The family must be open."""
    return list(
        Exemption.objects.filter(organisation_id=organisation, family_id=family).select_related(
            "written_by", "ended_by"
        )
    )
