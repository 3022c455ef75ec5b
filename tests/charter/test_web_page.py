"""The HTML charter is one file that asks nobody for anything, and no text in it becomes anything but text."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from align.charter.context import context
from align.charter.render import render, written
from align.charter.view import CharterView
from align.charter.web_page import TAGS, page
from tests.charter.pages import Page
from tests.charter.story import shown, story
from tests.charter.told import ONE_LINE, SHIFTS, harmless, view, with_texts

OURS = {
    "html", "head", "meta", "title", "style", "body", "nav", "main", "svg", "text", "rect", "div", "details", "summary",
}  # fmt: skip
OPEN_BY_RULE = {"long", "right", "left", "center"}


def made(of: CharterView) -> Page:
    """Return the page of a view through align's own template."""
    return Page(page(of, written(of)))


def shape(found: Page) -> list[tuple[str, list[str]]]:
    """Return tags and names of attributes in order; whether a word is long is no matter of form."""
    return [(tag, sorted(set(held) - {"class"})) for tag, held in found.tags]


def test_the_page_holds_the_whole_charter() -> None:
    facts = view()
    found, plain = made(facts), Page(page(facts, "# x\n"))
    assert found.unclosed == []
    assert {tag for tag, _ in found.tags} <= TAGS | OURS
    assert len(plain.tags) < len(found.tags)
    for text in (clause["title"] for area in facts["areas"] for clause in area["clauses"]):
        assert text in found.text
    assert "The date comes first | always." in found.text
    assert "Content sha256" in found.text


def test_the_page_runs_nothing_and_asks_nobody() -> None:
    html = page(view(), written(view()))
    found = Page(html)
    policy = dict(found.tags)
    assert "script" not in policy and "img" not in policy and "link" not in policy and "iframe" not in policy
    (content,) = [held["content"] for tag, held in found.tags if held.get("http-equiv") == "Content-Security-Policy"]
    assert content.startswith("default-src 'none';")
    assert not re.search(r"url\(|@import|src=|https?:", html)
    assert not [name for _, held in found.tags for name in held if name.startswith("on") or name == "style"]


def test_every_link_inside_leads_to_a_heading() -> None:
    found = made(view())
    targets = [target for target in found.attributes("href") if target.startswith("#")]
    assert len(targets) > 8
    assert {unescape(target[1:]) for target in targets} <= set(found.attributes("id"))
    assert len(set(found.attributes("id"))) == len(found.attributes("id"))


@pytest.mark.parametrize("shift", SHIFTS)
def test_hostile_texts_leave_the_page_in_the_same_form(shift: int) -> None:
    assert shape(made(with_texts(ONE_LINE, shift))) == shape(made(harmless()))


def test_hostile_texts_show_as_they_were_written() -> None:
    facts = with_texts(ONE_LINE)
    words = "".join(made(facts).text.split())
    for area in facts["areas"]:
        for clause in area["clauses"]:
            assert "".join(clause["text"].split()) in words


DROPPED = [
    ("<script>alert(1)</script>", "script"),
    ("![x](https://x.example/p.png)", "img"),
    ("<iframe src='https://x.example'></iframe>", "iframe"),
    ("<p onclick='x()'>a</p>", "onclick"),
    ("[a](javascript:alert(1))", "href"),
    ("[a](vscode://x)", "href"),
    ("[a](data:text/html,x)", "href"),
    ("[a](file:///etc/passwd)", "href"),
    ("[a](//x.example)", "//x.example"),
]


@pytest.mark.parametrize(("text", "what"), DROPPED)
def test_what_a_template_prints_as_markdown_is_cleaned_too(tmp_path: Path, text: str, what: str) -> None:
    own = tmp_path / "own.md.j2"
    own.write_text(f"# x\n\n{text}\n")
    facts = view()
    found = Page(page(facts, render(facts, own)))
    names = {tag for tag, _ in found.tags} | {name for _, held in found.tags for name in held}
    assert what not in names
    assert what not in " ".join(found.attributes("href"))


def test_a_template_may_link_to_the_web_and_the_page_says_who_follows(tmp_path: Path) -> None:
    own = tmp_path / "own.md.j2"
    own.write_text("# x\n\n[ours](https://x.example/a)\n")
    facts = view()
    found = Page(page(facts, render(facts, own)))
    assert found.attributes("href", "a") == ["https://x.example/a"]
    assert found.attributes("rel", "a") == ["noopener noreferrer nofollow"]


def test_bars_are_as_long_as_the_counts() -> None:
    facts = context(shown(story()))
    prompts = [prompt for prompt in facts["spread"] if prompt["bars"]]
    assert [prompt["id"] for prompt in prompts] == ["protect", "urgent", "updates"]
    widths = [
        float(held["width"]) for tag, held in made(facts).tags if tag == "rect" and held["class"].startswith("some")
    ]
    assert widths == [
        round(340 * n / group["n"], 1)
        for prompt in prompts
        for bar in prompt["bars"]
        for n, group in zip(bar["counts"], prompt["groups"], strict=True)
        if n
    ]
    for prompt in prompts:
        assert [row["cells"] for row in prompt["table"]["rows"]] == [
            [str(n) for n in bar["counts"]] for bar in prompt["bars"]
        ]


def test_a_template_without_the_prompts_headings_gets_no_bars(tmp_path: Path) -> None:
    own = tmp_path / "own.md.j2"
    own.write_text("# {{ title }}\n\n| a | b |\n| - | - |\n| 1 | 2 |\n")
    facts = view()
    assert "svg" not in dict(Page(page(facts, render(facts, own))).tags)


def test_texts_have_the_direction_that_they_are_written_in() -> None:
    found = made(with_texts(["שלום עולם"]))
    assert {held.get("dir") for tag, held in found.tags if tag in ("p", "td", "h3")} == {"auto"}


def test_a_word_that_would_push_a_table_off_the_page_may_break() -> None:
    long = "x" * 60
    assert "long" in " ".join(made(with_texts([long])).attributes("class", "td")).split()
    assert "long" not in " ".join(made(view()).attributes("class", "td")).split()


def test_the_same_facts_give_the_same_page() -> None:
    assert page(view(), written(view())) == page(view(), written(view()))


def test_the_weeks_of_a_promise_are_drawn_and_their_letters_folded() -> None:
    facts = view()
    (promise,) = facts["promises"]["list"]
    found = made(facts)
    hours = [held["class"].split()[1:] for tag, held in found.tags if tag == "rect" and held["class"][:4] == "hour"]
    letters = "".join(
        letter for strip in promise["strips"] for day in strip["days"] for letter in "".join(day["hours"])
    )
    kinds = {"·": [], "+": ["more"]}
    assert hours == [kinds.get(one, ["full" if one.isupper() else "some"]) for one in letters]
    assert {"full", "some"} <= {kind for hour in hours for kind in hour}, "both are in the story"
    assert [tag for tag, _ in found.tags].count("details") == 1
    assert "The same weeks in letters" in found.text and "B Boston, America/New_York" in found.text
