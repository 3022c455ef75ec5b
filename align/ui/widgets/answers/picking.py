"""Inputs for `choice`, `choices` and `rank`: options in rows, picked by number, arrows or a click."""

from __future__ import annotations

from typing import Any

from textual.content import Content

from align.language import _, mark
from align.ui.say import ours, say
from align.ui.widgets.answers.base import CURSOR, AnswerField, Row, hint, row_lines

_PLACES = (
    mark("first"), mark("second"), mark("third"), mark("fourth"), mark("fifth"),
    mark("sixth"), mark("seventh"), mark("eighth"), mark("ninth"), mark("tenth"),
)  # fmt: skip


_HEAD, _GAP = 5, 3
"""Cells of a row's mark and number, and between what it says and its place."""


class _Options(AnswerField):
    """Options as rows; `picked` holds option ids in the order of picking."""

    picked: list[str]
    _width = 0
    """Cells of a line, as it was drawn last."""

    def load(self, value: Any) -> None:
        """Take over ids that this prompt knows."""
        ids = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        known = {option.id for option in self.prompt.options}
        self.picked = [item for item in dict.fromkeys(i for i in ids if isinstance(i, str)) if item in known]

    def press(self, key: str) -> bool:
        """Digits pick a row, arrows move, space picks where the cursor is."""
        if key.isdecimal() and 0 < int(key) <= len(self.prompt.options):
            self.pick_row(int(key) - 1)
        elif key in ("up", "down"):
            self.move(-1 if key == "up" else 1)
        elif key == "space":
            self.pick_row(self.cursor)
        else:
            return False
        return True

    def move(self, by: int) -> None:
        """Move the cursor."""
        self.cursor = (self.cursor + by) % len(self.prompt.options)
        self.moved()

    def rows(self, width: int) -> list[Row]:
        """One row an option, and how to pick."""
        drawn: list[Row] = []
        self._width = width
        for number, option in enumerate(self.prompt.options):
            picked = option.id in self.picked
            style = "$accent bold" if picked else ""
            head = Content.assemble(self.mark(number, picked), ours(f" {number + 1}  ", style or "$quiet"))
            drawn += row_lines(number, head, self.label(number, say(option.label, style)), width, self.shade(number))
        return drawn

    def mark(self, number: int, picked: bool) -> Content:
        """What stands before a row."""
        return ours(self.sign(chosen=picked), "$accent bold")

    def label(self, number: int, label: Content) -> Content:
        """What a row says."""
        return label

    def shade(self, number: int) -> str:
        """The background of a row."""
        return ""


class ChoiceField(_Options):
    """One of several; arrows move the choice itself."""

    @property
    def value(self) -> Any:
        """The option's id."""
        return self.picked[0] if self.picked else None

    def load(self, value: Any) -> None:
        """Take over the id, with the cursor on it."""
        super().load(value)
        if self.picked:
            self.cursor = [option.id for option in self.prompt.options].index(self.picked[0])

    def pick_row(self, row: int) -> None:
        """Choose this one."""
        self.cursor = row
        self.picked = [self.prompt.options[row].id]
        self.changed()

    def move(self, by: int) -> None:
        """The first press chooses an end of the list, later ones its neighbour."""
        ids = [option.id for option in self.prompt.options]
        at = ids.index(self.picked[0]) + by if self.picked else (0 if by > 0 else -1)
        self.pick_row(at % len(ids))


class _Several(_Options):
    """A cursor of its own beside what is picked. Where as many are picked as may be, one more is refused aloud: nothing
    is taken out unasked."""

    _refused = False
    """Whether the last key wanted one too many."""

    @property
    def most(self) -> int:
        """How many may be picked."""
        raise NotImplementedError

    @property
    def value(self) -> Any:
        """The ids in the order of picking."""
        return list(self.picked) or None

    def pick_row(self, row: int) -> None:
        """Take this one in, or out again."""
        self.cursor = row
        option = self.prompt.options[row].id
        self._refused = option not in self.picked and len(self.picked) >= self.most
        if self._refused:
            self.moved()
            return
        if option in self.picked:
            self.picked.remove(option)
        else:
            self.picked.append(option)
        self.changed()

    def move(self, by: int) -> None:
        """Move the cursor; what was refused is behind."""
        self._refused = False
        super().move(by)

    def so_far(self, words: str, width: int) -> list[Row]:
        """Return the line below the rows: how it stands, or that one more cannot be taken."""
        if not self._refused:
            return hint(words, width)
        full = _("No more than {most}. Take one out first: its number again.", most=self.most)
        return [(None, line) for line in ours(f"! {full}", "$warning").wrap(max(8, width))]

    def here(self, number: int) -> bool:
        """Whether the cursor is on this row, and the keys are here."""
        return self.has_focus and number == self.cursor

    def mark(self, number: int, picked: bool) -> Content:
        """Where the cursor is: what is picked is told by more than a mark."""
        return ours(CURSOR if self.here(number) else " ", "$accent bold")

    def shade(self, number: int) -> str:
        """Where the cursor is."""
        return "on $panel" if self.here(number) else ""


class ChoicesField(_Several):
    """Many of several."""

    @property
    def most(self) -> int:
        """As the prompt says."""
        return min(self.prompt.most, len(self.prompt.options))

    def mark(self, number: int, picked: bool) -> Content:
        """The cursor, then a box, ticked or not."""
        box = ours("■" if picked else "□", "$accent" if picked else "$quiet")
        return Content.assemble(super().mark(number, picked), " ", box)

    def rows(self, width: int) -> list[Row]:
        """And how many are still free."""
        so_far = _("{n} of up to {most}. A number again takes it out.", n=len(self.picked), most=self.most)
        return [*super().rows(width), *self.so_far(so_far, width)]


class RankField(_Several):
    """Some put in order: the first number pressed is the first place."""

    @property
    def most(self) -> int:
        """As many places as the prompt has."""
        return self.prompt.top or len(self.prompt.options)

    def label(self, number: int, label: Content) -> Content:
        """The place beside the label."""
        option = self.prompt.options[number].id
        if option not in self.picked:
            return label
        longest = max(say(option.label).cell_length for option in self.prompt.options)
        place = ours(_place(self.picked.index(option)), "$accent")
        # In a column of their own where there is room, else right behind what they are about.
        column = min(longest, self._width - _HEAD - _GAP - place.cell_length)
        gap = " " * (max(0, column - label.cell_length) + _GAP)
        return Content.assemble(label, gap, place)

    def rows(self, width: int) -> list[Row]:
        """And which place comes next."""
        if len(self.picked) < self.most:
            rest = _("Press what comes {place}.", place=_place(len(self.picked)))
        else:
            rest = _("All places are taken.")
        return [*super().rows(width), *self.so_far(f"{rest} {_('A number again takes it out.')}", width)]


def _place(number: int) -> str:
    return _(_PLACES[number]) if number < len(_PLACES) else _("number {n}", n=number + 1)
