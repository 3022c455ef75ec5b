"""What each figure of the analysis is and how it is computed, in words for people who are no statisticians."""

from __future__ import annotations

from typing import Literal

import msgspec

from align.language import mark

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
        mark("The answer that stands for a group."),
        mark(
            "The median on a scale and of durations, the option chosen most, the order of the median ranks, each card "
            "in the place where most put it. A tie has none."
        ),
        mark("It hides how far answers reach; look at the lowest and the highest beside it."),
    ),
    "two people": Explanation(
        mark("What two people picked at random would find if they compared their answers."),
        mark("The mean over all pairs of answers."),
        mark("It describes those who answered, nobody else."),
    ),
    "alignment": Explanation(
        mark("How close answers are: 1 when all are alike, 0 when they are as far apart as this many people can be."),
        mark("One minus the mean distance of two answers, divided by the largest mean distance possible."),
        mark("It is no grade: a team may differ for good reasons."),
    ),
    "label": Explanation(
        mark("Aligned, mixed or split, in one word."),
        mark(
            "Aligned when enough answers (the team's threshold) lie within one step of the middle answer; split when "
            "alignment is below one half or answers gather in two camps; else mixed."
        ),
        mark("The lines are conventions that the team chose, not findings."),
    ),
    "bounds": Explanation(
        mark("Between which alignments the team lies, whatever the missing people would have said."),
        mark("The missing answers are filled in once as disagreeing, once as agreeing as they can."),
        mark("Those who said “not my area” count as missing here."),
    ),
    "regional share": Explanation(
        mark("How much of the disagreement lies between regions, from 0 (none) to 1 (all of it)."),
        mark(
            "One minus the mean distance inside regions divided by the mean distance of all, corrected so that "
            "shuffled regions give 0 on average."
        ),
        mark("With few people it jumps; regions that are shown together are left out."),
    ),
    "gap": Explanation(
        mark(
            "How far one group's guesses about another were off, beyond what nobody could avoid; 0 is as good as one "
            "single guess can be."
        ),
        mark(
            "The mean distance of the guesses from the answers, minus the distance that the best single guess has. For "
            "guesses about the own group, people's own answers are left out of what they are compared with."
        ),
        mark("It is about what a group expects, never about one person."),
    ),
    "bias": Explanation(
        mark("In which direction guesses were off."),
        mark("The mean guess minus the mean answer in steps; for durations the typical guess over the typical answer."),
        mark("Guesses that are off in both directions cancel out: look at the gap too."),
    ),
    "congruency": Explanation(
        mark(
            "How far people's guesses were from their own answers: 0 means that they expected others to be like them."
        ),
        mark("The mean distance between each person's guess and own answer, summed up by region."),
        mark("People who skipped the prompt and guessed all the same are not in it."),
    ),
    "distance between": Explanation(
        mark("How far two groups' answers really are from each other."),
        mark("The mean distance of an answer of one group from an answer of the other."),
        mark("Two groups that each differ inside are far apart too, even with the same middle."),
    ),
    "state": Explanation(
        mark(
            "Shared: they agree and know it. Hidden agreement: they agree and think they differ. Open difference: they "
            "differ and know it. Blind spot: they differ and think they agree."
        ),
        mark(
            "They agree when their middle answers are within one step (the same option, a factor of two, a quarter of "
            "the order or of the cards). They think so when at least half of the guesses are that close to the "
            "guesser's own."
        ),
        mark("There is none where a group is too small or has no single middle answer."),
    ),
}
