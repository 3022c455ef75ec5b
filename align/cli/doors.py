"""Options for the doors through which people come in who cannot install anything, and opening them."""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
import msgspec

from align.errors import UserError
from align.language import _

if TYPE_CHECKING:
    from align.engine.hosting import Hosted

SAME = 0
"""`--ssh` without a port: the host's own."""
WEB_PORT = 7480
_ORIGIN = re.compile(r"https?://[a-z0-9.\[\]:-]{1,250}/?")
_Command = TypeVar("_Command", bound=Callable[..., Any])


Line = tuple[str, str]
"""What something is, and how it is called: a line of what the host prints."""


class Doors(msgspec.Struct, frozen=True):
    """Which doors to open. None: not this one."""

    ssh: int | None = None
    web: int | None = None
    web_url: str = ""
    """Where browsers find the page, when a proxy stands before it."""

    def arguments(self) -> list[str]:
        """Return the options that mean the same on a command line."""
        asked = (("--ssh", self.ssh), ("--web", self.web))
        ports = [f"{option}={port}" for option, port in asked if port is not None]
        return [*ports, f"--web-url={self.web_url}"] if self.web_url else ports

    def typed(self) -> list[str]:
        """Return them as one would type them behind the name of a workshop."""
        return ["--ssh" if option == f"--ssh={SAME}" else option for option in self.arguments()]


def door_options(command: _Command) -> _Command:
    """Add the options to a command."""
    web = click.option(
        "--web", type=click.IntRange(0, 65535), is_flag=False, flag_value=WEB_PORT, default=None, metavar="[PORT]",
        help=f"Let people in by a browser, with the join code; without a PORT: {WEB_PORT}.",
    )  # fmt: skip
    ssh = click.option(
        "--ssh", type=click.IntRange(SAME, 65535), is_flag=False, flag_value=SAME, default=None, metavar="[PORT]",
        help="Let people in by `ssh -p PORT NAME@HOST`, without align on their side; without a PORT: the host's own.",
    )  # fmt: skip
    url = click.option(
        "--web-url", default="", metavar="URL",
        help="With --web: where browsers find the page, when a proxy of yours stands before it.",
    )  # fmt: skip
    return ssh(web(url(command)))


def chosen(ssh: int | None, web: int | None, web_url: str = "") -> Doors:
    """Return the doors as they were asked for; raises UserError for one that cannot be opened on this computer."""
    if web_url and (web is None or not _ORIGIN.fullmatch(web_url.lower())):
        raise UserError("--web-url goes with --web and is an address without a path, like https://align.example.org.")
    if ssh is not None:
        _require("asyncssh", "ssh")
        if os.name != "posix":
            raise UserError("The door for SSH needs Linux, macOS or another Unix on the host's computer.")
    if web is not None:
        _require("textual_serve", "web")
        if os.name != "posix":
            raise UserError("The door for browsers needs Linux, macOS or another Unix on the host's computer.")
    return Doors(ssh, web, web_url.lower().rstrip("/"))


@asynccontextmanager
async def opened(doors: Doors, hosted: Hosted, path: Path, bind: str) -> AsyncIterator[list[Line]]:
    """Open the doors for the time of the context; yields what the facilitator should read about each."""
    lines: list[Line] = []
    async with AsyncExitStack() as stack:
        if doors == Doors():
            yield lines
            return
        from align.doors.lobby import MOST_GUESTS, Lobby, environment_of_all
        from align.doors.nursery import Nursery
        from align.engine.guests import GuestBook

        nursery = stack.enter_context(Nursery(environment_of_all(os.environ)))
        lobby = Lobby(hosted, GuestBook(path), os.environ, MOST_GUESTS, nursery)
        if doors.ssh is not None:
            from align.doors.ssh import ssh_door

            port = None if doors.ssh == SAME else doors.ssh
            door = await stack.enter_async_context(ssh_door(lobby, bind, port))
            lines += [(_("Without align"), door.command), ("", _("(its key: {key})", key=door.fingerprint))]
        if doors.web is not None:
            from align.doors.web import web_door

            page = await stack.enter_async_context(web_door(lobby, bind, doors.web, url=doors.web_url))
            lines += [(_("In a browser"), page.origin), ("", f"({page.caution})")]
        yield lines


def _require(module: str, extra: str) -> None:
    if find_spec(module) is None:
        raise UserError(f"This door needs the extra {extra!r}: pip install 'align-workshop[{extra}]'.")
