"""By lines in another language: keys stand out among its words, and what it shows can be typed in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from align.engine.languages import speak_language
from align.language import ENGLISH, _
from align.ui.plain import calendar, signing, taking_part, within
from align.ui.plain.inputs import is_yes
from tests.support import builders
from tests.support.linked import linked
from tests.ui.test_signing import by_lines, seal

WITH_KEYS = (
    signing.KEYS, calendar.KEYS, calendar.ONCE, taking_part.KEYS, taking_part.GUESS_KEYS, taking_part.Said().hand_in,
    within.KEYS, within.WORD, "{what}? y or n:",
)  # fmt: skip


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    """The language is one of the process: the next test speaks English."""
    yield
    speak_language(ENGLISH)


@pytest.mark.parametrize("code", ["de", "es", "fr"])
def test_a_key_that_may_be_a_word_of_the_language_stands_in_its_quotes(code: str) -> None:
    speak_language(code)
    for said in map(_, WITH_KEYS):
        bare = re.sub(r"«\s?\w\s?»|„\w“", "", said)
        assert bare != said and not re.findall(r"(?<![\w'])[b-np-xz](?![\w'])", bare), said
        assert not bare.startswith(("y ", "o ")), said


@pytest.mark.parametrize(("code", "own"), [("de", "Ja"), ("es", "sí"), ("fr", "oui"), ("ja", "はい"), ("zh", "是")])
def test_a_yes_is_taken_in_the_language_spoken_and_by_y(code: str, own: str) -> None:
    assert not is_yes(own)
    speak_language(code)
    assert all(map(is_yes, ("y", "YES", own, own[0]))) and not any(map(is_yes, ("", "n", "no", "1")))


async def test_an_objection_is_quoted_before_the_keys_and_an_own_yes_signs() -> None:
    async with linked(builders.plan()) as team:
        desk, me = await team.desk(), await team.join("p1")
        await seal(desk)
        speak_language("es")
        said = await by_lines(team, me, "o", "Falta quien responda.", "sí", "")
        assert "Usted objeta: «Falta quien responda». «y» la firma" in said
        speak_language(ENGLISH)
        agreed = desk.state.signed("p1")
        assert agreed is not None and agreed.agrees
