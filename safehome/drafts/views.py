"""Where a page sends its words as they are typed. Answers what drafts.js expects."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from safehome.drafts import actions, queries
from safehome.drafts.keys import new_key
from safehome.drafts.models import Draft, PrivateDraft
from safehome.drafts.queries import Body
from safehome.drafts.registry import form_of, open_record, takes_a_draft, took_a_draft
from safehome.families.models import Family
from safehome.people.access import Actor
from safehome.people.endpoints import WORKS_WITH_FAMILIES, Request, endpoint
from safehome.people.models import Role
from safehome.vault.keyring import KeyringLost, open_family

# Of the form's machinery, and nothing anybody typed.
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "draft_version", "key", "seen", "seen_draft", "act"})
WRITES = (Role.PRACTITIONER, Role.SUPERVISOR, Role.SAFEGUARDING_LEAD)
SHOWN = 50
TOO_LATE = (
    "This was signed while you were writing. What you typed is kept apart: read it, and add what "
    "is missing to the record."
)
KNOWINGLY = "+"  # after a version: the writer has seen the other text and saves over it


@endpoint(
    roles=WRITES,
    verb="draft.kept",
    methods=("POST",),
    family=True,
)
def keep(request: Request, form: str, family: UUID, about: UUID) -> HttpResponse:
    """Keep what has been typed so far."""
    given = request.POST.get("draft_version", "0")
    seen, replacing = given.removesuffix(KNOWINGLY), given.endswith(KNOWINGLY)
    if not seen.isdecimal() or len(seen) > 9:
        return JsonResponse({"message": "The version is not a number."}, status=400)
    body, by = to_keep(form, request.POST), request.actor
    try:
        open_family(family, purpose="draft")
    except KeyringLost:
        _seen(form, family, about, by.pk)  # to whoever may not see it, it must look like nothing
        raise
    if not replacing:
        kept = actions.save_undisputed(
            form, about, family=family, body=body, seen=int(seen), by=by
        )  # fmt: skip
        if kept is not None:
            return _kept(kept)
    if took_a_draft(form, family=family, about=about) and not takes_a_draft(
        form, family=family, about=about, by=by.pk
    ):
        return _too_late(form, about, get_object_or_404(Family, pk=family), body, by)
    theirs = _seen(form, family, about, by.pk)
    try:
        draft = actions.save_draft(
            form, about, family=theirs, body=body, seen=int(seen), replacing=replacing, by=by
        )
    except actions.Conflict as conflict:
        return _both(conflict, body)
    return _kept(draft)


@endpoint(roles=WORKS_WITH_FAMILIES, verb="draft.kept", methods=("POST",), family=True)
def keep_private(request: Request, words: str, pk: UUID) -> HttpResponse:
    """Keep what has been typed so far into a form with a private draft."""
    seen = request.POST.get("draft_version", "0").removesuffix(KNOWINGLY)
    if not seen.isdecimal() or len(seen) > 9:
        return JsonResponse({"message": "The version is not a number."}, status=400)
    body, by = typed(request.POST), request.actor
    open_record(words, pk, by)
    try:
        kept = actions.keep_private(words, pk, body=body, seen=int(seen), by=by)
    except actions.Conflict as conflict:
        return _both(conflict, body)
    return _kept(kept)


def _seen(form: str, family: UUID, about: UUID, by: UUID) -> Family:
    """The family, if the form, it and the record belong together and can be seen; or 404."""
    theirs = get_object_or_404(Family, pk=family)
    if not takes_a_draft(form, family=family, about=about, by=by):
        raise Http404
    return theirs


def _too_late(form: str, about: UUID, family: Family, body: Body, by: Actor) -> HttpResponse:
    """The record takes no draft any more: the words are kept apart, and it is said where."""
    kept = actions.keep_apart(form, about, family=family, body=body, by=by)
    answer = JsonResponse(
        {"message": TOO_LATE, "apart": reverse("drafts:apart", args=[kept.pk])}, status=409
    )
    answer.keeps_what_it_wrote = True  # type: ignore[attr-defined]
    return answer


@endpoint(roles=WRITES, verb="words-apart.listed")
def all_apart(request: Request) -> HttpResponse:
    """What I typed and what was set aside: each with its family, newest first."""
    found = list(queries.apart_by(request.actor)[:SHOWN])
    for family in {one.family_id for one in found}:
        open_family(family, purpose="words set aside")
    lines = [(one, form_of(one.form).called) for one in found]
    return render(request, "drafts/all_apart.html", {"found": lines, "shown": SHOWN})


@endpoint(roles=WRITES, verb="words-apart.seen", family=True)
def apart(request: Request, pk: UUID) -> HttpResponse:
    """Words of mine that were set aside: to be read, copied, or added where they belong."""
    mine = queries.apart_for(request.actor, pk)
    return render(request, "drafts/apart.html", {"apart": mine, "key": new_key()})


def _kept(draft: Draft | PrivateDraft) -> HttpResponse:
    at = timezone.localtime(draft.saved_at).strftime("%H:%M")
    return JsonResponse({"saved_at": at, "version": str(draft.version)})


def typed(post: QueryDict) -> Body:
    """What a person typed, by the names of the boxes."""
    body: Body = {}
    for name, values in post.lists():
        if name not in NOT_TYPED:
            body[name] = str(values[0]) if len(values) == 1 else [str(one) for one in values]
    return body


def to_keep(form: str, post: QueryDict) -> Body:
    """What of it is kept as a draft: an answer or a signature is not half given."""
    never = form_of(form).never
    return {name: text for name, text in typed(post).items() if not name.startswith(never)}


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
