"""How people join: the command, the code in large letters, a QR code, an invitation; and who may sit where."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar, Literal

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from align.engine.workshop import Workshop
from align.errors import AlignError
from align.language import _, mark, retold
from align.system import reason
from align.ui.messages import WorkshopChanged
from align.ui.page import Dialog, tell
from align.ui.present.desk_join import (
    half_blocks,
    invitation,
    invitation_name,
    join_command,
    joined,
    newcomers,
    who_can_join,
    without_align,
)
from align.ui.present.letters import large
from align.ui.say import lines_of, ours, say
from align.ui.screens.facilitator.form import Form
from align.ui.screens.facilitator.forms import add_person
from align.ui.screens.facilitator.pick import Pick
from align.ui.screens.facilitator.tools import DeskTools
from align.ui.widgets.dialogs import Confirm
from align.ui.widgets.keyline import KeyLine
from align.ui.widgets.static import Static

_BESIDE_CODE = 12
"""Cells of a window that the box around a code needs for itself."""


class JoinPanel(Dialog[None]):
    """What to read out and what to send; follows the workshop while it is open."""

    HELP_TITLE = "How people join"
    ABOUT = mark(
        "Read out the command and the code, or copy them with c, which writes an invitation as well. The code opens "
        "the door; the command alone opens nothing. n makes a new code when the old one has gone too far; who has "
        "joined stays in. f lets somebody sit down again on another machine."
    )
    DEFAULT_CSS = """
    JoinPanel .box { width: 84; max-width: 98%; height: auto; max-height: 92%; background: $surface;
                     border: round $rule; padding: 1 2; }
    JoinPanel Static { height: auto; }
    JoinPanel .label { color: $quiet; }
    JoinPanel #command { margin-bottom: 1; text-style: bold; }
    JoinPanel #doors { margin-bottom: 1; }
    JoinPanel #code { margin: 1 0; color: $accent; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "copy", "copy", id="join.copy", tooltip="Copy the command, and write an invitation to a file"),
        Binding("q", "qr", "QR code", id="join.qr", tooltip="Show the ticket as a QR code"),
        Binding("a", "add", "add a person", id="join.add", tooltip="Put one more person on the list"),
        Binding("f", "free", "free a seat", id="join.free", tooltip="Let somebody join again on another machine"),
        Binding("n", "new_code", "new code", id="join.new-code", tooltip="Make the old code worthless"),
        Binding("escape,j", "dismiss(None)", "back", key_display="esc", id="join.back"),
    ]

    def __init__(self, workshop: Workshop, tools: DeskTools) -> None:
        super().__init__()
        self.workshop, self.tools = workshop, tools
        self._unwatch: Callable[[], None] | None = None

    def compose(self) -> ComposeResult:
        """Command, code, who may."""
        with VerticalScroll(classes="box", can_focus=False):
            yield Static(ours(_("Join the workshop"), "bold"))
            yield Static(ours(f"\n{_('Type this in a terminal, in one line:')}"), classes="label")
            yield Static(id="command")
            yield Static(ours(_("Then this code:")), classes="label")
            yield Static(id="code")
            yield Static(id="doors")
            yield Static(id="who", classes="label")
        yield KeyLine()

    def on_mount(self) -> None:
        """Follow the workshop."""
        self._unwatch = self.workshop.watch(self._changed)
        self.show_state()

    def on_unmount(self) -> None:
        """Follow it no longer."""
        if self._unwatch is not None:
            self._unwatch()

    def _changed(self) -> None:
        self.post_message(WorkshopChanged())

    def on_resize(self) -> None:
        """Large letters need room."""
        self.show_state()

    def on_workshop_changed(self) -> None:
        """Somebody joined, or the code is another."""
        self.show_state()

    def show_state(self) -> None:
        """Draw the command, the code and who may join."""
        presence = self.workshop.presence
        command = join_command(presence)
        code = presence.code if presence is not None else ""
        self.query_one("#command", Static).update(say(command or _("The host has not said yet where it is.")))
        self.query_one("#code", Static).update(code_lines(code, self.app.size.width - _BESIDE_CODE))
        doors = without_align(presence)
        self.query_one("#doors", Static).display = bool(doors)
        self.query_one("#doors", Static).update(
            lines_of([ours(_("Without align on their computer, with the same code:"), "$quiet"), say(doors)])
        )
        who = (who_can_join(self.workshop.state.the_plan, presence, called=self.tools.called), newcomers(presence))
        self.query_one("#who", Static).update(ours("\n".join(filter(None, who))))

    def action_copy(self) -> None:
        """Copy the command; an invitation file stands in where terminals do not let programs copy."""
        presence = self.workshop.presence
        if presence is None or not presence.ticket:
            tell(self, _("The host has not said yet where it is. Try again in a moment."), warning=True)
            return
        self.app.copy_to_clipboard(join_command(presence))
        path = self.tools.folder / invitation_name(presence)
        try:
            _write_private(path, invitation(self.workshop.state.the_plan, presence))
        except OSError as error:
            failed = _("The invitation cannot be written to {path}: {why}.", path=path, why=retold(reason(error)))
            tell(self, f"{_('The command is copied.')} {failed}")
            return
        written = _("An invitation with command and code is in {path}.", path=path)
        tell(self, f"{_('The command is copied.')} {written}")

    def action_qr(self) -> None:
        """Show the ticket as a QR code."""
        presence = self.workshop.presence
        if presence is not None and presence.ticket:
            self.app.push_screen(QrCode(presence.ticket))

    def action_add(self) -> None:
        """Put one more person on the list."""
        self.app.push_screen(Form(self.workshop, add_person(self.workshop.state.the_plan)))

    @work
    async def action_free(self) -> None:
        """Make somebody's seat free, after a question."""
        plan = self.workshop.state.the_plan
        rows = joined(plan, self.workshop.presence)
        if not rows:
            tell(self, _("Nobody has joined yet, so no seat needs freeing."))
            return
        detail = _("For somebody who has lost their terminal. What they gave stays.")
        who = await self.app.push_screen_wait(Pick(_("Free whose seat?"), detail, rows))
        if who is None:
            return
        name = plan.participant(who).name
        detail = _("Their terminal is signed off; they join again with the code.")
        if plan.attribution != "named":
            detail += f" {_('Answers they gave so far stay, but they can no longer change them.')}"
        if await self.app.push_screen_wait(Confirm(_("Free the seat of {name}?", name=name), detail)):
            await self._ask("free-seat", _("The seat of {name} is free.", name=name), who)

    @work
    async def action_new_code(self) -> None:
        """Make the old code worthless, after a question."""
        detail = _("The old code opens the door no longer. Who has joined stays in.")
        if await self.app.push_screen_wait(Confirm(_("A new join code?"), detail)):
            await self._ask("new-code", _("The code is new; read it out again."))

    async def _ask(self, what: Literal["new-code", "free-seat"], then: str, participant: str = "") -> None:
        try:
            await self.workshop.request(what, participant)
        except AlignError as error:
            tell(self, retold(str(error)), warning=True)
            return
        tell(self, then)


class QrCode(Dialog[None]):
    """A ticket as a QR code, dark on light whatever the theme. Any size of window: it says when it does not fit."""

    DEFAULT_CSS = """
    QrCode #qr { width: auto; height: auto; max-width: 100%; max-height: 100%; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,enter", "dismiss(None)", "back", id="qr.back")]

    def __init__(self, ticket: str) -> None:
        super().__init__()
        self._rows = qr_rows(ticket)

    def compose(self) -> ComposeResult:
        """The code, drawn when the size is known."""
        yield Static(id="qr")
        yield KeyLine()

    def on_resize(self) -> None:
        """Draw it, or say what it needs."""
        wide, high = len(self._rows[0]), len(self._rows) + 2
        if self.size.width < wide or self.size.height < high:
            words: Content = ours(
                _("The QR code needs a window of {wide} columns and {high} rows.", wide=wide, high=high)
            )
        else:
            words = lines_of([ours(row, "#000000 on #ffffff") for row in self._rows])
        self.query_one("#qr", Static).update(words)


def qr_rows(ticket: str) -> tuple[str, ...]:
    """Return a ticket's QR code as lines of half blocks."""
    import segno  # noqa: PLC0415 - start-up time: only this key needs it

    return half_blocks([list(row) for row in segno.make(ticket, error="l", micro=False).matrix])


def code_lines(code: str, width: int) -> Content:
    """Return the code in large letters and below them in plain ones, which no eye takes for others; in plain ones alone
    where it would not fit or cannot be drawn."""
    rows = large(code)
    if not rows[0] or len(rows[0]) > width or len(rows[0]) != 7 * len(code):
        return say(code or "…", "bold")
    return lines_of([*(ours(row, "bold") for row in rows), say(code, "bold")])


def _write_private(path: Path, text: str) -> None:
    """The invitation holds the join code: readable by this person only."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
