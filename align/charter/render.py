"""A charter's text: the context of a public state through align's own template or somebody's file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from align.charter.apart import render_apart
from align.charter.catalogue import CHARTER
from align.charter.context import context as context_of
from align.charter.context import without_signatures
from align.charter.stamp import fingerprint, read_stamp, stamped
from align.charter.templates import read_template, render_file
from align.domain.state import State
from align.resources import bundled


def charter_markdown(state: State, template: Path | None = None) -> str:
    """Return the charter of a public state as Markdown, through align's own template or somebody's file.

    It ends with its version and the sum of its text. Raises UserError when the template cannot be read, is wrong, or
    takes too much time, memory or room.
    """
    return written(context_of(state), template)


def written(view: Mapping[str, object], template: Path | None = None, own: str = CHARTER) -> str:
    """Return the charter that a template file, or else align's `own` template, makes of a view. Raises UserError."""
    mark = fingerprint(read_template(template or bundled("templates") / own))
    bare = without_signatures(view)
    sealed = stamped(render(bare, template, own), view, mark)
    if bare == view:
        return sealed
    text, before = render(view, template, own), read_stamp(sealed)
    signed = stamped(text, view, mark, before.sha256 if before else "")
    return sealed if stamped(text, view, mark) == sealed else signed


def render(context: Mapping[str, object], template: Path | None = None, own: str = CHARTER) -> str:
    """Return the text that a template makes of a context: same context, same template, same text.

    A bundled template runs here; a template file runs in a process of its own, under limits. Raises UserError.
    """
    if template is None:
        return render_file(context, bundled("templates"), own)
    return render_apart(context, template)
