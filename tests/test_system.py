"""Why something cannot be read is said in our own words, in the language spoken, with its place and nothing of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from align.domain.codec import from_doc
from align.engine.languages import speak_language
from align.errors import StoreError
from align.language import ENGLISH, retold
from align.storage.snapshot import BEGINNING, parts


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    speak_language(ENGLISH)


@pytest.mark.parametrize(
    ("data", "said", "german"),
    [
        (BEGINNING + b": secret", "damaged (from byte 16 on it is no JSON)", "ab Byte 16 ist es kein JSON"),
        (BEGINNING + b': {"1": {', "damaged (it ends in the middle)", "sie bricht mittendrin ab"),
        (b"secret", "not a workshop file of align: from byte 0 on it is no JSON.", "ab Byte 0 ist es kein JSON"),
        (b'"secret\xff"', "not a workshop file of align: from byte 6 on it is no text.", "ab Byte 6 ist es kein Text"),
        (b"[" * 100_000, "not a workshop file of align: it is not what align writes.", "nicht, was align schreibt"),
    ],
)
def test_a_file_that_is_no_json_is_told_by_its_place(data: bytes, said: str, german: str) -> None:
    with pytest.raises(StoreError) as caught:
        parts(data, "orion-3.json")
    assert said in str(caught.value) and "secret" not in str(caught.value)
    speak_language("de")
    assert german in retold(str(caught.value))


@pytest.mark.parametrize(
    ("doc", "where"),
    [
        ({"seq": 3, "id": 5, "event": {}}, "something is wrong at $.id"),
        ({"seq": 3}, "something is wrong at id"),
    ],
)
def test_a_record_that_is_no_fact_is_told_by_its_field(doc: dict[str, Any], where: str) -> None:
    with pytest.raises(StoreError, match=r"^Record 3 is not an align fact: ") as caught:
        from_doc(doc)
    assert str(caught.value).endswith(f"{where}.")
    speak_language("de")
    assert "stimmt etwas nicht" in retold(str(caught.value))
