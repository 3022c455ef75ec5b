"""`align check`: hold the promises of a workshop, or of a plan before there is one, against the working hours."""

from __future__ import annotations

import json
from contextlib import nullcontext
from datetime import UTC, date, datetime
from pathlib import Path

import click

from align.cli.exits import FAILED, OK
from align.cli.places import folder_option, packs_here
from align.language import in_english

WEEKS = 52
LAST_YEAR = 9000


@click.command("check")
@click.argument("name", required=False, default="")
@click.option("--plan", "plan_file", type=click.Path(dir_okay=False, path_type=Path), help="Check a plan in YAML.")
@click.option("--from", "start", type=click.DateTime(["%Y-%m-%d"]), help="The year begins here; today when left out.")
@folder_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(name: str, plan_file: Path | None, start: datetime | None, folder: Path, as_json: bool) -> int:
    """Check whether the promises of workshop NAME can be kept over the next 52 weeks.

    It says how much of the year each one is kept, the worst wait in each local time, the hours that nobody covers, and
    a wording that can be kept. What a promise leaves out is named and not guessed. The exit code is 1 when a promise
    cannot be kept.

    \b
    Examples:
      align check orion-3
      align check --plan plan.yaml
      align check --plan plan.yaml --from 2027-01-04 --json
    """
    from align.analysis.cover.rosters import weeks_from
    from align.charter.plan_check import check_facts, check_plan, check_text
    from align.cli.places import existing
    from align.domain.text import LONGEST_PAGE, clean
    from align.engine.reading import read_public
    from align.packs.plans import load_plan

    if bool(name) == (plan_file is not None):
        raise click.UsageError("Name a workshop, or give a plan with --plan.")
    if start is not None and not 1970 <= start.year <= LAST_YEAR:
        raise click.UsageError(f"--from takes a day from 1970 to {LAST_YEAR}.")
    day: date = (start or datetime.now(UTC)).date()
    plan = load_plan(plan_file, packs_here()) if plan_file else read_public(existing(folder, name)).the_plan
    with in_english() if as_json else nullcontext():  # programs read JSON
        found = check_plan(plan, weeks_from(day, WEEKS))
        if as_json:
            click.echo(json.dumps(check_facts(found), ensure_ascii=False, indent=2))
        else:
            click.echo(clean(check_text(found), longest=LONGEST_PAGE, lines=LONGEST_PAGE))
    return OK if found.kept else FAILED
