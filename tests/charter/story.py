"""One workshop from set-up to seal, with every ending a clause can have; run as a module it prints its charter."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import msgspec

from align.analysis.compare import compare
from align.charter.render import charter_markdown
from align.domain import commands as c
from align.domain.calendars import Holiday
from align.domain.decisions import Decision
from align.domain.model import Attribution, Milestone, Plan, Scope
from align.domain.promises import Escalation, EscalationStep, Holder, Promise
from align.domain.state import State
from align.domain.visibility import public
from tests.support.builders import GOOD_VALUES, Played, person, plan

SIZES = (5, 4, 2)
HOLIDAYS = (
    Holiday("2026-12-25", "Christmas Day"),
    Holiday("2027-01-26", "Republic Day"),
    Holiday("2027-03-22", "Holi", "", True),
)
WAITS = (2, 4, 8, 4, 1, 24, 8, 16, 4, 2, 2)
URGENT = ("now", "now", "now", "today", "now", "one-day", "one-day", "today", "one-day", "today", "now")


def answers() -> list[dict[str, Any]]:
    """Return what each of the eleven people answers, Pune first, then Boston, then Zürich."""
    return [
        GOOD_VALUES
        | {
            "fact": f"Fact {number}: the first visit is in the database.",
            "sure": (3 + 2 * number) % 11,
            "wait": {"amount": WAITS[number], "unit": "hours", "clock": "elapsed" if number in (5, 7) else "working"},
            "urgent": URGENT[number],
            "protect": ["quality", "date"] if number < 7 else ["date", "cost"],
            "cards": {"cameras": "each-region" if number % 3 else "same-everywhere", "recording": "same-everywhere"},
        }
        for number in range(sum(SIZES))
    ]


PROMISE = Promise(
    level="critical", counts_as="a first reply", amount=60, said="1 hour", clock="elapsed", cover=("24x7",),
    channel="phone", owner=(Holder(name="Pune", region="pune"), Holder(name="Boston", region="boston")),
)  # fmt: skip
"""It cannot be kept, and leaves out when its time starts."""
CHAIN = Escalation(
    level="critical",
    steps=(
        EscalationStep(to=Holder(name="Pune", region="pune"), channel="phone"),
        EscalationStep(to=Holder(name="Boston", region="boston"), after=90, clock="working", channel="phone"),
    ),
)
DECISIONS = (
    Decision(
        what="adding a site", decider="Study lead", recommend=("Pune lead",), must_agree=("Medical monitor",),
        input=("Boston lead",), inform=("Zürich lead", "Sponsor"), rule="alone, after hearing the others",
        window="2 working days", default_if_silent="the recommendation stands",
        reopen_when="a country leaves the study",
    ),
    Decision(what="moving a date", decider="Sponsor", inform=("Study lead",)),
)  # fmt: skip


def the_plan(attribution: Attribution = "region", sizes: tuple[int, ...] = SIZES) -> Plan:
    """Return the plan of the story: a milestone with a meaning, and holidays in Pune, promise, chain and register."""
    made = plan(attribution, sizes=sizes)
    pune, *others = made.regions
    pune = msgspec.structs.replace(pune, calendar=msgspec.structs.replace(pune.calendar, holidays=HOLIDAYS))
    meaning = "The first patient has signed consent and had the first visit."
    milestone = Milestone("First patient in", "2027-03-12", "FPI", meaning)
    return msgspec.structs.replace(
        made, regions=(pune, *others), milestone=milestone, promises=(PROMISE,), escalation=(CHAIN,),
        decisions=DECISIONS,
    )  # fmt: skip


def answered(the_plan: Plan, given: Sequence[dict[str, Any]], order: Sequence[int] | None = None) -> Played:
    """Play until answers are shown; `order` says who answers when."""
    played = Played(the_plan).lead(c.OpenRound())
    for number in order if order is not None else range(len(given)):
        played.answer(f"p{number + 1}", **given[number])
    return played.lead(c.CloseRound())


def agreed(played: Played, levels: Sequence[int]) -> Played:
    """Play the talk: one clause for each way in which a clause can end."""
    played.lead(c.MoveTo("agree"), c.DraftClause("urgent", "“Urgent” means now.", Scope(), "Pune 1", "2027-02-01"))
    vote(played, "c1", 1, [2, *levels[1:]], "At night I cannot answer well.")
    played.lead(
        c.ChangeClause("c1", "“Urgent” is said by phone only.\nAll else can wait.", Scope(), "Pune 1", "2027-02-01")
    )
    vote(played, "c1", 2, levels, "")
    return played.lead(
        c.SettleClause("c1", "agreed"),
        c.DraftClause("wait", "A decision waits ____ at the most.", Scope("party", "cro")),
        c.SettleClause("c2", "open", "Boston 2", "2027-01-15"),
        c.DraftClause("cards", "Cameras: each region decides."),
        c.SettleClause(
            "c3", "regional", "Zürich 1", "2027-02-01", {"pune": "Off.", "zurich": "On:\n- at the start\n- in reviews"}
        ),
        c.DraftClause("protect", "We protect quality first.", Scope("region", "boston"), "Boston 1", "2027-02-01"),
        c.SettleClause("c4", "dissent_recorded", dissent=("The date comes first | always.",)),
        c.DraftClause("signs", "Serious events are reported within 24 hours.", Scope("legal", "the safety plan")),
        c.SettleClause("c5", "locked"),
    )


def vote(played: Played, clause: str, number: int, levels: Sequence[int], reason: str) -> None:
    """Let everybody give a support level, the first person with a reason."""
    played.lead(c.OpenVote(clause))
    for index, level in enumerate(levels):
        played.do(person(f"p{index + 1}"), c.GiveSupport(clause, number, level, "" if index else reason))
    played.lead(c.CloseVote(clause))


def story(attribution: Attribution = "region") -> Played:
    """Play the whole workshop."""
    played = answered(the_plan(attribution), answers())
    return agreed(played, [3, 4, 4, 5, 3, 4, 4, 4, 5, 3, 4]).lead(c.Seal())


def shown(played: Played) -> State:
    """Return what everybody may see of it."""
    return public(played.log, compare)


if __name__ == "__main__":
    sys.stdout.write(charter_markdown(shown(story())))
