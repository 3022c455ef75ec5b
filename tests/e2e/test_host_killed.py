"""The host or the desk is killed in the middle of a workshop: people keep typing, come back, and nothing is lost."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from align.domain import commands as c
from align.engine.serving import note_path
from tests.e2e.people import FACT, NAME, URGENT, answers, lead, plan, seat
from tests.support.host_process import HostProcess
from tests.support.processes import set_up, wait_for
from tests.support.pty_app import SMALL, PtyApp

pytestmark = pytest.mark.xdist_group("terminals")


def test_people_keep_answering_without_the_host_and_everything_arrives_once(tmp_path: Path) -> None:
    path = set_up(tmp_path / "sessions", NAME, plan())
    with HostProcess(path) as host:
        lead(host, c.OpenRound())
        for who in ("asha-rao", "grace-miller"):
            seat(tmp_path / who, host, who)
        with (
            PtyApp(tmp_path / "asha-rao", "join", host.ticket, size=SMALL) as asha,
            PtyApp(tmp_path / "grace-miller", "join", host.ticket, size=SMALL) as grace,
        ):
            for person in (asha, grace):
                person.shows("Welcome to Night train", "online")
                person.press("enter")
                person.shows(FACT)
            # One is acknowledged, the other in the middle of a sentence.
            asha.type("No delay on the first night")
            asha.press("ctrl+n")
            asha.shows(URGENT)
            wait_for(lambda: _given(path) == ["No delay on the first night"])
            grace.type("Nobody had to")
            host.kill()
            for person in (asha, grace):
                person.shows("offline, all is kept")
            grace.type(" be woken")
            grace.shows("Nobody had to be woken")
            grace.press("ctrl+n")
            grace.shows(URGENT, "offline")
            asha.press("2", "ctrl+b")
            asha.shows(FACT, "offline")
            assert _given(path) == ["No delay on the first night"], "nothing acknowledged is lost"
            host.start()
            for person in (asha, grace):
                person.hides("offline")
                person.shows("online")
            wait_for(lambda: len(_given(path)) == 3)
    assert answers(path) == {
        ("asha-rao", "success-fact", "No delay on the first night"): 1,
        ("asha-rao", "urgent", "today"): 1,
        ("grace-miller", "success-fact", "Nobody had to be woken"): 1,
    }


def test_a_killed_desk_leaves_the_host_alone_and_another_desk_attaches(tmp_path: Path) -> None:
    path = set_up(tmp_path / "sessions", NAME, plan())
    arguments = (NAME, "--folder", path.parent)
    with PtyApp(tmp_path / "desk", "host", *arguments, "--port", 0) as desk:
        desk.shows("Night train", "Who is here: 0 of 3")
        server = _child(desk.process.pid)
        desk.signal(signal.SIGKILL)
        desk.ended()
    try:
        with PtyApp(tmp_path / "desk", "desk", *arguments) as again:
            again.shows("Night train", "Who is here: 0 of 3")
            again.press("o")
            again.shows("enter means no")
            again.press("y")
            again.shows("Who is done: 0 of 3")
            again.press("ctrl+q")
            assert again.ended() == 0
            assert again.in_order()
    finally:
        os.kill(server, signal.SIGTERM)
    wait_for(lambda: not note_path(path).exists())


def test_leaving_the_desk_ends_the_host_that_it_started(tmp_path: Path) -> None:
    path = set_up(tmp_path / "sessions", NAME, plan())
    with PtyApp(tmp_path / "desk", "host", NAME, "--folder", path.parent, "--port", 0, size=SMALL) as desk:
        desk.shows("Night train", "Who is here: 0 of 3")
        assert note_path(path).exists()
        desk.press("ctrl+q")
        assert desk.ended() == 0
        assert desk.in_order()
    assert not note_path(path).exists()


def _given(path: Path) -> list[str]:
    return [str(value) for _, _, value in answers(path)]


def _child(pid: int) -> int:
    """The one process that a process has started."""
    (child,) = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return int(child)
