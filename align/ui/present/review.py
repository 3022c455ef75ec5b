"""One's own answers as rows: where each is, and what it says in a few words."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from align.domain.prompts import Prompt
from align.engine.workshop import AnswerState, Link, Workshop
from align.ui.present.answering import guess_targets, is_skipped, short_answer
from align.ui.present.counts import count, of

_MARKS: dict[AnswerState, tuple[str, str]] = {
    "empty": ("○", "open"), "draft": ("✎", "typed only"), "sending": ("◌", "on its way"), "received": ("✓", "received"),
}  # fmt: skip

_KEPT: dict[Link, str] = {"file": "in the file", "alone": "kept here"}


class ReviewRow(msgspec.Struct, frozen=True):
    """One prompt of the list; `word` and `mark` say where the answer is, `answer` is one's own, in one line."""

    prompt: str
    number: int
    title: str
    state: AnswerState
    mark: str
    word: str
    answer: str
    guesses: str


def review_rows(workshop: Workshop, prompts: Sequence[Prompt]) -> list[ReviewRow]:
    """Return a row for each of `prompts`, numbered as in the pack."""
    numbers = {prompt.id: number for number, prompt in enumerate(workshop.state.asked, 1)}
    return [_row(workshop, prompt, numbers[prompt.id]) for prompt in prompts]


def _row(workshop: Workshop, prompt: Prompt, number: int) -> ReviewRow:
    state = workshop.answer_state(prompt.id)
    mark, word = _MARKS[state]
    if state == "received":
        word = _KEPT.get(workshop.link, word)
    skipped = is_skipped(workshop.mine, prompt.id)
    answer = "not my area" if skipped else short_answer(prompt, workshop.mine)
    guesses = "" if skipped or state == "empty" else _guesses(workshop, prompt)
    return ReviewRow(prompt.id, number, prompt.title, state, mark, word, answer, guesses)


def _guesses(workshop: Workshop, prompt: Prompt) -> str:
    if not workshop.state.answering:
        return ""
    targets = guess_targets(workshop.state.the_plan, prompt, workshop.me)
    given = sum((prompt.id, target.id) in workshop.mine.predictions for target in targets)
    return f"  · guesses {of(given, len(targets))}" if given < len(targets) else ""


def kept_words(link: Link) -> str:
    """Say where given answers are: received by the host, or on this machine."""
    return _KEPT.get(link, "received")


def review_sentence(rows: Sequence[ReviewRow], *, late: bool) -> str:
    """Say what is left to do."""
    if late:
        return "The round is closed. You can still answer these, marked late." if rows else "Nothing is left to answer."
    left = sum(row.state == "empty" for row in rows)
    typed = sum(row.state == "draft" for row in rows)
    if not left and not typed:
        return "All answered. Press h to hand in."
    parts = [f"{count(left, 'prompt is', 'prompts are')} open"] if left else []
    parts += [f"{count(typed, 'answer is', 'answers are')} typed and not given"] if typed else []
    return f"{', '.join(parts).capitalize()}. Enter goes there; h hands in as it is."
