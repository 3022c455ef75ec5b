"""Without a terminal align plays the demo in plain text and prints its charter."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.support.processes import ALIGN, environment


def test_without_a_terminal_the_demo_plays_to_its_charter(tmp_path: Path) -> None:
    done = subprocess.run(
        ALIGN, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=100, env=environment(tmp_path)
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.endswith("The charter is sealed as version 1.\n"), "what happens is told beside the charter"
    charter = done.stdout
    assert "\n# ORION-3 kickoff: how we work together\n" in f"\n{charter}"
    for part in ("What success looks like", "Urgency, escalation and responsiveness", "Dissent", "Who decides"):
        assert f"\n## {part}\n" in charter, part
