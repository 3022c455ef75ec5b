"""Host and client over real sockets and TLS: what is said arrives, once and in order, and ends cleanly."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import socket

import pytest

from align.errors import SyncError
from align.sync import client, host
from align.sync import messages as m
from align.sync.certificate import fingerprint_of, new_certificate, server_context
from align.sync.client import WrongHostError, connect
from align.sync.host import send_all, serve
from align.sync.limits import Limits
from align.sync.ticket import Ticket
from align.sync.tls import Tls
from tests.sync.wire import HELLO, Memory, certificate, hosting, rest_of, until

BYE = m.Bye("over", "That was it.")
SIT = m.Sit("p1")


async def test_frames_of_any_size_arrive_whole_and_in_order() -> None:
    sizes = [0, 1, 125, 126, 65535, 65536, 300_000, m.LARGEST_REPLY]
    async with hosting() as here:
        connection = await here.join()
        for size in sizes:
            here.service.lines[0].send(bytes([size % 251]) * size)
        async with asyncio.timeout(10):
            for size in sizes:
                assert await anext(connection) == bytes([size % 251]) * size
        await connection.send(m.encode(SIT))
        await until(lambda: here.service.heard == [HELLO, SIT])
        await connection.close()


async def test_one_frame_for_all_reaches_all_and_all_hold_one_object() -> None:
    async with hosting() as here:
        connections = [await here.join() for _ in range(20)]
        send_all(here.service.lines, b"news")
        assert [await anext(connection) for connection in connections] == [b"news"] * 20
        for connection in connections:
            await connection.close()


async def test_a_last_frame_arrives_before_the_line_ends_and_the_end_is_told_once() -> None:
    async with hosting() as here:
        connection = await here.join()
        line = here.service.lines[0]
        line.send(b"before")
        line.end(m.encode(BYE))
        line.send(b"after")
        line.end(b"again")
        async with asyncio.timeout(10):
            assert [frame async for frame in connection] == [b"before", m.encode(BYE)]
        await until(lambda: here.service.gone == [line])
    assert here.service.gone == [line]


async def test_a_client_that_leaves_is_gone_at_once_and_once() -> None:
    async with hosting() as here:
        connection = await here.join()
        await connection.close()
        await until(lambda: len(here.service.gone) == 1)
        await connection.send(b"nobody hears this, and nothing is raised")
        assert await rest_of(connection) == []
    assert len(here.service.gone) == 1


async def test_closing_the_host_sends_what_is_queued_and_ends_all_lines() -> None:
    async with hosting() as here:
        connections = [await here.join() for _ in range(5)]
        send_all(here.service.lines, b"x" * 200_000)
        readers = [asyncio.create_task(anext(connection)) for connection in connections]
    assert [len(frame) for frame in await asyncio.gather(*readers)] == [200_000] * 5
    for connection in connections:
        assert await rest_of(connection) == []
    assert len(here.service.gone) == 5


async def test_a_closing_host_does_not_wait_for_those_who_do_not_read() -> None:
    async with hosting() as here:
        connection = await here.join()
        here.service.lines[0].send(b"x" * m.LARGEST_REPLY)
        async with asyncio.timeout(5):
            await here.server.close(patience=0.05)
        assert len(here.service.gone) == 1
        await connection.close()


async def test_a_forged_certificate_gets_not_one_byte() -> None:
    """Somebody who sits at the host's address hears no code, no token, not even that this is align."""
    heard: list[bytes] = []
    over = asyncio.Event()

    async def impostor(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tls = Tls(server_context(new_certificate()), server_side=True)
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(65536):
                heard.extend(tls.receive(data))
                writer.write(tls.outgoing())
        writer.close()
        over.set()

    forged = await asyncio.start_server(impostor, "127.0.0.1", 0)
    async with forged:
        port = forged.sockets[0].getsockname()[1]
        ticket = Ticket("127.0.0.1", port, "kick", fingerprint_of(certificate()), "ABCD-EFGH", "tok")
        with pytest.raises(WrongHostError, match=r"is not the host your ticket names\. Nothing was sent"):
            await connect(ticket)
        async with asyncio.timeout(10):
            await over.wait()
        assert heard == []


async def test_who_has_the_certificate_and_speaks_no_websocket_is_told_apart_at_once() -> None:
    pem = certificate()

    async def other(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(65536)
        writer.write(b"220 mail.example ready\r\n\r\n")
        await writer.drain()
        await reader.read()
        writer.close()

    door = await asyncio.start_server(other, "127.0.0.1", 0, ssl=server_context(pem))
    async with door:
        ticket = Ticket("127.0.0.1", door.sockets[0].getsockname()[1], "kick", fingerprint_of(pem))
        with pytest.raises(SyncError, match="is not an align workshop"):
            await connect(ticket)


async def test_a_host_that_falls_silent_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "ASK_AFTER", 0.05)
    monkeypatch.setattr(client, "LOST_AFTER", 0.15)
    async with hosting() as here:
        connection = await here.join()
        for line in here.server._lines:
            line._transport.pause_reading()  # the network is gone: nothing is read, nothing answered
        assert await rest_of(connection) == []


async def test_idle_lines_that_are_alive_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ends ask for signs of life, and get them, long after both would have given up."""
    monkeypatch.setattr(client, "ASK_AFTER", 0.05)
    monkeypatch.setattr(client, "LOST_AFTER", 5.0)
    async with hosting(ping_after=0.05, silent=0.5) as here:
        connection = await here.join()
        reader = asyncio.create_task(anext(connection))
        loop = asyncio.get_running_loop()
        start = loop.time()
        await until(lambda: loop.time() - start > 1.0)
        assert not reader.done() and not here.service.gone
        here.service.lines[0].send(b"still here")
        assert await reader == b"still here"
        await connection.close()


async def test_a_line_is_reached_by_ipv6() -> None:
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            pass
    except OSError:
        pytest.skip("this machine has no IPv6")
    async with hosting("::1") as here:
        await (await here.join()).close()


async def answer_with(reply: bytes) -> tuple[asyncio.Server, int]:
    """Return a server that says something which is not TLS, and its port."""

    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(reply)
        writer.close()

    server = await asyncio.start_server(speak, "127.0.0.1", 0)
    return server, server.sockets[0].getsockname()[1]


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (b"SSH-2.0-OpenSSH_9.2\r\n", "What answers at {} is not an align workshop. Is the port in the ticket right?"),
        (b"", "The host at {} hung up at once: it may be full or just closing. Try again in a moment."),
    ],
)
async def test_something_else_at_the_address_is_told_in_a_sentence(reply: bytes, said: str) -> None:
    server, port = await answer_with(reply)
    async with server:
        with pytest.raises(SyncError) as error:
            await connect(Ticket("127.0.0.1", port, "kick", "a" * 32))
    assert str(error.value) == said.format(f"127.0.0.1:{port}")


async def test_a_web_server_with_the_right_certificate_is_not_a_workshop() -> None:
    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(speak, "127.0.0.1", 0, ssl=server_context(certificate()))
    async with server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(SyncError, match="is not an align workshop"):
            await connect(Ticket("127.0.0.1", port, "kick", fingerprint_of(certificate())))


async def test_nobody_at_the_address_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(SyncError) as error:
        await connect(Ticket("127.0.0.1", port, "kick", "a" * 32))
    here = f"127.0.0.1:{port}"
    nobody = f"Nobody answers at {here}. Is the workshop being hosted, and can this machine reach it?"
    assert str(error.value) == nobody
    monkeypatch.setattr(client, "PATIENCE", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        ticket = Ticket("127.0.0.1", deaf.getsockname()[1], "kick", "a" * 32)
        with pytest.raises(SyncError, match="Nobody answers at"):
            await connect(ticket)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (socket.gaierror(-2, "x"), "There is no machine called anna to be found from here. Is the ticket right?"),
        (UnicodeError("label empty"), "There is no machine called anna to be found from here. Is the ticket right?"),
        (OSError(errno.ENETUNREACH, "x"), "anna:7465 cannot be reached from here: no network leads there from here."),
        (
            OSError("Multiple exceptions: …"),
            "Nobody answers at anna:7465. Is the workshop being hosted, and can this machine reach it?",
        ),
    ],
)
def test_what_keeps_one_from_a_host_is_told_in_a_sentence(error: Exception, said: str) -> None:
    assert client._why_not(Ticket("anna", 7465, "kick", "a" * 32), error) == said


async def test_a_port_in_use_is_told_with_a_way_out() -> None:
    async with hosting() as here:
        port = here.ticket.port
        with pytest.raises(SyncError) as error:
            await serve(Memory(), "127.0.0.1", port, server_context(certificate()))
    in_use = (
        f"Port {port} is in use by another program or workshop. End that one, or choose another with --port; "
        "--port 0 takes a free one."
    )
    assert str(error.value) == in_use


@pytest.mark.parametrize(
    ("address", "port", "said"),
    [
        ("127.0.0.1", 70000, "There is no port 70000. Choose one from 1024 to 65535."),
        ("203.0.113.7", 0, "This machine has no address 203.0.113.7. {}"),
    ],
)
async def test_an_address_that_cannot_be_had_is_told_with_a_way_out(address: str, port: int, said: str) -> None:
    with pytest.raises(SyncError) as error:
        await serve(Memory(), address, port, server_context(certificate()))
    assert str(error.value) == said.format("0.0.0.0 is every address that it has.")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError(13, "x"), "This account may not open port 80. Choose one from 1024 to 65535."),
        (OSError(errno.EIO, "x"), "Port 80 cannot be opened: the device reports an error."),
    ],
)
def test_why_a_port_cannot_be_opened_is_told(error: OSError, said: str) -> None:
    assert host._why_not(error, "", 80) == said


async def test_no_log_holds_what_was_said_or_from_where(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with hosting(rate=1000) as here:
        connection = await here.join()
        await connection.send(m.encode(m.Sit(name="canary-name")))
        here.service.lines[0].send(b"canary-frame")
        assert await anext(connection) == b"canary-frame"
        await connection.send(b"canary-junk")
        await rest_of(connection)
        reader, writer = await here.raw(tls=False)
        writer.write(b"canary-plain")
        with contextlib.suppress(ConnectionError):
            await reader.read()
        writer.close()
    assert "line dropped: no TLS" in caplog.text
    assert "canary" not in caplog.text and "127.0.0.1" not in caplog.text


async def test_a_host_lifts_the_limit_of_open_files_where_it_is_too_low_for_its_lines() -> None:
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
    try:
        async with await serve(Memory(), "127.0.0.1", 0, server_context(certificate()), Limits(connections=1_000)):
            assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] >= 1_000
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


async def test_what_the_host_asked_on_a_line_it_gave_up_is_answered_without_a_word_on_the_terminal(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with hosting(ping_after=0.02, silent=0.3) as here:
        connection = await here.join()
        await until(lambda: not here.server._lines)  # many pings are unanswered by now
        await connection.send(m.encode(m.Sit("p1")))
        assert await rest_of(connection) == []
        assert not [said for said in caplog.records if said.name == "asyncio"]
