"""What each figure of the analysis is and how it is computed, in words for people who are no statisticians."""

from __future__ import annotations

from typing import Literal

import msgspec

Figure = Literal[
    "middle answer", "two people", "alignment", "label", "bounds", "regional share", "gap", "bias", "congruency",
    "distance between", "state",
]  # fmt: skip


class Explanation(msgspec.Struct, frozen=True):
    """What a figure is, how it comes about, and what it does not say."""

    what: str
    how: str
    limit: str


EXPLANATIONS: dict[Figure, Explanation] = {
    "middle answer": Explanation(
        "The answer that stands for a group.",
        "The median on a scale and of durations, the option chosen most, the order of the median ranks, each card in "
        "the place where most put it. A tie has none.",
        "It hides how far answers reach; look at the lowest and the highest beside it.",
    ),
    "two people": Explanation(
        "What two people picked at random would find if they compared their answers.",
        "The mean over all pairs of answers.",
        "It describes those who answered, nobody else.",
    ),
    "alignment": Explanation(
        "How close answers are: 1 when all are alike, 0 when they are as far apart as this many people can be.",
        "One minus the mean distance of two answers, divided by the largest mean distance possible.",
        "It is no grade: a team may differ for good reasons.",
    ),
    "label": Explanation(
        "Aligned, mixed or split, in one word.",
        "Aligned when enough answers (the team's threshold) lie within one step of the middle answer; split when "
        "alignment is below one half or answers gather in two camps; else mixed.",
        "The lines are conventions that the team chose, not findings.",
    ),
    "bounds": Explanation(
        "Between which alignments the team lies, whatever the missing people would have said.",
        "The missing answers are filled in once as disagreeing, once as agreeing as they can.",
        "Those who said “not my area” count as missing here.",
    ),
    "regional share": Explanation(
        "How much of the disagreement lies between regions, from 0 (none) to 1 (all of it).",
        "One minus the mean distance inside regions divided by the mean distance of all, corrected so that shuffled "
        "regions give 0 on average.",
        "With few people it jumps; regions that are shown together are left out.",
    ),
    "gap": Explanation(
        "How far one group's guesses about another were off, beyond what nobody could avoid; 0 is as good as one "
        "single guess can be.",
        "The mean distance of the guesses from the answers, minus the distance that the best single guess has. For "
        "guesses about the own group, people's own answers are left out of what they are compared with.",
        "It is about what a group expects, never about one person.",
    ),
    "bias": Explanation(
        "In which direction guesses were off.",
        "The mean guess minus the mean answer in steps; for durations the typical guess over the typical answer.",
        "Guesses that are off in both directions cancel out: look at the gap too.",
    ),
    "congruency": Explanation(
        "How far people's guesses were from their own answers: 0 means that they expected others to be like them.",
        "The mean distance between each person's guess and own answer, summed up by region.",
        "People who skipped the prompt and guessed all the same are not in it.",
    ),
    "distance between": Explanation(
        "How far two groups' answers really are from each other.",
        "The mean distance of an answer of one group from an answer of the other.",
        "Two groups that each differ inside are far apart too, even with the same middle.",
    ),
    "state": Explanation(
        "Shared: they agree and know it. Hidden agreement: they agree and think they differ. Open difference: they "
        "differ and know it. Blind spot: they differ and think they agree.",
        "They agree when their middle answers are within one step (the same option, a factor of two, a quarter of the "
        "order or of the cards). They think so when at least half of the guesses are that close to the guesser's own.",
        "There is none where a group is too small or has no single middle answer.",
    ),
}
