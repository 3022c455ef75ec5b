"""The facts of a workshop as its host has them: the state they make, who gave each, what of them is public.

It knows no line and no disk: what is recorded here is believed at once, and told to others once it is published.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from align.domain import events as e
from align.domain.actors import Actor
from align.domain.codec import Fact, from_doc
from align.domain.state import State
from align.domain.visibility import Compare, Projector, own
from align.engine.clock import Clock


class Ledger:
    """All facts in order, those that are not stored yet included."""

    def __init__(self, compare: Compare, clock: Clock) -> None:
        self._compare, self._clock = compare, clock
        self.public: list[e.VisibleEvent] = []
        """What has been told to everybody, in order."""
        self.load(())

    @property
    def state(self) -> State:
        """All of the workshop, for the host alone."""
        return self._projector.state

    def load(self, docs: Iterable[dict[str, Any]]) -> None:
        """Begin again with what is stored; whatever was recorded and is not there is forgotten."""
        self._projector = Projector(self._compare)
        self.public.clear()
        self._givers: dict[str, str] = {}
        self._visible: dict[str, Sequence[e.VisibleEvent]] = {}
        for doc in docs:
            fact = from_doc(doc)
            self._givers[fact.id] = _giver(fact.event)
            self.public += self._projector.feed(fact.event)

    def record(self, command_id: str, events: Sequence[e.LoggedEvent]) -> list[Fact]:
        """Believe what a command led to from now on, and return it as facts to be stored."""
        facts = []
        for number, event in enumerate(events):
            at = "" if isinstance(event, e.Withheld) else self._clock.now().isoformat()
            fact = Fact(command_id if number == 0 else f"{command_id}.{number}", event, at)
            facts.append(fact)
            self._givers[fact.id] = _giver(event)
            self._visible[fact.id] = self._projector.feed(event)
        return facts

    def knows(self, command_id: str) -> bool:
        """Whether a command with this id led to something before."""
        return command_id in self._givers

    def is_of(self, command_id: str, actor: Actor) -> bool:
        """Whether what a known command led to can have been this actor's; what nobody signed can be anybody's."""
        return self._givers[command_id] in {x.author for x in own(self.state, actor)} | {actor.id, ""}

    def publish(self, facts: Sequence[Fact]) -> tuple[e.VisibleEvent, ...]:
        """Return what all may see of facts that are stored now; `public` has it from now on."""
        events = tuple(event for fact in facts for event in self._visible.pop(fact.id, ()))
        self.public += events
        return events


def _giver(event: e.LoggedEvent) -> str:
    return event.author if isinstance(event, e.Withheld) else ""
