"""Help where one is: every screen and every type of prompt explains itself; a tour once, one key to skip it."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen

import align.ui
from align.domain import commands as c
from align.domain.prompts import PromptType
from align.engine.languages import speak_language
from align.engine.settings import Settings, load_settings, save_settings
from align.ui.app import AlignApp
from align.ui.page import Dialog, Page
from align.ui.present.flow import Place
from align.ui.present.helping import TYPE_HELP
from align.ui.present.touring import TOURS
from align.ui.screens.facilitator.desk import DeskScreen
from align.ui.screens.facilitator.pane import Pane
from align.ui.screens.shared.view import View
from align.ui.widgets.dialogs import Confirm
from align.ui.widgets.help import HelpScreen, flowing
from align.ui.widgets.languages import Languages
from align.ui.widgets.tour import Tour
from tests.support import builders
from tests.support.linked import until
from tests.ui.desks import a_desk, screen_text
from tests.ui.seats import a_person, shown

SPEAKS_FOR_ITSELF = {"HelpScreen", "QrCode", "Ledger"}
"""The help itself, a picture, and a screen that is only there in its kinds."""


def all_of(kind: type[Any]) -> Iterator[type[Any]]:
    for sub in kind.__subclasses__():
        yield from all_of(sub)
        if sub.__module__.startswith("align."):
            yield sub


def everything_loaded() -> None:
    for module in pkgutil.walk_packages(align.ui.__path__, "align.ui."):
        importlib.import_module(module.name)


def explains(kind: type[Any]) -> bool:
    """Whether a screen has words, or makes them."""
    return bool(kind.ABOUT) or kind.help_words is not Page.help_words


def test_every_screen_question_step_and_place_has_words_of_its_own() -> None:
    everything_loaded()
    screens = {kind for base in (Page, Dialog) for kind in all_of(base)}
    assert {kind.__name__ for kind in screens if not explains(kind)} == SPEAKS_FOR_ITSELF
    assert [kind.__name__ for base in (View, Pane) for kind in all_of(base) if not kind.HELP] == []


def test_every_type_of_prompt_is_explained() -> None:
    assert set(TYPE_HELP) == set(get_args(PromptType))


@pytest.mark.parametrize("prompt", [prompt.id for prompt in builders.PROMPTS])
async def test_the_help_of_a_prompt_says_how_its_type_is_answered(prompt: str) -> None:
    async with a_person(builders.plan()) as person:
        await person.desk.submit(c.OpenRound())
        await person.settle(lambda: person.workshop.state.phase == "assume")
        await person.go("answer", prompt)
        await person.press("f1")
        assert isinstance(person.app.screen, HelpScreen)
        kind = person.workshop.state.the_plan.prompt(prompt).type
        assert TYPE_HELP[kind][:30] in person.text
        leaves = "ctrl+b" if kind in ("text", "list") else "left"
        told = " ".join(person.text.replace("│", " ").split())
        assert ("ctrl+b leaves it for the one before" if leaves == "ctrl+b" else "← leaves it") in told
        await person.press("escape", leaves)
        first = prompt == builders.PROMPTS[0].id
        await person.settle(lambda: (person.screen.place == Place("answer", prompt)) == first)


def test_no_help_of_a_type_speaks_of_arrows_without_saying_which() -> None:
    assert not [kind for kind, said in TYPE_HELP.items() if "arrow" in said]


async def test_each_step_of_the_desk_is_explained_where_it_is_looked_at(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        seen = set()
        for step in "123456":
            await desk.press(step, "question_mark")
            assert "This step." in desk.text
            await desk.press("escape")
            assert isinstance(desk.screen, DeskScreen)
            seen.add(desk.screen.help_words())
        assert len(seen) == 5, "two steps share the pane of who is here"


# ---- the tour ----------------------------------------------------------------------------------------------------


@pytest.fixture
def at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ALIGN_HOME", str(tmp_path))
    monkeypatch.delenv("ALIGN_TOUR")


class Somewhere(Page[None]):
    """A screen that has a tour."""

    TOUR = "participant"
    ABOUT = "A place."

    def on_mount(self) -> None:
        assert isinstance(self.app, AlignApp)
        self.app.offer_tour(self.TOUR)


def touring(*, tours: bool = True) -> AlignApp:
    async def opening() -> Screen[Any]:
        return Somewhere()

    return AlignApp(opening, tours=tours)


@pytest.mark.usefixtures("at_home")
async def test_a_tour_is_read_on_in_the_language_that_is_chosen_in_it() -> None:
    app = touring()
    async with app.run_test() as pilot:
        await pilot.press("enter")
        assert "A tour, step 2 of 4" in screen_text(app)
        try:
            await pilot.press("f2")
            await until(lambda: isinstance(app.screen, Languages))
            app.screen.dismiss("de")
            await until(lambda: "Schritt 2 von 4" in screen_text(app))
            assert "A tour" not in screen_text(app)
        finally:
            speak_language("en")


@pytest.mark.usefixtures("at_home")
async def test_a_tour_comes_once_has_four_steps_and_the_help_has_it_again() -> None:
    save_settings(Settings(theme="light"))
    app = touring()
    async with app.run_test() as pilot:
        await pilot.pause()
        assert isinstance(app.screen, Tour)
        await pilot.press("enter", "left", "enter", "enter", "enter")
        assert isinstance(app.screen, Tour), "going back costs one more step"
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, Somewhere)
        await pilot.press("question_mark", "t")
        await pilot.pause()
        assert isinstance(app.screen, Tour)
    assert load_settings() == Settings(theme="light", toured=("participant",))
    again = touring()
    async with again.run_test() as pilot:
        await pilot.pause()
        assert isinstance(again.screen, Somewhere)


@pytest.mark.usefixtures("at_home")
@pytest.mark.parametrize("key", ["escape", "s", "q"])
async def test_one_key_skips_it(key: str) -> None:
    app = touring()
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press(key)
        await pilot.pause()
        assert isinstance(app.screen, Somewhere)


@pytest.mark.usefixtures("at_home")
async def test_nobody_gets_a_tour_where_none_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    for tours in (False, True):
        app = touring(tours=tours)
        async with app.run_test() as pilot:
            await pilot.pause()
            assert isinstance(app.screen, Somewhere)
        monkeypatch.setenv("ALIGN_TOUR", "no")
    assert load_settings().toured == ()


def test_tours_have_four_short_steps() -> None:
    assert set(TOURS) == {DeskScreen.TOUR, "participant"}
    for steps in TOURS.values():
        assert len(steps) == 4
        assert all(len(words) < 200 for _, words in steps)


# ---- in front of a screen ------------------------------------------------------------------------------------------


def test_every_question_form_and_map_has_the_keys_for_help() -> None:
    everything_loaded()
    for kind in all_of(Dialog):
        keys = kind._merged_bindings.key_to_bindings if kind._merged_bindings is not None else {}
        assert {"question_mark", "f1"} <= set(keys), kind.__name__


@pytest.mark.usefixtures("at_home")
async def test_a_question_explains_itself_and_is_still_there_afterwards() -> None:
    app = touring(tours=False)
    said: list[bool | None] = []
    async with app.run_test() as pilot:
        await pilot.pause()
        app.push_screen(Confirm("Really?"), said.append)
        await pilot.pause()
        for key in ("question_mark", "f1"):
            await pilot.press(key)
            await pilot.pause()
            assert isinstance(app.screen, HelpScreen)
            assert "y does what the question says" in shown(app)
            await pilot.press("escape")
            await pilot.pause()
            assert isinstance(app.screen, Confirm)
        await pilot.press("y")
        await pilot.pause()
    assert said == [True]


def test_paragraphs_of_help_are_whole_and_lists_stay_lists() -> None:
    assert flowing("Nobody sees it before the round\ncloses. Really.\n● one.\nnew") == (
        "Nobody sees it before the round closes. Really.\n● one.\nnew"
    )
    assert flowing("入力したものは\n保存されます。\n\n次") == "入力したものは保存されます。\n\n次"
    assert flowing("") == ""


def test_every_row_of_the_keys_is_there_in_german() -> None:
    everything_loaded()
    text = "\n".join(path.read_text(encoding="utf-8") for path in Path("languages/de").glob("*.po"))
    bound = {
        one
        for kind in all_of(DOMNode)
        for one in kind.__dict__.get("BINDINGS", ())
        if isinstance(one, Binding) and one.id and not one.id.startswith("_")
    }
    rows = {one.tooltip or f'msgctxt "key"\nmsgid "{one.description}"' for one in bound}
    assert len(rows) > 100
    assert [row for row in rows if (row if row.startswith("msgctxt") else f'msgid "{row}"') not in text] == []
