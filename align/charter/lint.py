"""What is weak in a charter before it is sealed: where, why, and how to mend it. It advises and refuses nothing.

A clause is one that a team can be held to: somebody owns it, a number says how much or by when, others can see whether
it happened, and somebody looks at it again before the milestone. Words are looked for in English only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

import msgspec

from align.charter.draft import BLANK, has_blank
from align.charter.plan_check import PlanCheck
from align.charter.promise_words import contradiction_words, missing_words, wordings
from align.charter.wording import day, iso_day, listed, one_line
from align.domain.decision_rules import known_names
from align.domain.decisions import several
from align.domain.model import Clause, Plan, clause_number
from align.domain.state import State
from align.domain.text import clean
from align.language import _, mark
from align.packs.plainwords import ANCHORS, NUMBERS

Code = Literal[
    "no-owner", "two-owners", "no-number", "not-seen", "vague", "blank", "no-review", "late-review", "two-deciders",
    "not-kept", "no-hours", "unsaid", "contradiction",
]  # fmt: skip

INTENTIONS = (
    "aim to", "are committed", "are open", "be aware", "be mindful", "be open", "believe in", "care about", "commit to",
    "do our best", "endeavour", "endeavor", "feel free", "have in mind", "keep in mind", "respect", "strive", "trust",
    "try to", "value each", "value the", "want to", "where we can", "work towards",
)  # fmt: skip
"""What people mean or feel: nobody else can see whether it happened."""
ACTS = (
    "accept", "agree", "answer", "ask", "book", "bring", "call", "check", "choose", "close", "copy", "decide",
    "deliver", "do", "escalate", "explain", "file", "give", "go", "hand", "hold", "inform", "invite", "join",
    "keep", "list", "log", "look", "mark", "meet", "move", "name", "note", "object", "open", "phone", "post",
    "propose", "publish", "put", "read", "record", "remind", "repeat", "reply", "report", "review", "say",
    "send", "share", "show", "sign", "speak", "start", "state", "stop", "take", "talk", "tell", "thank", "turn",
    "use", "wait", "warn", "write",
)  # fmt: skip
"""What others can see, hear or find; in any of their usual forms."""
_PAST = ("said", "told", "sent", "given", "gave", "taken", "took", "met", "held", "written", "wrote", "spoken", "kept",
         "chosen", "shown", "brought", "done")  # fmt: skip
_ACT = re.compile(rf"\b(?:{'|'.join(ACTS)})(?:e?s|e?d|d?ing|ing)?\b|\b(?:{'|'.join(_PAST)})\b", re.IGNORECASE)
_TWO_DECIDE = re.compile(
    r"\b(?:both|jointly|together)\b[^.;:]{0,40}\bdecides?\b|\bdecides?\b[^.;:]{0,20}\b(?:jointly|together)\b"
    r"|(?:^|[.;:“\n])\s*[^.;:,\n]{1,60}\band\s+\w[^.;:,\n]{0,50}\s+decide\b"
    r"|\bdecided by\b[^.;:\n]{1,60}\band\b",
    re.IGNORECASE,
)
_UNSAID = {
    "window": (
        mark("nobody said how long those who are asked have to answer"),
        mark("Add a time, such as 2 working days."),
    ),
    "default_if_silent": (
        mark("nobody said what holds when no answer comes"),
        mark("Say whether the recommendation stands, or who decides then."),
    ),
}


class Weak(msgspec.Struct, frozen=True):
    """One weakness."""

    code: Code
    where: str
    """The clause, promise or decision, as people call it."""
    what: str
    mend: str
    clause: str = ""
    """The clause's id; empty for what is no clause."""
    words: str = ""
    """The words that are meant, where it is about words."""


_Found = Callable[..., Weak]
"""(code, what, mend, words) → a weakness of the clause at hand."""


def weak(state: State, checks: PlanCheck | None = None) -> list[Weak]:
    """Return what is weak, clauses first in the order in which they were begun; `state` is the public fold.

    `checks` are the promises held against working hours; without them promises are not looked at.
    """
    plan = state.the_plan
    found = [one for clause in state.clauses.values() for one in _clause(plan, clause)]
    found += _register(plan)
    return [*found, *(_promises(plan, checks) if checks else ())]


def clause_name(plan: Plan, clause: Clause) -> str:
    """Return how the desk calls a clause: "Clause 4, Urgent means"."""
    title = next((prompt.title for prompt in plan.pack.prompts if prompt.id == clause.prompt), clause.prompt)
    return _("Clause {number}, {title}", number=clause_number(clause.id), title=one_line(title))


def weak_line(one: Weak) -> str:
    """Return a weakness in one line: where, what, and how to mend it."""
    return f"{one.where}: {one.what}. {one.mend}"


def _clause(plan: Plan, clause: Clause) -> Iterator[Weak]:
    where = clause_name(plan, clause)

    def found(code: Code, what: str, mend: str, words: str = "") -> Weak:
        return Weak(code, where, what, mend, clause.id, words)

    if not clause.owner:
        yield found("no-owner", _("nobody owns it"), _("Name one person who notices first when it is not done."))
    elif several(clause.owner, known_names(plan)):
        owner = one_line(clause.owner)
        yield found(
            "two-owners",
            _("“{owner}” is more than one owner", owner=owner),
            _("Name one; the other may be in the words."),
            owner,
        )
    yield from _review(plan, clause, found)
    text = "\n".join([clean(clause.text), *map(clean, clause.regional.values())])
    if has_blank(clause):
        yield found(
            "blank",
            _("a blank ({blank}) is left in it", blank=BLANK),
            _("Fill it in, or let the clause end as open."),
            BLANK,
        )
    if plan.pack.language.casefold()[:2] == "en":
        yield from _words(clause, text, found)


def _review(plan: Plan, clause: Clause, found: _Found) -> Iterator[Weak]:
    milestone = iso_day(plan.milestone.date)
    if not clause.review_on:
        yield found(
            "no-review",
            _("no day says when it is looked at again"),
            _("Choose a day before {day}.", day=day(milestone)),
        )
    elif milestone and clause.review_on > milestone:
        what = _("it is looked at again on {day}, after the milestone", day=day(clause.review_on))
        yield found("late-review", what, _("Choose a day before {day}, while it can still help.", day=day(milestone)))


def _words(clause: Clause, text: str, found: _Found) -> Iterator[Weak]:
    for words in _phrases(text, ANCHORS):
        what = _("“{words}” is read differently by each reader", words=words)
        yield found("vague", what, _("Write a number and a unit in its place."), words)
    two = _TWO_DECIDE.search(text)
    if two:
        words = " ".join(two[0].strip(" .;:“\n").split())
        mend = _("Leave the decision to one; the other recommends or must agree.")
        yield found("two-deciders", _("two decide: “{words}”", words=words), mend, words)
    if clause.status in ("open", "locked"):
        return  # an assumption is no commitment yet, and rules from outside keep their words
    numbered = bool(re.search(r"\d", text) or next(_phrases(text, NUMBERS), ""))
    if not numbered:
        yield found("no-number", _("no number says how much or by when"), _("Add one, such as within one working day."))
    meant = next(_phrases(text, INTENTIONS), "")
    if meant or not (numbered or _ACT.search(text)):
        what = _("nobody could see whether it happened")
        if meant:
            what = _("“{words}” is meant, not done: nobody could see whether it happened", words=meant)
        mend = _("Say what somebody else would see or hear: who writes, says or sends what, and where.")
        yield found("not-seen", what, mend, meant)


def _register(plan: Plan) -> Iterator[Weak]:
    for number, decision in enumerate(plan.decisions, 1):
        where = _("Decision {number}, {what}", number=number, what=one_line(decision.what))
        for term, (what, mend) in _UNSAID.items():
            if not getattr(decision, term):
                yield Weak("unsaid", where, what, mend)


def _promises(plan: Plan, checks: PlanCheck) -> Iterator[Weak]:
    for number, check in enumerate(checks.promises, 1):
        where = _("Promise {number}, {level}", number=number, level=one_line(check.promise.level))
        if check.verdict == "cannot be kept":
            better = next(iter(wordings(plan, check)), "")
            mend = _("Choose a longer time, or more people at work.")
            if better:
                mend = _("This can be kept: “{better}”", better=better)
            yield Weak("not-kept", where, _("it cannot be kept by those who are at work"), mend)
        if check.unknown:
            what = _("nobody knows the hours of {names}", names=listed(check.unknown))
            yield Weak("no-hours", where, what, _("Name a region or a person of the plan, or give their hours."))
        if check.missing:
            names = listed(missing_words(check.missing))
            yield Weak("unsaid", where, _("it leaves out {names}", names=names), _("Say it, for nobody else can know."))
    for one in checks.contradictions:
        yield Weak("contradiction", _("Plan"), contradiction_words(one).rstrip(".。"), _("Keep the one that is true."))


def _phrases(text: str, phrases: Sequence[str]) -> Iterator[str]:
    """Yield the phrases that stand in a text as whole words, without those inside a longer one."""
    said = [one for one in phrases if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text, re.IGNORECASE)]
    yield from (one for one in said if not any(one != longer and one in longer for longer in said))
