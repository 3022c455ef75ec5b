"""What the command line calls to open a screen: each function runs the application and returns an exit code.

It wires and decides nothing. Screens are imported by the function that shows them: joining need not wait for the desk.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from align import garbage

if TYPE_CHECKING:
    from collections.abc import Callable

    from align.domain.prompts import Pack
    from align.engine.guests import Guest
    from align.engine.room import Room
    from align.sync.ticket import Ticket

# ruff: noqa: PLC0415 - start-up time: one command shows one screen


def run_home(folder: Path) -> int:
    """Open the home screen on a folder of workshops."""
    return _home(folder)


def run_new(folder: Path, name: str) -> int:
    """Set a workshop up; `name` may be empty. It ends at the desk, or at home."""
    return _home(folder, new=name)


def _home(folder: Path, new: str | None = None) -> int:
    run = _application()
    from align.ui.openings.home import open_home

    with ExitStack() as ending:
        return run(lambda: open_home(folder, ending, new))


def run_join(ticket: str, who: str) -> int:
    """Take part: straight back to a seat that this machine knows, else by the door. `who` tells several seats apart."""
    run = _application()
    from align.ui.openings.seat import open_seat

    return run(lambda: open_seat(ticket, who))


def run_welcome(ticket: str) -> int:
    """Be a newcomer: look once, answer alone, see where one differs, and perhaps tell the team."""
    run = _application()
    from align.ui.openings.newcomer import open_welcome

    return run(lambda: open_welcome(ticket))


def run_guest(guest: Guest) -> int:
    """Take part on the host's computer, through a door for people who cannot install anything."""
    run = _application()
    from align.ui.openings.guest import Visit
    from align.ui.present.guest import farewell

    visit = Visit(guest)
    code = run(visit.open, tours=False)  # the guest's first screen says what matters there
    if sys.stdout.isatty():  # else a browser draws the screens, and takes nothing else
        print(farewell(guest, kept=visit.kept))  # noqa: T201 - after the full screen, for the terminal's own memory
    return code


def run_answer(kit: Path) -> int:
    """Answer from a kit."""
    run = _application()
    from align.ui.openings.kit import open_kit

    return run(lambda: open_kit(kit))


def run_room(room: Room) -> int:
    """Take turns at this terminal."""
    run = _application()
    from align.ui.openings.room import open_room

    return run(lambda: open_room(room), tours=False)


def run_desk(ticket: Ticket, folder: Path, *, serves: bool = False) -> int:
    """Sit at the desk of a workshop that is served, in `folder` if here; `serves`: its host stops when it is left."""
    run = _application()
    from align.engine.serving import desk_finder
    from align.ui.openings.desk import open_desk
    from align.usual import called

    named = called(folder / ticket.name)
    return run(lambda: open_desk(ticket, noted=desk_finder(folder, ticket), serves=serves, called=named))


def run_preview(pack: Pack) -> int:
    """Play a pack alone, with nothing kept."""
    run = _application()
    from align.ui.openings.preview import open_preview

    return run(lambda: open_preview(pack), tours=False)


def run_demo(folder: Path, role: str | None, speed: float, seed: int) -> int:
    """Play the demo in `folder`, at the desk or in a chair; asks which when `role` is None."""
    from align.engine.demo_process import DemoProcess

    if role is None:
        from align.ui.app import run
        from align.ui.openings.demo import choosing

        return run(lambda: choosing(folder, speed, seed))
    # Everybody takes their seats while the screen is still loading.
    process = DemoProcess(folder, speed, seed, take_part=role == "participant")
    try:
        run = _application()
        from align.ui.openings.demo import demo_screen

        return run(lambda: demo_screen(process, "participant" if role == "participant" else "facilitator"))
    finally:
        process.close()


def _application() -> Callable[..., int]:
    """Return what runs the application; no search for garbage until its first screen stands (`AlignApp` goes on)."""
    garbage.put_off()
    from align.ui.app import run

    return run
