"""A day is asked for in one way everywhere: three boxes, with the same errors."""

import ast
from pathlib import Path

import pytest
from django import forms

from safehome.design.days import day_field
from tests.house.reading import ROOMS


def asking_otherwise(source: str) -> list[int]:
    """The lines at which a form asks for a day by itself."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute)
        and node.attr in {"DateInput", "SelectDateWidget"}
        and isinstance(node.value, ast.Name)
        and node.value.id == "forms"
    ]


def of_the_rooms() -> list[Path]:
    return [path for path in ROOMS.rglob("*.py") if path.relative_to(ROOMS).parts[0] != "design"]


def test_no_form_asks_otherwise() -> None:
    found = {
        str(path.relative_to(ROOMS)): lines
        for path in of_the_rooms()
        if (lines := asking_otherwise(path.read_text()))
    }
    assert found == {}, "use safehome.design.days.day_field"
    assert asking_otherwise("x = forms.DateInput()") == [1]


class Asking(forms.Form):
    on = day_field("When?", required="Give the day")
    until = day_field("Until when?")


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({}, "Give the day"),
        (
            {"on_day": "31", "on_month": "2", "on_year": "2026"},
            "Write a real date, such as 14 3 2026",
        ),
        ({"on_day": "14", "on_month": "3"}, "Write a real date, such as 14 3 2026"),
        ({"on": "soon"}, "Write a real date, such as 14 3 2026"),
    ],
)
def test_it_says_what_to_do(typed: dict[str, str], error: str) -> None:
    assert Asking(typed).errors == {"on": [error]}


@pytest.mark.parametrize(
    "typed", [{"on_day": "14", "on_month": "3", "on_year": "2026"}, {"on": "2026-03-14"}]
)
def test_a_day_is_taken_in_parts_or_whole(typed: dict[str, str]) -> None:
    """Whole: as drafts kept it that were begun before there were boxes."""
    form = Asking(typed)
    assert form.is_valid(), form.errors
    assert str(form.cleaned_data["on"]) == "2026-03-14"
    assert form.cleaned_data["until"] is None
