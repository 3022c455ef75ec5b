"""What may leave the host, and for whom: the only place that knows.

Everybody gets the same public events, made here from the facts of the log; beside them each person gets what is
their own. Nothing else leaves. Before a round closes no answer, prediction or open vote is public, to nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from align.domain import events as e
from align.domain.actors import Actor, answer_subject, author, vote_subject
from align.domain.fold import evolve
from align.domain.model import EVERYONE, Plan, Reason, VoteResult
from align.domain.prompts import Prompt
from align.domain.state import State
from align.domain.values import Value

Compare = Callable[[Prompt, Value, Value], tuple[float, bool]]
"""(distance 0–1, within tolerance) between two answers to a prompt; the measures live in align.analysis."""

OTHER_REGIONS = "other"
LATE = "late"


class Projector:
    """Folds the whole log and says, fact by fact, what becomes public. One on the host, one for each export."""

    def __init__(self, compare: Compare) -> None:
        self.state = State()
        self._compare = compare

    def feed(self, event: e.LoggedEvent) -> Sequence[e.VisibleEvent]:
        """Fold one fact and return the public events that follow from it."""
        asked = self.state.asked if isinstance(event, e.RoundClosed) else ()
        evolve(self.state, event)
        match event:
            case e.RoundClosed():
                return [event, *(self._reveal(prompt) for prompt in asked)]
            case e.AnswerGiven(late=True):
                return self._late(event)
            case e.VoteClosed():
                return [e.VoteCounted(count(self.state, event.clause, event.number))]
            case e.AnswerGiven() | e.PredictionGiven() | e.SupportGiven():
                return []
            case _:
                return [event]

    def _reveal(self, prompt: Prompt) -> e.PromptRevealed:
        return reveal(self.state, prompt, self._compare)

    def _late(self, event: e.AnswerGiven) -> Sequence[e.VisibleEvent]:
        shown = self._reveal(self.state.the_plan.prompt(event.prompt))
        return [shown]


def public(log: Iterable[e.LoggedEvent], compare: Compare) -> State:
    """Return the state that everybody may see after this log: what a charter or an export is made of."""
    projector, seen = Projector(compare), State()
    for event in log:
        for visible in projector.feed(event):
            evolve(seen, visible)
    return seen


def own(state: State, actor: Actor) -> list[e.Withheld]:
    """Return what `actor` gave so far: newest answers, predictions and support levels in open votes."""
    if actor.role != "participant" or state.plan is None:
        return []
    mine: list[e.Withheld] = []
    for prompt in state.plan.prompts:
        name = author(state.plan, actor, answer_subject(prompt.id))
        answer = state.answers.get(prompt.id, {}).get(name)
        if answer is None:
            continue
        mine.append(answer)
        guesses = state.predictions.get(prompt.id, {})
        mine += [guess for (who, _), guess in guesses.items() if who == name]
    for clause, votes in state.votes.items():
        for vote in votes:
            name = author(state.plan, actor, vote_subject(clause, vote.number))
            if name in vote.levels:
                mine.append(e.SupportGiven(clause, vote.number, name, *vote.levels[name]))
    return mine


def reveal(state: State, prompt: Prompt, compare: Compare) -> e.PromptRevealed:
    """Return what everybody may see of one prompt once its round is closed."""
    plan = state.the_plan
    given, on_time, late = _given(state, prompt)
    groups = shown_groups(state, prompt)
    shown = sum(len(group.answers) for group in groups)
    # A count that moves by one with each late answer would tell who gave it, so only what is shown is counted late.
    answered = len(given) if plan.attribution == "named" else len(on_time) + len(late)
    return e.PromptRevealed(
        prompt.id, answered, len(plan.participants), tuple(groups),
        _guesses(state, prompt, {g.id for g in groups}, compare), late_waiting=shown < len(given),
    )  # fmt: skip


def shown_groups(state: State, prompt: Prompt) -> list[e.Group]:
    """Return the answers to a prompt that may be seen, in the groups in which they may be seen."""
    plan = state.the_plan
    given, on_time, late = _given(state, prompt)
    if plan.attribution == "named":
        return _named_groups(plan, given)
    groups = _pooled_groups(plan, prompt, on_time)
    if late:
        groups.append(e.Group(LATE, (), _shown(late, named=False)))
    return groups


def _given(state: State, prompt: Prompt) -> tuple[list[e.AnswerGiven], list[e.AnswerGiven], list[e.AnswerGiven]]:
    """Return all answers but skips, those in time, and the late ones that may be counted."""
    given = [answer for answer in state.answers.get(prompt.id, {}).values() if answer.value is not None]
    late = [answer for answer in given if answer.late]
    if state.the_plan.attribution != "named":
        late = late[: len(late) - len(late) % state.the_plan.min_n_for(prompt)]
    return given, [answer for answer in given if not answer.late], late


def _named_groups(plan: Plan, given: Sequence[e.AnswerGiven]) -> list[e.Group]:
    by_region = _by_region(given)
    return [
        e.Group(region.id, (region.id,), _shown(by_region.get(region.id, ()), named=True)) for region in plan.regions
    ]


def _pooled_groups(plan: Plan, prompt: Prompt, given: Sequence[e.AnswerGiven]) -> list[e.Group]:
    by_region = _by_region(given)
    counts = {region: len(answers) for region, answers in by_region.items()}
    alone, pooled = pool(counts, plan.min_n_for(prompt))
    groups = [
        e.Group(region.id, (region.id,), _shown(by_region[region.id], named=False))
        for region in plan.regions
        if region.id in alone
    ]
    if pooled:
        together = [answer for region in pooled for answer in by_region[region]]
        others = tuple(region.id for region in plan.regions if region.id not in alone)
        groups.append(e.Group(OTHER_REGIONS if alone else EVERYONE, others, _shown(together, named=False)))
    return groups


def pool(counts: Mapping[str, int], min_n: int) -> tuple[frozenset[str], frozenset[str]]:
    """Divide regions into those shown by themselves and those shown only together.

    `counts` are answers a region ("" for regions the log does not tell apart). A region below `min_n` is pooled; a
    pool below `min_n` takes in the smallest region until it is large enough. Where even all together are too few,
    both sets are empty: nothing is shown.
    """
    present = {region: n for region, n in counts.items() if n > 0}
    alone = {region for region, n in present.items() if region and n >= min_n}
    pooled = set(present) - alone
    while pooled and alone and sum(present[r] for r in pooled) < min_n:
        smallest = min(alone, key=lambda r: (present[r], r))
        alone.remove(smallest)
        pooled.add(smallest)
    if pooled and sum(present[r] for r in pooled) < min_n:
        pooled = set()
    return frozenset(alone), frozenset(pooled)


def guessed(sizes: Mapping[str, int], own: str, fewest: int, *, open_door: bool) -> tuple[str, ...]:
    """Return the regions about which the people of region `own` are asked to guess: the others, then their own.

    `sizes` are people on the list a region, `fewest` is min_n for the prompt. Guesses by fewer people, or about fewer,
    are never shown, so nobody is asked for them; through an open door more may come.
    """
    least = 1 if open_door else fewest
    if sizes.get(own, 0) < least:
        return ()
    return (*(region for region, n in sizes.items() if region != own and n >= least), own)


def count(state: State, clause: str, number: int) -> VoteResult:
    """Return a vote's levels, counted, with the reasons ordered by level and words.

    Who has voted is known at the desk: without names, the levels of fewer than min_n people would be as good as names.
    """
    named = state.the_plan.attribution == "named"
    levels = state.votes[clause][number - 1].levels
    if not named and 0 < len(levels) < state.the_plan.min_n:
        return VoteResult(clause, number, (0, 0, 0, 0, 0, 0), (), too_few=True)
    counts = [0] * 6
    for level, _ in levels.values():
        counts[level] += 1
    reasons = sorted(
        (Reason(level, text, who if named else "") for who, (level, text) in levels.items() if text),
        key=lambda reason: (reason.level, reason.text, reason.author),
    )
    a, b, c, d, f, g = counts
    return VoteResult(clause, number, (a, b, c, d, f, g), tuple(reasons))


def has_consent(state: State, clause: str) -> bool:
    """Whether the last vote on a clause is closed, was on the words as they stand, and left nobody below 3.

    `state` may be the host's, where levels are counted here, or anybody's, who know a vote by what was counted.
    """
    votes = state.votes.get(clause)
    if not votes or votes[-1].open or clause in state.reworded:
        return False
    return (votes[-1].result or count(state, clause, votes[-1].number)).consent


def _by_region(given: Sequence[e.AnswerGiven]) -> dict[str, list[e.AnswerGiven]]:
    by_region: dict[str, list[e.AnswerGiven]] = {}
    for answer in given:
        by_region.setdefault(answer.region, []).append(answer)
    return by_region


def _shown(given: Iterable[e.AnswerGiven], *, named: bool) -> tuple[e.Shown, ...]:
    """Order by content: it is the same whoever answered first."""
    shown = [e.Shown(a.value, a.comment, a.author if named else "", a.late) for a in given]
    return tuple(sorted(shown, key=msgspec.json.encode))


def _guesses(state: State, prompt: Prompt, visible: set[str], compare: Compare) -> tuple[e.Guess, ...]:
    """Sum up predictions by (source, target) where both sides have at least min_n people; else they stay hidden."""
    least = state.the_plan.min_n_for(prompt)
    answers = state.answers.get(prompt.id, {})
    merged = state.the_plan.attribution == "merged"
    by_pair: dict[tuple[str, str], list[tuple[Value, Value]]] = {}
    for (who, target), guess in state.predictions.get(prompt.id, {}).items():
        source = EVERYONE if merged else guess.region
        if guess.value is not None and source and who in answers:
            by_pair.setdefault((source, target), []).append((answers[who].value, guess.value))
    on_time = [a for a in answers.values() if a.value is not None and not a.late]
    sizes = {region: len(given) for region, given in _by_region(on_time).items()} | {EVERYONE: len(on_time)}
    return tuple(
        _guess(source, target, prompt, pairs, compare, least)
        for (source, target), pairs in sorted(by_pair.items())
        if len(pairs) >= least and sizes.get(target, 0) >= least and target in visible
    )


def _guess(
    source: str, target: str, prompt: Prompt, pairs: list[tuple[Value, Value]], compare: Compare, least: int
) -> e.Guess:
    compared = [compare(prompt, own_value, guess) for own_value, guess in pairs if own_value is not None]
    if len(compared) < least:
        # Compared with the answers of fewer people, a figure could tell what one of them answered.
        compared = []
    distance = sum(d for d, _ in compared) / len(compared) if compared else 0.0
    values = sorted((guess for _, guess in pairs), key=msgspec.json.encode)
    return e.Guess(source, target, tuple(values), sum(same for _, same in compared), round(distance, 6))
