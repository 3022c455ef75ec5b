"""What the desk says of clauses, votes, endings and moves, without a screen."""

from __future__ import annotations

import msgspec
import pytest

from align.analysis.compare import compare
from align.domain import commands as c
from align.domain.events import VoteCounted, VoteOpened
from align.domain.fold import evolve
from align.domain.model import Attribution, Clause, Scope
from align.domain.state import State
from align.domain.visibility import count, has_consent, public
from align.sync.messages import Progress, Seat
from align.ui.present import clauses, desk, desk_clauses, desk_moves
from tests.support.builders import GOOD_VALUES, Played, person, plan
from tests.ui.desks import presence

_ALONE: tuple[tuple[tuple[int, ...], Attribution], ...] = (
    ((3, 3, 3), "region"), ((3, 3, 0), "region"), ((3, 3, 2), "named"), ((3, 3, 2), "merged"),
)  # fmt: skip


def with_clause() -> Played:
    played = Played(plan()).lead(c.OpenRound())
    for who in ("p1", "p2", "p3"):
        played.answer(who, **GOOD_VALUES)
    return played.lead(c.CloseRound(), c.MoveTo("agree"), c.DraftClause("urgent", "Urgent means today."))


def voted(*levels: int) -> State:
    played = with_clause().lead(c.OpenVote("c1"))
    for number, level in enumerate(levels, 1):
        played.do(person(f"p{number}"), c.GiveSupport("c1", 1, level, "why" if level < 3 else ""))
    return counted(played)


def counted(played: Played) -> State:
    played.lead(c.CloseVote("c1"))
    return evolve(played.state, VoteCounted(count(played.state, "c1", 1)))


def test_in_an_open_vote_people_are_those_who_voted_and_those_who_did_not() -> None:
    state = with_clause().lead(c.OpenVote("c1")).state
    block = desk.who(state, presence(Seat("p1", joined=True, online=True, done=True, voted=True)))[0]
    assert block.summary == "1 of 3 voted"
    assert [row.mark for row in block.people] == ["done", "none", "none"]


def test_all_levels_still_to_come_are_named_or_counted() -> None:
    done, *here = (Seat(who, joined=True, online=True, voted=who == "p1") for who in ("p1", "p2", "p5"))
    seats = [done, *here, Seat("p3"), Seat("p4", joined=True)]
    said = desk_clauses.still_to_come(plan(), presence(*seats))
    assert said == "Still to come: Pune 2 and Boston 2. 2 people are not here."
    assert desk_clauses.still_to_come(plan(), presence(done, seats[3])) == "1 person is not here."
    assert not desk_clauses.still_to_come(plan(), presence(done)) and not desk_clauses.still_to_come(plan(), None)


@pytest.mark.parametrize(
    ("levels", "words", "blocked"),
    [
        ((4, 4, 3), "all 3 can live with it", ""),
        ((5,), "too few voted to show it without names", "Needs a vote with nobody below 3."),
        ((4, 2, 0), "2 of 3 below 3", "Needs a vote with nobody below 3."),
        ((), "nobody voted", "Needs a vote with nobody below 3."),
    ],
)
def test_agreed_can_be_chosen_only_with_consent(levels: tuple[int, ...], words: str, blocked: str) -> None:
    state = voted(*levels)
    result = desk_clauses.newest_result(state, "c1")
    assert result is not None
    assert desk_clauses.result_words(result) == words
    agreed, *others = desk_clauses.endings(state, state.clauses["c1"])
    assert agreed.blocked == blocked
    assert not any(way.blocked for way in others), "the other endings are always open"


def test_a_vote_on_the_words_before_an_edit_says_so_and_is_no_consent_to_the_new_ones() -> None:
    played = with_clause().lead(c.OpenVote("c1"))
    for who in ("p1", "p2", "p3"):
        played.do(person(who), c.GiveSupport("c1", 1, 4, ""))
    state = counted(played)
    assert desk_clauses.outdated(state, state.clauses["c1"]) == ""
    state = played.lead(c.ChangeClause("c1", "Urgent means now.", Scope())).state
    evolve(state, VoteCounted(count(state, "c1", 1)))
    assert desk_clauses.outdated(state, state.clauses["c1"]) == "This vote was on the words before this edit."
    assert desk_clauses.endings(state, state.clauses["c1"])[0].blocked == "Needs a vote with nobody below 3."


def test_a_vote_that_led_to_a_sealed_clause_is_told_by_its_number_whatever_the_words_are_now() -> None:
    played = with_clause().lead(c.OpenVote("c1"))
    for who in ("p1", "p2", "p3"):
        played.do(person(who), c.GiveSupport("c1", 1, 4, ""))
    counted(played)
    played.lead(c.SettleClause("c1", "agreed"), c.Seal(), c.Amend("Nights."), c.ReopenClause("c1", "Nights."))
    as_sealed, before = (
        "This vote was on the words as they were sealed.",
        "This vote was on the words before this edit.",
    )
    state = played.state
    assert desk_clauses.outdated(state, state.clauses["c1"]) == as_sealed
    played.lead(c.ChangeClause("c1", "Urgent means now."))
    assert desk_clauses.outdated(state, state.clauses["c1"]) == as_sealed
    played.lead(c.OpenVote("c1"), c.CloseVote("c1"))
    evolve(state, VoteCounted(count(state, "c1", 2)))
    played.lead(c.ChangeClause("c1", "Urgent means today."))
    assert desk_clauses.outdated(state, state.clauses["c1"]) == before, "the sealed words again, after a vote on others"


def test_a_vote_on_words_that_were_changed_before_the_seal_is_not_said_to_be_on_the_sealed_ones() -> None:
    played = with_clause().lead(c.OpenVote("c1"))
    for who in ("p1", "p2", "p3"):
        played.do(person(who), c.GiveSupport("c1", 1, 4, ""))
    counted(played)
    played.lead(c.ChangeClause("c1", "Urgent means now."), c.SettleClause("c1", "provisional"), c.Seal())
    played.lead(c.Amend("Nights."), c.ReopenClause("c1", "Nights."))
    state = played.state
    assert desk_clauses.outdated(state, state.clauses["c1"]) == "This vote was on the words before this edit."


@pytest.mark.parametrize("levels", [(), (5,), (4, 4, 3), (4, 2, 0)])
def test_everybody_knows_of_a_vote_what_the_host_does_whether_it_is_consent(levels: tuple[int, ...]) -> None:
    played = with_clause().lead(c.OpenVote("c1"))
    for number, level in enumerate(levels, 1):
        played.do(person(f"p{number}"), c.GiveSupport("c1", 1, level, "why" if level < 3 else ""))
    seen = public(played.log, compare)
    assert not has_consent(played.state, "c1")
    assert not has_consent(seen, "c1")
    played.lead(c.CloseVote("c1"))
    assert has_consent(played.state, "c1") == has_consent(public(played.log, compare), "c1") == (levels == (4, 4, 3))


def test_levels_are_listed_as_they_are_asked_for_and_reasons_without_names() -> None:
    state = voted(4, 2, 0)
    result = desk_clauses.newest_result(state, "c1")
    assert result is not None
    assert [(row.level, row.count) for row in desk_clauses.levels(result)] == [
        (0, 1), (1, 0), (2, 1), (3, 0), (4, 1), (5, 0),
    ]  # fmt: skip
    assert desk_clauses.reasons(plan(), result) == ((0, "why", ""), (2, "why", ""))


def test_a_clause_row_says_its_number_status_and_vote() -> None:
    state = with_clause().lead(c.OpenVote("c1")).state
    (row,) = desk_clauses.clause_rows(state, Progress(votes=7, expected=11))
    assert (row.number, row.status, row.title, row.vote) == (1, "vote open", "Urgent means", "vote open, 7 of 11 in")


def test_desk_and_chairs_call_a_clause_by_one_number_and_mark_also_when_one_before_it_was_dropped() -> None:
    played = with_clause().lead(c.DraftClause("protect", "The date."), c.DropClause("c1"))
    state = played.lead(c.SettleClause("c2", "regional", regional={"pune": "Cost."})).state
    (at_desk,) = desk_clauses.clause_rows(state, Progress())
    (in_chair,) = clauses.clause_rows(state)
    assert (in_chair.number, in_chair.mark, in_chair.status) == (at_desk.number, at_desk.mark, at_desk.status)
    assert at_desk.number == 2
    assert clauses.headline(state, state.clauses["c2"]).startswith("CLAUSE 2 · ")


def test_scopes_are_everyone_then_regions_parties_and_roles() -> None:
    assert [words for _, words in desk_clauses.scopes(plan())] == [
        *("Everyone", "Pune (region)", "Boston (region)", "Zürich (region)"),
        *("Norvia (party)", "Helix (party)", "CRA (role)"),
    ]


def test_blanks_are_said_before_a_clause_ends_and_before_the_seal_but_of_an_open_assumption() -> None:
    played = with_clause().lead(c.DraftClause("urgent", "Within ____ hours."), c.DraftClause("urgent", "In ____ days."))
    state = played.state
    assert desk_moves.settling(state.clauses["c1"]) == "All of these are good endings."
    assert desk_moves.settling(state.clauses["c2"]).startswith("The words still have a blank (____).")
    assert desk_clauses.sealing(state).blanks == "", "a draft is not sealed"
    played.lead(c.SettleClause("c1", "provisional"), c.SettleClause("c2", "provisional"))
    played.lead(c.SettleClause("c3", "regional", regional={"pune": "In ____ days."}))
    assert desk_clauses.sealing(state).blanks == "The words of clauses 2 and 3 still have a blank (____)."
    assert desk_moves.sealing_move(state).text.startswith("The words of clauses 2 and 3 still have a blank (____). ")
    played.lead(c.SettleClause("c3", "open", "Fay", "2027-03-01"), c.ChangeClause("c2", "Within 2 hours."))
    played.lead(c.SettleClause("c2", "provisional"))
    assert desk_clauses.sealing(state).blanks == ""
    assert desk_moves.sealing_move(state).text.startswith("Version 1 keeps ")


def test_sealing_says_what_stands_in_the_way() -> None:
    assert "can be sealed while clauses are agreed" in desk_clauses.sealing(Played(plan()).state).blocked
    draft = desk_clauses.sealing(with_clause().state)
    assert (draft.unsettled, draft.counts) == ("1 Urgent means", "1 draft")
    assert draft.blocked == "1 clause is not settled. Settle each one, or drop it."
    settled = with_clause().lead(c.SettleClause("c1", "provisional")).state
    assert desk_clauses.sealing(settled).blocked == ""
    assert desk_moves.sealing_move(settled).text.startswith("Version 1 keeps 1 provisional.")


def test_closing_names_who_is_not_done_and_how_answers_will_be_shown() -> None:
    state = Played(plan()).lead(c.OpenRound()).state
    seats = [Seat(p.id, done=p.id != "p2") for p in plan().participants]
    move = desk_moves.closing(state, presence(*seats))
    assert move.text.startswith("1 person is not done: Pune 2. Done so far: ")
    assert "Answers are frozen and shown by region, without names." in move.text
    everybody = desk_moves.closing(state, presence(*(Seat(p.id, done=True) for p in plan().participants)))
    assert everybody.text.startswith("Everybody is done.")


def test_closing_says_of_whoever_answered_all_that_only_handing_in_is_left() -> None:
    state = Played(plan()).lead(c.OpenRound()).state
    every = len(state.asked)
    answered = {"p2": every, "p3": every - 1}
    seats = [Seat(p.id, done=p.id not in answered, answered=answered.get(p.id, every)) for p in plan().participants]
    names = {person.id: person.name for person in plan().participants}
    move = desk_moves.closing(state, presence(*seats))
    assert move.text.startswith(f"1 person is not done: {names['p3']}. Answered all, not handed in: {names['p2']}. ")


def _closing_with(
    done: tuple[int, ...], begun: int = 0, attribution: Attribution = "region", min_n: int = 3, sensitive: int = 0
) -> str:
    """What closing says with so many done in Pune, Boston and Zürich, and `begun` of the others with one answer; the
    first `sensitive` prompts are so."""
    the_plan = plan(attribution, min_n=min_n)
    if sensitive:
        prompts = [msgspec.structs.replace(one, sensitive=n < sensitive) for n, one in enumerate(the_plan.pack.prompts)]
        pack = msgspec.structs.replace(the_plan.pack, prompts=tuple(prompts))
        the_plan = msgspec.structs.replace(the_plan, pack=pack)
    seats = []
    for where, many in zip(the_plan.regions, done, strict=True):
        for n, one in enumerate(p for p in the_plan.participants if p.region == where.id):
            seats.append(Seat(one.id, done=n < many, answered=1 if many <= n < many + begun else 0))
    return desk_moves.closing(Played(the_plan).lead(c.OpenRound()).state, presence(*seats)).text


def test_closing_says_which_regions_will_be_shown_only_together() -> None:
    together = "Boston and Zürich will be shown together"
    said = _closing_with((3, 3, 2))
    assert "Done so far: Zürich 2. From 3 on a region is shown by itself. " + together + ", as one group. A" in said
    begun = _closing_with((3, 3, 2), begun=1)
    assert f"At prompts that nobody else answered, {together}." in begun
    assert "Fewer than 3 people are done. A" in _closing_with((2, 0, 0))
    for done, attribution in _ALONE:
        assert "From 3 on" not in _closing_with(done, 0, attribution)


def test_closing_with_hardly_anybody_done_says_once_what_is_not_shown() -> None:
    assert "Fewer than" not in _closing_with((0, 0, 0), min_n=1), "an answer may stand alone, and there is none"
    for done, min_n, fewest in (((0, 0, 0), 1, 5), ((2, 0, 0), 3, 3), ((3, 1, 0), 3, 5)):
        said = _closing_with(done, min_n=min_n, sensitive=1)
        assert said.count("A prompt that fewer answered is not shown.") == 1
        assert f"Fewer than {fewest} people are done." in said


def test_a_blank_is_not_asked_about_where_another_vote_is_open_and_refused_anyway() -> None:
    one = Clause(id="c1", prompt="urgent", area="norms", text="Within ____.")
    other = msgspec.structs.replace(one, id="c2", text="Now.")
    state = State(plan=plan(), clauses={"c1": one, "c2": other})
    assert desk_moves.voting(state, one) is not None and desk_moves.voting(state, other) is None
    assert desk_moves.voting(evolve(state, VoteOpened("c2", 1)), one) is None


def test_many_names_become_a_few_and_a_number() -> None:
    assert desk.and_more(["A", "B", "C", "D"]) == "A, B, C and 1 more"
    assert desk.and_more(["A", "B"]) == "A and B"
    assert desk.and_more([]) == ""
