"""Whoever leads reads in their own language too; what people of all regions read together stays as it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.widgets import Input

from align.charter.draft import draft_clause
from align.charter.newcomer import compare_newcomer, note_for
from align.domain import commands as c
from align.engine.languages import speak_language
from align.engine.settings import load_settings
from align.language import ENGLISH
from align.sync.messages import Presence
from align.ui.present.desk_join import invitation
from align.ui.present.desk_moves import opening
from tests.support import builders
from tests.ui.desks import a_desk, everybody_answers
from tests.ui.test_home import at_home
from tests.ui.test_newcomer_screen import everybody_sees
from tests.ui.test_wizard import SMALL, all_but_review, setting_up


@pytest.fixture(autouse=True)
def english_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The language is one of the process, and the choice one of the person: the next test has neither."""
    monkeypatch.setenv("ALIGN_HOME", str(tmp_path / "own"))
    yield
    speak_language(ENGLISH)


async def test_f2_at_the_desk_changes_the_language_of_every_pane_at_once_and_is_remembered(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await desk.shows("Who is here")
        await desk.press("f2")
        await desk.shows("not yet reviewed by a native speaker")
        await desk.press("down", "enter")
        await desk.shows("Wer hier ist")
        await desk.shows("Runde öffnen")
        await desk.press("4")
        await desk.shows("Klauseln kommen nach dem Aufdecken")
        await desk.press("question_mark")
        await desk.shows("Das Pult der Moderation")
        assert load_settings().language == "de"


async def test_the_wizard_says_all_of_it_in_another_language_and_keeps_what_was_typed(tmp_path: Path) -> None:
    async with setting_up(tmp_path / "sessions") as made:
        await made.paste("ORION-3 kickoff")
        await made.press("ctrl+n")
        await made.shows("What does the team work towards?")
        await made.press("f2", "down", "enter")
        await made.shows("Worauf arbeitet das Team hin?", "2 von 8")
        await made.press("ctrl+b")
        await made.shows("Wie heißt dieser Workshop?")
        assert made.screen.query_one("#field-title Input", Input).value == "ORION-3 kickoff"


@pytest.mark.parametrize("code", ["de", "ja"])
async def test_a_desk_and_a_wizard_in_long_words_and_in_wide_letters(
    code: str, tmp_path: Path, snapshot: SnapshotAssertion
) -> None:
    speak_language(code)
    async with a_desk(builders.plan(), tmp_path, size=SMALL) as desk:
        assert await desk.rested() == snapshot(name="desk")
        await desk.workshop.submit(c.OpenRound())
        await everybody_answers(desk, builders.GOOD_VALUES)
        await desk.workshop.submit(c.CloseRound())
        await desk.settle(lambda: desk.state.phase == "reveal")
        # The desk follows the phase a moment later; a step chosen before that would not stay.
        await desk.settle(lambda: getattr(desk.screen, "_looking_at", "") == "reveal")
        await desk.press("4")
        assert await desk.rested() == snapshot(name="clauses")
    async with setting_up(tmp_path / "sessions") as made:
        await all_but_review(made)
        assert made.text == snapshot(name="review")


async def test_home_leads_to_the_door_in_the_language_that_was_chosen_there(tmp_path: Path) -> None:
    async with at_home(tmp_path) as home:
        await home.shows("New workshop")
        await home.press("f2", "down", "enter")
        await home.shows("Neuer Workshop", "Teilnehmen")


def test_what_all_regions_read_together_stays_english_whatever_the_desk_speaks() -> None:
    shown = everybody_sees()
    plan, prompt = shown.the_plan, shown.the_plan.pack.prompts[0]
    found = compare_newcomer(shown, {}, plan.regions[0].id)[0]
    before = [draft_clause(shown, prompt), note_for(found)]
    english = opening(shown)
    speak_language("de")
    assert [draft_clause(shown, prompt), note_for(found)] == before
    assert opening(shown).title == "Die Runde öffnen?" != english.title


def test_an_invitation_stays_english(tmp_path: Path) -> None:
    speak_language("ja")
    text = invitation(builders.plan(), Presence(seats=(), ticket="align://h:1/x#k", code="ABCD-EFGH"))
    assert "please join the workshop" in text and text.isascii()
