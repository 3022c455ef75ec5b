"""A revealed prompt as lines, for the participant's screen and the desk: charts, figures, expectations, words, notes.

It draws what is at hand: figures that are still being made are said to be on their way.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from align.analysis.reveal.cuts import recut
from align.charter.figure_words import ABOUT_REGIONS
from align.domain.events import PromptRevealed
from align.domain.model import Plan
from align.domain.prompts import Prompt
from align.domain.state import State
from align.engine.workshop import Mine
from align.language import _, mark
from align.ui.page import MEASURE, WIDE
from align.ui.present import answering
from align.ui.present import reveal as present
from align.ui.present.reading import Reading
from align.ui.present.reveal import Column, Said
from align.ui.say import ours, say
from align.ui.screens.shared.charts import MINE, chart_lines
from align.ui.screens.shared.figures import expectation_lines, figure_lines, state_lines
from align.ui.screens.shared.layout import group_label, hanging, headed
from align.ui.widgets.bars import fit

CUT_WORDS = {"party": mark("By party. v goes on."), "role": mark("By role. v goes on.")}


def reveal_lines(
    state: State, mine: Mine, prompt: Prompt, width: int, reading: Reading | None = None, *, notes: bool = True
) -> list[Content]:
    """Return all that may be said about a prompt, in lines of at most `width` cells.

    `mine` is the viewer's own; an empty one at a desk. `reading` has the figures and says in which cut; without it
    there are none. Without `notes` only what was answered is said.
    """
    reading = reading or Reading()
    revealed = state.revealed.get(prompt.id)
    figures = tuple(reading.figures(revealed, cut) for cut in ("region", reading.cut)) if revealed is not None else ()
    made_of = (state.the_plan, revealed, *figures, *state.notes.get(prompt.id, ()), mine.answers.get(prompt.id))
    place = (prompt.id, reading.cut, width, notes)
    return reading.drawn(place, made_of, lambda: _lines(state, mine, prompt, width, reading, notes=notes))


def _lines(state: State, mine: Mine, prompt: Prompt, width: int, reading: Reading, *, notes: bool) -> list[Content]:
    plan = state.the_plan
    read = min(width, MEASURE)
    lines = list(say(answering.question(plan, prompt), "bold").wrap(read))
    revealed = state.revealed.get(prompt.id)
    if revealed is None:
        return [*lines, Content(""), ours(_("This prompt is not revealed yet."), "$quiet")]
    figures = reading.figures(revealed)
    lines += state_lines(plan, figures, read) if figures is not None else []
    lines.append(Content(""))
    nothing = present.nothing_shown(revealed)
    lines += ours(nothing, "$quiet").wrap(width) if nothing else _shown(plan, mine, prompt, revealed, reading, width)
    return [*lines, *_notes(state, prompt, read)] if notes else lines


def _shown(
    plan: Plan, mine: Mine, prompt: Prompt, revealed: PromptRevealed, reading: Reading, width: int
) -> list[Content]:
    shown_plan, shown = recut(plan, revealed, reading.cut)
    figures = reading.figures(revealed, reading.cut)
    read = min(width, MEASURE)
    lines = list(ours(_(CUT_WORDS[reading.cut]), "$quiet").wrap(width)) if reading.cut != "region" else []
    lines += chart_lines(shown_plan, prompt, shown, mine, figures, width)
    if figures is not None:
        lines += figure_lines(shown_plan, prompt, figures, reading.cut, read)
    elif prompt.closed:
        lines += [Content(""), ours(_("Figures are on their way …"), "$quiet")]
    lines += ours(present.turnout(revealed), "$quiet").wrap(read)
    if figures is not None and reading.cut == "region":
        lines += expectation_lines(plan, prompt, figures, read)
    elif revealed.guesses:
        lines += ours(_(ABOUT_REGIONS), "$quiet").wrap(read)
    words = present.said(shown_plan, prompt, shown, mine)
    if words:
        lines += headed(_("In their words")) if prompt.closed else [Content("")]
        beside = 1 < len(words) <= 3 and width >= WIDE - 6
        lines += _side_by_side(shown_plan, words, width) if beside else _stacked(shown_plan, words, read)
    return lines


def _notes(state: State, prompt: Prompt, width: int) -> list[Content]:
    lines: list[Content] = []
    for note in state.notes.get(prompt.id, ()):
        who = present.note_author(state.the_plan, note.author)
        lines += hanging(ours("– "), Content.assemble(say(note.text), "  ", say(who, "$quiet")), width)
    return [*headed(_("Notes")), *lines] if lines else []


def _stacked(plan: Plan, words: Sequence[tuple[Column, list[Said]]], width: int) -> list[Content]:
    lines: list[Content] = []
    for column, parts in words:
        lines += [group_label(plan, column), *_quotes(parts, width), Content("")]
    return lines[:-1]


def _side_by_side(plan: Plan, words: Sequence[tuple[Column, list[Said]]], width: int) -> list[Content]:
    each = width // len(words) - 2
    stacks = [[group_label(plan, column), *_quotes(parts, each)] for column, parts in words]
    height = max(len(stack) for stack in stacks)
    full = [[*stack, *[Content("")] * (height - len(stack))] for stack in stacks]
    rows = zip(*full, strict=True)
    return [Content("  ").join([fit(cell, each) for cell in row]) for row in rows]


def _quotes(parts: Sequence[Said], width: int) -> list[Content]:
    lines: list[Content] = []
    for part in parts:
        late = ours(_("late") if part.late else "", "$warning")
        bits = [say(part.who, "bold"), say(part.answer, "$quiet"), say(part.text), late]
        line = Content("  ").join([bit for bit in bits if bit])
        lines += hanging(ours(f"{MINE} " if part.mine else "– ", "$accent" if part.mine else "$quiet"), line, width)
    return lines
