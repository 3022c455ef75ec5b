"""What is said at once, whatever is asked just now: a reminder, the line to the host, what opens or ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from align.domain.model import Plan, VoteResult, clause_number
from align.engine.workshop import Workshop
from align.language import _, mark
from align.ui.plain.console import Console
from align.ui.plain.ends import TAKEN_BACK
from align.ui.plain.notes import NotesTaken
from align.ui.present.desk_clauses import levels, reasons, result_words
from align.ui.present.nudging import nudge_words

AWAY = mark(
    "The host cannot be reached just now. What you enter is kept on this computer, and sent when the host is back."
)
BACK = mark("The host is back, and what was kept here goes to it.")
VOTE = mark("A vote on clause {number} is open. It comes as soon as you are through here.")


class News:
    """Watches a participant's workshop and says what is new, once."""

    def __init__(self, console: Console, workshop: Workshop) -> None:
        self._console, self._workshop = console, workshop
        self._nudges = workshop.mine.nudges
        self._away = False
        self._at_the_end = ""
        self._in_hand = False
        self._opened = set(self._open())
        self._counted = set(self._results())
        self._notes = NotesTaken(workshop)
        workshop.watch(self._look)

    @contextmanager
    def at_the_end(self, said: str) -> Iterator[None]:
        """Say this when the round is closed while something inside of an answer is asked."""
        self._at_the_end = said if self._workshop.state.answering else ""
        try:
            yield
        finally:
            self._at_the_end = ""

    @contextmanager
    def in_hand(self) -> Iterator[None]:
        """Say at once when a vote opens while something else is asked; a vote is asked only after that."""
        before, self._in_hand = self._in_hand, True
        try:
            yield
        finally:
            self._in_hand = before

    def _look(self) -> None:
        for said in (
            self._reminder(), self._line(), self._end(), *self._notes.new(), *self._outcomes(), *self._votes()
        ):  # fmt: skip
            if said:
                self._console.say(said)

    def _reminder(self) -> str:
        before, self._nudges = self._nudges, self._workshop.mine.nudges
        return nudge_words(self._workshop.state, self._workshop.mine) if self._nudges != before else ""

    def _line(self) -> str:
        before, link = self._away, self._workshop.link
        self._away = link == "offline" or (before and link == "connecting")
        if before == self._away or link == "ended":
            return ""
        return _(AWAY) if self._away else _(BACK)

    def _end(self) -> str:
        if not self._at_the_end or self._workshop.state.answering:
            return ""
        said, self._at_the_end = self._at_the_end, ""
        return _(TAKEN_BACK) if self._workshop.state.phase == "setup" else said

    def _outcomes(self) -> list[str]:
        found = self._results()
        new = [key for key in found if key not in self._counted]
        self._counted |= set(new)
        plan = self._workshop.state.the_plan if new else None
        return [line for key in new if plan is not None for line in _closed(vote_lines(plan, key[0], found[key]))]

    def _votes(self) -> list[str]:
        new = [vote for vote in self._open() if vote not in self._opened]
        self._opened |= set(new)
        return [_(VOTE, number=clause_number(clause)) for clause, _number in new] if self._in_hand else []

    def _open(self) -> list[tuple[str, int]]:
        return [(clause, vote.number) for clause, vote in self._workshop.state.open_votes.items()]

    def _results(self) -> dict[tuple[str, int], VoteResult]:
        return {
            (clause, vote.number): vote.result
            for clause, votes in self._workshop.state.votes.items()
            for vote in votes
            if vote.result is not None
        }


def _closed(lines: list[str]) -> list[str]:
    return [f"{_('The vote has been closed.')} {lines[0]}", *lines[1:]]


def vote_lines(plan: Plan, clause: str, result: VoteResult) -> list[str]:
    """Return a counted vote in words: what it comes to, every level, and the reasons as everybody may see them."""
    about = _("Vote {number} on clause {clause}", number=result.number, clause=clause_number(clause))
    lines = [f"{about}: {result_words(result)}{_('.')}"]
    if result.too_few or not sum(result.counts):
        return lines
    lines += [f"{row.level} {_(row.words)}: {row.count}" for row in levels(result)]
    for level, words, name in reasons(plan, result):
        reason = _("Reason at {level}: {words}", level=level, words=words)
        lines.append(f"{reason}, {name}" if name else reason)
    return lines
