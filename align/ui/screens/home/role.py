"""Before the demo: at the desk, or in a participant's chair? Ends when the demo is left."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any, ClassVar, Final, Literal

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static

from align.errors import AlignError
from align.language import _, mark, retold
from align.ui.page import Page
from align.ui.say import ours, say
from align.ui.widgets.bars import fit
from align.ui.widgets.heading import Heading
from align.ui.widgets.keyline import KeyLine
from align.ui.widgets.rows import Rows, Ways

Role = Literal["facilitator", "participant"]
FACILITATOR: Final = "facilitator"
PARTICIPANT: Final = "participant"
Play = Callable[[Role], AbstractAsyncContextManager[Screen[Any]]]
"""Begins the demo and gives the person's screen for it; raises UserError."""

_ROLES: tuple[tuple[Role, str, str, str], ...] = (
    (FACILITATOR, "f", mark("At the facilitator's desk"), mark("open the round, see the answers, agree, seal")),
    (PARTICIPANT, "p", mark("In a participant's chair"), mark("answer, guess about the others, give consent")),
)
_ABOUT = mark(
    "Nine people in Pune, Boston and Basel kick off a fictional study, ORION-3. The people are simulated; the host, the"
    " line, the rules and the charter are the real ones. Nothing is left behind, and you can leave at any time."
)


class RoleScreen(Page[None]):
    """Asks for the person's place, then plays."""

    DEFAULT_CSS = """
    RoleScreen #sheet { padding: 1 2; height: 1fr; }
    RoleScreen Static { height: auto; max-width: 88; margin-bottom: 1; }
    RoleScreen .title { text-style: bold; color: $accent; }
    RoleScreen .question { text-style: bold; }
    RoleScreen #word { color: $quiet; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", f"play('{FACILITATOR}')", "facilitate", show=False, id="role.desk", tooltip="Sit at the desk"),
        Binding("p", f"play('{PARTICIPANT}')", "take part", show=False, id="role.chair", tooltip="Sit in a chair"),
        Binding("escape", "back", "back", id="role.back", tooltip="No demo"),
        Binding("f2", "app.language", "language", show=False, id="role.language", tooltip="Another language"),
    ]
    HELP_TITLE = "The demo"
    AUTO_FOCUS = "Ways"

    heading = query_one(Heading)
    rows = query_one(Rows)
    word = query_one("#word", Static)

    def __init__(self, play: Play, *, first: bool = False) -> None:
        """`first`: there is no screen behind to go back to."""
        super().__init__()
        self._play, self._first = play, first
        self._busy = False
        self._back = asyncio.Event()

    def on_screen_resume(self) -> None:
        """What was in front has been left."""
        self._back.set()

    def compose(self) -> ComposeResult:
        """What it is, and the two places."""
        yield Heading()
        with Vertical(id="sheet"):
            yield Static(ours(_("A WORKSHOP TO TRY")), classes="title")
            yield Static(ours(_(_ABOUT)))
            yield Static(ours(_("Where would you like to sit?")), classes="question")
            yield Ways()
            yield Static(id="word")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the two places."""
        self._fill()

    def spoken_anew(self) -> None:
        """Ask in the other language."""
        self.run_worker(self._ask_anew(), exclusive=True, group="language")

    async def _ask_anew(self) -> None:
        await self.recompose()
        self._fill()
        self.rows.focus()

    def _fill(self) -> None:
        self.heading.left = ours(_("align · demo"), "bold")
        labels = [ours(_(label)) for _role, _key, label, _about in _ROLES]
        width = max(label.cell_length for label in labels) + 2
        self.rows.show(
            [
                Content.assemble(ours(f"{key}  ", "$accent bold"), fit(label, width), ours(_(about), "$quiet"))
                for label, (_role, key, _label, about) in zip(labels, _ROLES, strict=True)
            ]
        )

    def help_words(self) -> str:
        """What the demo is."""
        return _(_ABOUT)

    @on(Rows.Chosen)
    def choose(self, event: Rows.Chosen) -> None:
        """Enter or a click."""
        self.action_play(_ROLES[event.index][0])

    def action_back(self) -> None:
        """Go back, or leave align where nothing is behind."""
        if self._first:
            self.app.exit(0)
        else:
            self.dismiss(None)

    @work
    async def action_play(self, role: Role) -> None:
        """Play, and go when the demo is left."""
        if self._busy:
            return
        self._busy = True
        self.word.update(ours(_("Your colleagues are coming in …")))
        try:
            async with self._play(role) as screen:
                self._back.clear()
                await self.app.push_screen(screen)
                # Not for the screen's result: the door, for one, is replaced by the chair.
                await self._back.wait()
        except AlignError as error:
            self.word.update(say(retold(str(error)), "$warning"))
            return
        finally:
            self._busy = False
        self.action_back()
