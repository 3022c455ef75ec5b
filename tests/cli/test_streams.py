"""Whatever the terminal, the pipe or the disk behind stdin and stdout: no traceback, and nothing half said."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ALIGN = f"{shlex.quote(sys.executable)} -m align"
EXAMPLE = Path(__file__).resolve().parents[2] / "sessions" / "example"


def shell(line: str, home: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run one line of shell, in which `align` is this align."""
    env = {**os.environ, "ALIGN_HOME": str(home), "ALIGN_SESSIONS": str(EXAMPLE), **environment}
    return subprocess.run(line.replace("align", ALIGN), shell=True, env=env, capture_output=True, check=False)


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "ascii"])
@pytest.mark.parametrize("command", ["show orion-3", "show orion-3 --json", "show orion-3 --analysis"])
def test_into_a_pipe_goes_utf_8_whatever_the_encoding_of_the_system(
    command: str, encoding: str, tmp_path: Path
) -> None:
    narrow = shell(f"align {command}", tmp_path, PYTHONIOENCODING=encoding)
    assert (narrow.returncode, narrow.stderr) == (0, b"")
    assert narrow.stdout == shell(f"align {command}", tmp_path, PYTHONIOENCODING="utf-8").stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("command", ["show orion-3", "charter orion-3", "plan example", "--help"])
def test_a_full_disk_behind_stdout_is_one_sentence(command: str, tmp_path: Path) -> None:
    done = shell(f"align {command} >/dev/full", tmp_path)
    assert done.returncode == 1
    assert done.stderr == b"align: this could not be written to the end: the disk is full.\n"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("align show orion-3 >&-", 0),
        ("align charter orion-3 >&-", 0),
        ("align show orion-3 2>&-", 0),
        ("align join <&-", 1),
        ("align join </dev/null", 1),
        ("align forget orion-3 <&-", 130),
        ("printf '\\377\\n' | align join --plain", 1),
    ],
)
def test_closed_and_broken_streams_are_no_crash(line: str, code: int, tmp_path: Path) -> None:
    done = shell(line, tmp_path)
    assert done.returncode == code
    assert b"Traceback" not in done.stderr
    assert b"fault" not in done.stderr


def test_a_reader_that_goes_away_early_is_no_crash(tmp_path: Path) -> None:
    done = shell("align show orion-3 --analysis | head -1", tmp_path)
    assert (done.stdout.count(b"\n"), done.stderr) == (1, b"")


def test_a_fault_of_its_own_is_one_sentence_and_a_report_without_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from align.cli.main import run

    def fail(*_: object) -> None:
        raise RuntimeError("what Asha wrote")

    monkeypatch.setenv("ALIGN_HOME", str(tmp_path))
    monkeypatch.setattr("align.engine.shelf.shelf", fail)
    mask = os.umask(0o022)
    assert run(["list"]) == 1
    os.umask(mask)
    assert "Asha" not in capsys.readouterr().err
    report = next((tmp_path / "reports").iterdir()).read_text(encoding="utf-8")
    assert "RuntimeError" in report
    assert "Asha" not in report
