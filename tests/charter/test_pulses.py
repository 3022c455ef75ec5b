"""The results of pulses: how clauses are lived, drift since round 1, real cases, the rule, and the trend."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from align.analysis.compare import compare
from align.analysis.pulse import read_pulses
from align.charter.context import context
from align.charter.pulses import pulses_facts, pulses_lines, spark, trend, trend_lines
from align.charter.render import charter_markdown
from align.domain import commands as c
from align.domain.promises import Promise
from align.domain.prompts import Prompt
from align.domain.pulses import LIVED
from align.domain.state import State
from align.domain.visibility import public
from tests.domain.test_renewal import EVERYBODY, LIVED_PROMPT, settle
from tests.support.builders import PROMPTS, Played, options, plan

KNOWN = {prompt.id: prompt for prompt in PROMPTS}
CASE = Prompt(
    id="last-case", area="escalation", type="scenario", title="The last case", text="The last case?", why="Real.",
    options=options("Called", "Wrote"), units=("minutes", "hours", "days"), clocks=("elapsed", "working"),
)  # fmt: skip
LAST_WAIT = msgspec.structs.replace(KNOWN["wait"], id="last-wait", title="The last decision", predict=False)
WITHIN_TWO_HOURS = Promise(level="critical", amount=120, said="2 hours", clock="elapsed")


def hours(amount: int, clock: str = "working") -> dict[str, Any]:
    return {"amount": amount, "unit": "hours", "clock": clock}


def sealed(mode: Any = "region", *, sure: int = 6, **more: Any) -> Played:
    """Two agreed clauses, sealed; everybody answered `urgent` now, `sure` and four hours to wait."""
    played = Played(plan(mode, **more)).lead(c.OpenRound())
    for who in EVERYBODY:
        played.answer(who, urgent="now", sure=sure, wait=hours(4))
    played.lead(c.CloseRound(), c.MoveTo("agree"))
    for prompt, text in (("urgent", "We answer today."), ("cards", "Cameras stay off.")):
        played.lead(c.DraftClause(prompt, text, owner="Fay", review_on="2027-03-12"))
    return settle(played, "c1", "c2").lead(c.Seal())


def pulse(played: Played, prompts: tuple[Prompt, ...], answers: dict[str, list[Any]]) -> Played:
    """Hold a pulse about both clauses; `answers` maps a prompt to one answer a person (None: says nothing)."""
    clauses = ("c1", "c2") if any(prompt.id == LIVED for prompt in prompts) else ()
    played.lead(c.OpenPulse(clauses, prompts))
    number = played.state.pulses[-1].number
    for prompt, given in answers.items():
        for who, value in zip(EVERYBODY, given, strict=True):
            if value is not None:
                played.answer(who, **{f"p{number}-{prompt}": value})
    return played.lead(c.CloseRound())


def seen(played: Played) -> State:
    return public(played.log, compare)


def as_lived(*first: str) -> list[dict[str, str]]:
    return [{"c1": bucket, "c2": "lived"} for bucket in first]


MIXED = as_lived("lived", "lived", "not-seen", "not-seen", "partly", "not-seen", "no-occasion", "not-seen", "lived")


def test_how_clauses_are_lived_is_counted_by_region_and_said_in_words() -> None:
    played = pulse(sealed(), (LIVED_PROMPT,), {LIVED: MIXED})
    (found,) = read_pulses(seen(played))
    assert (found.answered, found.asked, found.version) == (9, 9, 1)
    first = found.clauses[0]
    assert [(group.id, group.seen.lived, group.seen.not_seen) for group in first.groups] == [
        ("pune", 2, 1),
        ("boston", 0, 2),
        ("zurich", 1, 1),
    ]
    text = "\n".join(pulses_lines(seen(played)))
    assert (
        "Urgent means: 3 of 8 who had an occasion saw it lived, 1 partly, 4 did not see it, 1 had no occasion" in text
    )
    assert "Boston: 0 lived, 1 partly, 2 not seen, 0 no occasion" in text
    assert "Pulse 1: 3 of 8 who had an occasion saw it lived, fewer than half." in text
    assert "at least 3 people had an occasion, and fewer than half of them saw it lived" in text


def test_a_region_that_is_too_small_is_not_counted_by_itself_in_a_pulse_either() -> None:
    played = sealed()
    given = [*MIXED[:3], *MIXED[3:6], MIXED[6], None, None]
    (found,) = read_pulses(seen(pulse(played, (LIVED_PROMPT,), {LIVED: given})))
    groups = {group.id: group.regions for group in found.clauses[0].groups}
    assert "zurich" not in groups
    assert all(sum(msgspec.structs.astuple(group.seen)) >= 3 for group in found.clauses[0].groups)
    assert found.clauses[0].total.occasions == 6


def test_answers_of_too_few_are_not_called_none_and_nothing_is_told_of_them() -> None:
    told = pulses_lines(seen(pulse(sealed(), (LIVED_PROMPT,), {LIVED: [MIXED[0], *[None] * 8]})))
    assert told[0].endswith("1 of 9 answered")
    assert "    Urgent means: too few answered to show it" in told
    other = pulses_lines(seen(pulse(sealed(), (LIVED_PROMPT,), {LIVED: [MIXED[2], *[None] * 8]})))
    assert other == told, "whatever the one person said"
    nobody = pulses_lines(seen(pulse(sealed(), (LIVED_PROMPT,), {LIVED: [None] * 9})))
    assert "    Urgent means: nobody said anything about it" in nobody


def test_without_regions_a_pulse_says_everyone_alone() -> None:
    played = pulse(sealed("merged"), (LIVED_PROMPT, KNOWN["urgent"]), {LIVED: MIXED, "urgent": ["today"] * 9})
    (found,) = read_pulses(seen(played))
    assert [group.id for group in found.clauses[0].groups] == ["everyone"]
    assert [group.id for group in found.repeated[0].groups] == ["everyone"]


DRIFTS: dict[str, tuple[str, list[Any], str]] = {
    "another option": (
        "urgent",
        ["today"] * 6 + ["now"] * 3,
        "“Today” has the most answers now, “Now” had them before; at least 67 % of the answers have changed.",
    ),
    "as before": ("urgent", ["now"] * 9, "“Now” has the most answers, as before."),
    "a tie": (
        "urgent",
        ["today"] * 4 + ["now"] * 4 + [None],
        "“Now” had the most answers before; now no option is ahead",
    ),
    "steps": ("sure", [8] * 9, "the middle went from 6 to 8, and answers moved by 2 steps on average."),
    "longer": ("wait", [hours(8)] * 9, "the middle went from 4 working hours to 1 working day: 2 times as long."),
    "shorter": ("wait", [hours(2)] * 9, "the middle went from 4 working hours to 2 working hours: 2 times shorter."),
    "the same": ("wait", [hours(4)] * 9, "the middle answer is 4 working hours as before."),
}


@pytest.mark.parametrize("what", DRIFTS)
def test_drift_since_round_one_has_its_sentence(what: str) -> None:
    prompt, given, sentence = DRIFTS[what]
    played = pulse(sealed(), (KNOWN[prompt],), {prompt: given})
    assert sentence in "\n".join(pulses_lines(seen(played)))


def test_an_answer_on_another_clock_is_never_held_against_round_one() -> None:
    played = pulse(sealed(), (KNOWN["wait"],), {"wait": [hours(8, "elapsed")] * 9})
    (found,) = read_pulses(seen(played))
    assert found.repeated == ()


def test_recent_cases_are_held_against_the_promise_for_what_is_most_urgent() -> None:
    low = Promise(level="low", amount=60, said="1 hour", clock="elapsed")
    played = sealed(promises=(low, WITHIN_TWO_HOURS))
    took = [{"first": "called", "after": hours(n, "elapsed")} for n in (1, 2, 3, 4, 6, 8)]
    other = [{"first": "called", "after": hours(1)}]
    played = pulse(played, (CASE,), {"last-case": [*took, *other, None, None]})
    (found,) = read_pulses(seen(played))
    assert (found.cases[0].gap.cases, found.cases[0].gap.kept, found.cases[0].other_clock) == (6, 2, 1)
    text = "\n".join(pulses_lines(seen(played)))
    assert "4 of 6 recent cases later than promised (“critical”: within 2 hours" in text
    assert "1 case on the other clock cannot be compared." in text


def test_a_case_about_a_prompt_of_round_one_is_held_against_its_middle_answer() -> None:
    played = pulse(sealed(), (LAST_WAIT,), {"last-wait": [hours(n) for n in (2, 2, 4, 4, 5, 6, 8, 8, 8)]})
    text = "\n".join(pulses_lines(seen(played)))
    assert "5 of 9 recent cases later than the middle answer of round 1 to “May wait”, 4 working hours." in text


def test_without_a_promise_on_their_clock_cases_are_not_judged() -> None:
    took = [{"first": "called", "after": hours(1)}] * 9
    played = pulse(sealed(promises=(WITHIN_TWO_HOURS,)), (CASE,), {"last-case": took})
    assert read_pulses(seen(played))[0].cases == ()


def test_the_trend_says_in_words_what_its_bars_show() -> None:
    asked = (LIVED_PROMPT, KNOWN["sure"])
    played = pulse(sealed(), asked, {LIVED: MIXED, "sure": [6] * 9})
    played = pulse(played, asked, {LIVED: as_lived(*["lived"] * 9), "sure": [8] * 9})
    played = pulse(played, asked, {LIVED: as_lived(*["no-occasion"] * 9), "sure": [7] * 9})
    shown = trend(seen(played))
    assert shown.heads == ("Pulse 1", "Pulse 2", "Pulse 3")
    first, second, sure = shown.rows
    assert first.cells == ("3 of 8 lived", "9 of 9 lived", "–")
    assert (first.spark, second.spark) == ("▄█·", "███")
    assert (sure.label, sure.cells) == ("Confidence (round 1: 6)", ("6", "8", "7"))
    assert trend_lines(shown)[1].endswith("▄█·")


def test_bars_are_as_high_as_their_shares() -> None:
    assert spark([0.0, 0.5, 1.0, None]) == "▁▅█·"


def test_the_facts_are_json_and_carry_the_sentences() -> None:
    played = pulse(
        sealed(promises=(WITHIN_TWO_HOURS,)), (LIVED_PROMPT, KNOWN["urgent"]), {LIVED: MIXED, "urgent": ["now"] * 9}
    )
    facts = json.loads(json.dumps(pulses_facts(seen(played))))
    assert facts["pulses"][0]["clauses"][0]["sentence"].startswith("3 of 8")
    assert facts["pulses"][0]["repeated"][0]["groups"][0]["sentence"] == "“Now” has the most answers, as before."
    assert facts["asked_again"] == [
        {"clause": "c1", "why": "Pulse 1: 3 of 8 who had an occasion saw it lived, fewer than half."}
    ]


def test_an_open_pulse_has_no_results() -> None:
    played = sealed().lead(c.OpenPulse(("c1",), (LIVED_PROMPT,)))
    played.answer("p1", **{f"p1-{LIVED}": {"c1": "not-seen"}})
    assert read_pulses(seen(played)) == ()
    assert pulses_lines(seen(played)) == []


def with_a_pulse() -> Played:
    """A pulse about lived clauses, a prompt again and recent cases, beside version 1."""
    took = [{"first": "called", "after": hours(n, "elapsed")} for n in (1, 2, 3, 4, 6, 8)]
    asked: dict[str, list[Any]] = {LIVED: MIXED, "urgent": ["now"] * 9, "last-case": [*took, None, None, None]}
    return pulse(sealed(promises=(WITHIN_TWO_HOURS,)), (LIVED_PROMPT, KNOWN["urgent"], CASE), asked)


def amended_after_a_pulse() -> Played:
    """The same, and version 2 after it."""
    played = with_a_pulse().lead(c.Amend("As the pulse said."))
    played.lead(c.ChangeClause("c1", "We answer tomorrow.", owner="Fay"))
    return settle(played, "c1").lead(c.Seal())


def test_a_sealed_charter_stays_as_it_is_and_the_next_version_tells_what_the_pulses_said() -> None:
    assert charter_markdown(seen(with_a_pulse())) == charter_markdown(seen(sealed(promises=(WITHIN_TWO_HOURS,))))
    assert context(seen(with_a_pulse()))["pulses"] == []
    text = charter_markdown(seen(amended_after_a_pulse()))
    assert "## What pulses said" in text
    assert "| Urgent means | 3 | 1 | 4 | 1 |" in text
    assert "- Urgent means: “Now” has the most answers, as before." in text
    assert "4 of 6 recent cases later than promised" in text
