"""Clauses and votes in words: where a clause stands, what a level means, how a vote went."""

from __future__ import annotations

import msgspec

from align.charter.wording import STATUSES, scope_words
from align.domain.model import CONSENT_FROM, SUPPORT_LEVELS, Clause, Plan, VoteResult, clause_number
from align.domain.state import State, Vote
from align.language import ENGLISH, _, language, mark, plural
from align.sync.messages import Progress
from align.ui.present.amending import standing
from align.ui.present.desk_clauses import mark_of, status_of
from align.ui.present.times import calendar_day

STANDINGS = (
    mark("draft"), mark("agreed"), mark("provisional"), mark("regional"), mark("open"), mark("dissent recorded"),
    mark("locked"), mark("sealed"), mark("open again"), mark("vote open"),
)  # fmt: skip
"""How a clause can stand, in a word or two: what `status_of` says."""


class ClauseRow(msgspec.Struct, frozen=True):
    """One clause of the list."""

    id: str
    number: int
    mark: str
    status: str
    text: str


def clause_rows(state: State) -> list[ClauseRow]:
    """Return the clauses in the order in which they were begun."""
    return [
        ClauseRow(
            clause.id, clause_number(clause.id), mark_of(state, clause), status_of(state, clause),
            clause.text.replace("\n", " "),
        )
        for clause in state.clauses.values()
    ]  # fmt: skip


def headline(state: State, clause: Clause) -> str:
    """Return "CLAUSE 4 · Urgent means"."""
    number = _("CLAUSE {n}", n=clause_number(clause.id))
    return f"{number} · {state.the_plan.prompt(clause.prompt).title}"


def meta(plan: Plan, clause: Clause) -> str:
    """Return for whom it holds, who owns it and when it is looked at again."""
    owner = next((person.name for person in plan.participants if person.id == clause.owner), clause.owner)
    review = _("review {day}", day=calendar_day(clause.review_on)) if clause.review_on else _("no review date yet")
    owned = _("owner {name}", name=owner) if owner else _("no owner yet")
    return " · ".join([scope_words(plan, clause.scope), owned, review])


def read_out(state: State, clause: Clause) -> list[str]:
    """Return what belongs to a clause's words, a line each: meta, objections, regional texts, dissent in its words."""
    plan = state.the_plan
    return [
        meta(plan, clause),
        *standing(state, clause),
        *(f"{plan.region(region).name}: {text}" for region, text in regional_texts(plan, clause)),
        *(f"{_('Dissent, in their words')}: {text}" for text in clause.dissent),
    ]


def regional_texts(plan: Plan, clause: Clause) -> list[tuple[str, str]]:
    """Return (region id, text) pairs of a regional clause, in the plan's order of regions."""
    return [(region.id, clause.regional[region.id]) for region in plan.regions if region.id in clause.regional]


def status_words(clause: Clause) -> str:
    """Return how a clause ended, in words."""
    return _(STATUSES[clause.status])


def level_words(level: int) -> str:
    """Return "4, good"."""
    words = SUPPORT_LEVELS[level]
    # English says "4, good" within a sentence; other languages have their own letters in front.
    if language() == ENGLISH and not words.startswith("I "):
        words = f"{words[0].lower()}{words[1:]}"
    return f"{level}{_(', ')}{_(words)}"


def last_vote(state: State, clause: str) -> Vote | None:
    """Return the newest vote on a clause, open or closed."""
    votes = state.votes.get(clause)
    return votes[-1] if votes else None


def charter_key(state: State) -> tuple[object, ...]:
    """Return what a charter is made of, as far as it can change while somebody reads it: the same, the same text."""
    signed = len(state.signatures.get(state.version, ()))
    plan, clauses = state.the_plan, tuple(state.clauses.values())
    return state.version, state.phase, state.amending, clauses, signed, plan.promises, plan.decisions


def turnout(progress: Progress) -> str:
    """Say how many have given a level."""
    if not progress.expected:
        return ""
    return plural(
        progress.votes,
        "{n} of {all} has given a level.",
        "{n} of {all} have given a level.",
        n=progress.votes, all=progress.expected,
    )  # fmt: skip


def outcome(result: VoteResult) -> str:
    """Say how a vote went."""
    given = sum(result.counts)
    if result.too_few:
        return _("Too few gave a level to show it without names; no consent yet.")
    if not given:
        return _("The vote closed without a level.")
    below = sum(result.counts[:CONSENT_FROM])
    if result.consent:
        return plural(
            given,
            "{n} level given, nobody below {least}: consent.", "{n} levels given, nobody below {least}: consent.",
            n=given, least=CONSENT_FROM,
        )  # fmt: skip
    return _(
        "{n} of {all} below {least}: no consent yet. Their reasons help to mend it.",
        n=below, all=given, least=CONSENT_FROM,
    )  # fmt: skip


def reason_author(plan: Plan, author: str) -> str:
    """Return a reason's author where the workshop is named; else nothing."""
    return next((person.name for person in plan.participants if person.id == author), "")
