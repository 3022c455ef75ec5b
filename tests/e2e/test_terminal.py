"""A real terminal is killed, closed, made too small, left in a hurry: the draft survives, the terminal is in order."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from align.domain import commands as c
from tests.e2e.people import FACT, NAME, THREE, lead, plan, seat
from tests.support.host_process import HostProcess
from tests.support.processes import ALIGN, environment, set_up, wait_for
from tests.support.pty_app import IN, PATIENCE, SMALL, PtyApp

MORE = ("Meera Joshi, Pune", "Hannah Lee, Boston")
pytestmark = pytest.mark.xdist_group("terminals")


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostProcess]:
    """One workshop with an open round; every test is another person's."""
    with HostProcess(set_up(tmp_path_factory.mktemp("sessions"), NAME, plan(*THREE, *MORE))) as running:
        lead(running, c.OpenRound())
        yield running


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def joined(home: Path, host: HostProcess, size: tuple[int, int] = SMALL) -> PtyApp:
    return PtyApp(home, "join", host.ticket, size=size)


def kept(home: Path) -> str:
    """What this machine keeps of the seat."""
    return "".join(file.read_text() for file in (home / "seats").glob("*.json"))


def test_a_killed_terminal_keeps_the_draft_and_its_seat(home: Path, host: HostProcess) -> None:
    seat(home, host, "asha-rao")
    with joined(home, host) as me:
        me.shows("Welcome to Night train", "online")
        me.press("enter")
        me.shows(FACT)
        me.type("Nobody was woken")
        wait_for(lambda: "Nobody was woken" in kept(home))
        me.type(" on the first ni")
        me.signal(signal.SIGKILL)
        me.ended()
    with joined(home, host) as again:
        again.shows(FACT, "Nobody was woken", "not given yet")
        # Ctrl+C asks while something is typed and not given.
        again.press("ctrl+c")
        again.shows("Leave align now?", "1 answer is typed and not given yet")
        again.press("n")
        again.hides("Leave align now?")
        again.press("ctrl+n")
        again.shows("urgent")
        again.press("ctrl+q")
        assert again.ended() == 0
        assert again.in_order()


def test_a_window_made_too_small_asks_for_room_and_goes_on(home: Path, host: HostProcess) -> None:
    seat(home, host, "grace-miller")
    with joined(home, host) as me:
        me.shows("Welcome to Night train", "online")
        me.press("enter")
        me.shows(FACT)
        # In one burst: a letter must not overtake a backspace.
        me.type("Ever\x7f\x7f\x7fvery site has its data in")
        for size in ((59, 24), (80, 17), (20, 5)):
            me.resize(size)
            me.shows("A little")
            me.hides("Every site has its data in")
            me.resize(SMALL)
            me.shows(FACT, "Every site has its data in")
        me.resize((60, 18))
        me.shows("Every site has its data in")


@pytest.mark.parametrize(("number", "who"), [(signal.SIGTERM, "meera-joshi"), (signal.SIGHUP, "hannah-lee")])
def test_a_signal_leaves_the_terminal_in_order_and_the_draft_on_this_machine(
    home: Path, host: HostProcess, number: signal.Signals, who: str
) -> None:
    seat(home, host, who)
    with joined(home, host) as me:
        me.shows("Welcome to Night train", "online")
        assert not me.in_order(), "a screen is open, or this test could not fail"
        me.press("enter")
        me.shows(FACT)
        me.type("All is well")
        me.shows("All is well")
        me.signal(number)
        assert me.ended() == 128 + number
        assert me.in_order()
    assert "All is well" in kept(home)


def test_a_program_that_was_stopped_goes_on_and_leaves_the_terminal_in_order(home: Path, host: HostProcess) -> None:
    seat(home, host, "luca-brunner")
    with joined(home, host) as me:
        me.shows("Welcome to Night train", "online")
        me.press("enter")
        me.shows(FACT)
        me.signal(signal.SIGSTOP)
        me.signal(signal.SIGCONT)
        wait_for(lambda: me.raw.count(IN) == 2)
        me.shows(FACT)
        me.type("All is well")
        me.shows("All is well")
        me.press("ctrl+q")
        me.shows("Leave align now?")
        me.press("y")
        assert me.ended() == 0
        assert me.in_order()


def test_a_way_out_before_the_host_answers_leaves_the_terminal_in_order(home: Path, host: HostProcess) -> None:
    """No seat, no host: one sentence, on the main screen."""
    with PtyApp(home, "desk", "no-such-workshop", size=SMALL) as me:
        assert me.ended() == 1
        assert "no-such-workshop is not being served here" in me.text


def test_a_program_whose_terminal_is_gone_ends_although_no_signal_says_so(home: Path) -> None:
    """As behind `setsid` or `disown`: the system signals to those alone for whom it is the controlling terminal."""
    master, slave = pty.openpty()
    surroundings = {**environment(home), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    alone = subprocess.Popen(
        [*ALIGN, "home"], stdin=slave, stdout=slave, stderr=slave, start_new_session=True, env=surroundings
    )
    os.close(slave)
    try:
        seen = b""
        while IN not in seen:
            seen += os.read(master, 65536)
        os.close(master)
        assert alone.wait(PATIENCE) == 128 + signal.SIGHUP
    finally:
        alone.kill()
        alone.wait()
