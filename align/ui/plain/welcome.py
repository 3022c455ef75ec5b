"""`align welcome`: a newcomer's way, line by line: look once, answer alone, compare, and perhaps tell the team."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import msgspec

from align.charter.newcomer import Compared, compare_newcomer, newcomer_lines, note_for
from align.domain import commands as c
from align.domain.model import Plan
from align.domain.state import State
from align.engine.errand import PATIENCE
from align.engine.joining import known_seat
from align.engine.newcomer import kept_path, receive
from align.engine.remote import Remote
from align.errors import Rejected
from align.language import _, mark, retold
from align.sync.messages import Door
from align.sync.ticket import Ticket, parse_ticket
from align.ui.plain.console import Console, EndOfInputError
from align.ui.plain.inputs import is_yes, whole
from align.ui.plain.join import knock, take_seat
from align.ui.plain.taking_part import Said, TakingPart
from align.ui.present.answering import NOBODY_SEES
from align.ui.present.newcomer import ASK, FIRST, TOLD, kept_at, to_leave, why_not_tell

ALONE = Said(
    received=mark("Kept on this computer."),
    hand_in=mark("y to see where you differ"),
    handed_in=mark("That was the last one."),
    who_sees=lambda plan, prompt: _(NOBODY_SEES),
)


def welcome_plain(ticket: str) -> int:
    """Be a newcomer by lines until they are done or the input ends; returns the exit code."""
    return asyncio.run(_welcome(ticket))


async def _welcome(text: str) -> int:
    console = Console()
    try:
        ticket = parse_ticket(text or await console.ask(_("Paste the ticket the facilitator gave you:")))
        console.say(_(FIRST))
        async with await knock(console, ticket) as doorway:
            door = doorway.door
            shown = await doorway.visit()
        ticket = msgspec.structs.replace(ticket, code=doorway.code)
        of_charter = _("{title}, version {version} of the charter.", title=door.title, version=shown.version)
        console.say(f"{of_charter} {_('Answer first; then you see it beside your answers.')}")
        region = await _region(console, shown.the_plan)
        newcomer = receive(shown, region, kept_path(ticket))
        await TakingPart(console, newcomer, ALONE).run()
        found = compare_newcomer(shown, newcomer.values, region)
        for line in newcomer_lines(found):
            console.say(line)
        console.say()
        console.say(kept_at(newcomer.place))
        await _offer(console, ticket, door, shown, found)
    except EndOfInputError:
        console.say(_("Nothing was sent. What you answered is kept on this computer."))
    return 0


async def _region(console: Console, plan: Plan) -> str:
    """Return the id of the region that they come to."""
    regions = plan.regions
    if len(regions) < 2:
        return regions[0].id if regions else ""
    console.say(". ".join(f"{number} {region.name}" for number, region in enumerate(regions, 1)))
    while True:
        number = whole(await console.ask(_("Where will you work? Your region's number:"))) or 0
        if 1 <= number <= len(regions):
            return regions[number - 1].id
        console.say(_("Please enter a number from 1 to {most}.", most=len(regions)))


async def _offer(console: Console, ticket: Ticket, door: Door, shown: State, found: Sequence[Compared]) -> None:
    """Ask whether to tell the team; the default is no."""
    console.say()
    seat = known_seat(ticket)
    trouble = why_not_tell(door, shown, seated=seat is not None)
    if trouble:
        console.say(trouble)
        return
    console.say(_(ASK))
    if not is_yes(await console.ask(_("Enter y to tell the team, or just Enter to leave:"))):
        console.say(_("Nothing was sent."))
        return
    notes = await _notes(console, found)
    console.say(to_leave(shown.the_plan, len(notes)))
    if not notes or not is_yes(await console.ask(_("Enter y to join and send them:"))):
        console.say(_("Nothing was sent."))
        return
    workshop = Remote(*(seat or await take_seat(console, ticket, "")))
    workshop.start()
    try:
        await workshop.ready()
        async with asyncio.timeout(PATIENCE):
            for done in [workshop.submit(note) for note in notes]:
                await done
        console.say(f"{_(TOLD)} {_('`align join` with the same ticket brings you to your seat.')}")
    except Rejected as no:
        console.say(retold(no.text))
    except TimeoutError:
        console.say(_("The host does not answer. Your notes wait on this computer and go when you `align join`."))
    finally:
        await workshop.close()


async def _notes(console: Console, found: Sequence[Compared]) -> list[c.TakeNote]:
    """Return the notes that they chose and worded, one a prompt at the most."""
    notes = dict[str, c.TakeNote]()
    while True:
        number = whole(await console.ask(_("The number of a prompt for a note (0 when that is all):")))
        if number == 0:
            return list(notes.values())
        if number is None or not 1 <= number <= len(found):
            console.say(_("Please enter a number from 1 to {most}, or 0.", most=len(found)))
            continue
        one = found[number - 1]
        console.say(_("{title}. A first wording: {note}", title=one.title, note=note_for(one)))
        text = await console.ask(_("Your note (just Enter takes that wording, x leaves it out):"))
        notes.pop(one.prompt, None)
        if text.lower() != "x":
            notes[one.prompt] = c.TakeNote(one.prompt, text or note_for(one))
