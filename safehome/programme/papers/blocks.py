"""Markdown as plain blocks that a paper's template can show: nothing in them is code.

A block is a mapping with its `kind`; `parts` are words within a line, `blocks` are blocks
within a block. The template is templates/programme/blocks.typ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from markdown_it.tree import SyntaxTreeNode

from ..pages import GAP, lower_headings, shown_tokens

type Block = dict[str, object]
type Picture = Callable[[str], bytes | None]

# A label this short leaves the rest of its line for writing.
SHORT_LABEL = 60
_OUTSIDE = ("https:", "mailto:")


def blocks(text: str, *, first: int = 1, picture: Picture = lambda _: None) -> list[Block]:
    """The text's blocks; headings begin at level `first`. `picture` finds a file's bytes."""
    tokens = shown_tokens(text)
    lower_headings(tokens, first)
    return list(_blocks(SyntaxTreeNode(tokens).children, picture))


def with_keepsake(made: list[Block]) -> list[Block]:
    """A last paragraph that is all in italics is what the reader is to take along: a box."""
    if made and made[-1]["kind"] == "paragraph":
        parts = made[-1]["parts"]
        if isinstance(parts, list) and len(parts) == 1 and parts[0]["kind"] == "em":
            return [*made[:-1], {"kind": "keepsake", "parts": parts[0]["parts"]}]
    return made


def gaps(words: str) -> list[Block]:
    """Plain words with each run of underscores as a line to write on.

    >>> gaps("Day: ____")
    [{'kind': 'text', 'words': 'Day: '}, {'kind': 'gap', 'long': True}]
    """
    return _lengthened(list(_words(words)))


def _blocks(nodes: Sequence[SyntaxTreeNode], picture: Picture) -> Iterator[Block]:
    for node in nodes:
        match node.type:
            case "heading":
                level = int(node.tag[1:])
                yield {"kind": "heading", "level": level, "parts": _line(node, picture)}
            case "paragraph":
                yield {"kind": "paragraph", "parts": _line(node, picture)}
            case "bullet_list" | "ordered_list":
                yield {
                    "kind": "list",
                    "ordered": node.type == "ordered_list",
                    "start": int(node.attrs.get("start", 1)),
                    "items": [list(_blocks(item.children, picture)) for item in node.children],
                }
            case "blockquote":
                yield {"kind": "quote", "blocks": list(_blocks(node.children, picture))}
            case "hr":
                yield {"kind": "rule"}
            case _:
                yield {"kind": "code", "words": node.content.rstrip("\n")}


def _line(node: SyntaxTreeNode, picture: Picture) -> list[Block]:
    inline = node.children[0].children if node.children else []
    return _lengthened(_parts(inline, picture))


def _parts(nodes: Sequence[SyntaxTreeNode], picture: Picture) -> list[Block]:
    parts: list[Block] = []
    for node in nodes:
        match node.type:
            case "text":
                parts += _words(node.content)
            case "softbreak":
                # After a line to write on, the writer's own line break counts.
                after_gap = parts and parts[-1]["kind"] == "gap"
                parts.append({"kind": "break"} if after_gap else {"kind": "text", "words": " "})
            case "hardbreak":
                parts.append({"kind": "break"})
            case "strong" | "em":
                parts.append({"kind": node.type, "parts": _parts(node.children, picture)})
            case "link":
                inner = _parts(node.children, picture)
                href = str(node.attrs.get("href", ""))
                # Another file of the pack is no place to go to from paper.
                if href.startswith(_OUTSIDE):
                    parts.append({"kind": "link", "to": href, "parts": inner})
                else:
                    parts += inner
            case "image":
                shown = picture(str(node.attrs.get("src", "")))
                if shown is None:
                    parts.append({"kind": "text", "words": node.content})
                else:
                    parts.append({"kind": "image", "bytes": list(shown), "alt": node.content})
            case _:
                parts.append({"kind": "text", "words": node.content})
    return parts


def _words(words: str) -> Iterator[Block]:
    at = 0
    for gap in GAP.finditer(words):
        if gap.start() > at:
            yield {"kind": "text", "words": words[at : gap.start()]}
        yield {"kind": "gap", "long": False}
        at = gap.end()
    if at < len(words):
        yield {"kind": "text", "words": words[at:]}


def _lengthened(parts: list[Block]) -> list[Block]:
    """The last gap of a line that holds little else reaches to the edge of the paper."""
    start = 0
    for end in range(len(parts) + 1):
        if end == len(parts) or parts[end]["kind"] == "break":
            line = parts[start:end]
            length = sum(_length(part) for part in line)
            gaps_in_line = [part for part in line if part["kind"] == "gap"]
            if gaps_in_line and line[-1] is gaps_in_line[-1] and length <= SHORT_LABEL:
                for gap in gaps_in_line:
                    gap["long"] = True
            start = end + 1
    return parts


def _length(part: Block) -> int:
    inner = part.get("parts")
    if isinstance(inner, list):
        return sum(_length(one) for one in inner)
    return len(str(part.get("words", "")))
