"""A code to be scanned with a telephone's camera."""

from markupsafe import Markup
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M

from safehome.design.pictures.drawing import el

QUIET_ZONE = 4  # light squares all around, as the standard wants
WIDE = 300


def qr(words: str, *, says: str) -> Markup:
    """The words as a code. says: what it is, for those who cannot see it; never the words."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(words)
    rows = code.get_matrix()
    size = len(rows)
    dark = "".join(
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, is_dark in enumerate(row)
        if is_dark
    )
    return el(
        "svg",
        el("title", says), el("rect", width=size, height=size, fill="#fff"),
        el("path", d=dark, fill="#000"),
        xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {size} {size}", width=WIDE,
        height=WIDE, role="img", shape_rendering="crispEdges",
    )  # fmt: skip
