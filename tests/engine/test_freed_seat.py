"""Somebody whose seat was freed can join again on the same machine, and what they had typed is still there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from align.domain import commands as c
from align.engine.clock import Clock
from align.engine.hosting import Hosted, create_workshop, host
from align.engine.joining import Doorway, desk_seat, known_seat
from align.engine.remote import Remote
from align.engine.seat import SeatFile
from align.errors import SyncError
from align.storage.folder import Folder
from tests.support import builders
from tests.support.linked import until


@pytest.fixture
async def hosted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Hosted]:
    monkeypatch.setenv("ALIGN_HOME", str(tmp_path / "home"))
    path = create_workshop(Folder(tmp_path), "orion-3", builders.plan(), Clock())
    async with host(path, "orion-3", port=0) as running:
        yield running


async def seated(hosted: Hosted, participant: str) -> Remote:
    doorway = await Doorway.open(hosted.ticket, hosted.code)
    return await online(Remote(*await doorway.sit(participant)))


async def online(remote: Remote) -> Remote:
    remote.start()
    await remote.ready()
    return remote


async def free(hosted: Hosted, participant: str) -> None:
    desk = await online(Remote(desk_seat(hosted.desk), SeatFile(None)))
    await desk.submit(c.OpenRound())
    await desk.request("free-seat", participant)
    await desk.close()


async def test_a_freed_seat_is_no_known_seat_and_its_drafts_wait_for_the_next_one(hosted: Hosted) -> None:
    me = await seated(hosted, "p1")
    me.keep_draft("answer:fact", {"value": "half a sent", "comment": ""})
    await free(hosted, "p1")
    await until(lambda: me.link == "ended")
    await me.close()
    assert known_seat(hosted.ticket) is None
    again = await seated(hosted, "p1")
    assert again.mine.drafts == {"answer:fact": {"value": "half a sent", "comment": ""}}
    await again.submit(c.GiveAnswer("fact", "half a sentence"))
    await again.close()
    assert known_seat(hosted.ticket) is not None


async def test_a_seat_freed_while_its_terminal_was_closed_is_known_only_once_more(hosted: Hosted) -> None:
    me = await seated(hosted, "p1")
    await me.close()
    await free(hosted, "p1")
    known = known_seat(hosted.ticket)
    assert known is not None
    remote = Remote(*known)
    remote.start()
    with pytest.raises(SyncError, match="Join again"):
        await remote.ready()
    await remote.close()
    assert known_seat(hosted.ticket) is None


async def test_drafts_do_not_go_to_somebody_else_who_sits_down_on_this_machine(hosted: Hosted) -> None:
    me = await seated(hosted, "p1")
    me.keep_draft("answer:fact", {"value": "mine alone", "comment": ""})
    await free(hosted, "p1")
    await until(lambda: me.link == "ended")
    await me.close()
    other = await seated(hosted, "p2")
    assert not other.mine.drafts
    await other.close()
