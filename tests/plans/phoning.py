"""Copies on telephones, as a telephone with the link would read them."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils import timezone

from safehome.people.access import Actor
from safehome.plans import actions
from safehome.plans.actions import Offered
from safehome.plans.models import Explained
from safehome.vault.sealing import open_sealed
from tests.factories.plans import sections
from tests.plans.copying import Planned

SAID_BACK = "If Mum finds it I hold Leave"


def offer(planned: Planned, who: Any, *, by: Actor, **more: Any) -> Offered:
    usual = {
        "whole": False, "expires_on": timezone.localdate() + timedelta(days=60),
        "explained": Explained.values, "said_back": SAID_BACK, "sections": sections(),
        "service_phone": "01632 960100",
    }  # fmt: skip
    return actions.offer_on_phone(planned.version, who.pk, by=by, **usual | more)


def opened(offered: Offered, box: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(open_sealed(AESGCM(offered.key), box, place="phone"))
    return found
