"""One of each picture, with invented figures: for the gallery and for the tests."""

from datetime import date, timedelta

from safehome.design.pictures import (
    Answers,
    AxisMark,
    AxisSeries,
    AxisStep,
    AxisWords,
    Band,
    BarRow,
    Bond,
    Drawn,
    Home,
    Kin,
    Layouts,
    MarkKind,
    Pair,
    Presence,
    PresenceGroup,
    PresenceRow,
    Shape,
    Step,
    StepState,
    WeekRow,
    bars,
    change_layouts,
    kin_map,
    presence_strip,
    steps,
    time_axis,
    week,
)

START = date(2027, 1, 11)
STATES = (
    *(StepState.DONE,) * 3, StepState.MERGED, StepState.DONE, StepState.MISSED, StepState.EXTRA,
    StepState.MOVED, StepState.NEXT, StepState.LEFT_OUT, *(StepState.LATER,) * 3,
)  # fmt: skip
WHEN = [START + timedelta(days=day) for day in (0, 7, 16, 16, 30, 37, 41, 58, 66, 73, 80, 87, 101)]


def samples() -> dict[str, Drawn]:
    changes = {"one_line": _one_line(), "three_lines": _three_lines(), "many": _many_points()}
    return {
        **{name: both.wide for name, both in changes.items() if both.wide is not None},
        **{f"{name}_tall": both.tall for name, both in changes.items()},
        "tiny": _row("tiny"),
        "large": _row("large"),
        "narrow": steps(_steps(), title="Thirteen steps in rows", key="narrow", per_row=5),
        "presence": _presence(),
        "axis": _axis(),
        "bars": _bars(),
        "kin": _kin(),
        "week": _week(),
    }


def _steps() -> list[Step]:
    labels = ("Getting to know you", "What happened", "Growing up", "Home and safety") * 4
    return [
        Step(str(place + 1), state, f"{day.day} {day:%b}", labels[place], f"/steps/{place + 1}/")
        for place, (state, day) in enumerate(zip(STATES, WHEN, strict=True))
    ]


def _row(size: str) -> Drawn:
    title = "Five of thirteen steps done"
    if size == "tiny":
        return steps(
            [Step(step.number, step.state) for step in _steps()],
            title=title, key="tiny", size="tiny",
        )  # fmt: skip
    return steps(_steps(), title=title, key="large")


def _presence() -> Drawn:
    marks = {"x": Presence.FULL, "h": Presence.HALF, "o": Presence.EMPTY, ".": Presence.NOT_YET}

    def row(name: str, drawn: str, *, stands_out: bool = False) -> PresenceRow:
        return PresenceRow(name, tuple(marks[mark] for mark in drawn), stands_out)

    minds = dict(zip(Presence, ("In mind", "Touched on", "Not mentioned", "Not yet"), strict=True))
    there = dict(zip(Presence, ("There", "For a part", "Away", "Not yet"), strict=True))
    return presence_strip(
        [
            PresenceGroup(
                "Who was in mind",
                (
                    row("Sam, 12", "xxxhxxxx....."),
                    row("Ellie, 7", "xhxoooho.....", stands_out=True),
                    row("Baby Jo", "oxxhxxhx....."),
                ),
                minds,
            ),
            PresenceGroup(
                "Who was there",
                (row("Carol", "xxxxxoxx....."), row("Grandad", "oxhoxxoo.....")),
                there,
            ),
        ],
        columns=[str(number) for number in range(1, 14)],
        title="Who was in mind and who was there",
        key="presence",
    )


def _axis() -> Drawn:
    names = [str(number) for number in range(1, 14)]
    return time_axis(
        [AxisStep(on, name, state) for on, name, state in zip(WHEN, names, STATES, strict=True)],
        [
            AxisSeries("Confidence", _points((0, 3), (45, 5.5), (99, 7))),
            AxisSeries("Knowing what to look for", _points((0, 4), (45, 5.5), (99, 6.5))),
            AxisSeries("Feeling supported", _points((2, 6), (47, 5), (100, 6))),
        ],
        [
            AxisMark(START + timedelta(days=3), "First plan for nights", MarkKind.SHEET),
            AxisMark(START + timedelta(days=20), "Home plan 1", MarkKind.SHEET),
            AxisMark(START + timedelta(days=24), "Worry about bath time, shared", MarkKind.FLAG),
            AxisMark(START + timedelta(days=31), "Home plan 2 answers it", MarkKind.SHEET),
            AxisMark(START + timedelta(days=72), "Home plan 3", MarkKind.SHEET),
            AxisMark(START + timedelta(days=98), "Six-week look ahead agreed", MarkKind.POINT),
        ],
        title="The whole story so far",
        key="axis",
        today=START + timedelta(days=62),
        words=AxisWords(
            steps="Sessions",
            marks="Plans and worries",
            kinds={
                MarkKind.SHEET: "Plan", MarkKind.FLAG: "Worry", MarkKind.POINT: "Other",
            },
        ),
    )  # fmt: skip


def _points(*pairs: tuple[int, float]) -> tuple[tuple[date, float], ...]:
    return tuple((START + timedelta(days=day), value) for day, value in pairs)


SURE = {0.0: "Not at all sure", 5.0: "Half sure", 10.0: "Very sure"}


def _one_line() -> Layouts:
    notes = ("I dreaded evenings.", "", "We talk now, and the doors stay open.", "Steady. Proud.")
    return change_layouts(
        [Answers("How confident you feel", (3, 4, 6.5, 8), notes)],
        occasions=["March, at the start", "May, half-way", "July, at the end", "October"],
        title="How confident you feel, March to October",
        says="You said you feel more confident than in March.",
        key="one",
        scale_words=SURE,
        band=Band(1.5, 4.5, "Too close to the start to count as change"),
    )


def _three_lines() -> Layouts:
    return change_layouts(
        [
            Answers("How confident you feel", (3, 5, 7), ("", "Easier with help.", "")),
            Answers("Knowing what to look for", (4, 5, None), ("", "The traffic lights.", "")),
            Answers("Feeling supported", (7, 5, 7), ("", "", "My sister comes on Fridays now.")),
        ],
        occasions=["March", "May", "July"],
        title="Your answers, March to July",
        key="three",
        scale_words=SURE,
    )


def _many_points() -> Layouts:
    """As many occasions as a whole journey has."""
    values: list[float | None] = [3, 3, 4, 3.5, None, 5, 5, 6, 5.5, 7, 6.5, 7, 8, 8, 7.5, 8]
    names = ["At the start", *(f"After session {number}" for number in range(1, 14))]
    return change_layouts(
        [Answers("How close it feels", tuple(values))],
        occasions=[*names, "3 months after the end", "6 months after the end"],
        title="How close it feels, over a whole journey", key="many", scale_words=SURE,
        nothing="–",
    )  # fmt: skip


def _bars() -> Drawn:
    return bars(
        [
            BarRow("Understanding", (2.4, 3.9)),
            BarRow("Confidence in talking about what happened at home", (1.8, 3.1)),
            BarRow("Supervising", (3, 3.2)),
            BarRow("Own wellbeing", (2.2, None)),
        ],
        series=["At the start", "At the end"],
        title="Before and after",
        key="bars",
        maximum=5,
    )


def _kin() -> Drawn:
    round_, square = Shape.CIRCLE, Shape.SQUARE
    people = [
        Kin("jean", "Jean Whitcombe", 0, "", "grandparent", round_, "gran", link="/people/1/"),
        Kin("ron", "Ron Whitcombe", 0, "", "grandparent", square, "gran"),
        Kin("mum", "Anna Whitcombe-Featherstone", 1, "", "birth parent", round_, "mum"),
        Kin("dad", "Carl Dunne", 1, "", "birth parent", square, "dad"),
        Kin("step", "Dean Fisher", 1, "", "step-parent", square, "mum"),
        Kin("alfie", "Alfie", 2, "13", "", square, "dad"),
        Kin("ada", "Ada", 2, "11", "", round_, "mum"),
        Kin("oscar", "Oscar", 2, "4", "", Shape.DIAMOND, "mum"),
        Kin("kai", "Kai", 2, "9", "no longer there", square, "", faint=True),
    ]
    pairs = [
        Pair(("jean", "ron"), Bond.TOGETHER, ("mum",)),
        Pair(("mum", "dad"), Bond.PARTED, ("alfie", "ada")),
        Pair(("mum", "step"), Bond.TOGETHER, ("oscar",), ("kai",)),
    ]
    homes = [
        Home("mum", "Anna’s home", "address hidden"), Home("dad", "Carl’s home"),
        Home("gran", "Gran’s"),
    ]  # fmt: skip
    named = {home.key: home.name for home in homes}
    return kin_map(
        people, homes=homes, pairs=pairs, title="Nine people in three homes", key="kin",
        says="Ages: " + ", ".join(f"{one.name} {one.inside}" for one in people if one.inside),
        headings=("Name", "Age", "Home"),
        rows=[(one.name, one.inside, named.get(one.home, "")) for one in people],
    )  # fmt: skip


def _week() -> Drawn:
    evenings = tuple((day, 930, 1200) for day in range(5))
    rows = (
        WeekRow("Somebody with much to do", evenings, ((5, 540, 720),)),
        WeekRow("Somebody else", ((6, 600, 840),), ((5, 540, 720),)),
    )
    return week(
        rows, title="A week", key="week", words=("Alone", "With somebody else"),
        says="Somebody with much to do: 25.5 hours, 22.5 of them alone. Somebody else: 7 hours.",
        headings=("Who", "Hours"), table=[("Somebody with much to do", "25.5"),
                                          ("Somebody else", "7")],
    )  # fmt: skip
