"""What the desk's ledgers share: a list above the thing at the cursor, followed as the workshop goes on.

Promises, decisions and calendars are ledgers. This one knows how to look through them, and nothing of what they hold.
"""

from __future__ import annotations

from typing import ClassVar

from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from align.domain.model import Plan
from align.engine.workshop import Workshop
from align.language import _
from align.ui.messages import WorkshopChanged
from align.ui.page import Page
from align.ui.say import ours
from align.ui.screens.facilitator.board import Board
from align.ui.screens.shared.view import Sheet
from align.ui.widgets.heading import Heading
from align.ui.widgets.keyline import KeyLine
from align.ui.widgets.rows import Rows


class Ledger(Page[None]):
    """A page with a list and a board. It leaves the workshop open: that belongs to the desk.

    A ledger says what it is called (`HELP_TITLE`) and what stands there while it is empty (`NONE`), draws itself in
    `follow`, which it binds to WorkshopChanged, and has the bindings `next(1)` and `leave`.
    """

    DEFAULT_CSS = """
    Ledger #list { height: auto; max-height: 8; }
    Ledger #none { height: auto; padding: 0 1; }
    Ledger Board { height: 1fr; }
    Ledger #ledger { height: 1fr; }
    Ledger.-broad #ledger { layout: horizontal; }
    Ledger.-broad #list { width: 62; height: 1fr; max-height: 100%; padding: 1 1; }
    """
    NONE: ClassVar[str] = ""
    # Before the board, which has the keys: a list with a mark in it is moved in, what it shows is turned by the page.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "row(-1)", "Up", show=False, priority=True, id="ledger.up"),
        Binding("down", "row(1)", "Down", show=False, priority=True, id="ledger.down"),
    ]

    def __init__(self, workshop: Workshop) -> None:
        super().__init__()
        self.workshop = workshop
        self._listed = 0

    def compose(self) -> ComposeResult:
        """The list, then one thing at a time."""
        yield Heading()
        yield Static(ours(_(self.NONE)), id="none")
        with Vertical(id="ledger"):
            with Sheet(id="list"):
                yield _Listed()
            yield _Shown("", id="shown")
        yield KeyLine()

    def on_mount(self) -> None:
        """Follow the workshop."""
        self._unwatch = self.workshop.watch(self._changed)
        self.query_one(Board).focus()
        self.follow()
        self.begin()

    def begin(self) -> None:
        """Go to what is to be looked at first: what stands first."""

    def _changed(self) -> None:
        self.post_message(WorkshopChanged())

    def on_unmount(self) -> None:
        """Follow it no longer."""
        self._unwatch()

    def follow(self) -> None:
        """Show all of it as it is now."""
        raise NotImplementedError

    def list_rows(self, rows: list[Content], standing: str) -> None:
        """Show the list, the words for an empty one, and in the heading how it stands."""
        self._listed = len(rows)
        self.query_one("#none").display = not rows
        self.query_one("#list").display = bool(rows)
        self.query_one(Rows).show(rows)
        self.query_one(Heading).left = ours(_(self.HELP_TITLE), "bold")
        self.query_one(Heading).right = ours(standing, "$quiet")
        self.refresh_bindings()

    @property
    def plan(self) -> Plan:
        """The plan as it is now."""
        return self.workshop.state.the_plan

    @property
    def at(self) -> int:
        """Where the cursor is, from 0."""
        return self.query_one(Rows).cursor

    def action_next(self, by: int) -> None:
        """Look at the next one, or the one before, from its beginning."""
        self.query_one(Rows).action_move(by)
        self.query_one(Board).scroll_home(animate=False)

    def action_row(self, by: int) -> None:
        """Move in the list; where it is one row alone, the key is the board's."""
        if self._listed < 2:
            raise SkipAction
        self.action_next(by)

    def action_leave(self) -> None:
        """Back to the desk."""
        self.dismiss(None)


class _Listed(Rows, can_focus=False):
    """The list; the keys are the page's, so that what is shown below can be scrolled."""


class _Shown(Board):
    """What the row at the cursor holds; its arrows are the list's."""

    MORE = "pgdn"
