"""What a participant is told before the first key press, and while waiting."""

from __future__ import annotations

from align.domain.model import Attribution, Phase, Plan
from align.domain.state import State
from align.sync.messages import Progress
from align.ui.present.counts import count, of
from align.ui.present.times import about_minutes, calendar_day

PHASE_WORDS: dict[Phase, str] = {
    "setup": "Welcome", "assume": "Assume", "reveal": "Reveal", "agree": "Agree", "sealed": "Charter", "pulse": "Pulse",
}  # fmt: skip

_SEEN: dict[Attribution, str] = {
    "named": "Answers carry names. When the round closes, everybody here sees who answered what.",
    "region": "When the round closes, answers are shown by region. No name is stored with an answer; nobody, not even"
    " the facilitator, can look it up.",
    "merged": "When the round closes, answers are shown all together. Neither name nor region is stored with them.",
}


def paragraphs(plan: Plan) -> list[tuple[str, str]]:
    """Return (heading, text) pairs for the welcome."""
    milestone = plan.milestone
    meaning = f" {milestone.meaning}" if milestone.meaning else ""
    prompts = count(len(plan.pack.prompts), "question")
    where = count(len(plan.regions), "region")
    this = (
        f"People in {where} work towards {milestone.name} on {calendar_day(milestone.date)}.{meaning} Everybody has"
        " assumptions that nobody has said yet. Here we say them: first alone and in writing, then together."
    )
    you = (
        f"Answer {prompts} in your own words and pace, about {round(plan.pack.minutes)} minutes. Write what you do, not"
        " what a process says. You can skip, come back and change answers until the round closes."
    )
    return [
        ("What this is", this),
        ("What you do", you),
        ("Who sees it", f"Until then nobody sees an answer. {_SEEN[plan.attribution]}{_fewest(plan)}"),
        ("Please", "No patient data, and nothing that identifies a patient."),
    ]


def pulse_paragraphs(state: State) -> list[tuple[str, str]]:
    """Return (heading, text) pairs for the pulse that is open: what it is, what stays, who will see it."""
    plan, pulse = state.the_plan, state.pulses[-1]
    force = f"Version {pulse.version} of the charter" if pulse.version else "The charter"
    asked = count(len(pulse.prompts), "question")
    minutes = about_minutes(sum(prompt.minutes for prompt in pulse.prompts))
    what = f"A pulse: how are the clauses lived? {force} stays in force, and a pulse changes nothing in it."
    you = f"{asked}, {minutes}. Say what you saw in the daily work. “No occasion” is an answer, and you can skip."
    return [
        ("What this is", what),
        ("What you do", you),
        ("Who sees it", f"Until the pulse is closed nobody sees an answer. {_seen(plan, 'pulse')}{_fewest(plan)}"),
        ("Please", "No patient data, and nothing that identifies a patient."),
    ]


def _seen(plan: Plan, what: str) -> str:
    return _SEEN[plan.attribution].replace("When the round closes", f"When the {what} closes")


def _fewest(plan: Plan) -> str:
    if plan.attribution == "named":
        return ""
    if plan.min_n == 1:
        return " An answer may stand alone: where a region has one person here, all know whose it is."
    return f" Fewer than {plan.min_n} answers are never shown by themselves."


def lobby_standing(progress: Progress, *, opened: bool, pulse: bool = False) -> str:
    """Say what one is waiting for."""
    if pulse:
        return "The pulse is open. Press enter to begin."
    if opened:
        return "The round is open. Press enter to begin."
    here = f" {of(progress.online, progress.expected)} people are here." if progress.expected else ""
    return f"The round is not open yet; it begins here by itself.{here}"


def waiting_words(progress: Progress, what: str = "round") -> str:
    """Say how far the team is, in numbers only; `what` will be closed: the round, the pulse."""
    close = f"The facilitator will close the {what}."
    if not progress.expected:
        return close
    if progress.done >= progress.expected:
        return f"Everybody is done. {close}"
    return f"{of(progress.done, progress.expected)} people are done. {close}"
