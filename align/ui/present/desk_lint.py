"""What the seal screen says about weak clauses: how many, and the first few. It knows no Textual."""

from __future__ import annotations

from collections.abc import Sequence

from align.charter.lint import Weak, weak_line
from align.language import _, plural
from align.ui.present.counts import count

FIRST = 2


def weak_words(found: Sequence[Weak]) -> tuple[str, tuple[str, ...]]:
    """Return a sentence that counts what is weak, and a line each for the first findings and for how many more there
    are; empty when nothing is weak."""
    if not found:
        return "", ()
    said = _("{things}; l says where and how to mend it.", things=weak_counted(found))
    more = [_("and {n} more", n=len(found) - FIRST)] if len(found) > FIRST else []
    return said, (*(weak_line(one) for one in found[:FIRST]), *more)


def weak_counted(found: Sequence[Weak]) -> str:
    """Return how many things are weak and in how many clauses: "3 things are weak in 2 clauses". Where some are in a
    promise, a decision or the plan, no clause is named for all."""
    clauses = len({one.clause for one in found}) if all(one.clause for one in found) else 0
    things = plural(len(found), "{n} thing is weak", "{n} things are weak", n=len(found))
    return _("{things} in {clauses}", things=things, clauses=count(clauses, "clause")) if clauses else things
