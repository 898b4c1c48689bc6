"""The list of professionals: one page for each act."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect

from safehome.drafts.keeping import keeping, was_sent
from safehome.drafts.keys import number_of
from safehome.families.policies import may_write_in_family
from safehome.families.queries import family_for, members_of
from safehome.kit.verdicts import permit
from safehome.network import actions, forms, policies, queries
from safehome.network.models import Professional
from safehome.network.views.asking import ask, contacts
from safehome.people.endpoints import Request, endpoint
from safehome.vault.keyring import open_family

MEANWHILE = (
    "Somebody else corrected this contact while you were writing. Your words are in the form; "
    "theirs read: {now}. Put right what needs it, and save again."
)
CHECK_AGAIN = (
    "Somebody else corrected this contact meanwhile. Below is how it reads now: check this one."
)


@endpoint(
    roles=policies.WRITES, methods=("GET", "POST"), verb="professional.form-seen", family=True
)
def add_professional(request: Request, family: UUID) -> HttpResponse:
    about = family_for(request.actor, family, purpose="adding a contact")
    permit(may_write_in_family(request.actor, about))
    form = forms.ProfessionalForm(
        request.POST if request.method == "POST" else None, members=members_of(about)
    )
    kept = keeping("contact", family=about, by=request.actor)
    if form.is_valid():
        if not was_sent(request, contacts(about)):
            actions.add_professional(about, by=request.actor, **form.facts())
            kept.done()
            messages.success(request, "The contact is added. Confirm it before anybody writes")
        return redirect(contacts(about))
    return ask(
        request, form, family=about, title="Add a professional", send="Add this contact", kept=kept
    )


def _opened(request: Request, pk: UUID) -> Professional:
    found = queries.professional_for(request.actor, pk)
    open_family(found.family_id, purpose="a contact")
    permit(policies.may_change_professional(request.actor, found))
    return found


@endpoint(
    roles=policies.WRITES, methods=("GET", "POST"), verb="professional.form-seen", family=True
)
def correct_professional(request: Request, pk: UUID) -> HttpResponse:
    found = _opened(request, pk)
    posted = request.POST if request.method == "POST" else None
    form = forms.ProfessionalForm(
        posted, members=members_of(found.family), initial=forms.as_written(found)
    )
    warning, seen = "", number_of(request, "seen") if posted is not None else found.version
    kept = keeping("contact-correction", family=found.family, about=found.pk, by=request.actor)
    if form.is_valid():
        try:
            with transaction.atomic():
                if was_sent(request, contacts(found.family)):
                    return redirect(contacts(found.family))
                actions.correct_professional(found, seen=seen, by=request.actor, **form.facts())
        except actions.Changed as changed:
            now = changed.now
            told = ", ".join(filter(None, (now.name, now.agency, now.phone, now.email)))
            warning, seen = MEANWHILE.format(now=told), now.version
        else:
            kept.done()
            messages.success(request, "The contact is corrected")
            return redirect(contacts(found.family))
    return ask(
        request, form, family=found.family, title="Correct a contact", send="Save",
        warning=warning, seen=seen, kept=kept,
        said="When a name or a way to reach them changes, it has to be confirmed again.",
    )  # fmt: skip


@endpoint(
    roles=policies.WRITES, methods=("GET", "POST"), verb="professional.form-seen", family=True
)
def confirm_professional(request: Request, pk: UUID) -> HttpResponse:
    found = _opened(request, pk)
    permit(policies.may_confirm_professional(request.actor, found))
    warning = ""
    if request.method == "POST":
        try:
            seen = number_of(request, "seen")
            actions.confirm_professional(found, seen=seen, by=request.actor)
        except actions.Changed as changed:
            found, warning = changed.now, CHECK_AGAIN
        else:
            messages.success(request, f"{found.name} is confirmed")
            return redirect(contacts(found.family))
    ways = "; ".join(filter(None, (found.phone, found.email, found.address)))
    return ask(request, Form(), family=found.family,
               title=f"Is this how {found.name} is reached?", send="Yes, I checked it",
               warning=warning, seen=found.version,
               said=f"{found.agency + ': ' if found.agency else ''}{ways}. Check it with them or "
               "with their service’s switchboard, not from an old letter.")  # fmt: skip


@endpoint(
    roles=policies.WRITES, methods=("GET", "POST"), verb="professional.form-seen", family=True
)
def end_professional(request: Request, pk: UUID) -> HttpResponse:
    found = _opened(request, pk)
    form = forms.EndProfessionalForm(request.POST if request.method == "POST" else None)
    kept = keeping("contact-end", family=found.family, about=found.pk, by=request.actor)
    if form.is_valid():
        given = form.cleaned_data
        verdict = policies.may_end_professional(request.actor, found, until=given["until"])
        if verdict and was_sent(request, contacts(found.family)):
            return redirect(contacts(found.family))
        if verdict:
            successor = {
                "name": given["successor"], "phone": given["phone"], "email": given["email"]
            }  # fmt: skip
            actions.end_professional(
                found, until=given["until"], by=request.actor,
                successor=successor if given["successor"] else None,
            )  # fmt: skip
            kept.done()
            messages.success(request, f"{found.name}’s time with the family is written")
            return redirect(contacts(found.family))
        form.add_error("until", verdict.reason)
    return ask(request, form, family=found.family, title=f"{found.name} leaves", send="Write this",
               kept=kept,
               said="They stay on the list of those who were there at the time.")  # fmt: skip
