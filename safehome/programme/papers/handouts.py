"""A hand-out on paper, to be held, written on and kept."""

from __future__ import annotations

from pathlib import Path

from safehome.design.pdf import pdf
from safehome.design.symbols import drawing

from ..easy import EasyLine
from ..packs import Pack, Text
from ..pages import target
from ..versions import Version
from .blocks import Block, Picture, blocks, gaps, with_keepsake
from .furniture import furniture

TEMPLATES = Path(__file__).parents[1] / "templates" / "programme"


def handout_pdf(pack: Pack, version: Version) -> bytes:
    """One version of a hand-out as PDF. Neutral on the outside: it names no programme."""
    own = furniture(version.language)
    data: dict[str, object] = {
        "summary": version.summary,
        "page": list(own.page),
        "draft": own.draft if version.is_draft else "",
        "imprint": f"{pack.manifest.version} · {pack.manifest.licence}",
    }
    if version.is_easy:
        data |= {"easy_read": own.easy_read, **_easy(version.text.easy_lines)}
    else:
        found = pictures_of(pack, version.text)
        data["blocks"] = with_keepsake(blocks(version.text.markdown, picture=found))
    template = TEMPLATES / ("easy.typ" if version.is_easy else "handout.typ")
    return pdf(template, data, title=version.title, language=paper_language(version.language))


def paper_language(language: str) -> str:
    """English packs are British unless they say otherwise."""
    return "en-GB" if language == "en" else language


def pictures_of(pack: Pack, text: Text) -> Picture:
    """Finds the picture that a link in this text means, among the pack's files."""
    return lambda link: pack.files.get(target(text.path, link))


def _easy(lines: tuple[EasyLine, ...]) -> dict[str, object]:
    made: list[Block] = [
        {"heading": line.heading, "symbol": line.symbol, "parts": gaps(line.words)}
        for line in lines
    ]
    return {
        "lines": made,
        "symbols": {line.symbol: drawing(line.symbol) for line in lines if line.symbol},
    }
