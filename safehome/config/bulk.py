"""Many invented families, written by COPY: for looking at speed, not at stories.

Everything in them is sealed with real keys and opens through the real doors.
Names, stages and dates come from a fixed seed; identifiers, keys and seals are
drawn afresh. Row security and every constraint stay as the migrations made them.
"""

from __future__ import annotations

import json
import os
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import batched, pairwise
from pathlib import Path

import psycopg
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from psycopg import sql
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from safehome.config.demonstration import words
from safehome.journeys.rules import STANCE
from safehome.programme.loading import parse
from safehome.programme.packs import Pack
from safehome.programme.rules import score
from safehome.vault.rootkey import FileRootKey
from safehome.vault.sealing import new_key, seal

CASELOAD = 20
LARGE_CASELOAD = 50  # of the very first practitioner: what the bench looks at
PER_ORGANISATION = 40 * CASELOAD
PER_TEAM = 8  # practitioners
AT_ONCE = 1_000  # families in one transaction
# Above this, foreign keys are not checked row by row: the same code wrote these as the small load.
CHECKED = 1_000
CODE = "many-"
LETTERS = "ACDEFGHJKMNPQRTUVWXY34679"  # as in a family's reference

# How many sessions were held, in turn; None waits for a journey, 13 came to the end.
STAGES: tuple[int | None, ...] = (13, None, 1, 6, 0, 2, 8, 3, 0, 10, 1, 4, 0, 2, 5)
ADULTS = (
    "Alex", "Bernice", "Callum", "Dara", "Elin", "Farid", "Gwen", "Hana", "Ivor", "Jo", "Kofi",
    "Leila", "Marek", "Niamh", "Owen", "Petra", "Rhys", "Saira", "Tomasz", "Una", "Vikram", "Wren",
)  # fmt: skip
CHILDREN = (
    "Ada", "Ben", "Cai", "Dilys", "Eli", "Fern", "Gus", "Holly", "Idris", "Jay", "Kit", "Luca",
    "Mina", "Nye", "Orla", "Pip", "Rowan", "Sol", "Tess", "Uma", "Viv", "Wyn", "Yusuf", "Zoe",
)  # fmt: skip
SURNAMES = (
    "Abbott", "Bhatt", "Carrow", "Dunmore", "Eastlake", "Farrow", "Granger", "Hollis", "Ingram",
    "Joyce", "Kettle", "Larkin", "Marlow", "Norbury", "Osei", "Pemberton", "Quill", "Rahman",
    "Sorrel", "Thorne", "Underhill", "Varga", "Whitlow", "Yarrow",
)  # fmt: skip

COLUMNS = {
    "people_organisation": "id name code nation is_office opened_at",
    "people_team": "id organisation_id name",
    "people_account": "id email password is_active joined_at",
    "people_person": "id organisation_id account_id name job_title email joined_at",
    "people_roleheld": "id organisation_id person_id role given_at",
    "people_teammember": "id organisation_id team_id person_id leads joined_at",
    "training_accreditation": "id organisation_id person_id begins_on ends_on given_at given_by_id",
    "families_family": "id organisation_id team_id reference name opened_at opened_by_id version",
    "families_assignment": "id organisation_id family_id person_id leads begun_at begun_by_id",
    "families_household": "id organisation_id family_id name address address_is_hidden",
    "families_familymember": "id organisation_id family_id household_id name known_as birth_date"
    " birth_year phone email is_child carer_kind has_displayed_hsb was_harmed is_sibling language"
    " needs needs_note added_at added_by_id version",
    "families_relationship": "id organisation_id family_id one_id tie other_id since until"
    " added_at",
    "families_safecontact": "id organisation_id family_id member_id channel hours"
    " voicemail_is_safe must_not_know agreed_at agreed_by_id",
    "journeys_journey": "id organisation_id family_id pack_version_id lead_id started_on started_at"
    " started_by_id ended_at ended_by_id ending ending_reflection carers_reflection what_next"
    " version",
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
    "vault_organisationkey": "organisation_id wrapped made_at",
    "vault_familykey": "family_id organisation_id wrapped made_at",
}


def fill(
    record_dsn: str, keyring_dsn: str, *, secrets: Path, families: int, seed: int = 1,
    quiet: bool = False,
) -> None:  # fmt: skip
    """Write as many invented families as are still missing from `families` in all.

    record_dsn, keyring_dsn: the administrator's connections. secrets: the folder
    that holds the root key. The open pack must have been published. Families are
    spread over organisations of their own, coded many-001 and on; the first
    practitioner of the first has exactly 50 of them, every other one about 20.
    """
    with psycopg.connect(record_dsn) as record, psycopg.connect(keyring_dsn) as keyring:
        there, organisations = _there_already(record)
        missing = families - there
        if missing <= 0:
            return
        if missing > CHECKED:
            record.execute("SET session_replication_role = replica")
        writer = Writer(FileRootKey(secrets / "root-key"), *_open_pack(record), seed=seed)
        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed:,}"))
        with Progress(
            *columns, TimeElapsedColumn(), TimeRemainingColumn(), disable=quiet
        ) as progress:
            task = progress.add_task("Inventing families", total=missing)
            for plans in batched(writer.plans(missing, after=organisations), AT_ONCE):
                for plan in plans:
                    writer.write(plan)
                # Keys first: a family whose key is lost could never be opened.
                writer.rows.copy(keyring, "vault_")
                writer.rows.copy(record)
                progress.advance(task, len(plans))
        for connection in (record, keyring):
            connection.commit()
            connection.autocommit = True
            connection.execute("ANALYZE")


def _there_already(record: psycopg.Connection) -> tuple[int, int]:
    """How many families and organisations an earlier filling has made."""
    row = record.execute(
        "SELECT count(f.id), count(DISTINCT o.id) FROM people_organisation o"
        " LEFT JOIN families_family f ON f.organisation_id = o.id WHERE o.code LIKE %s",
        [f"{CODE}%"],
    ).fetchone()
    assert row is not None
    return row[0], row[1]


def _open_pack(record: psycopg.Connection) -> tuple[str, Pack]:
    row = record.execute(
        "SELECT id, files FROM programme_packversion WHERE pack = 'open'"
        " ORDER BY published_at DESC LIMIT 1"
    ).fetchone()
    if row is None:
        raise LookupError("Publish the open pack before filling the database.")
    return str(row[0]), parse({path: text.encode() for path, text in row[1].items()})


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


@dataclass(frozen=True)
class Plan:
    """One family to be: whose it is and how far it has come."""

    place: int
    organisation: str
    team: str
    practitioner: str
    wrapping: AESGCM  # the organisation's key
    held: int | None


class Sealer:
    """Seals values of one family, each to its own place."""

    def __init__(self, family: str) -> None:
        self.family = family
        self.key_bytes = new_key()
        self.key = AESGCM(self.key_bytes)

    def __call__(self, table: str, column: str, row: str, text: str) -> bytes:
        place = f"{table}|{column}|{row}|{self.family}"
        return seal(self.key, text.encode(), place=place) if text else b""


class Writer:
    """Invents organisations and families into rows."""

    def __init__(self, root: FileRootKey, version: str, pack: Pack, *, seed: int) -> None:
        self.root, self.version = root, version
        self.rows = Rows()
        self.draw = random.Random(seed)  # noqa: S311 - invented families, not secrets
        self.now = datetime.now(UTC).replace(microsecond=0)
        self.steps = [[step.id for step in session.components] for session in pack.sessions]
        self.answers = {point: self._answers(pack, base) for point, base in POINTS.items()}
        self.rating = json.dumps(dict.fromkeys(STANCE, 3))

    def _answers(self, pack: Pack, base: int) -> list[tuple[str, str]]:
        asked = pack.questionnaire("kuc")
        made = []
        for _ in range(20):
            given = {item.id: base + self.draw.randint(-2, 2) for item in asked.items}
            scores = score(asked.scoring, given)
            made.append(
                (json.dumps(given), json.dumps({**scores.subscales, "total": scores.total}))
            )
        return made

    # ---- who works there -------------------------------------------------------------

    def plans(self, families: int, *, after: int) -> Iterator[Plan]:
        """Every family to be, organisation by organisation; staff are written on the way."""
        place = 0
        while place < families:
            after += 1
            here = min(PER_ORGANISATION, families - place)
            organisation, wrapping = self._organisation(after)
            large = min(LARGE_CASELOAD, here) if after == 1 else 0
            caseloads = [large] * bool(large) + _shares(here - large)
            for number, size in enumerate(caseloads, start=1):
                if number % PER_TEAM == 1:
                    team = self._team(organisation, after, number // PER_TEAM + 1)
                who = self._person(
                    organisation, f"practitioner-{number}@{CODE}{after:03}.example",
                    "practitioner", team,
                )  # fmt: skip
                for turn in range(size):
                    held = STAGES[turn % len(STAGES)]
                    yield Plan(place, organisation, team, who, wrapping, held)
                    place += 1

    def _organisation(self, number: int) -> tuple[str, AESGCM]:
        pk, key = self.rows.new_id(), new_key()
        code = f"{CODE}{number:03}"
        name = f"Invented Service {number:03}"
        self.rows.add("people_organisation", pk, name, code, "england", False, self.now)
        wrapped = self.root.wrap(key, place=f"organisation|{pk}")
        self.rows.add("vault_organisationkey", pk, wrapped, self.now)
        return pk, AESGCM(key)

    def _team(self, organisation: str, number: int, which: int) -> str:
        pk = self.rows.new_id()
        self.rows.add("people_team", pk, organisation, f"Team {which}")
        email = f"supervisor-{which}@{CODE}{number:03}.example"
        self._person(organisation, email, "supervisor", pk, leads=True)
        return pk

    def _person(
        self, organisation: str, email: str, role: str, team: str, *, leads: bool = False
    ) -> str:
        account, person, add, now = self.rows.new_id(), self.rows.new_id(), self.rows.add, self.now
        name = f"{self.draw.choice(ADULTS)} {self.draw.choice(SURNAMES)}"
        add("people_account", account, email, "!", True, now)
        add("people_person", person, organisation, account, name, role.title(), email, now)
        add("people_roleheld", self.rows.new_id(), organisation, person, role, now)
        add("people_teammember", self.rows.new_id(), organisation, team, person, leads, now)
        if role == "practitioner":
            today = self.now.date()
            begins, ends = today - timedelta(days=700), today + timedelta(days=400)
            add(
                "training_accreditation", self.rows.new_id(), organisation, person, begins, ends,
                now, person,
            )  # fmt: skip
        return person

    # ---- one family ------------------------------------------------------------------

    def write(self, plan: Plan) -> None:
        """Invent one family, whole."""
        draw, add, new = self.draw, self.rows.add, self.rows.new_id
        family, org, who = new(), plan.organisation, plan.practitioner
        sealed = Sealer(family)
        surname = draw.choice(SURNAMES)
        opened = self.now - timedelta(days=7 * (plan.held or 0) + 20 + draw.randrange(20))
        place = f"family|{family}"
        wrapped = seal(plan.wrapping, sealed.key_bytes, place=place)
        add("vault_familykey", family, org, wrapped, opened)
        reference = "".join(draw.choices(LETTERS, k=8))
        add(
            "families_family", family, org, plan.team, f"{reference[:4]}-{reference[4:]}",
            sealed("families_family", "name", family, surname), opened, who, 1,
        )  # fmt: skip
        add("families_assignment", new(), org, family, who, True, opened, who)
        home = new()
        add(
            "families_household", home, org, family,
            sealed("families_household", "name", home, "Home"),
            sealed("families_household", "address", home, f"{plan.place} Invented Street"), False,
        )  # fmt: skip
        people = Members(self, plan, sealed, home, surname, opened)
        carers = [people.adult() for _ in range(1 + plan.place % 2)]
        children = [people.child(which) for which in range(1 + (plan.place + 1) % 3)]
        people.relate([pk for pk, _ in carers], [pk for pk, _ in children])
        if plan.held is not None:
            self._journey(plan, sealed, plan.held, [pk for pk, _ in carers], children)

    def _journey(
        self, plan: Plan, sealed: Sealer, held: int, carers: list[str],
        children: list[tuple[str, str]],
    ) -> None:  # fmt: skip
        draw, add, new = self.draw, self.rows.add, self.rows.new_id
        journey, org, family, who = new(), plan.organisation, sealed.family, plan.practitioner
        next_one = self.now.replace(hour=9 + plan.place % 8, minute=0, second=0)
        first = next_one + timedelta(days=plan.place % 7 - 7 * held)
        done = held == len(self.steps) and plan.place % 2 == 1
        ended = (self.now, who, "completed") if done else (None, None, "")
        texts = (words.ENDED if done else "", "", words.WHAT_NEXT if done else "")
        columns = ("ending_reflection", "carers_reflection", "what_next")
        add(
            "journeys_journey", journey, org, family, self.version, who, first.date(), first, who,
            *ended, *map(sealed, ["journeys_journey"] * 3, columns, [journey] * 3, texts), 1,
        )  # fmt: skip
        for carer in carers:
            add("journeys_journeycarer", new(), org, family, journey, carer, first.date())
        for number in range(1, len(self.steps) + 1):
            planned = first + timedelta(days=7 * (number - 1))
            self._session(
                plan, sealed, journey, number, planned, carers, children, signed=number <= held
            )  # fmt: skip
        points = [point for point, after in WHEN.items() if held >= after]
        for point, carer in ((point, carer) for point in points for carer in carers):
            given, scores = draw.choice(self.answers[point])
            on = min((first + timedelta(days=7 * WHEN[point])).date(), self.now.date())
            add(
                "measures_answers", new(), org, family, carer, journey, self.version, "kuc", point,
                "together", on, given, scores, self.now, who,
            )  # fmt: skip

    def _session(  # noqa: PLR0917 - one session and all that surrounds it
        self, plan: Plan, sealed: Sealer, journey: str, number: int, planned: datetime,
        carers: list[str], children: list[tuple[str, str]], *, signed: bool,
    ) -> None:  # fmt: skip
        draw, add, new = self.draw, self.rows.add, self.rows.new_id
        session, org, family = new(), plan.organisation, sealed.family
        start = (session, org, family, journey, number, number, "planned", planned, "home")
        if not signed:
            add("journeys_session", *start, None, None, b"", None, b"", b"", b"", b"", "{}",
                None, None, 1)  # fmt: skip
            return

        def text(column: str, choice: Sequence[str]) -> bytes:
            return sealed("journeys_session", column, session, draw.choice(choice))

        on = min(planned.date(), self.now.date())
        add(
            "journeys_session", *start, on, 75, text("wellbeing", words.WELLBEING), 3, b"", b"",
            text("home_activity", words.HOME), text("next_step", words.NEXT), self.rating,
            min(planned, self.now), plan.practitioner, 2,
        )  # fmt: skip
        for which, carer in enumerate(carers):
            outcome = "came" if which == 0 or number % 3 else "missed"
            add("journeys_attendance", new(), org, family, session, carer, outcome)
        for component in self.steps[number - 1]:
            row = (session, component, "delivered", b"", None)
            add("journeys_componentdone", new(), org, family, *row)
        row_id, said = new(), words.WORDS[number % len(words.WORDS)]
        said_sealed = sealed("journeys_carerwords", "words", row_id, said)
        add("journeys_carerwords", row_id, org, family, session, carers[0], said_sealed)
        for child, name in children:
            row_id, line = new(), draw.choice(words.CHILD_LINES).format(name=name)
            line_sealed = sealed("journeys_childline", "line", row_id, line)
            add("journeys_childline", row_id, org, family, session, child, line_sealed, "")


POINTS = {"baseline": 3, "mid": 5, "end": 7}  # about how people answer
WHEN = {"baseline": 0, "mid": 7, "end": 13}  # after how many sessions


@dataclass
class Members:
    """Writes the people of one family."""

    writer: Writer
    plan: Plan
    sealed: Sealer
    home: str
    surname: str
    opened: datetime

    def adult(self) -> tuple[str, str]:
        kind = "birth" if self.plan.place % 5 else "kinship"
        member = self._member(self.writer.draw.choice(ADULTS), None, False, kind)
        row, table = self.writer.rows.new_id(), "families_safecontact"
        hours = self.sealed(table, "hours", row, "After ten in the morning")
        self.writer.rows.add(
            table, row, self.plan.organisation, self.sealed.family, member[0], "phone", hours,
            False, b"", self.opened, self.plan.practitioner,
        )  # fmt: skip
        return member

    def child(self, which: int) -> tuple[str, str]:
        born = date(2011 + which * 2, 1 + self.plan.place % 12, 1 + self.plan.place % 28)
        parts = (which == 0, which == 1, which > 0)
        return self._member(CHILDREN[(self.plan.place + which * 7) % 24], born, True, "", parts)

    def _member(
        self, known: str, born: date | None, is_child: bool, kind: str,
        parts: tuple[bool, bool, bool] = (False, False, False),
    ) -> tuple[str, str]:  # fmt: skip
        row, table = self.writer.rows.new_id(), "families_familymember"
        facts = {
            "name": f"{known} {self.surname}", "known_as": known,
            "birth_date": born.isoformat() if born else "",
            "phone": "" if is_child else "01632 960001",
        }  # fmt: skip
        shut = {column: self.sealed(table, column, row, text) for column, text in facts.items()}
        self.writer.rows.add(
            table, row, self.plan.organisation, self.sealed.family, self.home, shut["name"],
            shut["known_as"], shut["birth_date"], born.year if born else None, shut["phone"], b"",
            is_child, kind, *parts, "en", "{}", b"", self.opened, self.plan.practitioner, 1,
        )  # fmt: skip
        return row, known

    def relate(self, carers: list[str], children: list[str]) -> None:
        ties = [(carer, "parent", child) for carer in carers for child in children]
        ties += [(one, "sibling", two) for one, two in pairwise(children)]
        for one, tie, other in ties:
            self.writer.rows.add(
                "families_relationship", self.writer.rows.new_id(), self.plan.organisation,
                self.sealed.family, one, tie, other, "", "", self.opened,
            )  # fmt: skip


def _shares(families: int) -> list[int]:
    """Caseloads of about 20.

    >>> _shares(50)
    [20, 20, 10]
    """
    whole, rest = divmod(families, CASELOAD)
    return [CASELOAD] * whole + [rest] * bool(rest)
