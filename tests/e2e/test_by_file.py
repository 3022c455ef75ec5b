"""Real processes: kits are written, answered line by line without a network, and merged, beside a host and without."""

from __future__ import annotations

import subprocess
from pathlib import Path

from align.domain import commands as c
from tests.support import kits
from tests.support.processes import ALIGN, environment, serving, set_up

PLAN = """\
title: Night train
milestone: {name: first run, date: 2027-05-01}
regions:
  - {name: Pune, zone: Asia/Kolkata, hours: Mon-Fri 09:30-18:30}
  - {name: Boston, zone: America/New_York, hours: Mon-Fri 08:30-17:30}
people: |
  Asha Rao, Pune
  Grace Miller, Boston
  Luca, Boston
pack: {name: kickoff, prompts: [success-fact, urgent]}
attribution: named
min_n: 1
"""
LINES = ["The first run is on time.", "2", "by phone at once", "3", "4"]


def align(*arguments: object, home: Path, lines: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    text = "".join(f"{line}\n" for line in lines)
    command = [*ALIGN, *map(str, arguments)]
    return subprocess.run(command, input=text, capture_output=True, text=True, env=environment(home), check=False)


async def test_two_people_without_a_network_answer_and_are_merged(tmp_path: Path) -> None:
    host, folder, sent = tmp_path / "host", tmp_path / "sessions", tmp_path / "sent"
    path = set_up(folder, "night-train", PLAN)
    asked = ("invite", "night-train", "--file", "--for", "Asha Rao", "--for", "Grace Miller", "-o", sent)
    made = align(*asked, "--folder", folder, home=host)
    assert made.returncode == 0, made.stderr
    asha, grace = sent / "night-train-asha-rao.kit", sent / "night-train-grace-miller.kit"
    assert made.stdout == f"Asha Rao  {asha}\nGrace Miller  {grace}\n"
    again = align(*asked, "--folder", folder, home=host)
    assert (again.returncode, again.stderr.count("\n")) == (1, 1)
    assert "has a seat already" in again.stderr

    half = align("answer", asha, "--plain", home=tmp_path / "asha", lines=tuple(LINES[:1]))
    assert half.returncode == 0, half.stderr
    assert "You answer as Asha Rao." in half.stdout
    rest = align("answer", asha, home=tmp_path / "asha", lines=(*LINES[1:], "y", ""))
    assert "Prompt 2 of 2" in rest.stdout
    assert "Prompt 1 of 2" not in rest.stdout
    assert f"Your answers are in {asha.with_suffix('.answers')}. Send that file" in rest.stderr
    align("answer", grace, home=tmp_path / "grace", lines=(*LINES, "y", ""))

    files = [asha.with_suffix(".answers"), grace.with_suffix(".answers")]
    early = align("merge", "night-train", *files, "--folder", folder, home=host)
    assert (early.returncode, early.stdout.count("not taken: the round is not open yet")) == (1, 2)
    await kits.led(path, c.OpenRound())
    with serving(path):
        first = align("merge", "night-train", files[0], "--folder", folder, home=host)
    assert first.stdout.startswith(f"{files[0]}: Asha Rao, revision ")
    assert "2 answers new" in first.stdout
    assert first.returncode == 0
    both = align("merge", "night-train", *files, files[1], "--folder", folder, home=host)
    assert both.returncode == 0, both.stdout
    assert "known before" in both.stdout.splitlines()[0]
    assert "2 answers new" in both.stdout.splitlines()[1]
    assert "the same as" in both.stdout.splitlines()[2]
    files[0].write_bytes(files[0].read_bytes()[:-1])
    torn = align("merge", "night-train", files[0], "--folder", folder, home=host)
    assert torn.stdout == f"{files[0]}: not taken: it is cut off; ask for the file again.\n"

    await kits.led(path, c.CloseRound())
    shown = align("show", "night-train", "--folder", folder, home=host).stdout
    assert shown.count("The first run is on time.") == 2
    assert shown.count("by phone at once") == 2
