"""What a participant is told before the first key press, and while waiting."""

from __future__ import annotations

from align.domain.model import Attribution, Phase, Plan
from align.sync.messages import Progress
from align.ui.present.counts import count, of
from align.ui.present.times import calendar_day

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


def _fewest(plan: Plan) -> str:
    if plan.attribution == "named":
        return ""
    if plan.min_n == 1:
        return " An answer may stand alone: where a region has one person here, all know whose it is."
    return f" Fewer than {plan.min_n} answers are never shown by themselves."


def lobby_standing(progress: Progress, *, opened: bool) -> str:
    """Say what one is waiting for."""
    if opened:
        return "The round is open. Press enter to begin."
    here = f" {of(progress.online, progress.expected)} people are here." if progress.expected else ""
    return f"The round is not open yet; it begins here by itself.{here}"


def waiting_words(progress: Progress) -> str:
    """Say how far the team is, in numbers only."""
    if not progress.expected:
        return "The facilitator will close the round."
    if progress.done >= progress.expected:
        return "Everybody is done. The facilitator will close the round."
    return f"{of(progress.done, progress.expected)} people are done. The facilitator will close the round."
