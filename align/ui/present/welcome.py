"""What a participant is told before the first key press, and while waiting."""

from __future__ import annotations

from align.domain.model import Attribution, Phase, Plan
from align.domain.state import State
from align.language import _, mark, plural
from align.sync.messages import Progress
from align.ui.present.counts import count
from align.ui.present.times import about_minutes, calendar_day

PHASE_WORDS: dict[Phase, str] = {
    "setup": mark("Welcome"), "assume": mark("Assume"), "reveal": mark("Reveal"), "agree": mark("Talk and draft"),
    "sealed": mark("Charter"), "pulse": mark("Pulse"),
}  # fmt: skip

_SEEN: dict[Attribution, str] = {
    "named": mark("Answers carry names. When the round closes, everybody here sees who answered what."),
    "region": mark(
        "When the round closes, answers are shown by region. No name is stored with an answer; nobody, not even"
        " the facilitator, can look it up."
    ),
    "merged": mark(
        "When the round closes, answers are shown all together. Neither name nor region is stored with them."
    ),
}
_SEEN_IN_PULSE: dict[Attribution, str] = {
    "named": mark("Answers carry names. When the pulse closes, everybody here sees who answered what."),
    "region": mark(
        "When the pulse closes, answers are shown by region. No name is stored with an answer; nobody, not even"
        " the facilitator, can look it up."
    ),
    "merged": mark(
        "When the pulse closes, answers are shown all together. Neither name nor region is stored with them."
    ),
}


def paragraphs(plan: Plan) -> list[tuple[str, str]]:
    """Return (heading, text) pairs for the welcome."""
    milestone = plan.milestone
    minutes = max(1, round(plan.pack.minutes))
    this = [
        _(
            "People in {regions} work towards {milestone} ({day}).",
            regions=count(len(plan.regions), "region"), milestone=milestone.name, day=calendar_day(milestone.date),
        ),
        milestone.meaning,
        _(
            "Everybody has assumptions that nobody has said yet. Here we say them: first alone and in writing, then"
            " together."
        ),
    ]  # fmt: skip
    you = _(
        "Answer {questions} in your own words and pace, about {minutes}. Write what you do, not what a process says."
        " You can skip, come back and change answers until the round closes.",
        questions=count(len(plan.pack.prompts), "question"), minutes=count(minutes, "minute"),
    )  # fmt: skip
    seen = [_("Until then nobody sees an answer."), _(_SEEN[plan.attribution]), _fewest(plan)]
    return [
        (_("What this is"), " ".join(filter(None, this))),
        (_("What you do"), you),
        (_("Who sees it"), " ".join(filter(None, seen))),
        (_("Please"), _("No patient data, and nothing that identifies a patient.")),
    ]


LEAVING = mark("ctrl+c leaves at any time. Nothing that you gave is lost, and the same command brings you back here.")


def pulse_paragraphs(state: State) -> list[tuple[str, str]]:
    """Return (heading, text) pairs for the pulse that is open: what it is, what stays, who will see it."""
    plan, pulse = state.the_plan, state.pulses[-1]
    force = _("The charter stays in force, and a pulse changes nothing in it.")
    if pulse.version:
        force = _(
            "Version {version} of the charter stays in force, and a pulse changes nothing in it.", version=pulse.version
        )
    asked = count(len(pulse.prompts), "question")
    minutes = about_minutes(sum(prompt.minutes for prompt in pulse.prompts))
    you = _("Say what you saw in the daily work. “No occasion” is an answer, and you can skip.")
    seen = [_("Until the pulse is closed nobody sees an answer."), _(_SEEN_IN_PULSE[plan.attribution]), _fewest(plan)]
    return [
        (_("What this is"), f"{_('A pulse: how are the clauses lived?')} {force}"),
        (_("What you do"), f"{asked}{_(', ')}{minutes}{_('. ')}{you}"),
        (_("Who sees it"), " ".join(filter(None, seen))),
        (_("Please"), _("No patient data, and nothing that identifies a patient.")),
    ]


def _fewest(plan: Plan) -> str:
    if plan.attribution == "named":
        return ""
    if plan.min_n == 1:
        return _("An answer may stand alone: where a region has one person here, all know whose it is.")
    return _("Fewer than {n} answers are never shown by themselves.", n=plan.min_n)


def lobby_standing(progress: Progress, *, opened: bool, pulse: bool = False) -> str:
    """Say what one is waiting for."""
    if pulse:
        return _("The pulse is open. Press enter to begin.")
    if opened:
        return _("The round is open. Press enter to begin.")
    waiting = _("The round is not open yet; it begins here by itself.")
    if not progress.expected:
        return waiting
    return f"{waiting} {_here(progress)}"


def waiting_words(progress: Progress, *, pulse: bool = False) -> str:
    """Say how far the team is, in numbers only; the round or the pulse will be closed."""
    close = _("The facilitator will close the pulse.") if pulse else _("The facilitator will close the round.")
    if not progress.expected:
        return close
    if progress.done >= progress.expected:
        return f"{_('Everybody is done.')} {close}"
    done = plural(
        progress.done, "{n} of {all} people is done.", "{n} of {all} people are done.",
        n=progress.done, all=progress.expected,
    )  # fmt: skip
    return f"{done} {close}"


def _here(progress: Progress) -> str:
    return plural(
        progress.online, "{n} of {all} people is here.", "{n} of {all} people are here.",
        n=progress.online, all=progress.expected,
    )  # fmt: skip
