"""The help of a screen: its keys, as bound now, and its words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from align.ui.breaking import has_ideographs
from align.ui.page import Dialog
from align.ui.say import lines_of, ours, say
from align.ui.widgets.bars import fit
from align.ui.widgets.keyline import KeyLine

_CUT = re.compile(r"(?<=[^\s.:!?。：！？])\n(?=\S)")


class HelpScreen(Dialog[None]):
    """Lists (key, what it does) rows and plain words; any of its keys closes it."""

    DEFAULT_CSS = """
    HelpScreen VerticalScroll { width: 80; max-width: 96%; height: auto; max-height: 90%; background: $surface;
        border: round $rule; padding: 1 1 1 2; scrollbar-gutter: stable; scrollbar-background: $surface; }
    HelpScreen Static { height: auto; margin-bottom: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,question_mark,f1", "dismiss(None)", "back", key_display="esc", id="help.back"),
        Binding("t", "tour", "the tour", id="help.tour", tooltip="The tour of the first time, again"),
    ]
    AUTO_FOCUS = "VerticalScroll"

    def __init__(
        self, title: str, words: str, keys: Sequence[tuple[str, str]], tour: Callable[[], object] | None = None
    ) -> None:
        super().__init__()
        self._tour = tour
        self._title, self._words, self._keys = title, words, keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A tour only where there is one."""
        return self._tour is not None if action == "tour" else True

    def action_tour(self) -> None:
        """Show the tour in place of the help."""
        self.dismiss(None)
        if self._tour is not None:
            self._tour()

    def compose(self) -> ComposeResult:
        """Words first, then the keys."""
        with VerticalScroll():
            yield Static(say(self._title, "bold"))
            if self._words:
                yield Static(say(flowing(self._words)))
            width = max((len(key) for key, _ in self._keys), default=0) + 2
            rows = [Content.assemble(fit(ours(key, "$accent bold"), width), ours(does)) for key, does in self._keys]
            yield Static(lines_of(rows))
        yield KeyLine()


def flowing(text: str) -> str:
    """Return words with their paragraphs whole: a line that ends in the middle of a sentence goes on."""

    def joined(cut: re.Match[str]) -> str:
        before, after = text[cut.start() - 1], text[cut.end()]
        return "" if has_ideographs(before) and has_ideographs(after) else " "

    return _CUT.sub(joined, text)
