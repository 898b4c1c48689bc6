"""Files whose shape the room that will use them decides: plain data for now, read as safely."""

from pydantic import ConfigDict

from .base import Shape


class Loose(Shape):
    """Any names and values. Adoption, courses, quizzes and rehearsals begin like this."""

    model_config = ConfigDict(frozen=True, extra="allow", strict=True)
