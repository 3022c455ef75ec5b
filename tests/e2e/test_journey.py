"""From an empty folder to the charter on the disk: a desk and three people at real terminals, by keyboard alone."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest

from align.engine.hosting import keys_path
from align.engine.reading import read_public
from align.engine.reception import Keys
from align.engine.serving import desk_ticket
from align.storage.register import Register
from align.sync.ticket import Ticket
from tests.e2e.people import FACT, NAME, URGENT, answers, plan
from tests.support.processes import set_up, wait_for
from tests.support.pty_app import LARGE, SMALL, PtyApp

pytestmark = pytest.mark.xdist_group("terminals")

PEOPLE = {
    "Asha Rao": ("Nobody was woken.", "1"),
    "Grace Miller": ("The first train was on time.", "3"),
    "Luca Brunner": ("All papers were signed.", "2"),
}
CLAUSE = "We start the same day, whoever asks."


def test_three_people_in_three_regions_reach_a_charter_by_keyboard(tmp_path: Path) -> None:
    path = set_up(tmp_path / "sessions", NAME, plan())
    with ExitStack() as stack:
        arguments = ("host", NAME, "--folder", path.parent, "--port", 0)
        desk = stack.enter_context(PtyApp(tmp_path / "desk", *arguments, size=LARGE, cwd=tmp_path))
        desk.shows("Who is here: 0 of 3")
        ticket, code = _invitation(path)
        people = [_join(stack, tmp_path, name, ticket, code) for name in PEOPLE]
        desk.shows("Who is here: 3 of 3")
        desk.press("o")
        desk.shows("Open the round?", "enter means no")
        desk.press("y")
        for person, (fact, urgent) in zip(people, PEOPLE.values(), strict=True):
            _answer(person, fact, urgent)
        desk.shows("Who is done: 3 of 3")
        _blind(desk)
        _close_and_draft(desk)
        _vote(desk, people)
        _seal_and_export(desk, tmp_path / "charter.md")
        for person in people:
            person.shows("Sealed as version 1")
            person.press("c")
            person.shows(CLAUSE)
            person.press("ctrl+q")
            assert person.ended() == 0
            assert person.in_order()
        desk.press("ctrl+q")
        assert desk.ended() == 0
    state = read_public(path)
    assert state.phase == "sealed"
    assert state.clauses["c1"].text == CLAUSE
    assert sum(answers(path).values()) == 6
    charter = (tmp_path / "charter.md").read_text(encoding="utf-8")
    assert CLAUSE in charter
    assert "| Version | Version 1 |" in charter


def _invitation(path: Path) -> tuple[Ticket, str]:
    """The ticket and the code that the facilitator would read out."""
    desk = desk_ticket(path)
    assert desk is not None
    return Ticket(desk.host, desk.port, desk.name, desk.fingerprint), Keys(Register(keys_path(path))).code


def _join(stack: ExitStack, home: Path, name: str, ticket: Ticket, code: str) -> PtyApp:
    person = stack.enter_context(PtyApp(home / name.split()[0], "join", ticket, size=SMALL))
    person.shows("code")
    person.type(code)
    person.press("enter")
    person.shows(name, "Pune", "Basel")
    person.type(name)
    person.press("enter")
    person.shows("Welcome to Night train", "online")
    return person


def _answer(person: PtyApp, fact: str, urgent: str) -> None:
    person.shows(FACT)
    person.type(fact)
    person.press("ctrl+n")
    person.shows(URGENT)
    person.press(urgent, "enter")
    person.shows("AND THE OTHERS?")
    for guess in ("2", "2", urgent):
        person.press(guess, "enter")
    person.shows("hand in")
    person.press("h")
    person.shows("Handed in. Thank you.")


def _blind(desk: PtyApp) -> None:
    """No word of an answer has ever been on the facilitator's terminal so far."""
    for fact, _ in PEOPLE.values():
        assert fact.encode() not in desk.raw


def _close_and_draft(desk: PtyApp) -> None:
    desk.press("x")
    desk.shows("Close the round?", "enter means no")
    desk.press("y")
    desk.shows("3 of 3 answered")
    desk.press("right")
    desk.shows("2 of 2, everybody looks here")
    desk.press("c")
    desk.shows("A clause for", "Review on", "^s keep")
    # All of the draft's words out, our own in.
    desk.press("f7", "backspace")
    desk.hides("When a message")
    desk.type(CLAUSE)
    desk.shows(CLAUSE)
    desk.press("ctrl+s")
    desk.hides("A clause for")


def _vote(desk: PtyApp, people: list[PtyApp]) -> None:
    desk.shows(CLAUSE, "No vote yet.")
    desk.press("v")
    for person, level in zip(people, "435", strict=True):
        person.shows(CLAUSE, "0", "5")
        person.press(level, "enter")
        person.shows("Your level")
    desk.shows("3 of 3 in")
    desk.press("v")
    desk.shows("all 3 can live with it")
    desk.press("s")
    desk.shows("How does this clause end?")
    desk.press("enter")
    desk.hides("How does this clause end?")


def _seal_and_export(desk: PtyApp, charter: Path) -> None:
    desk.press("5")
    desk.shows("Ready: s seals it.")
    desk.press("s")
    desk.shows("Seal the charter?", "enter means no")
    desk.press("y")
    desk.shows("Version 1, sealed on")
    desk.press("e")
    desk.shows("Write the charter to which file?", str(charter)[:20])
    desk.press("enter")
    wait_for(charter.exists)
