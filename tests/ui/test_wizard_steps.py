"""Steps of the wizard on the screen: the one in sight has the keys, begins at its question and stands still."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widget import Widget

from align.ui.present.setup_plan import STEP_NAMES
from tests.support.linked import until
from tests.ui.test_wizard import SMALL, WIDE, add_region, all_but_review, own_place, setting_up

__all__ = ["own_place"]  # the fixture of these tests too


async def test_after_a_dialog_the_review_has_the_keys_and_no_hidden_step(tmp_path: Path) -> None:
    async with setting_up(tmp_path / "sessions", size=(60, 18)) as made:
        await all_but_review(made)
        await made.shows("enter create")
        screen = made.screen
        for key in ("p", "escape", "f1", "f2", "f3"):
            await made.press(key)
            await until(lambda: made.pilot.app.screen is not screen)
            await made.press("escape")
            await until(lambda: made.pilot.app.screen is screen)
            assert (screen.focused, key) == (screen.step, key)
            await made.press("x")
            assert screen.draft.title == "ORION-3 kickoff"
        await made.press("end")
        await until(lambda: screen.step.scroll_y > 0)
        await made.press("enter")
        await made.shows("Host it now?")


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_the_form_of_a_region_stands_still_while_one_types(tmp_path: Path, size: tuple[int, int]) -> None:
    async with setting_up(tmp_path / "sessions", size=size) as made:
        await made.press(*["ctrl+n"] * 3, "a")
        await made.shows("A region is a work calendar: when")
        screen = made.pilot.app.screen
        begun = screen.query_one("#field-place").region
        for key in "Pune":
            await made.press(key)
            assert (screen.query_one("#field-place").region, key) == (begun, key)


async def test_no_field_of_a_step_that_is_hidden_can_be_given_the_keys(tmp_path: Path) -> None:
    async with setting_up(tmp_path / "sessions") as made:
        for _step in STEP_NAMES:
            fields = made.screen.query("Input, TextArea, OptionList").results(Widget)
            assert not [field for field in fields if field.focusable and made.screen.step not in field.ancestors]
            await made.press("ctrl+n")


async def test_coming_back_to_the_prompts_shows_the_pack_that_is_chosen(tmp_path: Path) -> None:
    async with setting_up(tmp_path / "sessions") as made:
        await made.press("ctrl+n", "ctrl+n", "ctrl+n", "ctrl+n", "ctrl+n", "end")
        await made.shows("●")
        chosen = [line for line in made.text.splitlines() if "●" in line]
        await made.press("ctrl+n", "ctrl+b")
        assert [line for line in made.text.splitlines() if "●" in line] == chosen


async def test_a_step_begins_at_its_question_and_scrolls_once(tmp_path: Path) -> None:
    async with setting_up(tmp_path / "sessions") as made:
        await made.press("ctrl+n", "ctrl+n", "ctrl+n", "ctrl+n", "ctrl+n")
        await made.shows("Which prompts do you ask?")
        assert made.screen.query_one("#prompts").max_scroll_y == 0, "the packs scroll, in a page that stands still"
        await made.press("ctrl+n")
        await made.shows("How are answers shown when the round is closed?")


async def test_in_a_wide_window_no_line_of_a_form_is_longer_than_one_reads(tmp_path: Path) -> None:
    async with setting_up(tmp_path / "sessions", size=(160, 45)) as made:
        await made.press("ctrl+n", "ctrl+n", "ctrl+n", "ctrl+n", "ctrl+n")
        await made.shows("Which prompts do you ask?")
        assert max(len(line.rstrip()) for line in made.text.splitlines()[4:-3]) <= 104


async def test_enter_removes_no_region_for_its_hours_and_holidays_would_go_with_it(tmp_path: Path) -> None:
    async with setting_up(tmp_path / "sessions") as made:
        await made.press(*["ctrl+n"] * 3)
        await add_region(made, "Pune")
        screen, before = made.screen, 1
        await made.press("up", "d")
        await made.shows("Its hours and holidays go with it", "enter means no")
        await made.press("enter")
        assert len(screen.draft.regions) == before
        await made.press("d")
        await made.shows("enter means no")
        await made.press("y")
        await until(lambda: len(screen.draft.regions) == before - 1)
