"""From one view of the facts to the files of a format. It decides what is made of what, and writes nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec

from align.charter.as_json import charter_json
from align.charter.catalogue import ONE_PAGE, RACI, REGISTER
from align.charter.context import context
from align.charter.dates import calendar
from align.charter.decisions import decision_files
from align.charter.facts import workshop_facts
from align.charter.kinds import SHAPES, Kind
from align.charter.render import written
from align.charter.results import results_markdown
from align.charter.tables import answer_table, clause_table, raid_table
from align.charter.web_page import page
from align.charter.word_document import document
from align.domain.state import State
from align.errors import UserError
from align.language import in_english


class Asked(msgspec.Struct, frozen=True):
    """What somebody wants. `template` is theirs, `styles` a Word file; `today` stamps drafts of a calendar."""

    kind: Kind
    today: date
    template: Path | None = None
    styles: Path | None = None
    web: bool = False
    """One page, register, RACI and pulses as HTML instead of Markdown."""


def asked(kind: Kind, today: date, template: Path | None = None, *, web: bool = False) -> Asked:
    """Return what is wanted; a template that ends with .docx is a Word file with styles. Raises UserError."""
    shape = SHAPES[kind]
    if template is None:
        return Asked(kind, today, web=web)
    if template.suffix.lower() in (".docx", ".dotx"):
        if kind != "docx":
            raise UserError(f"{template} gives a Word document its styles. Use it with --format docx.")
        return Asked(kind, today, styles=template)
    if not shape.templated:
        raise UserError(f"The format {kind} is made without a template. Leave out --template.")
    return Asked(kind, today, template, web=web)


_ENDINGS: dict[str, Kind] = {
    "": "md", ".md": "md", ".markdown": "md", ".txt": "md", ".html": "html", ".htm": "html", ".docx": "docx",
    ".json": "json", ".csv": "csv", ".ics": "ics",
}  # fmt: skip
"""How a file's name ends → the format in which a charter is written into it."""


def kind_of(path: Path) -> Kind:
    """Return the format that a file's name asks for. Raises UserError for an ending that stands for something else."""
    kind = _ENDINGS.get(path.suffix.lower())
    if kind is None:
        endings = ", ".join(filter(None, _ENDINGS))
        raise UserError(f"A charter is not written as {path.suffix}. Let the name end with one of these: {endings}.")
    return kind


def for_file(state: State, path: Path, today: date) -> bytes:
    """Return the charter of a public state in the format that the file's name asks for.

    Raises UserError for an ending that stands for something else.
    """
    return next(iter(files(state, Asked(kind_of(path), today)).values()))


@in_english()
def files(state: State, wanted: Asked) -> dict[str, bytes]:
    """Return file name → bytes of a public state in a format, the main file first. Raises UserError."""
    view = context(state)
    match wanted.kind:
        case "md":
            return {"charter.md": written(view, wanted.template).encode()}
        case "one-page":
            text = written(view, wanted.template, ONE_PAGE)
            return {"one-page.md": (page(view, text, dense=True) if wanted.web else text).encode()}
        case "html":
            return {"charter.html": page(view, written(view, wanted.template)).encode()}
        case "docx":
            return {"charter.docx": document(view, written(view, wanted.template), wanted.styles)}
        case "json":
            return {"charter.json": charter_json(view, written(view)).encode()}
        case "csv":
            return {"clauses.csv": clause_table(view), "answers.csv": answer_table(workshop_facts("", state))}
        case "decisions":
            return {name: text.encode() for name, text in decision_files(view, wanted.template).items()}
        case "register" | "raci":
            text = written(view, wanted.template, REGISTER if wanted.kind == "register" else RACI)
            name = "decisions.md" if wanted.kind == "register" else "raci.md"
            return {name: (page(view, text) if wanted.web else text).encode()}
        case "raid":
            return {"raid.csv": raid_table(view)}
        case "pulses":
            text = results_markdown(view, state, wanted.template)
            return {"pulses.md": (page(view, text) if wanted.web else text).encode()}
        case "ics":
            return {"review-dates.ics": calendar(view, wanted.today)}
