"""The first step of a start: who joins with a ticket alone goes without a parser, and reads the same."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator

import pytest

from align.cli.entry import main
from align.cli.taking_part import is_plain

LOST = "align://192.0.2.7:7465/orion-3"


@pytest.fixture(autouse=True)
def garbage_as_before() -> Iterator[None]:
    yield
    gc.enable()
    gc.unfreeze()


def started(monkeypatch: pytest.MonkeyPatch, *typed: str) -> object:
    monkeypatch.setattr(sys, "argv", ["align", *typed])
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code


def test_joining_with_a_ticket_alone_reads_the_same_with_and_without_a_parser(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    parsed = started(monkeypatch, "join", "--plain", LOST), capsys.readouterr()
    monkeypatch.setattr("align.cli.main.main", lambda: pytest.fail("parsed"))
    assert (started(monkeypatch, "join", LOST), capsys.readouterr()) == parsed
    assert "ticket" in parsed[1].err


class Stream:
    def __init__(self, is_terminal: bool) -> None:
        self.is_terminal = is_terminal

    def isatty(self) -> bool:
        return self.is_terminal


@pytest.mark.parametrize("lacking", ["stdin", "stdout", "stderr"])
def test_without_one_of_the_terminals_streams_there_is_no_screen(lacking: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, Stream(is_terminal=True))
    before = is_plain()
    monkeypatch.setattr(sys, lacking, Stream(is_terminal=False))
    after = is_plain()
    monkeypatch.undo()
    assert (before, after) == (False, True), "a screen is drawn on stderr: into a file nobody would see it"


@pytest.mark.parametrize("typed", [["join", "--help"], ["join"], ["join", LOST, "--plain"], ["list"], []])
def test_all_else_goes_to_the_parser(typed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("align.cli.main.main", lambda: sys.exit("parsed"))
    assert started(monkeypatch, *typed) == "parsed"


def test_a_version_is_told_at_once(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["align", "--version"])
    monkeypatch.setattr("align.cli.main.main", lambda: pytest.fail("parsed"))
    main()
    assert capsys.readouterr().out.startswith("align ")
