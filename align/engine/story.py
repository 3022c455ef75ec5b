"""What the simulated colleagues of the demo say: a small, plainly fictional story in three regions.

It is written so that every kind of finding appears: a blind spot about "urgent", a hidden agreement about what to
protect, open differences about silence. Any pack can be played: prompts the story does not know get plausible values.
"""

from __future__ import annotations

from random import Random
from typing import Any

from align.domain.model import EVERYONE
from align.domain.parts import after_part
from align.domain.prompts import Prompt
from align.domain.values import Value, check
from align.errors import Rejected

_HOURS, _DAYS = "hours", "days"


def working(amount: int, unit: str) -> dict[str, Any]:
    """Return a duration on the clock of working hours; `unit` is hours or days."""
    return {"amount": amount, "unit": unit, "clock": "working"}


def _at_once(first: str, amount: int, unit: str = _HOURS) -> dict[str, Any]:
    """What somebody does first, and the time on the clock until the next level."""
    return {"first": first, "after": {"amount": amount, "unit": unit, "clock": "elapsed"}}


def _evening(days: str, start: str, end: str) -> dict[str, Any]:
    return {"days": days.split(), "start": start, "end": end}


def _rights(**deciders: str) -> dict[str, dict[str, str]]:
    """Who decides what; the medical monitor must agree on deviations, and the lead of the region is informed."""
    rights = {decision.replace("_", "-"): {role: "decide"} for decision, role in deciders.items()}
    for decision, row in rights.items():
        if decision == "deviation":
            row.setdefault("medical-monitor", "must_agree")
        row.setdefault("region-lead", "inform")
    return rights


def _habits(**differently: str) -> dict[str, str]:
    """Where most cards belong for everybody, and what this person sees differently."""
    usual = {
        "language": "same", "cameras": "each-region", "recording": "same", "on-the-minute": "same-aim",
        "agenda": "same", "disagreeing": "same-aim", "client": "same", "managers": "each-region",
        "holiday-cover": "same-aim", "after-hours": "no-rule",
    }  # fmt: skip
    return usual | {card.replace("_", "-"): bucket for card, bucket in differently.items()}


ANSWERS: dict[str, dict[str, list[Value]]] = {
    "shared-habits": {
        "pune": [_habits(managers="same"), _habits(after_hours="each-region", managers="same"), _habits()],
        "boston": [_habits(on_the_minute="same"), _habits(disagreeing="same", on_the_minute="same"), _habits()],
        "basel": [_habits(on_the_minute="same"), _habits(cameras="no-rule"), _habits(holiday_cover="same")],
    },
    "success-fact": {
        "pune": [
            "All first visits are in the database by noon, Pune time, and no query is older than two days.",
            "The first patient's visit is entered and nobody had to work on a Saturday for it.",
            "The site says the start was easier than their last study.",
        ],
        "boston": [
            "The first patient is in on the date we told the board.",
            "We can show the first patient's data to the medical lead on the same day.",
            "The date in the contract was met.",
        ],
        "basel": [
            "The first patient is in, and every eligibility document is complete and signed.",
            "An inspector could open the file that morning and find nothing missing.",
            "No protocol deviation in the first visit.",
        ],
    },
    "protect-first": {
        "pune": [["quality", "workload"], ["quality", "date"], ["quality", "client-trust"]],
        "boston": [["quality", "date"], ["date", "quality"], ["quality", "client-trust"]],
        "basel": [["quality", "client-trust"], ["quality", "date"], ["quality", "scope"]],
    },
    "early-signs": {
        "pune": [["The site stops asking questions", "Import licence has no date"], ["Two queries stay open a week"]],
        "boston": [["The weekly report is late", "Nobody says a number"], ["Contract still with legal after ten days"]],
        "basel": [["Training records missing at one site"], ["Ethics committee asks a second time"]],
    },
    "confidence": {"pune": [6, 7, 6], "boston": [9, 8, 9], "basel": [6, 7, 5]},
    "shared-decisions": {
        "pune": [["Whether a site may start before its freezer has arrived"], ["Which consent form a new site gets"]],
        "boston": [["Whether a late patient may still be screened"], ["Adding a site"]],
        "basel": [["What counts as a protocol deviation"], ["Who may unblind in an emergency"]],
    },
    "decision-wait": {
        "pune": [working(1, _DAYS), working(1, _DAYS), working(2, _DAYS)],
        "boston": [working(4, _HOURS), working(4, _HOURS), working(1, _DAYS)],
        "basel": [working(1, _DAYS), working(2, _DAYS), working(1, _DAYS)],
    },
    "decision-overnight": {
        "pune": ["objection", "objection", "proposal"],
        "boston": ["final", "objection", "final"],
        "basel": ["proposal", "objection", "proposal"],
    },
    "who-decides": {
        "pune": [
            _rights(sites="region-lead", told_date="study-lead", deviation="medical-monitor", extra_work="study-lead"),
            _rights(sites="region-lead", told_date="project-manager", deviation="medical-monitor"),
            {**_rights(sites="study-lead", told_date="study-lead"), "Which courier a site may use": {"doer": "decide"}},
        ],
        "boston": [
            _rights(sites="project-manager", told_date="project-manager", extra_work="project-manager"),
            _rights(sites="project-manager", told_date="study-lead", extra_work="project-manager"),
            _rights(sites="study-lead", told_date="project-manager", deviation="study-lead"),
        ],
        "basel": [
            _rights(sites="study-lead", told_date="study-lead", deviation="medical-monitor", extra_work="study-lead"),
            _rights(sites="study-lead", told_date="study-lead", deviation="medical-monitor"),
            _rights(sites="study-lead", deviation="medical-monitor", extra_work="study-lead"),
        ],
    },
    "late-problem": {
        "pune": [_at_once("call", 2), _at_once("write", 12), _at_once("call", 1)],
        "boston": [_at_once("morning", 1, _DAYS), _at_once("write", 12), _at_once("act", 1, _DAYS)],
        "basel": [_at_once("cover", 4), _at_once("cover", 2), _at_once("write", 12)],
    },
    "emergency-hours": {
        "pune": [
            _evening("mon tue wed thu fri", "18:30", "22:00"),
            _evening("mon tue wed thu", "19:00", "21:00"),
            _evening("mon tue wed thu fri sat", "18:30", "21:00"),
        ],
        "boston": [
            _evening("", "", ""),
            _evening("mon tue wed thu", "18:00", "20:00"),
            _evening("mon tue wed thu", "19:00", "20:00"),
        ],
        "basel": [
            _evening("mon tue wed thu", "18:00", "20:30"),
            _evening("mon wed", "19:00", "20:00"),
            _evening("mon tue wed thu", "19:00", "21:00"),
        ],
    },
    "urgent": {
        "pune": ["at-once", "at-once", "today"],
        "boston": ["one-day", "today", "one-day"],
        "basel": ["channel", "today", "channel"],
    },
    "first-reply": {
        "pune": [working(4, _HOURS), working(1, _DAYS), working(4, _HOURS)],
        "boston": [working(1, _DAYS), working(1, _DAYS), working(4, _HOURS)],
        "basel": [working(1, _DAYS), working(1, _DAYS), working(2, _DAYS)],
    },
    "silence": {
        "pune": ["senior", "polite-no", "senior"],
        "boston": ["yes", "not-seen", "yes"],
        "basel": ["not-seen", "nothing", "not-seen"],
    },
    "normal-here": {
        "pune": ["“I will try” means: this will probably not work.", "We do not correct a senior person in a call."],
        "boston": ["“Let's take this offline” means: stop, I disagree.", "We answer e-mail while we eat."],
        "basel": ["No answer on Friday afternoon is normal.", "We say no first and think about it afterwards."],
    },
    "lost-trust": {
        "pune": ["A date was promised for us while we slept.", "We heard from the client what Boston had decided."],
        "boston": ["A delay was known for two weeks and nobody said it.", "Every question came back as a form."],
        "basel": ["Somebody started a site before the paper was signed.", "One mistake was discussed for a month."],
    },
}

GUESSES: dict[str, dict[str, dict[str, Value]]] = {
    # who guesses → about whom → what they expect
    "urgent": {
        "boston": {"pune": "one-day", "basel": "today", "boston": "one-day"},
        "pune": {"boston": "at-once", "basel": "today", "pune": "at-once"},
        "basel": {"pune": "today", "boston": "at-once", "basel": "channel"},
    },
    "protect-first": {
        "boston": {"pune": ["date", "cost"], "basel": ["scope", "cost"], "boston": ["quality", "date"]},
        "pune": {"boston": ["date", "cost"], "basel": ["quality", "scope"], "pune": ["quality", "workload"]},
        "basel": {"pune": ["date", "client-trust"], "boston": ["date", "cost"], "basel": ["quality", "date"]},
    },
    "silence": {
        "boston": {"pune": "yes", "basel": "yes", "boston": "yes"},
        "pune": {"boston": "polite-no", "basel": "not-seen", "pune": "senior"},
        "basel": {"pune": "not-seen", "boston": "yes", "basel": "not-seen"},
    },
    "confidence": {
        "boston": {"pune": 9, "basel": 8, "boston": 9},
        "pune": {"boston": 8, "basel": 6, "pune": 6},
        "basel": {"pune": 7, "boston": 9, "basel": 6},
    },
}

COMMENTS: dict[str, dict[str, str]] = {
    "urgent": {
        "pune": "Now, but please call; a message at night I may not see.",
        "boston": "If it were really urgent, somebody would call.",
        "basel": "By phone at once, in chat I read it as today.",
    },
    "emergency-hours": {"boston": "I have no cover for my children then.", "basel": "Back as a free Friday afternoon."},
    "silence": {"pune": "I would have to ask my manager before saying no."},
}

OBJECTION = "I cannot promise this on public holidays. Please name who covers them."
AMENDMENT = "On public holidays the cover that each region names beforehand answers."
OBJECTED = ("protect-first", "decision-wait")
"""The prompts whose clause one colleague objects to: at first, and to the end."""

REGIONAL: dict[str, str] = {
    "pune": "A decision taken while I sleep is open to my objection until the end of my next working day.",
    "boston": "A decision taken while I sleep is final, unless it costs more than a day of work.",
    "basel": "A decision taken while I sleep is a proposal until I confirm it, at the latest by noon.",
}
"""How the clause on decisions overnight ends: three ways, each legitimate."""


def answer(prompt: Prompt, region: str, turn: int, chance: Random) -> Value:
    """Return what the `turn`-th colleague of a region answers."""
    told = ANSWERS.get(prompt.id, {}).get(region, [None])
    value = told[turn % len(told)]
    return value if _fits(prompt, value) else plausible(prompt, chance)


def comment(prompt: Prompt, region: str, turn: int) -> str:
    """Return the word that the first colleague of a region adds."""
    return COMMENTS.get(prompt.id, {}).get(region, "") if turn == 0 else ""


def guess(prompt: Prompt, region: str, target: str, own: Value, chance: Random) -> Value:
    """Return what a colleague of `region` expects `target` to say; often, like people, the same as themselves."""
    told = GUESSES.get(prompt.id, {}).get(region, {}).get(region if target == EVERYONE else target)
    if _fits(prompt, told):
        return told
    return own if chance.random() < 0.7 else plausible(prompt, chance)


def _fits(prompt: Prompt, value: Value) -> bool:
    """Whether the story's value is an answer to this very prompt; another pack may use the same id."""
    try:
        return value is not None and check(prompt, value) is not None
    except Rejected:
        return False


def plausible(prompt: Prompt, chance: Random) -> Value:
    """Return an answer that somebody could give to any prompt."""
    ids = [option.id for option in prompt.options]
    match prompt.type:
        case "text":
            return chance.choice(["That we said it early.", "That nobody was surprised.", "That the date held."])
        case "list":
            return chance.sample(["Late data", "No answers", "A new name every week", "Open questions"], 2)[
                : prompt.most
            ]
        case "choice":
            return chance.choice(ids)
        case "choices":
            return chance.sample(ids, min(2, prompt.most, len(ids)))
        case "scale":
            return chance.choice(prompt.points).value
        case "rank":
            return chance.sample(ids, prompt.top or len(ids))
        case "duration":
            unit = _HOURS if _HOURS in prompt.units else prompt.units[0]
            return {"amount": chance.choice([2, 4, 8]), "unit": unit, "clock": prompt.clocks[0]}
        case "sort":
            buckets = [bucket.id for bucket in prompt.buckets]
            return {card: buckets[min(int(chance.expovariate(1.2)), len(buckets) - 1)] for card in ids}
        case "scenario":
            return {"first": chance.choice(ids), "after": plausible(after_part(prompt).prompt, chance)}
        case "window":
            return _evening(chance.choice(["mon wed", "mon tue wed thu"]), "18:00", chance.choice(["19:00", "21:00"]))
        case "decision_rights":
            roles = [role.id for role in prompt.roles]
            return {decision: {chance.choice(roles): "decide"} for decision in ids or ["Which supplier we take"]}
