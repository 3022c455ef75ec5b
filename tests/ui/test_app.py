"""The application starts light, leaves with a question, survives odd keys, and keeps no words when it fails."""

from __future__ import annotations

import asyncio
import stat
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual._compositor import LayoutUpdate
from textual._xterm_parser import XTermParser
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.driver import Driver
from textual.events import Key, Paste
from textual.geometry import Offset, Region
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import WorkerFailed

from align.engine.clock import Clock
from align.errors import UserError
from align.ui.app import AlignApp
from align.ui.crash import redacted
from align.ui.page import Page
from align.ui.screens.participant.views import Views
from align.ui.terminal import guard_key_parser
from align.ui.widgets.asking import Ask
from align.ui.widgets.dialogs import Confirm
from align.ui.widgets.entry import Entry
from align.ui.widgets.help import HelpScreen
from align.ui.widgets.keyline import KeyLine
from align.ui.widgets.menu import ChoiceMenu, Menu
from align.ui.widgets.writing import Writing
from tests.support import builders
from tests.support.linked import linked, until
from tests.ui.seats import shown

HEAVY = ("jinja2", "tinydb", "cryptography", "ruamel", "markdown_it", "websockets")
SECRET = "the join code is ABCD-2345"


class Plain(Page[None]):
    """A page with something unsaved and a key that fails."""

    HELP_TITLE = "A plain page"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "fail", "fail", id="plain.fail"),
        Binding("a", "ask", "ask", id="plain.ask", tooltip="Ask for a line"),
    ]
    kept = ""
    answer: str | None = ""

    def compose(self) -> ComposeResult:
        yield Static("A page")
        yield KeyLine()

    def unsaved(self) -> str:
        return self.kept

    def help_words(self) -> str:
        return "Words that help."

    def action_fail(self) -> None:
        secret = SECRET
        raise ValueError(secret)

    def action_ask(self) -> None:
        self.app.push_screen(Ask("What is it?"), lambda answer: setattr(self, "answer", answer))


async def opening() -> Screen[Any]:
    return Plain()


async def test_quitting_asks_only_when_something_would_be_left_behind() -> None:
    app = AlignApp(opening)
    async with app.run_test() as pilot:
        await until(lambda: isinstance(app.screen, Plain))
        page = app.screen
        assert isinstance(page, Plain)
        page.kept = "One answer is typed."
        await pilot.press("ctrl+c")
        assert isinstance(app.screen, Confirm)
        assert "One answer is typed." in shown(app)
        await pilot.press("enter")
        assert isinstance(app.screen, Plain), "enter is the harmless answer"
        page.kept = ""
        await pilot.press("ctrl+c")
    assert app.return_value == 0


async def test_help_lists_the_keys_and_words_of_the_screen() -> None:
    app = AlignApp(opening)
    async with app.run_test() as pilot:
        await until(lambda: isinstance(app.screen, Plain))
        await pilot.press("question_mark")
        assert type(app.screen) is HelpScreen
        for words in ("A plain page", "Words that help.", "Ask for a line", "Leave align"):
            assert words in shown(app)
        await pilot.press("escape")
        await until(lambda: isinstance(app.screen, Plain))


async def test_ask_gives_what_was_typed_and_nothing_on_escape() -> None:
    app = AlignApp(opening)
    async with app.run_test() as pilot:
        await until(lambda: isinstance(app.screen, Plain))
        page = app.screen
        await pilot.press("a", "o", "k", "enter")
        assert isinstance(page, Plain)
        assert page.answer == "ok"
        await pilot.press("a", "n", "o", "escape")
        assert page.answer is None


async def test_a_failure_leaves_a_private_report_without_a_word_of_anybody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ALIGN_HOME", str(tmp_path))
    app = AlignApp(opening)
    with pytest.raises(ValueError, match="join code"):
        async with app.run_test() as pilot:
            await until(lambda: isinstance(app.screen, Plain))
            await pilot.press("x")
    (report,) = (tmp_path / "reports").iterdir()
    text = report.read_text()
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    assert "ValueError" in text
    assert "in action_fail" in text
    assert "ABCD" not in text
    printed = capsys.readouterr()
    assert "ABCD" not in printed.out + printed.err


async def test_no_first_screen_is_said_in_one_sentence_and_an_exit_code() -> None:
    async def none() -> Screen[Any]:
        raise UserError("The host [cannot] be reached.")

    app = AlignApp(none)
    async with app.run_test() as pilot:
        await until(lambda: app.return_code == 1)
        await pilot.pause()
    assert app.return_value == 1


@pytest.mark.parametrize(
    ("sequence", "keys"),
    [
        ("\x1b[97:65;2;65u", ["upper_a"]), ("\x1b[97;5u", ["ctrl+a"]), ("\x1b[97:65:99;2:1;65u", ["upper_a"]),
        ("\x1b[1114112u", []), ("\x1b[1;2A", ["shift+up"]),
    ],
)  # fmt: skip
def test_key_reports_with_sub_fields_are_read_and_broken_ones_passed_over(sequence: str, keys: list[str]) -> None:
    guard_key_parser()
    parser = XTermParser()
    seen = [event.key for event in parser.feed(sequence) if isinstance(event, Key)]
    assert [key for key in seen if key != "<ignore>"] in (keys, [key.replace("upper_a", "A") for key in keys])
    assert [event.key for event in parser.feed("b") if isinstance(event, Key)] == ["b"]


@given(st.lists(st.integers(0, 60), max_size=6))
def test_what_is_pasted_stays_one_text_whatever_is_in_it_and_however_it_comes(cuts: list[int]) -> None:
    guard_key_parser()
    pasted = "before \x1b[31mred\x1b[0m \x1b]0;x\x07 שלום \x1b[200~ after"
    sent = f"a\x1b[200~{pasted}\x1b[201~b"
    alone = {2, 3}  # behind Escape, and Alt+[: both are keys of their own
    parser, at = XTermParser(), sorted({0, *(cut for cut in cuts if cut < len(sent) and cut not in alone), len(sent)})
    seen = [event for start, end in pairwise(at) for event in parser.feed(sent[start:end])]
    told = [event.text if isinstance(event, Paste) else getattr(event, "key", "") for event in seen]
    assert told == ["a", pasted, "b"]


@pytest.mark.parametrize("make", [Writing, Entry, Menu, ChoiceMenu])
async def test_what_has_left_the_screen_stops_nobody_who_draws_it_or_clicks_on_it(
    make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def opening() -> Screen[Any]:
        return Page()

    app = AlignApp(opening)
    async with app.run_test() as pilot:
        await until(lambda: isinstance(app.screen, Page))
        gone: Any = make()
        await app.screen.mount(gone)
        await pilot.pause()
        await gone.remove()
        assert [line.text for line in gone.render_lines(Region(0, 0, 10, 2))] == [" " * 10] * 2
        # Until the screen is laid out anew it stands on the map as before.
        found = gone, Offset(0, 0)
        monkeypatch.setattr(app.screen._compositor, "get_widget_and_offset_at", lambda x, y: found)
        await pilot.mouse_down(offset=(2, 1))
        await pilot.pause()


def loaded_by(*modules: str) -> set[str]:
    """Import modules in a fresh interpreter; return the names of all that came along."""
    look = f"import sys, {', '.join(modules)}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_interface_itself_loads_nothing_heavy() -> None:
    views = [f"align.ui.screens.participant.{name}" for name in ("answer", "guess", "review", "consent", "screen")]
    found = loaded_by("align.ui.app", *views, "align.ui.screens.shared.reveal")
    assert "textual" in found, "the look itself is broken"
    assert not set(HEAVY) & found


def test_somebody_who_joins_waits_for_a_line_and_nothing_else_heavy() -> None:
    ways = ("align.cli.entry", "align.cli.ending", "align.cli.taking_part")
    found = loaded_by("align.ui.app", "align.ui.openings.seat", *ways)
    assert "websockets" in found and "align.ui.screens.participant.lobby" in found, "the look itself is broken"
    assert not ({*HEAVY, "click"} - {"websockets"}) & found
    rooms = ("align.packs", "align.storage", "align.analysis", "align.ui.screens.facilitator", "align.ui.screens.setup")
    seldom = ("align.engine.catalogue", "align.ui.widgets.help", "align.ui.widgets.dialogs", "align.ui.widgets.tour")
    assert not {name for name in found if name.startswith((*rooms, *seldom))}


def test_a_participant_carries_nothing_of_the_hosts() -> None:
    names = ("answer", "guess", "review", "consent", "clauses", "pulse")
    found = loaded_by("align.ui.openings.seat", *(f"align.ui.screens.participant.{name}" for name in names))
    rooms = ("align.storage", "align.engine.live", "align.engine.hosting", "tinydb", "websockets.server")
    assert not {name for name in found if name.startswith(rooms)}


@pytest.mark.parametrize(("at", "next_kind"), [("lobby", "answer"), ("waiting", "reveal")])
async def test_what_follows_is_loaded_while_one_waits_for_it(at: str, next_kind: str) -> None:
    async with linked(builders.plan()) as team:
        views = Views(await team.join("p1"), Clock(), lambda state: "")
        assert next_kind not in views._make
        views.load_soon(at)
        await until(lambda: next_kind in views._make)


class Changing(Page[None]):
    """A page with a key that comes and goes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "next", "next", id="changing.next"),
        Binding("b", "back", "back", id="changing.back"),
    ]
    can_go_back = True

    def compose(self) -> ComposeResult:
        yield KeyLine()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "back" or self.can_go_back


@pytest.mark.draws
async def test_the_line_of_keys_is_drawn_anew_when_they_change_and_only_then(monkeypatch: pytest.MonkeyPatch) -> None:
    async def changing() -> Screen[Any]:
        return Changing()

    app = AlignApp(changing)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(app.screen, Changing) and "b back" in shown(app))
        page = app.screen
        assert isinstance(page, Changing)
        drawn: list[KeyLine] = []
        draw = KeyLine.render

        def counted(line: KeyLine) -> Any:
            drawn.append(line)
            return draw(line)

        await pilot.pause()
        monkeypatch.setattr(KeyLine, "render", counted)
        told: list[object] = []
        page.bindings_updated_signal.subscribe(page, told.append)
        page.refresh_bindings()
        await until(lambda: len(told) == 1)
        await pilot.pause()
        assert not drawn
        page.can_go_back = False
        page.refresh_bindings()
        await until(lambda: len(told) == 2 and bool(drawn))
        await pilot.pause()
        assert "b back" not in shown(app) and "n next" in shown(app)


@pytest.mark.draws
async def test_nothing_is_drawn_before_there_is_something_to_see(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = list[object]()
    monkeypatch.setattr(AlignApp, "_display", lambda app, screen, picture: drawn.append(picture))
    there = asyncio.Event()

    async def waiting() -> Screen[Any]:
        await there.wait()
        return Plain()

    app = AlignApp(waiting)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert not any(drawn)
        there.set()
        await until(lambda: any(drawn))
        assert isinstance(app.screen, Plain)


@pytest.mark.parametrize(("size", "classes"), [((80, 24), {"-normal", "-medium"}), ((140, 40), {"-broad", "-tall"})])
async def test_what_a_page_holds_is_made_for_the_size_of_the_window(size: tuple[int, int], classes: set[str]) -> None:
    worn = list[frozenset[str]]()

    class Looking(Plain):
        def compose(self) -> ComposeResult:
            worn.append(self.classes)
            yield from super().compose()

    async def looking() -> Screen[Any]:
        return Looking()

    app = AlignApp(looking)
    async with app.run_test(size=size):
        await until(lambda: isinstance(app.screen, Looking))
    assert [{name for name in one if name.startswith("-")} for one in worn] == [classes]


async def test_while_the_first_screen_is_not_there_it_is_said_what_is_waited_for() -> None:
    never = asyncio.Event()

    async def waiting() -> Screen[Any]:
        await never.wait()
        return Plain()

    app = AlignApp(waiting)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: "Waiting for the host" in shown(app))
        never.set()
        await until(lambda: isinstance(app.screen, Plain))
        await pilot.pause()
        assert "Waiting" not in shown(app)


def test_a_report_names_what_failed_inside_a_worker() -> None:
    report = redacted(WorkerFailed(ZeroDivisionError(SECRET)))
    assert "builtins.ZeroDivisionError" in report
    assert SECRET not in report


class Written(Page[None]):
    """A page with a text, and keys that lead on and back while one writes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n", "next", "next", id="written.next"),
        Binding("ctrl+b", "back", "back", id="written.back"),
        Binding("f1", "help", "help", id="written.help"),
    ]
    AUTO_FOCUS = "Writing"

    def compose(self) -> ComposeResult:
        yield Writing()
        yield KeyLine()


@pytest.mark.parametrize(
    ("width", "status", "least", "line"),
    [
        (100, "Basel 12:24 · online", "", "esc leave field   ^n next   ^b back   f1 help"),
        (60, "online", "", "esc leave field   ^n next   ^b back   f1 help"),
        (48, "", "", "esc leave field   ^n next   f1 help, 1 more"),
        (42, "", "", "^n next   f1 help, 2 more"),
        (30, "", "", "^n next   f1 help, 2 more"),
        (60, "online", "off", "esc leave field   ^n next   ^b back   f1 help"),
        (52, "off", "off", "esc leave field   ^n next   ^b back   f1 help"),
        (42, "off", "off", "^n next   f1 help, 2 more"),
    ],
)
async def test_the_key_that_leads_on_is_the_last_to_go_and_the_status_goes_first_but_for_the_least_of_it(
    width: int, status: str, least: str, line: str
) -> None:
    async def written() -> Screen[Any]:
        return Written()

    app = AlignApp(written)
    async with app.run_test(size=(width, 24)) as pilot:
        await until(lambda: isinstance(app.screen, Written) and isinstance(app.focused, Writing))
        keys = app.screen.query_one(KeyLine)
        keys.status, keys.tight, keys.least = Content("Basel 12:24 · online"), Content("online"), Content(least)
        await pilot.pause()
        drawn = keys.render()
        assert isinstance(drawn, Content)
        assert drawn.plain.split() == [*line.split(), *status.split()]
        assert drawn.cell_length <= width - 2


@pytest.mark.draws
async def test_who_goes_on_with_a_stopped_program_sees_all_of_it_again(monkeypatch: pytest.MonkeyPatch) -> None:
    app = AlignApp(opening)
    async with app.run_test() as pilot:
        await until(lambda: isinstance(app.screen, Plain))
        await pilot.pause()
        drawn: list[Any] = []
        monkeypatch.setattr(app, "_display", lambda _screen, update: drawn.append(update))
        app.post_message(Driver.SignalResume())
        await until(lambda: any(isinstance(update, LayoutUpdate) for update in drawn))
