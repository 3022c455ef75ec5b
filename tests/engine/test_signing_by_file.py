"""A sealed charter goes to people as a file, and their signature or objection comes back as one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from align.domain import commands as c
from align.engine.kit import read_kit
from align.engine.merging import merge
from align.engine.reading import read_public
from align.errors import Rejected, UserError
from tests.support import builders, kits
from tests.support.processes import serving

TYPED = ("typed-in-an-answer-7Q", "typed-in-a-comment-7Q")


@pytest.fixture(autouse=True)
def a_machine_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALIGN_HOME", str(tmp_path / "home"))


async def sealed(tmp_path: Path) -> Path:
    """A workshop with one clause, sealed; Pune 1 answered by file before."""
    path = kits.workshop(tmp_path / "sessions", builders.plan("named"))
    made = await kits.kits(path, tmp_path / "answering", "Pune 1")
    await kits.led(path, c.OpenRound())
    given = [c.GiveAnswer("fact", TYPED[0]), c.GiveAnswer("urgent", builders.GOOD_VALUES["urgent"], TYPED[1])]
    answers = await kits.answered(made["Pune 1"], given)
    assert [one.answers for one in await merge(path, [answers])] == [2]
    await kits.led(
        path, c.CloseRound(), c.MoveTo("agree"), c.DraftClause("fact", "Pune calls within 4 hours.", owner="Pune 1"),
        c.SettleClause("c1", "provisional"), c.Seal(),
    )  # fmt: skip
    return path


def signed(path: Path) -> dict[str, tuple[bool, str, str]]:
    """Who said what to the sealed version: participant → (agrees, reason, clause)."""
    state = read_public(path)
    said = {person.id: state.signed(person.id) for person in state.the_plan.participants}
    return {who: (one.agrees, one.reason, one.clause) for who, one in said.items() if one is not None}


async def test_a_kit_of_a_sealed_workshop_shows_the_charter_and_nothing_that_was_typed_in_answers(
    tmp_path: Path,
) -> None:
    path = await sealed(tmp_path)
    assert any(word in path.read_text(encoding="utf-8") for word in TYPED)
    made = await kits.kits(path, tmp_path / "kits", "Pune 1", "Boston 1")
    for kit in made.values():
        assert not any(word in kit.read_text(encoding="utf-8") for word in TYPED)
        state = (await kits.offline(kit)).state
        assert (state.phase, state.version, state.sealed_on) == ("sealed", 1, read_public(path).sealed_on)
        assert state.clauses == read_public(path).clauses


@pytest.mark.parametrize("backwards", [False, True])
async def test_signatures_and_objections_are_taken_in_any_order_and_any_number_of_times(
    tmp_path: Path, *, backwards: bool
) -> None:
    path = await sealed(tmp_path)
    made = await kits.kits(path, tmp_path / "kits", "Pune 1", "Boston 1")
    agrees = await kits.answered(made["Pune 1"], [c.Sign(1, agrees=True)])
    objects = await kits.answered(made["Boston 1"], [c.Sign(1, agrees=False, reason="Too late for us.", clause="c1")])
    files = [objects, agrees] if backwards else [agrees, objects]
    with serving(path):
        first = await merge(path, files[:1])
    assert [(one.problem, one.signed, one.refused) for one in first] == [("", True, {})]
    again = await merge(path, [*files, files[0]])
    assert [(one.problem, one.signed, one.known) for one in again[:2]] == [("", False, 1), ("", True, 0)]
    assert again[2].same_as == files[0]
    ids = {person.name: person.id for person in read_public(path).the_plan.participants}
    expected = {ids["Pune 1"]: (True, "", ""), ids["Boston 1"]: (False, "Too late for us.", "c1")}
    assert signed(path) == expected
    await merge(path, files)
    assert signed(path) == expected


async def test_the_newer_word_in_a_kit_takes_the_older_ones_place(tmp_path: Path) -> None:
    path = await sealed(tmp_path)
    (kit,) = (await kits.kits(path, tmp_path / "kits", "Boston 1")).values()
    file = await kits.answered(kit, [c.Sign(1, agrees=False, reason="Too late for us.")])
    await merge(path, [file])
    workshop = await kits.offline(kit)
    said = workshop.state.signed(workshop.me)
    assert said is not None
    assert said.reason == "Too late for us."
    await workshop.submit(c.Sign(1, agrees=True))
    await workshop.close()
    assert [one.signed for one in await merge(path, [file])] == [True]
    assert signed(path)[workshop.me][0]


async def test_after_the_end_of_signing_it_is_refused_with_the_reason_and_taken_when_there_is_more_time(
    tmp_path: Path,
) -> None:
    path = await sealed(tmp_path)
    (kit,) = (await kits.kits(path, tmp_path / "kits", "Boston 1")).values()
    file = await kits.answered(kit, [c.Sign(1, agrees=True)])
    await kits.led(path, c.SetSigning((datetime.now(UTC) - timedelta(minutes=5)).isoformat()))
    (late,) = await merge(path, [file])
    assert late.refused == {"The time for signing is over. The facilitator can give more.": 1}
    assert (late.signed, signed(path)) == (False, {})
    await kits.led(path, c.SetSigning(""))
    (taken,) = await merge(path, [file])
    assert taken.signed
    assert signed(path)


async def test_a_kit_signs_only_and_a_kit_for_answers_is_told_that_the_charter_is_sealed(tmp_path: Path) -> None:
    path = await sealed(tmp_path)
    (kit,) = (await kits.kits(path, tmp_path / "kits", "Boston 1")).values()
    assert read_kit(kit).charter
    with pytest.raises(Rejected, match="sealed"):
        await kits.answered(kit, [c.GiveAnswer("fact", "more")])
    (old,) = await merge(path, [tmp_path / "answering" / "orion-3-pune-1.answers"])
    assert "sealed" in old.problem
    await kits.kits(path, tmp_path / "kits", "Pune 1")
    (ended,) = await merge(path, [tmp_path / "answering" / "orion-3-pune-1.answers"])
    assert "a kit that was replaced" in ended.problem
    with pytest.raises(UserError, match="exists already"):
        await kits.kits(path, tmp_path / "kits", "Pune 1")
