"""Who may come in through a door for guests, and who is in; the same for all such doors of one host."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping
from typing import Protocol

import msgspec

from align.doors.nursery import Nursery, Running, begin
from align.engine.guests import VARIABLE, Guest, GuestBook, new_key, show_key
from align.engine.hosting import Hosted
from align.engine.languages import known_language
from align.language import mark
from align.sync.door import neighbourhood

MOST_GUESTS = 60
"""Guests at once; each costs this computer a process."""
MOST_STRANGERS, STRANGERS_OF_ONE = 200, 100
"""Visitors at once who have not said a right code yet, of all addresses and of one."""
SILENT = 4 * 3600.0
"""Seconds without a key press after which a guest is asked to come back later. A seat that they keep stays."""
FULL = mark("There is no room for more guests on the host's computer. Try again later.")
LONG_SILENT = mark("Nothing was typed for a long time. Come back whenever you like.")
NO_TERMINAL = mark("The host's computer cannot open a terminal for you now. Try again later.")
ELSEWHERE = mark("You have come in again elsewhere, so this window is closed.")
STOPPED = mark("The host has stopped. Come back when it is there again.")

_HANDED_ON = ("PATH", "TZ", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "PYTHONPATH", "SSL_CERT_FILE", "TMPDIR")


class Visit(Protocol):
    """A guest who is in, through whatever door."""

    guest: Guest
    over: asyncio.Event
    """Set when their process has ended and their folder is settled."""

    @property
    def process(self) -> int:
        """The number of the guest's process; 0 when there is none."""

    def end(self, why: str) -> None:
        """Send the guest away with a sentence, which is told in their language where it is known."""


class Strangers:
    """Those who have said no right word yet, by where they come from."""

    def __init__(self, most: int, of_one: int) -> None:
        """How many there may be at once, of all addresses and of one."""
        self._most, self._of_one = most, of_one
        self._there: Counter[str] = Counter()

    def admit(self, address: str) -> bool:
        """Count one in, unless there are too many."""
        origin = neighbourhood(address)
        if self._there.total() >= self._most or self._there[origin] >= self._of_one:
            return False
        self._there[origin] += 1
        return True

    def known(self, address: str) -> None:
        """Whoever was counted in is known by now, or gone."""
        origin = neighbourhood(address)
        self._there[origin] -= 1
        if self._there[origin] <= 0:
            del self._there[origin]


class Lobby:
    """Where all doors for guests lead."""

    def __init__(
        self,
        hosted: Hosted,
        book: GuestBook,
        environment: Mapping[str, str],
        most: int = MOST_GUESTS,
        nursery: Nursery | None = None,
    ) -> None:
        """`environment` is the host's own, of which guests' processes get the little that they need."""
        self.hosted, self.book, self.environment, self._most = hosted, book, environment, most
        self._nursery = nursery
        self.strangers = Strangers(MOST_STRANGERS, STRANGERS_OF_ONE)
        """At the door for SSH; browsers make lines by the handful and are counted by themselves."""
        self._guests: dict[str, Visit] = {}

    @property
    def inside(self) -> tuple[Visit, ...]:
        """Everybody who is in."""
        return tuple(self._guests.values())

    def judge(self, word: str, address: str, command: str) -> Guest | None:
        """Return whom this word lets in: somebody who comes back, who has a pass, or who knows the join code.

        `command` is how they come back.
        """
        ticket = self.hosted.here
        if self.book.knows(word):
            return Guest(str(ticket), show_key(word), command, back=True)
        reception = self.hosted.reception
        if self.book.spend(word) or reception.knock(word, address):
            with_code = msgspec.structs.replace(ticket, code=reception.code)
            return Guest(with_code.text(with_code=True), new_key(), command)
        self.hosted.live.ask_presence()  # the desk is told when somebody guesses
        return None

    async def enter(self, visit: Visit) -> bool:
        """Let somebody in; False when the house is full. Whoever is here already by the same key makes room."""
        before = self._guests.pop(visit.guest.key, None)
        if before is not None:
            before.end(ELSEWHERE)
            await before.over.wait()
        if len(self._guests) >= self._most:
            return False
        self._guests[visit.guest.key] = visit
        return True

    def leave(self, visit: Visit) -> None:
        """Count somebody out; a folder in which no seat is kept goes with them."""
        if self._guests.get(visit.guest.key) is visit:
            del self._guests[visit.guest.key]
        if visit.guest.key not in self._guests:
            self.book.leave(visit.guest.key)

    async def empty(self) -> None:
        """Send everybody home; what they typed is kept where they wanted that."""
        inside = self.inside
        for visit in inside:
            visit.end(STOPPED)
        for visit in inside:
            await visit.over.wait()

    def environment_of(
        self, guest: Guest, term: str, *, colourless: bool = False, language: str = ""
    ) -> dict[str, str]:
        """Return what a guest's process finds in its environment: nothing of the host's person, little of theirs."""
        kept = environment_of_all(self.environment)
        home = str(self.book.welcome(guest.key))
        if colourless:
            kept["NO_COLOR"] = "1"
        if known_language(language):
            kept["LC_MESSAGES"] = known_language(language)
        return {
            **kept, "HOME": home, "ALIGN_HOME": home, "TERM": term, VARIABLE: msgspec.json.encode(guest).decode(),
        }  # fmt: skip

    async def begin(self, environment: Mapping[str, str], ends: tuple[int, int, int]) -> Running:
        """Start a guest's process on its input, output and errors, which stay the caller's. Raises OSError."""
        return await begin(self._nursery, environment, ends)


def environment_of_all(environment: Mapping[str, str]) -> dict[str, str]:
    """Return what every guest's process finds in its environment, and their nursery."""
    kept = {name: environment[name] for name in _HANDED_ON if name in environment}
    return {**kept, "LANG": "C.UTF-8", "PYTHONUTF8": "1"}
