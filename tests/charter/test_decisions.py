"""Each clause becomes a decision record whose name stays, in the shape that decision records have."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from align.charter.decisions import decision_files, file_name
from align.errors import UserError
from tests.charter.reading import shape_of_tables, structure
from tests.charter.told import ONE_LINE, harmless, view, with_texts

SECTIONS = [
    "## Context and Problem Statement", "## Considered Options", "## Decision Outcome", "### Confirmation",
    "## More Information",
]  # fmt: skip


def body(text: str) -> str:
    """Return a record without its front matter."""
    front, rest = text.removeprefix("---\n").split("---\n", 1)
    assert re.fullmatch(r"status: (accepted|proposed)\n(date: \d{4}-\d\d-\d\d\n)?", front)
    return rest


def test_there_is_one_file_a_clause_named_after_its_id_and_title() -> None:
    assert list(decision_files(view())) == [
        "0004-protect-first.md", "0005-early-signs.md", "0002-may-wait.md", "0001-urgent-means.md",
        "0003-local-or-shared.md",
    ]  # fmt: skip


def test_a_name_stays_when_clauses_before_it_go_away() -> None:
    fewer = view()
    del fewer["areas"][0]["clauses"][0]
    assert set(decision_files(fewer)) < set(decision_files(view()))


def test_a_record_has_the_sections_of_madr_in_their_order() -> None:
    for text in decision_files(view()).values():
        lines = body(text).split("\n")
        assert [line for line in lines if line in SECTIONS] == SECTIONS
        assert sum(line.startswith("# ") for line in lines) == 1


def test_what_is_open_is_proposed_and_what_is_settled_accepted() -> None:
    found = {name: text.split("\n")[1] for name, text in decision_files(view()).items()}
    assert found["0002-may-wait.md"] == "status: proposed"
    assert found["0001-urgent-means.md"] == "status: accepted"


def test_options_are_those_that_people_could_choose_from_and_dissent_is_a_consequence() -> None:
    text = decision_files(view())["0004-protect-first.md"]
    assert "- Quality (chosen by 7)" in text
    assert "- Bad, in the words of those who differ: The date comes first \\| always." in text


def test_regional_texts_are_part_of_the_outcome() -> None:
    text = decision_files(view())["0003-local-or-shared.md"]
    assert "In Pune:\n\n> Off." in text
    assert "In Zürich:\n\n> On:" in text


@pytest.mark.parametrize("shift", range(0, len(ONE_LINE), 13))
def test_hostile_texts_leave_records_in_the_same_form_and_in_the_folder(shift: int) -> None:
    put, plain = decision_files(with_texts(ONE_LINE, shift)), decision_files(harmless())
    for mine, other in zip(put.values(), plain.values(), strict=True):
        assert structure(body(mine)) == structure(body(other))
        assert shape_of_tables(body(mine)) == shape_of_tables(body(other))
    assert all(re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", name) for name in put)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Zürich – 24/7?", "0001-zurich-24-7.md"), ("../../etc/passwd", "0001-etc-passwd.md"),
        ("東京", "0001-clause.md"),
        ("x" * 300, f"0001-{'x' * 50}.md"), ("", "0001-clause.md"),
    ],
)  # fmt: skip
def test_a_title_becomes_a_short_plain_name(title: str, name: str) -> None:
    clause = view()["areas"][0]["clauses"][0]
    clause["id"], clause["title"] = "c1", title
    assert file_name(clause) == name


def test_an_own_template_sees_the_clause_and_the_answers_to_its_prompt(tmp_path: Path) -> None:
    own = tmp_path / "own.md.j2"
    own.write_text("# {{ clause.title }}\n\n{{ answers.answered if answers else 'none' }}\n")
    assert decision_files(view(), own)["0001-urgent-means.md"].startswith("# Urgent means\n\n11\n\nVersion 1,")


def test_without_a_clause_there_is_no_record() -> None:
    facts = view()
    for area in facts["areas"]:
        area["clauses"] = []
    with pytest.raises(UserError, match="holds no clause yet"):
        decision_files(facts)
