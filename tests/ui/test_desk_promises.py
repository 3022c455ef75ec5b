"""Promises on the desk: made by keyboard, checked beside the keys, pointed out at the seal."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from syrupy.assertion import SnapshotAssertion
from textual.widgets import Input, Select

from align.analysis.cover.rosters import weeks_from
from align.analysis.reveal import read_prompt
from align.charter import plan_check
from align.domain import commands as c
from align.domain.model import Plan
from align.domain.promises import Holder, Promise
from align.errors import UserError
from align.ui.present import desk_promises as present
from align.ui.screens.facilitator.desk import DeskScreen
from align.ui.screens.facilitator.form import Form
from align.ui.screens.facilitator.forms import promise_form
from align.ui.screens.facilitator.promise_lines import chains_and_contradictions, check_lines
from align.ui.screens.facilitator.promises import PromisesScreen
from align.ui.widgets.asking import Ask
from align.ui.widgets.dialogs import Confirm
from align.ui.widgets.writing import Writing
from tests.analysis.revealed import revealed, small_plan
from tests.domain.test_promising import PROMISE, WORKING
from tests.support import builders
from tests.support.legible import has_the_keys
from tests.ui.desks import Desk, a_desk
from tests.ui.test_reveal_keys import led_to_the_reveal

SIZES = [(80, 24), (100, 30)]
IDS = ["80x24", "100x30"]
DAY = date(2027, 3, 1)


def everybody(plan: Plan, **fields: Any) -> Promise:
    owners = tuple(Holder(name=region.name, region=region.id, staff=1) for region in plan.regions)
    return msgspec.structs.replace(PROMISE, owner=owners, **fields)


async def at_the_promises(desk: Desk) -> PromisesScreen:
    await desk.press("k")
    await desk.settle(lambda: isinstance(desk.screen, PromisesScreen))
    assert isinstance(desk.screen, PromisesScreen)
    return desk.screen


async def test_a_value_is_chosen_from_a_list_whose_keys_are_told_and_which_is_seen_without_colours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with a_desk(builders.plan(), tmp_path) as desk:
        await at_the_promises(desk)
        await desk.press("n")
        await desk.settle(lambda: isinstance(desk.screen, Form))
        clock = desk.screen.query_one("#field-clock", Select)
        clock.focus()
        assert has_the_keys(desk.app)
        await desk.press("enter")
        await desk.shows("enter choose   esc leave it")
        assert has_the_keys(desk.app)
        await desk.press("escape")
        await desk.settle(lambda: not clock.expanded)
        assert isinstance(desk.screen, Form), "only the list is left"
        await desk.press("enter", "down", "enter")
        assert clock.value == "elapsed"


async def test_a_promise_is_made_changed_and_dropped_and_what_is_missing_is_asked_for(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path, size=(80, 24)) as desk:
        await at_the_promises(desk)
        await desk.shows("No promise yet.")
        await desk.press("n")
        await desk.settle(lambda: isinstance(desk.screen, Form))
        await desk.press(*"critical", "enter", *"the_mail", "enter", *"first_reply", "enter", *"soon")
        await desk.press("ctrl+s")
        form = desk.screen
        await desk.shows("Not said yet: “Clock”, “Raised”, “Channel”, “Owner”.")
        form.query_one("#field-clock", Select).value = "elapsed"
        form.query_one("#field-cover", Select).value = "24x7"
        form.query_one("#field-channel", Input).value = "phone"
        form.query_one("#field-owner", Input).value = "pune, Bosto"
        await desk.press("ctrl+s")
        await desk.shows("Nobody in the plan is called “Bosto”. Did you mean Boston?")
        form.query_one("#field-owner", Input).value = "pune, Boston"
        await desk.press("ctrl+s")
        await desk.shows("'soon' is no length of time.")
        form.query_one("#field-amount", Input).value = "1 hour"
        await desk.press("ctrl+s")
        await desk.settle(lambda: len(desk.state.the_plan.promises) == 1)
        promise = desk.state.the_plan.promises[0]
        assert (promise.level, promise.amount, promise.clock, promise.cover) == ("critical", 60, "elapsed", ("24x7",))
        assert [(holder.name, holder.region) for holder in promise.owner] == [("Pune", "pune"), ("Boston", "boston")]
        await desk.shows("✗ critical, within 1 hour")
        await desk.press("e")
        await desk.settle(lambda: isinstance(desk.screen, Form))
        desk.screen.query_one("#field-amount", Input).value = "90 hours"
        await desk.press("ctrl+s")
        await desk.shows("✓ critical, within 90 hours")
        assert desk.state.the_plan.promises[0].owner == promise.owner
        await desk.press("d", "y")
        await desk.shows("No promise yet.")
        await desk.press("escape")
        await desk.settle(lambda: isinstance(desk.screen, DeskScreen))


@pytest.mark.parametrize("size", SIZES, ids=IDS)
async def test_the_check_says_verdict_waits_and_week(
    tmp_path: Path, size: tuple[int, int], snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = builders.plan()
    plan = msgspec.structs.replace(plan, promises=(everybody(plan), WORKING))
    async with a_desk(plan, tmp_path, size=size) as desk:
        screen = await at_the_promises(desk)
        await desk.shows("cannot be kept: kept for")
        assert await desk.rested() == snapshot
        await desk.press("right")
        await desk.shows("› ✓ normal, within 1 day")
        await desk.shows("2. normal")
        board = screen.query_one("#shown")
        assert "UTC, then Asia/Kolkata" in board.text  # type: ignore[attr-defined]


async def test_with_one_promise_alone_the_arrows_turn_its_check(tmp_path: Path) -> None:
    async with a_desk(builders.plan(promises=(WORKING,)), tmp_path) as desk:
        screen = await at_the_promises(desk)
        board = screen.query_one("#shown")
        await desk.shows("pgdn")
        await desk.press("down")
        await desk.settle(lambda: board.scroll_y > 0)


def test_no_line_of_a_check_is_wider_than_the_screen() -> None:
    plan = builders.plan()
    hostile = msgspec.structs.replace(everybody(plan), level="[@click=app.quit]x[/]", channel="c" * 300)
    plan = msgspec.structs.replace(plan, promises=(everybody(plan), WORKING, hostile))
    checks = present.Checks()
    checks.make(plan, DAY)
    found = checks.found(plan, DAY)
    assert found is not None
    for width in (54, 76, 96, 130):
        for number, check in enumerate(found.promises, 1):
            lines = [*check_lines(plan, check, number, width), *chains_and_contradictions(found, width)]
            assert max(line.cell_length for line in lines) <= width
            assert not [span for line in lines for span in line.spans if "@" in str(span.style)]


async def test_no_key_waits_for_a_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = threading.Event(), threading.Event()
    original = plan_check.check_plan

    def slow(*args: Any) -> Any:
        assert threading.current_thread() is not threading.main_thread()
        begun.set()
        go_on.wait(10)
        return original(*args)

    monkeypatch.setattr(present, "check_plan", slow)
    async with a_desk(builders.plan(promises=(PROMISE, WORKING)), tmp_path) as desk:
        await at_the_promises(desk)
        await desk.settle(begun.is_set)
        await desk.shows("The promises are being checked")
        await desk.press("right", "escape")
        await desk.settle(lambda: isinstance(desk.screen, DeskScreen))
        go_on.set()


async def sealable(desk: Desk) -> None:
    await desk.workshop.submit(c.OpenRound())
    await desk.workshop.submit(c.CloseRound())
    await desk.workshop.submit(c.MoveTo("agree"))
    await desk.workshop.submit(c.DraftClause("urgent", "Urgent means today."))
    await desk.workshop.submit(c.SettleClause("c1", "provisional"))
    await desk.shows("≈ provisional")
    await desk.press("5")


async def test_what_was_answered_about_a_time_becomes_a_promise_and_is_checked(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path, size=(80, 24)) as desk:
        await led_to_the_reveal(desk)
        await desk.workshop.submit(c.MoveFocus("wait"))
        await desk.shows("How long may such a decision wait?")
        await desk.press("r")
        await desk.settle(lambda: isinstance(desk.screen, Form))
        await desk.shows("The middle answer here is 4 hours")
        form = desk.screen
        assert form.query_one("#field-amount", Input).value == "4 hours"
        assert form.query_one("#field-clock", Select).value == "working"
        await desk.press("ctrl+s")
        await desk.shows("Not said yet: “Starts when”, “Counts as”, “Hours of”, “Raised”,")
        for field, value in (
            ("starts_when", "the mail"),
            ("counts_as", "a reply"),
            ("channel", "mail"),
            ("owner", "Pune"),
        ):
            form.query_one(f"#field-{field}", Input).value = value
        form.query_one("#field-calendar", Select).value = "owner"
        form.query_one("#field-cover", Select).value = "24x7"
        await desk.press("ctrl+s")
        await desk.settle(lambda: isinstance(desk.screen, PromisesScreen))
        (promise,) = desk.state.the_plan.promises
        assert (promise.level, promise.amount, promise.clock) == ("May wait", 240, "working")


async def test_a_choice_makes_no_promise(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await led_to_the_reveal(desk)
        await desk.settle(lambda: desk.state.focus == "urgent")
        await desk.press("r", "n")
        await desk.settle(lambda: isinstance(desk.screen, Form))
        await desk.shows("A note on")


@pytest.mark.parametrize(
    ("working", "elapsed", "said", "clock"),
    [
        ([60, 240, 960], [], "4 hours", "working"),
        ([480] * 4, [60] * 3, "1 day", "working"),
        ([], [1440, 2880, 4320], "2 days", "elapsed"),
        ([60] * 3, [60] * 3, "", ""),
        ([60], [], "", ""),
    ],
)
def test_a_promise_is_begun_with_the_middle_answer_of_one_clock_or_with_nothing(
    working: list[int], elapsed: list[int], said: str, clock: str
) -> None:
    def span(minutes: int, on: str) -> dict[str, Any]:
        return {"amount": minutes, "unit": "minutes", "clock": on}

    given = [*(span(minutes, "working") for minutes in working), *(span(minutes, "elapsed") for minutes in elapsed)]
    prompt = builders.plan().prompt("wait")
    plan = small_plan(prompt, {"a": len(given)})
    found = present.promise_from(prompt, read_prompt(plan, prompt, revealed(plan, {"a": given})))
    assert (found.said, found.clock) == (said, clock)
    assert (found.level, found.owner, found.cover, found.calendar) == (prompt.title, (), (), ())


async def test_a_promise_that_cannot_be_kept_is_sealed_with_a_reason_only(tmp_path: Path) -> None:
    async with a_desk(builders.plan(promises=(PROMISE,)), tmp_path) as desk:
        await sealable(desk)
        await desk.shows("✗ 1 promise cannot be kept: critical, within 1 hour. k shows why.")
        await desk.press("s")
        await desk.settle(lambda: isinstance(desk.screen, Ask))
        await desk.shows("Why seal it with this promise all the same?")
        await desk.press("ctrl+s")
        await desk.settle(lambda: isinstance(desk.screen, DeskScreen))
        assert not desk.state.version, "without a reason nothing is sealed"
        await desk.press("s")
        await desk.settle(lambda: isinstance(desk.screen, Ask))
        desk.screen.query_one(Writing).text = "On call is being asked for."
        await desk.press("ctrl+s")
        await desk.settle(lambda: isinstance(desk.screen, Confirm))
        await desk.press("y")
        await desk.settle(lambda: desk.state.phase == "sealed")
        assert desk.state.sealed_despite == "On call is being asked for."


async def test_promises_that_can_be_kept_ask_for_nothing(tmp_path: Path) -> None:
    async with a_desk(builders.plan(promises=(WORKING,)), tmp_path) as desk:
        await sealable(desk)
        await desk.shows("No promise is known to be impossible to keep.")
        await desk.press("s")
        await desk.settle(lambda: isinstance(desk.screen, Confirm))


def test_the_editor_keeps_rotas_and_knows_regions_and_people() -> None:
    rota = Holder(name="Night rota", region="pune", hours="Sat-Sun 09:00-17:00")
    plan = builders.plan(promises=(msgspec.structs.replace(PROMISE, owner=(rota,)),))
    values = {
        "level": "x", "starts_when": "", "counts_as": "", "amount": "2 hours", "clock": "working",
        "calendar": "pune boston", "cover": "", "channel": "", "owner": "night rota, ZÜRICH, Boston 1, Sam",
    }  # fmt: skip
    made = present.promise_of(plan, values, None)
    assert made.owner == (
        rota, Holder(name="Zürich", region="zurich"), Holder(name="Boston 1", region="boston"), Holder(name="Sam"),
    )  # fmt: skip
    assert (made.calendar, made.cover, made.clock) == (("pune", "boston"), (), "working")
    offered = dict(present.calendars(plan, ("pune", "boston")))
    assert offered["pune boston"] == "the hours of Pune and Boston"
    assert next(iter(offered)) == "", "nothing is chosen before somebody chooses"


def test_an_owner_whom_nobody_knows_is_asked_about_once_and_named_at_the_seal() -> None:
    plan = builders.plan()
    values = {
        "level": "high", "starts_when": "mail", "counts_as": "reply", "amount": "1 hour", "clock": "elapsed",
        "calendar": "", "cover": "24x7", "channel": "phone", "owner": "Bosto, Safety desk",
    }  # fmt: skip
    form = promise_form(plan, None)
    with pytest.raises(UserError, match=r"Did you mean Boston.*once more"):
        form.command(values)
    kept = form.command(values)
    assert isinstance(kept, c.SetPromise), "a role may be called nearly as a region is"
    plan = builders.plan(promises=(kept.promise,))
    found = plan_check.check_plan(plan, weeks_from(DAY, 1))
    assert "Hours are not known for Bosto and Safety desk." in present.standing(plan, found).words
    known = builders.plan(promises=(everybody(plan, said="1 hour"),))
    assert "Hours are not" not in present.standing(known, plan_check.check_plan(known, weeks_from(DAY, 1))).words
