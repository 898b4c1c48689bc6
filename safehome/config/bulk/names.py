"""Names and references from which invented families are made."""

from __future__ import annotations

import random

LETTERS = "ACDEFGHJKMNPQRTUVWXY34679"  # as in a family's reference
ADULTS = (
    "Alex", "Bernice", "Callum", "Dara", "Elin", "Farid", "Gwen", "Hana", "Ivor", "Jo", "Kofi",
    "Leila", "Marek", "Niamh", "Owen", "Petra", "Rhys", "Saira", "Tomasz", "Una", "Vikram", "Wren",
)  # fmt: skip
CHILDREN = (
    "Ada", "Ben", "Cai", "Dilys", "Eli", "Fern", "Gus", "Holly", "Idris", "Jay", "Kit", "Luca",
    "Mina", "Nye", "Orla", "Pip", "Rowan", "Sol", "Tess", "Uma", "Viv", "Wyn", "Yusuf", "Zoe",
)  # fmt: skip
SURNAMES = (
    "Abbott", "Bhatt", "Carrow", "Dunmore", "Eastlake", "Farrow", "Granger", "Hollis", "Ingram",
    "Joyce", "Kettle", "Larkin", "Marlow", "Norbury", "Osei", "Pemberton", "Quill", "Rahman",
    "Sorrel", "Thorne", "Underhill", "Varga", "Whitlow", "Yarrow",
)  # fmt: skip


def reference(draw: random.Random) -> str:
    """A family's or a referral's, as people read it out."""
    letters = "".join(draw.choices(LETTERS, k=8))
    return f"{letters[:4]}-{letters[4:]}"
