"""Input for `sort`: cards in rows, places by number; a number puts the card and goes on to the next."""

from __future__ import annotations

from typing import Any

from textual.content import Content

from align.ui.say import ours, say
from align.ui.widgets.answers.base import AnswerField, Row, hint, row_lines
from align.ui.widgets.bars import fit


class SortField(AnswerField):
    """`placed` maps card ids to bucket ids; cards may be left out."""

    placed: dict[str, str]

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
        if key.isdigit() and 0 < int(key) <= len(buckets):
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
        """The places, the cards, how many are placed."""
        legend = Content("   ").join(
            [
                Content.assemble(ours(f"{n} ", "$accent bold"), say(b.label))
                for n, b in enumerate(self.prompt.buckets, 1)
            ]
        )
        drawn: list[Row] = [(None, part) for part in legend.wrap(max(8, width))]
        longest = max(say(card.label).cell_length for card in self.prompt.options)
        room = min(longest, max(12, width - 28))
        numbers = {bucket.id: (n, bucket.label) for n, bucket in enumerate(self.prompt.buckets, 1)}
        for row, card in enumerate(self.prompt.options):
            head = ours("› " if row == self.cursor else "  ", "$accent bold")
            place = ours("–", "$rule")
            if card.id in self.placed:
                number, label = numbers[self.placed[card.id]]
                place = Content.assemble(ours(f"{number} ", "$accent bold"), say(label))
            line = Content.assemble(fit(say(card.label), room), "  ", fit(place, max(4, width - room - 4)))
            shade = "on $panel" if self.has_focus and row == self.cursor else ""
            drawn += row_lines(row, head, line, width, shade)
        placed = f"{len(self.placed)} of {len(self.prompt.options)} placed."
        return [*drawn, *hint(f"{placed} A number places the card at ›.", width)]
