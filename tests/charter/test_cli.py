"""`align charter`: Markdown on stdout or in a file, talk on stderr, a sentence when it cannot be done."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from align.charter.render import charter_markdown
from align.cli.exits import FAILED, OK, USAGE
from align.cli.main import run
from align.domain.codec import Fact, to_doc
from align.storage import create
from tests.charter.story import answered, answers, shown, story, the_plan
from tests.support.builders import Played


@pytest.fixture
def sessions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a sealed workshop, `orion-3`, and one whose answers are just shown, `draft`."""
    folder = tmp_path / "sessions"
    folder.mkdir()
    monkeypatch.setenv("ALIGN_SESSIONS", str(folder))
    monkeypatch.chdir(tmp_path)
    keep(folder / "orion-3.json", story())
    keep(folder / "draft.json", answered(the_plan(), answers()))
    return folder


def keep(path: Path, played: Played) -> None:
    """Store a played workshop."""
    store = create(path)
    try:
        store.append([to_doc(Fact(f"id-{number}", event)) for number, event in enumerate(played.log)], 0)
    finally:
        store.close()


def test_a_sealed_charter_goes_to_stdout_and_nothing_else(
    sessions: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(["charter", "orion-3"]) == OK
    out, err = capfdbinary.readouterr()
    assert out.decode() == charter_markdown(shown(story()))
    assert err == b""


def test_a_draft_says_on_stderr_that_it_is_one(sessions: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["charter", "draft"]) == OK
    out, err = capfd.readouterr()
    assert out.startswith("# ORION-3 kickoff")
    assert err == "Note: this is a draft. The charter is not sealed and holds no clause yet.\n"


def test_a_file_is_written_once_and_again_with_force(sessions: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["charter", "orion-3", "-o", "charter.md"]) == OK
    assert capfd.readouterr() == ("", "Written to charter.md.\n")
    assert Path("charter.md").read_text(encoding="utf-8") == charter_markdown(shown(story()))
    assert run(["charter", "draft", "-o", "charter.md"]) == FAILED
    assert "align: charter.md exists already. Use --force" in capfd.readouterr().err
    assert run(["charter", "draft", "-o", "charter.md", "--force"]) == OK
    assert "DRAFT" in Path("charter.md").read_text(encoding="utf-8")


def test_an_own_template_is_used_and_its_faults_are_told(sessions: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Path("own.j2").write_text("{{ title }}, {{ version_words }}")
    assert run(["charter", "orion-3", "--template", "own.j2"]) == OK
    assert capfd.readouterr().out.startswith("ORION-3 kickoff, Version 1\n\nVersion 1, sealed on 22 November 2026")
    Path("own.j2").write_text("{{ titel }}")
    assert run(["charter", "orion-3", "--template", "own.j2", "-o", "charter.md"]) == FAILED
    assert capfd.readouterr().err.startswith("align: own.j2, line 1: 'titel' is undefined.")
    assert not Path("charter.md").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["none"], FAILED, "There is no workshop none in"),
        (["../x"], FAILED, "cannot name a workshop"),
        ([], USAGE, "Missing argument 'NAME'"),
    ],
)
def test_what_cannot_be_done_is_said(
    sessions: Path, capfd: pytest.CaptureFixture[str], arguments: list[str], code: int, sentence: str
) -> None:
    assert run(["charter", *arguments]) == code
    assert sentence in capfd.readouterr().err


def test_drafts_and_previews_can_be_loaded_without_the_template_engine() -> None:
    look = "import sys, align.charter.draft, align.charter.preview, align.cli.charter; print('jinja2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
