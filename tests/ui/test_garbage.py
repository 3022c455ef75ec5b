"""Garbage is searched for when hands rest, and what was loaded is not searched through."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator

import pytest

from align import garbage
from align.cli.main import run
from align.ui.app import AlignApp
from align.ui.garbage import SELDOM, AtRest
from align.ui.page import Page
from tests.support.linked import until


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = gc.get_threshold()
    gc.unfreeze()
    yield
    gc.set_threshold(*before)
    gc.enable()
    gc.unfreeze()
    gc.collect()
    gc.freeze()  # as it is in every other test (tests/conftest.py)


async def test_hands_that_move_put_the_search_off_and_hands_that_rest_have_one(monkeypatch: pytest.MonkeyPatch) -> None:
    searched = asyncio.Event()
    monkeypatch.setattr(gc, "collect", searched.set)
    monkeypatch.setattr("align.ui.garbage.REST", 3600.0)
    at_rest = AtRest()
    at_rest.stir()
    first = at_rest._due
    monkeypatch.setattr("align.ui.garbage.REST", 0.0)
    at_rest.stir()
    assert first is not None
    assert first.cancelled(), "a second key did not put it off"
    async with asyncio.timeout(10):
        await searched.wait()
    assert at_rest._due is None


async def test_nothing_is_searched_while_a_screen_is_loaded_and_what_was_loaded_stays_aside(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    garbage.put_off()
    assert not gc.isenabled()
    monkeypatch.setattr(gc, "collect", lambda: pytest.fail("searched while it was put off"))
    before = gc.get_threshold()
    at_rest = AtRest()
    at_rest._search()
    assert gc.get_threshold() == before, "who only may search changes nothing for the process"
    at_rest.begin()
    assert gc.isenabled()
    assert gc.get_threshold() == (*before[:2], SELDOM)
    assert gc.get_freeze_count() == 0, "the first screen is no garbage one day"
    garbage.go_on()
    assert gc.get_freeze_count() == 0, "what is not put off needs no going on"
    garbage.put_off()
    garbage.go_on()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0


async def test_a_key_and_a_click_at_the_application_are_hands_that_move() -> None:
    async def opening() -> Page[None]:
        return Page()

    app = AlignApp(opening)
    async with app.run_test() as pilot:
        await until(lambda: isinstance(app.screen, Page))
        due = [app._garbage._due]
        await pilot.press("x")
        due.append(app._garbage._due)
        await pilot.click(offset=(3, 3))
        due.append(app._garbage._due)
    assert due[0] is None
    assert None not in due[1:]
    assert due[1] is not due[2]


def test_a_command_that_is_loaded_has_garbage_searched_for(capsys: pytest.CaptureFixture[str]) -> None:
    garbage.put_off()
    assert run(["completion", "bash"]) == 0
    assert gc.isenabled()
    assert capsys.readouterr().out
