"""The people of a plan, in any of the three ways to write them: a list, a table in the plan, a file beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from align.domain.model import Participant, Party, Region
from align.errors import PackError, UserError
from align.language import mark
from align.packs.fields import Fields
from align.packs.people import COLUMNS, LONGEST_CELL, Cell, Place, Row, people_of_rows, rows_of_text
from align.packs.problems import Report, in_file_order
from align.packs.source import Document, Scalar, read_text

LONGEST_PATH = 200


@dataclass(frozen=True, slots=True)
class Crowd:
    """Reads the people of one plan. `folder` is the plan's; None when the plan was no file."""

    document: Document
    regions: Sequence[Region]
    parties: Sequence[Party]
    folder: Path | None

    def read(self, fields: Fields, elsewhere: list[str], *, open_door: bool) -> tuple[Participant, ...]:
        """Return the plan's people; problems of the people file go to `elsewhere`, all others to the plan's report."""
        before = len(fields.report.problems) + len(elsewhere)
        places: set[str] = set()
        if "people" in fields and "people_file" in fields:
            fields.problem("people_file", "people are listed under `people` already. Keep one of the two keys.")
        if "people_file" in fields:
            people = self._of_file(fields, elsewhere, places)
        elif isinstance(fields.at("people"), Scalar):
            people = self._of_table(fields, places)
        else:
            people = people_of_rows(_listed(fields), self.regions, self.parties, fields.report, places)
        fine = len(fields.report.problems) + len(elsewhere) == before
        # A region that is not known may be a misspelled one: then nobody can say yet which regions are empty.
        if not open_door and (fine or (places and "" not in places)):
            self._check_everywhere(fields, places)
        return tuple(people)

    def _of_file(self, fields: Fields, elsewhere: list[str], places: set[str]) -> list[Participant]:
        name = fields.line("people_file", longest=LONGEST_PATH)
        if self.folder is None:
            fields.problem("people_file", "this plan is no file, so there is no folder to look in. Use `people`.")
            return []
        path = self.folder / name
        if not path.resolve().is_relative_to(self.folder.resolve()):
            fields.problem("people_file", "the file must be in the plan's folder. Move it there.")
            return []
        report = Report(str(path))
        try:
            rows = rows_of_text(read_text(path), report)
        except PackError as error:
            elsewhere += error.problems
            return []
        except UserError as error:
            fields.problem("people_file", str(error))
            return []
        people = people_of_rows(rows, self.regions, self.parties, report, places)
        elsewhere += in_file_order(report.problems)
        return people

    def _of_table(self, fields: Fields, places: set[str]) -> list[Participant]:
        node = fields.at("people")
        assert isinstance(node, Scalar)
        if not node.literal:
            fields.problem("people", "write `people: |`, and each person on a line of its own below.")
            return []
        below = self.document.lines[node.line :]
        indent = next((len(line) - len(line.lstrip(" ")) for line in below if line.strip()), 0)
        rows = rows_of_text(node.raw, fields.report, place=Place(node.line + 1, indent + 1, "people"))
        return people_of_rows(rows, self.regions, self.parties, fields.report, places)

    def _check_everywhere(self, fields: Fields, places: set[str]) -> None:
        if not places:
            message = mark(
                "nobody is in the plan. Add `people`, or write `open_door: true` to let people join by themselves."
            )
            fields.problem("people", message)
            return
        for (path, node), region in zip(fields.items("regions"), self.regions, strict=False):
            if region.id not in places:
                said = mark(f"nobody is in the region '{region.name}'. Put somebody there, or remove it.")
                fields.report.add(node.line, node.column, path, said)


def _listed(fields: Fields) -> list[Row]:
    rows: list[Row] = []
    for path, node in fields.items("people"):
        inner = Fields(node, path, COLUMNS, fields.report)
        cells: dict[str, Cell] = {}
        for column in COLUMNS:
            text = inner.line(column, longest=LONGEST_CELL, default="")
            if text:
                cells[column] = Cell(text, inner.at(column).line, inner.at(column).column)
        rows.append(Row(node.line, node.column, cells, path))
    return rows
