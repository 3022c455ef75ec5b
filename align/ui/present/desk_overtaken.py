"""What a desk says whose move another one has made a moment before: news, for nothing went wrong. No Textual here."""

from __future__ import annotations

from collections.abc import Callable

from align.domain.model import Phase
from align.engine.workshop import Workshop
from align.language import _, mark

_MOVED: dict[tuple[Phase, Phase], str] = {
    ("setup", "assume"): mark("Another desk has opened the round already."),
    ("assume", "setup"): mark("Another desk has taken the opening of the round back already."),
    ("assume", "reveal"): mark("Another desk has closed the round already; everybody looks at the answers now."),
    ("reveal", "assume"): mark("Another desk has opened the round again already."),
    ("reveal", "agree"): mark("Another desk has led everybody on to the clauses already."),
    ("agree", "reveal"): mark("Another desk has brought everybody back to the answers already."),
    ("agree", "sealed"): mark("Another desk has sealed the charter already."),
    ("sealed", "agree"): mark("Another desk has begun the amendment already."),
    ("sealed", "pulse"): mark("Another desk has opened a pulse already."),
    ("pulse", "sealed"): mark("Another desk has ended the pulse already."),
}
_FARTHER = mark("Another desk has led on meanwhile. Look where everybody is before you go on.")
COUNTED = mark("Another desk has counted this vote already.")


def overtaken(was: Phase, now: Phase) -> str:
    """Return what another desk has done, for a move that was asked for in phase `was`; empty in the same phase."""
    return "" if was == now else _(_MOVED.get((was, now), _FARTHER))


def news_of(workshop: Workshop) -> Callable[[], str]:
    """Return what tells, at any later time, what another desk has done since now; empty: nothing."""
    was = workshop.state.phase
    return lambda: overtaken(was, workshop.state.phase)
