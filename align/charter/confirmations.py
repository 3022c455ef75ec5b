"""What a region's people say about its calendar: confirmed by whom, not confirmed yet, or what is wrong with it."""

from __future__ import annotations

from align.charter.wording import day, listed, one_line
from align.domain.events import CalendarConfirmed
from align.domain.state import State
from align.language import _, mark

NOT_YET = mark("not confirmed yet")
MOST_NAMES = 3


def calendar_said(state: State, region: str) -> list[str]:
    """Return a region's standing, a sentence's end each: what is said to be wrong first, then who confirmed.

    "confirmed by A. Rao on 12 March 2027", or "not confirmed yet" where nobody said anything.
    """
    said = [one for one in state.confirmed.values() if one.region == region]
    wrong = [
        _("said to be wrong by {who}: {words}", who=_who(state, one), words=one_line(one.text))
        for one in said
        if not one.ok
    ]
    names = [_who(state, one) for one in said if one.ok]
    more = len(names) - MOST_NAMES
    shown = [*names[:MOST_NAMES], _("{n} more", n=more)] if more > 0 else names
    return [*wrong, *([_("confirmed by {people}", people=listed(shown))] if shown else [])] or [_(NOT_YET)]


def is_confirmed(state: State, region: str) -> bool:
    """Whether somebody confirmed a region's calendar and nobody says that it is wrong."""
    said = [one.ok for one in state.confirmed.values() if one.region == region]
    return bool(said) and all(said)


def _who(state: State, said: CalendarConfirmed) -> str:
    name = one_line(state.the_plan.participant(said.participant).name)
    return _("{name} on {day}", name=name, day=day(said.on))
