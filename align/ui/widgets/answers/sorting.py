"""Input for `sort`: cards in rows, places by number; a number puts the card and goes on to the next.

The places are a widget of their own, so that they can stay in view while the cards scroll.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from align.domain.prompts import Prompt
from align.language import _
from align.ui.say import lines_of, ours, say
from align.ui.widgets.answers.base import CURSOR, AnswerField, Row, hint, row_lines
from align.ui.widgets.bars import fit

_PLACE = 14
"""Cells that a card leaves to its place at least."""


class Places(Widget):
    """The places of a sort with their numbers; a line breaks between two of them, not within one."""

    DEFAULT_CSS = """
    Places { height: auto; }
    """

    def __init__(self, prompt: Prompt) -> None:
        super().__init__(classes="legend")
        self._places = [
            Content.assemble(ours(f"{number} ", "$accent bold"), say(bucket.label))
            for number, bucket in enumerate(prompt.buckets, 1)
        ]

    def render(self) -> RenderResult:
        """As few lines as they need."""
        return lines_of(self._lines(self.size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as they need at this width."""
        return len(self._lines(width))

    def _lines(self, width: int) -> list[Content]:
        lines: list[Content] = []
        for place in self._places:
            longer = Content.assemble(lines[-1], "   ", place) if lines else place
            if lines and longer.cell_length <= width:
                lines[-1] = longer
            else:
                lines += place.wrap(max(8, width))
        return lines


class SortField(AnswerField):
    """`placed` maps card ids to bucket ids; cards may be left out."""

    placed: dict[str, str]
    about: Mapping[str, str] = MappingProxyType({})
    """What cards stand for, by their ids: whole below the card under the cursor, below others what one line has."""

    @property
    def value(self) -> Any:
        """{card: bucket}; None when no card is placed."""
        return dict(self.placed) or None

    def load(self, value: Any) -> None:
        """Take over cards and places that this prompt has."""
        given = value if isinstance(value, dict) else {}
        buckets = [bucket.id for bucket in self.prompt.buckets]
        self.placed = {card.id: given[card.id] for card in self.prompt.options if given.get(card.id) in buckets}
        free = [n for n, card in enumerate(self.prompt.options) if card.id not in self.placed]
        self.cursor = free[0] if free else 0

    def press(self, key: str) -> bool:
        """Digits place the card under the cursor, arrows move, backspace and 0 take a card back."""
        cards, buckets = self.prompt.options, self.prompt.buckets
        if key.isdecimal() and 0 < int(key) <= len(buckets):
            self.placed[cards[self.cursor].id] = buckets[int(key) - 1].id
            self.cursor = min(self.cursor + 1, len(cards) - 1)
            self.changed()
        elif key in ("up", "down"):
            self.cursor = (self.cursor + (1 if key == "down" else -1)) % len(cards)
            self.moved()
        elif key in ("backspace", "0"):
            self.placed.pop(cards[self.cursor].id, None)
            self.changed()
        else:
            return False
        return True

    def pick_row(self, row: int) -> None:
        """A click moves the cursor there; on the cursor's card it takes the next place."""
        if row != self.cursor:
            self.cursor = row
            self.moved()
            return
        card, ids = self.prompt.options[row].id, [bucket.id for bucket in self.prompt.buckets]
        at = ids.index(self.placed[card]) + 1 if card in self.placed else 0
        self.placed[card] = ids[at % len(ids)]
        self.changed()

    def rows(self, width: int) -> list[Row]:
        """The cards, how many are placed."""
        drawn: list[Row] = []
        longest = max(say(card.label).cell_length for card in self.prompt.options)
        # What a card says comes before the words of its place: the number stands there too, and the places above.
        places = min(_PLACE, max(say(bucket.label).cell_length for bucket in self.prompt.buckets) + 2)
        room = min(longest, max(12, width - places - 4))
        numbers = {bucket.id: (n, bucket.label) for n, bucket in enumerate(self.prompt.buckets, 1)}
        for row, card in enumerate(self.prompt.options):
            here = self.has_focus and row == self.cursor
            head = ours(f"{CURSOR} " if here else "  ", "$accent bold")
            place = ours("–", "$quiet")
            if card.id in self.placed:
                number, label = numbers[self.placed[card.id]]
                place = Content.assemble(ours(f"{number} ", "$accent bold"), say(label))
            line = Content.assemble(fit(say(card.label), room), "  ", fit(place, max(4, width - room - 4)))
            shade = "on $panel" if here else ""
            drawn += row_lines(row, head, line, width, shade)
            drawn += self._about(row, card.id, width, shade)
        placed = _("{n} of {all} placed.", n=len(self.placed), all=len(self.prompt.options))
        return [*drawn, *hint(f"{placed} {_('A number places the card at ›.')}", width)]

    def _about(self, row: int, card: str, width: int, shade: str) -> list[Row]:
        words = self.about.get(card, "")
        if not words:
            return []
        said = say(words, "$quiet")
        if row != self.cursor:
            said = said.truncate(max(8, width - 4), ellipsis=True)
        return row_lines(row, ours("    "), said, width, shade)
