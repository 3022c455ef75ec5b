"""Lines of text with their indents, laid out for a width."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from align.ui.say import say


def wrapped(lines: Sequence[str], width: int) -> list[Content]:
    """Return lines of text laid out for a width; what goes on below a heading or in a list stands further in."""
    if not any(line.startswith(" ") for line in lines):
        # Sentences alone: no heading and no list that they could belong to.
        return [part for line in lines for part in say(line).wrap(max(20, width)) or [Content("")]]
    laid: list[Content] = []
    for line in lines:
        indent = len(line) - len(line.lstrip(" "))
        first, *more = say(line.lstrip(" "), "" if indent else "bold").wrap(max(20, width - indent - 2)) or [
            Content("")
        ]
        laid.append(Content.assemble(" " * indent, first))
        laid += [Content.assemble(" " * (indent + 2), part) for part in more]
    return laid
