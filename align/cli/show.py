"""`align show`: one workshop, as text or JSON: what everybody may see of it, no more."""

from __future__ import annotations

import json
from pathlib import Path

import click

from align.cli.places import folder_option


@click.command("show")
@click.argument("name")
@click.option("--analysis", is_flag=True, help="Show agenda, four-state map and figures, each explained.")
@folder_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(name: str, analysis: bool, folder: Path, as_json: bool) -> None:
    """Show workshop NAME: plan, phase, and, once the round is closed, what was said.

    \b
    Examples:
      align show orion-3
      align show orion-3 --analysis
      align show orion-3 --json | jq .clauses
    """
    from align.charter.analysis_text import analysis_facts, analysis_text
    from align.charter.facts import workshop_facts, workshop_text
    from align.cli.places import existing
    from align.domain.text import LONGEST_PAGE, clean
    from align.engine.reading import read_public

    state = read_public(existing(folder, name))
    facts, text = (analysis_facts, analysis_text) if analysis else (workshop_facts, workshop_text)
    if as_json:
        click.echo(json.dumps(facts(name, state), ensure_ascii=False, indent=2))
    else:
        # A log from elsewhere may hold what no terminal should get.
        click.echo(clean(text(name, state), longest=LONGEST_PAGE, lines=LONGEST_PAGE))
