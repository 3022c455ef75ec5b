"""A first wording for a clause: the prompt's template filled with what the answers say, blanks where they say nothing.

It proposes; people edit. Only what the reveal let out goes in, and no name ever does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from align.analysis.agreement import sentence
from align.charter.answers import (
    by_clock,
    card_counts,
    coded,
    comparable,
    ends,
    leading,
    leading_bucket,
    middle,
    option_counts,
    ranked,
    shown_values,
)
from align.charter.rights import rights_line
from align.charter.wording import answered_words, counted, group_name, listed
from align.domain.model import Clause
from align.domain.parts import after_part, deciders_part, first_part
from align.domain.prompts import Prompt
from align.domain.state import State
from align.domain.text import LONGEST_TEXT, clean
from align.domain.values import Value, in_minutes, label, words
from align.domain.visibility import LATE
from align.language import _, in_english, mark, retold

BLANK = "____"
"""Stands where answers give no single result: people fill it in, align does not."""
NO_RULE = "no-rule"
"""The id of a bucket for cards that need no rule: its cards are neither the same everywhere nor each region's."""
LONGEST_QUOTES = 1_500
"""Characters of answers that a draft quotes; the rest is counted. A clause holds 4,000 and must stay readable."""

_PLACEHOLDER = re.compile(r"\{([a-z]+)\}")


def has_blank(clause: Clause) -> bool:
    """Whether the words of a clause, or of one of its regional texts, still have a blank."""
    return any(BLANK in text for text in (clause.text, *clause.regional.values()))


@in_english()
def draft_clause(state: State, prompt: Prompt) -> str:
    """Return the prompt's clause template filled from the shown answers; `____` where they leave it open.

    Before the reveal all but the milestone is blank. Without a template the text is empty.
    """
    values = shown_values(state.revealed.get(prompt.id))

    def fill(match: re.Match[str]) -> str:
        if match[1] == "milestone":
            return state.the_plan.milestone.name
        found = _FILL[match[1]](prompt, values) if match[1] in _FILL and values else None
        return found or BLANK

    # One pass: what people wrote is never searched for placeholders.
    return clean(_PLACEHOLDER.sub(fill, prompt.clause), longest=LONGEST_TEXT)


def draft_note(state: State, prompt: Prompt) -> str:
    """Return one line beside the draft: who answered, how answers spread, where groups differ, what stays blank."""
    revealed = state.revealed.get(prompt.id)
    if revealed is None:
        return _("The answers are not shown yet.")
    said = [f"{answered_words(revealed.answered, revealed.expected)}{_('.')}"]
    values = shown_values(revealed)
    if not values:
        return " ".join([*said, _("Too few to show them.") if revealed.answered else ""]).strip()
    said += [_spread(prompt, values), _differences(state, prompt), _ties(prompt, values)]
    return " ".join(part for part in said if part)


def _second(prompt: Prompt, values: Sequence[Value]) -> str | None:
    return leading(prompt, values, 1)


def _after(prompt: Prompt, values: Sequence[Value]) -> str | None:
    part = after_part(prompt)
    return middle(part.prompt, part.values(values)) if prompt.type == "scenario" else None


def _reach(prompt: Prompt, values: Sequence[Value]) -> str | None:
    if prompt.type == "scenario":
        part = after_part(prompt)
        return _reach(part.prompt, part.values(values))
    found = ends(prompt, values) if prompt.type in ("scale", "duration") else None
    return f"{found[0]} to {found[1]}" if found else None


def _answers(prompt: Prompt, values: Sequence[Value]) -> str:
    match prompt.type:
        case "text" | "list":
            return _quoted([line for value in values for line in ([value] if isinstance(value, str) else value)])
        case "sort":
            return _sorted_cards(prompt, values)
        case "choice" | "choices":
            counts = option_counts(prompt, values)
            return ", ".join(f"{label(prompt, item)} ({counts[item]})" for item in ranked(prompt, values))
        case "rank":
            return ", ".join(label(prompt, item) for item in ranked(prompt, values))
        case "scenario":
            first = first_part(prompt)
            return _answers(first.prompt, first.values(values))
        case "window":
            return ", ".join(f"{text} ({n})" for text, n in Counter(words(prompt, v) for v in values).most_common())
        case "decision_rights":
            return rights_line(prompt, values, BLANK)
        case _:
            key = in_minutes if prompt.type == "duration" else float
            said = Counter(words(prompt, value) for value in sorted(values, key=key))
            return ", ".join(f"{text} ({n})" for text, n in said.items())


def _quoted(lines: Sequence[str]) -> str:
    """Return the texts in quotation marks, what was written most first; the same words only once.

    Ties go by the alphabet: the order of groups would tell where a text came from.
    """
    tidy = sorted(" ".join(line.split()).rstrip(" .;") for line in lines)
    times = Counter(one.casefold() for one in tidy)
    seen = {one.casefold(): one for one in reversed(tidy)}
    quoted: list[str] = []
    room = LONGEST_QUOTES
    for one in sorted(seen.values(), key=lambda one: (-times[one.casefold()], one)):
        room -= len(one) + 4
        if room < 0 and quoted:
            break
        quoted.append(f"“{one[:LONGEST_QUOTES]}”")
    more = len(seen) - len(quoted)
    return "; ".join(quoted) + (f"; and {counted(more, 'more answer')}" if more else "")


def _sorted_cards(prompt: Prompt, values: Sequence[Value]) -> str:
    led = _led(prompt, values)
    return "; ".join(f"{label(prompt, card)}: {label(prompt, bucket)}" for card, bucket in led.items() if bucket)


def _led(prompt: Prompt, values: Sequence[Value]) -> dict[str, str | None]:
    return {card: leading_bucket(counts) for card, counts in card_counts(prompt, values).items()}


def _same(prompt: Prompt, values: Sequence[Value]) -> str | None:
    return _cards_in(prompt, values, lambda bucket: bucket == prompt.buckets[0].id)


def _local(prompt: Prompt, values: Sequence[Value]) -> str | None:
    return _cards_in(prompt, values, lambda bucket: bucket not in (prompt.buckets[0].id, NO_RULE))


def _cards_in(prompt: Prompt, values: Sequence[Value], wanted: Callable[[str], bool]) -> str | None:
    if prompt.type != "sort":
        return None
    return listed(label(prompt, card) for card, bucket in _led(prompt, values).items() if bucket and wanted(bucket))


_FILL: dict[str, Callable[[Prompt, Sequence[Value]], str | None]] = {
    "leading": leading, "second": _second, "after": _after, "spread": _reach, "answers": _answers, "same": _same,
    "local": _local,
}  # fmt: skip


def _spread(prompt: Prompt, values: Sequence[Value]) -> str:
    if prompt.type == "duration" and len(by_clock(values)) > 1:
        clocks = {"working": _("{n} in working time"), "elapsed": _("{n} in time on the clock")}
        meant = listed(clocks[clock].format(n=len(found)) for clock, found in by_clock(values).items())
        return _("Answers are on two clocks: {meant}.", meant=meant)
    found = coded(prompt, values)
    if found is None:
        return ""
    measure, answers = found
    return retold(sentence(measure, measure.count(answers)))


def _differences(state: State, prompt: Prompt) -> str:
    """Return where the groups' leading answers differ, without saying that one of them is right."""
    plan, revealed = state.the_plan, state.revealed[prompt.id]
    groups = [
        (group_name(plan, group), [shown.value for shown in group.answers])
        for group in revealed.groups
        if group.id != LATE and group.answers
    ]
    if len(groups) < 2:
        return ""
    if prompt.type in ("sort", "decision_rights"):
        return _cards_apart(prompt, [values for _name, values in groups])
    found = [
        (name, middle(prompt, v) if prompt.type in ("scale", "duration") else leading(prompt, v)) for name, v in groups
    ]
    led = [(name, text) for name, text in found if text]
    if led and prompt.type in ("scale", "duration"):
        return f"{_('Middle answers.')} {'; '.join(f'{name}: {text}' for name, text in led)}{_('.')}"
    if len({text for _name, text in led}) < 2:
        return _("All groups lead with “{text}”.", text=led[0][1]) if len(led) == len(groups) else ""
    (first, text), *rest = led
    others = listed(_("{name} with “{text}”", name=name, text=other) for name, other in rest)
    return _("{first} leads with “{text}”, {others}.", first=first, text=text, others=others)


def _cards_apart(prompt: Prompt, groups: Sequence[Sequence[Value]]) -> str:
    if prompt.type == "decision_rights":
        part = deciders_part(prompt)
        return _cards_apart(part.prompt, [part.values(values) for values in groups])
    led = [_led(prompt, values) for values in groups]
    apart = [label(prompt, card) for card in led[0] if len({one[card] for one in led if one[card]}) > 1]
    return _("Groups differ on {cards}.", cards=listed(apart)) if apart else ""


def _ties(prompt: Prompt, values: Sequence[Value]) -> str:
    if prompt.type == "decision_rights":
        part = deciders_part(prompt)
        return _tied(part.prompt, part.values(values), mark("No role leads for {cards}."))
    if prompt.type == "sort":
        return _tied(prompt, values, mark("No place leads for {cards}."))
    if prompt.type in ("choice", "choices", "rank", "scenario") and leading(prompt, values) is None:
        return _("Nothing leads alone: the team chooses.")
    if prompt.type == "duration" and not comparable(prompt, values):
        return _("First agree on the clock.")
    return ""


def _tied(prompt: Prompt, values: Sequence[Value], said: str) -> str:
    counts = card_counts(prompt, values)
    tied = [label(prompt, card) for card, n in counts.items() if any(n.values()) and leading_bucket(n) is None]
    return _(said, cards=listed(tied)) if tied else ""
