"""What every tab of a family's page stands in."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from safehome.families import policies
from safehome.kit.addresses import address_of
from safehome.people.endpoints import Request
from safehome.workspace.links import link
from safehome.workspace.queries.family import About

TABS = (
    ("family", "Summary"), ("people", "People"), ("agreements", "Agreements"),
    ("sessions", "Sessions"), ("plans", "Safety plan"), ("measures", "Measures"),
    ("contacts", "Contacts"),
    ("informed", "Kept informed"), ("documents", "Documents"), ("chronology", "Chronology"),
    ("who-looked", "Who looked"),
)  # fmt: skip


def family_page(request: Request, about: About, tab: str, **more: object) -> HttpResponse:
    """One tab, with the banner and the way to the others."""
    family = about.family
    tabs = [
        {"label": label, "href": address_of(f"workspace:{name}", family.pk),
         "current": name == tab}
        for name, label in TABS
        if name != "who-looked" or about.may_look
    ]  # fmt: skip
    by = request.actor
    more |= {
        "about": about, "family": family, "tabs": tabs, "today": timezone.localdate(),
        "may_write": bool(policies.may_write_in_family(by, family)),
        "may_assign": bool(policies.may_assign_family(by, family)),
        "may_block": bool(policies.may_block_somebody(by, family)),
        "may_merge": bool(policies.may_merge_families(by, family)),
        "start": link("journeys:start-journey", family.pk),
    }  # fmt: skip
    return render(request, f"workspace/{tab.replace('-', '_')}.html", more)
