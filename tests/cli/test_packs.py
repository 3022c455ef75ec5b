"""`align packs`: a pack is started, checked and looked at without a workshop."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from align.cli.main import run


@pytest.fixture(autouse=True)
def same_mask() -> Iterator[None]:
    """The mask of new files stays as it was: the command line narrows it."""
    mask = os.umask(0o022)
    yield
    os.umask(mask)


def test_a_new_pack_is_written_and_passes_the_strict_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "Night shift.yaml"
    assert run(["packs", "new", str(file)]) == 0
    assert "id: night-shift\n" in file.read_text(encoding="utf-8")
    capsys.readouterr()
    assert run(["packs", "check", str(file), "--strict"]) == 0
    assert capsys.readouterr().out.endswith("3 prompts, about 4 minutes. No problems.\n")


def test_an_existing_file_is_left_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("mine", encoding="utf-8")
    assert run(["packs", "new", str(file)]) == 1
    assert "exists already" in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == "mine"


def test_a_name_without_letters_and_a_missing_folder_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["packs", "new", str(tmp_path / "पैक.yaml")]) == 1
    assert "gives no id for a pack" in capsys.readouterr().err
    assert run(["packs", "new", str(tmp_path / "no" / "mine.yaml")]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_wording_is_a_finding_unless_the_check_is_strict(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mine.yaml"
    assert run(["packs", "new", str(file)]) == 0
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("You are stuck", "You are often stuck"), encoding="utf-8")
    capsys.readouterr()
    assert run(["packs", "check", str(file)]) == 0
    out = capsys.readouterr().out
    assert "wording: " in out
    assert "'often' is another number to each reader" in out
    assert out.endswith("1 about the wording.\n")
    assert run(["packs", "check", str(file), "--strict"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "prompts[2].text: 'often'" in captured.err
