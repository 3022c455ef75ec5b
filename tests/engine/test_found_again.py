"""A desk on the host's machine finds the host again that was started anew at another port."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import msgspec
import pytest

from align.engine.clock import Clock
from align.engine.hosting import Hosted, create_workshop, host
from align.engine.joining import desk_seat
from align.engine.remote import Remote
from align.engine.seat import SeatFile
from align.engine.serving import desk_finder, noted
from align.storage.folder import Folder
from align.sync.ticket import Ticket
from tests.support import builders
from tests.support.linked import PATIENCE, until

TICKET = Ticket("127.0.0.1", 7465, "orion-3", "a" * 32, token="t")


@pytest.fixture(autouse=True)
def a_machine_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALIGN_HOME", str(tmp_path / "home"))


async def test_a_desk_follows_its_host_to_another_port(tmp_path: Path) -> None:
    path = create_workshop(Folder(tmp_path), "orion-3", builders.plan(), Clock())

    async def serving(stack: AsyncExitStack) -> Hosted:
        hosted = await stack.enter_async_context(host(path, "orion-3", port=0))
        stack.enter_context(noted(path, hosted))
        return hosted

    async with asyncio.timeout(2 * PATIENCE):
        async with AsyncExitStack() as first:
            before = await serving(first)
            desk = Remote(desk_seat(before.desk), SeatFile(None), desk_finder(tmp_path, before.desk))
            desk.start()
            await desk.ready()
        await until(lambda: desk.link == "offline")
        async with AsyncExitStack() as second, taken(before.desk.port):
            after = await serving(second)
            assert after.desk.port != before.desk.port
            await until(lambda: desk.link == "online")
            assert desk.ticket.port == after.desk.port
            await desk.close()


async def test_a_desk_keeps_looking_where_another_workshop_has_taken_its_hosts_port(tmp_path: Path) -> None:
    path, other = (create_workshop(Folder(tmp_path), name, builders.plan(), Clock()) for name in ("orion-3", "vega"))
    async with asyncio.timeout(2 * PATIENCE), AsyncExitStack() as stack:
        async with host(path, "orion-3", port=0) as before, AsyncExitStack() as note:
            note.enter_context(noted(path, before))
            desk = Remote(desk_seat(before.desk), SeatFile(None), desk_finder(tmp_path, before.desk))
            told: list[str] = []
            desk.watch(lambda: told.append(desk.link_text))
            desk.start()
            await desk.ready()
        await stack.enter_async_context(host(other, "vega", port=before.desk.port))
        await until(lambda: any("Looking for the host" in text for text in told))
        assert desk.link == "offline"
        after = await stack.enter_async_context(host(path, "orion-3", port=0))
        stack.enter_context(noted(path, after))
        await until(lambda: desk.link == "online")
        assert desk.ticket.port == after.desk.port
        await desk.close()


@asynccontextmanager
async def taken(port: int) -> AsyncIterator[None]:
    """Somebody else has the port and turns everybody away, so that the next host gets another one."""
    async with await asyncio.start_server(lambda _reader, writer: writer.close(), "127.0.0.1", port):
        yield


@pytest.mark.parametrize(
    ("noted_is", "port"),
    [
        (msgspec.structs.replace(TICKET, port=9000), 9000),
        (None, 7465),
        (msgspec.structs.replace(TICKET, port=9000, fingerprint="b" * 32), 7465),
    ],
)
def test_only_the_same_host_is_followed(noted_is: Ticket | None, port: int) -> None:
    desk = Remote(desk_seat(TICKET), SeatFile(None), lambda: noted_is)
    desk.look_for_host()
    assert desk.ticket.port == port


def test_a_note_that_cannot_be_read_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "orion-3.serving").write_text("{", encoding="utf-8")
    desk = Remote(desk_seat(TICKET), SeatFile(None), desk_finder(tmp_path, TICKET))
    desk.look_for_host()
    assert desk.ticket.port == TICKET.port
