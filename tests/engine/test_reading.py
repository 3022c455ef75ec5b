"""A workshop is read as it is, as it was sealed, and as it goes on, also beside its host."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from align.domain.codec import Fact, to_doc
from align.domain.model import Phase
from align.engine.hosting import host
from align.engine.reading import follow, read_public, read_sealed
from align.errors import StoreError
from align.storage import create
from tests.charter.story import answered, answers, shown, story, the_plan
from tests.support.builders import Played


def docs(played: Played) -> list[dict[str, Any]]:
    """Return a played workshop as a store keeps it."""
    return [to_doc(Fact(f"id-{number}", event)) for number, event in enumerate(played.log)]


def kept(path: Path, played: Played) -> Path:
    """Store a played workshop."""
    store = create(path)
    store.append(docs(played), 0)
    store.close()
    return path


def test_a_sealed_version_is_what_everybody_saw_at_its_seal(tmp_path: Path) -> None:
    path = kept(tmp_path / "w.json", story())
    assert read_sealed(path) == {1: shown(story())}
    assert read_sealed(path)[1] == read_public(path)


def test_what_is_not_sealed_has_no_version(tmp_path: Path) -> None:
    assert read_sealed(kept(tmp_path / "w.json", answered(the_plan(), answers()))) == {}


def test_following_gives_each_new_state_once_and_nothing_when_nothing_was_added(tmp_path: Path) -> None:
    path, facts = tmp_path / "w.json", docs(story())
    store = create(path)
    store.append(facts[:1], 0)
    steps, waits = iter([facts[1:2], [], facts[2:], []]), 0

    def wait() -> None:
        nonlocal waits
        waits += 1
        step = next(steps, None)
        if step is None:
            raise TimeoutError
        store.append(step, store.seq) if step else store.fold()

    phases: list[Phase] = []
    with pytest.raises(TimeoutError):
        for state in follow(path, wait):
            phases.append(state.phase)
    store.close()
    assert phases == ["setup", "assume", "sealed"]
    assert waits == 5


def test_following_a_workshop_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no workshop"):
        next(follow(tmp_path / "none.json", lambda: None))


async def test_a_file_whose_set_up_was_cut_off_is_neither_read_nor_hosted(tmp_path: Path) -> None:
    path = tmp_path / "w.json"
    create(path).close()
    with pytest.raises(StoreError, match="set-up was cut off"):
        read_public(path)
    with pytest.raises(StoreError, match="set-up was cut off"):
        async with host(path, "w", port=0):
            pass
