"""The seal screen names weak clauses, and a key shows all of them with the way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.charter.lint import Weak
from align.domain import commands as c
from align.ui.present.desk_lint import weak_words
from align.ui.screens.facilitator.weak import WeakList
from tests.support import builders
from tests.ui.desks import a_desk

HOSTILE = "We answer [@click=app.quit]soon[/] as appropriate."


@pytest.mark.parametrize("size", [(80, 24), (100, 30)], ids=["80x24", "100x30"])
async def test_weak_clauses_are_named_before_the_seal(tmp_path: Path, size: tuple[int, int]) -> None:
    async with a_desk(builders.plan(), tmp_path, size=size) as desk:
        await desk.workshop.submit(c.OpenRound())
        await desk.workshop.submit(c.CloseRound())
        await desk.workshop.submit(c.MoveTo("agree"))
        await desk.workshop.submit(c.DraftClause("urgent", HOSTILE))
        await desk.workshop.submit(c.SettleClause("c1", "provisional"))
        await desk.shows("≈ provisional")
        await desk.press("5")
        await desk.shows("5 things are weak in 1 clause; l says where and how to mend it.")
        await desk.shows("Clause 1, Urgent means: nobody owns it.")
        await desk.press("l")
        await desk.settle(lambda: isinstance(desk.screen, WeakList))
        await desk.shows("5 things to mend, or to leave")
        await desk.shows("“appropriate” is read differently" if size[0] == 100 else "→ Name one person")
        await desk.press("escape")
        good = "Whoever is asked sends a first reply within 4 working hours."
        await desk.workshop.submit(c.ChangeClause("c1", good, owner="Pune 1", review_on="2027-02-01"))
        await desk.settle(lambda: "weak in" not in desk.text)


async def test_a_blank_is_said_in_a_line_of_its_own_and_in_the_question_before_the_seal(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path, size=(80, 24)) as desk:
        for move in (c.OpenRound(), c.CloseRound(), c.MoveTo("agree"), c.DraftClause("urgent", "Within ____ hours.")):
            await desk.workshop.submit(move)
        await desk.shows("○ draft")
        await desk.press("4", "s")
        await desk.shows("The words still have a blank (____).")
        await desk.press("escape")
        await desk.workshop.submit(c.SettleClause("c1", "provisional"))
        await desk.press("5")
        await desk.shows("The words of clause 1 still have a blank (____).")
        await desk.press("s")
        await desk.shows("Seal the charter?")
        assert "The words of clause 1 still have a blank (____)." in desk.text.partition("Seal the charter?")[2]


def test_what_is_weak_elsewhere_is_not_counted_into_clauses() -> None:
    places = (("Clause 1", "c1"), ("Decision 1", ""))
    ones = [Weak("vague", where, "it is vague", "Mend it.", clause) for where, clause in places]
    assert weak_words(ones)[0] == "2 things are weak; l says where and how to mend it."


def test_the_first_findings_are_said_and_the_others_counted() -> None:
    ones = [Weak("vague", f"Clause {n}, T", "it is vague", "Mend it.", f"c{n}") for n in (1, 2, 2, 3)]
    words, first = weak_words(ones)
    assert words == "4 things are weak in 3 clauses; l says where and how to mend it."
    assert first == ("Clause 1, T: it is vague. Mend it.", "Clause 2, T: it is vague. Mend it.", "and 2 more")
    assert weak_words([]) == ("", ())
