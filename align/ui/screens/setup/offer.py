"""A question with a few named ways to go, each a key; Escape takes none of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from align.language import mark
from align.ui.page import Dialog
from align.ui.say import lines_of, ours, say
from align.ui.widgets.keyline import KeyLine


class Way(NamedTuple):
    """One way to go: its key, and what it does. The first of several is what Enter takes."""

    key: str
    words: str


class Offer(Dialog[str | None]):
    """Ends with the key of the way that was taken, None for none."""

    HELP_TITLE = "A question"
    ABOUT = mark("Each way has a key of its own; Enter takes the first. Esc takes none: all stays as it is.")
    DEFAULT_CSS = """
    Offer .box { width: 72; max-width: 96%; height: auto; max-height: 90%; background: $surface; border: round $rule;
                 padding: 1 2; }
    Offer Static { height: auto; }
    Offer .question { text-style: bold; }
    Offer .detail { color: $quiet; margin: 1 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "first", "go on", key_display="enter", id="offer.first"),
        Binding("escape", "dismiss(None)", "stay here", id="offer.none"),
    ]

    def __init__(self, question: str, detail: str, ways: Sequence[Way]) -> None:
        super().__init__()
        self._question, self._detail, self._ways = question, detail, ways
        for key, words in ways:
            way = Binding(key, f"dismiss({key!r})", words, show=False, id=f"offer.way-{key}")
            self._bindings.key_to_bindings[key] = [way]

    def compose(self) -> ComposeResult:
        """The question, what follows from it, the ways."""
        with Vertical(classes="box"):
            yield Static(say(self._question), classes="question")
            yield Static(say(self._detail), classes="detail")
            yield Static(
                lines_of([Content.assemble(ours(f"{key}  ", "$accent bold"), ours(words)) for key, words in self._ways])
            )
        yield KeyLine()

    def action_first(self) -> None:
        """Enter: the first way."""
        self.dismiss(self._ways[0].key)


class AtTheDoor(Offer):
    """Asked before one is anywhere: who takes none of the ways goes out again."""

    ABOUT = mark("Each way has a key of its own; Enter takes the first. Esc leaves, and all stays as it is.")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "leave", id="offer.none")]
