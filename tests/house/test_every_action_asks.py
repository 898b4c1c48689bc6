"""Every action says who is acting, and asks permission before it writes."""

from __future__ import annotations

import ast

import pytest

from tests.house.reading import public_actions

# Not done by somebody in a door; each with its reason.
BY_THE_SYSTEM = {
    "programme.publish_pack": "run where the service is deployed, by whoever runs it",
}


def faults(action: ast.FunctionDef) -> list[str]:
    said = []
    if "by" not in {argument.arg for argument in action.args.kwonlyargs}:
        said.append("takes no keyword `by`")
    lines = [ast.unparse(line) for line in action.body]
    asks = next((n for n, line in enumerate(lines) if "permit(" in line), None)
    if asks is None:
        said.append("never calls permit(")
    else:
        writes = (".save(", ".create(", ".bulk_create(", ".delete(", ".update(")
        if any(act in line for line in lines[:asks] for act in writes):
            said.append("writes before it has asked")
    return said


@pytest.mark.parametrize(
    ("name", "action"), [pytest.param(*each, id=each[0]) for each in public_actions()]
)
def test_it_asks(name: str, action: ast.FunctionDef) -> None:
    if name not in BY_THE_SYSTEM:
        assert faults(action) == [], name


def test_there_are_actions_and_no_stale_exceptions() -> None:
    names = {name for name, _ in public_actions()}
    assert len(names) > 10
    assert names >= BY_THE_SYSTEM.keys()


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("def act(x): permit(y)", "takes no keyword `by`"),
        ("def act(x, *, by): x.save()", "never calls permit("),
        ("def act(x, *, by):\n x.save()\n permit(y)", "writes before it has asked"),
    ],
)
def test_it_sees_an_action_that_does_not(source: str, fault: str) -> None:
    action = ast.parse(source).body[0]
    assert isinstance(action, ast.FunctionDef)
    assert fault in faults(action)
