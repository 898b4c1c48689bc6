"""Where a page sends its words as they are typed. Answers what drafts.js expects."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone

from safehome.drafts import actions
from safehome.drafts.queries import Body
from safehome.drafts.registry import takes_a_draft
from safehome.families.models import Family
from safehome.people.endpoints import Request, endpoint
from safehome.people.models import Role
from safehome.vault.keyring import open_family

# Of the form's machinery, and nothing anybody typed.
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "draft_version", "key", "seen", "seen_draft", "act"})
KNOWINGLY = "+"  # after a version: the writer has seen the other text and saves over it


@endpoint(
    roles=(Role.PRACTITIONER, Role.SUPERVISOR, Role.SAFEGUARDING_LEAD),
    verb="draft.kept",
    methods=("POST",),
    family=True,
)
def keep(request: Request, form: str, family: UUID, about: UUID) -> HttpResponse:
    """Keep what has been typed so far."""
    theirs = get_object_or_404(Family, pk=family)
    if not takes_a_draft(form, family=family, about=about, by=request.actor.pk):
        raise Http404
    given = request.POST.get("draft_version", "0")
    seen, replacing = given.removesuffix(KNOWINGLY), given.endswith(KNOWINGLY)
    if not seen.isdecimal() or len(seen) > 9:
        return JsonResponse({"message": "The version is not a number."}, status=400)
    open_family(family, purpose="draft")
    try:
        draft = actions.save_draft(
            form, about, family=theirs, body=typed(request.POST), seen=int(seen),
            replacing=replacing, by=request.actor,
        )  # fmt: skip
    except actions.Conflict as conflict:
        return _both(conflict, typed(request.POST))
    at = timezone.localtime(draft.saved_at).strftime("%H:%M")
    return JsonResponse({"saved_at": at, "version": str(draft.version)})


def typed(post: QueryDict) -> Body:
    """What a person typed, by the names of the boxes."""
    body: Body = {}
    for name, values in post.lists():
        if name not in NOT_TYPED:
            body[name] = str(values[0]) if len(values) == 1 else [str(one) for one in values]
    return body


def _both(conflict: actions.Conflict, mine: Body) -> HttpResponse:
    differs = {
        name: text if isinstance(text, str) else ", ".join(text)
        for name, text in conflict.theirs.items()
        if text != mine.get(name, "")
    }
    answer = JsonResponse(
        {
            "message": str(conflict),
            "theirs": differs,
            "version": f"{conflict.version}{KNOWINGLY if conflict.version else ''}",
        },
        status=409,
    )
    # What was set aside must outlive this answer: the middleware commits such a refusal.
    answer.keeps_what_it_wrote = True  # type: ignore[attr-defined]
    return answer
