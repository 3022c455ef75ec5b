"""Garbage is searched for when hands rest, and what was loaded is not searched through."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator

import pytest

from align.ui import garbage


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.enable()
    gc.unfreeze()


async def test_hands_that_move_put_the_search_off_and_hands_that_rest_have_one(monkeypatch: pytest.MonkeyPatch) -> None:
    searched = asyncio.Event()
    monkeypatch.setattr(gc, "collect", searched.set)
    monkeypatch.setattr(garbage, "REST", 3600.0)
    at_rest = garbage.AtRest()
    at_rest.stir()
    first = at_rest._due
    monkeypatch.setattr(garbage, "REST", 0.0)
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
    garbage.AtRest()._search()
    garbage.go_on()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0
    gc.unfreeze()
    garbage.go_on()
    assert gc.get_freeze_count() == 0, "what is not put off needs no going on"
