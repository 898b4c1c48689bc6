"""Kept informed: what is owed, letters and messages, who was told, who knows."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from safehome.people.endpoints import WORKS_WITH_FAMILIES, Request, endpoint
from safehome.workspace.queries import family as queries
from safehome.workspace.queries.informed import informed_of
from safehome.workspace.views.tabs import family_page


@endpoint(roles=WORKS_WITH_FAMILIES, verb="family.informed-seen", family=True)
def informed(request: Request, pk: UUID) -> HttpResponse:
    about = queries.about_family(request.actor, pk, purpose="kept informed")
    return family_page(request, about, "informed", informed=informed_of(about))
