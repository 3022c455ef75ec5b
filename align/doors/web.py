"""The door for browsers: a page asks for the join code, and then the participant's interface runs in it.

The terminal in the page is textual-serve's, without its page (which fetches a font from elsewhere) and its server
(which asks nobody who they are). Each guest has a process of their own, as behind the door for SSH.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

import msgspec
import textual_serve
from aiohttp import WSMsgType, web

from align.doors.lobby import FULL, SILENT, Lobby
from align.doors.pages import FOCUS, HEADERS, code_page, terminal_page
from align.doors.place import LOOPBACKS, Place
from align.doors.threshold import PATIENCE, Patience, Threshold, WebLine
from align.doors.web_process import GuestService
from align.engine.guests import Guest
from align.engine.languages import known_language, told
from align.errors import SyncError
from align.language import _
from align.sync.certificate import server_context
from align.sync.door import NOT_IN
from align.sync.host import allow_files
from align.sync.limits import Limits
from align.system import reason

COOKIE = "align"
LARGEST_MESSAGE = 256 * 1024
"""Bytes of one message from a page; a large paste fits."""
MOST_TICKETS = 500
"""People known by their browser; the oldest is forgotten when there are more."""
_STATIC = Path(textual_serve.__file__).parent / "static"
_LARGEST_SIDE = 500
FILES_BESIDE = 500
"""Open files that a host with this door needs beside its lines: a few for each guest."""


class WebDoor:
    """The pages, the websocket, and who is known by which cookie."""

    def __init__(self, lobby: Lobby) -> None:
        self.lobby = lobby
        self.place = Place("")
        """Where it is to be found, once it is open."""
        self.threshold: Threshold
        """Where its lines come in, once it is open."""
        self._known: dict[str, Guest] = {}

    @property
    def origin(self) -> str:
        """Its address, as a guest types it."""
        return self.place.url

    @property
    def caution(self) -> str:
        """What the facilitator should know about the line to browsers."""
        if self.place.proxied:
            return _("by a proxy of yours, whose certificate browsers know")
        if self.place.is_near:
            return _("on this computer only, without encryption, which it does not need there")
        return _(
            "browsers warn, because nobody vouches for its certificate; compare its SHA-256: {mark}", mark=self._mark
        )

    @property
    def told(self) -> str:
        """Where a guest goes, and what they should compare when their browser warns."""
        plain = self.place.is_near or self.place.proxied
        return self.origin if plain else f"{self.origin}  (SHA-256 {self._mark})"

    @property
    def _mark(self) -> str:
        mark = sha256(ssl.PEM_cert_to_DER_cert(self._certificate)).hexdigest().upper()
        return ":".join(mark[start : start + 2] for start in range(0, len(mark), 2))

    @property
    def _certificate(self) -> str:
        pem = self.lobby.hosted.reception.keys.certificate
        return pem[pem.index(ssl.PEM_HEADER) :]

    def application(self) -> web.Application:
        """Return what aiohttp serves."""
        app = web.Application(client_max_size=4096, middlewares=[_with_headers, self._paced])
        app.add_routes(
            [web.get("/", self._page), web.post("/enter", self._enter), web.get("/ws", self._socket),
             web.get("/focus.js", _focus),
             web.static("/static", _STATIC, show_index=False)]
        )  # fmt: skip
        return app

    async def _page(self, request: web.Request) -> web.StreamResponse:
        self.place.check_host(request)
        name = self.lobby.hosted.name
        if self._guest(request) is None:
            return _html(code_page(name, language=_language(request)))
        return _html(terminal_page(name, self.place.socket(request), _language(request)))

    async def _enter(self, request: web.Request) -> web.StreamResponse:
        self.place.check_origin(request)
        code = str((await request.post()).get("code", ""))[:64]
        guest = self.lobby.judge(code, self.place.address(request), self.origin)
        if guest is None:
            return _html(code_page(self.lobby.hosted.name, NOT_IN.text, _language(request)), status=403)
        mark = secrets.token_urlsafe(24)
        while len(self._known) >= MOST_TICKETS:
            del self._known[next(iter(self._known))]
        self._known[mark] = guest
        self._line(request).known()
        gone = web.HTTPSeeOther("/")
        secure = self.place.is_secure(request)
        gone.set_cookie(COOKIE, mark, httponly=True, samesite="Strict", secure=secure, path="/")
        raise gone

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        self.place.check_origin(request)
        guest = self._guest(request)
        if guest is None:
            raise web.HTTPForbidden(text=NOT_IN.text)
        socket = web.WebSocketResponse(heartbeat=15, max_msg_size=LARGEST_MESSAGE)
        await socket.prepare(request)
        self._line(request).allow(None)
        visit = WebVisit(self.lobby, guest, socket, _language(request))
        await visit.run(_side(request, "width", 80), _side(request, "height", 24))
        if not self.lobby.book.knows(guest.key):
            # Nothing was kept, so there is nothing to come back to: the page asks for the code again.
            self._known = {mark: known for mark, known in self._known.items() if known.key != guest.key}
        return socket

    @web.middleware
    async def _paced(self, request: web.Request, handler: Any) -> web.StreamResponse:
        """Give every request its time; a browser that has been here is no stranger."""
        line = self._line(request)
        if self._guest(request) is not None:
            line.known()
        line.allow(self.threshold.patience.request_within)
        response: web.StreamResponse = await handler(request)
        return response

    def _line(self, request: web.Request) -> WebLine:
        # One that has gone meanwhile takes no notice of anything.
        return self.threshold.lines.get(request.protocol) or WebLine(self.threshold)

    def _guest(self, request: web.Request) -> Guest | None:
        """Return whom the cookie belongs to; back at their seat where there is one."""
        guest = self._known.get(request.cookies.get(COOKIE, ""))
        if guest is not None and self.lobby.book.knows(guest.key):
            return msgspec.structs.replace(guest, back=True)
        return guest


class WebVisit:
    """One guest at one page."""

    def __init__(self, lobby: Lobby, guest: Guest, socket: web.WebSocketResponse, language: str = "") -> None:
        self.guest = guest
        self.over = asyncio.Event()
        self._lobby, self._socket, self._language = lobby, socket, language
        self._service: GuestService | None = None
        self._ending: asyncio.Task[Any] | None = None

    @property
    def process(self) -> int:
        """The number of the guest's process; 0 when there is none."""
        return self._service.number if self._service is not None else 0

    def end(self, why: str) -> None:
        """Send the guest away; the page says that they have left."""
        self._ending = asyncio.get_running_loop().create_task(
            self._socket.close(message=told(self._language, why).encode()[:120])
        )

    async def run(self, width: int, height: int) -> None:
        """Serve the page until its guest, or their process, has gone."""
        try:
            if not await self._lobby.enter(self):
                await self._socket.send_bytes(told(self._language, FULL).encode())
                return
            environment = self._lobby.environment_of(self.guest, "xterm-256color", language=self._language)
            self._service = service = GuestService(self._lobby.begin, environment, self._socket)
            listening: asyncio.Task[None] | None = None
            try:
                await service.start(width, height)
                listening = asyncio.create_task(self._listen(service), name="align-page")
                # Whichever ends first takes the other along: the page, or the process.
                await asyncio.wait({listening, service.running}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                if listening is not None:
                    listening.cancel()
                await service.stop()
        except (OSError, ConnectionError):
            pass  # the page has gone, or there is no process to be had: it says that one has left
        finally:
            self._lobby.leave(self)
            self.over.set()
            await self._socket.close()

    async def _listen(self, service: GuestService) -> None:
        """Pass on what the page says; whatever it is, nothing is raised."""
        with contextlib.suppress(TimeoutError):
            while True:
                message = await self._socket.receive(timeout=SILENT)
                if message.type != WSMsgType.TEXT:
                    return
                try:
                    said = msgspec.json.decode(message.data, type=list[Any])
                except msgspec.DecodeError:
                    return
                match said:
                    case ["stdin", str(text)]:
                        await service.send_bytes(text.encode(errors="replace"))
                    case ["resize", {"width": int(width), "height": int(height)}]:
                        await service.set_terminal_size(_within(width), _within(height))
                    case ["ping", str() | int() | float() as mark]:
                        await self._socket.send_json(["pong", mark])
                    case ["focus", *_]:
                        await service.focus()
                    case ["blur", *_]:
                        await service.blur()


@asynccontextmanager
async def web_door(
    lobby: Lobby, bind: str, port: int, patience: Patience = PATIENCE, url: str = ""
) -> AsyncIterator[WebDoor]:
    """Open the door for the time of the context; yields it. Raises SyncError when the port cannot be had.

    `url` is where browsers find it, when a proxy of the facilitator's stands before it.

    On a loopback address it speaks http, everywhere else https with the workshop's own certificate, which no browser
    knows.
    """
    for name in ("aiohttp.server", "aiohttp.web", "aiohttp.access", "aiohttp.websocket", "textual-serve"):
        logging.getLogger(name).disabled = True
    hosted = lobby.hosted
    near = hosted.ticket.host in LOOPBACKS
    door = WebDoor(lobby)
    runner = web.AppRunner(door.application(), access_log=None, handle_signals=False, shutdown_timeout=1.0)
    await runner.setup()
    tls = None if near else server_context(hosted.reception.keys.certificate)
    door.threshold = Threshold(cast(Any, runner.server), tls, patience)
    allow_files(Limits().connections + patience.lines + FILES_BESIDE)
    try:
        await door.threshold.listen(bind, port)
    except OSError as error:
        await runner.cleanup()
        raise SyncError(f"Port {port} cannot be opened for browsers: {reason(error)}. Choose another one.") from None
    host = f"[{hosted.ticket.host}]" if ":" in hosted.ticket.host else hosted.ticket.host
    door.place = (
        Place(url, proxied=True) if url else Place(f"{'http' if near else 'https'}://{host}:{door.threshold.port}")
    )
    hosted.reception.doors = (*hosted.reception.doors, door.told)
    try:
        yield door
    finally:
        door.threshold.shut()
        await lobby.empty()
        await runner.cleanup()
        door.threshold.cut_all()


@web.middleware
async def _with_headers(request: web.Request, handler: Any) -> web.StreamResponse:
    try:
        response: web.StreamResponse = await handler(request)
    except web.HTTPException as refused:
        refused.headers.update(HEADERS)
        raise
    if not response.prepared:
        response.headers.update(HEADERS)
    return response


async def _focus(request: web.Request) -> web.StreamResponse:
    return web.Response(text=FOCUS, content_type="text/javascript")


def _html(text: str, status: int = 200) -> web.Response:
    return web.Response(text=text, status=status, content_type="text/html")


def _side(request: web.Request, name: str, otherwise: int) -> int:
    text = request.query.get(name, "")
    return _within(int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else otherwise


def _within(side: int) -> int:
    return max(1, min(_LARGEST_SIDE, side))


def _language(request: web.Request) -> str:
    """Return the first language that the browser asks for and align speaks; empty where there is none."""
    asked = request.headers.get("Accept-Language", "")[:200].split(",")
    return next(filter(None, (known_language(tag.partition(";")[0]) for tag in asked)), "")
