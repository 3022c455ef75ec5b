"""A prompt's answers as charts of characters: bars, dots on a scale, durations on a strip, an order, cards in places.

Every chart has its numbers beside it, every group its letter beside its colour; no line is wider than `width`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content

from align.analysis.reveal import PartFigures, PromptFigures
from align.charter.wording import number
from align.domain.events import PromptRevealed
from align.domain.model import Plan
from align.domain.prompts import Prompt
from align.engine.workshop import Mine
from align.language import _
from align.ui.present import charts
from align.ui.present import reveal as present
from align.ui.present.charts import Strip
from align.ui.present.pieces import pieces
from align.ui.present.reveal import Column, Table
from align.ui.say import ours, region_badge, region_style, say
from align.ui.screens.shared.layout import group_label, hanging, in_rows
from align.ui.widgets.bars import bar, fit

MINE = "●"
MY_PLACE = "▼"
DOT = "●"
_NARROWEST_COLUMN = 10
"""Cells that a group's bars need at least; groups that do not fit beside each other go below."""
_WIDEST_COLUMN = 32
_NARROWEST_LABEL = 14
_RANK_CELLS = 4
Head = tuple[Content, Content]
"""The mark of a row and its label."""
Cell = Callable[[int, int, int], Content]
"""Row, column and width in cells → what stands there."""


def chart_lines(
    plan: Plan, prompt: Prompt, revealed: PromptRevealed, mine: Mine, figures: PromptFigures | None, width: int
) -> list[Content]:
    """Return the charts of a closed prompt, those of its parts one after the other; nothing for texts."""
    lines: list[Content] = []
    for piece in pieces(prompt, revealed, mine):
        if piece.title:
            lines += [*([Content("")] if lines else []), *say(piece.title, "bold").wrap(width)]
        lines += _chart(plan, piece.prompt, piece.revealed, piece.mine, figures, width)
    return lines


def _chart(
    plan: Plan, prompt: Prompt, revealed: PromptRevealed, mine: Mine, figures: PromptFigures | None, width: int
) -> list[Content]:
    if prompt.type == "duration":
        return [line for strip in charts.strips(plan, prompt, revealed, mine) for line in _strip(plan, strip, width)]
    tables = present.tables(plan, prompt, revealed, mine)
    if prompt.type == "sort":
        together = _cards(plan, prompt, revealed, mine, width)
        return together or _matrices(plan, prompt, revealed, tables, mine, width)
    part = figures.parts[0] if figures is not None and figures.parts else None
    lines: list[Content] = []
    for table in tables:
        if prompt.type == "scale":
            lines += _dots(plan, prompt, table, width) or _bars(plan, table, width)
        elif prompt.type == "rank" and part is not None and part.centre:
            lines += _order(plan, prompt, table, part, width) + _splits(prompt, revealed, width)
        else:
            lines += _bars(plan, table, width)
    return lines


# ---- rows of options, columns of groups ----------------------------------------------------------------------------


def _grid(plan: Plan, columns: Sequence[Column], heads: Sequence[Head], cell: Cell, width: int) -> list[Content]:
    """Return rows under columns; groups that do not fit beside each other stand in several tables."""
    longest = _longest(heads, max(12, width * 2 // 5))
    room = width - longest
    tables = -(-len(columns) // max(1, room // (_NARROWEST_COLUMN + 2)))
    beside = max(1, -(-len(columns) // max(1, tables)))
    # As wide in each table, so that bars of the same length mean the same number.
    each = max(4, min(_WIDEST_COLUMN, room // beside - 2))
    lines: list[Content] = []
    for first in range(0, len(columns), beside):
        shown = range(first, min(first + beside, len(columns)))
        names = [fit(group_label(plan, columns[n]), each) for n in shown]
        lines += [Content("")] if first else []
        lines.append(Content.assemble(" " * longest, *(part for name in names for part in ("  ", name))))
        for row, head in enumerate(heads):
            cells = [part for n in shown for part in ("  ", fit(cell(row, n, each), each))]
            lines += _beside(head, cells, longest)
    return lines


def _beside(head: Head, cells: Sequence[Content | str], longest: int) -> list[Content]:
    """Return a label with its cells; one that is too long goes on below, so that no word of it is lost."""
    first, *rest = hanging(*head, longest)
    return [Content.assemble(fit(first, longest), *cells), *rest]


def _longest(heads: Sequence[Head], most: int) -> int:
    return min(max((mark.cell_length + label.cell_length for mark, label in heads), default=8), most)


def _heads(table: Table) -> list[Head]:
    """Labels of the rows; the ones of my own answer are marked."""
    return [
        (ours(f"{MINE} " if row in table.mine else "  ", "$accent"), say(label.replace("\n", " ")))
        for row, label in enumerate(table.labels)
    ]


def _bars(plan: Plan, table: Table, width: int) -> list[Content]:
    largest = max((many for row in table.numbers for many in row), default=1)

    def cell(row: int, column: int, each: int) -> Content:
        return bar(table.numbers[row][column], largest, each, region_style(plan, table.columns[column].id))

    return [*_grid(plan, table.columns, _heads(table), cell, width), *_legend(table.about, table.mine, width)]


def _order(plan: Plan, prompt: Prompt, table: Table, part: PartFigures, width: int) -> list[Content]:
    """Items in the order of their median ranks: each group's median rank, and how many put the item among the first."""
    ranks = [part.centre.get(option.id, 0.0) for option in prompt.options]
    rows = sorted(range(len(ranks)), key=lambda row: (ranks[row], row))
    centres = {group.id: group.centre or {} for group in part.groups}
    heads, labels = _heads(table), [ours(f"{number(rank):<{_RANK_CELLS}}", "$quiet") for rank in ranks]
    largest = max((many for row in table.numbers for many in row), default=1)

    def cell(row: int, column: int, each: int) -> Content:
        group = table.columns[column].id
        rank = centres.get(group, {}).get(prompt.options[rows[row]].id)
        words = ours(f"{number(rank) if rank is not None else '':<{_RANK_CELLS}}", "bold")
        if not prompt.top:
            return words
        counted = bar(table.numbers[rows[row]][column], largest, each - _RANK_CELLS, region_style(plan, group))
        return Content.assemble(words, counted)

    shown = any(centres.values())
    about = _("The middle rank of all, then each group's.") if shown else _("The middle rank of all.")
    if prompt.top and shown:
        about = _("The middle rank of all, then each group's with how many put it among their first {n}.", n=prompt.top)
    ordered = [(Content.assemble(labels[row], heads[row][0]), heads[row][1]) for row in rows]
    return [*_grid(plan, table.columns, ordered, cell, width), *_legend(about, table.mine, width)]


def _splits(prompt: Prompt, revealed: PromptRevealed, width: int) -> list[Content]:
    found = charts.splits(prompt, revealed)
    if not found:
        return []
    lines = [Content(""), ours(_("Pairs that split the team"), "bold")]
    for pair in found:
        text = _(
            "“{one}” before “{other}”: {one_first}; the other way round: {other_first}",
            one=pair.one,
            other=pair.other,
            one_first=pair.one_first,
            other_first=pair.other_first,
        )
        lines += hanging(ours("– "), say(text), width)
    return lines


def _legend(about: str, mine: object, width: int, mark: str = MINE) -> list[Content]:
    parts = [*([about] if about else []), *([_("{mark} is your own answer.", mark=mark)] if mine else [])]
    return ours(" ".join(parts), "$quiet").wrap(width) if parts else []


# ---- scales and durations ------------------------------------------------------------------------------------------


def _dots(plan: Plan, prompt: Prompt, table: Table, width: int) -> list[Content]:
    """A row a group, a column a point, a dot a person; nothing where the points do not fit beside each other."""
    names = [group_label(plan, column) for column in table.columns]
    longest = min(max(name.cell_length for name in names), max(10, width // 3))
    each = min(9, (width - longest - 1) // len(prompt.points))
    if each < 3:
        return []
    mine = [fit(ours(MY_PLACE if row in table.mine else "", "$accent bold"), each) for row in range(len(table.labels))]
    lines = [Content.assemble(" " * (longest + 1), *mine)] if table.mine else []
    axis = [fit(ours(str(point.value), "$quiet"), each) for point in prompt.points]
    lines.append(Content.assemble(" " * (longest + 1), *axis))
    for column, name in enumerate(names):
        style = f"{region_style(plan, table.columns[column].id)} bold"
        cells = [fit(_people(row[column], each - 1, style), each) for row in table.numbers]
        lines.append(Content.assemble(fit(name, longest + 1), *cells))
    named = "   ".join(f"{point.value} {point.label}" for point in prompt.points if point.label)
    return [*lines, *say(named, "$quiet").wrap(width), *_legend("", table.mine, width, MY_PLACE)]


def _people(many: int, room: int, style: str) -> Content:
    """Return a dot a person, or one dot and the number where there is no room for all."""
    if not many:
        return ours("·", "$quiet")
    return ours(DOT * many if many <= room else f"{DOT}{many}", style)


def _strip(plan: Plan, strip: Strip, width: int) -> list[Content]:
    """One clock: a labelled axis, a row a group with a dot where somebody stands, and what was said in its units."""
    named = [n for n, row in enumerate(strip.rows) if row]
    names = {n: group_label(plan, strip.columns[n]) for n in named}
    longest = min(max(name.cell_length for name in names.values()), max(10, width // 3)) + 1
    cells = width - longest
    lines = [ours(_(charts.CLOCK_WORDS[strip.clock]), "bold")]
    if strip.mine is not None:
        place = strip.place(strip.mine, cells)
        lines.append(Content.assemble(" " * (longest + place), ours(MY_PLACE, "$accent bold")))
    lines.append(Content.assemble(" " * longest, ours(_axis(strip, cells), "$quiet")))
    marks = {strip.place(minutes, cells) for minutes, _ in strip.ticks}
    for n in named:
        style = f"{region_style(plan, strip.columns[n].id)} bold"
        there: dict[int, int] = {}
        for minutes, many in strip.rows[n]:
            there[strip.place(minutes, cells)] = there.get(strip.place(minutes, cells), 0) + many
        row = [
            ours(DOT if there[x] == 1 else str(there[x]) if there[x] < 10 else "+", style)
            if x in there
            else ours("┊" if x in marks else "·", "$rule")
            for x in range(cells)
        ]
        lines.append(Content.assemble(fit(names[n], longest), *row))
    for n in named:
        lines += hanging(Content.assemble(region_badge(plan, strip.columns[n].id), "  "), say(strip.said[n]), width)
    about = _("{dot} is one person, a figure several; each doubling takes the same room.", dot=DOT)
    return [*lines, *_legend(about, strip.mine is not None, width, MY_PLACE)]


def _axis(strip: Strip, cells: int) -> str:
    """The labels of the ticks, each at its place; one that would touch the one before is left out."""
    line = ""
    for minutes, label in strip.ticks:
        place = min(strip.place(minutes, cells), cells - len(label))
        if not line or place > len(line):
            line = f"{line:<{place}}{label}"
    return line


# ---- cards ---------------------------------------------------------------------------------------------------------


def _cards(plan: Plan, prompt: Prompt, revealed: PromptRevealed, mine: Mine, width: int) -> list[Content]:
    """Cards × places, in each place the letters of the groups with how many; nothing where that does not fit."""
    rows, own = charts.in_places(prompt, revealed), present.my_places(prompt, mine)
    if any(group.answers and not _letter(plan, group.id) for group in revealed.groups):
        return []
    marks = [
        [
            Content.assemble(
                ours((MINE if own.get(card.id) == bucket.id else " ") if own else "", "$accent"),
                Content(" ").join(Content.assemble(region_badge(plan, group), ours(str(many))) for group, many in cell),
            )
            for bucket, cell in zip(prompt.buckets, row, strict=True)
        ]
        for card, row in zip(prompt.options, rows, strict=True)
    ]
    apart = [charts.led_apart(row) for row in rows]
    labels: list[Head] = [
        (ours("≠ " if differs else "  ", "$warning bold"), say(card.label))
        for card, differs in zip(prompt.options, apart, strict=True)
    ]
    places = [say(bucket.label, "$quiet") for bucket in prompt.buckets]
    longest = _longest(labels, max(_NARROWEST_LABEL, width * 2 // 5))
    needed = max(6, *(mark.cell_length for row in marks for mark in row))
    words = max(say(word).cell_length for bucket in prompt.buckets for word in bucket.label.split()) + bool(own)
    # The cards' labels give way before a word of the places does.
    rooms = [min(longest, width - len(places) * (least + 1)) for least in (max(needed, words), needed)]
    room = next((room for room in rooms if room >= min(longest, _NARROWEST_LABEL)), 0)
    if not room:
        return []
    each = min(20, (width - room) // len(places) - 1)
    lines = _headings(places, each, room, " " * bool(own))
    for label, row in zip(labels, marks, strict=True):
        lines += _beside(label, [part for mark in row for part in (" ", fit(mark, each))], room)
    names = Content("   ").join([group_label(plan, column) for column in present.columns(plan, revealed)])
    about = _("≠ marks cards that groups put mostly in different places.") if any(apart) else ""
    return [*lines, *names.wrap(width), *_legend(about, own, width)]


def _headings(places: Sequence[Content], each: int, left: int, before: str) -> list[Content]:
    """Return the names of places over columns of `each` cells, on as many lines as they take, the last one full.

    No word goes on in the next line: one that is wider than its column ends in "…".
    """
    room = each - len(before)
    wrapped = [
        Content(" ").join(word.truncate(room, ellipsis=True) for word in place.split(" ")).wrap(room)
        for place in places
    ]
    height = max(map(len, wrapped))
    stacked = [[Content("")] * (height - len(lines)) + lines for lines in wrapped]
    return [
        Content.assemble(" " * left, *(part for line in row for part in (f" {before}", fit(line, room))))
        for row in zip(*stacked, strict=True)
    ]


def _letter(plan: Plan, group: str) -> str:
    return next((region.letter for region in plan.regions if region.id == group), "")


def _matrices(
    plan: Plan, prompt: Prompt, revealed: PromptRevealed, tables: Sequence[Table], mine: Mine, width: int
) -> list[Content]:
    """One matrix a group; where places have to be cut they are numbered, the whole words below."""
    places, columns = tables[0].columns, present.columns(plan, revealed)
    labels = [say(label) for label in tables[0].labels]
    longest = min(max((label.cell_length for label in labels), default=8), max(12, width // 2))
    each = min(18, max(4, (width - longest) // len(places) - 1))
    words = [Content.assemble(ours(f"{place.letter} ", "$quiet"), say(place.name, "$quiet")) for place in places]
    cut = any(word.cell_length > each for word in words)
    heads = [ours(f" {place.letter}", "$quiet") for place in places] if cut else words
    legend = _whole(words, width) if cut else []
    lines: list[Content] = []
    for table, column in zip(tables, columns, strict=True):
        lines += _matrix(plan, prompt, table, mine, (group_label(plan, column), *heads), longest, each)
        lines += [*legend, Content("")]
    return lines


def _whole(words: Sequence[Content], width: int) -> list[Content]:
    """Return words beside each other, or below each other where one of them takes more than a line."""
    if all(word.cell_length <= width for word in words):
        return in_rows(words, width)
    return [line for word in words for line in word.wrap(width)]


def _matrix(
    plan: Plan, prompt: Prompt, table: Table, mine: Mine, heads: Sequence[Content], longest: int, each: int
) -> list[Content]:
    """Cards × places for one group, whose name is the first of `heads`; the place of my own answer is marked."""
    own = present.my_places(prompt, mine)
    style = region_style(plan, table.about)
    name, *places = heads
    beside = name.cell_length <= longest
    first = fit(name, longest) if beside else Content(" " * longest)
    lines = [] if beside else list(name.wrap(longest + len(places) * (each + 1)))
    lines.append(Content.assemble(first, *(part for place in places for part in (" ", fit(place, each)))))
    largest = max((many for row in table.numbers for many in row), default=1)
    for row, label in enumerate(table.labels):
        cells = []
        for many, place in zip(table.numbers[row], table.columns, strict=True):
            is_mine = own.get(prompt.options[row].id) == place.id
            cell = Content.assemble(ours(MINE if is_mine else " ", "$accent"), bar(many, largest, each - 2, style))
            cells.append(fit(cell, each))
        lines.append(Content.assemble(fit(say(label), longest), *(part for cell in cells for part in (" ", cell))))
    return lines
