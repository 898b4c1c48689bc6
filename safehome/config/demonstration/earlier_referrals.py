"""Referrals of Harbour's earlier years: those that became families, and those that did not."""

from __future__ import annotations

import json
import random
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from safehome.config.bulk.names import ADULTS, CHILDREN, SURNAMES, reference
from safehome.config.bulk.rows import Rows, Sealer
from safehome.config.demonstration.telephones import telephone_of
from safehome.vault.sealing import seal

REASONS = {
    "no-room": "We could not begin within half a year.",
    "no-hsb": "What happened is usual at this age.",
    "other-service": "The family already worked well with another service.",
    "carer-said-no": "The carers wanted time first. They know that they can ring.",
}
SIGNPOST = (
    "Children’s services have a family support line. The referrer rings them with the family."
)
KINDS = ("social-care", "social-care", "social-care", "health", "school", "youth-justice")


class EarlierReferrals:
    """Invents referrals into rows, each sealed with a key of its own."""

    def __init__(
        self, rows: Rows, draw: random.Random, *, organisation: str, wrapping: AESGCM,
        version: str, criteria: list[str],
    ) -> None:  # fmt: skip
        self.rows, self.draw, self.version = rows, draw, version
        self.organisation, self.wrapping = organisation, wrapping
        self.met = json.dumps(dict.fromkeys(criteria, "met"))

    def became(self, family: str, place: int, came: datetime, by: str, opened: datetime) -> None:
        """A referral that a family's record was opened from."""
        referral, sealed = self._referral(place, came, by, family)
        self._look(referral, came + timedelta(days=2), by)
        self._decided(referral, sealed, opened - timedelta(hours=2), by)

    def refused(self, place: int, came: datetime, by: str) -> None:
        """One that came to nothing, with the reason."""
        referral, sealed = self._referral(place + 500, came, by, None)
        self._look(referral, came + timedelta(days=2), by)
        reason = self.draw.choice(tuple(REASONS))
        self._decided(referral, sealed, came + timedelta(days=5), by, reason=reason)

    def _referral(
        self, place: int, came: datetime, by: str, family: str | None
    ) -> tuple[str, Sealer]:
        add, pk, org = self.rows.add, self.rows.new_id(), self.organisation
        sealed = Sealer(pk)
        wrapped = seal(self.wrapping, sealed.key_bytes, place=f"family|{pk}")
        add("vault_familykey", pk, org, wrapped, came)
        kind = KINDS[place % len(KINDS)]
        add(
            "referrals_referral", pk, org, reference(self.draw), False, kind, "soon", came,
            came, by, family, "{}", 1,
        )  # fmt: skip
        said = json.dumps(_body(place, kind, came))
        add("referrals_referraltext", pk, org, pk, sealed("referrals_referral", "body", pk, said))
        return pk, sealed

    def _look(self, referral: str, at: datetime, by: str) -> None:
        self.rows.add(
            "referrals_duplicatelook", self.rows.new_id(), self.organisation, referral, "nothing",
            20, b"", at, by,
        )  # fmt: skip

    def _decided(
        self, referral: str, sealed: Sealer, at: datetime, by: str, *, reason: str = ""
    ) -> None:
        row, table = self.rows.new_id(), "referrals_suitability"

        def text(column: str, said: str) -> bytes:
            return sealed(table, column, row, said)

        self.rows.add(
            table, row, self.organisation, referral, "no" if reason else "yes", reason, self.met,
            text("notes", "{}"), self.version, "planned", b"", text("words", REASONS.get(reason, "")),
            text("signposts", SIGNPOST if reason else ""), at, by,
        )  # fmt: skip


def _body(place: int, kind: str, came: datetime) -> dict[str, object]:
    """What it says, as `referrals.body.Body` reads it."""
    surname = SURNAMES[place % len(SURNAMES)]
    carer, child = ADULTS[place % len(ADULTS)], CHILDREN[place % len(CHILDREN)]
    return {
        "referrer": {"name": "Wren Social", "agency": "Northtown children’s services",
                     "kind": kind, "role": "", "phone": telephone_of("Wren Social")},
        "urgency": {"urgency": "soon", "safe_now": "yes"},
        "carers": [{"name": f"{carer} {surname}", "kind": "birth", "knows": "yes",
                    "phone": telephone_of(f"{carer} {surname} {place}")}],
        "children": [{"name": f"{child} {surname}", "birth_date": f"{came.year - 12}-05-0{1 + place % 9}",
                      "displayed": True}],
        "behaviour": {"kinds": ["not-known"], "when": "year", "where": ["home"]},
        "therapy": {"status": "planned", "provider": "Northtown children’s team"},
        "telling": {"carers_agree": "yes"},
    }  # fmt: skip
