"""What the least work would cost, measured beside our pages in the same run."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle
from uuid import uuid4

import psycopg
from jinja2 import Environment

from bench.place import Place

CASELOAD = """
    SELECT f.id, f.reference, f.name, f.opened_at, j.started_on, j.ended_at
      FROM families_assignment a
      JOIN families_family f ON f.organisation_id = a.organisation_id AND f.id = a.family_id
      LEFT JOIN journeys_journey j
        ON j.organisation_id = f.organisation_id AND j.family_id = f.id AND j.ended_at IS NULL
     WHERE a.organisation_id = %(organisation)s AND a.person_id = %(person)s
       AND a.ended_at IS NULL LIMIT 50
"""
HOME = """
    SELECT s.id, s.number, s.planned_for, f.name
      FROM families_assignment a
      JOIN families_family f ON f.organisation_id = a.organisation_id AND f.id = a.family_id
      JOIN journeys_session s
        ON s.organisation_id = a.organisation_id AND s.family_id = a.family_id
     WHERE a.organisation_id = %(organisation)s AND a.person_id = %(person)s
       AND a.ended_at IS NULL AND s.signed_at IS NULL AND s.planned_for < now() + interval '7 days'
"""
FAMILY = """
    SELECT m.*, s.number, s.planned_for, s.signed_at
      FROM families_familymember m
      LEFT JOIN journeys_session s
        ON s.organisation_id = m.organisation_id AND s.family_id = m.family_id AND m.is_child
     WHERE m.organisation_id = %(organisation)s AND m.family_id = %(family)s
"""
CHRONOLOGY = """
    SELECT s.*, l.line, w.words
      FROM journeys_session s
      LEFT JOIN journeys_childline l
        ON l.organisation_id = s.organisation_id AND l.session_id = s.id
      LEFT JOIN journeys_carerwords w
        ON w.organisation_id = s.organisation_id AND w.session_id = s.id
     WHERE s.organisation_id = %(organisation)s AND s.family_id = %(family)s
"""
UPSERT = """
    INSERT INTO drafts_draft (id, organisation_id, family_id, form, about_id, body, version,
                              saved_at, saved_by_id)
    SELECT %(new)s, organisation_id, family_id, 'bench', id, %(body)s, 1, now(), %(person)s
      FROM journeys_session WHERE id = %(session)s
    ON CONFLICT (organisation_id, form, about_id)
    DO UPDATE SET body = EXCLUDED.body, version = drafts_draft.version + 1, saved_at = now()
"""
RECORD = (
    "UPDATE journeys_session SET held_on = current_date, minutes = 75, wellbeing = %(body)s,"
    " home_activity = %(body)s, next_step = %(body)s, signed_at = now(), signed_by_id = %(person)s"
    " WHERE id = %(session)s",
    "INSERT INTO journeys_attendance (id, organisation_id, family_id, session_id, carer_id,"
    " outcome) SELECT gen_random_uuid(), s.organisation_id, s.family_id, s.id, m.id, 'came'"
    " FROM journeys_session s JOIN families_familymember m ON m.family_id = s.family_id"
    " AND m.organisation_id = s.organisation_id WHERE s.id = %(session)s AND NOT m.is_child",
    "INSERT INTO journeys_carerwords (id, organisation_id, family_id, session_id, carer_id, words)"
    " SELECT gen_random_uuid(), s.organisation_id, s.family_id, s.id, m.id, %(body)s"
    " FROM journeys_session s JOIN families_familymember m ON m.family_id = s.family_id"
    " AND m.organisation_id = s.organisation_id WHERE s.id = %(session)s AND NOT m.is_child",
    "INSERT INTO journeys_componentdone (id, organisation_id, family_id, session_id, component,"
    " delivery, why) SELECT gen_random_uuid(), organisation_id, family_id, id, 'part-' || n,"
    " 'delivered', '' FROM journeys_session, generate_series(1, 6) n WHERE id = %(session)s",
    "INSERT INTO journeys_childline (id, organisation_id, family_id, session_id, child_id, line,"
    " no_line) SELECT gen_random_uuid(), s.organisation_id, s.family_id, s.id, m.id, %(body)s, ''"
    " FROM journeys_session s JOIN families_familymember m ON m.family_id = s.family_id"
    " AND m.organisation_id = s.organisation_id WHERE s.id = %(session)s AND m.is_child",
)
BODY = bytes(80)
TEMPLATE = Environment(autoescape=True).from_string(
    "<!doctype html><table>{% for row in rows %}<tr><th><a href='/f/{{ row.id }}/'>{{ row.name }}"
    "</a></th><td>{{ row.words }}</td></tr>{% endfor %}</table>"
)


class Floors:
    """The same rows by psycopg alone, as the administrator and without row security."""

    def __init__(self, place: Place, facts: dict[str, str]) -> None:
        self.facts = facts
        self.reading = psycopg.connect(place.record, autocommit=True)
        self.writing = psycopg.connect(place.record)
        # Sessions of others' families: what the page saves must not be saved already.
        others = self.reading.execute(
            "SELECT id FROM journeys_session WHERE signed_at IS NULL"
            " AND family_id NOT IN (SELECT family_id FROM families_assignment"
            " WHERE person_id = %(person)s) LIMIT 400",
            facts,
        )
        self.others = [row[0] for row in others]
        self.drafts, self.records = cycle(self.others), iter(self.others)

    def close(self) -> None:
        self.reading.close()
        self.writing.close()

    def read(self, statement: str) -> Callable[[], object]:
        return lambda: self.reading.execute(statement, self.facts).fetchall()

    def upsert(self) -> None:
        facts = {"new": uuid4(), "session": next(self.drafts), "body": BODY, **self.facts}
        self.reading.execute(UPSERT, facts)

    def record(self) -> None:
        """Everything of one session's record, in one commit."""
        facts = {"session": next(self.records), "body": BODY, **self.facts}
        with self.writing.pipeline():
            for statement in RECORD:
                self.writing.execute(statement, facts)
            self.writing.commit()


def rendering(size: int) -> Callable[[], object]:
    """Rendering as many bytes, as rows of a table, and nothing else."""
    rows = [
        {"id": n, "name": f"Family {n}", "words": "x" * 140} for n in range(max(1, size // 200))
    ]
    return lambda: TEMPLATE.render(rows=rows).encode()
