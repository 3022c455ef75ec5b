"""The home screen's list as options: workshops in columns, then actions with their keys; headings are no options."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets.option_list import Option

from align.engine.shelf import Shelved
from align.language import _
from align.packs.catalogue import Found
from align.ui.present.home import ACTIONS, NO_WORKSHOP_YET, Action, WorkshopRow, pack_row, workshop_row
from align.ui.say import ours, say
from align.ui.widgets.bars import fit
from align.ui.widgets.menu import INDENT

LONGEST_NAME = 20
_GAP = 2
_SHORTEST_TITLE = 8
_ROOMY = 84
"""Columns from which people and date stand in the list; below, the line under it tells them."""


def shelf_options(shelved: Sequence[Shelved] | None, width: int, packs: Sequence[Found] = ()) -> list[Option]:
    """Return the whole list for `width` cells; `shelved` is None while the folder is being looked into."""
    options = [_heading(_("WORKSHOPS"))]
    if shelved:
        rows = [workshop_row(one) for one in shelved]
        names = min(LONGEST_NAME, max(say(row.name).cell_length for row in rows))
        rooms = _rooms(rows, names, width)
        options += [Option(_workshop(row, names, width, rooms), id=workshop_id(row.name)) for row in rows]
    else:
        words = _(NO_WORKSHOP_YET) if shelved is not None else _("Looking …")
        options.append(Option(Content.assemble(INDENT, say(words, "$quiet")), disabled=True))
    options += [Option("", disabled=True), _heading(_("BEGIN"))]
    label = _label_cells() if abouts_fit(width) else 0
    options += [Option(_action(action, label), id=action_id(action)) for action in ACTIONS]
    if packs:
        options += [Option("", disabled=True), _heading(_("YOUR OWN PACKS"))]
        options += [Option(_pack(found, width), disabled=True) for found in packs]
    return options


def abouts_fit(width: int) -> bool:
    """Whether beside each thing to begin with there is room for what it is."""
    longest = max(ours(_(action.about)).cell_length for action in ACTIONS)
    return len(INDENT) + 3 + _label_cells() + longest <= width


def workshop_id(name: str) -> str:
    """Return the option id of a workshop."""
    return f"workshop:{name}"


def action_id(action: Action) -> str:
    """Return the option id of an action."""
    return f"action:{action.id}"


def _heading(words: str) -> Option:
    return Option(ours(words, "$accent bold"), disabled=True)


def _rooms(rows: Sequence[WorkshopRow], names: int, width: int) -> tuple[int, ...]:
    """Return the cells of where they stand, people and day: what their words take, as far as titles leave room."""
    read = [row for row in rows if not row.problem]
    columns: list[list[str]] = [[row.standing for row in read]]
    if width >= _ROOMY:
        columns += [[row.people for row in read], [row.day for row in read]]
    wanted = [max((ours(words).cell_length for words in column), default=0) for column in columns]
    left = width - len(INDENT) - 2 - names - _GAP - _SHORTEST_TITLE - _GAP * len(wanted)
    # Where even so there is too little, the longest of them, where it stands, gives way.
    return (max(8, min(wanted[0], left - sum(wanted[1:]))), *wanted[1:])


def _workshop(row: WorkshopRow, names: int, width: int, rooms: Sequence[int]) -> Content:
    mark = fit(ours(row.mark, "$warning bold" if row.problem else "$success bold"), 2)
    name = fit(say(row.name, "bold"), names)
    room = width - len(INDENT) - 2 - names - _GAP
    if row.problem:
        return Content.assemble(
            INDENT,
            mark,
            name,
            " " * _GAP,
            fit(say(_("cannot be read: {problem}", problem=row.problem), "$warning"), room),
        )
    words = (row.standing, row.people, row.day)
    columns = [fit(ours(word, "$quiet"), cells) for word, cells in zip(words, rooms, strict=False)]
    title = fit(say(row.title), max(_SHORTEST_TITLE, room - sum(part.cell_length + _GAP for part in columns)))
    return Content.assemble(INDENT, mark, name, " " * _GAP, Content(" " * _GAP).join([title, *columns]))


def _pack(found: Found, width: int) -> Content:
    name, words = pack_row(found)
    mark = ours("" if found.pack is not None else "!", "$warning bold")
    shade = "$quiet" if found.pack is not None else "$warning"
    line = Content.assemble(INDENT, fit(mark, 2), say(name, "bold"), " " * _GAP, say(words, shade))
    return line.truncate(width, ellipsis=True)


def _label_cells() -> int:
    return max(ours(_(action.label)).cell_length for action in ACTIONS) + _GAP


def _action(action: Action, label: int) -> Content:
    """Return what can be begun, and in words what it is where `label`, the cells of its name, is not 0."""
    head = Content.assemble(INDENT, ours(action.key, "$accent bold"), "  ")
    if not label:
        return head + ours(_(action.label))
    return Content.assemble(head, fit(ours(_(action.label)), label), ours(_(action.about), "$quiet"))
