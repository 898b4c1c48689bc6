"""Rows of a report written as the administrator, and counted in the plainest way."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import uuid4
from zoneinfo import ZoneInfo

TABLES = (
    "measures_answers", "journeys_attendance", "journeys_session", "journeys_journey",
    "families_familymember", "families_family", "referrals_referral",
)  # fmt: skip
LONDON = ZoneInfo("Europe/London")


class Rows:
    """Writes rows as the administrator, and counts the same things in the plainest way."""

    def __init__(self, db, organisation, teams, leads):
        self.db, self.organisation, self.teams, self.leads = db, organisation, teams, leads
        self.pack = uuid4()
        self.found = defaultdict(Counter)

    def add(self, table, **values):
        values |= {"organisation_id": self.organisation}
        names, places = ", ".join(values), ", ".join(["%s"] * len(values))
        self.db.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", list(values.values()))

    def empty(self):
        for table in TABLES:
            self.db.execute(f"DELETE FROM {table}")

    def referral(self, handed_in, family, began):
        at = datetime(handed_in.year, handed_in.month, handed_in.day, 0, 30, tzinfo=LONDON)
        self.add(
            "referrals_referral", id=uuid4(), reference=uuid4().hex[:8], by_telephone=False,
            referrer_kind="school", urgency="ordinary", handed_in_at=at, entered_at=at,
            kept_from=[], version=1, became_id=family, entered_by_id=self.leads[0],
        )  # fmt: skip
        became = "no-family" if family is None else "waits" if began is None else "begun"
        weeks = -1 if began is None else max(0, (began - handed_in).days) // 7
        self.found["referrals"][handed_in.year, became, weeks] += 1

    def journey(self, one):
        family, journey, who = uuid4(), uuid4(), self.leads[one["lead"]]
        team = self.teams[one["team"]]
        self.add(
            "families_family", id=family, reference=uuid4().hex[:8], name="", opened_at="now",
            opened_by_id=who, version=1, team_id=team,
        )  # fmt: skip
        ended = "now" if one["ending"] else None
        self.add(
            "journeys_journey", id=journey, family_id=family, pack_version_id=self.pack,
            lead_id=who, started_on=one["started"], started_at="now", started_by_id=who,
            ended_at=ended, ended_by_id=who if ended else None, ending=one["ending"],
            what_next="", version=1,
        )  # fmt: skip
        self.found["journeys"][team, str(who), one["started"].year, place_of(one)] += 1
        sessions = [self.session(family, journey, n, held) for n, held in enumerate(one["held"])]
        for carer in one["carers"]:
            self.carer(one, family, journey, sessions, carer)
        if one["referred"] is not None:
            came = one["started"] - timedelta(days=one["referred"] - 5)
            self.referral(came, family, one["started"])

    def session(self, family, journey, number, held):
        made = uuid4()
        self.add(
            "journeys_session", id=made, family_id=family, journey_id=journey, number=number,
            pack_session=1, kind="planned", planned_for="now", setting="home", wellbeing="",
            support_challenge_note="", worries="", home_activity="", next_step="",
            self_rating="{}", signed_at="now" if held else None,
            signed_by_id=self.leads[0] if held else None, version=1,
        )  # fmt: skip
        return made, held

    def carer(self, one, family, journey, sessions, carer):
        made, bands = uuid4(), bands_of(carer)
        key = self.teams[one["team"]], str(self.leads[one["lead"]]), one["started"].year
        self.add(
            "families_familymember", id=made, family_id=family, name="", known_as="",
            birth_date="", phone="", email="", is_child=False, carer_kind=carer["kind"],
            has_displayed_hsb=False, was_harmed=False, is_sibling=False,
            language=carer["language"], needs=carer["needs"], needs_note="", added_at="now",
            added_by_id=self.leads[0], version=1,
        )  # fmt: skip
        for (session, held), outcome in zip(sessions, carer["came"], strict=False):
            self.add(
                "journeys_attendance", id=uuid4(), family_id=family, session_id=session,
                carer_id=made, outcome=outcome,
            )  # fmt: skip
            if held:
                self.found["attendance"][*key, outcome] += 1
                for band in bands:
                    self.found["bands"][*band, "attendance", "", outcome, 0] += 1
        for (questionnaire, point), given_then in carer["answers"].items():
            self.add(
                "measures_answers", id=uuid4(), family_id=family, carer_id=made,
                journey_id=journey, pack_version_id=self.pack, questionnaire=questionnaire,
                point=point, mode="together", given_on=one["started"], given="{}",
                scores=json.dumps(given_then), entered_at="now", entered_by_id=self.leads[0],
            )  # fmt: skip
        for questionnaire in ("kuc", "goals"):
            self.change(key, fate_of(one), bands, questionnaire, carer["answers"])

    def change(self, key, fate, bands, questionnaire, answers):
        later = answers.get((questionnaire, "end"), {})
        for part, first in answers.get((questionnaire, "baseline"), {}).items():
            if not isinstance(first, int | float):
                continue
            second = later.get(part)
            values = {"start": thousandths(first)}
            if isinstance(second, int | float):
                values |= {
                    "before": thousandths(first), "after": thousandths(second),
                    "change": thousandths(Decimal(str(second)) - Decimal(str(first))),
                }  # fmt: skip
            for what, value in values.items():
                self.found["scores"][*key, fate, questionnaire, part, what, value] += 1
                for band in bands if what in ("start", "change") else ():
                    self.found["bands"][*band, what, questionnaire, part, value] += 1


def thousandths(value) -> int:
    """Halves go away from nought, as PostgreSQL has it."""
    return int((Decimal(str(value)) * 1000).quantize(Decimal(1), rounding="ROUND_HALF_UP"))


def fate_of(one):
    left = {"": "going-on", "completed": "stayed", "enough": "stayed"}
    return left.get(one["ending"], "left")


def place_of(one):
    if one["ending"]:
        return one["ending"]
    held = sum(one["held"])
    if not held:
        return "not-yet"
    return "first-half" if 2 * held < len(one["held"]) else "second-half"


def bands_of(carer):
    needs, kind = carer["needs"], carer["kind"]
    spoken = "english" if carer["language"] == "en" else "another"
    return (
        ("language", "interpreter" if "interpreter" in needs else spoken),
        ("carer", {"birth": "parent", "step": "parent", "kinship": "kinship"}.get(kind, "other")),
        ("communication", "yes" if {"easy-read", "hearing"} & set(needs) else "no"),
    )
