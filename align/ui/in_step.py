"""Keys are dealt with in the order in which they were pressed, also when they come in a burst. Knows nothing of align.

Textual gives a letter to the field at once, but a bound key (backspace, tab, ctrl+n) travels up to the application
first, and letters pressed after it overtake it: over a slow line, or while a screen is being drawn, "abc⌫d" could
become "abd" or "abcd" without its last letter. Here the next key waits until the one before has been dealt with.

And what is typed when a screen changes by itself was meant for what stood there: for a moment it is let go.
"""

from __future__ import annotations

import time
from collections import deque
from typing import Any

from textual import events, on
from textual.app import App, ReturnType
from textual.message import Message
from textual.widget import Widget

ROUNDS = 2
"""How often word is sent behind a key: once behind the key, and once behind what its action has asked the screen."""
PATIENCE = 0.2
"""Seconds after which a key is taken to be dealt with: the field it went to may be gone, and the word with it."""

HANDS = 1.0
"""Seconds after a key in which hands are still at it, and in which one sees that something else is there."""


class DealtWith(Message):
    """Sent behind a key on the same way; where it reaches the application, the key has been there before it."""

    def __init__(self, target: Widget | None, number: int, rounds: int) -> None:
        super().__init__()
        self.target = target
        self.number = number
        self.rounds = rounds


class InStep(App[ReturnType]):
    """An application that takes one key after the other."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._waiting_keys: deque[events.Key | events.Paste] = deque()
        self._key_number = 0
        self._key_under_way = False
        self.seconds = time.monotonic
        """The time, in seconds from anywhere."""
        self._last_key = self._deaf_until = float("-inf")

    def let_go(self) -> bool:
        """Let keys go for a moment where hands are at it: what stood before them has just gone by itself.

        Returns whether they are let go.
        """
        now = self.seconds()
        if now - self._last_key > HANDS:
            return False
        self._waiting_keys.clear()
        self._deaf_until = now + HANDS
        return True

    async def on_event(self, event: events.Event) -> None:
        """Let a new key wait for the one before; one for what has gone is let go, also on its way back from there."""
        if not isinstance(event, events.Key | events.Paste):
            await super().on_event(event)
            return
        now = self.seconds()
        if not event.is_forwarded:
            self._last_key = now
        if now < self._deaf_until:
            return
        if event.is_forwarded:
            await super().on_event(event)
            return
        self._waiting_keys.append(event)
        if not self._key_under_way:
            await self._next_key()
        else:
            self._lose_patience_later()

    async def _next_key(self) -> None:
        self._key_under_way = False
        while self._waiting_keys and not self._key_under_way:
            event = self._waiting_keys.popleft()
            target = self.focused or self.screen
            self._key_number += 1
            await super().on_event(event)
            if event.is_forwarded:
                self._follow(target, ROUNDS)
        if self._key_under_way and self._waiting_keys:
            self._lose_patience_later()

    def _follow(self, target: Widget, rounds: int) -> None:
        """Send word behind the key that has gone to `target`."""
        self._key_under_way = target.post_message(DealtWith(target, self._key_number, rounds))

    def _lose_patience_later(self) -> None:
        number = self._key_number
        self.set_timer(PATIENCE, lambda: self.post_message(DealtWith(None, number, 0)))

    @on(DealtWith)
    def _dealt_with(self, word: DealtWith) -> None:
        if word.number != self._key_number or not self._key_under_way:
            return
        if word.target is not None and word.rounds > 1 and word.target.is_attached:
            self._follow(word.target, word.rounds - 1)
        else:
            # Later: a field that was asked to take the focus takes it in the application's next turn.
            self.call_later(self._next_key_after, word.number)

    async def _next_key_after(self, number: int) -> None:
        if number == self._key_number:
            await self._next_key()
