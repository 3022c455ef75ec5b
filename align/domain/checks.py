"""What the rules share: finding what a command names, judging the text and days that it brings. It decides nothing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from align.domain.model import Clause, Plan
from align.domain.prompts import Prompt
from align.domain.state import State
from align.domain.text import LONGEST_NAME, clean
from align.errors import Rejected

LONGEST_COMMENT = 400


def prompt_of(plan: Plan, prompt_id: str) -> Prompt:
    """Return the prompt; raises Rejected (no-such-prompt)."""
    try:
        return plan.prompt(prompt_id)
    except KeyError:
        raise Rejected("no-such-prompt", "This workshop has no such prompt.") from None


def clause_of(state: State, clause_id: str) -> Clause:
    """Return the clause; raises Rejected (no-such-clause)."""
    try:
        return state.clauses[clause_id]
    except KeyError:
        raise Rejected("no-such-clause", "This workshop has no such clause.") from None


def no_open_vote(state: State, clause: str) -> None:
    """Raise Rejected (vote-open) while people vote on this clause."""
    if state.open_vote(clause):
        raise Rejected("vote-open", "A vote on this clause is open. Close it first.")


def no_vote_at_all(state: State, sentence: str = "A vote is open. Close it first.") -> None:
    """Raise Rejected (vote-open) while people vote on any clause."""
    if state.open_votes:
        raise Rejected("vote-open", sentence)


def text_of(text: str, what: str, *, longest: int = LONGEST_COMMENT) -> str:
    """Return the text cleaned; raises Rejected (too-long) with `what` it is."""
    if len(text) > longest:
        raise Rejected("too-long", f"{what} has {len(text)} characters; {longest} is the most.")
    return clean(text)


def needed(text: str, sentence: str) -> str:
    """Return the text; raises Rejected (empty) with the sentence when there is none."""
    if not text:
        raise Rejected("empty", sentence)
    return text


def day_of(text: str) -> str:
    """Return a day as YYYY-MM-DD, or an empty text; raises Rejected (bad-date)."""
    if not text:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise Rejected("bad-date", "A date is written like 2027-03-12.") from None


def moment_of(text: str, what: str) -> str:
    """Return a moment with its offset, or an empty text; raises Rejected (bad-time)."""
    if text:
        try:
            aware = datetime.fromisoformat(text).tzinfo is not None
        except ValueError:
            aware = False
        if not aware or len(text) > LONGEST_NAME:
            raise Rejected("bad-time", f"{what} needs a moment with its offset, such as 2027-03-12T14:00:00+00:00.")
    return text


def next_id(prefix: str, ids: Any) -> str:
    """Return the id after the highest of `ids`, such as p4 after p1 and p3."""
    numbers = [int(i[len(prefix) :]) for i in ids if i.startswith(prefix) and i[len(prefix) :].isdigit()]
    return f"{prefix}{max(numbers, default=0) + 1}"
