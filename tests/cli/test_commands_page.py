"""docs/commands.md names every command, in the order and the words of `align --help`."""

from __future__ import annotations

import re
from pathlib import Path

from align.cli.main import COMMANDS

PAGE = Path(__file__).parents[2] / "docs" / "commands.md"


def test_every_command_stands_on_the_page_as_in_help() -> None:
    rows = re.findall(r"^\| `align ([a-z]+)` \| (.+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == [(name, about) for name, (_, about) in COMMANDS.items()]
