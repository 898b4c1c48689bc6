"""Letters: begun, written, looked at on paper, checked, called back, sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from safehome.drafts.actions import discard, send_once
from safehome.drafts.keys import key_of
from safehome.drafts.queries import body_of, draft_of
from safehome.entries.queries import needs_second_person
from safehome.families import queries as families
from safehome.families.policies import WRITES
from safehome.informing import actions, policies, queries
from safehome.informing.forms import LetterForm, refused
from safehome.informing.models import Letter
from safehome.informing.queries import Addressee
from safehome.informing.rules import filled
from safehome.kit.ids import new_id
from safehome.kit.verdicts import permit
from safehome.people.endpoints import Request, endpoint
from safehome.vault.keyring import open_family


@endpoint(roles=WRITES, verb="letter.beginning-seen", family=True)
def begin_letter(request: Request, family: UUID) -> HttpResponse:
    """To whom, and from which template."""
    about = families.family_for(request.actor, family, purpose="beginning a letter")
    permit(policies.may_inform(request.actor, about))
    people = [(one, queries.templates_for(request.actor, one.kind))
              for one in queries.addressees_of(about)]  # fmt: skip
    return render(request, "informing/begin_letter.html", {
        "family": about, "people": people,
        "second": needs_second_person(about) or any(one.hidden.unseen for one, _ in people),
    })  # fmt: skip


@endpoint(roles=WRITES, verb="letter.writing-seen", methods=("GET", "POST"), family=True)
def write_to_member(request: Request, member: UUID) -> HttpResponse:
    """A letter to a carer or another adult of the family."""
    found = families.member_for(request.actor, member, purpose="writing a letter")
    return _write(request, queries.member_addressee(found))


@endpoint(roles=WRITES, verb="letter.writing-seen", methods=("GET", "POST"), family=True)
def write_to_professional(request: Request, professional: UUID) -> HttpResponse:
    """A letter to a professional whose contact is confirmed."""
    found = queries.professional_for(request.actor, professional)
    open_family(found.family_id, purpose="writing a letter")
    return _write(request, queries.professional_addressee(found))


def _write(request: Request, to: Addressee) -> HttpResponse:
    by = request.actor
    permit(policies.may_inform(by, to.family))
    if to.why_not:
        raise PermissionDenied(to.why_not)
    form_name = "letter" if to.member else "letter-to-professional"
    draft = draft_of(form_name, to.pk)
    again = queries.called_back(by, to, request.GET.get("again", ""))
    fresh = request.GET.get("fresh") == "yes" or again is not None
    begun = body_of(draft) if draft and not fresh else {}
    key = request.POST.get("template") or str(
        begun.get("template") or (again.template if again else request.GET.get("template", ""))
    )
    template = queries.template_of(by, to.kind, key)
    if template is None:
        template = queries.templates_for(by, to.kind)[-1]
    agreed = queries.agreements_in_force_today(to.family)
    usual = {
        "title": template.title, "body": filled(template.body, _facts(request, to)),
        "matter": template.matter, "language": template.language, "format": to.format,
        "channel": to.ways[0],
    } | (queries.words_of(again, ways=to.ways) if again else {})  # fmt: skip
    data: Any = request.POST if request.method == "POST" else begun or None
    form = LetterForm(data, initial=usual, ways=to.ways, agreements=agreed)
    known = queries.map_of(to.family)
    matter = str((data or usual).get("matter", ""))
    warnings = queries.warnings_for(known, recipient=to.pk, matter=matter)
    if request.method == "POST" and form.is_valid():
        if request.POST.get("act") == "preview":
            sent = _preview(form, to)
        else:
            sent = _set_on_its_way(request, form, to, template.key, warnings)
        if sent is not None:
            return sent
    if request.method != "POST" and data is not None:
        form.errors.clear()  # a draft is not yet sent, so nothing in it is wrong
    return render(request, "informing/write_letter.html", {
        "form": form, "to": to, "template": template, "family": to.family, "draft": draft,
        # Begun anew: the first save sets aside what was begun before.
        "seen": f"{draft.version}{'+' if fresh else ''}" if draft else "0",
        "begun": bool(begun) and request.method != "POST", "again": again,
        "draft_url": reverse("drafts:keep", kwargs={
            "form": form_name, "family": to.family.pk, "about": to.pk}),
        "key": new_id(), "map": known, "warnings": warnings,
        "second": to.needs_second,
        "wait": queries.manner_of(by.organisation_id).wait_minutes,
    })  # fmt: skip


def _facts(request: Request, to: Addressee) -> dict[str, str]:
    by = request.actor
    return {
        "carer_name": to.called, "recipient_name": to.called, "practitioner_name": by.name,
        "organisation": by.organisation_name,
        "phone": queries.manner_of(by.organisation_id).phone,
    }  # fmt: skip


def _preview(form: LetterForm, to: Addressee) -> HttpResponse | None:
    """The paper as it would be, of words that are not kept yet; open places stand in it."""
    given = form.cleaned_data
    if to.hidden.are_in(given["title"], given["body"]):
        form.add_error("body", policies.LEAKS)
        return None
    words = {name: given[name] for name in ("title", "body", "language", "format")}
    return _pdf(queries.sketch_of(to, **words))


def _set_on_its_way(
    request: Request, form: LetterForm, to: Addressee, template: str, warnings: list[Any]
) -> HttpResponse | None:
    given = form.cleaned_data
    if warnings and not given["read"]:
        form.add_error("read", "Read the warning above, then say that it is right to write this")
        return None
    pk = new_id()
    there = reverse("informing:letter", args=[pk])
    agreement = next((one for one in queries.agreements_in_force_today(to.family)
                      if str(one.pk) == given["agreement"]), None)  # fmt: skip
    words = {name: given[name] for name in (
        "title", "body", "matter", "basis", "channel", "language", "format")}  # fmt: skip
    try:
        with transaction.atomic():
            earlier = send_once(key_of(request), led_to=there, by=request.actor)
            if earlier:
                return redirect(earlier)
            actions.write_letter(
                to, template=template, agreement=agreement, pk=pk, by=request.actor, **words
            )
            discard("letter" if to.member else "letter-to-professional", to.pk, family=to.family,
                    by=request.actor)  # fmt: skip
    except PermissionDenied as refusal:
        refused(form, str(refusal))
        return None
    messages.success(request, f"The letter to {to.name} is on its way.")
    return redirect(there)


@endpoint(roles=WRITES, verb="letter.seen", family=True)
def letter(request: Request, letter: UUID) -> HttpResponse:
    """A letter as it was written, and where it stands."""
    found = queries.letter_for(request.actor, letter)
    open_family(found.family_id, purpose="a letter")
    goes = queries.still_goes(found)
    return render(request, "informing/letter.html", {
        "letter": found, "family": found.family, "state": queries.state_of(found),
        "to": found.member or found.professional, "still_goes": goes,
        "may_recall": bool(policies.may_recall(request.actor, found)),
        "may_check": bool(policies.may_check(request.actor, found)),
        "may_send": bool(goes) and queries.may_send_now(request.actor, found),
        "may_let_go": bool(goes) and bool(policies.may_let_go(request.actor, found)),
        "may_note_arrived": bool(policies.may_note_arrived(request.actor, found)),
        "did_not_go": queries.why_it_did_not_go(found), "again": _again(request, found),
        "said": queries.paper_blocks(found),
    })  # fmt: skip


def _again(request: Request, letter: Letter) -> str:
    """Where a letter that was called back can be taken up again; "" where it cannot."""
    if letter.recalled_at is None or not policies.may_inform(request.actor, letter.family):
        return ""
    if letter.member_id:
        there = reverse("informing:write-to-member", args=[letter.member_id])
    else:
        there = reverse("informing:write-to-professional", args=[letter.professional_id])
    return f"{there}?again={letter.pk}"


@endpoint(roles=WRITES, verb="letter.printed", family=True)
def paper(request: Request, letter: UUID) -> HttpResponse:
    """The paper. Not while it waits for a second person, and not once it may no longer go."""
    found = queries.letter_for(request.actor, letter)
    open_family(found.family_id, purpose="printing a letter")
    permit(queries.may_print_now(found))
    return _pdf(queries.paper_of(found))


def _pdf(made: bytes) -> HttpResponse:
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="letter.pdf"'
    return answer


def _act(request: Request, pk: UUID, act: Callable[..., object], said: str) -> HttpResponse:
    found = queries.letter_for(request.actor, pk)
    open_family(found.family_id, purpose="a letter")
    try:
        with transaction.atomic():
            act(found, by=request.actor)
    except PermissionDenied as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("informing:letter", letter=pk)


@endpoint(roles=WRITES, verb="letter.checking-seen", methods=("POST",), family=True)
def check_letter(request: Request, letter: UUID) -> HttpResponse:
    return _act(request, letter, actions.check_letter, "You have read it, and it may go.")


@endpoint(roles=WRITES, verb="letter.letting-go-seen", methods=("POST",), family=True)
def let_go(request: Request, letter: UUID) -> HttpResponse:
    return _act(request, letter, actions.let_go, "You have looked again. It goes now.")


@endpoint(roles=WRITES, verb="letter.settling-seen", methods=("POST",), family=True)
def note_arrived(request: Request, letter: UUID) -> HttpResponse:
    return _act(request, letter, actions.note_arrived, "It is noted, and stands in the ledger.")


@endpoint(roles=WRITES, verb="letter.recalling-seen", methods=("POST",), family=True)
def recall_letter(request: Request, letter: UUID) -> HttpResponse:
    return _act(request, letter, actions.recall_letter, "It is called back. It does not go.")


@endpoint(roles=WRITES, verb="letter.sending-seen", methods=("POST",), family=True)
def note_sent(request: Request, letter: UUID) -> HttpResponse:
    return _act(request, letter, actions.note_sent, "It is noted, and stands in the ledger.")
