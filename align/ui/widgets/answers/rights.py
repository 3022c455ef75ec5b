"""Input for `decision_rights`: decisions in rows, roles below the one at the cursor; a number changes a right."""

from __future__ import annotations

from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static, TextArea

from align.domain.prompts import Prompt
from align.domain.rights import RIGHT_WORDS, RIGHTS, row_words, too_many_decisions
from align.language import _, mark, retold
from align.ui.say import ours, say
from align.ui.widgets.answers.base import AnswerChanged, AnswerField, Row, hint, row_lines
from align.ui.widgets.bars import fit
from align.ui.widgets.writing import Writing

_ROLES = 1_000
"""Added to a role's number where it stands as a row to be clicked."""

_KEYS = mark("A number, again and again: decides, recommends, must agree, is informed.")

_BESIDE_ROLE = 8 + max(len(words) for words in RIGHT_WORDS.values())
"""Cells that a role's number, the gaps and the longest right take."""

Rights = dict[str, str]
"""role id → right"""


class RightsField(AnswerField):
    """The grid. `own` are the decisions that people typed, each with its rights; the prompt's come before them."""

    given: dict[str, Rights]
    own: list[tuple[str, Rights]]

    @property
    def value(self) -> Any:
        """{decision: {role: right}}; a typed decision is there before somebody decides it. None when there is none."""
        rows = [*((decision, row) for decision, row in self.given.items() if row), *self.own]
        return {decision: dict(row) for decision, row in rows} or None  # what was kept before does not change with it

    def load(self, value: Any) -> None:
        """Take over decisions, roles and rights that this prompt has; other decisions are one's own."""
        rows = value if isinstance(value, dict) else {}
        ids = [option.id for option in self.prompt.options]
        self.given = {decision: self._fitting(rows.get(decision)) for decision in ids}
        self.own = [(text, self._fitting(row)) for text, row in rows.items() if text not in ids]

    def write(self, lines: list[str]) -> None:
        """Take over typed decisions: a line keeps its rights where its words, or its place among as many, stay."""
        known, same = dict(self.own), len(lines) == len(self.own)
        self.own = [
            (line, known[line] if line in known else self.own[n][1] if same else {}) for n, line in enumerate(lines)
        ]
        self.cursor = max(0, min(self.cursor, len(self._decisions()) - 1))
        self.refresh(layout=True)  # what is in sight is the writer's

    def to_unfinished(self) -> None:
        """Put the cursor on the first decision that nobody takes yet though it is written or others have a right."""
        wanted = [
            number
            for number, (_decision, row) in enumerate(self._decisions())
            if (row or number >= len(self.given)) and "decide" not in row.values()
        ]
        if wanted:
            self.cursor = wanted[0]

    def press(self, key: str) -> bool:
        """Digits change a role's right, arrows go to another decision, backspace and 0 empty one."""
        decisions = self._decisions()
        if not decisions:
            return False
        if key.isdecimal() and 0 < int(key) <= len(self.prompt.roles):
            self._next_right(int(key) - 1)
        elif key in ("up", "down"):
            self.cursor = (self.cursor + (1 if key == "down" else -1)) % len(decisions)
            self.moved()
        elif key in ("backspace", "0"):
            decisions[self.cursor][1].clear()
            self.changed()
        else:
            return False
        return True

    def pick_row(self, row: int) -> None:
        """A click on a role changes its right; on a decision it goes there."""
        if row >= _ROLES:
            self._next_right(row - _ROLES)
            return
        self.cursor = row
        self.moved()

    def in_sight(self, row: int | None) -> bool:
        """The decision under the cursor, and its roles."""
        return row is not None and (row == self.cursor or row >= _ROLES)

    def rows(self, width: int) -> list[Row]:
        """The decisions, each with what is said so far; under the cursor all roles."""
        drawn: list[Row] = []
        for number, (label, row) in enumerate(self._decisions()):
            here = number == self.cursor
            head = ours(f"{self.sign(chosen=here)} ", "$accent bold")
            said = say(row_words(self.prompt, row), "$quiet") if row and not here else Content("")
            line = Content.assemble(say(label, "bold" if here else ""), "  ", said).rstrip()
            shade = "on $panel" if here and self.has_focus else ""
            drawn += row_lines(number, head, line, width, shade)
            drawn += self._roles(row, width) if here else []
        if not drawn:
            return hint(_("Write a decision below; then choose here who decides it."), width)
        decisions = self._decisions()
        decided = sum("decide" in row.values() for _decision, row in decisions)
        rest = _("{n} of {all} decided. ↑ and ↓ go to another decision.", n=decided, all=len(decisions))
        return [*hint(_(_KEYS), width), *drawn, *hint(rest, width)]

    def _roles(self, row: Rights, width: int) -> list[Row]:
        longest = min(max(say(role.label).cell_length for role in self.prompt.roles), max(4, width - _BESIDE_ROLE))
        drawn: list[Row] = []
        for number, role in enumerate(self.prompt.roles):
            right = row.get(role.id, "")
            style = "$accent bold" if right == "decide" else ""
            words = ours(_(RIGHT_WORDS[right]), style) if right else ours("–", "$quiet")
            head = ours(f"    {number + 1} ", style or "$quiet")
            drawn.append((_ROLES + number, Content.assemble(head, fit(say(role.label, style), longest), "  ", words)))
        return drawn

    def _decisions(self) -> list[tuple[str, Rights]]:
        return [*((option.label, self.given[option.id]) for option in self.prompt.options), *self.own]

    def _next_right(self, number: int) -> None:
        """Give the role its next right. Where another one decides, deciding comes last and is taken from it."""
        row, role = self._decisions()[self.cursor][1], self.prompt.roles[number].id
        taken = any(right == "decide" for other, right in row.items() if other != role)
        order = [*RIGHTS[1:], "decide", ""] if taken else [*RIGHTS, ""]
        right = order[(order.index(row.get(role, "")) + 1) % len(order)]
        row.pop(role, None)
        if right == "decide":
            for other in [other for other, has in row.items() if has == "decide"]:
                del row[other]
        if right:
            row[role] = right
        self.changed()

    def _fitting(self, row: Any) -> Rights:
        known = row if isinstance(row, dict) else {}
        return {role.id: known[role.id] for role in self.prompt.roles if known.get(role.id) in RIGHTS}


class DecisionRights(Vertical):
    """The grid, and below it a place for decisions of one's own where the prompt allows some."""

    DEFAULT_CSS = """
    DecisionRights { height: auto; }
    DecisionRights Static { color: $quiet; height: auto; margin-top: 1; }
    DecisionRights Static.-over { color: $warning; }
    """

    def __init__(self, prompt: Prompt, value: Any = None) -> None:
        super().__init__(classes="field")
        self.prompt = prompt
        self._grid = RightsField(prompt, value)
        self._writing = Writing("\n".join(text for text, _ in self._grid.own), id="own", goes_on=True)
        self._label = Static()
        self._writing.leave = self._to_grid

    @property
    def value(self) -> Any:
        """What the grid holds."""
        return self._grid.value

    def compose(self) -> ComposeResult:
        """The grid, and the place to write."""
        yield self._grid
        if self.prompt.most:
            self._count()
            yield self._label
            yield self._writing

    def focus_field(self) -> None:
        """Begin with the decisions that are there, an unfinished one first, else with writing one."""
        self._grid.to_unfinished()
        if self.prompt.options or self._grid.own:
            self._to_grid()
        else:
            self._writing.focus()

    def _to_grid(self) -> None:
        """Give the grid the keys; its cursor is in sight once what was typed has its place."""
        self._grid.focus()
        self.call_after_refresh(self._grid.moved)

    def _count(self) -> None:
        """Say how many one may write; one too many is told as it is begun, and not when each has its rights."""
        own, most = len(self._grid.own), self.prompt.most
        self._label.set_class(own > most, "-over")
        if own > most:
            self._label.update(ours(f"! {retold(too_many_decisions(own, most))}"))
            return
        others = _("Other decisions") if self.prompt.options else _("Decisions")
        how = _("one a line, {most} at the most. Tab goes there, Esc back.", most=most)
        self._label.update(ours(f"{others}{_(', ')}{how}"))

    @on(TextArea.Changed, "#own")
    def take_lines(self, event: TextArea.Changed) -> None:
        """Give the typed decisions to the grid."""
        event.stop()
        lines = list(dict.fromkeys(line.strip() for line in self._writing.text.split("\n") if line.strip()))
        if lines != [text for text, _ in self._grid.own]:
            self._grid.write(lines)
            self._count()
            # From here: what the grid posts while this one handles a message goes no further than this one.
            self.post_message(AnswerChanged())
            # The grid has grown above: the line that is written stays in sight.
            self.call_after_refresh(self._writing.come_into_sight)
