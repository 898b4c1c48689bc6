"""The tab on which one sees how a family's safety plans stand."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone

from safehome.people.endpoints import WORKS_WITH_FAMILIES, Request, endpoint
from safehome.plans.policies import EXEMPTS, READS
from safehome.plans.queries import exemption_that_holds
from safehome.workspace.links import link
from safehome.workspace.queries.family import about_family
from safehome.workspace.queries.plans import board_of
from safehome.workspace.views.tabs import family_page


@endpoint(roles=WORKS_WITH_FAMILIES, verb="family.plans-seen", family=True)
def plans(request: Request, pk: UUID) -> HttpResponse:
    about = about_family(request.actor, pk, purpose="safety plans")
    family = about.family
    return family_page(
        request, about, "plans", board=board_of(family, reads=request.actor.has(*READS)),
        begin=link("plans:begin", family.pk), without=link("plans:exemptions", family.pk),
        exempt=exemption_that_holds(family.pk, family.organisation_id, on=timezone.localdate()),
        may_exempt=request.actor.has(*EXEMPTS),
    )  # fmt: skip
