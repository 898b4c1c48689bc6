"""HTML brought into one form, so that only what a browser would notice can differ."""

from __future__ import annotations

from lxml import html as parser
from lxml.html import HtmlElement


def normal(html: str) -> str:
    """One line for each element and each text: attributes in order, spaces made one."""
    return "\n".join(_lines(parser.fragment_fromstring(html, create_parent="root"), 0)[1:])


def _lines(element: HtmlElement, depth: int) -> list[str]:
    pad = "  " * depth
    lines = [f"{pad}<{element.tag}{_attributes(element)}>"]
    lines += _text(element.text, depth + 1)
    for child in element:
        lines += _lines(child, depth + 1) if isinstance(child.tag, str) else []
        lines += _text(child.tail, depth + 1)
    return lines


def _attributes(element: HtmlElement) -> str:
    found = sorted(element.attrib.items())
    pairs = [(k, " ".join(sorted(v.split())) if k == "class" else v) for k, v in found]
    return "".join(f' {key}="{value}"' for key, value in pairs)


def _text(text: str | None, depth: int) -> list[str]:
    words = " ".join((text or "").split())
    return ["  " * depth + words] if words else []
