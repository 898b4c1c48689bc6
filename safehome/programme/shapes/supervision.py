"""supervision/prompts.yaml and supervision/fidelity.yaml: what supervisors ask and rate."""

from typing import Annotated

from pydantic import Field

from .base import Identifier, Line, Number, Prose, Shape


class Prompt(Shape):
    """A question for supervision, about one session or about any."""

    id: Identifier
    session: Number | None = None
    text: Prose
    why: Prose | None = None


class Prompts(Shape):
    """Questions for supervision."""

    prompts: Annotated[tuple[Prompt, ...], Field(min_length=1)]


class FidelityItem(Shape):
    """Something to rate in a session, with what each rating looks like."""

    id: Identifier
    title: Line
    session: Number | None = None
    about: Prose
    anchors: Annotated[dict[int, Prose], Field(min_length=2)]


class Fidelity(Shape):
    """What is rated when a session is observed or looked back on."""

    items: Annotated[tuple[FidelityItem, ...], Field(min_length=1)]
