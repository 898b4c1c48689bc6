"""A safety plan of eighty lines: opened to be written, and a line of it written anew."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle
from uuid import uuid4

from bench.asking import Answer, Wrong
from bench.stage import Stage

LINES = 80
SECTIONS = ("SP4", "SP5", "SP7", "SP8", "SP9", "SP12", "SP14")
SAID = "I sit where I can see them both until the film is over, and say when I go"
MADE: dict[int, tuple[str, dict[str, int]]] = {}  # by the port of its door
DRAFT = """
    SELECT p.id, v.id FROM plans_plan p
      LEFT JOIN plans_version v ON v.plan_id = p.id AND v.in_force_at IS NULL
       AND v.discarded_at IS NULL
     WHERE p.family_id = %(family)s AND p.setting = 'home' ORDER BY p.begun_at LIMIT 1
"""
PLAN = """
    SELECT l.*, h.member_id, h.week, c.child_id
      FROM plans_version v
      JOIN plans_line l ON l.organisation_id = v.organisation_id AND l.version_id = v.id
      LEFT JOIN plans_hand h ON h.organisation_id = l.organisation_id AND h.line_id = l.id
      LEFT JOIN plans_forchild c ON c.organisation_id = l.organisation_id AND c.line_id = l.id
     WHERE v.organisation_id = %(organisation)s AND v.family_id = %(family)s
       AND v.in_force_at IS NULL
"""
OTHERS = """
    SELECT l.id FROM plans_line l WHERE l.family_id NOT IN
      (SELECT family_id FROM families_assignment WHERE person_id = %(person)s) LIMIT 400
"""
LINE = (
    "UPDATE plans_line SET text = %(body)s, revision = revision + 1, written_at = now(),"
    " written_by_id = %(person)s WHERE id = %(line)s",
    "DELETE FROM plans_hand WHERE line_id = %(line)s",
    "DELETE FROM plans_forchild WHERE line_id = %(line)s",
    "INSERT INTO plans_hand (id, organisation_id, family_id, version_id, line_id, member_id, week)"
    " SELECT gen_random_uuid(), l.organisation_id, l.family_id, l.version_id, l.id, m.id, '[]'"
    " FROM plans_line l JOIN families_familymember m ON m.organisation_id = l.organisation_id"
    " AND m.family_id = l.family_id AND NOT m.is_child WHERE l.id = %(line)s LIMIT 1",
    "INSERT INTO plans_forchild (id, organisation_id, family_id, version_id, line_id, child_id)"
    " SELECT gen_random_uuid(), l.organisation_id, l.family_id, l.version_id, l.id, m.id"
    " FROM plans_line l JOIN families_familymember m ON m.organisation_id = l.organisation_id"
    " AND m.family_id = l.family_id AND m.is_child WHERE l.id = %(line)s",
)


def open_plan(stage: Stage, _: int) -> Callable[[], Answer]:
    """One section of it, with the house of all of them beside it."""
    version, _lines = whole(stage)
    path = f"{stage.address('plans:write', version)}?section=SP4"
    return lambda: stage.browser.page(path, "</html>", SAID, "csrfmiddlewaretoken")


def write_line(stage: Stage, _: int) -> Callable[[], Answer]:
    """Write one line after another anew, each from the words that stand there."""
    version, lines = whole(stage)
    there, turns = stage.address("plans:write", version), cycle(lines)

    def act() -> Answer:
        line = next(turns)
        path = stage.address("plans:line", line)
        fields = [*_line(stage, "Later: " + SAID), ("seen", str(lines[line]))]
        answer = stage.browser.ask(path, fields)
        if answer.status != 302 or not answer.place.startswith(there):
            raise Wrong(f"{path} answered {answer.status} {answer.place}")
        lines[line] += 1
        return answer

    return act


def whole(stage: Stage) -> tuple[str, dict[str, int]]:
    """The draft of the first family's next version, and its lines with their revisions."""
    if stage.port not in MADE:
        MADE[stage.port] = _made(stage)
    return MADE[stage.port]


def _made(stage: Stage) -> tuple[str, dict[str, int]]:
    row = stage.admin.execute(DRAFT, stage.facts).fetchone()
    assert row is not None
    plan, version = row
    if version is None:
        answer = stage.browser.ask(stage.address("plans:begin-version", plan), [])
        if answer.status != 302:
            raise Wrong(f"the next version did not begin: {answer.status}")
        version = stage.admin.execute(DRAFT, stage.facts).fetchone()[1]  # type: ignore[index]
    lines = _lines(stage, version)
    for place in range(len(lines), LINES):
        path = stage.address("plans:write", version)
        section = SECTIONS[place % len(SECTIONS)]
        answer = stage.browser.ask(f"{path}?section={section}", _line(stage, SAID))
        if answer.status != 302:
            raise Wrong(f"{path} answered {answer.status}")
    lines = _lines(stage, version)
    if len(lines) != LINES:
        raise Wrong(f"the plan has {len(lines)} lines")
    return str(version), lines


def _lines(stage: Stage, version: object) -> dict[str, int]:
    asked = "SELECT id, revision FROM plans_line WHERE version_id = %s ORDER BY id"
    return {str(pk): revision for pk, revision in stage.admin.execute(asked, [version])}


def _line(stage: Stage, text: str) -> list[tuple[str, str]]:
    asked = "SELECT id, is_child FROM families_familymember WHERE family_id = %(family)s"
    people = stage.admin.execute(asked, stage.facts).fetchall()
    whom = [("children" if is_child else "hands", str(pk)) for pk, is_child in people]
    return [
        ("text", text), *whom, ("days", "0"), ("days", "1"), ("begins", "15:30"),
        ("ends", "20:00"), ("closeness", ""), ("direction", ""), ("key", str(uuid4())),
    ]  # fmt: skip


def reading(stage: Stage) -> Callable[[], object]:
    return stage.floors.read(PLAN)


def writing(stage: Stage) -> Callable[[], object]:
    """The same rows of others' lines by psycopg, in one commit."""
    floors = stage.floors
    lines = cycle(row[0] for row in floors.reading.execute(OTHERS, stage.facts))

    def act() -> None:
        facts = {"line": next(lines), "body": bytes(110), **stage.facts}
        with floors.writing.pipeline():
            for statement in LINE:
                floors.writing.execute(statement, facts)
            floors.writing.commit()

    return act
