"""What `align lint` found, as lines of text and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import msgspec

from align.charter.facts import harmless
from align.charter.lint import Weak
from align.charter.wording import counted, one_line
from align.domain.state import State
from align.language import _, mark

NOTHING = mark(
    "Nothing weak was found. Whether people will do it, no tool can tell: ask who would notice first if not."
)
NO_CLAUSES = mark("There is no clause yet.")


def lint_text(state: State, found: Sequence[Weak]) -> str:
    """Return the findings for people, those of one clause together."""
    counts = _(", ").join((counted(len(state.clauses), "clause"), counted(len(found), "finding")))
    head = f"{one_line(state.the_plan.title)}: {counts}"
    if not found:
        return "\n".join([head, _(NOTHING if state.clauses else NO_CLAUSES)])
    lines = [head]
    for where, ones in groupby(found, key=lambda one: one.where):
        lines += ["", where]
        for one in ones:
            what = one.what[:1].upper() + one.what[1:]
            lines += [f"  {what}{_('.')}", f"    → {one.mend}"]
    return "\n".join(lines)


def lint_facts(state: State, found: Sequence[Weak]) -> dict[str, Any]:
    """Return the findings as plain JSON-able data, all texts clean."""
    facts = {"title": state.the_plan.title, "clauses": len(state.clauses), "weak": msgspec.to_builtins(list(found))}
    return {key: harmless(value) for key, value in facts.items()}
