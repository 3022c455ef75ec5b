"""The facilitator's guide speaks of commands, prompts and keys that there are, and its minutes add up."""

from __future__ import annotations

import re
from pathlib import Path

from align.cli.main import COMMANDS
from align.packs.catalogue import find_pack
from tests.support.plans import FOLDERS

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "facilitating.md").read_text(encoding="utf-8")
PACKS = ("kickoff", "cro-sponsor", "partner-signals", "pulse")


def test_every_command_it_names_exists() -> None:
    named = set(re.findall(r"`align ([a-z]+)", GUIDE))
    assert {"new", "serve", "desk", "packs", "charter"} <= named <= set(COMMANDS)


def test_every_pack_and_prompt_it_names_exists() -> None:
    known = {prompt.id for name in PACKS for prompt in find_pack(name, FOLDERS).prompts} | set(PACKS)
    named = set(re.findall(r"`([a-z]+-[a-z-]+)`", GUIDE))
    assert named
    assert named <= known


def test_the_live_table_has_no_gap_and_takes_ninety_minutes() -> None:
    spans = [(int(start), int(end)) for start, end in re.findall(r"^\| (\d+)–(\d+) \|", GUIDE, re.MULTILINE)]
    assert [start for start, _ in spans] == [0, *(end for _, end in spans[:-1])]
    assert spans[-1][1] == 90


def test_the_core_prompts_fit_into_the_time_for_answering() -> None:
    core = sum(prompt.minutes for prompt in find_pack("kickoff", FOLDERS).prompts if prompt.core)
    assert 10 <= core <= 12
    assert "about eleven minutes" in GUIDE
    assert abs(find_pack("kickoff", FOLDERS).minutes - 25) <= 2
