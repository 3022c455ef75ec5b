"""A kit gives one person their seat and shows them nobody's answers; what it holds is whole, or it is refused."""

from __future__ import annotations

import stat
from pathlib import Path

import msgspec
import pytest

from align.analysis.cover import tzdata_source
from align.domain import commands as c
from align.domain.model import Attribution, Participant
from align.engine.errand import Errand, host_of
from align.engine.kit import kit_names, read_kit
from align.engine.merging import merge
from align.errors import Rejected, UserError
from align.storage.register import Register, register_path
from align.sync import messages as m
from tests.support import builders, kits
from tests.support.processes import serving


@pytest.fixture(autouse=True)
def a_machine_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALIGN_HOME", str(tmp_path / "home"))


async def test_a_kit_holds_the_plan_and_a_seat_that_nobody_else_can_take(tmp_path: Path) -> None:
    path = kits.workshop(tmp_path, builders.plan())
    made = await kits.kits(path, tmp_path / "kits", "pune 1")
    kit = read_kit(made["Pune 1"])
    plan = builders.plan(tzdata=tzdata_source())
    assert (kit.name, kit.person.name, kit.phase, kit.plan) == (kits.NAME, "Pune 1", "setup", plan)
    assert stat.S_IMODE(made["Pune 1"].stat().st_mode) == 0o600
    assert kit.token not in repr(kit)
    assert kit.token not in register_path(path).read_text(), "the host keeps a hash only"
    with pytest.raises(UserError, match="Pune 1 has a seat already"):
        await kits.kits(path, tmp_path / "again", "Pune 1")
    async with host_of(path) as host:
        desk = await Errand.begin(host, host.keys.facilitator)
        assert desk.presence is not None
        assert [seat.participant for seat in desk.presence.seats if seat.by_file] == ["p1"]
        with pytest.raises(Rejected) as no:
            await desk.ask(m.PhoneSeat("x", "p1"))
        assert no.value.code == "taken"
        await desk.close()


async def test_without_names_everybody_without_a_seat_gets_a_kit(tmp_path: Path) -> None:
    path = kits.workshop(tmp_path, builders.plan(sizes=(1, 1, 1)))
    await kits.kits(path, tmp_path, "Pune 1")
    assert set(await kits.kits(path, tmp_path)) == {"Boston 1", "Zürich 1"}
    with pytest.raises(UserError, match="Nobody on the list is without a seat"):
        await kits.kits(path, tmp_path)


@pytest.mark.parametrize("wrong", ["an unknown name", "a kit in the way", "a closed round"])
async def test_what_cannot_be_done_gives_no_seat(tmp_path: Path, wrong: str) -> None:
    path = kits.workshop(tmp_path, builders.plan())
    names = ["Boston 1", "Pune 11" if wrong == "an unknown name" else "Pune 1"]
    if wrong == "a kit in the way":
        (tmp_path / "orion-3-pune-1.kit").touch()
    if wrong == "a closed round":
        await kits.led(path, c.OpenRound(), c.CloseRound())
    with pytest.raises(UserError, match=r"Did you mean Pune 1\?|exists already|round is closed"):
        await kits.kits(path, tmp_path, *names)
    assert not any(entry.get("token") for entry in Register(register_path(path)).load().values())


async def test_a_kit_that_cannot_be_written_gives_the_seat_back(tmp_path: Path) -> None:
    path = kits.workshop(tmp_path, builders.plan())
    (tmp_path / "file").touch()
    with pytest.raises(UserError, match="cannot be written"):
        await kits.kits(path, tmp_path / "file" / "kits", "Pune 1")
    assert await kits.kits(path, tmp_path, "Pune 1")


async def test_kits_are_made_beside_a_host_at_work(tmp_path: Path) -> None:
    path = kits.workshop(tmp_path, builders.plan())
    with serving(path):
        made = await kits.kits(path, tmp_path, "Boston 2")
    assert read_kit(made["Boston 2"]).person.name == "Boston 2"


@pytest.mark.parametrize("mode", ["named", "region", "merged"])
async def test_a_kit_holds_nothing_that_anybody_said(tmp_path: Path, mode: Attribution) -> None:
    path = kits.workshop(tmp_path, builders.plan(mode))
    first = await kits.kits(path, tmp_path, "Pune 1")
    await kits.led(path, c.OpenRound())
    said: list[c.Command] = [
        c.GiveAnswer("fact", "canary-fact-7Q"),
        c.GiveAnswer("urgent", "now", "canary-comment-7Q"),
        c.HandIn(),
    ]
    merged = await kits.answered(first["Pune 1"], said)
    await merge(path, [merged])
    assert any("canary-fact-7Q" in str(doc) for doc in kits.log(path))
    later = await kits.kits(path, tmp_path, "Pune 2")
    assert b"canary" not in later["Pune 2"].read_bytes()
    assert read_kit(first["Pune 1"]).token.encode() not in later["Pune 2"].read_bytes()
    assert b"canary" not in merged.read_bytes()


async def test_a_damaged_kit_is_noticed_before_anybody_answers_from_it(tmp_path: Path) -> None:
    path = kits.workshop(tmp_path, builders.plan(sizes=(1,)))
    kit = (await kits.kits(path, tmp_path))["Pune 1"]
    data = kit.read_bytes()
    for changed in (data[:-1], data[:40], b"", data.replace(b'"token":"', b'"token":"x', 1), b"{}", data + b"\n"):
        kit.write_bytes(changed)
        with pytest.raises(UserError):
            read_kit(kit)
    for at in range(0, len(data), 7):
        kit.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        with pytest.raises(UserError):
            read_kit(kit)


def test_every_name_gives_a_file_name_of_its_own() -> None:
    names = ("Zoë Šimek", "zoe simek", "李雷", "../../etc", "Asha Rao")
    people = tuple(Participant(f"p{n}", name, "pune") for n, name in enumerate(names))
    found = kit_names("orion-3", msgspec.structs.replace(builders.plan(), participants=people))
    assert list(found.values()) == [
        "orion-3-zoe-simek-p0.kit", "orion-3-zoe-simek-p1.kit", "orion-3-p2.kit", "orion-3-etc.kit",
        "orion-3-asha-rao.kit",
    ]  # fmt: skip
