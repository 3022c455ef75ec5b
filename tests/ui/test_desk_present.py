"""What the desk says, without a screen: steps, people and joining."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import cast

import msgspec
import pytest

from align.domain import commands as c
from align.domain.calendars import work_calendar
from align.domain.model import Clause, Region
from align.domain.pulses import LIVED
from align.domain.state import Vote
from align.engine.workshop import Workshop
from align.sync.messages import Presence, Progress, Seat
from align.sync.ticket import CODE_LETTERS, new_code
from align.ui.present import desk, desk_join
from align.ui.present.desk_minutes import label_and_rest, planned
from align.ui.present.desk_nudging import unfinished
from align.ui.present.letters import large
from align.ui.screens.facilitator.lines import people_lines
from tests.charter.test_pulses import MIXED, pulse, sealed
from tests.domain.test_renewal import LIVED_PROMPT
from tests.support.builders import Played, plan
from tests.ui.desks import presence

MONDAY = datetime(2027, 3, 1, 14, 35, tzinfo=UTC)


def region(letter: str, zone: str, hours: str = "Mon-Fri 09:00-17:30") -> Region:
    return Region(letter.lower(), letter, letter, work_calendar(zone, hours))


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


def test_after_a_pulse_nobody_is_counted_against_the_prompts_of_the_kickoff() -> None:
    played = pulse(sealed(), (LIVED_PROMPT,), {LIVED: MIXED})
    here, away = Seat("p1", joined=True, online=True, answered=1, done=True), Seat("p2", joined=True, answered=1)
    rows = desk.who(played.state, presence(here, away))[0].people
    assert [(row.mark, row.detail) for row in rows[:2]] == [("none", "here"), ("none", "away")]
    assert desk.sealed_sentence(played.state).endswith("Those of round 1 stay as they are.")


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
    seats = (Seat("p1"), Seat("p2", joined=True), Seat("p3", joined=True, online=True))
    rows = unfinished(state, presence(*seats), MONDAY)
    assert [row.words for row in rows[:3]] == ["Pune 1 · Pune, not joined", "Pune 2 · Pune, away", "Pune 3 · Pune"]


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


def test_the_desk_hears_how_often_a_newcomer_looked_and_only_then() -> None:
    assert desk_join.newcomers(None) == desk_join.newcomers(Presence(())) == ""
    assert "the charter once (" in desk_join.newcomers(Presence((), visits=1))
    assert "the charter 3 times (" in desk_join.newcomers(Presence((), visits=3))
