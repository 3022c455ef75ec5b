"""The client's core says hello, tells news from the known, and resends what was not acknowledged, in order."""

from __future__ import annotations

import pytest

from align.domain.commands import TakeNote
from align.domain.events import NoteTaken
from align.errors import Rejected, SyncError
from align.sync import messages as m
from align.sync.protocol import ClientCore

A, B, C = (NoteTaken("p", text) for text in "abc")
X, Y, Z = (TakeNote("p", text) for text in "xyz")


def welcome(*events: NoteTaken, position: int, fresh: bool, token: str = "tok") -> bytes:
    return m.encode(m.Welcome("participant", "p1", token, "w1", fresh, position, events, ()))


def feed(position: int, *events: NoteTaken) -> bytes:
    return m.encode(m.Feed(position, events))


def seated() -> ClientCore:
    """A core that holds A and B."""
    core = ClientCore("kick", token="tok")
    core.opened()
    core.receive(welcome(A, B, position=2, fresh=True))
    return core


def test_a_newcomer_shows_the_code_and_later_only_the_token() -> None:
    core = ClientCore("kick", code="ABCD-EFGH")
    assert [m.decode_client(frame) for frame in core.opened()] == [m.Hello(1, "kick", code="ABCD-EFGH")]
    core.receive(welcome(A, position=1, fresh=True, token="new-token"))
    assert core.token == "new-token"
    assert [m.decode_client(frame) for frame in core.opened()] == [m.Hello(1, "kick", "new-token", "", "w1", 1)]


def test_feeds_hold_only_what_is_new() -> None:
    core = seated()
    assert core.receive(feed(2, A, B)) == []
    assert core.receive(feed(3, B, C)) == [m.Feed(3, (C,))]
    assert core.receive(feed(3, C)) == []
    assert core.position == 3


def test_a_gap_is_an_error_and_a_new_line_asks_for_what_was_missed() -> None:
    core = seated()
    with pytest.raises(SyncError, match="missed"):
        core.receive(feed(4, C))
    assert m.decode_client(core.opened()[0]) == m.Hello(1, "kick", "tok", "", "w1", 2)


def test_a_feed_before_the_welcome_is_not_taken() -> None:
    core = seated()
    core.opened()
    assert core.receive(feed(3, C)) == []
    assert core.receive(welcome(C, position=3, fresh=False)) == [m.decode_host(welcome(C, position=3, fresh=False))]


@pytest.mark.parametrize(
    "frame",
    [
        welcome(C, position=4, fresh=False),
        welcome(B, C, position=3, fresh=False),
        welcome(C, position=2, fresh=True),
    ],
)
def test_a_welcome_that_does_not_fit_makes_it_ask_for_everything(frame: bytes) -> None:
    core = seated()
    core.opened()
    with pytest.raises(SyncError, match="missed"):
        core.receive(frame)
    assert m.decode_client(core.opened()[0]) == m.Hello(1, "kick", "tok")


@pytest.mark.parametrize("frame", [b"", b"{", b"[" * 60_000, b'{"m":"nobody"}', feed(3, C)[:-1], b"\xff\xfe"])
def test_what_is_not_a_message_is_an_error_that_quotes_nothing(frame: bytes) -> None:
    core = seated()
    with pytest.raises(SyncError, match=r"^That was not a message of align's protocol\.$"):
        core.receive(frame)
    assert core.position == 2


def test_commands_wait_for_the_welcome_and_then_go_in_order_before_newer_ones() -> None:
    core = ClientCore("kick", token="tok")
    core.restore({"1": X})
    assert core.submit(Y, "2") is None
    core.opened()
    assert core.to_send() == []
    core.receive(welcome(position=0, fresh=True))
    assert core.submit(Z, "3") is None, "what is older goes first"
    assert [m.decode_client(frame) for frame in core.to_send()] == [m.Do("1", X), m.Do("2", Y), m.Do("3", Z)]
    assert core.to_send() == []
    assert core.submit(X, "4") == m.encode(m.Do("4", X))


def test_done_and_refused_take_a_command_out_and_nothing_else_does() -> None:
    core = seated()
    for id in "123":
        core.submit(X, id)
    assert core.receive(m.encode(m.Done("1"))) == [m.Done("1")]
    assert core.receive(m.encode(m.Refused("2", "not-now", "No."))) == [m.Refused("2", "not-now", "No.")]
    assert core.receive(m.encode(m.Done("not-mine"))) == [m.Done("not-mine")], "requests are answered, too"
    core.receive(m.encode(m.Bye("store", "Later.", final=False)))
    core.closed()
    assert core.outbox == {"3": X}


def test_what_no_host_would_take_is_refused_at_once_and_not_kept() -> None:
    core = seated()
    with pytest.raises(Rejected, match="too long"):
        core.submit(TakeNote("p", "x" * m.LARGEST_FRAME), "1")
    assert not core.outbox


def test_what_is_restored_comes_before_what_was_given_since() -> None:
    core = seated()
    core.submit(Y, "2")
    core.restore({"1": X})
    assert list(core.outbox) == ["1", "2"]
