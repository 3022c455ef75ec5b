"""The first screen of a guest: where this terminal runs, the key to come back with, and what shall be kept."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static

from align.engine.guests import Guest
from align.errors import AlignError
from align.language import _, retold
from align.ui.page import Page, tell
from align.ui.present import guest as present
from align.ui.say import ours, say
from align.ui.screens.participant.join import JoinScreen
from align.ui.screens.participant.screen import ParticipantScreen
from align.ui.widgets.keyline import KeyLine
from align.ui.widgets.languages import Invitation
from align.ui.widgets.rows import Rows, Ways

Enter = Callable[[bool], Awaitable[Screen[Any]]]
"""Gives the screen to go on with; True: a seat is kept on the host's computer."""
_CLOSE: Final = 72
"""Columns below which all of it fits only without empty lines."""
_CHOICES: Final = ((True, present.KEEP), (False, present.FORGET))


class GuestScreen(Page[None]):
    """Says it plainly, and goes on when it was read."""

    DEFAULT_CSS = """
    GuestScreen #sheet { padding: 1 2; height: 1fr; }
    GuestScreen Static { height: auto; max-width: 88; }
    GuestScreen .title { text-style: bold; color: $accent; margin-bottom: 1; }
    GuestScreen .quiet { color: $quiet; margin-bottom: 1; }
    GuestScreen #key { text-style: bold; color: $accent; margin: 0 0 1 2; }
    GuestScreen Rows { height: auto; }
    GuestScreen.-medium #sheet { padding: 0 1 0 2; }
    GuestScreen.-medium .title, GuestScreen.-medium #stays { margin: 0; }
    GuestScreen.-medium.-close .quiet { margin: 0; }
    GuestScreen.-medium.-close #key { margin: 0 0 0 2; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "app.language", "language", show=False, id="guest.language", tooltip="Another language"),
        Binding("ctrl+q", "app.quit", "leave", id="guest.quit", tooltip="Leave; nothing is kept"),
    ]
    HELP_TITLE = "A guest's terminal"
    AUTO_FOCUS = "Ways"
    rows = query_one(Rows)

    def __init__(self, guest: Guest, enter: Enter) -> None:
        super().__init__()
        self._guest, self._enter = guest, enter
        self._going = False

    def compose(self) -> ComposeResult:
        """What it means, the key, the choice."""
        yield Invitation()
        with VerticalScroll(id="sheet", can_focus=False):
            yield Static(ours(_(present.TITLE)), classes="title")
            yield Static(ours(_(present.MEANING)))
            yield Static(ours(_(present.BETTER)), classes="quiet")
            yield Static(say(present.way_back(self._guest)))
            yield Static(say(self._guest.key), id="key")
            yield Ways()
            yield Static(ours(_(present.WHAT_STAYS)), classes="quiet", id="stays")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the two ways to go on."""
        self._head()

    def on_resize(self) -> None:
        """Where lines are short there are more of them, and less air between."""
        super().on_resize()
        self.set_class(self.app.size.width < _CLOSE, "-close")

    def _head(self) -> None:
        self.query_one(Invitation).entitle(_("align · welcome back") if self._guest.back else _("align · welcome"))
        self.rows.show([ours(_(words)) for _kept, words in _CHOICES])

    def spoken_anew(self) -> None:
        """Say it in the other language."""
        self.run_worker(self._say_anew())

    async def _say_anew(self) -> None:
        cursor = self.rows.cursor
        await self.recompose()
        self._head()
        self.rows.cursor = cursor
        self.rows.focus()

    def help_words(self) -> str:
        """The same, for whoever asks."""
        return f"{_(present.MEANING)} {_(present.BETTER)} {_(present.WHAT_STAYS)}"

    @on(Rows.Chosen)
    @work
    async def go_on(self, event: Rows.Chosen) -> None:
        """Enter or a click: to the seat, or to the door."""
        if self._going:
            return
        self._going = True
        try:
            screen = await self._enter(_CHOICES[event.index][0])
        except AlignError as error:
            self._going = False
            tell(self, retold(str(error)), warning=True)
            return
        self.app.switch_screen(screen)


class GuestDoor(JoinScreen):
    """The door of this one workshop: from here nobody is sent to another host."""

    LEFT = 0  # a guest who leaves is no process that failed

    def action_back(self) -> None:
        """Ask again what was asked before, as far as the code."""
        if self.stage != "code":
            super().action_back()

    def help_words(self) -> str:
        """What a code is."""
        return _("The join code lets you in; the facilitator reads it out. Then you choose your name.")


class GuestSeat(ParticipantScreen):
    """A seat that is kept on the host's computer."""

    def stays(self) -> str:
        """It is kept, though not on this person's machine."""
        return _(present.STAYS)


class PassingSeat(ParticipantScreen):
    """A seat of which nothing is kept."""

    KEEPS = False

    def stays(self) -> str:
        """It is not."""
        return _(present.GOES)
