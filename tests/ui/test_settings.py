"""The settings: reached from everywhere, each choice seen and kept at once, and what is stronger is said."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

from align.engine.languages import speak_language
from align.engine.settings import Settings, load_settings
from align.language import language
from align.ui.app import AlignApp
from align.ui.openings.home import open_home
from align.ui.page import Page
from align.ui.present.settings import places, stronger
from align.ui.screens.facilitator.desk import DeskScreen
from align.ui.screens.home.home import HomeScreen
from align.ui.screens.shared.settings import SettingsScreen
from align.ui.theme import ANSI, DARK, HIGH_CONTRAST, LIGHT
from align.ui.widgets.help import HelpScreen
from align.ui.widgets.tour import Tour
from tests.support import builders
from tests.ui.desks import a_desk, rest, screen_text
from tests.ui.seats import a_person


@pytest.fixture(autouse=True)
def own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("ALIGN_HOME", str(tmp_path / "home"))
    yield
    speak_language("en")


class Somewhere(Page[None]):
    """A screen without a language, a tour or things of its own."""

    ABOUT = "A place."


def somewhere() -> AlignApp:
    async def opening() -> Screen[Any]:
        return Somewhere()

    return AlignApp(opening)


def in_front(app: AlignApp) -> type[Screen[Any]]:
    return type(app.screen)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with a name")
def test_settings_that_are_a_pipe_are_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def waiting(_path: Path) -> bytes:
        raise AssertionError("nobody writes into it")

    monkeypatch.setattr(Path, "read_bytes", waiting)
    (tmp_path / "home").mkdir()
    os.mkfifo(tmp_path / "home" / "settings.json")
    assert load_settings() == Settings()


async def test_colours_are_seen_at_once_kept_for_next_time_and_esc_leaves() -> None:
    app = somewhere()
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(app, pilot)
        await pilot.press("f3")
        await rest(app, pilot)
        assert in_front(app) is SettingsScreen
        assert "● Dark colours" in screen_text(app)
        await pilot.press("down", "enter")
        await rest(app, pilot)
        assert app.theme == LIGHT.name
        assert "● Light colours" in screen_text(app) and "○ Dark colours" in screen_text(app)
        assert load_settings().theme == "light"
        await pilot.press("down", "space")
        await rest(app, pilot)
        assert app.theme == HIGH_CONTRAST.name
        await pilot.press("question_mark")
        assert in_front(app) is HelpScreen
        await pilot.press("escape", "escape")
        assert in_front(app) is Somewhere
    assert somewhere().theme == HIGH_CONTRAST.name


async def test_a_click_chooses_too() -> None:
    app = somewhere()
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(app, pilot)
        await pilot.press("f3")
        await rest(app, pilot)
        rows = screen_text(app).split("\n")
        y = next(n for n, row in enumerate(rows) if "Light colours" in row)
        await pilot.click(offset=(rows[y].index("Light"), y))
        await rest(app, pilot)
        assert app.theme == LIGHT.name


async def test_home_has_them_in_its_list_and_says_where_the_workshops_are(tmp_path: Path) -> None:
    with ExitStack() as ending:
        app = AlignApp(lambda: open_home(tmp_path / "sessions", ending))
        async with app.run_test(size=(100, 30)) as pilot:
            await rest(app, pilot)
            assert "Settings" in screen_text(app)
            await pilot.press("s")
            await rest(app, pilot)
            assert isinstance(app.screen, SettingsScreen)
            shown = screen_text(app)
            assert "Workshops: " in shown and "sessions" in shown
            await pilot.press("escape")
            assert isinstance(app.screen, HomeScreen)


@pytest.mark.parametrize("size", [(100, 30), (80, 24), (60, 24)])
async def test_a_participant_chooses_the_language_and_reads_on_in_it(size: tuple[int, int]) -> None:
    async with a_person(builders.plan(), size) as person:
        await person.shows("Welcome")
        await person.press("f3")
        await person.shows("Settings", "LANGUAGE")
        await person.press(*["down"] * 5, "enter")
        await person.shows("Einstellungen", "● Deutsch")
        assert (language(), load_settings().language) == ("de", "de")
        await person.press("escape")
        await person.shows("Willkommen")


async def test_the_desk_has_them_and_shows_its_tour_again(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await desk.press("f3")
        await desk.shows("Show the tour again")
        await desk.press("end", "enter")
        await desk.settle(lambda: isinstance(desk.screen, Tour))
        await desk.press("escape")
        assert isinstance(desk.screen, DeskScreen)
        offered = [command.title for command in desk.app.get_system_commands(desk.screen)]
        assert "Settings" in offered


async def test_without_colours_a_choice_is_kept_for_other_times_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = somewhere()
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(app, pilot)
        await pilot.press("f3")
        await rest(app, pilot)
        assert "NO_COLOR is set" in screen_text(app)
        await pilot.press("down", "enter")
        await rest(app, pilot)
        assert app.theme == ANSI.name
        assert "● Light colours" in screen_text(app)
    assert load_settings().theme == "light"
    monkeypatch.delenv("NO_COLOR")
    assert somewhere().theme == LIGHT.name


def test_what_is_stronger_than_a_choice_is_named_with_what_it_is_set_to() -> None:
    assert stronger({}) == []
    (theme,) = stronger({"ALIGN_THEME": "light"})
    assert "ALIGN_THEME is set to light" in theme
    assert len(stronger({"ALIGN_THEME": "light", "NO_COLOR": "", "ALIGN_LANGUAGE": "de"})) == 3
    assert stronger({"ALIGN_LANGUAGE": "xx", "ALIGN_THEME": ""}) == []
    assert DARK.name != LIGHT.name


def test_places_are_written_as_people_write_them() -> None:
    assert places(Path.home() / "kept", {"Workshops": Path("/srv/w")})[0][1] == "~/kept"
    assert places(Path("/a"), {"Workshops": Path("/srv/w")})[1] == ("Workshops", "/srv/w")
