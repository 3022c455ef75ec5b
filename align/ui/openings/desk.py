"""Opens the facilitator's desk on a host: the line, and the desk's ways to drafting, documents and seats by phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from align.charter.draft import draft_clause, draft_note
from align.charter.export import write_charter
from align.charter.preview import preview
from align.domain.state import State
from align.engine.clock import Clock
from align.engine.joining import desk_seat
from align.engine.remote import Remote
from align.engine.seat import Seat, SeatFile, home
from align.errors import SyncError
from align.sync.ticket import Ticket
from align.ui.openings.leaving import PhoneSeat
from align.ui.openings.packs import usable_packs
from align.ui.openings.seat import seat_screen
from align.ui.screens.facilitator.desk import DeskScreen
from align.ui.screens.facilitator.tools import DeskTools
from align.ui.screens.participant.screen import ParticipantScreen


async def open_desk(
    ticket: Ticket,
    *,
    keep: bool = True,
    screen: type[DeskScreen] = DeskScreen,
    files: Path | None = None,
    noted: Callable[[], Ticket | None] | None = None,
    serves: bool = False,
    word: str = "",
    called: str = "",
) -> DeskScreen:
    """Return a desk that is connected. `keep` keeps unfinished words on this machine; `files` is where documents are
    offered to be written (here, when left out); `noted` finds a host that was started again at another port; `serves`:
    the host stops when the desk is left; `word` is said once when it opens; `called` is what a command takes for it.
    Raises SyncError when the host does not answer or refuses."""
    file = SeatFile(desk_path(ticket) if keep else None)
    remote = Remote(_with_kept_words(desk_seat(ticket), file.seat), file, noted)
    remote.start()
    try:
        await remote.ready()
    except SyncError:
        await remote.close()
        raise
    return screen(remote, _tools(lambda: remote.ticket, files or Path.cwd(), serves=serves, word=word, called=called))


def desk_path(ticket: Ticket) -> Path:
    """Return where a desk's unfinished words are kept: apart from seats, which `align join` would sit down on."""
    return home() / "desks" / f"{ticket.name}-{ticket.fingerprint[:12]}.json"


def _with_kept_words(seat: Seat, kept: Seat | None) -> Seat:
    if kept is not None:
        seat.drafts, seat.outbox = kept.drafts, kept.outbox
    return seat


def _tools(ticket: Callable[[], Ticket], folder: Path, *, serves: bool, word: str, called: str) -> DeskTools:
    async def open_seat(participant: str, token: str) -> ParticipantScreen:
        # In memory only: what somebody says on the phone is not left on the facilitator's machine.
        return seat_screen(Seat(str(ticket()), token, participant), SeatFile(None), screen=PhoneSeat)

    return DeskTools(
        draft=draft_clause,
        note=draft_note,
        charter=preview,
        export=_export,
        open_seat=open_seat,
        packs=usable_packs,
        folder=folder,
        serves=serves,
        word=word,
        called=called,
    )


def _export(state: State, path: Path) -> Path:
    """Write the charter as the name asks for; the desk has asked before it comes here over a file that exists."""
    from align.charter.formats import for_file  # noqa: PLC0415 - start-up: few desks write one

    write_charter(for_file(state, path, Clock().now().date()), path, overwrite=path.exists())
    return path
