"""What figures read like: sentences about regions, the agenda, the map, and each figure with its explanation."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from align.analysis.reveal import read_prompt
from align.analysis.reveal.cuts import Cut
from align.charter.analysis_text import NOT_YET, WIDTH, analysis_facts, analysis_text, map_lines
from align.charter.explained import EXPLANATIONS
from align.charter.figure_words import (
    ABOUT_REGIONS,
    apart_words,
    bias_words,
    centre_words,
    expectation,
    explained,
    gap_words,
    in_news,
    pair_name,
    state_sentence,
)
from align.domain.model import Attribution, Party, Plan
from align.domain.prompts import Prompt
from align.domain.state import State
from align.errors import UserError
from tests.analysis.revealed import FIVE, HAND_ANSWERS, HAND_GUESSES, Answers, Guesses, revealed, small_plan
from tests.support.builders import options

CHOICE = Prompt(
    id="urgent", area="escalation", type="choice", title="Urgent means", text="?", why="W", predict=True,
    options=options("Now", "Today", "One day"),
)  # fmt: skip
WAIT = Prompt(id="wait", area="escalation", type="duration", title="First reply", text="?", why="W", predict=True)


def hours(amount: float) -> dict[str, Any]:
    return {"amount": amount, "unit": "hours", "clock": "working"}


def played(prompt: Prompt, answers: Answers, guesses: Guesses, **more: Any) -> State:
    plan = small_plan(prompt, {name: len(said) for name, said in answers.items()}, **more)
    return State(plan=plan, revealed={prompt.id: revealed(plan, answers, guesses)})


def of_two_parties(state: State) -> State:
    """The same with everybody's party: the first of each region is the sponsor's, the others the CRO's."""
    plan = state.the_plan
    people = tuple(
        msgspec.structs.replace(one, party="sponsor" if one.id.endswith("0") else "cro") for one in plan.participants
    )
    parties = (Party("sponsor", "Norvia"), Party("cro", "Helix"))
    state.plan = msgspec.structs.replace(plan, participants=people, parties=parties)
    return state


def told(prompt: Prompt, answers: Answers, guesses: Guesses, **more: Any) -> str:
    """The expectation of the first pair."""
    state = played(prompt, answers, guesses, **more)
    found = read_prompt(state.the_plan, prompt, state.revealed[prompt.id])
    return expectation(state.the_plan, prompt, found.pairs[0])


def test_answers_with_names_are_analysed_by_party_too_and_guesses_stay_about_regions() -> None:
    answers = {"a": ["now", "today", "today"], "b": ["now", "today", "one-day"], "c": ["now", "today", "today"]}
    state = of_two_parties(played(CHOICE, answers, {("a", "b"): ["today"] * 3}, attribution="named"))
    text = analysis_text("orion", state, "party")
    assert "what the answers show, by party" in text
    assert "Norvia, n 3: middle “Now”" in text and "Helix, n 6: middle “Today”" in text
    assert "lies between parties" in text
    assert ABOUT_REGIONS in text and "What was expected of whom" not in text
    facts = analysis_facts("orion", state, "party")
    assert facts["by"] == "party" and "shown by region only" in facts["guesses"]
    assert [(group["id"], group["n"]) for group in facts["prompts"][0]["parts"][0]["groups"]] == [
        ("party:sponsor", 3), ("party:cro", 6),
    ]  # fmt: skip
    assert "A, n 3" in analysis_text("orion", state)


@pytest.mark.parametrize(
    ("attribution", "cut", "words"),
    [
        ("region", "party", "nobody knows more of whose they are"),
        ("merged", "role", "nobody knows whose they are"),
        ("named", "role", "All are of one role"),
    ],
)
def test_a_cut_that_answers_do_not_allow_is_refused_in_words(attribution: Attribution, cut: Cut, words: str) -> None:
    state = of_two_parties(played(CHOICE, {"a": ["now"] * 3, "b": ["today"] * 3}, {}, attribution=attribution))
    with pytest.raises(UserError, match=words):
        analysis_text("orion", state, cut)


def test_the_hand_example_reads_as_people_would_say_it() -> None:
    state = played(FIVE, HAND_ANSWERS, HAND_GUESSES)
    plan: Plan = state.the_plan
    found = read_prompt(plan, FIVE, state.revealed["reply"])
    pair = found.pair("emea", "apac")
    assert pair is not None
    assert expectation(plan, FIVE, pair) == (
        "EMEA expects APAC to be nearer to “within an hour” than APAC said, by 1.3 steps."
    )
    assert state_sentence(plan, pair) == "EMEA and APAC differ, and EMEA thinks that they agree."
    assert (gap_words(FIVE, pair), bias_words(FIVE, pair)) == ("0.21 (0.8 steps) ▼", "1.3 steps below")
    assert apart_words(FIVE, pair) == "2.0 steps apart"


def test_an_agreement_that_neither_side_knew_of_is_one_piece_of_good_news() -> None:
    answers = {"a": ["now"] * 3, "b": ["now"] * 3, "c": ["now"] * 3}
    guesses = {("a", "b"): ["today"] * 3, ("b", "a"): ["today"] * 3, ("a", "c"): ["today"] * 3}
    state = played(CHOICE, answers, guesses)
    found = read_prompt(state.the_plan, CHOICE, state.revealed[CHOICE.id])
    hidden = [pair for pair in found.pairs if pair.state == "hidden agreement"]
    assert [[pair_name(state.the_plan, pair) for pair in news] for news in in_news(hidden)] == [
        ["A → B", "B → A"], ["A → C"],
    ]  # fmt: skip
    text = analysis_text("orion", state)
    agenda = text[text.index("Good news first") : text.index("Then, in this order")]
    assert "A and B agree, and each thinks that they differ." in agenda
    assert "A and C agree, and A thinks that they differ." in agenda
    assert agenda.count("agree, and") == 2


def test_durations_are_wanted_faster_or_more_slowly() -> None:
    answers = {"a": [hours(8)] * 3, "b": [hours(8)] * 3}
    assert told(WAIT, answers, {("a", "b"): [hours(2)] * 3}) == (
        "A expects B to want it faster than B said: 2 working hours against 1 working day."
    )
    assert told(WAIT, answers, {("a", "b"): [hours(8), hours(8), hours(16)]}) == (
        "A expects B to want it more slowly than B said, by a factor of 1.3."
    )
    other = msgspec.structs.replace(WAIT, area="decisions")
    assert "to name a longer time than B said: 2 working days" in told(other, answers, {("a", "b"): [hours(16)] * 3})


@pytest.mark.parametrize(
    ("guesses", "expected"),
    [
        (["now"] * 3, "A expects B to say “Now”; B said “One day”."),
        (["one-day"] * 3, "A expects B to say “One day”, and so it is."),
        (["now", "today", "one-day"], ""),
    ],
)
def test_options_are_told_beside_each_other_or_not_at_all(guesses: list[str], expected: str) -> None:
    assert told(CHOICE, {"a": ["now"] * 3, "b": ["one-day"] * 3}, {("a", "b"): guesses}) == expected


def test_guesses_about_the_own_people_and_about_everyone_have_words_of_their_own() -> None:
    answers = {"a": ["now"] * 3}
    assert told(CHOICE, answers, {("a", "a"): ["today"] * 3}) == (
        "A expects its own people to say “Today”; they said “Now”."
    )
    assert told(CHOICE, answers, {("a", "everyone"): ["today"] * 3}, attribution="merged") == (
        "people here expect most to say “Today”; most said “Now”."
    )


def test_a_middle_order_names_ties_and_stops_where_they_say_nothing() -> None:
    rank = Prompt(id="r", area="success", type="rank", title="R", text="?", why="W", top=2,
                  options=options("A", "B", "C", "D"))  # fmt: skip
    assert centre_words(rank, {"a": 1, "b": 2, "c": 3, "d": 4}) == "“A”, then “B”"
    assert centre_words(rank, {"a": 1.5, "b": 1.5, "c": 3, "d": 4}) == "“A” or “B”"
    assert centre_words(rank, {"a": 1, "b": 3, "c": 3, "d": 3}) == "“A”, then several alike"


# ---- the page ----------------------------------------------------------------------------------------------------


def test_the_page_has_the_agenda_the_map_with_letters_and_shapes_and_every_figure_explained() -> None:
    text = analysis_text("orion", played(FIVE, HAND_ANSWERS, HAND_GUESSES))
    lines = text.splitlines()
    assert "     1. First reply: blind spot EMEA → APAC, 2.0 steps apart" in lines
    assert "  First reply                 B ◆   B ◆" in lines
    assert "  S ● shared   H ◐ hidden agreement   O ○ open difference   B ◆ blind spot" in lines
    assert "    EMEA → APAC · B ◆ blind spot · gap 0.21 (0.8 steps) ▼" in lines
    for figure in ("Gap.", "Bias.", "State.", "Alignment.", "Regional share."):
        assert any(line.startswith(f"  {figure}") for line in lines), figure


def test_before_the_reveal_the_page_says_why_it_is_empty() -> None:
    assert analysis_text("orion", State(plan=small_plan(FIVE, {"a": 3}))).endswith(NOT_YET)


def test_hidden_agreements_are_told_ahead_of_all() -> None:
    text = analysis_text("orion", played(CHOICE, {"a": ["now"] * 3, "b": ["now"] * 3}, {("a", "b"): ["today"] * 3}))
    assert text.index("A and B agree, and A thinks that they differ.") < text.index("Then, in this order")


def test_a_map_of_many_regions_is_continued_below_and_stays_within_its_width() -> None:
    names = "abcdefg"
    answers = {name: ["now"] * 3 for name in names}
    guesses = {(here, there): ["now"] * 3 for here in names for there in names if here != there}
    state = played(CHOICE, answers, guesses)
    found = analysis_facts("orion", state)
    assert len(found["prompts"][0]["pairs"]) == 42
    from align.analysis.reveal import read_workshop

    lines = map_lines(state.the_plan, read_workshop(state.the_plan, state.revealed))
    assert max(map(len, lines)) <= WIDTH
    assert sum(line.count("S ●") for line in lines) == 42 + 1


def test_json_holds_figures_sentences_and_the_explanations_they_name() -> None:
    facts = json.loads(json.dumps(analysis_facts("orion", played(FIVE, HAND_ANSWERS, HAND_GUESSES))))
    pair = facts["prompts"][0]["pairs"][0]
    assert (pair["source"], pair["target"], pair["state"], pair["arrow"]) == ("emea", "apac", "blind spot", "▼")
    assert len(pair["sentences"]) == 2
    assert {one["figure"] for one in facts["prompts"][0]["figures"]} <= set(facts["explanations"])
    assert facts["agenda"]["talk"] == ["reply"]


def test_each_figure_says_what_it_is_how_it_is_computed_and_on_which_answers() -> None:
    state = played(FIVE, HAND_ANSWERS, HAND_GUESSES)
    found = explained(state.the_plan, FIVE, read_prompt(state.the_plan, FIVE, state.revealed["reply"]))
    assert len(found) > 15
    for one in found:
        assert one.on, one
        assert one.explanation == EXPLANATIONS[one.figure]
    gap = next(one for one in found if one.figure == "gap")
    assert (gap.about, gap.on) == ("EMEA → APAC", "3 guesses, and the answers of APAC")


@pytest.mark.parametrize("figure", EXPLANATIONS)
def test_explanations_are_whole_sentences(figure: Any) -> None:
    told = EXPLANATIONS[figure]
    assert all(text.endswith(".") and text[0].isupper() for text in (told.what, told.how, told.limit))


def test_sorted_cards_are_listed_where_groups_differ() -> None:
    cards = Prompt(id="s", area="norms", type="sort", title="S", text="?", why="W",
                   options=options("Cameras", "Recording"), buckets=options("Same", "Local"))  # fmt: skip
    here, there = {"cameras": "same", "recording": "same"}, {"cameras": "local", "recording": "same"}
    text = analysis_text("orion", played(cards, {"a": [here] * 3, "b": [there] * 3}, {}))
    assert "    Cameras: A Same; B Local" in text.splitlines()
    assert "Recording: A" not in text
