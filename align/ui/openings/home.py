"""Opens the home screen, with all that can be begun from it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from platformdirs import user_config_path
from textual.screen import Screen

from align.charter.preview import preview
from align.domain.state import State
from align.engine.reading import read_public
from align.engine.server_process import port_to_take, serving_here, start_server, stop_server, wait_for_desk
from align.engine.serving import desk_ticket
from align.engine.shelf import shelf
from align.errors import UserError
from align.language import _
from align.packs.catalogue import catalogue, pack_folders
from align.resources import bundled, example_session
from align.storage.folder import Folder
from align.sync.ticket import DEFAULT_PORT
from align.ui.openings.demo import playing
from align.ui.openings.desk import open_desk
from align.ui.openings.leaving import DeskInFront, JoinInFront, SeatInFront
from align.ui.openings.seat import joining
from align.ui.openings.setup import wizard
from align.ui.screens.home.home import HomeScreen
from align.ui.screens.home.tools import HomeTools
from align.usual import called


async def open_home(folder: Path, ending: contextlib.ExitStack, new: str | None = None) -> HomeScreen:
    """Return the home screen, or, with a name in `new`, one that begins with the wizard. Hosts that it starts are
    stopped at the latest when `ending` closes."""

    @asynccontextmanager
    async def host(name: str, bind: str) -> AsyncIterator[Screen[Any]]:
        path = Folder(folder).path(name)
        ticket = await asyncio.to_thread(serving_here, path)
        if ticket is not None:
            yield await open_desk(ticket, screen=DeskInFront, noted=partial(desk_ticket, path), called=called(path))
            return
        port = await asyncio.to_thread(port_to_take, bind, DEFAULT_PORT)
        server = start_server(name, folder, bind, port)
        ending.callback(stop_server, server)
        try:
            ticket = await asyncio.to_thread(wait_for_desk, path, server)
            word = _("Port {usual} is in use; this host took {port}.", usual=DEFAULT_PORT, port=ticket.port)
            word = word if port != DEFAULT_PORT else ""
            yield await open_desk(ticket, screen=DeskInFront, serves=True, word=word, called=called(path))
        finally:
            stop_server(server)

    # In align's own source ./prompts is what align brings along, and nobody's own.
    own = [one for one in pack_folders(Path.cwd(), user_config_path("align"))[:2] if one != bundled("prompts")]
    return HomeScreen(
        HomeTools(
            shelf=lambda: shelf(folder),
            example=example,
            charter=preview,
            host=host,
            play=lambda role: playing(role, in_front=True),
            join=lambda: JoinInFront(joining("", SeatInFront)),
            new=lambda: wizard(folder, new or ""),
            folder=folder,
            own_packs=own,
            packs=lambda: catalogue(own),
        ),
        begin="new" if new is not None else None,
    )


def example() -> State:
    """Return the example workshop; raises UserError where there is none."""
    here = Folder(example_session())
    for name in here.names():
        return read_public(here.path(name))
    raise UserError("The example workshop is missing from sessions/example.")
