"""Names from which invented families are made."""

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
