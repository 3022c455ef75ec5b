"""Figures from what is public: the hand example, the rules for small groups, late answers, two clocks."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from align.analysis.compare import measure_for, measured
from align.analysis.conventions import Conventions
from align.analysis.prompt import Response, figures
from align.analysis.reveal import PromptFigures, read_prompt, read_workshop
from align.domain.prompts import Option, Prompt, PromptType
from tests.analysis.revealed import FIVE, HAND_ANSWERS, HAND_GUESSES, Answers, Guesses, revealed, small_plan
from tests.support.builders import options


def read(prompt: Prompt, answers: Answers, guesses: Guesses | None = None, **more: Any) -> PromptFigures:
    late = more.pop("late", None)
    plan = small_plan(prompt, more.pop("sizes", {name: len(said) for name, said in answers.items()}), **more)
    return read_prompt(plan, prompt, revealed(plan, answers, guesses, late))


def rounded(figures: Any) -> Any:
    """Return figures without the last digits, which hang on the order of a sum."""
    given = msgspec.to_builtins(figures)
    return {key: round(value, 9) if isinstance(value, float) else value for key, value in given.items()}


def hand() -> PromptFigures:
    return read(FIVE, HAND_ANSWERS, HAND_GUESSES)


# ---- the hand example --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "target", "gross", "floor", "gap", "bias", "congruency", "arrow"),
    [
        ("emea", "apac", 1 / 3, 0.125, 5 / 24, -4 / 3, 1 / 12, "▼"),
        ("apac", "emea", 11 / 48, 1 / 12, 7 / 48, 11 / 12, 3 / 16, "▲"),
    ],
)
def test_the_hand_example_comes_out_of_what_is_public(
    source: str, target: str, gross: float, floor: float, gap: float, bias: float, congruency: float, arrow: str
) -> None:
    pair = hand().pair(source, target)
    assert pair is not None
    assert (pair.gross, pair.floor, pair.gap, pair.bias) == pytest.approx((gross, floor, gap, bias))
    assert pair.in_unit == pytest.approx(4 * gap)
    assert pair.congruency == pytest.approx(congruency, abs=1e-6)
    assert pair.agreement == pytest.approx(5 / 12)
    assert pair.arrow == arrow


def test_in_the_hand_example_both_think_that_they_agree_and_do_not() -> None:
    found = hand()
    assert {(p.source, p.target): (p.state, p.apart) for p in found.pairs} == {
        ("emea", "apac"): ("blind spot", 2),
        ("apac", "emea"): ("blind spot", -2),
    }
    emea, apac = found.parts[0].groups
    assert (emea.centre, apac.centre, found.parts[0].centre) == (2, 4, 3)
    assert (apac.low, apac.high) == (3, 5)


# ---- the same as with everything known -----------------------------------------------------------------------------

KINDS: dict[PromptType, tuple[dict[str, Any], st.SearchStrategy[Any]]] = {
    "scale": ({"points": FIVE.points}, st.integers(1, 5)),
    "choice": ({"options": options("A", "B", "C")}, st.sampled_from(["a", "b", "c"])),
    "choices": (
        {"options": options("A", "B", "C")},
        st.sets(st.sampled_from(["a", "b", "c"]), min_size=1).map(sorted),
    ),
    "rank": ({"options": options("A", "B", "C")}, st.permutations(["a", "b", "c"]).map(list)),
    "duration": (
        {},
        st.builds(lambda n: {"amount": n, "unit": "hours", "clock": "working"}, st.sampled_from([1, 2, 3, 8, 40])),
    ),
    "sort": (
        {"options": options("X", "Y"), "buckets": options("S", "L")},
        st.fixed_dictionaries({"x": st.sampled_from(["s", "l"]), "y": st.sampled_from(["s", "l"])}),
    ),
}


def prompt_of(kind: PromptType) -> Prompt:
    return Prompt(id="q", area="norms", type=kind, title="Q", text="Q?", why="W", predict=True, **KINDS[kind][0])


@given(st.data(), st.sampled_from(sorted(KINDS)))
def test_where_all_answered_and_guessed_the_public_figures_are_those_of_the_whole_log(
    data: st.DataObject, kind: PromptType
) -> None:
    prompt = prompt_of(kind)
    value = KINDS[kind][1]
    sizes = {"a": data.draw(st.integers(3, 5)), "b": data.draw(st.integers(3, 5))}
    answers = {name: data.draw(st.lists(value, min_size=n, max_size=n)) for name, n in sizes.items()}
    guesses = {
        (here, there): data.draw(st.lists(value, min_size=n, max_size=n)) for here, n in sizes.items() for there in "ab"
    }
    measure = measure_for(prompt)
    assert measure is not None
    everything = [
        Response(
            region,
            measured(prompt, answer),
            {there: measured(prompt, guesses[region, there][n]) for there in "ab"},
        )
        for region, given_answers in answers.items()
        for n, answer in enumerate(given_answers)
    ]
    whole = figures(measure, everything, missing=2, conventions=Conventions())
    found = read(prompt, answers, guesses, sizes={"a": sizes["a"] + 1, "b": sizes["b"] + 1})

    (part,) = found.parts
    assert rounded(part.agreement) == rounded(whole.agreement)
    assert rounded(part.bounds) == rounded(whole.bounds)
    assert part.regional_share == pytest.approx(whole.regional_share)
    assert part.inside == pytest.approx(whole.inside)
    assert {group.id: rounded(group.agreement) for group in part.groups} == {
        name: rounded(region.agreement) for name, region in whole.regions.items()
    }
    for pair in found.pairs:
        gap = whole.gaps[pair.source, pair.target]
        assert (pair.gap, pair.gross, pair.floor) == pytest.approx((gap.assumption_gap, gap.gross, gap.floor), abs=1e-6)
        assert pair.bias == pytest.approx(gap.bias)
        assert pair.agreement == pytest.approx(gap.agreement)
    assert {k: (s.state, round(s.distance, 9)) for k, s in found.standing().states.items()} == {
        k: (s.state, round(s.distance, 9)) for k, s in whole.states.items()
    }


# ---- small groups ------------------------------------------------------------------------------------------------


def test_a_pooled_group_has_no_region_and_nobody_is_paired_with_it() -> None:
    sizes = {"a": 3, "b": 2, "c": 2}
    found = read(FIVE, {name: [2] * n for name, n in sizes.items()}, {("a", "b"): [1, 1, 1]}, min_n=3)
    assert [(group.id, group.region, group.n) for group in found.parts[0].groups] == [("a", "a", 3), ("other", "", 4)]
    assert found.pairs == ()
    assert found.parts[0].share_of == ("a",)
    assert found.parts[0].regional_share is None


@pytest.mark.parametrize(
    ("n", "shows", "has_centre"), [(1, "dots", False), (2, "dots", False), (3, "few", True), (5, "all", True)]
)
def test_by_consent_small_regions_are_shown_but_not_scored(n: int, shows: str, has_centre: bool) -> None:
    found = read(FIVE, {"a": [4] * n, "b": [2] * 5}, {("b", "a"): [2] * 5}, attribution="named", min_n=1)
    small = found.parts[0].groups[0]
    assert (small.id, small.shows, small.centre is not None, small.agreement is not None) == (
        "a", shows, has_centre, has_centre,
    )  # fmt: skip
    (pair,) = found.pairs
    assert (pair.gap is not None, pair.state is not None) == (has_centre, has_centre)


def test_a_sensitive_prompt_needs_five() -> None:
    prompt = msgspec.structs.replace(FIVE, sensitive=True)
    found = read(prompt, {"a": [4] * 4, "b": [2] * 6})
    assert [group.id for group in found.parts[0].groups] == ["everyone"]
    assert found.limits.min_n == 5


def test_without_names_and_regions_people_are_compared_with_what_they_thought_of_everyone() -> None:
    found = read(FIVE, {"a": [1, 1], "b": [1, 5]}, {("a", "everyone"): [5, 5], ("b", "everyone"): [5, 5]},
                 attribution="merged")  # fmt: skip
    (pair,) = found.pairs
    assert (pair.source, pair.target, pair.state) == ("everyone", "everyone", None)
    assert pair.arrow == "▲"
    assert pair.gross == pytest.approx((0.75 * 4 - (1 + 1 + 1) / 4) * 4 / 3 / 4)
    assert found.parts[0].groups[0].region == ""


def test_figures_hold_nothing_where_nothing_may_be_shown() -> None:
    found = read(FIVE, {"a": [4], "b": [2]})
    assert (found.answered, found.n, found.parts, found.pairs) == (2, 0, (), ())


# ---- late answers, missing answers, texts --------------------------------------------------------------------------


@pytest.mark.parametrize("attribution", ["region", "named"])
def test_late_answers_are_counted_and_change_no_figure(attribution: Any) -> None:
    before = read(FIVE, HAND_ANSWERS, HAND_GUESSES, attribution=attribution)
    after = read(FIVE, HAND_ANSWERS, HAND_GUESSES, attribution=attribution, late={"emea": [5, 5, 5]})
    assert after.late == 3
    assert msgspec.structs.replace(after, late=0, answered=before.answered) == before


def test_the_bounds_say_what_those_who_are_missing_could_change() -> None:
    found = read(FIVE, {"a": [1, 1, 1]}, sizes={"a": 4})
    bounds = found.parts[0].bounds
    assert bounds is not None
    assert str(bounds) == "3 of 4 answered"
    assert (bounds.low, bounds.high) == pytest.approx((0.25, 1))


def test_texts_and_lists_have_no_figures() -> None:
    prompt = Prompt(id="t", area="norms", type="text", title="T", text="T?", why="W")
    found = read(prompt, {"a": ["x", "y", "z"]})
    assert (found.n, found.parts, found.pairs) == (3, (), ())


# ---- two clocks ----------------------------------------------------------------------------------------------------

WAIT = prompt_of("duration")


def hours(amount: float, clock: str = "working") -> dict[str, Any]:
    return {"amount": amount, "unit": "hours", "clock": clock}


def test_working_time_and_time_on_the_clock_are_never_in_one_figure() -> None:
    found = read(WAIT, {"a": [hours(1), hours(2), hours(4)], "b": [hours(1, "elapsed"), hours(2), hours(2)]})
    assert [(part.clock, part.n, part.bounds) for part in found.parts] == [("working", 5, None), ("elapsed", 1, None)]
    assert found.parts[0].centre == pytest.approx({"minutes": 120, "clock": "working"})
    assert found.parts[0].groups[1].shows == "total"


def test_regions_that_think_in_different_clocks_differ_whatever_their_numbers() -> None:
    answers = {"a": [hours(8)] * 3, "b": [hours(8, "elapsed")] * 3}
    found = read(WAIT, answers, {("a", "b"): [hours(8)] * 3, ("b", "a"): [hours(8)] * 3})
    ab, ba = found.pair("a", "b"), found.pair("b", "a")
    assert ab is not None
    assert ba is not None
    assert (ab.state, ab.distance, ab.apart, ab.gap) == ("blind spot", 1, None, None)
    assert (ba.state, ba.gap) == ("open difference", 0)


def test_a_region_of_two_equal_clocks_has_no_centre_and_no_state() -> None:
    answers = {"a": [hours(8)] * 3, "b": [hours(8)] * 3 + [hours(8, "elapsed")] * 3}
    found = read(WAIT, answers, {("a", "b"): [hours(8)] * 3})
    (pair,) = found.pairs
    assert (pair.state, pair.gap, pair.clock) == (None, None, "")


def test_a_guess_of_half_the_time_points_down_and_says_the_factor() -> None:
    found = read(WAIT, {"a": [hours(4)] * 3, "b": [hours(8)] * 3}, {("a", "b"): [hours(2)] * 3})
    (pair,) = found.pairs
    assert pair.arrow == "▼"
    assert (pair.bias, pair.in_unit) == pytest.approx((0.25, 4))


# ---- the workshop ------------------------------------------------------------------------------------------------


def test_the_agenda_begins_with_the_widest_blind_spot_and_lists_hidden_agreements_ahead() -> None:
    prompts = tuple(msgspec.structs.replace(FIVE, id=name) for name in ("calm", "blind", "good"))
    plan = small_plan(prompts[0], {"a": 3, "b": 3})
    plan = msgspec.structs.replace(plan, pack=msgspec.structs.replace(plan.pack, prompts=prompts))

    def shown(prompt: Prompt, answers: Answers, guesses: Guesses) -> Any:
        one = small_plan(prompt, {"a": 3, "b": 3})
        return revealed(one, answers, guesses)

    found = read_workshop(
        plan,
        {
            "calm": shown(prompts[0], {"a": [1, 2, 3], "b": [1, 2, 3]}, {}),
            "blind": shown(prompts[1], {"a": [1] * 3, "b": [5] * 3}, {("a", "b"): [1] * 3}),
            "good": shown(prompts[2], {"a": [1] * 3, "b": [1] * 3}, {("a", "b"): [5] * 3}),
        },
    )
    assert found.agenda.talk == ("blind", "calm", "good")
    assert found.agenda.good_news == (("good", "a", "b"),)
    assert found.prompt("good").pair("a", "b") is not None
    with pytest.raises(KeyError):
        found.prompt("unknown")


def test_before_the_reveal_there_is_nothing() -> None:
    found = read_workshop(small_plan(FIVE, {"a": 3}), {})
    assert (found.prompts, found.agenda.talk) == ((), ())


def test_the_figures_are_plain_json() -> None:
    assert msgspec.json.decode(msgspec.json.encode(hand()))["pairs"][0]["state"] == "blind spot"


@given(st.lists(st.sampled_from(["x", "y"]), min_size=3, max_size=9))
def test_a_prompt_of_two_options_is_read_whatever_people_say(said: list[str]) -> None:
    assume(said)
    prompt = Prompt(
        id="q", area="norms", type="choice", title="Q", text="Q?", why="W", options=(Option("x", "X"), Option("y", "Y"))
    )
    found = read(prompt, {"a": said})
    counts = said.count("x"), said.count("y")
    expected = None if counts[0] == counts[1] else ("x" if counts[0] > counts[1] else "y")
    assert found.parts[0].centre == expected
