"""`align pulse`: opened and closed from the command line, the charter in force all the while."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from align.charter.pulses import NOTHING
from align.cli.exits import FAILED, OK, USAGE
from align.cli.main import run
from align.domain import commands as c
from align.domain.codec import Fact, to_doc
from align.storage import create
from tests.charter.lived import lived_twice
from tests.domain.test_renewal import sealed
from tests.support.builders import NOW, Played


def kept(folder: Path, played: Played) -> str:
    """Keep a workshop in a file; returns the folder as an option's value."""
    store = create(folder / "orion-3.json")
    store.append([to_doc(Fact(f"f{n}", event, NOW)) for n, event in enumerate(played.log)], 0)
    store.close()
    return str(folder)


def test_a_pulse_is_opened_shown_and_closed_again(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = kept(tmp_path, sealed())
    assert run(["pulse", "orion-3", "--folder", folder]) == OK
    told = capfd.readouterr().out
    assert "Pulse 1 is open beside version 1, which stays in force." in told
    assert "c1 Urgent means" in told and "c2 Local or shared" in told
    assert "minutes a person" in told
    assert run(["show", "orion-3", "--folder", folder]) == OK
    assert "sealed, a pulse is open" in capfd.readouterr().out
    assert run(["pulse", "orion-3", "--folder", folder, "--close"]) == OK
    assert "Pulse 1, " in capfd.readouterr().out
    assert run(["show", "orion-3", "--folder", folder]) == OK
    assert "Pulses:" in capfd.readouterr().out
    assert run(["show", "orion-3", "--folder", folder, "--analysis", "--json"]) == OK
    facts = json.loads(capfd.readouterr().out)
    assert [(one["number"], one["answered"]) for one in facts["pulses"]] == [(1, 0)]


def test_clauses_and_prompts_can_be_named(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = kept(tmp_path, sealed())
    assert run(["pulse", "orion-3", "--folder", folder, "--clauses", "c2", "--prompts", "last-case"]) == OK
    told = capfd.readouterr().out
    assert "c2" in told and "c1 " not in told
    assert "2 prompts" in told


def test_results_are_read_beside_the_charter_in_force_and_nothing_is_opened(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = kept(tmp_path, lived_twice())
    before = (tmp_path / "orion-3.json").read_bytes()
    for command in (["pulse", "orion-3", "--results"], ["show", "orion-3"]):
        assert run([*command, "--folder", folder]) == OK
        told = capfd.readouterr().out
        assert "3 of 3 who had an occasion saw it lived" in told and "1 of 3 who had an occasion" in told
        assert re.search(r"Urgent means +3 of 3 lived +1 of 3 lived +█▃", told)
    assert run(["charter", "orion-3", "--format", "pulses", "--folder", folder]) == OK
    written = capfd.readouterr().out
    assert "| Urgent means | 3 of 3 lived | 1 of 3 lived | █▃ |" in written
    assert "1 of 3 who had an occasion saw it lived, fewer than half" in written, "what the rule asks for"
    assert (tmp_path / "orion-3.json").read_bytes() == before
    assert run(["charter", "orion-3", "--format", "pulses", "--draft", "--folder", folder]) == USAGE
    assert run(["pulse", "orion-3", "--results", "--close", "--folder", folder]) == USAGE


def test_results_before_any_pulse_say_so(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = kept(tmp_path, sealed())
    assert run(["pulse", "orion-3", "--results", "--folder", folder]) == OK
    assert capfd.readouterr().out.strip() == NOTHING


WRONG: dict[str, tuple[list[str], str]] = {
    "a clause that is not there": (["--clauses", "c9"], "no such clause"),
    "a prompt that is not there": (["--prompts", "urgnt"], "has no prompt urgnt"),
    "a pack that is not there": (["--pack", "pulze"], "no pack called 'pulze'"),
    "nothing to close": (["--close"], "No pulse is open, so there is nothing to close."),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_cannot_be_asked_is_refused_with_a_sentence(
    what: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    more, sentence = WRONG[what]
    assert run(["pulse", "orion-3", "--folder", kept(tmp_path, sealed()), *more]) == FAILED
    assert sentence in capfd.readouterr().err


def test_before_the_seal_there_is_no_charter_to_ask_about(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = kept(tmp_path, sealed().lead(c.Amend("x")))
    assert run(["pulse", "orion-3", "--folder", folder]) == FAILED
    assert "clauses are being agreed now" in capfd.readouterr().err
