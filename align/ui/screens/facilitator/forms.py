"""The desk's forms: which fields each has, and which command its values make."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from align.charter.draft import BLANK
from align.charter.wording import STATUSES
from align.domain import commands as c
from align.domain.decisions import TERMS, VOICES, Decision
from align.domain.model import Clause, Plan, Region, Scope, Status, clause_number, edited, likeness
from align.domain.promises import Escalation, Promise
from align.domain.prompts import Prompt
from align.domain.state import State
from align.domain.text import LONGEST_TEXT
from align.errors import UserError
from align.language import _, for_all
from align.ui.present.answering import question
from align.ui.present.desk_calendars import calendar_fields, calendar_of, overnight
from align.ui.present.desk_chains import ASKED, chain_of, example, steps_text
from align.ui.present.desk_clauses import (
    DISSENT_BEFORE,
    beside_words,
    clause_words,
    clauses_for,
    prompt_title,
    scopes,
    whole_words,
)
from align.ui.present.desk_decisions import HINTS, WORDS, decision_of, heard_twice, names
from align.ui.present.desk_moves import blank_left, changing
from align.ui.present.desk_promises import (
    CLOCKS,
    LEVELS,
    calendars,
    covers,
    is_wanted,
    joined,
    meant,
    owners_text,
    promise_of,
)
from align.ui.screens.facilitator.form import Field, Filled, Values, choices_of


def new_clause(state: State, prompt: Prompt, text: str, note: str = "") -> Filled:
    """A clause for a prompt, its words prefilled; `note` says how answers spread and where regions differ. Clauses that
    there are for it already are told, and those that another desk begins meanwhile get no second one beside them."""
    plan, there = state.the_plan, clauses_for(state, prompt.id)

    def command(values: Values) -> c.Command:
        return c.DraftClause(prompt.id, *_clause_values(plan, values), beside=tuple(one.id for one in there))

    detail = "\n".join(filter(None, [beside_words(there), note]))
    fields = _clause_fields(plan, text, Scope(), "", plan.milestone.date)
    draft = f"clause:new:{prompt.id}"
    return Filled(_("A clause for “{title}”", title=prompt.title), detail, fields, command, draft, before=_to_clauses)


def _to_clauses(state: State) -> c.Command | None:
    """Clauses are drafted where they are agreed: bring everybody there."""
    return c.MoveTo("agree") if state.phase == "reveal" else None


def change_clause(plan: Plan, clause: Clause) -> Filled:
    """Other words, scope, owner or date for a clause; never in the place of what another desk has made of it since."""

    def command(values: Values) -> c.Command:
        return c.ChangeClause(clause.id, *_clause_values(plan, values), edited(clause))

    fields = _clause_fields(plan, clause.text, clause.scope, clause.owner, clause.review_on)
    title = _("Clause {number}, {title}", number=clause_number(clause.id), title=prompt_title(plan, clause.prompt))
    return Filled(title, changing(clause), fields, command, f"clause:{clause.id}", stands=clause_words(plan, clause))


def _clause_fields(plan: Plan, text: str, scope: Scope, owner: str, review_on: str) -> tuple[Field, ...]:
    pairs = scopes(plan)
    index = next((n for n, (one, _words) in enumerate(pairs) if one == scope), 0)
    return (
        Field("text", "", text, rows=5, blank=BLANK, remark=blank_left(), most=LONGEST_TEXT),
        Field("scope", _("Holds for"), str(index), choices=choices_of(pairs)),
        _owner(plan, owner),
        _review(plan, review_on),
    )


def _owner(plan: Plan, owner: str) -> Field:
    people = tuple(person.name for person in plan.participants)
    owner = next((person.name for person in plan.participants if person.id == owner), owner)
    return Field("owner", _("Owner"), owner, names=(*plan.facilitators, *people), hint=_("type; → takes the name"))


def _review(plan: Plan, review_on: str) -> Field:
    return Field("review_on", _("Review on"), review_on, hint=f"{plan.milestone.name}: {plan.milestone.date}")


def _clause_values(plan: Plan, values: Values) -> tuple[str, Scope, str, str]:
    scope = scopes(plan)[int(values["scope"])][0]
    return values["text"], scope, values["owner"], values["review_on"].strip()


def settle(plan: Plan, clause: Clause, status: Status, objecting: Sequence[str] = ()) -> Filled | None:
    """What an ending still needs; None when it needs nothing more. Dissent begins with what is `objecting`; with any
    other ending, dissent that was recorded before is asked about: it neither goes nor stays unseen."""
    number = clause_number(clause.id)
    draft, stands = f"settle:{clause.id}:{status}", whole_words(plan, clause)
    fields: tuple[Field, ...]
    if status == "open":
        owned = (_owner(plan, clause.owner), _review(plan, clause.review_on or plan.milestone.date))
        fields = (*_recorded(clause), *owned)
        detail = _("An open assumption has an owner and a date, so that somebody comes back to it.")
        title = _("Clause {number} stays open", number=number)
        return Filled(title, detail, fields, _settling(clause, status), draft, stands=stands)
    if status == "dissent_recorded":
        fields = (Field("dissent", "", "\n\n".join(clause.dissent or objecting), rows=4),)
        detail = _("Write it as the person says it. An empty line begins another person's dissent.")
        if objecting and not clause.dissent:
            detail = f"{_('It begins with the reasons of the vote, as everybody has them.')} {detail}"
        title = _("Dissent on clause {number}, in its own words", number=number)
        return Filled(title, detail, fields, _settling(clause, status), draft, stands=stands)
    if status == "regional":
        texts = (
            Field(f"r{n}", region.name, clause.regional.get(region.id, ""), rows=2, most=LONGEST_TEXT)
            for n, region in enumerate(plan.regions)
        )
        fields = (*texts, *_recorded(clause))
        detail = _("One text a region; a region left empty follows the clause as it is.")
        title = _("Clause {number} by region", number=number)
        return Filled(title, detail, fields, _regional(plan, clause), draft, stands=stands)
    if clause.dissent:
        title = _("Clause {number} and the dissent recorded on it", number=number)
        detail = f"{_(STATUSES[status])}. {_(DISSENT_BEFORE)}"
        return Filled(title, detail, _recorded(clause), _settling(clause, status), draft, stands=stands)
    return None


def _recorded(clause: Clause) -> tuple[Field, ...]:
    """The dissent that was recorded before, to keep, mend or leave out; no field where there is none."""
    label = _("Dissent recorded before: empty it where it no longer holds")
    return (Field("dissent", label, "\n\n".join(clause.dissent), rows=3),) if clause.dissent else ()


def settle_now(clause: Clause, status: Status) -> c.SettleClause:
    """The ending that needs nothing more, for a clause without dissent."""
    return c.SettleClause(clause.id, status, regional=clause.regional, seen=likeness(clause))


def _dissent(values: Values) -> tuple[str, ...]:
    return tuple(text for text in values.get("dissent", "").split("\n\n") if text.strip())


def _settling(clause: Clause, status: Status) -> Callable[[Values], c.Command]:
    def command(values: Values) -> c.Command:
        owner, review_on = values.get("owner", ""), values.get("review_on", "").strip()
        return c.SettleClause(clause.id, status, owner, review_on, clause.regional, _dissent(values), likeness(clause))

    return command


def _regional(plan: Plan, clause: Clause) -> Callable[[Values], c.Command]:
    def command(values: Values) -> c.Command:
        texts = {region.id: values[f"r{n}"] for n, region in enumerate(plan.regions) if values[f"r{n}"].strip()}
        return c.SettleClause(clause.id, "regional", regional=texts, dissent=_dissent(values), seen=likeness(clause))

    return command


def note(prompt: Prompt) -> Filled:
    """Something said about a prompt, for all to see."""

    def command(values: Values) -> c.Command:
        return c.TakeNote(prompt.id, values["text"])

    detail = _("Everybody sees it. Write what was said, not who said it; no patient data.")
    title = _("A note on “{title}”", title=prompt.title)
    return Filled(title, detail, (Field("text", "", rows=3, most=LONGEST_TEXT),), command, f"note:{prompt.id}")


def promise_of_answers(plan: Plan, prompt: Prompt, begun: Promise) -> Filled:
    """A promise begun from what was answered to a prompt: the question stays in sight, what nobody said is asked."""
    found = _("There is no middle answer on one clock.")
    if begun.said:
        found = _("The middle answer here is {time}.", time=begun.said)
    return msgspec.structs.replace(
        promise_form(plan, None, begun),
        title=_("A promise from “{title}”", title=prompt.title),
        detail=f"{question(plan, prompt)} {found} {_('What nobody said is asked for.')}",
        draft=f"promise:from:{prompt.id}",
    )


def promise_form(plan: Plan, promise: Promise | None, begun: Promise | None = None) -> Filled:
    """A promise with all its fields; what is left empty is asked for by the rules. A new one may be begun already."""
    now = promise or begun or Promise(level="")

    def command(values: Values) -> c.Command:
        unsaid = [field.label for field in fields if not values[field.key].strip() and is_wanted(field.key, values)]
        if unsaid:
            # The rules would say it too, in their own names for the fields.
            names = _(", ").join(f"“{label}”" for label in unsaid)
            raise UserError(_("Not said yet: {names}. Nobody else can know it, so say it first.", names=names))
        made = promise_of(plan, values, promise)
        sure(meant(plan, made.owner))
        return c.SetPromise(made, promise)

    sure = _asks_once()

    regions = tuple(region.name for region in plan.regions)
    fields = (
        Field("level", _("Level"), now.level, names=LEVELS, hint=for_all("critical, high, normal, low")),
        Field("starts_when", _("Starts when"), now.starts_when, hint=_("when the time begins to run")),
        Field("counts_as", _("Counts as"), now.counts_as, hint=_("first sign of life, solved")),
        Field("amount", _("Within"), now.said, hint=_("for instance {text}", text=for_all("2 hours"))),
        Field("clock", _("Clock"), now.clock, choices=tuple((clock, _(words)) for clock, words in CLOCKS)),
        Field("calendar", _("Hours of"), joined(now.calendar), choices=calendars(plan, now.calendar)),
        Field("cover", _("Raised"), joined(now.cover), choices=covers(plan, now.cover)),
        Field("channel", _("Channel"), now.channel, hint=_("phone, chat, a shared mailbox")),
        Field("owner", _("Owner"), owners_text(now), names=regions, hint=_("regions, with commas")),
    )
    title = _("A promise") if promise is None else _("The promise “{level}”", level=promise.level)
    detail = _("“Hours of” is for working time only. Nothing is guessed: what is missing is asked for.")
    number = plan.promises.index(promise) if promise in plan.promises else "new"
    return Filled(title, detail, fields, command, f"promise:{number}")


def _asks_once() -> Callable[[str], None]:
    """Return what refuses with a question, and lets pass what is kept again as it is: a role may be called like that.

    Raises UserError."""
    asked = ""

    def sure(question: str) -> None:
        nonlocal asked
        if question != asked:
            asked = question
            if question:
                raise UserError(f"{question} {_('Kept once more, it stands as it is.')}")

    return sure


def chain_form(plan: Plan, chain: Escalation | None) -> Filled:
    """An escalation chain: its level, and a line a step; what is left out is asked for by the rules."""
    title = _("An escalation chain") if chain is None else _("The escalation of “{level}”", level=chain.level)
    number = plan.escalation.index(chain) if chain in plan.escalation else "new"
    text = "" if chain is None else steps_text(chain)
    return _chain(plan, chain, "" if chain is None else chain.level, text, title, "", f"chain:{number}")


def chain_of_answers(plan: Plan, prompt: Prompt, steps: str, found: str) -> Filled:
    """A chain begun from what a scenario found: who is told was not asked, and is left to be said."""
    title = _("An escalation chain from “{title}”", title=prompt.title)
    detail = f"{question(plan, prompt)} {_('Found here: {what}.', what=found)}"
    return _chain(plan, None, prompt.title, steps, title, detail, f"chain:from:{prompt.id}")


def _chain(plan: Plan, before: Escalation | None, level: str, steps: str, title: str, found: str, draft: str) -> Filled:
    def command(values: Values) -> c.Command:
        made = chain_of(plan, values, before)
        sure(meant(plan, [step.to for step in made.steps]))
        return c.SetChain(made, before)

    sure = _asks_once()

    known = tuple(dict.fromkeys((*(promise.level for promise in plan.promises), *LEVELS)))
    fields = (
        Field("steps", _("Steps"), steps, rows=5),
        Field("level", _("Level"), level, names=known, hint=_("as its promise")),
    )
    return Filled(title, f"{found} {_(ASKED)} {example(plan)}".strip(), fields, command, draft)


def decision_form(plan: Plan, decision: Decision | None, proposal: Decision | None = None) -> Filled:
    """An entry of the register; a new one may begin with what the answers propose."""
    now = decision or proposal or Decision(what="", decider="")

    def command(values: Values) -> c.Command:
        made = decision_of(values)
        if twice := heard_twice(made):
            # The rules would say it too, in the words of a plan.
            raise UserError(twice)
        return c.SetDecision(made, decision)

    known = names(plan)
    fields = (
        Field("what", _("Decision"), now.what, hint=_("what is decided")),
        Field("decider", _("Decides"), now.decider, names=known, hint=_("exactly one role or person")),
        *(
            Field(voice, _(WORDS[voice]), ", ".join(getattr(now, voice)), names=known, hint=_(HINTS[voice]))
            for voice in VOICES
        ),
        *(Field(term, _(WORDS[term]), getattr(now, term), hint=_(HINTS[term])) for term in TERMS),
    )
    title = _("A decision") if decision is None else _("The decision “{what}”", what=decision.what)
    detail = _("One decides; nobody stands in two places. What is not known yet may stay empty.")
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
        Field("holidays", _("Holidays, one a line; ? if it may move"), now["holidays"], rows=4),
        Field("zone", _("Time zone"), now["zone"], hint=_("for instance {text}", text="Asia/Kolkata")),
        Field("hours", _("Hours"), now["hours"], hint=for_all("Mon-Fri 09:00-17:30"), understood=overnight),
        Field("weekend", _("Weekend"), now["weekend"], hint=for_all("Sat, Sun; none")),
    )
    detail = _("Its people are asked anew whether it is right, and promises are checked with it.")
    title = _("The calendar of {name}", name=region.name)
    return Filled(title, detail, fields, command, f"calendar:{region.id}:{edition}")


def add_person(plan: Plan) -> Filled:
    """One more person on the list."""

    def command(values: Values) -> c.Command:
        party = values.get("party", "")
        return c.AddParticipant(values["name"], plan.regions[int(values["region"])].id, party, values["role"])

    regions = tuple((str(n), region.name) for n, region in enumerate(plan.regions))
    parties = (("", _("none")), *((party.id, party.name) for party in plan.parties))
    fields = [Field("name", _("Name")), Field("region", _("Region"), "0", choices=regions)]
    if plan.parties:
        fields.append(Field("party", _("Party"), "", choices=parties))
    fields.append(Field("role", _("Role"), hint=_("may stay empty")))
    return Filled(_("Add a person to the list"), "", tuple(fields), command, "person:new")
