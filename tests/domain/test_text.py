"""Cleaned text cannot move a cursor, hide or reorder anything, and real writing stays as it is."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.domain.text import LONGEST_TEXT, MOST_LINES, clean, clean_line, isolate, name_key
from tests.support.figures import SEED, tell

ANY = st.text(alphabet=st.characters(codec=None), max_size=300)
SAMPLES = [
    "Straße, naïve, façade", "Ελληνικά κείμενα", "Русский текст", "עברית עם ניקוד שָׁלוֹם", "العربية ١٢٣",
    "می‌خواهم", "हिन्दी क्ष", "தமிழ்", "ภาษาไทยน้ำ", "日本語のテスト", "简体中文", "한국어", "Tiếng Việt ngữ", "👩‍👩‍👧 🇩🇪",
]  # fmt: skip
HOSTILE = [
    "\x1b]52;c;aGVsbG8=\x07x", "\x1b[2Jx", "\x9b31mx", "x\u202ey", "\u2066x\u2069", "x\u200by", "\ufeffx",
    "\ud800x", "x\x00y", "\x7fx", "a\U000e0041", "x\ufdd0", "e" + "\u0301" * 200,
]  # fmt: skip


TEXTS = 20_000
ODDITIES = [
    *map(chr, range(0xA0)),
    *map(chr, range(0x300, 0x310)),
    *map(chr, range(0x2000, 0x2070)),
    "\ud800",
    *"aä漢हि👩🇩\n\t",
]


@settings(max_examples=2000)
@given(ANY)
def test_cleaning_leaves_nothing_harmful_and_cleaning_again_changes_nothing(text: str) -> None:
    is_harmless(text, clean(text))


def cleaned_at_random(cleaning: Callable[[str], str]) -> None:
    chance = Random(SEED)
    for number in range(TEXTS):
        size = chance.choice((3, 10, 60))
        letters = [chr(chance.randrange(0x110000)) for _ in range(size)] if number % 2 else ODDITIES
        is_harmless(text := "".join(chance.choices(letters, k=size)), cleaning(text))


def test_twenty_thousand_random_texts_are_harmless_when_cleaned() -> None:
    cleaned_at_random(clean)
    tell("17 cleaned texts", f"{TEXTS} texts, {len(SAMPLES)} scripts unchanged")


@pytest.mark.parametrize("left", ["\x1b", "\u202e", "\u200b", "\ud800"])
def test_cleaning_that_leaves_one_kind_of_character_is_noticed(left: str) -> None:
    with pytest.raises(AssertionError):
        cleaned_at_random(lambda text: clean(text) + (left if left in text else ""))


def is_harmless(text: str, cleaned: str) -> None:
    assert clean(cleaned) == cleaned
    assert len(cleaned) <= LONGEST_TEXT
    assert cleaned.count("\n") < MOST_LINES
    for char in cleaned:
        assert char == "\n" or unicodedata.category(char) not in ("Cc", "Cs")
        assert char in "\u200c\u200d\u200e\u200f\u061c" or unicodedata.category(char) != "Cf"


@pytest.mark.parametrize("sample", SAMPLES)
def test_writing_of_many_scripts_is_unchanged(sample: str) -> None:
    assert clean(sample) == unicodedata.normalize("NFC", sample)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_sequences_lose_their_teeth(text: str) -> None:
    cleaned = clean(text)
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in cleaned)
    assert sum(unicodedata.combining(c) > 0 for c in unicodedata.normalize("NFD", cleaned)) <= 5


def test_a_name_is_one_line_of_at_most_forty_characters() -> None:
    assert clean_line("  Ana\n\tMaria  ") == "Ana Maria"
    assert len(clean_line("x" * 99)) == 40


def test_names_that_differ_only_in_case_width_or_spaces_are_the_same() -> None:
    assert name_key("ＡＮＮＡ  Ｋ") == name_key("anna k")


def test_marks_stacked_with_joiners_between_them_are_limited_too() -> None:
    tower = "e" + ("\u0301" * 4 + "\u200d") * 500
    assert len(clean(tower)) < 10
    assert clean("क्‍ष") == "क्‍ष"


@pytest.mark.parametrize("name", ["An\u200dna", "Anna\u200e", "An\ufe0fna", "Аnna", "Αnna", "A\u034fnna", "ANNA"])
def test_a_name_that_looks_like_anothers_is_the_same_name(name: str) -> None:
    assert name_key(name) == name_key("Anna")


@pytest.mark.parametrize("name", ["", " ", "\u200e", "\u3164", "\u2800", "\u115f\u1160", "\ufe0f", "\u200d\u200d"])
def test_a_name_that_shows_nothing_is_no_name(name: str) -> None:
    assert name_key(name) == ""


@pytest.mark.parametrize(("one", "other"), [("Al", "Ai"), ("Ana", "Ána"), ("Анна", "Anna"), ("Li", "Lee")])
def test_names_that_look_different_stay_different(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_foreign_text_is_isolated_from_its_surroundings() -> None:
    assert isolate("abc") == "abc"
    assert isolate("שלום").startswith("\u2068")
