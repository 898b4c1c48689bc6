"""Documents: put with a family, looked at, handed out, taken out."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.csp import CSP

from safehome.drafts.actions import send_once
from safehome.drafts.keys import key_of
from safehome.entries import actions, policies, queries
from safehome.entries.files import Refused, first_pages
from safehome.entries.forms import AddDocumentForm, WithdrawDocumentForm
from safehome.entries.models import Document, DocumentKind
from safehome.entries.queries.documents import NAMES, in_words
from safehome.entries.views.asking import ask
from safehome.families.policies import may_write_in_family
from safehome.families.queries import family_for, members_of
from safehome.kit.verdicts import permit
from safehome.people.endpoints import WORKS_WITH_FAMILIES, Request, endpoint
from safehome.vault.keyring import open_family

# A file from outside is nobody's page: it may run, load and frame nothing.
SEALED_OFF = f"default-src {CSP.NONE}; img-src {CSP.SELF}; frame-ancestors {CSP.NONE}; sandbox"


@endpoint(roles=policies.WRITES, methods=("GET", "POST"), verb="document.form-seen", family=True)
def add_document(request: Request, family: UUID) -> HttpResponse:
    about = family_for(request.actor, family, purpose="adding a document")
    permit(may_write_in_family(request.actor, about))
    back = reverse("workspace:documents", args=[about.pk])
    sent = request.method == "POST"
    form = AddDocumentForm(
        request.POST if sent else None, request.FILES if sent else None, members=members_of(about)
    )
    if form.is_valid():
        earlier = send_once(key_of(request), led_to=back, by=request.actor)
        if not earlier:
            actions.add_document(about, by=request.actor, **form.facts())
            messages.success(request, "The document is kept, sealed with the rest of the record")
        return redirect(back)
    return ask(
        request, form, family=about, title="Add a document", send="Add this document", back=back,
        said="Check that it is about this family. A document in the wrong record can do harm.",
    )  # fmt: skip


@endpoint(roles=WORKS_WITH_FAMILIES, verb="document.seen", family=True)
def document(request: Request, pk: UUID) -> HttpResponse:
    """A look at it without leaving the browser: the picture, or the first pages drawn."""
    found = _opened(request, pk, "looking at a document")
    pages, trouble = None, ""
    if found.media_type == "application/pdf":
        try:
            pages = first_pages(queries.content_of(found))
        except Refused:
            trouble = "Its pages cannot be shown here. You can still save it and open it yourself."
    return render(request, "entries/document.html", {
        "document": found, "family": found.family, "pages": pages, "trouble": trouble,
        "what": in_words(found), "kind": DocumentKind(found.kind).label,
        "may_write": bool(policies.may_withdraw_document(request.actor, found)),
    })  # fmt: skip


@endpoint(roles=WORKS_WITH_FAMILIES, verb="document.file-seen", family=True)
def document_file(request: Request, pk: UUID) -> HttpResponse:
    """The file itself. A PDF is handed over to be saved and never opened in our name."""
    found = _opened(request, pk, "reading a document")
    response = HttpResponse(queries.content_of(found), content_type=found.media_type)
    how = "attachment" if found.media_type == "application/pdf" else "inline"
    name = f"document-{found.family.reference.lower()}.{NAMES[found.media_type][1]}"
    response.headers["Content-Disposition"] = f'{how}; filename="{name}"'
    response.headers["Content-Security-Policy"] = SEALED_OFF
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response


def _opened(request: Request, pk: UUID, purpose: str) -> Document:
    found = queries.document_for(request.actor, pk)
    open_family(found.family_id, purpose=purpose)
    return found


@endpoint(roles=policies.WRITES, methods=("GET", "POST"), verb="document.form-seen", family=True)
def withdraw_document(request: Request, pk: UUID) -> HttpResponse:
    found = _opened(request, pk, "taking out a document")
    permit(policies.may_withdraw_document(request.actor, found))
    back = reverse("workspace:documents", args=[found.family_id])
    form = WithdrawDocumentForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.withdraw_document(found, by=request.actor, **form.cleaned_data)
        messages.success(request, "The document is taken out. The record says that it was, and why")
        return redirect(back)
    return ask(
        request, form, family=found.family, title=f"Take out “{found.title}”",
        send="Take it out", back=back, warning=True,
        said="It will be shown to nobody. If it spoke of another family, tell the person who "
        "answers for information governance today.",
    )  # fmt: skip
