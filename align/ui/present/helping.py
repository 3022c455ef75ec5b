"""What a prompt of each type asks for, and which keys answer it: for the help of the screen that asks. Words only."""

from __future__ import annotations

from align.domain.prompts import Prompt, PromptType
from align.language import _, mark

TYPE_HELP: dict[PromptType, str] = {
    "text": mark("An answer in your own words. Enter begins another line; ctrl+n gives it and goes on."),
    "list": mark("Several short lines, one thought each. Enter begins the next line; ctrl+n gives them and goes on."),
    "choice": mark("Choose one: its number, or ↑ and ↓. Add a word below if none fits exactly."),
    "choices": mark("Choose all that fit: their numbers, or space where ↑ and ↓ lead. The same key takes one back."),
    "rank": mark("Put the most important first: press the numbers in your order. The same number takes one out again."),
    "scale": mark("One point of a labelled scale: its number, or ↑ and ↓. The labels say what the points mean."),
    "duration": mark(
        "Type a number; ↑ and ↓ change its unit, space the clock: in working time only working hours count, on the "
        "clock nights too."
    ),
    "sort": mark("Put each card where it belongs: ↑ and ↓ choose a card, a number its place, 0 takes it away again."),
    "decision_rights": mark(
        "For each decision one role decides; others may recommend, must agree or are informed. ↑ and ↓ choose "
        "a decision, a role's number changes its right, 0 empties the row."
    ),
    "window": mark(
        "Hours on your own clock: ↑ and ↓ change the row, digits set times and switch days, and below the rows stands "
        "what space does. No hours at all is an answer too."
    ),
    "scenario": mark(
        "First what you would do, as a choice; then after how long you would go to the next person. Tab goes from the "
        "one to the other."
    ),
}
"""Type of prompt → how to answer it."""
_LEAVES = mark("← leaves it for the one before; → and Enter give it and go on.")
_LEAVES_WRITING = mark("ctrl+b leaves it for the one before; Esc leaves the field, and then ← does so too.")


def type_help(kind: PromptType) -> str:
    """Return how a prompt of this type is answered, and which keys leave it."""
    return f"{_(TYPE_HELP[kind])} {_(_LEAVES_WRITING if kind in ('text', 'list') else _LEAVES)}"


def prompt_help(prompt: Prompt) -> str:
    """Return what this prompt asks for; where guesses follow, that they do."""
    parts = [_("This prompt."), type_help(prompt.type)]
    return " ".join([*parts, _("Guesses about others come after your own answer.")] if prompt.predict else parts)
