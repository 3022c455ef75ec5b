"""`align regions`: propose regions for places, to be confirmed by the people there."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from align.cli.spoken import Group
from align.language import _


@click.group("regions", cls=Group)
def command() -> None:
    """Propose zones, hours and holidays for places.

    \b
    Examples:
      align regions suggest "Boston, Pune, São Paulo" --years 2027
    """


@command.command("suggest")
@click.argument("places")
@click.option("--years", default="", help="For which years holidays are listed; this and the next one when left out.")
def suggest_regions(places: str, years: str) -> None:
    """Propose the regions of a plan for PLACES, with commas between them, as YAML.

    A place is a city, a country, a time zone, or NAME=ZONE. Public holidays take the extra `calendar`. Nothing is
    confirmed: each region says which hours and days are really its own.

    \b
    Examples:
      align regions suggest "Boston, Pune, São Paulo" --years 2027 > regions.yaml
      align regions suggest "Cambridge=Europe/London, Cairo"
    """
    from align.packs.suggest import HOW_TO_GET, has_calendar, proposals_to_yaml, suggest

    this = datetime.now(UTC).year
    wanted = [part.strip() for part in years.split(",")] if years else [str(this), str(this + 1)]
    if not all(part.isascii() and part.isdigit() and len(part) == 4 for part in wanted):
        raise click.UsageError("Write years with commas between them: --years 2027,2028.")
    found = suggest([place for place in places.split(",") if place.strip()], sorted({int(year) for year in wanted}))
    click.echo(proposals_to_yaml(found), nl=False)
    if not has_calendar():
        click.echo(_(HOW_TO_GET), err=True)
