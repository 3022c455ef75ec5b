"""People's text shows as it was written, wherever a template puts it, and never becomes anything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.charter.markdown import cell, md, quote
from align.domain.text import clean
from tests.charter.reading import ENGINE, shape_of_tables, structure, visible

HOSTILE = (
    "1. a list", "12) another", "- a list", "+ a list", "* a list", "# heading", "heading #", "a # b ##", "> quote",
    "=====", "-----", "***", "___", "____", "```code```", "    code", "~~~", "~~gone~~", "~gone~",
    "*soft* **bold** _soft_",
    "snake_case_name", "`tick", "[a](http://x.example)", "![a](http://x.example/p.png)", "[a]: http://x.example",
    "[^1]", "[!NOTE]", "[ ] task", "<b>bold</b>", "<script>alert(1)</script>", "<!-- -->", "<http://x.example>",
    "http://x.example", "https://x.example/a_b?c=d|e&copy;", "HTTPS://X.EXAMPLE", "ftp://x.example", "www.x.example",
    "(www.x.example)", "x.example", "//x.example", "mailto:a@x.example", "a.b@x.example", "xmpp:a@x.example/b",
    "tel:+123", "@everyone and @here", ":x: :+1: :white_check_mark:", "10:30:00", "a | b", "a \\| b", "a \\", "\\",
    "| --- | --- |", "|", ":-", "&amp; &#65; &copy; R&D", "$x^2$ and $$y$$", "{{ title }} {% raw %}", "a  b", "%", "^",
    "שלום, 1. עולם", "مرحبا | #", "‏- x", "e.g. 5.5 or v1.2", "\u2066http://x.example\u2069", "\u00a0- x", "\u3000# x",
    "http\u200c://x.example", "‘quoted’ “text” – dash … ¼", "a\tb", "'\"", "+", "1.", "1)", "javascript:alert(1)",
    "data:text/html,x", "vscode://x", "ssh://x.example", "#123", "GH-1", "-- --", "\u200d@a", "@\u200da",
)  # fmt: skip
"""What could become something else, one idea each."""

ONE_LINE = st.one_of(st.sampled_from(HOSTILE), st.text(alphabet="a1.:/@#|*_~`<>[]()!&;-+=\\ $wm"), st.text())
LINES = st.lists(ONE_LINE, min_size=1, max_size=4).map("\n".join)

HOLES = {
    "paragraph": "{}\n",
    "after words": "Words {} words\n",
    "heading": "### {}\n",
    "numbered heading": "### 1. {}\n",
    "item": "- {}\n- next\n",
    "item after a number": "- 3 ({}): words\n",
    "table": "| a | b |\n| :--- | :--- |\n| {} | x |\n| x | {} |\n",
    "table head": "| {} | b |\n| :--- | :--- |\n| x | y |\n",
    "after another line": "words\n{}\n",
    "twice": "{} and {}\n",
}


QUOTED = {
    "paragraph_open p",
    "paragraph_close p",
    "hardbreak",
    "blockquote_open blockquote",
    "blockquote_close blockquote",
}


def bare(text: str) -> str:
    """Return a text without any space: Markdown folds spaces, and HTML shows them folded."""
    return "".join(text.split())


def holds(hole: str, text: str) -> None:
    """Assert that a text put into a hole changes nothing but the words that show."""
    frame = HOLES[hole]
    put, plain = frame.replace("{}", cell(text)), frame.replace("{}", "word")
    assert structure(put) == structure(plain), text
    assert shape_of_tables(put) == shape_of_tables(plain), text
    shown = " / ".join(line for line in clean(text).split("\n") if line.strip()) or "–"
    assert bare(visible(put)) == bare(visible(frame.replace("{}", "￼")).replace("￼", shown))


@pytest.mark.parametrize("hole", HOLES)
def test_what_could_become_something_else_stays_text(hole: str) -> None:
    for text in HOSTILE:
        holds(hole, text)


@pytest.mark.parametrize("hole", HOLES)
@given(text=LINES)
def test_any_text_on_one_line_keeps_the_structure_and_shows_its_words(hole: str, text: str) -> None:
    holds(hole, text)


@given(text=LINES)
def test_a_quote_holds_paragraphs_of_plain_text_and_nothing_else(text: str) -> None:
    assert set(structure(f"words\n\n{quote(text)}\n\nwords\n")) <= QUOTED
    assert bare(visible(quote(text)).replace(" / ", "")) == bare(clean(text).replace("\n", "").replace(" / ", ""))


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_is_escaped_twice(text: str) -> None:
    assert md(md(text)) == md(text)
    assert cell(md(text)) == cell(text)


def test_ordinary_words_stay_as_they_are() -> None:
    for text in (
        "It went well.",
        "Answer within 4 hours (5.5 at the most); e.g. by phone – or at 10:30!",
        "C# & R&D, 75 %",
    ):
        assert md(text) == text


def test_every_line_of_a_quote_begins_with_its_mark() -> None:
    assert quote("one\n  two\n\nthree") == "> one\\\n> \u00a0\u00a0two\n>\n> three"


def test_mentions_and_emoji_codes_are_parted_where_a_backslash_would_not_last() -> None:
    shown = ENGINE.renderInline(md("@ann :tada: a@b.example"))
    assert "@ann" not in shown
    assert ":tada:" not in shown
    assert "a@b" not in shown


def test_only_text_written_from_right_to_left_gets_an_isolate() -> None:
    assert md("Zürich – 東京") == "Zürich – 東京"
    assert md("שלום") == "\u2068שלום\u2069"


def test_an_empty_cell_shows_a_dash() -> None:
    assert cell("") == cell(" \n ") == "–"
    assert md("") == ""
