"""The formats that a charter can have: their names, what each is for, and what it is as a file. Makes none of them."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

from align.language import mark

Kind = Literal[
    "md", "one-page", "html", "docx", "json", "csv", "decisions", "register", "raci", "raid", "ics", "pulses"
]
KINDS: tuple[Kind, ...] = get_args(Kind)


class Shape(msgspec.Struct, frozen=True):
    """What a format is for."""

    about: str
    folder: bool = False
    """Whether it is always several files."""
    templated: bool = False
    """Whether a Markdown template can change it."""
    binary: bool = False
    """Whether it is no text."""


SHAPES: dict[Kind, Shape] = {
    "md": Shape(mark("the charter as Markdown"), templated=True),
    "one-page": Shape(
        mark("the clauses on one printed page, as Markdown; into a .html file, as a page"), templated=True
    ),
    "html": Shape(mark("one file for browsers, to read and to print"), templated=True),
    "docx": Shape(mark("a Word document; --template company.docx gives it your styles"), templated=True, binary=True),
    "json": Shape(mark("the same facts for programs")),
    "csv": Shape(mark("clauses.csv, and in a folder answers.csv: what everybody may see of the answers")),
    "decisions": Shape(mark("a folder with one decision record a clause"), folder=True, templated=True),
    "register": Shape(mark("who decides what, as Markdown; into a .html file, as a page"), templated=True),
    "raci": Shape(mark("the same as RACI and DACI; into a .html file, as a page"), templated=True),
    "raid": Shape(mark("assumptions, issues and decisions as a CSV log")),
    "ics": Shape(mark("the review dates, and when pulses are due, for a calendar")),
    "pulses": Shape(mark("what all pulses said, with the trend; into a .html file, as a page"), templated=True),
}
