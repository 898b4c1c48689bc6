"""Every box of a form of a journey, a plan or a referral says where it is used, and truly.

A box that is in no register fails; so does a line of a register that no form has, and a use in
whose files nothing of what was written is read.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from uuid import UUID

import pytest
from django import forms

import safehome
from safehome.evaluation.rules.indicators import INDICATORS
from safehome.families.models import FamilyMember
from safehome.journeys import uses
from safehome.journeys.forms import record
from safehome.journeys.rules import Asked
from safehome.kit.boxes import FIGURE, Box, Register, key_of
from safehome.plans import uses as of_plans
from safehome.programme.loading import load
from safehome.recording.queries import REGISTERS
from safehome.referrals import uses as of_referrals
from safehome.referrals.body import Around, Body, Carer, Child
from safehome.referrals.forms.answers import read
from safehome.referrals.forms.deciding import SuitabilityForm
from safehome.referrals.forms.opening import OpeningForm
from safehome.referrals.forms.sections import SECTIONS
from safehome.referrals.forms.waiting import CheckInForm
from safehome.referrals.opening import opening_of
from safehome.workspace.planning import standing_forms

ROOT = Path(safehome.__file__).parent
OPEN = load(Path("packs/open/1.0"))
ASKED = uses.one_of_each(["welcome", "range"])
# Where the forms of each register stand; every form in it is in that register.
ROOMS: tuple[tuple[ModuleType, tuple[str, ...]], ...] = (
    (uses, ("safehome.journeys.forms",)),
    (of_plans, ("safehome.workspace.planning", "safehome.workspace.sharing")),
    (of_referrals, ("safehome.referrals.forms",)),
)
ASK_NOTHING = {"Page"}  # what a page of a referral is made from; it has no box
# Numbered groups of boxes stand in a register once: adult0_name, adult1_name are adult_name.
NUMBERED = re.compile(r"^([a-z]+)[0-9]+_")


def modules_of(package: str) -> Iterator[ModuleType]:
    found = importlib.import_module(package)
    for one in pkgutil.iter_modules(found.__path__, f"{package}."):
        yield importlib.import_module(one.name)


def forms_in(packages: tuple[str, ...]) -> dict[str, type[forms.Form]]:
    return {
        name: form
        for package in packages
        for module in modules_of(package)
        for name, form in vars(module).items()
        if inspect.isclass(form)
        and issubclass(form, forms.BaseForm)
        and form.__module__ == module.__name__
        and name not in ASK_NOTHING
    }


ALL = {name: (form, room) for room, packages in ROOMS for name, form in forms_in(packages).items()}
REGISTER: Register = {name: boxes for room, _ in ROOMS for name, boxes in room.FORMS.items()}


def suitability() -> forms.Form:
    asked = OPEN.suitability
    assert asked is not None
    return SuitabilityForm(criteria=asked.criteria)


def opening() -> forms.Form:
    body = Body(
        carers=[Carer(name="Carol Marlow", address="1 High Street")],
        children=[Child(name="Jay Marlow", displayed=True)],
        network=[Around(name="Sam Reed", role="social-worker")],
    )
    return OpeningForm(opening=opening_of(body), teams=[], initial={})


# What is not there until a form is made: one of everything that it asks.
MADE: dict[str, Callable[[], forms.Form]] = {
    "RecordForm": lambda: record.RecordForm(asked=ASKED),
    "SuitabilityForm": suitability,
    "CheckInForm": lambda: CheckInForm(children=[FamilyMember(known_as="Jay")]),
    "OpeningForm": opening,
}


def boxes_of(name: str) -> dict[str, forms.Field]:
    """The boxes of a form by name; numbered groups once."""
    form, _ = ALL[name]
    fields = MADE[name]().fields if name in MADE else form.base_fields
    return {NUMBERED.sub(r"\1_", key): field for key, field in fields.items()}


def in_no_register(form: str, boxes: dict[str, forms.Field]) -> list[str]:
    return [name for name in boxes if not key_of(name, REGISTER.get(form, {}))]


@pytest.mark.feature("NEW31")
@pytest.mark.parametrize("name", ALL)
def test_each_box_is_in_a_register(name: str) -> None:
    there = ALL[name][1].__name__
    assert in_no_register(name, boxes_of(name)) == [], f"say in {there} where it is used"


@pytest.mark.parametrize("name", REGISTER)
def test_no_line_of_a_register_is_stale(name: str) -> None:
    known = {key_of(box, REGISTER[name]) for box in boxes_of(name)}
    assert known == REGISTER[name].keys()


@pytest.mark.parametrize("name", [one for one in ALL if one != "RecordForm"])
def test_what_must_be_filled_is_what_the_form_asks(name: str) -> None:
    asked = {key_of(box, REGISTER[name]) for box, field in boxes_of(name).items() if field.required}
    assert {key for key, box in REGISTER[name].items() if box.required} == asked


@pytest.mark.parametrize("name", [one for one in ALL if ALL[one][1] is not uses])
def test_a_box_is_called_what_the_form_calls_it(name: str) -> None:
    """But where its label is made for each, or it is kept unseen and has none."""
    for box, field in boxes_of(name).items():
        line = REGISTER[name][key_of(box, REGISTER[name])]
        if field.label and not line.each:
            assert line.label == str(field.label)


def builds_its_own(form: type[forms.Form]) -> bool:
    """Whether boxes are put into it when it is made, beside those of its class."""
    tree = ast.parse(inspect.getsource(form))
    stored = [
        ast.unparse(target) for node in ast.walk(tree) if isinstance(node, ast.Assign)
        for target in node.targets
    ]  # fmt: skip
    return any(one.startswith("self.fields[") and one.endswith("]") for one in stored)


@pytest.mark.parametrize("name", ALL)
def test_a_form_that_makes_boxes_of_its_own_is_looked_at_as_it_is_made(name: str) -> None:
    assert name in MADE or not builds_its_own(ALL[name][0]), "make one of it in MADE"


def test_it_sees_a_box_that_nobody_registered() -> None:
    assert in_no_register("RecordForm", {"mood": forms.CharField()}) == ["mood"]
    assert in_no_register("LineForm", {"mood": forms.CharField()}) == ["mood"]
    assert in_no_register("NewForm", {"held_on": forms.CharField()}) == ["held_on"]
    assert builds_its_own(record.RecordForm)
    assert not builds_its_own(standing_forms.StandForm)


# --- A use is one that is there ------------------------------------------------------------------


def read_for(use: str, room: ModuleType) -> str:
    """All the code that reads for a use; it fails where a file is not there."""
    return "\n".join((ROOT / path).read_text() for path in room.READ_IN[use])


def not_read(key: str, box: Box, room: ModuleType) -> list[str]:
    """The uses of a box whose files read nothing of it."""
    names = box.kept_as or (key.rstrip("_"),)
    one_of = "|".join(map(re.escape, names))
    says = re.compile(rf"(\.|[\"'])(get_)?({one_of})(_display)?\b|\b({one_of})[=(]")
    return [
        use for use in box.uses if not use.startswith(FIGURE)
        and (use not in room.READ_IN or not says.search(read_for(use, room)))
    ]  # fmt: skip


@pytest.mark.feature("NEW31")
@pytest.mark.parametrize(
    ("form", "key"), [(form, key) for form, boxes in REGISTER.items() for key in boxes]
)
def test_what_a_box_says_of_its_use_is_so(form: str, key: str) -> None:
    box, room = REGISTER[form][key], ALL[form][1]
    if form in PAGES_OF_A_REFERRAL:  # read by whatever name: the next test sees it
        box = replace(box, uses=tuple(one for one in box.uses if one != of_referrals.PAGE))
    assert not_read(key, box, room) == []


def test_it_sees_a_use_that_is_not_there() -> None:
    lost = Box("Lost", ("the moon",))
    assert not_read("held_on", lost, uses) == ["the moon"]
    mood = Box("Mood", (uses.SESSION, uses.CHRONOLOGY))
    assert not_read("mood", mood, uses) == [uses.SESSION, uses.CHRONOLOGY]


PAGES_OF_A_REFERRAL = {
    page.__name__ for section in SECTIONS.values() for page in section.pages.values()
}


def test_every_answer_of_a_referral_stands_on_its_page() -> None:
    """Whatever was asked, the page has its line: with all that may be empty, too."""
    body = Body(carers=[Carer(name="C")], children=[Child(name="J")], network=[Around(name="W")])
    shown = {
        (section.key, answer.page, answer.label)
        for section in read(body, blanks=True) for part in section.parts for answer in part.answers
    }  # fmt: skip
    for section in SECTIONS.values():
        for page, form in section.pages.items():
            for name, field in form.base_fields.items():
                assert (section.key, page, str(field.label)) in shown
                assert of_referrals.PAGE in REGISTER[form.__name__][name].uses


def test_each_file_that_is_named_is_there_and_each_use_is_used() -> None:
    for room, _ in ROOMS:
        for use in room.READ_IN:
            assert read_for(use, room)
        used = {use for boxes in room.FORMS.values() for box in boxes.values() for use in box.uses}
        assert room.READ_IN.keys() == {one for one in used if not one.startswith(FIGURE)}


def test_figures_are_those_of_the_report() -> None:
    known = {one.id for one in INDICATORS}
    named = {
        use.removeprefix(FIGURE)
        for boxes in REGISTER.values()
        for box in boxes.values()
        for use in box.uses
        if use.startswith(FIGURE)
    }
    assert named
    assert named <= known


def test_every_form_has_a_title_and_stands_on_the_page() -> None:
    for room, packages in ROOMS:
        assert room.TITLES.keys() == room.FORMS.keys() == forms_in(packages).keys()
    assert [found for _, found, *_ in REGISTERS] == [room.FORMS for room, _ in ROOMS]


def test_nothing_is_asked_for_nothing() -> None:
    """Today. Whoever asks for more than is used strikes this, with a reason."""
    assert [(form, key) for form, boxes in REGISTER.items()
            for key, box in boxes.items() if not box.uses] == []  # fmt: skip


def test_boxes_are_counted_as_the_form_has_them() -> None:
    """For every session of the open pack, with any number of carers and children."""
    for session in OPEN.sessions:
        titles = {one.id: one.title for one in session.components}
        for carers, children in ((1, 1), (2, 3), (0, 0)):
            asked = Asked(
                {UUID(int=place): "a" for place in range(carers)},
                {UUID(int=90 + place): "b" for place in range(children)},
                titles,
            )
            form = record.RecordForm(asked=asked)
            assert uses.boxes_in(len(titles), carers=carers, children=children) == len(form.fields)
