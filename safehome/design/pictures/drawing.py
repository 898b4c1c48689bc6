"""The pen: SVG elements as safe markup, and the picture they add up to.

Every text and attribute goes through `el`, which escapes it. Nothing here writes a
`style` attribute, because the pages' content security policy forbids inline styles.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from safehome.design.pictures.lettering import clean
from safehome.design.pictures.palette import INK

SMALL, LARGE = 480, 700
FONT = "Atkinson Hyperlegible Next, Noto Sans, Arial, sans-serif"


@dataclass(frozen=True)
class Drawn:
    """A finished picture, and the same figures for a table under it.

    In a page, `{{ drawn }}` writes the SVG. In a paper, pass the whole of it as data
    and show it with `picture(data.drawn)`: `svg` and `alt` are all it needs.
    """

    svg: Markup
    alt: str
    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __html__(self) -> Markup:
        return self.svg


def el(name: str, *inside: str, **attributes: str | float | None) -> Markup:
    """One element. Underscores in attribute names become hyphens; None leaves one out.

    >>> el("text", "<b>", x=1.50, font_size=12, class_="a&b")
    Markup('<text x="1.5" font-size="12" class="a&amp;b">&lt;b&gt;</text>')
    """
    # Joined as plain text, each part escaped here: Markup's own formatting is ten times slower,
    # and a page may hold thousands of elements.
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_value(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if not inside:
        return Markup(f"<{name}{written}/>")  # noqa: S704
    return Markup(f"<{name}{written}>{join(inside)}</{name}>")  # noqa: S704


def join(parts: Iterable[str]) -> Markup:
    return Markup(  # noqa: S704 - whatever is not markup yet is escaped
        "".join(part if isinstance(part, Markup) else escape(clean(part)) for part in parts)
    )


def _value(value: str | float) -> str:
    if isinstance(value, str):
        return clean(value)
    return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"


def text(
    words: str,
    x: float,
    y: float,
    size: float,
    *,
    anchor: str = "start",
    fill: str = INK,
    bold: bool = False,
    halo: str | None = None,
) -> Markup:
    """One line of text, with its baseline at y; a halo keeps it readable across a line."""
    if not clean(words):
        return Markup("")
    return el(
        "text",
        words,
        x=x,
        y=y,
        font_size=size,
        text_anchor=None if anchor == "start" else anchor,
        fill=fill,
        font_weight="bold" if bold else None,
        stroke=halo,
        stroke_width=3 if halo else None,
        paint_order="stroke" if halo else None,
    )


def line(
    x1: float,
    y1: float,
    x2: float,
    y2: float,
    *,
    stroke: str,
    width: float = 1,
    dash: str | None = None,
) -> Markup:
    return el(
        "line",
        x1=x1,
        y1=y1,
        x2=x2,
        y2=y2,
        stroke=stroke,
        stroke_width=width,
        stroke_dasharray=dash,
    )


def picture(
    *inside: str,
    kind: str,
    key: str,
    title: str,
    says: str,
    size: tuple[float, float],
    headings: Iterable[str],
    rows: Iterable[Iterable[str]],
    has_links: bool = False,
    fixed: bool = False,
) -> Drawn:
    """Wrap drawn parts into one accessible picture.

    `key` tells this picture from the others on the page; an id of what it shows will do.
    A picture that holds links is a group, because a reader could not reach into an image.
    `fixed` keeps its natural size, for a picture that stands in a table row.
    """
    wide, high = size
    name = "pic-" + re.sub(r"[^A-Za-z0-9_-]", "-", key)
    title, says = clean(title), clean(says)
    svg = el(
        "svg",
        el("title", title or " ", id=f"{name}-title"),
        el("desc", says or " ", id=f"{name}-desc"),
        *inside,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_value(wide)} {_value(high)}",
        width=wide if fixed else "100%",
        height=high if fixed else None,
        class_=f"pic pic-{kind}",
        data_breadth=_breadth(wide),
        role="group" if has_links else "img",
        aria_labelledby=f"{name}-title {name}-desc",
        font_family=FONT,
        focusable="false",
    )
    return Drawn(
        svg=svg,
        alt=f"{title}. {says}".strip() if says else title,
        caption=title,
        headings=tuple(clean(heading) for heading in headings),
        rows=tuple(tuple(clean(cell) for cell in row) for row in rows),
    )


def _breadth(wide: float) -> str | None:
    """How a phone shows it: small ones shrink a little, large ones scroll at a size to read."""
    if wide <= SMALL:
        return "small"
    return "large" if wide >= LARGE else None


def address(link: str) -> str:
    """A link within this service. Anything that could leave it or run is refused."""
    if re.fullmatch(r"(/(?![/\\])|[#?])[^\s\\]*", link):
        return link
    raise ValueError(f"A picture may only link within the service, not to {link!r}.")


def figure(value: float) -> str:
    """A number as people write it.

    >>> figure(7.0), figure(6.25)
    ('7', '6.3')
    """
    whole = int(value * 10 + 0.5) / 10
    return f"{whole:.0f}" if whole == int(whole) else f"{whole:.1f}"
