"""Rows that wait to be copied, and the seal of each family's words."""

from __future__ import annotations

import os
import time
from collections import defaultdict

import psycopg
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from psycopg import sql

from safehome.vault.sealing import new_key, seal

COLUMNS = {
    "people_organisation": "id name code nation is_office opened_at",
    "people_team": "id organisation_id name",
    "people_account": "id email password is_active joined_at",
    "people_person": "id organisation_id account_id name job_title email joined_at",
    "people_roleheld": "id organisation_id person_id role given_at",
    "people_teammember": "id organisation_id team_id person_id leads joined_at",
    "training_accreditation": "id organisation_id person_id begins_on ends_on given_at given_by_id",
    "families_family": "id organisation_id team_id reference name opened_at opened_by_id version",
    "families_assignment": "id organisation_id family_id person_id leads begun_at begun_by_id"
    " ended_at ended_by_id",
    "families_household": "id organisation_id family_id name address address_is_hidden",
    "families_familymember": "id organisation_id family_id household_id name known_as birth_date"
    " birth_year phone email is_child carer_kind has_displayed_hsb was_harmed is_sibling language"
    " needs needs_note added_at added_by_id version",
    "families_relationship": "id organisation_id family_id one_id tie other_id since until"
    " added_at",
    "families_safecontact": "id organisation_id family_id member_id channel hours"
    " voicemail_is_safe must_not_know agreed_at agreed_by_id",
    "agreements_agreement": "id organisation_id family_id carer_id purpose said reason because"
    " explained language with_interpreter how signature said_on until written_at written_by_id",
    "plans_plan": "id organisation_id family_id setting called begun_at begun_by_id closed_because",
    "plans_version": "id organisation_id family_id plan_id number stage language begun_at"
    " begun_by_id review_on in_force_at in_force_by_id",
    "plans_line": "id organisation_id family_id version_id root section place text instead"
    " at_times at_place from_what how_we_know direction closeness step_up step_down freedom"
    " suggestion written_at written_by_id revision to_a_child",
    "plans_hand": "id organisation_id family_id version_id line_id member_id week",
    "plans_forchild": "id organisation_id family_id version_id line_id child_id",
    "referrals_referral": "id organisation_id reference by_telephone referrer_kind urgency"
    " handed_in_at entered_at entered_by_id became_id kept_from version",
    "referrals_referraltext": "id organisation_id referral_id body",
    "referrals_duplicatelook": "id organisation_id referral_id looked families because looked_at"
    " looked_by_id",
    "referrals_suitability": "id organisation_id referral_id decision reason criteria notes"
    " pack_version_id therapy way_to_therapy words signposts decided_at decided_by_id",
    "journeys_journey": "id organisation_id family_id pack_version_id lead_id started_on started_at"
    " started_by_id ended_at ended_by_id ending what_next version",
    "journeys_lookingback": "id organisation_id family_id journey_id reflection carers_reflection",
    "journeys_journeycarer": "id organisation_id family_id journey_id carer_id joined_on",
    "journeys_session": "id organisation_id family_id journey_id number pack_session kind"
    " planned_for setting held_on minutes wellbeing support_challenge support_challenge_note"
    " worries home_activity next_step self_rating signed_at signed_by_id version",
    "journeys_attendance": "id organisation_id family_id session_id carer_id outcome",
    "journeys_componentdone": "id organisation_id family_id session_id component delivery why"
    " keeps_to_model",
    "journeys_carerwords": "id organisation_id family_id session_id carer_id words",
    "journeys_childline": "id organisation_id family_id session_id child_id line no_line",
    "measures_answers": "id organisation_id family_id carer_id journey_id pack_version_id"
    " questionnaire point mode given_on given scores entered_at entered_by_id",
    "measures_goal": "id organisation_id family_id carer_id journey_id place set_on written_at"
    " written_by_id",
    "measures_goalwording": "id organisation_id family_id goal_id carer_id words since written_at"
    " written_by_id",
    "measures_goalrating": "id organisation_id family_id answers_id goal_id wording_id carer_id"
    " item",
    "vault_organisationkey": "organisation_id wrapped made_at",
    "vault_familykey": "family_id organisation_id wrapped made_at",
}


class Rows:
    """Rows that wait to be copied, each already a line of COPY's text form."""

    def __init__(self) -> None:
        self.waiting: dict[str, list[str]] = defaultdict(list)
        self.count = 0
        self.base = time.time_ns() // 1_000_000 - 600_000_000  # a week ago

    def new_id(self) -> str:
        """A version 7 UUID, each later than the one before; quicker than `kit.ids.new_id`."""
        self.count += 1
        moment, within = divmod(self.count, 4096)
        head, tail = f"{self.base + moment:012x}", os.urandom(8).hex()
        return f"{head[:8]}-{head[8:]}-7{within:03x}-8{tail[:3]}-{tail[3:15]}"

    def add(self, table: str, *values: object) -> None:
        self.waiting[table].append("\t".join(map(_cell, values)))

    def copy(self, connection: psycopg.Connection, prefix: str = "") -> None:
        """Send what waits for tables with this prefix, and commit."""
        tables = [name for name in COLUMNS if name.startswith(prefix) and name in self.waiting]
        with connection.cursor() as cursor:
            for name in tables:
                names = sql.SQL(", ").join(map(sql.Identifier, COLUMNS[name].split()))
                into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(name), names)
                with cursor.copy(into) as copy:
                    copy.write("\n".join(self.waiting.pop(name)) + "\n")
        connection.commit()


def _cell(value: object) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return "\\N"
    if isinstance(value, bytes):
        return "\\\\x" + value.hex()
    if isinstance(value, bool):
        return "t" if value else "f"
    return str(value)


class Sealer:
    """Seals values of one family, each to its own place."""

    def __init__(self, family: str) -> None:
        self.family = family
        self.key_bytes = new_key()
        self.key = AESGCM(self.key_bytes)

    def __call__(self, table: str, column: str, row: str, text: str) -> bytes:
        place = f"{table}|{column}|{row}|{self.family}"
        return seal(self.key, text.encode(), place=place) if text else b""
