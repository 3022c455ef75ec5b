"""The door for SSH: `ssh -p 7465 orion-3@host`, the join code as password, and the participant's interface runs.

Whoever comes in gets a process of their own on this computer, an ordinary participant's client. No key that a visitor's
machine offers is looked at, nothing else of SSH is granted (no commands, files or forwarding), and nothing is logged.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import asyncssh

from align.doors.lobby import FULL, LONG_SILENT, NO_TERMINAL, SILENT, Lobby
from align.doors.terminal import Terminal
from align.engine.guests import Guest
from align.engine.hosting import Hosted
from align.engine.languages import known_language, told
from align.errors import SyncError
from align.system import reason

TRIES = 4
"""Wrong codes on one line."""
LOGIN_SECONDS = 60.0
SIGN_OF_LIFE, LOST_AFTER = 15.0, 3
"""Seconds of silence until a visitor's machine is asked for a sign of life; unanswered questions until it is gone."""
PLAIN = "plain"
"""The user name of whoever wants the prompts line by line; any other name means nothing."""

_TERM = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+_-]{0,40}")
_BANNER = "align: type the join code, or your own key if you have been here before.\n"


class SshDoor:
    """The door itself: what it is known by. Behind it lies the lobby."""

    def __init__(self, lobby: Lobby, command: str, fingerprint: str) -> None:
        self.lobby = lobby
        self.command = command
        """What a guest types."""
        self.fingerprint = fingerprint
        """Of the door's key, as `ssh` shows it before it asks for the code."""

    def way_back(self, *, plain: bool) -> str:
        """Return what a guest types to come back: who came for lines gets lines again."""
        name = self.lobby.hosted.name
        return self.command.replace(f" {name}@", f" {PLAIN}@") if plain else self.command

    @property
    def told(self) -> str:
        """What a guest types, and what they should compare at their first visit."""
        return f"{self.command}  (its key: {self.fingerprint})"


class Visitor(asyncssh.SSHServer):
    """One line: from its first byte to the right code."""

    def __init__(self, door: SshDoor) -> None:
        self._door, self._lobby = door, door.lobby
        self._guest: Guest | None = None
        self._stranger = self._plain = False
        self._wrong = 0

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        """Take the line if there is room."""
        self._line = conn
        self._address = str((conn.get_extra_info("peername") or ("",))[0])
        self._stranger = self._lobby.strangers.admit(self._address)
        if not self._stranger:
            conn.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Count the line out."""
        self._known()

    def begin_auth(self, username: str) -> bool:
        """Everybody is asked for the code, whatever they call themselves."""
        self._plain = username == PLAIN
        self._line.send_auth_banner(_BANNER)
        return True

    def password_auth_supported(self) -> bool:
        """The join code is a password for programs that know only passwords."""
        return True

    def validate_password(self, username: str, password: str) -> bool:
        """Judge it."""
        return self._judge(password)

    def kbdint_auth_supported(self) -> bool:
        """People are asked in words."""
        return True

    def get_kbdint_challenge(self, username: str, lang: str, submethods: str) -> Any:
        """Ask; what is typed is shown, because a code that was read out is easily mistyped."""
        return "", "", "", [("Join code or key: ", True)]

    def validate_kbdint_response(self, username: str, responses: Any) -> bool:
        """Judge it."""
        return len(responses) == 1 and self._judge(responses[0])

    def session_requested(self) -> GuestSession | bool:
        """Give the guest a session, once."""
        guest, self._guest = self._guest, None
        return GuestSession(self._lobby, guest, plain=self._plain) if guest is not None else False

    def _judge(self, word: str) -> bool:
        self._guest = self._lobby.judge(word, self._address, self._door.way_back(plain=self._plain))
        if self._guest is not None:
            self._known()
            return True
        self._wrong += 1
        if self._wrong >= TRIES:
            self._line.close()
        return False

    def _known(self) -> None:
        if self._stranger:
            self._stranger = False
            self._lobby.strangers.known(self._address)


class GuestSession(asyncssh.SSHServerSession[bytes]):
    """A guest's terminal at one end, their process at the other."""

    def __init__(self, lobby: Lobby, guest: Guest, *, plain: bool) -> None:
        self.guest = guest
        self._lobby = lobby
        self.over = asyncio.Event()
        self._plain = plain
        self._term = "dumb"
        self._size: tuple[int, int] | None = None
        """None: there is no terminal at the other end, only lines."""
        self._gone = False
        self._theirs: dict[str, str] = {}
        """What their machine sends along of its environment."""
        self._language = ""
        self._task: asyncio.Task[None] | None = None
        self._deadline: asyncio.TimerHandle | None = None

    @property
    def process(self) -> int:
        """The number of the guest's process; 0 when there is none."""
        return self._terminal.process

    def connection_made(self, chan: asyncssh.SSHServerChannel[bytes]) -> None:
        """The channel is there."""
        self._channel, self._line = chan, chan.get_connection()
        self._terminal = Terminal(chan.write, self._full)

    def pty_requested(self, term_type: str, term_size: tuple[int, int, int, int], term_modes: Any) -> bool:
        """Take the kind and the size of the terminal."""
        self._term = term_type if _TERM.fullmatch(term_type) else "xterm-256color"
        self._size = (term_size[0] or 80, term_size[1] or 24)
        return True

    def shell_requested(self) -> bool:
        """This is what everybody comes for; there are no commands and no files here."""
        return True

    def session_started(self) -> None:
        """Begin."""
        self._theirs = {str(name): str(word) for name, word in self._channel.get_environment().items()}
        spoken = (self._theirs[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if self._theirs.get(name))
        self._language = known_language(next(spoken, ""))
        self._heard()
        self._task = asyncio.get_running_loop().create_task(self._run(), name="align-guest")

    def terminal_size_changed(self, width: int, height: int, pixwidth: int, pixheight: int) -> None:
        """Pass it on."""
        self._size = (width, height)
        self._terminal.resize(width, height)

    def data_received(self, data: bytes, datatype: int | None) -> None:
        """Pass on what is typed."""
        self._heard()
        self._terminal.write(data)

    def eof_received(self) -> bool:
        """Nothing more will be typed."""
        self._terminal.end_of_input()
        return True

    def pause_writing(self) -> None:
        """The network has enough."""
        self._terminal.pause()

    def resume_writing(self) -> None:
        """It takes more."""
        self._terminal.resume()

    def connection_lost(self, exc: Exception | None) -> None:
        """They have gone; nobody else notices."""
        self._gone = True
        self._terminal.hang_up()
        self._line.close()  # one line, one visit
        if self._task is None:
            self.over.set()

    def end(self, why: str) -> None:
        """Send the guest away with a sentence."""
        self._terminal.hang_up()
        self._last_words(why)

    # ---- inside -------------------------------------------------------------------------------------------------

    async def _run(self) -> None:
        code = 1
        try:
            if not await self._lobby.enter(self):
                self._last_words(FULL)
                return
            term = "dumb" if self._plain else self._term
            environment = self._lobby.environment_of(
                self.guest, term, colourless="NO_COLOR" in self._theirs, language=self._language
            )
            environment["TEXTUAL_COLOR_SYSTEM"] = "256"
            code = await self._terminal.run(self._lobby.begin, environment, self._size)
        except OSError:
            self._last_words(NO_TERMINAL)
        finally:
            if self._deadline is not None:
                self._deadline.cancel()
            self._lobby.leave(self)
            self.over.set()
            if not self._gone:
                self._channel.exit(code if 0 <= code < 256 else 1)

    def _last_words(self, words: str) -> None:
        words = told(self._language, words)
        if not self._gone:
            # Out of the full screen, should the process have had no time for it.
            self._channel.write(b"\x1b[?1049l\x1b[?25h" * (self._term != "dumb") + f"\r\n{words}\r\n".encode())

    def _heard(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
        later = asyncio.get_running_loop().call_later
        self._deadline = later(SILENT, self.end, LONG_SILENT)

    def _full(self, full: bool) -> None:
        if full:
            self._channel.pause_reading()
        else:
            self._channel.resume_reading()


@asynccontextmanager
async def ssh_door(lobby: Lobby, bind: str, port: int | None) -> AsyncIterator[SshDoor]:
    """Open the door for the time of the context; yields it.

    `port` None or the host's own: both share it. Raises SyncError when another port cannot be had.
    """
    # It would write down who came from where.
    logging.getLogger("asyncssh").disabled = True
    hosted = lobby.hosted
    keys = hosted.reception.keys
    if not keys.ssh:
        keys.set_ssh(asyncssh.generate_private_key("ssh-ed25519").export_private_key().decode())
    key = asyncssh.import_private_key(keys.ssh)
    door = SshDoor(lobby, "", key.get_fingerprint())
    shared = port is None or port == hosted.server.port
    options: dict[str, Any] = {
        "server_factory": lambda: Visitor(door), "server_host_keys": [key], "encoding": None, "line_editor": False,
        "login_timeout": LOGIN_SECONDS, "keepalive_interval": SIGN_OF_LIFE, "keepalive_count_max": LOST_AFTER,
        "compression_algs": None, "agent_forwarding": False, "x11_forwarding": False, "allow_scp": False,
        "gss_host": None, "server_version": "align", "public_key_auth": False, "host_based_auth": False,
    }  # fmt: skip
    try:
        if shared:
            acceptor = await asyncssh.listen(tunnel=_Beside(hosted), **options)
        else:
            acceptor = await asyncssh.listen(bind, port, **options)
    except OSError as error:
        raise SyncError(f"Port {port} cannot be opened for SSH: {reason(error)}. Choose another one.") from None
    number = hosted.server.port if shared else acceptor.get_port()
    door.command = f"ssh -p {number} {hosted.name}@{hosted.ticket.host}"
    hosted.reception.doors = (*hosted.reception.doors, door.told)
    try:
        yield door
    finally:
        acceptor.close()
        await lobby.empty()


class _Beside:
    """What asyncssh takes for somebody else's line that listens for it: the port of the host itself."""

    def __init__(self, hosted: Hosted) -> None:
        self._server = hosted.server

    async def create_server(self, session_factory: Callable[[str, int], Any], host: str, port: int) -> _Beside:
        """From now on, lines that speak SSH are passed on."""
        self._server.beside = lambda: session_factory("", 0)
        return self

    def close(self) -> None:
        """No more of them."""
        self._server.beside = None

    async def wait_closed(self) -> None:
        """At once."""
