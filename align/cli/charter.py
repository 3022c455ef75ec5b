"""`align charter`: the charter of a workshop in many formats, a draft as long as it is not sealed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from align.charter.kinds import KINDS, SHAPES, Kind
from align.cli.places import OutPath, folder_option
from align.errors import UserError
from align.language import _, mark, retold

if TYPE_CHECKING:
    from align.charter.formats import Asked
    from align.domain.state import State

STDOUT = Path("-")
SECONDS = 1.0
"""How often --watch looks."""


_FORMATS = "\b\n" + mark("Formats:") + "\n" + "\n".join(f"  {kind:<10} {shape.about}" for kind, shape in SHAPES.items())


@click.command("charter", epilog=_FORMATS)
@click.argument("name")
@click.option(
    "--format", "kind", type=click.Choice(KINDS), help="What to make of it, see below; else as the file's name ends."
)
@click.option("-o", "--output", type=OutPath(), default=STDOUT, help="Write to this file or into this folder.")
@click.option("--template", type=click.Path(path_type=Path), help="Use your own template instead of align's.")
@click.option("--version", "number", type=click.IntRange(1), help="This sealed version, as it was sealed and signed.")
@click.option("--draft", is_flag=True, help="While a charter is amended: the draft instead of the version in force.")
@click.option("--force", is_flag=True, help="Replace files that exist.")
@click.option("--watch", is_flag=True, help="Write again whenever the workshop goes on; Ctrl+C ends it.")
@folder_option
def command(
    name: str, kind: Kind | None, output: Path, template: Path | None, number: int | None, draft: bool, force: bool,
    watch: bool, folder: Path,
) -> None:  # fmt: skip
    """Print the charter of workshop NAME, or write it to a file. It may be served meanwhile.

    Without --format a file is written as its name ends: .md, .html, .docx, .json, .csv or .ics.

    While a charter is amended you get the version in force.

    A template of your own runs in a process of its own, under limits; `align templates` says what it may use.
    `align verify` says whether a Markdown charter is still what was written.

    \b
    Examples:
      align charter orion-3
      align charter orion-3 -o charter.md --force --template our-charter.md.j2
      align charter orion-3 -o charter.html --watch
      align charter orion-3 -o charter.docx --template company.docx
      align charter orion-3 --format decisions -o decisions
      align charter orion-3 --version 1
      align charter orion-3 --format pulses -o pulses.md
    """
    from datetime import UTC, datetime

    from align.charter.formats import asked, files, kind_of
    from align.cli.places import existing
    from align.engine.reading import read_public

    if number and draft:
        raise click.UsageError("Choose one of --version and --draft.")
    if kind == "pulses" and (number or draft):
        raise click.UsageError("--format pulses tells of all pulses: leave out --version and --draft.")
    path = existing(folder, name)
    kind = kind or ("md" if output == STDOUT or output.is_dir() else kind_of(output))
    wanted = asked(kind, datetime.now(UTC).date(), template, web=output.suffix.lower() in (".html", ".htm"))

    def choose(state: State) -> tuple[State, str]:
        return (state, "") if kind == "pulses" else _chosen(state, number, draft)

    if watch:
        _watch(path, wanted, output, force, choose)
        return
    state, note = choose(read_public(path))
    _write(files(state, wanted), wanted, output, force, note)


def _chosen(state: State, number: int | None, draft: bool) -> tuple[State, str]:
    """Return the version that is wanted, and a word about it where it is not simply the charter. Raises AlignError."""
    from align.charter.context import why_draft
    from align.domain.versions import as_sealed, in_force

    if draft and state.in_force:
        raise UserError(f"There is no draft: version {state.version} is sealed, and nobody has begun to amend it.")
    if number or (state.amending and not draft):
        chosen = as_sealed(state, number) if number else in_force(state)
        if chosen.version < state.version:
            return chosen, _("version {version} is in force.", version=state.version)
        drafted = _("Version {next} is being drafted; --draft gives it.", next=state.version + 1)
        return chosen, f"{_('this is the version in force.')} {drafted}" if state.amending else ""
    why = why_draft(state)
    return state, f"{_('this is a draft.')} {why}" if why else ""


def _watch(path: Path, wanted: Asked, output: Path, force: bool, choose: Callable[[State], tuple[State, str]]) -> None:
    import time

    from align.engine.reading import follow

    if output == STDOUT:
        raise UserError("--watch needs a file to write again. Name it with -o.")
    try:
        for state in follow(path, lambda: time.sleep(SECONDS)):
            chosen, note = choose(state)
            made = _made(chosen, wanted)
            if made:
                _write(made, wanted, output, force, note)
                force = True
    except KeyboardInterrupt:
        click.echo(_("Stopped watching."), err=True)


def _made(state: State, wanted: Asked) -> dict[str, bytes]:
    """Return the files of this moment; nothing, and a word about it, where there is nothing to make yet."""
    from align.charter.formats import files

    try:
        return files(state, wanted)
    except UserError as error:
        click.echo(_("Waiting: {why}", why=retold(str(error))), err=True)
        return {}


def _write(made: dict[str, bytes], wanted: Asked, output: Path, force: bool, note: str) -> None:
    from align.charter.export import write_charter, write_files

    shape, (first, *others) = SHAPES[wanted.kind], made
    if output == STDOUT:
        if shape.folder or shape.binary:
            raise UserError(f"The format {wanted.kind} is not for a terminal. Name a file or a folder with -o.")
        # Bytes, so that the text is the same whatever the terminal's encoding and line ends.
        sys.stdout.buffer.write(made[first])
        sys.stdout.buffer.flush()
    elif shape.folder or output.is_dir():
        for path in write_files(made, output, overwrite=force):
            click.echo(_("Written to {path}.", path=path), err=True)
        others = []
    else:
        write_charter(made[first], output, overwrite=force)
        click.echo(_("Written to {path}.", path=output), err=True)
    if others:
        click.echo(_("Note: name a folder with -o to get {files} too.", files=", ".join(others)), err=True)
    if note:
        click.echo(_("Note: {note}", note=note), err=True)
