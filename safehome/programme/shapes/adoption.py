"""adoption/…: is an organisation ready, what its senior managers decide, how far it has come."""

from typing import Annotated

from pydantic import Field

from .base import Line, Minutes, Prose, Shape, Slug


class Rating(Shape):
    """One of the words a statement is rated with. It has no number, so nothing is added up."""

    id: Slug
    title: Line
    means: Prose


class Statement(Shape):
    """A line to rate together. A gate is to be in place before the first family starts."""

    id: Slug
    text: Prose
    gate: bool
    helps: Prose


class Area(Shape):
    """Statements about one thing."""

    id: Slug
    title: Line
    about: Prose
    statements: Annotated[tuple[Statement, ...], Field(min_length=1)]


class Readiness(Shape):
    """adoption/readiness.yaml: a talk with a list beside it. It has no score."""

    title: Line
    about: Prose
    how_to_use: Prose
    not_validated: Prose
    ratings: Annotated[tuple[Rating, ...], Field(min_length=2)]
    areas: Annotated[tuple[Area, ...], Field(min_length=1)]


class Milestone(Shape):
    """Something reached, who sees to it, what would show it, and a sign that it slips."""

    id: Slug
    milestone: Prose
    owner: Slug
    evidence: Prose
    decline: Prose


class Stage(Shape):
    """A stretch of the way, with the question it answers."""

    id: Slug
    title: Line
    question: Line
    milestones: Annotated[tuple[Milestone, ...], Field(min_length=1)]


class Milestones(Shape):
    """adoption/milestones.yaml: from first thought to a service that lasts."""

    title: Line
    about: Prose
    owner_roles: Annotated[dict[Slug, Line], Field(min_length=1)]
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)]


class AgendaItem(Shape):
    """One part of the workshop; its title is a heading of the page."""

    title: Line
    minutes: Minutes


class Decision(Shape):
    """A question that the workshop answers with yes, no, or not yet, by a date and a name."""

    id: Slug
    text: Prose


class WorkshopHead(Shape):
    """The front matter of adoption/workshop.md."""

    title: Line
    summary: Prose
    minutes: Minutes
    agenda: Annotated[tuple[AgendaItem, ...], Field(min_length=1)]
    decisions: Annotated[tuple[Decision, ...], Field(min_length=1)]
