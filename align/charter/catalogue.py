"""The templates that align brings: which there are, what each is for, and copies of them to change."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from align.charter.export import write_charter
from align.charter.templates import read_template
from align.errors import UserError
from align.resources import bundled

CHARTER = "charter.md.j2"
ONE_PAGE = "one-page.md.j2"
DECISION = "decision.md.j2"
REGISTER = "decisions.md.j2"
RACI = "raci.md.j2"
PULSES = "pulses.md.j2"

_FIRST_COMMENT = re.compile(r"\{#(.*?)#\}", re.DOTALL)


class Template(msgspec.Struct, frozen=True):
    """A bundled template: its file's name, what it is for, and its text."""

    name: str
    about: str
    text: str


def templates() -> list[Template]:
    """Return align's own Markdown templates, by name; what each is for stands in its first comment."""
    return [_template(path) for path in sorted(bundled("templates").glob("*.md.j2"))]


def template(name: str) -> Template:
    """Return the bundled template of this name, with or without its ending; raises UserError naming those there are."""
    found = {one.name: one for one in templates()}
    for candidate in (name, f"{name}.md.j2"):
        if candidate in found:
            return found[candidate]
    raise UserError(f"align has no template {name}. There are: {', '.join(found)}.")


def copy_template(name: str, target: Path, *, overwrite: bool = False) -> Path:
    """Write a bundled template to `target`, a file or a folder that exists; returns the file. Raises UserError."""
    found = template(name)
    file = target / found.name if target.is_dir() else target
    write_charter(found.text, file, overwrite=overwrite)
    return file


def _template(path: Path) -> Template:
    text = read_template(path)
    about = _FIRST_COMMENT.search(text)
    return Template(path.name, " ".join(about[1].split()) if about else "", text)
