"""A newcomer's answers beside the team's: where they differ, what the charter says, and what to ask whom. Pure.

It reads only what everybody may see. Numbers are told as the leading or the middle answer; texts stand side by side,
for whether two texts mean the same is for people to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from align.analysis.compare import measured
from align.charter.answers import coded, leading, shown_values
from align.charter.figure_words import centre_words
from align.charter.wording import STATUSES, counted, filled, group_name, length, listed, one_line
from align.domain.events import Group
from align.domain.model import EVERYONE, Clause, Plan, clause_number
from align.domain.parts import Part, after_part, deciders_part, first_part
from align.domain.prompts import Prompt
from align.domain.state import State
from align.domain.text import in_one_line
from align.domain.values import Value, words
from align.domain.visibility import LATE
from align.language import _, mark

MOST_NAMES = 4
"""People of a region that are named to be asked."""
MOST_TEXTS = 3
"""Texts of a group that are quoted."""
NO_RULE = mark("The charter has no clause on it.")
LONGEST_SPOKEN = 120
"""Letters of an answer that somebody would say when they ask about it; a longer one is only pointed at."""


class Said(msgspec.Struct, frozen=True):
    """What some people said. `near`: whether mine lies within the measure's tolerance; None: nobody can tell."""

    who: str
    says: str
    """Their leading or middle answer in words; empty where no answer is shown."""
    near: bool | None = None
    people: tuple[str, ...] = ()
    """Names of those who belong to the group, whatever they answered."""


class Rule(msgspec.Struct, frozen=True):
    """A clause of the charter that came from the prompt; `text` is my region's own where there is one."""

    number: int
    text: str
    status: str
    owner: str


class Compared(msgspec.Struct, frozen=True):
    """One prompt. `near` as in `Said`, against all answers; `apart` are the groups that mine differs from."""

    prompt: str
    title: str
    question: str
    mine: str
    """Empty for a skip."""
    team: Said
    groups: tuple[Said, ...]
    rules: tuple[Rule, ...]
    ask: tuple[str, ...]
    """What to ask whom, a sentence each."""

    @property
    def near(self) -> bool | None:
        """Whether mine is like the team's."""
        return self.team.near

    @property
    def differs(self) -> bool:
        """Whether mine differs from the team's answer, or from a group's."""
        return any(said.near is False for said in (self.team, *self.groups))


def compare_newcomer(state: State, answers: Mapping[str, Value], region: str) -> list[Compared]:
    """Return each prompt of the pack beside a newcomer's answers (prompt → value; None or absent is a skip).

    `region` is where they will work: where it has a text of its own for a clause, that is what the charter says.
    """
    return [_compared(state, prompt, answers.get(prompt.id), region) for prompt in state.the_plan.pack.prompts]


def newcomer_lines(found: Sequence[Compared]) -> list[str]:
    """Return the comparison as lines of text: a summary, then prompt by prompt; nothing is told by place alone."""
    lines = [*summary_lines(found)]
    for number, one in enumerate(found, 1):
        question = _("The question: {question}", question=one.question)
        lines += ["", f"{number} {one.title}: {verdict(one)}", f"  {question}"]
        lines += [f"  {line}" for line in detail_lines(one)]
    return lines


def summary_lines(found: Sequence[Compared]) -> tuple[str, str]:
    """Return how much of what was answered differs, and what that means."""
    given = [one for one in found if one.mine]
    apart = [one for one in given if one.differs]
    return (
        _(
            "You answered {prompts}; on {apart} of them your answer differs from the team's or from a region's.",
            prompts=counted(len(given), "prompt"),
            apart=len(apart),
        ),
        _("No answer is wrong: what differs is what to ask about."),
    )


def verdict(one: Compared) -> str:
    """Return in a few words how my answer stands to the others'."""
    if not one.mine:
        return _("you skipped it")
    if one.near is False:
        return _("you differ from the team")
    if one.differs:
        groups = listed(said.who for said in one.groups if said.near is False)
        return _("like the team, unlike {groups}", groups=groups)
    return _("like the team") if one.near else _("compare for yourself")


def detail_lines(one: Compared) -> list[str]:
    """Return mine, the team's, each region's, the charter's clauses, and what to ask."""
    return [
        _("You: {answer}", answer=one.mine or _("nothing")),
        *(_said_line(said) for said in (one.team, *one.groups)),
        *(f"{rule_name(rule)}: {rule.text}" for rule in one.rules),
        *([] if one.rules else [_(NO_RULE)]),
        *one.ask,
    ]


def rule_name(rule: Rule) -> str:
    """Return which clause it is: "Charter, clause 4 (Agreed, owner Asha Rao)"."""
    if rule.owner:
        return _(
            "Charter, clause {number} ({status}, owner {owner})",
            number=rule.number, status=_(rule.status), owner=rule.owner,
        )  # fmt: skip
    return _("Charter, clause {number} ({status})", number=rule.number, status=_(rule.status))


def note_for(one: Compared) -> str:
    """Return a first wording of a note to the team about one prompt: in English, as the charter that it is about."""
    note = f"As a newcomer I would have said: {one.mine or 'nothing'}."
    return f"{note} The team said: {one.team.says}." if one.team.says else note


def _said_line(said: Said) -> str:
    if not said.says:
        return _("{who}: no answer is shown.", who=said.who)
    if said.near is False:
        return _("{who}: {says} (differs from yours)", who=said.who, says=said.says)
    return f"{said.who}: {said.says}"


def _compared(state: State, prompt: Prompt, mine: Value, region: str) -> Compared:
    plan = state.the_plan
    revealed = state.revealed.get(prompt.id)
    team = _said(_("The team"), prompt, mine, shown_values(revealed))
    groups = [group for group in (revealed.groups if revealed else ()) if group.id not in (LATE, EVERYONE)]
    said = tuple(
        _said(
            group_name(plan, group), prompt, mine,
            [shown.value for shown in group.answers if shown.value is not None], _people(plan, group),
        )
        for group in groups
    ) if len(groups) > 1 else ()  # fmt: skip
    rules = tuple(
        _rule(clause, clause_number(clause.id), region)
        for clause in state.clauses.values()
        if clause.prompt == prompt.id
    )
    told = "" if mine is None else _one_line(words(prompt, mine))
    return Compared(
        prompt.id, one_line(prompt.title), filled(plan, prompt.text), told, team, said, rules,
        _questions(one_line(prompt.title), told, team, said, rules),
    )  # fmt: skip


def _rule(clause: Clause, number: int, region: str) -> Rule:
    text = clause.regional.get(region) or clause.text
    return Rule(number, _one_line(text), STATUSES[clause.status], one_line(clause.owner))


def _questions(title: str, mine: str, team: Said, groups: Sequence[Said], rules: Sequence[Rule]) -> tuple[str, ...]:
    """Return what to ask whom: owners where the team differs or texts cannot be compared, people of other regions."""
    if not mine:
        return ()
    asked = []
    opening = (
        _("I would have said: {mine}.", mine=mine)
        if len(mine) <= LONGEST_SPOKEN
        else _("I see “{title}” in another way.", title=title)
    )
    if team.near is not True:
        why = _("Why is it settled as it is?") if team.near is False else _("Is that covered by the clause?")
        for rule in rules:
            owns = _("{owner}, who owns clause {number}", owner=rule.owner, number=rule.number)
            whom = owns if rule.owner else _("your facilitator")
            asked.append(_("Ask {whom}: “{words}”", whom=whom, words=f"{opening} {why}"))
    for said in groups:
        if said.near is False:
            names = [*said.people[:MOST_NAMES]]
            if len(said.people) > MOST_NAMES:
                names.append(_("{n} more", n=len(said.people) - MOST_NAMES))
            whom = _("somebody of {region}", region=f"{said.who} ({listed(names)})" if names else said.who)
            theirs = _("You said: {answer}.", answer=said.says) if len(said.says) <= LONGEST_SPOKEN else ""
            what_if = _("What happens when somebody does it my way?")
            said_aloud = " ".join(filter(None, (opening, theirs, what_if)))
            asked.append(_("Ask {whom}: “{words}”", whom=whom, words=said_aloud))
    return tuple(asked)


def _people(plan: Plan, group: Group) -> tuple[str, ...]:
    return tuple(one_line(person.name) for person in plan.participants if person.region in group.regions)


def _said(who: str, prompt: Prompt, mine: Value, values: Sequence[Value], people: tuple[str, ...] = ()) -> Said:
    if not values:
        return Said(who, "", None, people)
    if not prompt.closed:
        texts = list(dict.fromkeys(f"“{_one_line(words(prompt, value))}”" for value in values))
        quoted, more = texts[:MOST_TEXTS], len(texts) - MOST_TEXTS
        if more > 0:
            quoted.append(_("and {answers}", answers=counted(more, "more answer")))
        return Said(who, "; ".join(quoted), None, people)
    told, near = [], list[bool | None]()
    for part in _parts(prompt):
        said, same = _of_part(part, mine, part.values(values))
        told.append(said)
        near.append(same)
    whole = False if False in near else None if None in near else True
    return Said(who, "; ".join(told), whole, people)


def _parts(prompt: Prompt) -> tuple[Part, ...]:
    if prompt.type == "scenario":
        return first_part(prompt), after_part(prompt)
    return (deciders_part(prompt),) if prompt.type == "decision_rights" else (Part(prompt, lambda value: value),)


def _of_part(part: Part, mine: Value, values: Sequence[Value]) -> tuple[str, bool | None]:
    """Return in words what leads, and whether mine lies within the tolerance of it; None where nothing leads."""
    prompt, own = part.prompt, None if mine is None else part.take(mine)
    found = coded(prompt, values)
    if found is None:
        return _("no single answer: two clocks are meant") if values else _("no answer"), None
    measure, answers = found
    centre = measure.centre_of(measure.count(answers))
    if centre is None:
        return _("nothing leads alone"), None
    said = _centre_words(prompt, values, measure.decode(centre)) or _("nothing in common")
    if own is None:
        return said, None
    if prompt.type == "duration" and own["clock"] != answers[0].clock:
        return said, False  # working and elapsed time never mix
    return said, measure.within(measure.between(measure.code(measured(prompt, own)), centre))


def _centre_words(prompt: Prompt, values: Sequence[Value], centre: Any) -> str:
    match prompt.type:
        case "duration":
            return length(prompt, centre.minutes, centre.clock)
        case "window":
            return leading(prompt, values) or ""
        case _:
            return centre_words(prompt, centre)


def _one_line(text: str) -> str:
    return one_line(in_one_line(text))
