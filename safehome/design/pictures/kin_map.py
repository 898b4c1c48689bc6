"""People and what they are to one another, with a ring around each home."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from safehome.design.pictures.drawing import Drawn, address, el, join, picture, text
from safehome.design.pictures.kin import Home, Kin, Pair, Shape
from safehome.design.pictures.kin_lines import Spot, Wiring, draw_pair
from safehome.design.pictures.kin_places import Places
from safehome.design.pictures.lettering import shorten, width, wrap
from safehome.design.pictures.palette import FAINT, GREEN, INK, PAPER, QUIET, TINT

STEP, RADIUS = 124.0, 21.0
EDGE, RING, HEAD, BENEATH = 10.0, 14.0, 22.0, 24.0
NAME, SMALL = 14.5, 12.0


def kin_map(
    people: Sequence[Kin],
    *,
    homes: Sequence[Home],
    pairs: Sequence[Pair],
    title: str,
    key: str,
    says: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
) -> Drawn:
    """Draw kin by generation, partners joined beneath, each home ringed.

    says and rows: the same in words and as a table; who draws knows no ties' names.
    Raises KeyError when a pair names somebody who is not in the picture.
    """
    places = Places(people, homes, pairs)
    x = {key: EDGE + RING + at * STEP + _gap(places, key) for key, at in places.x.items()}
    row = {one.key: one.row for one in people}
    wiring = Wiring(pairs, x, row)
    named = {home.key: home for home in homes}
    foot = BENEATH + _second_lines(named, places)
    spots, floor, ringed = _spots(people, places, x, wiring, foot)
    rings = [
        _Ring(named[home], places, spots, ringed, foot) for home in places.columns if home in named
    ]
    parts = [ring.drawn for ring in rings]
    parts += [draw_pair(n, wiring, spots, floor) for n in range(len(pairs))]
    parts += [ring.words for ring in rings]
    parts += [_person(one, spots[one.key]) for one in people]
    right = max((at + STEP / 2 for at in x.values()), default=200.0) + RING + EDGE
    low = max(ringed.values(), default=40.0) + foot + EDGE
    return picture(
        *parts,
        kind="kin",
        key=key,
        title=title,
        says=says,
        size=(right, low),
        headings=headings,
        rows=rows,
        has_links=any(one.link for one in people),
        fixed=True,
    )


def _mark(home: Home, wide: float) -> list[str]:
    """The lines of a home's mark at its foot; none where it stands beside the home's name."""
    spare = wide - 40 - width(shorten(home.name, wide - 24, 14), 14)
    return [] if width(home.mark, SMALL) <= spare else wrap(home.mark, wide - 16, SMALL, 2)


def _wide(places: Places, home: str) -> float:
    return places.width(home) * STEP + RING * 2


def _second_lines(named: Mapping[str, Home], places: Places) -> float:
    """Room at the foot of homes for a mark of two lines, where one has it."""
    marks = [_mark(named[key], _wide(places, key)) for key in places.columns if key in named]
    return SMALL * 1.2 if any(len(lines) > 1 for lines in marks) else 0.0


def _gap(places: Places, key: str) -> float:
    """Homes stand apart, so that their rings do."""
    home = next(home for home, row in places.order if key in places.order[home, row])
    return places.columns.index(home) * (RING * 2 + 8)


def _words(one: Kin) -> tuple[list[str], str]:
    name = wrap(one.name, STEP - 12, NAME, 2) or ["–"]
    return name, shorten(one.beneath, STEP - 10, SMALL)


def _spots(
    people: Sequence[Kin], places: Places, x: Mapping[str, float], wiring: Wiring, foot: float
) -> tuple[dict[str, Spot], dict[int, float], dict[int, float]]:
    """Everybody's spot; where each row's words end; where each row with its lines ends."""
    spots: dict[str, Spot] = {}
    floor: dict[int, float] = {}
    ends: dict[int, float] = {}
    top = EDGE + RING + HEAD
    for row in sorted({one.row for one in people}):
        here = [one for one in people if one.row == row]
        for one in here:
            name, beneath = _words(one)
            words = len(name) * NAME * 1.2 + (SMALL * 1.3 if beneath else 0)
            spots[one.key] = Spot(x[one.key], top, top + RADIUS * 2 + 6 + words + 3, row)
        floor[row] = max(spots[one.key].bottom for one in here)
        ends[row] = floor[row]
        begins = any(places.rows(home)[0] == row + 1 for home in places.columns)
        top = floor[row] + wiring.room(row) + (HEAD + RING + foot if begins else 0)
    return spots, floor, ends


class _Ring:
    """A ring around a home's column, from its highest to its lowest generation."""

    def __init__(
        self, home: Home, places: Places, spots: Mapping[str, Spot], ends: Mapping[int, float],
        foot: float,
    ) -> None:  # fmt: skip
        place = places.columns.index(home.key)
        rows = places.rows(home.key)
        self.home = home
        self.left = EDGE + places.left(home.key) * STEP + place * (RING * 2 + 8)
        self.wide = _wide(places, home.key)
        self.top = min(spot.top for spot in spots.values() if spot.row == rows[0]) - HEAD - RING
        self.high = ends[rows[-1]] + foot - self.top

    @property
    def drawn(self) -> Markup:
        return el(
            "g",
            el("title", " · ".join(filter(None, (self.home.name, self.home.mark)))),
            el("rect", x=self.left, y=self.top, width=self.wide, height=self.high, rx=16,
               fill=TINT, stroke=FAINT, stroke_width=1.2),
        )  # fmt: skip

    @property
    def words(self) -> Markup:
        """Its name, over any line that passes; and its mark, whole: it may keep somebody safe.

        The mark stands at the other end, or at the foot of a home too narrow for both.
        """
        name = shorten(self.home.name, self.wide - 24, 14)
        words = _mark(self.home, self.wide)
        x, y = self.left + self.wide - 14, self.top + 20
        lines = [text(name, self.left + 14, y, 14, bold=True, halo=TINT)]
        if not words:
            lines.append(text(self.home.mark, x, y, SMALL, anchor="end", fill=INK, halo=TINT))
            return join(lines)
        x, foot = self.left + self.wide / 2, self.top + self.high - 8
        for n, line in enumerate(reversed(words)):
            at = foot - n * SMALL * 1.2
            lines.append(text(line, x, at, SMALL, anchor="middle", fill=INK, halo=TINT))
        return join(lines)


def _person(one: Kin, spot: Spot) -> Markup:
    name, beneath = _words(one)
    y = spot.top + RADIUS
    words = spot.top + RADIUS * 2 + 6
    parts = [el("title", ", ".join(filter(None, (one.name, one.inside, one.beneath))))]
    parts.append(_shape(one, spot.x, y))
    parts.append(text(one.inside, spot.x, y + 5, 14, anchor="middle", bold=True))
    for n, line in enumerate(name):
        at = words + NAME * (0.9 + 1.2 * n)
        parts.append(text(line, spot.x, at, NAME, anchor="middle", bold=True, halo=TINT))
    if beneath:
        at = words + NAME * 1.2 * len(name) + SMALL
        parts.append(text(beneath, spot.x, at, SMALL, anchor="middle", fill=QUIET, halo=TINT))
    group = el("g", *parts, class_="pic-kin" + (" pic-kin--faint" if one.faint else ""))
    return el("a", group, href=address(one.link)) if one.link else group


def _shape(one: Kin, x: float, y: float) -> Markup:
    look = {"fill": PAPER, "stroke": FAINT if one.faint else GREEN, "stroke_width": 2.4,
            "stroke_dasharray": "3 3" if one.faint else None}  # fmt: skip
    if one.shape is Shape.CIRCLE:
        return el("circle", cx=x, cy=y, r=RADIUS, **look)  # type: ignore[arg-type]
    side = RADIUS * 1.86
    if one.shape is Shape.SQUARE:
        return el("rect", x=x - side / 2, y=y - side / 2, width=side, height=side, rx=3, **look)  # type: ignore[arg-type]
    r = RADIUS
    return el("path", d=f"M{x:.1f} {y - r:.1f}L{x + r:.1f} {y:.1f}L{x:.1f} {y + r:.1f}"
              f"L{x - r:.1f} {y:.1f}Z", **look)  # type: ignore[arg-type]  # fmt: skip
