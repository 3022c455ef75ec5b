"""Textual's driver for a terminal in a page, which there has the focus from the beginning."""

from __future__ import annotations

from textual import events
from textual.drivers.web_driver import WebDriver


class PageDriver(WebDriver):
    """Textual's own begins without the focus until the page speaks of it; ours gave it before anybody could hear."""

    def start_application_mode(self) -> None:
        """Begin with the focus: marks and keys are then shown as in any terminal."""
        super().start_application_mode()
        self._app.call_later(self._app.post_message, events.AppFocus())
