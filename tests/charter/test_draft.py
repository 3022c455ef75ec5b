"""A draft says what the answers say, leaves visible blanks for the rest, and never invents."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.charter.draft import BLANK, LONGEST_QUOTES, draft_clause, draft_note
from align.domain import commands as c
from align.domain import events as e
from align.domain.model import Attribution
from align.domain.prompts import Option, Prompt
from align.domain.state import State
from align.domain.text import LONGEST_TEXT, clean
from align.packs.templates import CLAUSE_PLACEHOLDERS
from tests.charter.story import answered, answers, shown, story, the_plan
from tests.support.builders import PROMPTS, plan

BY_ID = {prompt.id: prompt for prompt in PROMPTS}


def prompt(prompt_id: str, template: str, **changes: Any) -> Prompt:
    """Return a prompt of the builders with another clause template."""
    return msgspec.structs.replace(BY_ID[prompt_id], clause=template, **changes)


def state(one: Prompt, *groups: tuple[str, list[Any]]) -> State:
    """Return a public state in which these groups' answers to one prompt are shown."""
    pack = msgspec.structs.replace(plan().pack, prompts=(one,))
    made = State(plan=msgspec.structs.replace(plan(), pack=pack), phase="reveal")
    n = sum(len(values) for _, values in groups)
    made.revealed[one.id] = e.PromptRevealed(
        one.id,
        n,
        9,
        tuple(e.Group(name, (name,), tuple(e.Shown(value) for value in values)) for name, values in groups),
    )
    return made


def drafted(one: Prompt, *values: Any) -> str:
    """Return the draft from answers of one region."""
    return draft_clause(state(one, ("pune", list(values))), one)


def hours(amount: float, clock: str = "working", unit: str = "hours") -> dict[str, Any]:
    """A duration's value."""
    return {"amount": amount, "unit": unit, "clock": clock}


FILLED: list[tuple[str, str, tuple[Any, ...], str]] = [
    ("fact", "We call {milestone} done.", ("x",), "We call First patient in done."),
    ("fact", "See {answers}.", ("All is open.", "all is\nopen", "No query"), "See “All is open”; “No query”."),
    ("signs", "Tell: {answers}.", (["late", "Silence"], ["late"]), "Tell: “late”; “Silence”."),
    ("fact", "{milestone}: {answers}", ("{milestone} {leading}",), "First patient in: “{milestone} {leading}”"),
    ("urgent", "Act {leading}, else {second}.", ("now", "now", "today"), "Act Now, else Today."),
    ("urgent", "Act {leading}, else {second}.", ("now", "now"), "Act Now, else ____."),
    ("urgent", "Act {leading}, else {second}.", ("now", "today"), "Act ____, else ____."),
    ("urgent", "Act {leading}, else {second}.", ("now", "now", "today", "one-day"), "Act Now, else ____."),
    ("urgent", "{answers}", ("today", "now", "today"), "Today (2), Now (1)"),
    ("updates", "{leading}, {second}", (["risks", "dates"], ["risks", "dates"], ["risks", "costs"]), "Risks, Dates"),
    ("protect", "{leading}, {second}", (["quality", "date"], ["quality", "date"], ["date", "cost"]), "Quality, Date"),
    ("protect", "{leading}, then {second}", (["quality", "date"], ["date", "quality"]), "____, then ____"),
    ("protect", "{answers}", (["quality", "date"],), "Quality, Date"),
    ("sure", "{leading}; {spread}", (3, 7, 10), "7; 3 to 10"),
    ("sure", "{leading}; {spread}", (3, 4), "3.5; 3 to 4"),
    ("sure", "{leading}", (0, 0), "0 (not at all)"),
    ("sure", "{answers}", (7, 3, 7), "3 (1), 7 (2)"),
    ("wait", "{leading}", (hours(2), hours(8), hours(4)), "4 working hours"),
    ("wait", "{leading}", (hours(4), hours(16)), "1 working day"),
    ("wait", "{leading}", (hours(30, unit="minutes"),), "30 working minutes"),
    ("wait", "{leading}", (hours(48, "elapsed"),), "2 days on the clock"),
    ("wait", "{spread}", (hours(8), hours(2), hours(24)), "2 working hours to 24 working hours"),
    ("wait", "{leading}", (hours(8), hours(2), hours(1, unit="days")), "1 working day"),
    ("wait", "{leading}", (hours(4), hours(6), hours(1, "elapsed")), "4.9 working hours"),
    ("wait", "{leading}; {spread}", (hours(4), hours(1, "elapsed")), "____; ____"),
    ("fact", "{leading} {second} {spread} {same} {local}", ("x",), "____ ____ ____ ____ ____"),
    ("urgent", "{spread} {same} {local}", ("now",), "____ ____ ____"),
]  # fmt: skip


@pytest.mark.parametrize(("which", "template", "values", "text"), FILLED)
def test_a_template_is_filled_with_what_the_answers_say(
    which: str, template: str, values: tuple[Any, ...], text: str
) -> None:
    assert drafted(prompt(which, template), *values) == text


def sorting() -> Prompt:
    """A prompt with five cards and the buckets of the default pack."""
    cards = tuple(Option(name, name.title()) for name in ("chat", "cameras", "agenda", "lunch", "names"))
    buckets = (
        Option("same", "same everywhere"), Option("each", "each region"), Option("aim", "same aim"),
        Option("no-rule", "no rule needed"),
    )  # fmt: skip
    return prompt("cards", "Same: {same}. Local: {local}.", options=cards, buckets=buckets)


def test_cards_go_where_most_people_put_them_and_ties_and_needless_rules_nowhere() -> None:
    first = {"chat": "same", "cameras": "each", "agenda": "aim", "lunch": "no-rule", "names": "same"}
    second = first | {"names": "each"}
    one = sorting()
    assert drafted(one, first, second) == "Same: Chat. Local: Cameras and Agenda."
    assert "No place leads for Names." in draft_note(state(one, ("pune", [first, second])), one)
    assert drafted(one, {"lunch": "no-rule"}) == "Same: ____. Local: ____."


def test_before_the_reveal_and_without_shown_answers_all_but_the_milestone_is_blank() -> None:
    one = prompt("urgent", "By {milestone}, {leading}.")
    hidden = State(plan=plan())
    assert draft_clause(hidden, one) == "By First patient in, ____."
    assert draft_note(hidden, one) == "The answers are not shown yet."
    assert draft_clause(state(one), one) == "By First patient in, ____."
    assert draft_note(state(one), one) == "0 of 9 answered."


@given(st.lists(st.text(), min_size=1, max_size=300))
def test_a_draft_fits_into_a_clause_however_much_was_written(texts: list[str]) -> None:
    texts = [clean(text * 40) or "x" for text in texts]
    one = prompt("fact", "On the morning after {milestone} we see: {answers}. The owner tells everyone.")
    text = drafted(one, *texts)
    assert text.endswith(". The owner tells everyone.")
    assert len(text) < LONGEST_QUOTES + 200 < LONGEST_TEXT


def test_what_is_not_quoted_is_counted() -> None:
    one = prompt("fact", "{answers}")
    text = drafted(one, *(f"{number:03} {'word ' * 20}end" for number in range(40)))
    assert text.count("“") + int(text.split("; and ")[1].split()[0]) == 40


@pytest.mark.parametrize("which", list(BY_ID))
def test_every_placeholder_that_a_pack_may_use_is_filled(which: str) -> None:
    one = BY_ID[which]
    names = [name for name, types in CLAUSE_PLACEHOLDERS.items() if one.type in types]
    told = shown(story())
    text = draft_clause(told, prompt(which, " | ".join(f"{{{name}}}" for name in names)))
    filled = dict(zip(names, text.split(" | "), strict=True))
    blank = {name for name, words in filled.items() if words == BLANK}
    # In the story two options of one prompt lead together, and two of another come next together.
    assert blank <= {"choices": {"leading", "second"}, "choice": {"second"}}.get(one.type, set())


def test_a_note_says_how_groups_differ() -> None:
    one = BY_ID["urgent"]
    differing = state(one, ("pune", ["now", "now", "today"]), ("boston", ["one-day"] * 4))
    assert draft_note(differing, one) == (
        "7 of 9 answered. Two people picked at random agree 33 % of the time. "
        "Pune leads with “Now”, Boston with “One day”."
    )
    alike = state(one, ("pune", ["now"] * 3), ("boston", ["now"] * 3))
    assert draft_note(alike, one).endswith("All groups lead with “Now”.")
    tied = state(one, ("pune", ["now", "today"]), ("boston", ["now", "today"]))
    assert draft_note(tied, one).endswith("Nothing leads alone: the team chooses.")


def test_a_note_on_a_scale_gives_the_middle_answer_of_each_group() -> None:
    one = BY_ID["sure"]
    note = draft_note(state(one, ("pune", [3, 7, 9]), ("boston", [2, 3, 3])), one)
    assert note.endswith("Middle answers. Pune: 7; Boston: 3.")


def test_quotes_come_by_how_often_they_were_given_and_do_not_tell_the_region() -> None:
    one = prompt("signs", "{answers}")
    here, there = [["b"], ["a", "z"]], [["Z"], ["c"]]
    assert draft_clause(state(one, ("pune", here), ("boston", there)), one) == "“Z”; “a”; “b”; “c”"
    assert draft_clause(state(one, ("pune", there), ("boston", here)), one) == "“Z”; “a”; “b”; “c”"


def test_a_note_on_durations_says_which_clocks_were_meant() -> None:
    one = BY_ID["wait"]
    mixed = state(one, ("pune", [hours(4), hours(4)]), ("boston", [hours(1, "elapsed"), hours(2, "elapsed")]))
    assert "Answers are on two clocks: 2 in working time and 2 in time on the clock." in draft_note(mixed, one)
    assert draft_note(mixed, one).endswith("First agree on the clock.")


def test_a_note_on_sorted_cards_names_those_on_which_groups_differ() -> None:
    one = BY_ID["cards"]
    apart = state(
        one,
        ("pune", [{"cameras": "each-region", "recording": "same-everywhere"}]),
        ("boston", [{"cameras": "same-everywhere", "recording": "same-everywhere"}]),
    )
    assert "Groups differ on Cameras." in draft_note(apart, one)


@pytest.mark.parametrize("attribution", ["named", "region", "merged"])
def test_a_draft_and_its_note_hold_no_names(attribution: Attribution) -> None:
    told = shown(answered(the_plan(attribution), answers()))
    for one in told.the_plan.pack.prompts:
        said = draft_clause(told, one) + draft_note(told, one)
        assert not [person.name for person in told.the_plan.participants if person.name in said]


def test_a_draft_can_be_put_forward_as_it_is() -> None:
    played = answered(the_plan(), answers()).lead(c.MoveTo("agree"))
    told = shown(played)
    for one in told.the_plan.pack.prompts:
        if one.clause:
            played.lead(c.DraftClause(one.id, draft_clause(told, one)))
