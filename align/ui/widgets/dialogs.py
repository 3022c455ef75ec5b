"""A small question: yes or no. One that is answered in words is `asking.Ask`."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from align.engine.workshop import Workshop
from align.language import _, mark
from align.ui.page import Dialog
from align.ui.say import ours, say
from align.ui.widgets.keyline import KeyLine

_GAP = "   "
BOX = """
    .box { width: 72; max-width: 96%; height: auto; max-height: 90%; background: $surface; border: round $rule;
           padding: 1 2; }
    .box .question { text-style: bold; height: auto; }
    .box .detail { color: $quiet; height: auto; margin-top: 1; }
    .box Input, .box Writing { margin-top: 1; }
    .box Input { border: round $rule; background: $background; }
    .box Input:focus { border: round $accent; }
"""


class YesNo(Static):
    """ "y yes   n no", each of which can be clicked, and what Enter means."""

    def __init__(self, enter: str, classes: str) -> None:
        self._words = (f"y {_('yes')}", f"n {_('no')}")
        keys = [ours(words).stylize("$accent bold", 0, 1) for words in self._words]
        super().__init__(Content(_GAP).join([*keys, ours(f"({enter})")]), classes=classes)

    async def on_click(self, event: events.Click) -> None:
        """The same as the key."""
        yes, no = map(cell_len, self._words)
        x = event.get_content_offset_capture(self).x
        if 0 <= x < yes or yes + len(_GAP) <= x < yes + len(_GAP) + no:
            await self.run_action(f"screen.answer({x < yes})")


class Confirm(Dialog[bool]):
    """Yes or no. Where there is no way back (`grave`), Enter means no and yes must be typed as y.

    `holds` says whether what is asked about is still so: see `ask_while`.
    """

    HELP_TITLE = "A question"
    ABOUT = mark(
        "y does what the question says, n and Esc leave everything as it is. Where there is no way back, Enter means "
        "no."
    )
    DEFAULT_CSS = f"Confirm {{ {BOX} }}"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "yes", id="confirm.yes"),
        Binding("n", "answer(False)", "no", id="confirm.no"),
        Binding(
            "enter",
            "default",
            "Default",
            show=False,
            key_display="enter",
            id="confirm.default",
            tooltip="Answer what stands in brackets",
        ),
        Binding("escape", "answer(False)", "No", show=False, id="confirm.escape"),
    ]

    def __init__(
        self, question: str, detail: str = "", *, grave: bool = True, holds: Callable[[], bool] = lambda: True
    ) -> None:
        super().__init__()
        self._question, self._detail, self._grave = question, detail, grave
        self.holds = holds

    def compose(self) -> ComposeResult:
        """The question, what follows from it, and which key means what."""
        enter = _("enter means no") if self._grave else _("enter means yes")
        with Vertical(classes="box"):
            yield Static(say(self._question), classes="question")
            if self._detail:
                yield Static(say(self._detail), classes="detail")
            yield YesNo(enter, classes="detail keys")
        yield KeyLine()

    def on_screen_resume(self) -> None:
        """The help that stood in front has gone."""
        self.look()

    def look(self) -> None:
        """Go, with no for an answer, when what is asked about is over; what stands in front goes first."""
        if self.is_active and not self.holds():
            self.dismiss(False)

    def action_answer(self, yes: bool) -> None:
        """Answer and go."""
        self.dismiss(yes)

    def action_default(self) -> None:
        """Enter: the harmless answer."""
        self.dismiss(not self._grave)


async def ask_while(widget: Widget, workshop: Workshop, question: Confirm) -> bool:
    """Ask in a worker of `widget` for as long as the question holds; return whether it was answered with yes and does.

    The question goes by itself, also where `widget` has gone before it.
    """

    def look_soon() -> None:
        # In the question's own turn: who tells of changes is no part of the application.
        question.call_later(question.look)

    unwatch = workshop.watch(look_soon)
    try:
        return await widget.app.push_screen_wait(question) and question.holds()
    finally:
        unwatch()
