"""Reads YAML 1.2 into a small tree in which every key and value knows its line and column.

Every scalar stays text (`NO`, `9:30`, `2027-03-12`, `1.10`): the reader of a key decides what it must be. It refuses
what could surprise (tags, anchors, aliases, double keys, great depth or size) and knows nothing of packs and plans.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from align.domain.text import clean, clean_line
from align.errors import PackError, UserError
from align.language import mark
from align.packs.problems import Problem, Report
from align.system import reason

LARGEST_FILE = 256 * 1024
"""Bytes a pack, plan or people file may have."""
DEEPEST = 12
_NOT_CLOSED = mark("a text in quotes is not closed. Close it, or take the other kind of quotes around it.")
_PARSERS_WORDS = (
    (
        "mapping values are not allowed",
        mark("no ':' may stand here. Check the indentation, and quote texts with ': '."),
    ),
    (
        "could not find expected ':'",
        mark("the line before this is no `key: value`. Check its ':' and the indentation."),
    ),
    ("found unexpected end of stream", _NOT_CLOSED),
    ("found unexpected document separator", _NOT_CLOSED),
    ("expected <block end>", mark("this does not go on what stands above it. Check the indentation and the quotes.")),
    ("expected ',' or", mark("in [ ] or { } a comma is missing before this, or the bracket is not closed.")),
    ("found character", mark("a text cannot begin with this character. Put the text in quotes.")),
    ("found unknown escape", mark("a backslash before this means nothing. Put the text in single quotes.")),
    ("sequence entries", mark("no list can begin on this line. Begin it on the next one, with '- '.")),
    ("expected alphabetic or numeric", mark("after & or * YAML expects a name. Put the text in quotes.")),
    ("expected the node content", mark("a value is missing before this. Write it, or remove a comma or bracket.")),
    ("expected chomping", mark("after | or > nothing more may stand on the line. Begin the text on the next one.")),
    ("expected '<document start>'", mark("the file goes on after its end. Check the brackets and the indentation.")),
)
"""How YAML's reader begins to say what is wrong, and how align says it; what is rarer is quoted."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value as clean text. `raw` is what was written, for tables whose tabs and lines count.

    `literal`: it is a `|` block, whose lines are those of the file from the next line on.
    """

    line: int
    column: int
    text: str
    raw: str = ""
    quoted: bool = False
    literal: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing was written (or `~`): the key counts as left out."""
        return not self.quoted and self.text in ("", "~")


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of values."""

    line: int
    column: int
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a mapping, with the place of the key."""

    line: int
    column: int
    key: str
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values, in file order, each key once."""

    line: int
    column: int
    entries: tuple[Entry, ...]


Node = Scalar | Listing | Mapping


@dataclass(frozen=True, slots=True)
class Document:
    """A file that could be read. `report` may hold problems already: add to it, then raise them together."""

    root: Node
    report: Report
    lines: tuple[str, ...]


def read_document(path: Path) -> Document:
    """Return the YAML file at `path` as a tree.

    Raises PackError when it is too large, not UTF-8 or not YAML, UserError when it cannot be opened.
    """
    return parse_document(read_text(path), str(path))


def read_text(path: Path) -> str:
    """Return a UTF-8 file's text with `\\n` line ends and without byte order mark; raises as `read_document`."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise UserError(f"{path} cannot be read: {reason(error)}. Check the name and that you may open it.") from error
    if len(data) > LARGEST_FILE:
        raise _fatal(str(path), 1, 1, f"the file is larger than {LARGEST_FILE // 1024} kB. Split it or shorten it.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        raise _fatal(str(path), line, column, "the file is not UTF-8 text. Save it again as UTF-8.") from error
    return unix_lines(text)


def parse_document(text: str, file: str) -> Document:
    """Return YAML `text` as a tree; `file` is how problems call it. Raises PackError when it is not YAML."""
    text = unix_lines(text)
    if len(text.encode("utf-8", "replace")) > LARGEST_FILE:
        raise _fatal(file, 1, 1, f"the text is larger than {LARGEST_FILE // 1024} kB. Split it or shorten it.")
    report = Report(file)
    try:
        root = _Tree(YAML(typ="safe", pure=True).parse(text), report).document()
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise _fatal(file, line, column, _not_yaml(error.problem or error.context or "")) from error
    except ReaderError as error:
        before = text[: error.position]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise _fatal(file, line, column, "a character here may not stand in YAML. Delete it.") from error
    except (YAMLError, ValueError) as error:  # ValueError: an escape for a character that there is not
        raise _fatal(file, 1, 1, _not_yaml("")) from error
    return Document(root, report, tuple(text.split("\n")))


def unix_lines(text: str) -> str:
    """Return text without byte order mark, its lines ended by `\\n` whatever ended them."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _fatal(file: str, line: int, column: int, message: str) -> PackError:
    return PackError([str(Problem(file, line, column, "", message))])


def _not_yaml(detail: str) -> str:
    if "'\\t'" in detail:
        return mark("YAML does not allow a tab here. Indent with spaces.")
    known = next((said for begin, said in _PARSERS_WORDS if detail.startswith(begin)), "")
    if known:
        return known
    if not detail:
        return mark("not readable as YAML. Check the indentation, and quote texts that hold ': ' or ' #'.")
    why = clean_line(detail, longest=120)
    return mark(f"not readable as YAML (“{why}”). Check the indentation, and quote texts that hold ': ' or ' #'.")


class _Tree:
    """Builds nodes from the parser's events; it never recurses deeper than DEEPEST."""

    def __init__(self, events: Iterator[Event], report: Report) -> None:
        self._events = events
        self._report = report

    def document(self) -> Node:
        root: Node | None = None
        for event in self._events:
            if isinstance(event, NodeEvent):
                root = self._node(event, "", 1)
            elif isinstance(event, DocumentStartEvent) and root is not None:
                self._problem(event, "", "a second document starts here. Keep one in a file, and remove the '---'.")
                break
        if root is None:
            raise _fatal(self._report.file, 1, 1, "the file is empty. `align plan example` shows a plan.")
        return root

    def _node(self, event: NodeEvent, path: str, depth: int) -> Node:
        line, column = _place(event)
        if depth > DEEPEST:
            raise _fatal(self._report.file, line, column, f"nested deeper than {DEEPEST} levels. Make it flatter.")
        self._refuse_extras(event, path)
        if isinstance(event, MappingStartEvent):
            return Mapping(line, column, tuple(self._entries(path, depth)))
        if isinstance(event, SequenceStartEvent):
            return Listing(line, column, tuple(self._items(path, depth)))
        if isinstance(event, ScalarEvent):
            text = clean(event.value, longest=LARGEST_FILE, lines=LARGEST_FILE)
            return Scalar(line, column, text, event.value, event.style is not None, event.style == "|")
        return Scalar(line, column, "")

    def _items(self, path: str, depth: int) -> Iterator[Node]:
        for number, event in enumerate(self._until_end(), 1):
            yield self._node(event, f"{path}[{number}]", depth + 1)

    def _entries(self, path: str, depth: int) -> Iterator[Entry]:
        seen: dict[str, int] = {}
        for event in self._until_end():
            line, column = _place(event)
            named = self._node(event, path, depth + 1)
            key = clean_line(named.text) if isinstance(named, Scalar) else ""
            inner = f"{path}.{key}" if path else key
            value = self._node(next(self._until_end()), inner, depth + 1)
            if not isinstance(named, Scalar):
                self._problem(event, path, "a key must be one word, not a list or a mapping.")
            elif key in seen:
                self._problem(event, inner, f"this key stands in line {seen[key]} already. Keep one of the two.")
            else:
                seen[key] = line
                yield Entry(line, column, key, value)

    def _until_end(self) -> Iterator[NodeEvent]:
        """Yield the events that start nodes, up to the end of the innermost open collection."""
        for event in self._events:
            if isinstance(event, CollectionEndEvent):
                return
            if isinstance(event, NodeEvent):
                yield event

    def _refuse_extras(self, event: NodeEvent, path: str) -> None:
        if isinstance(event, AliasEvent):
            self._problem(event, path, f"'*{event.anchor}' repeats another place of the file. Write the value out.")
        elif event.anchor:
            self._problem(event, path, f"'&{event.anchor}' is an anchor. Remove it, and write repeated values out.")
        if getattr(event, "tag", None):
            self._problem(event, path, "tags (words that start with '!') are not read. Remove it.")

    def _problem(self, event: Event, path: str, message: str) -> None:
        self._report.add(*_place(event), path, message)


def _place(event: Event) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1
