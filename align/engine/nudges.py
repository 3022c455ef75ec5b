"""Reminders to those who have not finished: who may get one now. Kept in memory only.

A reminder is a word in a moment, no fact of the workshop: kept in the log it would be a record of who was slow, and
public like every other fact. After a restart of the host nobody misses it.
"""

from __future__ import annotations

from datetime import datetime

from align.domain.state import State
from align.engine.clock import Clock
from align.engine.roll import Roll
from align.errors import Rejected

EVERY = 300.0
"""Seconds between two reminders to one person."""


class Nudges:
    """Knows whom the facilitator has reminded, and when."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last: dict[str, float] = {}

    def take(self, state: State, roll: Roll, participant: str = "") -> frozenset[str]:
        """Return who gets a reminder now: this participant, or everybody who has not finished.

        Raises Rejected (too-late, all-done, too-soon) when that is nobody.
        """
        wall = self._clock.now()
        if state.phase == "sealed" and state.signing_over(wall):
            raise Rejected("too-late", "The time for signing is over, so nobody is reminded. Give more time first.")
        left = {
            person.id
            for person in state.the_plan.participants
            if participant in ("", person.id)
            and not has_finished(
                state, person.id, done=roll.is_done(person.id), voted=person.id in roll.voted, now=wall
            )
        }
        if not left:
            raise Rejected("all-done", "There is nobody to remind: all of them have done what is asked for now.")
        now = self._clock.monotonic()
        reached = frozenset(
            who for who in left if roll.online.get(who, 0) > 0 and now - self._last.get(who, -EVERY) >= EVERY
        )
        if not reached and len(left) == 1:
            raise Rejected(
                "too-soon",
                "Nobody was reminded: the one who has not finished is away, or was reminded less than five minutes "
                "ago. Nothing was sent; try again later.",
            )
        if not reached:
            raise Rejected(
                "too-soon",
                "Nobody was reminded: those who have not finished are away, or were reminded less than five minutes "
                "ago. Nothing was sent; try again later.",
            )
        self._last |= dict.fromkeys(reached, now)
        return reached


def has_finished(state: State, who: str, *, done: bool, voted: bool, now: datetime) -> bool:
    """Whether a participant has done what everybody is asked for at this instant; True where nothing is.

    `done`: they handed in; `voted`: they gave a level in the vote that is open. Neither stands in the log.
    """
    if state.answering:
        return done
    if state.open_votes:
        return voted
    return state.phase != "sealed" or state.signing_over(now) or state.signed(who) is not None
