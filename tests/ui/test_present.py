"""What screens say: times, counts, documents as lines, what a reveal shows. No terminal is needed for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from align.analysis.compare import compare
from align.domain import commands as c
from align.domain import events as e
from align.domain.fold import evolve
from align.domain.model import VoteResult
from align.domain.state import State
from align.domain.visibility import public
from align.engine.workshop import Mine
from align.sync.messages import Presence, Progress
from align.sync.ticket import Ticket
from align.ui.present import answering, clauses, counts, flow, reveal, times, welcome
from align.ui.present.desk import STEP_TITLES
from align.ui.present.desk_join import near_words
from align.ui.present.plain import to_lines
from align.ui.widgets.bars import bar, counted, fit
from tests.support import builders

NOW = datetime(2027, 3, 15, 13, 0, tzinfo=UTC)


def test_desk_participants_and_shared_screen_call_a_step_the_same() -> None:
    for phase in ("assume", "reveal", "agree", "pulse"):
        assert STEP_TITLES[phase] == welcome.PHASE_WORDS[phase]


@pytest.mark.parametrize(
    ("until", "words"),
    [
        ("", ""), ("2027-03-15T13:11:20+00:00", "11:20 left"), ("2027-03-15T12:00:00+00:00", "time is up"),
        ("2027-03-15T18:31:05+05:30", "1:05 left"), ("2027-03-15T15:00:00+00:00", "2:00:00 left"),
    ],
)  # fmt: skip
def test_a_timer_says_what_is_left(until: str, words: str) -> None:
    assert times.time_left(until, NOW) == words


def test_small_words_read_well() -> None:
    assert [counts.count(n, "answer") for n in (0, 1, 2)] == ["no answers", "1 answer", "2 answers"]
    assert counts.joined(["a", "b", "c"]) == "a, b and c"
    assert times.calendar_day("2027-03-02") == "2 Mar 2027"
    assert times.calendar_day("soon") == "soon"
    assert times.about_minutes(0.2) == "less than a minute"
    assert [times.span_words(minutes) for minutes in (0.1, 0.25, 0.5, 1, 1.5)] == [
        "6 s", "15 s", "30 s", "1 min", "1.5 min",
    ]  # fmt: skip
    assert times.region_time(builders.REGIONS[0], NOW) == "Pune 18:30"


@pytest.mark.parametrize("attribution", ["named", "region", "merged"])
def test_every_mode_says_before_typing_who_will_see_what(attribution: str) -> None:
    plan = builders.plan(attribution)  # type: ignore[arg-type]
    said = answering.who_will_see(plan, plan.prompt("urgent"))
    assert ("with your name" in said) == (attribution == "named")
    assert ("by region, without names" in said) == (attribution == "region")
    assert ("without names or regions" in said) == (attribution == "merged")
    assert "Hidden until the round closes" in said
    assert any("patient data" in text for _, text in welcome.paragraphs(plan))


def test_where_no_region_has_enough_people_it_is_said_that_all_are_shown_together() -> None:
    several = builders.plan(sizes=(3, 2, 2))
    prompt = several.prompt("urgent")
    few = msgspec.structs.replace(several, min_n=4)
    assert "by region" in answering.who_will_see(several, prompt)
    assert "all together" in answering.who_will_see(few, prompt)
    assert "never fewer than 4 together" in answering.who_will_see(few, prompt)
    anybody = msgspec.structs.replace(few, open_door=True)
    assert "by region" in answering.who_will_see(anybody, prompt), "others may join that region"


@pytest.mark.parametrize(("done", "said"), [(0, "are"), (1, "is"), (2, "are")])
def test_one_person_is_done_and_several_are(done: int, said: str) -> None:
    assert f"{done} of 9 people {said} done." in welcome.waiting_words(Progress(expected=9, done=done))


def test_groups_too_small_to_be_shown_are_not_asked_about() -> None:
    plan = builders.plan(sizes=(3, 3, 2))
    prompt = plan.prompt("urgent")
    assert [target.id for target in answering.guess_targets(plan, prompt, "p1")] == ["boston", "pune"]
    assert answering.guess_targets(plan, prompt, "p8") == ()


def revealed(**answers: Mapping[str, object]) -> State:
    """A revealed workshop with these answers by participant."""
    played = builders.Played(builders.plan()).lead(c.OpenRound())
    for person, values in answers.items():
        played.answer(person, **values)
    played.lead(c.CloseRound())
    return public(played.log, compare)


ALL = {
    f"p{n}": {"urgent": "now" if n < 4 else "today", "sure": n, "protect": ["quality", "date"]} for n in range(1, 10)
}


def test_counts_stand_by_group_and_my_own_row_is_marked() -> None:
    state = revealed(**ALL)
    plan = state.the_plan
    mine = Mine(answers={"urgent": e.AnswerGiven("urgent", "x", "boston", "today")})
    (table,) = reveal.tables(plan, plan.prompt("urgent"), state.revealed["urgent"], mine)
    assert [column.letter for column in table.columns] == ["P", "B", "Z"]
    assert table.numbers == ((3, 0, 0), (0, 3, 3), (0, 0, 0))
    assert table.mine == {1}
    (ranks,) = reveal.tables(plan, plan.prompt("protect"), state.revealed["protect"], Mine())
    assert ranks.numbers[2] == (3, 3, 3)
    assert "first 2" in ranks.about


def test_too_few_answers_and_none_at_all_are_told_apart() -> None:
    state = revealed(p1={"urgent": "now"})
    assert reveal.nothing_shown(state.revealed["urgent"]) == reveal.TOO_FEW
    assert reveal.nothing_shown(state.revealed["fact"]) == reveal.NOBODY


def test_one_is_led_to_what_a_phase_asks_for() -> None:
    played = builders.Played(builders.plan())
    mine = Mine()
    assert flow.home(played.state, mine).kind == "lobby"
    played.lead(c.OpenRound())
    assert flow.home(played.state, mine).kind == "lobby", "somebody who comes late reads the welcome first"
    assert flow.home(played.state, mine, flow.Place("lobby")) == flow.Place("answer", "fact")
    assert flow.home(played.state, Mine(done=True), flow.Place("review")).kind == "waiting"
    played.lead(c.CloseRound())
    assert flow.home(played.state, mine).kind == "reveal"
    played.lead(c.MoveTo("agree"), c.DraftClause("urgent", "x"))
    assert flow.home(played.state, mine).kind == "clauses"
    played.lead(c.OpenVote("c1"))
    assert flow.home(played.state, mine) == flow.Place("consent", "c1")


def test_the_way_through_the_round_goes_by_answers_and_their_guesses() -> None:
    state = builders.Played(builders.plan()).lead(c.OpenRound()).state
    assert all(place.kind != "guess" for place in flow.order(state, Mine(), "p1")), "own answer first"
    mine = Mine(answers={"protect": e.AnswerGiven("protect", "x", "pune", ["date", "cost"])})
    places = flow.order(state, mine, "p1")
    assert places[:3] == [flow.Place("answer", "fact"), flow.Place("answer", "protect"), flow.Place("guess", "protect")]
    assert flow.step(places, places[0], -1) == places[0]
    assert flow.step(places, places[-1], 1).kind == "review"
    evolve(state, e.RoundClosed(1))
    assert all(place.kind != "guess" for place in flow.order(state, mine, "p1"))


def test_it_is_said_that_an_answer_may_stand_alone() -> None:
    plan = builders.plan()
    alone = msgspec.structs.replace(plan, min_n=1)
    for words, alone_words in [
        (answering.who_will_see(plan, plan.pack.prompts[0]), answering.who_will_see(alone, plan.pack.prompts[0])),
        (str(welcome.paragraphs(plan)), str(welcome.paragraphs(alone))),
    ]:
        assert "ewer than 3" in words
        assert "may stand alone" in alone_words
        assert "ewer than" not in alone_words


def test_a_vote_is_told_in_words() -> None:
    assert "nobody below 3" in clauses.outcome(VoteResult("c1", 1, (0, 0, 0, 1, 2, 0), ()))
    assert clauses.outcome(VoteResult("c1", 1, (1, 0, 0, 1, 2, 0), ())).startswith("1 of 4 below 3")
    assert clauses.outcome(VoteResult("c1", 1, (0, 0, 0, 0, 0, 0), ())) == "The vote closed without a level."
    assert clauses.level_words(4) == "4, good"
    assert clauses.level_words(5) == "5, I will help lead it"


@given(st.text(max_size=400), st.integers(20, 100))
def test_a_document_of_any_text_fits_its_width(text: str, width: int) -> None:
    lines = to_lines(text, width, lambda line, room: [piece.plain for piece in Content(line).wrap(room)])
    assert all(Content(line).cell_length <= max(width, 20) + 12 for _, line in lines)


def test_headings_lists_and_tables_are_told_apart() -> None:
    text = "# Title\n## Part\n- one **bold**\n> aside\n| a | b |\n| - | - |\n| long | x |"
    lines = to_lines(text, 40, lambda line, room: [piece.plain for piece in Content(line).wrap(room)])
    assert lines == [
        ("title", "Title"), ("heading", "Part"), ("text", "• one bold"), ("quote", "│ aside"),
        ("text", "a      b"), ("text", "long   x"),
    ]  # fmt: skip


def test_a_document_is_read_out_without_the_marks_of_its_markdown() -> None:
    text = "Under [Dissent](#dissent), America/New\\_York.\n> A clause \\* of two\\\n"
    text += "> lines that go on and on.\n\n| a\\|b | c |\n"
    lines = to_lines(text, 24, lambda line, room: [piece.plain.rstrip() for piece in Content(line).wrap(room)])
    assert lines == [
        ("text", "Under Dissent,"), ("text", "America/New_York."), ("quote", "│ A clause * of two"),
        ("quote", "│ lines that go on"), ("quote", "│ and on."), ("text", ""), ("text", "a|b   c"), ("text", ""),
    ]  # fmt: skip


def test_what_a_table_says_at_length_goes_on_below_its_own_beginning() -> None:
    rows = "| Means | The first patient has signed consent |\n| 日本 | x |"
    lines = to_lines(rows, 30, lambda line, room: [piece.plain.rstrip() for piece in Content(line).wrap(room)])
    assert [line for _, line in lines] == ["Means   The first patient has", "        signed consent", "日本    x"]


@given(st.integers(0, 500), st.integers(1, 500), st.integers(6, 60))
def test_a_bar_keeps_its_width_and_always_shows_one_person(number: int, largest: int, width: int) -> None:
    drawn = bar(number, largest, width)
    assert drawn.cell_length <= width
    assert ("▇" in drawn.plain) == (number > 0)
    assert str(number) in drawn.plain or number == 0


def test_labels_before_bars_stand_in_one_column() -> None:
    lines = counted([Content("a"), Content("long label")], [1, 3], 40)
    assert [line.plain.index("▇") for line in lines] == [12, 12]
    assert fit(Content("long label"), 6).plain == "long …"


def test_people_elsewhere_are_served_by_the_same_port() -> None:
    ticket = str(Ticket("127.0.0.1", 8512, "orion-3", "a" * 32))
    assert near_words(Presence((), ticket)).endswith(" align host orion-3 --bind 0.0.0.0 --port 8512")
    usual = str(Ticket("127.0.0.1", 7465, "orion-3", "a" * 32))
    elsewhere = str(Ticket("192.0.2.7", 8512, "orion-3", "a" * 32))
    assert near_words(Presence((), usual)).endswith(" align host orion-3 --bind 0.0.0.0")
    elsewhere_kept = near_words(Presence((), usual), "orion-3 --folder /srv/talks")
    assert elsewhere_kept.endswith(" align host orion-3 --folder /srv/talks --bind 0.0.0.0")
    assert near_words(Presence((), elsewhere)) == near_words(None) == ""
    doors = ("ssh -p 8512 orion-3@127.0.0.1  (its key: SHA256:x)", "http://127.0.0.1:7480")
    said = near_words(Presence((), ticket, doors=doors))
    assert said.endswith(" --bind 0.0.0.0 --port 8512 --ssh --web=7480"), "the doors that are open stay open"
    others = near_words(Presence((), usual, doors=(doors[0], "https://align.example.org")))
    assert others.endswith(" --bind 0.0.0.0 --ssh=8512 --web --web-url=https://align.example.org")
