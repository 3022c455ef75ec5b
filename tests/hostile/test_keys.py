"""Nothing that a terminal sends stops the program, and when it fails all the same it says one sentence."""

from __future__ import annotations

import itertools
import stat
from pathlib import Path
from random import Random

import pytest
from textual._xterm_parser import XTermParser
from textual.app import ComposeResult
from textual.events import Key
from textual.message import Message
from textual.widgets import Static

from align.domain import commands as c
from align.ui.app import AlignApp
from align.ui.page import Page
from align.ui.screens.participant.screen import ParticipantScreen
from align.ui.terminal import guard_key_parser
from tests.hostile import keys
from tests.hostile.catalogue import NEVER
from tests.support import builders
from tests.support.figures import SEED, tell
from tests.support.linked import until
from tests.ui.desks import a_desk, everybody_answers
from tests.ui.seats import a_person, shown

FAST, NIGHTLY = 50, 20_000


def read(parser: XTermParser, text: str) -> list[Message]:
    """What the parser makes of one read, and of the silence after it."""
    return [*parser.feed(text), *parser.tick()]


def test_the_parser_reads_anything_without_failing() -> None:
    guard_key_parser()
    events = 0
    for seed in range(8):
        parser, chance = XTermParser(), Random(seed)
        for text in itertools.islice(keys.sequences(chance), 400):
            events += len(read(parser, text))
        read(parser, "\x1b[201~")
        assert [event.key for event in read(parser, "b") if isinstance(event, Key)] == ["b"], seed
    tell("16 random reads, parser", f"3200 reads, {events} events", "0 to 7")


@pytest.mark.parametrize("text", keys.KNOWN)
def test_what_is_known_to_hurt_is_passed_over(text: str) -> None:
    guard_key_parser()
    parser = XTermParser()
    read(parser, text)
    read(parser, "\x1b[201~")
    assert [event.key for event in read(parser, "b") if isinstance(event, Key)][-1:] == ["b"]


async def type_anything(app: AlignApp, seed: int, count: int, pause: object) -> int:
    """Feed `count` random reads to a running application; return how many it took before it was left."""
    guard_key_parser()
    parser, chance = XTermParser(), Random(seed)
    for number, text in enumerate(itertools.islice(keys.sequences(chance), count)):
        if app._driver is None or not app.is_running:
            return number
        for event in read(parser, text):
            app._driver.process_message(event)
        if number % 5 == 0:
            await pause()  # type: ignore[operator]
            assert not (set(shown(app)) - {"\n"}) & NEVER, (seed, text)
    await pause()  # type: ignore[operator]
    return count


async def at_a_participants_screen(seed: int, count: int) -> int:
    async with a_person(builders.plan(min_n=1)) as person:
        await person.desk.submit(c.OpenRound())
        if seed % 2:
            await person.workshop.submit(c.GiveAnswer("fact", "x"))
            for command in (c.CloseRound(), c.MoveTo("agree"), c.DraftClause("fact", "Words."), c.OpenVote("c1")):
                await person.desk.submit(command)
        await person.settle(lambda: isinstance(person.app.screen, ParticipantScreen))
        taken = await type_anything(person.app, seed, count, person.pilot.pause)
        assert person.app._exception is None
        assert person.app.return_code in (None, 0)
    return taken


async def at_the_desk(seed: int, count: int, folder: Path) -> int:
    async with a_desk(builders.plan(min_n=1), folder) as desk:
        if seed % 2:
            await desk.workshop.submit(c.OpenRound())
            await everybody_answers(desk, {"fact": "x", "urgent": "now"})
            for command in (c.CloseRound(), c.MoveTo("agree"), c.DraftClause("fact", "Words.")):
                await desk.workshop.submit(command)
        taken = await type_anything(desk.app, seed, count, desk.pilot.pause)
        assert desk.app._exception is None
        assert desk.app.return_code in (None, 0)
    return taken


@pytest.mark.parametrize("seed", range(4))
async def test_random_keys_mice_and_pastes_stop_no_participant(seed: int) -> None:
    tell("16 random keys, participant", f"{await at_a_participants_screen(seed, FAST)} reads", seed)


@pytest.mark.parametrize("seed", range(4))
async def test_random_keys_mice_and_pastes_stop_no_desk(seed: int, tmp_path: Path) -> None:
    tell("16 random keys, desk", f"{await at_the_desk(seed, FAST, tmp_path)} reads", seed)


@pytest.mark.nightly
@pytest.mark.timeout(7200)
async def test_very_many_random_keys_stop_nobody(tmp_path: Path) -> None:
    taken = 0
    for seed in itertools.count(SEED):
        taken += await at_a_participants_screen(seed, 500) + await at_the_desk(seed, 500, tmp_path)
        if taken > NIGHTLY:
            tell("16 random keys, both screens", f"{taken} reads", f"{SEED} to {seed}")
            return


# ---- when it fails all the same --------------------------------------------------------------------------------

WORD = "canary-in-a-screen"


class Faulty(Page[None]):
    """A page that fails in its own way when told to."""

    where = ""

    def compose(self) -> ComposeResult:
        kept = WORD
        if self.where == "compose":
            raise ValueError(kept)
        yield Static("A page")

    def key_x(self) -> None:
        kept = {WORD: WORD}
        if self.where == "key":
            raise KeyError(kept[WORD])
        if self.where == "worker":
            self.run_worker(self._work())
        if self.where == "timer":
            self.set_timer(0.001, self._late)

    async def _work(self) -> object:
        raise RuntimeError(WORD)

    def _late(self) -> None:
        raise OSError(WORD)


@pytest.mark.parametrize("where", ["compose", "key", "worker", "timer"])
async def test_a_failing_screen_ends_with_one_sentence_and_a_private_report(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ALIGN_HOME", str(tmp_path))
    monkeypatch.setattr(Faulty, "where", where)

    async def opening() -> Faulty:
        return Faulty()

    app = AlignApp(opening)
    with pytest.raises(Exception, match=WORD):
        async with app.run_test() as pilot:
            if where != "compose":
                await until(lambda: isinstance(app.screen, Faulty) and bool(app.screen.query(Static)))
                await pilot.press("x")
            await until(lambda: app.return_code == 1)
    (report,) = (tmp_path / "reports").iterdir()
    printed = capfd.readouterr()
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    assert app.return_code == 1
    said = " ".join((printed.out + printed.err).split())
    assert said.count("align stopped because of a fault of its own.") == 1
    assert "Traceback" not in said
    assert WORD not in report.read_text() + said
