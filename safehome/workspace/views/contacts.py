"""A family's contacts and documents."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from safehome.entries.queries import documents_of
from safehome.network.queries import contacts_of
from safehome.people.endpoints import WORKS_WITH_FAMILIES, Request, endpoint
from safehome.workspace.queries.contacts import programmes
from safehome.workspace.queries.family import about_family
from safehome.workspace.views.tabs import family_page


@endpoint(roles=WORKS_WITH_FAMILIES, verb="family.contacts-seen", family=True)
def contacts(request: Request, pk: UUID) -> HttpResponse:
    """Who else works with them, and the children's own programmes."""
    about = about_family(request.actor, pk, purpose="contacts")
    return family_page(
        request, about, "contacts",
        contacts=contacts_of(about.family),
        programmes=programmes(about),
        called={one.pk: one.called for one in about.members},
    )  # fmt: skip


@endpoint(roles=WORKS_WITH_FAMILIES, verb="family.documents-seen", family=True)
def documents(request: Request, pk: UUID) -> HttpResponse:
    about = about_family(request.actor, pk, purpose="documents")
    return family_page(
        request, about, "documents",
        documents=documents_of(about.family),
        called={one.pk: one.called for one in about.members},
    )  # fmt: skip
