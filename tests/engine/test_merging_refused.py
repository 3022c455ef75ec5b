"""What is wrong with an answers file is told in a sentence and changes nothing; the others are taken."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest

from align.domain import commands as c
from align.engine.answers import Answers, open_answers
from align.engine.clock import new_id
from align.engine.errand import Errand, host_of
from align.engine.kit import read_kit
from align.engine.merging import merge
from align.errors import SyncError, UserError
from align.storage.register import Register, register_path
from align.sync import messages as m
from tests.engine.merges import forged, opened, private, some, told
from tests.support import kits

pytestmark = pytest.mark.usefixtures("own_machine")


async def test_what_is_wrong_with_a_file_is_told_in_a_sentence_and_changes_nothing(tmp_path: Path) -> None:
    path, made = await opened(tmp_path)
    _, others = await opened(tmp_path / "other")
    kit, place = read_kit(made["Pune 1"]), tmp_path
    good = (await kits.answered(made["Pune 1"], some())).read_bytes()
    many = {new_id(): c.HandIn() for _ in range(501)}
    cases = {
        "cut off": good[:-1],
        "cut off; ask": good[:30],
        "not an answers file": b"",
        "nothing vouches": msgspec.json.encode(Answers("w", "p1", kit.token, "b", 1, {})),
        "larger than 1 MB": good + bytes(1024 * 1024),
        "changed or damaged": good[:-1] + bytes([good[-1] ^ 1]),
        "it is a kit": made["Pune 1"].read_bytes(),
        "another workshop, or": (await kits.answered(others["Pune 1"], some())).read_bytes(),
        "another workshop or another person": forged(path, kit, place / "f", workshop="w2").read_bytes(),
        "another person": forged(path, kit, place / "f", participant="p4").read_bytes(),
        "nobody's seat": forged(path, kit, place / "f", token="guessed").read_bytes(),
        "500 is the most": forged(path, kit, place / "f", given=many).read_bytes(),
        "something else than answers": forged(path, kit, place / "f", given={"no id": c.HandIn()}).read_bytes(),
        "something else": forged(path, kit, place / "f", given={new_id(): c.OpenRound()}).read_bytes(),
        "else than answers": forged(path, kit, place / "f", revision=0).read_bytes(),
    }  # fmt: skip
    before, people = kits.log(path), Register(register_path(path)).load()
    for words, data in cases.items():
        file = tmp_path / "sent.answers"
        file.write_bytes(data)
        (merged,) = await merge(path, [file])
        assert words in merged.problem
        assert "\n" not in merged.problem
    (missing,) = await merge(path, [tmp_path / "nothing.answers"])
    assert "cannot be read" in missing.problem
    assert (kits.log(path), Register(register_path(path)).load()) == (before, people)


async def test_a_host_that_goes_is_not_taken_for_a_bad_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, made = await opened(tmp_path)
    file = await kits.answered(made["Pune 1"], some())

    async def gone(*_: object) -> Errand:
        raise SyncError("The host closed the line. Try again in a moment.")

    monkeypatch.setattr(Errand, "begin", gone)
    with pytest.raises(SyncError):
        await merge(path, [file])


@pytest.mark.parametrize("fields", [{"number": 2**70}, {"number": 0}, {"begun": ""}, {"begun": "x" * 65}])
def test_a_revision_that_no_register_could_keep_is_no_message(fields: dict[str, Any]) -> None:
    said = {"m": "revision", "id": "i", "begun": "b", "number": 1}
    assert m.decode_client(msgspec.json.encode(said))
    with pytest.raises(SyncError):
        m.decode_client(msgspec.json.encode(said | fields))


async def test_one_bad_file_keeps_no_good_one_out(tmp_path: Path) -> None:
    path, made = await opened(tmp_path)
    good = await kits.answered(made["Pune 1"], some())
    bad = tmp_path / "bad.answers"
    bad.write_bytes(good.read_bytes()[:-9])
    merged = await merge(path, [bad, good, bad])
    assert [bool(one.problem) for one in merged] == [True, False, True]
    assert told(merged[1]) == (1, 1, 0, 0)


async def test_every_flipped_byte_is_refused(tmp_path: Path) -> None:
    path, made = await opened(tmp_path)
    key = private(path)
    data = (await kits.answered(made["Pune 1"], some())).read_bytes()
    assert len(open_answers(data, key).given) == 3
    for at in range(len(data)):
        for bit in (0x01, 0x80) if at < 64 else (1 << at % 8,):
            with pytest.raises(UserError):
                open_answers(data[:at] + bytes([data[at] ^ bit]) + data[at + 1 :], key)


async def test_answers_begun_in_two_places_are_not_mixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, made = await opened(tmp_path)
    kit = made["Pune 1"]
    here = Path(shutil.copy(await kits.answered(kit, some("now")), tmp_path / "here.answers"))
    monkeypatch.setenv("ALIGN_HOME", str(tmp_path / "elsewhere"))
    there = await kits.answered(kit, some("today")[:2])
    for files in ([here, there], [there, here]):
        merged = {one.file: one for one in await merge(path, files)}
        assert not merged[here].problem, "the one with more revisions, whatever the order"
        assert "answered in two places" in merged[there].problem
    assert {a.value for a in kits.whole(path).answers["urgent"].values()} == {"now"}


async def test_single_answers_that_the_rules_refuse_are_counted_and_the_others_taken(tmp_path: Path) -> None:
    path, made = await opened(tmp_path)
    given: dict[str, c.Command] = {
        new_id(): c.GiveAnswer("urgent", "never"), new_id(): c.GiveAnswer("sure", 4),
        new_id(): c.GiveAnswer("fact", "x" * 70_000),
    }  # fmt: skip
    (merged,) = await merge(path, [forged(path, read_kit(made["Pune 1"]), tmp_path / "f", given=given)])
    assert told(merged) == (1, 0, 0, 0)
    assert sum(merged.refused.values()) == 2


async def test_a_replaced_kit_adds_nothing_where_nobody_could_tell_the_answers_apart(tmp_path: Path) -> None:
    path, made = await opened(tmp_path)
    await merge(path, [await kits.answered(made["Pune 1"], some("now"))])
    async with host_of(path) as host:
        desk = await Errand.begin(host, host.keys.facilitator)
        await desk.ask(m.FreeSeat(new_id(), "p1"))
        await desk.close()
    again = await kits.kits(path, tmp_path / "again", "Pune 1")
    old = await kits.answered(made["Pune 1"], [c.GiveAnswer("sure", 1)])
    new = await kits.answered(again["Pune 1"], [c.GiveAnswer("urgent", "today")])
    first, second = await merge(path, [old, new])
    assert "nobody's seat" in first.problem
    assert sum(second.refused.values()) == 1
    assert len(kits.whole(path).answers["urgent"]) == 1
