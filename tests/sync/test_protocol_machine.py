"""Over any line, however bad: what was acknowledged is stored, what was given happens once, nothing is seen twice."""

from __future__ import annotations

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from hypothesis.strategies import booleans, integers, sampled_from

from align.domain.commands import Command, TakeNote
from align.domain.events import VisibleEvent
from align.errors import SyncError
from align.sync import messages as m
from align.sync.protocol import ClientCore
from tests.sync.toy import BadLine, ToyHost


class Conversation(RuleBasedStateMachine):
    core_type: type[ClientCore] = ClientCore

    def __init__(self) -> None:
        super().__init__()
        self.host, self.line, self.core = ToyHost(), BadLine(), self.core_type("toy", token="tok")
        self.seen: list[VisibleEvent] = []
        self.given: list[str] = []
        self.answered: set[str] = set()

    @rule(loud=booleans())
    def give(self, loud: bool) -> None:
        id = f"mine-{len(self.given)}"
        text = id + "!" * loud
        self.given.append(text)
        frame = self.core.submit(TakeNote("p", text), id)
        if frame is not None:
            self.line.up.append(frame)

    @rule()
    def somebody_else_notes(self) -> None:
        self.send_down(self.host.others_note(f"theirs-{len(self.host.log)}"))

    @precondition(lambda self: not self.line.open)
    @rule(calm=booleans())
    def open(self, calm: bool) -> None:
        self.line.open = True
        self.line.up.extend(self.core.opened())
        if calm:
            self.all_arrives()

    @rule()
    def all_arrives(self) -> None:
        while self.line.up or self.line.down:
            if self.line.up:
                self.arrive_at_host()
            else:
                self.client_hears(self.line.down.popleft())

    @precondition(lambda self: self.line.up)
    @rule()
    def arrive_at_host(self) -> None:
        self.send_down(self.host.hear(m.decode_client(self.line.up.popleft())))

    @precondition(lambda self: self.line.down)
    @rule(twice=booleans())
    def arrive_at_client(self, twice: bool) -> None:
        frame = self.line.down.popleft()
        self.client_hears(frame)
        if twice and self.line.open and isinstance(m.decode_host(frame), m.Feed | m.Done | m.Refused):
            self.client_hears(frame)

    @rule(what=sampled_from(["cut", "cut short", "lost", "client starts again"]), length=integers(0, 20))
    def trouble(self, what: str, length: int) -> None:
        match what:
            case "cut":
                self.cut()
            case "cut short" if self.line.down:
                self.client_hears(self.line.down.popleft()[:length])
            case "lost" if self.line.down:
                self.line.down.popleft()
            case "client starts again":
                self.start_again()

    @invariant()
    def what_is_seen_is_a_beginning_of_the_log(self) -> None:
        assert self.seen == self.host.log[: len(self.seen)]

    @invariant()
    def what_is_acknowledged_is_stored(self) -> None:
        assert self.answered <= self.host.done

    @invariant()
    def nothing_happens_twice(self) -> None:
        texts = [event.text for event in self.host.log]
        assert len(texts) == len(set(texts))

    def teardown(self) -> None:
        """At last the line holds: then all that was given is stored in order, and all is seen."""
        self.cut()
        self.open(calm=True)
        assert self.line.open, "a good line was given up"
        assert not self.core.outbox
        assert self.seen == self.host.log
        mine = [event.text for event in self.host.log if event.text.startswith("mine")]
        assert mine == [text for text in self.given if not text.endswith("!")]

    def cut(self) -> None:
        self.line.cut()
        self.host.seated = False
        self.core.closed()

    def start_again(self) -> None:
        self.cut()
        kept = dict(self.core.outbox)
        self.core, self.seen = self.core_type("toy", token="tok"), []
        self.core.restore(kept)

    def send_down(self, messages: list[m.HostMessage]) -> None:
        if self.line.open:
            self.line.down.extend(map(m.encode, messages))

    def client_hears(self, frame: bytes) -> None:
        try:
            messages = self.core.receive(frame)
        except SyncError:
            self.cut()
            return
        self.line.up.extend(self.core.to_send())
        for message in messages:
            match message:
                case m.Welcome():
                    self.seen = [*([] if message.fresh else self.seen), *message.events]
                case m.Feed():
                    self.seen += message.events
                case m.Done():
                    self.answered.add(message.id)


TestConversation = Conversation.TestCase
TestConversation.settings = settings(stateful_step_count=40)


class ForgetsOnCut(ClientCore):
    def closed(self) -> None:
        super().closed()
        self.outbox.clear()


class BelievesEveryFeed(ClientCore):
    def _news(self, feed: m.Feed) -> m.Feed | None:
        self.position = feed.position
        return feed


class TakesSendingForStoring(ClientCore):
    def submit(self, command: Command, id: str) -> bytes | None:
        frame = super().submit(command, id)
        if frame is not None:
            del self.outbox[id]
        return frame


@pytest.mark.parametrize("core", [ForgetsOnCut, BelievesEveryFeed, TakesSendingForStoring])
def test_the_conversation_catches_a_planted_fault(core: type[ClientCore]) -> None:
    class Faulty(Conversation):
        core_type = core

    quick = settings(max_examples=200, stateful_step_count=40, phases=[Phase.generate], report_multiple_bugs=False)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Faulty, settings=quick)
