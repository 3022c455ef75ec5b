"""One host and five people over bad lines, with crashes: all stay in step, nothing is lost, doubled or shown too early.

The real LiveWorkshop and the real replicas, on a loop that a seeded simulation steps. The same seed gives the same
frames to the byte. `python -m pytest tests/sync/test_in_step.py -m nightly` goes further.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Sequence
from random import Random

import pytest

from align.domain import commands as c
from align.domain.model import Attribution
from align.engine import reception, replica
from align.engine.live import LiveWorkshop
from align.sync import messages as m
from align.sync.protocol import ClientCore
from tests.support.builders import GOOD_VALUES, plan
from tests.support.figures import SEED, tell
from tests.sync.people import Client
from tests.sync.stepped import SteppedLoop
from tests.sync.world import World

MODES: tuple[Attribution, ...] = ("named", "region", "merged")
STEPS = 200
FAST, NIGHTLY = 300, 20_000


class Story:
    """One seed's story: who does what, and what happens to the lines, the disk and the host meanwhile."""

    def __init__(self, world: World, chance: Random) -> None:
        self.world, self.chance = world, chance
        self.desk = world.seat_desk()
        self.desk.connect()
        self._counter = itertools.count(1)
        self.trace: list[str] = []

    def begin(self) -> None:
        """Some stories begin later: with people in, or with answers shown and a vote open."""
        stage = self.chance.randrange(3)
        for _ in range(3 if stage else 0):
            self.join()
        ahead: Sequence[c.Command] = (
            c.OpenRound(), c.CloseRound(), c.MoveTo("agree"), c.DraftClause("fact", self._word(self.desk)),
            c.OpenVote("c1"),
        )  # fmt: skip
        for command in ahead[: (0, 1, 5)[stage]]:
            self.desk.submit(command)
            self.world.arrive()
            for _ in range(3):
                self.say()

    def play(self, steps: int) -> None:
        self.begin()
        names, weights = zip(*_ACTS.items(), strict=True)
        for act in self.chance.choices(names, weights, k=steps):
            self.trace.append(act)
            getattr(self, act)()
            self.world.loop.settle()
            self.world.check()
        self.world.heal()
        self.world.check_end()

    # ---- people --------------------------------------------------------------------------------------------

    def join(self) -> None:
        missing = [f"p{n}" for n in range(1, 6) if f"p{n}" not in self.world.clients]
        if missing and not self.world.loop.writes:
            client = self.world.join(self.chance.choice(missing))
            if client is not None:
                client.connect()

    def say(self) -> None:
        client = self._somebody()
        if client is None:
            return
        pick = self.chance.random()
        prompt = self.chance.choice(["fact", "urgent", "signs"])
        open_votes = [votes[-1] for votes in client.replica.state.votes.values() if votes[-1].open]
        if open_votes and pick < 0.6:
            clause = next(k for k, votes in client.replica.state.votes.items() if votes[-1] is open_votes[0])
            level = self.chance.randrange(6)
            client.submit(c.GiveSupport(clause, open_votes[0].number, level, self._word(client) if level < 3 else ""))
        elif pick < 0.65:
            client.submit(self._answer(client, prompt))
        elif pick < 0.75:
            client.submit(c.GivePrediction("urgent", self.chance.choice(["pune", "boston", "everyone"]), "now"))
        elif pick < 0.85:
            client.submit(c.TakeNote(prompt, self._word(client)))
        else:
            client.submit(c.HandIn(self.chance.random() < 0.7))

    def lead(self) -> None:
        """The desk does what fits the phase as it sees it; now and then what does not."""
        state = self.desk.replica.state
        vote = next((id for id, votes in state.votes.items() if votes[-1].open), None)
        clause = vote or self.chance.choice([*state.clauses, "c1"])
        by_phase: dict[str, Sequence[c.Command]] = {
            "setup": [c.OpenRound(), c.OpenRound(), c.SetTimer("2027-03-01T10:00:00+00:00")],
            "assume": [
                c.CloseRound(),
                c.UndoMove(),
                c.AddParticipant(f"New {next(self._counter)}", "zurich"),
                c.SetTimer(""),
            ],
            "reveal": [
                c.MoveTo("agree"),
                c.MoveFocus("urgent"),
                c.TakeNote("fact", self._word(self.desk)),
                c.UndoMove(),
                c.PutAside("fact", "parked"),
            ],
            "sealed": [c.MoveFocus("fact")],
        }
        agree: Sequence[c.Command] = [
            c.DraftClause("fact", self._word(self.desk)), c.OpenVote(clause), c.OpenVote(clause), c.MoveTo("reveal"),
            c.ChangeClause(clause, self._word(self.desk)), c.SettleClause(clause, "open", "Ann", "2027-04-01"),
            c.DropClause(clause) if self.chance.random() < 0.2 else c.MoveFocus("fact"), c.Seal(),
        ]  # fmt: skip
        if vote is not None:
            agree = [c.CloseVote(clause), c.CloseVote(clause), c.MoveFocus("fact"), *agree[-2:]]
        if state.phase == "assume" and self.chance.random() < 0.5:
            return
        out_of_place = state.phase != "setup" and self.chance.random() < 0.1
        self.desk.submit(self.chance.choice(agree if out_of_place else by_phase.get(state.phase, agree)))

    # ---- lines ---------------------------------------------------------------------------------------------

    def carry(self) -> None:
        """Some frames go on their way, on one line or on all."""
        lines = [line for line in self.world.lines if line.up or line.down]
        self.chance.shuffle(lines)
        for line in lines[: self.chance.choice([1, 1, 2, 6])]:
            for _ in range(self.chance.choice([1, 2, 5, 50])):
                if line.up and self.chance.random() < 0.6:
                    line.deliver_up()
                elif line.down and line.client.line is line:
                    line.deliver_down(twice=self.chance.random() < 0.1 and _may_come_twice(line.down[0]))

    def spoil(self) -> None:
        """A frame comes cut short, or news never comes."""
        lines = [line for line in self.world.lines if line.down and line.client.line is line]
        if lines:
            line = self.chance.choice(lines)
            if self.chance.random() < 0.5:
                line.deliver_down(keep=self.chance.randrange(40))
            elif line.down[0] is not None and b'"feed"' in line.down[0][:12]:
                line.down.popleft()

    def stammer(self) -> None:
        """A command reaches the host twice."""
        lines = [line for line in self.world.lines if line.up and line.up[0] is not None and b'"do"' in line.up[0]]
        if lines:
            line = self.chance.choice(lines)
            line.up.insert(self.chance.choice([0, 1]), line.up[0])

    def cut(self) -> None:
        lines = [line for line in self.world.lines if line.client.line is line]
        if lines:
            self.chance.choice(lines).client.lose_line("Cut.")

    def come_back(self) -> None:
        for client in self.world.clients.values():
            if client.line is None and client.replica.link != "ended" and self.chance.random() < 0.7:
                client.connect()

    def start_again(self) -> None:
        client = self._somebody()
        if client is not None:
            client.start()

    # ---- the host ------------------------------------------------------------------------------------------

    def disk(self) -> None:
        for _ in range(self.chance.choice([1, 1, 3])):
            self.world.loop.disk()

    def full(self) -> None:
        self.world.loop.disk(fails=True)

    def crash(self) -> None:
        self.world.restart(crash=self.chance.random() < 0.7)

    def wait(self) -> None:
        self.world.loop.advance(self.chance.choice([0.05, 0.3]))

    def _somebody(self) -> Client | None:
        people = [client for client in self.world.clients.values() if client is not self.desk]
        return self.chance.choice(people) if people else None

    def _word(self, client: Client) -> str:
        return f"~{client.who}.{next(self._counter)}~"

    def _answer(self, client: Client, prompt: str) -> c.GiveAnswer:
        word = self._word(client)
        match prompt:
            case "fact":
                return c.GiveAnswer(prompt, word if self.chance.random() < 0.9 else None)
            case "signs":
                return c.GiveAnswer(prompt, [word, "late data"])
            case _:
                return c.GiveAnswer(prompt, self.chance.choice(["now", "today", GOOD_VALUES[prompt]]), word)


_ACTS = {
    "join": 5, "say": 24, "lead": 9, "carry": 45, "disk": 30, "spoil": 2, "stammer": 3, "cut": 3, "come_back": 8,
    "start_again": 2, "full": 2, "crash": 2, "wait": 4,
}  # fmt: skip


def _may_come_twice(frame: bytes | None) -> bool:
    return frame is not None and isinstance(m.decode_host(frame), m.Feed | m.Done | m.Refused | m.Progress)


def simulate(
    seed: int, live: type[LiveWorkshop] = LiveWorkshop, core: type[ClientCore] = ClientCore, steps: int = STEPS
) -> tuple[World, Story]:
    """Play one seed; raises AssertionError, with the seed, when something does not hold."""
    chance = Random(seed)
    sizes, least = chance.choice([(3, 2), (5,), (2, 2, 1)]), chance.choice([1, 2, 3])
    with pytest.MonkeyPatch.context() as patch, SteppedLoop().entered() as loop:
        ids = itertools.count(1)
        patch.setattr(replica, "new_id", lambda: f"{next(ids):032x}")
        patch.setattr(reception, "new_token", lambda: f"token-{next(ids)}")
        patch.setattr(reception, "new_code", lambda: "ABCD-2345")
        world = World(loop, plan(chance.choice(MODES), sizes=sizes, min_n=least), live, core)
        story = Story(world, chance)
        try:
            story.play(steps)
        except AssertionError as wrong:
            wrong.add_note(f"seed {seed}; the last steps: {' '.join(story.trace[-12:])}")
            raise
        finally:
            world.close(crash=True)
    return world, story


def _run(seeds: range) -> None:
    facts, commands = 0, 0
    for seed in seeds:
        world, _ = simulate(seed)
        facts, commands = facts + len(world.stored), commands + len(world.commands)
    tell(
        "9 in step", f"{len(seeds)} histories, {commands} commands, {facts} facts", f"{seeds.start} to {seeds.stop - 1}"
    )
    assert facts > 10 * len(seeds), "hardly anything happened"


@pytest.mark.parametrize("part", range(3))
def test_everybody_stays_in_step_over_bad_lines_full_disks_and_crashes(part: int) -> None:
    share = FAST // 3
    _run(range(part * share, (part + 1) * share))


@pytest.mark.nightly
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("part", range(4))
def test_everybody_stays_in_step_for_many_seeds(part: int) -> None:
    share = NIGHTLY // 4
    begin = FAST + SEED + part * share
    _run(range(begin, begin + share))


def test_the_same_seed_gives_the_same_facts_to_the_byte() -> None:
    def digest() -> str:
        return hashlib.sha256(repr(simulate(7)[0].events).encode()).hexdigest()

    assert digest() == digest()
