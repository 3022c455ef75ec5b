"""Makes participants of what people write: pasted lines, CSV, or a plan's list. It opens no files."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from align.domain.model import Participant, Party, Region
from align.domain.text import LONGEST_NAME, clean_line, name_key
from align.language import mark
from align.packs.fields import unique_slug
from align.packs.problems import Problem, Report, instead
from align.packs.source import unix_lines

COLUMNS = ("name", "region", "party", "role")
LONGEST_ROLE = 60
LONGEST_CELL = 600


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a file, counting from 1, and under which key."""

    line: int
    column: int
    path: str = ""


TOP = Place(1, 1)


@dataclass(frozen=True, slots=True)
class Cell:
    """One text of a row and where it stands."""

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Row:
    """What is written about one person; a column that is left out is missing from `cells`. `path` leads to its key."""

    line: int
    column: int
    cells: dict[str, Cell]
    path: str = ""

    def cell(self, column: str) -> Cell:
        """Return a column's cell, an empty one at the row's start when it is left out."""
        return self.cells.get(column, Cell("", self.line, self.column))


def parse_people(
    text: str, regions: Sequence[Region], parties: Sequence[Party], *, file: str = "people"
) -> tuple[list[Participant], list[Problem]]:
    """Return the people of a table "Name, Region, Party, Role", one a line, and what is wrong with the others.

    Columns are parted by commas, semicolons or tabs; a first line with the columns' names may change their order.
    Regions and parties are known by name or id. `file` is how problems call the text.
    """
    report = Report(file)
    people = people_of_rows(rows_of_text(text, report), regions, parties, report)
    return people, report.problems


def rows_of_text(text: str, report: Report, *, place: Place = TOP) -> list[Row]:
    """Return the rows of a table with their places; lines that are empty or start with '#' are left out.

    `place` is where the table's first character stands in the file of `report`.
    """
    lines = enumerate(unix_lines(text).split("\n"), place.line)
    written = [(number, line) for number, line in lines if line.strip() and not line.lstrip().startswith("#")]
    if not written:
        return []
    first = written[0][1]
    separator = next((mark for mark in ("\t", ";") if mark in first), ",")
    header: Sequence[str] = COLUMNS
    rows: list[Row] = []
    for number, line in written:
        cells = _cells(line, separator, replace(place, line=number), report)
        words = [cell.text.casefold() for cell in cells]
        if line is first and {"name", "region"} <= set(words):
            header = words
            _check_header(cells, place, report)
        elif any(words):
            rows.append(_row(cells, header, place, report))
    return rows


def people_of_rows(
    rows: Iterable[Row],
    regions: Sequence[Region],
    parties: Sequence[Party],
    report: Report,
    places: set[str] | None = None,
) -> list[Participant]:
    """Return the participants of those rows that are right; the others are reported.

    `places` takes in the ids of the regions that the rows name, wrong rows too; "" stands for one that is not known.
    """
    people: list[Participant] = []
    lines: dict[str, int] = {}
    """Where each name stands first, also in a row that is wrong for another reason."""
    for row in rows:
        before = len(report.problems)
        name = _line(row, "name", LONGEST_NAME, report)
        region = _known(row, "region", regions, report)
        party = _known(row, "party", parties, report) if "party" in row.cells else ""
        role = _line(row, "role", LONGEST_ROLE, report) if "role" in row.cells else ""
        key = name_key(name)
        if name and key in lines:
            said = mark(f"'{name}' stands in line {lines[key]} already. Add an initial to tell the two apart.")
            _report(report, row, "name", said)
        lines.setdefault(key, row.line)
        if places is not None:
            places.add(region)
        if len(report.problems) == before:
            taken = [person.id for person in people]
            people.append(Participant(unique_slug(name, taken, otherwise="person"), name, region, party, role))
    return people


def _cells(line: str, separator: str, place: Place, report: Report) -> list[Cell]:
    try:
        texts = next(csv.reader([line], delimiter=separator, skipinitialspace=True, strict=True))
    except csv.Error:
        said = mark("the quotation marks do not match. Close or remove them.")
        report.add(place.line, place.column, place.path, said)
        return []
    cells: list[Cell] = []
    start = 0
    for text in texts:
        at = line.find(text.strip(), start)
        start = at + len(text.strip()) if at >= 0 else start
        cells.append(Cell(clean_line(text, longest=LONGEST_CELL), place.line, place.column + max(at, 0)))
    return cells


def _check_header(cells: Sequence[Cell], place: Place, report: Report) -> None:
    for cell in cells:
        if cell.text.casefold() not in COLUMNS:
            said = mark(f"the column '{cell.text[:40]}' is not known. {instead(cell.text, COLUMNS)} Or remove it.")
            report.add(cell.line, cell.column, place.path, said)


def _row(cells: Sequence[Cell], header: Sequence[str], place: Place, report: Report) -> Row:
    for cell in cells[len(header) :]:
        if cell.text:
            line, text = ", ".join(header), cell.text[:40]
            said = mark(f"'{text}' is too much: a line is {line}. Quote a text that holds a comma.")
            report.add(cell.line, cell.column, place.path, said)
    named = {column: cell for column, cell in zip(header, cells, strict=False) if cell.text}
    return Row(cells[0].line, cells[0].column, named, place.path)


def _line(row: Row, column: str, longest: int, report: Report) -> str:
    text = row.cell(column).text
    if not text:
        _report(report, row, column, f"the {column} is missing. A person is: {', '.join(COLUMNS)}.")
    elif len(text) > longest:
        _report(report, row, column, f"it has {len(text)} characters; {longest} is the most. Please shorten it.")
    return text


_NONE_YET = {
    "region": mark("It has no regions yet: add them first."),
    "party": mark("It has no parties yet: add them, or leave this column out."),
}


def _known(row: Row, column: str, known: Sequence[Region] | Sequence[Party], report: Report) -> str:
    """Return the id of the region or party that a cell names."""
    text = row.cell(column).text
    names = [one.name for one in known]
    if not text:
        _report(report, row, column, f"the {column} is missing. {instead('', names)}")
        return ""
    for one in known:
        if name_key(text) in (name_key(one.name), one.id):
            return one.id
    way_out = instead(text, names) if names else _NONE_YET[column]
    _report(report, row, column, f"'{text[:40]}' is no {column} of the plan. {way_out}")
    return ""


def _report(report: Report, row: Row, column: str, message: str) -> None:
    cell = row.cell(column)
    report.add(cell.line, cell.column, f"{row.path}.{column}" if row.path else column, message)
