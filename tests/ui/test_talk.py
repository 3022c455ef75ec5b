"""The desk leads the talk in an order of its own, parks and skips prompts, and takes back moves that showed nothing."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from textual.command import Command, CommandList, CommandPalette, Hit, Hits, Provider
from textual.system_commands import SystemCommandsProvider
from textual.widgets import ContentSwitcher, Static

from align.domain import commands as c
from align.ui.present.desk import STEP_TITLES
from align.ui.present.desk_talk import moved
from align.ui.screens.facilitator.desk import DeskScreen
from align.ui.screens.facilitator.palette import DeskCommands
from align.ui.widgets.asking import Ask
from align.ui.widgets.dialogs import Confirm
from tests.support import builders
from tests.support.linked import until
from tests.ui.desks import Desk, a_desk, everybody_answers
from tests.ui.seats import at_a_screen

SOME = {"urgent": builders.GOOD_VALUES["urgent"], "fact": "First patient in Pune"}


async def revealed(desk: Desk) -> list[Any]:
    await desk.workshop.submit(c.OpenRound())
    people = await everybody_answers(desk, SOME)
    await desk.workshop.submit(c.CloseRound())
    await desk.settle(lambda: bool(desk.state.focus) and bool(desk.state.revealed))
    # The desk follows at most ten times a second: a key before that would be one of the step before.
    await desk.settle(lambda: desk.screen.query_one(ContentSwitcher).current == "reveal")
    return people


@pytest.mark.parametrize(
    ("by", "prompt", "aside", "order"),
    [
        (1, "a", (), "bacd"),
        (-1, "a", (), "abcd"),
        (-1, "d", (), "abdc"),
        (1, "a", ("b",), "cadb"),
        (1, "b", ("b",), "abcd"),
    ],
)
def test_a_prompt_moves_past_what_is_in_the_talk(by: int, prompt: str, aside: tuple[str, ...], order: str) -> None:
    assert moved("abcd", prompt, by, aside) == tuple(order)


@pytest.mark.parametrize("size", [(100, 30), (80, 24)])
async def test_the_desk_orders_parks_and_skips_and_everybodys_agenda_follows(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with a_desk(builders.plan(), tmp_path, size=size) as desk:
        people = await revealed(desk)
        await desk.press("a")
        first = desk.state.the_plan.pack.prompts[0].id
        await desk.workshop.submit(c.MoveFocus(first))
        await desk.settle(lambda: desk.state.focus == first)

        await desk.press("greater_than_sign")
        await desk.settle(lambda: bool(desk.state.talk))
        place = desk.state.talk.index(first)
        await desk.press("less_than_sign")
        await desk.settle(lambda: desk.state.talk.index(first) == place - 1)
        await desk.press("equals_sign")
        await desk.settle(lambda: not desk.state.talk)
        await desk.press("l")
        await desk.settle(lambda: desk.state.aside[first].how == "parked")
        await desk.settle(lambda: desk.state.focus != first)

        skipped = desk.state.focus
        await desk.press("s")
        assert isinstance(desk.screen, Ask)
        await desk.press(*"noise", "enter")
        await desk.settle(lambda: desk.state.aside[skipped].why == "noise" and isinstance(desk.screen, DeskScreen))
        await desk.workshop.submit(c.MoveFocus(first))
        await desk.shows("parked for later")
        await desk.press("l")
        await desk.settle(lambda: first not in desk.state.aside)

        await until(lambda: people[0].state.aside == desk.state.aside)
        async with at_a_screen(desk.link, desk.workshop, people[0], size) as person:
            await desk.workshop.submit(c.MoveFocus(skipped))
            await person.shows("skipped: noise · ")


async def test_leading_on_passes_what_is_skipped_and_comes_to_what_is_parked_at_the_end(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await revealed(desk)
        prompts = [prompt.id for prompt in desk.state.the_plan.pack.prompts]
        await desk.workshop.submit(c.OrderTalk(tuple(prompts)))
        await desk.workshop.submit(c.PutAside(prompts[0], "parked"))
        await desk.workshop.submit(c.PutAside(prompts[1], "skipped"))
        await desk.workshop.submit(c.MoveFocus(prompts[2]))
        await desk.settle(lambda: desk.state.focus == prompts[2])
        seen = [desk.state.focus]
        for _ in prompts[3:]:
            await desk.press("right")
            await desk.settle(lambda: desk.state.focus != seen[-1])
            seen.append(desk.state.focus)
        await desk.press("right")
        await desk.settle(lambda: desk.state.focus == prompts[0])
        assert seen == prompts[2:]
        await desk.press("right")
        assert desk.state.focus == prompts[0], "what is skipped is looked at only when it is chosen"
        await desk.settle(lambda: any("last prompt of the talk" in one.message for one in desk.app._notifications))


async def test_the_answers_say_where_everybody_is_and_offer_to_lead_all_only_there(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await revealed(desk)
        await desk.shows("everybody looks here")
        await desk.shows("next for all")
        parked = desk.state.focus
        await desk.workshop.submit(c.PutAside(parked, "parked"))
        await desk.shows("everybody looks here · parked for later")
        await desk.workshop.submit(c.MoveTo("agree"))
        await desk.settle(lambda: desk.screen.query_one(ContentSwitcher).current == "agree")
        await desk.press("3")
        await desk.shows("all are at Talk and draft · parked for later")
        assert "everybody looks here" not in desk.text
        assert "next for all" not in desk.text
        await desk.press("left")
        await desk.settle(lambda: desk.state.focus != parked)


async def test_an_opening_is_taken_back_and_people_read_so(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        me = await desk.link.join("p1")
        async with at_a_screen(desk.link, desk.workshop, me) as person:
            await desk.press("o", "y")
            await person.settle(lambda: me.state.phase == "assume")
            await desk.settle(lambda: desk.state.phase == "assume")
            await desk.press("backspace")
            assert isinstance(desk.screen, Confirm)
            assert "Nobody has answered yet." in desk.text
            await desk.press("y")
            await person.shows("The facilitator took the opening")
            assert me.state.phase == "setup"


async def test_an_opening_that_was_answered_stays_and_says_why(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await desk.workshop.submit(c.OpenRound())
        await (await desk.link.join("p1")).submit(c.GiveAnswer("urgent", None))
        await desk.settle(lambda: desk.workshop.progress.answers == 1)
        await desk.press("backspace")
        await desk.settle(lambda: desk.workshop.last_refusal.startswith("Somebody has answered already"))
        assert desk.state.phase == "assume"
        await desk.settle(lambda: any("Nothing was changed." in one.message for one in desk.app._notifications))


async def test_a_round_closed_by_mistake_goes_on_with_what_was_given(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await desk.workshop.submit(c.OpenRound())
        me = await desk.link.join("p1")
        await me.submit(c.GiveAnswer("urgent", "now"))
        await desk.workshop.submit(c.CloseRound())
        async with at_a_screen(desk.link, desk.workshop, me) as person:
            await desk.settle(lambda: desk.state.phase == "reveal")
            await desk.press("backspace", "y")
            await person.shows("The facilitator opened the")
            assert me.answer_state("urgent") == "received"
        await desk.workshop.submit(c.CloseRound())
        await desk.settle(lambda: desk.state.phase == "reveal")


# ---- jumping -----------------------------------------------------------------------------------------------------


async def found(desk: Desk, query: str) -> list[str]:
    """What the command palette offers for a query."""
    commands = DeskCommands(desk.screen)
    return [str(hit.text) async for hit in commands.search(query) if isinstance(hit, Hit)]


async def test_the_palette_leads_to_every_step_screen_prompt_and_clause(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await revealed(desk)
        await desk.shows("everybody looks here")
        for step in STEP_TITLES.values():
            assert await found(desk, step), step
        for words in ("join", "promises", "who decides", "calendars", "present", "timer", "map", "take back", "skip"):
            assert await found(desk, words), words
        assert await found(desk, "Prompt 3") == ["Prompt 3: Early signs"]
        await desk.workshop.submit(c.MoveTo("agree"))
        for prompt in ("fact", "urgent"):
            await desk.workshop.submit(c.DraftClause(prompt, f"About {prompt}."))
        await desk.settle(lambda: len(desk.state.clauses) == 2)
        await desk.press("1")
        await desk.press("ctrl+p", *"Clause1")
        await desk.settle(lambda: isinstance(desk.screen, CommandPalette))
        await desk.press("enter", "enter")
        await desk.shows("About fact.")


async def test_keys_that_do_not_fit_are_counted_and_stand_in_the_help(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path, size=(80, 24)) as desk:
        line = desk.rows[-1]
        assert "help, " in line
        assert "more" in line
        assert "z calendars" not in line
        await desk.press("question_mark")
        assert any("Regions' calendars" in str(static.render()) for static in desk.screen.query(Static))


@pytest.mark.parametrize(
    ("first", "last"), [(DeskCommands, SystemCommandsProvider), (SystemCommandsProvider, DeskCommands)]
)
async def test_before_typing_what_leads_everybody_on_stands_first_whoever_answers_first(
    first: type[Provider], last: type[Provider], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    come, begins, goes_on = asyncio.Event(), first.discover, last.discover

    async def at_once(self: Provider) -> Hits:
        async for hit in begins(self):
            yield hit
        come.set()

    async def afterwards(self: Provider) -> Hits:
        await come.wait()
        async for hit in goes_on(self):
            yield hit

    async with a_desk(builders.plan(), tmp_path) as desk:
        everything = [
            hit.text for kind in (DeskCommands, SystemCommandsProvider)
            async for hit in kind(desk.screen).discover()
        ]  # fmt: skip
        assert everything[0] == "Open the round"
        assert {"Quit", "Settings"} <= set(everything)
        monkeypatch.setattr(first, "discover", at_once)
        monkeypatch.setattr(last, "discover", afterwards)
        await desk.press("ctrl+p")
        await desk.settle(lambda: len(listed(desk)) == len(everything))
        assert listed(desk) == everything


def listed(desk: Desk) -> list[str | None]:
    """What the palette offers, from the top."""
    options = [option for lists in desk.screen.query(CommandList) for option in lists.options]
    return [option.hit.text for option in options if isinstance(option, Command)]
