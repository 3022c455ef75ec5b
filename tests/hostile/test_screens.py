"""Every screen, with every name, prompt, answer and clause from the catalogue, and a host that cleans nothing.

Whatever a host sends, a screen shows it as text: no markup runs, no byte acts on the terminal, nothing fails.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from align.domain import commands as c
from align.domain.model import Plan
from align.ui.present.flow import Place
from align.ui.screens.facilitator.reveal import RevealPane
from tests.hostile.catalogue import NEVER, SOME
from tests.support import builders
from tests.support.figures import EVERY, tell
from tests.support.linked import Linked, until
from tests.ui.desks import a_desk
from tests.ui.seats import a_person

SENDABLE = [case for case in SOME if not any("\ud800" <= char <= "\udfff" for char in case.text)]


@pytest.fixture(autouse=True)
def a_host_that_cleans_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """All that people write reaches the screens as they wrote it."""
    monkeypatch.setattr("align.domain.checks.clean", lambda text, **_: text)
    monkeypatch.setattr("align.domain.decide.clean_line", lambda text, **_: text)
    monkeypatch.setattr("align.domain.values.clean", lambda text, **_: text)
    monkeypatch.setattr("align.domain.values.clean_line", lambda text, **_: text)


def texts(start: int) -> Iterator[str]:
    """The catalogue's representatives round and round, from another one each time."""
    return itertools.islice(itertools.cycle(case.text[:120] for case in SENDABLE), start, None)


def spoiled(start: int) -> Plan:
    """A plan whose every word is from the catalogue."""
    words = texts(start)
    plan: dict[str, Any] = msgspec.to_builtins(builders.plan("named"))
    plan["title"], plan["milestone"]["name"], plan["milestone"]["meaning"] = next(words), next(words), next(words)
    for each in (*plan["regions"], *plan["participants"], *plan["parties"]):
        each["name"] = f"{next(words)} {each['id']}"
    for person in plan["participants"]:
        person["role"] = next(words)
    plan["facilitators"] = [next(words)]
    for prompt in plan["pack"]["prompts"]:
        for key in ("title", "text", "why", "help", "example", "clause"):
            prompt[key] = next(words)
        for option in (*prompt["options"], *prompt["buckets"], *prompt["points"]):
            option["label"] = next(words)
    return msgspec.convert(plan, Plan)


def harmless(text: str) -> None:
    """Fail when anything on a screen could act on a terminal."""
    assert not (set(text) - {"\n"}) & NEVER


async def everything_is_said(link: Linked, others: list[str], words: Iterator[str]) -> None:
    """The others answer, guess and comment with words from the catalogue."""
    for who in others:
        replica = await link.join(who)
        for prompt in builders.PROMPTS:
            value = builders.GOOD_VALUES[prompt.id]
            value = next(words) if prompt.type == "text" else [next(words)] * 2 if prompt.type == "list" else value
            await replica.submit(c.GiveAnswer(prompt.id, value or "x", next(words)))
        await replica.submit(c.GivePrediction("urgent", "pune", "now"))
        await replica.submit(c.HandIn())


@pytest.mark.parametrize("start", [0, pytest.param(11, marks=pytest.mark.nightly), 23])
async def test_a_participants_screens_show_it_all_as_text(start: int) -> None:
    words = texts(start + 5)
    async with a_person(spoiled(start)) as person:
        harmless(person.text)
        await person.desk.submit(c.OpenRound())
        await person.settle(lambda: person.screen.place == Place("answer", "fact"))
        for prompt in builders.PROMPTS:
            await person.go("answer", prompt.id)
            harmless(person.text)
            await person.workshop.submit(c.GiveAnswer(prompt.id, builders.GOOD_VALUES[prompt.id], next(words)))
            if prompt.predict:
                await person.go("guess", prompt.id)
                harmless(person.text)
        await person.go("review")
        harmless(person.text)
        await everything_is_said(person.team, ["p2", "p3"], words)
        await person.desk.submit(c.CloseRound())
        for prompt in builders.PROMPTS:
            await person.desk.submit(c.TakeNote(prompt.id, next(words) or "x"))
            await person.desk.submit(c.MoveFocus(prompt.id))
            await person.settle(lambda at=prompt.id: person.workshop.state.focus == at)  # type: ignore[misc]
            harmless(person.text)
        await person.desk.submit(c.MoveTo("agree"))
        await person.desk.submit(c.DraftClause("fact", next(words) or "x", owner=next(words)))
        await person.desk.submit(c.OpenVote("c1"))
        await person.settle(lambda: bool(person.workshop.state.votes))
        await person.workshop.submit(c.GiveSupport("c1", 1, 1, next(words) or "x"))
        await person.desk.submit(c.CloseVote("c1"))
        await person.settle(lambda: person.workshop.state.votes["c1"][0].result is not None)
        for key in ("c", "p", "question_mark", "escape", "r"):
            await person.press(key)
            harmless(person.text)
        assert person.app.return_code in (None, 0)
        assert person.app.is_running
    tell("16 hostile texts on a participant's screens", f"{len(builders.PROMPTS)} prompts from text {start} on", EVERY)


@pytest.mark.parametrize("start", [pytest.param(3, marks=pytest.mark.nightly), 17])
async def test_the_desks_screens_show_it_all_as_text(start: int, tmp_path: Path) -> None:
    words = texts(start + 5)
    async with a_desk(spoiled(start), tmp_path) as desk:

        async def look(*keys: str) -> None:
            for key in keys:
                await desk.press(key)
                harmless(desk.text)

        await look("j", "escape", "question_mark", "escape")
        await desk.workshop.submit(c.AddParticipant(next(words) + "x", "pune", "", next(words)))
        await desk.workshop.submit(c.OpenRound())
        await everything_is_said(desk.link, [f"p{number}" for number in range(1, 7)], words)
        await look("1", "2", "p", "escape")
        await desk.workshop.submit(c.CloseRound())
        pane = desk.screen.query_one(RevealPane)
        await desk.settle(lambda: pane.reading.whole(desk.state) is not None)
        await desk.rested()  # the desk has led everybody to the top of the agenda, and leads nobody any more
        for prompt in builders.PROMPTS:
            await desk.workshop.submit(c.TakeNote(prompt.id, next(words) or "x"))
            await desk.workshop.submit(c.MoveFocus(prompt.id))
            await desk.settle(lambda at=prompt.id: desk.state.focus == at)
            harmless(desk.text)
        await look("3", "right", "c", "escape", "escape")
        await desk.workshop.submit(c.MoveTo("agree"))
        for _ in range(3):
            await desk.workshop.submit(c.DraftClause("fact", next(words) or "x", owner=next(words)))
        await desk.workshop.submit(c.OpenVote("c1"))
        await desk.workshop.submit(c.CloseVote("c1"))
        await desk.workshop.submit(
            c.SettleClause("c1", "dissent_recorded", next(words), "", {"pune": next(words)}, (next(words) or "x",))
        )
        await look("4", "down", "e", "escape", "escape", "s", "escape", "5", "question_mark", "escape")
        assert desk.app.is_running
    tell("16 hostile texts on the desk's screens", f"{len(builders.PROMPTS)} prompts from text {start} on", EVERY)


async def test_a_screen_that_does_not_clean_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("align.ui.say.clean", lambda text: text)
    with pytest.raises(AssertionError):
        async with a_person(spoiled(0)) as person:
            await until(lambda: person.app.is_running)
            for start in range(len(SENDABLE)):
                async with a_person(spoiled(start)) as other:
                    harmless(other.text)
