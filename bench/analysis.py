"""How long the figures of a workshop take: `python -m bench.analysis`.

Sixteen prompts of all closed types, answered and guessed by teams of three sizes, analysed as for the reveal. Beside
it, the shared part (the disagreement of n answers on one scale) by numpy pair by pair, by krippendorff, and here.
"""

from __future__ import annotations

import platform
import random
from collections.abc import Callable
from functools import partial
from time import process_time
from typing import Any

import krippendorff
import numpy as np

from align.analysis.agreement import alignment
from align.analysis.distance import Choice, Duration, Measure, Rank, Scale, Sort, Span
from align.analysis.prompt import Response, figures
from align.analysis.states import agenda

ROUNDS = 7
GOALS_MS = {(1_000, 8): 200.0, (100, 4): 30.0, (12, 3): 30.0}
ITEMS = ("date", "scope", "quality", "cost", "load", "trust")
CARDS = tuple(f"card-{number}" for number in range(10))
BUCKETS = ("same", "each", "aim", "none")
LENGTHS = (15, 30, 60, 120, 180, 240, 480, 960, 1440, 2880, 10080)

Answerer = Callable[[random.Random], Any]
SCALE5, SCALE11 = Scale.of(points=5), Scale.of(points=11, first=0)
CHOICE = Choice(("now", "today", "day", "channel"))
TOP, RANK = Rank(ITEMS, top=2), Rank(ITEMS)
DURATION, SORT = Duration(15, 10_080), Sort(CARDS, BUCKETS)

PROMPTS: list[tuple[Measure[Any, Any], Answerer]] = [
    *[(SCALE5, lambda draw: draw.choice((1, 2, 2, 3, 3, 3, 4, 5)))] * 3,
    *[(SCALE11, lambda draw: draw.randint(3, 10))] * 2,
    *[(CHOICE, lambda draw: draw.choice(CHOICE.ids))] * 4,
    *[(DURATION, lambda draw: Span(draw.choice(LENGTHS)))] * 3,
    (TOP, lambda draw: tuple(draw.sample(ITEMS, 2))),
    (RANK, lambda draw: tuple(draw.sample(ITEMS, 6))),
    *[(SORT, lambda draw: {card: draw.choice(BUCKETS) for card in CARDS})] * 2,
]


def team(people: int, regions: int, guessed: int) -> list[tuple[Measure[Any, Any], list[Response[Any]]]]:
    """Random answers (the worst case: hardly two alike), each person guessing for `guessed` regions."""
    draw = random.Random(20_260_105)
    names = [f"region-{number}" for number in range(regions)]

    def respond(answer: Answerer, person: int) -> Response[Any]:
        guesses = {names[(person + step) % regions]: answer(draw) for step in range(guessed)}
        return Response(names[person % regions], answer(draw), guesses)

    return [(measure, [respond(answer, person) for person in range(people)]) for measure, answer in PROMPTS]


def best(work: Callable[[], object]) -> float:
    """The shortest of some rounds, in ms of processor time: others may share the machine."""
    times = []
    for _ in range(ROUNDS):
        start = process_time()
        work()
        times.append(process_time() - start)
    return 1_000 * min(times)


def analyse(prompts: list[tuple[Measure[Any, Any], list[Response[Any]]]]) -> object:
    """Everything the reveal of a workshop needs."""
    found = [figures(measure, responses, missing=3) for measure, responses in prompts]
    return agenda([figure.standing(str(number)) for number, figure in enumerate(found)])


def aligned(measure: Measure[Any, Any], answers: list[Any]) -> float | None:
    """Alignment from plain answers."""
    return alignment(measure, measure.count(answers))


def all_pairs(column: Any) -> float:
    """The sum of differences, pair by pair in one matrix."""
    return float(np.abs(column[:, None] - column[None, :]).sum())


def workshops() -> None:
    """Print the time for whole workshops, against the goals."""
    print(f"{len(PROMPTS)} prompts, all figures (best of {ROUNDS})")
    for (people, regions), goal in GOALS_MS.items():
        for guessed in sorted({0, 3, regions}):
            took = best(partial(analyse, team(people, regions, guessed)))
            print(f"  {people:5} people  {regions} regions  {guessed} guesses each  {took:8.1f} ms   goal {goal:.0f}")


def peers() -> None:
    """Print the time for the disagreement on one scale: pair by pair in numpy, krippendorff's alpha, and here."""
    print("Disagreement of n answers on one scale, ms (numpy: all pairs; krippendorff: alpha of n units x 2)")
    for n in (12, 100, 1_000):
        draw = random.Random(n)
        answers = [draw.randint(1, 5) for _ in range(n)]
        column = np.array(answers, dtype=float)
        matrix = np.array([column, column[::-1]])
        ours = best(partial(aligned, SCALE5, answers))
        pairs = best(partial(all_pairs, column))
        alpha = best(partial(krippendorff.alpha, matrix, level_of_measurement="interval"))
        print(f"  n {n:5}   align {ours:7.3f}   numpy {pairs:7.3f}   krippendorff {alpha:7.3f}")


def singles() -> None:
    """Print the time for the alignment of 1,000 answers of each type."""
    print("Alignment of 1,000 answers, ms")
    draw = random.Random(1)
    for measure, answer in {measure: answer for measure, answer in PROMPTS}.items():  # noqa: C416  # each once
        took = best(partial(aligned, measure, [answer(draw) for _ in range(1_000)]))
        print(f"  {measure.kind:9} {took:7.3f}")


if __name__ == "__main__":
    print(f"Python {platform.python_version()}, {platform.machine()}, numpy {np.__version__}")
    workshops()
    singles()
    peers()
