"""What the seal screen says about weak clauses: how many, and the first few. It knows no Textual."""

from __future__ import annotations

from collections.abc import Sequence

from align.charter.lint import Weak, weak_line
from align.ui.present.counts import count

FIRST = 2


def weak_words(found: Sequence[Weak]) -> tuple[str, tuple[str, ...]]:
    """Return a sentence that counts what is weak, and the first findings in a line each; empty when nothing is."""
    if not found:
        return "", ()
    return f"{weak_counted(found)}; l says where and how to mend it.", tuple(weak_line(one) for one in found[:FIRST])


def weak_counted(found: Sequence[Weak]) -> str:
    """Return how many things are weak and in how many clauses: "3 things are weak in 2 clauses"."""
    clauses = len({one.clause for one in found if one.clause})
    where = f" in {count(clauses, 'clause')}" if clauses else ""
    return f"{count(len(found), 'thing is', 'things are')} weak{where}"
