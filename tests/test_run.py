"""`./run`: it passes on what was typed, from wherever, and says in a sentence why it cannot set align up."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ("cksum", "cat", "dirname", "readlink", "sh")


def executable(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout of the wrapper alone, in a path with spaces."""
    folder = tmp_path / "a path" / "align"
    for name in ("run", "scripts/set_up.py", "scripts/test", "pyproject.toml", "constraints.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture
def ready(checkout: Path) -> Path:
    """The checkout, set up with an `align` that writes down its arguments and where it was started."""
    executable(checkout / ".venv/bin/python", 'echo "pytest: $*"')
    executable(checkout / ".venv/bin/align", 'printf "%s\\n" "$PWD" "${PYTHONDONTWRITEBYTECODE-bytecode}" "$@"')
    watched = [str(checkout / name) for name in ("pyproject.toml", "constraints.txt", "run", "scripts/set_up.py")]
    key = subprocess.run(["cksum", *watched], capture_output=True, text=True, check=True).stdout.strip()
    for needs in ("run", "test"):
        (checkout / ".venv" / f"ready-{needs}").write_text(key, encoding="utf-8")
    return checkout


def start(program: Path, *arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [program, *arguments],
        cwd=cwd,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A folder of programs that holds what ./run uses, and no Python."""
    for tool in TOOLS:
        (tmp_path / "bin").mkdir(exist_ok=True)
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool) or tool)
    return tmp_path / "bin"


def test_arguments_and_folder_reach_align_as_they_were_typed(ready: Path, tmp_path: Path) -> None:
    done = start(ready / "run", "open", "two words", "", "*", cwd=tmp_path)
    assert done.stdout.split("\n") == [str(tmp_path), "bytecode", "open", "two words", "", "*", ""]
    assert done.stderr == ""


def test_it_is_found_through_symbolic_links(ready: Path, tmp_path: Path) -> None:
    (tmp_path / "one").symlink_to("a path/align/run")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "two").symlink_to("../one")
    assert start(tmp_path / "elsewhere" / "two", "here", cwd=tmp_path).stdout.endswith("\nhere\n")


def test_no_python_is_started_when_all_is_ready(ready: Path, bare: Path) -> None:
    assert start(ready / "run", "quick", cwd=ready, PATH=str(bare)).returncode == 0


def test_paths_go_to_pytest_alone(ready: Path, tmp_path: Path) -> None:
    done = start(ready / "run", "test", "tests/domain", "-q", cwd=tmp_path)
    assert done.stdout == "pytest: -m pytest tests/domain -q\n"


def test_the_nightly_form_lifts_the_marker_filter(ready: Path) -> None:
    executable(ready / ".venv/bin/python", 'echo "$ALIGN_NIGHTLY [$4]"')
    done = start(ready / "run", "test", "--nightly", "tests/domain", cwd=ready)
    assert done.stdout == "1 []\n"


def test_a_failed_lint_fails_the_whole_although_pytest_passes(ready: Path) -> None:
    for tool in ("ruff", "mypy"):
        executable(ready / ".venv/bin" / tool, '[ "$1" != format ]')
    done = start(ready / "run", "test", cwd=ready)
    assert done.returncode == 1
    assert done.stderr.endswith("Did not pass: ruff format --check --quiet.\n")


def test_failed_types_fail_the_whole_although_pytest_passes_and_are_told_at_the_end(ready: Path) -> None:
    executable(ready / ".venv/bin/ruff", "exit 0")
    executable(ready / ".venv/bin/mypy", "echo a.py:1: error: wrong; exit 1")
    done = start(ready / "run", "test", cwd=ready)
    assert done.returncode == 1
    assert done.stderr.endswith("mypy\na.py:1: error: wrong\nDid not pass: mypy.\n")


def test_an_old_python_is_named_with_its_version(checkout: Path, bare: Path) -> None:
    executable(bare / "python3", "echo 3.9; exit 3")
    done = start(checkout / "run", cwd=checkout, PATH=str(bare))
    assert done.returncode == 1
    assert f"align needs Python 3.11 or newer; {bare}/python3 is Python 3.9.\n" in done.stderr


def test_a_missing_python_is_said(checkout: Path, bare: Path) -> None:
    done = start(checkout / "run", cwd=checkout, PATH=str(bare))
    assert (done.returncode, "there is no python3 here" in done.stderr) == (1, True)


def test_a_python_without_venv_names_the_debian_package(checkout: Path, bare: Path) -> None:
    executable(bare / "python3", "exit 4")
    done = start(checkout / "run", cwd=checkout, PATH=str(bare))
    assert (done.returncode, "sudo apt install python3-venv" in done.stderr) == (1, True)


def test_a_newer_python_beside_an_old_one_is_taken(checkout: Path, bare: Path) -> None:
    executable(bare / "python3", "echo 3.9; exit 3")
    executable(bare / "python3.12", 'case $1 in -c) ;; *) echo "set up: $2" ;; esac')
    executable(checkout / ".venv/bin/align", "echo started")
    done = start(checkout / "run", cwd=checkout, PATH=str(bare))
    assert done.stdout == "set up: run\nstarted\n"


def test_what_was_left_unfinished_is_cleared_and_a_missing_network_is_said(checkout: Path) -> None:
    """Offline, the set-up fails with a sentence, keeps no stamp, and the next one begins again."""
    rubbish = executable(checkout / ".venv/bin/python", "exit 0")
    (checkout / ".venv/set-up.state").write_text("unfinished", encoding="utf-8")
    (checkout / "pyproject.toml").write_text(
        '[build-system]\nrequires = ["no-such-thing-as-this"]\n[project]\ndependencies = []\n', encoding="utf-8"
    )
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = start(checkout / "run", cwd=checkout, PATH=path, PIP_NO_INDEX="1", PIP_CONFIG_FILE=os.devnull)
    assert done.returncode == 1
    assert done.stderr.startswith("Setting up align once (about a minute) …\n")
    assert "it needs the network this once. Then start ./run again." in done.stderr
    assert rubbish.is_symlink(), "the rubbish was not replaced by a real environment"
    assert (checkout / ".venv/set-up.state").read_text(encoding="utf-8") == "unfinished"
    assert not list((checkout / ".venv").glob("ready-*"))


@pytest.mark.parametrize("of_align", [True, False])
def test_an_environment_that_is_linked_from_elsewhere_is_left_as_it_is(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, of_align: bool
) -> None:
    theirs = tmp_path / "theirs"
    executable(theirs / "bin/python", "exit 0")
    if of_align:
        (theirs / "set-up.state").write_text(str(theirs), encoding="utf-8")
    (checkout / ".venv").symlink_to(theirs)
    spec = importlib.util.spec_from_file_location("set_up", checkout / "scripts/set_up.py")
    assert spec is not None and spec.loader is not None
    set_up = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(set_up)
    monkeypatch.setattr(set_up, "install", lambda needs, lock: None)
    set_up.set_up("run", "key")
    assert (theirs / "bin/python").exists()
    assert not list(theirs.glob("ready-*"))
    assert not (checkout / ".venv").is_symlink()
    assert (checkout / ".venv/ready-run").read_text(encoding="utf-8") == "key"
