"""A host at which nobody sits is stopped by name, and what does not answer is named."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from align.cli.main import run
from align.storage.workshop_file import is_held
from tests.cli.test_bad_input import GOOD
from tests.support.processes import serving


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text(GOOD, encoding="utf-8")
    assert run(["new", "one", "--from", "plan.yaml"]) == 0
    return tmp_path / "sessions" / "one.json"


def test_a_host_without_a_desk_is_listed_and_stopped_by_name(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving(path) as process:
        assert run(["list"]) == 0
        assert capsys.readouterr().out.rstrip().endswith("being served")
        assert run(["doctor", "one"]) == 0
        assert f"being served, by process {process.pid}: `align desk one`" in capsys.readouterr().out
        assert run(["forget", "one"]) == 1
        assert "`align stop one`" in capsys.readouterr().err
        assert run(["stop", "one"]) == 0
        assert "served no longer" in capsys.readouterr().out
        assert not is_held(path)
        assert process.wait(20) == 0
    assert run(["stop", "one"]) == 1
    assert "not being served here" in capsys.readouterr().err
    assert run(["list"]) == 0
    assert "served" not in capsys.readouterr().out


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="a process cannot be held here")
def test_a_host_that_does_not_answer_is_named_by_its_number(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving(path) as process:
        os.kill(process.pid, signal.SIGSTOP)
        try:
            assert run(["stop", "one"]) == 1
            assert f"number {process.pid};" in capsys.readouterr().err
        finally:
            os.kill(process.pid, signal.SIGCONT)


def test_who_works_on_the_file_without_serving_it_is_not_taken_for_a_host(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from align.storage.tinydb_store import open_store

    store = open_store(path)
    try:
        assert run(["stop", "one"]) == 1
        assert "another command of align" in capsys.readouterr().err
    finally:
        store.close()
