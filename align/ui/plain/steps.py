"""Answers of more than one typed line: texts, lists, cards, a scenario and its time, who decides each decision."""

from __future__ import annotations

import re
from typing import Any

from align.domain.parts import after_part, first_part
from align.domain.prompts import Prompt
from align.domain.values import check
from align.errors import Rejected
from align.language import _, retold
from align.ui.plain.inputs import BETWEEN, bucket_of, how_to, value_of, whole
from align.ui.plain.spoken import is_none
from align.ui.plain.within import KEYS, Within
from align.ui.present.counts import count

_LETTERS = {"": "decide", "r": "recommend", "m": "must_agree", "i": "inform"}
_RIGHT = re.compile(r"([rmi]?)\s*(\d+)", re.IGNORECASE)


async def read(console: Within, prompt: Prompt, line: str) -> Any:
    """Return the checked value of any prompt, whose first line is `line`; what belongs to it is asked for.

    Raises Rejected, BackError, SkipError, EndOfInputError.
    """
    match prompt.type:
        case "list":
            return await listed(console, prompt, line)
        case "sort":
            return await sort(console, prompt, line)
        case "scenario":
            return await scenario(console, prompt, line)
        case "decision_rights":
            return await decision_rights(console, prompt, line)
        case "text":
            line = await text(console, line)
    return value_of(prompt, line)


async def text(console: Within, line: str) -> str:
    """Return a text: its first line, those pasted together with it, and one more after each backslash at the end."""
    lines, on = [line, *await console.pasted()], f"{_('And on:')} {_(KEYS)}"
    if len(lines) > 1:
        console.say(_("{n} lines that came together are taken as one text.", n=len(lines)))
    while lines[-1].endswith("\\"):
        lines[-1] = lines[-1].removesuffix("\\")
        lines += [await console.ask(on, goes_on=True), *await console.pasted()]
        on = _("And on:")
    return "\n".join(lines).rstrip()


async def listed(console: Within, prompt: Prompt, line: str) -> Any:
    """Return a list's value: lines until an empty one, or one that says "none", or as many as it takes.

    Raises Rejected for a first line that says "none": the word alone would be shown as a thing.
    """
    if is_none(line):
        raise Rejected("bad-answer", f"“{line[:20]}” alone is no line of a list. s skips the prompt.")
    lines = [line]
    while lines[-1] and len(lines) < prompt.most:
        keys = f" {_(KEYS)}" if len(lines) == 1 else ""
        more = await console.ask(f"{_('Next line (or just Enter to end):')}{keys}", goes_on=True)
        lines.append("" if is_none(more) else more)
    if lines[-1]:
        console.say(_("The list is full: {lines}.", lines=count(prompt.most, "line")))
        await console.end(_("Next line (or just Enter to end):"))
    return check(prompt, lines)


async def scenario(console: Within, prompt: Prompt, line: str) -> Any:
    """Return a scenario's value; `line` answers what comes first, and the time is asked until it is one."""
    first = value_of(first_part(prompt).prompt, line)
    after = after_part(prompt).prompt
    while True:
        try:
            time = value_of(after, await console.ask(f"{after.text} {how_to(after)}"))
        except Rejected as no:
            console.say(retold(no.text))
            continue
        return check(prompt, {"first": first, "after": time})


async def sort(console: Within, prompt: Prompt, line: str) -> Any:
    """Return where each card lies, asking again about a card whose place cannot be read; `line` is about the first."""
    placed: dict[str, str] = {}
    for number, card in enumerate(prompt.options):
        at_once = number == 0 and (whole(line) is not None or is_none(line))
        keys = f" {_(KEYS)}" if number == 1 else ""
        said = line if at_once else await console.ask(f"{card.label}:{keys}")
        while said and not is_none(said):
            try:
                placed[card.id] = bucket_of(prompt, said)
                break
            except Rejected as no:
                console.say(retold(no.text))
                said = await console.ask(f"{card.label}:")
    return check(prompt, placed)


async def decision_rights(console: Within, prompt: Prompt, line: str) -> Any:
    """Return decision rights; `line` is about the first given decision, or is the first typed one."""
    found: dict[str, dict[str, str]] = {}
    for number, option in enumerate(prompt.options):
        keys = f" {_(KEYS)}" if number == 1 else ""
        first = line if number == 0 else await console.ask(f"{option.label}:{keys}")
        found[option.id] = await _row(console, prompt, option.label, first)
    own = line if not prompt.options else await _another(console, prompt, 0)
    added = 0
    while own:
        found[own] = await _row(console, prompt, own, await console.ask(f"{own}:"))
        added += 1
        own = await _another(console, prompt, added)
    return check(prompt, {decision: row for decision, row in found.items() if row})


def rights_of(prompt: Prompt, line: str) -> dict[str, str]:
    """Return role → right for a line such as "1 m3 i4"; empty for an empty line. Raises Rejected."""
    row: dict[str, str] = {}
    for part in BETWEEN.split(re.sub(r"\b([rmi])\s+(?=\d)", r"\1", line.strip(), flags=re.IGNORECASE)):
        found = _RIGHT.fullmatch(part)
        if part and (found is None or not 1 <= int(found[2]) <= len(prompt.roles)):
            raise Rejected("bad-answer", f"“{part[:20]}” is not the number of a role, from 1 to {len(prompt.roles)}.")
        if found is not None:
            row[prompt.roles[int(found[2]) - 1].id] = _LETTERS[found[1].lower()]
    if row and list(row.values()).count("decide") != 1:
        raise Rejected("bad-answer", "Exactly one role decides: give one number without a letter.")
    return row


async def _row(console: Within, prompt: Prompt, decision: str, line: str) -> dict[str, str]:
    """Return what a line says about one decision, asked until it can be read; empty for an empty line or none."""
    while not is_none(line):
        try:
            return rights_of(prompt, line)
        except Rejected as no:
            console.say(retold(no.text))
            line = await console.ask(f"{decision}:")
    return {}


async def _another(console: Within, prompt: Prompt, added: int) -> str:
    if added >= prompt.most:
        return ""
    decision = await console.ask(_("Another decision, in your words (or just Enter to end):"))
    return "" if is_none(decision) else decision
