"""The clauses of a charter as plain values: in the areas' order, with what was said for and against each one."""

from __future__ import annotations

from align.charter.view import (
    AnnexTextView,
    AnnexView,
    AreaView,
    ClauseView,
    LevelCountView,
    ReasonView,
    SupportView,
)
from align.charter.wording import STATUSES, counted, day, filled, iso_day, listed, one_line, region_name, scope_words
from align.domain.model import CONSENT_FROM, SUPPORT_LEVELS, Clause, Plan, Reason, VoteResult, clause_number
from align.domain.prompts import AREA_TITLES, AREAS
from align.domain.state import State
from align.domain.text import clean


def areas(state: State) -> list[AreaView]:
    """Return the areas that the pack asks about, or that hold a clause, each with its clauses as they were begun."""
    plan, found = state.the_plan, list[AreaView]()
    asked = {prompt.area for prompt in plan.pack.prompts}
    for area in AREAS:
        held = [_clause(state, clause) for clause in state.clauses.values() if clause.area == area]
        if held or area in asked:
            found.append({"id": area, "title": AREA_TITLES[area], "clauses": held})
    return found


def title_of(plan: Plan, clause: Clause) -> str:
    """Return what a clause is called: its prompt's title."""
    return one_line(next((prompt.title for prompt in plan.prompts if prompt.id == clause.prompt), clause.prompt))


def annexes(plan: Plan, clauses: list[ClauseView], own_ways: list[str]) -> list[AnnexView]:
    """Return the regions for which something of their own was settled, with their texts and scoped clauses.

    `own_ways` are norms that each region settles for itself: with one of them, every region has an annex.
    """
    found = list[AnnexView]()
    for region in plan.regions:
        name = region_name(plan, region.id)
        texts: list[AnnexTextView] = [
            {"number": clause["number"], "title": clause["title"], "text": own["text"]}
            for clause in clauses
            for own in clause["regional"]
            if own["id"] == region.id
        ]
        scoped = [clause for clause in clauses if clause["scope_kind"] == "region" and clause["scope_of"] == region.id]
        if texts or scoped or own_ways:
            found.append({"id": region.id, "region": name, "texts": texts, "clauses": scoped, "own_ways": own_ways})
    return found


def _clause(state: State, clause: Clause) -> ClauseView:
    plan = state.the_plan
    prompt = next((prompt for prompt in plan.pack.prompts if prompt.id == clause.prompt), None)
    result = next((vote.result for vote in reversed(state.votes.get(clause.id, ())) if vote.result), None)
    return {
        "id": clause.id,
        "number": clause_number(clause.id),
        "area": clause.area,
        "prompt": one_line(clause.prompt),
        "title": title_of(plan, clause),
        "question": filled(plan, prompt.text) if prompt else "",
        "text": clean(clause.text),
        "scope": scope_words(plan, clause.scope),
        "scope_kind": clause.scope.kind,
        "scope_of": clause.scope.of,
        "status": clause.status,
        "status_words": STATUSES[clause.status],
        "owner": one_line(clause.owner),
        "review_on": day(clause.review_on),
        "review_iso": iso_day(clause.review_on),
        "support": _support(result),
        "reasons": [_reason(plan, reason) for reason in result.reasons] if result else [],
        "dissent": [clean(text) for text in clause.dissent],
        "regional": [
            {"id": region.id, "region": region_name(plan, region.id), "text": clean(clause.regional[region.id])}
            for region in plan.regions
            if region.id in clause.regional
        ],
    }


def _support(result: VoteResult | None) -> SupportView:
    """Return the last counted vote: people a level, and a sentence; without one, no people and no sentence."""
    if result is not None and result.too_few:
        return {"people": 0, "levels": [], "sentence": "Too few voted to show it without names."}
    if result is None:
        return {"people": 0, "levels": [], "sentence": ""}
    levels: list[LevelCountView] = [
        {"level": level, "words": SUPPORT_LEVELS[level], "people": people}
        for level, people in enumerate(result.counts)
        if people
    ]
    below = sum(result.counts[:CONSENT_FROM])
    said = listed(f"{one['people']} at level {one['level']} ({one['words']})" for one in levels)
    ending = f"{counted(below, 'person', 'people')} below {CONSENT_FROM}" if below else f"nobody below {CONSENT_FROM}"
    people = sum(result.counts)
    voted = f"{counted(people, 'person', 'people')} voted"
    return {
        "people": people,
        "levels": levels,
        "sentence": f"{voted}: {said}; {ending}." if people else "Nobody voted.",
    }


def _reason(plan: Plan, reason: Reason) -> ReasonView:
    author = next((person.name for person in plan.participants if person.id == reason.author), "")
    return {
        "level": reason.level,
        "words": SUPPORT_LEVELS[reason.level],
        "text": clean(reason.text),
        "author": one_line(author),
    }
