"""The shapes of what is agreed beside the clauses: promises, escalation, and who decides what. It builds nothing.

They are parts of the one view, and documentation like it; see `align.charter.view`.
"""

from __future__ import annotations

from typing import Annotated, TypedDict

from msgspec import Meta


class StripDayView(TypedDict):
    """One day of a week of working hours."""

    day: Annotated[str, Meta(description="`Mon` to `Sun`")]
    hours: Annotated[
        list[str], Meta(description="four texts of six hours each: a letter an hour, small for a part, · for nobody")
    ]


class StripView(TypedDict):
    """When the owners of a promise are at work, as a table of letters."""

    who: Annotated[str, Meta(description="the owner, or all of them together")]
    zone: Annotated[str, Meta(description="on whose clock: `UTC` or a time zone")]
    days: list[StripDayView]


class PromiseView(TypedDict):
    """A promise with what comes of it in the working hours of the plan."""

    number: int
    level: str
    within: Annotated[str, Meta(description="the time, as it was written")]
    clock: Annotated[str, Meta(description="on which clock the time runs, and on whose hours")]
    raised: Annotated[str, Meta(description="when it may be raised")]
    starts_when: str
    counts_as: str
    channel: str
    owners: Annotated[list[str], Meta(description="who keeps it, with their hours")]
    missing: Annotated[list[str], Meta(description="the fields that nobody filled in")]
    verdict: Annotated[str, Meta(description="whether it can be kept, with the share of the minutes")]
    worst: Annotated[
        str, Meta(description="the longest wait in UTC and each local time; empty where none can be computed")
    ]
    wordings: Annotated[list[str], Meta(description="wordings that can be kept")]
    strips: list[StripView]


class PromisesView(TypedDict):
    """The promises of the plan, held against its working hours."""

    list: list[PromiseView]
    period: Annotated[str, Meta(description="over which weeks they were checked; empty without promises")]
    note: Annotated[str, Meta(description="what a check does not say; empty without promises")]
    despite: Annotated[str, Meta(description="why the charter was sealed though a promise cannot be kept")]


class DecisionView(TypedDict):
    """An entry of the register: who decides what. People are named by role or by name."""

    number: int
    what: Annotated[str, Meta(description="what is decided")]
    decider: Annotated[str, Meta(description="the one who decides")]
    recommend: Annotated[list[str], Meta(description="who prepares it and says what they would do")]
    must_agree: Annotated[list[str], Meta(description="without whose consent it does not stand")]
    input: Annotated[list[str], Meta(description="who is heard before")]
    inform: Annotated[list[str], Meta(description="who is told after")]
    rule: Annotated[str, Meta(description="how it is taken")]
    window: Annotated[str, Meta(description="how long those who are asked have to answer")]
    default_if_silent: Annotated[str, Meta(description="what holds when nobody answers in that time")]
    reopen_when: Annotated[str, Meta(description="what has to happen before it is taken again")]
    unsaid: Annotated[list[str], Meta(description="the terms that nobody filled in")]


class RaciRowView(TypedDict):
    """One decision in the RACI matrix."""

    number: Annotated[int, Meta(description="the decision's number")]
    what: str
    cells: Annotated[
        list[str], Meta(description="one text a column: `A`, `R`, `A, R`, `C`, `C, must agree`, `I`, or nothing")
    ]


class RaciView(TypedDict):
    """The register as a RACI matrix."""

    people: Annotated[list[str], Meta(description="the columns: everybody who is named, deciders first")]
    rows: list[RaciRowView]


class DaciView(TypedDict):
    """One decision as DACI."""

    number: Annotated[int, Meta(description="the decision's number")]
    what: str
    driver: Annotated[str, Meta(description="who recommends; where nobody does, who decides")]
    approver: Annotated[str, Meta(description="the one who decides")]
    contributors: Annotated[list[str], Meta(description="who must agree, marked so, and who is heard")]
    informed: Annotated[list[str], Meta(description="who is told")]


class RegisterView(TypedDict):
    """The register of decisions, and the same entries in two other customs."""

    list: list[DecisionView]
    raci: RaciView
    daci: Annotated[list[DaciView], Meta(description="one entry a decision")]
    raci_key: Annotated[str, Meta(description="what the letters of RACI mean here")]
    daci_key: Annotated[str, Meta(description="what the words of DACI mean here")]


class RungView(TypedDict):
    """One step of a ladder: who is told next."""

    number: int
    to: Annotated[str, Meta(description="who is told, with their hours")]
    after: Annotated[
        str, Meta(description="how long after the step before; `at once` for the first, empty when not said")
    ]
    clock: Annotated[str, Meta(description="which minutes count; empty for the first step or when not said")]
    channel: str
    at_work: Annotated[
        str, Meta(description="when somebody there is at work, at worst, from the raising; empty if not known")
    ]
    asleep: Annotated[
        str, Meta(description="how often they are told while nobody there is at work; empty if not known")
    ]


class LadderView(TypedDict):
    """One level of urgency: what is promised at it, and who is told when."""

    level: Annotated[str, Meta(description="its name: critical, high, normal, low, or the team's own")]
    promised: Annotated[list[str], Meta(description="the promises of this level, in words")]
    steps: Annotated[list[RungView], Meta(description="who is told, in order; empty without a chain")]
    missing: Annotated[list[str], Meta(description="what nobody filled in, by step")]
    first_reached: Annotated[str, Meta(description="how long until somebody of the ladder is at work, at worst")]
