"""Whether manual pages are laid out as pack.yaml says that they are."""

import re
from collections.abc import Iterator

from .. import shapes
from ..findings import Finding
from ..pages import Page, Section, sections
from .surroundings import Surroundings

# Words that one might say stand in quotation marks of any kind.
_SAID = re.compile(r"[\"“„«「]\w")


def manual_faults(around: Surroundings) -> Iterator[Finding]:
    """Headings that are missing, empty or out of order; steps and adaptations left out."""
    layout = around.manifest.manual_page if around.manifest else None
    if layout is None:
        return
    titles = {
        int(part.names["number"]): tuple(step.title for step in session.components)
        for part, session in around.those(shapes.Session)
    }
    for part, _ in around.those(shapes.ManualHead):
        if part.page:
            steps = titles.get(int(part.names["number"]), ())
            yield from _page_faults(part.page, layout, steps)


def _page_faults(
    page: Page, layout: shapes.ManualPage, steps: tuple[str, ...]
) -> Iterator[Finding]:
    found = {one.title: one for one in sections(page, level=2)}
    last: Section | None = None
    for heading in layout.headings:
        section = found.get(heading)
        if section is None:
            yield Finding(page.path, page.first, f"The heading ‘## {heading}’ is missing.")
            continue
        if not section.text.strip():
            yield Finding(page.path, section.line, f"Write something under ‘## {heading}’.")
        if last and section.line < last.line:
            says = f"‘## {heading}’ is to come after ‘## {last.title}’."
            yield Finding(page.path, section.line, says)
        last = section
    if layout.steps and (section := found.get(layout.steps)):
        yield from _step_faults(page, section, steps)
    if layout.adaptations and (section := found.get(layout.adaptations)):
        for name in layout.adapt_for:
            if not _adapts(section.text, name):
                says = f"Say how to adapt for ‘{name}’: a list line that begins with **{name}**."
                yield Finding(page.path, section.line, says)


def _step_faults(page: Page, section: Section, steps: tuple[str, ...]) -> Iterator[Finding]:
    there = {
        one.title: one.line
        for one in sections(page, level=3)
        if section.line < one.line <= section.last
    }
    missing = [step for step in steps if step not in there]
    for one in sections(page, level=3):
        if one.title in there and not _SAID.search(one.text):
            says = f"Give words to say under ‘### {one.title}’, in quotation marks."
            yield Finding(page.path, one.line, says, "warning")
    for step in missing:
        says = f"The component ‘{step}’ has no heading ‘### {step}’ here."
        yield Finding(page.path, section.line, says)
    if missing or not steps:
        return
    for title, line in there.items():
        if title not in steps:
            yield Finding(page.path, line, f"The session has no component ‘{title}’.")
    if [step for step in there if step in steps] != list(steps):
        says = "The steps are to come in the order of the session's components."
        yield Finding(page.path, section.line, says)


def _adapts(text: str, name: str) -> bool:
    marked = rf"^[-*+]\s+[*_]{{1,2}}{re.escape(name)}[.:]?[*_]{{1,2}}"
    return bool(re.search(marked, text, re.MULTILINE | re.IGNORECASE))
