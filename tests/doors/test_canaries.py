"""Blind means blind through the doors too: every byte that a guest's line carried, and their screen, in each phase."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from align.domain.model import Attribution
from align.doors.web import web_door
from align.engine.joining import Doorway
from align.engine.remote import Remote
from align.engine.replica import Replica
from tests.doors.guests import House, Seen, a_house, a_page, web_guest
from tests.sealed.canaries import Canaries, free_plan
from tests.sealed.test_canaries import Team, play

GUEST, NAME = "p8", "Zürich 2"
_STEERING = re.compile(rb"\x1b\[[0-9;?]*[ -/]*[@-~]")


class Seated(Team):
    """The team of the other canary tests, on real lines; one of the chairs is left for the guest."""

    def __init__(self, house: House) -> None:
        self.house, self.desk = house, house.desk
        self.people: dict[str, Replica] = {}
        self.canaries = Canaries()

    async def come(self) -> None:
        for person in self.desk.state.the_plan.participants[:7]:
            await self.seat(person.id)

    async def seat(self, who: str) -> Replica:
        doorway = await Doorway.open(self.house.hosted.here, self.house.code)
        self.people[who] = remote = Remote(*await doorway.sit(who, remember=None))
        remote.start()
        await remote.ready()
        return remote

    async def go(self) -> None:
        for someone in self.people.values():
            assert isinstance(someone, Remote)
            await someone.close()


@pytest.mark.parametrize("mode", [pytest.param("named", marks=pytest.mark.nightly), "region"])
async def test_a_guest_by_ssh_is_shown_nothing_sealed(mode: Attribution, tmp_path: Path) -> None:
    async with a_house(tmp_path, free_plan(mode)) as house, house.guest() as guest:
        await guest.sit(NAME)
        await watched(house, guest, mode)


@pytest.mark.parametrize("mode", [pytest.param("named", marks=pytest.mark.nightly), "merged"])
async def test_a_guest_in_a_browser_is_shown_nothing_sealed(mode: Attribution, tmp_path: Path) -> None:
    async with (
        a_house(tmp_path, free_plan(mode)) as house,
        web_door(house.door.lobby, "127.0.0.1", 0) as door,
        a_page(door) as page,
        web_guest(door, page, house.code) as guest,
    ):
        await guest.sit(NAME)
        await watched(house, guest, mode)


async def test_a_leak_over_a_guests_line_is_noticed(tmp_path: Path) -> None:
    class Leaking(Seated):
        async def assume(self) -> None:
            await super().assume()
            guest.take(next(word for word, (place, _) in self.canaries.giver.items() if place == "answer").encode())

    async with a_house(tmp_path, free_plan("region")) as house, house.guest() as guest:
        await guest.sit(NAME)
        with pytest.raises(AssertionError, match="assume"):
            await watched(house, guest, "region", Leaking(house))


async def watched(house: House, guest: Seen, mode: Attribution, team: Seated | None = None) -> None:
    """Play everything while a guest looks around; nothing that came over their line may be known too early."""
    team = team or Seated(house)

    async def look(stage: str) -> None:
        if stage == "reveal":
            guest.press("escape")
            await guest.until(lambda: bool(team.canaries.places(guest.text)), ("something that was given",))
        for key in ("escape", "ctrl+r", "right", "c", "left"):
            before = len(guest.raw)
            guest.press(key)
            # What a key changes is told by what comes; a key that changes nothing is told by the next one.
            guest.press("?")
            await guest.until(lambda before=before: len(guest.raw) > before)  # type: ignore[misc]
            guest.press("escape")
            for words in (_STEERING.sub(b"", bytes(guest.raw)), guest.text):
                assert not team.canaries.wrong(words, GUEST, stage, named=mode == "named"), (stage, key)

    await play(team, look)
    seen = team.canaries.places(_STEERING.sub(b"", bytes(guest.raw)))
    assert seen & {"answer", "note", "reason"}, "nothing was ever on the screen"
    await team.go()
