"""`align charter`: Markdown on stdout or in a file, talk on stderr, a sentence when it cannot be done."""

from __future__ import annotations

import re
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from align.charter.kinds import KINDS, SHAPES
from align.charter.render import charter_markdown
from align.cli.exits import FAILED, OK, USAGE
from align.cli.main import run
from align.domain.codec import Fact, to_doc
from align.domain.events import Sealed
from align.storage import create
from tests.charter.story import answered, answers, shown, story, the_plan
from tests.support.builders import Played
from tests.support.processes import ALIGN, wait_for


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


def test_by_dots_or_by_a_link_nothing_is_written_elsewhere_but_by_the_whole_path(
    sessions: Path, tmp_path_factory: pytest.TempPathFactory, capfd: pytest.CaptureFixture[str]
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    Path("link").symlink_to(elsewhere)
    Path("inner").mkdir()
    for out in ("../charter.md", "inner/../../charter.md", "link/charter.md", "link"):
        assert run(["charter", "orion-3", "-o", out]) == USAGE
        assert "leads out of this folder. If that is meant, write the whole path" in " ".join(
            capfd.readouterr().err.split()
        )
        assert run(["invite", "draft", "--file", "-o", out]) == USAGE
        assert run(["packs", "new", out]) == USAGE
        assert run(["templates", "copy", "charter.md.j2", out]) == USAGE
    assert not list(elsewhere.iterdir())
    assert not (sessions.parent.parent / "charter.md").exists()
    assert run(["charter", "orion-3", "-o", "inner/../charter.md"]) == OK
    assert run(["charter", "orion-3", "-o", str(elsewhere / "charter.md")]) == OK
    assert Path("charter.md").read_text() == (elsewhere / "charter.md").read_text()


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


# ---- formats ---------------------------------------------------------------------------------------------------

FILES = {
    "md": ["charter.md"], "one-page": ["one-page.md"], "html": ["charter.html"], "docx": ["charter.docx"],
    "json": ["charter.json"], "csv": ["answers.csv", "clauses.csv"], "raid": ["raid.csv"],
    "register": ["decisions.md"], "raci": ["raci.md"], "ics": ["review-dates.ics"],
    "pulses": ["pulses.md"],
    "decisions": [
        "0001-urgent-means.md", "0002-may-wait.md", "0003-local-or-shared.md", "0004-protect-first.md",
        "0005-early-signs.md",
    ],
}  # fmt: skip


def test_every_format_is_tested_and_documented() -> None:
    assert set(FILES) == set(KINDS)
    documented = (Path(__file__).parents[2] / "docs" / "charter.md").read_text(encoding="utf-8")
    table = documented.partition("| Format |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `([a-z-]+)` \|", table, re.MULTILINE) == list(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_format_goes_into_a_folder_under_names_of_its_own(sessions: Path, kind: str) -> None:
    Path("out").mkdir()
    assert run(["charter", "orion-3", "--format", kind, "-o", "out"]) == OK
    made = sorted(Path("out").iterdir())
    assert [path.name for path in made] == FILES[kind]
    assert all(path.stat().st_size > 100 and stat.S_IMODE(path.stat().st_mode) == 0o600 for path in made)
    assert run(["charter", "orion-3", "--format", kind, "-o", "out"]) == FAILED, "the files exist"
    assert run(["charter", "orion-3", "--format", kind, "-o", "out", "--force"]) == OK


@pytest.mark.parametrize("kind", ["md", "one-page", "html", "json", "csv", "raid", "ics"])
def test_text_formats_go_to_stdout_as_into_a_file(
    sessions: Path, capfdbinary: pytest.CaptureFixture[bytes], kind: str
) -> None:
    assert run(["charter", "orion-3", "--format", kind, "-o", "file"]) == OK
    capfdbinary.readouterr()
    assert run(["charter", "orion-3", "--format", kind]) == OK
    assert capfdbinary.readouterr().out == Path("file").read_bytes()


def test_without_a_format_a_file_is_written_as_its_name_ends(sessions: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for name, begins in {"c.docx": b"PK", "c.HTML": b"<!DOCTYPE", "c.json": b"{", "c.txt": b"# ", "c": b"# "}.items():
        assert run(["charter", "orion-3", "-o", name]) == OK
        assert Path(name).read_bytes().startswith(begins), name
    capfd.readouterr()
    assert run(["charter", "orion-3", "-o", "c.pdf"]) == FAILED
    assert (
        "A charter is not written as .pdf. Let the name end with one of these: "
        ".md, .markdown, .txt, .html, .htm, .docx, .json, .csv, .ics." in capfd.readouterr().err
    )
    assert not Path("c.pdf").exists()
    assert run(["charter", "orion-3", "--format", "md", "-o", "c.adoc"]) == OK, "whoever says a format gets it"


@pytest.mark.parametrize("kind", ["docx", "decisions"])
def test_what_is_no_text_asks_for_a_place(sessions: Path, capfd: pytest.CaptureFixture[str], kind: str) -> None:
    assert run(["charter", "orion-3", "--format", kind]) == FAILED
    assert f"The format {kind} is not for a terminal. Name a file or a folder with -o." in capfd.readouterr().err


def test_a_table_in_a_file_says_where_the_other_one_is(sessions: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["charter", "orion-3", "--format", "csv", "-o", "clauses.csv"]) == OK
    assert "name a folder with -o to get answers.csv too" in capfd.readouterr().err


def test_decisions_make_their_folder_and_leave_other_files_alone(sessions: Path) -> None:
    assert run(["charter", "orion-3", "--format", "decisions", "-o", "adr"]) == OK
    Path("adr/notes.md").write_text("mine")
    Path("adr/0002-may-wait.md").write_text("mine")
    Path("adr/0001-urgent-means.md").unlink()
    assert run(["charter", "orion-3", "--format", "decisions", "-o", "adr"]) == FAILED
    assert not Path("adr/0001-urgent-means.md").exists(), "nothing is written when one file may not be"
    assert run(["charter", "orion-3", "--format", "decisions", "-o", "adr", "--force"]) == OK
    assert Path("adr/notes.md").read_text() == "mine"
    assert Path("adr/0001-urgent-means.md").exists()


def test_the_one_page_becomes_a_page_in_an_html_file(sessions: Path) -> None:
    assert run(["charter", "orion-3", "--format", "one-page", "-o", "one.html"]) == OK
    text = Path("one.html").read_text(encoding="utf-8")
    assert text.startswith("<!DOCTYPE html>")
    assert "ORION-3 kickoff: one page" in text


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--format", "raid", "--template", "own.j2"], "The format raid is made without a template."),
        (["--format", "html", "--template", "company.docx"], "Use it with --format docx."),
        (
            ["--format", "docx", "--template", "none.docx", "-o", "x.docx"],
            "none.docx cannot be read as a Word document",
        ),
        (["--watch"], "--watch needs a file to write again. Name it with -o."),
    ],
)
def test_what_does_not_go_together_is_said(
    sessions: Path, capfd: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    assert run(["charter", "orion-3", *arguments]) == FAILED
    assert sentence in capfd.readouterr().err


def test_a_draft_without_dates_has_no_calendar(sessions: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["charter", "draft", "--format", "ics"]) == FAILED
    assert "No clause has a review date yet" in capfd.readouterr().err


def test_help_names_every_format(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["charter", "--help"]) == OK
    lines = capfd.readouterr().out.split("  Formats:\n")[1].splitlines()
    kind = ""
    column, told = 4 + max(map(len, SHAPES)) + 2, dict[str, list[str]]()
    for line in lines:
        kind = line[:column].strip() or kind
        told.setdefault(kind, []).append(line[column:])
        assert line[:4] == "    " and line[column - 2 : column] == "  "
    assert {kind: " ".join(about) for kind, about in told.items()} == {k: shape.about for k, shape in SHAPES.items()}


# ---- verify ----------------------------------------------------------------------------------------------------


def test_a_charter_is_verified_alone_and_beside_its_workshop(sessions: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["charter", "orion-3", "-o", "charter.md"]) == OK
    capfd.readouterr()
    assert run(["verify", "charter.md"]) == OK
    assert capfd.readouterr().out.startswith("charter.md: It is unchanged since it was written as version 1,")
    assert run(["verify", "charter.md", "orion-3"]) == OK
    assert "word for word what the workshop's log says" in capfd.readouterr().out
    assert run(["verify", "charter.md", "draft"]) == FAILED
    assert "It says version 1, which the workshop does not have. Sealed there: none." in capfd.readouterr().out
    path = Path("charter.md")
    path.write_text(path.read_text(encoding="utf-8").replace("phone", "mail"), encoding="utf-8")
    assert run(["verify", "charter.md"]) == FAILED
    assert "It was changed after it was written as version 1" in capfd.readouterr().out


# ---- watch -----------------------------------------------------------------------------------------------------


def test_a_watched_file_follows_the_workshop_until_it_is_interrupted(sessions: Path) -> None:
    """A host writes meanwhile; the file is never half of something."""
    played, at = story(), next(n for n, event in enumerate(story().log) if isinstance(event, Sealed))
    path, out = sessions / "live.json", Path("charter.md")
    store = create(path)
    docs = [to_doc(Fact(f"id-{number}", event)) for number, event in enumerate(played.log)]
    store.append(docs[:1], 0)
    command = [*ALIGN, "charter", "live", "--watch", "-o", str(out)]
    watching = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        wait_for(lambda: watching.poll() is not None or out.exists())
        assert "**DRAFT.**" in out.read_text(encoding="utf-8")
        store.append(docs[1 : at + 1], 1)
        wait_for(lambda: watching.poll() is not None or "DRAFT" not in out.read_text(encoding="utf-8"))
        assert out.read_text(encoding="utf-8") == charter_markdown(shown(played))
        watching.send_signal(signal.SIGINT)
        _, said = watching.communicate(timeout=20)
    finally:
        watching.kill()
        store.close()
    assert watching.returncode == OK
    assert said.endswith("Stopped watching.\n")
    assert [one.name for one in Path().iterdir() if one.name.startswith(".charter")] == []


def test_a_watched_file_that_exists_is_replaced_only_when_asked(
    sessions: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    Path("charter.md").write_text("mine")
    assert run(["charter", "orion-3", "--watch", "-o", "charter.md"]) == FAILED
    assert Path("charter.md").read_text() == "mine"


def test_drafts_and_previews_can_be_loaded_without_the_template_engine() -> None:
    look = "import sys, align.charter.draft, align.charter.preview, align.cli.charter; print('jinja2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
