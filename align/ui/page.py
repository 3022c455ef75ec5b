"""What all screens have in common: an answer to "is something unsaved", help words, and a calm word when too small."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, Generic, Literal, Protocol, TypeVar, runtime_checkable

from textual._compositor import Compositor
from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.events import ScreenResume
from textual.geometry import Offset
from textual.notifications import Notification, Notify
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

from align.domain.commands import Command
from align.domain.text import clean
from align.engine.workshop import Workshop
from align.errors import AlignError, Rejected
from align.language import _, retold
from align.ui.say import ours, say
from align.ui.sparing import Sparing
from align.ui.widgets.even import Even
from align.ui.widgets.keyline import KeyLine
from align.ui.widgets.sight import InSight

SMALLEST = (60, 18)
"""Columns and rows below which a screen asks for more room."""
WIDE, TALL, BROAD = 100, 30, 130
MEASURE = 100
"""Cells of a line of text that is still easy to read; in a wider window the rest stays free."""

Result = TypeVar("Result")


class TooSmall(Widget):
    """Covers a screen that has too little room, and goes by itself when there is enough."""

    SCOPED_CSS = False  # the rules are about the screen around it
    DEFAULT_CSS = """
    TooSmall { layer: small; width: 100%; height: 100%; display: none; background: $background; color: $quiet;
               content-align: center middle; padding: 0 2; text-align: center; }
    .-tight TooSmall, .-short TooSmall { display: block; }
    """

    def render(self) -> RenderResult:
        """One calm sentence."""
        wide, high = SMALLEST
        return ours(
            _("A little more room, please: {wide} columns and {high} rows. Nothing is lost.", wide=wide, high=high)
        )


class _Roomy(Generic[Result]):
    """Both kinds of screen: sizes as classes, help words, unsaved work."""

    HORIZONTAL_BREAKPOINTS: ClassVar[list[tuple[int, str]] | None] = [
        (0, "-tight"), (SMALLEST[0], "-normal"), (WIDE, "-wide"),
        (BROAD, "-broad"),
    ]  # fmt: skip
    VERTICAL_BREAKPOINTS: ClassVar[list[tuple[int, str]] | None] = [
        (0, "-short"), (SMALLEST[1], "-medium"), (TALL, "-tall")
    ]  # fmt: skip
    HELP_TITLE: ClassVar[str] = "Help"
    ABOUT: ClassVar[str] = ""
    """What this screen is for and what its words mean, as plain lines; its help begins with it."""
    TOUR: ClassVar[str] = ""
    """Whose first-run tour belongs here (see `present.touring`); empty: none."""

    LEFT: ClassVar[int] = 0
    """Exit code of who leaves align from here: not 0 where what the command is for has not begun."""
    SHARED: ClassVar[bool] = False
    """Whether others look at it too: notices for this person wait until it is left."""

    _stood = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._compositor: Compositor = Sparing()

    def on_compose(self) -> None:
        """Wear the classes of this size before anything is made: Textual would style all of it, and then anew."""
        wide, high = self.app.size  # type: ignore[attr-defined]
        for at, steps in ((wide, self.HORIZONTAL_BREAKPOINTS), (high, self.VERTICAL_BREAKPOINTS)):
            self.add_class([name for least, name in steps or () if at >= least][-1], update=False)  # type: ignore[attr-defined]

    def _on_screen_resume(self, event: ScreenResume) -> None:
        """The first time all of it has its styles already."""
        event.refresh_styles, self._stood = self._stood, True
        self.show_line()

    def show_line(self) -> None:
        """Say beside the keys how the line to the host is, where the screen behind that follows it stands still."""
        behind = [one for one in self.app.screen_stack if isinstance(one, Page) and one is not self]  # type: ignore[attr-defined]
        said = next(filter(None, (page.line_words() for page in behind)), None)
        if said is None or self.SHARED:
            return
        for keys in self.query(KeyLine):  # type: ignore[attr-defined]
            keys.status, keys.tight, keys.least = (say(words, "$quiet") for words in (said[0], said[0], said[1]))

    def on_resize(self) -> None:
        """Cover a screen that has too little room."""
        wide, high = self.app.size  # type: ignore[attr-defined]
        if (wide < SMALLEST[0] or high < SMALLEST[1]) and not self.query(TooSmall):  # type: ignore[attr-defined]
            self.mount(TooSmall())  # type: ignore[attr-defined]

    def help_words(self) -> str:
        """Return what this screen is for and what its words mean, as plain lines; empty: keys only."""
        return _(self.ABOUT)

    def unsaved(self) -> str:
        """Return one sentence on what would be left behind by quitting now; empty when nothing would."""
        return ""

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """What is under the mouse; nothing where it has just left: Textual would ask for what it stood in."""
        widget, offset = super().get_widget_and_offset_at(x, y)  # type: ignore[misc]
        gone = widget is not None and widget is not self and widget.parent is None
        return (None, None) if gone else (widget, offset)

    def scroll_to_center(self, widget: Widget, animate: bool = True, **how: Any) -> None:
        """Bring what has got the keys into sight; of a long field what it needs, so that what stands above it stays."""
        if isinstance(widget, InSight):
            widget.come_into_sight()
        else:
            super().scroll_to_center(widget, animate, **how)  # type: ignore[misc]

    def _compositor_refresh(self) -> None:
        """Draw what changed; behind another screen once: Textual would draw the one in front, whole and over and over,
        with every message to this one."""
        super()._compositor_refresh()  # type: ignore[misc]
        if not self.is_active:  # type: ignore[attr-defined]
            self._repaint_required = False

    def keeps(self) -> dict[str, Path]:
        """Return what this screen keeps on this machine besides a person's own things, and where."""
        return {}

    def spoken_anew(self) -> None:
        """Say everything in the language that was chosen just now; what is typed stays."""

    def stays(self) -> str:
        """Return what becomes of typed text when one leaves."""
        return _("All of it stays on this machine and goes on next time.")


class Page(_Roomy[Result], Even, Screen[Result]):
    """A full screen. Heading on top, key line at the bottom, `compose` the rest between them."""

    DEFAULT_CSS = """
    Page { layers: default small; layout: vertical; overflow: hidden; }
    """
    AUTO_FOCUS: ClassVar[str | None] = None

    def line_words(self) -> tuple[str, str] | None:
        """Return what screens in front of this one say of the line to the host, in a few words and in one; both empty
        while all is well. None: they say nothing of it."""
        return None


class Dialog(_Roomy[Result], ModalScreen[Result]):
    """A question in front of a screen; ends with `dismiss(answer)`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "app.help", "help", id="dialog.help", tooltip="Keys and words here"),
        Binding("f1", "app.help", "help", id="dialog.help-writing", tooltip="Keys and words here, while writing too"),
    ]
    DEFAULT_CSS = """
    Dialog { layers: default small; align: center middle; background: $background 70%; }
    """


@runtime_checkable
class Touring(Protocol):
    """An application that shows tours."""

    def offer_tour(self, whose: str) -> None:
        """Show this tour to somebody who is here for the first time; nothing for an empty name."""


def tell(widget: Widget, text: str, *, warning: bool = False, seconds: float = 6) -> None:
    """Show a sentence for a moment; never read as markup."""
    severity: Literal["warning", "information"] = "warning" if warning else "information"
    widget.app.notify(clean(text), markup=False, severity=severity, timeout=seconds)


class Trouble(Notification):
    """What is wrong with something typed or picked; it goes when that is right, or left behind."""


def trouble(widget: Widget, text: str) -> None:
    """Show for a moment why what is typed or picked cannot be given yet, in place of what was wrong before."""
    settle(widget)
    widget.app.post_message(Notify(Trouble(f"! {clean(text)}", severity="warning", timeout=6, markup=False)))


def settle(widget: Widget) -> None:
    """Take away what `trouble` shows: its cause is gone."""
    for shown in [one for one in widget.app._notifications if isinstance(one, Trouble)]:
        widget.app._unnotify(shown)


def submit(
    widget: Widget,
    workshop: Workshop,
    command: Command,
    refused: Callable[[], object] = lambda: None,
    news: Callable[[], str] = str,
) -> None:
    """Ask the workshop for something; if it refuses, call `refused` and say so. Returns at once.

    `news` returns what has happened meanwhile, to be told in place of a refusal that came of it; empty: nothing.
    """
    try:
        waiting = workshop.submit(command)
    except AlignError as error:
        refused()
        tell(widget, retold(str(error)), warning=True)
        return
    asyncio.ensure_future(waiting).add_done_callback(lambda done: _tell_refusal(widget, done, refused, news))


def _tell_refusal(
    widget: Widget, done: asyncio.Future[Any], refused: Callable[[], object], news: Callable[[], str]
) -> None:
    error = None if done.cancelled() else done.exception()
    if isinstance(error, AlignError):
        refused()
        if not widget.is_attached:
            return
        happened = news() if isinstance(error, Rejected) else ""
        tell(widget, happened or refusal_words(error), warning=not happened)


def refusal_words(error: AlignError) -> str:
    """Return what came of a wish that was refused: why, what to do, and that nothing was changed by it."""
    why = retold(str(error))
    return f"{why} {_('Nothing was changed.')}" if isinstance(error, Rejected) else why
