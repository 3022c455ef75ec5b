"""The process behind a page, reached in textual-serve's way: packets by its input and output instead of a terminal.

What it says as its errors goes nowhere: it may quote somebody, and the host's own terminal is for the host.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
from collections.abc import Callable
from typing import Any, cast

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from align.doors.nursery import Running
from align.doors.terminal import Begin

GRACE = 5.0
"""Seconds that a guest's process may take to end after its guest has gone."""


class GuestService(AppService):
    """textual-serve's way to a process, without a shell, without downloads, and with an end."""

    def __init__(self, begin: Begin, environment: dict[str, str], page: web.WebSocketResponse) -> None:
        async def close() -> None:
            await page.close()

        say, tell = _quietly(page.send_bytes), _quietly(page.send_str)
        super().__init__("", write_bytes=say, write_str=tell, close=close, download_manager=DownloadManager())
        self._begin, self._guests_environment = begin, environment

    @property
    def running(self) -> asyncio.Task[None]:
        """What reads from the process until it has ended; after `start`."""
        assert self._task is not None
        return self._task

    @property
    def number(self) -> int:
        """The process's number; 0 when none runs."""
        return self._process.pid if self._process is not None and self._process.returncode is None else 0

    async def _open_app_process(self, width: int = 80, height: int = 24) -> asyncio.subprocess.Process:
        environment = {
            **self._guests_environment, "TEXTUAL_DRIVER": "align.ui.page_driver:PageDriver",
            "TEXTUAL_COLOR_SYSTEM": "truecolor", "COLUMNS": str(width), "ROWS": str(height),
        }  # fmt: skip
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        reader, self._stdin = await asyncio.open_connection(sock=ours)
        nothing = os.open(os.devnull, os.O_WRONLY)
        try:
            running = await self._begin(environment, (theirs.fileno(), theirs.fileno(), nothing))
        except BaseException:
            self._stdin.close()
            raise
        finally:
            theirs.close()
            os.close(nothing)
        self._process = process = cast(asyncio.subprocess.Process, _Piped(running, reader))
        return process

    async def stop(self) -> None:
        """End the process: asked first, so that it keeps what was typed."""
        if self._process is None:
            return
        with contextlib.suppress(ConnectionError):
            await self.send_meta({"type": "quit"})
        try:
            await asyncio.wait_for(self._process.wait(), GRACE)
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._process.pid, signal.SIGKILL)
            await self._process.wait()
        if self._task is not None:
            await self._task
            self._task = None
        self.stdin.close()

    async def on_meta(self, data: bytes) -> None:
        """Hear that the application has ended; pages are neither opened nor given files."""
        if b'"exit"' in data:
            await self.remote_close()

    async def on_packed(self, payload: bytes) -> None:
        """Take no files."""


class _Piped:
    """As much of asyncio's own kind of process as textual-serve looks at."""

    def __init__(self, running: Running, stdout: asyncio.StreamReader) -> None:
        self._running, self.stdout = running, stdout
        self.stderr = asyncio.StreamReader()
        self.stderr.feed_eof()
        self.wait = running.wait

    @property
    def pid(self) -> int:
        return self._running.pid

    @property
    def returncode(self) -> int | None:
        return self._running.returncode


def _quietly(send: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A page that has gone is told nothing; its listener notices."""

    async def sent(data: Any) -> None:
        with contextlib.suppress(ConnectionError, RuntimeError):
            await send(data)

    return sent
