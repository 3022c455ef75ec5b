"""`align show`: one workshop, as text or JSON: what everybody may see of it, no more."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from align.cli.places import folder_option
from align.language import _, in_english

if TYPE_CHECKING:
    from align.analysis.reveal.cuts import Cut
    from align.domain.state import State


@click.command("show")
@click.argument("name")
@click.option("--analysis", is_flag=True, help="Show agenda, four-state map and figures, each explained.")
@click.option(
    "--by",
    type=click.Choice(["region", "party", "role"]),
    default="region",
    help="Compare these groups in the analysis; party and role need answers with names.",
)
@folder_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(name: str, analysis: bool, by: Cut, folder: Path, as_json: bool) -> None:
    """Show workshop NAME: plan, phase, and, once the round is closed, what was said.

    \b
    Examples:
      align show orion-3
      align show orion-3 --analysis
      align show orion-3 --analysis --by party
      align show orion-3 --json | jq .clauses
    """
    from align.charter.analysis_text import analysis_facts, analysis_text
    from align.charter.facts import workshop_facts, workshop_text
    from align.charter.pulses import pulses_facts
    from align.cli.places import existing
    from align.domain.text import LONGEST_PAGE, clean
    from align.engine.reading import read_public

    if by != "region" and not analysis:
        raise click.UsageError("--by says how to cut the analysis: add --analysis.")
    state = read_public(existing(folder, name))
    if as_json:
        with in_english():  # programs read it
            facts = analysis_facts(name, state, by) if analysis else workshop_facts(name, state) | pulses_facts(state)
            click.echo(json.dumps(facts, ensure_ascii=False, indent=2))
    else:
        text = analysis_text(name, state, by) if analysis else _with_pulses(workshop_text(name, state), state)
        # A log from elsewhere may hold what no terminal should get.
        click.echo(clean(text, longest=LONGEST_PAGE, lines=LONGEST_PAGE))


def _with_pulses(text: str, state: State) -> str:
    from align.charter.pulses import pulses_lines

    lines = pulses_lines(state)
    return "\n".join([text, "", _("Pulses:"), *(f"  {line}".rstrip() for line in lines)]) if lines else text
