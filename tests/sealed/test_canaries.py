"""Blind means blind: in each phase and mode, no frame, file, log line, screen or message tells what it may not.

Beside tests/engine/test_canary.py: every place where people write, everything that a client keeps, and the screens.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from align.domain import commands as c
from align.domain.model import EVERYONE, Attribution
from align.engine.replica import Replica
from align.engine.seat import Seat, SeatFile
from align.errors import Rejected, SyncError
from align.sync import messages as m
from align.ui.crash import redacted, sentence
from align.ui.screens.facilitator.present import PresentScreen
from tests.sealed.canaries import Canaries, free_plan
from tests.support.figures import EVERY, tell
from tests.support.linked import TICKET, Linked, MemoryLine, linked, until
from tests.ui.desks import a_desk
from tests.ui.seats import at_a_screen

MODES: tuple[Attribution, ...] = ("named", "region", "merged")
STAGES = ("assume", "reveal", "vote open", "vote closed", "sealed")
Look = Callable[[str], Awaitable[None]]


class Team:
    """Nine people with seats on disk; all that a line brought them is kept."""

    def __init__(self, link: Linked, desk: Replica, folder: Path) -> None:
        self.link, self.desk, self.folder = link, desk, folder
        self.people: dict[str, Replica] = {}
        self.lines: dict[str, list[MemoryLine]] = {"facilitator": [link.lines[0]]}
        self.canaries = Canaries()

    async def come(self) -> None:
        for person in self.desk.state.the_plan.participants[:8]:
            await self.seat(person.id)

    async def seat(self, who: str) -> Replica:
        first = await self.link.join(who)
        replica = Replica(Seat(str(TICKET), first._seat.token, who), SeatFile(self.file(who)), TICKET.name)
        self.link.cut(self.link.lines[-1], first)
        self.lines[who] = [self.link.lines[-1], await self.link.connect(replica)]
        self.people[who] = replica
        return replica

    def file(self, who: str) -> Path:
        return self.folder / f"{who}.json"

    def files(self) -> list[tuple[str, bytes]]:
        """(whose, content) of all that lies in the folder."""
        return [(file.name.partition(".")[0], file.read_bytes()) for file in self.folder.iterdir()]

    def read_by(self, who: str) -> bytes:
        """Every byte that ever went to somebody."""
        return b"\n".join(frame for line in self.lines[who] for frame in line.sent)

    async def assume(self) -> None:
        mode = self.desk.state.the_plan.attribution
        new = self.canaries.new
        await self.desk.submit(c.OpenRound())
        for who, replica in self.people.items():
            await replica.submit(c.GiveAnswer("fact", new("old", who)))
            await replica.submit(c.GiveAnswer("fact", new("answer", who)))
            await replica.submit(c.GiveAnswer("signs", [new("line", who), new("line", who)]))
            await replica.submit(c.GiveAnswer("urgent", "now", new("old", who)))
            await replica.submit(c.GiveAnswer("urgent", "today", new("comment", who)))
            target = EVERYONE if mode == "merged" else "boston"
            await replica.submit(c.GivePrediction("fact", target, new("old", who)))
            await replica.submit(c.GivePrediction("fact", target, new("guess", who)))
            await replica.submit(c.HandIn())
            replica.keep_draft("answer:sure", new("old", who))
        await self.desk.submit(c.AddParticipant(new("name", "facilitator"), "pune"))

    async def reveal(self) -> None:
        new = self.canaries.new
        await self.desk.submit(c.CloseRound())
        late = await self.seat("p9")
        await late.submit(c.GiveAnswer("fact", new("late", "p9")))
        await late.submit(c.GiveAnswer("urgent", "now", new("late", "p9")))
        await self.people["p3"].submit(c.TakeNote("fact", new("note", "p3")))
        await self.desk.submit(c.TakeNote("urgent", new("note", "facilitator")))
        await self.desk.submit(c.MoveFocus("fact"))

    async def vote_open(self) -> None:
        await self.desk.submit(c.MoveTo("agree"))
        await self.desk.submit(c.DraftClause("fact", "We say it early."))
        await self.desk.submit(c.OpenVote("c1"))
        for who, replica in self.people.items():
            await replica.submit(c.GiveSupport("c1", 1, 2, self.canaries.new("old reason", who)))
            await replica.submit(c.GiveSupport("c1", 1, 2, self.canaries.new("reason", who)))

    async def vote_closed(self) -> None:
        await self.desk.submit(c.CloseVote("c1"))

    async def sealed(self) -> None:
        dissent = self.canaries.new("dissent", "facilitator")
        await self.desk.submit(c.SettleClause("c1", "dissent_recorded", dissent=(dissent,)))
        await self.desk.submit(c.Seal())

    async def in_step(self) -> None:
        public = self.desk.state
        await until(lambda: all(p.state.phase == public.phase for p in self.people.values()))
        await until(lambda: all(p.state.votes == public.votes for p in self.people.values()))


async def play(team: Team, look: Look) -> None:
    """Go through all stages and look around in each."""
    await team.come()
    for stage in STAGES:
        await getattr(team, stage.replace(" ", "_"))()
        await team.in_step()
        await look(stage)


@pytest.mark.parametrize("mode", MODES)
async def test_no_frame_file_or_log_line_tells_what_its_reader_may_not_know(
    mode: Attribution, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    async with linked(free_plan(mode)) as link:
        team = Team(link, await link.desk(), tmp_path)
        wrong = team.canaries.wrong

        async def look(stage: str) -> None:
            for who in team.lines:
                assert not wrong(team.read_by(who), who, stage, named=mode == "named"), (stage, who, "frames")
            for replica in team.people.values():
                replica._save_drafts()
            for who, content in team.files():
                assert not wrong(content, who, "assume", named=False), (stage, who, "file")
            assert not team.canaries.places(caplog.text), (stage, "log")
            printed = capfd.readouterr()
            assert not team.canaries.places(printed.out + printed.err), (stage, "terminal")

        await play(team, look)
        seen = team.canaries.places(team.read_by("p1") + team.read_by("facilitator"))
        assert seen >= {"answer", "line", "comment", "guess", "note", "reason", "dissent", "name"}, (
            "too little was said"
        )
        said, people = len(team.canaries.giver), len(team.lines)
        tell(
            f"15 canaries in frames, files and logs, {mode}",
            f"{said} canaries, {people} readers, {len(STAGES)} stages",
            EVERY,
        )


@pytest.mark.parametrize("mode", [pytest.param("named", marks=pytest.mark.nightly), "region"])
async def test_the_desks_screen_shows_nothing_sealed(mode: Attribution, tmp_path: Path) -> None:
    async with a_desk(free_plan(mode), tmp_path) as desk:
        team = Team(desk.link, desk.workshop, tmp_path)
        seen = ""

        async def look(stage: str) -> None:
            nonlocal seen
            await desk.pilot.pause()
            for key in ("1", "2", "3", "4", "5", "j", "escape", "right", "p", "escape"):
                await desk.press(key)
                assert not team.canaries.wrong(desk.text, "facilitator", stage, named=mode == "named"), (stage, key)
                seen += desk.text

        await play(team, look)
        assert team.canaries.places(seen) & {"answer", "note", "reason"}, "nothing was ever on the screen"


@pytest.mark.parametrize("mode", ["named", "region"])
async def test_the_shared_screen_shows_less_than_everybody_may_see(mode: Attribution, tmp_path: Path) -> None:
    """No note, no word typed at the desk, no key to the desk, no answer given by phone before its time."""
    async with a_desk(free_plan(mode), tmp_path, size=(160, 45)) as desk:
        team = Team(desk.link, desk.workshop, tmp_path)
        await desk.press("f11")
        seen = ""

        async def look(stage: str) -> None:
            nonlocal seen
            await desk.pilot.pause()
            if stage == "assume":
                token = await desk.workshop.request("phone-seat", "p10")
                phone = await desk.link.attach(Seat(str(TICKET), token, "p10"))
                await phone.submit(c.GiveAnswer("fact", team.canaries.new("answer", "p10")))
                desk.workshop.keep_draft("clause:fact", {"text": team.canaries.new("old", "facilitator")})
            for key in ("right", "c", "right", "q", "escape", "left", "question_mark", "escape", "pagedown"):
                if not isinstance(desk.screen, PresentScreen) and key in ("f11", "right"):
                    await desk.press("f11")
                await desk.press(key)
                wrong = team.canaries.wrong(desk.text, "nobody", stage, named=mode == "named")
                assert not wrong, (stage, key)
                assert "note" not in team.canaries.places(desk.text), (stage, key)
                assert desk.link.keys.facilitator not in desk.text, (stage, key)
                seen += desk.text

        await play(team, look)
        assert team.canaries.places(seen) >= {"reason"}, "nothing was ever on the screen"
        assert team.canaries.places(seen) & {"answer", "line", "comment"}, "nothing was ever on the screen"


@pytest.mark.parametrize("mode", [pytest.param("named", marks=pytest.mark.nightly), "merged"])
async def test_another_participants_screen_shows_nothing_sealed(mode: Attribution, tmp_path: Path) -> None:
    async with linked(free_plan(mode)) as link:
        team = Team(link, await link.desk(), tmp_path)
        await team.come()
        async with at_a_screen(link, team.desk, team.people["p5"]) as person:
            seen = ""
            for stage in STAGES:
                await getattr(team, stage.replace(" ", "_"))()
                await team.in_step()
                await person.pilot.pause()
                for key in ("escape", "ctrl+r", "right", "question_mark", "escape", "c", "left"):
                    await person.press(key)
                    assert not team.canaries.wrong(person.text, "p5", stage, named=mode == "named"), (stage, key)
                    seen += person.text
            assert team.canaries.places(seen) & {"answer", "note", "reason"}, "nothing was ever on the screen"


async def test_a_refusal_never_quotes_what_was_written(tmp_path: Path) -> None:
    word = Canaries().new("answer", "p1")
    said: list[str] = []
    async with linked(free_plan("region")) as link:
        desk, me = await link.desk(), await link.join("p1")
        await desk.submit(c.OpenRound())
        wishes: tuple[c.Command, ...] = (
            c.GiveAnswer("fact", word * 400), c.GiveAnswer("fact", [word]), c.GiveAnswer(word, word),
            c.GiveAnswer("signs", [word] * 9), c.GiveAnswer("signs", [word * 50]), c.GiveAnswer("urgent", word),
            c.GiveAnswer("urgent", "now", word * 40), c.GiveAnswer("updates", [word]), c.GiveAnswer("sure", word),
            c.GiveAnswer("wait", {"amount": word, "unit": word, "clock": word}), c.GiveAnswer("cards", {word: word}),
            c.GiveAnswer("protect", [word, word]), c.GivePrediction("urgent", word, word), c.TakeNote("fact", word),
            c.GiveSupport(word, 1, 1, word),
        )  # fmt: skip
        for wish in wishes:
            with pytest.raises(Rejected) as no:
                await me.submit(wish)
            said.append(str(no.value))
    with pytest.raises(SyncError) as odd:
        m.decode_client(f'{{"m":"do","id":"x","command":{{"do":"answer","prompt":"{word}"}}}}'.encode())
    said.append(str(odd.value))
    assert word not in " ".join(said)


def test_a_crash_report_holds_no_message_no_variable_and_no_line_of_ours() -> None:
    word = Canaries().new("answer", "p1")

    def fails(answer: str) -> None:
        kept = {"answer": answer}
        raise KeyError(kept["answer"])

    try:
        try:
            fails(word)
        except KeyError as error:
            raise ValueError(word) from error
    except ValueError as error:
        text = redacted(error) + sentence(None) + sentence(Path("report.txt"))
        assert "in fails" in text
        assert "KeyError" in text
        assert word not in text


# ---- it can fail -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", ["a log line", "a frame to all", "the presence", "a file"])
async def test_a_leak_is_noticed(
    fault: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    from align.engine import live

    take = live.LiveWorkshop._do

    def leaking(self: live.LiveWorkshop, line: Any, actor: Any, do: m.Do, facts: list[Any]) -> Callable[[], None]:
        after = take(self, line, actor, do, facts)
        text = str(facts)
        if fault == "a log line":
            logging.getLogger("align.host").debug("taken: %s", text)
        elif fault == "a frame to all":
            for line in list(self._sessions):
                line.send(m.encode(m.Refused("x", "x", text)))
        elif fault == "the presence":
            self._broadcast._to_desks(m.encode(m.Presence((), warning=text)))
        else:
            (tmp_path / "p2.json.new").write_text(text)
        return after

    monkeypatch.setattr(live.LiveWorkshop, "_do", leaking)
    with pytest.raises(AssertionError):
        await test_no_frame_file_or_log_line_tells_what_its_reader_may_not_know("region", tmp_path, caplog, capfd)
