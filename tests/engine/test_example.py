"""The finished example in sessions/example is what the program makes today, byte for byte, and holds no secret."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tinydb import TinyDB

from align.charter.render import charter_markdown
from align.domain.model import SETTLED
from align.domain.pulses import PULSE
from align.domain.versions import as_sealed
from align.engine.example import NAME, write_example
from align.engine.reading import read_public
from align.storage.tinydb_store import open_store

EXAMPLE = Path(__file__).parents[2] / "sessions" / "example"
PAPERS = Path(__file__).parents[2] / "docs" / "example"
AGAIN = "it differs; look at what changed, then: python -m align.engine.example sessions/example docs/example"


def test_the_example_is_what_the_program_makes_today(tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    write_example(tmp_path, papers)
    for name in (f"{NAME}.json", "charter.md"):
        assert (tmp_path / name).read_bytes() == (EXAMPLE / name).read_bytes(), f"{name}: {AGAIN}"
    assert {p.name for p in papers.iterdir()} == {p.name for p in PAPERS.iterdir()}
    for paper in papers.iterdir():
        assert paper.read_bytes() == (PAPERS / paper.name).read_bytes(), f"{paper.name}: {AGAIN}"


def test_its_index_names_every_document_that_lies_there() -> None:
    named = re.findall(r"\]\(([^)]+)\)", (PAPERS / "README.md").read_text(encoding="utf-8"))
    assert sorted([*named, "README.md"]) == sorted(path.name for path in PAPERS.iterdir())


def test_it_tells_the_whole_story() -> None:
    state = read_public(EXAMPLE / f"{NAME}.json")
    first, second = as_sealed(state, 1), as_sealed(state, 2)
    assert {clause.status for clause in first.clauses.values()} == SETTLED
    assert [said.agrees for said in first.signatures[1]].count(False) == 1
    assert len(first.signatures[1]) == len(second.signatures[2]) == 9
    assert all(said.agrees for said in second.signatures[2])
    assert PULSE in {asked.asked_by for asked in state.versions[1].reopened}
    assert first.the_plan.decisions and len(state.pulses) == 1


def test_the_command_makes_the_same_bytes_in_another_process_with_another_hash_seed(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "align.engine.example", str(tmp_path), str(tmp_path)]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": "4711"})
    assert (tmp_path / f"{NAME}.json").read_bytes() == (EXAMPLE / f"{NAME}.json").read_bytes(), AGAIN


def test_another_seed_tells_another_story(tmp_path: Path) -> None:
    write_example(tmp_path, tmp_path, seed=4)
    assert (tmp_path / f"{NAME}.json").read_bytes() != (EXAMPLE / f"{NAME}.json").read_bytes()


def test_nothing_but_the_workshop_and_its_charter_lies_there() -> None:
    assert sorted(each.name for each in EXAMPLE.iterdir()) == ["charter.md", f"{NAME}.json"]


def test_stock_tinydb_reads_it(tmp_path: Path) -> None:
    copy = _copy(tmp_path)
    with TinyDB(copy, access_mode="r") as db:
        facts = db.table("events").all()
    assert facts[0]["event"]["plan"]["title"] == "ORION-3 kickoff"
    assert len(facts) > 300


def test_it_can_be_read_and_hosted_and_its_charter_is_the_one_beside_it(tmp_path: Path) -> None:
    copy = _copy(tmp_path)
    assert charter_markdown(read_public(copy)) == (EXAMPLE / "charter.md").read_text(encoding="utf-8")
    store = open_store(copy)
    store.close()
    assert read_public(copy).phase == "sealed"


def test_answers_carry_neither_time_nor_name() -> None:
    with TinyDB(EXAMPLE / f"{NAME}.json", access_mode="r") as db:
        facts = db.table("events").all()
    people = {person["id"] for person in facts[0]["event"]["plan"]["participants"]}
    given = [fact for fact in facts if "author" in fact["event"]]
    assert given
    assert not any(fact.get("at") for fact in given)
    assert not people & {fact["event"]["author"] for fact in given}


def _copy(folder: Path) -> Path:
    copy = folder / f"{NAME}.json"
    copy.write_bytes((EXAMPLE / f"{NAME}.json").read_bytes())
    return copy
