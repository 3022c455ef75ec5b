"""A folder that is not there is no empty one: whoever mistypes --folder reads so, whatever they asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.cli.exits import FAILED, OK
from align.cli.main import run

ASKING = [
    ["list"], ["show", "orion-3"], ["charter", "orion-3"], ["doctor", "orion-3"], ["pulse", "orion-3"],
    ["verify", __file__, "orion-3"], ["lint", "orion-3"], ["diff", "orion-3"], ["backup", "orion-3", "to.json"],
    ["signing", "orion-3"], ["forget", "orion-3"], ["stop", "orion-3"], ["serve", "orion-3"], ["host", "orion-3"],
    ["desk", "orion-3"], ["amend", "orion-3", "--why", "x"], ["check", "orion-3"], ["home"],
]  # fmt: skip


@pytest.mark.parametrize("typed", ASKING, ids=" ".join)
def test_a_folder_that_is_not_there_is_said_to_be_not_there(
    typed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run([*typed, "--folder", str(tmp_path / "nope")]) == FAILED
    assert f"There is no folder {tmp_path / 'nope'}." in capsys.readouterr().err


def test_a_folder_that_cannot_be_looked_for_is_no_fault_of_aligns(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["list", "--folder", "a" * 300]) == FAILED
    assert f"{'a' * 300} cannot be read: " in capsys.readouterr().err


def test_the_usual_folder_comes_with_the_first_workshop_and_an_empty_one_is_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ALIGN_SESSIONS", raising=False)
    assert run(["list"]) == OK == run(["list", "--folder", str(tmp_path)])
    assert capsys.readouterr().out.count("No workshop in ") == 2
