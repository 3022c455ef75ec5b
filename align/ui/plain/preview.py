"""`align packs preview --plain`: a pack played by one person, line by line, and what its clauses become."""

from __future__ import annotations

import asyncio

from align.domain.prompts import Pack
from align.engine.rehearsal import OVER, rehearse
from align.language import _
from align.ui.plain.console import Console, EndOfInputError
from align.ui.plain.taking_part import Said, TakingPart


def preview_plain(pack: Pack) -> int:
    """Play the pack until it is handed in or the input ends; returns the exit code."""
    return asyncio.run(_preview(pack))


async def _preview(pack: Pack) -> int:
    console = Console()
    workshop = rehearse(pack, ends=True)
    try:
        await TakingPart(console, workshop, Said(calendar=False)).run()
    except EndOfInputError:
        console.say(OVER)
    for clause in workshop.state.clauses.values():
        console.say()
        title = workshop.state.the_plan.prompt(clause.prompt).title
        console.say(_("Clause from “{title}”: {text}", title=title, text=clause.text))
    return 0
