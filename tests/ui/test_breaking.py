"""Lines of Chinese and Japanese: full, never begun by what closes, never ended by what opens; Latin text as ever."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich import _wrap as read
from rich.cells import cell_len
from textual.content import Content
from textual.document._document import Document
from textual.document._wrapped_document import WrappedDocument

from align.ui.breaking import breaks, cells, fold, guard_breaking, has_ideographs
from align.ui.plain.console import folded

CLOSING, OPENING = "、。」）ーっ！", "「（"
SENTENCE = "align は「言わなかった前提」を声に出す（Pune、Boston、Basel の 9 人）。まず一人で書き、後で一緒に話します。"

ideographs = st.text("人前提声出書後話音回答日本あいうカキク", min_size=1, max_size=9)
latin = st.text("abcdefghij", min_size=1, max_size=9)
spaced = st.builds(lambda word: f" {word} ", latin)
quoted = st.builds(lambda text: f"「{text}」", ideographs)
ended = st.builds(lambda text, mark: text + mark, ideographs, st.sampled_from(CLOSING))
texts = st.lists(st.one_of(ideographs, latin, spaced, quoted, ended), min_size=1, max_size=14).map("".join)
anything = st.text("abcdefgh·●○", min_size=1, max_size=9) | st.sampled_from("·●○")
companions = latin | st.builds("{} ·".format, latin) | st.builds("{} {}".format, st.sampled_from("●○"), latin)
widths = st.integers(24, 60)


@pytest.fixture(autouse=True, scope="module")
def guarded() -> None:
    guard_breaking()


def wrapped(text: str, width: int) -> list[str]:
    return [piece.plain for piece in Content(text).wrap(width)]


@settings(max_examples=50)
@given(texts, widths)
def test_every_line_fits_and_nothing_is_lost(text: str, width: int) -> None:
    for lines in (wrapped(text, width), fold(text, width)):
        assert all(cell_len(line) <= width for line in lines)
        assert "".join("".join(lines).split()) == "".join(text.split())


@settings(max_examples=50)
@given(texts, st.integers(2, 23))
@example("abcdefgh  xyz日", 4)
def test_every_line_of_a_very_narrow_terminal_fits_too(text: str, width: int) -> None:
    lines = fold(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert all(line == line.strip() for line in lines[1:])
    assert "".join("".join(lines).split()) == "".join(text.split())


@settings(max_examples=50)
@given(texts, widths)
def test_no_line_begins_with_what_closes_or_ends_with_what_opens(text: str, width: int) -> None:
    for lines in (wrapped(text, width), fold(text, width)):
        for before, after in pairwise(lines):
            assert after.lstrip()[:1] not in CLOSING, (before, after)
            assert before.rstrip()[-1:] not in OPENING, (before, after)


@settings(max_examples=50)
@given(texts, widths)
def test_a_line_is_as_full_as_it_can_be(text: str, width: int) -> None:
    for lines in (wrapped(text, width), fold(text, width)):
        for before, after in pairwise(lines):
            if after is lines[-1] and len(after.split()) == 2 and not has_ideographs(text):
                continue  # a last word that has company
            first = after.split()[0] if after.split() else ""
            least = first[: (breaks(first) or [len(first)])[0]]
            # A space between the two has gone with the line's end.
            assert cell_len(before) + cell_len(least) >= width, (before, after)


@settings(max_examples=50)
@given(texts, widths)
def test_a_latin_word_is_never_taken_apart(text: str, width: int) -> None:
    for lines in (wrapped(text, width), fold(text, width)):
        parts = [part for line in lines for part in re.findall("[a-j]+", line)]
        assert parts == re.findall("[a-j]+", text) or any(len(word) > width for word in re.findall("[a-j]+", text))


@settings(max_examples=50)
@given(st.text("ab ,.-(\u00e4\u00e9\u0430", max_size=80), widths)
def test_what_has_no_ideograph_is_cut_into_words_as_ever(text: str, width: int) -> None:
    words = [match.span() for match in re.finditer(r"\s*\S+\s*", text)]
    assert [(begin, end) for begin, end, _ in read.words(text)] == words
    assert not breaks(text)


@pytest.mark.parametrize("width", range(24, 60))
def test_what_one_writes_is_broken_like_what_one_reads(width: int) -> None:
    lines = WrappedDocument(Document(SENTENCE), width).lines[0]
    assert all(cell_len(line.rstrip()) <= width for line in lines)
    assert all(line[:1] not in CLOSING for line in lines[1:])
    assert len(lines) <= cell_len(SENTENCE) // (width - 12) + 1


def test_a_latin_word_in_japanese_leaves_no_line_half_empty() -> None:
    lines = wrapped(SENTENCE, 31)
    assert lines[0] == "align は「言わなかった前提」を"
    assert all(cell_len(line) >= 31 - 4 for line in lines[:-1])


def test_accents_and_joined_letters_stay_together() -> None:
    assert breaks("か\u3099き") == [2]
    assert cells("か\u3099き") == 4
    assert breaks("葛\U000e0100城") == [2]


def test_a_word_that_no_line_holds_is_cut() -> None:
    assert fold("「" * 5 + "人", 6) == ["「「「", "「「人"]
    assert fold("", 10) == [""]


def test_no_short_word_is_left_alone_on_the_last_line() -> None:
    told = "Your own sentence says what it means here, so that nobody assumes it."
    assert wrapped(told, 66) == ["Your own sentence says what it means here, so that nobody", "assumes it."]


@pytest.mark.parametrize(
    ("told", "width", "lines"),
    [
        ("so that nobody understands everything", 20, ["so that nobody", "understands", "everything"]),  # no room
        ("internationalisation is", 20, ["internationalisation", "is"]),  # there is one word to spare, and it is long
        ("Pune  working time", 13, ["Pune  working", "time"]),  # a column stays a column
        ("a b", 1, ["a", "b"]),
    ],
)
def test_a_last_word_stays_where_the_line_before_has_none_to_spare(told: str, width: int, lines: list[str]) -> None:
    assert wrapped(told, width) == lines


@settings(max_examples=50)
@given(st.lists(anything, min_size=1, max_size=14).map(" ".join), widths)
def test_whatever_points_and_marks_are_among_words_lines_fit_and_nothing_is_lost(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert " ".join(lines) == text


@settings(max_examples=300)
@given(st.lists(companions, min_size=1, max_size=14), widths)
def test_a_point_ends_a_line_and_a_mark_stays_with_its_word(together: list[str], width: int) -> None:
    lines = wrapped(" ".join(together), width)
    assert " ".join(lines) == " ".join(together)
    ends = {len(" ".join(together[:n])) for n in range(len(together) + 1)}
    assert {len(" ".join(lines[:n])) for n in range(len(lines) + 1)} <= ends, lines


@pytest.mark.parametrize(
    ("told", "width", "lines"),
    [
        ("this is what people wrote here · yet", 34, ["this is what people wrote", "here · yet"]),
        ("one two three four ○ not yet", 26, ["one two three four", "○ not yet"]),
    ],
)
def test_what_keeps_a_last_word_company_takes_its_point_and_its_mark_along(
    told: str, width: int, lines: list[str]
) -> None:
    assert wrapped(told, width) == lines


def test_points_and_marks() -> None:
    assert wrapped("shown by region · without names", 16) == ["shown by", "region ·", "without names"]
    assert wrapped("● done, ◐ begun, ○ not yet", 9) == ["● done,", "◐ begun,", "○ not yet"]
    assert fold("shown by region · without names", 15) == ["shown by", "region ·", "without names"]


def test_a_hard_space_ends_no_line() -> None:
    guard_breaking()
    text = Content("Que veut dire «\u00a0urgent\u00a0» chez vous\u00a0? Rien.")
    for width in range(12, 40):
        lines = [line.plain for line in text.wrap(width)]
        assert not any(line.rstrip().endswith(("«", "urgent", "vous")) for line in lines), lines


def test_by_lines_an_answer_in_chinese_keeps_its_indent() -> None:
    first, *more = folded("  " + "先保护什么，" * 9, 40)
    assert first.startswith("  先")
    assert more
    assert all(cells(line) <= 40 for line in (first, *more))
