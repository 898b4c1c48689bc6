"""Addresses of signing in, one's own account, and staff.

Each page of allauth that we expose is listed by hand and declared, so that an
upgrade can never open an address that nobody has thought about. Their names
have no prefix, because allauth looks them up itself.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.urls import URLPattern, URLResolver, include, path, register_converter
from django.urls.converters import StringConverter

from safehome.people.views import entrance, invitation, leaving, own_sessions, second_factor, staff
from safehome.people.views.borrowed import keeping_one, noting_refusal, of_account, open_to_all


class Word(StringConverter):
    """Letters and digits alone, so that what follows a hyphen is told apart."""

    regex = "[0-9A-Za-z]+"


register_converter(Word, "word")

ours = [
    path("health/", entrance.health, name="health"),
    path("sign-out/", entrance.sign_out, name="sign-out"),
    path("demonstration/", entrance.demonstration, name="demonstration"),
    path("second-factor/", second_factor.second_factor, name="second-factor"),
    path("session/", own_sessions.session, name="session"),
    path("my-sessions/", own_sessions.sessions, name="sessions"),
    path("my-sessions/end/", own_sessions.sign_out_everywhere, name="sign-out-everywhere"),
    path("invitation/<str:key>/", invitation.invitation, name="invitation"),
    path("staff/", staff.staff, name="staff"),
    path("staff/invite/", staff.invite, name="invite"),
    path("staff/<uuid:pk>/", staff.person, name="person"),
    path("staff/<uuid:pk>/give-role/", staff.give_role, name="give-role"),
    path("staff/<uuid:pk>/end-role/", staff.end_role, name="end-role"),
    path("staff/<uuid:pk>/invite-again/", staff.invite_again, name="invite-again"),
    path("staff/<uuid:pk>/has-left/", leaving.has_left, name="has-left"),
    path("staff/<uuid:pk>/invite-back/", leaving.invite_back, name="invite-back"),
]

borrowed = [
    path("sign-in/", open_to_all(account.login), name="account_login"),
    path("sign-in/closed/", open_to_all(account.account_inactive), name="account_inactive"),
    path(
        "sign-in/second/", open_to_all(noting_refusal(second.authenticate)), name="mfa_authenticate"
    ),
    path("sign-in/forgotten/", open_to_all(account.password_reset), name="account_reset_password"),
    path(
        "sign-in/forgotten/sent/",
        open_to_all(account.password_reset_done),
        name="account_reset_password_done",
    ),
    path(
        "sign-in/new-password/<word:uidb36>-<str:key>/",
        open_to_all(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "sign-in/new-password/",
        open_to_all(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path(
        "again/password/",
        of_account(account.reauthenticate, to_prove=True),
        name="account_reauthenticate",
    ),
    path(
        "again/code/", of_account(second.reauthenticate, to_prove=True), name="mfa_reauthenticate"
    ),
    path(
        "again/passkey/",
        of_account(passkeys.reauthenticate_webauthn, to_prove=True),
        name="mfa_reauthenticate_webauthn",
    ),
    path("second-factor/ways/", of_account(second.index), name="mfa_index"),
    path("second-factor/app/", of_account(app.activate_totp), name="mfa_activate_totp"),
    path("second-factor/app/remove/", of_account(app.deactivate_totp), name="mfa_deactivate_totp"),
    path(
        "second-factor/codes/",
        of_account(codes.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "second-factor/codes/new/",
        of_account(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("second-factor/passkeys/", of_account(passkeys.list_webauthn), name="mfa_list_webauthn"),
    path(
        "second-factor/passkeys/add/",
        of_account(passkeys.add_webauthn),
        name="mfa_add_webauthn",
    ),
    path(
        "second-factor/passkeys/<int:pk>/remove/",
        of_account(keeping_one(passkeys.remove_webauthn)),
        name="mfa_remove_webauthn",
    ),
]

urlpatterns: list[URLPattern | URLResolver] = [path("", include((ours, "people"))), *borrowed]
