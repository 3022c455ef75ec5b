"""Reads a mapping key by key, each as what it must be; whatever is wrong goes to the report and reading goes on.

It knows text, numbers, lists and names of things; it does not know what a pack or a plan is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from align.domain.text import clean_line
from align.language import mark
from align.packs.problems import Report, instead, nearest
from align.packs.source import Entry, Listing, Mapping, Node, Scalar

_Word = TypeVar("_Word", bound=str)

LONGEST_ID = 63
ID = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
# Files are named after ids, and these names are devices on Windows.
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
_YES, _NO = frozenset({"true", "yes", "on"}), frozenset({"false", "no", "off"})


def slug(name: str) -> str:
    """Return a name as an id: lower-case ASCII letters, digits and hyphens; empty when nothing is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_ID].strip("-")


def unique_slug(name: str, taken: Iterable[str], *, otherwise: str) -> str:
    """Return an id for `name` that is not in `taken`; `otherwise` stands in where no ASCII letter is left."""
    base = slug(name) or otherwise
    used, number, found = set(taken), 1, base
    while found in used:
        number += 1
        tail = f"-{number}"
        found = base[: LONGEST_ID - len(tail)] + tail
    return found


def is_id(text: str) -> bool:
    """Whether `text` can be an id: short, lower-case, safe as the name of a file on any machine."""
    return ID.fullmatch(text) is not None and text not in _DEVICES


def keyed(node: Node, key: str) -> Node:
    """Return a bare value as the mapping it is short for: `- Pune` for `- name: Pune`; a mapping as it is."""
    if isinstance(node, Scalar):
        return Mapping(node.line, node.column, (Entry(node.line, node.column, key, node),))
    return node


class Fields:
    """The keys of one mapping. Reading never raises: a wrong value is reported and a harmless one returned."""

    def __init__(self, node: Node, path: str, known: Sequence[str], report: Report) -> None:
        """Take `node`, which should be a mapping; report keys that are not in `known`.

        A misspelled key is read as the one that it was meant to be, so that nothing else is wrong because of it.
        """
        self.node, self.path, self.report = node, path, report
        self._values: dict[str, Node] = {}
        if not isinstance(node, Mapping):
            report.add(node.line, node.column, path, f"this must hold keys: {', '.join(known)}.")
            return
        # A key without a value is as good as left out: what was meant for it may stand under a misspelled one.
        written = {entry.key for entry in node.entries if not _is_empty(entry.value)}
        for entry in node.entries:
            meant = entry.key
            if meant not in known:
                where = self.inner(meant)
                report.add(entry.line, entry.column, where, f"there is no such key. {instead(meant, known)}")
                meant = next((key for key in nearest(meant, known) if key not in written), "")
                written.add(meant)
            if meant and not _is_empty(entry.value):
                self._values[meant] = entry.value

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def at(self, key: str) -> Node:
        """Return the value's node; the mapping's own node when the key is left out."""
        return self._values.get(key, self.node)

    def inner(self, key: str) -> str:
        """Return the path of one of the keys."""
        return f"{self.path}.{key}" if self.path else key

    def problem(self, key: str, message: str) -> None:
        """Report that this key is wrong, at its value's place; not again when there is no mapping at all."""
        if not isinstance(self.node, Mapping):
            return
        node = self.at(key)
        self.report.add(node.line, node.column, self.inner(key), message)

    def line(self, key: str, *, longest: int, default: str | None = None) -> str:
        """Return one line of text. Without `default` the key is required."""
        text = self._text(key, default)
        folded = clean_line(text, longest=len(text))
        if len(folded) > longest:
            self.problem(key, f"it has {len(folded)} characters; {longest} is the most. Please shorten it.")
        return folded

    def block(self, key: str, *, longest: int, default: str | None = None) -> str:
        """Return text that may have several lines. Without `default` the key is required."""
        text = self._text(key, default)
        if len(text) > longest:
            self.problem(key, f"it has {len(text)} characters; {longest} is the most. Please shorten it.")
        return text

    def id(self, key: str) -> str:
        """Return a required id."""
        text = self._text(key, None)
        if text and not is_id(text):
            better = slug(text)
            said = mark(f"'{text[:LONGEST_ID]}' cannot be an id. Use a to z, 0 to 9 and hyphens, at most 63.")
            self.problem(key, mark(f"{said} For example: {better}.") if is_id(better) else said)
        return text

    def date(self, key: str) -> str:
        """Return a required calendar day as YYYY-MM-DD."""
        text = self._text(key, None)
        if text and not _is_day(text):
            self.problem(key, f"'{text[:20]}' is not a date. Write year-month-day, for example 2027-03-31.")
        return text

    def flag(self, key: str, default: bool) -> bool:
        """Return true or false."""
        if key not in self:
            return default
        word = self._text(key, "").casefold()
        if word not in _YES | _NO:
            self.problem(key, "write true or false.")
        return word in _YES

    def number(self, key: str, *, default: float, low: float, high: float) -> float:
        """Return a number from `low` to `high`."""
        if key not in self:
            return default
        text = self._text(key, "")
        number = float(text) if re.fullmatch(r"[-+]?\d{1,9}(\.\d{1,9})?", text, re.ASCII) else None
        if number is None or not low <= number <= high:
            self.problem(key, f"'{text[:20]}' must be a number from {low:g} to {high:g}.")
            return default
        return number

    def whole(self, key: str, *, default: int | None = None, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`. Without `default` the key is required."""
        if key not in self and default is not None:
            return default
        text = self._text(key, None)
        number = int(text) if re.fullmatch(r"[-+]?\d{1,9}", text, re.ASCII) else None
        if number is None or not low <= number <= high:
            if text:
                self.problem(key, f"'{text[:20]}' must be a whole number from {low} to {high}.")
            return low if default is None else default
        return number

    def one_of(self, key: str, allowed: Sequence[_Word], default: _Word | None = None) -> _Word:
        """Return one of the `allowed` words. Without `default` the key is required."""
        word = self._text(key, default)
        for known in allowed:
            if word == known:
                return known
        if word:
            self.problem(key, f"'{word[:40]}' is not known here. {instead(word, allowed)}")
        return default or allowed[0]

    def many_of(self, key: str, allowed: Sequence[_Word], default: tuple[_Word, ...]) -> tuple[_Word, ...]:
        """Return some of the `allowed` words, at least one, each once."""
        chosen: list[_Word] = []
        for inner, node in self.items(key):
            word = node.text if isinstance(node, Scalar) else ""
            known = [one for one in allowed if one == word and one not in chosen]
            if not known:
                twice = mark(f"'{word[:40]}' stands here twice. Remove one.")
                unknown = mark(f"'{word[:40]}' is not known here. {instead(word, allowed)}")
                self.report.add(node.line, node.column, inner, twice if word in chosen else unknown)
            chosen += known
        if key in self and not self.items(key):
            self.problem(key, "nothing is named here. Name some, or leave this key out.")
        return tuple(chosen) or default

    def items(self, key: str) -> list[tuple[str, Node]]:
        """Return the values of a list with their paths."""
        node = self._values.get(key)
        if isinstance(node, Listing):
            return [(f"{self.inner(key)}[{n}]", item) for n, item in enumerate(node.items, 1)]
        if node is not None:
            self.problem(key, "this must be a list. Begin each value on a line of its own with '- '.")
        return []

    def lines(self, key: str, *, longest: int) -> list[str]:
        """Return a list of one-line texts, empty ones left out."""
        found = []
        for inner, node in self.items(key):
            text = clean_line(node.text, longest=LONGEST_ID * 10) if isinstance(node, Scalar) else ""
            if not text or len(text) > longest:
                self.report.add(node.line, node.column, inner, f"this must be a text of 1 to {longest} characters.")
            else:
                found.append(text)
        return found

    def _text(self, key: str, default: str | None) -> str:
        node = self._values.get(key)
        if isinstance(node, Scalar):
            if not node.text and default is None:
                self.problem(key, "it is empty. Write a text.")
            return node.text
        if node is not None:
            self.problem(key, "this must be a single value, not a list or a mapping.")
        elif default is None:
            self.problem(key, "this key is missing. Add it.")
        return default or ""


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.empty


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
