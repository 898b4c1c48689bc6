"""Harbour's earlier years: families whose journeys have ended, so that outcomes say something.

Written by COPY, as `bulk` writes many: through the doors' own actions a hundred journeys would
take minutes. They are sealed with Harbour's real key and open through its doors; nobody works
with them any more, so no caseload and no home page is longer for them.
"""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from safehome.config.bulk import open_pack
from safehome.config.bulk.members import Members
from safehome.config.bulk.names import SURNAMES, reference
from safehome.config.bulk.rows import Rows, Sealer
from safehome.config.bulk.staff import Plan
from safehome.config.demonstration import words
from safehome.config.demonstration.earlier_answers import Carer, EarlierAnswers
from safehome.config.demonstration.earlier_referrals import EarlierReferrals
from safehome.journeys.rules import STANCE
from safehome.programme.packs import Pack
from safehome.vault.rootkey import FileRootKey
from safehome.vault.sealing import seal

CODE = "harbour"
WHO = ("amina", "noor", "tom")  # whose work it was
FAMILIES = 96
FIRST, LAST = 920, 330  # days ago that the first and the last of them began
SESSIONS = 13
LEFT = ("family-stopped", "family-stopped", "no-contact", "moved", "safety", "service-stopped")
LANGUAGES = ("pl", "ur", "ar", "bn")
NEEDS = ("easy-read", "large-print", "hearing", "read-aloud")
CAME = ("came",) * 15 + ("late", "late", "cancelled", "cancelled", "missed")


@dataclass(frozen=True)
class Worker:
    person: str
    team: str


def write_earlier(environment: Mapping[str, str]) -> None:
    """Write them. environment: the demonstration's own, with the administrator's databases."""
    dsn = environment["SAFEHOME_ADMIN"]
    name = environment["SAFEHOME_DATABASE"].rpartition("dbname=")[2]
    secrets = Path(environment["SAFEHOME_SECRETS"])
    with (
        psycopg.connect(dsn, dbname=name) as record,
        psycopg.connect(dsn, dbname=f"{name}_keyring") as keyring,
    ):
        organisation = _one(record, "SELECT id FROM people_organisation WHERE code = %s", CODE)
        wrapped = _one(
            keyring, "SELECT wrapped FROM vault_organisationkey WHERE organisation_id = %s",
            organisation,
        )  # fmt: skip
        root = FileRootKey(secrets / "root-key")
        key = root.unwrap(bytes(wrapped), place=f"organisation|{organisation}")
        rows = Rows()
        writer = Earlier(
            rows, *open_pack(record), organisation=str(organisation), wrapping=AESGCM(key),
            workers=[_worker(record, who) for who in WHO],
        )  # fmt: skip
        writer.write_all()
        # Keys first: a family whose key is lost could never be opened.
        rows.copy(keyring, "vault_")
        rows.copy(record)


class Earlier:
    """Invents them into rows, from a seed: always the same, but for identifiers and keys."""

    def __init__(
        self, rows: Rows, version: str, pack: Pack, *, organisation: str, wrapping: AESGCM,
        workers: list[Worker],
    ) -> None:  # fmt: skip
        self.rows, self.version, self.pack = rows, version, pack
        self.organisation, self.wrapping, self.workers = organisation, wrapping, workers
        self.draw = random.Random("earlier")  # noqa: S311 - invented families, not secrets
        self.now = datetime.now(UTC).replace(microsecond=0)
        self.steps = [[step.id for step in session.components] for session in pack.sessions]
        self.rating = json.dumps(dict.fromkeys(STANCE, 3))
        self.answers = EarlierAnswers(rows, self.draw, pack, version, organisation)
        self.referrals = EarlierReferrals(
            rows, self.draw, organisation=organisation, wrapping=wrapping, version=version,
            criteria=[one.id for one in pack.suitability.criteria] if pack.suitability else [],
        )  # fmt: skip

    def write_all(self) -> None:
        for place in range(FAMILIES):
            ago = FIRST - (FIRST - LAST) * place // FAMILIES
            worker = self.workers[place % len(self.workers)]
            self._family(place, self._day(ago), worker)
            if place % 4 == 0:
                self.referrals.refused(place, self._day(ago + 30), worker.person)

    def _day(self, ago: int) -> datetime:
        day = (self.now - timedelta(days=ago)).replace(minute=0, second=0)
        day -= timedelta(days=max(0, day.weekday() - 4))  # nobody meets on a weekend
        return day.replace(hour=self.draw.choice((9, 10, 11, 14, 15)))

    def _family(self, place: int, first: datetime, worker: Worker) -> None:
        draw, add, new = self.draw, self.rows.add, self.rows.new_id
        family, org, who = new(), self.organisation, worker.person
        sealed = Sealer(family)
        waited = timedelta(weeks=draw.choice((2, 3, 4, 5, 6, 8, 9, 11, 14, 18)))
        opened = first - waited + timedelta(days=6)
        wrapped = seal(self.wrapping, sealed.key_bytes, place=f"family|{family}")
        add("vault_familykey", family, org, wrapped, opened)
        surname = SURNAMES[place % len(SURNAMES)]
        add(
            "families_family", family, org, worker.team, reference(draw),
            sealed("families_family", "name", family, surname), opened, who, 1,
        )  # fmt: skip
        home = new()
        add(
            "families_household", home, org, family,
            sealed("families_household", "name", home, "Home"),
            sealed("families_household", "address", home, f"{place + 40} Made-up Road, Northtown"),
            False,
        )  # fmt: skip
        plan = Plan(place, org, worker.team, who, self.wrapping, SESSIONS)
        people = Members(self.rows, draw, plan, sealed, home, surname, opened)
        carers = [self._carer(people) for _ in range(1 + (draw.random() < 0.4))]
        children = [people.child(which) for which in range(draw.choice((1, 2, 2, 3)))]
        people.relate([one.pk for one in carers], [pk for pk, _ in children])
        for one in carers:
            people.agrees(one.pk, research=draw.random() < 0.75, asked_again=False)
        self.referrals.became(family, place, first - waited, who, opened)
        ended = self._journey(sealed, worker, first, carers, children)
        add(
            "families_assignment", new(), org, family, who, True, opened, who,
            ended + timedelta(days=200), who,
        )  # fmt: skip

    def _carer(self, people: Members) -> Carer:
        draw = self.draw
        other = draw.random() < 0.25
        needs = ["interpreter"] if other and draw.random() < 0.7 else []
        needs += [draw.choice(NEEDS)] if draw.random() < 0.18 else []
        kind = draw.choice(("birth",) * 7 + ("kinship", "kinship", "foster"))
        pk, _ = people.adult(
            kind=kind, language=draw.choice(LANGUAGES) if other else "en", needs=needs
        )
        return Carer(pk, draw.gauss(0, 1.1), draw.gauss(0, 1.2))

    def _journey(
        self, sealed: Sealer, worker: Worker, first: datetime, carers: list[Carer],
        children: list[tuple[str, str]],
    ) -> datetime:  # fmt: skip
        draw, add, new = self.draw, self.rows.add, self.rows.new_id
        journey, org, family, who = new(), self.organisation, sealed.family, worker.person
        stays = draw.random() < 0.72
        enough = stays and draw.random() < 0.16
        held = SESSIONS
        if not stays or enough:
            held = draw.randint(8, 11) if enough else draw.randint(2, 8)
        days = [first + timedelta(days=7 * number + number // 5 * 7) for number in range(SESSIONS)]
        ended = days[held - 1] + timedelta(days=0 if stays else 20)
        ending = "enough" if enough else "completed" if stays else draw.choice(LEFT)
        add(
            "journeys_journey", journey, org, family, self.version, who, first.date(), first, who,
            ended, who, ending, sealed("journeys_journey", "what_next", journey, words.WHAT_NEXT),
            2,
        )  # fmt: skip
        said = words.ENDED if stays else words.STOPPED
        add(
            "journeys_lookingback", journey, org, family, journey,
            sealed("journeys_journey", "ending_reflection", journey, said),
            sealed("journeys_journey", "carers_reflection", journey,
                   words.CARERS_END if stays else ""),
        )  # fmt: skip
        for one in carers:
            add("journeys_journeycarer", new(), org, family, journey, one.pk, first.date())
        for number in range(1, held + 1):
            self._session(sealed, journey, number, days[number - 1], who, carers, children)
        for one in carers:
            self.answers.write(sealed, journey, one, days, who, held=held, ended=ended, stays=stays)
        return ended

    def _session(  # noqa: PLR0917 - one session and all that surrounds it
        self, sealed: Sealer, journey: str, number: int, on: datetime, who: str,
        carers: list[Carer], children: list[tuple[str, str]],
    ) -> None:  # fmt: skip
        draw, add, new = self.draw, self.rows.add, self.rows.new_id
        session, org, family = new(), self.organisation, sealed.family

        def text(column: str, said: str) -> bytes:
            return sealed("journeys_session", column, session, said)

        add(
            "journeys_session", session, org, family, journey, number, number, "planned", on,
            "home", on.date(), draw.choice((60, 70, 75, 80, 90)),
            text("wellbeing", draw.choice(words.WELLBEING)),
            draw.choice((2, 3, 3, 4)), b"", b"",
            text("home_activity", words.HOME[number % len(words.HOME)]),
            text("next_step", words.NEXT[number % len(words.NEXT)]), self.rating,
            on + timedelta(hours=4), who, 2,
        )  # fmt: skip
        for place, one in enumerate(carers):
            outcome = "came" if place == 0 else draw.choice(CAME)
            add("journeys_attendance", new(), org, family, session, one.pk, outcome)
        for component in self.steps[number - 1]:
            add("journeys_componentdone", new(), org, family, session, component, "delivered", b"",
                None)  # fmt: skip
        row = new()
        add("journeys_carerwords", row, org, family, session, carers[0].pk,
            sealed("journeys_carerwords", "words", row, words.WORDS[number - 1]))  # fmt: skip
        for child, _ in children:
            row, line = new(), draw.choice(words.CHILD_LINES)
            add("journeys_childline", row, org, family, session, child,
                sealed("journeys_childline", "line", row, line), "")  # fmt: skip


def _worker(record: psycopg.Connection, who: str) -> Worker:
    row = record.execute(
        "SELECT p.id, m.team_id FROM people_person p JOIN people_account a ON a.id = p.account_id"
        " JOIN people_teammember m ON m.person_id = p.id AND m.left_at IS NULL"
        " WHERE a.email = %s",
        [f"{who}@{CODE}.example"],
    ).fetchone()
    assert row is not None
    return Worker(str(row[0]), str(row[1]))


def _one(connection: psycopg.Connection, statement: str, value: object) -> Any:
    row = connection.execute(statement, [value]).fetchone()
    assert row is not None
    return row[0]
