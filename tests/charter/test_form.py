"""Markdown that align writes is tidy by the common rules, and two engines read the same in it."""

from __future__ import annotations

import re
from itertools import pairwise

import mistune
import pytest

from align.analysis.compare import compare
from align.charter.catalogue import ONE_PAGE, RACI, REGISTER
from align.charter.decisions import decision_files
from align.charter.guide import guide
from align.charter.render import render, written
from align.charter.results import results_markdown
from align.charter.view import CharterView
from align.charter.web_page import engine
from align.domain.visibility import public
from tests.charter.lived import lived_twice
from tests.charter.pages import Page
from tests.charter.told import ONE_LINE, SHIFTS, view, with_texts

OWN = {"one-page": ONE_PAGE, "register": REGISTER, "raci": RACI}
FORMS = ["charter", *OWN, "pulses", *decision_files(view())]


def text_of(form: str, facts: CharterView) -> str:
    """Return a document of a form without its front matter."""
    if form == "charter":
        return written(facts)
    if form in OWN:
        return written(facts, own=OWN[form])
    if form == "pulses":
        return results_markdown(facts, public(lived_twice().log, compare))
    number = FORMS[2 + len(OWN) :].index(form)
    return [*decision_files(facts).values()][number].partition("\n---\n\n")[2]


def faults(text: str) -> list[str]:
    """Return what the rules of the common linters find: their number, and the line."""
    lines = text.split("\n")
    found = [f"MD009 {line}" for line in lines if line != line.rstrip()]
    found += [f"MD010 {line}" for line in lines if "\t" in line]
    found += ["MD047"] if not text.endswith("\n") or text.endswith("\n\n") else []
    found += ["MD012"] if "\n\n\n" in text else []
    found += ["MD041"] if not lines[0].startswith("# ") else []
    found += ["MD025"] if sum(line.startswith("# ") for line in lines) > 1 else []
    levels = [len(line.partition(" ")[0]) for line in lines if re.match(r"#{1,6} ", line)]
    found += [f"MD001 {a} to {b}" for a, b in pairwise(levels) if b > a + 1]
    for before, line, after in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        found += [f"MD022 {line}"] if line.startswith("#") and (before or after) else []
        begins = [line.startswith(mark) and not before.startswith((mark, " ")) and before for mark in ("- ", "|", ">")]
        found += [f"MD031/32/58 {line}"] if any(begins) else []
    for table in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        bars = {len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}
        found += [f"MD056 {table}"] if len(bars) > 1 else []
    anchors = {
        re.sub(r"[^\w\- ]", "", line.lstrip("# ").lower()).replace(" ", "-") for line in lines if line[:1] == "#"
    }
    return found + [f"MD051 {link}" for link in re.findall(r"\]\(#([^)]*)\)", text) if link not in anchors]


@pytest.mark.parametrize("form", FORMS)
def test_a_document_breaks_no_rule(form: str) -> None:
    assert faults(text_of(form, view())) == []


@pytest.mark.parametrize("form", ["charter", *OWN, FORMS[-1]])
@pytest.mark.parametrize("shift", SHIFTS)
def test_nor_does_it_with_hostile_texts(form: str, shift: int) -> None:
    assert faults(text_of(form, with_texts(ONE_LINE, shift))) == []


def test_nor_does_the_templates_own_readme() -> None:
    assert faults(guide()) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("# a\n\n### b\n", "MD001"), ("# a\nb\n", "MD022"), ("# a \n", "MD009"), ("# a\n\n# b\n", "MD025"),
        ("# a\n\nb\n- c\n", "MD031"), ("# a\n\n| a | b |\n| - | - |\n| 1 |\n", "MD056"), ("# a\n\n\nb\n", "MD012"),
        ("# a", "MD047"), ("# a\n\n[b](#c)\n", "MD051"), ("b\n", "MD041"), ("# a\n\nb\tc\n", "MD010"),
    ],
)  # fmt: skip
def test_the_rules_can_find_what_they_look_for(text: str, rule: str) -> None:
    assert any(fault.startswith(rule) for fault in faults(text))


def as_read(html: str) -> tuple[list[str], str]:
    """Return the tags of a text that was rendered, in order, and the words that show."""
    found = Page(html)
    return [tag for tag, _ in found.tags], "".join(found.text.split())


def both(text: str) -> tuple[tuple[list[str], str], tuple[list[str], str]]:
    """Return what two engines make of a text."""
    other = mistune.create_markdown(escape=True, plugins=["table"])(text)
    assert isinstance(other, str)
    return as_read(engine().render(text)), as_read(other)


@pytest.mark.parametrize("form", FORMS)
def test_two_engines_read_the_same(form: str) -> None:
    one, other = both(text_of(form, view()))
    assert one == other


@pytest.mark.parametrize("shift", range(0, len(ONE_LINE), 9))
def test_two_engines_read_the_same_in_hostile_texts(shift: int) -> None:
    one, other = both(render(with_texts(ONE_LINE, shift)))
    assert one == other


def test_one_page_of_twenty_clauses_has_room_on_one_sheet() -> None:
    facts = view()
    clause = {**facts["areas"][0]["clauses"][0], "text": "A long sentence of a clause. " * 20}
    for area in facts["areas"]:
        area["clauses"] = [{**clause, "number": number} for number in range(5)]  # type: ignore[typeddict-item]
    text = written(facts, own=ONE_PAGE)
    # Printed from the dense page, A4 holds about 68 lines of 92 letters; a heading takes the room of nearly two.
    assert sum(-(-len(line) // 92) for line in text.split("\n") if line) + text.count("\n## ") < 68
    assert text.count("…") == 21
