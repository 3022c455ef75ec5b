"""What every store promises, whatever it stands on: one suite for all implementations of the port."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from align.errors import StoreError
from align.storage import MemoryStore, Store, create


@pytest.fixture(params=["memory", "tinydb"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    store: Store = MemoryStore() if request.param == "memory" else create(tmp_path / "orion-3.json")
    yield store
    store.close()


def nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth - 1):
        value = [value]
    return {"value": value}


def test_a_new_store_is_empty(store: Store) -> None:
    assert (store.seq, store.read(), store.warnings) == (0, [], [])


def test_events_are_numbered_from_one_in_the_order_given(store: Store) -> None:
    assert store.append([{"n": "a"}, {"n": "b"}], 0) == 2
    assert store.append([{"n": "c"}], 2) == store.seq == 3
    assert store.read() == [{"n": "a", "seq": 1}, {"n": "b", "seq": 2}, {"n": "c", "seq": 3}]


def test_reading_after_a_number_gives_the_rest(store: Store) -> None:
    store.append([{"n": n} for n in range(5)], 0)
    assert [event["seq"] for event in store.read(3)] == [4, 5]
    assert store.read(5) == store.read(99) == []
    assert len(store.read(-1)) == 5


def test_storing_nothing_changes_nothing(store: Store) -> None:
    assert store.append([], 0) == 0


@pytest.mark.parametrize("expected", [0, 2, -1])
def test_a_writer_with_an_old_picture_is_refused_and_nothing_stored(store: Store, expected: int) -> None:
    store.append([{"n": 1}], 0)
    with pytest.raises(StoreError, match="holds 1 events"):
        store.append([{"n": 2}], expected)
    assert store.read() == [{"n": 1, "seq": 1}]


def test_an_event_with_another_number_of_its_own_is_refused(store: Store) -> None:
    assert store.append([{"seq": 1}], 0) == 1
    with pytest.raises(StoreError, match="would be stored as 2"):
        store.append([{"seq": 7}], 1)


def test_changing_what_was_given_or_read_does_not_change_the_store(store: Store) -> None:
    given: dict[str, Any] = {"tags": ["a"]}
    store.append([given], 0)
    given["tags"].append("b")
    store.read()[0]["tags"].append("c")
    assert store.read() == [{"tags": ["a"], "seq": 1}]


def test_json_values_come_back_as_they_went_in(store: Store) -> None:
    event = {
        "text": 'ä "quoted"\n\t\x00 日本 👩‍👩‍👧 \u2028',
        "i": -(2**63),
        "f": 0.1,
        "none": None,
        "yes": True,
        "": [{}],
    }
    store.append([event], 0)
    assert store.read() == [{**event, "seq": 1}]
    assert [type(value) for value in store.read()[0].values()][1:5] == [int, float, type(None), bool]


def test_a_tuple_comes_back_as_a_list(store: Store) -> None:
    store.append([{"t": (1, (2,))}], 0)
    assert store.read()[0]["t"] == [1, [2]]


def test_eight_levels_are_stored(store: Store) -> None:
    assert store.append([nested(8)], 0) == 1


def endless() -> dict[str, Any]:
    event: dict[str, Any] = {}
    event["self"] = event
    return event


@pytest.mark.parametrize(
    ("event", "sentence"),
    [
        ({"a": {"b": [float("nan")]}}, r"at a\.b\[0\] is nan"),
        ({"a": float("inf")}, "not a JSON number"),
        ({"a": {1, 2}}, "type set"),
        ({"a": b"x"}, "type bytes"),
        ({"a": object()}, "type object"),
        ({1: "a"}, "key 1"),
        ({"a": "\ud800"}, "lone surrogate"),
        ({"\udfff": 1}, "lone surrogate"),
        ({"a": 2**63}, "64 bits"),
        (nested(9), "deeper than 8"),
        (endless(), "deeper than 8"),
        ("text", "not str"),
        (None, "not NoneType"),
    ],
)
def test_what_is_no_plain_json_is_refused_with_all_of_its_batch(store: Store, event: Any, sentence: str) -> None:
    with pytest.raises(StoreError, match=sentence):
        store.append([{"good": 1}, event], 0)
    assert store.seq == 0
    assert store.append([{"good": 2}], 0) == 1, "a refused event does not close the store"
    assert store.read() == [{"good": 2, "seq": 1}]


def test_a_closed_store_takes_no_event_and_closes_twice(store: Store) -> None:
    store.append([{"n": 1}], 0)
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.append([{"n": 2}], 1)
