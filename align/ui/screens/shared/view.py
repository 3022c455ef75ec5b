"""A view: what stands between the heading and the key line, for one thing at a time. A screen swaps views."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message

from align.engine.clock import Clock
from align.engine.workshop import Workshop
from align.language import _
from align.ui.present.flow import Place
from align.ui.say import ours
from align.ui.widgets.even import Even
from align.ui.widgets.sight import InSight


class Sheet(Even, VerticalScroll, can_focus=False, inherit_bindings=False):
    """Scrolls what is longer than the window; its keys are the view's, the arrows are left to what it holds."""

    DEFAULT_CSS = """
    Sheet { height: 1fr; padding: 0 0 0 1; scrollbar-size-vertical: 2; scrollbar-gutter: stable; }
    """


class AnswerSheet(Sheet):
    """What one answers with stays in sight: in another window too, and beside a notice that takes room."""

    def on_resize(self) -> None:
        """Follow the keys, once all has its place."""
        self.call_after_refresh(self._keep_in_sight)

    def _keep_in_sight(self) -> None:
        field = self.screen.focused if self.is_attached else None  # it may have given way to another one meanwhile
        if isinstance(field, InSight) and self in field.ancestors:
            field.come_into_sight()


class View(Even, Vertical, can_focus=True):
    """Draws one place of a workshop. `follow` brings it up to date; it never looks at its siblings."""

    SCOPED_CSS = False  # one of the rules asks how high the screen is
    DEFAULT_CSS = """
    View { height: 1fr; padding: 0 1; max-width: 104; }
    View .quiet { color: $quiet; }
    View .area { color: $accent; text-style: bold; }
    View .question { text-style: bold; height: auto; margin: 1 0; }
    View .line { height: auto; }
    View .head { height: auto; max-height: 60%; overflow: hidden; padding: 0 2 0 1; }
    View .head .legend { height: auto; margin-bottom: 1; }
    .-tall View Sheet .about { margin-bottom: 1; }
    View Preview { padding: 0 1; }
    View .foot { height: auto; dock: bottom; color: $quiet; padding: 0 1; background: $background; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "turn_page(-1)", "Page up", show=False, id="view.page-up"),
        Binding("pagedown", "turn_page(1)", "Page down", show=False, id="view.page-down"),
    ]
    HELP: ClassVar[str] = ""

    class Go(Message):
        """The person wants to be somewhere else."""

        def __init__(self, place: Place) -> None:
            super().__init__()
            self.place = place

    class Moved(Message):
        """The heading has something else to say."""

    def __init__(self, workshop: Workshop, clock: Clock) -> None:
        super().__init__()
        self.workshop = workshop
        self.clock = clock

    def help_words(self) -> str:
        """Return what this place is for."""
        return _(self.HELP)

    def follow(self) -> None:
        """Show the workshop as it is now."""

    def standing(self) -> Content:
        """What the heading says on the right."""
        return ours("")

    def focus_first(self) -> None:
        """Put the focus where the person begins."""
        self.focus()

    def action_turn_page(self, by: int) -> None:
        """Scroll what is longer than the window."""
        for sheet in self.query(Sheet):
            sheet.scroll_relative(y=by * max(1, sheet.size.height - 2), animate=False)

    def go(self, place: Place) -> None:
        """Ask the screen for another view."""
        self.post_message(self.Go(place))
