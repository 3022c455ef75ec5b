"""How people are told to join: the command, who may, an invitation to send, the ticket as a QR code. It knows no
Textual and no network.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from align.domain.model import Plan
from align.errors import SyncError
from align.language import _, in_english, plural
from align.sync.messages import Presence, Seat
from align.sync.ticket import ONLY_HERE, Ticket, for_elsewhere, only_here, parse_ticket


class Chair(NamedTuple):
    """One row to pick from a list; `off` rows can be read but not picked. A `label` stands in a column of its own."""

    id: str
    words: str
    off: bool = False
    label: str = ""


_SSH = re.compile(r"ssh -p (\d+) ")
_PAGE = re.compile(r"(https?://(?:\[[^\]]*\]|[^/:\s]+)(?::(\d+))?)")
_HALF_BLOCKS = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def join_command(presence: Presence | None) -> str:
    """Return what participants type; empty while the host has not said where it is."""
    return f"align join {presence.ticket}" if presence is not None and presence.ticket else ""


def who_can_join(plan: Plan, presence: Presence | None, key: str = "a", called: str = "") -> str:
    """Return one sentence about whom the door lets in, and how many have come; `key` adds people, where one does; for
    `called` see `near_words`."""
    seats = presence.seats if presence is not None else ()
    joined = sum(seat.joined for seat in seats)
    listed = plural(
        joined, "{n} of {all} people on the list has joined.", "{n} of {all} people on the list have joined.",
        n=joined, all=len(plan.participants),
    )  # fmt: skip
    if near := near_words(presence, called):
        listed = f"{near}\n{listed}"
    if plan.open_door:
        return f"{listed} {_('Others may join by typing a name and choosing a region.')}"
    if key:
        return f"{listed} {_('Only people on the list can join; add others with {key}.', key=key)}"
    return f"{listed} {_('Only people on the list can join.')}"


def near_words(presence: Presence | None, called: str = "") -> str:
    """Return that the ticket leads nowhere but to this computer, with what to type so that it does; else "".

    `called` is what a command takes for the workshop, where its name alone does not say in which folder it is."""
    try:
        ticket = parse_ticket(presence.ticket if presence is not None else "")
    except SyncError:  # the host has not said where it is
        return ""
    if presence is None or not only_here(ticket):
        return ""
    command = f"align host {called or ticket.name}"
    return f"{_(ONLY_HERE)} {command} {for_elsewhere(ticket, _door_options(presence, ticket))}"


def _door_options(presence: Presence, ticket: Ticket) -> list[str]:
    """Return the options that open the doors that are open, found in what guests are told to type."""
    options = []
    for told in presence.doors:
        if found := _SSH.match(told):
            options.append("--ssh" if found[1] == str(ticket.port) else f"--ssh={found[1]}")
        elif found := _PAGE.match(told):
            options += [f"--web={found[2]}"] if found[2] else ["--web", f"--web-url={found[1]}"]
    return options


def newcomers(presence: Presence | None) -> str:
    """Return how often newcomers looked without a seat since the host started; empty while nobody did."""
    visits = presence.visits if presence is not None else 0
    if not visits:
        return ""
    return plural(
        visits, "A newcomer looked at the charter once (`align welcome`). Who it was, align does not know.",
        "A newcomer looked at the charter {n} times (`align welcome`). Who it was, align does not know.", n=visits,
    )  # fmt: skip


def without_align(presence: Presence | None) -> str:
    """Return how people come in who cannot install anything, a line a door; empty where there is no such door."""
    return "\n".join(presence.doors) if presence is not None else ""


def invitation(plan: Plan, presence: Presence) -> str:
    """Return a message to send to everybody, as plain text that ends with a newline; in English, for all regions."""
    with in_english():
        steps = [
            f"{plan.title}: please join the workshop.",
            "",
            "1. Open a terminal and type this, in one line:",
            f"   {join_command(presence)}",
            "2. Type this code when you are asked for it:",
            f"   {presence.code}",
            "3. Choose your name, and answer in your own time.",
            *(f"   Without align on your computer, instead of 1: {door}" for door in presence.doors),
            "",
            "Nobody sees an answer until the round is closed, the facilitator included.",
            "You can stop at any time and come back with the same command.",
            "Please write no patient data.",
        ]
    return "\n".join(steps) + "\n"


def invitation_name(presence: Presence) -> str:
    """Return the name of the invitation's file: "orion-3-invitation.txt"."""
    name = presence.ticket.partition("#")[0].rpartition("/")[2]
    return f"{name or 'workshop'}-invitation.txt"


def half_blocks(matrix: Sequence[Sequence[int]], *, quiet: int = 2) -> tuple[str, ...]:
    """Return a QR matrix (1 is dark) as lines of half blocks, with a quiet zone of `quiet` modules around it."""
    width = len(matrix[0]) + 2 * quiet if matrix else 0
    blank = [0] * width
    rows = [blank] * quiet + [[0] * quiet + list(row) + [0] * quiet for row in matrix] + [blank] * quiet
    return tuple(
        "".join(_HALF_BLOCKS[bool(a), bool(b)] for a, b in zip(upper, lower, strict=True))
        for upper, lower in zip_longest(rows[::2], rows[1::2], fillvalue=blank)
    )


def not_joined(plan: Plan, presence: Presence | None) -> tuple[Chair, ...]:
    """Return the people whose seat is free, for answering by phone."""
    return _chairs(plan, presence, joined=False)


def joined(plan: Plan, presence: Presence | None) -> tuple[Chair, ...]:
    """Return the people who have a seat, which can be freed for them to join again."""
    return _chairs(plan, presence, joined=True)


def _chairs(plan: Plan, presence: Presence | None, *, joined: bool) -> tuple[Chair, ...]:
    seats = {seat.participant: seat for seat in presence.seats} if presence is not None else {}
    regions = {region.id: region.name for region in plan.regions}
    return tuple(
        Chair(person.id, f"{person.name} · {regions[person.region]}")
        for person in plan.participants
        if seats.get(person.id, Seat(person.id)).joined == joined
    )
