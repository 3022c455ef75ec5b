"""The desk and the participant's screen in front of another one: the same, and a key that leads back."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from align.language import _
from align.ui.page import Page
from align.ui.screens.facilitator import desk
from align.ui.screens.facilitator.desk import DeskScreen
from align.ui.screens.participant.join import JoinScreen
from align.ui.screens.participant.screen import ParticipantScreen
from align.ui.widgets.dialogs import Confirm

_LEAVE = Binding("ctrl+l", "leave", "leave", id="leaving.leave", tooltip="Back to where you came from")


class SeatInFront(ParticipantScreen):
    """A participant's screen that can be left."""

    BINDINGS: ClassVar[list[BindingType]] = [_LEAVE]

    def action_leave(self) -> None:
        """Go back; asks where something would be left behind."""
        leave(self)


class PhoneSeat(SeatInFront):
    """Somebody's seat, filled in by the facilitator who hears them."""

    TOUR = ""
    KEEPS = False

    def note(self) -> str:
        """Whose words these are."""
        return _("by phone: {name}", name=self.person.name) if self.person else _("by phone")


class JoinInFront(JoinScreen):
    """A door that one can turn away from."""

    BINDINGS: ClassVar[list[BindingType]] = [_LEAVE]

    def action_leave(self) -> None:
        """Go back."""
        leave(self)


class DeskInFront(DeskScreen):
    """A desk that can be left."""

    # Textual looks for a style sheet beside the module of the class itself.
    CSS_PATH = str(Path(desk.__file__).with_name("desk.tcss"))
    BINDINGS: ClassVar[list[BindingType]] = [_LEAVE]

    def action_leave(self) -> None:
        """Go back."""
        leave(self)

    def go_away(self) -> None:
        """Go back."""
        self.dismiss(None)


def leave(screen: Page[Any]) -> None:
    """Leave a screen in front of another; asks first where something would be left behind."""
    kept = screen.unsaved()
    if not kept:
        screen.dismiss(None)
        return

    def answered(yes: bool | None) -> None:
        if yes:
            screen.dismiss(None)

    screen.app.push_screen(Confirm(_("Leave now?"), kept), answered)
