"""The walls between the layers stand: import contracts, and what the command line must not load to start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEAVY = {
    "textual",
    "tinydb",
    "jinja2",
    "websockets",
    "cryptography",
    "ruamel",
    "holidays",
    "nh3",
    "docx",
    "icalendar",
    "asyncssh",
    "aiohttp",
}


def test_every_import_contract_is_kept() -> None:
    check = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_logo=True))"
    done = subprocess.run([sys.executable, "-c", check], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_command_line_starts_without_what_only_some_commands_need() -> None:
    look = "import sys, align.cli.main; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", look], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "click" in done.stdout.split(), "the look itself is broken"
    assert not HEAVY & set(done.stdout.split())
