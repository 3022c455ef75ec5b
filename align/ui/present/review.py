"""One's own answers as rows: where each is, and what it says in a few words."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from align.domain.prompts import Prompt
from align.engine.workshop import AnswerState, Link, Workshop
from align.language import _, mark, plural
from align.ui.present.answering import guess_targets, is_skipped, part_given, short_answer, start_of
from align.ui.present.counts import begun

_MARKS: dict[AnswerState, tuple[str, str]] = {
    "empty": ("○", mark("open")), "draft": ("✎", mark("typed only")), "sending": ("◌", mark("on its way")),
    "received": ("✓", mark("received")),
}  # fmt: skip

_KEPT: dict[Link, str] = {"file": mark("in the file"), "alone": mark("kept here")}


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
    shape, word = _MARKS[state][0], _(_MARKS[state][1])
    if state == "received" and workshop.link in _KEPT:
        word = _(_KEPT[workshop.link])
    skipped = is_skipped(workshop.mine, prompt.id)
    answer = _("not my area") if skipped else short_answer(prompt, workshop.mine)
    part = "" if skipped else part_given(prompt, start_of(workshop.mine, prompt.id)[0])
    answer = " · ".join(filter(None, [part, answer]))
    guesses = "" if skipped or state == "empty" else _guesses(workshop, prompt)
    return ReviewRow(prompt.id, number, prompt.title, state, shape, word, answer, guesses)


def _guesses(workshop: Workshop, prompt: Prompt) -> str:
    if not workshop.state.answering:
        return ""
    targets = guess_targets(workshop.state.the_plan, prompt, workshop.me)
    given = sum((prompt.id, target.id) in workshop.mine.predictions for target in targets)
    return f"  · {_('guesses {n} of {all}', n=given, all=len(targets))}" if given < len(targets) else ""


def kept_words(link: Link, received: int) -> str:
    """Say where so many given answers are: received by the host, or on this machine."""
    match link:
        case "file":
            return plural(received, "{n} answer in the file", "{n} answers in the file", n=received)
        case "alone":
            return plural(received, "{n} answer kept here", "{n} answers kept here", n=received)
        case _host:
            return plural(received, "{n} answer received", "{n} answers received", n=received)


def hand_in_question(workshop: Workshop) -> str:
    """Return what to ask before handing in where prompts are neither answered nor skipped; empty where none is."""
    left = sum(
        prompt.id not in workshop.mine.answers and workshop.answer_state(prompt.id) in ("empty", "draft")
        for prompt in workshop.state.asked
    )
    if not left:
        return ""
    return plural(
        left, "{n} prompt is open. Hand in all the same?", "{n} prompts are open. Hand in all the same?", n=left
    )


def review_sentence(rows: Sequence[ReviewRow], *, late: bool) -> str:
    """Say what is left to do."""
    if late:
        return (
            _("The round is closed. You can still answer these, marked late.")
            if rows
            else _("Nothing is left to answer.")
        )
    left = sum(row.state == "empty" for row in rows)
    typed = sum(row.state == "draft" for row in rows)
    if not left and not typed:
        return _("All answered. Press h to hand in.")
    parts = [plural(left, "{n} prompt is open", "{n} prompts are open", n=left)] if left else []
    if typed:
        parts.append(plural(typed, "{n} answer is typed and not given", "{n} answers are typed and not given", n=typed))
    return f"{begun(_(', ').join(parts))}{_('. ')}{_('Enter goes there; h hands in as it is.')}"
