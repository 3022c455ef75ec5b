"""An answers file: what one person gave while they had no line, sealed for the host. Bytes in, answers out.

It is a sum, not a history: the newest of each answer and guess. Its token says whose it is; only the host can read it.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import msgspec

from align.domain.commands import GiveAnswer, GivePrediction, HandIn, Sign
from align.engine import kit
from align.engine.seat import replace_private
from align.errors import Rejected, UserError
from align.sync import sealing
from align.system import reason

LARGEST = 1024 * 1024
"""Bytes of one answers file."""
MOST_COMMANDS = 500

Given = GiveAnswer | GivePrediction | HandIn | Sign
"""What can be given without a line."""
CommandId = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{32}$")]


class Answers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One state of one person's answers. `given` maps command ids, random and made here, to commands."""

    workshop: str
    participant: str
    token: str
    begun: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    """A random id of this place of answering: answers begun twice from one kit cannot be put in order."""
    revision: Annotated[int, msgspec.Meta(ge=1, le=2**53)]
    """Counts the changes; the highest is the newest."""
    given: dict[CommandId, Given]

    def __repr__(self) -> str:
        return f"Answers({self.participant!r}, {self.revision})"


def subject(command: Given) -> tuple[str, ...]:
    """Return what a command is about: a later one about the same takes its place."""
    match command:
        case GiveAnswer():
            return ("answer", command.prompt)
        case GivePrediction():
            return ("guess", command.prompt, command.target)
        case HandIn():
            return ("hand-in",)
        case Sign():
            return ("sign",)


def rank(command: Given) -> int:
    """Return where a kind stands in the order of giving: one's own answer comes before the guesses."""
    return (GiveAnswer, GivePrediction, HandIn, Sign).index(type(command))


def in_order(given: Iterable[tuple[str, Given]]) -> list[tuple[str, Given]]:
    """Return (id, command) pairs so that each can be given after the ones before it."""
    return sorted(given, key=lambda one: rank(one[1]))


def check_room(answers: Answers) -> None:
    """Raise Rejected when no host would take these answers in one file."""
    size = sealing.sealed_size(len(msgspec.json.encode(answers)))
    if size > LARGEST or len(answers.given) > MOST_COMMANDS:
        raise Rejected("too-long", "Your answers do not fit into one file any more. Make the longest of them shorter.")


def write_answers(path: Path, answers: Answers, reader: str) -> None:
    """Replace the answers file, sealed for the holder of `reader`'s private key. Raises UserError."""
    try:
        replace_private(path, sealing.seal(msgspec.json.encode(answers), reader), durable=True)
    except OSError as error:
        raise UserError(
            f"{path} cannot be written: {reason(error)}. Your answers are kept on this machine; copy the kit to a "
            "folder of your own and open it there."
        ) from None


def read_answers(path: Path, private: str) -> Answers:
    """Return what an answers file holds; raises UserError with half a sentence ("it is cut off …") on why not."""
    return open_answers(_read(path), private)


def open_answers(data: bytes, private: str) -> Answers:
    """Return what the bytes of an answers file hold; raises UserError like `read_answers`, naming no content."""
    if data.startswith(kit.BEGINNING):
        raise UserError("it is a kit; the person opens it with `align answer` and sends back the .answers file")
    if not data.startswith(sealing.BEGINNING):
        raise UserError("it is not an answers file of this version of align, and nothing vouches for it")
    try:
        content = sealing.unseal(data, private)
    except sealing.CutOffError:
        raise UserError("it is cut off; ask for the file again") from None
    except sealing.OtherReaderError:
        raise UserError("it was sealed for another workshop, or for a key that is gone") from None
    except sealing.ChangedError:
        raise UserError("it was changed or damaged on the way; ask for the file again") from None
    try:
        answers = msgspec.json.decode(content, type=Answers)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        # The reason may quote an answer: it is not passed on.
        raise UserError("it holds something else than answers; nothing of it can be used") from None
    if len(answers.given) > MOST_COMMANDS:
        raise UserError(f"it holds {len(answers.given)} answers and guesses; {MOST_COMMANDS} is the most")
    return answers


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise UserError(f"it cannot be read: {reason(error)}") from None
    if len(data) > LARGEST:
        raise UserError("it is larger than 1 MB, the most that an answers file may have")
    return data
