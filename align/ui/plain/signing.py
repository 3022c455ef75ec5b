"""The sealed charter, line by line: what it holds, and a signature or an objection."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from functools import partial

from align.charter.wording import STATUS_WORDS
from align.domain.commands import Sign
from align.domain.model import Clause, clause_number
from align.engine.workshop import Workshop
from align.errors import Rejected
from align.language import _, mark, retold
from align.ui.plain.console import QUERY, Console
from align.ui.plain.giving import give
from align.ui.plain.inputs import is_yes
from align.ui.present.clauses import read_out
from align.ui.present.signing import NAMED, own_words, until_sentence

KEYS = mark("y signs it, o objects to it, a clause's number objects to that clause, just Enter leaves:")

TWO_MEANINGS = mark("o alone may mean two things here, so it was not taken: y signs, n objects.")
"""Where the language's own yes begins with the letter that objects."""


async def sign(console: Console, workshop: Workshop, wake: asyncio.Event) -> None:
    """Read the clauses out and ask until the person leaves, the line ends, or the charter is no longer sealed."""
    state = workshop.state
    console.say(_("The charter is sealed as version {version}.", version=state.version))
    for clause in state.clauses.values():
        console.say(f"{clause_number(clause.id)} {' '.join(clause.text.split())} ({_(STATUS_WORDS[clause.status])})")
        for detail in read_out(state, clause):
            console.say(f"  {' '.join(detail.split())}")
    told = named = ""
    while True:
        now = datetime.now(UTC)
        until, over = until_sentence(workshop.state, workshop.me, now), workshop.state.signing_over(now)
        if not over and not named:
            named = _(NAMED)
            console.say(named)
        if until != told:
            console.say(until or _("Signatures are taken for as long as people like."))
        told = until
        keys = _("Just Enter leaves.") if over else _(KEYS)
        console.question(f"{own_words(workshop.state, workshop.me, now)} {keys}")
        line = await console.line_or(partial(_is_news, workshop, workshop.state.sign_until), wake)
        if line is None and _is_past(workshop):
            return
        if line == "":
            console.say(_("Thank you."))
            return
        if line and over:
            told = ""  # whoever asks for it again is told again
        elif line == QUERY:
            console.say(_(NAMED))
        elif line:
            await _take(console, workshop, wake, line.lower())


def _is_past(workshop: Workshop) -> bool:
    """Whether the line has ended, or the charter is sealed no longer."""
    return workshop.link == "ended" or workshop.state.phase != "sealed"


def _is_news(workshop: Workshop, until: str) -> bool:
    """Whether one need not wait for the next line: that is over, or people have another time for signing."""
    return _is_past(workshop) or workshop.state.sign_until != until


async def _take(console: Console, workshop: Workshop, wake: asyncio.Event, line: str) -> None:
    state = workshop.state
    objected: dict[str, Clause | None] = {str(clause_number(each)): clause for each, clause in state.clauses.items()}
    try:
        if line == "o" and is_yes(line):
            console.say(_(TWO_MEANINGS))
        elif line in ("o", "n") or line in objected:
            clause = objected.get(line)
            reason = await console.words(_("What would have to change? (an objection needs a reason)"))
            objection = Sign(state.version, agrees=False, reason=reason, clause=clause.id if clause else "")
            await give(console, workshop, wake, objection, _("Received."))
        elif is_yes(line):
            await give(console, workshop, wake, Sign(state.version, agrees=True), _("Received."))
    except Rejected as no:
        console.say(retold(no.text))
