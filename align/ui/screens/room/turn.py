"""One person's turn: the hand-over before it, and the participant's own screen until they pass the keyboard on."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from align.language import _, mark
from align.ui.page import Page
from align.ui.present.flow import Place
from align.ui.say import ours, say
from align.ui.screens.participant.screen import ParticipantScreen
from align.ui.widgets.heading import Heading
from align.ui.widgets.keyline import KeyLine


class HandOverScreen(Page[bool]):
    """Stands between two people: nothing of either is on it. Ends with True when the right person pressed Enter."""

    ABOUT = mark(
        "The next person takes the keyboard; nothing of the one before is on the screen. Enter begins your turn."
    )
    DEFAULT_CSS = """
    HandOverScreen Vertical { align: center middle; height: 1fr; }
    HandOverScreen Static { width: auto; max-width: 80%; height: auto; text-align: center; margin-bottom: 1; }
    HandOverScreen #who { text-style: bold; }
    HandOverScreen .quiet { color: $quiet; }
    """
    HELP_TITLE = "Passing the keyboard on"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "dismiss(True)", "I am sitting here", id="handover.begin", tooltip="Begin my turn"),
        Binding("escape", "dismiss(False)", "somebody else", id="handover.back", tooltip="Back to the list"),
        Binding("f2", "app.language", "language", show=False, id="handover.language", tooltip="Another language"),
    ]

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def compose(self) -> ComposeResult:
        """Two sentences."""
        yield Heading()
        with Vertical():
            yield Static(say(_("Please hand the keyboard to {name}.", name=self._name)), id="who")
            yield Static(ours(_("Nobody else should look at the screen now.")))
            yield Static(ours(_("Then press enter.")), classes="quiet")
        yield KeyLine()

    def spoken_anew(self) -> None:
        """Ask in the language of whoever comes next."""
        self.refresh(recompose=True)

    def help_words(self) -> str:
        """Why there is a screen between two people."""
        return _("Answers are blind in a room too: only the person named here should read what comes next.")


class TurnScreen(ParticipantScreen):
    """The participant's screen; handing in or ctrl+l ends the turn."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+l", "pass_on", "pass on", id="turn.pass", tooltip="End my turn; all I typed is kept for me"),
    ]

    def note(self) -> str:
        """Whose turn it is."""
        return self.person.name if self.person else ""

    def action_pass_on(self) -> None:
        """End the turn; what is typed is kept at this person's seat."""
        self.dismiss(None)

    async def _show(self, place: Place) -> None:
        # Whoever comes back after handing in is shown that they have; who hands in now has had their turn.
        if place.kind == "waiting" and self.place is not None:
            self.dismiss(None)
        else:
            await super()._show(place)
