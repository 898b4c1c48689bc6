"""What people write is printed as they wrote it. It never runs, and never stops the press."""

import io
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safehome.design.pdf import letters_we_cannot_print, pdf
from safehome.design.pdf.sample import GIVEN, SAMPLE

HOSTILE = [
    '#import "/config/settings.py": SECRET',
    '#read("/design/pdf/base.typ")',
    "#sys.inputs #panic(1) #(while true {})",
    "= Not a heading",
    "*not bold* _not slanted_ `not code` $not sums$",
    '"]; #let data = none // \\ \\u{41}',
    "</svg><script>alert(1)</script>",
    "@everyone <label> ~ -- ---",
    "Family 👨‍👩‍👧 ❤️ 😀 ✓ ☐ ★",
    "שלום עולם and مرحبا بكم together",
    "Привет, Γειά σου, ਸਤ ਸ੍ਰੀ ਅਕਾਲ, নমস্কার, नमस्ते",
    "Cannot draw 漢字 \ue000 \U000e0001 \x00\x07\x1b",
    "Llanfair" * 60,
    "",
]


def text_of(made: bytes) -> str:
    """The words a reader would hear."""
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    done = subprocess.run([tool, "-", "-"], input=made, capture_output=True, check=True)
    return done.stdout.decode().replace("\u200b", "")


@pytest.mark.parametrize("words", HOSTILE)
def test_it_prints_everywhere(words: str) -> None:
    everywhere = GIVEN | {
        "words": words,
        "saying": words,
        "first": words or "x",
        "note": words,
        "items": [words, words],
        "rows": [[words, words, words]],
        "facts": [[words, words]],
        "by": words,
    }
    made = pdf(SAMPLE, everywhere, title=words or "x", language="en")

    with pikepdf.open(io.BytesIO(made)) as opened:
        assert "/StructTreeRoot" in opened.Root


@pytest.mark.parametrize("words", HOSTILE[:8])
def test_it_stands_as_written(words: str) -> None:
    said = text_of(pdf(SAMPLE, GIVEN | {"words": words}, title="Paper"))

    assert "".join(words.split()) in "".join(said.split())


def test_a_very_long_word_stays_on_the_page() -> None:
    said = text_of(pdf(SAMPLE, GIVEN | {"words": "Llanfair" * 60}, title="Paper"))

    assert "Llanfair" * 60 in "".join(said.split())
    assert max(len(line) for line in said.splitlines()) < 140


def test_every_word_lies_on_the_paper() -> None:
    """Nothing runs over the edge, in any part, usual or large."""
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    for large in (False, True):
        made = pdf(SAMPLE, GIVEN, title="Our paper", large_print=large)
        done = subprocess.run(
            [tool, "-bbox", "-", "-"], input=made, capture_output=True, check=True
        )
        rights = [float(x) for x in re.findall(r'xMax="([\d.]+)"', done.stdout.decode())]
        assert rights
        assert max(rights) <= 595.3 - 50


def test_unknown_letters_become_a_box_and_can_be_asked_for() -> None:
    assert letters_we_cannot_print({"a": ["Ann 漢", {"b": "ŵ 字"}]}) == {"漢", "字"}
    assert "Ann □ went" in text_of(pdf(SAMPLE, GIVEN | {"words": "Ann 漢 went"}, title="Paper"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(words=st.text(max_size=60), more=st.text(max_size=40))
def test_any_text_at_all(words: str, more: str) -> None:
    said = GIVEN | {"words": words, "saying": more, "items": [more], "rows": [[words, more, ""]]}

    assert pdf(SAMPLE, said, title=f"Paper {more}").startswith(b"%PDF-")


def test_a_thread_may_print_beside_another() -> None:
    def one(number: int) -> bytes:
        return pdf(SAMPLE, GIVEN | {"words": f"Paper number {number % 3}"}, title="Paper")

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(one, range(24)))

    assert len(set(made)) == 3
