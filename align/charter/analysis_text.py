"""The analysis of a workshop as lines of text and as JSON: agenda, four-state map, figures. Nothing by colour alone."""

from __future__ import annotations

from typing import Any

import msgspec

from align.analysis.reveal import GroupFigures, PartFigures, PromptFigures, WorkshopFigures, read_workshop
from align.analysis.reveal.cuts import Cut, cut_plan, recut, why_not_cut
from align.analysis.states import State
from align.charter.explained import EXPLANATIONS
from align.charter.figure_words import (
    ABOUT_REGIONS,
    SHARES,
    STATE_LETTERS,
    STATE_NAMES,
    STATE_SHAPES,
    agreement_words,
    apart_words,
    centre_words,
    clock_words,
    expectation,
    explained,
    figure_name,
    gap_words,
    in_news,
    pair_name,
    reach_words,
    shown_name,
    state_sentence,
)
from align.charter.pulses import pulses_facts, pulses_lines
from align.charter.wording import answered_words, begun, counted, filled, one_line, region_name
from align.domain.model import Plan
from align.domain.prompts import Prompt
from align.domain.state import State as Workshop
from align.domain.values import label
from align.errors import UserError
from align.language import _, mark, retold, written

WIDTH = 96
TITLE_WIDTH = 28
NOT_YET = mark("The round is not closed yet: answers are hidden, so there is nothing to analyse.")

Pair = tuple[str, str]


def analysis_facts(name: str, state: Workshop, cut: Cut = "region") -> dict[str, Any]:
    """Return all figures of what everybody may see as plain JSON-able data, with sentences and explanations.

    In another cut than by region the groups are parties or roles; raises UserError where answers do not allow it.
    """
    plan, found = _read(state, cut)
    return {
        "name": name,
        "title": plan.title,
        "by": cut,
        "guesses": "" if cut == "region" else ABOUT_REGIONS,
        "agenda": {
            "good_news": [list(one) for one in found.agenda.good_news],
            "talk": list(found.agenda.talk),
        },
        "prompts": [_prompt_facts(plan, figures) for figures in found.prompts],
        **pulses_facts(state),
        "explanations": msgspec.to_builtins(EXPLANATIONS),
    }


def _prompt_facts(plan: Plan, figures: PromptFigures) -> dict[str, Any]:
    prompt = plan.prompt(figures.prompt)
    facts: dict[str, Any] = msgspec.to_builtins(figures)
    for part, given in zip(figures.parts, facts["parts"], strict=True):
        given["centre_words"] = centre_words(prompt, part.centre)
    for pair, given in zip(figures.pairs, facts["pairs"], strict=True):
        given["sentences"] = [one for one in (state_sentence(plan, pair), expectation(plan, prompt, pair)) if one]
        given["arrow"] = pair.arrow
    facts["figures"] = [
        {"figure": one.figure, "about": one.about, "value": one.value, "on": one.on}
        for one in explained(plan, prompt, figures)
    ]
    return facts


def _read(state: Workshop, cut: Cut) -> tuple[Plan, WorkshopFigures]:
    """Return the figures in a cut, and the plan with its groups in the place of regions."""
    why_not = why_not_cut(state.the_plan, cut)
    if why_not:
        raise UserError(why_not)
    shown = {prompt: recut(state.the_plan, revealed, cut)[1] for prompt, revealed in state.revealed.items()}
    plan = cut_plan(state.the_plan, cut)
    return plan, read_workshop(plan, shown)


def _head(title: str, name: str, cut: Cut) -> str:
    if cut == "region":
        return _("{title} ({name}): what the answers show", title=title, name=name)
    by = _("party") if cut == "party" else _("role")
    return _("{title} ({name}): what the answers show, by {cut}", title=title, name=name, cut=by)


def analysis_text(name: str, state: Workshop, cut: Cut = "region") -> str:
    """Return the same for people: agenda, map, each prompt in the order of the agenda, and what the figures mean."""
    plan, found = _read(state, cut)
    lines = [_head(one_line(plan.title), name, cut)]
    if not found.prompts:
        return "\n".join([*lines, _(NOT_YET)])
    pulses = pulses_lines(state) if cut == "region" else []
    lines += ["", *pulses, "", _("Round 1")] if pulses else []
    about = map_lines(plan, found) if cut == "region" else [_(ABOUT_REGIONS)]
    lines += ["", *agenda_lines(plan, found), "", *about]
    for prompt_id in found.agenda.talk:
        lines += ["", *prompt_lines(plan, found.prompt(prompt_id), cut)]
    return "\n".join([*lines, "", *meaning_lines(plan, found)])


# ---- agenda and map ------------------------------------------------------------------------------------------------


def agenda_lines(plan: Plan, found: WorkshopFigures) -> list[str]:
    """Return what to talk about: hidden agreements as good news, then prompts, the widest blind spot first."""
    lines = [_("Agenda")]
    if found.agenda.good_news:
        lines.append(f"  {_('Good news first: agreement that nobody knew of')}")
    for prompt_id in dict.fromkeys(prompt for prompt, *_pair in found.agenda.good_news):
        agreed = [pair for pair in found.prompt(prompt_id).pairs if pair.state == "hidden agreement"]
        for news in in_news(agreed):
            said = state_sentence(plan, news[0], mutual=len(news) > 1)
            lines.append(f"    {one_line(plan.prompt(prompt_id).title)}: {said}")
    lines.append(f"  {_('Then, in this order')}")
    for number, prompt_id in enumerate(found.agenda.talk, 1):
        why = _why(plan, found.prompt(prompt_id))
        lines.append(f"    {number:>2}. {one_line(plan.prompt(prompt_id).title)}{f': {why}' if why else ''}")
    return lines


def _why(plan: Plan, figures: PromptFigures) -> str:
    """Return what puts a prompt where it is: its widest blind spot or difference, else the spread inside groups."""
    prompt = plan.prompt(figures.prompt)
    wanted: tuple[State, State] = ("blind spot", "open difference")
    for state in wanted:
        pairs = [pair for pair in figures.pairs if pair.state == state]
        if pairs:
            widest = max(pairs, key=lambda pair: pair.distance or 0.0)
            apart = apart_words(prompt, widest)
            return f"{_(STATE_NAMES[state])} {pair_name(plan, widest)}{f', {apart}' if apart else ''}"
    if not prompt.closed:
        return _("texts, to be read side by side")
    if not figures.parts:
        return _("nothing may be shown")
    return _("spread inside groups {inside:.2f}", inside=figures.standing().inside)


def map_lines(plan: Plan, found: WorkshopFigures) -> list[str]:
    """Return the four-state map: prompts by ordered pairs, each state with its letter and its shape.

    Pairs without any state are left out; what is too wide is continued below.
    """
    pairs = [
        (here.id, there.id)
        for here in plan.regions
        for there in plan.regions
        if any((here.id, there.id) in figures.standing().states for figures in found.prompts)
    ]
    if not pairs:
        return [_("Four-state map: no pair of regions has one. It takes guesses about regions that are shown alone.")]
    letters = {region.id: region.letter for region in plan.regions}
    rows = [figures for figures in found.prompts if figures.standing().states]
    lines = [_("Four-state map (P→B: how P sees B)")]
    room = (WIDTH - TITLE_WIDTH - 2) // 6
    for start in range(0, len(pairs), room):
        part = pairs[start : start + room]
        heads = "".join(f"{letters[here]}→{letters[there]}".ljust(6) for here, there in part)
        lines.append(f"  {'':<{TITLE_WIDTH}}{heads}".rstrip())
        lines += [_map_row(figures, part) for figures in rows]
    lines.append("  " + "   ".join(map(_state_words, STATE_LETTERS)))
    lines.append(f"  –   {_('too few people, no guess, or no single middle answer')}")
    names = ", ".join(f"{region.letter} {region_name(plan, region.id)}" for region in plan.regions)
    return [*lines, f"  {names}"]


def _map_row(figures: PromptFigures, pairs: list[Pair]) -> str:
    states = figures.standing().states
    cells = []
    for pair in pairs:
        found = states.get(pair)
        cells.append(f"{STATE_LETTERS[found.state]} {STATE_SHAPES[found.state]}" if found else "–")
    title = one_line(figures.title)
    short = title if len(title) < TITLE_WIDTH else title[: TITLE_WIDTH - 2] + "…"
    return f"  {short:<{TITLE_WIDTH}}{''.join(cell.ljust(6) for cell in cells)}".rstrip()


def _state_words(state: State) -> str:
    return f"{STATE_LETTERS[state]} {STATE_SHAPES[state]} {_(STATE_NAMES[state])}"


# ---- one prompt ----------------------------------------------------------------------------------------------------


def prompt_lines(plan: Plan, figures: PromptFigures, cut: Cut = "region") -> list[str]:
    """Return the figures of one prompt in words."""
    prompt = plan.prompt(figures.prompt)
    answered = answered_words(figures.answered, figures.asked)
    late = _("{answers} not in the figures", answers=counted(figures.late, "late answer")) if figures.late else ""
    lines = [
        f"{one_line(prompt.title)}: {filled(plan, prompt.text)}",
        f"  {_(', ').join(filter(None, (answered, late)))}",
    ]
    if not prompt.closed:
        return [*lines, f"  {_('Texts have no figure: read them side by side.')}"]
    if not figures.parts:
        return [*lines, f"  {_('Too few answers to show anything without giving somebody away.')}"]
    for part in figures.parts:
        lines += _part_lines(plan, prompt, part, cut, several=len(figures.parts) > 1)
    return lines + _pair_lines(plan, prompt, figures)


def _part_lines(plan: Plan, prompt: Prompt, part: PartFigures, cut: Cut, *, several: bool) -> list[str]:
    lines = [f"  {counted(part.n, 'answer')} {clock_words(part.clock)}:"] if several else []
    if part.agreement is not None:
        lines.append(f"  {retold(part.agreement.sentence)} {agreement_words(part.agreement, labelled=part.labelled)}")
    bounds = part.bounds
    if bounds is not None and bounds.answered < bounds.asked:
        missing = counted(bounds.asked - bounds.answered, "missing answer")
        between = _("{low:.2f} to {high:.2f}", low=bounds.low, high=bounds.high)
        lines.append(f"  {_('With the {missing}, alignment would be {between}.', missing=missing, between=between)}")
    if part.regional_share is not None:
        lines.append(f"  {_(SHARES[cut], share=100 * part.regional_share)}")
    lines += [
        f"    {shown_name(plan, group)}, n {group.n}: {_group_words(prompt, part, group)}" for group in part.groups
    ]
    return lines + (_cards_apart(plan, prompt, part) if prompt.type in ("sort", "decision_rights") else [])


def _group_words(prompt: Prompt, part: PartFigures, group: GroupFigures) -> str:
    if group.shows not in ("few", "all"):
        return _("too few for figures")
    figure = ""
    if group.agreement and group.shows == "all":
        figure = f"{figure_name('alignment')} {written(f'{group.agreement.alignment:.2f}')}"
    few = _("few answers") if group.shows == "few" else ""
    middle, reach = "", reach_words(prompt, group, part.clock)
    if prompt.type not in ("sort", "decision_rights"):
        middle = _("no single middle answer")
        if group.centre:
            middle = _("middle {answer}", answer=centre_words(prompt, group.centre))
    return ", ".join(filter(None, (middle, reach if reach not in middle else "", figure, few)))


def _cards_apart(plan: Plan, prompt: Prompt, part: PartFigures) -> list[str]:
    """Return the cards that groups put in different places, a line each."""
    lines = []
    for card in prompt.options:
        led = [(shown_name(plan, group), (group.centre or {}).get(card.id)) for group in part.groups]
        found = [(name, bucket) for name, bucket in led if bucket]
        if len({bucket for _, bucket in found}) > 1:
            lines.append(f"    {card.label}: " + "; ".join(f"{name} {label(prompt, bucket)}" for name, bucket in found))
    return [f"  {_('Put in different places:')}", *lines] if lines else []


def _pair_lines(plan: Plan, prompt: Prompt, figures: PromptFigures) -> list[str]:
    lines: list[str] = []
    for pair in figures.pairs:
        head = [f"    {pair_name(plan, pair)}"]
        if pair.state is not None:
            head.append(_state_words(pair.state))
        if pair.gap is not None:
            head.append(f"{figure_name('gap')} {gap_words(prompt, pair)}")
        sentences = " ".join(filter(None, (state_sentence(plan, pair), expectation(plan, prompt, pair))))
        if len(head) > 1:
            lines.append(" · ".join(head))
            lines += [f"      {sentences[:1].upper()}{sentences[1:]}"] if sentences else []
    return [f"  {_('What was expected of whom:')}", *lines] if lines else []


def meaning_lines(plan: Plan, found: WorkshopFigures) -> list[str]:
    """Return what each figure that occurs is, how it is computed, and what it does not say."""
    used = {one.figure for figures in found.prompts for one in explained(plan, plan.prompt(figures.prompt), figures)}
    lines = [_("What the figures mean")]
    for figure, told in EXPLANATIONS.items():
        if figure in used:
            name = begun(figure_name(figure))
            lines += [f"  {name}. {_(told.what)}", f"    {_(told.how)} {_(told.limit)}"]
    return lines
