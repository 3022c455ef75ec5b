"""What changed from one version of the charter to the next, to read."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from align.charter.diff_text import diff_text
from align.charter.versions import difference
from align.domain.state import State
from align.domain.versions import known, version_of
from align.language import mark
from align.ui.page import Dialog
from align.ui.widgets.keyline import KeyLine
from align.ui.widgets.preview import Preview


def can_compare(state: State) -> bool:
    """Whether there are two versions, or one and a draft."""
    return bool(state.versions) and "," in known(state)


class Changes(Dialog[None]):
    """Two neighbouring versions, the newest first; left and right go to others."""

    HELP_TITLE = "What changed"
    ABOUT = mark("Two versions of the charter side by side: what was added, changed and taken away, word by word.")
    DEFAULT_CSS = """
    Changes .box { width: 96; max-width: 98%; height: 92%; background: $surface; border: round $rule; padding: 1 0; }
    Changes Preview { background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "older", key_display="←", id="changes.older", tooltip="The versions before"),
        Binding("right", "step(1)", "newer", key_display="→", id="changes.newer", tooltip="The versions after"),
        Binding("escape,d,q", "dismiss(None)", "back", key_display="esc", id="changes.back"),
    ]
    AUTO_FOCUS = "Preview"

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self._names = known(state).split(", ")
        self._at = len(self._names) - 1

    def compose(self) -> ComposeResult:
        """The text in a box."""
        with Vertical(classes="box"):
            yield Preview(self._text())
        yield KeyLine()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There are other neighbours from three versions on."""
        if action != "step":
            return True
        return 1 <= self._at + int(str(parameters[0])) < len(self._names)

    def action_step(self, by: int) -> None:
        """Show the neighbours before or after."""
        self._at += by
        self.query_one(Preview).show(self._text())
        self.query_one(Preview).scroll_home(animate=False)
        self.refresh_bindings()

    def _text(self) -> str:
        older, newer = (version_of(self._state, self._names[n]) for n in (self._at - 1, self._at))
        return diff_text(difference(self._state, older, newer))
