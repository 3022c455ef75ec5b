"""`align join --plain`: a participant's whole way, line by line."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from align.domain.text import bare_key, name_key
from align.engine.guests import Guest
from align.engine.joining import Doorway, known_seat
from align.engine.remote import Remote
from align.engine.replica import Replica
from align.engine.seat import Seat, SeatFile
from align.engine.workshop import Workshop
from align.errors import Rejected, SyncError, UserError
from align.language import _, mark, retold
from align.sync.messages import Chair
from align.sync.ticket import Ticket, parse_ticket
from align.ui.plain.console import Console, EndOfInputError
from align.ui.plain.inputs import whole
from align.ui.plain.taking_part import Said, TakingPart
from align.ui.present import guest as present
from align.ui.present.joining import code_trouble, goes_on_as, you_are
from align.ui.present.times import calendar_day
from align.ui.present.welcome import LEAVING

TRIES = 3
AT_THE_HOST = mark("What you gave is at the host.")
KEPT_HERE = mark("Some of what you gave is kept on this computer, and goes to the host when you come back.")


def join_plain(ticket: str, who: str) -> int:
    """Take part by lines until the charter is sealed or the input ends; returns the exit code."""
    return asyncio.run(_join(ticket, who))


def guest_plain(guest: Guest) -> int:
    """Take part by lines on the host's computer; returns the exit code."""
    return asyncio.run(_visit(guest))


async def _visit(guest: Guest) -> int:
    console = Console()
    for words in (
        f"{_(present.TITLE)}.",
        _(present.MEANING),
        _(present.BETTER),
        f"{present.way_back(guest)} {guest.key}",
    ):
        console.say(words)
    console.say(f"1 {_(present.KEEP)}. 2 {_(present.FORGET)}. {_(present.WHAT_STAYS)}")
    ticket = parse_ticket(guest.ticket)
    kept = guest.back
    try:
        while (line := await console.ask(_("Enter 1 or 2:"))) not in ("1", "2"):
            pass
        kept = line == "1"
        seat, file = known_seat(ticket) or await take_seat(console, ticket, "" if kept else None)
    except EndOfInputError:
        return 0
    if not kept:
        file.remove()
        file = SeatFile(None)
        file.save(seat)
    await _take_part(console, seat, file)
    console.say(present.farewell(guest, kept=kept))
    return 0


async def _join(text: str, who: str) -> int:
    console = Console()
    try:
        ticket = parse_ticket(text or await console.ask(_("Paste the ticket the facilitator gave you:")))
        known = known_seat(ticket, who)
        seat, file = known or await take_seat(console, ticket, who)
    except EndOfInputError:
        raise UserError(
            "The input ended before you had a seat. Start again with the ticket and the join code."
        ) from None
    await _take_part(console, seat, file, Said(leaving=LEAVING), known=known is not None)
    return 0


async def say_whose(console: Console, workshop: Workshop, *, known: bool) -> None:
    """Say whose seat this is. Who comes to a kept one by hand says with Enter that it is theirs.

    Raises EndOfInputError.
    """
    if not known:
        console.say(you_are(workshop.state, workshop.me))
        return
    console.say(goes_on_as(workshop.state, workshop.me))
    if console.by_hand:
        await console.ask(_("Just Enter goes on:"))


async def _take_part(
    console: Console, seat: Seat, file: SeatFile, said: Said | None = None, *, known: bool = False
) -> None:
    workshop = Remote(seat, file)
    workshop.start()
    try:
        await workshop.ready()
        await say_whose(console, workshop, known=known)
        await TakingPart(console, workshop, said).run()
    except EndOfInputError:
        farewell(console, workshop, said)
    except asyncio.CancelledError:  # ctrl+c
        farewell(console, workshop, said)
        raise
    finally:
        await workshop.close()


def farewell(console: Console, workshop: Replica, said: Said | None) -> None:
    """Say to who leaves by hand where things are; a guest is told otherwise, and a script knows that it has ended."""
    if console.by_hand and said is not None and said.leaving:
        console.say(f"{_(KEPT_HERE if workshop.unsent else AT_THE_HOST)} {_('The same command brings you back here.')}")


async def take_seat(console: Console, ticket: Ticket, who: str | None) -> tuple[Seat, SeatFile]:
    """Return a seat, asking for the code and the name until there is one. Raises EndOfInputError, SyncError."""
    async with await knock(console, ticket) as doorway:
        return await _choose_seat(console, doorway, who)


async def _choose_seat(console: Console, doorway: Doorway, who: str | None) -> tuple[Seat, SeatFile]:
    door = doorway.door
    console.say(
        _(
            "{title}. Milestone: {name}, {date}.",
            title=door.title,
            name=door.milestone.name,
            date=calendar_day(door.milestone.date),
        )
    )
    regions = dict(door.regions)
    console.say(_("Who are you? Enter your number or your name:"))
    for number, chair in enumerate(door.chairs, 1):
        taken = _(", has joined already") if chair.taken else ""
        console.say(f"{number} {chair.name}, {regions.get(chair.region, '')}{taken}")
    if door.open_door:
        console.say(_("0 I am not on the list"))
    while True:
        line = await console.ask(_("Your number or name:"))
        try:
            if line == "0" and door.open_door:
                return await _sit_new(console, doorway, regions, who)
            meant = chair_of(door.chairs, line)
            if meant is not None:
                return await doorway.sit(meant.id, remember=who)
            console.say(
                _(
                    "Please enter a number from 1 to {chairs}, or a name as it is written there.",
                    chairs=len(door.chairs),
                )
            )
        except Rejected as no:
            console.say(retold(no.text))


async def _sit_new(
    console: Console, doorway: Doorway, regions: dict[str, str], who: str | None
) -> tuple[Seat, SeatFile]:
    name = await console.ask(_("Your name:"))
    ids = list(regions)
    console.say(". ".join(f"{number} {regions[each]}" for number, each in enumerate(ids, 1)))
    line = await console.ask(_("Your region's number:"))
    number = whole(line) or 0
    if not 1 <= number <= len(ids):
        raise Rejected("bad-answer", f"Please enter a number from 1 to {len(ids)}.")
    return await doorway.sit(name=name, region=ids[number - 1], remember=who)


def chair_of(chairs: Sequence[Chair], line: str) -> Chair | None:
    """Return the chair that a line means: its number from 1, its name, or the only one whose name begins so.

    Accents may be left out where that leaves no doubt.
    """
    number = whole(line)
    if number is not None:
        return chairs[number - 1] if 1 <= number <= len(chairs) else None
    for key_of in (name_key, bare_key):
        key = key_of(line)
        same = [chair for chair in chairs if key_of(chair.name) == key]
        begun = same or [chair for chair in chairs if key and key_of(chair.name).startswith(key)]
        if begun:
            return begun[0] if len(begun) == 1 else None
    return None


async def knock(console: Console, ticket: Ticket) -> Doorway:
    """Return the open door, asking for the join code a few times. Raises EndOfInputError, SyncError."""
    if ticket.code:
        return await Doorway.open(ticket, ticket.code)
    for left in reversed(range(TRIES)):
        while trouble := code_trouble(code := await console.ask(_("Join code (the facilitator reads it out):"))):
            console.say(trouble)
        try:
            return await Doorway.open(ticket, code)
        except SyncError as error:
            if not left:
                raise
            console.say(retold(str(error)))
    raise AssertionError("unreachable")
