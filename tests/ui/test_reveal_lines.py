"""A revealed prompt fits any width, with few or many regions, in every attribution mode."""

from __future__ import annotations

import msgspec
import pytest

from align.analysis.compare import compare
from align.analysis.reveal.cuts import CUTS, Cut
from align.domain import commands as c
from align.domain.events import AnswerGiven, Group, PromptRevealed, Shown
from align.domain.model import Participant, Plan
from align.domain.prompts import Option
from align.domain.state import State
from align.domain.visibility import public
from align.engine.workshop import Mine
from align.ui.present.reading import Reading
from align.ui.screens.shared.charts import chart_lines
from align.ui.screens.shared.clause import clause_lines, result_lines
from align.ui.screens.shared.reveal_lines import reveal_lines
from tests.support import builders


def many_regions() -> Plan:
    """Eight regions of three people."""
    plan = builders.plan()
    regions = tuple(builders.region(f"r{n}", f"{'ABCDEFGH'[n]}-town with a long name", "UTC") for n in range(8))
    people = tuple(Participant(f"p{n}", f"Person {n}", f"r{n % 8}") for n in range(24))
    return msgspec.structs.replace(plan, regions=regions, participants=people)


def played(plan: Plan) -> State:
    """Everybody answers and comments, some guess, notes and a vote follow."""
    workshop = builders.Played(plan).lead(c.OpenRound())
    for number, person in enumerate(plan.participants):
        who = builders.person(person.id)
        for prompt, value in builders.GOOD_VALUES.items():
            workshop.do(who, c.GiveAnswer(prompt, value, f"a word of mine, rather long {number} " * 3))
        if plan.attribution != "merged":
            for region in plan.regions:
                workshop.do(who, c.GivePrediction("urgent", region.id, "now"))
                workshop.do(who, c.GivePrediction("sure", region.id, number % 11))
    workshop.lead(c.CloseRound(), c.TakeNote("urgent", "a note " * 30), c.MoveTo("agree"))
    workshop.lead(c.DraftClause("urgent", "a clause " * 30, owner="Ada"), c.OpenVote("c1"))
    workshop.do(builders.person(plan.participants[0].id), c.GiveSupport("c1", 1, 1, "a reason " * 30))
    return public(workshop.lead(c.CloseVote("c1")).log, compare)


def read(state: State, cut: Cut = "region") -> Reading:
    """All figures at hand."""
    reading = Reading()
    reading.cut = cut
    reading.make(state.the_plan, state.revealed)
    return reading


def text_of(state: State, prompt: str, width: int, reading: Reading | None = None) -> str:
    lines = reveal_lines(state, Mine(), state.the_plan.prompt(prompt), width, reading or read(state))
    return "\n".join(line.plain for line in lines)


def hostile() -> Plan:
    """Names, options and roles that look like markup or move a cursor."""
    plan = builders.plan("named")
    bad = "[@click=app.quit]x[/]\x1b[2J\u202eab"
    regions = tuple(msgspec.structs.replace(region, name=f"{region.name} {bad}") for region in plan.regions)
    people = tuple(
        msgspec.structs.replace(person, name=bad, role=f"{bad}{n % 2}") for n, person in enumerate(plan.participants)
    )
    prompts = tuple(
        msgspec.structs.replace(
            prompt,
            title=bad,
            options=tuple(msgspec.structs.replace(one, label=f"{one.label} {bad}") for one in prompt.options),
        )
        for prompt in plan.pack.prompts
    )
    pack = msgspec.structs.replace(plan.pack, prompts=prompts)
    return msgspec.structs.replace(plan, regions=regions, participants=people, pack=pack)


PLANS = {
    "named": builders.plan("named"), "region": builders.plan("region"), "merged": builders.plan("merged"),
    "eight regions": many_regions(), "two people": builders.plan("named", sizes=(2, 2, 2)), "hostile": hostile(),
}  # fmt: skip


@pytest.mark.parametrize("cut", CUTS)
@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_no_line_is_wider_than_the_screen_and_none_acts_on_a_terminal(plan: Plan, cut: Cut) -> None:
    state = played(plan)
    reading = read(state, cut)
    for width in (54, 75, 95, 135):
        for prompt in plan.pack.prompts:
            lines = reveal_lines(state, Mine(), prompt, width, reading)
            assert max(line.cell_length for line in lines) <= width, (prompt.id, width)
            assert not set("".join(line.plain for line in lines)) & set("\x1b\x9b\u202e")
        lines = [*clause_lines(state, state.clauses["c1"], width)]
        result = state.votes["c1"][-1].result
        assert result is not None
        lines += result_lines(plan, result, width)
        assert max(line.cell_length for line in lines) <= width


def test_every_group_is_shown_where_not_all_fit_side_by_side() -> None:
    plan = many_regions()
    text = text_of(played(plan), "urgent", 75)
    assert all(f"{region.letter} {region.letter}-town" in text for region in plan.regions)


def test_figures_that_are_not_made_yet_are_on_their_way_and_the_answers_are_there_already() -> None:
    state = played(builders.plan())
    text = text_of(state, "urgent", 75, Reading())
    assert "Figures are on their way" in text and "Today" in text
    assert "Alignment" not in text and "Alignment" in text_of(state, "urgent", 75)


def test_regions_of_two_are_shown_with_dots_and_without_a_number_by_consent_only() -> None:
    text = text_of(played(builders.plan("named", sizes=(2, 2, 2))), "sure", 75)
    assert "P Pune 2  few answers: no number" in text
    merged = text_of(played(builders.plan("region", sizes=(2, 2, 2))), "sure", 75)
    assert "Pune 2" not in merged, "without names a region of two is never shown by itself"


def test_merged_answers_have_one_group_and_no_region_anywhere() -> None:
    text = text_of(played(builders.plan("merged")), "urgent", 75)
    assert "Everyone 9" in text
    assert "Pune" not in text and "regions" not in text


def test_each_type_has_its_chart() -> None:
    state = played(builders.plan())
    assert "●●●" in text_of(state, "sure", 75), "a dot a person on a scale"
    duration = text_of(state, "wait", 75)
    assert "In working time" in duration and "4 working hours ×3" in duration, "unit and clock are kept"
    rank = text_of(state, "protect", 75)
    assert rank.index("Quality") < rank.index("Date") < rank.index("Scope"), "in the order of the team's ranks"
    assert "P3 B3 Z3" in text_of(state, "cards", 75), "card by place by region"
    assert "▇" in text_of(state, "urgent", 75)


def test_no_rank_of_a_group_is_promised_where_none_is_shown() -> None:
    assert "The middle rank of all, then each group's" in text_of(played(builders.plan()), "protect", 75)
    few = text_of(played(builders.plan("named", sizes=(2, 2, 2))), "protect", 75)
    assert "The middle rank of all." in few and "each group's" not in few


def test_cards_stay_in_one_table_and_the_names_of_places_stay_whole_where_labels_are_long() -> None:
    names = ("same everywhere", "each region decides", "same aim, local way", "no rule needed")
    places = tuple(map(Option, ("same-everywhere", "each-region", "aim", "none"), names))
    plan = builders.plan()
    cards = plan.pack.prompt("cards")
    longer = tuple(msgspec.structs.replace(one, label=f"{one.label} in front of others") for one in cards.options)
    cards = msgspec.structs.replace(cards, buckets=places, options=longer)
    prompts = tuple(cards if one.id == "cards" else one for one in plan.pack.prompts)
    plan = msgspec.structs.replace(plan, pack=msgspec.structs.replace(plan.pack, prompts=prompts))
    text = text_of(played(plan), "cards", 66)
    table = text[: text.index("P Pune 3")]
    assert "P3 B3 Z3" in table and "…" not in table
    assert all(word in table for name in names for word in name.split())


@pytest.mark.parametrize("width", [54, 66, 75])
def test_a_word_of_a_place_never_goes_on_in_the_next_line(width: int) -> None:
    names = ("same everywhere", "each region decides", "incomprehensible circumstances", "no rule needed", "unsure yet")
    places = tuple(Option(f"place-{n}", name) for n, name in enumerate(names))
    plan = builders.plan()
    cards = msgspec.structs.replace(plan.pack.prompt("cards"), buckets=places)
    revealed = PromptRevealed(
        "cards",
        3,
        3,
        (Group("pune", ("pune",), tuple(Shown({one.id: "place-0" for one in cards.options}) for _ in "abc")),),
    )
    table = chart_lines(plan, cards, revealed, Mine(), None, width)
    heads = " ".join(line.plain for line in table[: next(n for n, line in enumerate(table) if "P3" in line.plain)])
    whole = {word for name in names for word in name.split()}
    shown = heads.split()
    assert all(word in whole or (word[-1] == "…" and any(one.startswith(word[:-1]) for one in whole)) for word in shown)
    assert {"same", "each", "region", "no", "rule"} <= set(shown)
    assert any(word.startswith("inc") and word.endswith("…") for word in shown)


@pytest.mark.parametrize("width", [40, 52, 80])
def test_regions_shown_together_keep_their_name_above_cards_and_each_place_its_words(width: int) -> None:
    names = ("same everywhere, each day", "each region decides", "same everywhere, each week", "no rule needed")
    places = tuple(Option(f"place-{n}", name) for n, name in enumerate(names))
    plan = builders.plan()
    cards = msgspec.structs.replace(plan.pack.prompt("cards"), buckets=places)
    answers = tuple(Shown({one.id: "place-2" for one in cards.options}) for _ in "abcde")
    groups = (Group("pune", ("pune",), answers[:3]), Group("other", ("boston", "zurich"), answers))
    lines = chart_lines(plan, cards, PromptRevealed("cards", 8, 8, groups), Mine(), None, width)
    table = "\n".join(line.plain for line in lines)
    assert "Other regions (Boston and Zürich) 5" in " ".join(table.split()) and "All shown together" not in table
    assert "Pune 3" in table and all(f"{n} {name}" in table for n, name in enumerate(names, 1))
    assert all(line.cell_length <= width for line in lines)


def test_a_hidden_agreement_of_two_regions_is_one_line_of_good_news() -> None:
    workshop = builders.Played(builders.plan()).lead(c.OpenRound())
    for person in workshop.state.the_plan.participants:
        who = builders.person(person.id)
        workshop.do(who, c.GiveAnswer("urgent", "now"))
        for region in ("pune", "boston"):
            workshop.do(who, c.GivePrediction("urgent", region, "today"))
    text = text_of(public(workshop.lead(c.CloseRound()).log, compare), "urgent", 95)
    assert "Pune ↔ Boston" in text and "Boston → Pune" not in text and "Pune → Boston" not in text
    assert text.count("Pune and Boston agree, and each thinks that they differ.") == 1
    assert "Boston and Pune agree" not in text


def test_what_is_missing_is_bounded_and_late_answers_are_left_out_of_the_figures() -> None:
    workshop = builders.Played(builders.plan("named")).lead(c.OpenRound())
    for number in range(1, 8):
        workshop.answer(f"p{number}", urgent="now" if number < 5 else "today")
    workshop.lead(c.CloseRound()).answer("p9", urgent="one-day")
    text = text_of(public(workshop.log, compare), "urgent", 95)
    assert "8 of 9 answered" in text and "1 late answer not in the figures" in text
    assert "With the 2 missing answers it would be" in text


def test_named_answers_can_be_cut_by_party_and_then_say_nothing_of_guesses() -> None:
    plan = builders.plan("named")
    people = tuple(
        msgspec.structs.replace(person, party="cro" if n % 3 == 0 else "sponsor")
        for n, person in enumerate(plan.participants)
    )
    state = played(msgspec.structs.replace(plan, participants=people))
    text = text_of(state, "urgent", 95, read(state, "party"))
    assert "H Helix 3" in text and "N Norvia 6" in text
    assert "Expected, and said" not in text and "P Pune 3" not in text


def test_what_is_the_same_is_not_drawn_again_and_what_changed_is() -> None:
    workshop = builders.Played(builders.plan("named")).lead(c.OpenRound())
    for number in range(1, 8):
        workshop.answer(f"p{number}", urgent="now")
    state = public(workshop.lead(c.CloseRound()).log, compare)
    reading, prompt = Reading(), state.the_plan.prompt("urgent")

    def draw(mine: Mine | None = None) -> list[str]:
        return [line.plain for line in reveal_lines(state, mine or Mine(), prompt, 75, reading)]

    first = reveal_lines(state, Mine(), prompt, 75, reading)
    assert reveal_lines(state, Mine(), prompt, 75, reading) is first
    reading.make(state.the_plan, state.revealed)
    assert any("Alignment" in line for line in draw()), "figures have come"
    state = public(workshop.lead(c.TakeNote("urgent", "ask Basel")).answer("p9", urgent="today").log, compare)
    assert any("ask Basel" in line for line in draw())
    reading.make(state.the_plan, state.revealed)
    assert any("1 late answer" in line for line in draw())
    own = Mine({"urgent": AnswerGiven("urgent", "p1", "pune", "now")})
    assert any("your own answer" in line for line in draw(own))
