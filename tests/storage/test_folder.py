"""Names of workshops and the survey of a folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.errors import UserError
from align.storage import Entry, Folder, create
from align.storage.folder import is_name, suggestion


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert Folder(tmp_path / "none").names() == []
    assert Folder(tmp_path / "none").survey() == []


@pytest.mark.parametrize("name", ["orion-3", "a", "0", "a" * 63, "com", "console", "com10"])
def test_good_names_lie_in_the_folder(tmp_path: Path, name: str) -> None:
    assert Folder(tmp_path).path(name) == tmp_path / f"{name}.json"


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "../x", "/etc/x", "a/b", "a\\b", "A", "-a", "a" * 64, "a.b", "ä", "a\n", "con", "lpt9", "nul"],
)
def test_bad_names_are_refused_with_the_rule_and_a_suggestion(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match="1 to 63 small letters") as caught:
        Folder(tmp_path).path(name)
    proposed = str(caught.value).rsplit(" ", 1)[-1].rstrip(".")
    assert is_name(proposed)


@given(st.text(max_size=200))
def test_a_suggestion_is_always_a_name(text: str) -> None:
    assert is_name(suggestion(text))


def test_the_suggestion_resembles_what_was_typed() -> None:
    assert suggestion("Orion 3") == "orion-3"
    assert suggestion("日本") == "orion-3"


def test_a_link_that_leads_elsewhere_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    folder.mkdir()
    create(tmp_path / "secret.json").close()
    (folder / "a.json").symlink_to(tmp_path / "secret.json")
    with pytest.raises(UserError, match="is a link"):
        Folder(folder).path("a")
    assert "is a link" in Folder(folder).survey()[0].problem


def test_a_survey_names_every_file_and_what_is_wrong_with_it(tmp_path: Path) -> None:
    create(tmp_path / "good.json").close()
    (tmp_path / "foreign.json").write_text("{}")
    (tmp_path / "empty.json").write_text("")
    (tmp_path / "cut.json").write_bytes((tmp_path / "good.json").read_bytes()[:-3])
    (tmp_path / "My Plan.json").write_text("{}")
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "good.people.json").write_text("{}")
    (tmp_path / "notes.txt").write_text("")
    entries = Folder(tmp_path).survey()
    assert [entry.name for entry in entries] == ["My Plan", "cut", "empty", "folder", "foreign", "good"]
    assert [entry.name for entry in entries if entry.ok] == ["good"]
    assert entries[-1] == Entry("good")
    assert all(entry.problem.endswith(".") for entry in entries if not entry.ok)
    assert Folder(tmp_path).names() == ["cut", "empty", "folder", "foreign", "good"]


def test_a_survey_changes_no_file(tmp_path: Path) -> None:
    create(tmp_path / "good.json").close()
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    Folder(tmp_path).survey()
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before
