"""One port, two kinds of visitors: whoever speaks TLS goes to the host, whoever speaks SSH to the door beside it.

A TLS client always speaks first. SSH clients nearly always do; one that waits for a greeting is told by its silence.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import cast

SILENCE = 1.0
"""Seconds after which a visitor who has said nothing is taken for one who waits to be greeted."""
SSH = b"SSH-"


class Fork(asyncio.Protocol):
    """A line whose first bytes are not there yet. It then becomes somebody else's, and this object is done."""

    def __init__(self, tls: Callable[[], asyncio.Protocol], ssh: Callable[[], asyncio.Protocol]) -> None:
        self._tls, self._ssh = tls, ssh
        self._begun = b""
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Wait for the first bytes."""
        self._transport = cast(asyncio.Transport, transport)
        self._timer = asyncio.get_running_loop().call_later(SILENCE, self._pass_on, self._ssh)

    def data_received(self, data: bytes) -> None:
        """Choose as soon as the bytes tell."""
        self._begun += data
        if self._begun.startswith(SSH):
            self._pass_on(self._ssh)
        elif not SSH.startswith(self._begun):
            self._pass_on(self._tls)

    def connection_lost(self, exc: Exception | None) -> None:
        """Gone before it said what it wants."""
        self._stop()

    def _pass_on(self, to: Callable[[], asyncio.Protocol]) -> None:
        self._stop()
        if self._transport.is_closing():
            return
        chosen = to()
        self._transport.set_protocol(chosen)
        chosen.connection_made(self._transport)
        if self._begun and not self._transport.is_closing():
            chosen.data_received(self._begun)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
