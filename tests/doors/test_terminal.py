"""A guest's line by itself, with programs that stand for a guest's process."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping

import pytest

from align.doors.nursery import Running
from align.doors.terminal import Terminal
from tests.doors.guests import PATIENCE

ECHO = "import sys; print('begun', flush=True); sys.stdout.write(sys.stdin.read())"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such doors on Windows")


async def echo(environment: Mapping[str, str], ends: tuple[int, int, int]) -> Running:
    """Start what says back all that it was told, once that has ended."""
    stdin, stdout, stderr = ends
    return await asyncio.create_subprocess_exec(
        sys.executable, "-c", ECHO, stdin=stdin, stdout=stdout, stderr=stderr, env=dict(environment)
    )


@pytest.mark.parametrize("early", [True, False])
async def test_what_a_script_says_reaches_the_process_also_when_it_has_ended_before_that_began(early: bool) -> None:
    said = bytearray()
    begun = asyncio.Event()

    def hear(data: bytes) -> None:
        said.extend(data)
        begun.set()

    terminal = Terminal(hear, lambda full: None)

    def speak() -> None:
        terminal.write(b"2\n")
        terminal.write(b"words\n" * 50_000)
        terminal.end_of_input()

    async with asyncio.timeout(PATIENCE):
        if early:
            speak()
        running = asyncio.create_task(terminal.run(echo, {}, None))
        await begun.wait()
        if not early:
            speak()
        assert await running == 0
    assert bytes(said) == b"begun\n2\n" + b"words\n" * 50_000


async def test_at_a_terminal_the_end_of_input_is_the_end_of_the_visit() -> None:
    terminal = Terminal(lambda data: None, lambda full: None)
    terminal.end_of_input()
    async with asyncio.timeout(PATIENCE):
        assert await terminal.run(echo, {}, (80, 24)) != 0
