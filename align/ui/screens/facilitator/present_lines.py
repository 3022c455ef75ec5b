"""The lines of the shared screen, for each thing that it shows: only what `present.presenting` lets through."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content

from align.domain.model import Clause, Plan, Region, clause_number
from align.domain.state import State
from align.engine.workshop import Workshop
from align.language import _
from align.ui.present.clauses import headline, meta, regional_texts
from align.ui.present.desk_clauses import newest_result, outdated, status_of
from align.ui.present.desk_join import join_command, near_words, without_align
from align.ui.present.letters import large
from align.ui.present.presenting import (
    done_words,
    here,
    level_lines,
    milestone_words,
    round_words,
    signed_by_region,
    vote_words,
)
from align.ui.present.signing import turnout
from align.ui.present.times import calendar_day
from align.ui.say import ours, region_badge, say
from align.ui.screens.facilitator.join import code_lines, qr_rows
from align.ui.screens.facilitator.lines import result_lines
from align.ui.widgets.bars import column, fit

_DARK_ON_LIGHT = "#000000 on #ffffff"
_AIRY = 24
"""Rows from which on large letters have an empty line above them."""
_LEAST_BESIDE = 40
"""Cells that the join command needs beside a QR code."""


def joining_lines(workshop: Workshop, width: int, height: int, called: str = "") -> list[Content]:
    """Return how to join, with the QR code beside it where there is room, and who is here by region; for `called` see
    `near_words`."""
    presence, state = workshop.presence, workshop.state
    code = _qr(presence.ticket if presence is not None else "")
    beside = bool(code) and len(code) <= height and len(code[0]) + 3 + _LEAST_BESIDE <= width
    room = width - len(code[0]) - 3 if beside else width
    lines = [*_wrap(milestone_words(state), room, "bold"), Content("")]
    lines += [ours(_("Type this in a terminal, in one line:"), "$quiet"), *_wrap(join_command(presence), room, "bold")]
    near = near_words(presence, called)
    lines += _wrap(near, room, "$warning")
    lines += [Content(""), ours(_("Then this code:"), "$quiet")]
    lettered = code_lines(presence.code if presence is not None else "", room)
    lines += [*([Content("")] if len(lettered) > 1 and height >= _AIRY else []), *_rows_of(lettered)]
    doors = without_align(presence)
    if doors:
        lines += [Content(""), *_wrap(_("Without align on your computer, with the same code:"), room, "$quiet")]
        lines += _wrap(doors, room)
    lines += [Content(""), *_here(workshop, room)]
    if not beside:
        # A ticket that leads to this computer alone is no use to a telephone; the room is for who is here.
        offered = bool(code) and not near
        return [*lines, Content(""), ours(_("q shows the ticket as a QR code."), "$quiet")] if offered else lines
    rows = max(len(lines), len(code))
    left = [fit(lines[n] if n < len(lines) else Content(""), room) for n in range(rows)]
    right = [ours(code[n], _DARK_ON_LIGHT) if n < len(code) else Content("") for n in range(rows)]
    return [Content.assemble(one, "   ", other) for one, other in zip(left, right, strict=True)]


def answering_lines(workshop: Workshop, width: int, left: str) -> list[Content]:
    """Return how far the team is while it answers, in numbers only; `left` is the timer, such as "11:20"."""
    state, progress, presence = workshop.state, workshop.progress, workshop.presence
    lines = _large(f"{progress.done}/{progress.expected}", width, "$accent bold")
    lines += [*_wrap(done_words(progress), width, "bold"), Content("")]
    if left:
        lines += [*_large(left, width, "bold"), Content("")]
    for words in round_words(state):
        lines += _wrap(words, width)
    lines += [Content(""), *_here(workshop, width)]
    command = join_command(presence)
    if command and presence is not None and progress.online < progress.expected:
        lines += [Content(""), *_wrap(_("Not in yet? Code and command:"), width, "$quiet")]
        lines += [*_wrap(presence.code, width, "bold"), *_wrap(command, width)]
    return lines


def clause_lines(workshop: Workshop, clause: Clause, width: int) -> list[Content]:
    """Return a clause in full; a vote in numbers while it is open, and its levels once they are counted."""
    state = workshop.state
    plan = state.the_plan
    lines = [
        Content.assemble(
            say(headline(state, clause), "$accent bold"), ours(f"   {status_of(state, clause)}", "$quiet")
        ),
        Content(""),
        *_wrap(clause.text, width, "bold"),
        Content(""),
        *_wrap(meta(plan, clause), width, "$quiet"),
    ]
    lines += _beside(plan, clause, width)
    lines.append(Content(""))
    if state.open_vote(clause.id) is not None:
        return [*lines, *_wrap(vote_words(workshop.progress), width, "bold"), Content(""), *map(ours, level_lines())]
    result = newest_result(state, clause.id)
    if result is None:
        return lines
    said = outdated(state, clause)
    return [*lines, *(_wrap(said, width, "$warning") if said else []), *result_lines(state, result, width)]


def _beside(plan: Plan, clause: Clause, width: int) -> list[Content]:
    """Return what belongs to a clause's words: a text a region, and dissent."""
    lines: list[Content] = []
    for region, text in regional_texts(plan, clause):
        head = Content.assemble(region_badge(plan, region), " ", say(plan.region(region).name, "bold"))
        lines += [Content(""), head, *_wrap(text, width)]
    for words in clause.dissent:
        lines += [Content(""), ours(_("Dissent, in its own words"), "bold"), *_wrap(_("“{words}”", words=words), width)]
    return lines


def charter_lines(state: State, now: datetime, width: int) -> list[Content]:
    """Return the sealed clauses with what belongs to their words, and how many signed; no names."""
    sealed_on = calendar_day(state.sealed_on)
    lines = [ours(_("Charter version {version}, sealed on {day}", version=state.version, day=sealed_on), "bold")]
    lines += [ours(turnout(state, now), "$accent bold"), *_by_region(state, signed_by_region(state), width)]
    for clause in state.clauses.values():
        title = say(state.the_plan.prompt(clause.prompt).title, "bold")
        number = ours(f"{clause_number(clause.id)}  ", "$accent bold")
        lines += [Content(""), Content.assemble(number, title, ours(f"   {status_of(state, clause)}", "$quiet"))]
        lines += [*_wrap(clause.text, width), *_beside(state.the_plan, clause, width)]
    return lines


def _here(workshop: Workshop, width: int) -> list[Content]:
    plan = workshop.state.the_plan
    rows = here(workshop.state, workshop.presence)
    told = [(plan.region(row.id), _("{n} of {all} here", n=row.here, all=row.people)) for row in rows]
    return _by_region(workshop.state, told, width)


def _by_region(state: State, rows: Sequence[tuple[Region, str]], width: int) -> list[Content]:
    """Return a line a region: its letter, its name, and what is said of it, which is never cut."""
    beside = max((ours(told).cell_length for _region, told in rows), default=0) + 5
    longest = column((say(region.name) for region, _told in rows), max(8, width - beside))
    return [
        Content.assemble(
            region_badge(state.the_plan, region.id), " ", fit(say(region.name), longest), ours(f"  {told}")
        )
        for region, told in rows
    ]


def _large(text: str, width: int, style: str) -> list[Content]:
    rows = large(text)
    return [ours(row, style) for row in rows] if len(rows[0]) <= width else [ours(text, style)]


def _wrap(text: str, width: int, style: str = "") -> list[Content]:
    return [part.rstrip() for part in say(text, style).wrap(max(8, width))]


def _rows_of(content: Content) -> Sequence[Content]:
    return content.split("\n", allow_blank=True)


def _qr(ticket: str) -> tuple[str, ...]:
    return qr_rows(ticket) if ticket else ()
