"""Input for `scenario`: options as in a choice, and below a time as in a duration; Tab goes between them."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from align.domain.parts import after_part, first_part
from align.domain.prompts import Prompt
from align.language import _
from align.ui.say import ours, say
from align.ui.widgets.answers.duration import DurationField
from align.ui.widgets.answers.picking import ChoiceField


class Scenario(Vertical):
    """Two fields whose values make one answer; each tells by itself that it changed."""

    DEFAULT_CSS = """
    Scenario { height: auto; }
    Scenario .after { height: auto; margin-top: 1; text-style: bold; }
    """

    def __init__(self, prompt: Prompt, value: Any = None) -> None:
        super().__init__(classes="field")
        self.prompt = prompt
        given = value if isinstance(value, dict) else {}
        after = after_part(prompt).prompt
        self._asked = after.text
        self._first = ChoiceField(first_part(prompt).prompt, given.get("first"))
        self._after = DurationField(after, given.get("after"))

    @property
    def value(self) -> Any:
        """{first, after}, either of them None while it is open; None when nothing is given."""
        first, after = self._first.value, self._after.value
        return None if first is None and after is None else {"first": first, "after": after}

    def compose(self) -> ComposeResult:
        """The options, the second question and how to get there, the time."""
        yield self._first
        yield Static(say(self._asked), classes="after")
        yield Static(ours(_("Tab goes from the one to the other."), "$quiet"))
        yield self._after

    def focus_field(self) -> None:
        """Begin with what comes first, or go on where something is missing."""
        (self._after if self._first.value is not None and self._after.value is None else self._first).focus()
