"""From a shell: a charter is amended, compared and read in any version, and each can be verified."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from align.cli.exits import FAILED, OK, USAGE
from align.cli.main import run
from align.domain import commands as c
from align.domain.codec import Fact, to_doc
from align.engine.reading import read_public
from align.storage import create
from tests.charter.amended import REASON, amending, objected, second
from tests.support.builders import Played

Said = pytest.CaptureFixture[str]


@pytest.fixture
def sessions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for workshops, and a place to write to."""
    folder = tmp_path / "sessions"
    folder.mkdir()
    monkeypatch.setenv("ALIGN_SESSIONS", str(folder))
    monkeypatch.chdir(tmp_path)
    return folder


def keep(folder: Path, played: Played) -> Path:
    """Store a played workshop as orion-3."""
    path = folder / "orion-3.json"
    store = create(path)
    store.append([to_doc(Fact(f"id-{number}", event)) for number, event in enumerate(played.log)], 0)
    store.close()
    return path


def told(capfd: Said, *words: str, code: int = OK) -> str:
    """What a command prints; its errors and notes too."""
    assert run(list(words)) == code
    out, err = capfd.readouterr()
    return out + err


def test_an_amendment_says_what_is_open_again_and_what_is_in_force(sessions: Path, capfd: Said) -> None:
    path = keep(sessions, objected())
    said = told(
        capfd,
        "amend",
        "orion-3",
        "--why",
        "Nights.",
        "--reopen",
        "Local or shared",
        "--for",
        "grace miller",
        code=FAILED,
    )
    assert "There is nobody called grace miller on the list." in said
    said = told(capfd, "amend", "orion-3", "--why", "Nights.", "--reopen", "c3", "--for", "pune 1")
    assert "Version 2 is being drafted: Nights. Version 1 is in force until it is sealed." in said
    assert "Open again: c3 Local or shared\n  Pune 1 asked: Nights." in said
    assert f"Open again: c1 Urgent means\n  Boston 2 asked: {REASON}" in said
    state = read_public(path)
    assert (state.phase, state.clauses["c1"].status, state.clauses["c2"].status) == ("agree", "draft", "open")
    again = told(capfd, "amend", "orion-3", "--why", "Time.", "--reopen", "may wait")
    assert "c2 May wait\n  The facilitator asked: Time." in again
    assert "is begun already" in told(capfd, "amend", "orion-3", "--why", "x", code=FAILED)


def test_a_clause_is_called_by_the_number_that_screens_and_charter_give_it(sessions: Path, capfd: Said) -> None:
    keep(sessions, objected())
    said = told(capfd, "amend", "orion-3", "--why", "x", "--reopen", "4")
    assert "Open again: c4 Protect first\n  The facilitator asked: x" in said
    charter = told(capfd, "charter", "orion-3")
    assert "### 4. Protect first" in charter


def test_a_name_that_no_clause_has_is_refused(sessions: Path, capfd: Said) -> None:
    path = keep(sessions, objected())
    amend = ("amend", "orion-3", "--why", "x")
    assert "No clause is called 9. There are: c1 Urgent means" in told(capfd, *amend, "--reopen", "9", code=FAILED)
    assert "No clause is called nine" in told(capfd, *amend, "--reopen", "nine", code=FAILED)
    assert "Somebody asked for a clause" in told(
        capfd, "amend", "orion-3", "--why", "x", "--for", "Pune 1", code=FAILED
    )
    assert read_public(path).phase == "sealed"
    assert run(["amend", "orion-3"]) == USAGE


def test_while_it_is_amended_one_gets_the_version_in_force_or_the_draft(sessions: Path, capfd: Said) -> None:
    keep(sessions, amending())
    said = told(capfd, "charter", "orion-3", "--format", "json")
    assert '"version_words": "Version 1"' in said
    assert "Note: this is the version in force. Version 2 is being drafted; --draft gives it." in said
    said = told(capfd, "charter", "orion-3", "--format", "json", "--draft")
    assert '"version_words": "Draft of version 2"' in said
    assert "Note: this is a draft. It is not sealed; version 1 stays in force until it is." in said
    assert run(["charter", "orion-3", "--draft", "--version", "1"]) == USAGE


def test_every_version_comes_in_every_format_and_verifies_also_after_forgetting(sessions: Path, capfd: Said) -> None:
    keep(sessions, second())
    assert "Note: version 2 is in force." in told(capfd, "charter", "orion-3", "--version", "1", "-o", "one.md")
    told(capfd, "charter", "orion-3", "-o", "two.md")
    for kind, name in (
        ("one-page", "one-page.md"),
        ("raid", "raid.csv"),
        ("decisions", "records"),
        ("html", "one.html"),
    ):
        told(capfd, "charter", "orion-3", "--version", "1", "--format", kind, "-o", name)
        assert Path(name).exists()
    assert "Protect first" in Path("one.html").read_text(encoding="utf-8"), "version 2 dropped it"
    assert "has no version 3. There are: 1, 2." in told(capfd, "charter", "orion-3", "--version", "3", code=FAILED)
    assert "There is no draft" in told(capfd, "charter", "orion-3", "--draft", code=FAILED)
    for _ in range(2):
        for number, file in ((1, "one.md"), (2, "two.md")):
            assert f"It is version {number}, word for word" in told(capfd, "verify", file, "orion-3")
        told(capfd, "forget", "orion-3", "--yes")


def test_a_difference_is_printed_for_people_and_for_programs(sessions: Path, capfd: Said) -> None:
    path = keep(sessions, second())
    said = told(capfd, "diff", "orion-3")
    assert said.startswith("ORION-3 kickoff: from version 1 to version 2\n")
    assert "was  “Urgent” is said by phone [-only-]." in said
    assert told(capfd, "diff", "orion-3", "1", "2") == said
    assert "| words | “Urgent” is said by phone \\[-only-\\]. / All" in told(capfd, "diff", "orion-3", "--format", "md")
    facts = json.loads(told(capfd, "diff", "orion-3", "--json"))
    assert [entry["kind"] for entry in facts["clauses"]] == ["new", "changed", "changed", "dropped"]
    wrong = {("2", "1"): "older version first", ("1", "7"): "no version 7. There are: 1, 2.", ("1", "draft"): "draft"}
    for words, no in wrong.items():
        assert no in told(capfd, "diff", "orion-3", *words, code=FAILED)
    assert run(["diff", "orion-3", "1"]) == USAGE
    path.unlink()
    keep(sessions, second().lead(c.Amend("More.")))
    assert told(capfd, "diff", "orion-3").startswith("ORION-3 kickoff: from version 2 to draft of version 3\n")


def test_there_is_nothing_to_compare_before_a_second_version(sessions: Path, capfd: Said) -> None:
    keep(sessions, objected())
    assert "There are no two versions to compare yet: only version 1 is sealed." in told(
        capfd, "diff", "orion-3", code=FAILED
    )


def test_signing_says_who_by_region_and_until_when_on_each_clock(
    sessions: Path, capfd: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = keep(sessions, objected())
    said = told(capfd, "signing", "orion-3")
    assert "Version 1, sealed on 22 Nov 2026: 1 of 11 signed · 1 objects · 9 not yet" in said
    assert "Boston  objects: Boston 2 to clause 1 · not yet: Boston 1, Boston 3 and Boston 4" in said
    assert "for as long as people like" in said
    said = told(capfd, "signing", "orion-3", "--until", "2027-03-12 17:00")
    assert "  Pune  12 Mar 2027 22:30 IST (17:00 UTC)\n  Boston  12 Mar 2027 12:00 EST (17:00 UTC)" in said
    assert read_public(path).sign_until == "2027-03-12T17:00:00+00:00"
    assert "Boston  12 Mar 2027 18:59 EST (23:59 UTC)" in told(capfd, "signing", "orion-3", "--until", "2027-03-12")
    assert "Write a day like 2027-03-12" in told(capfd, "signing", "orion-3", "--until", "soon", code=FAILED)
    assert "for as long as" in told(capfd, "signing", "orion-3", "--open")
    gone = ["signing", "orion-3", "--until", "2020-03-12"]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    assert "with it nobody can sign any more" in told(capfd, *gone, code=FAILED)
    assert read_public(path).sign_until == ""
    said = told(capfd, *gone, "--yes")
    assert "9 did not" in said
    assert "--until` gives people more time" in said
    assert read_public(path).sign_until == "2020-03-12T23:59:00+00:00"
    assert run(["signing", "orion-3", "--open", "--until", "2027-03-12"]) == USAGE
