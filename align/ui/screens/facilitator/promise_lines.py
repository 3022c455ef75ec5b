"""A checked promise as styled lines: verdict, waits, the week in the regions' letters and colours, a way out."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from align.analysis.cover import Strip
from align.analysis.keeping import HolderWeek, PromiseCheck
from align.analysis.keeping.people import week_hours
from align.charter.plan_check import PlanCheck
from align.charter.promise_text import UPPER_BOUND, chain_lines, verdict_lines, way_out_lines
from align.charter.promise_words import contradiction_words
from align.charter.week_text import FULL, MOST_STRIPS, SOME
from align.charter.wording import padded
from align.domain.hours import DAY_NAMES, weekly_text
from align.domain.model import Plan
from align.language import _
from align.ui.present.counts import count
from align.ui.say import ours, region_style, say
from align.ui.screens.shared.layout import hanging, headed

_VERDICTS = {"can be kept": "$success", "cannot be kept": "$error", "cannot be checked": "$quiet"}
_DAY = 5
_HOURS = "".join(f"{hour:02d}".ljust(6) for hour in range(0, 24, 6))
Cells = Sequence[Sequence[Content]]
"""Seven days of 24 hours, a cell each."""


def check_lines(plan: Plan, check: PromiseCheck, number: int, width: int) -> list[Content]:
    """Return all that is known of one promise in lines of at most `width` cells."""
    first, verdict, *more = verdict_lines(plan, check, number)
    lines = list(say(first, "bold").wrap(width))
    lines += say(verdict, f"{_VERDICTS[check.verdict]} bold").wrap(width)
    lines += _texts(more, width)
    lines += _week(plan, check, width)
    lines += _texts(way_out_lines(plan, check), width)
    return [*lines, *ours(_(UPPER_BOUND), "$quiet").wrap(width)]


def chains_and_contradictions(found: PlanCheck, width: int, only: int | None = None) -> list[Content]:
    """Return the escalation chains, or one of them, and what contradicts itself in the plan."""
    lines: list[Content] = []
    for chain in found.chains if only is None else found.chains[only : only + 1]:
        title, *more = chain_lines(chain)
        lines += [*headed(title), *_texts(more, width)]
    if found.contradictions:
        lines += [
            *headed(_("What contradicts itself")),
            *_texts([f"   {contradiction_words(one)}" for one in found.contradictions], width),
        ]
    return lines


def _texts(lines: Sequence[str], width: int) -> list[Content]:
    """Return indented lines, each wrapped below its own beginning."""
    found: list[Content] = []
    for line in lines:
        indent = min(len(line) - len(line.lstrip(" ")), 8)
        found += hanging(Content(" " * indent), say(line.strip(" ")), width)
    return found


# ---- the week ------------------------------------------------------------------------------------------------------


def _week(plan: Plan, check: PromiseCheck, width: int) -> list[Content]:
    if not check.people:
        return []
    lines = headed(_("At work in the week, UTC"))
    lines += _rows([_together(plan, check.people)], width)
    lines += hanging(Content(""), Content("   ").join([_name(plan, one) for one in check.people[:MOST_STRIPS]]), width)
    legend = _("Small: part of the hour or of the year. +: several. ·: nobody.")
    lines += ours(legend, "$quiet").wrap(width)
    if check.never:
        never = _("Never covered, UTC: {hours}", hours=weekly_text(week_hours(check.never)))
        lines += say(never, "$warning").wrap(width)
    if len(check.people) > MOST_STRIPS:
        owners = count(len(check.people), "owner")
        turns = _("{owners} take turns; align check --json has each week.", owners=owners)
        return [*lines, ours(turns, "$quiet")]
    for one in check.people:
        clocks = say(_("UTC, then {zone}", zone=one.local.tz), "$quiet")
        lines += [Content(""), Content.assemble(_name(plan, one), "  ", clocks)]
        style = _style(plan, one)
        lines += _rows([_cells(one.utc.strip, one.letter, style), _cells(one.local.strip, one.letter, style)], width)
    return lines


def _rows(strips: Sequence[Cells], width: int) -> list[Content]:
    """Strips beside each other where there is room for them, else below each other."""
    beside = max(1, (width - _DAY) // 27)
    lines: list[Content] = []
    for first in range(0, len(strips), beside):
        shown = strips[first : first + beside]
        lines.append(Content.assemble(" " * _DAY, ours("   ".join(_HOURS for _ in shown).rstrip(), "$quiet")))
        for day, name in enumerate(map(_, DAY_NAMES)):
            cells = [part for strip in shown for part in (*strip[day], Content("   "))]
            lines.append(Content.assemble(ours(padded(name, _DAY), "$quiet"), *cells[:-1]))
    return lines


def _cells(strip: Strip, letter: str, style: str) -> Cells:
    return [[_cell(share, letter, style) for share in day] for day in strip]


def _cell(share: float | None, letter: str, style: str) -> Content:
    if share is None or share < SOME:
        return ours("·", "$rule")
    return say(letter.upper(), f"{style} bold") if share >= FULL else say(letter.lower(), style)


def _together(plan: Plan, people: Sequence[HolderWeek]) -> Cells:
    days = []
    for day in range(7):
        row = []
        for hour in range(24):
            shares = [(one.utc.strip[day][hour] or 0.0, one) for one in people]
            if sum(share >= FULL for share, _ in shares) > 1:
                row.append(ours("+", "$foreground bold"))
            else:
                share, one = max(shares, key=lambda found: found[0])
                row.append(_cell(share, one.letter, _style(plan, one)))
        days.append(row)
    return days


def _style(plan: Plan, one: HolderWeek) -> str:
    """The colour of the region whose letter it is."""
    return region_style(plan, next((region.id for region in plan.regions if region.letter == one.letter), ""))


def _name(plan: Plan, one: HolderWeek) -> Content:
    return Content.assemble(say(one.letter.upper(), f"{_style(plan, one)} bold"), " ", say(one.name))
