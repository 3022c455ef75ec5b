"""A workshop in plain facts: one view for `align list` and `align show`, as text and as JSON. Knows no template."""

from __future__ import annotations

from typing import Any

import msgspec

from align.charter.confirmations import calendar_said
from align.charter.wording import STATUS_WORDS, answered_words, counted, listed
from align.domain.calendars import describe_hours
from align.domain.decisions import TERMS, VOICES, Decision
from align.domain.model import SUPPORT_LEVELS, Phase, Plan, VoteResult, clause_number
from align.domain.state import State
from align.domain.text import clean, in_one_line
from align.domain.values import words
from align.language import _, mark

_LONGEST_LINE = 100_000
PHASE_WORDS: dict[Phase, str] = {
    "setup": mark("set up, not open yet"),
    "assume": mark("round open, answers hidden"),
    "reveal": mark("answers shown"),
    "agree": mark("agreeing clauses"),
    "sealed": mark("sealed"),
    "pulse": mark("sealed, a pulse is open"),
}
ATTRIBUTION_WORDS = {
    "named": mark("names are shown beside answers"),
    "region": mark("regions are shown beside answers, names are not"),
    "merged": mark("neither names nor regions are shown beside answers"),
}


_DECISION_WORDS = {
    "recommend": mark("recommend"), "must_agree": mark("must agree"), "input": mark("input"), "inform": mark("inform"),
    "rule": mark("rule"), "window": mark("window"), "default_if_silent": mark("default if silent"),
    "reopen_when": mark("reopen when"),
}  # fmt: skip


def workshop_facts(name: str, state: State) -> dict[str, Any]:
    """Return what everybody may see of a workshop as plain JSON-able data, all texts clean."""
    plan = state.the_plan
    facts = {
        "name": name,
        "title": plan.title,
        "phase": state.phase,
        "milestone": {"name": plan.milestone.name, "date": plan.milestone.date, "code": plan.milestone.code},
        "attribution": plan.attribution,
        "min_n": plan.min_n,
        "threshold": plan.threshold,
        "pack": {"id": plan.pack.id, "prompts": len(plan.pack.prompts)},
        "regions": [
            {
                "id": r.id,
                "name": r.name,
                "zone": r.calendar.tz,
                "hours": describe_hours(r.calendar),
                "holidays": msgspec.to_builtins(r.calendar.holidays),
                "calendar_said": calendar_said(state, r.id),
            }
            for r in plan.regions
        ],
        "tzdata": plan.tzdata,
        "people": [
            {"id": p.id, "name": p.name, "region": p.region, "party": p.party, "role": p.role}
            for p in plan.participants
        ],
        "prompts": [_prompt_facts(state, plan, prompt.id) for prompt in plan.pack.prompts],
        "clauses": [_clause_facts(state, clause_id) for clause_id in state.clauses],
        "decisions": [msgspec.to_builtins(decision) for decision in plan.decisions],
        "version": state.version,
        "sealed_on": state.sealed_on,
        "forgotten_on": state.forgotten_on,
    }
    return {key: harmless(value) for key, value in facts.items()}


def _prompt_facts(state: State, plan: Plan, prompt_id: str) -> dict[str, Any]:
    prompt = plan.prompt(prompt_id)
    facts: dict[str, Any] = {"id": prompt.id, "area": prompt.area, "title": prompt.title, "type": prompt.type}
    revealed = state.revealed.get(prompt_id)
    if revealed is not None:
        facts["answered"], facts["of"] = revealed.answered, revealed.expected
        facts["groups"] = [
            {
                "group": group.id,
                "regions": list(group.regions),
                "answers": [
                    {"value": shown.value, "words": words(prompt, shown.value), "comment": shown.comment,
                     **({"author": shown.author} if shown.author else {}), **({"late": True} if shown.late else {})}
                    for shown in group.answers
                ],
            }
            for group in revealed.groups
        ]  # fmt: skip
        facts["guesses"] = [
            {"by": guess.source, "about": guess.target, "words": [words(prompt, value) for value in guess.values]}
            for guess in revealed.guesses
        ]
    facts["notes"] = [note.text for note in state.notes.get(prompt_id, ())]
    return facts


def _clause_facts(state: State, clause_id: str) -> dict[str, Any]:
    clause = state.clauses[clause_id]
    results = [vote.result for vote in state.votes.get(clause_id, ()) if vote.result]
    return {
        "id": clause.id,
        "prompt": clause.prompt,
        "area": clause.area,
        "text": clause.text,
        "scope": {"kind": clause.scope.kind, "of": clause.scope.of},
        "status": clause.status,
        "owner": clause.owner,
        "review_on": clause.review_on,
        "regional": clause.regional,
        "dissent": list(clause.dissent),
        "votes": [{"number": r.number, "counts": list(r.counts), "consent": r.consent} for r in results],
    }


def workshop_text(name: str, state: State) -> str:
    """Return the same facts as lines of plain text, nothing told by layout alone."""
    plan = state.the_plan
    phase = _("Phase: {phase}", phase=_(PHASE_WORDS[state.phase]))
    if state.version:
        phase += _(", version {version}, {sealed_on}", version=state.version, sealed_on=state.sealed_on)
    lines = [
        f"{plan.title} ({name})",
        phase,
        _("Milestone: {name}, {date}", name=plan.milestone.name, date=plan.milestone.date),
        _(
            "Attribution: {how}; groups below {answers} are not shown alone",
            how=_(ATTRIBUTION_WORDS[plan.attribution]),
            answers=counted(plan.min_n, "answer"),
        ),
        _("Pack: {title}, {prompts}", title=plan.pack.title, prompts=counted(len(plan.pack.prompts), "prompt")),
        *([_("Time zones: set up with {tzdata}", tzdata=plan.tzdata)] if plan.tzdata else []),
        *(
            [_("Answers: deleted on {day}; what is counted stays", day=state.forgotten_on)]
            if state.forgotten_on
            else []
        ),
        "",
        _("People: {participants}", participants=len(plan.participants)),
    ]
    for region in plan.regions:
        names = ", ".join(p.name for p in plan.participants if p.region == region.id) or _("nobody yet")
        lines.append(f"  {region.name}, {region.calendar.tz}, {describe_hours(region.calendar)}: {names}")
        lines.append(f"    {_('Its calendar is {said}', said='; '.join(calendar_said(state, region.id)))}")
    for prompt in plan.pack.prompts:
        lines += prompt_lines(state, plan, prompt.id)
    if state.clauses:
        lines += ["", _("Clauses:")]
    for clause in state.clauses.values():
        owner = _(", owner {owner}", owner=clause.owner) if clause.owner else ""
        review = _(", review on {review_on}", review_on=clause.review_on) if clause.review_on else ""
        lines.append(f"  {clause_number(clause.id)}. {clause.text} ({_(STATUS_WORDS[clause.status])}{owner}{review})")
        lines += [f"     {_vote_line(vote.result)}" for vote in state.votes.get(clause.id, ()) if vote.result]
    if plan.decisions:
        lines += ["", _("Who decides:")]
    for number, decision in enumerate(plan.decisions, 1):
        lines.append(f"  {number}. {_('{what}: {decider} decides', what=decision.what, decider=decision.decider)}")
        lines += [f"     {term}" for term in _decision_terms(decision)]
    return "\n".join(map(_one_line, lines))


def _decision_terms(decision: Decision) -> list[str]:
    """Return who is part of a decision and its terms, a line each; what nobody said is left out."""
    said: dict[str, str] = {name: ", ".join(getattr(decision, name)) for name in VOICES}
    said |= {name: getattr(decision, name) for name in TERMS}
    return [f"{_(_DECISION_WORDS[name])}: {text}" for name, text in said.items() if text]


def prompt_lines(state: State, plan: Plan, prompt_id: str) -> list[str]:
    """Return what everybody may see of one prompt's answers, a line each; empty before the reveal."""
    prompt, revealed = plan.prompt(prompt_id), state.revealed.get(prompt_id)
    if revealed is None:
        return []
    answered = answered_words(revealed.answered, revealed.expected)
    lines = ["", f"{prompt.title}: {answered}"]
    for group in revealed.groups:
        names = [region.name for region in plan.regions if region.id in group.regions]
        for shown in group.answers:
            said = in_one_line(words(prompt, shown.value))
            comment = f" · {shown.comment}" if shown.comment else ""
            who = f"{plan.participant(shown.author).name}, " if shown.author else ""
            lines.append(f"  {who}{listed(names) or _('everyone')}: {said}{comment}")
    return [_one_line(line) for line in lines]


def harmless(value: Any) -> Any:
    """Return JSON-able data with all its texts cleaned: a file may have come from anywhere."""
    match value:
        case str():
            return clean(value)
        case dict():
            return {clean(str(key)): harmless(inner) for key, inner in value.items()}
        case list() | tuple():
            return [harmless(inner) for inner in value]
        case _:
            return value


def _one_line(line: str) -> str:
    """Return a line without what could act on a terminal or look like a line of ours; its indent stays."""
    indent = len(line) - len(line.lstrip(" "))
    return " " * indent + in_one_line(clean(line, longest=_LONGEST_LINE))


def _vote_line(result: VoteResult) -> str:
    if result.too_few:
        return _("Vote {number}: too few gave a level to show it without names", number=result.number)
    given = [f"{n} × {level} {_(SUPPORT_LEVELS[level])}" for level, n in enumerate(result.counts) if n]
    levels = "; ".join(given) or _("nobody gave a level")
    return _("Vote {number}: {levels}", number=result.number, levels=levels)
