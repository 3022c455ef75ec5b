"""A newcomer by lines at a real host: nothing of theirs reaches it unless they say so, nothing blind reaches them."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from align.domain import commands as c
from align.domain.codec import Fact, to_doc
from align.domain.events import NoteTaken
from align.engine.reading import read_public
from align.errors import Rejected
from align.storage.tinydb_store import create
from align.sync.client import Connection
from align.ui.plain.welcome import welcome_plain
from align.ui.present.newcomer import ASK, FIRST, NO_NOTES
from tests.domain.test_renewal import sealed
from tests.support.builders import NOW, PROMPTS, Played, plan
from tests.support.host_process import HostProcess

TEXT, WORD, NOTE = "canary-text-of-a-newcomer", "canary-word-of-a-newcomer", "canary-note-of-a-newcomer"
BLIND = "canary-of-the-open-pulse"
REGION = "1"
ANSWERS = [TEXT, "s", "s", "s", "s", "3", WORD, "s", "s", "y"]
"""Prompt by prompt; the sixth is answered with “One day” and a word."""


class Visitor:
    """Comes to a host with lines to type; keeps what was printed and every frame of both directions."""

    def __init__(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.path, self.sent, self.got = path, list[bytes](), list[bytes]()
        self._patch = monkeypatch
        send, receive = Connection.send, Connection.__anext__

        async def sending(line: Connection, frame: bytes) -> None:
            self.sent.append(frame)
            await send(line, frame)

        async def receiving(line: Connection) -> bytes:
            frame = await receive(line)
            self.got.append(frame)
            return frame

        monkeypatch.setattr(Connection, "send", sending)
        monkeypatch.setattr(Connection, "__anext__", receiving)
        monkeypatch.setenv("ALIGN_HOME", str(path.parent.parent / "home"))

    def comes(self, *lines: str) -> str:
        """Start a host, come with the code and these lines, end the host; returns what was read."""
        out = io.StringIO()
        with HostProcess(self.path) as host:
            self._patch.setattr(sys, "stdin", io.StringIO("\n".join([host.code, *lines, ""])))
            self._patch.setattr(sys, "stdout", out)
            assert welcome_plain(str(host.ticket)) == 0
        return " ".join(out.getvalue().split())

    def at_the_host(self) -> bytes:
        """All that lies in the host's folder."""
        return b"".join(file.read_bytes() for file in self.path.parent.rglob("*") if file.is_file())


def kept(folder: Path, played: Played) -> Path:
    folder.mkdir()
    store = create(folder / "orion-3.json")
    store.append([to_doc(Fact(f"f{n}", event, NOW)) for n, event in enumerate(played.log)], 0)
    store.close()
    return folder / "orion-3.json"


@pytest.fixture
def visitor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    return Visitor(kept(tmp_path / "sessions", sealed()), monkeypatch)


def test_a_newcomer_answers_compares_and_leaves_and_the_host_has_nothing_of_it(visitor: Visitor) -> None:
    before = read_public(visitor.path)
    said = visitor.comes(REGION, *ANSWERS, "")
    assert said.index(FIRST) < said.index("Prompt 1 of 8")
    assert said.count("Nobody sees this: it stays on this computer.") == 8
    assert "6 Urgent means: you differ from the team" in said
    assert "Charter, clause 1 (Agreed, owner Fay): We answer today." in said
    assert "Ask Fay, who owns clause 1" in said
    assert said.endswith("Nothing was sent.")
    assert len(visitor.sent) == 2
    assert b"canary" not in b"".join(visitor.sent) + visitor.at_the_host()
    assert read_public(visitor.path) == before


def test_who_comes_again_finds_their_answers_and_tells_the_team_only_what_they_chose(visitor: Visitor) -> None:
    visitor.comes(REGION, *ANSWERS[:-1])
    said = visitor.comes(REGION, "y", "y", "6", NOTE, "1", "x", "0", "y", "2")
    assert "The team has your notes." in said
    state = read_public(visitor.path)
    assert state.notes == {"urgent": [NoteTaken("urgent", NOTE, "")]}
    everything = b"".join(visitor.sent) + visitor.at_the_host()
    assert TEXT.encode() not in everything and WORD.encode() not in everything


def test_who_says_y_and_then_not_has_sent_nothing(visitor: Visitor) -> None:
    said = visitor.comes(REGION, *ANSWERS, "y", "6", NOTE, "0", "n")
    assert said.endswith("Nothing was sent.")
    assert len(visitor.sent) == 2 and b"canary" not in visitor.at_the_host()


def test_while_a_pulse_is_open_a_newcomer_receives_none_of_its_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    played = sealed().lead(c.OpenPulse((), (PROMPTS[0],)))
    played.answer("p1", **{"p1-fact": BLIND})
    visitor = Visitor(kept(tmp_path / "sessions", played), monkeypatch)
    said = visitor.comes(REGION, *ANSWERS)
    assert BLIND.encode() in visitor.at_the_host()
    assert b"a fact of p2" in b"".join(visitor.got) and BLIND.encode() not in b"".join(visitor.got)
    assert NO_NOTES in said and ASK not in said


def test_a_workshop_that_is_not_sealed_shows_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = Visitor(kept(tmp_path / "sessions", Played(plan()).lead(c.OpenRound())), monkeypatch)
    with pytest.raises(Rejected, match="no sealed charter"):
        visitor.comes(REGION)
    assert b"created" not in b"".join(visitor.got)
