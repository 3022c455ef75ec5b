"""Real processes: a facilitator leads with a script of lines, without a terminal."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.test_plain_journey import PLAN
from tests.support.processes import ALIGN, environment, set_up

SCRIPT = "who\njoin\nopen\ny\nback\ny\nwho\nleave\n"


def test_a_script_hosts_and_leads_without_a_terminal(tmp_path: Path) -> None:
    folder = tmp_path / "sessions"
    set_up(folder, "night-train", PLAN)
    done = subprocess.run(
        [*ALIGN, "host", "night-train", "--plain", "--port", "0", "--folder", str(folder)],
        input=SCRIPT, capture_output=True, text=True, env=environment(tmp_path / "home"), timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said = " ".join(done.stdout.split())
    assert "Then this code: " in said
    assert "Open the round? Set-up is frozen from then on" in said
    assert "Night train · Assume · round 1 open" in said
    assert said.count("Asha: not joined") == 2
    assert not (folder / "night-train.serving").exists(), "the host has stopped"


@pytest.mark.skipif(sys.platform == "win32", reason="a closed terminal sends no signal there")
def test_a_host_stops_with_the_terminal_of_its_line_by_line_desk(tmp_path: Path) -> None:
    folder = tmp_path / "sessions"
    set_up(folder, "night-train", PLAN)
    desk = subprocess.Popen(
        [*ALIGN, "host", "night-train", "--plain", "--port", "0", "--folder", str(folder)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment(tmp_path / "home"),
    )  # fmt: skip
    with desk:
        assert desk.stdout is not None
        assert any("lists the commands" in line for line in desk.stdout)
        assert (folder / "night-train.serving").exists()
        desk.send_signal(signal.SIGHUP)
        assert desk.wait(30) == 128 + signal.SIGHUP
    assert not (folder / "night-train.serving").exists(), "the host has stopped"
