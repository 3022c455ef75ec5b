"""The ticket: where a workshop is and whose certificate to trust, as one line of text; and the join code.

It knows text only: no sockets, no files, no certificates.
"""

from __future__ import annotations

import hashlib
import ipaddress
import re
import secrets
import unicodedata
from base64 import b32encode
from collections.abc import Sequence

import msgspec

from align.errors import SyncError
from align.language import mark

SCHEME = "align://"
DEFAULT_PORT = 7465
"""The port that hosts listen on unless another one is chosen."""
EXAMPLE = f"{SCHEME}192.168.1.20:7465/kickoff#abcdefghijklmnopqrstuvwxyz234567qt"
ONLY_HERE = mark("This works on this computer only. For people elsewhere, serve it with:")
CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 8

_CHECK = 2
_FINGERPRINT = re.compile(r"[a-z2-7]{32}")
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_SHAPE = re.compile(
    r"align:/{0,2}(?:\[(?P<six>[^\]]*)\]|(?P<host>[^/:#\[\]]*))(?::(?P<port>[^/#]*))?"
    r"(?:/(?P<name>[^/#]*))?(?:/(?P<code>[^/#]*))?/?(?:#(?P<mark>.*))?"
)
_LOOK_ALIKES = str.maketrans("OIL", "011", " -\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30fc\t\r\n")


class Ticket(msgspec.Struct, frozen=True):
    """Where to go and whom to trust. `fingerprint` is that of the host's certificate (32 letters); `code` lets a
    newcomer in, `token` brings somebody back to their seat. Neither is ever part of its text by default."""

    host: str
    port: int
    name: str
    fingerprint: str
    code: str = ""
    token: str = ""

    def text(self, *, with_code: bool = False) -> str:
        """Return the line to read out or paste; the code only on request, the token never."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        code = f"/{show_code(self.code)}" if with_code and self.code else ""
        return f"{SCHEME}{host}:{self.port}/{self.name}{code}#{self.fingerprint}{_check(self.fingerprint)}"

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        # Code and token must not reach a log or a crash report by way of a representation.
        return f"Ticket({self.text()!r})"


def only_here(ticket: Ticket) -> bool:
    """Say whether a ticket leads nowhere but to the computer that it is read on."""
    try:
        return ipaddress.ip_address(ticket.host).is_loopback
    except ValueError:
        return False


def for_elsewhere(ticket: Ticket, doors: Sequence[str] = ()) -> str:
    """Return the options that serve a ticket's workshop for people elsewhere too: "--bind 0.0.0.0 --port 8512".

    `doors` are the options of the doors that are open, such as "--web=7480": they stay.
    """
    port = [f"--port {ticket.port}"] if ticket.port != DEFAULT_PORT else []
    return " ".join(["--bind 0.0.0.0", *port, *doors])


def parse_ticket(text: str) -> Ticket:
    """Return the ticket that a line holds; raises SyncError saying what is wrong and what a ticket looks like.

    Forgives what pasting does: spaces, line breaks, quotes around it, "align join" before it, capital and wide letters.
    """
    # All of a ticket is small letters; a code's case does not matter. Keyboards of Japan and China write wide ones.
    line = re.sub(r"[\s\u200b\ufeff]+", "", unicodedata.normalize("NFKC", text)).lower()
    shape = _SHAPE.fullmatch(line[max(0, line.find("align:")) :].strip("\"'`<>“”‘’.,;"))
    if shape is None:
        raise _mistyped("This is not a ticket.")
    return Ticket(
        host=_host(shape["six"], shape["host"] or ""),
        port=_port(shape["port"] or ""),
        name=_name(shape["name"] or ""),
        fingerprint=_fingerprint(shape["mark"] or ""),
        code=_code(shape["code"] or ""),
    )


def new_code() -> str:
    """Return a random join code as it is shown: XXXX-XXXX, 40 bits, without letters that look like others."""
    return show_code("".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH)))


def show_code(code: str) -> str:
    """Return a code in the form that is read out."""
    plain = plain_code(code)
    return f"{plain[:4]}-{plain[4:]}" if len(plain) == CODE_LENGTH else plain


def plain_code(code: str) -> str:
    """Return what of a typed code is compared: no case, width, dashes or spaces, and O, I, L as the digits they look
    like. Idempotent."""
    plain = unicodedata.normalize("NFKC", code).upper().translate(_LOOK_ALIKES)
    # What a dash kept apart, or a small letter, may be put together anew.
    return plain if plain == code else plain_code(plain)


def is_code(code: str) -> bool:
    """Whether a text could be a join code: eight letters of the code's alphabet."""
    plain = plain_code(code)
    return len(plain) == CODE_LENGTH and set(plain) <= set(CODE_LETTERS)


def _host(six: str | None, host: str) -> str:
    if six is not None:
        try:
            return str(ipaddress.IPv6Address(six))
        except ValueError:
            raise _mistyped(f"[{six}] is not an IPv6 address.") from None
    if not host:
        raise _mistyped("The ticket names no host.")
    if not _HOST.fullmatch(host):
        raise _mistyped(f"“{host}” is not the name or address of a host.")
    return host


def _port(port: str) -> int:
    if not port:
        raise _mistyped("The ticket has no port after the host.")
    if not (port.isascii() and port.isdigit() and len(port) <= 5 and 0 < int(port) < 65536):
        raise _mistyped(f"The port “{port}” is not a number from 1 to 65535.")
    return int(port)


def _name(name: str) -> str:
    if not name:
        raise _mistyped("The ticket names no workshop after the port.")
    if not _NAME.fullmatch(name):
        raise _mistyped(f"“{name}” is not the name of a workshop: small letters, digits and hyphens only.")
    return name


def _code(code: str) -> str:
    if code and not is_code(code):
        raise _mistyped("The join code in the ticket is not eight letters and digits.")
    return show_code(code)


def _fingerprint(mark: str) -> str:
    if not mark:
        raise _mistyped("The part after # is missing: without it nobody can tell the host from an impostor.")
    fingerprint, check = mark[:-_CHECK], mark[-_CHECK:]
    if len(mark) != 32 + _CHECK:
        raise _mistyped(f"The part after # has {len(mark)} letters where 34 belong: some are missing or too many.")
    if not _FINGERPRINT.fullmatch(fingerprint) or check != _check(fingerprint):
        raise _mistyped("The part after # has a slip in it: one or more letters are wrong.")
    return fingerprint


def _check(fingerprint: str) -> str:
    """Two letters by which a slip in the fingerprint is told from a wrong host (1,023 of 1,024 slips)."""
    return b32encode(hashlib.sha256(fingerprint.encode()).digest()).decode().lower()[:_CHECK]


def _mistyped(what: str) -> SyncError:
    return SyncError(f"{what} Copy the whole ticket; it looks like {EXAMPLE}")
