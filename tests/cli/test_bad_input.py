"""Bad input gets one clear error with a way out, an exit code, and nothing is changed or lost."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from align.cli.main import run
from align.engine.server_process import serving_here, stop_server, wait_for_desk
from align.packs.example import example_plan
from align.sync.ticket import Ticket
from tests.support.processes import facilitator, serving

GOOD = example_plan()


@pytest.fixture(autouse=True)
def own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each test works in an empty folder of its own, and leaves the mask of new files as it was."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ALIGN_HOME", str(tmp_path / "home"))
    mask = os.umask(0o022)
    yield
    os.umask(mask)


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What align says on stderr when it refuses; it must refuse, calmly."""
    code = run(list(arguments))
    err = capsys.readouterr().err
    assert code in (1, 2)
    assert "Traceback" not in err
    return err


def plan_with(old: str, new: str) -> str:
    """The example plan with one thing changed."""
    assert old in GOOD
    return GOOD.replace(old, new, 1)


PLANS = [
    ("zone: Asia/Kolkata", "zone: Asia/Calcuta", "Asia/Kolkata"),
    ("hours: Mon-Fri 09:30-18:30", "hours: Mon-Fri 09:30-25:00", "25:00"),
    ("hours: Mon-Fri 09:30-18:30", "hours: Mon-Fri 09:00-12:00, 11:00-17:00", "overlap"),
    ("Ravi Kulkarni,   Pune", "asha  RAO,   Pune", "stands in line 39 already"),
    ("pack: kickoff ", "pack: kickof ", "kickoff"),
    ("date: 2027-03-31", "date: 31/03/2027", "2027"),
    ("min_n: 3", "min_n: 0", "min_n"),
    ("attribution: region", "attribution: secret", "named"),
    ("title: ORION-3 kickoff", "titel: ORION-3 kickoff", "title"),
]


@pytest.mark.parametrize(("old", "new", "hint"), PLANS)
def test_a_slip_in_a_plan_names_file_line_and_the_way_out(
    old: str, new: str, hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("plan.yaml").write_text(plan_with(old, new), encoding="utf-8")
    err = said(capsys, "new", "--from", "plan.yaml")
    line = plan_with(old, new).split("\n").index(next(x for x in plan_with(old, new).split("\n") if new in x)) + 1
    assert f"plan.yaml:{line}:" in err
    assert hint in err
    assert not Path("sessions").exists()


def test_all_slips_of_a_plan_are_told_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    text = plan_with("Asia/Kolkata", "Asia/Nowhere").replace("min_n: 3", "min_n: none")
    Path("plan.yaml").write_text(text, encoding="utf-8")
    assert said(capsys, "plan", "check", "plan.yaml").count("plan.yaml:") == 2


@pytest.mark.parametrize(
    "content", [b"\x00\x01", b": : :\n- [", b"\xff\xfe\x00", b"", b"just words", b'title: "\\U00110000"']
)
def test_what_is_no_yaml_plan_is_said_so(content: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    Path("plan.yaml").write_bytes(content)
    assert "plan.yaml" in said(capsys, "new", "--from", "plan.yaml")


def test_byte_order_mark_and_windows_line_ends_are_fine(capsys: pytest.CaptureFixture[str]) -> None:
    Path("plan.yaml").write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert run(["new", "one", "--from", "plan.yaml"]) == 0


@pytest.mark.parametrize("name", ["a/b", "../x", "..", ".hidden", "Orion 3", "con", "x" * 64, "/etc/passwd"])
def test_a_name_that_could_leave_the_folder_is_refused(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("plan.yaml").write_text(GOOD, encoding="utf-8")
    assert "cannot name a workshop" in said(capsys, "new", name, "--from", "plan.yaml")
    assert not Path("sessions").exists()


def test_a_name_in_use_is_refused_and_the_workshop_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    Path("plan.yaml").write_text(GOOD, encoding="utf-8")
    assert run(["new", "one", "--from", "plan.yaml"]) == 0
    before = Path("sessions/one.json").read_bytes()
    assert "one" in said(capsys, "new", "one", "--from", "plan.yaml")
    assert Path("sessions/one.json").read_bytes() == before


def test_foreign_and_damaged_files_are_listed_with_their_reason_and_left_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("plan.yaml").write_text(GOOD, encoding="utf-8")
    assert run(["new", "fine", "--from", "plan.yaml"]) == 0
    damaged = Path("sessions/fine.json").read_bytes().replace(b"Pune", b"Puna", 1)
    Path("sessions/damaged.json").write_bytes(damaged)
    Path("sessions/foreign.json").write_text('{"hello": "world"}')
    Path("sessions/empty.json").write_text("")
    capsys.readouterr()
    assert run(["list"]) == 0
    out = capsys.readouterr().out
    for name in ("damaged", "foreign", "empty"):
        assert f"{name}  cannot be read:" in out
        assert name in said(capsys, "show", name)
    assert "fine  ORION-3 kickoff" in out
    assert Path("sessions/damaged.json").read_bytes() == damaged


@pytest.mark.skipif(os.geteuid() == 0 and not shutil.which("setpriv"), reason="root may write everywhere")
def test_a_read_only_folder_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    Path("plan.yaml").write_text(GOOD, encoding="utf-8")
    Path("sessions").write_text("a file where the folder should be")
    assert "sessions" in said(capsys, "new", "one", "--from", "plan.yaml")


def test_a_workshop_that_is_not_there_names_those_that_are(capsys: pytest.CaptureFixture[str]) -> None:
    Path("plan.yaml").write_text(GOOD, encoding="utf-8")
    assert run(["new", "orion-3", "--from", "plan.yaml"]) == 0
    for command in (["show", "orion-4"], ["charter", "orion-4"], ["host", "orion-4"], ["desk", "orion-4"]):
        assert "orion-4" in said(capsys, *command)


def test_a_second_host_and_a_port_in_use_are_told_plainly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("plan.yaml").write_text(GOOD, encoding="utf-8")
    assert run(["new", "one", "--from", "plan.yaml"]) == 0
    assert run(["new", "two", "--from", "plan.yaml"]) == 0
    with serving(tmp_path / "sessions" / "one.json"):
        assert "host" in said(capsys, "serve", "one", "--port", "0").lower()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"Port {port} is in use" in said(capsys, "serve", "two", "--port", str(port))


TICKETS = [
    ("nonsense", "This is not a ticket"),
    ("align://127.0.0.1:1/x#short", "letters"),
    ("align://127.0.0.1:99999/x#" + "a" * 34, "port"),
    ("align://127.0.0.1/x#" + "a" * 34, "port"),
]


@pytest.mark.parametrize(("ticket", "hint"), TICKETS)
def test_a_mistyped_ticket_says_what_is_wrong_and_what_one_looks_like(
    ticket: str, hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    err = said(capsys, "join", "--plain", ticket)
    assert hint in err
    assert "align://" in err


def test_an_unknown_command_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert "align charter" in said(capsys, "chater", "x")


def test_an_unknown_pack_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert "kickoff" in said(capsys, "packs", "show", "kikoff")


def test_a_desk_without_a_terminal_says_so_and_serves_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    Path("plan.yaml").write_text(GOOD, encoding="utf-8")
    assert run(["new", "one", "--from", "plan.yaml"]) == 0
    assert "needs a terminal" in said(capsys, "host", "one")
    assert not Path("sessions/one.serving").exists()


@pytest.mark.parametrize("text", ["x" * 5000, "a\x00b", "."])
def test_what_can_be_no_file_name_is_no_ticket_either(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "not a ticket" in said(capsys, "desk", text)


@pytest.mark.parametrize("who", ["../../x", "a/b", "x" * 300, "a b"])
def test_a_word_for_a_seat_cannot_lead_elsewhere(who: str, capsys: pytest.CaptureFixture[str]) -> None:
    ticket = Ticket("127.0.0.1", 1, "one", "a" * 32)
    assert "one word" in said(capsys, "join", "--plain", "--as", who, str(ticket))


def test_a_year_beyond_the_calendar_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    Path("plan.yaml").write_text(GOOD, encoding="utf-8")
    assert "from 1970" in said(capsys, "check", "--plan", "plan.yaml", "--from", "9999-12-31")


def test_an_old_note_and_a_stranger_at_its_port_do_not_stand_for_a_host(tmp_path: Path) -> None:
    """After a crash the note stays; another workshop at the same port is not taken for the first one's host."""
    Path("plan.yaml").write_text(GOOD, encoding="utf-8")
    assert run(["new", "one", "--from", "plan.yaml"]) == run(["new", "two", "--from", "plan.yaml"]) == 0
    one, two = (tmp_path / "sessions" / f"{name}.json" for name in ("one", "two"))
    with serving(one) as process:
        assert serving_here(one) is not None
        process.kill()
        process.wait()
    port = facilitator(one).port
    with serving(two, port):
        assert serving_here(two) is not None
        assert serving_here(one) is None


def test_what_a_host_says_beside_its_desk_never_stops_it(tmp_path: Path) -> None:
    """Its stderr goes into a pipe of the desk's; more than a pipe holds is read away."""
    Path("plan.yaml").write_text(GOOD, encoding="utf-8")
    assert run(["new", "one", "--from", "plan.yaml"]) == 0
    path = tmp_path / "sessions" / "one.json"
    with serving(path):
        # Not the host itself: something that stands for it and talks a lot.
        talker = subprocess.Popen([sys.executable, "-c", "print('x' * 300_000, flush=True)"], stdout=subprocess.PIPE)
        talker.stderr = talker.stdout
        wait_for_desk(path, talker)
        assert talker.wait(20) == 0
        stop_server(talker)


def test_what_is_advised_to_type_names_the_folder_where_it_is_not_the_usual_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("plan.yaml").write_text(GOOD, encoding="utf-8")
    assert run(["new", "one", "--from", "plan.yaml", "--folder", "my team"]) == 0
    assert "align host one --folder 'my team'" in " ".join(capsys.readouterr().out.split())
    assert "align host one --folder 'my team'" in " ".join(said(capsys, "desk", "one", "--folder", "my team").split())
    assert run(["new", "two", "--from", "plan.yaml"]) == 0
    assert "--folder" not in capsys.readouterr().out


def test_nothing_to_compare_is_told_in_whole_words(capsys: pytest.CaptureFixture[str]) -> None:
    Path("plan.yaml").write_text(GOOD, encoding="utf-8")
    assert run(["new", "one", "--from", "plan.yaml"]) == 0
    assert "Nothing is sealed yet" in said(capsys, "diff", "one")


def test_a_name_that_no_file_can_have_is_told_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    Path("plan.yaml").write_text(GOOD, encoding="utf-8")
    assert run(["new", "orion-3", "--from", "plan.yaml"]) == 0
    long = "n" * 300
    for ways in (["charter", "orion-3", "-o", f"{long}.md"], ["invite", "orion-3", "-o", long]):
        assert "the name is too long; choose a shorter one." in said(capsys, *ways)
    assert "Name a file or a folder." in said(capsys, "charter", "orion-3", "-o", "")
    assert said(capsys, "charter", "orion-3", "-o", "/dev/null").rstrip().endswith("for instance charter.md.")
    assert "too long" in said(capsys, "demo", "--as", "facilitator", "--keep", long)
    assert [path.name for path in Path().glob("*.md")] == []
