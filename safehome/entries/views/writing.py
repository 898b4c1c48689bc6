"""Writing an entry: kept as it is typed, sent once, corrected by another."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from safehome.drafts.actions import Conflict, discard, save_draft, send_once
from safehome.drafts.keys import key_of, new_key
from safehome.drafts.models import Draft
from safehome.drafts.queries import Body, body_of, draft_of
from safehome.drafts.registry import own_draft
from safehome.drafts.views import typed
from safehome.entries import actions, policies, queries
from safehome.entries.forms import NOBODYS, EntryForm, as_typed, counted
from safehome.entries.models import Entry
from safehome.families.models import Family, FamilyMember
from safehome.families.policies import may_write_in_family
from safehome.families.queries import family_for, members_of
from safehome.kit.verdicts import permit
from safehome.people.endpoints import Request, endpoint
from safehome.vault.keyring import open_family

NEW, CORRECTION = "entry", "entry-correction"


@dataclass(frozen=True)
class Writing:
    """What is being written: a new entry, or one that corrects another."""

    family: Family
    form: str
    about: UUID  # of its draft
    corrects: Entry | None = None

    @property
    def members(self) -> list[FamilyMember]:
        return [one for one in members_of(self.family) if one.left_on is None]

    @property
    def back(self) -> str:
        return reverse("workspace:chronology", args=[self.family.pk])


@endpoint(roles=policies.WRITES, methods=("GET", "POST"), verb="entry.form-seen", family=True)
def write_entry(request: Request, family: UUID) -> HttpResponse:
    """Written once, about everybody it concerns. Each writer's draft is their own."""
    about = family_for(request.actor, family, purpose="writing an entry")
    permit(may_write_in_family(request.actor, about))
    return _write(request, Writing(about, NEW, own_draft(about.pk, request.actor.pk)))


@endpoint(roles=policies.WRITES, methods=("GET", "POST"), verb="entry.form-seen", family=True)
def correct_entry(request: Request, pk: UUID) -> HttpResponse:
    """A new entry that names the one it puts right, beginning with its words."""
    entry = queries.entry_for(request.actor, pk)
    open_family(entry.family_id, purpose="correcting an entry")
    permit(policies.may_correct_entry(request.actor, entry))
    return _write(request, Writing(entry.family, CORRECTION, entry.pk, corrects=entry))


def _write(request: Request, writing: Writing) -> HttpResponse:
    draft = draft_of(writing.form, writing.about)
    if request.method == "POST":
        return _receive(request, writing, draft)
    if draft is not None and draft.saved_by_id == request.actor.pk:
        form = _not_yet_sent(body_of(draft), writing.members)
    elif writing.corrects is not None:
        told = _as_written(writing.corrects)
        form = EntryForm(None, members=writing.members, parts=told.pop("parts"), initial=told)
    else:
        form = EntryForm(None, members=writing.members)
    return _page(request, writing, form, draft)


def _not_yet_sent(body: Body, members: list[FamilyMember], *, more: int = 0) -> EntryForm:
    """The form with what was typed into it, and nothing complained about."""
    boxes = as_typed(body)
    initial = {
        name: boxes.getlist(name) if name.startswith("about_") else boxes[name] for name in boxes
    }
    return EntryForm(None, members=members, parts=counted(boxes) + more, initial=initial)


def _as_written(entry: Entry) -> dict[str, Any]:
    """An entry as the form shows it, as far as this person may read it."""
    seen = queries.entries_seen(entry.family, queries.for_staff(), entry=entry.pk)
    parts = seen[0].parts if seen else ()
    told: dict[str, Any] = {
        "kind": entry.kind, "happened_on": entry.happened_on, "parts": max(len(parts), 1)
    }  # fmt: skip
    for number, part in enumerate(parts, start=1):
        told |= {
            f"text_{number}": part.text, f"about_{number}": [str(pk) for pk in part.about],
            f"whose_{number}": str(part.belongs_to or NOBODYS), f"staff_{number}": part.staff_only,
        }  # fmt: skip
    return told


def _receive(request: Request, writing: Writing, draft: Draft | None) -> HttpResponse:
    """Keep the words first, whatever follows; then another part, or the entry itself."""
    form = EntryForm(request.POST, members=writing.members)
    more = request.POST.get("act") == "more"
    if more or not form.is_valid():
        mine = typed(request.POST)
        with suppress(Conflict):  # refused, and so set aside: no text is lost
            draft = save_draft(
                writing.form, writing.about, family=writing.family, body=mine,
                seen=draft.version if draft else 0, by=request.actor,
            )  # fmt: skip
        form = _not_yet_sent(mine, writing.members, more=1) if more else form
        return _page(request, writing, form, draft)
    earlier = send_once(key_of(request), led_to=writing.back, by=request.actor)
    if earlier:
        return redirect(earlier)
    actions.write_entry(
        writing.family, kind=form.cleaned_data["kind"], parts=form.parts(), by=request.actor,
        happened_on=form.cleaned_data["happened_on"], corrects=writing.corrects,
    )  # fmt: skip
    discard(writing.form, writing.about, family=writing.family, by=request.actor)
    messages.success(
        request,
        "The entry is corrected. Both are kept"
        if writing.corrects
        else "The entry is written. It is found with each person it is about",
    )
    return redirect(writing.back)


def _page(request: Request, writing: Writing, form: EntryForm, draft: Draft | None) -> HttpResponse:
    mine = draft is not None and draft.saved_by_id == request.actor.pk
    keep = {"form": writing.form, "family": writing.family.pk, "about": writing.about}
    return render(request, "entries/write_entry.html", {
        "writing": writing, "family": writing.family, "form": form,
        "draft": draft if mine else None, "draft_version": draft.version if draft else 0,
        "draft_url": reverse("drafts:keep", kwargs=keep), "key": new_key(),
    })  # fmt: skip
