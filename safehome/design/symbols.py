"""Line drawings for everyday words, our own, beside the lines of an easy-read page.

A drawing helps to find the place and says nothing that the words do not say, so
it is hidden from those who listen. Where there is none, an empty box keeps the
place: somebody can stick in the symbol that this reader knows.
"""

from __future__ import annotations

from functools import cache

COLOUR = "#1b4d3e"
GROUND = "#e8f0eb"
SIZE = 48  # each drawing stands on a square of this side

_DOT = '<circle cx="{}" cy="{}" r="1.8" fill="#1b4d3e" stroke="none"/>'
_FACE = '<circle cx="24" cy="24" r="17"/>' + _DOT.format(18, 20) + _DOT.format(30, 20)


def _path(d: str) -> str:
    return f'<path d="{d}"/>'


def _light(place: int) -> str:
    lamps = "".join(
        f'<circle cx="24" cy="{y}" r="4.5" fill="{COLOUR if at == place else "none"}"/>'
        for at, y in enumerate((12, 24, 36))
    )
    return f'<rect x="14" y="4" width="20" height="40" rx="6"/>{lamps}'


DRAWN: dict[str, str] = {
    "talk": _path("M8 9h32v22H23l-9 9v-9H8z") + _path("M15 17h18M15 23h11"),
    "phone": _path("M17 5h14a3 3 0 0 1 3 3v32a3 3 0 0 1-3 3H17a3 3 0 0 1-3-3V8a3 3 0 0 1 3-3z")
    + _path("M21 37h6"),
    "heart": _path("M24 41C10 31 6 24 6 17a9 9 0 0 1 18-3 9 9 0 0 1 18 3c0 7-4 14-18 24z"),
    "help": '<circle cx="24" cy="24" r="18"/><circle cx="24" cy="24" r="7.5"/>'
    + _path("M11 11l8 8M29 29l8 8M37 11l-8 8M19 29l-8 8"),
    "child": '<circle cx="24" cy="13" r="7"/>' + _path("M24 20v13M13 25h22M24 33l-7 10M24 33l7 10"),
    "question": '<circle cx="24" cy="24" r="18"/>'
    + _path("M18 19a6 6 0 1 1 9 5c-2 1.5-3 2.5-3 5")
    + _DOT.format(24, 34.5),
    "pen": _path("M8 40l3-11L32 8l8 8-21 21z") + _path("M27 13l8 8"),
    "stop": _path("M17 6h14l11 11v14L31 42H17L6 31V17z") + _path("M16 24h16"),
    "person": '<circle cx="24" cy="14" r="8"/>' + _path("M8 42c0-10 7-15 16-15s16 5 16 15"),
    "people": '<circle cx="16" cy="16" r="6.5"/><circle cx="33" cy="18" r="5.5"/>'
    + _path("M4 41c0-9 5-14 12-14s12 5 12 14M32 29c7 0 12 4 12 12"),
    "family": '<circle cx="13" cy="13" r="6"/><circle cx="35" cy="13" r="6"/>'
    '<circle cx="24" cy="27" r="4.5"/>'
    + _path("M4 42c0-12 3-18 9-18 3 0 5 1 6 3M44 42c0-12-3-18-9-18-3 0-5 1-6 3")
    + _path("M15 42c0-6 4-9 9-9s9 3 9 9"),
    "calm": _path("M6 16c6-6 12 6 18 0s12-6 18 0M6 26c6-6 12 6 18 0s12-6 18 0")
    + _path("M6 36c6-6 12 6 18 0s12-6 18 0"),
    "ear": _path("M14 21a10 10 0 1 1 19 5c-2 4-5 4-5 9a5.5 5.5 0 0 1-10 3")
    + _path("M19 21a5 5 0 0 1 10 1c0 3-4 3-4 7"),
    "clock": '<circle cx="24" cy="24" r="18"/>' + _path("M24 13v11l7 5"),
    "safe": _path("M24 5l16 5v12c0 10-6 17-16 21C14 39 8 32 8 22V10z") + _path("M16 23l6 6 10-11"),
    "home": _path("M5 23L24 7l19 16") + _path("M11 19v22h26V19M20 41V29h8v12"),
    "star": _path(
        "M24 6l5.6 11.5 12.6 1.8-9.1 8.9 2.2 12.6L24 34.8l-11.3 6 2.2-12.6-9.1-8.9"
        " 12.6-1.8z"
    ),
    "quiet": _FACE + _path("M18 31h12"),
    "happy": _FACE + _path("M16 28c4 6 12 6 16 0"),
    "sad": _FACE + _path("M17 33c3-5 11-5 14 0"),
    "angry": _FACE + _path("M17 33c3-4 11-4 14 0M14 15l6 3M34 15l-6 3"),
    "scared": _FACE + '<ellipse cx="24" cy="32" rx="4" ry="4.5"/>',
    "paper": _path("M11 5h18l9 9v29H11z") + _path("M29 5v9h9M17 22h15M17 29h15M17 36h9"),
    "plan": _path("M10 9h28v34H10z") + _path("M18 5h12v8H18z")
    + _path("M15 22l3 3 5-6M15 33l3 3 5-6M28 23h5M28 34h5"),
    "eye": _path("M4 24c6-10 13-14 20-14s14 4 20 14c-6 10-13 14-20 14S10 34 4 24z")
    + '<circle cx="24" cy="24" r="6"/>',
    "tick": _path("M8 26l11 11L40 11"),
    "cross": _path("M11 11l26 26M37 11L11 37"),
    "no": '<circle cx="24" cy="24" r="18"/>' + _path("M11.5 11.5l25 25"),
    "sun": '<circle cx="24" cy="24" r="8"/>'
    + _path("M24 5v6M24 37v6M5 24h6M37 24h6M10.5 10.5l4 4M33.5 33.5l4 4M37.5 10.5l-4 4")
    + _path("M14.5 33.5l-4 4"),
    "moon": _path("M38 29A17 17 0 1 1 20 8a14 14 0 0 0 18 21z"),
    "ball": '<circle cx="24" cy="24" r="18"/>'
    + _path("M6 24h36M24 6c9 9 9 27 0 36M24 6c-9 9-9 27 0 36"),
    "cloud": _path("M14 36h20a8 8 0 0 0 1-16 11 11 0 0 0-21-2 9 9 0 0 0 0 18z"),
    "rain": _path("M14 29h20a7 7 0 0 0 1-14 11 11 0 0 0-21-2 8 8 0 0 0 0 16z")
    + _path("M16 35l-2 6M25 35l-2 6M34 35l-2 6"),
    "think": _path("M15 30h17a7 7 0 0 0 1-14 10 10 0 0 0-19-2 8 8 0 0 0 1 16z")
    + '<circle cx="13" cy="36" r="2.5"/><circle cx="8" cy="42" r="1.5"/>',
    "door": _path("M13 42V6h22v36M6 42h36") + _DOT.format(29.5, 25),
    "exit": _path("M26 8H9v34h17M20 25h22M34 17l8 8-8 8"),
    "walk": '<circle cx="27" cy="8" r="4.5"/>'
    + _path("M25 16l-3 11 7 6 2 10M22 27l-6 15M15 22l10-6 5 6 6 2"),
    "calendar": _path("M7 10h34v32H7z")
    + _path("M7 19h34M16 5v9M32 5v9M15 27h4M24 27h4M33 27h1M15 34h4M24 34h4"),
    "school": _path("M3 19l21-10 21 10-21 10z") + _path("M12 24v11c6 5 18 5 24 0V24M44 20v11"),
    "lock": _path("M10 21h28v21H10z") + _path("M15 21v-6a9 9 0 0 1 18 0v6M24 29v6"),
    "hand": _path(
        "M15 27V13a3 3 0 0 1 6 0v10V8a3 3 0 0 1 6 0v15V11a3 3 0 0 1 6 0v14-7a3 3 0 0 1 6 0v12"
        "c0 8-5 13-12 13-6 0-9-3-12-8l-6-9c-1-3 2-5 4-3z"
    ),
    "doctor": _path("M18 7h12v11h11v12H30v11H18V30H7V18h11z"),
    "picture": _path("M6 9h36v30H6z") + _path("M6 33l11-11 9 9 6-5 10 9")
    + '<circle cx="33" cy="17" r="3"/>',
    "letter": _path("M5 11h38v27H5z") + _path("M5 12l19 15 19-15"),
    "cup": _path("M9 17h25v12a11 11 0 0 1-11 11h-3A11 11 0 0 1 9 29z")
    + _path("M34 21h3a5 5 0 0 1 0 10h-4M17 5v6M26 5v6"),
    "food": _path("M6 27h36a18 15 0 0 1-36 0z") + _path("M16 8v11M24 5v14M32 8v11"),
    "box": _path("M6 16l18-9 18 9v17l-18 9-18-9z") + _path("M6 16l18 9 18-9M24 25v17"),
    "bag": _path("M9 17h30l3 25H6z") + _path("M17 21v-7a7 7 0 0 1 14 0v7"),
    "bed": _path("M4 12v28M4 33h40v7M44 33v-5a5 5 0 0 0-5-5H18v10M4 33v-4h14")
    + '<circle cx="11" cy="23" r="4"/>',
    "pause": _path("M16 9v30M32 9v30"),
    "two-talk": _path("M4 8h26v16H17l-7 7v-7H4z") + _path("M30 17h14v16h-5v7l-7-7H20v-4"),
    "danger": _path("M24 6l20 36H4z") + _path("M24 18v12") + _DOT.format(24, 36),
    "change": _path("M40 20A17 17 0 0 0 9 16M8 28a17 17 0 0 0 31 4")
    + _path("M9 7v9h9M39 41v-9h-9"),
    "water": _path("M24 5c9 12 13 18 13 24a13 13 0 0 1-26 0c0-6 4-12 13-24z"),
    "tree": _path("M24 43V25M24 33l7-6M24 31l-6-5")
    + _path("M24 5a11 11 0 0 1 11 10 8 8 0 0 1-3 15H16a8 8 0 0 1-3-15A11 11 0 0 1 24 5z"),
    "leaf": _path("M9 39C7 19 19 8 40 8c1 20-8 32-26 30") + _path("M7 43c5-13 12-20 22-25"),
    "music": '<circle cx="13" cy="37" r="5.5"/><circle cx="35" cy="33" r="5.5"/>'
    + _path("M18.5 37V11l22-4v26"),
    "road": _path("M18 43L22 5M30 43L26 5") + _path("M24 13v5M24 25v6M24 37v5"),
    "step": _path("M5 41h10V31h10V21h10V11h8"),
    "police": _path("M24 5l16 5v12c0 10-6 17-16 21C14 39 8 32 8 22V10z")
    + _path("M24 14l2.7 5.6 6.1.8-4.5 4.2 1.1 6.1-5.4-3-5.4 3 1.1-6.1-4.5-4.2 6.1-.8z"),
    "law": _path("M24 6v36M14 42h20M8 13h32M8 13L3 27h10zM40 13l-5 14h10z"),
    "puzzle": _path("M7 14h11a4.5 4.5 0 1 1 9 0h11v11a4.5 4.5 0 1 1 0 9v8H7z"),
    "light": _path("M18 33c0-5-6-8-6-15a12 12 0 0 1 24 0c0 7-6 10-6 15z")
    + _path("M18 38h12M20 43h8"),
    "screen": _path("M5 9h38v25H5z") + _path("M17 42h14M24 34v8"),
    "headphones": _path("M7 33V25a17 17 0 0 1 34 0v8") + _path("M7 28h7v13H7zM34 28h7v13h-7z"),
    "clothes": _path("M17 6L5 14l5 8 4-2v22h20V20l4 2 5-8-12-8a7 7 0 0 1-14 0z"),
    "chair": _path("M14 5v38M14 26h21v17M14 5h4v21"),
    "blocks": _path("M5 26h17v17H5zM26 26h17v17H26zM15 6h18v17H15z"),
    "book": _path("M24 12C19 8 12 7 5 8v31c7-1 14 0 19 4 5-4 12-5 19-4V8c-7-1-14 0-19 4z")
    + _path("M24 12v31"),
    "camera": _path("M5 14h10l4-6h10l4 6h10v26H5z") + '<circle cx="24" cy="26" r="8"/>',
    "thumb": _path("M16 21l8-15a5 5 0 0 1 5 6l-1 7h11a4 4 0 0 1 4 5l-3 14a5 5 0 0 1-5 4H16z")
    + _path("M5 21h11v21H5z"),
    "hug": '<circle cx="17" cy="12" r="6"/><circle cx="31" cy="12" r="6"/>'
    + _path("M7 42V31c0-7 4-10 10-10h14c6 0 10 3 10 10v11M13 31h22M24 31v11"),
    "pet": '<ellipse cx="24" cy="32" rx="9" ry="8"/><circle cx="10" cy="23" r="3.5"/>'
    '<circle cx="19" cy="13" r="3.5"/><circle cx="30" cy="13" r="3.5"/>'
    '<circle cx="39" cy="23" r="3.5"/>',
    "red": _light(0),
    "amber": _light(1),
    "green": _light(2),
}  # fmt: skip

SAME: dict[str, str] = {
    "write": "pen", "draw": "pen", "note": "pen", "sign": "pen",
    "rule": "paper", "rules": "paper", "notes": "paper", "card": "paper", "test": "paper",
    "history": "paper", "complaint": "paper", "word": "talk", "story": "book", "read": "book",
    "message": "letter", "adult": "person", "you": "person", "name": "person", "worker": "person",
    "supervisor": "person", "therapist": "person", "body": "person", "age": "person",
    "one": "person", "friend": "people", "friends": "people", "partner": "people",
    "two": "people", "children": "people", "helper": "help", "love": "heart", "courage": "heart",
    "play": "ball", "fun": "ball", "laugh": "happy", "welcome": "hand", "hands": "hand",
    "goodbye": "hand", "and": "people", "worry": "cloud", "cold": "cloud", "pressure": "cloud",
    "feelings": "happy", "tired": "bed", "rest": "bed", "night": "moon", "secret": "lock",
    "hide": "lock", "look": "eye", "today": "sun", "tomorrow": "sun", "later": "clock",
    "slow": "clock", "fast": "clock", "breath": "calm", "breathe": "calm",
    "bath": "water", "bathroom": "water", "milk": "cup", "interpreter": "two-talk",
    "speech": "two-talk", "agree": "thumb", "choose": "thumb", "choice": "thumb",
    "branch": "leaf", "roots": "tree", "grow": "tree", "outside": "walk", "first": "step",
    "memory": "think", "court": "law", "truth": "law", "television": "screen",
    "knock": "door", "pocket": "clothes", "prayer": "hand", "curtain": "moon",
    "hurt": "sad", "sorry": "sad",
}  # fmt: skip


@cache
def drawing(word: str) -> str:
    """The drawing for a word as SVG on its soft ground; an empty box where there is none."""
    known = DRAWN.get(SAME.get(word, word))
    edge = "" if known else f' stroke="{COLOUR}" stroke-width="1" stroke-dasharray="3 3"'
    lines = (
        f'<g transform="translate(8 8)" fill="none" stroke="{COLOUR}" stroke-width="2.4"'
        f' stroke-linecap="round" stroke-linejoin="round">{known}</g>'
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64"'
        ' aria-hidden="true" focusable="false">'
        f'<rect x="1" y="1" width="62" height="62" rx="10" fill="{GROUND}"{edge}/>'
        f"{lines if known else ''}</svg>"
    )
