"""The press: compiles a typst template with data into a PDF/UA-1 file."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from threading import Lock

import typst

from safehome.design.pdf.letters import FONTS, printable

ROOT = Path(__file__).resolve().parents[2]
LANGUAGE = re.compile(r"([a-z]{2,3})(?:-([A-Z]{2}))?")
_one_at_a_time = Lock()


class PdfError(Exception):
    """A paper could not be made. The message says what is wrong in one sentence."""


@dataclass(frozen=True)
class Picture:
    """An SVG picture to print, with the words for those who cannot see it."""

    svg: str
    alt: str


def pdf(
    template: Path,
    data: Mapping[str, object],
    *,
    title: str,
    language: str = "en-GB",
    large_print: bool = False,
    made_at: datetime | None = None,
) -> bytes:
    """Print a paper and return the bytes of its PDF.

    The template lives in the calling room (`safehome/<room>/typst/<paper>.typ`),
    starts with `#import "/design/pdf/base.typ": *` and reads `data`. Values may be
    texts, numbers, booleans, None, dates (passed as 2027-03-14), mappings, lists,
    dataclasses and `Picture`s. Without `made_at` the file holds no time at all.

    Raises PdfError when the template is missing or broken, or when the result
    would not be accessible: a picture without words, a skipped heading level.
    """
    given = _inputs(data, title=title, language=language) | {
        "size": "large" if large_print else "usual",
        "dated": "no" if made_at is None else "yes",
    }
    place = template.resolve()
    if not place.is_file():
        raise PdfError(f"There is no template named {template.name}.")
    if not place.is_relative_to(ROOT):
        raise PdfError(f"The template {template.name} lies outside the code of safehome.")
    try:
        with _one_at_a_time:  # the compiler keeps what it learned, and serves one at a time
            made = _compiler().compile(
                input=place,
                format="pdf",
                sys_inputs=given,
                pdf_standards="ua-1",
                timestamp=made_at,
            )
    except typst.TypstError as error:
        raise PdfError(_sentence(template, error)) from error
    if not isinstance(made, bytes):
        raise PdfError(f"The template {template.name} made no paper.")
    return made


@cache
def _compiler() -> typst.Compiler:
    # The package paths point into our own folder of fonts: nothing is ever fetched.
    nowhere = FONTS / "no-packages"
    return typst.Compiler(
        root=ROOT,
        font_paths=typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]
        ),
        ignore_system_fonts=True,
        package_path=nowhere,
        package_cache_path=nowhere,
    )


def _inputs(data: Mapping[str, object], *, title: str, language: str) -> dict[str, str]:
    parts = LANGUAGE.fullmatch(language)
    if parts is None:
        raise PdfError(f"{language!r} does not name a language, as en or en-GB does.")
    if not title.strip():
        raise PdfError("A paper needs a title.")
    return {
        "data": json.dumps(_plain(data), ensure_ascii=False, allow_nan=False),
        "title": printable(" ".join(title.split())),
        "language": parts[1],
        "region": parts[2] or "",
    }


def _plain(value: object) -> object:
    """The value as JSON can hold it, with every text made printable."""
    match value:
        case None | bool() | int() | float():
            return value
        case str():
            return printable(value)
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): _plain(part) for key, part in value.items()}
        case list() | tuple():
            return [_plain(part) for part in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            return _plain(asdict(value))
    raise PdfError(f"A paper cannot hold a value of type {type(value).__name__}.")


def _sentence(template: Path, error: typst.TypstError) -> str:
    said = error.message.removeprefix("PDF/UA-1 error: ").rstrip(".")
    hint = f" ({'; '.join(error.hints)})" if error.hints else ""
    return f"The template {template.name} could not be printed: {said}{hint}."
