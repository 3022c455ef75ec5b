"""Guests: people whose terminal runs on the host's computer, because they cannot install anything on theirs.

Each has a folder `NAME.guests/…` that holds what their own machine would hold otherwise: the seat with its token, and
what they typed. It is named after the hash of their key, so that neither keys nor names can be read there. A pass is an
empty file of the same kind, good for one person once. Nothing here knows a door.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shutil
from pathlib import Path

import msgspec

from align.engine.seat import SeatFile
from align.sync.ticket import CODE_LETTERS, plain_code

KEY_LENGTH = 16
"""Letters of a guest's key or pass: 80 bits. A wrong one counts as a wrong join code, so it cannot be guessed."""
VARIABLE = "ALIGN_GUEST"
"""Where a guest's process finds its `Guest`: not on the command line, which other people on the machine can read."""


class Guest(msgspec.Struct, frozen=True):
    """What the process of one guest is told. All of it is secret."""

    ticket: str
    """The workshop's address on this machine; with the join code for somebody who has no seat yet."""
    key: str
    """By which this person comes back."""
    command: str
    """What they type, or which page they open, to come back."""
    back: bool = False
    """They came by their key: there should be a seat."""


class GuestBook:
    """The guests of one workshop, as folders."""

    def __init__(self, workshop: Path) -> None:
        """`workshop` is NAME.json; the folder beside it is made when the first guest or pass is."""
        self.folder = guests_path(workshop)

    def passes(self, count: int) -> list[str]:
        """Make `count` one-time passes and return them; only their hashes are kept."""
        made = [new_key() for _ in range(count)]
        for key in made:
            self._place(key).parent.mkdir(mode=0o700, exist_ok=True)
            os.close(os.open(self._place(key).with_suffix(".pass"), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        return made

    def spend(self, key: str) -> bool:
        """Whether this is a pass that nobody has used; from now on it is none."""
        try:
            self._place(key).with_suffix(".pass").unlink()
        except OSError:
            return False
        return True

    def knows(self, key: str) -> bool:
        """Whether somebody left a seat here to which this key leads."""
        return is_key(key) and self._place(key).is_dir()

    def welcome(self, key: str) -> Path:
        """Return this guest's folder, made when it is not there."""
        place = self._place(key)
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        return place

    def leave(self, key: str) -> None:
        """The guest has gone: a folder without a seat in it is taken away, and the key is worth nothing any more."""
        place = self._place(key)
        if not any(place.glob("seats/*.json")):
            shutil.rmtree(place, ignore_errors=True)

    def forget_words(self) -> None:
        """Delete what guests typed, and what of it was on its way; their seats stay."""
        for path in self.folder.glob("*/seats/*"):
            if path.suffix != ".json":
                path.unlink(missing_ok=True)
                continue
            file = SeatFile(path)
            if file.seat is not None and (file.seat.drafts or file.seat.outbox):
                file.save(msgspec.structs.replace(file.seat, drafts={}, outbox={}))

    def _place(self, key: str) -> Path:
        return self.folder / hashlib.sha256(plain_code(key).encode(errors="surrogatepass")).hexdigest()[:40]


def guests_path(workshop: Path) -> Path:
    """Return where the guests of a workshop have their folders: NAME.json -> NAME.guests."""
    return workshop.with_suffix(".guests")


def new_key() -> str:
    """Return a random key, in four groups of four letters that are not taken for others."""
    letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(KEY_LENGTH))
    return show_key(letters)


def show_key(text: str) -> str:
    """Return a key in the one form in which it is shown, however it was typed."""
    letters = plain_code(text)
    return "-".join(letters[start : start + 4] for start in range(0, KEY_LENGTH, 4))


def is_key(text: str) -> bool:
    """Whether a text has the form of a key or pass."""
    plain = plain_code(text)
    return len(plain) == KEY_LENGTH and set(plain) <= set(CODE_LETTERS)


def guest_here() -> Guest | None:
    """Return whom this process serves, and take it out of the environment; None for everybody else."""
    told = os.environ.pop(VARIABLE, "")
    with contextlib.suppress(msgspec.DecodeError):
        return msgspec.json.decode(told, type=Guest) if told else None
    return None
