"""Reminding those who have not finished: whom, and what came of it."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from align.engine.clock import Clock
from align.engine.workshop import Workshop
from align.errors import AlignError
from align.language import _, retold
from align.ui.page import tell
from align.ui.present.desk_join import Chair
from align.ui.present.desk_nudging import EVERYBODY, NUDGING, reminded_words, unfinished
from align.ui.screens.facilitator.pick import Pick


async def nudge(screen: Screen[Any], workshop: Workshop, clock: Clock) -> None:
    """Ask whom to remind, and do it. Call it from a worker."""
    rows = unfinished(workshop.state, workshop.presence, clock.now())
    here = sum(not row.off for row in rows)
    if not here:
        tell(
            screen,
            _("Those who have not finished are not here; a reminder would not reach them. Write to them instead."),
        )
        return
    everybody = Chair(EVERYBODY, _("Everybody who has not finished and is here: {n}", n=here))
    question, detail = map(_, NUDGING)
    who = await screen.app.push_screen_wait(Pick(question, detail, [everybody, *rows]))
    if who is None:
        return
    try:
        reached = await workshop.request("nudge", "" if who == EVERYBODY else who)
    except AlignError as error:
        tell(screen, retold(str(error)), warning=True)
        return
    tell(screen, reminded_words(int(reached), len(rows) if who == EVERYBODY else 1))
