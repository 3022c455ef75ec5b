"""A prompt's figures as lines: what two people would find, the label, bounds, groups, states and expectations."""

from __future__ import annotations

from textual.content import Content

from align.analysis.reveal import GroupFigures, PairFigures, PartFigures, PromptFigures
from align.analysis.reveal.cuts import Cut
from align.analysis.states import State
from align.charter.figure_words import (
    SHARES,
    STATE_LETTERS,
    STATE_NAMES,
    STATE_SHAPES,
    agreement_words,
    apart_words,
    centre_words,
    clock_words,
    expectation,
    gap_words,
    in_news,
    pair_name,
    reach_words,
    shown_name,
    state_sentence,
)
from align.charter.wording import counted, region_name
from align.domain.model import EVERYONE, Plan
from align.domain.prompts import Prompt
from align.language import _, mark, plural, retold, written
from align.ui.present.reading import STATES
from align.ui.say import ours, region_badge, say
from align.ui.screens.shared.layout import hanging, headed
from align.ui.widgets.bars import fit

STATE_STYLES: dict[State, str] = {
    "shared": "$quiet", "hidden agreement": "$success", "open difference": "$accent", "blind spot": "$warning",
}  # fmt: skip
FEW = mark("few answers: no number")

MOST_SENTENCES = 12
_CELL = 7


def state_badge(state: State | None) -> Content:
    """Return a state's letter and shape in its colour, two cells; blank without one."""
    if state is None:
        return ours("  ")
    return ours(f"{STATE_LETTERS[state]}{STATE_SHAPES[state]}", STATE_STYLES[state])


def state_lines(plan: Plan, figures: PromptFigures, width: int) -> list[Content]:
    """Return a line a state that some pair is in, what to talk about first comes first."""
    lines: list[Content] = []
    for state in STATES:
        news = in_news([pair for pair in figures.pairs if pair.state == state])
        names = [pair_name(plan, told[0], mutual=len(told) > 1) for told in news]
        if names:
            many = (
                _("{state} in {n} pairs", state=_(STATE_NAMES[state]), n=len(names))
                if len(names) > 3
                else f"{_(STATE_NAMES[state])}: {', '.join(names)}"
            )
            lines += hanging(Content.assemble(state_badge(state), " "), say(many, STATE_STYLES[state]), width)
    return lines


def figure_lines(plan: Plan, prompt: Prompt, figures: PromptFigures, cut: Cut, width: int) -> list[Content]:
    """Return how close answers are, in words and numbers, and by group; nothing where nothing can be compared."""
    several = len(figures.parts) > 1
    lines: list[Content] = []
    for part in figures.parts:
        if several:
            lines += [Content(""), ours(f"{counted(part.n, 'answer')} {clock_words(part.clock)}", "bold")]
        for text, style in _sentences(part, cut):
            lines += say(text, style).wrap(width)
        for group in part.groups:
            name = Content.assemble(say(shown_name(plan, group), "bold"), ours(f" {group.n}  ", "$quiet"))
            head = Content.assemble("  ", region_badge(plan, group.id), " ")
            lines += hanging(head, Content.assemble(name, _group_words(prompt, part, group)), width)
    if figures.late:
        late = plural(
            figures.late, "{n} late answer not in the figures.", "{n} late answers not in the figures.", n=figures.late
        )
        lines += ours(late, "$quiet").wrap(width)
    return [Content(""), *lines] if lines else []


def _sentences(part: PartFigures, cut: Cut) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    if part.agreement is not None:
        found.append((retold(part.agreement.sentence), "bold"))
        found.append((agreement_words(part.agreement, labelled=part.labelled), ""))
    bounds = part.bounds
    if bounds is not None and bounds.answered < bounds.asked:
        missing = bounds.asked - bounds.answered
        text = plural(
            missing,
            "With the {n} missing answer it would be {low:.2f} to {high:.2f}.",
            "With the {n} missing answers it would be {low:.2f} to {high:.2f}.",
            n=missing, low=bounds.low, high=bounds.high,
        )  # fmt: skip
        found.append((text, "$quiet"))
    if part.regional_share is not None:
        share = _(SHARES[cut], share=100 * part.regional_share)
        found.append((share, "$quiet"))
    return found


def _group_words(prompt: Prompt, part: PartFigures, group: GroupFigures) -> Content:
    if group.shows not in ("few", "all"):
        return ours(_(FEW), "$quiet")
    parts = []
    if prompt.type not in ("sort", "decision_rights"):
        middle = centre_words(prompt, group.centre) if group.centre is not None else ""
        parts.append(_("middle {middle}", middle=middle) if middle else _("no single middle answer"))
        reach = reach_words(prompt, group, part.clock)
        parts += [reach] if reach and reach not in middle else []
    if group.shows == "all" and group.agreement is not None:
        parts.append(_("alignment {alignment:.2f}", alignment=group.agreement.alignment))
    few = ours(f"{' · ' if parts else ''}{_(FEW)}", "$quiet") if group.shows == "few" else Content("")
    return Content.assemble(say(" · ".join(parts)), few)


# ---- expectations --------------------------------------------------------------------------------------------------


def expectation_lines(plan: Plan, prompt: Prompt, figures: PromptFigures, width: int) -> list[Content]:
    """Return who guessed how well about whom: a matrix of gaps and arrows, and a sentence a pair."""
    shown = [pair for pair in figures.pairs if pair.state is not None or pair.gap is not None]
    if not shown:
        return []
    lines = headed(_("Expected, and said"))
    lines += _matrix(plan, prompt, figures, width)
    order = {state: place for place, state in enumerate(STATES)}
    shown.sort(key=lambda pair: len(order) if pair.state is None else order[pair.state])
    news = in_news(shown)
    for told in news[:MOST_SENTENCES]:
        lines += _pair_lines(plan, prompt, told, width)
    left = len(news) - MOST_SENTENCES
    more = plural(
        left,
        "{n} more pair without a sentence here; i lists their figures, m maps them.",
        "{n} more pairs without a sentence here; i lists their figures, m maps them.",
        n=left,
    )
    return [*lines, *(ours(more, "$quiet").wrap(width) if left > 0 else [])]


def _pair_lines(plan: Plan, prompt: Prompt, news: tuple[PairFigures, ...], width: int) -> list[Content]:
    """One pair, or both directions of a hidden agreement with what each side expected."""
    pair, mutual = news[0], len(news) > 1
    apart = apart_words(prompt, pair) if pair.state in ("open difference", "blind spot") else ""
    expected = [expectation(plan, prompt, one) for one in news]
    told = [state_sentence(plan, pair, mutual=mutual), *expected, _("They are {apart}.", apart=apart) if apart else ""]
    text = " ".join(filter(None, told))
    if not text and pair.gap is not None:
        text = _("Gap {gap}.", gap=gap_words(prompt, pair))
    told_upper = say(f"{text[:1].upper()}{text[1:]}")
    whole = Content.assemble(say(pair_name(plan, pair, mutual=mutual), "bold"), "  ", told_upper)
    return hanging(Content.assemble(state_badge(pair.state), " "), whole, width)


def _matrix(plan: Plan, prompt: Prompt, figures: PromptFigures, width: int) -> list[Content]:
    """Rows guess, columns are guessed. Nothing for one group that guesses about itself only."""
    gaps = {(pair.source, pair.target): pair for pair in figures.pairs if pair.gap is not None}
    regions = [region.id for region in plan.regions if any(region.id in ends for ends in gaps)]
    if len(regions) < 2 or EVERYONE in {source for source, _ in gaps}:
        return []
    names = [Content.assemble(region_badge(plan, one), " ", say(region_name(plan, one))) for one in regions]
    longest = min(max(name.cell_length for name in names), max(3, width - _CELL * len(regions) - 4))
    lines: list[Content] = []
    beside = max(1, (width - longest - 2) // _CELL)
    for first in range(0, len(regions), beside):
        there = regions[first : first + beside]
        heads = [fit(Content.assemble("  → ", region_badge(plan, one)), _CELL) for one in there]
        lines.append(Content.assemble(" " * (longest + 2), *heads))
        for one, name in zip(regions, names, strict=True):
            cells = [_gap_cell(gaps.get((one, other))) for other in there]
            lines.append(Content.assemble(fit(name, longest + 2), *cells))
    arrows = any(pair.arrow for pair in gaps.values())
    about = _("Rows guess about columns. 0 is as well as one guess can do, 1 as far off as can be.")
    if arrows:
        about = _(
            "Rows guess about columns. 0 is as well as one guess can do, 1 as far off as can be; ▲ guessed above what"
            " was said, ▼ below it."
        )
    return [*lines, *ours(about, "$quiet").wrap(width)]


def _gap_cell(pair: PairFigures | None) -> Content:
    if pair is None or pair.gap is None:
        return fit(ours("  –", "$quiet"), _CELL)
    style = STATE_STYLES[pair.state] if pair.state is not None else ""
    return fit(Content.assemble(ours(f" {written(f'{pair.gap:.2f}')}", style), ours(pair.arrow, style)), _CELL)
