"""A printed paper can be read by everyone: tagged, titled, in a language, with words beside
its pictures."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from safehome.design.pdf import PdfError, pdf
from safehome.design.pdf.sample import GIVEN, SAMPLE, SVG


@pytest.fixture(scope="module")
def paper() -> Iterator[pikepdf.Pdf]:
    made = pdf(SAMPLE, GIVEN, title="Our paper", language="en-GB")
    with pikepdf.open(io.BytesIO(made)) as opened:
        yield opened


def parts(opened: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    """Every structure element, in reading order."""
    found: list[pikepdf.Dictionary] = []

    def walk(node: pikepdf.Object) -> None:
        if isinstance(node, pikepdf.Array):
            for kid in node:
                walk(kid)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(node)
            if "/K" in node:
                walk(node["/K"])

    walk(opened.Root.StructTreeRoot["/K"])
    return found


def names(opened: pikepdf.Pdf) -> list[str]:
    return [str(part["/S"]) for part in parts(opened)]


def test_it_is_tagged(paper: pikepdf.Pdf) -> None:
    assert paper.Root.MarkInfo.Marked
    assert {"/H1", "/H2", "/P", "/Table", "/L", "/LI", "/BlockQuote", "/Figure"} <= set(
        names(paper)
    )


def test_it_says_its_language(paper: pikepdf.Pdf) -> None:
    assert str(paper.Root.Lang) == "en-GB"


def test_it_shows_its_title(paper: pikepdf.Pdf) -> None:
    with paper.open_metadata() as about:
        assert about["dc:title"] == "Our paper"
        assert about["pdfuaid:part"] == "1"
    assert paper.Root.ViewerPreferences.DisplayDocTitle


def test_every_picture_has_words(paper: pikepdf.Pdf) -> None:
    pictures = [part for part in parts(paper) if part["/S"] == "/Figure"]

    assert [str(part["/Alt"]) for part in pictures] == ["One bar, fifty wide"]


def test_tables_have_header_cells(paper: pikepdf.Pdf) -> None:
    assert names(paper).count("/TH") == 3
    assert names(paper).count("/TD") == 6


def test_headings_never_skip_a_level(paper: pikepdf.Pdf) -> None:
    levels = [int(name[2:]) for name in names(paper) if re.fullmatch(r"/H\d", name)]

    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def fonts(opened: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    for thing in opened.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
            yield thing


def test_every_font_is_ours_and_inside(paper: pikepdf.Pdf) -> None:
    carried = list(fonts(paper))

    assert carried
    for font in carried:
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys())
        assert re.search("Atkinson|Noto", str(font["/FontName"]))


def test_the_same_paper_is_the_same_bytes() -> None:
    again = [pdf(SAMPLE, GIVEN, title="Our paper") for _ in range(2)]

    assert again[0] == again[1]
    assert not re.search(rb"CreationDate|CreateDate|ModDate", again[0])


def test_a_given_moment_is_written_in() -> None:
    made = pdf(SAMPLE, GIVEN, title="Our paper", made_at=datetime(2027, 3, 14, 9, tzinfo=UTC))

    with pikepdf.open(io.BytesIO(made)) as opened:
        assert str(opened.docinfo["/CreationDate"]).startswith("D:20270314090000")


def test_large_print_takes_more_pages() -> None:
    sizes = []
    long = {"words": "We go outside together when it gets loud. " * 40}
    for large in (False, True):
        made = pdf(SAMPLE, GIVEN | long, title="Our paper", large_print=large)
        with pikepdf.open(io.BytesIO(made)) as opened:
            sizes.append(len(opened.pages))
            assert "/StructTreeRoot" in opened.Root

    assert sizes[1] > sizes[0]


def test_a_language_read_from_the_right() -> None:
    made = pdf(SAMPLE, GIVEN | {"words": "مرحبا بكم"}, title="خطة", language="ar")

    with pikepdf.open(io.BytesIO(made)) as opened:
        assert str(opened.Root.Lang) == "ar"


def test_a_picture_without_words_is_refused() -> None:
    with pytest.raises(PdfError, match=r"sample\.typ could not be printed: .*alt"):
        pdf(SAMPLE, GIVEN | {"picture": {"svg": SVG, "alt": None}}, title="Our paper")


@pytest.mark.parametrize(
    ("template", "title", "language", "said"),
    [
        (Path("nowhere.typ"), "Paper", "en", "no template named nowhere.typ"),
        (Path(__file__), "Paper", "en", "outside the code"),
        (SAMPLE, "  ", "en", "needs a title"),
        (SAMPLE, "Paper", "English", "'English' does not name a language"),
        (SAMPLE, "Paper", "en", "dictionary does not contain key"),
    ],
)
def test_what_is_wrong_is_said(template: Path, title: str, language: str, said: str) -> None:
    with pytest.raises(PdfError, match=said):
        pdf(template, {}, title=title, language=language)


def test_dates_and_lists_of_records_may_be_given() -> None:
    given = GIVEN | {"note": date(2027, 3, 14), "rows": ((date(2027, 3, 14), 3, None),)}

    assert pdf(SAMPLE, given, title="Paper").startswith(b"%PDF-")


def test_what_cannot_be_printed_is_said() -> None:
    with pytest.raises(PdfError, match="cannot hold a value of type object"):
        pdf(SAMPLE, {"words": object()}, title="Paper")
