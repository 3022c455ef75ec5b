"""`align invite`: answer kits for people who cannot reach the host, passes for guests who cannot install anything."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from align.cli.places import OutPath, existing, folder_option
from align.errors import UserError
from align.language import _


@click.command("invite")
@click.argument("name")
@click.option("--file", "by_file", is_flag=True, help="Write an answer kit for each person.")
@click.option("--for", "people", multiple=True, metavar="PERSON", help="Only for this person; may be repeated.")
@click.option("-o", "--output", type=OutPath(file_okay=False), default=Path(), help="The folder for the kits.")
@click.option(
    "--passes", type=click.IntRange(1, 1000), metavar="COUNT", help="Print one-time passes for guests without align."
)
@folder_option
def command(name: str, by_file: bool, people: tuple[str, ...], output: Path, passes: int | None, folder: Path) -> None:
    """Write answer kits for people who cannot reach the host of workshop NAME, one file a person.

    A kit gives its person the seat, so nobody else can take it; whoever has the kit can answer as they do, so hand it
    over like a key. Without --for, everybody without a seat gets one. The workshop may be served meanwhile.

    Once the charter is sealed a kit holds it, to be read and signed or objected to, and nothing that people typed in
    answers. Whoever answered by file gets a new one, and their old kit ends.

    A pass (--passes) lets one guest in once through a door of `align host NAME --ssh`, instead of the join code.

    \b
    Examples:
      align invite orion-3 --file --for "Asha Rao"
      align invite orion-3 --file --for "Asha Rao" --for "Luca Brunner" -o kits
      align invite orion-3 --passes 3
    """
    if passes is not None:
        from align.engine.guests import GuestBook

        click.echo("\n".join(GuestBook(existing(folder, name)).passes(passes)))
        return
    if not by_file:
        raise UserError(
            "With a line to the host people join with the ticket that `align host` shows. For people without one, add "
            "--file."
        )
    from align.engine.inviting import invite

    made = asyncio.run(invite(existing(folder, name), people, output))
    for one in made:
        click.echo(f"{one.person.name}  {one.kit}")
    way = _("Each answers with `align answer KIT` and sends the .answers file back, for `align merge`.")
    click.echo(way, err=True)
