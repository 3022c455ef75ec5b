"""`align merge`: take in the answers of people who had no line to the host."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click

from align.cli.exits import FAILED, OK
from align.cli.places import existing, folder_option
from align.language import _, plural, retold

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
    who = ""
    if result.person:
        who = _("{person}, revision {revision}", person=result.person, revision=result.revision)
    if result.problem:
        why = _("not taken: {why}.", why=retold(result.problem).rstrip(".。"))
        return f"{who}: {why}" if who else why
    if result.same_as is not None:
        return f"{who}: {_('the same as {file}.', file=result.same_as)}"
    answers, guesses, late, known = result.answers, result.guesses, result.late, result.known
    news = [
        plural(answers, "{n} answer new", "{n} answers new", n=answers) if answers else "",
        plural(guesses, "{n} guess new", "{n} guesses new", n=guesses) if guesses else "",
        plural(late, "{n} answer late", "{n} answers late", n=late) if late else "",
        plural(known, "{n} known before", "{n} known before", n=known) if known else "",
        _("handed in") if result.done else "",
        _("its signature or objection is new") if result.signed else "",
        *(
            plural(n, "{n} refused ({why})", "{n} refused ({why})", n=n, why=retold(why).rstrip(".。"))
            for why, n in result.refused.items()
        ),
    ]
    said = _(", ").join(filter(None, news)) or _("nothing in it yet")
    return f"{who}: {_('{said}.', said=said)}"
