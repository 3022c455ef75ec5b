"""`align lint`: names what is weak in a charter, where, and how to mend it."""

from __future__ import annotations

import json
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

import click

from align.cli.exits import FAILED, OK
from align.cli.places import folder_option
from align.language import in_english

WEEKS = 52


@click.command("lint")
@click.argument("name")
@folder_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(name: str, folder: Path, as_json: bool) -> int:
    """Name what is weak in the charter of workshop NAME, each with where it stands and how to mend it.

    It finds clauses without an owner, a number or a review date, or with one after the milestone; words that each
    reader understands differently; what nobody could see; two deciders; blanks; promises that cannot be kept by those
    who are at work over the next 52 weeks. The exit code is 1 when something is found. It advises: a charter can be
    sealed all the same.

    \b
    Examples:
      align lint orion-3
      align lint orion-3 --json | jq -r '.weak[].where'
    """
    from align.analysis.cover.rosters import weeks_from
    from align.charter.lint import weak
    from align.charter.lint_text import lint_facts, lint_text
    from align.charter.plan_check import check_plan
    from align.cli.places import existing
    from align.domain.text import LONGEST_PAGE, clean
    from align.engine.reading import read_public

    state = read_public(existing(folder, name))
    plan = state.the_plan
    with in_english() if as_json else nullcontext():  # programs read JSON
        checks = check_plan(plan, weeks_from(datetime.now(UTC).date(), WEEKS)) if plan.promises else None
        found = weak(state, checks)
        if as_json:
            click.echo(json.dumps(lint_facts(state, found), ensure_ascii=False, indent=2))
        else:
            click.echo(clean(lint_text(state, found), longest=LONGEST_PAGE, lines=LONGEST_PAGE))
    return FAILED if found else OK
