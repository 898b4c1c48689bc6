"""training/…: courses, their quizzes, and families made up to rehearse with."""

from typing import Annotated, Literal

from pydantic import Field

from .base import Aim, Identifier, Line, Minutes, Number, Prose, Shape, Slug, Slugs, SomeLines

type Learner = Literal["practitioner", "supervisor"]


class CourseModule(Shape):
    """One module of a course: training/<course>/modules/<slug>.md, and its quiz if it has one."""

    slug: Slug
    title: Line
    minutes: Minutes
    aims: Annotated[tuple[Aim, ...], Field(min_length=1)]
    quiz: Slug | None = None


class Course(Shape):
    """training/<id>/course.yaml: what is learned, in which order, and what finishes it."""

    id: Slug
    title: Line
    for_: Annotated[Learner, Field(alias="for")]
    about: Prose
    care: Prose
    modules: Annotated[tuple[CourseModule, ...], Field(min_length=1)]
    rehearsals: Slugs = ()
    finish: SomeLines


class Option(Shape):
    """An answer one may choose, and why it helps or does not."""

    id: Identifier
    text: Prose
    right: bool
    why: Prose


class Question(Shape):
    """A question with answers to choose from; more than one may be right."""

    id: Identifier
    text: Prose
    options: Annotated[tuple[Option, ...], Field(min_length=2)]


class Quiz(Shape):
    """training/<course>/quizzes/<slug>.yaml: for talking over. Nobody fails it."""

    title: Line
    about: Prose
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]


class Sketch(Shape):
    """What an invented practitioner wrote after one session."""

    session: Number
    sketch: Prose


class Oversight(Shape):
    """Something planted in the sketches, what an expert notices, and words that help."""

    id: Identifier
    sessions: Annotated[tuple[Number, ...], Field(min_length=1)]
    oversight: Prose
    expert: Prose
    helps: Prose


class Rehearsal(Shape):
    """training/rehearsals/<slug>.yaml: an invented family, never a real one."""

    family: Line
    invented: Literal[True]
    for_: Annotated[tuple[Learner, ...], Field(alias="for", min_length=1)]
    about: Prose
    how_to_use: Prose
    records: Annotated[tuple[Sketch, ...], Field(min_length=1)]
    planted: Annotated[tuple[Oversight, ...], Field(min_length=1)]
