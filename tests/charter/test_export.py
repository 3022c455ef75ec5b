"""A charter goes into the file that was named: whole, for its owner's eyes, and over nothing that was not asked for."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from align.charter import export
from align.charter.export import write_charter
from align.errors import UserError

ROOT_WRITES_ANYWHERE = os.name == "posix" and os.geteuid() == 0


def test_a_new_file_holds_the_text_and_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "charter.md"
    write_charter("# Zürich\n", path)
    assert path.read_bytes() == "# Zürich\n".encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_an_existing_file_is_replaced_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "charter.md"
    path.write_text("old")
    with pytest.raises(UserError, match=r"charter\.md exists already\. Use --force"):
        write_charter("new", path)
    assert path.read_text() == "old"
    write_charter("new", path, overwrite=True)
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.parametrize("there", [False, True])
def test_a_link_is_never_written_through_nor_replaced(tmp_path: Path, overwrite: bool, there: bool) -> None:
    victim, link = tmp_path / "victim", tmp_path / "charter.md"
    if there:
        victim.write_text("keep")
    link.symlink_to(victim)
    with pytest.raises(UserError, match="is a link"):
        write_charter("new", link, overwrite=overwrite)
    assert link.is_symlink()
    assert (victim.read_text() if there else victim.exists()) == ("keep" if there else False)


def test_what_appears_while_writing_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, victim = tmp_path / "charter.md", tmp_path / "victim"
    victim.write_text("keep")
    real = export._written

    def slow(text: str, folder: Path) -> Path:
        path.symlink_to(victim)
        return real(text, folder)

    monkeypatch.setattr(export, "_written", slow)
    with pytest.raises(UserError, match="exists already"):
        write_charter("new", path)
    assert victim.read_text() == "keep"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["charter.md", "victim"]


def test_a_folder_open_to_everybody_is_refused_unless_it_is_sticky(tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir()
    folder.chmod(0o777)
    with pytest.raises(UserError, match="Everybody on this computer may change files"):
        write_charter("text", folder / "charter.md")
    assert list(folder.iterdir()) == []
    folder.chmod(0o1777)
    write_charter("text", folder / "charter.md")


def test_a_missing_folder_or_a_file_in_its_place_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"There is no folder .*none\. Make it first"):
        write_charter("text", tmp_path / "none" / "charter.md")
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="is a file, not a folder"):
        write_charter("text", tmp_path / "file" / "charter.md")
    with pytest.raises(UserError, match=r"is a folder or a device. Name a file, for instance .*charter\.md"):
        write_charter("text", tmp_path, overwrite=True)


@pytest.mark.skipif(ROOT_WRITES_ANYWHERE, reason="root may write into read-only folders")
def test_a_read_only_folder_is_told_in_plain_words(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(UserError, match="you may not write to this folder"):
            write_charter("text", tmp_path / "charter.md")
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize("call", ["fsync", "open", "replace"])
@pytest.mark.parametrize("there", [False, True])
def test_a_failing_system_leaves_the_old_file_and_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, there: bool
) -> None:
    path = tmp_path / "charter.md"
    if there:
        path.write_text("old")

    def fail(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path if call == "replace" else os, call, fail)
    with pytest.raises(UserError, match="the disk is full"):
        write_charter("new", path, overwrite=there)
    monkeypatch.undo()
    assert [one.read_text() for one in tmp_path.iterdir()] == (["old"] if there else [])
