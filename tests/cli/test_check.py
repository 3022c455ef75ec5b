"""`align check`: from a plan before there is a workshop, or from a workshop; the exit code says whether all holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from align.cli.exits import FAILED, OK, USAGE
from align.cli.main import run
from tests.packs.test_promises import FULL
from tests.support.plans import SMALL

KEPT = "promises: [{level: low, amount: 1 hour, clock: elapsed, cover: Pune, owner: Pune}]\n"
BROKEN = KEPT.replace("cover: Pune", "cover: 24x7")


def write(folder: Path, text: str) -> str:
    path = folder / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(("promises", "code"), [(KEPT, OK), (BROKEN, FAILED), ("", OK)])
def test_the_exit_code_says_whether_every_promise_can_be_kept(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], promises: str, code: int
) -> None:
    assert run(["check", "--plan", write(tmp_path, SMALL + promises), "--from", "2026-06-03"]) == code
    assert "promises over 52 weeks, 1 June 2026 to 30 May 2027 (" in capfd.readouterr().out


def test_a_workshop_is_checked_like_its_plan(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    plan, folder = write(tmp_path, SMALL + FULL), str(tmp_path / "sessions")
    assert run(["new", "orion", "--from", plan, "--folder", folder]) == OK
    capfd.readouterr()
    assert run(["check", "orion", "--folder", folder, "--from", "2026-06-01", "--json"]) == FAILED
    stored = json.loads(capfd.readouterr().out)
    # A plan that is in no workshop yet was not set up with any time zone database.
    assert "tzdata" in stored["set_up_with"]
    stored["set_up_with"] = ""
    assert run(["check", "--plan", plan, "--from", "2026-06-01", "--json"]) == FAILED
    assert json.loads(capfd.readouterr().out) == stored


@pytest.mark.parametrize("words", [[], ["orion", "--plan", "plan.yaml"], ["--plan", "plan.yaml", "--from", "tomorrow"]])
def test_a_wrong_command_line_is_told_apart_from_a_broken_promise(
    words: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", *words]) == USAGE
    assert capfd.readouterr().err


def test_a_workshop_that_is_not_there_has_its_sentence(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "orion", "--folder", str(tmp_path)]) == FAILED
    assert "There is no workshop orion" in capfd.readouterr().err


@pytest.mark.parametrize("typed", [["plan", "check"], ["new", "night", "--from"], ["check", "--plan"]], ids=" ".join)
def test_hours_that_go_on_after_midnight_are_said_by_every_command_that_reads_a_plan(
    typed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    plan = tmp_path / "plan.yaml"
    plan.write_text(SMALL.replace("09:00-17:30", "17:30-08:30", 1))
    run([*typed, str(plan)])
    said = capsys.readouterr().out
    assert "Pune: 17:30–08:30 runs overnight, into the next day." in said
    assert "Basel: " not in said
