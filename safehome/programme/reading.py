"""Reading YAML that a stranger could have written.

Only plain data is let through: words, whole and decimal numbers, true, false and nothing,
in lists and mappings. We listen to the parser's events and build the data ourselves, so an
alias is refused before it is followed, depth and size are limited as we go, and each value
keeps the line it came from. Unlike YAML 1.1, `yes`, `no` and dates stay words.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml
from yaml import events

from .findings import Finding, shown

type Value = bool | int | float | str | tuple[Value, ...] | dict[str | int, Value] | None
type Place = tuple[str | int, ...]

MOST_BYTES = 1_000_000
MOST_VALUES = 50_000
DEEPEST = 20
MOST_FINDINGS = 50

_WHOLE = re.compile(r"[-+]?[0-9]{1,15}")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,15}\.[0-9]{1,15}")
_WORDS: Mapping[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
# Letters that no text needs and that hide or turn around what a reader sees.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)


@dataclass(frozen=True)
class Document:
    """The data of one file, and the line of each place in it."""

    path: str
    data: Value
    lines: Mapping[Place, int] = field(repr=False)

    def line(self, *place: str | int) -> int:
        """The line of a place, or of the nearest thing that encloses it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def read_text(path: str, content: bytes, most: int = MOST_BYTES) -> tuple[str, list[Finding]]:
    """Decode a file as UTF-8, with or without a byte-order mark; line ends become one kind."""
    if len(content) > most:
        return "", [Finding(path, 1, f"This file is larger than {most:,} bytes. Split it.")]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        return "", [Finding(path, line, "This file is not UTF-8 text. Save it again as UTF-8.")]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if hidden := _HIDDEN.search(text):
        line = text.count("\n", 0, hidden.start()) + 1
        code = f"U+{ord(hidden.group()):04X}"
        return "", [Finding(path, line, f"There is a hidden character here ({code}). Delete it.")]
    return text, []


def read_yaml(path: str, content: bytes) -> tuple[Document | None, list[Finding]]:
    """Read one YAML file. With any finding there is no document."""
    text, findings = read_text(path, content)
    if findings:
        return None, findings
    return read_yaml_text(path, text)


def read_yaml_text(path: str, text: str, first: int = 1) -> tuple[Document | None, list[Finding]]:
    """Read YAML text whose first line is line `first` of the file."""
    builder = _Builder(path, first)
    try:
        data = builder.build(_events(text))
    except _Stop:
        return None, builder.findings
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line if fault.problem_mark else 0
        builder.found(line, f"This cannot be read as YAML: {fault.problem or 'it breaks off'}.")
    except yaml.YAMLError as fault:
        builder.found(0, f"This cannot be read as YAML: {shown(fault)}.")
    if builder.findings:
        return None, builder.findings
    return Document(path, data, builder.lines), []


def _events(text: str) -> Iterator[yaml.Event]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    try:
        while loader.check_event():
            yield loader.get_event()
    finally:
        loader.dispose()


def _line(event: yaml.Event) -> int:
    return event.start_mark.line if event.start_mark else 0


class _Stop(Exception):
    """Reading further makes no sense; the findings say why."""


class _Builder:
    """Builds plain data from events, and notes what it will not build."""

    def __init__(self, path: str, first: int) -> None:
        self.path = path
        self.first = first
        self.findings: list[Finding] = []
        self.lines: dict[Place, int] = {}
        self.values = 0
        self.documents = 0

    def found(self, line: int, message: str) -> None:
        self.findings.append(Finding(self.path, line + self.first, message))
        if len(self.findings) >= MOST_FINDINGS:
            raise _Stop

    def build(self, stream: Iterator[yaml.Event]) -> Value:
        data: Value = None
        for event in stream:
            match event:
                case events.DocumentStartEvent():
                    self.documents += 1
                    line = _line(event)
                    if self.documents > 1:
                        self.found(line, "Only one YAML document belongs in a file.")
                        raise _Stop
                    if event.version or event.tags:
                        self.found(line, "Directives (%) are not allowed. Delete this line.")
                case events.NodeEvent():
                    data = self.node(event, stream, ())
        return data

    def node(self, event: yaml.Event, stream: Iterator[yaml.Event], place: Place) -> Value:
        line = _line(event)
        self.lines.setdefault(place, line + self.first)
        self.values += 1
        if self.values > MOST_VALUES:
            self.found(line, f"More than {MOST_VALUES:,} values in one file. Split it.")
            raise _Stop
        if len(place) > DEEPEST:
            self.found(line, f"This is nested more than {DEEPEST} deep.")
            raise _Stop
        if isinstance(event, events.AliasEvent):
            self.found(line, f"Aliases (*{event.anchor}) are not allowed. Write it out.")
            return None
        assert isinstance(event, events.ScalarEvent | events.CollectionStartEvent)
        if event.anchor:
            self.found(line, f"Anchors (&{event.anchor}) are not allowed. Delete it.")
        if event.tag:
            self.found(line, f"Tags ({event.tag}) are not allowed. Delete it.")
        if isinstance(event, events.MappingStartEvent):
            return self.mapping(stream, place)
        if isinstance(event, events.ScalarEvent):
            return plain(event.value) if event.implicit[0] else str(event.value)
        return self.sequence(stream, place)

    def sequence(self, stream: Iterator[yaml.Event], place: Place) -> Value:
        parts: list[Value] = []
        for event in stream:
            if isinstance(event, events.SequenceEndEvent):
                break
            parts.append(self.node(event, stream, (*place, len(parts))))
        return tuple(parts)

    def mapping(self, stream: Iterator[yaml.Event], place: Place) -> Value:
        parts: dict[str | int, Value] = {}
        for event in stream:
            if isinstance(event, events.MappingEndEvent):
                break
            line = _line(event)
            key = self.node(event, stream, (*place, f"key on line {line}"))
            if isinstance(key, bool) or not isinstance(key, str | int):
                self.found(line, "A name here must be a word or a whole number.")
                key = f"key on line {line}"
            elif key in parts:
                self.found(line, f"{shown(key)} is here twice. Keep one.")
            self.lines[(*place, key)] = line + self.first
            parts[key] = self.node(next(stream), stream, (*place, key))
        return parts


def plain(word: str) -> Value:
    """What an unquoted word means.

    >>> plain("12"), plain("1.5"), plain("true"), plain("yes"), plain("2026-01-31"), plain("~")
    (12, 1.5, True, 'yes', '2026-01-31', None)
    """
    if word in _WORDS:
        return _WORDS[word]
    if _WHOLE.fullmatch(word):
        return int(word)
    if _DECIMAL.fullmatch(word):
        return float(word)
    return word
