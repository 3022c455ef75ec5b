"""Two people take turns at one real terminal; what the first wrote is not sent to it again."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.domain import commands as c
from tests.e2e.people import FACT, NAME, URGENT, answers, lead, plan
from tests.support.host_process import HostProcess
from tests.support.processes import set_up, wait_for
from tests.support.pty_app import SMALL, PtyApp

pytestmark = pytest.mark.xdist_group("terminals")

SECRET = "Zanzibar at dawn"


def test_two_people_take_turns_and_both_hand_in(tmp_path: Path) -> None:
    path = set_up(tmp_path / "sessions", NAME, plan())
    with HostProcess(path) as host:
        lead(host, c.OpenRound())
        with PtyApp(tmp_path / "home", "room", NAME, "--folder", path.parent, size=SMALL) as room:
            room.shows("Who begins?", "Asha Rao", "Luca Brunner", "0 of 3 handed in here")
            _turn(room, "Asha Rao", SECRET)
            room.shows("Asha Rao has handed in. Who is next?")
            begin = len(room.raw)
            _turn(room, "Grace Miller", "The first train was on time")
            room.shows("Grace Miller has handed in. Who is next?", "2 of 3 handed in here")
            room.press("ctrl+q")
            assert room.ended() == 0
            assert room.in_order()
            assert SECRET.encode() in room.raw[:begin]
            assert b"Zanzibar" not in room.raw[begin:]
        wait_for(lambda: sum(answers(path).values()) == 4)
    assert answers(path)["asha-rao", "success-fact", SECRET] == 1


def test_with_a_ticket_the_code_is_asked_for_once_and_not_before_the_screen(tmp_path: Path) -> None:
    path = set_up(tmp_path / "sessions", NAME, plan())
    with HostProcess(path) as host, PtyApp(tmp_path / "home", "room", host.ticket, size=SMALL) as room:
        room.shows("Join code")
        room.type(host.code + "\r")
        room.shows("Who begins?", "Asha Rao")


def _turn(room: PtyApp, name: str, fact: str) -> None:
    """The cursor stands on whoever is next."""
    room.press("enter")
    room.shows(f"Please hand the keyboard to {name}.")
    room.press("enter")
    room.shows("Welcome to Night train", "online")
    room.press("enter")
    room.shows(FACT)
    room.type(fact)
    room.press("ctrl+n")
    room.shows(URGENT)
    room.press("2", "enter")
    room.shows("AND THE OTHERS?")
    room.press("s")
    room.shows("hand in")
    room.press("h")
