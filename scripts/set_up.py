"""Make or mend the checkout's own environment in `.venv`. Called by `./run`, needs the standard library alone.

Usage: set_up.py run|test KEY. A stamp `.venv/ready-run` or `ready-test` holding KEY is written last, so whatever
was interrupted has no stamp. It refuses to know what align does.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCK = VENV / "set-up.lock"
LOG = VENV / "set-up.log"
STATE = VENV / "set-up.state"  # UNFINISHED while we work, afterwards the path it was made for
UNFINISHED = "unfinished"
USABLE = "import pip, sys; sys.exit(sys.version_info < (3, 11))"


def say(*lines: str) -> None:
    """Write `lines` to stderr: stdout belongs to align."""
    sys.stderr.write("".join(f"{line}\n" for line in lines))


def requirements(needs: str) -> list[str]:
    """Return what to install for `run` or `test`, without align itself.

    Read from pyproject.toml here, because pip learned `--group` only in 25.1 and every Python brings its own pip.
    """
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = table["project"]
    found = [*table["build-system"]["requires"], *project["dependencies"]]
    for extra in project.get("optional-dependencies", {}).values():
        found += extra
    if needs == "test":
        found += table["dependency-groups"]["dev"]
    return [str(requirement) for requirement in found]


def take(lock: TextIO) -> None:
    """Wait until no other set-up works here. The kernel lets go when its holder and its children have ended."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("Waiting for another ./run, which is setting up align …")
        fcntl.flock(lock, fcntl.LOCK_EX)


def can_be_mended() -> bool:
    """Tell whether `.venv` was finished once, for this path, and its Python still works."""
    state = STATE.read_text(encoding="utf-8") if STATE.exists() else str(VENV)
    if state != str(VENV) or not PYTHON.exists():
        return False
    return subprocess.run([PYTHON, "-I", "-c", USABLE], capture_output=True, check=False).returncode == 0


def clear() -> None:
    """Empty `.venv`, keeping the lock that we and others hold."""
    for entry in VENV.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        elif entry != LOCK:
            entry.unlink()


def install(needs: str, lock: TextIO) -> None:
    """Fill `.venv`. Raises CalledProcessError when a step fails; LOG then says why."""

    def step(*command: str | Path) -> None:
        subprocess.run(
            command,
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=os.environ | {"PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
            # A child that outlives us keeps the lock: nobody clears the folder under it.
            pass_fds=[lock.fileno()],
        )

    pip = (PYTHON, "-I", "-m", "pip", "install", "--no-input", "--constraint", ROOT / "constraints.txt")
    with LOG.open("w", encoding="utf-8") as log:
        if not PYTHON.exists():
            # The resolved path names a version: when that Python goes, the link breaks and ./run sees it.
            base = Path(getattr(sys, "_base_executable", sys.executable)).resolve()
            step(base, "-I", "-m", "venv", VENV)
        step(*pip, *requirements(needs))
        step(*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT)


def set_up(needs: str, key: str) -> None:
    """Bring `.venv` to what `needs` asks for, alone, and stamp it with `key`."""
    if VENV.is_symlink() and not (STATE.exists() and can_be_mended()):
        VENV.unlink()  # it leads to what was made for something else, which is not ours to fill or to clear
    VENV.mkdir(exist_ok=True)
    stamp = VENV / f"ready-{needs}"
    with LOCK.open("w", encoding="utf-8") as lock:
        take(lock)
        if can_be_mended():
            if stamp.exists() and stamp.read_text(encoding="utf-8") == key:
                return  # another ./run did it while this one waited
            say("Bringing align's set-up up to date …")
        else:
            say("Setting up align once (about a minute) …")
            clear()
        STATE.write_text(UNFINISHED, encoding="utf-8")
        for old in VENV.glob("ready-*"):
            old.unlink()
        install(needs, lock)
        STATE.write_text(str(VENV), encoding="utf-8")
        for satisfied in {"run", needs}:
            (VENV / f"ready-{satisfied}").write_text(key, encoding="utf-8")


def main() -> int:
    """Set up and return the exit code, with a sentence for whatever went wrong."""
    try:
        set_up(*sys.argv[1:])
    except KeyboardInterrupt:
        say("Stopped. The next ./run begins again.")
        return 130
    except subprocess.CalledProcessError:
        say(*LOG.read_text(encoding="utf-8", errors="replace").splitlines()[-4:])
        say("align could not be set up; it needs the network this once. Then start ./run again.")
        say(f"The whole account is in {LOG}.")
        return 1
    except OSError as error:
        say(f"align could not be set up in {VENV}: {error.strerror or error}.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
