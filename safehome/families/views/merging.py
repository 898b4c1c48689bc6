"""Reading two records of one family as one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect

from safehome.families import actions, forms, policies, queries, together
from safehome.families.views.asking import ask
from safehome.kit.verdicts import permit
from safehome.people.endpoints import Request, endpoint


@endpoint(roles=policies.MERGES, methods=("GET", "POST"), verb="merge.form-seen", family=True)
def merge(request: Request, pk: UUID) -> HttpResponse:
    by = request.actor
    kept = queries.family_for(by, pk, purpose=together.PURPOSE)
    permit(policies.may_merge_families(by, kept))
    form = forms.MergeForm(
        request.POST if request.method == "POST" else None,
        find=lambda reference: together.family_by_reference(by, reference),
    )
    if form.is_valid():
        folded = queries.family_for(by, form.cleaned_data["other"].pk, purpose=together.PURPOSE)
        try:
            actions.merge_families(kept, folded, because=form.cleaned_data["because"], by=by)
        except PermissionDenied as refusal:  # what was written stays on the page
            form.add_error("other", str(refusal))
        else:
            messages.success(
                request, f"{folded.name} ({folded.reference}) is read with this record"
            )
            return redirect("workspace:family", pk=pk)
    return ask(
        request, form, title="Read another record with this one", send="Read them together",
        family=kept,
        said="Use this where one family has two records. Nothing is moved or removed: the other "
        "record leaves the lists, its page leads here, and its story is told here, too. "
        "Whoever sees only one of them sees no more than before. You can undo it.",
    )  # fmt: skip


@endpoint(roles=policies.MERGES, methods=("POST",), verb="merge.undo-asked", family=True)
def undo_merge(request: Request, pk: UUID) -> HttpResponse:
    by = request.actor
    found = together.merge_for(by, pk)
    actions.undo_merge(found, by=by)
    messages.success(request, "The two records are read apart again")
    return redirect("workspace:family", pk=found.kept_id)
