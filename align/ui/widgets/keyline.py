"""The bottom line: the keys that matter now, from the bindings that are active, and a quiet word on the right."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import RenderResult
from textual.binding import Binding
from textual.content import Content
from textual.keys import key_to_character
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from align.language import _, key_words
from align.ui.say import ours
from align.ui.widgets.heading import both_ends

HELP_ACTION = "help"
LEADS = Binding.Group("leads")
"""The group of keys that come first wherever the focus is."""
_LEAST = 2
"""Keys beside help for which the status gives way."""


class KeyLine(Widget):
    """Shows bindings with `show=True`, nearest to the focus first; those that say the same are shown once."""

    DEFAULT_CSS = """
    KeyLine { dock: bottom; height: 2; padding: 0 1; background: $background; border-top: solid $rule; }
    """
    status: reactive[Content] = reactive(Content(""))
    """"Pune 19:32 · online"."""
    tight: reactive[Content] = reactive(Content(""))
    """What is said in its place where there is little room: how the line is says more than the time."""
    least: reactive[Content] = reactive(Content(""))
    """What stays of it however many keys there are: who is offline would not miss what they are not told."""

    _drawn: Sequence[tuple[str, str]] = ()
    """The keys that stand there or in the help, and their words."""

    def on_mount(self) -> None:
        """Follow the focus."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def render(self) -> RenderResult:
        """As many keys as fit, then the status."""
        keys, _spans, status = self._laid_out()
        self._drawn = self._words_of_keys()
        return both_ends(keys, status, self.size.width)

    def on_click(self, event: events.Click) -> None:
        """A click on a key is the key."""
        _keys, spans, _status = self._laid_out()
        x = event.get_content_offset_capture(self).x
        for start, end, key in spans:
            if start <= x < end:
                self.app.simulate_key(key)
                return

    def shown(self) -> list[Binding]:
        """Return the bindings in the order of the line; help comes last."""
        seen: dict[str, Binding] = {}
        for key, (node, binding, enabled, _tooltip) in self.screen.active_bindings.items():
            if binding.show and enabled and not self._is_typing(key, node):
                seen.setdefault(binding.description, binding)
        return sorted(seen.values(), key=_place)

    def _is_typing(self, key: str, node: object) -> bool:
        """Whether the key is a letter for the field that has the focus."""
        focused = self.screen.focused
        if focused is None or node is focused:
            return False
        return focused.check_consume_key(key, key_to_character(key))

    def _laid_out(self) -> tuple[Content, list[tuple[int, int, str]], Content]:
        """Return the line of keys, where each key stands in it, and the status beside it.

        The status gives way, down to the least of it, before the key that goes on and a second one would have to.
        """
        width = self.size.width
        longest = max(0, width * 3 // 5)
        whole = self.status if self.status.cell_length <= longest or not self.tight else self.tight
        for status in (whole, self.tight, self.least):
            status = status.truncate(longest, ellipsis=True)
            keys, spans, left_out = self._fitting(width - status.cell_length - 2)
            if not left_out or len(spans) > _LEAST:
                break
        return keys, spans, status

    def _fitting(self, width: int) -> tuple[Content, list[tuple[int, int, str]], int]:
        """Return the line, where each key stands in it, and how many keys do not fit: the help lists them."""
        parts = [(binding, self._words(binding)) for binding in self.shown()]
        left_out = 0
        while len(parts) > 1 and sum(words.cell_length + 3 for _binding, words in parts) - 3 > width:
            # The last one is help, which lists what is left out here.
            del parts[_least_needed([binding for binding, _words in parts[:-1]])]
            left_out += 1
            last = parts[-1][0]
            parts[-1] = last, Content.assemble(self._words(last), ours(_(", {n} more", n=left_out), "$quiet"))
        spans, x = [], 0
        for binding, words in parts:
            spans.append((x, x + words.cell_length, binding.key))
            x += words.cell_length + 3
        return Content("   ").join([words for _binding, words in parts]), spans, left_out

    def _words(self, binding: Binding) -> Content:
        return Content.assemble(
            ours(self.app.get_key_display(binding), "$accent bold"),
            ours(f" {key_words(binding.description)}", "$quiet"),
        )

    def _bindings_changed(self, _screen: Screen[object]) -> None:
        if self.is_attached and self._words_of_keys() != self._drawn:
            self.refresh()

    def _words_of_keys(self) -> list[tuple[str, str]]:
        return [(binding.key, key_words(binding.description)) for binding in self.shown()]


def _place(binding: Binding) -> int:
    """Return where a key stands: what leads everybody on first, help last, all others between, as they are bound."""
    return 0 if binding.group == LEADS else 2 if binding.action.endswith(HELP_ACTION) else 1


def _least_needed(bindings: Sequence[Binding]) -> int:
    """Return which of these keys goes first where they do not all fit: the last, unless it alone leads on."""
    last = len(bindings) - 1
    leading = [number for number, binding in enumerate(bindings) if binding.key != "escape"]
    return last - 1 if last and leading == [last] else last
