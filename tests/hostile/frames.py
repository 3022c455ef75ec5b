"""Frames that nobody should send: valid ones with something wrong in them, and plain junk. Seeded; knows no host."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from random import Random
from typing import Any

import msgspec

from align.domain import commands as c
from align.sync import messages as m
from tests.support.builders import GOOD_VALUES

HUGE = int("9" * 400)
ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**63, -(2**63), 2**64, HUGE, -HUGE, 0.5, -0.0, 1e308, 5e-324, "", " ", "x",
    "fact", "urgent", "now", "p1", "p2", "c1", "facilitator", "x" * 5_000, "\x00", "\x1b[2J", "\u202e", "\ud800",
    "\u0301" * 500, "🇩🇪", [], {}, [[]], [None], ["now", "now"],
    [["now"]], {"": ""}, {"amount": HUGE}, {"a": {"b": [1]}},
    {"amount": HUGE, "unit": "hours", "clock": "working"}, {"amount": 1e308, "unit": "hours", "clock": "working"},
    {"amount": [], "unit": [], "clock": {}}, {"cameras": []}, {"cameras": {"a": 1}}, [{}], [0, 1], ["quality", HUGE],
    "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2027-03-12", "2027-W10-5",
)  # fmt: skip
"""Values to put where another one belongs."""

_COMMANDS: tuple[c.Command, ...] = (
    *(c.GiveAnswer(prompt, value, "a word") for prompt, value in GOOD_VALUES.items()),
    c.GivePrediction("urgent", "pune", "now"), c.HandIn(), c.GiveSupport("c1", 1, 2, "why"), c.TakeNote("fact", "x"),
    c.OpenRound(), c.CloseRound(), c.MoveTo("agree"), c.MoveFocus("fact"), c.UndoMove(),
    c.OrderTalk(("fact", "urgent")), c.PutAside("fact", "parked", "x"), c.SetTimer("2027-03-12T14:00:00+00:00"),
    c.AddParticipant("New", "pune"), c.MakeMoreAnonymous("merged"), c.DraftClause("fact", "x"),
    c.ChangeClause("c1", "x"), c.OpenVote("c1"), c.CloseVote("c1"),
    c.SettleClause("c1", "regional", "Ann", "2027-03-12", {"pune": "x"}, ("y",)), c.DropClause("c1"), c.Seal(),
)  # fmt: skip


def sound(chance: Random) -> list[dict[str, Any]]:
    """Return one sound message of each kind and each command, as plain values."""
    messages: list[m.ClientMessage] = [m.Do(f"{chance.getrandbits(128):032x}", command) for command in _COMMANDS]
    messages += [
        m.Hello(m.PROTOCOL, "orion-3", token="t"), m.Hello(m.PROTOCOL, "orion-3", code="ABCD-2345"), m.Sit("p2"),
        m.Sit("", "New", "pune"), m.NewCode("r1"), m.Nudge("r6", "p1"), m.FreeSeat("r2", "p1"), m.PhoneSeat("r3", "p3"),
        m.Revision("r4", "here", 1), m.Visit(), m.Stop("r5"),
    ]  # fmt: skip
    return [json.loads(m.encode(message)) for message in messages]


def spoiled(chance: Random) -> Iterator[bytes]:
    """Yield without end frames with one to three slips in them; some of them are still messages."""
    messages = [json.dumps(message) for message in sound(chance)]
    while True:
        message = json.loads(chance.choice(messages[: len(GOOD_VALUES)] if chance.random() < 0.4 else messages))
        if message["m"] == "do":
            message["id"] = f"{chance.getrandbits(128):032x}"
        for _ in range(chance.choice((0, 1, 1, 1, 1, 2, 3))):
            _spoil(chance, message)
        frame = json.dumps(message).encode("utf-8", "surrogatepass")
        yield frame if chance.random() < 0.95 else _damaged(chance, frame)


def junk(chance: Random) -> bytes:
    """Return bytes that are no message at all."""
    kinds: tuple[Callable[[], bytes], ...] = (
        lambda: chance.randbytes(chance.randrange(1, 200)),
        lambda: b"[" * chance.randrange(1, 60_000),
        lambda: b'{"a":' * chance.randrange(1, 5_000),
        lambda: b'{"m":"do","id":"x","command":{"do":"answer","prompt":"fact","value":' + b"9" * 50_000 + b"}}",
        lambda: msgspec.json.encode(chance.choice(ODD[:24] + ODD[31:])),
        lambda: b"\xff" * chance.randrange(1, 60_000),
        lambda: b"GET / HTTP/1.1\r\n\r\n",
    )
    return chance.choice(kinds)()


def _spoil(chance: Random, message: Any) -> None:
    """Change one place somewhere inside."""
    while isinstance(message, dict | list) and message:
        key = chance.choice(list(message) if isinstance(message, dict) else range(len(message)))
        inner = message[key]
        if key in ("m", "do", "id") and chance.random() < 0.9:
            continue
        if isinstance(inner, dict | list) and inner and chance.random() < 0.8:
            message = inner
            continue
        slip = chance.random()
        if slip < 0.9:
            alike = [odd for odd in ODD if type(odd) is type(inner)] if chance.random() < 0.8 else []
            message[key] = deepcopy(chance.choice(alike or ODD))
        elif slip < 0.95:
            del message[key]
        elif isinstance(message, dict):
            message[chance.choice(("m", "id", "extra", "author", "seq", "at"))] = deepcopy(chance.choice(ODD))
        return


def _damaged(chance: Random, frame: bytes) -> bytes:
    at = chance.randrange(len(frame))
    match chance.randrange(3):
        case 0:
            return frame[:at]
        case 1:
            return frame[:at] + bytes([chance.randrange(256)]) + frame[at + 1 :]
        case _:
            return frame[:at] + frame[chance.randrange(len(frame)) :]
