"""The bottom line: the keys that matter now, from the bindings that are active, and a quiet word on the right."""

from __future__ import annotations

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


class KeyLine(Widget):
    """Shows bindings with `show=True`, nearest to the focus first; those that say the same are shown once."""

    DEFAULT_CSS = """
    KeyLine { dock: bottom; height: 2; padding: 0 1; background: $background; border-top: solid $rule; }
    """
    status: reactive[Content] = reactive(Content(""))
    """"Pune 19:32 · online"."""
    tight: reactive[Content] = reactive(Content(""))
    """What is said in its place where there is little room: how the line is says more than the time."""

    def on_mount(self) -> None:
        """Follow the focus."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def render(self) -> RenderResult:
        """As many keys as fit, then the status."""
        width, status = self.size.width, self._fitting_status()
        keys, _spans = self._fitting(width - status.cell_length - 2)
        return both_ends(keys, status, width)

    def on_click(self, event: events.Click) -> None:
        """A click on a key is the key."""
        _keys, spans = self._fitting(self.size.width - self._fitting_status().cell_length - 2)
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
        return sorted(seen.values(), key=lambda binding: binding.action.endswith(HELP_ACTION))

    def _is_typing(self, key: str, node: object) -> bool:
        """Whether the key is a letter for the field that has the focus."""
        focused = self.screen.focused
        if focused is None or node is focused:
            return False
        return focused.check_consume_key(key, key_to_character(key))

    def _fitting_status(self) -> Content:
        room = max(0, self.size.width * 3 // 5)
        status = self.status if self.status.cell_length <= room or not self.tight else self.tight
        return status.truncate(room, ellipsis=True)

    def _fitting(self, width: int) -> tuple[Content, list[tuple[int, int, str]]]:
        """Return the line and where each key stands in it; it says how many keys do not fit, the help lists them."""
        parts = [(binding, self._words(binding)) for binding in self.shown()]
        left_out = 0
        while len(parts) > 1 and sum(words.cell_length + 3 for _binding, words in parts) - 3 > width:
            # The last one is help, which lists what is left out here.
            del parts[-2]
            left_out += 1
            last = parts[-1][0]
            parts[-1] = last, Content.assemble(self._words(last), ours(_(", {n} more", n=left_out), "$quiet"))
        spans, x = [], 0
        for binding, words in parts:
            spans.append((x, x + words.cell_length, binding.key))
            x += words.cell_length + 3
        return Content("   ").join([words for _binding, words in parts]), spans

    def _words(self, binding: Binding) -> Content:
        return Content.assemble(
            ours(self.app.get_key_display(binding), "$accent bold"),
            ours(f" {key_words(binding.description)}", "$quiet"),
        )

    def _bindings_changed(self, _screen: Screen[object]) -> None:
        if self.is_attached:
            self.refresh()
