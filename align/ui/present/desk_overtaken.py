"""What a desk says whose move another one has made a moment before: news, for nothing went wrong. No Textual here."""

from __future__ import annotations

from collections.abc import Callable

from align.domain.model import Clause, Phase, clause_number
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
_PARTS = {
    "text": mark("its words"), "scope": mark("whom it holds for"), "owner": mark("its owner"),
    "review_on": mark("its review date"), "status": mark("how it ends"), "regional": mark("its texts by region"),
    "dissent": mark("its dissent"),
}  # fmt: skip
COUNTED = mark("Another desk has counted this vote already.")


def overtaken(was: Phase, now: Phase) -> str:
    """Return what another desk has done, for a move that was asked for in phase `was`; empty in the same phase."""
    return "" if was == now else _(_MOVED.get((was, now), _FARTHER))


def clause_news(workshop: Workshop, seen: Clause) -> Callable[[], str]:
    """Return what tells, at any later time, what another desk made of a clause since it was seen; empty: nothing."""

    def news() -> str:
        number, now = clause_number(seen.id), workshop.state.clauses.get(seen.id)
        if now is None:
            return _("Another desk has dropped clause {number} already.", number=number)
        if now == seen:
            return ""
        parts = _(", ").join(_(words) for name, words in _PARTS.items() if getattr(now, name) != getattr(seen, name))
        said = _("Another desk has changed clause {number} meanwhile: {parts}.", number=number, parts=parts)
        return f"{said} {_('Look at it before you go on; nothing was done.')}"

    return news


def news_of(workshop: Workshop) -> Callable[[], str]:
    """Return what tells, at any later time, what another desk has done since now; empty: nothing."""
    was = workshop.state.phase
    return lambda: overtaken(was, workshop.state.phase)
