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
    clauses = len({one.clause for one in found if one.clause})
    where = f" in {count(clauses, 'clause')}" if clauses else ""
    return f"{count(len(found), 'thing is', 'things are')} weak{where}; l says where and how to mend it.", tuple(
        weak_line(one) for one in found[:FIRST]
    )
