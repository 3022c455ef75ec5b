"""A seat is taken only where it can be kept."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from align.engine.clock import Clock
from align.engine.hosting import create_workshop, host
from align.engine.joining import Doorway
from align.errors import UserError
from align.storage.folder import Folder
from tests.support import builders
from tests.support.linked import PATIENCE


async def test_where_a_seat_cannot_be_kept_none_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = create_workshop(Folder(tmp_path), "orion-3", builders.plan(), Clock())
    async with asyncio.timeout(PATIENCE), host(path, "orion-3", port=0) as hosted:
        monkeypatch.setenv("ALIGN_HOME", str(path))  # a file, and no folder
        async with await Doorway.open(hosted.ticket, hosted.code) as doorway:
            for _ in range(2):
                with pytest.raises(UserError, match="cannot be kept at"):
                    await doorway.sit("p1")
            monkeypatch.setenv("ALIGN_HOME", str(tmp_path / "home"))
            seat, file = await doorway.sit("p1")
        assert (seat.participant, file.seat) == ("p1", seat), "the seat was free, and the door stayed open"
