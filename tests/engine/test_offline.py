"""Answering from a kit: the same rules as at the host, kept through everything, and in the answers file at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from align.domain import commands as c
from align.engine.answers import LARGEST, read_answers
from align.engine.clock import Clock
from align.engine.hosting import keys_path
from align.engine.kit import answers_path
from align.engine.merging import merge
from align.engine.pulsing import pulse_standing
from align.engine.reception import Keys
from align.engine.workshop import Workshop, answer_key
from align.errors import Rejected, SyncError, UserError
from align.storage.register import Register
from tests.domain.test_renewal import AGAIN, LIVED_PROMPT
from tests.support import builders, kits
from tests.support.linked import linked, until


@pytest.fixture(autouse=True)
def a_machine_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALIGN_HOME", str(tmp_path / "home"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return kits.workshop(tmp_path, builders.plan())


async def a_kit(path: Path) -> Path:
    return (await kits.kits(path, path.parent, "Pune 1"))["Pune 1"]


def private(path: Path) -> str:
    return Keys(Register(keys_path(path))).sealing


async def test_one_can_answer_before_the_round_is_open(path: Path) -> None:
    workshop: Workshop = await kits.offline(await a_kit(path))
    assert (workshop.state.phase, workshop.state.round, workshop.role, workshop.link) == (
        "assume", 1, "participant", "file",
    )  # fmt: skip
    await workshop.submit(c.GiveAnswer("urgent", "now"))
    assert workshop.answer_state("urgent") == "received"
    assert not workshop.state.answers, "what screens see holds no answers, not even one's own"


@pytest.mark.parametrize(
    "command",
    [
        c.GiveAnswer("urgent", "never"),
        c.GiveAnswer("nowhere", "now"),
        c.GiveAnswer("urgent", "now", "x" * 401),
        c.GivePrediction("urgent", "boston", "now"),
        c.GivePrediction("fact", "boston", "now"),
        c.GivePrediction("protect", "atlantis", ["date", "cost"]),
        c.GiveSupport("c1", 1, 4),
        c.TakeNote("urgent", "hello"),
        c.OpenRound(),
    ],
)
async def test_what_the_host_refuses_is_refused_at_once_in_the_same_words(path: Path, command: c.Command) -> None:
    workshop = await kits.offline(await a_kit(path))
    async with linked(builders.plan()) as team:
        desk, online = await team.desk(), await team.join("p1")
        await desk.submit(c.OpenRound())
        await until(lambda: online.state.phase == "assume")
        said = []
        for one in (online, workshop):
            await one.submit(c.GiveAnswer("protect", ["date", "cost"]))
            with pytest.raises(Rejected) as no:
                await one.submit(command)
            said.append((no.value.code, no.value.text))
    assert said[0] == said[1]
    assert set(workshop.mine.answers) == {"protect"}
    assert len(read_answers(workshop.file, private(path)).given) == 1


async def test_answers_guesses_and_handing_in_are_in_the_file_as_one_goes_on(path: Path) -> None:
    workshop = await kits.offline(await a_kit(path))
    assert not workshop.file.exists(), "nothing was given yet"
    last = 0
    for command in (
        c.GiveAnswer("urgent", "now"), c.GivePrediction("urgent", "pune", "today"), c.GiveAnswer("urgent", "today"),
        c.HandIn(round=1), c.HandIn(done=False, round=1),
    ):  # fmt: skip
        await workshop.submit(command)
        held = read_answers(workshop.file, private(path))
        assert command in held.given.values()
        assert held.revision > last
        last = held.revision
    assert sorted(type(command).__name__ for command in held.given.values()) == [
        "GiveAnswer", "GivePrediction", "HandIn",
    ], "the newest of each only"  # fmt: skip


async def test_one_goes_on_where_one_was_even_without_the_answers_file(path: Path) -> None:
    kit = await a_kit(path)
    workshop = await kits.offline(kit)
    await workshop.submit(c.GiveAnswer("urgent", "now"))
    await workshop.submit(c.GivePrediction("urgent", "pune", "today"))
    await workshop.submit(c.GiveAnswer("urgent", "today"))
    await workshop.submit(c.HandIn())
    workshop.keep_draft(answer_key("fact"), {"value": "half a thou", "comment": ""})
    await workshop.close()
    before = read_answers(workshop.file, private(path))
    workshop.file.unlink()
    again = await kits.offline(kit)
    assert again.mine == workshop.mine
    assert again.mine.done
    assert again.answer_state("fact") == "draft"
    assert read_answers(again.file, private(path)) == before


async def test_a_damaged_record_keeps_nobody_out(path: Path, tmp_path: Path) -> None:
    kit = await a_kit(path)
    await kits.answered(kit, [c.GiveAnswer("urgent", "now")])
    (record,) = (tmp_path / "home" / "kits").iterdir()
    record.write_bytes(b"{")
    again = await kits.offline(kit)
    assert not again.mine.answers
    assert record.with_suffix(".damaged").exists()


async def test_what_no_host_would_take_is_refused_and_the_rest_stays(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop = await kits.offline(await a_kit(path))
    await workshop.submit(c.GiveAnswer("fact", "short"))
    monkeypatch.setattr("align.engine.answers.MOST_COMMANDS", 1)
    with pytest.raises(Rejected, match="do not fit"):
        await workshop.submit(c.GiveAnswer("urgent", "now"))
    assert set(read_answers(workshop.file, private(path)).given.values()) == {c.GiveAnswer("fact", "short")}
    assert set(workshop.mine.answers) == {"fact"}
    assert workshop.file.stat().st_size < LARGEST


async def test_a_place_that_cannot_be_written_is_told_with_a_way_out(path: Path) -> None:
    kit = await a_kit(path)
    workshop = await kits.offline(kit)
    answers_path(kit).mkdir()
    with pytest.raises(UserError, match="kept on this machine"):
        await workshop.submit(c.GiveAnswer("urgent", "now"))
    answers_path(kit).rmdir()
    again = await kits.offline(kit)
    assert set(again.mine.answers) == {"urgent"}
    assert again.file.exists()


async def test_listeners_hear_of_changes_once_a_turn_and_nobody_answers_requests(path: Path) -> None:
    workshop = await kits.offline(await a_kit(path))
    heard: list[Any] = []
    unwatch = workshop.watch(lambda: heard.append(Clock()))
    workshop.keep_draft("answer:fact", {"value": "a", "comment": ""})
    await workshop.submit(c.GiveAnswer("fact", "a"))
    await until(lambda: bool(heard))
    assert len(heard) == 1
    unwatch()
    with pytest.raises(SyncError):
        await workshop.request("new-code")
    await workshop.close()


async def test_a_kit_of_the_first_round_that_comes_during_a_pulse_hands_nobody_in(tmp_path: Path) -> None:
    path = kits.workshop(tmp_path, builders.plan())
    await kits.led(path, c.OpenRound())
    made = await kits.kits(path, tmp_path / "kits", "pune 1")
    file = await kits.answered(made["Pune 1"], [c.GiveAnswer("urgent", "now"), c.HandIn()])
    await kits.led(path, c.CloseRound(), c.MoveTo("agree"), c.DraftClause("urgent", "We answer today."))
    await kits.led(path, c.SettleClause("c1", "provisional"), c.Seal(), c.OpenPulse(("c1",), (LIVED_PROMPT, AGAIN)))
    (merged,) = await merge(path, [file])
    assert (merged.answers, merged.done, sum(merged.refused.values())) == (0, False, 2)
    assert all("another round" in reason for reason in merged.refused)
    _, presence = await pulse_standing(path)
    assert presence is not None and not any(seat.done for seat in presence.seats)


async def test_a_kit_written_while_a_pulse_is_open_asks_what_the_pulse_asks(tmp_path: Path) -> None:
    path = kits.workshop(tmp_path, builders.plan())
    await kits.led(path, c.OpenRound(), c.CloseRound(), c.MoveTo("agree"), c.DraftClause("urgent", "We answer today."))
    await kits.led(path, c.SettleClause("c1", "provisional"), c.Seal(), c.OpenPulse(("c1",), (LIVED_PROMPT, AGAIN)))
    made = await kits.kits(path, tmp_path / "kits", "pune 1")
    workshop = await kits.offline(made["Pune 1"])
    assert [prompt.id for prompt in workshop.state.asked] == ["p1-clauses-lived", "p1-urgent"]
    assert len(workshop.state.the_plan.later) == 2
    with pytest.raises(Rejected):
        await workshop.submit(c.GiveAnswer("urgent", "now"))
    await workshop.close()
    given = c.GiveAnswer("p1-clauses-lived", {"c1": "partly"}), c.GiveAnswer("p1-urgent", "now"), c.HandIn()
    file = await kits.answered(made["Pune 1"], given)
    (merged,) = await merge(path, [file])
    assert (merged.answers, merged.done, merged.refused) == (2, True, {})
    assert {a.value for a in kits.whole(path).answers["p1-urgent"].values()} == {"now"}
    await kits.led(path, c.CloseRound())
    late = await kits.answered(made["Pune 1"], [c.GiveAnswer("p1-urgent", "today")])
    (refused,) = await merge(path, [late])
    assert refused.problem or refused.refused
    assert {a.value for a in kits.whole(path).answers["p1-urgent"].values()} == {"now"}
