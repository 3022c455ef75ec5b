"""Packs are found by id, in the order of the folders; a broken one is listed with its problems."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from align.errors import PackError, UserError
from align.packs.catalogue import catalogue, find_pack, pack_folders
from align.resources import bundled


def write(folder: Path, name: str, pack_id: str, title: str = "T") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    prompt = "{id: q, area: norms, type: text, title: Q, text: Why?, why: W}"
    path.write_text(f"id: {pack_id}\ntitle: {title}\nabout: A\nprompts:\n  - {prompt}\n", encoding="utf-8")
    return path


def test_the_folders_are_here_then_the_persons_then_aligns_own(tmp_path: Path) -> None:
    folders = pack_folders(tmp_path / "here", tmp_path / "config")
    assert folders == [tmp_path / "here" / "prompts", tmp_path / "config" / "prompts", bundled("prompts")]


def test_of_two_packs_with_one_id_the_first_folders_is_taken(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    write(first, "x.yaml", "same", "First")
    write(second, "same.yml", "same", "Second")
    write(second, "other.yaml", "other")
    found = catalogue([first, tmp_path / "missing", second])
    assert [(one.id, one.title, one.where.name) for one in found] == [
        ("same", "First", "x.yaml"),
        ("other", "T", "other.yaml"),
    ]
    assert find_pack("same", [first, second]).title == "First"


def test_a_broken_pack_is_listed_with_its_problems_and_hides_nothing_else(tmp_path: Path) -> None:
    write(tmp_path, "good.yaml", "good")
    (tmp_path / "bad.yaml").write_text("id: bad", encoding="utf-8")
    (tmp_path / "folder.yaml").mkdir()
    found = {one.id: one for one in catalogue([tmp_path])}
    assert found["good"].pack is not None
    assert found["bad"].pack is None
    assert any(":1:1 title:" in problem for problem in found["bad"].problems)
    assert "cannot be read" in found["folder"].problems[0]
    with pytest.raises(PackError, match="this key is missing"):
        find_pack("bad", [tmp_path])


def test_a_pack_that_is_not_there_is_answered_with_the_nearest_names(tmp_path: Path) -> None:
    write(tmp_path, "kickoff.yaml", "kickoff")
    write(tmp_path, "pulse.yaml", "pulse")
    with pytest.raises(UserError, match=r"There is no pack called 'kikoff'\. Did you mean kickoff\?"):
        find_pack("kikoff", [tmp_path])
    with pytest.raises(UserError, match=r"Use one of: kickoff, pulse\."):
        find_pack("../../etc/passwd", [tmp_path])


def test_every_pack_that_comes_with_align_is_whole() -> None:
    found = catalogue([bundled("prompts")])
    assert "kickoff" in [one.id for one in found]
    assert [problem for one in found for problem in one.problems] == []
    assert [one.id for one in found] == [one.where.stem for one in found]


def test_a_pipe_in_a_folder_of_packs_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "endless.yaml").symlink_to("/dev/zero")
    assert [one.where.name for one in catalogue([tmp_path])] == ["endless.yaml"]
