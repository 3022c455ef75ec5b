"""TLS without sockets, for both ends of a line: bytes from the line in, words out, and the other way round.

asyncio has TLS of its own. This one is as fast, takes a tenth of the memory (bench/wire.py), lets the host see an
address, and refuse it, before any TLS is spoken, and the client compare the host's certificate before it says a word.
"""

from __future__ import annotations

import contextlib
import ssl
from collections.abc import Iterator

_PIECE = 16 * 1024
"""The most that one TLS record carries."""
_RECORD = 4 * 1024
"""The most that one of ours carries. OpenSSL never gives back what a BIO once held, and a welcome is large: with full
records each person would cost the host tens of KiB for as long as they are there."""


class Tls:
    """One connection's TLS. What `receive` or `send` leaves for the other end comes from `outgoing`, in order.

    A client begins: with `receive` of nothing.
    """

    def __init__(self, context: ssl.SSLContext, *, server_side: bool) -> None:
        self._in, self._out = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._in, self._out, server_side=server_side)
        self.shaken = False
        """Whether both ends are agreed: before, nothing can be sent."""

    def receive(self, data: bytes) -> Iterator[bytes]:
        """Yield what the other end said, in pieces of at most 16 KiB; raises ssl.SSLError when it speaks no TLS."""
        self._in.write(data)
        try:
            if not self.shaken:
                self._tls.do_handshake()
                self.shaken = True
            while piece := self._tls.read(_PIECE):
                yield piece
        except (ssl.SSLWantReadError, ssl.SSLZeroReturnError):
            # Nothing more for now, or ever: then the end of the line follows by itself.
            return

    def send(self, words: bytes | memoryview) -> bytes:
        """Return what to put on the line for these words. Only after the other end said something."""
        if len(words) <= _RECORD:
            self._tls.write(words)
            return self._out.read()
        rest, records = memoryview(words), []
        while rest:
            rest = rest[self._tls.write(rest[:_RECORD]) :]
            records.append(self._out.read())
        return b"".join(records)

    def certificate(self) -> bytes | None:
        """Return the other end's certificate, in DER, once both are agreed; None when it showed none."""
        return self._tls.getpeercert(binary_form=True)

    def outgoing(self) -> bytes:
        """Return what TLS itself has to say to the other end."""
        return self._out.read()

    def end(self) -> bytes:
        """Return TLS's own farewell."""
        with contextlib.suppress(ssl.SSLError):  # raised because the other end's farewell is not there yet
            self._tls.unwrap()
        return self._out.read()
