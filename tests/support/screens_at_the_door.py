"""The walk past the screens of those who join: code, name, what a guest is told; and a door that is always the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.screen import Screen

from align.domain.model import Milestone
from align.domain.state import State
from align.engine.guests import Guest
from align.engine.seat import Seat, SeatFile
from align.errors import Rejected, SyncError
from align.sync.messages import Chair, Door
from align.sync.ticket import Ticket
from align.ui.screens.participant.guest import GuestScreen
from align.ui.screens.participant.join import JoinScreen
from align.ui.screens.participant.ways import Joining
from tests.support.linked import TICKET, MemoryRecord
from tests.support.sights import Look, Opening, Sight

CODE = "ABCD-2345"


def the_door() -> MemoryRecord:
    """Return a door with a code that every picture shares."""
    record = MemoryRecord()
    record.save({"door": {"code": CODE, "facilitator": "a" * 43, "certificate": ""}})
    return record


async def joining(look: Look, folder: Path) -> None:
    """From the ticket to the name."""
    await look(Sight("join-ticket", "Joining: the ticket", _knocking(None), words="icket"))
    await look(Sight("join-code", "Joining: the code that is read out", _knocking(), words="What is the join code?"))
    wrong = (*"abcd2346", "enter")
    await look(Sight("join-refused", "A code that is not right", _knocking(), wrong, "not right"))
    right = (*"abcd2345", "enter")
    await look(Sight("join-name", "Joining: who one is", _knocking(), right, "Asha Rao"))
    await look(Sight("guest", "What a guest without align is told first", _as_guest, words="computer"))


class _Gate:
    """A door in memory that nobody gets through."""

    door = Door(
        "ORION-3 kickoff", Milestone("First patient in", "2027-03-12"), "region",
        (
            Chair("p1", "Asha Rao", "pune", taken=False), Chair("p2", "Ravi Kulkarni", "pune", taken=True),
            Chair("p3", "Grace Miller", "boston", taken=False), Chair("p4", "Luca Brunner", "basel", taken=False),
        ),
        (("pune", "Pune"), ("boston", "Boston"), ("basel", "Basel")), (("sponsor", "Sponsor"), ("cro", "CRO")),
        open_door=True,
    )  # fmt: skip

    async def sit(
        self, participant: str = "", name: str = "", region: str = "", party: str = ""
    ) -> tuple[Seat, SeatFile]:
        raise Rejected("taken", "This seat is taken.")

    async def visit(self) -> State:
        raise Rejected("not-now", "This workshop has no sealed charter yet.")

    async def close(self) -> None:
        pass


def _knocking(ticket: Ticket | None = TICKET) -> Opening:
    async def knock(_ticket: Any, code: str) -> _Gate:
        if code.upper() != CODE.replace("-", ""):
            raise SyncError("This join code is not right. Ask for the newest one.")
        return _Gate()

    def enter(seat: Seat, file: SeatFile, *, again: bool = False) -> Screen[Any]:
        raise NotImplementedError

    async def opening() -> Screen[Any]:
        ways = Joining(knock=knock, known=lambda _ticket: None, enter=enter)
        return JoinScreen(ways, ticket)

    return opening


async def _as_guest() -> Screen[Any]:
    async def enter(keep: bool) -> Screen[Any]:
        raise NotImplementedError

    return GuestScreen(Guest(str(TICKET), "KTNP-42AB-7QWX", "ssh -p 7465 orion-3@127.0.0.1"), enter)
