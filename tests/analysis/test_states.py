"""The four states, the agenda, and all figures of a prompt in one pass."""

from __future__ import annotations

import pytest

from align.analysis.conventions import Conventions
from align.analysis.distance import Choice, Scale
from align.analysis.predictions import Guess, coded
from align.analysis.prompt import Response, figures
from align.analysis.states import PairState, Standing, State, agenda, pair_state
from tests.analysis.helpers import CHOICE, SCALE


def state(ours: list[int], theirs: list[int], guesses: list[tuple[int, int]], min_n: int = 1) -> PairState | None:
    made = coded(SCALE, [Guess(predicted, own) for own, predicted in guesses])
    return pair_state(SCALE, made, SCALE.count(ours), SCALE.count(theirs), min_n)


@pytest.mark.parametrize(
    ("theirs", "guesses", "expected"),
    [
        ([2, 3], [(2, 3), (2, 5)], "shared"),  # half of the predictors is enough
        ([2, 3], [(2, 4), (2, 5)], "hidden agreement"),
        ([4, 5], [(2, 4), (2, 5)], "open difference"),
        ([4, 5], [(2, 1), (2, 5)], "blind spot"),
    ],
)
def test_the_four_states(theirs: list[int], guesses: list[tuple[int, int]], expected: str) -> None:
    found = state([2, 2], theirs, guesses)
    assert found is not None
    assert found.state == expected
    assert found.apart == sum(theirs) / 2 - 2
    assert found.distance == pytest.approx(found.apart / 4)


def test_there_is_no_state_for_small_sides_missing_guesses_or_tied_options() -> None:
    assert state([2, 2], [4, 5], [(2, 2)], min_n=3) is None
    assert state([2, 2], [4, 5], []) is None
    assert state([2, 2], [], [(2, 2)]) is None
    tied = CHOICE.count(["now", "day"])
    made = coded(CHOICE, [Guess("now", "now")])
    assert pair_state(CHOICE, made, CHOICE.count(["now"]), tied) is None


def test_a_guess_without_an_own_answer_does_not_count() -> None:
    made = coded(SCALE, [Guess(2), Guess(5, 2)])
    found = pair_state(SCALE, made, SCALE.count([2]), SCALE.count([2]))
    assert found is not None
    assert (found.state, found.predictors) == ("hidden agreement", 1)


def standing(prompt: str, inside: float = 0.0, **pairs: tuple[State, float]) -> Standing:
    states = {(name[0], name[1]): PairState(kind, gap, gap, 3) for name, (kind, gap) in pairs.items()}
    return Standing(prompt, states, inside)


def test_the_agenda_takes_blind_spots_then_open_differences_then_inner_spread() -> None:
    order = agenda(
        [
            standing("calm", 0.1, PB=("shared", 0.0)),
            standing("spread", 0.4, PB=("hidden agreement", 0.2)),
            standing("open", 0.0, PB=("open difference", 0.9), BP=("open difference", 0.9)),
            standing("blind", 0.0, PB=("blind spot", 0.3)),
            standing("wider", 0.0, PB=("blind spot", 0.5), BP=("hidden agreement", 0.1)),
        ]
    )
    assert order.talk == ("wider", "blind", "open", "spread", "calm")
    assert order.good_news == (("spread", "P", "B"), ("wider", "B", "P"))


def test_ties_on_the_agenda_keep_the_order_of_the_pack() -> None:
    assert agenda([standing("a"), standing("b"), standing("c", 0.2)]).talk == ("c", "a", "b")
    assert agenda([]).talk == ()


def test_all_figures_of_a_prompt_come_in_one_pass() -> None:
    responses: list[Response[int]] = [
        *(Response("emea", answer, {"apac": guess}) for answer, guess in zip((2, 2, 3), (2, 3, 3), strict=True)),
        *(Response("apac", answer, {"emea": guess}) for answer, guess in zip((4, 4, 5, 3), (3, 4, 3, 3), strict=True)),
        Response("amer", 1),
        Response("amer"),
    ]
    found = figures(SCALE, responses, missing=2)
    assert found.n == 8
    assert found.centre == 3
    assert {region: figure.n for region, figure in found.regions.items()} == {"emea": 3, "apac": 4, "amer": 1}
    assert found.regions["amer"].agreement is None
    assert found.gaps["emea", "apac"].assumption_gap == pytest.approx(0.2083333)
    assert found.gaps["apac", "emea"].assumption_gap == pytest.approx(0.1458333)
    assert {pair: each.state for pair, each in found.states.items()} == {
        ("emea", "apac"): "blind spot",
        ("apac", "emea"): "blind spot",
    }
    assert str(found.bounds) == "8 of 10 answered"
    assert found.regional_share is not None
    # In steps: emea 2/3 weighing 2, apac 1 weighing 3, one person 0; over 8 - 3 and 4 steps.
    assert found.inside == pytest.approx((2 * 2 / 3 + 3 * 1) / 5 / 4)
    assert agenda([found.standing("urgent")]).talk == ("urgent",)


def test_a_row_of_the_matrix_is_never_one_persons_guess() -> None:
    responses = [Response("emea", 2, {"apac": 2}), *(Response("apac", 4, {"apac": 4}) for _ in range(3))]
    assert set(figures(SCALE, responses).gaps) == {("apac", "apac")}
    assert set(figures(SCALE, responses, conventions=Conventions(min_n=1)).gaps) == {
        ("apac", "apac"),
        ("emea", "apac"),
    }


def test_a_prompt_without_answers_has_empty_figures() -> None:
    found = figures(Choice(("yes", "no")), [], missing=5)
    assert (found.n, found.agreement, found.regional_share, found.inside) == (0, None, None, 0)
    assert found.bounds is not None
    assert (found.bounds.low, found.bounds.high) == (0, 1)
    assert not found.regions
    assert not found.gaps
    assert not found.states


def test_renaming_regions_changes_names_only() -> None:
    responses = [Response(region, answer) for region, answer in zip("aabb", (1, 2, 4, 5), strict=True)]
    renamed = [Response({"a": "x", "b": "y"}[response.region], response.answer) for response in responses]
    one, other = figures(Scale.of(points=5), responses), figures(Scale.of(points=5), renamed)
    assert one.agreement == other.agreement
    assert one.regional_share == other.regional_share
