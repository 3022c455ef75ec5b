"""What is weak in a charter, all of it, to be mended one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from align.charter.lint import Weak
from align.language import _, mark
from align.ui.page import Dialog
from align.ui.present.counts import count
from align.ui.say import ours, say
from align.ui.screens.facilitator.board import Board
from align.ui.screens.shared.layout import hanging
from align.ui.widgets.keyline import KeyLine


class WeakList(Dialog[None]):
    """Every finding: where, what, and how to mend it."""

    HELP_TITLE = "Weak clauses"
    ABOUT = mark(
        "What a reader of the charter may stumble over, where it stands and how to mend it. Nothing of it forbids the "
        "seal."
    )
    DEFAULT_CSS = """
    WeakList .box { width: 90; max-width: 98%; height: 90%; background: $surface; border: round $rule; padding: 0 1; }
    WeakList.-tall .box { padding: 1 1; }
    WeakList .question { text-style: bold; height: auto; }
    WeakList Board { height: 1fr; border: none; background: $surface; }
    WeakList Board:focus { border: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,l,q", "dismiss(None)", "back", key_display="esc", id="weak.back"),
    ]
    AUTO_FOCUS = "Board"

    def __init__(self, found: Sequence[Weak]) -> None:
        super().__init__()
        self._found = found

    def compose(self) -> ComposeResult:
        """A count above the findings."""
        with Vertical(classes="box"):
            things = _("{things} to mend, or to leave", things=count(len(self._found), "thing"))
            yield Static(ours(things), classes="question")
            yield Board("", id="weak")
        yield KeyLine()

    def on_mount(self) -> None:
        """Fill the list."""
        self.query_one(Board).show(lambda width: [line for one in self._found for line in _lines(one, width)])


def _lines(one: Weak, width: int) -> list[Content]:
    return [
        Content(""),
        *say(one.where, "bold").wrap(width),
        *hanging(ours("  "), say(f"{one.what[:1].upper()}{one.what[1:]}."), width),
        *hanging(ours("  → ", "$accent"), say(one.mend), width),
    ]
