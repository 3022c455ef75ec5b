"""`align doctor` and `align backup`: plain lines, an exit code for what is wrong, and no file is changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from align.cli.main import run
from align.engine.hosting import keys_path
from align.engine.reading import read_public
from align.engine.reception import Keys
from align.storage.register import Register
from align.sync.certificate import new_certificate
from tests.support.host_process import HostProcess
from tests.support.processes import set_up

PLAN = """\
title: Night train
milestone: {name: first run, date: 2027-05-01}
regions:
  - {name: Pune, zone: Asia/Kolkata, hours: Mon-Fri 09:30-18:30}
people: |
  Asha, Pune
pack: {name: kickoff, core: true}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "sessions"
    folder.mkdir(mode=0o700)
    before = os.umask(0o077)
    try:
        return set_up(folder, "night-train", PLAN)
    finally:
        os.umask(before)


@pytest.fixture(autouse=True)
def own_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALIGN_HOME", str(tmp_path / "home"))


def doctor(*arguments: object) -> int:
    return run(["doctor", *map(str, arguments)])


def bytes_of(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in path.parent.iterdir()}


def test_on_a_sound_machine_nothing_is_wrong(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor("--folder", path.parent) == 0
    said = capsys.readouterr().out
    for part in ("align 0.1.0", "Python 3", "textual 8", "tinydb 4", "time zones from: ", "workshop night-train"):
        assert part in said
    assert all(line.startswith(("ok     ", "note   ")) for line in said.splitlines())


def test_a_folder_that_is_not_there_yet_is_no_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor("--folder", tmp_path / "later" / "sessions") == 0
    assert "not there yet" in capsys.readouterr().out


def test_answers_that_others_can_read_are_wrong_and_the_way_out_is_told(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path.chmod(0o644)
    assert doctor("--folder", path.parent) == 1
    assert f"WRONG  Other people on this machine can read answers. Close them with: chmod 600 {path}" in (
        capsys.readouterr().out
    )


def test_a_damaged_workshop_in_the_folder_is_wrong(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path.write_bytes(path.read_bytes().replace(b"Night train", b"Night drain"))
    assert doctor("--folder", path.parent) == 1
    assert "WRONG" in capsys.readouterr().out


def test_text_that_is_not_utf8_is_wrong(
    path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("align.engine.checkup.output_encoding", lambda: "latin-1")
    assert doctor("--folder", path.parent) == 1
    assert "encoding is latin-1" in capsys.readouterr().out


def test_a_workshop_is_told_by_what_it_holds(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Keys(Register(keys_path(path))).set_certificate(new_certificate())
    assert doctor("night-train", "--folder", path.parent) == 0
    said = capsys.readouterr().out
    assert "“Night train”: set up, not open yet; 1 person." in said
    assert "certificate with the fingerprint" in said


def test_a_damaged_workshop_is_saved_into_a_new_file_and_stays_as_it_was(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path.write_bytes(path.read_bytes().replace(b"Night train", b"Night drain"))
    before = bytes_of(path)
    out = path.with_stem("night-train-saved")
    assert doctor("night-train", "--folder", path.parent) == 1
    assert f"--repair {out}" in capsys.readouterr().out
    assert bytes_of(path) == before
    assert doctor("night-train", "--folder", path.parent, "--repair", out) == 0
    assert {name: bytes_of(path)[name] for name in before} == before
    assert read_public(out).the_plan.title == "Night drain"


def test_there_must_be_such_a_workshop(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor("day-train", "--folder", path.parent) == 1
    assert "There is no workshop" in capsys.readouterr().err


def test_saving_needs_a_name(path: Path) -> None:
    assert doctor("--folder", path.parent, "--repair", path.with_stem("b")) == 2


def test_a_certificate_that_cannot_be_used_is_wrong(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Keys(Register(keys_path(path))).set_certificate("no certificate")
    assert doctor("night-train", "--folder", path.parent) == 1
    assert "cannot be used" in capsys.readouterr().out


def test_a_workshop_is_copied_while_it_is_served(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = path.parent / "copy.json"
    with HostProcess(path):
        assert run(["backup", "night-train", str(out), "--folder", str(path.parent)]) == 0
    assert "read back and compared" in capsys.readouterr().out
    assert read_public(out) == read_public(path)


def test_a_backup_never_replaces_a_file(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["backup", "night-train", str(path), "--folder", str(path.parent)]) == 1
    assert "exists already" in capsys.readouterr().err
