"""Reading and showing Markdown that a stranger could have written: CommonMark, no HTML."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from .findings import Finding, shown
from .reading import Document, read_text, read_yaml_text

MOST_BYTES = 100_000
LONGEST_PARAGRAPH = 6_000
PICTURES = (".png", ".jpg", ".jpeg", ".webp")

# One parser sees everything, so that we can name what we refuse; another one shows.
_seeing = MarkdownIt("commonmark", {"html": True})
_showing = MarkdownIt("commonmark", {"html": False})
setattr(_seeing, "validateLink", lambda _url: True)  # noqa: B010 - as its documentation says

GAP = re.compile(r"_{3,}")
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}")
_FRONT = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Page:
    """A Markdown file: its front matter and its text; `first` is the line the text starts on."""

    path: str
    head: Document
    text: str = field(repr=False)
    first: int


@dataclass(frozen=True)
class Link:
    """A link or picture in a page, where it stands and what it says."""

    line: int
    target: str
    words: str
    picture: bool


@dataclass(frozen=True)
class Section:
    """A heading, the line it stands on, and what follows it down to line `last`."""

    title: str
    line: int
    last: int
    text: str = field(repr=False)


def read_page(path: str, content: bytes, *, front: bool) -> tuple[Page | None, list[Finding]]:
    """Read one Markdown file. With any finding there is no page."""
    text, findings = read_text(path, content, MOST_BYTES)
    if findings:
        return None, findings
    match = _FRONT.match(text)
    if front and not match:
        return None, [Finding(path, 1, "Begin with front matter: lines between --- and ---.")]
    head = Document(path, {}, {(): 1})
    first = 1
    if match:
        document, findings = read_yaml_text(path, match.group(1), first=2)
        head = document or head
        first = match.group().count("\n") + 1
        text = text[match.end() :]
    page = Page(path, head, text, first)
    findings += list(_refused(page))
    return (None, findings) if findings else (page, [])


def shown_tokens(text: str) -> list[Token]:
    """The text taken apart as it is to be shown: any HTML in it is words."""
    return _showing.parse(text)


def html(text: str, link: Callable[[str], str] = str, *, first: int = 0) -> str:
    """Show Markdown as HTML. Any HTML in it appears as words; `link` may turn targets.

    With `first`, headings begin at that level and never skip one, wherever the page stands.
    """
    tokens = shown_tokens(text)
    if first:
        lower_headings(tokens, first)
    for token in tokens:
        for child in token.children or ():
            for name in ("href", "src"):
                if target := child.attrGet(name):
                    child.attrSet(name, link(str(target)))
    return str(_showing.renderer.render(tokens, _showing.options, {}))


def lower_headings(tokens: list[Token], first: int) -> None:
    """Make the headings begin at level `first`, each one at most a level below the last."""
    above: list[int] = []
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1:])
            while above and above[-1] >= level:
                above.pop()
            above.append(level)
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(first + len(above) - 1, 6)}"


def gapped(words: str) -> str:
    """Words as HTML, each run of underscores a line to write on.

    >>> gapped("1 < 2: ____")
    '1 &lt; 2: <span class="sh-gap"></span>'
    """
    return GAP.sub('<span class="sh-gap"></span>', escapeHtml(words))


def _text_html(_self: object, tokens: Sequence[Token], place: int, *_: object) -> str:
    return gapped(tokens[place].content)


def _softbreak_html(_self: object, tokens: Sequence[Token], place: int, *_: object) -> str:
    """After a line to write on, the writer's own line break counts."""
    before = tokens[place - 1].content if place else ""
    return "<br>\n" if before.rstrip().endswith("___") else "\n"


_showing.add_render_rule("text", _text_html)
_showing.add_render_rule("softbreak", _softbreak_html)


def plain_text(text: str) -> str:
    """The words of a Markdown text: no marks, one block a line, a full stop after headings."""
    blocks = []
    for token in _showing.parse(text):
        if token.type == "inline":
            words = "".join(
                " " if child.type.endswith("break") else child.content
                for child in token.children or ()
            ).strip()
            if words:
                blocks.append(words if words[-1] in '.?!:…”"' else f"{words}.")
    return "\n".join(blocks)


def headings(text: str) -> list[tuple[int, str]]:
    """The headings of a text, as (level, words)."""
    tokens = _showing.parse(text)
    return [
        (int(before.tag[1:]), token.content)
        for before, token in pairwise(tokens)
        if before.type == "heading_open"
    ]


def sections(page: Page, level: int) -> Iterator[Section]:
    """What stands under each heading of one level, to the next of that level or above."""
    lines = page.text.split("\n")
    marks = [
        (int(before.tag[1:]), token.content, before.map)
        for before, token in pairwise(_showing.parse(page.text))
        if before.type == "heading_open" and before.map
    ]
    for place, (depth, title, (start, end)) in enumerate(marks):
        if depth == level:
            after = (where[0] for deep, _, where in marks[place + 1 :] if deep <= level)
            stop = next(after, len(lines))
            text = "\n".join(lines[end:stop])
            yield Section(title, page.first + start, page.first + stop - 1, text)


def links(page: Page) -> Iterator[Link]:
    """Each link and picture of a page."""
    for line, token, rest in _inline(_tokens(page), page.first):
        if token.type == "link_open":
            words = "".join(child.content for child in rest)
            yield Link(line, str(token.attrGet("href") or ""), words, picture=False)
        elif token.type == "image":
            yield Link(line, str(token.attrGet("src") or ""), token.content, picture=True)


def dead_links(page: Page, files: frozenset[str]) -> Iterator[Finding]:
    """Links that go nowhere or where they should not, and pictures nobody can read."""
    for link in links(page):
        fault = _fault(link, page.path, files)
        if fault:
            yield Finding(page.path, link.line, fault)
        if link.picture and not link.words.strip():
            yield Finding(page.path, link.line, "Say in words what this picture shows: ![…](…).")
        if not link.picture and not link.words.strip():
            yield Finding(page.path, link.line, "Give this link words that say where it goes.")


def target(path: str, link: str) -> str:
    """The pack's own path that a relative link in the file `path` points to.

    >>> target("manual/01.md", "../handouts/01-calm.md")
    'handouts/01-calm.md'
    """
    return normpath(join(dirname(path), unquote(link)))


def _fault(link: Link, path: str, files: frozenset[str]) -> str:
    try:
        parts = urlsplit(link.target)
    except ValueError:
        return f"This link cannot be read: {shown(link.target)}."
    if link.picture and not (parts.path.lower().endswith(PICTURES) and not parts.scheme):
        return f"A picture is a file of this pack ({', '.join(PICTURES)})."
    outside = (parts.scheme == "https" and _HOST.fullmatch(parts.hostname or "")) or (
        parts.scheme == "mailto" and "@" in parts.path
    )
    if outside:
        return ""
    if parts.scheme or parts.netloc or link.target.startswith("/"):
        return f"Links go to https:, mailto: or a file of this pack, not {shown(link.target)}."
    if parts.query or parts.fragment or target(path, parts.path) not in files:
        return f"There is no file {shown(link.target)} in this pack."
    return ""


def _tokens(page: Page) -> list[Token]:
    return _seeing.parse(page.text)


def _refused(page: Page) -> Iterator[Finding]:
    """HTML, and paragraphs so long that reading them would take for ever."""
    long = [
        Finding(page.path, page.first + start, "This paragraph is too long to read. Split it.")
        for start, length in _paragraphs(page.text)
        if length > LONGEST_PARAGRAPH
    ]
    if long:
        yield from long
        return
    tokens = _tokens(page)
    for token in tokens:
        if token.type == "html_block" and token.map:
            yield _html(page.path, page.first + token.map[0], token.content)
    for line, child, _rest in _inline(tokens, page.first):
        if child.type == "html_inline":
            yield _html(page.path, line, child.content)


def _html(path: str, line: int, content: str) -> Finding:
    what = shown(content.strip(), 40)
    return Finding(path, line, f"HTML is not allowed: {what}. Use Markdown, or a plain word.")


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Where each run of lines without a blank one starts (from 0), and its length."""
    start, length = 0, 0
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            start = start if length else number
            length += len(line) + 1
        elif length:
            yield start, length
            length = 0
    if length:
        yield start, length


def _inline(tokens: list[Token], first: int) -> Iterator[tuple[int, Token, list[Token]]]:
    """Each inline token with its line and, for a link, the tokens inside it."""
    for token in tokens:
        if token.type != "inline" or not token.map:
            continue
        line = token.map[0] + first
        children = token.children or []
        for place, child in enumerate(children):
            rest: list[Token] = []
            if child.type == "link_open":
                for inner in children[place + 1 :]:
                    if inner.type == "link_close":
                        break
                    rest.append(inner)
            yield line, child, rest
            line += child.type.endswith("break")
            line += child.content.count("\n")
