"""Who of a region said what cannot be told: exchange the speakers, and every byte that others get stays the same.

The real host in a stepped loop, so that two plays differ in nothing else; exports are made by the command line.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
import pytest

from align.cli.main import run
from align.domain import commands as c
from align.domain.model import EVERYONE, Attribution, Plan
from align.engine import reception, replica
from align.engine.live import LiveWorkshop
from align.storage.tinydb_store import create
from align.sync import messages as m
from tests.support.builders import plan
from tests.sync.people import Client
from tests.sync.stepped import SteppedLoop
from tests.sync.world import World

PEOPLE = tuple(f"p{number}" for number in range(1, 10))
IN_REGION = {"p1": "p3", "p2": "p1", "p3": "p2", "p4": "p5", "p5": "p4", "p7": "p9", "p9": "p7"}
ANYWHERE = {"p1": "p6", "p6": "p8", "p8": "p2", "p2": "p1", "p3": "p9", "p9": "p3"}
"""speaker → whose words they say in the second play. The first never leaves a region, the second does."""
LATE = ("p3", "p6", "p9")
"""They answer one prompt late; their late words are exchanged among them."""


class Recording(World):
    """Keeps every frame that left the host, reader by reader."""

    def __init__(self, loop: SteppedLoop, plan: Plan, live: type[LiveWorkshop]) -> None:
        super().__init__(loop, plan, live)
        self.frames: dict[str, list[bytes]] = {}

    def look_at(self, client: Client, frame: bytes) -> None:
        self.frames.setdefault(client.who, []).append(frame)


def bundle(number: int) -> list[c.Command]:
    """All that the person with this number has to say while the round is open."""
    word, pick = f"word {number}", ("now", "today", "one-day")[number % 3]
    return [
        c.GiveAnswer("fact", word), c.GiveAnswer("signs", [word, f"sign {number}"]),
        c.GiveAnswer("urgent", pick, f"comment {number}"), c.GiveAnswer("sure", number),
        c.GiveAnswer("wait", {"amount": number, "unit": "hours", "clock": "working"}),
        c.GiveAnswer("protect", ["quality", "date"] if number % 2 else ["date", "cost"]),
        c.GivePrediction("urgent", "TARGET", ("today", "now", "today")[number % 3]),
        c.GivePrediction("sure", "TARGET", 9 - number),
    ]  # fmt: skip


def played(mode: Attribution, whose: Mapping[str, str], live: type[LiveWorkshop] = LiveWorkshop) -> Recording:
    """Play a workshop in which each person says the words of `whose`; nothing else may differ."""
    with pytest.MonkeyPatch.context() as patch, SteppedLoop().entered() as loop:
        ids = itertools.count(1)
        patch.setattr(replica, "new_id", lambda: f"{next(ids):032x}")
        patch.setattr(reception, "new_token", lambda: f"token-{next(ids)}")
        patch.setattr(reception, "new_code", lambda: "ABCD-2345")
        world = Recording(loop, plan(mode), live)
        desk = world.seat_desk()
        desk.connect()
        for who in PEOPLE:
            joined = world.join(who)
            assert joined is not None
            joined.connect()
        world.arrive()

        def say(who: str, wishes: Sequence[c.Command]) -> None:
            for wish in wishes:
                world.clients[who].submit(wish)
                world.arrive()

        def number(who: str) -> int:
            return int(whose.get(who, who)[1:])

        say("desk", [c.OpenRound()])
        for who in PEOPLE:
            say(who, [_aimed(wish, mode) for wish in bundle(number(who))] + [c.HandIn()])
            if who not in LATE:
                say(who, [c.GiveAnswer("updates", ["risks"])])
        say("desk", [c.CloseRound(), c.MoveFocus("fact")])
        for who, number_said in zip(LATE, (2, 3, 1) if whose else (1, 2, 3), strict=True):
            say(who, [c.GiveAnswer("updates", ["dates"], f"late {number_said}")])
        say("desk", [c.MoveTo("agree"), c.DraftClause("urgent", "By phone."), c.OpenVote("c1")])
        for who in PEOPLE:
            level = number(who) % 6
            say(who, [c.GiveSupport("c1", 1, level, f"reason {number(who)}" if level < 3 else "")])
        say("desk", [c.CloseVote("c1"), c.SettleClause("c1", "provisional", "Ann", "2027-04-01"), c.Seal()])
        world.close(crash=False)
    return world


def _aimed(wish: c.Command, mode: Attribution) -> c.Command:
    if not isinstance(wish, c.GivePrediction):
        return wish
    return c.GivePrediction(wish.prompt, EVERYONE if mode == "merged" else "boston", wish.value)


def told(world: World, folder: Path, capfd: pytest.CaptureFixture[str]) -> dict[str, str]:
    """What the command line says about the workshop: as text, as JSON and as a charter."""
    folder.mkdir()
    store = create(folder / "kept.json")
    store.append([{key: value for key, value in doc.items() if key != "seq"} for doc in world.events], 0)
    store.close()
    said = {}
    for arguments in (["show", "kept"], ["show", "kept", "--json"], ["charter", "kept"], ["list"]):
        assert run([*arguments, "--folder", str(folder)]) == 0
        said[" ".join(arguments)] = capfd.readouterr().out.replace(str(folder), "")
    return said


@pytest.mark.parametrize(
    ("mode", "whose"), [("region", IN_REGION), ("merged", ANYWHERE)], ids=["within a region", "anywhere"]
)
def test_exchanging_the_speakers_changes_no_byte_of_what_others_get(
    mode: Attribution, whose: dict[str, str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    one, other = played(mode, {}), played(mode, whose)
    assert one.frames["desk"] == other.frames["desk"]
    for who in set(PEOPLE) - set(whose) - set(LATE):
        assert one.frames[who] == other.frames[who], who
    first, second = told(one, tmp_path / "one", capfd), told(other, tmp_path / "other", capfd)
    assert first == second
    assert "reason 1" in first["charter kept"], "the charter says nothing that could tell"
    assert "comment 4" in first["show kept --json"]


def test_in_the_named_mode_it_does_change() -> None:
    """The comparison above can fail."""
    assert played("named", {}).frames["desk"] != played("named", IN_REGION).frames["desk"]


def test_speakers_of_different_regions_cannot_be_exchanged_unnoticed_in_region_mode() -> None:
    assert played("region", {}).frames["desk"] != played("region", ANYWHERE).frames["desk"]


def test_showing_answers_in_the_order_of_the_log_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("align.domain.visibility.sorted", lambda shown, key=None: list(shown), raising=False)
    assert played("region", {}).frames["desk"] != played("region", IN_REGION).frames["desk"]


def test_a_warning_that_tells_pseudonyms_would_be_noticed() -> None:
    class Telling(LiveWorkshop):
        def _presence(self) -> m.Presence:
            given = self.state.answers.get("fact", {})
            return msgspec.structs.replace(super()._presence(), warning=str(list(given.values())))

    assert played("region", {}, Telling).frames["desk"] != played("region", IN_REGION, Telling).frames["desk"]
