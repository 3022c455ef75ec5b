"""Answers that take more than one typed line: cards, a scenario and its time, and who decides each decision."""

from __future__ import annotations

import re
from typing import Any

from align.domain.parts import after_part, first_part
from align.domain.prompts import Prompt
from align.domain.values import check
from align.errors import Rejected
from align.language import _, retold
from align.ui.plain.console import Console
from align.ui.plain.inputs import bucket_of, how_to, value_of, whole

_LETTERS = {"": "decide", "r": "recommend", "m": "must_agree", "i": "inform"}
_RIGHT = re.compile(r"([rmi]?)\s*(\d+)", re.IGNORECASE)


async def scenario(console: Console, prompt: Prompt, line: str) -> Any:
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


async def sort(console: Console, prompt: Prompt, line: str) -> Any:
    """Return where each card lies, asking again about a card whose place cannot be read; `line` is about the first."""
    placed: dict[str, str] = {}
    for number, card in enumerate(prompt.options):
        said = line if number == 0 and whole(line) is not None else await console.ask(f"{card.label}:")
        while said:
            try:
                placed[card.id] = bucket_of(prompt, said)
                break
            except Rejected as no:
                console.say(retold(no.text))
                said = await console.ask(f"{card.label}:")
    return check(prompt, placed)


async def decision_rights(console: Console, prompt: Prompt, line: str) -> Any:
    """Return decision rights; `line` is about the first given decision, or is the first typed one."""
    found: dict[str, dict[str, str]] = {}
    for number, option in enumerate(prompt.options):
        first = line if number == 0 else await console.ask(f"{option.label}:")
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
    for part in re.split(r"[\s,]+", re.sub(r"\b([rmi])\s+(?=\d)", r"\1", line.strip(), flags=re.IGNORECASE)):
        found = _RIGHT.fullmatch(part)
        if part and (found is None or not 1 <= int(found[2]) <= len(prompt.roles)):
            raise Rejected("bad-answer", f"“{part[:20]}” is not the number of a role, from 1 to {len(prompt.roles)}.")
        if found is not None:
            row[prompt.roles[int(found[2]) - 1].id] = _LETTERS[found[1].lower()]
    if row and list(row.values()).count("decide") != 1:
        raise Rejected("bad-answer", "Exactly one role decides: give one number without a letter.")
    return row


async def _row(console: Console, prompt: Prompt, decision: str, line: str) -> dict[str, str]:
    """Return what a line says about one decision, asking again until it can be read; empty for an empty line."""
    while True:
        try:
            return rights_of(prompt, line)
        except Rejected as no:
            console.say(retold(no.text))
            line = await console.ask(f"{decision}:")


async def _another(console: Console, prompt: Prompt, added: int) -> str:
    if added >= prompt.most:
        return ""
    return await console.ask(_("Another decision, in your words (or just Enter to end):"))
