"""Creating and serving workshops: opens the file, the door and the sockets, and closes them again in order."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from align.analysis.compare import compare
from align.analysis.cover.tzsource import tzdata_source
from align.domain.codec import Fact, to_doc
from align.domain.events import WorkshopCreated
from align.domain.model import Plan
from align.engine.clock import Clock, new_id
from align.engine.live import LiveWorkshop
from align.engine.reading import require_begun
from align.engine.reception import Keys, Reception
from align.engine.roll import Roll
from align.errors import UserError
from align.storage.folder import Folder
from align.storage.register import Register, register_path
from align.storage.tinydb_store import create, open_store
from align.sync.certificate import fingerprint_of, new_certificate, server_context
from align.sync.host import Server, serve
from align.sync.ticket import DEFAULT_PORT, Ticket

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Hosted:
    """A workshop that is being served."""

    name: str
    live: LiveWorkshop
    ticket: Ticket
    """For participants: without code and token."""
    code: str
    desk: Ticket
    """For facilitators: carries a token. A secret."""
    reception: Reception
    server: Server
    here: Ticket
    """For processes on this computer: without code and token."""


def keys_path(workshop: Path) -> Path:
    """Return where the host keeps a workshop's code and certificate: NAME.json -> NAME.door."""
    return workshop.with_suffix(".door")


def create_workshop(folder: Folder, name: str, plan: Plan, clock: Clock) -> Path:
    """Create the workshop's file with its first fact and return its path.

    Raises UserError for a bad name and StoreError when the name is in use or the folder cannot be written to.
    """
    path = folder.path(name)
    if path.exists():
        raise UserError(f"A workshop named {name} is there already. Choose another name, or host that one.")
    # Kept with the plan: nobody looks up later which clocks its hours were checked with.
    created = WorkshopCreated(new_id(), msgspec.structs.replace(plan, tzdata=tzdata_source()))
    create(path, events=[to_doc(Fact(new_id(), created, clock.now().isoformat()))]).close()
    return path


@asynccontextmanager
async def host(
    path: Path, name: str, *, bind: str = LOOPBACK, port: int = DEFAULT_PORT, clock: Clock | None = None
) -> AsyncIterator[Hosted]:
    """Serve the workshop at `path` for the time of the context.

    Raises StoreLocked when another host has it, StoreError for a damaged file, SyncError for a port in use.
    """
    clock = clock or Clock()
    store = open_store(path)
    try:
        require_begun(store.seq, path)
        roll = Roll(Register(register_path(path)))
        keys = Keys(Register(keys_path(path)))
        if not keys.certificate:
            keys.set_certificate(new_certificate())
        here = Ticket(bind, port, name, fingerprint_of(keys.certificate))
        reception = Reception(name, keys, here, clock)
        live = LiveWorkshop(store, roll, reception, compare, clock)
    except BaseException:
        store.close()
        raise
    async with running(live), await serve(live, bind, port, server_context(keys.certificate)) as server:
        ticket = Ticket(_reachable(bind), server.port, name, here.fingerprint)
        reception.ticket = str(ticket)
        desk = msgspec.structs.replace(ticket, token=keys.facilitator)
        near = Ticket(_near(bind), server.port, name, here.fingerprint)
        yield Hosted(name, live, ticket, keys.code, desk, reception, server, near)


@asynccontextmanager
async def running(live: LiveWorkshop) -> AsyncIterator[None]:
    """Let a workshop answer for the time of the context; then what is queued is stored and the store closed."""
    task = asyncio.create_task(live.run(), name="align-live")
    await asyncio.sleep(0)  # a task that never began would not close the store when it is cancelled
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


def _near(bind: str) -> str:
    """Return the address by which this computer reaches itself."""
    return {"0.0.0.0": LOOPBACK, "": LOOPBACK, "::": "::1"}.get(bind, bind)  # noqa: S104 - compared, not bound


def _reachable(bind: str) -> str:
    """Return the address to put into tickets: a wildcard is no address that anybody can call."""
    if bind not in ("0.0.0.0", "::", ""):  # noqa: S104 - compared, not bound
        return bind
    family, outside = (socket.AF_INET6, "2001:db8::1") if bind == "::" else (socket.AF_INET, "192.0.2.1")
    try:
        # Nothing is sent: it asks which of our addresses is on the way to others. Few networks know computers' names.
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((outside, 9))
            return str(probe.getsockname()[0])
    except OSError:
        return socket.gethostname()
