"""What is said when a round or pulse ends, or its opening is taken back, while something is asked line by line."""

from __future__ import annotations

from typing import NamedTuple

from align.language import mark


class Ends(NamedTuple):
    """What is said when the round is closed: at the first question of a prompt, and inside of an answer."""

    first: str
    within: str


LATE = Ends(
    mark(
        "The round has been closed. What you enter here is still taken, marked late; just Enter goes on to the answers."
    ),
    mark("The round has been closed. Your answer to this prompt is still taken, marked late."),
)
STAYS = Ends(
    mark(
        "The round has been closed; the answer that you gave before stays as it is. Just Enter goes on to the answers."
    ),
    mark("The round has been closed; the answer that you gave before stays as it is."),
)
PULSE_OVER = Ends(
    mark("The pulse has been closed; answers are no longer taken. Just Enter goes on to what it says."),
    mark("The pulse has been closed; answers are no longer taken."),
)
TOO_LATE = Ends(
    mark("The round has been closed; guesses are no longer taken. Just Enter goes on to the answers."),
    mark("The round has been closed; guesses are no longer taken."),
)
ROUND_WORD = mark(
    "The round has been closed. Your answer counts; a word is no longer taken with it. "
    "Just Enter goes on to the answers."
)
PULSE_WORD = mark(
    "The pulse has been closed. Your answer counts; a word is no longer taken with it. "
    "Just Enter goes on to what it says."
)
"""Said where an answer was given and only the word beside it was still asked for."""
TAKEN_BACK = mark("The facilitator took the opening back: the round is not open yet.")
BACK_TO_WAITING = mark("Just Enter goes back to waiting.")
