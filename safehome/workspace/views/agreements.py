"""The tab on which one sees what was agreed."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from safehome.people.endpoints import WORKS_WITH_FAMILIES, Request, endpoint
from safehome.workspace.agreeing.counting import COUNTS
from safehome.workspace.queries.agreements import KIND_WORDS, board_of
from safehome.workspace.queries.family import about_family
from safehome.workspace.views.tabs import family_page


@endpoint(roles=WORKS_WITH_FAMILIES, verb="family.agreements-seen", family=True)
def agreements(request: Request, pk: UUID) -> HttpResponse:
    about = about_family(request.actor, pk, purpose="agreements")
    board = board_of(request.actor, about.family, about.records)
    return family_page(
        request, about, "agreements",
        board=board, may_count=request.actor.has(*COUNTS),
        kinds=[(kind.value, words) for kind, words in KIND_WORDS.items() if kind in board.kinds],
    )  # fmt: skip
