"""The results of pulses as sentences, lines, tables and JSON. Counts in words; no shape or colour stands alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from align.analysis.pulse import Cases, ClauseSeen, Moved, PulseFigures, Repeated, read_pulses, share_lived
from align.charter.figure_words import centre_words
from align.charter.view import PulseView
from align.charter.wording import (
    answered_words,
    cells,
    counted,
    day,
    group_name,
    iso_day,
    length,
    number,
    one_line,
    padded,
    region_name,
)  # fmt: skip
from align.domain.events import Group
from align.domain.model import Plan
from align.domain.parts import after_part
from align.domain.prompts import Prompt
from align.domain.pulses import LIVED, PULSE, Lived, base_of, the_lived
from align.domain.state import State
from align.language import _, mark, plural, retold, written

NOTHING = mark("No pulse is closed yet, so there is nothing to compare.")
FLAT = 0.05
"""A change by less than this share of a factor, or of a step, is none."""
NO_CASE = "–"
_BARS = "▁▂▃▄▅▆▇█"


class Row(msgspec.Struct, frozen=True):
    """A row of the trend: what it is about, one cell a pulse, and the cells' shares as bars (may be empty)."""

    label: str
    cells: tuple[str, ...]
    spark: str = ""


class Trend(msgspec.Struct, frozen=True):
    """All closed pulses beside each other."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]


# ---- names ---------------------------------------------------------------------------------------------------------


def clause_name(state: State, clause: str) -> str:
    """Return what a clause is called on a pulse's newest card about it; its id where no pulse asked."""
    for pulse in state.pulses[::-1]:
        for prompt in pulse.prompts:
            for card in prompt.options if base_of(prompt) == LIVED else ():
                if card.id == clause:
                    return one_line(card.label)
    return clause


def pulse_name(found: PulseFigures) -> str:
    """Return "Pulse 2, 14 March 2027, beside version 1"."""
    return _(
        "Pulse {number}, {day}, beside version {version}", number=found.number, day=day(found.on), version=found.version
    )


def group_words(plan: Plan, group_id: str, regions: tuple[str, ...]) -> str:
    """Return what a group of a pulse's answers is called."""
    return group_name(plan, Group(group_id, regions, ()))


# ---- sentences -----------------------------------------------------------------------------------------------------


def lived_words(seen: Lived) -> str:
    """Return how people saw a clause: "5 of 8 who had an occasion saw it lived, 2 partly, 1 did not see it"."""
    none = (
        plural(
            seen.no_occasion, "{no_occasion} had no occasion", "{no_occasion} had no occasion",
            no_occasion=seen.no_occasion,
        )
        if seen.no_occasion
        else ""
    )  # fmt: skip
    if not seen.occasions:
        so = plural(
            seen.no_occasion, "nobody had an occasion ({no_occasion} said so)",
            "nobody had an occasion ({no_occasion} said so)", no_occasion=seen.no_occasion,
        )  # fmt: skip
        return so if none else _("nobody said anything about it")
    parts = [
        plural(
            seen.lived, "{lived} of {occasions} who had an occasion saw it lived",
            "{lived} of {occasions} who had an occasion saw it lived", lived=seen.lived, occasions=seen.occasions,
        ),
        _("{partly} partly", partly=seen.partly) if seen.partly else "",
        plural(seen.not_seen, "{not_seen} did not see it", "{not_seen} did not see it", not_seen=seen.not_seen)
        if seen.not_seen
        else "",
        none,
    ]  # fmt: skip
    return _(", ").join(part for part in parts if part)


def seen_words(state: State, found: PulseFigures, seen: ClauseSeen) -> str:
    """Return `lived_words` of everybody; where too few answered for anything to be shown, just that."""
    return _("too few answered to show it") if _too_few(state, found) else lived_words(seen.total)


def _too_few(state: State, found: PulseFigures) -> bool:
    """Whether a pulse's question about clauses was answered, and by so few that no answer is shown."""
    pulse = next(pulse for pulse in state.pulses if pulse.number == found.number)
    prompt = the_lived(pulse.prompts)
    revealed = state.revealed.get(prompt.id) if prompt is not None else None
    return revealed is not None and bool(revealed.answered) and not any(group.answers for group in revealed.groups)


def short_lived(seen: Lived) -> str:
    """Return the four counts for a table: "5 lived, 2 partly, 1 not seen, 1 no occasion"."""
    return _(
        "{lived} lived, {partly} partly, {not_seen} not seen, {no_occasion} no occasion",
        lived=seen.lived, partly=seen.partly, not_seen=seen.not_seen, no_occasion=seen.no_occasion,
    )  # fmt: skip


def drift_sentence(prompt: Prompt, moved: Moved) -> str:
    """Return what became of a group's answers since round 1, in one sentence."""
    before, after = centre_words(prompt, moved.centre_before), centre_words(prompt, moved.centre_after)
    middles = (
        _("the middle answer is {after} as before", after=after)
        if before == after
        else _("the middle went from {before} to {after}", before=before, after=after)
    )
    if prompt.type == "duration" and before and after and moved.centre_change:
        factor = moved.centre_change
        if abs(factor - 1) < FLAT:
            return _("the middle answer is {after} as before.", after=after)
        if factor > 1:
            return _("{middles}: {number} times as long.", middles=middles, number=number(factor))
        return _("{middles}: {number} times shorter.", middles=middles, number=number(1 / factor))
    if prompt.type == "scale" and before and after:
        if not moved.moved:
            return f"{middles}{_('.')}"
        steps = number(moved.moved)
        moved_by = plural(1 if steps == "1" else 2, "{n} step", "{n} steps", n=steps)
        return _("{middles}, and answers moved by {steps} on average.", middles=middles, steps=moved_by)
    if prompt.type in ("choice", "scenario"):
        lead = _lead(before, after)
        if not moved.moved:
            return f"{lead}{_('.')}"
        share = round(100 * moved.moved)
        return _("{lead}; at least {share} % of the answers have changed.", lead=lead, share=share)
    if moved.centre_change is None:
        return _("there is no single middle answer to compare.")
    if moved.centre_change < FLAT:
        return _("the middle answer is as before.")
    apart = written(f"{moved.centre_change:.2f}")
    return _("the middle answers lie {apart} apart, where 0 is the same and 1 the opposite.", apart=apart)


def _lead(before: str, after: str) -> str:
    if before and before == after:
        return _("{after} has the most answers, as before", after=after)
    if before and after:
        return _("{after} has the most answers now, {before} had them before", after=after, before=before)
    if before:
        return _("{before} had the most answers before; now no option is ahead", before=before)
    if after:
        return _("{after} has the most answers now; before, no option was ahead", after=after)
    return _("no option was ahead before, and none is now")


def cases_sentence(plan: Plan, cases: Cases) -> str:
    """Return the practice gap: "4 of 6 recent cases took longer than promised for “critical”, within 2 hours." """
    gap, prompt = cases.gap, plan.prompt(cases.prompt)
    times = after_part(prompt).prompt if prompt.type == "scenario" else prompt
    of = gap.cases - gap.kept
    fields = {"of": of, "cases": counted(gap.cases, "recent case"), "limit": length(times, cases.limit, cases.clock)}
    if cases.against == "promise":
        said = [
            _(
                "{of} of {cases} later than promised (“{promise}”: within {limit}).",
                promise=one_line(cases.of),
                **fields,
            )
        ]
    else:
        title = one_line(plan.prompt(cases.of).title)
        said = [
            _("{of} of {cases} later than the middle answer of round 1 to “{title}”, {limit}.", title=title, **fields)
        ]
    if gap.factor is not None:
        said.append(_("The typical case took {times}.", times=_times(gap.factor)))
    if cases.other_clock:
        said.append(_("{cases} on the other clock cannot be compared.", cases=counted(cases.other_clock, "case")))
    return " ".join(said)


def _times(factor: float) -> str:
    if abs(factor - 1) < FLAT:
        return _("as long as that")
    if factor > 1:
        return _("{number} times as long", number=number(factor))
    return _("{number} times less", number=number(1 / factor))


def asked_again(state: State) -> list[tuple[str, str]]:
    """Return (clause, why) for what pulses asked to talk about again and no version has taken up yet."""
    return [(asked.clause, asked.why) for asked in state.reopened if asked.asked_by == PULSE]


def rule(plan: Plan) -> str:
    """Return the rule by which a pulse reopens clauses."""
    return plural(
        plan.min_n,
        "The rule: a clause is to be talked about again when at least {n} person had an occasion, and fewer than half "
        "of them saw it lived.",
        "The rule: a clause is to be talked about again when at least {n} people had an occasion, and fewer than half "
        "of them saw it lived.", n=plan.min_n,
    )  # fmt: skip


# ---- trend ---------------------------------------------------------------------------------------------------------


def trend(state: State, found: Sequence[PulseFigures] | None = None) -> Trend:
    """Return clauses and repeated scales and durations over all closed pulses."""
    found = read_pulses(state) if found is None else found
    return Trend(
        tuple(_("Pulse {number}", number=one.number) for one in found),
        (*_clause_rows(state, found), *_middle_rows(state.the_plan, found)),
    )


def _clause_rows(state: State, found: Sequence[PulseFigures]) -> list[Row]:
    clauses = dict.fromkeys(seen.clause for one in found for seen in one.clauses)
    rows = []
    for clause in clauses:
        totals = [next((seen.total for seen in one.clauses if seen.clause == clause), None) for one in found]
        told = [
            _("{n} of {all} lived", n=seen.lived, all=seen.occasions)
            if seen is not None and seen.occasions
            else NO_CASE
            for seen in totals
        ]
        shares = [share_lived(total) if total is not None else None for total in totals]
        rows.append(Row(clause_name(state, clause), tuple(told), spark(shares)))
    return rows


def _middle_rows(plan: Plan, found: Sequence[PulseFigures]) -> list[Row]:
    titles = dict.fromkeys(one.before for figures in found for one in figures.repeated)
    rows = []
    for before in titles:
        prompt = plan.prompt(before)
        each = [next((one for one in figures.repeated if one.before == before), None) for figures in found]
        told = [centre_words(prompt, one.groups[0].centre_after) or NO_CASE if one else NO_CASE for one in each]
        first = next(one for one in each if one is not None)
        began = centre_words(prompt, first.groups[0].centre_before)
        label = _("{title} (round 1: {middle})", title=one_line(prompt.title), middle=began or _("no middle"))
        rows.append(Row(label, tuple(told)))
    return rows


def spark(shares: Sequence[float | None]) -> str:
    """Return shares, 0 to 1, as bars of a height each; "·" where there is none."""
    return "".join("·" if one is None else _BARS[round(one * (len(_BARS) - 1))] for one in shares)


def trend_lines(shown: Trend) -> list[str]:
    """Return the trend as a table of text; the bars repeat what the cells say."""
    if not shown.rows:
        return []
    table = [("", *shown.heads), *((row.label, *row.cells) for row in shown.rows)]
    widths = [max(cells(line[at]) for line in table) for at in range(len(table[0]))]
    sparks = ["", *(row.spark for row in shown.rows)]
    rows = zip(table, sparks, strict=True)
    return [
        f"  {'  '.join(padded(cell, width) for cell, width in zip(line, widths, strict=True))}  {bars}".rstrip()
        for line, bars in rows
    ]


# ---- lines ---------------------------------------------------------------------------------------------------------


def pulse_lines(state: State, found: PulseFigures) -> list[str]:
    """Return the results of one pulse, a line each."""
    plan = state.the_plan
    lines = [f"{pulse_name(found)}: {answered_words(found.answered, found.asked)}"]
    if found.clauses:
        lines.append(f"  {_('How the clauses are lived')}")
    for seen in found.clauses:
        lines.append(f"    {clause_name(state, seen.clause)}: {seen_words(state, found, seen)}")
        lines += _by_region(plan, seen)
    if found.repeated:
        lines.append(f"  {_('Since round 1')}")
    for one in found.repeated:
        lines += _repeated_lines(plan, one)
    if found.cases:
        lines.append(f"  {_('The last real cases')}")
    lines += [f"    {one_line(plan.prompt(one.prompt).title)}: {cases_sentence(plan, one)}" for one in found.cases]
    return lines


def _by_region(plan: Plan, seen: ClauseSeen) -> list[str]:
    if len(seen.groups) < 2:
        return []
    return [f"      {group_words(plan, one.id, one.regions)}: {short_lived(one.seen)}" for one in seen.groups]


def _repeated_lines(plan: Plan, one: Repeated) -> list[str]:
    prompt = plan.prompt(one.prompt)
    everyone, *regions = one.groups
    lines = [f"    {one_line(prompt.title)}: {drift_sentence(prompt, everyone)}"]
    if len(regions) < 2:
        return lines
    return [*lines, *(f"      {region_name(plan, group.id)}: {drift_sentence(prompt, group)}" for group in regions)]


def pulses_lines(state: State) -> list[str]:
    """Return all closed pulses, the newest first, then the trend where there are two, and what the rule asks for."""
    found = read_pulses(state)
    blocks = [pulse_lines(state, one) for one in found[::-1]]
    if len(found) > 1:
        blocks.append([_("Over the pulses"), *trend_lines(trend(state, found))])
    blocks.append(again_lines(state))
    return [line for block in blocks if block for line in ("", *block)][1:]


def again_lines(state: State) -> list[str]:
    """Return the clauses that pulses ask to talk about again, and the rule; empty before a pulse about clauses."""
    if not any(one.clauses for one in read_pulses(state)):
        return []
    again = [f"  {clause_name(state, clause)}. {retold(why)}" for clause, why in asked_again(state)]
    return [_("To be talked about again"), *(again or [f"  {_('None of the clauses.')}"]), f"  {rule(state.the_plan)}"]


def pulse_views(state: State) -> list[PulseView]:
    """Return the pulses that led to this charter, as a template has them.

    Those beside the version in force are left out: a sealed charter stays as it is, and they come with the next one.
    """
    found = read_pulses(state)
    return [_view(state, one) for one in found if not state.in_force or one.version < state.version]


def _view(state: State, found: PulseFigures) -> PulseView:
    plan = state.the_plan
    everyone = [(plan.prompt(one.prompt), one.groups[0]) for one in found.repeated]
    return {
        "number": found.number,
        "date": day(found.on),
        "iso": iso_day(found.on),
        "version": found.version,
        "answered": found.answered,
        "asked": found.asked,
        "lived": [
            {
                "title": clause_name(state, seen.clause),
                "lived": seen.total.lived,
                "partly": seen.total.partly,
                "not_seen": seen.total.not_seen,
                "no_occasion": seen.total.no_occasion,
                "sentence": f"{seen_words(state, found, seen)}.",
            }
            for seen in found.clauses
        ],
        "since": [
            {"title": one_line(prompt.title), "sentence": drift_sentence(prompt, group)} for prompt, group in everyone
        ],
        "cases": [
            {"title": one_line(plan.prompt(one.prompt).title), "sentence": cases_sentence(plan, one)}
            for one in found.cases
        ],
    }


def pulses_facts(state: State) -> dict[str, Any]:
    """Return the same as plain JSON-able data, with the sentences."""
    plan, found = state.the_plan, read_pulses(state)
    pulses = []
    for one in found:
        facts: dict[str, Any] = msgspec.to_builtins(one)
        for seen, given in zip(one.clauses, facts["clauses"], strict=True):
            given["name"], given["sentence"] = clause_name(state, seen.clause), seen_words(state, one, seen)
        for repeated, given in zip(one.repeated, facts["repeated"], strict=True):
            prompt = plan.prompt(repeated.prompt)
            for group, told in zip(repeated.groups, given["groups"], strict=True):
                told["sentence"] = drift_sentence(prompt, group)
        for cases, given in zip(one.cases, facts["cases"], strict=True):
            given["sentence"] = cases_sentence(plan, cases)
        pulses.append(facts)
    return {
        "pulses": pulses,
        "trend": msgspec.to_builtins(trend(state, found)),
        "asked_again": [{"clause": clause, "why": why} for clause, why in asked_again(state)],
        "rule": rule(plan),
    }
