"""Real processes: a host, participants in the plain mode, a facilitator over the line, to the exported charter."""

from __future__ import annotations

import asyncio
import subprocess
from pathlib import Path

from align.domain import commands as c
from align.engine.colleagues import when
from align.engine.joining import desk_seat
from align.engine.remote import Remote
from align.engine.seat import SeatFile
from tests.support.processes import ALIGN, environment, facilitator, serving, set_up

PLAN = """\
title: Night train
milestone: {name: first run, date: 2027-05-01}
regions:
  - {name: Pune, zone: Asia/Kolkata, hours: Mon-Fri 09:30-18:30}
  - {name: Boston, zone: America/New_York, hours: Mon-Fri 08:30-17:30}
  - {name: Basel, zone: Europe/Zurich, hours: Mon-Fri 08:30-17:30}
people: |
  Asha, Pune
  Grace, Boston
  Luca, Basel
pack: {name: kickoff, prompts: [success-fact, urgent, first-reply, shared-habits]}
attribution: named
min_n: 1
"""

# One prompt after the other; each closed prompt is followed by a comment, and by guesses about three regions.
ANSWERS = [
    "The first run is on time.",
    "2", "by phone at once", "2", "3", "4",
    "4 working hours", "", "1 working day", "s", "2 working days",
    "1", *["2"] * 9, "", "s", "s", "s",
    "y",
]  # fmt: skip


async def test_three_people_by_lines_and_a_facilitator_reach_a_charter(tmp_path: Path) -> None:
    folder = tmp_path / "sessions"
    path = set_up(folder, "night-train", PLAN)
    with serving(path):
        desk = Remote(desk_seat(facilitator(path)), SeatFile(None))
        desk.start()
        await desk.ready()
        await when(desk, lambda: desk.presence is not None)
        assert desk.presence is not None
        ticket, code = desk.presence.ticket, desk.presence.code
        people = [await _participant(tmp_path, number, ticket, code) for number in (1, 2, 3)]
        await when(desk, lambda: desk.progress.online == 3)
        await desk.submit(c.OpenRound())
        async with asyncio.timeout(60):
            await when(desk, lambda: desk.progress.done == 3)
        await _agree(desk, people)
        said = [(await person.communicate(b"y\n\n"))[0].decode() for person in people]
        await desk.close()
    for text in said:
        assert "The charter is sealed as version 1" in text
        assert "You signed it on" in text
    assert _align("charter", "night-train", "--folder", folder).count("Answer within the working day.") >= 1
    shown = _align("show", "night-train", "--folder", folder)
    assert "Asha, Pune: the same day, within working hours · by phone at once" in shown
    assert "sealed, version 1" in shown


async def _agree(desk: Remote, people: list[asyncio.subprocess.Process]) -> None:
    await desk.submit(c.CloseRound())
    await desk.submit(c.MoveFocus("urgent"))
    await desk.submit(c.MoveTo("agree"))
    await desk.submit(c.DraftClause("urgent", "Answer within the working day.", owner="Asha", review_on="2027-05-01"))
    await desk.submit(c.OpenVote("c1"))
    for person in people:
        await _answer_when_asked(person, "Your level", "4")
    async with asyncio.timeout(30):
        await when(desk, lambda: desk.progress.votes == 3)
    await desk.submit(c.CloseVote("c1"))
    await desk.submit(c.SettleClause("c1", "agreed"))
    await desk.submit(c.Seal())


async def _participant(home: Path, number: int, ticket: str, code: str) -> asyncio.subprocess.Process:
    person = await asyncio.create_subprocess_exec(
        *ALIGN, "join", "--plain", ticket,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(home / f"home-{number}"),
    )  # fmt: skip
    assert person.stdin is not None
    person.stdin.write("\n".join([code, str(number), *ANSWERS, ""]).encode())
    await person.stdin.drain()
    return person


async def _answer_when_asked(person: asyncio.subprocess.Process, question: str, line: str) -> None:
    assert person.stdin is not None
    assert person.stdout is not None
    async with asyncio.timeout(20):
        while question not in (said := (await person.stdout.readline()).decode()):
            assert said, f"ended before asking: {question}"
    person.stdin.write(f"{line}\n".encode())
    await person.stdin.drain()


def _align(*arguments: object) -> str:
    done = subprocess.run([*ALIGN, *map(str, arguments)], capture_output=True, text=True, check=True)
    return done.stdout
