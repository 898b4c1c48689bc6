"""The colours of every picture. Text colours reach contrast AA on paper and on tint.

A picture never leans on colour: shape, dash and words say the same.
"""

PAPER = "#ffffff"
INK = "#1f2a2a"
QUIET = "#55605e"  # dates, scale words, captions
GREEN = "#1d4f40"  # identity: what is done, the first line
ACCENT = "#a4501f"  # what comes next, the second line
PLUM = "#66447a"  # the third line
LINE = "#c9cfcb"  # rules and axes that carry no meaning of their own
FAINT = "#7a8582"  # outlines that must still be seen: 3:1 on paper
TINT = "#f3ece0"  # bands and soft fills

SERIES = (GREEN, ACCENT, PLUM)


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, from 0 (black) to 1 (white), as WCAG defines it."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, from 1 to 21.

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
