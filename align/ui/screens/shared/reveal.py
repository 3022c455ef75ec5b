"""A revealed prompt as lines, for the participant's screen and the desk; and the view that follows the facilitator."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from align.domain.commands import TakeNote
from align.domain.events import PromptRevealed
from align.domain.model import Plan
from align.domain.prompts import Prompt
from align.domain.state import State
from align.engine.clock import Clock
from align.engine.workshop import Mine, Workshop
from align.ui.page import WIDE, submit
from align.ui.present import answering
from align.ui.present import reveal as present
from align.ui.present.counts import count, of
from align.ui.present.flow import Place, late_prompts, unsent_drafts
from align.ui.present.pieces import pieces
from align.ui.present.reveal import Column, Said, Table
from align.ui.say import lines_of, ours, region_badge, region_style, say
from align.ui.screens.shared.view import Sheet, View
from align.ui.widgets.bars import bar, fit
from align.ui.widgets.dialogs import Ask
from align.ui.widgets.rows import Rows

MINE = "●"
_NARROWEST_COLUMN = 10
"""Cells that a group's bars need at least; groups that do not fit beside each other go below."""


def reveal_lines(state: State, mine: Mine, prompt: Prompt, width: int) -> list[Content]:
    """Return all that may be said about a prompt, in lines of at most `width` cells: counts, words, expectations,
    notes. `mine` is the viewer's own; an empty one at a desk."""
    plan = state.the_plan
    lines = [*say(answering.question(plan, prompt), "bold").wrap(width), Content("")]
    revealed = state.revealed.get(prompt.id)
    if revealed is None:
        return [*lines, ours("This prompt is not revealed yet.", "$quiet")]
    nothing = present.nothing_shown(revealed)
    lines += ours(nothing, "$quiet").wrap(width) if nothing else _shown(plan, mine, prompt, revealed, width)
    lines += [Content(""), *ours(present.turnout(revealed), "$quiet").wrap(width)]
    if notes := state.notes.get(prompt.id):
        lines += _headed("Notes")
        for note in notes:
            who = present.note_author(plan, note.author)
            lines += _hanging(ours("– "), Content.assemble(say(note.text), "  ", say(who, "$quiet")), width)
    return lines


def _shown(plan: Plan, mine: Mine, prompt: Prompt, revealed: PromptRevealed, width: int) -> list[Content]:
    lines: list[Content] = []
    for piece in pieces(prompt, revealed, mine):
        if piece.title:
            lines += [*([Content("")] if lines else []), *say(piece.title, "bold").wrap(width)]
        for table in present.tables(plan, piece.prompt, piece.revealed, piece.mine):
            matrix = piece.prompt.type == "sort"
            lines += _matrix(plan, piece.prompt, table, piece.mine, width) if matrix else _table(plan, table, width)
    words = present.said(plan, prompt, revealed, mine)
    if words:
        lines += _headed("In their words") if prompt.closed else []
        beside = 1 < len(words) <= 3 and width >= WIDE - 6
        lines += _side_by_side(plan, words, width) if beside else _stacked(plan, words, width)
    if expectations := present.expected(plan, prompt, revealed):
        lines += _headed("Expected, and said")
        for line in expectations:
            lines += _hanging(ours("– "), say(line), width)
    return lines


def _headed(title: str) -> list[Content]:
    return [Content(""), ours(title, "$accent bold")]


def _hanging(head: Content, text: Content, width: int) -> list[Content]:
    indent = head.cell_length
    pieces = text.wrap(max(8, width - indent)) or [Content("")]
    return [Content.assemble(head if n == 0 else " " * indent, piece) for n, piece in enumerate(pieces)]


def _name(plan: Plan, column: Column) -> Content:
    """A group's letter in its colour, its name, its n."""
    badge = Content.assemble(region_badge(plan, column.id), " ") if column.letter else Content("")
    return Content.assemble(badge, say(column.name, "bold"), ours(f" {column.n}", "$quiet"))


# ---- counts --------------------------------------------------------------------------------------------------------


def _table(plan: Plan, table: Table, width: int) -> list[Content]:
    """Rows of options, a column of bars for each group; ● marks my own answer. Many groups stand in several tables."""
    labels = [say(label.replace("\n", " ")) for label in table.labels]
    longest = min(max((label.cell_length for label in labels), default=8), max(10, width * 2 // 5))
    room = width - longest - 2
    beside = max(1, min(len(table.columns), room // (_NARROWEST_COLUMN + 2)))
    lines: list[Content] = []
    for first in range(0, len(table.columns), beside):
        lines += [Content("")] if first else []
        lines += _bars(plan, table, labels, longest, room, range(first, min(first + beside, len(table.columns))))
    about = [table.about] if table.about else []
    about += [f"{MINE} is your own answer."] if table.mine else []
    return [*lines, *(ours(" ".join(about), "$quiet").wrap(width) if about else [])]


def _bars(plan: Plan, table: Table, labels: Sequence[Content], longest: int, room: int, shown: range) -> list[Content]:
    """One table: the groups of `shown`, sharing `room` cells beside labels of `longest` cells."""
    each = max(4, room // len(shown) - 2)
    largest = max((number for row in table.numbers for number in row), default=1)
    columns = [table.columns[n] for n in shown]
    head = [fit(_name(plan, column), each) for column in columns]
    lines = [Content.assemble(" " * (longest + 2), *(part for name in head for part in ("  ", name)))]
    for row, label in enumerate(labels):
        start = Content.assemble(ours(f"{MINE} " if row in table.mine else "  ", "$accent"), fit(label, longest))
        bars = [fit(bar(table.numbers[row][n], largest, each, _style(plan, table, n)), each) for n in shown]
        lines.append(Content.assemble(start, *(part for one in bars for part in ("  ", one))))
    return lines


def _style(plan: Plan, table: Table, column: int) -> str:
    """A region's colour; a quiet one for groups that are no single region."""
    return region_style(plan, table.columns[column].id)


def _matrix(plan: Plan, prompt: Prompt, table: Table, mine: Mine, width: int) -> list[Content]:
    """Cards × places for one group; the place of my own answer is underlined."""
    group = next((region.name for region in plan.regions if region.id == table.about), "All shown together")
    own = present.my_places(prompt, mine)
    labels = [say(label) for label in table.labels]
    longest = min(max((label.cell_length for label in labels), default=8), max(12, width // 2))
    each = min(18, max(4, (width - longest) // len(table.columns) - 1))
    style = region_style(plan, table.about)
    badge = Content.assemble(region_badge(plan, table.about), " ", say(group, "bold"))
    heads = [fit(Content.assemble(ours(f"{c.letter} ", "$quiet"), say(c.name, "$quiet")), each) for c in table.columns]
    lines = [Content.assemble(fit(badge, longest), *(part for head in heads for part in (" ", head)))]
    largest = max((number for row in table.numbers for number in row), default=1)
    for row, label in enumerate(labels):
        cells = []
        for number, place in zip(table.numbers[row], table.columns, strict=True):
            is_mine = own.get(prompt.options[row].id) == place.id
            cell = Content.assemble(ours(MINE if is_mine else " ", "$accent"), bar(number, largest, each - 2, style))
            cells.append(fit(cell, each))
        lines.append(Content.assemble(fit(label, longest), *(part for cell in cells for part in (" ", cell))))
    return [*lines, Content("")]


# ---- words ---------------------------------------------------------------------------------------------------------


def _stacked(plan: Plan, words: Sequence[tuple[Column, list[Said]]], width: int) -> list[Content]:
    lines: list[Content] = []
    for column, parts in words:
        lines += [_name(plan, column), *_quotes(parts, width), Content("")]
    return lines[:-1]


def _side_by_side(plan: Plan, words: Sequence[tuple[Column, list[Said]]], width: int) -> list[Content]:
    each = width // len(words) - 2
    stacks = [[_name(plan, column), *_quotes(parts, each)] for column, parts in words]
    height = max(len(stack) for stack in stacks)
    full = [[*stack, *[Content("")] * (height - len(stack))] for stack in stacks]
    rows = zip(*full, strict=True)
    return [Content("  ").join([fit(cell, each) for cell in row]) for row in rows]


def _quotes(parts: Sequence[Said], width: int) -> list[Content]:
    lines: list[Content] = []
    for part in parts:
        late = ours("late" if part.late else "", "$warning")
        bits = [say(part.who, "bold"), say(part.answer, "$quiet"), say(part.text), late]
        line = Content("  ").join([bit for bit in bits if bit])
        lines += _hanging(ours(f"{MINE} " if part.mine else "– ", "$accent" if part.mine else "$quiet"), line, width)
    return lines


class RevealView(View):
    """Follows the facilitator's focus until the person looks elsewhere; `f` follows again."""

    DEFAULT_CSS = """
    RevealView #shown { height: auto; }
    RevealView #unsent { color: $warning; height: auto; padding: 0 1; }
    RevealView #prompts { display: none; margin: 0 1 1 1; border-left: outer $accent; padding: 0 1; }
    RevealView.-choosing #prompts { display: block; }
    RevealView.-choosing #shown { display: none; }
    """
    HELP = """\
Answers of all who gave one, by group. A group with few answers is shown together with others, so that nobody is given
away. ● marks your own answer; only you see that mark. The facilitator leads; you may look around and come back with f.
What would make the other answer sensible where they sit?"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,enter", "look(1)", "next", key_display="→", id="reveal.next", tooltip="The next prompt"),
        Binding("left", "look(-1)", "back", key_display="←", id="reveal.back", tooltip="The prompt before"),
        Binding("f", "follow_again", "follow", id="reveal.follow", tooltip="Follow the facilitator again"),
        Binding("p", "prompts", "prompts", id="reveal.prompts", tooltip="List of prompts"),
        Binding("n", "note", "note", id="reveal.note", tooltip="Write a note that everybody sees"),
        Binding("l", "late", "answer late", id="reveal.late", tooltip="Answer what I did not answer in time"),
        Binding("c", "clauses", "clauses", id="reveal.clauses", tooltip="The clauses so far"),
        Binding("up", "scroll_sheet(-1)", "Up", show=False, id="reveal.up"),
        Binding("down", "scroll_sheet(1)", "Down", show=False, id="reveal.down"),
        Binding("escape", "leave_list", "Back", show=False, id="reveal.leave"),
    ]

    def __init__(self, workshop: Workshop, clock: Clock) -> None:
        super().__init__(workshop, clock)
        self._elsewhere = ""
        """The prompt that the person looks at by themselves; empty while following."""

    def compose(self) -> ComposeResult:
        """What was not given in time, then the prompt, or the list of prompts."""
        yield Static(id="unsent")
        with Sheet():
            yield Rows(id="prompts")
            yield Static(id="shown")

    def on_mount(self) -> None:
        """Show where the facilitator is."""
        self.follow()

    def on_resize(self) -> None:
        """Lay the lines out for the new width."""
        self.follow()

    @property
    def prompt(self) -> Prompt:
        """The prompt looked at."""
        state = self.workshop.state
        wanted = self._elsewhere or state.focus
        prompts = present.prompts_in_order(state)
        return next((prompt for prompt in prompts if prompt.id == wanted), prompts[0])

    def follow(self) -> None:
        """Draw the prompt anew."""
        state, mine = self.workshop.state, self.workshop.mine
        width = max(40, self.query_one(Sheet).scrollable_content_region.width or self.app.size.width - 5)
        self.query_one("#shown", Static).update(lines_of(reveal_lines(state, mine, self.prompt, width)))
        self.query_one(Rows).show([self._row(prompt) for prompt in present.prompts_in_order(state)])
        late = late_prompts(state.the_plan, mine) if self.workshop.role == "participant" else []
        typed = [prompt.title for prompt in unsent_drafts(state.the_plan, mine) if prompt in late]
        unsent = self.query_one("#unsent", Static)
        unsent.update(say(present.unsent_sentence(typed)))
        unsent.display = bool(typed)
        self.refresh_bindings()

    def standing(self) -> Content:
        """Which prompt it is, and who leads."""
        prompts = present.prompts_in_order(self.workshop.state)
        where = of(prompts.index(self.prompt) + 1, len(prompts))
        lead = "looking around, f follows" if self._elsewhere else "following the facilitator"
        return ours(f"{where} · {lead}", "$quiet")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what makes sense now."""
        state = self.workshop.state
        match action:
            case "follow_again":
                return bool(self._elsewhere)
            case "note":
                return state.phase in ("reveal", "agree")
            case "clauses":
                return state.phase in ("agree", "sealed")
            case "late":
                open_late = state.phase in ("reveal", "agree") and self.workshop.role == "participant"
                return open_late and bool(late_prompts(state.the_plan, self.workshop.mine))
        return True

    def action_look(self, by: int) -> None:
        """Look at a neighbour by oneself."""
        prompts = present.prompts_in_order(self.workshop.state)
        at = prompts.index(self.prompt) + by
        if 0 <= at < len(prompts):
            self._look(prompts[at])

    def action_follow_again(self) -> None:
        """Back to the facilitator's prompt."""
        self._elsewhere = ""
        self._look(None)

    def action_prompts(self) -> None:
        """Show or hide the list."""
        choosing = self.toggle_class("-choosing").has_class("-choosing")
        rows = self.query_one(Rows)
        if choosing:
            rows.cursor = present.prompts_in_order(self.workshop.state).index(self.prompt)
            rows.focus()
        else:
            self.focus()
        self.follow()

    def action_leave_list(self) -> None:
        """Close the list."""
        if self.has_class("-choosing"):
            self.action_prompts()

    @on(Rows.Chosen)
    def jump(self, event: Rows.Chosen) -> None:
        """Look at the chosen prompt."""
        self.action_leave_list()
        self._look(present.prompts_in_order(self.workshop.state)[event.index])

    def action_note(self) -> None:
        """Write a note that everybody sees."""
        prompt = self.prompt
        named = self.workshop.state.the_plan.attribution == "named"
        shown = "Everybody sees it, with your name." if named else "Everybody sees it, without your name."

        def keep(text: str | None) -> None:
            if text:
                submit(self, self.workshop, TakeNote(prompt.id, text))

        self.app.push_screen(Ask(f"A note on “{prompt.title}”", shown, lines=True), keep)

    def action_late(self) -> None:
        """Answer what is still open."""
        self.go(Place("review"))

    def action_clauses(self) -> None:
        """Look at the clauses."""
        self.go(Place("clauses"))

    def action_scroll_sheet(self, by: int) -> None:
        """Scroll a long prompt."""
        self.query_one(Sheet).scroll_relative(y=by, animate=False)

    def _look(self, prompt: Prompt | None) -> None:
        if prompt is not None:
            self._elsewhere = "" if prompt.id == self.workshop.state.focus else prompt.id
        self.query_one(Sheet).scroll_home(animate=False)
        self.follow()
        self.post_message(self.Moved())

    def _row(self, prompt: Prompt) -> Content:
        state = self.workshop.state
        revealed = state.revealed.get(prompt.id)
        here = ours("  ‹ facilitator" if prompt.id == state.focus else "", "$accent")
        answered = of(revealed.answered, revealed.expected) if revealed else ""
        notes = len(state.notes.get(prompt.id, ()))
        more = f" · {count(notes, 'note')}" if notes else ""
        return Content.assemble(fit(say(prompt.title), 30), ours(f"{answered}{more}", "$quiet"), here)
