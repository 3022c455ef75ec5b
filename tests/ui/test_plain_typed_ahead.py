"""A line answers what stood there when it was typed: at a terminal no level, signature or yes comes from before it was
asked, and a script's lines answer in their order as ever."""

from __future__ import annotations

import asyncio
import io
import os
import select
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import pytest

from align.domain import commands as c
from align.engine.clock import Clock
from align.ui.plain.console import WIDTH, Console, EndOfInputError
from align.ui.plain.leading import Leading
from align.ui.plain.sources import source_of
from align.ui.plain.taking_part import TakingPart
from tests.support import builders
from tests.support.linked import PATIENCE, Linked, linked, until
from tests.ui.lines import AtALine

if sys.platform != "win32":
    import fcntl
    import termios


class Revealed:
    """A workshop in whose reveal one participant stands, at a terminal or with a script."""

    def __init__(self, team: Linked, *, by_hand: bool) -> None:
        self.team, self.at = team, AtALine(by_hand=by_hand)

    async def begin(self) -> None:
        self.desk, self.me = await self.team.desk(), await self.team.join("p1")
        await self.desk.submit(c.OpenRound())
        await self.desk.submit(c.CloseRound())
        await self.desk.submit(c.MoveFocus("fact"))
        self.way = asyncio.ensure_future(TakingPart(self.at.console, self.me).run())
        await self.at.hears("Success fact")

    async def opens_a_vote(self) -> None:
        await self.desk.submit(c.MoveTo("agree"))
        await self.desk.submit(c.DraftClause("fact", "We say it."))
        await until(lambda: bool(self.desk.state.clauses))
        await self.desk.submit(c.OpenVote("c1"))
        await self.at.hears("Your level, 0 to 5:")

    async def leaves(self) -> None:
        self.way.cancel()
        await asyncio.gather(self.way, return_exceptions=True)


async def test_a_number_typed_while_nothing_was_asked_is_no_vote() -> None:
    async with linked(builders.plan()) as team:
        person = Revealed(team, by_hand=True)
        await person.begin()
        person.at.puts("5")
        # At the answers a number reads a prompt, and is none of a vote that comes later.
        await person.at.hears("May wait: ")
        await person.opens_a_vote()
        assert not person.me.mine.supports
        person.at.puts("4")
        await until(lambda: bool(person.me.mine.supports))
        assert person.me.mine.supports["c1", 1].level == 4
        await person.leaves()


async def test_a_number_that_a_script_sends_ahead_is_its_vote() -> None:
    async with linked(builders.plan()) as team:
        person = Revealed(team, by_hand=False)
        await person.begin()
        person.at.puts("5")
        await person.opens_a_vote()
        await until(lambda: bool(person.me.mine.supports))
        assert person.me.mine.supports["c1", 1].level == 5
        assert "not taken" not in person.at.said
        await person.leaves()


async def test_what_is_typed_in_the_same_moment_as_a_question_comes_is_told_and_not_taken() -> None:
    at = AtALine(by_hand=True)
    at.puts("y", "", "4")
    asked = asyncio.ensure_future(at.console.ask("Close the round? y or n:"))
    await at.hears("Typed before this was asked, and not taken: y / 4 Close the round? y or n:")
    assert not asked.done()
    at.puts("n", None)
    assert await asked == "n"


async def test_the_lines_of_a_pasted_text_belong_together() -> None:
    at = AtALine(by_hand=True)
    first = asyncio.ensure_future(at.console.ask("One thing a line:"))
    await at.hears("One thing a line:")
    at.puts("by phone", "by mail", "")
    assert await first == "by phone"
    assert [await at.console.ask("Next line:", goes_on=True) for _ in range(2)] == ["by mail", ""]


async def test_a_pasted_text_is_one_answer_and_b_reads_it_out() -> None:
    async with linked(builders.plan()) as team:
        desk, me, at = await team.desk(), await team.join("p1"), AtALine(by_hand=True)
        way = asyncio.ensure_future(TakingPart(at.console, me).run())
        await at.hears("y confirms it")
        await desk.submit(c.OpenRound())
        await at.hears("one fact?")
        at.puts(*(f"line {n}" for n in range(1, 31)))
        await at.hears("30 lines that came together are taken as one text. Received.")
        assert me.mine.answers["fact"].value == "\n".join(f"line {n}" for n in range(1, 31))
        await at.hears("Which?")
        at.puts("b")
        await at.hears("Your answer so far: line 1; line 2; line 3;")
        way.cancel()
        await asyncio.gather(way, return_exceptions=True)


async def test_of_many_lines_typed_too_early_only_the_first_are_read_back() -> None:
    at = AtALine(by_hand=True)
    at.puts(*"abcdefg")
    asked = asyncio.ensure_future(at.console.ask("Sure?"))
    await at.hears("not taken: a / b / c / and 4 more lines Sure?")
    at.puts("y")
    assert await asked == "y"


async def test_a_calendar_is_confirmed_by_what_was_typed_for_it_and_nothing_is_kept_for_the_round() -> None:
    async with linked(builders.plan()) as team:
        desk, me, at = await team.desk(), await team.join("p1"), AtALine(by_hand=True)
        way = asyncio.ensure_future(TakingPart(at.console, me).run())
        await at.hears("y confirms it")
        at.puts("All sites are open.")
        await at.hears("so what you typed was not taken. y confirms it")
        await desk.submit(c.OpenRound())
        await at.hears("one fact?")
        assert "Received." not in at.said
        way.cancel()
        await asyncio.gather(way, return_exceptions=True)


async def test_the_desk_takes_commands_ahead_but_no_yes(tmp_path: Path) -> None:
    async with linked(builders.plan()) as team:
        desk, at = await team.desk(), AtALine(by_hand=True)
        way = asyncio.ensure_future(Leading(at.console, desk, tmp_path, Clock()).run())
        at.puts("who", "open", "y")
        await at.hears("not taken: y Open the round?")
        await at.hears("Open the round?")
        assert desk.state.phase == "setup"
        at.puts("y")
        await until(lambda: desk.state.phase == "assume")
        way.cancel()
        await asyncio.gather(way, return_exceptions=True)


@contextmanager
def a_terminal() -> Iterator[tuple[int, TextIO]]:
    """A terminal's two ends: where a hand types, and what a program reads."""
    hand, end = os.openpty()
    try:
        with os.fdopen(end, encoding="utf-8") as read:
            yield hand, read
    finally:
        os.close(hand)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty")
async def test_a_real_terminal_is_read_to_the_moment_of_the_question_and_half_a_line_is_told_too() -> None:
    sink = io.StringIO()
    with a_terminal() as (hand, terminal):
        console = Console(terminal, sink)
        assert console.by_hand
        os.write(hand, "zu früh\n5\nx".encode())
        await until(lambda: _echoed(hand, b"x"))
        asked = asyncio.ensure_future(console.ask("Your level?"))
        await until(lambda: "Your level?" in sink.getvalue())
        assert sink.getvalue() == "\nTyped before this was asked, and not taken: zu früh / 5 / x\nYour level?\n"
        os.write(hand, b"4\n")
        async with asyncio.timeout(PATIENCE):
            assert await asked == "4"
            os.write(hand, b"\x04")
            with pytest.raises(EndOfInputError):
                await console.ask("And now?", goes_on=True)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty")
async def test_the_last_line_of_a_paste_belongs_to_it_though_it_has_no_end() -> None:
    sink = io.StringIO()
    with a_terminal() as (hand, terminal):
        console = Console(terminal, sink)
        asked = asyncio.ensure_future(console.ask("Your answer?"))
        await until(lambda: "Your answer?" in sink.getvalue())
        os.write(hand, "uno uno\ndos dos\ntres ñandú".encode())
        await until(lambda: _echoed(hand, "ñandú".encode()))
        async with asyncio.timeout(PATIENCE):
            assert await asked == "uno uno"
            pasted = asyncio.ensure_future(console.pasted())
            await until(lambda: "press Enter to end it: tres ñandú" in sink.getvalue())
            assert "Your answer?\n\nThe last line that came" in sink.getvalue()  # below what stands there half
            os.write(hand, b" y mas\n")
            assert await pasted == ["dos dos", "tres ñandú y mas"]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty")
@pytest.mark.parametrize(("columns", "longest"), [(40, 40), (60, 60), (160, WIDTH), (0, WIDTH)])
def test_text_is_folded_to_the_width_of_a_narrow_terminal(columns: int, longest: int) -> None:
    hand, end = os.openpty()
    fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    with os.fdopen(end, "w", encoding="utf-8") as sink:
        Console(io.StringIO(), sink).say("an answer " * 40)
        rows = os.read(hand, 1000).decode().splitlines()
    os.close(hand)
    assert longest - len("answer ") < max(map(len, rows)) <= longest


def _echoed(hand: int, end: bytes) -> bool:
    """Whether the terminal has taken what was typed, to its end: it echoes it."""
    return bool(select.select([hand], [], [], 0)[0]) and os.read(hand, 1000).endswith(end)


def test_a_pipe_is_no_hand() -> None:
    reading, writing = os.pipe()
    os.close(writing)
    with os.fdopen(reading) as pipe:
        assert not source_of(pipe).by_hand
