"""The shape of a charter's facts: the one view that every template and every format is made of. It builds nothing.

Its words are documentation too: `align.charter.guide` prints them into templates/README.md, and the JSON Schema of
`--format json` carries them. Texts and lists may be empty; no key is ever missing.
"""

from __future__ import annotations

from typing import Annotated, TypedDict

from msgspec import Meta


def _is(description: str) -> Meta:
    return Meta(description=description)


class MilestoneView(TypedDict):
    """The milestone that the team works towards."""

    name: str
    date: Annotated[str, _is("the day in words")]
    iso: Annotated[str, _is("the same day as YYYY-MM-DD, empty if it is no day")]
    code: Annotated[str, _is("a short code such as `FPI`")]
    meaning: Annotated[str, _is("what reaching it means, in the team's own sentence")]


class HolidayView(TypedDict):
    """A day off, from the year of sealing to the milestone's."""

    date: str
    name: str
    estimated: Annotated[bool, _is("true if the day may still move")]


class RegionView(TypedDict):
    """A region: a work calendar with a name."""

    id: str
    name: str
    letter: Annotated[str, _is("tells regions apart where colour cannot")]
    zone: Annotated[str, _is("the time zone's name")]
    offsets: Annotated[str, _is("its clock against UTC, in words")]
    hours: Annotated[str, _is("the weekly hours, in words")]
    weekend: Annotated[str, _is("the days of the weekend")]
    holidays: list[HolidayView]
    people: Annotated[int, _is("how many people work there")]


class LevelView(TypedDict):
    """A support level."""

    level: Annotated[int, _is("0 to 5")]
    words: Annotated[str, _is("what it means")]


class LevelCountView(LevelView):
    """A support level that somebody gave."""

    people: Annotated[int, _is("how many gave it")]


class SupportView(TypedDict):
    """The last counted vote on a clause."""

    people: Annotated[int, _is("how many voted")]
    levels: Annotated[list[LevelCountView], _is("the levels that somebody gave")]
    sentence: Annotated[str, _is("the vote in one sentence; empty without a vote")]


class ReasonView(LevelView):
    """Why somebody stayed below consent."""

    text: str
    author: Annotated[str, _is("a name where answers are shown with names, else empty")]


class RegionalView(TypedDict):
    """A clause's text for one region."""

    id: Annotated[str, _is("the region's id")]
    region: Annotated[str, _is("the region's name")]
    text: str


class ClauseView(TypedDict):
    """A clause, the unit of the charter."""

    id: Annotated[str, _is("its id in the log; never given twice")]
    number: Annotated[int, _is("its number in this charter")]
    area: Annotated[str, _is("`success`, `decisions`, `escalation`, `norms`, `culture` or `pulse`")]
    prompt: Annotated[str, _is("the id of the prompt that it came from")]
    title: Annotated[str, _is("the prompt's title")]
    question: Annotated[str, _is("the prompt's text")]
    text: Annotated[str, _is("its words, maybe several lines")]
    scope: Annotated[str, _is("for whom it holds, in words")]
    scope_kind: Annotated[str, _is("`universal`, `region`, `role`, `party` or `legal`")]
    scope_of: Annotated[str, _is("an id or a name")]
    status: Annotated[str, _is("`draft`, `agreed`, `provisional`, `regional`, `open`, `dissent_recorded` or `locked`")]
    status_words: Annotated[str, _is("the status in words")]
    owner: Annotated[str, _is("a name")]
    review_on: Annotated[str, _is("the day of its review, in words")]
    review_iso: Annotated[str, _is("the same day as YYYY-MM-DD, empty if there is none")]
    support: SupportView
    reasons: list[ReasonView]
    dissent: Annotated[list[str], _is("what those who differ want on record, in their own words")]
    regional: Annotated[list[RegionalView], _is("a text of its own for each region; status `regional`")]


class AreaView(TypedDict):
    """An area of the charter."""

    id: Annotated[str, _is("as `area` of a clause")]
    title: str
    clauses: list[ClauseView]


class AnnexTextView(TypedDict):
    """A regional text in its region's annex."""

    number: Annotated[int, _is("the clause's number")]
    title: str
    text: str


class AnnexView(TypedDict):
    """What was settled for one region alone."""

    id: Annotated[str, _is("the region's id")]
    region: Annotated[str, _is("the region's name")]
    texts: list[AnnexTextView]
    clauses: Annotated[list[ClauseView], _is("clauses that hold in this region only")]


class PersonView(TypedDict):
    """Somebody on the list."""

    name: str
    role: str
    party: str
    signature: Annotated[str, _is("`signed on` a day, or `objects on` a day with the reason; empty: not yet")]


class PeopleView(TypedDict):
    """The people of one region."""

    region: Annotated[str, _is("the region's name")]
    people: list[PersonView]


class GroupView(TypedDict):
    """People whose answers are shown together."""

    name: str
    n: Annotated[int, _is("how many of them answered")]


class RowView(TypedDict):
    """A row of a table."""

    label: str
    cells: Annotated[list[str], _is("one text a group")]


class TableView(TypedDict):
    """The answers to one prompt as a table; without rows for texts and lists."""

    caption: str
    rows: list[RowView]


class BarView(TypedDict):
    """How many chose one option."""

    label: str
    counts: Annotated[list[int], _is("one number a group, in the groups' order")]


class SpreadView(TypedDict):
    """How the answers to one prompt were spread. It quotes no answer."""

    id: str
    title: str
    area: Annotated[str, _is("the area's title")]
    question: str
    answered: Annotated[int, _is("how many answered")]
    asked: Annotated[int, _is("how many were asked")]
    held_back: Annotated[bool, _is("true if too few answered to show anything")]
    late_waiting: Annotated[bool, _is("true if late answers are held back until there are enough")]
    groups: Annotated[list[GroupView], _is("who is shown together")]
    sentence: Annotated[
        str, _is("what two people picked at random would find; empty for texts, and for fewer than two answers")
    ]
    label: Annotated[str, _is("`aligned`, `mixed`, `split` or empty (fewer than three answers)")]
    label_words: Annotated[str, _is("the label in words")]
    table: TableView
    bars: Annotated[list[BarView], _is("the counts of `table` as numbers; empty where it holds no counts")]


class FactsView(TypedDict):
    """The rules that this workshop was held by."""

    pack: Annotated[str, _is("the pack's title")]
    pack_version: int
    people: Annotated[int, _is("how many people are on the list")]
    attribution: Annotated[str, _is("`named`, `region` or `merged`")]
    attribution_words: Annotated[str, _is("how answers were shown, as a sentence")]
    min_n: Annotated[int, _is("answers that a group needs to be shown by itself")]
    min_n_sensitive: Annotated[int, _is("the same for sensitive prompts")]
    threshold_percent: Annotated[int, _is("from which share answers count as aligned")]
    split_below_percent: Annotated[int, _is("below which alignment they count as split")]
    consent_from: Annotated[int, _is("the lowest support level that is consent")]


class StripDayView(TypedDict):
    """One day of a week of working hours."""

    day: Annotated[str, _is("`Mon` to `Sun`")]
    hours: Annotated[list[str], _is("four texts of six hours each: a letter an hour, small for a part, · for nobody")]


class StripView(TypedDict):
    """When the owners of a promise are at work, as a table of letters."""

    who: Annotated[str, _is("the owner, or all of them together")]
    zone: Annotated[str, _is("on whose clock: `UTC` or a time zone")]
    days: list[StripDayView]


class PromiseView(TypedDict):
    """A promise with what comes of it in the working hours of the plan."""

    number: int
    level: str
    within: Annotated[str, _is("the time, as it was written")]
    clock: Annotated[str, _is("on which clock the time runs, and on whose hours")]
    raised: Annotated[str, _is("when it may be raised")]
    starts_when: str
    counts_as: str
    channel: str
    owners: Annotated[list[str], _is("who keeps it, with their hours")]
    missing: Annotated[list[str], _is("the fields that nobody filled in")]
    verdict: Annotated[str, _is("whether it can be kept, with the share of the minutes")]
    worst: Annotated[str, _is("the longest wait in UTC and each local time; empty where none can be computed")]
    wordings: Annotated[list[str], _is("wordings that can be kept")]
    strips: list[StripView]


class PromisesView(TypedDict):
    """The promises of the plan, held against its working hours."""

    list: list[PromiseView]
    period: Annotated[str, _is("over which weeks they were checked; empty without promises")]
    note: Annotated[str, _is("what a check does not say; empty without promises")]
    despite: Annotated[str, _is("why the charter was sealed though a promise cannot be kept")]


class StatementView(TypedDict):
    """What every charter has to print."""

    record: Annotated[str, _is("that it is a record and replaces no contract, protocol or SOP")]
    no_patient_data: Annotated[str, _is("that it must hold no patient data")]


class CharterView(TypedDict):
    """All that a charter may say."""

    workshop: Annotated[str, _is("16 letters and digits that no other workshop has")]
    title: Annotated[str, _is("the workshop's title")]
    milestone: MilestoneView
    version: Annotated[int, _is("the number of the sealed version, 0 for a draft")]
    version_words: Annotated[str, _is("`Draft` or `Version 1`")]
    sealed_on: Annotated[str, _is("the day (UTC) of sealing in words, empty for a draft")]
    sealed_iso: Annotated[str, _is("the same day as YYYY-MM-DD")]
    draft: Annotated[str, _is("why this is a draft, as a sentence; empty for a sealed charter")]
    parties: Annotated[list[str], _is("their names")]
    facilitators: Annotated[list[str], _is("their names")]
    regions: list[RegionView]
    areas: list[AreaView]
    annexes: Annotated[list[AnnexView], _is("the regions for which something of their own was settled")]
    open_assumptions: Annotated[list[ClauseView], _is("clauses with status `open`")]
    dissent: Annotated[list[ClauseView], _is("clauses with recorded dissent")]
    people: Annotated[list[PeopleView], _is("the people of each region")]
    promises: PromisesView
    answers_shown: Annotated[bool, _is("false before the reveal")]
    spread: Annotated[list[SpreadView], _is("how answers were spread, one entry a prompt")]
    facts: FactsView
    support_levels: Annotated[list[LevelView], _is("all levels, 0 to 5")]
    statement: StatementView
