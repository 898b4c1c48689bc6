"""What people do, each with the least work that it could be made of."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from bench import floors, plans
from bench.asking import Answer, Boxes, Wrong
from bench.stage import Stage

Act = Callable[[], Answer]


@dataclass(frozen=True)
class Scenario:
    """A name, the addresses it needs, how it is played, its floor, and what is allowed."""

    name: str
    needs: tuple[str, ...]
    play: Callable[[Stage, int], Act]
    floor: Callable[[Stage], Callable[[], object]]
    writes: bool = False
    times: str = ""  # the budget of performance: p50 over the floor
    statements: int | None = None


def _page(name: str, *parts: str, names: int = 1, query: str = "") -> Callable[[Stage, int], Act]:
    """Ask for one page over and over. names: how many families' references it must show."""

    def begin(stage: Stage, _: int) -> Act:
        path = stage.address(name, *[stage.facts[part] for part in parts])
        markers = ["</html>"]
        if names > 1:
            markers += [reference for _, reference, _, _ in stage.families]
        if parts or query:
            markers.append(stage.name_of_family)
        asked = f"?{query.format(name=stage.name_of_family)}" if query else ""
        return lambda: stage.browser.page(path + asked, *markers)

    return begin


def _record_page(stage: Stage, _: int) -> Act:
    path = stage.address("journeys:record-session", stage.to_record[0][0])
    return lambda: stage.browser.page(path, "</html>", "csrfmiddlewaretoken", "line_")


def _save_draft(stage: Stage, _: int) -> Act:
    """Save words of one session after another, from its first draft on."""
    # From the end of the list: the record page and the signing take from its beginning.
    turns = stage.to_record[: len(stage.to_record) // 2 : -1]
    versions = dict.fromkeys(turns, "0")
    order = iter(turns * 1000)

    def act() -> Answer:
        session, family = turn = next(order)
        path = stage.address("drafts:keep", "session-record", family, session)
        words = [("wellbeing", "Tired, and calmer than last week. " * 4)]
        answer = stage.browser.ask(path, [*words, ("draft_version", versions[turn])])
        if answer.status != 200 or b"saved_at" not in answer.body:
            raise Wrong(f"{path} answered {answer.status}")
        versions[turn] = json.loads(answer.body)["version"]
        return answer

    return act


def _sign(stage: Stage, count: int) -> Act:
    """Sign so many sessions whole. Their forms are fetched before anything is timed."""
    waiting = _filled_forms(stage, count)

    def act() -> Answer:
        path, there, fields = next(waiting)
        answer = stage.browser.ask(path, fields)
        if answer.status != 302 or answer.place != there:
            raise Wrong(f"{path} answered {answer.status} {answer.place}")
        return answer

    return act


def _filled_forms(stage: Stage, count: int) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    made = []
    for session, _ in stage.to_record[1 : count + 1]:
        path = stage.address("journeys:record-session", session)
        page = Boxes(stage.browser.page(path, "</html>").body.decode())
        skip = {"csrfmiddlewaretoken"}
        fields = [(name, value) for name, value in page.hidden if name not in skip]
        fields += [(name, _said(name)) for name in page.names if _said(name)]
        fields += [one for one in page.buttons if "sign" in one[1]][:1]
        made.append((path, stage.address("journeys:session", session), fields))
    if len(made) < count:
        raise Wrong(f"only {len(made)} sessions wait to be signed, and {count} were asked for")
    return iter(made)


def _said(name: str) -> str:
    """What is written into a box of the record."""
    today = date.today()  # noqa: DTZ011
    fixed = {
        "held_on_day": str(today.day), "held_on_month": str(today.month),
        "held_on_year": str(today.year), "minutes": "75", "setting": "home",
        "support_challenge": "3", "wellbeing": "Tired, and calmer than last week.",
        "home_activity": "Ten quiet minutes.", "next_step": "Ring on Monday.",
    }  # fmt: skip
    starts = {
        "attendance_": "came", "words_": "I slept for the first time this week.",
        "component_": "delivered", "line_": "Laughed at supper.", "rating_": "3",
    }  # fmt: skip
    said = (words for start, words in starts.items() if name.startswith(start))
    return fixed.get(name) or next(said, "")


def _reads(statement: str) -> Callable[[Stage], Callable[[], object]]:
    return lambda stage: stage.floors.read(statement)


SCENARIOS = (
    Scenario(
        "home", ("workspace:home",), _page("workspace:home"), _reads(floors.HOME), statements=4
    ),
    Scenario(
        "caseload", ("workspace:caseload",), _page("workspace:caseload", names=50),
        _reads(floors.CASELOAD), times="p50 ≤ 5 × (SQL + hello)", statements=4,
    ),
    Scenario(
        "family page", ("workspace:family",), _page("workspace:family", "family"),
        _reads(floors.FAMILY), statements=4,
    ),
    Scenario(
        "chronology", ("workspace:chronology",), _page("workspace:chronology", "family"),
        _reads(floors.CHRONOLOGY), statements=4,
    ),
    Scenario(
        "record page", ("journeys:record-session",), _record_page, _reads(floors.FAMILY),
        statements=5,
    ),
    Scenario(
        "save draft", ("drafts:keep",), _save_draft, lambda stage: stage.floors.upsert,
        writes=True, times="p50 ≤ 3 × one upsert", statements=4,
    ),
    Scenario(
        "sign session", ("journeys:record-session", "journeys:session"), _sign,
        lambda stage: stage.floors.record, writes=True, times="p50 ≤ 5 × the same rows",
        statements=9,
    ),
    Scenario(
        "search", ("workspace:search",), _page("workspace:search", query="q={name}"),
        _reads(floors.CASELOAD), statements=4,
    ),
    Scenario(
        "plan of 80 lines", ("plans:write",), plans.open_plan, plans.reading, statements=6
    ),
    Scenario(
        "save a line", ("plans:line", "plans:write"), plans.write_line, plans.writing, writes=True,
        times="p50 ≤ 5 × the same rows", statements=11,
    ),
)  # fmt: skip
