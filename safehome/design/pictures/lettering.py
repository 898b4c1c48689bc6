"""How much room words take, so that labels can be set without touching each other."""

import unicodedata
from dataclasses import dataclass

# Advance widths of Atkinson Hyperlegible Next, space to tilde, in thousandths of the size.
# fmt: off
WIDTHS = (
    280, 286, 301, 651, 592, 919, 731, 160, 299, 299, 485, 606, 210, 362, 210, 387, 648, 407, 548,
    576, 614, 588, 598, 510, 615, 595, 210, 210, 553, 628, 553, 480, 778, 626, 613, 645, 669, 569,
    552, 694, 694, 392, 512, 631, 541, 824, 693, 714, 592, 724, 614, 592, 558, 690, 593, 856, 623,
    575, 607, 317, 387, 344, 552, 372, 243, 525, 566, 485, 564, 538, 314, 558, 550, 252, 245, 492,
    262, 845, 550, 548, 566, 574, 349, 471, 326, 540, 461, 684, 481, 449, 460, 344, 237, 344, 555,
)
# fmt: on
SPARE = 1.08  # bold letters and other fonts run a little wider
ASCENT, DESCENT = 0.76, 0.24


@dataclass(frozen=True)
class Box:
    """A rectangle in picture units; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box", gap: float = 0) -> bool:
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )


def clean(words: str) -> str:
    """One line of text that XML can hold: no control characters, no stray line breaks."""
    if words.isascii() and words.isprintable() and "  " not in words and words == words.strip():
        return words  # most are: nothing to do
    return " ".join(
        "".join(
            " " if letter.isspace() else letter
            for letter in words
            if letter.isspace()
            or (unicodedata.category(letter) not in {"Cc", "Cs", "Cn", "Co"} and letter != "\ufeff")
        ).split()
    )


def width(words: str, size: float) -> float:
    """About how wide a text is at this size, erring on the wide side.

    >>> 20 < width("Hello", 10) < 28
    True
    """
    return sum(_advance(letter) for letter in words) * size * SPARE / 1000


def _advance(letter: str) -> int:
    point = ord(letter)
    if 32 <= point < 127:
        return WIDTHS[point - 32]
    if unicodedata.combining(letter):
        return 0
    base = ord(unicodedata.normalize("NFD", letter)[0])
    if 32 <= base < 127:
        return WIDTHS[base - 32]
    if point >= 0x2E80 or unicodedata.east_asian_width(letter) in "WF":
        return 1250  # emoji and ideographs
    return 720


def box(words: str, x: float, y: float, size: float, anchor: str = "start") -> Box:
    """Where a line of text lies when its baseline starts, centres or ends at (x, y)."""
    wide = width(words, size)
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
    return Box(left, y - size * ASCENT, left + wide, y + size * DESCENT)


def shorten(words: str, room: float, size: float) -> str:
    """The text, cut with … if it is wider than the room.

    >>> shorten("A long way home", 40, 10)
    'A long…'
    """
    words = clean(words)
    if width(words, size) <= room:
        return words
    while words and width(words + "…", size) > room:
        words = words[:-1]
    return words.rstrip() + "…" if words else ""


def wrap(words: str, room: float, size: float, most: int) -> list[str]:
    """The text in lines no wider than the room, at most so many; the last may end in …

    >>> wrap("one two three", 45, 10, 2)
    ['one two', 'three']
    """
    lines: list[str] = []
    for word in clean(words).split(" "):
        if lines and width(f"{lines[-1]} {word}", size) <= room:
            lines[-1] += f" {word}"
        elif word:
            lines.append(word)
    kept = lines[:most]
    if len(lines) > most:
        kept[-1] = shorten(" ".join(lines[most - 1 :]), room, size)
    return [shorten(line, room, size) for line in kept]
