"""An answer kit: all that one person needs to answer without a line to the host, in one file.

It holds the plan as everybody may see it, their own token, and the key to seal for the host; nothing that anybody said,
unless a charter is sealed: then what everybody may read in it goes along, without a word that was typed in an answer.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256
from pathlib import Path

import msgspec

from align.domain.events import LoggedEvent
from align.domain.model import Participant, Phase, Plan
from align.engine.seat import replace_private
from align.errors import UserError
from align.system import reason

SUFFIX = ".kit"
BEGINNING = b"align kit "
VERSION = b"1"
LARGEST = 8 * 1024 * 1024
"""Bytes; a plan with a thousand people and a long pack stays far below."""


class Kit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One person's kit. `token` is their seat: whoever has the kit can answer as they do."""

    name: str
    """The workshop's name."""
    workshop: str
    """The workshop's id."""
    plan: Plan
    phase: Phase
    round: int
    participant: str
    token: str
    reader: str
    """The host's public key, to seal for."""
    charter: tuple[LoggedEvent, ...] = ()
    """The sealed charter to sign, as the facts that it is read from; empty in a kit for answering."""

    @property
    def person(self) -> Participant:
        """Whose kit this is."""
        return self.plan.participant(self.participant)

    def __repr__(self) -> str:
        # A token must not reach a log or a crash report by way of a representation.
        return f"Kit({self.name!r}, {self.participant!r})"


def kit_names(name: str, plan: Plan) -> dict[str, str]:
    """Return participant id → file name (NAME-asha-rao.kit), no two the same."""
    stems = {person.id: _stem(person) for person in plan.participants}
    twice = {stem for stem in stems.values() if list(stems.values()).count(stem) > 1}
    return {who: f"{name}-{stem}{f'-{who}' if stem in twice else ''}{SUFFIX}" for who, stem in stems.items()}


def answers_path(kit: Path) -> Path:
    """Return where the answers to a kit are written: NAME-asha-rao.kit -> NAME-asha-rao.answers."""
    return kit.with_suffix(".answers")


def write_kit(path: Path, kit: Kit) -> None:
    """Write a kit, readable by its owner only; raises UserError."""
    content = msgspec.json.encode(kit)
    try:
        replace_private(path, BEGINNING + VERSION + b" " + _check(content) + b"\n" + content, durable=True)
    except OSError as error:
        raise UserError(f"{path} cannot be written: {reason(error)}. Choose another folder with --output.") from None


def read_kit(path: Path) -> Kit:
    """Return the kit in a file; raises UserError when it is none, damaged or made by a newer align."""
    data = _read(path)
    first, _, content = data.partition(b"\n")
    if not first.startswith(BEGINNING):
        raise UserError(f"{path} is not an answer kit. A kit's name ends in {SUFFIX}; the facilitator makes it.")
    version, _, check = first.removeprefix(BEGINNING).partition(b" ")
    if version != VERSION:
        raise UserError(f"{path} was made by another version of align. Install the one that the facilitator uses.")
    damaged = UserError(f"{path} was damaged on its way. Ask the facilitator to send the kit again, best as a zip.")
    if check != _check(content):
        raise damaged
    try:
        kit = msgspec.json.decode(content, type=Kit)
        kit.person  # noqa: B018 - looked up: a kit for nobody is no kit
    except (msgspec.DecodeError, KeyError, RecursionError):
        raise damaged from None
    return kit


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise UserError(f"{path} cannot be read: {reason(error)}.") from None
    if len(data) > LARGEST:
        raise UserError(f"{path} is too large for an answer kit.")
    return data


def _check(content: bytes) -> bytes:
    return sha256(content).hexdigest().encode()


def _stem(person: Participant) -> str:
    """The name in small letters that every file system takes; the id where nothing of it is left."""
    plain = unicodedata.normalize("NFKD", person.name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or person.id
