"""What is done to staff and their ways of signing in."""

from __future__ import annotations

from uuid import UUID

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib import auth
from django.http import Http404, HttpRequest

from safehome.audit import ledger as audit
from safehome.kit.verdicts import permit
from safehome.people import policies, queries
from safehome.people.access import Actor
from safehome.people.models import Account, SignInSession

BACKEND = settings.AUTHENTICATION_BACKENDS[0]


def sign_in_as(request: HttpRequest, email: str) -> None:
    """Sign in as one of the demonstration's invented staff, without a password.

    Refuses anybody who is not on its list, and always outside a demonstration.
    """
    known = {one.email for _, them in queries.demonstration_cast() for one in them}
    if not settings.DEMONSTRATION or email not in known:
        raise Http404
    account = Account.objects.filter(email=email, is_active=True).first()
    if account is None:
        raise Http404
    auth.logout(request)
    auth.login(request, account, backend=BACKEND)
    record_authentication(request, account, "demonstration")


def note_second_factor(request: HttpRequest) -> None:
    """This browser has just proven a second factor, by setting it up."""
    record_authentication(request, request.user, "mfa")


def sign_out_everywhere(account: UUID, *, by: Actor) -> None:
    """End every session of one's own account. Each browser is out at its next request."""
    permit(policies.may_sign_out_everywhere(by, account))
    SignInSession.objects.filter(account_id=account).delete()
    audit.record("sessions.ended", about=by, by=by)
