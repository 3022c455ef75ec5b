"""What a screen offers in the command palette before anything is typed, in an order of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from textual.command import DiscoveryHit, Hits
from textual.content import Content


@dataclass
class _InPlace(DiscoveryHit):
    """A command with its place: Textual shows those of all providers by their scores, else as they happen to come."""

    place: int = 0

    @property
    def score(self) -> float:
        """More than that of what every screen has, which is 0; less with every place, from 0 on."""
        return 1 / (1 + self.place)


async def offered(commands: Iterable[tuple[str, Callable[[], None], str]]) -> Hits:
    """Yield (words, what it does, what it is) in this order, before what every screen has."""
    for place, (words, run, about) in enumerate(commands):
        yield _InPlace(Content(words), run, text=words, help=about, place=place)
