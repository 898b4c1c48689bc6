"""Hostile files: none crashes the door, makes it wait long, or is served as anybody's page."""

from __future__ import annotations

import random
import time

import pytest

from safehome.entries.files import Refused, first_pages, take_in
from safehome.entries.models import DocumentKind
from tests.entries.files import huge_png, jpeg, pdf, png, swelling_png

assert DocumentKind  # the room's models are loaded with Django before a process is begun


def outcome(content: bytes) -> str:
    began = time.monotonic()
    try:
        said = take_in(content).media_type
    except Refused as refused:
        said = str(refused)
    assert time.monotonic() - began < 20
    return said


@pytest.mark.fault
@pytest.mark.parametrize("content", [huge_png(), huge_png(1, 2**31 - 1), swelling_png()])
def test_a_picture_that_swells_is_refused(content):
    assert len(content) < 100_000
    assert "too many dots" in outcome(content) or "damaged" in outcome(content)


@pytest.mark.fault
def test_a_picture_that_is_also_a_page_is_a_picture_alone():
    polyglot = jpeg() + b"<script>alert(1)</script>PK\x03\x04"
    kept = take_in(polyglot)

    assert kept.media_type == "image/jpeg"
    assert b"script" not in kept.content
    assert b"PK\x03\x04" not in kept.content


@pytest.mark.fault
def test_a_pdf_with_a_script_is_drawn_without_running_it():
    kept = take_in(pdf(1, script="while (true) {}"))

    assert kept.media_type == "application/pdf"
    assert first_pages(kept.content).pages == 1


@pytest.mark.fault
def test_a_page_of_miles_is_drawn_small():
    drawn = first_pages(pdf(1, wide=14_000))
    assert len(drawn.drawn[0]) < 200_000


@pytest.mark.fault
def test_many_pages_are_not_all_drawn():
    drawn = first_pages(pdf(400))
    assert (drawn.pages, len(drawn.drawn)) == (400, 5)


@pytest.mark.fault
def test_random_damage_ends_in_a_reason():
    """Bytes changed, cut and repeated: always taken in or refused, never anything else."""
    draw = random.Random(7)
    whole = [jpeg(), png("P"), png("LA"), pdf(2), pdf(1, script="x")]
    for _ in range(25):
        content = bytearray(draw.choice(whole))
        for _ in range(draw.randint(1, 40)):
            content[draw.randrange(len(content))] = draw.randrange(256)
        if draw.random() < 0.3:
            del content[draw.randrange(len(content)) :]
        assert outcome(bytes(content))


@pytest.mark.fault
@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_picture_is_taken(mode):
    assert outcome(png(mode)) == "image/png"
    if mode in ("L", "RGB"):
        assert outcome(jpeg()) == "image/jpeg"
