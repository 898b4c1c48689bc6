"""What holds for every picture: well-formed, described, escaped, legible without colour."""

import re
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from safehome.design.pictures import Drawn
from safehome.design.pictures.lettering import Box, box
from safehome.design.pictures.samples import samples

SVG = "{http://www.w3.org/2000/svg}"
SAMPLES = samples()


def parsed(drawn: Drawn) -> ET.Element:
    return ET.fromstring(str(drawn.svg))


def text_boxes(drawn: Drawn) -> list[tuple[str, Box]]:
    """Where every piece of text lies, by the pen's own measure."""
    found = []
    for one in parsed(drawn).iter(f"{SVG}text"):
        place = box(
            one.text or "",
            float(one.attrib["x"]),
            float(one.attrib["y"]),
            float(one.attrib["font-size"]),
            one.get("text-anchor", "start"),
        )
        found.append((one.text or "", place))
    return found


def assert_nothing_overlaps(drawn: Drawn) -> None:
    boxes = text_boxes(drawn)
    meeting = [
        (one, other)
        for (one, where), (other, there) in combinations(boxes, 2)
        if where.meets(there, -0.5)
    ]
    assert not meeting
    wide, high = (float(part) for part in parsed(drawn).attrib["viewBox"].split()[2:])
    outside = [
        words
        for words, where in boxes
        if where.left < -0.5
        or where.top < -0.5
        or where.right > wide + 0.5
        or where.bottom > high + 0.5
    ]
    assert not outside


def assert_is_a_good_picture(drawn: Drawn) -> None:
    root = parsed(drawn)
    title, described = root[0], root[1]
    assert title.tag == f"{SVG}title"
    assert described.tag == f"{SVG}desc"
    assert root.attrib["aria-labelledby"] == f"{title.get('id')} {described.get('id')}"
    assert root.attrib["role"] == ("group" if root.find(f".//{SVG}a") is not None else "img")
    assert not any("style" in one.attrib for one in root.iter())
    assert {one.tag for one in root.iter()} <= {
        SVG + name
        for name in (
            "svg", "title", "desc", "g", "a", "text", "line", "polyline", "path", "rect", "circle",
        )
    }  # fmt: skip
    assert not any(name.startswith("on") for one in root.iter() for name in one.attrib)
    assert_nothing_overlaps(drawn)
    assert all(len(row) == len(drawn.headings) for row in drawn.rows)


@pytest.mark.parametrize("name", SAMPLES)
def test_it_is_a_good_picture(name: str) -> None:
    assert_is_a_good_picture(SAMPLES[name])


def test_ids_differ_on_one_page() -> None:
    page = "".join(str(drawn.svg) for drawn in SAMPLES.values())
    ids = re.findall(r' id="([^"]+)"', page)

    assert len(ids) == 2 * len(SAMPLES)
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_description_tells_every_figure(name: str) -> None:
    """Whoever cannot see the picture hears what the table says."""
    drawn = SAMPLES[name]
    figures = {cell for row in drawn.rows for cell in row[1:] if re.fullmatch(r"\d+(\.\d)?", cell)}

    assert figures <= set(re.findall(r"\d+(?:\.\d)?", drawn.alt))


def test_a_picture_writes_itself_into_a_page() -> None:
    from markupsafe import escape

    assert str(escape(SAMPLES["bars"])).startswith("<svg ")
