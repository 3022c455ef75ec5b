"""What a keyboard, a mouse, a terminal or a paste may send, and what none ever should: seeded, endless."""

from __future__ import annotations

# ruff: noqa: E501 - tables of sequences are read as tables
from collections.abc import Callable, Iterator
from random import Random

KNOWN = (
    "\x1b[97:65;2;65u", "\x1b[97:65:99;2:1;65u", "\x1b[1114112u", "\x1b[99999999999999999999u", "\x1b[;;;u", "\x1b[:u",
    "\x1b[57358u", "\x1b[-1u", "\x1b[0u", "\x1b[55296u", "\x1b[1;99999999A", "\x1b[1;0A", "\x1b[1;-5B", "\x1b[27;5;99~",
    "\x1b[<0;99999999999;99999999999M", "\x1b[<0;-1;-1M", "\x1b[<99999;1;1M", "\x1b[<35;80;24m", "\x1b[<64;1;1M",
    "\x1b[<0;0;0M", "\x1b[M\xff\xff\xff", "\x1b[M   ", "\x1b[48;99999;99999;1;1t", "\x1b[48;0;0;0;0t", "\x1b[48;-1;;;t",
    "\x1b[8;1;1t", "\x1b[1;1R", "\x1b[99999;99999R", "\x1b[?2026;9$y", "\x1b[?2048;1$y", "\x1b[I", "\x1b[O", "\x1b[200~\x1b[201~",
    "\x1b[201~", "\x1b[200~a\x1b[200~b\x1b[201~", "\x1b", "\x1b\x1b", "\x1b\x1b[A", "\x1bO", "\x1b[", "\x1b[1", "\x1b]0;x\x07",
    "\x1bP>|tmux\x1b\\", "\x1b[?1;2c", "\x1b[>0;0;0c", "\x00", "\x7f", "\x9b2J", "\u202e", "\ud800", "🇩🇪", "é", "\u0301",
    "\x1b[E", "\x1b[Z", "\x1b[3~", "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F", "\x1bOP", "\x1b[24~", "\x1b[13;2u", "\x1b[9;5u",
    f"\x1b[200~{'x' * 50_000}\x1b[201~",
)  # fmt: skip
_KEYS = "abcdefghijklmnoprstuvwxyz0123456789?/ \r\t\x1b\x02\x04\x05\x06\x0b\x0e\x12\x13\x15\x17\x1a"
"""Ctrl+C and Ctrl+Q are left out: leaving is not what is tried here."""


def sequences(chance: Random) -> Iterator[str]:
    """Yield what comes in one read, without end."""
    kinds: tuple[Callable[[], str], ...] = (
        lambda: "".join(chance.choices(_KEYS, k=chance.choice((1, 1, 3, 12)))),
        lambda: chance.choice(("\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\r", "\t", "\x1b")) * chance.choice((1, 1, 4)),
        lambda: chance.choice(KNOWN),
        lambda: _report(chance),
        lambda: f"\x1b[<{chance.choice((0, 1, 2, 32, 35, 64, 65))};{chance.randrange(1, 110)};{chance.randrange(1, 35)}"
        + chance.choice("Mm"),
        lambda: f"\x1b[200~{_text(chance)}\x1b[201~",
        lambda: chance.randbytes(chance.randrange(1, 12)).decode("utf-8", "replace").replace("\x03", "").replace("\x11", ""),
        lambda: "".join(chr(chance.randrange(32, 0x2FFFF)) for _ in range(3)).encode("utf-8", "replace").decode(),
    )  # fmt: skip
    while True:
        yield chance.choice(kinds)()


def _report(chance: Random) -> str:
    """A control sequence with random numbers in random places."""
    numbers = (
        str(chance.choice((0, 1, 5, 27, 97, 255, 57441, 1114112, 2**31, 10**20))) for _ in range(chance.randrange(5))
    )
    joined = chance.choice((";", ":", ";;")).join(numbers)
    return f"\x1b[{chance.choice(('', '', '<', '?', '>', '='))}{joined}{chance.choice('uABCDHFZ~MmRtIOc$y')}"


def _text(chance: Random) -> str:
    """What a clipboard may hold."""
    return chance.choice(
        ("", "a b", "one\ntwo\r\nthree\rfour", "x" * 5_000, "\n" * 500, "\x1b[2J\x9b1m\u202e", "[/bold]" * 50)
    )
