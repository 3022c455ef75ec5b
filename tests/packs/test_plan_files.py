"""The people file of a plan: read from the plan's folder and from nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.errors import PackError
from align.packs.plans import load_plan
from tests.support.plans import FOLDERS, SMALL, problems


def with_file(tmp_path: Path, name: str = "people.csv") -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(SMALL[: SMALL.index("people:")] + f"people_file: {name}\n", encoding="utf-8")
    return path


def test_a_people_file_is_read_from_the_plans_folder(tmp_path: Path) -> None:
    path = with_file(tmp_path)
    (tmp_path / "people.csv").write_bytes("\ufeffName;Region\r\nAsha Rao;Pune\r\nZoë;Basel\r\n".encode())
    assert [person.name for person in load_plan(path, FOLDERS).participants] == ["Asha Rao", "Zoë"]


def test_problems_of_the_people_file_are_named_with_its_own_lines(tmp_path: Path) -> None:
    path = with_file(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("title: T", "title:"), encoding="utf-8")
    csv = tmp_path / "people.csv"
    csv.write_text("Asha Rao, Pun\n", encoding="utf-8")
    with pytest.raises(PackError) as error:
        load_plan(path, FOLDERS)
    assert error.value.problems == [
        f"{path}:1:1 title: this key is missing. Add it.",
        f"{csv}:1:11 region: 'Pun' is no region of the plan. Did you mean Pune?",
    ]
    csv.write_bytes("Zoë, Pune".encode("latin-1"))
    with pytest.raises(PackError, match=r"people\.csv:1:3: the file is not UTF-8"):
        load_plan(path, FOLDERS)


@pytest.mark.parametrize("name", ["../people.csv", "/etc/passwd", "a/../../people.csv"])
def test_a_people_file_elsewhere_is_not_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "plan").mkdir()
    (tmp_path / "people.csv").write_text("Asha, Pune\nLuca, Basel\n", encoding="utf-8")
    with pytest.raises(PackError, match="must be in the plan's folder"):
        load_plan(with_file(tmp_path / "plan", name), FOLDERS)


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()
    (tmp_path / "secret.csv").write_text("Asha, Pune\nLuca, Basel\n", encoding="utf-8")
    (tmp_path / "plan" / "people.csv").symlink_to(tmp_path / "secret.csv")
    with pytest.raises(PackError, match="must be in the plan's folder"):
        load_plan(with_file(tmp_path / "plan"), FOLDERS)


def test_a_people_file_that_is_missing_or_has_no_folder_is_a_problem_of_the_plan(tmp_path: Path) -> None:
    path = with_file(tmp_path)
    with pytest.raises(PackError, match=r"plan\.yaml:7:14 people_file: .*people\.csv cannot be read"):
        load_plan(path, FOLDERS)
    assert "so there is no folder to look in" in problems(path.read_text(encoding="utf-8"))[0]
