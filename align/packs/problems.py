"""What is wrong in a file somebody wrote, where, and the way out. It knows nothing of packs, plans or YAML."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from align.errors import PackError
from align.language import mark


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. `line`, `column` and the items in `path` (such as `regions[2].zone`) count from 1."""

    file: str
    line: int
    column: int
    path: str
    message: str

    def __str__(self) -> str:
        key = f" {self.path}" if self.path else ""
        return f"{self.file}:{self.line}:{self.column}{key}: {self.message}"


class Report:
    """Gathers the problems of one file, so that a person sees all of them at once."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def add(self, line: int, column: int, path: str, message: str) -> None:
        """Keep a finding; `message` is a sentence that holds the way out."""
        self.problems.append(Problem(self.file, line, column, path, message))

    def raise_if_any(self, others: Sequence[str] = ()) -> None:
        """Raise PackError with every problem in file order, then the lines of `others`; return when there are none."""
        if self.problems or others:
            raise PackError([*in_file_order(self.problems), *others])


def in_file_order(problems: Iterable[Problem]) -> list[str]:
    """Return the problems as printable lines, sorted by file, line and column."""
    return [str(problem) for problem in sorted(problems, key=lambda found: (found.file, found.line, found.column))]


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """Return up to three of `known` that `word` may have been meant to be, nearest first; case does not count."""
    spelled = {name.casefold(): name for name in known}
    return [spelled[name] for name in difflib.get_close_matches(word.casefold(), spelled, n=3, cutoff=0.6)]


def instead(word: str, known: Sequence[str]) -> str:
    """Return the way out when `word` is not one of `known`: the nearest ones, else all of them."""
    close = nearest(word, known)
    if close:
        return mark(f"Did you mean {' or '.join(close)}?")
    return mark(f"Use one of: {', '.join(known)}.") if known else mark("There is none to choose from.")
