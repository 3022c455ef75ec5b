"""The desk's rows as styled lines: what to say now, who is here, the regions' clocks, a clause with its vote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import groupby

from textual.content import Content

from align.charter.wording import cells
from align.domain.hours import DAY_NAMES
from align.domain.model import Clause, VoteResult, clause_number
from align.domain.state import State
from align.domain.text import clean_line
from align.engine.workshop import Workshop
from align.language import _
from align.ui.page import MEASURE
from align.ui.present.amending import standing
from align.ui.present.clauses import meta
from align.ui.present.desk import LEGEND, MARKS, WHOLE, PersonRow, RegionBlock, who
from align.ui.present.desk_calendars import CalendarRow
from align.ui.present.desk_clauses import (
    levels,
    mark_of,
    newest_result,
    outdated,
    prompt_title,
    reasons,
    result_words,
    status_of,
    still_to_come,
)
from align.ui.present.desk_clocks import AT_WORK, NOW, OFF, ClockRow, Clocks
from align.ui.present.desk_minutes import Minutes, label_and_rest
from align.ui.present.desk_weeks import Week
from align.ui.say import ours, region_style, say
from align.ui.screens.shared.layout import in_rows
from align.ui.widgets.bars import bar, fit

_CELL = 23
_WIDEST_CELL = 52
_CLOSE = 18
_CROWD = 16
"""From so many people on they stand close in a narrow board: two columns, no empty lines, the usual left unsaid."""

_APART = 2
"""Cells between two columns of people."""
_BAR_CELLS = 24


def say_line(sentence: str, minutes: Minutes | None, width: int) -> Content:
    """Return the sentence to say, with its label and the minutes of the step, in `width` cells."""
    label, rest = label_and_rest(sentence, minutes, width)
    return (
        ours(f"{label}  ", "$quiet")
        + ours(_("“{words}”", words=sentence))
        + ours(f"  {rest}" if rest else "", "$quiet")
    )


def people_lines(workshop: Workshop, width: int, height: int) -> list[Content]:
    """Return who is here and who is done, by region: in as few columns as let `height` rows hold all."""
    plan = workshop.state.the_plan
    blocks = who(workshop.state, workshop.presence)
    most = max(1, width // _CELL)
    legend = _legend(blocks, width, _("grey: not here"))

    def rows(columns: int) -> int:
        return sum(2 + -(-len(block.people) // columns) for block in blocks) + len(legend)

    columns = next((many for many in range(1, most + 1) if rows(many) <= height), most)
    close = rows(most) > height and len(plan.participants) >= _CROWD and width < 2 * _CELL
    shorter = {_("here"): "", _("not joined"): "–"} if close else {}
    if close:
        legend = _legend(blocks, width, _("– not joined"), gap=2)
    # Two columns of a few letters each would name nobody.
    columns = (2 if width >= 2 * _CLOSE else 1) if close else columns
    # What is said of somebody stands near the name, however wide the board is.
    width = min(width, columns * _WIDEST_CELL)
    lines: list[Content] = []
    for block in blocks:
        lines += _block_lines(block, region_style(plan, block.id), width, columns, shorter)
        if not close:
            lines.append(Content(""))
    return [*lines, *legend]


def _legend(blocks: Sequence[RegionBlock], width: int, beside: str, gap: int = 3) -> list[Content]:
    """Return what the marks mean; people who have only to hand in are explained where there are any."""
    whole = any(person.mark == "whole" for block in blocks for person in block.people)
    parts = [_(LEGEND), *([_(WHOLE)] if whole else []), beside]
    return in_rows([ours(part, "$quiet") for part in parts], width, gap)


def _block_lines(block: RegionBlock, style: str, width: int, columns: int, shorter: Mapping[str, str]) -> list[Content]:
    right = ours(block.summary, "$quiet")
    name = _fitted(block.name, max(1, width - right.cell_length - 3), "bold")
    head = Content.assemble(say(block.letter, f"{style} bold"), " ", name, " ", right)
    cell = (width + _APART) // columns
    rows = [block.people[n : n + columns] for n in range(0, len(block.people), columns)]
    return [
        head,
        *(
            _row_of_people(
                row, tuple(shorter.get(person.detail, person.detail) for person in row), style, cell - _APART
            )
            for row in rows
        ),
    ]


@lru_cache(maxsize=1_000)  # most people stand as they stood a tenth of a second ago
def _row_of_people(row: tuple[PersonRow, ...], details: tuple[str, ...], style: str, cell: int) -> Content:
    people = (_person_cell(person, detail, style, cell) for person, detail in zip(row, details, strict=True))
    return Content(" " * _APART).join(people)


@lru_cache(maxsize=1_000)
def _person_cell(person: PersonRow, detail: str, style: str, width: int) -> Content:
    shade = "" if person.online else "$quiet"
    name = _fitted(person.name, max(1, width - cells(detail) - 3), shade)
    mark = ours(MARKS[person.mark], style if person.online else "$quiet")
    return Content.assemble(mark, " ", name, " ", ours(detail, "$quiet"))


_LEAST_NAME = 3
"""Cells of a name of which one can tell whose it is."""


def clock_cells(width: int) -> int:
    """Return how many cells a day's bar gets in a panel of `width`: a divisor of 24 hours."""
    return _BAR_CELLS if width >= 42 else _BAR_CELLS // 2


def clock_lines(shown: Clocks, styles: dict[str, str], width: int) -> list[Content]:
    """Return the regions' clocks on one UTC axis; `styles` are the regions' colours."""
    room = width - len(shown.axis)
    head = Content.assemble(
        fit(ours(_("{day}, local time", day=shown.day), "$quiet"), room), ours(" " * shown.now + NOW, "$accent bold")
    )
    axis = Content.assemble(" " * room, ours(shown.axis, "$quiet"))
    rows = [_clock_line(row, styles.get(row.region, ""), room, shown.now) for row in shown.rows]
    marks = ((AT_WORK, _("at work")), (OFF, _("off")), (NOW, _("now, UTC")))
    legend = in_rows([ours(f"{sign} {words}", "$quiet") for sign, words in marks], width, gap=2)
    sentence = [Content(str(part)) for part in ours(shown.together).wrap(width)]
    return [head, axis, *rows, Content(""), *sentence, *legend]


def calendar_marks(said: Sequence[CalendarRow]) -> Content:
    """Return how many calendars are confirmed, said to be wrong and not confirmed yet, and which key shows them."""
    styles = {"✓": "$success", "!": "$warning", "○": "$quiet"}
    counts = {mark: sum(row.mark == mark for row in said) for mark in styles}
    parts = [ours(f"{mark} {n}", styles[mark]) for mark, n in counts.items() if n]
    return Content.assemble(ours(f"z {_('calendars')}  "), Content("  ").join(parts))


def calendar_lines(said: Sequence[CalendarRow], styles: Mapping[str, str], width: int) -> list[Content]:
    """Return for each region whether its people confirmed its calendar, or what they say is wrong."""
    lines = [Content(""), ours(_("Calendars"), "bold")]
    for row in said:
        style = {"✓": "$success", "!": "$warning"}.get(row.mark, "$quiet")
        head = Content.assemble(say(row.letter, f"{styles.get(row.region, '')} bold"), ours(f" {row.mark} ", style))
        parts = say(row.words, style).wrap(max(8, width - 4))
        lines += [Content.assemble(head if n == 0 else "    ", part.rstrip()) for n, part in enumerate(parts)]
    return lines


def week_lines(shown: Week, width: int) -> list[Content]:
    """Return one chosen week: a figure an hour for the regions at work, when all are, and what is unlike others."""
    room = 4 if width >= 28 else 2
    axis = "".join(f"{hour:02d}".ljust(6) for hour in range(0, 24, 6))
    lines = [*ours(shown.title, "bold").wrap(width), ours(f"{'':{room}}{axis.rstrip()}", "$quiet")]
    for name, hours in zip(DAY_NAMES, shown.at_work, strict=True):
        bars = [_hours(many, shown.regions, len([*run])) for many, run in groupby(hours)]
        day = ours(_(name), "$quiet").truncate(room - (room > 2))
        lines.append(Content.assemble(fit(day, room), *bars))
    legend = _("UTC; how many regions work, {all} all, {none} none", all=AT_WORK, none=OFF)
    lines += ours(legend, "$quiet").wrap(width)
    first, *more = shown.together
    lines += [Content(""), *say(first, "bold").wrap(width)]
    lines += [line for text in more for line in _wrapped(text, width, "  ")]
    lines += [line for text in shown.unlike for line in say(text, "$warning").wrap(width)]
    return [*lines, ours(f"← → {_('another week')}", "$quiet")]


def _hours(many: int, regions: int, hours: int) -> Content:
    """Return so many hours in which as many regions work."""
    if not many:
        return ours(OFF * hours, "$rule")
    if many == regions:
        return ours(AT_WORK * hours, "$success")
    return ours((str(many) if many < 10 else "+") * hours, "$accent")


def _clock_line(row: ClockRow, style: str, room: int, now: int) -> Content:
    # The day stands there where it is not UTC's: the name, which has its letter, gives way before it does. A letter of
    # a name is none.
    clock_style = "bold" if row.at_work else "$quiet"
    left_over = max(1, room - cells(row.clock) - 4)
    name = _fitted(row.name if left_over >= _LEAST_NAME or cells(row.name) <= left_over else "", left_over)
    left = Content.assemble(say(row.letter, f"{style} bold"), " ", name, " ", ours(row.clock, clock_style), " ")
    bars = [ours(cell, style if cell == AT_WORK else "$rule") for cell in row.bar]
    bars[now] = ours(row.bar[now], "$accent bold reverse")
    return Content.assemble(left, *bars)


def clause_lines(workshop: Workshop, clause: Clause, width: int) -> list[Content]:
    """Return a clause as it stands: words, scope, owner, date, and its newest vote."""
    state = workshop.state
    plan = state.the_plan
    width = min(width, MEASURE)
    title = Content.assemble(
        ours(f"{_('Clause {number}', number=clause_number(clause.id))} · ", "bold"),
        say(prompt_title(plan, clause.prompt), "bold"),
        ours(f"   {mark_of(state, clause)} {status_of(state, clause)}", "$accent"),
    )  # fmt: skip
    lines = [
        *title.wrap(width),
        *say(meta(plan, clause), "$quiet").wrap(width),
        Content(""),
        *_wrapped(clause.text, width),
        Content(""),
    ]
    lines += [Content(str(part)) for words in standing(state, clause) for part in say(words).wrap(width)]
    for region in plan.regions:
        if region.id in clause.regional:
            head = Content.assemble(
                say(region.letter, f"{region_style(plan, region.id)} bold"),
                " ",
                say(region.name),
            )
            lines += [head, *_wrapped(clause.regional[region.id], width, "  ")]
    if clause.dissent:
        lines += [ours(_("Dissent, in its own words"), "bold")]
        quoted = [_("“{words}”", words=words) for words in clause.dissent]
        lines += [line for words in quoted for line in _wrapped(words, width, "  ")]
    vote = _vote_lines(workshop, clause, width)
    return [*lines, *([Content("")] if vote and lines[-1].plain else []), *vote]


def _vote_lines(workshop: Workshop, clause: Clause, width: int) -> list[Content]:
    state = workshop.state
    vote = state.open_vote(clause.id)
    if vote is not None:
        progress = workshop.progress
        told = {"number": vote.number, "n": progress.votes, "all": progress.expected}
        head = _("Vote {number} is open: {n} of {all} in", **told)
        waiting = still_to_come(state.the_plan, workshop.presence)
        return [
            ours(head, "bold"),
            *([*_wrapped(waiting, width)] if waiting else []),
            *_wrapped(_("Levels stay hidden until the vote is closed, then all are shown at once."), width),
        ]
    result = newest_result(state, clause.id)
    if result is None:
        return [ours(_("No vote yet."), "$quiet")]
    said = outdated(state, clause)
    return [*(ours(said, "$warning").wrap(width) if said else []), *result_lines(state, result, width)]


def result_lines(state: State, result: VoteResult, width: int) -> list[Content]:
    """Return a counted vote: its outcome, its levels as bars, its reasons."""
    rows = levels(result)
    largest = max(row.count for row in rows)
    lines = [
        Content.assemble(
            ours(f"{_('Vote {number}', number=result.number)} · ", "bold"),
            ours(result_words(result), "$success bold" if result.consent else "$warning bold"),
        )
    ]
    for row in rows:
        label = ours(f"{row.level} {row.words}")
        shade = "$warning" if row.level < 3 else "$accent"
        lines.append(Content.assemble(fit(label, 34), "  ", bar(row.count, largest, max(6, width - 36), shade)))
    return lines + _reason_lines(state, result, width)


def _reason_lines(state: State, result: VoteResult, width: int) -> list[Content]:
    given = reasons(state.the_plan, result)
    lines: list[Content] = [Content(""), ours(_("Reasons"), "bold")] if given else []
    for level, words, name in given:
        lines += _wrapped(f"{level}  “{words}”{f' · {name}' if name else ''}", width)
    return lines


@lru_cache(maxsize=1_000)
def _fitted(name: str, width: int, style: str = "") -> Content:
    """Cut a name before it is wrapped in direction marks: a cut mark would reorder what follows."""
    short = Content(clean_line(name)).truncate(width, ellipsis=True)
    return Content.assemble(say(short.plain, style), " " * max(0, width - short.cell_length))


def _wrapped(text: str, width: int, indent: str = "") -> Sequence[Content]:
    room = max(8, width - len(indent))
    return [Content.assemble(indent, part.rstrip()) for part in say(text).wrap(room)]
