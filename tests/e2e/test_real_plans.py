"""Two teams' published schedules go the whole way: plan, command line, host, simulated colleagues, sealed charter."""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
from pathlib import Path
from random import Random

from align.domain.model import Plan
from align.engine.colleagues import Colleague, Facilitator, Pace
from align.engine.demo import turns
from align.engine.joining import Doorway, desk_seat
from align.engine.reading import read_public
from align.engine.remote import Remote
from align.engine.seat import SeatFile
from tests.support.host_process import HostProcess
from tests.support.processes import ALIGN

PLANS = Path(__file__).parents[1] / "data" / "plans"
SEED = 7
PATIENCE = 60


async def test_a_support_team_around_the_clock_reaches_a_charter_and_its_open_door_lets_two_more_in(
    tmp_path: Path,
) -> None:
    charter = await _whole_way(tmp_path, "sourcegraph-support", newcomers=("Manager 1", "On-call engineer 1"))
    for words in ("quarterly review of support cover", "31 March 2027", "UTC 02-10", "UTC 19-03", "Internal target"):
        assert words in charter, words
    assert "Manager 1" in charter
    assert "| Version | Version 1 |" in charter


async def test_volunteers_who_answer_security_reports_reach_a_charter(
    tmp_path: Path,
) -> None:
    charter = await _whole_way(tmp_path, "kubernetes-security-response")
    for words in ("public announcement", "31 March 2027", "United States west", "Europe", "Asia", "Asia/Kolkata"):
        assert words in charter, words
    assert "| Version | Version 1 |" in charter


async def _whole_way(folder: Path, name: str, newcomers: tuple[str, ...] = ()) -> str:
    _align("new", name, "--from", PLANS / f"{name}.yaml", "--folder", folder)
    path = folder / f"{name}.json"
    plan = read_public(path).the_plan
    with HostProcess(path) as host:
        async with contextlib.AsyncExitStack() as stack:
            remotes = [await _listed(stack, host, person.id) for person in plan.participants]
            remotes += [await _newcomer(stack, host, who, plan) for who in newcomers]
            desk = await _at(stack, Remote(desk_seat(host.desk), SeatFile(None)))
            async with asyncio.timeout(PATIENCE):
                await _play(desk, remotes)
    _align("charter", name, "--folder", folder, "-o", folder / "charter.md")
    return (folder / "charter.md").read_text(encoding="utf-8")


async def _play(desk: Remote, remotes: list[Remote]) -> None:
    """Everybody answers, votes and stays until the facilitator has sealed."""
    pace = Pace(0, Random(SEED))
    turn = dict(turns(desk.state.the_plan))
    people = [Colleague(remote, turn[remote.me], pace, Random(f"{SEED}-{remote.me}")) for remote in remotes]
    await asyncio.gather(*(person.run() for person in people), Facilitator(desk, pace, lambda _: None).run())


async def _listed(stack: contextlib.AsyncExitStack, host: HostProcess, participant: str) -> Remote:
    doorway = await Doorway.open(host.ticket, host.code)
    return await _at(stack, Remote(*await doorway.sit(participant, remember=None)))


async def _newcomer(stack: contextlib.AsyncExitStack, host: HostProcess, name: str, plan: Plan) -> Remote:
    """Somebody who is not on the list comes in by name; only an open door lets them."""
    assert plan.open_door
    doorway = await Doorway.open(host.ticket, host.code)
    return await _at(stack, Remote(*await doorway.sit(name=name, region=plan.regions[-1].id, remember=None)))


async def _at(stack: contextlib.AsyncExitStack, remote: Remote) -> Remote:
    stack.push_async_callback(remote.close)
    remote.start()
    await remote.ready()
    return remote


def _align(*arguments: object) -> None:
    done = subprocess.run([*ALIGN, *map(str, arguments)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
