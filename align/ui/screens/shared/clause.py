"""A clause as lines, for the participant's screen and the desk: its words, how it stands, how the last vote went."""

from __future__ import annotations

from textual.content import Content

from align.domain.model import SUPPORT_LEVELS, Clause, Plan, VoteResult
from align.domain.state import State
from align.language import _
from align.ui.present import clauses as present
from align.ui.present.amending import standing
from align.ui.say import ours, region_badge, say
from align.ui.widgets.bars import counted


def clause_lines(state: State, clause: Clause, width: int) -> list[Content]:
    """Return headline, text, scope, owner, review date, regional texts and dissent, in lines of at most `width`."""
    plan = state.the_plan
    lines = [say(present.headline(state, clause), "$accent bold"), Content("")]
    for line in clause.text.split("\n"):
        lines += say(line, "bold").wrap(width)
    lines += [Content(""), *say(present.meta(plan, clause), "$quiet").wrap(width)]
    if clause.status != "draft":
        lines += ours(present.status_words(clause), "$quiet").wrap(width)
    for words in standing(state, clause):
        lines += say(words, "$warning").wrap(width)
    for region_id, text in present.regional_texts(plan, clause):
        lines += Content.assemble(region_badge(plan, region_id), "  ", say(text)).wrap(width)
    for text in clause.dissent:
        lines += Content.assemble(ours(f"{_('Dissent, in their words')}  ", "$warning"), say(text)).wrap(width)
    return lines


def result_lines(plan: Plan, result: VoteResult, width: int) -> list[Content]:
    """Return a closed vote: a bar a level, what it comes to, and the reasons."""
    labels = [ours(f"{level} {_(words)}") for level, words in enumerate(SUPPORT_LEVELS)]
    style = "$success" if result.consent else "$warning"
    lines = [*counted(labels, result.counts, min(width, 72), "$accent"), Content("")]
    lines += ours(present.outcome(result), f"{style} bold").wrap(width)
    for reason in result.reasons:
        who = present.reason_author(plan, reason.author)
        level = ours(f"{reason.level}  ", "$accent")
        lines += Content.assemble(level, say(reason.text), "  ", say(who, "$quiet")).wrap(width)
    return lines
