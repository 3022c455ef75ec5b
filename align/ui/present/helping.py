"""What a prompt of each type asks for, and which keys answer it: for the help of the screen that asks. Words only."""

from __future__ import annotations

from align.domain.prompts import Prompt, PromptType
from align.language import _, mark

TYPE_HELP: dict[PromptType, str] = {
    "text": mark("An answer in your own words. Enter begins another line; ctrl+n gives it and goes on."),
    "list": mark("Several short lines, one thought each. Enter begins the next line; ctrl+n gives them and goes on."),
    "choice": mark("Choose one: its number, or the arrows and space. Add a word below if none fits exactly."),
    "choices": mark("Choose all that fit: their numbers, or the arrows and space. The same key takes one back."),
    "rank": mark("Put the most important first: press the numbers in your order. The same number takes one out again."),
    "scale": mark("One point of a labelled scale: its number, or the arrows. The labels say what the points mean."),
    "duration": mark(
        "Type a number; ↑ and ↓ change its unit, space the clock: in working time only working hours count, on the "
        "clock nights too."
    ),
    "sort": mark(
        "Put each card where it belongs: the arrows choose a card, a number its place, 0 takes it away again."
    ),
    "decision_rights": mark(
        "For each decision one role decides; others may recommend, must agree or are informed. The arrows choose "
        "a decision, a role's number changes its right, 0 empties the row."
    ),
    "window": mark(
        "Hours on your own clock: the arrows go from days to times, numbers set both, space takes days in or "
        "out. No hours at all is an answer too."
    ),
    "scenario": mark("First what you would do, as a choice; then after how long you would go to the next person."),
}
"""Type of prompt → how to answer it."""


def prompt_help(prompt: Prompt) -> str:
    """Return what this prompt asks for; where guesses follow, that they do."""
    parts = [_("This prompt."), _(TYPE_HELP[prompt.type])]
    return " ".join([*parts, _("Guesses about others come after your own answer.")] if prompt.predict else parts)
