"""Where a newcomer differs: the list of prompts, and one of them whole, with what to ask whom and a note."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen

from align.charter.newcomer import Compared, compare_newcomer, note_for
from align.domain.commands import HandIn, TakeNote
from align.domain.text import LONGEST_TEXT
from align.engine.clock import Clock
from align.engine.newcomer import Newcomer
from align.language import _
from align.ui.page import submit, tell
from align.ui.present import newcomer as present
from align.ui.present.answering import NOBODY_SEES, area_title
from align.ui.present.counts import of
from align.ui.present.flow import Place
from align.ui.say import ours, say
from align.ui.screens.shared.view import Sheet, View
from align.ui.widgets.asking import Ask, Unfinished
from align.ui.widgets.bars import fit
from align.ui.widgets.dialogs import Confirm
from align.ui.widgets.rows import Rows
from align.ui.widgets.static import Static

Telling = Callable[[list[TakeNote]], Screen[Any]]
"""Gives the screen that joins the workshop and leaves these notes there."""


class ComparedList(View):
    """One row a prompt, those that differ first; Enter reads one whole."""

    DEFAULT_CSS = """
    ComparedList #list { height: auto; }
    """
    HELP = present.HELP_COMPARED
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "tell", "tell the team", id="compared.tell", tooltip="Join and leave your notes; asks first"),
        Binding("p", "charter", "charter", id="compared.charter", tooltip="Read the charter that is in force"),
        Binding("r,left,escape", "review", "my answers", key_display="r", id="compared.review", tooltip="Change them"),
        Binding("ctrl+q", "app.quit", "leave", id="compared.quit", tooltip="Leave; nothing is sent"),
    ]

    def __init__(self, newcomer: Newcomer, clock: Clock, telling: Telling, why_not: str) -> None:
        super().__init__(newcomer, clock)
        self._newcomer, self._telling, self._why_not = newcomer, telling, why_not
        self._found = compared(newcomer)

    def compose(self) -> ComposeResult:
        """How much differs, and the list."""
        with Vertical(classes="head"):
            yield Static(ours(_("YOU, THE TEAM AND THE CHARTER")), classes="area")
            yield Static(say(present.compared_sentence(self._found)), classes="question")
        with Sheet():
            yield Rows(id="list")
        yield Static(say(present.nothing_sent(self._newcomer.place)), classes="foot")

    def on_mount(self) -> None:
        """Fill the list."""
        self.follow()

    def focus_first(self) -> None:
        """The list."""
        self.query_one(Rows).focus()

    def follow(self) -> None:
        """How each answer stands, and where a note is written."""
        rows = self._rows()
        width = min(30, max((say(row.title).cell_length for row in rows), default=8))
        self.query_one(Rows).show([_drawn(row, width) for row in rows])

    @on(Rows.Chosen)
    def read(self, event: Rows.Chosen) -> None:
        """Read one."""
        self.go(Place("compared", self._rows()[event.index].prompt))

    def action_charter(self) -> None:
        """Read the charter."""
        self.go(Place("charter"))

    def action_review(self) -> None:
        """Back to one's own answers."""
        submit(self, self._newcomer, HandIn(done=False))
        self.go(Place("review"))

    @work
    async def action_tell(self) -> None:
        """Ask whether to join and send; the harmless answer is no."""
        plan = self._newcomer.shown.the_plan
        notes = present.notes_to_send(plan, self._newcomer.mine)
        trouble = self._why_not or ("" if notes else _(present.CHOOSE_FIRST))
        if trouble:
            tell(self, trouble, warning=bool(self._why_not))
            return
        told = present.to_leave(plan, len(notes))
        if await self.app.push_screen_wait(Confirm(_("Join the workshop by name and tell the team?"), told)):
            self.app.switch_screen(self._telling(notes))

    def _rows(self) -> list[present.ComparedRow]:
        return present.compared_rows(self._found, self._newcomer.mine)


class ComparedPrompt(View):
    """One prompt: mine, the team's, each region's, the clause, and what to ask whom."""

    DEFAULT_CSS = """
    ComparedPrompt .part { height: auto; max-width: 100; }
    ComparedPrompt .ask { height: auto; max-width: 100; margin-top: 1; color: $accent; }
    ComparedPrompt #note { height: auto; max-width: 100; margin-top: 1; }
    """
    HELP = present.HELP_COMPARED
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,enter", "turn(1)", "next", key_display="→", id="compared.next", tooltip="The next prompt"),
        Binding("left", "turn(-1)", "before", key_display="←", id="compared.before", tooltip="The prompt before"),
        Binding("n", "note", "note", id="compared.note", tooltip="Write a note for the team; it stays here for now"),
        Binding("x", "drop", "no note", id="compared.drop", tooltip="Take the note out again"),
        Binding("l,escape", "list", "list", key_display="l", id="compared.list", tooltip="All prompts"),
        Binding("up", "scroll_sheet(-1)", "Up", show=False, id="compared.up"),
        Binding("down", "scroll_sheet(1)", "Down", show=False, id="compared.down"),
    ]

    def __init__(self, newcomer: Newcomer, clock: Clock, prompt_id: str) -> None:
        super().__init__(newcomer, clock)
        self._newcomer = newcomer
        self._order = present.in_order(compared(newcomer))
        self._at = next(number for number, one in enumerate(self._order) if one.prompt == prompt_id)

    @property
    def _one(self) -> Compared:
        return self._order[self._at]

    def compose(self) -> ComposeResult:
        """The question, then who says what."""
        one, prompt = self._one, self._newcomer.shown.the_plan.prompt(self._one.prompt)
        with Vertical(classes="head"):
            yield Static(say(area_title(prompt)), classes="area")
            yield Static(say(one.question), classes="question")
        with Sheet():
            for who, says, differs in present.parts(one):
                apart = ours(f"  ≠ {_('differs from yours')}" if differs else "", "$warning")
                yield Static(Content.assemble(say(who, "$accent bold"), "  ", say(says), apart), classes="part")
            for question in one.ask:
                yield Static(say(question), classes="ask")
            yield Static(id="note")
        yield Static(ours(_(NOBODY_SEES)), classes="foot")

    def on_mount(self) -> None:
        """Show the note, where there is one."""
        self.follow()

    def standing(self) -> Content:
        """Which of how many."""
        return ours(of(self._at + 1, len(self._order)), "$quiet")

    def follow(self) -> None:
        """The note as it is kept here."""
        note = present.note_of(self._newcomer.mine, self._one.prompt)
        label = ours(f"{_('Your note, not sent')}  ", "$accent bold")
        self.query_one("#note", Static).update(Content.assemble(label, say(note)) if note else "")
        self.refresh_bindings()

    def action_turn(self, by: int) -> None:
        """Another prompt; after the last comes the list."""
        at = self._at + by
        self.go(Place("compared", self._order[at].prompt) if 0 <= at < len(self._order) else Place("waiting"))

    def action_list(self) -> None:
        """All prompts."""
        self.go(Place("waiting"))

    def action_scroll_sheet(self, by: int) -> None:
        """Scroll a line."""
        self.query_one(Sheet).scroll_relative(y=by, animate=False)

    @work
    async def action_note(self) -> None:
        """Write a note. It is kept here; nothing is sent."""
        key = present.note_key(self._one.prompt)
        note = present.note_of(self._newcomer.mine, self._one.prompt) or note_for(self._one)
        waits = Unfinished(self._newcomer, f"begun:{key}")
        ask = Ask(_(present.NOTE), _(present.NOTE_HOW), value=note, lines=True, waits=waits, most=LONGEST_TEXT)
        written = await self.app.push_screen_wait(ask)
        if written is None:
            return
        self._newcomer.keep_draft(key, written)
        waits.keep("")
        self.follow()
        self.call_after_refresh(self.query_one("#note").scroll_visible, animate=False)

    def action_drop(self) -> None:
        """Take the note out again."""
        self._newcomer.keep_draft(present.note_key(self._one.prompt), None)
        self.follow()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a note that is there can be taken out."""
        return action != "drop" or present.note_of(self._newcomer.mine, self._one.prompt) != ""


def compared(newcomer: Newcomer) -> list[Compared]:
    """Return their answers beside the team's, in the pack's order."""
    return compare_newcomer(newcomer.shown, newcomer.values, newcomer.region)


def _drawn(row: present.ComparedRow, width: int) -> Content:
    style = "$warning" if row.differs else "$quiet"
    return Content.assemble(
        ours(f"{row.number:>2}  ", "$quiet"), fit(say(row.title), width), "  ",
        say(f"{row.mark} {row.verdict}", style), ours(f"  ✎ {_('note')}" if row.noted else "", "$accent"),
    )  # fmt: skip
