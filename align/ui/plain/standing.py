"""An answer or a guess that stands and is asked for again: just Enter keeps it, and nothing replaces it in silence."""

from __future__ import annotations

from typing import Any

from align.domain.prompts import Prompt
from align.language import _, mark
from align.ui.plain.inputs import is_yes
from align.ui.plain.spoken import NOTHING

KEEPS = mark("Just Enter keeps it.")
_KEEPS_ALL = mark("Just Enter keeps all of it; “{none}” leaves the first one out.")
_ONCE_MORE = mark("s takes back what you gave: enter s once more for that, or just Enter to keep it.")
_ALONE = mark("“{line}” alone was not taken in place of what you gave: just Enter keeps it.")


class Standing:
    """What stands while one prompt is asked again; `value` is None for "not my area" and for "I cannot tell"."""

    def __init__(self, prompt: Prompt, value: Any) -> None:
        self._prompt, self.value = prompt, value
        self._asked = False
        """Whether the line before was an s."""

    def keeps(self) -> str:
        """Say what just Enter does, and what does instead what it does where nothing stands."""
        if self._prompt.type == "sort" or (self._prompt.options and self._prompt.type == "decision_rights"):
            return _(_KEEPS_ALL, none=_(NOTHING).split(",")[0])
        return _(KEEPS)

    def objection(self, line: str) -> str:
        """Return why a line does not take its place yet; empty where it may.

        An s wants another one. A lone yes is meant for handing in, also where any words are an answer.
        """
        again, self._asked = self._asked, line.lower() == "s"
        if self._asked:
            return "" if again or self.value is None else _(_ONCE_MORE)
        words = self._prompt.type in ("text", "list", "decision_rights") and self.value is not None
        return _(_ALONE, line=line) if words and is_yes(line) else ""
