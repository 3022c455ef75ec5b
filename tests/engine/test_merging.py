"""Answers files are taken in whatever their order and number, once, and say nothing of who gave what."""

from __future__ import annotations

import asyncio
import itertools
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from align.domain import commands as c
from align.domain.actors import Actor, answer_subject, author
from align.domain.model import Attribution
from align.domain.state import State
from align.engine.answers import read_answers
from align.engine.errand import Errand, host_of
from align.engine.kit import read_kit
from align.engine.merging import merge
from align.engine.roll import Roll
from align.errors import StoreLocked, UserError
from align.storage.register import Register, register_path
from align.storage.tinydb_store import open_store
from align.sync import messages as m
from align.sync.sealing import new_key
from tests.engine.merges import opened, private, some, told
from tests.support import builders, kits
from tests.support.figures import NIGHTLY, tell
from tests.support.processes import serving

pytestmark = pytest.mark.usefixtures("own_machine")


# ---- any order, any number of times --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sent:
    """What three people sent over time, and the workshop as it was before any of it was merged."""

    folder: Path
    path: Path
    files: list[Path]
    newest: set[Path]


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sent]:
    folder = tmp_path_factory.mktemp("sent")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ALIGN_HOME", str(folder / "home"))
        yield asyncio.run(_send(folder))


async def _send(folder: Path) -> Sent:
    path, made = await opened(folder)
    files, newest = [], set()
    for number, kit in enumerate(made.values()):
        steps: list[list[c.Command]] = [
            some(),
            [c.GiveAnswer("urgent", "today"), c.GiveAnswer("sure", number)],
            [c.HandIn(done=False), c.GiveAnswer("fact", f"fact {number}"), c.GivePrediction("urgent", "boston", None)],
        ]
        for step, commands in enumerate(steps[: number + 1]):
            file = await kits.answered(kit, commands)
            files.append(Path(shutil.copy(file, folder / f"{number}-{step}.answers")))
        newest.add(files[-1])
    return Sent(folder, path, files, newest)


def after(sent: Sent, place: Path, merges: list[list[Path]]) -> tuple[State, dict[str, Any]]:
    """The state and register after some merges into a fresh copy."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(sent.path.parent, place)
    path = place / sent.path.name
    for files in merges:
        kits.taken(path, *files)
    people = Register(register_path(path)).load()
    return kits.whole(path), {who: {key: kept for key, kept in one.items() if kept} for who, one in people.items()}


MERGES = 300 if NIGHTLY else 25


# A failing way is not made smaller: each try takes seconds, and the files' names say enough.
@settings(
    max_examples=MERGES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.generate], report_multiple_bugs=False,
)  # fmt: skip
@given(data=st.data())
def the_same_state_comes_of_it(sent: Sent, tmp_path: Path, data: st.DataObject) -> None:
    once = after(sent, tmp_path / "copy", [sorted(sent.newest)])
    extra = data.draw(st.lists(st.sampled_from(sent.files), max_size=4))
    needed = data.draw(st.sets(st.sampled_from(sent.files)))
    order = data.draw(st.permutations([*sorted(needed | sent.newest), *extra]))
    cuts = sorted(data.draw(st.sets(st.integers(1, max(1, len(order) - 1)))))
    merges = [order[a:b] for a, b in itertools.pairwise([0, *cuts, len(order)])]
    assert after(sent, tmp_path / "copy", [part for part in merges if part]) == once


@pytest.mark.timeout(1800)
def test_any_permutation_duplication_and_split_gives_the_same_state(sent: Sent, tmp_path: Path) -> None:
    the_same_state_comes_of_it(sent, tmp_path)
    tell("14 files merged in any order, twice, in parts", f"{MERGES} ways, {len(sent.files)} files")


def test_a_merge_that_takes_every_file_for_the_newest_is_noticed(
    sent: Sent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Roll, "take_revision", lambda self, participant, begun, number: None)
    with pytest.raises((AssertionError, BaseExceptionGroup)):
        the_same_state_comes_of_it(sent, tmp_path)


def test_merging_again_stores_nothing(sent: Sent, tmp_path: Path) -> None:
    shutil.copytree(sent.path.parent, tmp_path / "copy")
    path = tmp_path / "copy" / sent.path.name
    first = kits.taken(path, *sent.files)
    stored = kits.log(path)
    again = kits.taken(path, *reversed(sent.files))
    assert kits.log(path) == stored
    assert sum(one.answers + one.guesses for one in first) == sum(one.known for one in again) > 0
    assert sorted(str(one.file) for one in again if not one.problem) == sorted(map(str, sent.newest))
    older = [one for one in again if one.problem]
    assert all("was merged before" in one.problem for one in older)
    assert len(older) == len(sent.files) - 3


# ---- served or not, early or late ----------------------------------------------------------------------------------


async def test_a_file_that_comes_before_the_round_opens_waits_without_being_used_up(tmp_path: Path) -> None:
    path = kits.workshop(tmp_path / "sessions", builders.plan())
    made = await kits.kits(path, tmp_path, "Pune 1")
    file = await kits.answered(made["Pune 1"], some())
    (early,) = await merge(path, [file])
    assert "not open yet" in early.problem
    await kits.led(path, c.OpenRound())
    (now,) = await merge(path, [file])
    assert (told(now), now.done) == ((1, 1, 0, 0), True)


async def test_files_merge_through_the_host_that_is_serving(tmp_path: Path) -> None:
    path, made = await opened(tmp_path)
    files = [await kits.answered(kit, some()) for kit in made.values()]
    with serving(path):
        merged = await merge(path, files)
        assert [told(one) for one in merged] == [(1, 1, 0, 0)] * 3
        async with host_of(path) as host:
            assert host.served
            desk = await Errand.begin(host, host.keys.facilitator)
            assert desk.presence is not None
            assert [(s.done, s.answered) for s in desk.presence.seats if s.by_file] == [(True, 1)] * 3
            await desk.close()
    assert [told(one) for one in await merge(path, files)] == [(0, 0, 0, 2)] * 3, "the same ids, served or not"


async def test_late_files_follow_the_late_rules(tmp_path: Path) -> None:
    path, made = await opened(tmp_path, "named")
    on_time, kit = await kits.answered(made["Pune 1"], some("now")), made["Boston 1"]
    await merge(path, [on_time])
    await kits.led(path, c.CloseRound())
    changed = await kits.answered(made["Pune 1"], [c.GiveAnswer("urgent", "today"), c.GiveAnswer("sure", 3)])
    late = await kits.answered(kit, some("one-day"))
    first, second = await merge(path, [changed, late])
    assert told(first) == (0, 0, 1, 1), "one's answer on time stays, a new one is late, the guess was there"
    assert first.refused == {"The round is closed; your answer to this prompt stays as it is.": 1}
    assert told(second) == (0, 0, 1, 0)
    assert second.refused == {"The round is closed; guesses can no longer be given or changed.": 1}
    answers = kits.whole(path).answers["urgent"]
    assert {(a.author, a.value, a.late) for a in answers.values()} == {("p1", "now", False), ("p4", "one-day", True)}


async def test_after_sealing_nothing_is_taken(tmp_path: Path) -> None:
    path, made = await opened(tmp_path)
    file = await kits.answered(made["Pune 1"], some())
    await kits.led(
        path, c.CloseRound(), c.MoveTo("agree"), c.DraftClause("urgent", "Words."), c.SettleClause("c1", "provisional"),
        c.Seal(),
    )  # fmt: skip
    before = kits.log(path)
    (merged,) = await merge(path, [file])
    assert "sealed" in merged.problem
    assert kits.log(path) == before


async def test_a_workshop_held_by_another_process_is_left_alone(tmp_path: Path) -> None:
    path, made = await opened(tmp_path)
    file = await kits.answered(made["Pune 1"], some())
    store = open_store(path)
    try:
        with pytest.raises(StoreLocked):
            await merge(path, [file])
    finally:
        store.close()


async def test_a_merge_that_was_cut_off_is_finished_by_merging_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, made = await opened(tmp_path)
    older = Path(shutil.copy(await kits.answered(made["Pune 1"], [c.GiveAnswer("urgent", "now")]), tmp_path / "old"))
    file = await kits.answered(made["Pune 1"], [c.GiveAnswer("urgent", "today"), c.GiveAnswer("sure", 3)])
    ask, asked = Errand.ask, list[object]()

    async def cut(errand: Errand, message: Any) -> m.Done:
        asked.append(message)
        if len(asked) == 3:
            raise ConnectionAbortedError
        return await ask(errand, message)

    monkeypatch.setattr(Errand, "ask", cut)
    with pytest.raises(ConnectionAbortedError):
        await merge(path, [file])
    monkeypatch.undo()
    monkeypatch.setenv("ALIGN_HOME", str(tmp_path / "home"))
    (refused,) = await merge(path, [older])
    assert "was merged before" in refused.problem, "an older file may not undo half of a newer one"
    (finished,) = await merge(path, [file])
    assert told(finished) == (1, 0, 0, 1)
    assert {a.value for a in kits.whole(path).answers["urgent"].values()} == {"today"}


# ---- what the log and the register tell ----------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["region", "merged"])
async def test_the_log_keeps_no_block_of_one_persons_answers_and_no_name(tmp_path: Path, mode: Attribution) -> None:
    path, made = await opened(tmp_path, mode)
    everything = [c.GiveAnswer(prompt, value) for prompt, value in builders.GOOD_VALUES.items()]
    target = "boston" if mode == "region" else "everyone"
    guesses = [c.GivePrediction("urgent", target, "now"), c.GivePrediction("sure", target, 3)]
    files = [await kits.answered(kit, [*everything, *guesses, c.HandIn()]) for kit in made.values()]
    before = len(kits.log(path))
    await merge(path, files)
    kinds = [doc["event"]["kind"] for doc in kits.log(path)[before:]]
    assert kinds == ["answer"] * 24 + ["prediction"] * 6
    owners = {
        author(builders.plan(mode), Actor("participant", kit.participant, kit.token), answer_subject(prompt)): who
        for who, kit in ((who, read_kit(file)) for who, file in made.items())
        for prompt in builders.GOOD_VALUES
    }
    order = [owners[doc["event"]["author"]] for doc in kits.log(path)[before : before + 24]]
    changes = sum(a != b for a, b in itertools.pairwise(order))
    assert changes > 5, "mixed across the files; by blocks there would be two changes"
    people = register_path(path).read_text()
    for doc in kits.log(path)[before:]:
        assert doc["at"] == ""
        assert doc["id"] not in people
        assert doc["event"]["author"] not in people
    for file, kit in zip(files, made.values(), strict=True):
        assert read_kit(kit).token not in path.read_text() + people
        assert read_answers(file, private(path)).participant == read_kit(kit).participant


async def test_an_answers_file_opens_for_the_host_alone_and_holds_nobody_elses_words(tmp_path: Path) -> None:
    path, made = await opened(tmp_path)
    first = await kits.answered(made["Pune 1"], [c.GiveAnswer("fact", "canary-first-7Q")])
    await merge(path, [first])
    second = await kits.answered(made["Boston 1"], [c.GiveAnswer("fact", "canary-second-7Q")])
    assert b"canary" not in second.read_bytes()
    assert b"first" not in msgspec.json.encode(read_answers(second, private(path)))
    with pytest.raises(UserError):
        read_answers(second, new_key())
