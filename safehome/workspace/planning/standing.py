"""How one person stands to a version: a page turned to them, with what is theirs to read."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from safehome.drafts.actions import send_once
from safehome.drafts.keeping import keeping
from safehome.drafts.keys import key_of
from safehome.families.models import FamilyMember
from safehome.families.policies import WRITES
from safehome.kit.verdicts import permit
from safehome.people.endpoints import Request, endpoint
from safehome.plans import actions, policies, queries
from safehome.plans.actions.agreeing import WordsChanged
from safehome.plans.models import Version
from safehome.plans.queries import Cut, Draft
from safehome.workspace.planning import pack
from safehome.workspace.planning.page import page
from safehome.workspace.planning.reading import stood
from safehome.workspace.planning.standing_forms import StandForm, asking_for

CHANGED = "A line changed while this was open. Read it again before you say how you stand to it."


@endpoint(roles=WRITES, methods=("GET", "POST"), verb="plan.form-seen", family=True)
def stand(request: Request, pk: UUID, member: UUID) -> HttpResponse:
    """Dissent stands with the version; a line that changes afterwards is put to them again."""
    found = queries.version_for(request.actor, pk, purpose="how somebody stands to a plan")
    permit(policies.may_write_version(request.actor, found))
    draft = queries.read(found)
    person = draft.members.get(member)
    if person is None:
        raise Http404
    asking = asking_for(person, band=pack.band_of(person, on=timezone.localdate()))
    read_at = draft.changed_at.isoformat() if draft.changed_at else ""
    form = StandForm(
        request.POST if request.method == "POST" else None, asking=asking, member=person,
        initial={"read_at": read_at},
    )  # fmt: skip
    back = reverse("plans:agree", args=[pk])
    kept = keeping("stand", family=found.plan.family, about=pk, place=member, by=request.actor)
    if form.is_valid():
        if send_once(key_of(request), led_to=back, by=request.actor):
            return redirect(back)
        try:
            actions.keep_stand(found, person, by=request.actor, **form.facts())
        except WordsChanged:
            messages.info(request, CHANGED)
            return redirect("plans:stand", pk=pk, member=member)
        kept.done()
        return redirect(back)
    kept.show(request, form)
    form.initial["read_at"] = read_at  # of this page, and not of when the words were begun
    theirs, too_much = _theirs(found, draft, person)
    last = draft.earlier.get(member)
    return page(
        request, found.plan, "stand", "how somebody stands to a plan", form=form, back=back,
        version=found, asking=asking, kept=kept, member=person, theirs=theirs, too_much=too_much,
        changed=_changed_since(draft, member), last=stood(member, draft) if last else None,
    )  # fmt: skip


def _theirs(found: Version, draft: Draft, person: FamilyMember) -> tuple[Cut | None, str]:
    """What of the version is theirs to read: as their copy would have it; or why it is not shown.

    Carers live by the whole of it; others by what they do, a child by what is for them.
    """
    sections = pack.sections_of(pack.pack_for(found.family_id, found.organisation_id))
    made = queries.cut(draft, sections, recipient=person, whole=person.is_carer)
    said = queries.gives_too_much(made, found.plan.family, recipient=person)
    may = policies.may_say_so_much(said)
    return (made, "") if may else (None, may.reason)


def _changed_since(draft: Draft, member: UUID) -> set[str]:
    """The words of the lines that are new or changed since they last said how they stand."""
    last = draft.earlier.get(member)
    if last is None:
        return set()
    return {
        words for line in draft.lines if line.written_at > last.written_at
        for words in (line.text, line.instead) if words
    }  # fmt: skip
