"""The small shapes that pictures are made of. Each differs from the others in outline."""

from collections.abc import Mapping
from enum import StrEnum

from markupsafe import Markup

from safehome.design.pictures.drawing import el, line
from safehome.design.pictures.palette import ACCENT, FAINT, GREEN, INK, PAPER, QUIET, SERIES


class StepState(StrEnum):
    """Where one step of a row stands."""

    DONE = "done"
    NEXT = "next"
    LATER = "later"
    MOVED = "moved"
    MISSED = "missed"
    LEFT_OUT = "left out"
    MERGED = "merged"
    EXTRA = "extra"


class Presence(StrEnum):
    """Whether someone was there, or in mind, at one step."""

    FULL = "full"
    HALF = "half"
    EMPTY = "empty"
    NOT_YET = "not yet"


class MarkKind(StrEnum):
    """A mark on a time axis: a sheet of paper, a flag, or a plain point."""

    SHEET = "sheet"
    FLAG = "flag"
    POINT = "point"


STEP_WORDS: Mapping[StepState, str] = {state: state.value.capitalize() for state in StepState}
PRESENCE_WORDS: Mapping[Presence, str] = {
    Presence.FULL: "Yes",
    Presence.HALF: "Partly",
    Presence.EMPTY: "No",
    Presence.NOT_YET: "Not yet",
}
DASHES = (None, "10 5", "2 5")


def step_mark(state: StepState, x: float, y: float, r: float) -> Markup:
    """The shape of a step, centred on (x, y), within a circle of radius r."""
    return el("g", *_step_shapes(state, x, y, r), class_=f"pic-step pic-step--{slug(state)}")


def _step_shapes(  # noqa: PLR0911 -- one return for each shape
    state: StepState, x: float, y: float, r: float
) -> list[Markup]:
    thin, thick = max(1.0, r * 0.16), max(1.4, r * 0.26)
    match state:
        case StepState.DONE:
            disc = el("circle", cx=x, cy=y, r=r, fill=GREEN)
            return [disc, _path(_tick(x, y, r), PAPER, thick)] if r > 5 else [disc]
        case StepState.NEXT:
            ring = el(
                "circle", cx=x, cy=y, r=r - thick / 2, fill=PAPER, stroke=ACCENT, stroke_width=thick
            )
            return [ring, el("circle", cx=x, cy=y, r=r * 0.42, fill=ACCENT)]
        case StepState.LATER:
            return [
                el("circle", cx=x, cy=y, r=r * 0.72, fill=PAPER, stroke=FAINT, stroke_width=thin)
            ]
        case StepState.MOVED:
            points = f"M{x - r * 0.7:.2f} {y - r * 0.85:.2f}L{x + r * 0.9:.2f} {y:.2f}L"
            points += f"{x - r * 0.7:.2f} {y + r * 0.85:.2f}Z"
            return [_path(points, QUIET, thin * 1.4, fill=PAPER)]
        case StepState.MISSED:
            a = r * 0.7
            cross = f"M{x - a:.2f} {y - a:.2f}L{x + a:.2f} {y + a:.2f}"
            cross += f"M{x - a:.2f} {y + a:.2f}L{x + a:.2f} {y - a:.2f}"
            return [_halo(x, y, r), _path(cross, ACCENT, thick)]
        case StepState.LEFT_OUT:
            return [
                _halo(x, y, r),
                line(x - r * 0.75, y, x + r * 0.75, y, stroke=QUIET, width=thick),
            ]
        case StepState.MERGED:
            return [
                el("circle", cx=x - r * 0.35, cy=y, r=r * 0.62, fill=GREEN),
                el(
                    "circle",
                    cx=x + r * 0.4,
                    cy=y,
                    r=r * 0.56,
                    fill=PAPER,
                    stroke=GREEN,
                    stroke_width=thin * 1.3,
                ),
            ]
        case StepState.EXTRA:
            arms = f"M{x - r * 0.85:.2f} {y:.2f}H{x + r * 0.85:.2f}"
            arms += f"M{x:.2f} {y - r * 0.85:.2f}V{y + r * 0.85:.2f}"
            return [_halo(x, y, r), _path(arms, GREEN, thick * 1.3)]


def presence_mark(presence: Presence, x: float, y: float, r: float) -> Markup:
    """A full, half-full or empty circle, or a dot where nothing was due yet."""
    ring = el(
        "circle", cx=x, cy=y, r=r - 1, fill=PAPER, stroke=INK, stroke_width=max(1.2, r * 0.18)
    )
    match presence:
        case Presence.FULL:
            shapes = [el("circle", cx=x, cy=y, r=r, fill=GREEN)]
        case Presence.HALF:
            half = (
                f"M{x:.2f} {y - r + 1:.2f}A{r - 1:.2f} {r - 1:.2f} 0 0 0 {x:.2f} {y + r - 1:.2f}Z"
            )
            shapes = [ring, el("path", d=half, fill=GREEN)]
        case Presence.EMPTY:
            shapes = [ring]
        case Presence.NOT_YET:
            shapes = [el("circle", cx=x, cy=y, r=max(1.2, r * 0.22), fill=FAINT)]
    return el("g", *shapes, class_=f"pic-presence pic-presence--{slug(presence)}")


def axis_mark(kind: MarkKind, x: float, y: float, r: float) -> Markup:
    """A sheet with a folded corner, a flag on its pole, or a diamond."""
    match kind:
        case MarkKind.SHEET:
            page = f"M{x - r * 0.75:.2f} {y - r:.2f}h{r:.2f}l{r * 0.5:.2f} {r * 0.5:.2f}"
            page += f"v{r * 1.5:.2f}h{-r * 1.5:.2f}Z"
            fold = f"M{x + r * 0.25:.2f} {y - r:.2f}v{r * 0.5:.2f}h{r * 0.5:.2f}"
            shapes = [_path(page, GREEN, 1.5, fill=PAPER), _path(fold, GREEN, 1.5)]
        case MarkKind.FLAG:
            cloth = f"M{x - r * 0.6:.2f} {y + r:.2f}V{y - r:.2f}L{x + r:.2f} {y - r * 0.35:.2f}"
            cloth += f"L{x - r * 0.6:.2f} {y + r * 0.25:.2f}"
            shapes = [_path(cloth, ACCENT, 1.8, fill=ACCENT)]
        case MarkKind.POINT:
            shapes = [_path(_diamond(x, y, r * 0.8), INK, 1.5, fill=PAPER)]
    return el("g", *shapes, class_=f"pic-mark pic-mark--{slug(kind)}")


def series_dot(number: int, x: float, y: float, r: float) -> Markup:
    """The dot of the first, second or third line: circle, square, diamond."""
    colour = SERIES[number]
    match number:
        case 0:
            return el("circle", cx=x, cy=y, r=r, fill=colour)
        case 1:
            a = r * 0.9
            return el("rect", x=x - a, y=y - a, width=a * 2, height=a * 2, fill=colour)
        case _:
            return el("path", d=_diamond(x, y, r * 1.25), fill=colour)


def slug(value: str) -> str:
    return value.replace(" ", "-")


def _diamond(x: float, y: float, r: float) -> str:
    return f"M{x:.2f} {y - r:.2f}L{x + r:.2f} {y:.2f}L{x:.2f} {y + r:.2f}L{x - r:.2f} {y:.2f}Z"


def _tick(x: float, y: float, r: float) -> str:
    return (
        f"M{x - r * 0.42:.2f} {y + r * 0.02:.2f}L{x - r * 0.1:.2f} {y + r * 0.36:.2f}"
        f"L{x + r * 0.46:.2f} {y - r * 0.34:.2f}"
    )


def _halo(x: float, y: float, r: float) -> Markup:
    """Paper under an open shape, so that the line it stands on does not run through it."""
    return el("circle", cx=x, cy=y, r=r, fill=PAPER)


def _path(d: str, stroke: str, width: float, *, fill: str = "none") -> Markup:
    return el(
        "path",
        d=d,
        fill=fill,
        stroke=stroke,
        stroke_width=width,
        stroke_linecap="round",
        stroke_linejoin="round",
    )
