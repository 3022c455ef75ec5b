"""`align signing`: who signed the charter, who objects, and until when people can."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from align.cli.places import existing, folder_option
from align.language import _
from align.usual import called


@click.command("signing")
@click.argument("name")
@click.option("--until", metavar="WHEN", help="Take signatures until then: a day, or a day and a time in UTC.")
@click.option("--open", "no_end", is_flag=True, help="Take signatures for as long as people like.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@folder_option
def command(name: str, until: str | None, no_end: bool, yes: bool, folder: Path) -> None:
    """Say who signed the newest charter of workshop NAME, who objects and who did neither; or until when people can.

    WHEN is 2027-03-12 (to the end of that day, UTC), 2027-03-12 17:00 (UTC) or 2027-03-12T17:00+01:00. Each person
    reads it in local time; afterwards a signature is refused, so a moment that has gone by is taken only after a
    question. The workshop may be served meanwhile.

    \b
    Examples:
      align signing orion-3
      align signing orion-3 --until 2027-03-12
      align signing orion-3 --open
    """
    from align.domain.state import State
    from align.domain.text import LONGEST_PAGE, clean
    from align.domain.versions import in_force
    from align.engine.amending import set_signing
    from align.engine.clock import Clock
    from align.engine.reading import read_public
    from align.errors import UserError
    from align.ui.present.signing import moment_of, status_lines, until_by_region, ways_on

    if until and no_end:
        raise click.UsageError("Choose one of --until and --open.")
    path, now = existing(folder, name), Clock().now()
    end = moment_of(until or "", now)
    if State(sign_until=end).signing_over(now) and not yes:
        click.echo(_("That moment has gone by: with it nobody can sign any more."), err=True)
        if not click.confirm(_("Set the end of signing?"), err=True):
            raise UserError("Nothing was changed.")
    state = asyncio.run(set_signing(path, end)) if until or no_end else read_public(path)
    if not state.version:
        raise UserError("The charter is not sealed yet, so there is nothing to sign.")
    lines = [*status_lines(in_force(state), now), *until_by_region(state, now), *ways_on(state, now, called(path))]
    click.echo(clean("\n".join(lines), longest=LONGEST_PAGE, lines=LONGEST_PAGE))
