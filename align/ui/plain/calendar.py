"""A region's calendar line by line, before the round: it is read out, and confirmed, or what is wrong is said."""

from __future__ import annotations

import asyncio

from align.engine.clock import Clock
from align.engine.workshop import Workshop
from align.errors import Rejected
from align.language import _, mark, retold
from align.ui.plain.console import NOT_ASKED, Console, EndOfInputError
from align.ui.plain.giving import give
from align.ui.plain.inputs import is_yes
from align.ui.present.calendars import NAMED, WRONG, calendar_text, confirmation, own_word, person_of

KEYS = mark("y confirms it, w says what is wrong; the round may open before you say anything.")


LATER = mark("When the answers are shown, k confirms it or says what is wrong.")
ONCE = mark("y confirms it, w says what is wrong, just Enter leaves it.")


def read_later(workshop: Workshop) -> str:
    """Return the calendar for somebody who came when the round was open, and where they can confirm it.

    Empty before the round, where `confirm` reads it, and where they are nobody of the plan or have said something about
    it already.
    """
    state, text = workshop.state, _read(workshop)
    if state.phase == "setup":
        return ""
    return f"{text} {_(LATER)}" if text and not own_word(state, workshop.me) else ""


def _read(workshop: Workshop) -> str:
    state, person = workshop.state, person_of(workshop.state, workshop.me)
    if person is None:
        return ""
    plan, today = state.the_plan, Clock().now().date()
    return _("Your region: {calendar}", calendar=calendar_text(plan, plan.region(person.region), today))


def _asked(workshop: Workshop, text: str, keys: str) -> str:
    return " ".join(filter(None, [text, own_word(workshop.state, workshop.me), _(NAMED), keys]))


async def once(console: Console, workshop: Workshop, wake: asyncio.Event) -> None:
    """Read the calendar out and take one word about it. Raises EndOfInputError."""
    line = await console.ask(_asked(workshop, _read(workshop), _(ONCE)))
    objects = line.lower() == "w"
    if objects or is_yes(line):
        wrong = await console.words(_(WRONG)) if objects else ""
        await _say(console, workshop, wake, wrong, empty=objects and not wrong)


async def confirm(console: Console, workshop: Workshop, wake: asyncio.Event) -> None:
    """Read the calendar out and take what is said about it until the round opens or the line ends.

    What a script sends ahead for the round is not taken: the first line that says nothing about the calendar is kept
    for it. Who types at a terminal is told that nothing else is asked.
    """
    if person_of(workshop.state, workshop.me) is None:
        return

    def over() -> bool:
        return workshop.state.phase != "setup" or workshop.link == "ended"

    told = ""
    while not over():
        text = _read(workshop)
        if text != told:
            told = text
            console.question(_asked(workshop, text, _(KEYS)))
        try:
            line = await console.line_or(over, wake)
        except EndOfInputError:
            console.put_back(None)
            return
        if line is None:
            return
        objects = line.lower() == "w"
        # Spanish says sí with an s, with which a script skips the first prompt of the round.
        confirms = is_yes(line) and (console.by_hand or line.lower() != "s")
        if not objects and not confirms:
            if not console.by_hand:
                console.put_back(line)
                return
            console.say(f"{_(NOT_ASKED)} {_(KEYS)}")
            continue
        wrong = await console.words(_(WRONG)) if objects else ""
        await _say(console, workshop, wake, wrong, empty=objects and not wrong)


async def _say(console: Console, workshop: Workshop, wake: asyncio.Event, wrong: str, *, empty: bool) -> None:
    command = confirmation(workshop.state, workshop.me, wrong)
    if command is None or empty:
        return
    try:
        await give(console, workshop, wake, command, _("Received."))
    except Rejected as no:
        console.say(retold(no.text))
