"""The desk's forms: which fields each has, and which command its values make."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from align.domain import commands as c
from align.domain.decisions import TERMS, VOICES, Decision
from align.domain.model import Clause, Plan, Region, Scope, Status, clause_number
from align.domain.promises import Escalation, Promise
from align.domain.prompts import Prompt
from align.domain.state import State
from align.ui.present.answering import question
from align.ui.present.desk_calendars import calendar_fields, calendar_of
from align.ui.present.desk_chains import ASKED, chain_of, example, steps_text
from align.ui.present.desk_clauses import prompt_title, scopes
from align.ui.present.desk_decisions import HINTS, WORDS, decision_of, names
from align.ui.present.desk_moves import changing
from align.ui.present.desk_promises import CLOCKS, LEVELS, calendars, covers, joined, owners_text, promise_of
from align.ui.screens.facilitator.form import Field, Filled, Values, choices_of


def new_clause(plan: Plan, prompt: Prompt, text: str, note: str = "") -> Filled:
    """A clause for a prompt, its words prefilled; `note` says how answers spread and where regions differ."""

    def command(values: Values) -> c.Command:
        return c.DraftClause(prompt.id, *_clause_values(plan, values))

    fields = _clause_fields(plan, text, Scope(), "", plan.milestone.date)
    draft = f"clause:new:{prompt.id}"
    return Filled(f"A clause for “{prompt.title}”", note, fields, command, draft, before=_to_clauses)


def _to_clauses(state: State) -> c.Command | None:
    """Clauses are drafted where they are agreed: bring everybody there."""
    return c.MoveTo("agree") if state.phase == "reveal" else None


def change_clause(plan: Plan, clause: Clause) -> Filled:
    """Other words, scope, owner or date for a clause."""

    def command(values: Values) -> c.Command:
        return c.ChangeClause(clause.id, *_clause_values(plan, values))

    fields = _clause_fields(plan, clause.text, clause.scope, clause.owner, clause.review_on)
    title = f"Clause {clause_number(clause.id)}, {prompt_title(plan, clause.prompt)}"
    return Filled(title, changing(clause), fields, command, f"clause:{clause.id}")


def _clause_fields(plan: Plan, text: str, scope: Scope, owner: str, review_on: str) -> tuple[Field, ...]:
    pairs = scopes(plan)
    index = next((n for n, (one, _) in enumerate(pairs) if one == scope), 0)
    return (
        Field("text", "", text, rows=5),
        Field("scope", "Holds for", str(index), choices=choices_of(pairs)),
        _owner(plan, owner),
        _review(plan, review_on),
    )


def _owner(plan: Plan, owner: str) -> Field:
    people = tuple(person.name for person in plan.participants)
    return Field("owner", "Owner", owner, names=(*plan.facilitators, *people), hint="type; → takes the name")


def _review(plan: Plan, review_on: str) -> Field:
    return Field("review_on", "Review on", review_on, hint=f"{plan.milestone.name}: {plan.milestone.date}")


def _clause_values(plan: Plan, values: Values) -> tuple[str, Scope, str, str]:
    scope = scopes(plan)[int(values["scope"])][0]
    return values["text"], scope, values["owner"], values["review_on"].strip()


def settle(plan: Plan, clause: Clause, status: Status) -> Filled | None:
    """What an ending still needs; None when it needs nothing more."""
    number = clause_number(clause.id)
    draft = f"settle:{clause.id}:{status}"
    fields: tuple[Field, ...]
    if status == "open":
        fields = (_owner(plan, clause.owner), _review(plan, clause.review_on or plan.milestone.date))
        detail = "An open assumption has an owner and a date, so that somebody comes back to it."
        return Filled(f"Clause {number} stays open", detail, fields, _settling(clause, status), draft)
    if status == "dissent_recorded":
        fields = (Field("dissent", "", "\n\n".join(clause.dissent), rows=4),)
        detail = "Write it as the person says it. An empty line begins another person's dissent."
        return Filled(f"Dissent on clause {number}, in its own words", detail, fields, _settling(clause, status), draft)
    if status == "regional":
        fields = tuple(
            Field(f"r{n}", region.name, clause.regional.get(region.id, ""), rows=2)
            for n, region in enumerate(plan.regions)
        )
        detail = "One text a region; a region left empty follows the clause as it is."
        return Filled(f"Clause {number} by region", detail, fields, _regional(plan, clause), draft)
    return None


def settle_now(clause: Clause, status: Status) -> c.SettleClause:
    """The ending that needs nothing more. Dissent that was recorded stays."""
    return c.SettleClause(clause.id, status, dissent=clause.dissent, regional=clause.regional)


def _settling(clause: Clause, status: Status) -> Callable[[Values], c.Command]:
    def command(values: Values) -> c.Command:
        written = values.get("dissent")
        dissent = clause.dissent if written is None else tuple(t for t in written.split("\n\n") if t.strip())
        owner, review_on = values.get("owner", ""), values.get("review_on", "").strip()
        return c.SettleClause(clause.id, status, owner, review_on, clause.regional, dissent)

    return command


def _regional(plan: Plan, clause: Clause) -> Callable[[Values], c.Command]:
    def command(values: Values) -> c.Command:
        texts = {region.id: values[f"r{n}"] for n, region in enumerate(plan.regions) if values[f"r{n}"].strip()}
        return c.SettleClause(clause.id, "regional", regional=texts, dissent=clause.dissent)

    return command


def note(prompt: Prompt) -> Filled:
    """Something said about a prompt, for all to see."""

    def command(values: Values) -> c.Command:
        return c.TakeNote(prompt.id, values["text"])

    detail = "Everybody sees it. Write what was said, not who said it; no patient data."
    return Filled(f"A note on “{prompt.title}”", detail, (Field("text", "", rows=3),), command, f"note:{prompt.id}")


def promise_of_answers(plan: Plan, prompt: Prompt, begun: Promise) -> Filled:
    """A promise begun from what was answered to a prompt: the question stays in sight, what nobody said is asked."""
    found = f"{begun.said} is the middle answer" if begun.said else "there is no middle answer on one clock"
    return msgspec.structs.replace(
        promise_form(plan, None, begun),
        title=f"A promise from “{prompt.title}”",
        detail=f"{question(plan, prompt)} Here {found}. What nobody said is asked for.",
        draft=f"promise:from:{prompt.id}",
    )


def promise_form(plan: Plan, promise: Promise | None, begun: Promise | None = None) -> Filled:
    """A promise with all its fields; what is left empty is asked for by the rules. A new one may be begun already."""
    now = promise or begun or Promise(level="")

    def command(values: Values) -> c.Command:
        return c.SetPromise(promise_of(plan, values, promise), promise)

    regions = tuple(region.name for region in plan.regions)
    fields = (
        Field("level", "Level", now.level, names=LEVELS, hint="critical, high, normal, low"),
        Field("starts_when", "Starts when", now.starts_when, hint="when the time begins to run"),
        Field("counts_as", "Counts as", now.counts_as, hint="first sign of life, solved"),
        Field("amount", "Within", now.said, hint="for instance 2 hours"),
        Field("clock", "Clock", now.clock, choices=CLOCKS),
        Field("calendar", "Hours of", joined(now.calendar), choices=calendars(plan, now.calendar)),
        Field("cover", "Raised", joined(now.cover), choices=covers(plan, now.cover)),
        Field("channel", "Channel", now.channel, hint="phone, chat, a shared mailbox"),
        Field("owner", "Owner", owners_text(now), names=regions, hint="regions, with commas"),
    )
    title = "A promise" if promise is None else f"The promise “{promise.level}”"
    detail = "“Hours of” is for working time only. Nothing is guessed: what is missing is asked for."
    number = plan.promises.index(promise) if promise in plan.promises else "new"
    return Filled(title, detail, fields, command, f"promise:{number}")


def chain_form(plan: Plan, chain: Escalation | None) -> Filled:
    """An escalation chain: its level, and a line a step; what is left out is asked for by the rules."""
    title = "An escalation chain" if chain is None else f"The escalation of “{chain.level}”"
    number = plan.escalation.index(chain) if chain in plan.escalation else "new"
    text = "" if chain is None else steps_text(chain)
    return _chain(plan, chain, "" if chain is None else chain.level, text, title, "", f"chain:{number}")


def chain_of_answers(plan: Plan, prompt: Prompt, steps: str, found: str) -> Filled:
    """A chain begun from what a scenario found: who is told was not asked, and is left to be said."""
    title = f"An escalation chain from “{prompt.title}”"
    detail = f"{question(plan, prompt)} Here {found}."
    return _chain(plan, None, prompt.title, steps, title, detail, f"chain:from:{prompt.id}")


def _chain(plan: Plan, before: Escalation | None, level: str, steps: str, title: str, found: str, draft: str) -> Filled:
    def command(values: Values) -> c.Command:
        return c.SetChain(chain_of(plan, values, before), before)

    known = tuple(dict.fromkeys((*(promise.level for promise in plan.promises), *LEVELS)))
    fields = (
        Field("steps", "Steps", steps, rows=5),
        Field("level", "Level", level, names=known, hint="as its promise"),
    )
    return Filled(title, f"{found} {ASKED} {example(plan)}".strip(), fields, command, draft)


def decision_form(plan: Plan, decision: Decision | None, proposal: Decision | None = None) -> Filled:
    """An entry of the register; a new one may begin with what the answers propose."""
    now = decision or proposal or Decision(what="", decider="")

    def command(values: Values) -> c.Command:
        return c.SetDecision(decision_of(values), decision)

    known = names(plan)
    fields = (
        Field("what", "Decision", now.what, hint="what is decided"),
        Field("decider", "Decides", now.decider, names=known, hint="exactly one role or person"),
        *(
            Field(voice, WORDS[voice], ", ".join(getattr(now, voice)), names=known, hint=HINTS[voice])
            for voice in VOICES
        ),
        *(Field(term, WORDS[term], getattr(now, term), hint=HINTS[term]) for term in TERMS),
    )
    title = "A decision" if decision is None else f"The decision “{decision.what}”"
    detail = "One decides; nobody stands in two places. What is not known yet may stay empty."
    number = plan.decisions.index(decision) if decision in plan.decisions else now.what or "new"
    return Filled(title, detail, fields, command, f"decision:{number}")


def calendar_form(region: Region, edition: int) -> Filled:
    """A region's whole calendar, to be put in the place of the one that it has. Days of other hours stay.

    What is typed belongs to this `edition`: it is never laid over a calendar that another desk has changed since.
    """

    def command(values: Values) -> c.Command:
        return c.ChangeCalendar(region.id, calendar_of(region, values), edition)

    now = calendar_fields(region)
    fields = (
        Field("holidays", "Holidays, one a line; ? if it may move", now["holidays"], rows=4),
        Field("zone", "Time zone", now["zone"], hint="such as Asia/Kolkata"),
        Field("hours", "Hours", now["hours"], hint="Mon-Fri 09:00-17:30"),
        Field("weekend", "Weekend", now["weekend"], hint="Sat, Sun; or none"),
    )
    detail = "Its people are asked anew whether it is right, and promises are checked with it."
    return Filled(f"The calendar of {region.name}", detail, fields, command, f"calendar:{region.id}:{edition}")


def add_person(plan: Plan) -> Filled:
    """One more person on the list."""

    def command(values: Values) -> c.Command:
        party = values.get("party", "")
        return c.AddParticipant(values["name"], plan.regions[int(values["region"])].id, party, values["role"])

    regions = tuple((str(n), region.name) for n, region in enumerate(plan.regions))
    parties = (("", "none"), *((party.id, party.name) for party in plan.parties))
    fields = [Field("name", "Name"), Field("region", "Region", "0", choices=regions)]
    if plan.parties:
        fields.append(Field("party", "Party", "", choices=parties))
    fields.append(Field("role", "Role", hint="may stay empty"))
    return Filled("Add a person to the list", "", tuple(fields), command, "person:new")
