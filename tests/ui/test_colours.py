"""Every theme can be read, tells regions apart and is worn again; without colours signs and lines stand in for them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import Theme

from align.ui.app import AlignApp
from align.ui.theme import ANSI, DARK, HIGH_CONTRAST, LIGHT, REGION_COLOURS, THEMES
from align.ui.widgets.languages import Languages
from tests.support.legible import contrast, in_front, shaded, too_faint
from tests.support.linked import until
from tests.ui.desks import rest
from tests.ui.seats import shown
from tests.ui.test_app import Plain, opening


@pytest.mark.parametrize(("theme", "least"), [(DARK, 4.5), (LIGHT, 4.5), (HIGH_CONTRAST, 7.0)])
def test_every_theme_has_a_colour_for_every_region_and_can_be_read(theme: Theme, least: float) -> None:
    ground = Color.parse(theme.background or "")
    regions = [theme.variables[f"region-{n}"] for n in range(1, REGION_COLOURS + 1)]
    assert len(set(regions)) == REGION_COLOURS
    words = [theme.foreground, theme.accent, theme.warning, theme.success, theme.error, theme.variables["quiet"]]
    for colour in (*regions, *words):
        assert contrast(Color.parse(colour or ""), ground) >= least, colour


def test_the_terminals_own_colours_are_named_never_mixed() -> None:
    named = [ANSI.foreground, ANSI.background, ANSI.accent, ANSI.panel, ANSI.variables["quiet"]]
    named += [ANSI.variables[f"region-{n}"] for n in range(1, REGION_COLOURS + 1)]
    assert ANSI.ansi
    assert all(colour is not None and colour.startswith("ansi_") for colour in named)


async def test_chosen_colours_are_worn_again_next_time(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ALIGN_HOME", str(tmp_path))
    monkeypatch.delenv("ALIGN_THEME", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    app = AlignApp(opening)
    async with app.run_test():
        assert app.theme == DARK.name
        offered = {command.title: command.callback for command in app.get_system_commands(app.screen)}
        assert "Dark colours" not in offered
        offered["High contrast"]()
    assert AlignApp(opening).theme == HIGH_CONTRAST.name
    monkeypatch.setenv("ALIGN_THEME", "light")
    assert AlignApp(opening).theme == LIGHT.name
    monkeypatch.setenv("ALIGN_THEME", "no such theme")
    assert AlignApp(opening).theme == HIGH_CONTRAST.name, "what was chosen stays"


async def test_colours_and_a_language_that_there_are_not_are_told_with_those_that_there_are(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ALIGN_HOME", str(tmp_path))
    monkeypatch.setenv("ALIGN_THEME", "drak")
    monkeypatch.setenv("ALIGN_LANGUAGE", "klingon")
    app = AlignApp(opening)
    async with app.run_test():
        await until(lambda: len(app._notifications) == 2)
        assert [one.message for one in app._notifications] == [
            "ALIGN_LANGUAGE is set to “klingon”, which is ignored. Known: en, de, es, fr, ja, zh.",
            "ALIGN_THEME is set to “drak”, which is ignored. Known: dark, light, high-contrast, ansi.",
        ]
        assert app.theme == DARK.name


@pytest.mark.parametrize("theme", THEMES)
async def test_a_screen_is_drawn_in_every_theme(theme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALIGN_THEME", theme)
    app = AlignApp(opening)
    async with app.run_test():
        await until(lambda: isinstance(app.screen, Plain))
        assert app.current_theme is THEMES[theme]


@pytest.mark.parametrize("theme", THEMES)
async def test_the_cursor_of_a_list_has_the_accent_in_every_theme(theme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALIGN_THEME", theme)
    app = AlignApp(opening)
    async with app.run_test() as pilot:
        await until(lambda: isinstance(app.screen, Plain))
        await app.push_screen(Languages())
        await pilot.pause()
        accent = Color.parse(app.theme_variables["accent"]).rich_color
        drawn = [segment for strip in app.screen._compositor.render_strips(app.screen.size) for segment in strip]
        (cursor,) = (segment for segment in drawn if segment.text == "›")
        assert cursor.style is not None
        assert cursor.style.color == accent


@asynccontextmanager
async def the_commands() -> AsyncIterator[AlignApp]:
    """The application with its commands open, the first one marked."""
    app = AlignApp(opening)
    async with app.run_test() as pilot:
        await until(lambda: isinstance(app.screen, Plain))
        await pilot.press("ctrl+p")
        await until(lambda: "Help" in shown(app) and "Quit" in shown(app))
        await pilot.press("down")
        await rest(app, pilot)
        yield app


@pytest.mark.parametrize(("theme", "words", "signs"), [("light", 4.5, 3), ("high-contrast", 7, 4.5)])
async def test_the_commands_can_be_read_in_every_theme(
    theme: str, words: float, signs: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALIGN_THEME", theme)
    async with the_commands() as app:
        assert too_faint(app, words, signs) == []


async def test_without_colours_the_command_that_enter_takes_has_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with the_commands() as app:
        assert shaded(app) == []
        lined = [drawn.text for drawn in in_front(app) if drawn.style.underline]
        assert any("Help" in text for text in lined)
        assert not any("Quit" in text for text in lined)


async def test_without_colours_only_the_terminals_own_two_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("ALIGN_THEME", "light")
    app = AlignApp(opening)
    assert app.theme == ANSI.name
    assert app.native_ansi_color


async def test_a_choice_that_cannot_be_kept_holds_for_now_and_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ALIGN_HOME", str(tmp_path / "file"))
    (tmp_path / "file").write_text("")
    app = AlignApp(opening)
    async with app.run_test(notifications=True):
        offered = {command.title: command.callback for command in app.get_system_commands(app.screen)}
        offered["Light colours"]()
        assert app.theme == LIGHT.name
        await until(lambda: "cannot be kept" in " ".join(shown(app).split()))
