"""Answering from a kit is answering: the same screens and keys, and every answer is in the file when one goes on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.pilot import Pilot

from align.domain import commands as c
from align.engine.answers import read_answers
from align.engine.hosting import keys_path
from align.engine.merging import merge
from align.engine.offline import OfflineWorkshop
from align.engine.reception import Keys
from align.storage.register import Register
from align.ui.app import AlignApp
from align.ui.openings.kit import open_kit
from align.ui.present.flow import Place
from align.ui.screens.participant.screen import ParticipantScreen
from tests.support import builders, kits
from tests.support.linked import until
from tests.ui.seats import SMALL, shown
from tests.ui.test_participant_screen import KEYS


@dataclass
class Person:
    """Somebody with a kit, at a screen."""

    app: AlignApp
    pilot: Pilot[int]
    screen: ParticipantScreen

    @property
    def workshop(self) -> OfflineWorkshop:
        assert isinstance(self.screen.workshop, OfflineWorkshop)
        return self.screen.workshop

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def at(self, kind: str, of: str = "") -> None:
        """Wait until the screen shows a place."""
        await until(lambda: self.screen.place == Place(kind, of))  # type: ignore[arg-type]
        await self.pilot.pause()


@asynccontextmanager
async def a_kit_open(kit: Path) -> AsyncIterator[Person]:
    app = AlignApp(lambda: open_kit(kit))
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await until(lambda: isinstance(app.screen, ParticipantScreen) and app.screen.place is not None)
        await pilot.pause()
        assert isinstance(app.screen, ParticipantScreen)
        yield Person(app, pilot, app.screen)


@pytest.fixture
async def kit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ALIGN_HOME", str(tmp_path / "home"))
    path = kits.workshop(tmp_path, builders.plan())
    return (await kits.kits(path, tmp_path, "Pune 1"))["Pune 1"]


async def test_the_whole_way_by_keyboard_from_the_kit_to_the_merged_answers(kit: Path, tmp_path: Path) -> None:
    path = tmp_path / f"{kits.NAME}.json"
    async with a_kit_open(kit) as person:
        assert "Welcome to ORION-3 kickoff" in shown(person.app)
        await person.press("enter")
        for prompt in builders.PROMPTS:
            await person.at("answer", prompt.id)
            assert "Hidden until the round closes" in shown(person.app)
            await person.press(*KEYS[prompt.id][0])
            if prompt.predict:
                await person.at("guess", prompt.id)
                await person.press(*("c", "c", "c"))
        await person.at("review")
        assert "All answered. Press h to hand in." in shown(person.app)
        assert "✓ in the file" in shown(person.app)
        assert "8 answers in the file" in shown(person.app)
        await person.press("h")
        await person.at("waiting")
        told = " ".join(shown(person.app).split())
        assert "Your answers are in orion-3-pune-1.answers. Send that file to your facilitator." in told
        assert not person.screen.unsaved()
    held = read_answers(person.workshop.file, Keys(Register(keys_path(path))).sealing)
    assert {x.prompt: x.value for x in held.given.values() if isinstance(x, c.GiveAnswer)} == {
        prompt: value for prompt, (_, value) in KEYS.items()
    }
    await kits.led(path, c.OpenRound())
    (merged,) = await merge(path, [person.workshop.file])
    assert (merged.answers, merged.guesses, merged.done) == (8, 12, True)


async def test_what_was_typed_and_given_is_there_when_the_kit_is_opened_again(kit: Path) -> None:
    async with a_kit_open(kit) as person:
        await person.press("enter")
        await person.press("O", "k", "ctrl+n")
        await person.at("answer", "protect")
        await person.press("left")
        await person.at("answer", "fact")
        await person.press("a", "y", "escape")
        assert "Success fact" in person.screen.unsaved()
    async with a_kit_open(kit) as person:
        assert person.workshop.mine.answers["fact"].value == "Ok"
        assert person.workshop.answer_state("fact") == "draft"
        assert "kept in your file" in shown(person.app)


async def test_a_refused_answer_is_told_at_once(kit: Path) -> None:
    async with a_kit_open(kit) as person:
        await person.press("enter")
        await person.at("answer", "fact")
        await person.press("ctrl+n")
        await person.at("answer", "protect")
        await person.press("3", "enter")
        assert "Put 2 in order; 1 given." in shown(person.app)
        assert not person.workshop.mine.answers


async def test_what_is_no_kit_opens_no_screen_and_says_why(tmp_path: Path) -> None:
    (tmp_path / "letter.kit").write_text("Dear Asha")
    app = AlignApp(lambda: open_kit(tmp_path / "letter.kit"))
    async with app.run_test() as pilot:
        await pilot.pause()
    assert app.return_code == 1


async def test_a_sealed_charter_is_read_and_signed_from_a_kit_by_keyboard(kit: Path, tmp_path: Path) -> None:
    path = tmp_path / f"{kits.NAME}.json"
    await kits.led(
        path, c.OpenRound(), c.CloseRound(), c.MoveTo("agree"), c.DraftClause("fact", "Pune calls within 4 hours."),
        c.SettleClause("c1", "provisional"), c.Seal(),
    )  # fmt: skip
    (tmp_path / "signing").mkdir()
    (signing,) = (await kits.kits(path, tmp_path / "signing", "Boston 1")).values()
    async with a_kit_open(signing) as person:
        await until(lambda: "You have not signed it yet." in " ".join(shown(person.app).split()))
        await person.press("s")
        await until(lambda: "Sign version 1?" in shown(person.app))
        await person.press("y")
        await until(lambda: "You signed it" in " ".join(shown(person.app).split()))
        file = person.workshop.file
    assert [(one.problem, one.signed) for one in await merge(path, [file])] == [("", True)]
