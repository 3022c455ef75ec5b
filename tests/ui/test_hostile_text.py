"""Whatever people write is shown as text, on every screen: no markup runs, no escape byte reaches the terminal."""

from __future__ import annotations

import msgspec
import pytest

from align.domain import commands as c
from align.domain.model import Plan
from align.ui.present.flow import Place
from align.ui.say import say
from tests.support import builders
from tests.ui.seats import Person, a_person, shown

HOSTILE = ("[@click=app.bell]x[/]", "[/bold]", "[draft]", "[/")
ESCAPES = "a\x1b]52;c;aGk=\x07b\x9b31mc\u202ed"


def hostile_plan() -> Plan:
    """A plan whose every word is hostile."""
    plan = builders.plan()
    bad = " ".join(HOSTILE)
    prompts = []
    for prompt in plan.pack.prompts:
        options = tuple(msgspec.structs.replace(o, label=HOSTILE[n % 4]) for n, o in enumerate(prompt.options))
        buckets = tuple(msgspec.structs.replace(o, label=HOSTILE[n % 4]) for n, o in enumerate(prompt.buckets))
        prompts.append(
            msgspec.structs.replace(
                prompt, title=HOSTILE[0], text=bad, why=bad, help=bad, example=ESCAPES, options=options, buckets=buckets
            )
        )
    pack = msgspec.structs.replace(plan.pack, prompts=tuple(prompts))
    regions = tuple(msgspec.structs.replace(r, name=f"{r.name}[/bold]") for r in plan.regions)
    people = tuple(msgspec.structs.replace(p, name=f"{p.name} [b]") for p in plan.participants)
    return msgspec.structs.replace(plan, title=f"T {HOSTILE[1]}", pack=pack, regions=regions, participants=people)


def harmless(person: Person) -> str:
    """Return what is shown; fails when anything in it could act on a terminal."""
    text = shown(person.app)
    assert not set(text) & set("\x1b\x07\x9b\u202e")
    return text


async def test_every_screen_shows_hostile_words_as_words() -> None:
    async with a_person(hostile_plan()) as person:
        await person.shows("T [/bold]")
        harmless(person)
        await person.desk.submit(c.OpenRound())
        await person.settle(lambda: person.screen.place == Place("answer", "fact"))
        for prompt in builders.PROMPTS:
            await person.go("answer", prompt.id)
            await person.shows("[@click=app.bell]x[/] [/bold] [draft] [/")
            harmless(person)
            value = builders.GOOD_VALUES[prompt.id]
            await person.workshop.submit(c.GiveAnswer(prompt.id, value, ESCAPES if prompt.closed else ""))
            if prompt.predict:
                await person.go("guess", prompt.id)
                await person.shows("AND THE OTHERS?", "[/bold]")
                harmless(person)
        await person.go("review")
        await person.shows("[@click=app.bell]x[/]")
        for other in ("p2", "p3"):
            replica = await person.team.join(other)
            for prompt in builders.PROMPTS:
                value = " ".join((*HOSTILE, ESCAPES)) if prompt.type == "text" else builders.GOOD_VALUES[prompt.id]
                await replica.submit(c.GiveAnswer(prompt.id, value, HOSTILE[0]))
        await person.desk.submit(c.CloseRound())
        for prompt in builders.PROMPTS:
            await person.desk.submit(c.TakeNote(prompt.id, " ".join(HOSTILE)))
            await person.desk.submit(c.MoveFocus(prompt.id))
            await person.settle(lambda at=prompt.id: person.workshop.state.focus == at)  # type: ignore[misc]
            await person.shows("[/bold]")
            harmless(person)
        await person.desk.submit(c.MoveTo("agree"))
        await person.desk.submit(c.DraftClause("fact", f"{HOSTILE[0]} {ESCAPES}", owner=HOSTILE[1]))
        await person.desk.submit(c.OpenVote("c1"))
        await person.shows("[@click=app.bell]x[/]", "owner [/bold]")
        harmless(person)
        await person.press("c")
        await person.shows("[@click=app.bell]x[/]")
        await person.press("p")
        await person.shows("T [/bold]")
        harmless(person)
        await person.press("question_mark")
        harmless(person)


@pytest.mark.parametrize("text", [*HOSTILE, ESCAPES])
def test_say_never_reads_markup_and_never_passes_control_characters(text: str) -> None:
    content = say(text)
    assert content.spans == []
    assert not set(content.plain) & set("\x1b\x07\x9b\u202e")


def test_right_to_left_words_cannot_reorder_our_labels() -> None:
    assert say("שלום").plain == "\u2068שלום\u2069"
    assert say("Zürich – ½").plain == "Zürich – ½"
