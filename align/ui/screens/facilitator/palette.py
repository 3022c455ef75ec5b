"""The desk's actions in the command palette: what the keys can do now, found by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Protocol, runtime_checkable

from textual.command import Hit, Hits, Provider

from align.domain.text import clean_line
from align.language import _, key_words
from align.ui.present.counts import begun
from align.ui.screens.shared.offered import offered
from align.ui.widgets.keyline import LEADS


@runtime_checkable
class Jumps(Protocol):
    """A screen with places to go to."""

    def places(self) -> Iterable[tuple[str, Callable[[], None], str]]:
        """Return (words, what goes there, what it is) of each place."""


class DeskCommands(Provider):
    """Offers every active binding of the desk and of the pane in sight, and a way to every prompt and clause."""

    async def discover(self) -> Hits:
        """All of them, before anything is typed: what leads everybody on first."""
        async for hit in offered(self._actions()):
            yield hit

    async def search(self, query: str) -> Hits:
        """Those that match."""
        matcher = self.matcher(query)
        for words, run, about in (*self._actions(), *self._places()):
            score = matcher.match(words)
            if score > 0:
                yield Hit(score, matcher.highlight(words), run, text=words, help=about)

    def _actions(self) -> Iterator[tuple[str, Callable[[], None], str]]:
        told = set[str]()
        active = self.screen.active_bindings.values()
        for _node, binding, enabled, tooltip in sorted(active, key=lambda one: one.binding.group != LEADS):
            # What two keys do is one thing to find.
            if enabled and binding.action not in told and (binding.id or "").startswith(("desk.", "reading.")):
                told.add(binding.action)
                # The whole sentence where the key line has only a word.
                does, about = key_words(binding.description), _(tooltip or "")
                words = begun(does) if binding.show else about or begun(does)
                more = "" if words == about else about
                yield words, partial(self.app.simulate_key, binding.key), more

    def _places(self) -> Iterator[tuple[str, Callable[[], None], str]]:
        """Every prompt that was shown and every clause; found by typing, so that the list stays short before."""
        screen = self.screen
        if isinstance(screen, Jumps):
            for words, jump, about in screen.places():
                yield clean_line(words), jump, about
