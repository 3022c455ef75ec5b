"""Notices at the foot of the screen: the newest are in sight, and where others look on they wait."""

from __future__ import annotations

from typing import Any

from textual.app import ReturnType
from textual.await_complete import AwaitComplete
from textual.notifications import Notification, Notify
from textual.timer import Timer
from textual.widgets._toast import ToastRack

from align.ui.in_step import InStep
from align.ui.page import Dialog, Page

MOST_NEWS = 2
"""Notices that stand in sight together; an older one makes room."""
MOST_WAITING = 20
"""Notices that wait while others look on; far more than a desk has of them in an hour."""


class Notices(InStep[ReturnType]):
    """An application that says each thing once, and nothing for one person alone where others look on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._untold: list[Notification] = []
        """Notices that wait until no screen is in front that others look at too."""
        self._telling: Timer | None = None
        """Until when what is told of them has its time."""

    def notify(self, message: str, **ways: Any) -> None:
        """Show a notice; one that is still in sight is not shown a second time."""
        if all(one.message.removeprefix("! ") != message for one in self._notifications):
            # Never markup, whatever was asked: a notice may quote what people wrote.
            ways.pop("markup", None)
            # A warning is told apart by more than a colour.
            mark_ = "" if ways.get("severity", "information") == "information" else "! "
            super().notify(f"{mark_}{message}", markup=False, **ways)

    def on_notify(self, event: Notify) -> None:
        """Make room for a notice that is about to be shown: the newest are in sight; where others look on it waits."""
        if self._is_shared:
            event.prevent_default()
            waiting = [one for one in self._untold if one.message != event.notification.message]
            self._untold = [*waiting, event.notification][-MOST_WAITING:]
            return
        for older in list(self._notifications)[: 1 - MOST_NEWS]:
            self._unnotify(older, refresh=False)

    def _unnotify(self, notification: Notification, refresh: bool = True) -> None:
        """Take a notice away with its place, which Textual leaves there, empty, with room for it."""
        for rack in self.screen.query(ToastRack):
            for place in [one for one in rack.children if one.id == rack._toast_id(notification)]:
                place.remove()
        super()._unnotify(notification, refresh)

    @property
    def _is_shared(self) -> bool:
        """Whether others look on, also at what stands in front of a screen of theirs."""
        return any(isinstance(screen, Page | Dialog) and screen.SHARED for screen in self.screen_stack)

    def pop_screen(self) -> AwaitComplete:
        """Leave the screen in front; with the last one that others looked at, say what had to wait."""
        left = super().pop_screen()
        if self._telling is None:
            self._tell_waiting()
        return left

    def _tell_waiting(self) -> None:
        """Say what had to wait, the oldest first, as many at a time as there is room for, until all of it is said."""
        self._telling = None
        if not self._untold or self._is_shared:
            return
        told, self._untold = self._untold[:MOST_NEWS], self._untold[MOST_NEWS:]
        for one in told:
            super().notify(one.message, severity=one.severity, timeout=one.timeout, markup=False)
        if self._untold:
            self._telling = self.set_timer(max(one.timeout for one in told), self._tell_waiting)
