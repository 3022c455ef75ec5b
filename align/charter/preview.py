"""The charter for a screen: the text that an export would write, without the cost of a template engine at start-up."""

from __future__ import annotations

from align.domain.state import State
from align.language import in_english


def preview(state: State) -> str:
    """Return the charter of a public state as Markdown, drafts too; the same text as `align charter` prints."""
    from align.charter.render import charter_markdown  # noqa: PLC0415 - start-up: screens load this, few ask for it

    with in_english():
        return charter_markdown(state)
