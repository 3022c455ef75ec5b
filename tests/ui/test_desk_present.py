"""What the desk says, without a screen: steps, people, clocks, joining, clauses and moves."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import cast

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.analysis.compare import compare
from align.domain import commands as c
from align.domain.calendars import Holiday, work_calendar
from align.domain.events import VoteCounted, VoteOpened
from align.domain.fold import evolve
from align.domain.model import Attribution, Clause, Region, Scope
from align.domain.state import State, Vote
from align.domain.visibility import count, has_consent, public
from align.engine.workshop import Workshop
from align.sync.messages import Presence, Progress, Seat
from align.sync.ticket import CODE_LETTERS, new_code
from align.ui.present import clauses, desk, desk_clauses, desk_clocks, desk_join, desk_moves, desk_weeks
from align.ui.present.desk_minutes import label_and_rest, planned
from align.ui.present.desk_nudging import unfinished
from align.ui.present.letters import large
from align.ui.screens.facilitator.lines import clock_cells, clock_lines, people_lines, week_lines
from tests.support.builders import GOOD_VALUES, Played, person, plan

MONDAY = datetime(2027, 3, 1, 14, 35, tzinfo=UTC)


def region(letter: str, zone: str, hours: str = "Mon-Fri 09:00-17:30") -> Region:
    return Region(letter.lower(), letter, letter, work_calendar(zone, hours))


def presence(*seats: Seat) -> Presence:
    return Presence(seats, "align://host:1/orion-3#x", "AAAA-BBBB")


# ---- steps and people ------------------------------------------------------------------------------------------


def test_the_agenda_marks_what_is_behind_what_is_now_and_what_is_ahead() -> None:
    state = Played(plan()).lead(c.OpenRound()).state
    found = desk.steps(state, Progress(done=8, expected=12))
    assert [step.mark for step in found] == ["behind", "current", "ahead", "ahead", "ahead", "ahead"]
    assert [step.number for step in found] == [1, 2, 3, 4, 5, 6]
    assert found[1].detail == "8 of 12 done"


@pytest.mark.parametrize(
    ("seat", "mark", "detail"),
    [
        (Seat("p1"), "none", "not joined"),
        (Seat("p1", joined=True), "none", "away"),
        (Seat("p1", joined=True, online=True), "none", "here"),
        (Seat("p1", joined=True, online=True, answered=6), "some", "6/8"),
        (Seat("p1", joined=True, answered=6), "some", "6/8, away"),
        (Seat("p1", joined=True, answered=-1), "some", "begun, away"),
        (Seat("p1", joined=True, online=True, answered=8), "whole", "8/8"),
        (Seat("p1", joined=True, online=True, answered=8, done=True), "done", "done"),
        (Seat("p1", joined=True, online=True, answered=3, by_phone=True), "some", "3/8, by phone"),
        (Seat("p1", joined=True, by_phone=True), "none", "by phone"),
    ],
)
def test_a_person_is_a_mark_and_two_words(seat: Seat, mark: str, detail: str) -> None:
    state = Played(plan()).lead(c.OpenRound()).state
    row = desk.who(state, presence(seat))[0].people[0]
    assert (row.mark, row.detail) == (mark, detail)


@pytest.mark.parametrize("width", [30, 46, 90])
def test_whoever_answered_all_and_did_not_hand_in_has_a_mark_that_is_explained(width: int) -> None:
    state = Played(plan()).lead(c.OpenRound()).state
    for answered in (7, 8):
        seat = Seat("p1", joined=True, online=True, answered=answered)
        board = cast(Workshop, SimpleNamespace(state=state, presence=presence(seat)))
        text = "\n".join(line.plain for line in people_lines(board, width, 40))
        assert ("◕ Pune 1" in text, "◕ answered all, not handed in" in text) == (answered == 8, answered == 8)
        assert "○ not yet" in text and "grey: not here" in text and "…" not in text


def test_who_can_be_reminded_is_where_the_desk_says() -> None:
    state = Played(plan()).lead(c.OpenRound()).state
    rows = unfinished(state, presence(Seat("p1"), Seat("p2", joined=True), Seat("p3", joined=True, online=True)))
    assert [row.words for row in rows[:3]] == ["Pune 1 · Pune, not joined", "Pune 2 · Pune, away", "Pune 3 · Pune"]


def test_in_an_open_vote_people_are_those_who_voted_and_those_who_did_not() -> None:
    state = with_clause().lead(c.OpenVote("c1")).state
    block = desk.who(state, presence(Seat("p1", joined=True, online=True, done=True, voted=True)))[0]
    assert block.summary == "1 of 3 voted"
    assert [row.mark for row in block.people] == ["done", "none", "none"]


def test_before_the_first_presence_everybody_is_listed_as_not_joined() -> None:
    blocks = desk.who(Played(plan()).state, None)
    assert [len(block.people) for block in blocks] == [3, 3, 3]
    assert blocks[0].summary == "0 of 3 here"


@pytest.mark.parametrize("link", ["connecting", "offline", "ended"])
def test_a_broken_line_is_said_calmly_and_a_whole_one_not_at_all(link: str) -> None:
    assert desk.link_words(link, "why").endswith((".", "…", "why"))  # type: ignore[arg-type]
    assert desk.link_words("online", "") == ""


def test_every_phase_has_its_sentence_and_its_headline() -> None:
    for phase in ("setup", "assume", "reveal", "agree", "sealed"):
        state = msgspec.structs.replace(Played(plan()).state, phase=phase)
        assert desk.headline(state).startswith("ORION-3 kickoff · ")
        # One line at 80 columns, quotation marks and label included.
        assert len(desk.say_now(desk.current_step(state), state)) <= 67
        assert ("you included" in desk.sealed_sentence(state)) == (phase in ("setup", "assume"))


def test_every_step_says_its_planned_minutes_within_one_line() -> None:
    for step, most in (("setup", 0), ("assume", 26), ("reveal", 10), ("agree", 45), ("seal", 0), ("pulse", 2)):
        state = Played(plan()).state
        minutes = planned(step, state)  # type: ignore[arg-type]
        assert (minutes.most if minutes else 0) == most
        said = desk.say_now(step, state)  # type: ignore[arg-type]
        for width in (78, 98, 160):
            label, rest = label_and_rest(said, minutes, width)
            assert len(f"{label}  “{said}”  {rest}".rstrip()) <= width
            assert minutes is None or minutes.short in label + rest
        assert label_and_rest(said, minutes, 160) == ("Say now", minutes.words if minutes else "")


def test_the_minutes_of_the_clauses_follow_what_is_done_with_them() -> None:
    state = Played(plan()).state
    state.clauses = {"c1": Clause(id="c1", prompt="one", area="norms", text="We call.")}
    assert planned("agree", state).words == "Talk: 45 min"  # type: ignore[union-attr]
    state.votes = {"c1": [Vote(1)]}
    assert planned("agree", state).words == "Consent: 12 min"  # type: ignore[union-attr]
    state.votes = {}
    state.clauses = {"c1": msgspec.structs.replace(state.clauses["c1"], status="agreed")}
    assert planned("agree", state).words == "Own and check: 8 min"  # type: ignore[union-attr]


# ---- clocks ----------------------------------------------------------------------------------------------------


def test_regions_stand_on_one_axis_of_the_utc_day() -> None:
    where = msgspec.structs.replace(plan(), regions=(region("B", "America/New_York"), region("Z", "Europe/Zurich")))
    shown = desk_clocks.clocks(where, MONDAY)
    assert [row.clock for row in shown.rows] == ["09:35", "15:35"]
    assert [row.at_work for row in shown.rows] == [True, True]
    assert shown.rows[1].bar == "·" * 8 + "▓" * 8 + "·" * 8
    assert shown.now == 14
    assert shown.together == "All work now, until 16:30 UTC"


def test_a_clock_that_shows_another_day_than_utc_names_it() -> None:
    where = msgspec.structs.replace(plan(), regions=(region("S", "Australia/Sydney"), region("H", "Pacific/Honolulu")))
    shown = desk_clocks.clocks(where, MONDAY)
    assert (shown.day, [row.clock for row in shown.rows]) == ("Mon", ["Tue 01:35", "04:35"])


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        (datetime(2027, 3, 1, 10, 0, tzinfo=UTC), "All work together 14:00–16:30 UTC"),
        (datetime(2027, 3, 1, 16, 30, tzinfo=UTC), "All work together Tue 14:00–16:30 UTC"),
        (datetime(2027, 3, 5, 20, 0, tzinfo=UTC), "All work together Mon 14:00–16:30 UTC"),
    ],
)
def test_the_next_shared_hours_are_named_with_their_day(now: datetime, sentence: str) -> None:
    where = msgspec.structs.replace(plan(), regions=(region("B", "America/New_York"), region("Z", "Europe/Zurich")))
    assert desk_clocks.together(where, now) == sentence


def test_regions_that_never_work_together_are_told_so() -> None:
    where = msgspec.structs.replace(plan(), regions=(region("P", "Asia/Kolkata"), region("B", "America/New_York")))
    assert desk_clocks.together(where, MONDAY) == "No hour of the next seven days has all regions at work."


@given(cells=st.sampled_from([12, 24]), hour=st.integers(0, 23), minute=st.integers(0, 59))
def test_bar_axis_and_now_have_the_same_width_at_any_time(cells: int, hour: int, minute: int) -> None:
    shown = desk_clocks.clocks(plan(), MONDAY.replace(hour=hour, minute=minute), cells)
    assert len(shown.axis) == cells
    assert all(len(row.bar) == cells for row in shown.rows)
    assert 0 <= shown.now < cells


# ---- joining ---------------------------------------------------------------------------------------------------


def test_every_letter_of_a_code_can_be_drawn_and_no_two_look_alike() -> None:
    drawn = [large(letter) for letter in f"{CODE_LETTERS}-"]
    assert len(set(drawn)) == len(drawn)
    assert all(len(rows[0]) == 7 and len({len(row) for row in rows}) == 1 for rows in drawn)
    assert len(large(new_code())[0]) == 63, "a code fits into 80 columns"


def test_a_qr_code_has_a_quiet_zone_and_loses_no_module() -> None:
    rows = desk_join.half_blocks([[1, 0, 1], [0, 1, 0], [1, 1, 1]], quiet=1)
    assert rows == (" ▄ ▄ ", " ▄█▄ ", "     ")
    assert desk_join.half_blocks([]) == ("", "")


def test_the_invitation_says_how_and_that_nobody_sees_answers() -> None:
    text = desk_join.invitation(plan(), presence())
    assert "align join align://host:1/orion-3#x" in text
    assert "AAAA-BBBB" in text
    assert "Nobody sees an answer until the round is closed" in text
    assert desk_join.invitation_name(presence()) == "orion-3-invitation.txt"
    assert desk_join.join_command(None) == ""
    assert desk_join.without_align(None) == desk_join.without_align(presence()) == ""


def test_the_invitation_and_the_desk_name_the_doors_for_people_who_cannot_install_anything() -> None:
    doors = ("ssh -p 7465 orion-3@host", "https://host:7480")
    opened = msgspec.structs.replace(presence(), doors=doors)
    assert desk_join.without_align(opened).splitlines() == list(doors)
    assert all(door in desk_join.invitation(plan(), opened) for door in doors)


def test_only_people_who_have_not_joined_can_answer_by_phone() -> None:
    here = presence(Seat("p1", joined=True), Seat("p2"))
    assert [chair.id for chair in desk_join.joined(plan(), here)] == ["p1"]
    assert "p1" not in [chair.id for chair in desk_join.not_joined(plan(), here)]
    assert desk_join.not_joined(plan(), here)[0].words == "Pune 2 · Pune"


# ---- clauses and moves -----------------------------------------------------------------------------------------


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


def _closing_with(done: tuple[int, ...], begun: int = 0, attribution: Attribution = "region") -> str:
    """What closing says with so many done in Pune, Boston and Zürich, and `begun` of the others with one answer."""
    the_plan = plan(attribution)
    seats = []
    for where, many in zip(the_plan.regions, done, strict=True):
        for n, one in enumerate(p for p in the_plan.participants if p.region == where.id):
            seats.append(Seat(one.id, done=n < many, answered=1 if many <= n < many + begun else 0))
    return desk_moves.closing(Played(the_plan).lead(c.OpenRound()).state, presence(*seats)).text


_ALONE: tuple[tuple[tuple[int, ...], Attribution], ...] = (
    ((3, 3, 3), "region"), ((3, 3, 0), "region"), ((3, 3, 2), "named"), ((3, 3, 2), "merged"),
)  # fmt: skip


def test_closing_says_which_regions_will_be_shown_only_together() -> None:
    together = "Boston and Zürich will be shown together"
    said = _closing_with((3, 3, 2))
    assert "Done so far: Zürich 2. From 3 on a region is shown by itself. " + together + ", as one group. A" in said
    begun = _closing_with((3, 3, 2), begun=1)
    assert f"At prompts that nobody else answered, {together}." in begun
    assert "Fewer than 3 people are done. A" in _closing_with((2, 0, 0))
    for done, attribution in _ALONE:
        assert "From 3 on" not in _closing_with(done, 0, attribution)


@pytest.mark.parametrize(("width", "begins"), [(27, "P    "), (28, "P Pu… "), (30, "P Pune "), (60, "P Pune ")])
def test_a_clock_keeps_its_day_where_it_is_another_one_than_in_utc(width: int, begins: str) -> None:
    late = datetime(2027, 3, 6, 19, 25, tzinfo=UTC)
    lines = clock_lines(desk_clocks.clocks(plan(), late, clock_cells(width)), {}, width)
    assert any("Sun 00:55 " in line.plain and line.plain.startswith(begins) for line in lines)
    assert all(line.cell_length <= width for line in lines)


def test_many_names_become_a_few_and_a_number() -> None:
    assert desk.and_more(["A", "B", "C", "D"]) == "A, B, C and 1 more"
    assert desk.and_more(["A", "B"]) == "A and B"
    assert desk.and_more([]) == ""


# ---- a chosen week -----------------------------------------------------------------------------------------------


def test_a_chosen_week_says_when_all_are_at_work_and_what_is_unlike_other_weeks() -> None:
    _, boston, zurich = plan().regions
    off = msgspec.structs.replace(zurich.calendar, holidays=(Holiday("2027-03-10", "A day of rest"),))
    pair = msgspec.structs.replace(plan(), regions=(boston, msgspec.structs.replace(zurich, calendar=off)))
    usual, odd = desk_weeks.week(pair, MONDAY, 0), desk_weeks.week(pair, MONDAY, 1)
    assert usual.title == "This week" and not usual.unlike
    assert usual.together == (
        "All together 12.5 h", "Mon–Fri 14:00–16:30 UTC", "Boston 09:00–11:30", "Zürich 15:00–17:30",
    )  # fmt: skip
    assert [len(hours) for hours in usual.at_work] == [24] * 7 and usual.at_work[0][14] == 2
    assert odd.title == "Week of 8 March 2027, in 1 week"
    assert odd.together[0] == "All together 10 h, 12.5 h this week"
    assert odd.unlike == ("Boston: clocks change Sun, UTC−5 to UTC−4", "Zürich: day off Wed, A day of rest")
    apart = desk_weeks.week(pair, MONDAY, 2)
    assert apart.together[0] == "All together 17.5 h, 12.5 h this week", "one region's clocks stand elsewhere already"
    assert desk_weeks.week(plan(), MONDAY, 0).together == ("No hour of this week has all regions at work.",)


@pytest.mark.parametrize("width", [26, 42])
def test_a_week_fits_its_panel(width: int) -> None:
    shown = desk_weeks.week(plan(), MONDAY, 1)
    assert max(line.cell_length for line in week_lines(shown, width)) <= width


def test_the_desk_hears_how_often_a_newcomer_looked_and_only_then() -> None:
    assert desk_join.newcomers(None) == desk_join.newcomers(Presence(())) == ""
    assert "the charter once (" in desk_join.newcomers(Presence((), visits=1))
    assert "the charter 3 times (" in desk_join.newcomers(Presence((), visits=3))


def test_a_blank_is_not_asked_about_where_another_vote_is_open_and_refused_anyway() -> None:
    one = Clause(id="c1", prompt="urgent", area="norms", text="Within ____.")
    other = msgspec.structs.replace(one, id="c2", text="Now.")
    state = State(plan=plan(), clauses={"c1": one, "c2": other})
    assert desk_moves.voting(state, one) is not None and desk_moves.voting(state, other) is None
    assert desk_moves.voting(evolve(state, VoteOpened("c2", 1)), one) is None
