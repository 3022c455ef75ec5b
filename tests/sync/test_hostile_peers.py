"""Whatever a stranger does, the host stays up, stays small, and serves the others."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Iterator

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from align.errors import SyncError
from align.sync import messages as m
from align.sync.client import connect
from align.sync.host import send_all
from align.sync.line import JUNK, TOO_FAST
from tests.hostile.strangers import memory
from tests.support.figures import EVERY, NIGHTLY, tell
from tests.sync.wire import HELLO, Host, hosting, rest_of, until

SIT = m.encode(m.Sit("p1"))


async def others_are_served(here: Host) -> None:
    async with asyncio.timeout(5):
        connection = await here.join()
        await connection.close()


@pytest.mark.parametrize(
    "junk",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"[" * 60_000, id="deep"),
        pytest.param(b"\xff\xfe\xfd", id="bytes"),
        pytest.param(b"null", id="null"),
        pytest.param(b'{"m":"hello"}', id="no fields"),
        pytest.param(b'{"m":"progress"}', id="not a client's"),
        pytest.param(b'{"m":"do","id":"1","command":{}}', id="no command"),
    ],
)
async def test_junk_gets_one_bye_and_the_line_ends(junk: bytes) -> None:
    async with hosting() as here:
        stranger, friend = await connect(here.ticket), await here.join()
        await stranger.send(junk)
        await stranger.send(junk)
        assert await rest_of(stranger) == [m.decode_host(JUNK)]
        await friend.send(junk)
        assert await rest_of(friend) == [m.decode_host(JUNK)]
        await until(lambda: len(here.service.gone) == 1)
        await others_are_served(here)
    assert [type(message) for message in here.service.heard] == [m.Hello, m.Hello]


async def test_nothing_is_heard_before_a_hello() -> None:
    async with hosting() as here:
        stranger = await connect(here.ticket)
        await stranger.send(SIT)
        await stranger.send(m.encode(HELLO))
        assert await rest_of(stranger) == [m.decode_host(JUNK)]
    assert not here.service.heard and not here.service.gone


@pytest.mark.parametrize("fragments", [1, 3])
async def test_a_message_above_the_limit_ends_the_line_unheard(fragments: int) -> None:
    async with hosting() as here:
        peer = await here.websocket()
        with pytest.raises(ConnectionClosed) as closed:
            await peer.send([b"x" * (m.LARGEST_FRAME // fragments + 1)] * fragments)
            await peer.recv()
        assert closed.value.rcvd is not None and closed.value.rcvd.code == 1009
        await others_are_served(here)
    assert len(here.service.heard) == 1


async def a_huge_frame() -> None:
    """Announce 200 MB and send it, until cut off, or until it is clear that nobody cuts."""
    size, sent, piece = 200 << 20, 0, b"\0" * 65_536
    async with hosting() as here:
        peer = await here.websocket(ping_interval=None)
        before = memory()
        peer.transport.write(b"\x82\xff" + size.to_bytes(8) + b"mask")
        with contextlib.suppress(ConnectionError):
            while sent < size // 4 and not peer.transport.is_closing():
                peer.transport.write(piece)
                sent += len(piece)
                await asyncio.sleep(0)
        assert sent < size // 4, "it was not cut off"
        await peer.wait_closed()
        grown = (memory() - before) / 2**20
        await others_are_served(here)
    tell("18 a frame of 200 MB", f"cut off after {sent / 2**20:.1f} MB, {grown:.0f} MiB more", EVERY)
    assert grown < 64
    assert len(here.service.heard) == 1


async def test_a_frame_of_two_hundred_megabytes_is_cut_off_at_its_announcement() -> None:
    await a_huge_frame()


async def test_a_line_without_a_limit_for_frames_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("align.sync.line.LARGEST_FRAME", None)
    with pytest.raises(AssertionError, match="was not cut off"):
        await a_huge_frame()
    tell("18 planted: frames of any size", "found", EVERY)


async def test_a_message_in_fragments_is_heard_whole() -> None:
    async with hosting() as here:
        peer = await here.websocket()
        hello = m.encode(HELLO)
        await peer.send([hello[:7], b"", hello[7:]])
        await peer.recv()
        await peer.close()
    assert here.service.heard == [HELLO]


async def test_a_web_page_is_refused() -> None:
    async with hosting() as here:
        with pytest.raises(InvalidStatus) as refused:
            await here.websocket(origin="http://evil.example")
        assert refused.value.response.status_code == 403
        await others_are_served(here)


@pytest.mark.parametrize(
    ("tls", "words"),
    [
        pytest.param(False, b"", id="nothing"),
        pytest.param(False, b"\x16\x03\x01\x02\x00\x01\x00\x01", id="half of a TLS hello"),
        pytest.param(True, b"", id="TLS, then nothing"),
        pytest.param(True, b"GET / HTTP/1.1\r\n", id="TLS, then half of a request"),
    ],
)
async def test_half_open_lines_delay_nobody_and_are_dropped(tls: bool, words: bytes) -> None:
    many = 500 if NIGHTLY else 50
    async with hosting(open_within=1.0 if many < 100 else 30.0, strangers=many + 9) as here:
        halves = [await here.raw(tls=tls) for _ in range(many)]
        for _, writer in halves:
            writer.write(words)
        asked = time.monotonic()
        await others_are_served(here)
        honest = (time.monotonic() - asked) * 1000
        tell(
            f"18 half-open lines, {words!r} after {'TLS' if tls else 'TCP'}",
            f"{many}, honest join {honest:.0f} ms",
            EVERY,
        )
        async with asyncio.timeout(60):
            for reader, writer in halves:
                with contextlib.suppress(ConnectionError):
                    await reader.read()
                writer.transport.abort()
        await until(lambda: not here.server._lines)
    assert len(here.service.heard) == 1


async def test_who_opens_a_line_and_says_no_hello_is_dropped() -> None:
    async with hosting(hello_within=0.1) as here:
        silent, friend = await connect(here.ticket), await here.join()
        assert await rest_of(silent) == []
        here.service.lines[0].send(b"you may think as long as you like")
        assert await anext(friend) == b"you may think as long as you like"
        await friend.close()


async def test_who_does_not_read_is_dropped_and_the_others_get_everything() -> None:
    async with hosting(stalled=0.3) as here:
        deaf, friend = await here.join(), await here.join()
        frames = [bytes([number]) * 60_000 for number in range(200)]

        async def read() -> list[bytes]:
            return [await anext(friend) for _ in frames]

        reading = asyncio.create_task(read())
        for frame in frames:
            send_all(list(here.service.lines), frame)
            await asyncio.sleep(0)
        async with asyncio.timeout(10):
            assert await reading == frames
        await until(lambda: len(here.service.gone) == 1)
        assert len(here.service.lines) == 1
        await deaf.close()
        await friend.close()


async def test_a_full_queue_drops_its_line_and_only_that() -> None:
    async with hosting(queue_bytes=1_000_000) as here:
        deaf, friend = await here.join(), await here.join()
        for _ in range(30):
            here.service.lines[0].send(b"x" * 60_000)
        await until(lambda: len(here.service.gone) == 1)
        here.service.lines[0].send(b"fine")
        assert await anext(friend) == b"fine"
        await deaf.close()
        await friend.close()


async def test_who_is_silent_is_dropped() -> None:
    async with hosting(ping_after=0.05, silent=0.2) as here:
        connection = await here.join()
        connection._reader._transport.pause_reading()  # type: ignore[attr-defined] # a laptop fell asleep
        await until(lambda: len(here.service.gone) == 1)
        await connection.close()


async def test_many_messages_at_once_are_all_heard_in_order_and_no_faster_than_allowed() -> None:
    async with hosting(rate=100, burst=10) as here:
        connection = await here.join()
        sent = [m.Sit(str(number)) for number in range(30)]
        loop = asyncio.get_running_loop()
        start = loop.time()
        for message in sent:
            await connection.send(m.encode(message))
        await until(lambda: len(here.service.heard) == 31)
        assert here.service.heard[1:] == sent
        assert loop.time() - start >= 0.2
        await connection.close()


async def test_a_flood_of_messages_ends_the_line() -> None:
    async with hosting(rate=0.1, inbox=50) as here:
        connection = await here.join()
        for _ in range(150):
            await connection.send(SIT)
        assert await rest_of(connection) == [m.decode_host(TOO_FAST)]
        await others_are_served(here)
    assert len(here.service.heard) <= 61


def pings() -> Iterator[bytes]:
    yield from (number.to_bytes(4) for number in range(500))


async def test_a_flood_of_pings_ends_the_line() -> None:
    async with hosting() as here:
        peer = await here.websocket(ping_interval=None)
        with pytest.raises(ConnectionClosed):
            for ping in pings():
                await peer.ping(ping)
            await peer.recv()
        await others_are_served(here)


async def test_there_are_never_more_lines_than_allowed() -> None:
    async with hosting(connections=3) as here:
        friends = [await here.join() for _ in range(3)]
        with pytest.raises(SyncError, match="hung up at once: it may be full"):
            await here.join()
        await friends[0].close()
        await until(lambda: len(here.server._lines) == 2)
        await others_are_served(here)
        for friend in friends:
            await friend.close()


async def test_an_address_may_bring_any_number_of_welcome_people_but_few_strangers() -> None:
    async with hosting(strangers=4, strangers_rate=0.001) as here:
        friends = [await here.join() for _ in range(10)]
        here.service.refuse = m.Bye("code", "No.")
        for _ in range(4):
            guesser = await connect(here.ticket)
            await guesser.send(m.encode(HELLO))
            assert await rest_of(guesser) == [m.Bye("code", "No.")]
        with pytest.raises(SyncError, match="hung up at once"):
            await connect(here.ticket)
        send_all(here.service.lines, b"news")
        assert [await anext(friend) for friend in friends] == [b"news"] * 10
        for friend in friends:
            await friend.close()
