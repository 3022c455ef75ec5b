"""What is sealed opens for its reader alone, whole and unchanged, and its length says little."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.errors import SyncError
from align.sync import sealing

PRIVATE = sealing.new_key()
READER = sealing.public_key(PRIVATE)


@given(st.binary(max_size=40_000))
def test_the_reader_gets_back_what_was_sealed(content: bytes) -> None:
    sealed = sealing.seal(content, READER)
    assert sealing.unseal(sealed, PRIVATE) == content
    assert len(sealed) == sealing.sealed_size(len(content))


def test_a_few_words_and_a_few_pages_have_the_same_length() -> None:
    assert len(sealing.seal(b"", READER)) == len(sealing.seal(b"x" * 16_000, READER))


def test_the_same_content_never_gives_the_same_bytes() -> None:
    assert sealing.seal(b"same", READER) != sealing.seal(b"same", READER)


def test_nobody_else_opens_it() -> None:
    with pytest.raises(sealing.OtherReaderError):
        sealing.unseal(sealing.seal(b"secret", READER), sealing.new_key())


@given(st.data())
def test_what_is_cut_or_longer_is_refused(data: st.DataObject) -> None:
    sealed = sealing.seal(b"secret", READER)
    size = data.draw(st.integers(0, len(sealed) - 1))
    for changed in (sealed[:size], sealed + bytes(size + 1)):
        with pytest.raises(SyncError):
            sealing.unseal(changed, PRIVATE)


def test_a_key_that_makes_no_secret_is_refused_on_both_sides() -> None:
    nothing = "A" * 43 + "="
    with pytest.raises(ValueError):
        sealing.seal(b"secret", nothing)
    sealed = bytearray(sealing.seal(b"secret", READER))
    sealed[sealing.HEAD - 32 : sealing.HEAD] = bytes(32)
    with pytest.raises(sealing.ChangedError):
        sealing.unseal(bytes(sealed), PRIVATE)
