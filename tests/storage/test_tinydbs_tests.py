"""TinyDB's own tests, taken from its source package as it is published, pass with align's store in JSONStorage's place.

Nothing of theirs lies here: the package of the installed version is fetched by name and unpacked beside the test.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.storage.on_our_store import NOT_FOR_US
from tests.support.figures import EVERY, tell

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.nightly, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Their tests, unpacked; not in a folder called tests, which would hide ours."""
    folder = tmp_path_factory.mktemp("tinydb")
    wanted = f"tinydb=={version('tinydb')}"
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--no-binary", ":all:", "--no-build-isolation"]
    fetched = subprocess.run([*command, "-d", str(folder), wanted], capture_output=True, text=True, check=False)
    if fetched.returncode:
        pytest.skip(f"the source of {wanted} cannot be fetched: {fetched.stderr.strip().splitlines()[-1]}")
    (package,) = folder.glob("tinydb-*.tar.gz")
    with tarfile.open(package) as content:
        content.extractall(folder, filter="data")
    (tests,) = folder.glob("tinydb-*/tests")
    return tests.rename(folder / "theirs")


def run_theirs(theirs: Path, prelude: str = "") -> tuple[int, int, str]:
    """Run them on our store; return how many passed, how many failed, and the end of what pytest said."""
    plugin = f"from tests.storage.on_our_store import *\n{prelude}"
    (theirs.parent / "planted.py").write_text(plugin)
    options = ["-q", "-p", "planted", "-p", "no:cacheprovider", "-p", "no:xdist", "theirs"]
    found = subprocess.run(
        [sys.executable, "-m", "pytest", *options],
        cwd=theirs.parent,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(theirs.parent)))},
        capture_output=True,
        text=True,
        check=False,
    )
    last = found.stdout.strip().splitlines()[-1]
    counts = {what: int(count) for count, what in re.findall(r"(\d+) (passed|failed|error|deselected)", last)}
    assert counts.get("deselected") == len(NOT_FOR_US), f"their tests have other names now: {last}"
    return counts.get("passed", 0), counts.get("failed", 0) + counts.get("error", 0), found.stdout[-4_000:]


def test_tinydbs_own_tests_pass_on_our_store(theirs: Path) -> None:
    passed, failed, said = run_theirs(theirs)
    tell("2 TinyDB's own tests", f"{passed} passed, {failed} failed, {len(NOT_FOR_US)} of JSONStorage alone", EVERY)
    assert failed == 0, said
    assert passed > 200


@pytest.mark.parametrize(
    "prelude",
    [
        "from align.storage.tables import JournalTable\nJournalTable.clear_cache = lambda self: None",
        "from align.storage import tables\ntables._same = lambda before, after: True",
    ],
    ids=["a stale cache", "an edit overlooked"],
)
def test_a_planted_fault_makes_some_of_them_fail(theirs: Path, prelude: str) -> None:
    assert run_theirs(theirs, prelude)[1] > 0
