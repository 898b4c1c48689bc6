"""What each picture says, and that it says it without colour."""

import re
from datetime import date
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from safehome.design.pdf import pdf
from safehome.design.pictures import (
    Answers,
    AxisMark,
    AxisSeries,
    BarRow,
    Drawn,
    MarkKind,
    Presence,
    PresenceGroup,
    PresenceRow,
    Step,
    StepState,
    bars,
    change_layouts,
    change_picture,
    palette,
    presence_strip,
    steps,
    time_axis,
)
from safehome.design.pictures.marks import axis_mark, presence_mark, series_dot, step_mark
from safehome.design.pictures.palette import contrast
from safehome.design.pictures.samples import samples
from tests.design.test_pictures_all import SVG, parsed, text_boxes


def without_colour(markup: str) -> str:
    """The shape alone: every colour is ink or paper, and classes are gone."""
    plain = re.sub(r' class="[^"]*"', "", str(markup))
    return re.sub(
        r'"#[0-9a-f]{6}"', lambda found: '"paper"' if found[0] == '"#ffffff"' else '"ink"', plain
    )


@pytest.mark.parametrize("radius", [3.9, 15])
def test_each_state_of_a_step_has_its_own_shape(radius: float) -> None:
    shapes = {without_colour(step_mark(state, 20, 20, radius)) for state in StepState}

    assert len(shapes) == len(StepState)


def test_each_presence_mark_and_dot_has_its_own_shape() -> None:
    assert len({without_colour(presence_mark(one, 20, 20, 9)) for one in Presence}) == 4
    assert len({without_colour(axis_mark(one, 20, 20, 9)) for one in MarkKind}) == 3
    assert len({without_colour(series_dot(one, 20, 20, 9)) for one in range(3)}) == 3


@pytest.mark.parametrize("name", ["three_lines", "three_lines_tall", "axis"])
def test_each_line_has_its_own_dash(name: str) -> None:
    lines = [one for one in parsed(samples()[name]).iter(f"{SVG}polyline") if one.get("class")]

    assert len({one.get("stroke-dasharray") for one in lines}) == len(lines) == 3


@pytest.mark.parametrize("name", ["INK", "QUIET", "GREEN", "ACCENT", "PLUM"])
def test_words_can_be_read(name: str) -> None:
    colour = getattr(palette, name)

    assert contrast(colour, palette.PAPER) >= 4.5
    assert contrast(colour, palette.TINT) >= 4.5


def test_outlines_can_be_seen() -> None:
    assert contrast(palette.FAINT, palette.PAPER) >= 3


def texts(drawn: Drawn) -> list[str]:
    return [one.text or "" for one in parsed(drawn).iter(f"{SVG}text")]


def classes(drawn: Drawn, start: str) -> list[str]:
    found = [one.get("class", "") for one in ET.fromstring(str(drawn.svg)).iter()]
    return [name.split("--")[1] for name in found if name.startswith(start) and "--" in name]


def test_steps_say_where_they_stand() -> None:
    row = [Step("1", StepState.DONE, "3 May"), Step("2", StepState.DONE), Step("3", StepState.NEXT)]
    drawn = steps(row, title="Two of three done", key="x", size="tiny")

    assert classes(drawn, "pic-step ") == ["done", "done", "next"]
    assert drawn.alt == "Two of three done. 1–2: Done. 3: Next."
    assert drawn.rows[0] == ("1", "", "Done", "3 May")


def test_a_tiny_row_fits_a_table() -> None:
    wide, high = samples()["tiny"].svg.split('viewBox="0 0 ')[1].split('"')[0].split()

    assert float(wide) < 125
    assert float(high) == 14


def test_a_step_may_lead_somewhere() -> None:
    drawn = steps([Step("1", StepState.NEXT, link="/s/1/")], title="One", key="x")
    link = parsed(drawn).find(f".//{SVG}a")

    assert link is not None
    assert link.attrib["href"] == "/s/1/"
    # Its title is its name; an aria-label would hide the words that one sees (WCAG 2.5.3).
    assert link.findtext(f"{SVG}title") == "1, Next"
    assert "aria-label" not in link.attrib


def test_a_strip_shows_what_its_table_says() -> None:
    row = PresenceRow("Ellie", (Presence.FULL, Presence.EMPTY, Presence.NOT_YET))
    drawn = presence_strip(
        [PresenceGroup("", (row,))], columns=["1", "2", "3"], title="Who", key="x"
    )

    assert classes(drawn, "pic-presence ")[:3] == ["full", "empty", "not-yet"]
    assert drawn.rows == (("Ellie", "Yes", "No", "Not yet"),)
    assert "Ellie. Yes: 1; No: 2; Not yet: 3." in drawn.alt


def test_a_strip_with_a_hole_is_refused() -> None:
    row = PresenceRow("Ellie", (Presence.FULL,))

    with pytest.raises(ValueError, match="Ellie has 1 marks for 2 steps"):
        presence_strip([PresenceGroup("", (row,))], columns=["1", "2"], title="Who", key="x")


def test_a_time_axis_tells_its_story_in_order() -> None:
    drawn = time_axis(
        [],
        [AxisSeries("Calm", ((date(2027, 3, 1), 4), (date(2027, 5, 1), 6.5)))],
        [AxisMark(date(2027, 4, 2), "Plan 2", MarkKind.SHEET)],
        title="All",
        key="x",
    )

    assert drawn.rows == (
        ("1 Mar 2027", "Calm", "4"),
        ("2 Apr 2027", "Sheet", "Plan 2"),
        ("1 May 2027", "Calm", "6.5"),
    )
    assert {"4", "6.5", "Plan 2", "Calm"} <= set(texts(drawn))


def test_a_picture_of_change_shows_every_value_and_note() -> None:
    drawn = change_picture(
        [Answers("Calm", (3, None, 7.5), ("", "", "Better"))],
        occasions=["March", "May", "July"],
        title="Calm",
        key="x",
        says="Calmer than in March.",
    )

    assert {"3", "7.5", "Better"} <= set(texts(drawn))
    assert drawn.rows == (("March", "3", ""), ("May", "not asked", ""), ("July", "7.5", "Better"))
    assert drawn.alt == "Calm. Calmer than in March. Calm: March 3, May not asked, July 7.5."


def test_higher_values_lie_higher() -> None:
    drawn = change_picture(
        [Answers("Calm", (3, 8))], occasions=["March", "May"], title="Calm", key="x"
    )
    dots = [float(one.attrib["cy"]) for one in parsed(drawn).iter(f"{SVG}circle")][:2]

    assert dots[0] > dots[1]


def test_bars_are_as_long_as_their_values() -> None:
    drawn = bars(
        [BarRow("Calm", (2, 4)), BarRow("Sure", (1, None))],
        series=["Before", "After"], title="Bars", key="x", maximum=5,
    )  # fmt: skip
    long = [float(one.attrib["width"]) for one in parsed(drawn).iter(f"{SVG}rect")][:3]

    assert long[1] == pytest.approx(2 * long[0], abs=2)
    assert long[2] == pytest.approx(long[0] / 2, abs=2)
    assert drawn.rows == (("Calm", "2", "4"), ("Sure", "1", "too few to say"))


@pytest.mark.parametrize("value", [-0.1, 10.5, float("nan")])
def test_a_value_off_the_scale_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="not on the scale"):
        change_picture([Answers("A", (value,))], occasions=["Now"], title="x", key="x")
    with pytest.raises(ValueError, match="lies outside"):
        bars([BarRow("A", (value,))], series=["Now"], title="x", key="x", maximum=10)


def test_stacked_bars_fit_a_phone_without_scrolling():
    """Letters of fifteen on 360 units are no smaller than twelve on a page of 328."""
    name = "Journeys, with those that were not referred here but came another way"
    made = bars(
        [BarRow(name, (8.0,)), BarRow("B", (None,))], series=["How many"], title="x", key="x",
        maximum=8, nothing="too few to say", stacked=True,
    )  # fmt: skip

    root = ET.fromstring(made.svg)
    assert root.get("data-breadth") == "small"
    assert float(root.get("viewBox").split()[2]) <= 400
    lines = [one for one in root.iter(f"{SVG}text") if "Journeys" in (one.text or "")]
    assert lines[0].get("text-anchor") is None  # from the left edge, above its bar


def test_answers_over_time_have_a_layout_that_runs_down_the_page() -> None:
    """Letters of thirteen on 340 units are no smaller than twelve on a page of 328."""
    lines = [Answers("Calm", (3, None, 7.5), ("", "", "Better")), Answers("Sure", (3.5, 2, 8))]
    names = ["At the start", "Half-way", "At the end"]
    both = change_layouts(lines, occasions=names, title="Two", key="x", scale_words={0: "None"})
    assert both.wide is not None
    root = parsed(both.tall)

    assert both.tall.rows == both.wide.rows
    assert both.tall.alt == both.wide.alt
    assert root.get("data-breadth") == "small"
    assert float(root.attrib["viewBox"].split()[2]) <= 340
    assert {"3", "3.5", "2", "7.5", "8", "Better", "Calm", "Sure", "None"} <= set(texts(both.tall))
    sizes = [float(one.attrib["font-size"]) for one in root.iter(f"{SVG}text")]
    assert min(sizes) >= 13
    dots = [one for one in root.iter(f"{SVG}circle") if one.get("r") == "13"]
    assert float(dots[0].attrib["cx"]) < float(dots[1].attrib["cx"])  # higher, further to the right
    assert float(dots[0].attrib["cy"]) < float(dots[1].attrib["cy"])  # later, further down


@pytest.mark.parametrize("occasions", [1, 8, 9, 18])
def test_dots_of_one_occasion_never_cover_one_another(occasions: int) -> None:
    values = tuple(float(place % 3) for place in range(occasions))
    lines = [Answers(name, values) for name in ("A", "B", "C")]
    both = change_layouts(lines, occasions=["x"] * occasions, title="t", key="x")

    assert (both.wide is None) == (occasions > 8)
    boxes = [place for words, place in text_boxes(both.tall) if words in {"0", "1", "2"}]
    assert len(boxes) >= occasions * 3
    assert not [1 for one, other in combinations(boxes, 2) if one.meets(other, 8)]


@pytest.mark.parametrize("name", samples())
def test_every_picture_prints(name: str) -> None:
    """A paper takes a picture as it is, words and all."""
    from safehome.design.pdf.sample import GIVEN, SAMPLE

    made = pdf(SAMPLE, GIVEN | {"picture": samples()[name]}, title="Paper")

    assert made.startswith(b"%PDF-")
