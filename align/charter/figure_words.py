"""Plain sentences about figures: what a region expected, how far off it was, where two regions stand. No layout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from align.analysis.agreement import Agreement, Label
from align.analysis.reveal import GroupFigures, PairFigures, PartFigures, PromptFigures
from align.analysis.reveal.cuts import Cut
from align.analysis.states import State
from align.charter.explained import EXPLANATIONS, Explanation, Figure
from align.charter.wording import answered_words, counted, group_name, length, listed, place, region_name
from align.domain.events import Group
from align.domain.model import EVERYONE, Plan
from align.domain.prompts import Clock, Prompt
from align.domain.values import label
from align.language import ENGLISH, _, language, mark, retold, written

STATE_LETTERS: dict[State, str] = {
    "shared": "S", "hidden agreement": "H", "open difference": "O", "blind spot": "B",
}  # fmt: skip
STATE_NAMES: dict[State, str] = {
    "shared": mark("shared"), "hidden agreement": mark("hidden agreement"),
    "open difference": mark("open difference"), "blind spot": mark("blind spot"),
}  # fmt: skip
STATE_SHAPES: dict[State, str] = {
    "shared": "●", "hidden agreement": "◐", "open difference": "○", "blind spot": "◆",
}  # fmt: skip
_STATE_SENTENCES: dict[State, str] = {
    "shared": mark("{source} and {target} agree, and {source} knows it."),
    "hidden agreement": mark("{source} and {target} agree, and {source} thinks that they differ."),
    "open difference": mark("{source} and {target} differ, and {source} knows it."),
    "blind spot": mark("{source} and {target} differ, and {source} thinks that they agree."),
}


_LABELS: dict[Label, str] = {"aligned": mark("aligned"), "mixed": mark("mixed"), "split": mark("split")}
_MUTUAL = mark("{source} and {target} agree, and each thinks that they differ.")
_ON_CLOCKS: dict[str, str] = {"working": mark("in working time"), "elapsed": mark("in time on the clock")}
ABOUT_REGIONS = mark("People guessed about regions: who expected what of whom is shown by region only.")
"""Where answers are compared by party or by role."""
_FIGURES: dict[Figure, str] = {
    "middle answer": mark("middle answer"), "two people": mark("two people"), "alignment": mark("alignment"),
    "label": mark("label"), "bounds": mark("bounds"), "regional share": mark("regional share"), "gap": mark("gap"),
    "bias": mark("bias"), "congruency": mark("congruency"), "distance between": mark("distance between"),
    "state": mark("state"),
}  # fmt: skip
SHARES: dict[Cut, str] = {
    "region": mark("{share:.0f} % of the disagreement lies between regions."),
    "party": mark("{share:.0f} % of the disagreement lies between parties."),
    "role": mark("{share:.0f} % of the disagreement lies between roles."),
}
"""By what answers are compared → how much of the disagreement lies between those, in percent."""
MOST_TIED = 2
"""Items of the same rank that are named; more say nothing."""


class Explained(msgspec.Struct, frozen=True):
    """One figure in words: its value, what it is, how it is computed, and on which answers."""

    figure: Figure
    about: str
    """A group, a pair ("Boston → Pune"), or empty for all answers."""
    value: str
    on: str
    explanation: Explanation


def figure_name(figure: Figure) -> str:
    """Return what a figure is called."""
    return _(_FIGURES[figure])


def centre_words(prompt: Prompt, centre: Any) -> str:
    """Return a middle answer as a person would say it; empty where there is none."""
    if centre is None:
        return ""
    match prompt.type:
        case "duration":
            return length(prompt, centre["minutes"], centre["clock"])
        case "scale":
            return place(prompt, centre)
        case "choice" | "scenario":
            return _("“{words}”", words=label(prompt, centre))
        case "window":
            return str(centre)
        case "choices":
            return listed(_("“{words}”", words=option.label) for option in prompt.options if option.id in centre)
        case "rank":
            return _order(prompt, centre)
        case _:
            return "; ".join(f"{label(prompt, card)}: {label(prompt, bucket)}" for card, bucket in centre.items())


def _order(prompt: Prompt, ranks: Mapping[str, float]) -> str:
    """Return the items by rank, tied ones joined by "or", as many as the prompt asks for."""
    steps: list[str] = []
    named = 0
    for rank in sorted(set(ranks.values())):
        if named >= (prompt.top or len(ranks)):
            break
        tied = [option.label for option in prompt.options if ranks.get(option.id) == rank]
        named += len(tied)
        few = len(tied) <= MOST_TIED
        steps.append(listed((f"“{one}”" for one in tied), "or") if few else _("several alike"))
    return _(", then ").join(steps)


def shown_name(plan: Plan, group: GroupFigures) -> str:
    """Return what a group of shown answers is called."""
    return group_name(plan, Group(group.id, group.regions, ()))


def in_news(pairs: Sequence[PairFigures]) -> list[tuple[PairFigures, ...]]:
    """Return pairs as they are told, in their order: a hidden agreement in both directions is one piece of news.

    Each item is one pair, or the two directions of such an agreement, the one that came first in front.
    """
    hidden = {(pair.source, pair.target): pair for pair in pairs if pair.state == "hidden agreement"}
    told: list[tuple[PairFigures, ...]] = []
    for pair in pairs:
        back = hidden.get((pair.target, pair.source)) if pair.state == "hidden agreement" else None
        if back is None or back is pair:
            told.append((pair,))
        elif (back, pair) not in told:
            told.append((pair, back))
    return told


def pair_name(plan: Plan, pair: PairFigures, *, mutual: bool = False) -> str:
    """Return who guessed about whom: "Boston → Pune", or "Boston ↔ Pune" for both directions told as one."""
    if pair.source == EVERYONE:
        return _("Everyone about everyone")
    return f"{region_name(plan, pair.source)} {'↔' if mutual else '→'} {region_name(plan, pair.target)}"


def state_sentence(plan: Plan, pair: PairFigures, *, mutual: bool = False) -> str:
    """Return where two regions stand, as the first one sees it, or as both do (`mutual`, a hidden agreement); empty
    without a state.
    """
    if pair.state is None:
        return ""
    names = {"source": region_name(plan, pair.source), "target": region_name(plan, pair.target)}
    return _(_MUTUAL if mutual else _STATE_SENTENCES[pair.state], **names)


def apart_words(prompt: Prompt, pair: PairFigures) -> str:
    """Return how far the two middle answers lie apart: "2 steps apart"; empty where the type has no unit."""
    if pair.state is None:
        return ""
    if pair.apart is None:
        return _("on two different clocks")
    if prompt.type == "scale":
        return _("{steps} apart", steps=_steps(abs(pair.apart)))
    if prompt.type == "duration":
        return _("apart by a factor of {factor:.1f}", factor=max(pair.apart, 1 / pair.apart))
    return ""


def expectation(plan: Plan, prompt: Prompt, pair: PairFigures) -> str:
    """Return what was expected beside what was said; empty where there is no figure.

    "Boston expects Pune to want it faster than Pune said: 2 hours against 5 hours."
    """
    if pair.gap is None:
        return ""
    if language() != ENGLISH:
        return _expected_and_said(plan, prompt, pair)
    expects, they, said = _voices(plan, pair)
    if pair.bias is not None and pair.arrow == "·":
        return f"On average, what {expects} matches what {said}."
    if prompt.type == "scale" and pair.bias is not None:
        end = prompt.points[-1 if pair.bias > 0 else 0].label
        where = f"nearer to “{end}”" if end else ("higher" if pair.bias > 0 else "lower")
        return f"{expects} {they} to be {where} than {said}, by {_steps(abs(pair.bias))}."
    if prompt.type == "duration" and pair.bias is not None:
        guess, real = centre_words(prompt, pair.expected), centre_words(prompt, pair.said)
        beside = (
            f": {guess} against {real}" if guess != real else f", by a factor of {max(pair.bias, 1 / pair.bias):.1f}"
        )
        return f"{expects} {they} {_haste(prompt, pair.bias)} than {said}{beside}."
    guess, real = centre_words(prompt, pair.expected), centre_words(prompt, pair.said)
    if prompt.type in ("sort", "decision_rights") or not guess or not real:
        return ""
    if guess == real:
        return f"{expects} {they} to say {guess}, and so it is."
    return f"{expects} {they} to say {guess}; {said} {real}."


def _expected_and_said(plan: Plan, prompt: Prompt, pair: PairFigures) -> str:
    """The same beside each other, without the comparison: its words follow no other language's grammar."""
    guess, real = centre_words(prompt, pair.expected), centre_words(prompt, pair.said)
    if prompt.type in ("sort", "decision_rights") or not guess or not real:
        return ""
    if pair.source == EVERYONE:
        return _("People here expected: {guess}. Most said: {real}.", guess=guess, real=real)
    source, target = region_name(plan, pair.source), region_name(plan, pair.target)
    if pair.about_own:
        return _(
            "{source} expected of its own people: {guess}. They said: {real}.", source=source, guess=guess, real=real
        )
    return _(
        "{source} expected of {target}: {guess}. {target} said: {real}.",
        source=source, target=target, guess=guess, real=real,
    )  # fmt: skip


def _voices(plan: Plan, pair: PairFigures) -> tuple[str, str, str]:
    """Return (who expects, whom, who said) so that they fit into one sentence."""
    if pair.source == EVERYONE:
        return "people here expect", "most", "most said"
    source, target = region_name(plan, pair.source), region_name(plan, pair.target)
    whom = "its own people" if pair.about_own else target
    return f"{source} expects", whom, f"{'they' if pair.about_own else target} said"


def _haste(prompt: Prompt, bias: float) -> str:
    if prompt.area == "escalation":
        return f"to want it {'faster' if bias < 1 else 'more slowly'}"
    return f"to name a {'shorter' if bias < 1 else 'longer'} time"


def gap_words(prompt: Prompt, pair: PairFigures) -> str:
    """Return the assumption gap as a figure: "0.21 (0.8 steps) ▼"; empty without one."""
    if pair.gap is None:
        return ""
    unit = ""
    if pair.in_unit is not None:
        unit = (
            f" ({_steps(pair.in_unit)})"
            if prompt.type == "scale"
            else f" ({_('a factor of {factor:.1f}', factor=pair.in_unit)})"
        )
    return f"{written(f'{pair.gap:.2f}')}{unit} {pair.arrow}".rstrip()


def bias_words(prompt: Prompt, pair: PairFigures) -> str:
    """Return the bias as a figure: "1.3 steps below", "2.0 times as long"; empty without one."""
    if pair.bias is None:
        return ""
    if prompt.type == "duration":
        if pair.bias >= 1:
            return _("{factor:.1f} times as long", factor=pair.bias)
        return _("{factor:.1f} times as short", factor=1 / pair.bias)
    if pair.arrow == "·":
        return _("none")
    steps = _steps(abs(pair.bias))
    return _("{steps} above", steps=steps) if pair.bias > 0 else _("{steps} below", steps=steps)


def agreement_words(found: Agreement, *, labelled: bool) -> str:
    """Return "Alignment 0.62, mixed." with what makes it split; below three answers that there is no such word."""
    if not labelled:
        return _(
            "Alignment {alignment:.2f}; two answers are too few to call them aligned or split.",
            alignment=found.alignment,
        )
    name = _(", ").join([_(_LABELS[found.label]), *([_("two camps")] if found.two_camps else [])])
    return _("Alignment {alignment:.2f}, {label}.", alignment=found.alignment, label=name)


def clock_words(clock: str) -> str:
    """Return "in working time", "in time on the clock"; empty for types without a clock."""
    return _(_ON_CLOCKS.get(clock, ""))


def _steps(steps: float) -> str:
    return _("{steps:.1f} steps", steps=steps) if f"{steps:.1f}" != "1.0" else _("1 step")


# ---- each figure, with its explanation ------------------------------------------------------------------------------


def explained(plan: Plan, prompt: Prompt, figures: PromptFigures) -> tuple[Explained, ...]:
    """Return every figure of a prompt in words, each with what it is and on which answers."""
    found: list[Explained] = []
    for part in figures.parts:
        found += _of_part(plan, prompt, figures, part)
    for pair in figures.pairs:
        found += _of_pair(plan, prompt, pair)
    return tuple(one for one in found if one.value)


def _of_part(plan: Plan, prompt: Prompt, figures: PromptFigures, part: PartFigures) -> list[Explained]:
    on = " ".join(filter(None, (counted(part.n, "answer"), clock_words(part.clock))))
    agreed, bounds = part.agreement, part.bounds
    found = [_explained("middle answer", "", centre_words(prompt, part.centre), on)]
    if agreed is not None:
        found += [
            _explained("two people", "", retold(agreed.sentence), on),
            _explained("alignment", "", written(f"{agreed.alignment:.2f}"), on),
            _explained("label", "", _(_LABELS[agreed.label]) if part.labelled else "", on),
        ]
    if bounds is not None and bounds.answered < bounds.asked:
        between = _("{low:.2f} to {high:.2f}", low=bounds.low, high=bounds.high)
        answered = answered_words(bounds.answered, bounds.asked)
        found.append(_explained("bounds", "", between, answered))
    if part.regional_share is not None:
        names = listed(region_name(plan, region) for region in part.share_of)
        own = _("the answers of {who}", who=names)
        found.append(_explained("regional share", "", written(f"{part.regional_share:.2f}"), own))
    for group in part.groups:
        name, own = shown_name(plan, group), counted(group.n, "answer")
        found.append(_explained("middle answer", name, centre_words(prompt, group.centre), own))
        if group.agreement is not None:
            few = f" ({_('few answers')})" if group.shows == "few" else ""
            found.append(_explained("alignment", name, written(f"{group.agreement.alignment:.2f}") + few, own))
    return found


def _of_pair(plan: Plan, prompt: Prompt, pair: PairFigures) -> list[Explained]:
    name = pair_name(plan, pair)
    guesses = counted(pair.guesses, "guess", "guesses")
    whose = _("the answers of all")
    if pair.source != EVERYONE:
        whose = _("the answers of {who}", who=region_name(plan, pair.target))
    on = _("{guesses}, and {whose}", guesses=guesses, whose=whose)
    if pair.compared < pair.guesses:
        left = pair.guesses - pair.compared
        on = _("{guesses}, {n} of them on another clock, and {whose}", guesses=guesses, n=left, whose=whose)
    state = _(STATE_NAMES[pair.state]) if pair.state is not None else ""
    found = [_explained("state", name, state, _("{guesses} and the middle answers of both", guesses=guesses))]
    if pair.gap is not None:
        found += [_explained("gap", name, gap_words(prompt, pair), on)]
        found += [_explained("bias", name, bias_words(prompt, pair), on)]
    if pair.congruency is not None:
        own = _("{guesses} and the guessers' own answers", guesses=guesses)
        found += [_explained("congruency", name, written(f"{pair.congruency:.2f}"), own)]
    if pair.agreement is not None:
        found += [_explained("distance between", name, written(f"{pair.agreement:.2f}"), _("the answers of both"))]
    return found


def _explained(figure: Figure, about: str, value: str, on: str) -> Explained:
    return Explained(figure, about, value, on, EXPLANATIONS[figure])


def reach_words(prompt: Prompt, group: GroupFigures, clock: Clock | str) -> str:
    """Return a group's lowest and highest answer: "1 hour to 2 days"; empty for types without a line."""
    if group.low is None or group.high is None:
        return ""
    if prompt.type == "duration":
        on: Clock = "elapsed" if clock == "elapsed" else "working"
        ends = [length(prompt, minutes, on) for minutes in (group.low, group.high)]
    else:
        ends = [place(prompt, value) for value in (group.low, group.high)]
    return _(" to ").join(dict.fromkeys(ends))
