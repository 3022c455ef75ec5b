"""How long a text is beside the most that it may be: first nothing, near its end a quiet line, beyond it a warning."""

from __future__ import annotations

from align.language import _
from align.ui.say import ours
from align.ui.widgets.static import Static

NEAR = 0.9
"""The part of the most characters from which one is told how many there are."""


def near(length: int, most: int) -> bool:
    """Whether a text of this many characters is so long that one is told."""
    return length >= NEAR * most


class Letters(Static):
    """Stands below a place to write; `count` is called with every text that stands there."""

    DEFAULT_CSS = """
    Letters { height: auto; color: $quiet; }
    Letters.-over { color: $warning; }
    """

    def __init__(self, most: int, text: str = "", *, classes: str = "", id: str | None = None) -> None:
        super().__init__(classes=classes, id=id)
        self._most = most
        self.count(text)

    def count(self, text: str) -> None:
        """Say how long the text is, or nothing."""
        long = len(text)
        self.display = near(long, self._most)
        self.set_class(long > self._most, "-over")
        said = _("{n} of up to {most} characters.", n=long, most=self._most)
        self.update(ours(said if self.display else ""))
