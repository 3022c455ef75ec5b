"""By lines in another language: keys stand out among its words, and what it shows can be typed in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
import pytest

from align.domain.values import words
from align.engine.languages import speak_language
from align.errors import Rejected
from align.language import ENGLISH, _
from align.ui.plain import calendar, signing, taking_part, within
from align.ui.plain.inputs import how_to, is_yes, value_of
from align.ui.plain.signing import TWO_MEANINGS
from align.ui.plain.spoken import duration_example, window_example
from align.ui.plain.steps import read
from align.ui.plain.within import Within
from tests.support import builders
from tests.support.linked import linked
from tests.ui.lines import AtALine
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


@pytest.mark.parametrize("code", ["en", "de", "es", "fr", "ja", "zh"])
async def test_no_yes_of_any_language_begins_an_objection_and_what_may_mean_two_things_is_told(code: str) -> None:
    async with linked(builders.plan()) as team:
        desk, me = await team.desk(), await team.join("p1")
        await seal(desk)
        speak_language(code)
        own = _("yes")
        for yes in {"y", "yes", own, own[:1]}:
            told = " ".join((await by_lines(team, me, yes, "")).split())
            assert _("What would have to change? (an objection needs a reason)") not in told
            assert (_("Received.") in told) is (yes != "o")
            assert (" ".join(_(TWO_MEANINGS).split()) in told) is (yes == "o")
        assert all(said.agrees for said in desk.state.signatures[1])
        await by_lines(team, me, "n", "Not at night.", "")
        assert not desk.state.signatures[1][-1].agrees
        speak_language(ENGLISH)


@pytest.mark.parametrize(
    ("code", "none"),
    [("en", "None."), ("de", "keine"), ("de", "Keines"), ("de", "nichts"), ("es", "ninguna"), ("es", "Ninguno"),
     ("es", "nada"), ("fr", "aucune"), ("fr", "aucun"), ("fr", "rien"), ("ja", "なし"), ("zh", "没有"), ("zh", "none")],
)  # fmt: skip
async def test_none_ends_a_list_in_each_language_and_is_no_thing_of_it(code: str, none: str) -> None:
    speak_language(code)
    signs = next(prompt for prompt in builders.PROMPTS if prompt.type == "list")
    with pytest.raises(Rejected):
        await read(Within(AtALine().console, signs), signs, none)
    at = AtALine()
    at.puts(none, "not read")
    assert await read(Within(at.console, signs), signs, "no answer for days") == ["no answer for days"]
    at = AtALine()
    at.puts(f"{none} 2", "")
    assert await read(Within(at.console, signs), signs, "a") == ["a", f"{none} 2"]


@pytest.mark.parametrize(
    ("code", "days", "none"),
    [
        ("en", "Mon-Fri", "none"), ("de", "Mo-Fr", "keine"), ("de", "Montag-Freitag", "keine solchen Stunden"),
        ("es", "lun-vie", "ninguna"), ("es", "Lunes-Viernes", "ninguno"), ("fr", "lun-ven", "aucun"),
        ("ja", "月-金", "なし"), ("zh", "周一-周五", "无"),
    ],
)  # fmt: skip
def test_days_and_no_hours_are_typed_as_the_language_shows_them_and_in_english(code: str, days: str, none: str) -> None:
    speak_language(code)
    window = msgspec.structs.replace(builders.plan().prompt("wait"), type="window")
    weekdays = {"days": ["mon", "tue", "wed", "thu", "fri"], "start": "18:00", "end": "20:00"}
    shown = words(window, weekdays)
    for line in (f"{days} 18:00-20:00", shown, "Mon-Fri 18:00-20:00", window_example()):
        assert value_of(window, line) == weekdays
    for line in (none, words(window, value_of(window, "none")), "none"):
        assert value_of(window, line)["days"] == []
    assert window_example() in how_to(window)


@pytest.mark.parametrize(
    ("code", "line", "amount", "unit", "clock"),
    [
        ("en", "4 working hours", 4, "hours", "working"), ("en", "1.5 d", 1.5, "days", "working"),
        ("en", "2 days on the clock", 2, "days", "elapsed"), ("en", "3 hrs elapsed", 3, "hours", "elapsed"),
        ("es", "1,5 días", 1.5, "days", "working"), ("es", "4 horas", 4, "hours", "working"),
        ("es", "2 dias de reloj", 2, "days", "elapsed"), ("es", "1 hora", 1, "hours", "working"),
        ("es", "2 working hours", 2, "hours", "working"), ("de", "4 Stunden", 4, "hours", "working"),
        ("de", "1 Arbeitstag", 1, "days", "working"), ("fr", "1,5 jour", 1.5, "days", "working"),
        ("ja", "時計で 2 時間", 2, "hours", "elapsed"), ("ja", "2時間", 2, "hours", "working"),
        ("zh", "2 天", 2, "days", "working"),
    ],
)  # fmt: skip
def test_a_time_is_typed_as_the_language_shows_it_and_in_english(
    code: str, line: str, amount: float, unit: str, clock: str
) -> None:
    speak_language(code)
    wait = msgspec.structs.replace(builders.plan().prompt("wait"), clocks=("working", "elapsed"))
    given = {"amount": amount, "unit": unit, "clock": clock}
    assert value_of(wait, line) == given
    assert value_of(wait, words(wait, given)) == given
    assert value_of(wait, duration_example(wait)) and duration_example(wait) in how_to(wait)
    for no in ("2 meses", "2 months", "2", "2 2 hours", "hours"):
        with pytest.raises(Rejected):
            value_of(wait, no)
