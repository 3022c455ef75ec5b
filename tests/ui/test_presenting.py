"""The presenter view: large, in every phase and size, and it leads everybody as the desk does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.message import Message
from textual.notifications import Notify

from align.domain import commands as c
from align.ui.page import tell
from align.ui.present.letters import large
from align.ui.screens.facilitator.desk import DeskScreen
from align.ui.screens.facilitator.join import QrCode
from align.ui.screens.facilitator.present import PresentScreen
from tests.support import builders
from tests.ui.desks import Desk, a_desk, everybody_answers

SIZES = [(80, 24), (160, 45)]


def fits(desk: Desk, size: tuple[int, int]) -> None:
    assert isinstance(desk.screen, PresentScreen)
    assert all(len(row.rstrip()) <= size[0] for row in desk.rows)
    assert len(desk.rows) == size[1]


@pytest.mark.parametrize("size", SIZES)
async def test_every_phase_is_shown_to_a_room(tmp_path: Path, size: tuple[int, int]) -> None:
    async with a_desk(builders.plan(), tmp_path, size=size) as desk:
        await desk.press("f11")
        await desk.shows("P Pune")
        fits(desk, size)
        assert "align://" in desk.text
        assert large(desk.presence.code)[0].strip() in desk.text
        assert "P Pune" in desk.text
        assert "0 of 3 here" in desk.text
        assert "more" not in desk.text, "all of it is seen at once"
        if size[0] > 100:
            assert "█▀▀▀▀▀█" in desk.text, "the QR code stands beside it"
        await desk.press("q")
        assert isinstance(desk.screen, QrCode)
        await desk.press("escape")

        await desk.workshop.submit(c.OpenRound())
        people = await everybody_answers(desk, builders.GOOD_VALUES)
        await desk.workshop.submit(c.SetTimer("2027-03-01T14:40:20+00:00"))
        await desk.shows("8 of 9 are done, 9 are here")
        await desk.shows(large("5:00")[0].strip())
        assert "Zürich 3" not in desk.text, "who is missing stays at the desk"
        fits(desk, size)

        await desk.workshop.submit(c.CloseRound())
        await desk.workshop.submit(c.MoveFocus("fact"))
        await desk.shows("one fact?")
        await people[0].submit(c.TakeNote("fact", "said in the room"))
        shown = desk.screen
        assert isinstance(shown, PresentScreen)
        await desk.settle(lambda: shown.reading.whole(desk.state) is not None)
        last = shown.reading.prompts(desk.state)[-1].id == "fact"
        await desk.press("left" if last else "right")
        await desk.settle(lambda: desk.state.focus != "fact")
        await desk.press("right" if last else "left")
        await desk.settle(lambda: desk.state.focus == "fact" and bool(desk.state.notes))
        assert "said in the room" not in desk.text
        fits(desk, size)

        await desk.workshop.submit(c.MoveTo("agree"))
        await desk.workshop.submit(c.DraftClause("fact", "We call it a success when no query is old."))
        await desk.workshop.submit(c.DraftClause("urgent", "Urgent means by phone."))
        await desk.shows("Urgent means by phone.")
        await desk.press("left")
        await desk.shows("no query is old.")
        await desk.workshop.submit(c.OpenVote("c1"))
        for person in people[:8]:
            await person.submit(c.GiveSupport("c1", 1, 4))
        await people[8].submit(c.GiveSupport("c1", 1, 1, "too vague for us"))
        await desk.shows("9 of 9 levels are in")
        assert "too vague" not in desk.text
        await desk.workshop.submit(c.CloseVote("c1"))
        await desk.shows("too vague for us")
        await desk.press("c")
        await desk.shows("one fact?")
        fits(desk, size)

        for clause in ("c1", "c2"):
            await desk.workshop.submit(c.SettleClause(clause, "locked"))
        await desk.workshop.submit(c.Seal())
        await people[0].submit(c.Sign(1, agrees=True))
        await desk.shows("1 of 9 signed")
        assert re.search(r"P Pune +1 of 3 signed", desk.text)
        assert "Pune 1" not in desk.text, "who signed stays in the charter"
        fits(desk, size)
        await desk.press("f")
        assert isinstance(desk.screen, DeskScreen)


async def test_the_key_for_terminals_that_keep_f11_opens_and_leaves_it(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await desk.press("f")
        assert "P Pune" in desk.text
        await desk.press("question_mark")
        assert "For a screen that is shared." in desk.text
        await desk.press("escape", "escape")
        assert isinstance(desk.screen, DeskScreen)


async def test_fast_keys_each_lead_everybody_one_prompt_on(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await desk.workshop.submit(c.OpenRound())
        await desk.workshop.submit(c.CloseRound())
        order = tuple(prompt.id for prompt in builders.PROMPTS)
        await desk.workshop.submit(c.OrderTalk(order))
        await desk.workshop.submit(c.MoveFocus(order[0]))
        await desk.press("f")
        shown = desk.screen
        assert isinstance(shown, PresentScreen)
        await desk.settle(lambda: desk.state.focus == order[0])
        for _ in range(2):  # both before the host can say a word
            shown.action_go(1)
        await desk.settle(lambda: desk.state.focus == order[2])
        shown.action_go(1)
        shown.action_go(-1)
        shown.action_go(-1)
        await desk.settle(lambda: desk.state.focus == order[1])


async def test_what_was_told_the_desk_is_never_on_the_shared_screen_and_what_comes_meanwhile_waits(
    tmp_path: Path,
) -> None:
    async with a_desk(builders.plan(), tmp_path, notices=True) as desk:
        tell(desk.screen, "The seat of Pune 1 is free.", seconds=600)
        await desk.shows("The seat of Pune 1")
        tell(desk.screen, "Pune 2 was reminded.", seconds=600)
        await desk.press("f11")
        await desk.shows("P Pune")
        tell(desk.screen, "Pune 3 was refused.", warning=True, seconds=600)
        await desk.press("q")
        assert isinstance(desk.screen, QrCode)
        tell(desk.screen, "Pune 3 was refused.", warning=True, seconds=600)
        seen = await desk.rested()
        await desk.press("escape")
        seen += await desk.rested()
        assert "Pune 1" not in seen and "Pune 2" not in seen and "Pune 3" not in seen
        await desk.press("escape")
        await desk.shows("! Pune 3 was refused.")
        assert desk.text.count("Pune 3 was refused.") == 1
        assert "The seat of" not in desk.text


async def test_of_what_is_told_the_desk_while_others_look_on_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with a_desk(builders.plan(), tmp_path, notices=True) as desk:
        await desk.press("f11")
        for number in range(5):
            tell(desk.screen, f"News {number}.", seconds=0.01 if number < 4 else 60)
        tell(desk.screen, "News 4.", seconds=60)
        await desk.settle(lambda: len(desk.app._untold) == 5)
        assert not desk.app._notifications
        told, post = list[str](), desk.app.post_message

        def record(message: Message) -> bool:
            if isinstance(message, Notify):
                told.append(message.notification.message)
            return post(message)

        monkeypatch.setattr(desk.app, "post_message", record)
        await desk.press("escape")
        await desk.shows("News 4.")
        assert told == [f"News {number}." for number in range(5)]


async def test_the_sealed_charter_shows_regional_texts_and_dissent_to_the_room(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path, size=(160, 45)) as desk:
        for command in (
            c.OpenRound(), c.CloseRound(), c.MoveTo("agree"), c.DraftClause("urgent", "Within a day."),
            c.SettleClause("c1", "regional", regional={"pune": "In Pune by phone."}, dissent=("Never at night.",)),
            c.Seal(),
        ):  # fmt: skip
            await desk.workshop.submit(command)
        await desk.press("f11")
        for words in ("Within a day.", "In Pune by phone.", "Dissent, in its own words", "“Never at night.”"):
            await desk.shows(words)
