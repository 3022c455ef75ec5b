"""Certificates, waits, allowances and queues do what they say."""

from __future__ import annotations

import itertools
import random
import ssl

from hypothesis import given
from hypothesis.strategies import binary, floats, integers, lists

from align.sync.backoff import LONGEST, backoff
from align.sync.certificate import fingerprint, fingerprint_of, new_certificate, server_context
from align.sync.limits import PIECE, Allowance, SendQueue


def test_every_certificate_is_another_and_its_fingerprint_is_that_of_what_clients_see() -> None:
    one, other = new_certificate(), new_certificate()
    assert fingerprint_of(one) != fingerprint_of(other)
    der = ssl.PEM_cert_to_DER_cert(one[one.index("-----BEGIN CERTIFICATE") :])
    assert fingerprint_of(one) == fingerprint(der)
    assert len(fingerprint(der)) == 32 and set(fingerprint(der)) <= set("abcdefghijklmnopqrstuvwxyz234567")


def test_a_host_speaks_nothing_older_than_tls_1_3() -> None:
    assert server_context(new_certificate()).minimum_version is ssl.TLSVersion.TLSv1_3


@given(integers())
def test_waits_begin_short_grow_and_stay_below_the_longest(seed: int) -> None:
    waits = list(itertools.islice(backoff(random.Random(seed).random), 20))
    assert 0 <= waits[0] <= 0.25
    for wait, whole in zip(waits[1:], [0.5, 1, 2, 4, 8, *[LONGEST] * 14], strict=True):
        assert whole / 2 <= wait <= whole


def test_a_room_that_lost_its_host_does_not_come_back_in_one_instant() -> None:
    firsts = sorted(next(backoff(random.Random(seed).random)) for seed in range(300))
    assert firsts[150] - firsts[0] > 0.05


@given(lists(floats(0, 2), max_size=300))
def test_an_allowance_grants_its_burst_and_its_rate_and_no_more(gaps: list[float]) -> None:
    allowance, now, granted = Allowance(10, 60, 0.0), 0.0, 0
    for gap in gaps:
        now += gap
        wait = allowance.wait(now)
        granted += not wait
        assert 0 <= wait <= 0.1
    assert granted <= 60 + 10 * now + 1e-6
    assert granted >= min(len(gaps), 60)


def test_after_the_wait_there_is_one_to_take_and_what_is_given_back_can_be_taken() -> None:
    allowance = Allowance(10, 1, 0.0)
    assert allowance.wait(0.0) == 0
    wait = allowance.wait(0.0)
    later = wait + 1e-9
    assert wait and allowance.wait(later) == 0
    assert not allowance.is_whole(later)
    allowance.give_back()
    assert allowance.is_whole(later) and allowance.wait(later) == 0


@given(lists(binary(max_size=40).map(lambda part: part * 5_000), max_size=8))
def test_a_queue_gives_back_what_was_put_in_pieces_that_the_network_takes(parts: list[bytes]) -> None:
    queue = SendQueue(100, 10_000_000)
    assert all(map(queue.put, parts))
    taken = []
    while queue.size:
        taken.append(queue.take())
        assert len(taken[-1]) <= PIECE
    assert b"".join(taken) == b"".join(parts)


def test_a_queue_takes_no_more_than_it_may_and_goes_on_when_there_is_room() -> None:
    queue = SendQueue(parts=2, size=10)
    assert queue.put(b"12345678") and not queue.put(b"123") and queue.put(b"1")
    assert not queue.put(b"1"), "two parts are enough"
    assert queue.take() == b"123456781"
    assert queue.put(b"1234567890")
