"""What somebody sees who opens their invitation."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from safehome.people import queries, signing_in
from safehome.people.endpoints import Request, endpoint
from safehome.people.forms import PasswordForm


@endpoint(roles=None, methods=("GET", "POST"))
def invitation(request: Request, key: str) -> HttpResponse:
    """Choose a password; then set up a second factor. A link works once."""
    invited = queries.invited_with(key)
    if invited is None:
        return render(request, "people/no_invitation.html", status=404)
    form = PasswordForm(request.POST if request.method == "POST" else None, email=invited.email)
    if form.is_valid():
        try:
            signing_in.accept_invitation(request, key, password=form.cleaned_data["password"])
        except signing_in.NoLongerOpen:
            return render(request, "people/no_invitation.html", status=404)
        return redirect("people:second-factor")
    return render(request, "people/invitation.html", {"invited": invited, "form": form})
