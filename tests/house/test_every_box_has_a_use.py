"""Every box of a form of a journey says where it is used, and says nothing that is not so."""

from __future__ import annotations

import inspect
from uuid import UUID

import pytest
from django import forms

from safehome.evaluation.rules.indicators import INDICATORS
from safehome.journeys import uses
from safehome.journeys.forms import planning, record
from safehome.journeys.rules import Asked
from safehome.programme.queries import pack_of
from tests.factories.families import open_pack_version

ASKED = uses.one_of_each(["welcome", "range"])


def all_forms() -> dict[str, type[forms.Form]]:
    return {
        name: form
        for module in (planning, record)
        for name, form in vars(module).items()
        if inspect.isclass(form)
        and issubclass(form, forms.BaseForm)
        and form.__module__ == module.__name__
    }


def boxes_of(form: type[forms.Form]) -> dict[str, forms.Field]:
    """Its boxes by name; a record asks about one carer, one child and two components."""
    if form is record.RecordForm:
        return dict(form(asked=ASKED).fields)
    return dict(form.base_fields)


def in_no_register(form: str, boxes: dict[str, forms.Field]) -> list[str]:
    return [name for name in boxes if not uses.key_of(name, uses.FORMS.get(form, {}))]


@pytest.mark.feature("NEW31")
@pytest.mark.parametrize("name", all_forms())
def test_each_box_is_in_a_register(name: str) -> None:
    found = in_no_register(name, boxes_of(all_forms()[name]))
    assert found == [], "say in safehome/journeys/uses.py where it is used"


@pytest.mark.parametrize("name", all_forms())
def test_no_line_of_a_register_is_stale(name: str) -> None:
    known = {uses.key_of(box, uses.FORMS[name]) for box in boxes_of(all_forms()[name])}
    assert known == uses.FORMS[name].keys()


@pytest.mark.parametrize("name", [one for one in all_forms() if one != "RecordForm"])
def test_what_must_be_filled_is_what_the_form_asks(name: str) -> None:
    asked = {box for box, field in boxes_of(all_forms()[name]).items() if field.required}
    assert {key for key, box in uses.FORMS[name].items() if box.required} == asked


def test_it_sees_a_box_that_nobody_registered() -> None:
    assert in_no_register("RecordForm", {"mood": forms.CharField()}) == ["mood"]
    assert in_no_register("NewForm", {"held_on": forms.CharField()}) == ["held_on"]


def test_figures_are_those_of_the_report() -> None:
    known = {one.id for one in INDICATORS}
    named = {
        use.removeprefix(uses.FIGURE)
        for boxes in uses.FORMS.values()
        for box in boxes.values()
        for use in box.uses
        if use.startswith(uses.FIGURE)
    }
    assert named
    assert named <= known


def test_every_form_has_a_title() -> None:
    assert uses.TITLES.keys() == uses.FORMS.keys() == all_forms().keys()


def test_boxes_are_counted_as_the_form_has_them(cast) -> None:
    """For every session of the open pack, with any number of carers and children."""
    for session in pack_of(open_pack_version()).sessions:
        titles = {one.id: one.title for one in session.components}
        for carers, children in ((1, 1), (2, 3), (0, 0)):
            asked = Asked(
                {UUID(int=place): "a" for place in range(carers)},
                {UUID(int=90 + place): "b" for place in range(children)},
                titles,
            )
            form = record.RecordForm(asked=asked)
            assert uses.boxes_in(len(titles), carers=carers, children=children) == len(form.fields)
