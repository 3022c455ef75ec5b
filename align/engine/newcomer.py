"""A newcomer: looks at a sealed workshop once, then answers its prompts alone. Nothing of it reaches the host.

The round that they answer is played at a table of their own in memory. Answers and what is being typed are kept in a
private file on their machine, so that nothing is lost when they stop in the middle.
"""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from align.domain import commands as c
from align.domain import events as e
from align.domain.actors import Actor
from align.domain.model import Participant, Plan
from align.domain.state import State
from align.domain.values import Value
from align.engine.example import Member, Table
from align.engine.seat import home, replace_private
from align.engine.workshop import AnswerState, answer_key
from align.errors import Rejected, UserError
from align.sync.messages import Done
from align.sync.ticket import Ticket
from align.system import reason

ME = "you"
_FACILITATOR = Actor("facilitator", "facilitator", "newcomer")


class Kept(msgspec.Struct):
    """What this machine keeps of a newcomer's answering: prompt → (value, comment), and drafts by their key."""

    answers: dict[str, tuple[Any, str]] = msgspec.field(default_factory=dict)
    drafts: dict[str, Any] = msgspec.field(default_factory=dict)


class Newcomer(Member):
    """The only person at the table; satisfies `align.engine.workshop.Workshop`. Nobody ever closes their round."""

    def __init__(self, table: Table, shown: State, region: str, place: Path) -> None:
        """Go on where one was. Raises UserError when the file cannot be read."""
        super().__init__(table, Actor("participant", ME, "newcomer"))
        self.link = "alone"
        self.shown = shown
        """What everybody in the team's workshop may see."""
        self.region = region
        self.place = place
        """The file with their answers."""
        self._kept = _load(place)
        self.mine.drafts = dict(self._kept.drafts)
        for prompt, (value, comment) in list(self._kept.answers.items()):
            try:
                self._give(c.GiveAnswer(prompt, value, comment))
            except Rejected:
                # The pack is another one since, or something else than align wrote the file.
                del self._kept.answers[prompt]

    @property
    def values(self) -> dict[str, Value]:
        """Return prompt → what was answered; None is a skip."""
        return {prompt: given.value for prompt, given in self.mine.answers.items()}

    def submit(self, command: c.Command) -> Awaitable[Done]:
        """Do it at once and keep it here; see Workshop. Raises Rejected, and UserError when it cannot be kept."""
        done = super().submit(command)
        if isinstance(command, c.GiveAnswer):
            given = self.mine.answers[command.prompt]
            self._kept.answers[command.prompt] = (given.value, given.comment)
            self.keep_draft(answer_key(command.prompt), None)
        elif isinstance(command, c.HandIn):
            self.mine.done = command.done
        return done

    def keep_draft(self, key: str, draft: Any) -> None:
        """Keep what is typed; see Workshop."""
        self.mine.drafts.pop(key, None)
        if draft is not None:
            self.mine.drafts[key] = draft
        self._kept.drafts = dict(self.mine.drafts)
        try:
            replace_private(self.place, msgspec.json.encode(self._kept), durable=True)
        except OSError as error:
            raise UserError(
                f"Your answers cannot be kept at {self.place}: {reason(error)}. Free some space or set ALIGN_HOME."
            ) from None

    def answer_state(self, prompt: str) -> AnswerState:
        """Typed, or given."""
        return "draft" if answer_key(prompt) in self.mine.drafts else super().answer_state(prompt)

    def _give(self, command: c.GiveAnswer) -> None:
        for event in self._table.take(self._actor, command):
            if isinstance(event, e.AnswerGiven):
                self.mine.answers[command.prompt] = event


def kept_path(ticket: Ticket) -> Path:
    """Return where this machine keeps a newcomer's answers to the ticket's workshop."""
    return home() / "newcomers" / f"{ticket.name}-{ticket.fingerprint[:12]}.json"


def receive(shown: State, region: str, place: Path) -> Newcomer:
    """Return the place of a newcomer to `region` (its id) who answers the first round of the workshop `shown`.

    Guesses about others are left out: the others' answers are there to be read afterwards.
    """
    plan = shown.the_plan
    prompts = tuple(msgspec.structs.replace(prompt, predict=False) for prompt in plan.pack.prompts)
    alone: Plan = msgspec.structs.replace(
        plan, pack=msgspec.structs.replace(plan.pack, prompts=prompts), attribution="named", open_door=False,
        participants=(Participant(ME, "You", region),), promises=(), decisions=(), later=(),
    )  # fmt: skip
    table = Table(alone, 0, datetime.now(UTC))
    table.take(_FACILITATOR, c.OpenRound())
    return Newcomer(table, shown, region, place)


def _load(path: Path) -> Kept:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Kept)
    except FileNotFoundError:
        return Kept()
    except (msgspec.DecodeError, UnicodeDecodeError):
        # A damaged file must not keep anybody out: it is set aside, and one begins again.
        path.replace(path.with_suffix(".damaged"))
        return Kept()
    except OSError as error:
        raise UserError(
            f"Your answers are kept at {path}, which cannot be read: {reason(error)}. Nothing was changed. Make "
            "the file readable, or move it away to begin anew."
        ) from None
