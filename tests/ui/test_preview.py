"""A pack is played by one person: answered, shown, drafted; nothing is written anywhere."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from align.cli.main import run
from align.engine.rehearsal import OVER, rehearse
from align.packs.catalogue import find_pack
from align.ui.app import AlignApp
from align.ui.openings.preview import open_preview
from align.ui.present.flow import Place
from align.ui.screens.participant.screen import ParticipantScreen
from tests.support.composed import PROMPTS
from tests.support.linked import until
from tests.support.plans import FOLDERS
from tests.ui.seats import shown

KICKOFF = find_pack("kickoff", FOLDERS)
SHORT = msgspec.structs.replace(KICKOFF, prompts=tuple(KICKOFF.prompt(one) for one in ("urgent", "late-problem")))
STARTED = ["1", "", "2", "s", "3 hours", "A word", "That nobody asked.", "y"]
"""Lines for the starter: an answer with two guesses, an answer, a text, and handing in."""


@pytest.fixture(autouse=True)
def own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    mask = os.umask(0o022)
    yield
    os.umask(mask)


async def test_the_pack_is_answered_on_screen_and_its_clauses_are_read_at_once() -> None:
    app = AlignApp(lambda: open_preview(SHORT))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(app.screen, ParticipantScreen) and app.screen.place is not None)
        screen = app.screen
        assert isinstance(screen, ParticipantScreen)
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("2", "enter")
        await until(lambda: "urgent" in screen.workshop.mine.answers)
        await pilot.pause()
        assert "AND THE OTHERS?" in shown(app)
        await pilot.press("1", "enter", "2", "enter")
        await until(lambda: screen.place == Place("answer", "late-problem"))
        await pilot.pause()
        await pilot.press("1", "tab", "2", "enter")
        await until(lambda: screen.place == Place("review"))
        await pilot.pause()
        await pilot.press("h")
        await until(lambda: screen.workshop.state.phase == "agree")
        await until(lambda: "2 clauses so far" in shown(app))
        await pilot.pause()
        clauses = [clause.text for clause in screen.workshop.state.clauses.values()]
        assert clauses[0].startswith(
            'When a message is marked "urgent", the person who receives it starts to act the same'
        )
        assert "will first call somebody in charge, even at night." in clauses[1]
        assert len(screen.workshop.mine.predictions) == 2


def test_what_is_typed_is_kept_while_it_lasts() -> None:
    workshop = rehearse(SHORT)
    workshop.keep_draft("answer:urgent", {"value": "today"})
    assert workshop.answer_state("urgent") == "draft"
    workshop.keep_draft("answer:urgent", None)
    assert workshop.answer_state("urgent") == "empty"


def test_every_type_can_be_rehearsed() -> None:
    pack = msgspec.structs.replace(KICKOFF, prompts=PROMPTS)
    assert [prompt.id for prompt in rehearse(pack).state.the_plan.pack.prompts] == [prompt.id for prompt in PROMPTS]


def test_a_pack_is_played_line_by_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["packs", "new", "mine.yaml"]) == 0
    before = sorted(tmp_path.iterdir())
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(STARTED) + "\n"))
    assert run(["packs", "preview", "mine.yaml", "--plain"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert OVER in out
    assert "Clause from “Ready to hand over”: Work is handed over when it is complete." in out
    assert "Whoever is stuck asks after" in out
    assert sorted(tmp_path.iterdir()) == before


def test_the_end_of_the_input_ends_the_preview(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["packs", "new", "mine.yaml"]) == 0
    monkeypatch.setattr(sys, "stdin", io.StringIO("1\n"))
    assert run(["packs", "preview", "mine.yaml", "--plain"]) == 0
    out = capsys.readouterr().out
    assert out.rstrip().endswith(OVER)


def test_a_pack_with_problems_is_not_played(capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine.yaml").write_text("id: mine", encoding="utf-8")
    assert run(["packs", "preview", "mine.yaml", "--plain"]) == 1
    assert "mine.yaml:1:1 title: this key is missing. Add it." in capsys.readouterr().err
