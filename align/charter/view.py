"""The shape of a charter's facts: the one view that every template and every format is made of. It builds nothing.

Its words are documentation too: `align.charter.guide` prints them into templates/README.md, and the JSON Schema of
`--format json` carries them. Texts and lists may be empty; no key is ever missing.
"""

from __future__ import annotations

from typing import Annotated, TypedDict

from msgspec import Meta

from align.charter.agreed_view import LadderView, PromisesView, RegisterView


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
    source: Annotated[str, _is("where the day is from, empty where nobody said")]
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
    calendar_said: Annotated[
        list[str], _is("`confirmed by` whom and when, `not confirmed yet`, or what is said to be wrong by whom")
    ]
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
    number: Annotated[int, _is("the number people call it by: 4 for `c4`, the same in every version")]
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
    own_ways: Annotated[list[str], _is("norms that this region settles in its own way, as they were sorted")]


class AskedView(TypedDict):
    """Who asked to talk about a sealed clause again, and why."""

    title: Annotated[str, _is("the clause's title")]
    by: Annotated[str, _is("a name, `the facilitator`, or `a pulse`")]
    why: str


class HistoryView(TypedDict):
    """A version of this charter, and what it changed."""

    version: int
    version_words: Annotated[str, _is("`Version 1`, or `Draft of version 2`")]
    sealed_on: Annotated[str, _is("the day (UTC) of sealing in words, empty for a draft")]
    sealed_iso: Annotated[str, _is("the same day as YYYY-MM-DD")]
    why: Annotated[str, _is("why the version before was amended; empty for the first")]
    changes: Annotated[str, _is("what it changed, clause by clause, in a sentence or two")]
    asked: Annotated[list[AskedView], _is("the clauses that were talked about again")]


class PersonView(TypedDict):
    """Somebody on the list."""

    name: str
    role: str
    party: str
    signature: Annotated[str, _is("`signed on` a day, or `objects on` a day with the reason; empty: not yet")]


class PeopleView(TypedDict):
    """The people of one region."""

    region: Annotated[str, _is("the region's name")]
    signed: Annotated[str, _is("how many signed, object, or did neither yet; empty before the first of them did")]
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
    tzdata: Annotated[str, _is("the time zone database at set-up, such as `system tzdata 2025b`; empty if not kept")]


class CardView(TypedDict):
    """A norm that was sorted."""

    card: Annotated[str, _is("the norm")]
    people: Annotated[str, _is("how many put it there, of those who sorted it")]


class PlaceView(TypedDict):
    """A place into which norms were sorted."""

    place: Annotated[str, _is("its name, such as `same everywhere`")]
    local: Annotated[bool, _is("true if each region writes its own way")]
    cards: Annotated[list[CardView], _is("the norms that most people put there")]


class NormsView(TypedDict):
    """How norms were sorted: what holds everywhere, and what each region settles."""

    prompt: Annotated[str, _is("the id of the prompt")]
    title: Annotated[str, _is("the prompt's title")]
    places: list[PlaceView]
    undecided: Annotated[list[CardView], _is("norms for which no place leads alone")]


class LivedView(TypedDict):
    """How one clause was seen in a pulse."""

    title: Annotated[str, _is("what the clause was called on the pulse's card")]
    lived: int
    partly: int
    not_seen: int
    no_occasion: int
    sentence: Annotated[str, _is("the counts in words")]


class SinceView(TypedDict):
    """A prompt of the first round that a pulse asked again, or a question about the last real case."""

    title: str
    sentence: Annotated[str, _is("what moved since the first round, or how cases went against the charter")]


class PulseView(TypedDict):
    """What a pulse said that was held before this version was sealed."""

    number: int
    date: str
    iso: Annotated[str, _is("the same day as YYYY-MM-DD")]
    version: Annotated[int, _is("the version that was in force")]
    answered: int
    asked: int
    lived: list[LivedView]
    since: list[SinceView]
    cases: list[SinceView]


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
    history: Annotated[list[HistoryView], _is("all versions up to this one, the draft of an amendment among them")]
    parties: Annotated[list[str], _is("their names")]
    facilitators: Annotated[list[str], _is("their names")]
    regions: list[RegionView]
    areas: list[AreaView]
    annexes: Annotated[list[AnnexView], _is("the regions for which something of their own was settled")]
    open_assumptions: Annotated[list[ClauseView], _is("clauses with status `open`")]
    dissent: Annotated[list[ClauseView], _is("clauses with recorded dissent")]
    people: Annotated[list[PeopleView], _is("the people of each region")]
    norms: Annotated[list[NormsView], _is("one entry for each sort of norms whose answers are shown")]
    register: RegisterView
    escalation: Annotated[list[LadderView], _is("the levels of promises and escalation, in the plan's order")]
    promises: PromisesView
    pulses: Annotated[
        list[PulseView],
        _is("the pulses beside earlier versions; those beside the one in force come with the next"),
    ]
    answers_shown: Annotated[bool, _is("false before the reveal")]
    spread: Annotated[list[SpreadView], _is("how answers were spread, one entry a prompt")]
    facts: FactsView
    support_levels: Annotated[list[LevelView], _is("all levels, 0 to 5")]
    statement: StatementView
