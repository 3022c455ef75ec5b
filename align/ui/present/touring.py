"""The first-run tours: four steps for somebody who takes part, four for somebody who leads. Words only."""

from __future__ import annotations

from align.language import mark

TOURS: dict[str, tuple[tuple[str, str], ...]] = {
    "participant": (
        (
            mark("First alone, then together"),
            mark(
                "You answer a few prompts by yourself, in your own words. There are no wrong assumptions, only "
                "unsaid ones."
            ),
        ),
        (
            mark("Nobody sees your answers yet"),
            mark(
                "They are hidden until the round is closed, from the facilitator too. What everybody sees then "
                "stands below each prompt while you type."
            ),
        ),
        (
            mark("Nothing you type is lost"),
            mark(
                "It is kept on this machine at once, and given when you go on with Enter or ctrl+n. You can "
                "leave, come back, skip with s, and change answers until the round closes."
            ),
        ),
        (
            mark("The last line has the keys"),
            mark(
                "? explains the screen you are on, or F1 while you write. The rest comes by itself: answers, "
                "clauses, votes."
            ),
        ),
    ),
    "facilitator": (
        (
            mark("One desk, six steps"),
            mark(
                "Numbers show a step and move nobody. What moves everybody on has a key of its own, and asks "
                "first where there is no way back."
            ),
        ),
        (
            mark("You see who is done, never what"),
            mark(
                "j says how people join, n reminds those who take long, t shows everybody a clock. Answers are "
                "sealed for you too until x closes the round."
            ),
        ),
        (
            mark("Lead the talk"),
            mark(
                "The arrows take everybody along. c drafts a clause, v asks for support levels, l parks a "
                "prompt, and f shows a room what everybody may see."
            ),
        ),
        (
            mark("A wrong key is no harm"),
            mark(
                "Backspace takes a move back where nothing was shown. ctrl+p finds every command, prompt and "
                "clause; ? explains the step in sight."
            ),
        ),
    ),
}
"""Whose tour → (title, words) of each step."""
