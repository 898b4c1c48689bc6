"""Pictures for people who would rather look than read, drawn as SVG on the server.

Plain values in, a `Drawn` out: safe markup, words for those who cannot see it, and the
same figures as rows for a table beneath. Pictures know no domain word, and nothing in
them depends on colour alone.
"""

from safehome.design.pictures.bars import BarRow, bars
from safehome.design.pictures.change import change_picture
from safehome.design.pictures.change_parts import Answers, Band
from safehome.design.pictures.change_tall import Layouts, change_layouts, tall_change_picture
from safehome.design.pictures.drawing import Drawn
from safehome.design.pictures.kin import Bond, Home, Kin, Pair, Shape
from safehome.design.pictures.kin_map import kin_map
from safehome.design.pictures.marks import MarkKind, Presence, StepState
from safehome.design.pictures.presence import PresenceGroup, PresenceRow, presence_strip
from safehome.design.pictures.steps import Step, steps
from safehome.design.pictures.time_axis import (
    AxisMark,
    AxisSeries,
    AxisStep,
    AxisWords,
    time_axis,
)
from safehome.design.pictures.week import WeekRow, week

__all__ = [
    "Answers",
    "AxisMark",
    "AxisSeries",
    "AxisStep",
    "AxisWords",
    "Band",
    "BarRow",
    "Bond",
    "Drawn",
    "Home",
    "Kin",
    "Layouts",
    "MarkKind",
    "Pair",
    "Presence",
    "PresenceGroup",
    "PresenceRow",
    "Shape",
    "Step",
    "StepState",
    "WeekRow",
    "bars",
    "change_layouts",
    "change_picture",
    "kin_map",
    "presence_strip",
    "steps",
    "tall_change_picture",
    "time_axis",
    "week",
]
