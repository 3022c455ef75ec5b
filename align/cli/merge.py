"""`align merge`: take in the answers of people who had no line to the host."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click

from align.cli.exits import FAILED, OK
from align.cli.places import existing, folder_option

if TYPE_CHECKING:
    from align.engine.merging import Merged


@click.command("merge")
@click.argument("name")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@folder_option
def command(name: str, files: tuple[Path, ...], folder: Path) -> int:
    """Take answers FILES into workshop NAME: in any order, any number of times, served or not.

    Merge together what arrived together: answers of several files are mixed before they are stored, those of a single
    one lie side by side. A file that is refused changes nothing.

    \b
    Examples:
      align merge orion-3 *.answers
    """
    from align.engine.merging import merge

    results = asyncio.run(merge(existing(folder, name), files))
    for result in results:
        click.echo(f"{result.file}: {_told(result)}")
    return FAILED if any(result.problem for result in results) else OK


def _told(result: Merged) -> str:
    who = f"{result.person}, revision {result.revision}" if result.person else ""
    if result.problem:
        return f"{who + ': ' if who else ''}not taken: {result.problem.rstrip('.')}."
    if result.same_as is not None:
        return f"{who}: the same as {result.same_as}."
    news = [
        _counted(result.answers, "answer", "new"), _counted(result.guesses, "guess", "new"),
        _counted(result.late, "answer", "late"), f"{result.known} known before" if result.known else "",
        "handed in" if result.done else "", "its signature or objection is new" if result.signed else "",
        *(f"{n} refused ({why.rstrip('.')})" for why, n in result.refused.items()),
    ]  # fmt: skip
    return f"{who}: {', '.join(filter(None, news)) or 'nothing in it yet'}."


def _counted(number: int, what: str, how: str) -> str:
    if not number:
        return ""
    plural = what if number == 1 else {"answer": "answers", "guess": "guesses"}[what]
    return f"{number} {plural} {how}"
