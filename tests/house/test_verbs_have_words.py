"""Every verb that goes into the audit has words for whoever reads it, and none has stale ones."""

from __future__ import annotations

import ast
import doctest
import re
from collections.abc import Iterator

import pytest

from safehome.workspace import verbs
from tests.house.reading import ROOMS

VERB = re.compile(r"[a-z-]+\.[a-z-]+")


def told(call: ast.Call) -> Iterator[ast.expr]:
    """What a call names as a verb: the first of record and _note, and any `verb=`."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if name in {"record", "_note", "refused"} and call.args:
        yield call.args[0]
    yield from (word.value for word in call.keywords if word.arg == "verb")


def ways(node: ast.AST) -> Iterator[ast.expr]:
    """The same, with both sides of a choice."""
    for said in told(node) if isinstance(node, ast.Call) else ():
        yield from (said.body, said.orelse) if isinstance(said, ast.IfExp) else (said,)


def verbs_in(source: str) -> Iterator[re.Pattern[str]]:
    """Each verb of a piece of source. A part that is put in while it runs may be any word."""
    for node in ast.walk(ast.parse(source)):
        for said in ways(node):
            if isinstance(said, ast.Constant) and VERB.fullmatch(str(said.value)):
                yield re.compile(re.escape(str(said.value)))
            elif isinstance(said, ast.JoinedStr):
                parts = [
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z-]+"
                    for part in said.values
                ]
                yield re.compile("".join(parts))


def all_verbs() -> dict[str, str]:
    """Every verb of the code, as a pattern, and the file that says it."""
    return {
        pattern.pattern: str(path.relative_to(ROOMS))
        for path in sorted(ROOMS.rglob("*.py"))
        for pattern in verbs_in(path.read_text())
    }


def test_each_has_words() -> None:
    without = {
        pattern: where
        for pattern, where in all_verbs().items()
        if not any(re.fullmatch(pattern, verb) for verb in verbs.VERBS)
    }
    assert without == {}, "give each a line in safehome/workspace/verbs.py"
    assert len(all_verbs()) > 100


def test_no_words_are_stale() -> None:
    used = [*all_verbs(), r"page\.(refused|not-found)"]  # the middleware's own
    stale = [v for v in verbs.VERBS if not any(re.fullmatch(one, v) for one in used)]
    assert stale == []


def test_words_read_on_from_a_name() -> None:
    for words in verbs.VERBS.values():
        assert words[0].islower()
        assert not words.endswith(".")
    assert list(verbs.VERBS) == sorted(verbs.VERBS)
    assert doctest.testmod(verbs).failed == 0


@pytest.mark.parametrize(
    ("source", "verb"),
    [
        ('audit.record("kite.flown", by=by)', "kite.flown"),
        ('@endpoint(roles=X, verb="kite.seen")\ndef f(): ...', "kite.seen"),
        ('audit.record("kite.flown" if up else "kite.held", by=by)', "kite.held"),
        ('audit.record(f"kite.{became}", by=by)', "kite.lost"),
    ],
)
def test_it_sees_a_verb(source: str, verb: str) -> None:
    assert any(pattern.fullmatch(verb) for pattern in verbs_in(source))
