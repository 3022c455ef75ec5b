"""The desk's actions in the command palette: what the keys can do now, found by name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content


class DeskCommands(Provider):
    """Offers every active binding of the desk and of the pane in sight."""

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for words, key, about in self._actions():
            yield DiscoveryHit(Content(words), partial(self.app.simulate_key, key), text=words, help=about)

    async def search(self, query: str) -> Hits:
        """Those that match."""
        matcher = self.matcher(query)
        for words, key, about in self._actions():
            score = matcher.match(words)
            if score > 0:
                press = partial(self.app.simulate_key, key)
                yield Hit(score, matcher.highlight(words), press, text=words, help=about)

    def _actions(self) -> Iterator[tuple[str, str, str]]:
        for _, binding, enabled, tooltip in self.screen.active_bindings.values():
            if enabled and (binding.id or "").startswith("desk."):
                yield binding.description.capitalize(), binding.key, tooltip or ""
