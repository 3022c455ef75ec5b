"""`align answer --plain`: answering from a kit, line by line."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path

from align.engine.kit import read_kit
from align.engine.offline import OfflineWorkshop
from align.language import _
from align.ui.plain.console import Console, EndOfInputError
from align.ui.plain.taking_part import TakingPart
from align.ui.present.times import calendar_day


def answer_plain(kit: Path) -> int:
    """Answer by lines until one leaves or the input ends; returns the exit code. Raises UserError."""
    return asyncio.run(_answer(kit))


async def _answer(kit: Path) -> int:
    workshop = OfflineWorkshop(read_kit(kit), kit)
    console = Console()
    plan = workshop.state.the_plan
    console.say(
        _(
            "{title}. Milestone: {name}, {date}.",
            title=plan.title,
            name=plan.milestone.name,
            date=calendar_day(plan.milestone.date),
        )
    )
    console.say(_("You answer as {name}.", name=plan.participant(workshop.me).name))
    try:
        with contextlib.suppress(EndOfInputError):
            await TakingPart(console, workshop).run()
    finally:
        await workshop.close()
    return 0
