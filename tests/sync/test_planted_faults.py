"""Faults planted in the host and in the client are found by the histories of `test_in_step`: it can fail."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from align.analysis.compare import compare
from align.domain import events as e
from align.domain.codec import Fact
from align.domain.state import State
from align.domain.visibility import Projector, own
from align.engine import live as live_module
from align.engine.ledger import Ledger
from align.engine.live import LiveWorkshop
from align.sync import messages as m
from align.sync.protocol import ClientCore
from align.sync.service import Line
from tests.support.figures import tell
from tests.sync.test_in_step import FAST, simulate
from tests.sync.world import World


class ForgetsWhoGave(LiveWorkshop):
    """No dedupe: a command sent twice happens twice."""

    def _do(self, line: Line, actor: Any, do: m.Do, facts: list[Fact]) -> Callable[[], None]:
        self._ledger._givers.pop(do.id, None)
        return super()._do(line, actor, do, facts)


class ForgetsWhenStarted(LiveWorkshop):
    """Dedupe only as long as the host lives."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._ledger._givers.clear()


class TellsBeforeStoring(LiveWorkshop):
    """Acknowledges first, stores later."""

    def _take(self, line: Line, message: m.ClientMessage | None, facts: list[Fact]) -> Callable[[], None]:
        tell = super()._take(line, message, facts)
        if isinstance(message, m.Do):
            tell()
            return lambda: None
        return tell


class CountsOneLess(LiveWorkshop):
    """The feed's position is off by one."""

    def _publish(self, facts: Sequence[Fact]) -> bool:
        events = self._ledger.publish(facts)
        if events:
            self._broadcast.feed(m.Feed(len(self._ledger.public) - 1, events))
        return bool(events)


class SkipsOneOnReturn(LiveWorkshop):
    """Who comes back gets the tail from one event too late."""

    def _welcome(self, line: Line, actor: Any, hello: m.Hello) -> None:
        public = self._ledger.public
        if hello.workshop == self.state.workshop and 0 < hello.have < len(public):
            public.insert(hello.have, public.pop(hello.have + 1 if hello.have + 1 < len(public) else 0))
        super()._welcome(line, actor, hello)


class ShowsAnswersAtOnce(LiveWorkshop):
    """An answer is public as soon as it is given."""

    def _do(self, line: Line, actor: Any, do: m.Do, facts: list[Fact]) -> Callable[[], None]:
        tell = super()._do(line, actor, do, facts)
        for fact in facts:
            if isinstance(fact.event, e.AnswerGiven) and not fact.event.late:
                self._ledger._visible[fact.id] = [fact.event]
        return tell


class ForgetsAfterAFullDisk(LiveWorkshop):
    """What the disk refused stays in memory."""

    def _fail(self, batch: Sequence[tuple[Line, m.ClientMessage | None]], why: str) -> None:
        kept, self._ledger = self._ledger, Ledger(compare, self._clock)
        super()._fail(batch, why)
        self._ledger = kept


class BreaksOffATurn(LiveWorkshop):
    """Stops in the middle of a write, and then goes on with what it has."""

    async def run(self) -> None:
        try:
            while True:
                await self._wake.wait()
                self._wake.clear()
                await self._turn()
        finally:
            await self._turn()


class TakesWordsAfterARefusal(LiveWorkshop):
    """What a line said after a batch that the disk refused is stored before it."""

    def _fail(self, batch: Sequence[tuple[Line, m.ClientMessage | None]], why: str) -> None:
        waiting = list(self._inbox)
        super()._fail(batch, why)
        self._inbox = waiting


class LosesWhatWasNotHeard(ClientCore):
    """Forgets on a cut what the host has not acknowledged."""

    def closed(self) -> None:
        super().closed()
        self.outbox.clear()


class FoldsTwice(ClientCore):
    """Takes every feed for new."""

    def _news(self, feed: m.Feed) -> m.Feed | None:
        self.position = feed.position
        return feed


class OverlooksAGap(ClientCore):
    """Does not notice that something is missing."""

    def _news(self, feed: m.Feed) -> m.Feed | None:
        if self.position < feed.position - len(feed.events):
            self.position = feed.position - len(feed.events)
        return super()._news(feed)


def _is_found(live: type[LiveWorkshop] = LiveWorkshop, core: type[ClientCore] = ClientCore) -> int:
    """Return how many seeds it took to find a planted fault; fails when none of `test_in_step` did."""
    for tried, seed in enumerate(reversed(range(FAST)), 1):
        try:
            simulate(seed, live, core)
        except Exception:  # noqa: BLE001 - a fault may show as any error
            return tried
    raise AssertionError("the planted fault was not found")


HOSTS = (
    ForgetsWhoGave, ForgetsWhenStarted, TellsBeforeStoring, CountsOneLess, SkipsOneOnReturn, ShowsAnswersAtOnce,
    ForgetsAfterAFullDisk, BreaksOffATurn, TakesWordsAfterARefusal,
)  # fmt: skip


@pytest.mark.parametrize("live", HOSTS)
def test_a_fault_planted_in_the_host_is_found(live: type[LiveWorkshop]) -> None:
    tell(f"9 planted: {live.__name__}", f"found after {_is_found(live)} histories", f"{FAST - 1} and down")


@pytest.mark.parametrize("core", [LosesWhatWasNotHeard, FoldsTwice, OverlooksAGap])
def test_a_fault_planted_in_the_client_is_found(core: type[ClientCore]) -> None:
    tell(f"9 planted: {core.__name__}", f"found after {_is_found(core=core)} histories", f"{FAST - 1} and down")


def test_giving_somebody_what_is_anothers_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_much(state: State, actor: Any) -> list[e.Withheld]:
        return [*own(state, actor), *(x for given in state.answers.values() for x in given.values())]

    monkeypatch.setattr(live_module, "own", too_much)
    tell("9 planted: what is another's", f"found after {_is_found()} histories", f"{FAST - 1} and down")


def test_releasing_votes_before_they_are_closed_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    class Early(Projector):
        def feed(self, event: e.LoggedEvent) -> Sequence[e.VisibleEvent]:
            shown = super().feed(event)
            return [event] if isinstance(event, e.SupportGiven) else shown

    monkeypatch.setattr("align.engine.ledger.Projector", Early)
    tell("9 planted: votes too early", f"found after {_is_found()} histories", f"{FAST - 1} and down")


def test_a_disk_that_loses_what_it_acknowledged_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    class Liar(World):
        def restart(self, *, crash: bool) -> None:
            if len(self.events) > 3:
                del self.events[-1]
                last = next(reversed(self.stored))
                self.stored.pop(last)
            super().restart(crash=crash)

    monkeypatch.setattr("tests.sync.test_in_step.World", Liar)
    tell("9 planted: a disk that lies", f"found after {_is_found()} histories", f"{FAST - 1} and down")
