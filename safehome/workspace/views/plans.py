"""The tab on which one sees how a family's safety plans stand."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from safehome.people.endpoints import WORKS_WITH_FAMILIES, Request, endpoint
from safehome.plans.policies import READS
from safehome.workspace.links import link
from safehome.workspace.queries.family import about_family
from safehome.workspace.queries.plans import board_of
from safehome.workspace.views.tabs import family_page


@endpoint(roles=WORKS_WITH_FAMILIES, verb="family.plans-seen", family=True)
def plans(request: Request, pk: UUID) -> HttpResponse:
    about = about_family(request.actor, pk, purpose="safety plans")
    return family_page(
        request, about, "plans", board=board_of(about.family, reads=request.actor.has(*READS)),
        begin=link("plans:begin", about.family.pk),
    )  # fmt: skip
