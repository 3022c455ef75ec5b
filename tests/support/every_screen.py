"""One walk past the screens of a workshop, from home to a pulse: for the gallery, and for looking at each in a test.

Everything is real but the host's line and its disk, which are in memory.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

import msgspec
from textual.screen import Screen

from align.charter.draft import draft_clause
from align.domain import commands as c
from align.domain.model import Plan
from align.engine.colleagues import Colleague, Pace
from align.engine.demo import demo_plan
from align.engine.hosting import create_workshop
from align.engine.replica import Replica
from align.engine.unfinished import Unfinished
from align.packs.catalogue import catalogue
from align.resources import bundled
from align.storage.folder import Folder
from align.ui.openings import setup
from align.ui.openings.home import open_home
from align.ui.present.setup_draft import RegionDraft, SetupDraft
from align.ui.present.setup_plan import STEPS, StepName
from tests.charter.story import story
from tests.support.linked import Linked, linked, until
from tests.support.screens_at_the_door import joining, the_door
from tests.support.screens_later import living
from tests.support.sights import Look, Sight, at_a_seat, at_the_desk
from tests.ui.desks import StillClock


async def beginning(look: Look, folder: Path) -> None:
    """Home and the wizard; `folder` is an empty one."""
    sessions = folder.relative_to(Path.cwd()) / "sessions"  # as it stands on the screens, the same everywhere
    packs = catalogue([bundled("prompts")])
    with ExitStack() as ending, patch.object(setup, "catalogue", lambda _folders: packs):
        create_workshop(Folder(sessions), "orion-3", _plan(), StillClock())

        async def home() -> Screen[Any]:
            return await open_home(sessions, ending)

        async def new() -> Screen[Any]:
            return setup.wizard(sessions)

        await look(Sight("home", "Home: the workshops here, and what to begin with", home, words="orion-3"))
        await look(Sight("settings", "Settings: each choice is seen at once and kept", home, ("s",), "COLOURS"))
        (sessions / "atlas-2.json").write_text('{"events": {', encoding="utf-8")
        keys, words = ("home",), "cannot be read"
        await look(Sight("home-damaged", "A file that cannot be read harms no other", home, keys, words))
        await look(Sight("new", "Setting up, step by step", new, words="What is this workshop"))
        for step, (name, about) in enumerate(_STEPS.items(), 1):
            Unfinished().keep(msgspec.json.encode(msgspec.structs.replace(_draft(), step=step)))
            await look(Sight(f"new-{name}", about, new, ("g",), STEPS[name]))
        Unfinished().forget()


async def assuming(look: Look, folder: Path) -> None:
    """From the lobby to the hand-in."""
    async with linked(_plan(), clock=StillClock(), door=the_door()) as team:
        await _assuming(look, team)


async def talking(look: Look, folder: Path) -> None:
    """From the reveal to the seal."""
    async with linked(_plan(), clock=StillClock(), door=the_door()) as team:
        await _talking(look, team)


async def checking(look: Look, folder: Path) -> None:
    """Promises and decisions, which a plan may bring along."""
    async with linked(story().state.the_plan, clock=StillClock()) as team:
        there = at_the_desk(await team.desk())
        await look(Sight("promises", "Promises against real calendars", there, ("k",), "kept"))
        await look(Sight("promise-form", "A promise is worded", there, ("k", "n"), "^s keep"))
        await look(Sight("decision-form", "A decision is written down", there, ("w", "n"), "^s keep"))
        await look(Sight("decisions", "The register of decisions", there, ("w",), "ecision"))


_STEPS: dict[StepName, str] = {
    "milestone": "Setting up: what the team works towards",
    "parties": "Setting up: companies, and who leads",
    "regions": "Setting up: a region is a work calendar with a name",
    "people": "Setting up: people, pasted from a list, each mistake with its line",
    "prompts": "Setting up: a pack of prompts",
    "answers": "Setting up: how answers are shown",
    "review": "Setting up: all of it on one page, and what is still to do",
}


def _draft() -> SetupDraft:
    """A workshop that is set up but for one date and one line of people."""
    return SetupDraft(
        title="ORION-3 kickoff", code="FPI", milestone="first patient in", day="2027-02-30", parties="Sponsor\nCRO",
        facilitators="Noor Haddad", regions=[RegionDraft("Pune"), RegionDraft("Basel", hours="Mon-Thu 08:30-17:30")],
        people="Asha Rao, Pune, CRO, Data manager\nLuca Brunner, Basel, Sponsor\nTomasz Nowak, Bazel",
    )  # fmt: skip


WALKS: dict[str, Callable[[Look, Path], Awaitable[None]]] = {
    "beginning": beginning, "joining": joining, "assuming": assuming, "checking": checking, "talking": talking,
    "living": living,
}  # fmt: skip


@cache
def _plan() -> Plan:
    return demo_plan()


async def _everybody(team: Linked) -> tuple[Replica, list[Replica]]:
    return await team.desk(), [await team.join(person.id) for person in _plan().participants]


async def _assuming(look: Look, team: Linked) -> None:
    desk, people = await _everybody(team)
    me = people[0]
    there, seat = at_the_desk(desk), at_a_seat(me)
    await look(
        Sight(
            "desk-gathering",
            "The desk while people arrive",
            there,
            words=f"{len(people)} of {len(people)} here",
        )
    )
    tour = ("question_mark", "t")
    await look(
        Sight(
            "desk-tour",
            "The first time at a desk: four steps, and a key that skips them",
            there,
            tour,
            "step 1 of 4",
        )
    )
    await look(Sight("join-panel", "How people join, to read out and to copy", there, ("j",), "Then this code"))
    await look(Sight("presenter-joining", "Shared with a room: how to join", there, ("f",), "esc desk"))
    await look(Sight("palette", "Every command, to be found by its name", there, ("ctrl+p", *"open"), "Open the round"))
    await look(Sight("timer", "A question that is answered in words", there, ("t",), "How many minutes"))
    await look(Sight("question", "What has no way back is asked first", there, ("o",), "enter means no"))
    await look(Sight("desk-help", "Help for a step of the desk", there, ("question_mark",), "This step"))
    await look(Sight("lobby", "Before the round", seat, words="The round is not open yet"))
    await look(Sight("tour", "The first time as a participant", seat, tour, "step 1 of 4"))
    await look(Sight("languages", "Another language, at any moment", seat, ("f2",), "Deutsch"))
    await desk.submit(c.OpenRound())
    await _answer(people[1:])
    types = set[str]()
    for prompt in _plan().pack.prompts:
        if prompt.type not in types:
            types.add(prompt.type)
            await _up_to(me, prompt.id)
            # Only who has not begun yet is at the welcome page first.
            keys: tuple[str, ...] = () if me.mine.answers else ("enter",)
            about = f"Answering blind: {prompt.type.replace('_', ' ')}"
            await look(Sight(f"answering-{prompt.type.replace('_', '-')}", about, seat, keys))
    to_guess = ("r", "home", "down", "enter", "enter")
    await look(Sight("predicting", "And the others? A guess a region", seat, to_guess, "AND THE OTHERS"))
    await look(Sight("help", "Help for this screen and this type of prompt", seat, ("f1",), "Help"))
    await look(
        Sight(
            "desk-assuming",
            "The desk while people answer",
            there,
            words=f"{len(people) - 1} of {len(people)} done",
        )
    )
    await look(Sight("presenter-answering", "Shared with a room: how many are done", there, ("f",), "esc desk"))
    await _up_to(me, "")
    await look(Sight("review", "Before handing in", seat, ("r",)))
    team.cut(team.lines[1], me)
    await look(Sight("offline", "Without a line: what is typed stays, and goes out later", seat, (), "ffline"))
    await team.connect(me)
    await me.submit(c.HandIn())
    await look(Sight("waiting", "Handed in, and still to be changed", seat))


async def _talking(look: Look, team: Linked) -> None:
    desk, people = await _everybody(team)
    me = people[0]
    there, seat = at_the_desk(desk), at_a_seat(me)
    await desk.submit(c.OpenRound())
    await _answer(people)
    await desk.submit(c.CloseRound())
    await desk.submit(c.MoveFocus("urgent"))
    await look(Sight("desk-reveal", "The reveal at the desk", there, words="Two people"))
    await look(Sight("reveal", "The reveal at a participant's screen", seat, words="Two people"))
    await look(Sight("map", "Four states: every prompt, every pair of regions", seat, ("m",), "blind spots"))
    await look(Sight("explain", "Every number explains itself", seat, ("i",), "How many gave an answer"))
    await look(Sight("calendars", "Each region's calendar", there, ("z",), "alendar"))
    await look(Sight("presenter", "For a screen that a room looks at", there, ("f",)))
    await desk.submit(c.MoveTo("agree"))
    text = draft_clause(desk.state, desk.state.the_plan.prompt("urgent"))
    await desk.submit(c.DraftClause("urgent", text, owner=people[0].me, review_on="2027-03-31"))
    await look(Sight("desk-agree", "Clauses at the desk", there))
    await look(Sight("pick", "One of a list", there, ("c",), "which prompt"))
    await look(Sight("clause-form", "A clause is worded", there, ("e",), "Owner"))
    await desk.submit(c.OpenVote("c1"))
    await until(lambda: me.state.open_vote("c1") is not None)
    await look(Sight("consent", "A support level from everybody, blind", seat))
    await me.submit(c.GiveSupport("c1", 1, 2, "Only for patient safety, please."))
    for other in people[1:]:
        await other.submit(c.GiveSupport("c1", 1, 4))
    await desk.submit(c.CloseVote("c1"))
    await until(lambda: me.state.open_vote("c1") is None)
    await look(Sight("ending", "How a clause ends", there, ("s",), "How does this clause end?"))
    await look(
        Sight(
            "presenter-clause",
            "Shared with a room: a clause, and its levels together",
            there,
            ("f",),
            "esc desk",
        )
    )
    await look(Sight("desk-seal", "Before the seal: what is weak, and what cannot be kept", there, ("5",)))


def _colleague(me: Replica) -> Colleague:
    plan = me.state.the_plan
    mates = [person.id for person in plan.participants if person.region == plan.participant(me.me).region]
    chance = Random(me.me)
    return Colleague(me, mates.index(me.me), Pace(0, chance), chance)


async def _answer(people: list[Replica]) -> None:
    await asyncio.gather(*(_colleague(person)._answer_all() for person in people))


async def _up_to(me: Replica, prompt: str) -> None:
    """Answer every prompt before this one, so that the screen opens on it."""
    for each in me.state.the_plan.pack.prompts:
        if each.id == prompt:
            return
        if each.id not in me.mine.answers:
            await _colleague(me)._answer(each)
