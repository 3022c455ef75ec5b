"""A workshop as a screen sees it, wherever it runs: what may be seen, what is mine, and a way to ask for things.

Screens know this protocol and nothing below it; a test gives them a workshop in memory, life gives them a replica.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Literal, Protocol

import msgspec

from align.domain import events as e
from align.domain.commands import Command, HandIn
from align.domain.phases import Role
from align.domain.state import State
from align.sync.messages import Done, Presence, Progress

Link = Literal["connecting", "online", "offline", "ended", "file", "alone"]
"""`offline` comes back by itself; `ended` does not (revoked, wrong ticket), `Workshop.link_text` says why; `file` has
no line at all: what is given goes into an answers file, `link_text` says what to do with it; with `alone` it
goes nowhere, for there is no host."""

Request = Literal["new-code", "free-seat", "phone-seat", "nudge"]


class Mine(msgspec.Struct):
    """What I gave so far, as the host has it, and what is still on its way or only typed."""

    answers: dict[str, e.AnswerGiven] = msgspec.field(default_factory=dict)
    """prompt → my answer as stored; `value` None is a skip."""
    predictions: dict[tuple[str, str], e.PredictionGiven] = msgspec.field(default_factory=dict)
    """(prompt, target) → my guess."""
    supports: dict[tuple[str, int], e.SupportGiven] = msgspec.field(default_factory=dict)
    """(clause, vote number) → my level."""
    done: bool = False
    drafts: dict[str, Any] = msgspec.field(default_factory=dict)
    """key (see `draft_key`) → what was typed and not given yet, in the widget's own JSON shape."""
    nudges: int = 0
    """How often the facilitator asked me to finish, since this client began."""


def answer_key(prompt: str) -> str:
    """The draft key of an answer."""
    return f"answer:{prompt}"


def for_round(command: Command, state: State) -> Command:
    """Return a command as it is to be given: a hand-in names its round, so that late it counts for no other one."""
    return msgspec.structs.replace(command, round=state.round) if isinstance(command, HandIn) else command


AnswerState = Literal["empty", "draft", "sending", "received"]
"""What a person may know of an answer: nothing yet; typed; kept here and on its way; stored by the host."""


class Workshop(Protocol):
    """One viewer's workshop."""

    role: Role
    me: str
    """My participant id; "facilitator" at a desk."""
    state: State
    """The fold of all public events. Before the reveal it holds nobody's answer."""
    mine: Mine
    progress: Progress
    presence: Presence | None
    """Who is here and who is done; at a facilitator's desk only."""
    link: Link
    link_text: str

    def submit(self, command: Command) -> Awaitable[Done]:
        """Ask for something; returns at once. The awaitable ends when it is durable, and raises Rejected when the
        workshop says no. While offline it waits: the command is kept on this machine and sent on return. It may be
        ignored: a refusal of an ignored command is shown by `last_refusal`."""

    def answer_state(self, prompt: str) -> AnswerState:
        """Where my answer to this prompt is."""

    def keep_draft(self, key: str, draft: Any) -> None:
        """Keep what is being typed on this machine (None forgets it); survives a crash of the terminal."""

    def watch(self, changed: Callable[[], None]) -> Callable[[], None]:
        """Call `changed` after anything above changed, at most once per turn of the event loop; returns the undo."""

    async def request(self, what: Request, participant: str = "") -> str:
        """Facilitator: a new join code, a freed seat, a token for a seat by phone, or a reminder to one who has not
        finished (to all of them without `participant`; returns how many). Raises Rejected or SyncError."""

    async def close(self) -> None:
        """Leave; what is unsent stays in the seat file for next time."""
