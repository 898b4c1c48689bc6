"""The demonstration's families. Everyone here is invented."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Adult:
    name: str
    kind: str  # a CarerKind, or "" for an adult who is no carer
    home: int = 0  # which household
    tie: str = "parent"
    needs: tuple[str, ...] = ()
    note: str = ""
    language: str = "en"
    channel: str = "phone"
    hours: str = ""
    takes_part: bool = True
    joins_at: int = 0  # the session before which they join


@dataclass(frozen=True)
class Child:
    name: str
    born: int
    displayed: bool = False
    harmed: bool = False
    sibling: bool = False
    home: int = 0
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sketch:
    """A family in outline. stage: "waiting", a number of sessions held, "ended", "stopped", "taken-back"."""

    name: str
    worker: str
    adults: tuple[Adult, ...]
    children: tuple[Child, ...]
    stage: str | int = 0
    homes: tuple[str, ...] = ("Home",)
    setting: str = "home"
    hidden_home: int | None = None
    today: bool = False  # whether the next session is today


def A(name: str, kind: str, **more: object) -> Adult:
    return Adult(name, kind, **more)  # type: ignore[arg-type]


def C(name: str, born: int, **more: object) -> Child:
    return Child(name, born, **more)  # type: ignore[arg-type]


AMINA, NOOR, TOM = "Amina Yusuf", "Noor Haddad", "Tom Ellery"
DEV, CARYS, ISLA = "Dev Rao", "Carys Pugh", "Isla Munro"
EARLY = ("Mornings before 11", "Not after 6 pm")

FAMILIES = (
    Sketch("Marlow", AMINA,
           (A("Carol Marlow", "birth", hours=EARLY[0]),
            A("Dean Fisher", "step", tie="step-parent", takes_part=False)),
           (C("Jay Marlow", 2012, displayed=True), C("Mina Marlow", 2015, harmed=True, sibling=True),
            C("Oscar Fisher", 2021, sibling=True)), 3, today=True),
    Sketch("Achebe", AMINA,
           (A("Ngozi Achebe", "birth"), A("Chidi Achebe", "birth", home=1)),
           (C("Emeka Achebe", 2011, displayed=True, home=1), C("Ada Achebe", 2014, harmed=True, sibling=True)),
           7, homes=("Mother’s home", "Father’s home"), hidden_home=0, today=True),
    Sketch("Whitcombe", AMINA,
           (A("Jean Whitcombe", "kinship", tie="grandparent", needs=("large-print", "hearing"), note="Face the window so that she can see your lips."),
            A("Ron Whitcombe", "kinship", tie="grandparent")),
           (C("Alfie Dunne", 2013, displayed=True),), 10),
    Sketch("Rahman", AMINA,
           (A("Salma Rahman", "birth", language="bn", needs=("interpreter",), note="Sylheti; a woman interpreter, not from the same street."),),
           (C("Tariq Rahman", 2010, displayed=True), C("Hana Rahman", 2016, sibling=True), C("Idris Rahman", 2018, sibling=True)), 5),
    Sketch("Pascoe", AMINA,
           (A("Linda Pascoe", "foster", tie="foster-carer"), A("Gwen Pascoe", "foster", tie="foster-carer", joins_at=5)),
           (C("Kai Brody", 2014, displayed=True, needs=("predictable",)), C("Beth Pascoe", 2009, sibling=True)), 12),
    Sketch("Nowak", AMINA,
           (A("Piotr Nowak", "birth", hours=EARLY[1], channel="text"),),
           (C("Filip Nowak", 2012, displayed=True), C("Zofia Nowak", 2014, sibling=True)), "ended"),
    Sketch("Grant", AMINA,
           (A("Shelley Grant", "birth", needs=("easy-read", "short-steps", "read-aloud"), note="One idea at a time. She likes pictures."),),
           (C("Tyler Grant", 2013, displayed=True), C("Ruby Grant", 2017, harmed=True, sibling=True)), 2),
    Sketch("Osei", AMINA, (A("Grace Osei", "adoptive", tie="adoptive-parent"), A("Kwame Osei", "adoptive", tie="adoptive-parent")),
           (C("Samuel Osei", 2011, displayed=True),), "waiting"),
    Sketch("Tremaine", AMINA, (A("Joss Tremaine", "birth"),),
           (C("Robin Tremaine", 2012, displayed=True), C("Wren Tremaine", 2019, sibling=True)), "stopped"),
    Sketch("Lindqvist", AMINA, (A("Eva Lindqvist", "birth"), A("Marta Lindqvist", "birth")),
           (C("Nils Lindqvist", 2013, displayed=True), C("Saga Lindqvist", 2016, sibling=True)), 0, today=True),
    Sketch("Haywood", NOOR, (A("Tina Haywood", "birth"),),
           (C("Callum Haywood", 2011, displayed=True), C("Poppy Haywood", 2013, harmed=True, sibling=True)), 4, setting="office"),
    Sketch("Chaudhry", NOOR, (A("Farah Chaudhry", "birth"), A("Imran Chaudhry", "birth")),
           (C("Bilal Chaudhry", 2012, displayed=True), C("Aisha Chaudhry", 2010, sibling=True)), 8),
    Sketch("Doyle", NOOR, (A("Siobhan Doyle", "birth"), A("Patrick Doyle", "birth", home=1)),
           (C("Cian Doyle", 2010, displayed=True, home=1), C("Aoife Doyle", 2014, sibling=True)), 11,
           homes=("Mother’s home", "Father’s home")),
    Sketch("Mbeki", NOOR, (A("Thandi Mbeki", "foster", tie="foster-carer"),),
           (C("Luca Stone", 2015, displayed=True),), 1),
    Sketch("Castellano", NOOR, (A("Rosa Castellano", "birth", channel="in-person"),),
           (C("Marco Castellano", 2012, displayed=True),), "ended"),
    Sketch("Bright", NOOR, (A("Denise Bright", "residential", tie="keyworker"),),
           (C("Ashton Bell", 2010, displayed=True, needs=("short-steps",)),), 6, setting="elsewhere"),
    Sketch("Varga", NOOR, (A("Ilona Varga", "birth", language="hu", needs=("interpreter",)),),
           (C("Bence Varga", 2013, displayed=True), C("Luca Varga", 2017, sibling=True)), "waiting"),
    Sketch("Kerridge", TOM, (A("Mark Kerridge", "birth"),),
           (C("Josh Kerridge", 2011, displayed=True), C("Ellie Kerridge", 2015, harmed=True, sibling=True)), 9),
    Sketch("Begum", TOM, (A("Rukhsana Begum", "kinship", tie="aunt-or-uncle"),),
           (C("Yusuf Ali", 2014, displayed=True),), 3, setting="video"),
    Sketch("Holloway", TOM, (A("Kerry Holloway", "birth"), A("Lee Marsh", "step", tie="step-parent")),
           (C("Brandon Holloway", 2012, displayed=True), C("Skye Holloway", 2016, sibling=True), C("Arlo Marsh", 2022, sibling=True)), 13),
    Sketch("Petrov", TOM, (A("Irina Petrov", "birth"),), (C("Misha Petrov", 2013, displayed=True),), "waiting"),
    Sketch("Ashdown", TOM, (A("Vicky Ashdown", "adoptive", tie="adoptive-parent"), A("Neil Ashdown", "adoptive", tie="adoptive-parent")),
           (C("Leo Ashdown", 2014, displayed=True, needs=("predictable", "signing")),), 5),
    Sketch("Prosser", DEV, (A("Mair Prosser", "birth", language="cy"),),
           (C("Gethin Prosser", 2012, displayed=True), C("Non Prosser", 2015, sibling=True)), 6),
    Sketch("Bevan", DEV, (A("Rhian Bevan", "foster", tie="foster-carer", language="cy"),),
           (C("Dylan Roberts", 2013, displayed=True),), 2),
    Sketch("Silva", DEV, (A("Ana Silva", "birth", language="pt", needs=("interpreter",)),),
           (C("Tiago Silva", 2011, displayed=True), C("Ines Silva", 2014, harmed=True, sibling=True)), 9),
    Sketch("Harries", DEV, (A("Colin Harries", "kinship", tie="grandparent", needs=("step-free",)),),
           (C("Morgan Harries", 2014, displayed=True),), "ended"),
    Sketch("Jenkins", CARYS, (A("Beth Jenkins", "birth"),),
           (C("Rhodri Jenkins", 2012, displayed=True), C("Cadi Jenkins", 2018, sibling=True)), 4),
    Sketch("Owen", CARYS, (A("Sian Owen", "birth"), A("Huw Owen", "birth")),
           (C("Ifan Owen", 2013, displayed=True), C("Elin Owen", 2010, sibling=True)), 10),
    Sketch("Kowalska", CARYS, (A("Beata Kowalska", "birth"),), (C("Adam Kowalski", 2012, displayed=True),), "waiting"),
    Sketch("Meredith", CARYS, (A("Alun Meredith", "step", tie="step-parent"), A("Jo Meredith", "birth")),
           (C("Tomos Meredith", 2011, displayed=True), C("Lili Meredith", 2016, harmed=True, sibling=True)), 12),
    Sketch("Tudor", CARYS, (A("Nia Tudor", "birth"),), (C("Owain Tudor", 2014, displayed=True),), "taken-back"),
    Sketch("MacAskill", ISLA, (A("Morag MacAskill", "kinship", tie="grandparent", hours="Not on Sundays"),),
           (C("Finlay MacAskill", 2013, displayed=True),), 7, setting="video"),
    Sketch("Leask", ISLA, (A("Karen Leask", "birth"),),
           (C("Magnus Leask", 2012, displayed=True), C("Freya Leask", 2015, sibling=True)), 3, setting="video"),
    Sketch("Sinclair", ISLA, (A("Jim Sinclair", "foster", tie="foster-carer"), A("Anne Sinclair", "foster", tie="foster-carer")),
           (C("Rory Blake", 2014, displayed=True), C("Kirsty Sinclair", 2008, sibling=True)), 11),
    Sketch("Drever", ISLA, (A("Inga Drever", "birth"),), (C("Sandy Drever", 2011, displayed=True),), "ended", setting="phone"),
    Sketch("Rendall", ISLA, (A("Stuart Rendall", "birth"),),
           (C("Erik Rendall", 2013, displayed=True), C("Maia Rendall", 2017, harmed=True, sibling=True)), 1),
    Sketch("Flett", ISLA, (A("Mary Flett", "adoptive", tie="adoptive-parent"),), (C("Callan Flett", 2012, displayed=True),), "waiting"),
    Sketch("Isbister", ISLA, (A("Ola Isbister", "birth"),), (C("Hamish Isbister", 2014, displayed=True),), 5, setting="video"),
    Sketch("Groat", ISLA, (A("Tam Groat", "birth"), A("Liv Groat", "birth", home=1)),
           (C("Bram Groat", 2012, displayed=True), C("Una Groat", 2016, sibling=True, home=1)), 8,
           homes=("Father’s croft", "Mother’s flat"), setting="elsewhere"),
    Sketch("Work", ISLA, (A("Peter Work", "birth"),), (C("Davie Work", 2013, displayed=True),), 13),
)  # fmt: skip
