"""`align diff`: what two versions of a charter do not have in common."""

from __future__ import annotations

import json
from pathlib import Path

import click

from align.cli.places import existing, folder_option
from align.errors import UserError
from align.language import in_english


@click.command("diff")
@click.argument("name")
@click.argument("older", required=False)
@click.argument("newer", required=False)
@click.option("--format", "kind", type=click.Choice(["text", "md"]), default="text", help="Plain text, or Markdown.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@folder_option
def command(name: str, older: str | None, newer: str | None, kind: str, as_json: bool, folder: Path) -> None:
    """Say what changed in the charter of workshop NAME between two versions: what, who asked, and why.

    Without versions: the newest two, the draft of an amendment among them. OLDER and NEWER are numbers; NEWER may be
    `draft`. Words taken out stand as [-words-], words put in as {+words+}.

    \b
    Examples:
      align diff orion-3
      align diff orion-3 v1 v3
      align diff orion-3 2 draft --format md
    """
    from align.charter.diff_text import diff_markdown, diff_text
    from align.charter.versions import difference
    from align.domain.text import LONGEST_PAGE, clean
    from align.domain.versions import known, version_of
    from align.engine.reading import read_public

    state = read_public(existing(folder, name))
    names = known(state).split(", ")
    if older is not None and newer is None:
        raise click.UsageError("Name two versions, or none for the newest two.")
    if older is None and not state.versions:
        raise UserError("Nothing is sealed yet, so there are no two versions to compare.")
    if older is None and len(names) < 2:
        raise UserError(f"There are no two versions to compare yet: only version {known(state)} is sealed.")
    first, second = (version_of(state, one) for one in (older or names[-2], newer or names[-1]))
    if first.number >= second.number:
        raise UserError("Name the older version first.")
    if as_json or kind == "md":
        with in_english():  # programs read it, or it goes into a document
            view = difference(state, first, second)
            text = json.dumps(view, ensure_ascii=False, indent=2) if as_json else diff_markdown(view)
    else:
        text = diff_text(difference(state, first, second))
    if as_json:
        click.echo(text)
        return
    click.echo(clean(text, longest=LONGEST_PAGE, lines=LONGEST_PAGE).rstrip("\n"))
