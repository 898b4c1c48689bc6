"""Reading the words of an instrument from a file of YAML or CSV, with a line for each fault."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

LONGEST = 300  # letters of one line
TITLES = {"title": 120, "intro": 1200}  # and the most letters of each


@dataclass
class Words:
    """What a file holds. faults: line and message; the words are whole only without any."""

    title: str = ""
    intro: str = ""
    labels: dict[int, str] = field(default_factory=dict)
    items: dict[str, str] = field(default_factory=dict)
    faults: list[tuple[int, str]] = field(default_factory=list)


def from_csv(text: str) -> Iterator[tuple[int, str, str]]:
    """Line, name and words of each row; the first row may be a heading ‘id,text’.

    >>> list(from_csv("id,text\\nw1,I was well\\n"))
    [(2, 'w1', 'I was well')]
    """
    reader = csv.reader(text.splitlines())
    for row in reader:
        cells = [cell.strip() for cell in row]
        if not any(cells) or (reader.line_num == 1 and cells[:2] == ["id", "text"]):
            continue
        yield reader.line_num, cells[0], ",".join(cells[1:2])


def gathered(
    rows: Collection[tuple[int, str, str]], items: Collection[str], scale: tuple[int, int]
) -> Words:
    """The words of rows, checked against what the instrument has.

    rows: line, name, words; a name is title, intro, an item, or a number of the scale.

    >>> gathered([(1, "w1", "I was well")], ["w1"], (0, 5)).items
    {'w1': 'I was well'}
    >>> gathered([(1, "w2", "x")], ["w1"], (0, 5)).faults
    [(1, 'There is no item ‘w2’. The items are: w1.'), (1, 'Words are missing for: w1.')]
    """
    found = Words()
    for line, name, text in rows:
        most = TITLES.get(name, LONGEST)
        if not text:
            found.faults.append((line, f"‘{name}’ has no words."))
        elif len(text) > most:
            found.faults.append((line, f"‘{name}’ has more than {most} letters."))
        elif name in TITLES:
            _once(found, line, name, bool(getattr(found, name)))
            setattr(found, name, text)
        elif name.lstrip("-").isdigit():
            _label(found, line, int(name), text, scale)
        elif name not in items:
            known = ", ".join(items)
            found.faults.append((line, f"There is no item ‘{name}’. The items are: {known}."))
        else:
            _once(found, line, name, name in found.items)
            found.items[name] = text
    missing = [one for one in items if one not in found.items]
    if missing:
        last = max((line for line, _, _ in rows), default=1)
        found.faults.append((last, f"Words are missing for: {', '.join(missing)}."))
    return found


def _once(found: Words, line: int, name: str, twice: bool) -> None:
    if twice:
        found.faults.append((line, f"‘{name}’ is here twice. Keep one."))


def _label(found: Words, line: int, value: int, text: str, scale: tuple[int, int]) -> None:
    if not scale[0] <= value <= scale[1]:
        found.faults.append((line, f"{value} is not on the scale of {scale[0]} to {scale[1]}."))
        return
    _once(found, line, str(value), value in found.labels)
    found.labels[value] = text


def labels_unlike(english: Collection[int], other: Collection[int]) -> str:
    """Which numbers have words in one language alone; empty where none has.

    >>> labels_unlike([0, 5], [0])
    'Not the same numbers have words as in English. The English has words for: 0, 5.'
    >>> labels_unlike([0, 5], [5, 0])
    ''
    """
    if set(english) == set(other):
        return ""
    known = ", ".join(str(one) for one in sorted(english)) or "none"
    return f"Not the same numbers have words as in English. The English has words for: {known}."


def from_mapping(
    data: Mapping[Any, Any], line_of: Callable[..., int]
) -> Iterator[tuple[int, str, str]]:
    """The same rows from a YAML mapping with title, intro, labels and items."""
    for name, value in data.items():
        if isinstance(value, Mapping) and name in ("labels", "items"):
            for inner, text in value.items():
                yield line_of(name, inner), str(inner), str(text if text is not None else "")
        else:
            yield line_of(name), str(name), str(value if value is not None else "")
