"""What the desk says about clauses: rows, status, votes, results, how a clause can end, and what sealing will keep.
Plain values in, plain words out; it knows no Textual.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from align.charter.amendment import asked_lines
from align.charter.draft import BLANK, has_blank
from align.charter.wording import STATUS_WORDS, listed
from align.domain.model import CONSENT_FROM, SUPPORT_LEVELS, Clause, Plan, Scope, Status, VoteResult, clause_number
from align.domain.state import State
from align.domain.visibility import has_consent
from align.language import _, mark, plural
from align.sync.messages import Presence, Progress
from align.ui.present.desk import and_more

_BLANK_LINES = re.compile(r"\n\s*\n")
STATUS_MARKS: dict[Status, str] = {
    "draft": "○",
    "agreed": "✓",
    "provisional": "≈",
    "regional": "◑",
    "open": "?",
    "dissent_recorded": "!",
    "locked": "■",
}


class ClauseRow(msgspec.Struct, frozen=True):
    """One line of the clause list."""

    id: str
    number: int
    mark: str
    status: str
    title: str
    text: str
    vote: str


class Ending(msgspec.Struct, frozen=True):
    """One way a clause can end. `blocked` says why not now; empty: it can."""

    status: Status
    key: str
    label: str
    about: str
    blocked: str = ""


class LevelRow(msgspec.Struct, frozen=True):
    """How many gave one support level."""

    level: int
    words: str
    count: int


def clause_rows(state: State, progress: Progress) -> tuple[ClauseRow, ...]:
    """Return the clauses in the order in which they were begun."""
    return tuple(_row(state, clause, progress) for clause in state.clauses.values())


def _row(state: State, clause: Clause, progress: Progress) -> ClauseRow:
    return ClauseRow(
        id=clause.id,
        number=clause_number(clause.id),
        mark=mark_of(state, clause),
        status=status_of(state, clause),
        title=prompt_title(state.the_plan, clause.prompt),
        text=" ".join(clause.text.split()),
        vote=vote_words(state, clause.id, progress),
    )


def status_of(state: State, clause: Clause) -> str:
    """Return how a clause stands in a word or two: whether a vote is open; in an amendment, whether it is sealed."""
    if state.open_vote(clause.id) is not None:
        return _("vote open")
    amended = bool(state.versions) and not state.in_force
    if _stays_sealed(state, clause):
        return _("sealed")
    if amended and clause.status == "draft" and asked_lines(state, clause.id):
        return _("open again")
    return _(STATUS_WORDS[clause.status])


def mark_of(state: State, clause: Clause) -> str:
    """Return the mark for how a clause stands, beside `status_of`."""
    return STATUS_MARKS["locked" if _stays_sealed(state, clause) else clause.status]


def _stays_sealed(state: State, clause: Clause) -> bool:
    return bool(state.versions) and not state.in_force and state.is_kept(clause.id)


def prompt_title(plan: Plan, prompt: str) -> str:
    """Return a prompt's short title; its id when the pack does not know it."""
    try:
        return plan.prompt(prompt).title
    except KeyError:
        return prompt


def vote_words(state: State, clause: str, progress: Progress) -> str:
    """Return where the newest vote on a clause stands, in a few words; empty before the first."""
    votes = state.votes.get(clause)
    if not votes:
        return ""
    if votes[-1].open:
        return _("vote open, {n} of {all} in", n=progress.votes, all=progress.expected)
    result = votes[-1].result
    return result_words(result) if result is not None else ""


def result_words(result: VoteResult) -> str:
    """Return a counted vote in one sentence without names."""
    total, below = sum(result.counts), sum(result.counts[:CONSENT_FROM])
    if result.too_few:
        return _("too few voted to show it without names")
    if not total:
        return _("nobody voted")
    if result.consent:
        return _("all {n} can live with it", n=total) if total > 1 else _("the one vote can live with it")
    return _("{n} of {all} below {level}", n=below, all=total, level=CONSENT_FROM)


def levels(result: VoteResult) -> tuple[LevelRow, ...]:
    """Return the six levels, 0 first: as they are asked for, and as everybody else sees them."""
    return tuple(LevelRow(level, words, result.counts[level]) for level, words in enumerate(SUPPORT_LEVELS))


def reasons(plan: Plan, result: VoteResult) -> tuple[tuple[int, str, str], ...]:
    """Return (level, words, name) of every reason; the name is empty unless attribution is `named`."""
    names = {person.id: person.name for person in plan.participants}
    return tuple((reason.level, reason.text, names.get(reason.author, "")) for reason in result.reasons)


def newest_result(state: State, clause: str) -> VoteResult | None:
    """Return the newest counted vote on a clause, if any."""
    counted = [vote.result for vote in state.votes.get(clause, ()) if vote.result is not None]
    return counted[-1] if counted else None


def objections(state: State, clause: Clause) -> tuple[str, ...]:
    """Return the reasons below consent of the newest counted vote, as everybody has them, without names; none where the
    vote was on other words."""
    result = newest_result(state, clause.id)
    if result is None or outdated(state, clause):
        return ()
    given = (words for level, words, _name in reasons(state.the_plan, result) if level < CONSENT_FROM)
    return tuple(dict.fromkeys(_BLANK_LINES.sub("\n", words) for words in given))


def outdated(state: State, clause: Clause) -> str:
    """Say that the newest counted vote was on other words, or led to what was sealed; empty where it was on these."""
    result = newest_result(state, clause.id)
    if clause.id not in state.reworded or result is None:
        return ""
    led_to = next((one for one in state.versions if result.number <= one.votes.get(clause.id, 0)), None)
    if led_to is None or clause.id in led_to.reworded:
        return _("This vote was on the words before this edit.")
    if led_to.clauses[clause.id].text != state.versions[-1].clauses[clause.id].text:
        return _("This vote was on the words before this edit.")
    return _("This vote was on the words as they were sealed.")


_KINDS = {"region": mark("region"), "party": mark("party"), "role": mark("role"), "legal": mark("legal")}


def scope_words(plan: Plan, scope: Scope) -> str:
    """Return for whom a clause holds: "Everyone", "Pune (region)", "Sponsor (party)"."""
    if scope.kind == "universal":
        return _("Everyone")
    names = {"region": {r.id: r.name for r in plan.regions}, "party": {p.id: p.name for p in plan.parties}}
    return f"{names.get(scope.kind, {}).get(scope.of, scope.of)} ({_(_KINDS[scope.kind])})"


def clause_words(plan: Plan, clause: Clause) -> str:
    """Return all that an editor can change of a clause in one line: words, whom it holds for, owner and review date."""
    owner = next((person.name for person in plan.participants if person.id == clause.owner), clause.owner)
    return " · ".join(filter(None, (clause.text, scope_words(plan, clause.scope), owner, clause.review_on)))


def whole_words(plan: Plan, clause: Clause) -> str:
    """Return all that desks decide about a clause in one line: how it ends too, with texts by region and dissent."""
    regions = [_("{region}: {text}", region=one.name, text=clause.regional[one.id]) for one in plan.regions
               if one.id in clause.regional]  # fmt: skip
    dissent = [_("“{words}”", words=words) for words in clause.dissent]
    return " · ".join([clause_words(plan, clause), _(STATUS_WORDS[clause.status]), *regions, *dissent])


def clauses_for(state: State, prompt: str) -> tuple[Clause, ...]:
    """Return the clauses there are for a prompt."""
    return tuple(one for one in state.clauses.values() if one.prompt == prompt)


def beside_words(there: Sequence[Clause]) -> str:
    """Say which clauses there are for a prompt that gets another one; empty for none."""
    said = [_("There is clause {number} for this prompt already: {words}", number=clause_number(one.id), words=one.text)
            for one in there]  # fmt: skip
    return "\n".join(said)


def scopes(plan: Plan) -> tuple[tuple[Scope, str], ...]:
    """Return the scopes a clause can have in this workshop, everyone first, each with its words."""
    found = [Scope(), *(Scope("region", r.id) for r in plan.regions), *(Scope("party", p.id) for p in plan.parties)]
    roles = dict.fromkeys(person.role for person in plan.participants if person.role)
    found += [Scope("role", role) for role in roles]
    return tuple((scope, scope_words(plan, scope)) for scope in found)


DISSENT_BEFORE = mark(
    "It was recorded before this ending. Keep what still holds, mend it, or leave it out: the charter then goes "
    "without it, and the log keeps what was recorded."
)


def endings(state: State, clause: Clause) -> tuple[Ending, ...]:
    """Return the ways in which this clause can end now."""
    return (
        Ending("agreed", "a", _("Agreed"), _("One clause for all it is meant for."),
               "" if has_consent(state, clause.id) else _("Needs a vote with nobody below 3.")),
        Ending("provisional", "p", _("Provisional"), _("We try it until the review date.")),
        Ending("regional", "r", _("Regional"), _("A text for each region, all legitimate.")),
        Ending("open", "o", _("Open"), _("An assumption with an owner and a date.")),
        Ending("dissent_recorded", "d", _("Dissent recorded"), _("It holds; dissent keeps its own words.")),
    )  # fmt: skip


class Sealing(msgspec.Struct, frozen=True):
    """What a seal would keep, which clauses are not settled, and why it cannot happen yet (empty when it can)."""

    version: int
    counts: str
    unsettled: str
    blocked: str
    blanks: str
    """Which clauses would be sealed with a blank in their words, in a sentence; empty where none would."""


def sealing(state: State) -> Sealing:
    """Return what will be sealed: counts by status, the clauses without one, what stands in the way, and blanks.

    A clause that ends as open is an assumption, and may well have a blank.
    """
    clauses = list(state.clauses.values())
    by_status = {status: sum(c.status == status for c in clauses) for status in STATUS_WORDS}
    counts = " · ".join(f"{n} {_(STATUS_WORDS[status])}" for status, n in by_status.items() if n)
    drafts = [f"{clause_number(c.id)} {prompt_title(state.the_plan, c.prompt)}" for c in clauses if c.status == "draft"]
    blanks = [str(clause_number(c.id)) for c in clauses if c.status not in ("draft", "open") and has_blank(c)]
    return Sealing(
        state.version + 1, counts or _("no clause yet"), and_more(drafts, 5), _blocked(state, len(drafts)),
        _blanks(blanks),
    )  # fmt: skip


def _blanks(numbers: Sequence[str]) -> str:
    if not numbers:
        return ""
    return plural(
        len(numbers), "The words of clause {numbers} still have a blank ({blank}).",
        "The words of clauses {numbers} still have a blank ({blank}).", numbers=listed(numbers), blank=BLANK,
    )  # fmt: skip


def _blocked(state: State, drafts: int) -> str:
    if state.phase != "agree":
        return _("A charter can be sealed while clauses are agreed.")
    if not state.clauses:
        return _("The charter has no clause yet. Draft at least one.")
    if state.open_votes:
        return _("A vote is open. Close it first.")
    if drafts:
        left = plural(drafts, "{n} clause is not settled.", "{n} clauses are not settled.", n=drafts)
        return f"{left} {_('Settle each one, or drop it.')}"
    return ""


def still_to_come(plan: Plan, presence: Presence | None) -> str:
    """Return who has not given a level yet: by name who is here, as a number who is not; empty for nobody."""
    seats = {seat.participant: seat for seat in presence.seats} if presence is not None else {}
    left = [(p.name, seat.online) for p in plan.participants if (seat := seats.get(p.id)) and not seat.voted]
    here = [name for name, online in left if online]
    away = len(left) - len(here)
    named = _("Still to come: {people}.", people=and_more(here, 4)) if here else ""
    counted = plural(away, "{n} person is not here.", "{n} people are not here.", n=away) if away else ""
    return " ".join(filter(None, [named, counted]))


def drafted_prompts(state: State) -> frozenset[str]:
    """Return the prompts that have a clause."""
    return frozenset(clause.prompt for clause in state.clauses.values())
