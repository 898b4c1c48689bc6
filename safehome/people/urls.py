"""Addresses of signing in, one's own account, and staff.

Each page of allauth that we expose is listed by hand and declared, so that an
upgrade can never open an address that nobody has thought about. Their names
have no prefix, because allauth looks them up itself.
"""

from __future__ import annotations

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, include, path

from safehome.people.views import entrance
from safehome.people.views.borrowed import open_to_all

ours = [
    path("health/", entrance.health, name="health"),
    path("sign-out/", entrance.sign_out, name="sign-out"),
    path("demonstration/", entrance.demonstration, name="demonstration"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((ours, "people"))),
    path("sign-in/", open_to_all(account.login), name="account_login"),
]
