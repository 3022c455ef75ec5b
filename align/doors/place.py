"""Where browsers find the page: at this host itself, or at an address of the facilitator's with a proxy behind it.

Whatever does something must come from the page itself, so each request is held against that address.
"""

from __future__ import annotations

import msgspec
from aiohttp import web

LOOPBACKS = ("127.0.0.1", "::1", "localhost")
_NOT_OURS = "This did not come from the workshop's own page."


class Place(msgspec.Struct, frozen=True):
    """An address, such as "http://127.0.0.1:7480"."""

    url: str
    proxied: bool = False
    """A proxy takes the browsers' lines at this address, and hands them on."""

    @property
    def is_near(self) -> bool:
        """Only this computer comes in, without encryption."""
        return not self.proxied and self.url.startswith("http://")

    def check_host(self, request: web.Request) -> None:
        """Refuse names that are not ours where only this computer may come in: another page may have taken one."""
        if self.is_near and request.url.host not in LOOPBACKS:
            raise web.HTTPForbidden(text="This page is for the host's own computer.")

    def check_origin(self, request: web.Request) -> None:
        """Refuse what another page, or none, has sent."""
        self.check_host(request)
        if request.headers.get("Origin") != self._ours(request):
            raise web.HTTPForbidden(text=_NOT_OURS)

    def socket(self, request: web.Request) -> str:
        """Return where the terminal in the page finds its websocket."""
        return f"{self._ours(request).replace('http', 'ws', 1)}/ws"

    def is_secure(self, request: web.Request) -> bool:
        """Whether the browser's line is encrypted."""
        return self._ours(request).startswith("https://")

    def address(self, request: web.Request) -> str:
        """Return where a browser calls from. A proxy on this computer is believed, and nobody else."""
        remote = request.remote or ""
        told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        return told if told and self.proxied and remote in LOOPBACKS else remote

    def _ours(self, request: web.Request) -> str:
        if self.proxied:
            return self.url
        return f"{'https' if request.secure else 'http'}://{request.host}"
