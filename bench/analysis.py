"""How long the figures of a workshop take: `python -m bench.analysis`.

Sixteen prompts of all types with figures, answered and guessed by teams of three sizes, revealed by the host's own
rules and read as every screen and page reads them. Beside it, the shared part (the disagreement of n answers on one
scale) by numpy pair by pair, by krippendorff, and here.
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
from align.analysis.compare import compare, measure_for, measured
from align.analysis.distance import Measure, Scale
from align.analysis.reveal import read_workshop
from align.domain.calendars import work_calendar
from align.domain.events import AnswerGiven, PredictionGiven, PromptRevealed
from align.domain.model import Milestone, Participant, Plan, Region
from align.domain.prompts import Option, Pack, Point, Prompt, PromptType
from align.domain.state import State
from align.domain.values import Value
from align.domain.visibility import reveal

ROUNDS = 7
GOALS_MS = {(1_000, 8): 200.0, (100, 4): 30.0, (12, 3): 30.0}
ITEMS = ("date", "scope", "quality", "cost", "load", "trust")
CARDS = tuple(f"card-{number}" for number in range(10))
BUCKETS = ("same", "each", "aim", "none")
LENGTHS = (15, 30, 60, 120, 180, 240, 480, 960, 1440, 2880, 10080)

Answerer = Callable[[random.Random], Value]
SCALE5 = Scale.of(points=5)
CHOICES = ("now", "today", "day", "channel")
CALENDAR = work_calendar("UTC", "Mon-Fri 09:00-17:00")


def options(ids: tuple[str, ...]) -> tuple[Option, ...]:
    """Return options named after their ids."""
    return tuple(Option(name, name) for name in ids)


def points(first: int, last: int) -> tuple[Point, ...]:
    """Return the points of a scale."""
    return tuple(Point(value) for value in range(first, last + 1))


def minutes(draw: random.Random) -> Value:
    """Return a duration on the clock."""
    return {"amount": draw.choice(LENGTHS), "unit": "minutes", "clock": "elapsed"}


KINDS: list[tuple[int, PromptType, dict[str, Any], Answerer]] = [
    (3, "scale", {"points": points(1, 5)}, lambda draw: draw.choice((1, 2, 2, 3, 3, 3, 4, 5))),
    (2, "scale", {"points": points(0, 10)}, lambda draw: draw.randint(3, 10)),
    (4, "choice", {"options": options(CHOICES)}, lambda draw: draw.choice(CHOICES)),
    (3, "duration", {}, minutes),
    (1, "rank", {"options": options(ITEMS), "top": 2}, lambda draw: draw.sample(ITEMS, 2)),
    (1, "rank", {"options": options(ITEMS)}, lambda draw: draw.sample(ITEMS, 6)),
    (
        2,
        "sort",
        {"options": options(CARDS), "buckets": options(BUCKETS)},
        lambda draw: {card: draw.choice(BUCKETS) for card in CARDS},
    ),
]


def prompt(name: str, kind: PromptType, more: dict[str, Any]) -> Prompt:
    """Return a prompt that asks for guesses."""
    return Prompt(id=name, area="success", type=kind, title=name, text="?", why="-", predict=True, **more)


PROMPTS: list[tuple[Prompt, Answerer]] = [
    (prompt(f"{kind}-{place}-{number}", kind, more), answer)
    for place, (times, kind, more, answer) in enumerate(KINDS)
    for number in range(times)
]


AS_IN_KICKOFF = 2
"""The kickoff pack asks for guesses at every second of its prompts."""


def team(people: int, regions: int, guessed: int, each: int = 1) -> State:
    """Random answers (the worst case: hardly two alike), each person guessing for `guessed` regions, at every
    `each`-th prompt."""
    draw = random.Random(20_260_105)
    names = [f"region-{number}" for number in range(regions)]
    state = State(
        plan=Plan(
            title="Bench",
            milestone=Milestone("first patient in", "2027-03-31"),
            regions=tuple(Region(name, name, name[-1].upper(), CALENDAR) for name in names),
            participants=tuple(Participant(f"p{n}", f"Person {n}", names[n % regions]) for n in range(people)),
            pack=Pack(id="bench", title="Bench", about="Bench.", prompts=tuple(asked for asked, _ in PROMPTS)),
        )
    )
    for number, (asked, answer) in enumerate(PROMPTS):
        answers, guesses = (kept.setdefault(asked.id, {}) for kept in (state.answers, state.predictions))
        for person in range(people):
            who, region = f"p{person}", names[person % regions]
            answers[who] = AnswerGiven(asked.id, who, region, answer(draw))
            for step in range(0 if number % each else guessed):
                target = names[(person + step) % regions]
                guesses[who, target] = PredictionGiven(asked.id, who, region, target, answer(draw))
    return state


def best(work: Callable[[], object]) -> float:
    """The shortest of some rounds, in ms of processor time: others may share the machine."""
    times = []
    for _ in range(ROUNDS):
        start = process_time()
        work()
        times.append(process_time() - start)
    return 1_000 * min(times)


def closed(state: State) -> dict[str, PromptRevealed]:
    """What the host makes public when it closes the round."""
    return {asked.id: reveal(state, asked, compare) for asked, _ in PROMPTS}


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
        for guessed, each in sorted({(0, 1), *((n, each) for n in (3, regions) for each in (1, AS_IN_KICKOFF))}):
            state = team(people, regions, guessed, each)
            took = best(partial(read_workshop, state.the_plan, closed(state)))
            asked = len(PROMPTS) // each if guessed else 0
            case = f"{people:5} people  {regions} regions  {guessed} guesses at {asked:2} prompts"
            print(f"  {case}  {took:8.1f} ms   goal {goal:.0f}")


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
    for asked, answer in {kind: (prompt(kind, kind, more), answer) for _, kind, more, answer in KINDS}.values():
        measure = measure_for(asked, "elapsed")
        assert measure is not None
        given = [measured(asked, answer(draw)) for _ in range(1_000)]
        print(f"  {measure.kind:9} {best(partial(aligned, measure, given)):7.3f}")


if __name__ == "__main__":
    print(f"Python {platform.python_version()}, {platform.machine()}, numpy {np.__version__}")
    workshops()
    singles()
    peers()
