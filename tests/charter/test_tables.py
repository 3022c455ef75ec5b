"""Tables open in any spreadsheet, run nothing there, and say what the charter says."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.charter.facts import workshop_facts
from align.charter.tables import answer_table, clause_table, raid_table, table
from align.domain.model import Attribution
from tests.charter.story import shown, story
from tests.charter.told import EVERY_KIND, FORMULAS, SHIFTS, harmless, view, with_texts

RISKY = "=+-@＝＋－＠﹢﹣﹦﹫−"


def rows(data: bytes, delimiter: str = ",") -> list[list[str]]:
    """Return the cells as a program reads them."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def shape(data: bytes) -> list[int]:
    """Return how many cells each row has."""
    return [len(row) for row in rows(data)]


@pytest.mark.parametrize("make", [clause_table, raid_table])
@pytest.mark.parametrize("shift", SHIFTS)
def test_hostile_texts_leave_a_table_in_the_same_form(make: object, shift: int) -> None:
    assert callable(make)
    assert shape(make(with_texts(EVERY_KIND, shift))) == shape(make(harmless()))


@given(st.lists(st.text() | st.sampled_from(FORMULAS), min_size=1, max_size=4))
def test_no_cell_begins_a_formula_whatever_a_spreadsheet_takes_for_the_end_of_a_cell(texts: list[str]) -> None:
    data = table(["a"], [texts])
    for cell in rows(data)[1]:
        for part in re.split(r"[\n;]", cell):
            assert not part.lstrip().startswith(tuple(RISKY))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("=1", "'=1"), (" @x", "'@x"), ("\t+1", "'+1"), ("＝1", "'＝1"), ("a=1", "a=1"), ("a;=1", "a;'=1"),
        ("On:\n- at the start", "On:\n'- at the start"), ('say "x"', 'say "x"'), ("a,b", "a,b"), ("Zürich", "Zürich"),
        ("a\r=1", "a\n'=1"), ("a\x00b", "ab"),
    ],
)  # fmt: skip
def test_an_apostrophe_stands_where_a_formula_could_begin_and_nowhere_else(text: str, kept: str) -> None:
    assert rows(table(["a"], [[text]])) == [["a"], [kept]]


def test_every_cell_is_quoted_and_the_file_says_that_it_is_utf_8() -> None:
    assert table(["a", "b"], [[1, "x"]]) == b'\xef\xbb\xbf"a","b"\r\n"1","x"\r\n'


def test_the_clauses_stand_in_the_charters_order_with_dates_that_sort() -> None:
    head, *found = rows(clause_table(view()))
    by_name = [dict(zip(head, row, strict=True)) for row in found]
    assert [row["number"] for row in by_name] == ["4", "5", "2", "1", "3"]
    assert [row["review_iso"] for row in by_name] == ["2027-02-01", "", "2027-01-15", "2027-02-01", "2027-02-01"]
    assert by_name[0]["dissent"] == "The date comes first | always."


def test_what_is_open_is_an_assumption_what_is_contested_an_issue_what_is_settled_a_decision() -> None:
    kinds = [(row[0], row[1]) for row in rows(raid_table(view()))[1:]]
    assert ("Assumption", "c2") in kinds
    assert ("Issue", "c4-dissent-1") in kinds
    assert ("Issue", "sure") in kinds, "answers are split and no clause settles it"
    assert [one for kind, one in kinds if kind == "Decision"] == [
        "c4", "c5", "c1", "c3", "register-1", "register-2",
    ]  # fmt: skip


def test_a_clause_that_nobody_settled_is_an_issue_not_a_decision() -> None:
    facts = view()
    facts["areas"][0]["clauses"][0]["status"] = "draft"
    kinds = [(row[0], row[1]) for row in rows(raid_table(facts))[1:]]
    assert ("Issue", "c4") in kinds
    assert ("Decision", "c4") not in kinds


@pytest.mark.parametrize(("attribution", "names"), [("named", 11), ("region", 0), ("merged", 0)])
def test_of_answers_the_table_holds_what_everybody_may_see(attribution: Attribution, names: int) -> None:
    head, *found = rows(answer_table(workshop_facts("x", shown(story(attribution)))))
    authors = {row[head.index("author")] for row in found} - {""}
    assert len(authors) == names
    regions = {row[head.index("regions")] for row in found}
    assert regions == {
        "named": {"Pune", "Boston", "Zürich"}, "region": {"Pune", "Boston, Zürich"}, "merged": {"Pune, Boston, Zürich"},
    }[attribution]  # fmt: skip


def test_before_the_reveal_the_table_of_answers_is_empty() -> None:
    played = story()
    played.log = played.log[:20]
    assert len(rows(answer_table(workshop_facts("x", shown(played))))) == 1


def test_the_register_is_part_of_the_log_and_leaves_out_what_nobody_said() -> None:
    found = {row[1]: row for row in rows(raid_table(view()))}
    assert (found["register-1"][2], found["register-1"][5]) == ("adding a site", "Study lead")
    assert "Must agree: Medical monitor" in found["register-1"][3].split("\n")
    assert found["register-2"][3].split("\n") == ["Sponsor decides", "Told after: Study lead"]
