"""A seat: what a participant's own machine keeps, so that joining again goes on where one was.

Ticket, token, drafts and what was given but not acknowledged yet; nothing of anybody else. One file a seat, readable
by its owner only, replaced whole.
"""

import os
import tempfile
from pathlib import Path
from typing import Any

import msgspec
from platformdirs import user_state_path

from align.domain.commands import Command
from align.errors import UserError
from align.system import reason

LONGEST_WORD = 40
"""Letters of the word that tells one seat from another on the same machine."""


class Seat(msgspec.Struct):
    """One seat in one workshop. `ticket` has neither code nor token in it."""

    ticket: str
    token: str
    participant: str = ""
    title: str = ""
    drafts: dict[str, Any] = msgspec.field(default_factory=dict)
    outbox: dict[str, Command] = msgspec.field(default_factory=dict)
    """command id → command, oldest first."""
    gone: bool = False
    """The host has freed it: the token is worth nothing any more, what was typed still is."""


class SeatFile:
    """Where a seat is kept. `seat` is None before the first `save`."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self.seat: Seat | None = None
        if path is not None:
            try:
                self.seat = self._read(path) if path.exists() else None
            except OSError as error:
                raise UserError(
                    f"Your seat is kept at {path}, which cannot be read: {reason(error)}. Nothing was changed. Make "
                    "it readable, or ask the facilitator to free your seat and join again."
                ) from None

    def check(self) -> None:
        """Raise UserError when nothing can be kept here: better before a seat is taken than after it."""
        if self._path is None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            tempfile.TemporaryFile(dir=self._path.parent).close()
        except OSError as error:
            raise self._cannot(error) from None

    def _cannot(self, error: OSError) -> UserError:
        return UserError(
            f"Your draft cannot be kept at {self._path}: {reason(error)}. Free some space or set ALIGN_HOME."
        )

    def save(self, seat: Seat, *, durable: bool = True) -> None:
        """Keep the seat, through a power cut when `durable`; raises UserError when the folder cannot be written to."""
        self.seat = seat
        if self._path is None:
            return
        try:
            replace_private(self._path, msgspec.json.encode(seat), durable=durable)
        except OSError as error:
            raise self._cannot(error) from None

    def remove(self) -> None:
        """Keep it no longer; raises UserError when it stays where it is."""
        self.seat = None
        try:
            if self._path is not None:
                self._path.unlink(missing_ok=True)
        except OSError as error:
            raise UserError(
                f"Your seat at {self._path} cannot be deleted: {reason(error)}. It is still there; delete the "
                "file yourself."
            ) from None

    @staticmethod
    def _read(path: Path) -> Seat | None:
        try:
            return msgspec.json.decode(path.read_bytes(), type=Seat)
        except msgspec.DecodeError:
            # A damaged seat file must not keep anybody out: it is set aside, and one sits down again.
            path.replace(path.with_suffix(".damaged"))
            return None


def home() -> Path:
    """Return the folder for what belongs to this person on this machine ($ALIGN_HOME, else the system's place)."""
    named = os.environ.get("ALIGN_HOME")
    return Path(named) if named else user_state_path("align")


def seat_path(workshop: str, fingerprint: str, who: str = "") -> Path:
    """Return where the seat for a ticket is kept; `who` tells several seats on one machine apart."""
    if (who and not who.replace("-", "").replace("_", "").isalnum()) or len(who) > LONGEST_WORD:
        raise UserError(f"{who[:LONGEST_WORD]!r} cannot tell a seat apart. Use one word of letters and digits.")
    return home() / "seats" / f"{workshop}-{fingerprint[:12]}{'-' + who if who else ''}.json"


def replace_private(path: Path, content: bytes, *, durable: bool) -> None:
    """Replace a file of this person's as a whole, readable by them only; raises OSError with the old one kept."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".seat-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
