"""The door opens for the code alone, slowly for guessers, and tells them nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis.strategies import floats, lists, tuples

from align.sync.door import BURST, FREE_TRIES, LOCK_AFTER, LONGEST_WAIT, Door, neighbourhood, new_token, token_hash

CODE = "K7QF-2MZD"


def guess(door: Door, count: int, now: float, start: int = 0) -> None:
    """Give so many wrong codes, each from another address."""
    for number in range(start, start + count):
        assert not door.judge("0000-0000", f"10.1.{number // 250}.{number % 250}", now)


@pytest.mark.parametrize("typed", [CODE, "k7qf2mzd", " k7qf 2mzd ", "K7QF2MZD"])
def test_the_right_code_opens_however_it_is_typed(typed: str) -> None:
    assert Door(CODE).judge(typed, "10.0.0.1", 5.0)


@pytest.mark.parametrize("typed", ["", "K7QF-2MZ", "K7QF-2MZDX", "\ud800", "0000-0000"])
def test_any_other_code_does_not(typed: str) -> None:
    assert not Door(CODE).judge(typed, "10.0.0.1", 5.0)


@pytest.mark.parametrize("typed", ["", "-", "0000-0000"])
def test_a_door_without_a_code_opens_for_nobody(typed: str) -> None:
    assert not Door("").judge(typed, "10.0.0.1", 5.0)


def test_an_address_may_slip_a_few_times_and_then_waits_twice_as_long_each_time() -> None:
    door, now = Door(CODE), 100.0
    for _ in range(FREE_TRIES):
        assert not door.judge("0000-0000", "10.0.0.1", now)
    for wait in (1.0, 2.0, 4.0, 8.0):
        assert not door.judge(CODE, "10.0.0.1", now + wait - 0.01), "even the right code has to wait"
        assert door.judge(CODE, "10.0.0.2", now), "others do not"
        now += wait
        assert not door.judge("0000-0000", "10.0.0.1", now)


def test_a_right_code_forgives_the_slips_of_its_address() -> None:
    door = Door(CODE)
    for _ in range(5):
        for _ in range(FREE_TRIES - 1):
            assert not door.judge("0000-0000", "10.0.0.1", 1.0)
        assert door.judge(CODE, "10.0.0.1", 1.0)


def test_from_all_addresses_together_one_wrong_code_a_second_is_judged_after_a_burst() -> None:
    door = Door(CODE)
    guess(door, BURST, 100.0)
    assert door.failures == BURST
    guess(door, 10, 100.5, start=50)
    assert door.failures == BURST, "not judged"
    assert not door.judge(CODE, "10.9.9.9", 100.9)
    guess(door, 10, 101.0, start=100)
    assert door.failures == BURST + 1


def test_after_fifty_wrong_codes_the_code_is_worthless() -> None:
    door = Door(CODE)
    guess(door, BURST, 0.0)
    for second in range(1, LOCK_AFTER - BURST + 1):
        assert not door.locked
        guess(door, 1, float(second), start=BURST + second)
    assert door.locked
    assert not door.judge(CODE, "10.9.9.9", 10_000.0)


def test_a_new_code_unlocks_the_door_and_the_old_one_stays_worthless() -> None:
    door = Door(CODE)
    for second in range(LOCK_AFTER):
        guess(door, 1, float(second), start=second)
    assert door.locked
    door.change("ABCD-EFGH")
    assert door.judge("ABCD-EFGH", "10.9.9.9", 100.0) and not door.judge(CODE, "10.9.9.9", 100.0)
    assert not door.locked


@given(lists(tuples(floats(0, 20), floats(0, 3)), max_size=200))
def test_no_timing_of_guesses_beats_one_a_second(gaps: list[tuple[float, float]]) -> None:
    door, now = Door(CODE), 0.0
    for number, (gap, _) in enumerate(gaps):
        now += gap
        door.judge("0000-0000", f"10.0.{number // 250}.{number % 250}", now)
    assert door.failures <= BURST + now + 1e-6
    assert door.failures <= LOCK_AFTER


def test_an_address_never_waits_longer_than_the_longest() -> None:
    door, now = Door(CODE), 0.0
    for _ in range(LOCK_AFTER - 1):
        now += LONGEST_WAIT
        door.judge("0000-0000", "10.0.0.1", now)
    assert door.failures == LOCK_AFTER - 1
    assert door.judge(CODE, "10.0.0.1", now + LONGEST_WAIT)


def test_a_code_is_not_to_be_found_in_the_door() -> None:
    door = Door(CODE)
    door.judge("ABCD-EFGH", "10.0.0.1", 1.0)
    kept = repr(vars(door)).upper()
    assert not any(part in kept for part in ("K7QF", "2MZD", "ABCD", "EFGH"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("10.0.0.1", "10.0.0.2", False),
        ("10.0.0.1", "::ffff:10.0.0.1", True),
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("fe80::1%eth0", "fe80::2%eth0", True),
        ("", "10.0.0.1", False),
    ],
)
def test_limits_see_an_ipv6_network_as_one_origin(one: str, other: str, same: bool) -> None:
    assert (neighbourhood(one) == neighbourhood(other)) is same


def test_tokens_are_long_random_and_stored_only_as_a_hash() -> None:
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert all(len(token) >= 27 for token in tokens), "160 bits are 27 letters"
    token = tokens.pop()
    assert token_hash(token) == token_hash(token) and token not in token_hash(token)
    assert token_hash("\ud800"), "what a stranger sends is hashed whatever it is"
