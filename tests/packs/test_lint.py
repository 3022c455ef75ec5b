"""The linter finds wording that others may misread and clauses nobody can be held to, each with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.packs.fields import is_id
from align.packs.lint import lint
from align.packs.packs import read_pack
from align.packs.source import parse_document, read_document
from align.packs.starter import starter_pack
from align.resources import bundled

GOOD = """\
id: p
title: P
about: A pack.
prompts:
  - id: q
    area: norms
    type: choice
    title: Two words
    text: Your day ends and a colleague goes on. When is the work ready?
    why: Each region may stop at a different point.
    help: Choose what you do today.
    example: It is 17:30 and two tables are open.
    options: [when it is complete, when it is written down]
    predict: true
    predict_text: When is work ready for most people in {group}?
    minutes: 1
    clause: Whoever stops work hands it over {leading}, within one working hour.
    pulse: Did the last handover go as agreed?
"""


def findings(text: str) -> list[str]:
    document = parse_document(text, "f")
    read_pack(document)
    return [str(problem) for problem in lint(document)]


def test_a_careful_pack_has_no_findings() -> None:
    assert findings(GOOD) == []


@pytest.mark.parametrize("path", sorted(bundled("prompts").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_pack_that_comes_with_align_keeps_the_rules(path: Path) -> None:
    assert [str(problem) for problem in lint(read_document(path))] == []


def test_the_starter_keeps_the_rules_and_has_the_id_it_was_given() -> None:
    text = starter_pack("mine")
    assert is_id(read_pack(parse_document(text, "f")).id)
    assert findings(text) == []


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("When is the work", f"When {'and when ' * 8}is the work", "f:9:11 prompts[1].text: it has 29 words; stay"),
        ("work ready?", "work ready? Why?", "f:9:11 prompts[1].text: it asks 2 questions. Keep one"),
        ("ends and a", "ends and/or a", "f:9:25 prompts[1].text: 'and/or' joins two ideas."),
        ("Your day ends", "Your day ends soon", "f:9:25 prompts[1].text: 'soon' is another number to each reader."),
        ("go as agreed", "go regularly", "f:18:37 prompts[1].pulse: 'regularly' is another number"),
        ("written down]", "quickly done]", "f:13:47 prompts[1].options[2]: 'quickly' is another number"),
        ("Each region", "Touch base, since each region", "f:10:10 prompts[1].why: 'touch base' is a figure of speech"),
        ("Choose what", "You must answer. Choose what", "f:11:15 prompts[1].help: 'must answer' forbids what is"),
        ("Each region", "Each culture", "f:10:15 prompts[1].why: 'culture' speaks of what a people is like."),
        ("Two words", "Title", "f:8:12 prompts[1].title: a title has two to four words"),
        ("is complete,", "is complete.,", "f:13:15 prompts[1].options[1]: a label stands inside a sentence."),
        ("{leading}, within one", "within one", "f:17:13 prompts[1].clause: the answers are not in it."),
        (", within one working hour", "", "f:17:13 prompts[1].clause: no number says how much or by when."),
        ("Whoever stops work hands it", "Work goes", "f:17:13 prompts[1].clause: nobody acts in it."),
        ("    help: Choose what you do today.\n", "", "f:5:5 prompts[1].help: there is no help: say how to answer."),
        ("    minutes: 1\n", "", "f:5:5 prompts[1].minutes: there is no minutes"),
        ("    predict_text: When is work ready for most people in {group}?\n", "", "f:5:5 prompts[1].predict_text:"),
    ],
)
def test_each_slip_is_found_at_its_place(old: str, new: str, finding: str) -> None:
    found = findings(GOOD.replace(old, new, 1))
    assert [one for one in found if one.startswith(finding)], found
    assert len(found) == 1


def test_a_word_in_a_folded_text_is_found_in_its_own_line() -> None:
    folded = "why: >-\n      Each region may stop\n      where it is in the loop."
    found = findings(GOOD.replace("why: Each region may stop at a different point.", folded))
    assert found[0].startswith("f:12:19 prompts[1].why: 'in the loop' is a figure of speech")


def test_a_word_that_is_not_in_the_file_as_such_is_placed_where_the_text_begins() -> None:
    folded = "why: >-\n      Each region may touch\n      base with another."
    found = findings(GOOD.replace("why: Each region may stop at a different point.", folded) + "# touch base\n")
    assert found[0].startswith("f:10:10 prompts[1].why: 'touch base'")


def test_a_middle_answer_with_a_number_is_number_enough() -> None:
    duration = GOOD.replace("type: choice", "type: duration").replace(", within one working hour", "")
    duration = duration.replace("    options: [when it is complete, when it is written down]\n", "")
    assert findings(duration) == []


def test_words_of_english_are_not_looked_for_in_other_languages() -> None:
    german = GOOD.replace("about: A", "language: de\nabout: A").replace("Your day ends", "Your day ends soon")
    assert findings(german) == []
    assert findings(german.replace("work ready?", "work ready? Why?"))
