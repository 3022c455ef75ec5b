"""The process behind a page, reached in textual-serve's way: packets by its input and output instead of a terminal."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

GRACE = 5.0
"""Seconds that a guest's process may take to end after its guest has gone."""


class GuestService(AppService):
    """textual-serve's way to a process, without a shell, without downloads, and with an end."""

    def __init__(self, environment: dict[str, str], socket: web.WebSocketResponse) -> None:
        async def close() -> None:
            await socket.close()

        say, tell = _quietly(socket.send_bytes), _quietly(socket.send_str)
        super().__init__("", write_bytes=say, write_str=tell, close=close, download_manager=DownloadManager())
        self._guests_environment = environment

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
            **self._guests_environment, "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver",
            "TEXTUAL_COLOR_SYSTEM": "truecolor", "COLUMNS": str(width), "ROWS": str(height),
        }  # fmt: skip
        self._process = process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "align", "join", env=environment, start_new_session=True,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        self._stdin = process.stdin
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

    async def on_meta(self, data: bytes) -> None:
        """Hear that the application has ended; pages are neither opened nor given files."""
        if b'"exit"' in data:
            await self.remote_close()

    async def on_packed(self, payload: bytes) -> None:
        """Take no files."""


def _quietly(send: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A page that has gone is told nothing; its listener notices."""

    async def sent(data: Any) -> None:
        with contextlib.suppress(ConnectionError, RuntimeError):
            await send(data)

    return sent
