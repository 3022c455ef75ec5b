"""A charter's text: the context of a public state through align's own template or somebody's file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from align.charter.apart import render_apart
from align.charter.context import context as context_of
from align.charter.templates import render_file
from align.domain.state import State
from align.resources import bundled

TEMPLATE = "charter.md.j2"


def charter_markdown(state: State, template: Path | None = None) -> str:
    """Return the charter of a public state as Markdown, through align's own template or somebody's file.

    Raises UserError when the template cannot be read, is wrong, or takes too much time, memory or room.
    """
    return render(context_of(state), template)


def render(context: dict[str, Any], template: Path | None = None) -> str:
    """Return the text that a template makes of a context: same context, same template, same text.

    The bundled template runs here; a template file runs in a process of its own, under limits. Raises UserError.
    """
    if template is None:
        return render_file(context, bundled("templates"), TEMPLATE)
    return render_apart(context, template)
