"""The home screen: what is in the folder and what is wrong with it, a first step where it is empty, what follows."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
from textual.content import Content
from textual.pilot import Pilot
from textual.screen import Screen

from align.domain import commands as c
from align.domain.model import Plan
from align.engine.clock import Clock
from align.engine.hosting import create_workshop
from align.engine.languages import speak_language
from align.engine.shelf import Shelved, shelf
from align.errors import UserError
from align.packs.catalogue import catalogue
from align.resources import bundled
from align.storage.folder import Folder
from align.ui.app import AlignApp
from align.ui.page import Page
from align.ui.present.home import workshop_about, workshop_row
from align.ui.present.paths import short_path
from align.ui.screens.facilitator.pick import Pick
from align.ui.screens.home.home import HomeScreen
from align.ui.screens.home.lines import shelf_options
from align.ui.screens.home.read import ReadScreen
from align.ui.screens.home.role import Role, RoleScreen
from align.ui.screens.home.tools import HomeTools
from align.ui.screens.setup.tools import Created
from tests.support import builders
from tests.support.linked import until
from tests.ui.desks import screen_text

HOSTILE = "[@click=app.quit]kick[/bold]off\x1b[2J"


class Opened(Page[Any]):
    """Stands for whatever is opened in front."""

    def __init__(self, what: str) -> None:
        super().__init__()
        self.what = what


class Home:
    """A home screen in a running application, and what it opened."""

    def __init__(self, pilot: Pilot[int], screen: HomeScreen, log: list[str]) -> None:
        self.pilot, self.screen, self.log = pilot, screen, log

    @property
    def text(self) -> str:
        assert isinstance(self.pilot.app, AlignApp)
        return screen_text(self.pilot.app)

    @property
    def front(self) -> Screen[Any]:
        return self.pilot.app.screen

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def shows(self, *words: str) -> None:
        for one in words:
            try:
                await until(lambda one=one: one in self.text)  # type: ignore[misc]
            except TimeoutError:
                raise AssertionError(f"{one!r} is not on the screen:\n{self.text}") from None

    async def opens(self, kind: type[Screen[Any]]) -> Screen[Any]:
        await until(lambda: isinstance(self.front, kind))
        await self.pilot.pause()
        return self.front


@asynccontextmanager
async def at_home(folder: Path, *, size: tuple[int, int] = (100, 30)) -> AsyncIterator[Home]:
    """Run the application with the home screen on a folder; what it opens is a stand-in that is logged."""
    log: list[str] = []

    @asynccontextmanager
    async def opened(what: str) -> AsyncIterator[Screen[Any]]:
        log.append(f"begin {what}")
        if what.startswith("host refused"):
            raise UserError("It is being served elsewhere.")
        yield Opened(what)
        log.append(f"end {what}")

    def play(role: Role) -> Any:
        return opened(f"demo {role}")

    def example() -> Any:
        raise UserError("The example lies in align's source.")

    tools = HomeTools(
        shelf=lambda: shelf(folder), example=example, charter=lambda state: f"# Charter of {state.the_plan.title}",
        host=lambda name, bind: opened(f"host {name} on {bind}"), play=play, join=lambda: Opened("join"),
        new=lambda: Opened("new"), folder=folder, own_packs=[folder / "prompts"],
        packs=lambda: catalogue([folder / "prompts"]),
    )  # fmt: skip
    screen = HomeScreen(tools)

    async def opening() -> Screen[Any]:
        return screen

    app = AlignApp(opening)
    async with app.run_test(size=size) as pilot:
        await until(lambda: screen.shelved is not None)
        await pilot.pause()
        yield Home(pilot, screen, log)


def put(folder: Path, name: str, plan: Plan | None = None) -> None:
    """Create a workshop."""
    create_workshop(Folder(folder), name, plan or builders.plan(), Clock())


async def test_every_workshop_has_its_phase_people_and_day(tmp_path: Path) -> None:
    put(tmp_path, "orion-3")
    async with at_home(tmp_path) as home:
        await home.shows("orion-3", "ORION-3 kickoff", "set up, not open yet", "9 people", "12 Mar 2027")
        await home.shows("9 people in Pune, Boston and Zürich, towards First patient in")


async def test_a_small_window_keeps_the_list_readable(tmp_path: Path) -> None:
    put(tmp_path, "orion-3")
    async with at_home(tmp_path, size=(80, 24)) as home:
        await home.shows("ORION-3 kickoff", "set up, not open yet", "Open the example", "9 people in Pune")


async def test_a_window_without_a_line_for_the_list_turns_no_page(tmp_path: Path) -> None:
    put(tmp_path, "orion-3")
    async with at_home(tmp_path, size=(80, 24)) as home:
        await home.shows("ORION-3 kickoff")
        for size in ((80, 8), (80, 5), (60, 9), (60, 8)):
            await home.pilot.resize_terminal(*size)
            await home.press("pagedown", "pageup", "end", "pageup", "home", "pagedown")
        await home.pilot.resize_terminal(80, 24)
        await home.shows("ORION-3 kickoff")
        await home.press("pagedown", "pageup")


async def test_a_damaged_file_is_listed_with_its_reason_and_hides_no_other(tmp_path: Path) -> None:
    put(tmp_path, "orion-3")
    (tmp_path / "damaged.json").write_text('{"x', encoding="utf-8")
    async with at_home(tmp_path) as home:
        await home.shows("! damaged", "cannot be read", "orion-3")
        assert home.screen.check_action("host", ()) is False
        await home.press("h")
        assert home.log == []
        await home.press("enter")
        await home.opens(ReadScreen)
        await home.shows("it was left as it is")
        await home.press("escape", "down", "h")
        await home.opens(Pick)
        await home.press("enter")
        await home.opens(Opened)
        assert home.log == ["begin host orion-3 on 127.0.0.1"]


async def test_an_empty_folder_shows_a_friendly_first_step(tmp_path: Path) -> None:
    async with at_home(tmp_path / "none yet") as home:
        await home.shows("The demo (t) shows what a workshop is")
        await home.press("enter")
        await home.opens(RoleScreen)


async def test_hostile_titles_and_names_are_text(tmp_path: Path) -> None:
    put(tmp_path, "orion-3", msgspec.structs.replace(builders.plan(), title=HOSTILE))
    (tmp_path / "[@click=app.quit]x[b].json").write_text("{}", encoding="utf-8")
    async with at_home(tmp_path) as home:
        await home.shows("[@click=app.quit]x[b] cannot be read")
        await home.press("down")
        await home.shows("[@click=app.quit]kick[/bold]off[2J: 9 people")
        assert "\x1b" not in home.text
        await home.press("enter")
        await home.opens(ReadScreen)


async def test_leaving_the_desk_ends_the_host_and_comes_home(tmp_path: Path) -> None:
    put(tmp_path, "orion-3")
    async with at_home(tmp_path) as home:
        await home.press("h")
        await home.opens(Pick)
        await home.press("enter")
        (await home.opens(Opened)).dismiss(None)
        await home.opens(HomeScreen)
        await until(lambda: home.log == ["begin host orion-3 on 127.0.0.1", "end host orion-3 on 127.0.0.1"])


async def test_hosting_asks_whether_people_elsewhere_join_and_can_be_left(tmp_path: Path) -> None:
    put(tmp_path, "orion-3")
    async with at_home(tmp_path) as home:
        await home.press("h")
        await home.opens(Pick)
        await home.shows("Who will join?", "Everybody whose computer can reach this one")
        await home.press("escape")
        await home.opens(HomeScreen)
        assert not home.log
        await home.press("h")
        await home.opens(Pick)
        await home.press("down", "enter")
        await home.opens(Opened)
        assert home.log == ["begin host orion-3 on 0.0.0.0"]


async def test_packs_of_ones_own_stand_below_and_a_broken_one_says_how_to_mend_it(tmp_path: Path) -> None:
    async with at_home(tmp_path) as home:
        assert "YOUR OWN PACKS" not in home.text
        (tmp_path / "prompts").mkdir()
        (tmp_path / "prompts" / "mine.yaml").write_text("id: [bold]mine\n")
        bundled_pack = bundled("prompts") / "kickoff.yaml"
        (tmp_path / "prompts" / "ours.yaml").write_text(bundled_pack.read_text(encoding="utf-8"), encoding="utf-8")
        await home.press("r")
        await home.shows("YOUR OWN PACKS", "! mine", "align packs check", "Kickoff across regions · 16 prompts")


async def test_a_host_that_cannot_start_costs_a_sentence(tmp_path: Path) -> None:
    async with at_home(tmp_path) as home:
        put(tmp_path, "refused")
        await home.press("r")
        await home.shows("refused")
        await home.press("home", "h")
        await home.opens(Pick)
        await home.press("enter")
        await until(lambda: "begin host refused on 127.0.0.1" in home.log)
        await home.pilot.pause()
        assert home.front is home.screen


async def test_the_charter_and_the_facts_of_a_workshop_can_be_read(tmp_path: Path) -> None:
    put(tmp_path, "orion-3")
    async with at_home(tmp_path) as home:
        await home.press("c")
        await home.opens(ReadScreen)
        await home.shows("Charter of ORION-3 kickoff")
        await home.press("escape", "enter")
        await home.opens(ReadScreen)
        await home.shows("Pune")


@pytest.mark.parametrize(("key", "what"), [("n", "new"), ("j", "join")])
async def test_a_letter_begins_an_action(tmp_path: Path, key: str, what: str) -> None:
    async with at_home(tmp_path) as home:
        await home.press(key)
        screen = await home.opens(Opened)
        assert isinstance(screen, Opened)
        assert screen.what == what


async def test_a_workshop_just_set_up_is_at_the_cursor_and_hosted_when_wanted(tmp_path: Path) -> None:
    put(tmp_path, "alpha")
    async with at_home(tmp_path) as home:
        await home.press("n")
        wizard = await home.opens(Opened)
        put(tmp_path, "beta")
        wizard.dismiss(Created("beta", host=True))
        await home.opens(Pick)
        await home.press("enter")
        await until(lambda: home.log == ["begin host beta on 127.0.0.1"])
        (await home.opens(Opened)).dismiss(None)
        await until(lambda: home.screen.workshop is not None and home.screen.workshop.name == "beta")


async def test_the_demo_asks_for_a_place_and_leads_home_again(tmp_path: Path) -> None:
    async with at_home(tmp_path) as home:
        await home.press("t")
        await home.opens(RoleScreen)
        await home.shows("Where would you like to sit?", "and you can leave at any time")
        await home.press("p")
        demo = await home.opens(Opened)
        assert home.log == ["begin demo participant"]
        demo.dismiss(None)
        await until(lambda: home.front is home.screen)
        assert home.log == ["begin demo participant", "end demo participant"]


async def test_without_an_example_it_is_said_where_it_lies(tmp_path: Path) -> None:
    async with at_home(tmp_path) as home:
        await home.press("e")
        await until(lambda: any("align's source" in str(one.message) for one in home.pilot.app._notifications))
        assert home.front is home.screen


async def test_help_names_the_folders_for_packs_of_ones_own(tmp_path: Path) -> None:
    async with at_home(tmp_path) as home:
        assert f"Packs of your own go into {tmp_path / 'prompts'}" in home.screen.help_words()


def test_a_served_workshop_is_marked() -> None:
    state = builders.Played(builders.plan()).state
    assert workshop_row(Shelved("orion-3", state, served=True)).mark == "●"
    assert "being served" in workshop_about(Shelved("orion-3", state, served=True), Path("sessions"))


def test_how_a_host_is_ended_names_the_folder_where_it_is_another_one(tmp_path: Path) -> None:
    served = Shelved("orion-3", builders.Played(builders.plan()).state, served=True)
    about = workshop_about(served, tmp_path)
    assert f"align stop orion-3 --folder {tmp_path} ends it." in about
    assert "align stop orion-3 ends it." in workshop_about(served, Path("sessions"))
    assert "towards First patient in, 12 Mar 2027." in about


def test_paths_are_written_as_people_write_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert short_path(tmp_path / "prompts") == "./prompts"
    assert short_path(Path.home() / "kickoffs") == "~/kickoffs"
    assert short_path(Path("sessions")) == "sessions"


@pytest.mark.parametrize("folder", ["/home/a b/sessions", "C:\\Users\\a b\\sessions", "/x"])
def test_a_row_says_what_is_wrong_with_a_file_before_where_it_is(folder: str) -> None:
    mark = "\\" if ":" in folder else "/"
    row = workshop_row(Shelved("orion-3", problem=f"{folder}{mark}orion-3.json is not a workshop file."))
    assert row.problem == "its file is not a workshop file."


@pytest.mark.usefixtures("german")
def test_what_is_wrong_with_a_file_is_told_in_german_in_its_row_and_below() -> None:
    one = Shelved("orion-3", problem="/home/me/orion-3.json cannot be read: the disk is full.")
    assert workshop_row(one).problem == "die Datei kann nicht gelesen werden: die Platte ist voll."
    about = "orion-3 kann nicht gelesen werden: /home/me/orion-3.json kann nicht gelesen werden: die Platte ist voll"
    assert workshop_about(one, Path("sessions")).startswith(about)


def test_in_another_language_people_and_day_are_whole_and_only_where_it_stands_gives_way() -> None:
    speak_language("de")
    try:
        state = builders.Played(builders.plan(sizes=(16, 16, 15))).lead(c.OpenRound()).state
        (row,) = shelf_options([Shelved("orion-3", state)], 100)[1:2]
        assert isinstance(row.prompt, Content)
        assert row.prompt.plain.rstrip().endswith("12. März 2027") and "47 Personen" in row.prompt.plain
        assert row.prompt.cell_length <= 100
    finally:
        speak_language("en")
