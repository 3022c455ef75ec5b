"""`align pulse`: ask how a sealed charter is lived, and close the question again."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from align.cli.places import existing, folder_option, packs_here
from align.language import _
from align.usual import called


@click.command("pulse")
@click.argument("name")
@click.option("--clauses", default="", metavar="IDS", help="The clauses to ask about, such as c1,c3.")
@click.option("--pack", default="pulse", show_default=True, help="The pack whose prompts are asked.")
@click.option("--prompts", default="", metavar="IDS", help="Which of its prompts; else its core ones.")
@click.option("--close", is_flag=True, help="Close the open pulse and print what it says.")
@click.option("--results", is_flag=True, help="Print what the closed pulses said, with the trend; opens nothing.")
@folder_option
def command(name: str, clauses: str, pack: str, prompts: str, close: bool, results: bool, folder: Path) -> None:
    """Open a pulse beside the sealed charter of workshop NAME: two minutes a person, the charter stays in force.

    Without --clauses up to five are taken: those whose review is due, then norms and promises. Answers are hidden until
    the pulse is closed. The workshop may be served meanwhile.

    \b
    Examples:
      align pulse orion-3
      align pulse orion-3 --clauses c1,c3 --prompts urgent,first-reply,last-case
      align pulse orion-3 --close
      align pulse orion-3 --results
    """
    from align.charter.pulses import NOTHING, pulses_lines
    from align.domain.text import LONGEST_PAGE, clean
    from align.engine.pulsing import close_pulse
    from align.engine.reading import read_public

    path = existing(folder, name)
    if results and (close or clauses or prompts):
        raise click.UsageError("--results only reads: leave out the other options.")
    if results:
        lines = pulses_lines(read_public(path)) or [_(NOTHING)]
    else:
        lines = pulses_lines(asyncio.run(close_pulse(path))) if close else _open(path, clauses, pack, prompts)
    click.echo(clean("\n".join(lines), longest=LONGEST_PAGE, lines=LONGEST_PAGE))


def _open(path: Path, clauses: str, pack: str, prompts: str) -> list[str]:
    from align.charter.pulses import clause_name
    from align.charter.wording import counted
    from align.domain.pulse_choice import chosen_prompts, minutes
    from align.engine.clock import Clock
    from align.engine.pulsing import open_pulse
    from align.packs.catalogue import find_pack

    asked = chosen_prompts(find_pack(pack, packs_here()), _ids(prompts))
    today = Clock().now().date().isoformat()
    state, about = asyncio.run(open_pulse(path, _ids(clauses), asked, today))
    pulse = state.pulses[-1]
    return [
        _(
            "Pulse {number} is open beside version {version}, which stays in force.",
            number=pulse.number, version=pulse.version,
        ),
        *(f"  {clause} {clause_name(state, clause)}" for clause in about),
        _(
            "{prompts}, about {minutes} a person. Close it with: align pulse {name} --close",
            prompts=counted(len(pulse.prompts), "prompt"),
            minutes=counted(max(1, round(minutes(pulse.prompts))), "minute"), name=called(path),
        ),
    ]  # fmt: skip


def _ids(text: str) -> list[str]:
    return [one.strip() for one in text.split(",") if one.strip()]
