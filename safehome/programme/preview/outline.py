"""Plain names and values as an outline that can be read: for parts whose room is still to come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# What a thing is called, the first of these that it has.
TITLES = ("title", "family", "milestone", "oversight", "text", "statement", "name")
SHORT = 40  # facts no longer than this stand side by side


@dataclass(frozen=True)
class Outline:
    """One thing: what it is called, its facts, its lists, and the things within it."""

    title: str
    brief: tuple[tuple[str, str], ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    lists: tuple[tuple[str, tuple[str, ...]], ...] = ()
    groups: tuple[tuple[str, tuple[Outline, ...]], ...] = ()


def outline(value: Mapping[str, object], called: str = "") -> Outline:
    """The mapping as an outline. Ids are for programs and are left out.

    >>> outline({"id": "a", "title": "Help", "gate": True, "aims": ["A1", "A2"]}).brief
    (('Gate', 'yes'), ('Aims', 'A1, A2'))
    """
    name = next((key for key in TITLES if isinstance(value.get(key), str)), "")
    facts: list[tuple[str, str]] = []
    lists: list[tuple[str, tuple[str, ...]]] = []
    groups: list[tuple[str, tuple[Outline, ...]]] = []
    for key, part in value.items():
        if key in {name, "id", "slug"} or part is None:
            continue
        match part:
            case Mapping():
                if all(_is_plain(one) for one in part.values()):
                    words = tuple(f"{label(str(each))}: {plain(one)}" for each, one in part.items())
                    lists.append((label(key), words))
                else:
                    groups.append((label(key), tuple(
                        outline(one, label(str(each)))
                        for each, one in part.items() if isinstance(one, Mapping)
                    )))  # fmt: skip
            case str() | bool() | int() | float():
                facts.append((label(key), plain(part)))
            case Sequence() if all(_is_plain(one) for one in part):
                words = tuple(plain(one) for one in part)
                if words and len(joined := ", ".join(words)) <= SHORT:
                    facts.append((label(key), joined))
                elif words:
                    lists.append((label(key), words))
            case Sequence():
                groups.append((label(key), tuple(
                    outline(one) for one in part if isinstance(one, Mapping)
                )))  # fmt: skip
            case _:
                facts.append((label(key), plain(part)))
    title = str(value[name]) if name else called
    brief = tuple(fact for fact in facts if len(fact[1]) <= SHORT)
    long = tuple(fact for fact in facts if len(fact[1]) > SHORT)
    return Outline(title, brief, long, tuple(lists), tuple(groups))


def label(key: str) -> str:
    """A name in a file as words.

    >>> label("how_to_use")
    'How to use'
    """
    words = key.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def plain(value: object) -> str:
    """One value as words."""
    match value:
        case True:
            return "yes"
        case False:
            return "no"
        case None:
            return "none"
    return str(value)


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, str | bool | int | float)
