"""Guests who are forked: each is as much alone as in a process that was started for them."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from align.domain import commands as c
from align.doors.lobby import environment_of_all
from align.doors.nursery import BARREN, Nursery, can_fork
from align.doors.web import web_door
from tests.doors.guests import House, a_house, a_page, the_nursery, web_guest

pytestmark = pytest.mark.skipif(not can_fork() or sys.platform != "linux", reason="what is looked at is in /proc")


async def test_a_guest_holds_nothing_of_another_and_the_nursery_nothing_of_anybody(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house, house.guest() as one:
        words = "quartz jockeys vex"
        key = (await one.key()).encode()
        await one.sit("Pune 1")
        await house.lead(c.OpenRound())
        await one.shows("Assume")
        one.press(words)
        await one.shows(words)
        async with house.guest() as two:
            other = (await two.key()).encode()
            nursery = the_nursery().process
            first, second = (visit.process for visit in house.door.lobby.inside)
            assert parent(first) == parent(second) == nursery
            assert held(first, key, words.encode()) == {key, words.encode()}
            assert held(second, key, other, words.encode()) == {other}
            assert not held(nursery, key, other, words.encode(), house.code.encode())
            assert os.getsid(first) == first
            assert os.getsid(second) == second
            assert not open_ends(first) & open_ends(second)
            assert not open_ends(second) & open_ends(nursery)
            assert threads(nursery) == 1


async def test_guests_outlive_their_nursery_and_the_next_come_from_a_new_one(tmp_path: Path) -> None:
    with Nursery(environment_of_all(os.environ)) as nursery:
        async with a_house(tmp_path, nursery=nursery) as house, house.guest() as stays:
            await stays.sit("Pune 1")
            before = nursery.process
            os.kill(before, signal.SIGKILL)
            async with house.guest() as comes:
                await comes.key()
                assert parent(newest(house)) == nursery.process != before
            await house.lead(c.OpenRound())
            await stays.shows("Assume", "online")


async def test_where_no_child_can_be_had_each_guest_gets_a_python_of_their_own(tmp_path: Path) -> None:
    nursery = Nursery(environment_of_all(os.environ), command=("false",))
    async with a_house(tmp_path, nursery=nursery) as house, house.guest(term="dumb") as me:
        await me.said("Enter 1 or 2:")
        assert parent(newest(house)) == os.getpid()
    nothing = os.open(os.devnull, os.O_RDWR)
    try:
        for _ in range(BARREN):
            assert await nursery.bear({}, (nothing, nothing, nothing)) is None
    finally:
        os.close(nothing)
    assert nursery._barren == BARREN, "it is tried again and again"


async def test_a_nursery_that_does_nothing_is_given_up_after_a_while(tmp_path: Path) -> None:
    nursery = Nursery(environment_of_all(os.environ), command=("sleep", "600"), patience=0.1)
    async with (
        a_house(tmp_path, nursery=nursery) as house,
        web_door(house.door.lobby, "127.0.0.1", 0) as door,
        a_page(door) as page,
        web_guest(door, page, house.code) as me,
    ):
        await me.key()
        assert parent(newest(house)) == os.getpid()
        assert not nursery.process


def newest(house: House) -> int:
    """The process of whoever came last."""
    return house.door.lobby.inside[-1].process


def parent(pid: int) -> int:
    """The process that has started this one."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def threads(pid: int) -> int:
    """How many threads a process has."""
    return len(list(Path(f"/proc/{pid}/task").iterdir()))


def open_ends(pid: int) -> set[str]:
    """What a process has open, but for what everybody may have."""
    there = {str(each.readlink()) for each in Path(f"/proc/{pid}/fd").iterdir()}
    return {name for name in there if name != os.devnull and not name.startswith("anon_inode:")}


def held(pid: int, *words: bytes) -> set[bytes]:
    """Which words lie anywhere in the memory that a process can write."""
    try:
        with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
            return {word for region in regions(pid, memory) for word in words if word in region}
    except PermissionError:
        pytest.skip("this system lets nobody look into a process")


def regions(pid: int, memory: BinaryIO) -> Iterator[bytes]:
    """What lies in each stretch of memory that a process can write."""
    for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
        where, rights = line.split()[:2]
        if rights.startswith("rw"):
            start, end = (int(side, 16) for side in where.split("-"))
            memory.seek(start)
            yield memory.read(end - start)
