"""A workshop with three kits, what their people give, and files of somebody who knows the format."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from align.domain import commands as c
from align.domain.model import Attribution
from align.engine.answers import Answers, write_answers
from align.engine.clock import new_id
from align.engine.hosting import keys_path
from align.engine.kit import Kit
from align.engine.merging import Merged
from align.engine.reception import Keys
from align.storage.register import Register
from align.sync.sealing import public_key
from tests.support import builders, kits

PEOPLE = ("Pune 1", "Boston 1", "Zürich 1")


async def opened(tmp_path: Path, mode: Attribution = "region") -> tuple[Path, dict[str, Path]]:
    """A workshop whose round is open, and three kits."""
    path = kits.workshop(tmp_path / "sessions", builders.plan(mode))
    made = await kits.kits(path, tmp_path / "kits", *PEOPLE)
    await kits.led(path, c.OpenRound())
    return path, made


def some(word: str = "now") -> list[c.Command]:
    """An answer, a guess, and handing in."""
    return [c.GiveAnswer("urgent", word, f"why {word}"), c.GivePrediction("urgent", "boston", "today"), c.HandIn()]


def private(path: Path) -> str:
    return Keys(Register(keys_path(path))).sealing


def forged(path: Path, kit: Kit, file: Path, **changes: Any) -> Path:
    """An answers file made by somebody who knows the format and holds a kit."""
    answers = Answers(kit.workshop, kit.participant, kit.token, "b", 1, {new_id(): c.GiveAnswer("urgent", "now")})
    write_answers(file, msgspec.structs.replace(answers, **changes), public_key(private(path)))
    return file


def told(merged: Merged) -> tuple[int, int, int, int]:
    return merged.answers, merged.guesses, merged.late, merged.known
