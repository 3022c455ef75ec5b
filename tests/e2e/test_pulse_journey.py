"""Real processes: a charter is signed, asked about, found wanting by the rule, and sealed again as version 2."""

from __future__ import annotations

import subprocess
from pathlib import Path

from align.domain import commands as c
from align.engine.reading import read_public
from tests.e2e.people import NAME, lead, plan
from tests.support.host_process import HostProcess
from tests.support.processes import ALIGN, environment, set_up

FIRST, SECOND = "Whoever is called acts within 4 hours.", "Whoever is called acts within 8 hours."
NOT_SEEN = "3"
"""The place of “not seen” among those for a clause."""


def test_a_charter_is_signed_asked_about_reopened_by_the_rule_and_sealed_again(tmp_path: Path) -> None:
    folder, asha = tmp_path / "sessions", tmp_path / "asha"
    path = set_up(folder, NAME, plan())

    def run(*arguments: object, home: Path = tmp_path / "host", lines: tuple[str, ...] = ()) -> str:
        done = subprocess.run(
            [*ALIGN, *map(str, arguments)], input="".join(f"{line}\n" for line in lines), capture_output=True,
            text=True, env=environment(home), check=False, timeout=60,
        )  # fmt: skip
        assert done.returncode == 0, (done.stdout, done.stderr)
        return done.stdout

    def here(command: str, *arguments: object) -> str:
        return run(command, NAME, *arguments, "--folder", folder)

    def joins(host: HostProcess, *lines: str) -> str:
        return run("join", "--plain", host.ticket, home=asha, lines=lines)

    with HostProcess(path) as host:
        lead(
            host, c.OpenRound(), c.CloseRound(), c.MoveTo("agree"),
            c.DraftClause("urgent", FIRST, owner="Asha Rao"), c.SettleClause("c1", "provisional"), c.Seal(),
        )  # fmt: skip
        assert FIRST in joins(host, host.code, "Asha Rao", "y", "")
        assert "1 of 3" in here("signing")
        signed = here("charter")

        # Two minutes a person, beside the charter in force.
        opened = here("pulse", "--clauses", "c1", "--prompts", "last-first-reply")
        assert "Pulse 1 is open beside version 1, which stays in force." in opened
        told = joins(host, NOT_SEEN, "", "3 days", "", "y")
        assert "A pulse: how are the clauses lived?" in told and "Handed in." in told
        closed = here("pulse", "--close")
        assert "0 of 1 who had an occasion saw it lived" in closed
        assert "fewer than half" in closed, "the rule reopens it"
        assert here("pulse", "--results") == closed
        assert here("charter") == signed, "what was sealed and signed stays as it is"

        # The reopened clause gets other words; nobody had to ask for it.
        here("amend", "--why", "A night is a night.")
        lead(
            host, c.ChangeClause("c1", SECOND, owner="Asha Rao"), c.SettleClause("c1", "provisional"), c.Seal(),
        )  # fmt: skip
        assert read_public(path).version == 2
        assert SECOND in joins(host, "y", "")

    difference = here("diff", "v1", "v2")
    assert "[-4-]" in difference and "{+8+}" in difference and "Asked by a pulse" in difference
    second = tmp_path / "v2.md"
    here("charter", "-o", second)
    assert "## What pulses said" in second.read_text(encoding="utf-8")
    assert "word for word" in run("verify", second, NAME, "--folder", folder)
