"""People are read from what is pasted or saved as CSV; what is wrong is named with its line and column."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.domain.calendars import work_calendar
from align.domain.model import Participant, Party, Region
from align.domain.text import clean_line
from align.packs.people import parse_people

CALENDAR = work_calendar("UTC", "Mon-Fri 09:00-17:00")
REGIONS = [Region("pune", "Pune", "P", CALENDAR), Region("sao-paulo", "São Paulo", "S", CALENDAR)]
PARTIES = [Party("cro", "CRO"), Party("sponsor", "Sponsor")]
ASHA = Participant("asha-rao", "Asha Rao", "pune", "cro", "Data manager")


def problems(text: str) -> list[str]:
    return [str(problem) for problem in parse_people(text, REGIONS, PARTIES)[1]]


@pytest.mark.parametrize(
    "text",
    [
        "Asha Rao, Pune, CRO, Data manager",
        "Asha Rao;Pune;CRO;Data manager\n",
        "Asha Rao\tPune\tCRO\tData manager",
        "\ufeffName,Region,Party,Role\r\nAsha Rao,Pune,CRO,Data manager\r\n",
        "role, party, NAME, region\nData manager, cro, Asha Rao, pune",
        '# the team\n\n"Asha Rao", "pune", " CRO ", "Data manager",,\n\n',
        "  Asha \x1b Rao ,Pune , CRO,Data manager",
    ],
)
def test_columns_are_parted_by_comma_semicolon_or_tab_with_or_without_a_header(text: str) -> None:
    assert parse_people(text, REGIONS, PARTIES) == ([ASHA], [])


def test_party_and_role_may_be_left_out() -> None:
    people, found = parse_people("Name,Region\nLi Wei,são paulo\n", REGIONS, [])
    assert (people, found) == ([Participant("li-wei", "Li Wei", "sao-paulo")], [])


def test_a_quoted_text_may_hold_the_separator() -> None:
    people, found = parse_people('"Rao, Asha", Pune', REGIONS, PARTIES)
    assert (people[0].name, found) == ("Rao, Asha", [])


def test_different_names_get_different_ids_even_when_their_letters_are_the_same() -> None:
    people, found = parse_people("José,Pune\nJose,Pune\n李伟,Pune\n王芳,Pune", REGIONS, PARTIES)
    assert found == []
    assert [person.id for person in people] == ["jose", "jose-2", "person", "person-2"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Asha Rao, Pun", "people:1:11 region: 'Pun' is no region of the plan. Did you mean Pune?"),
        ("Asha Rao", "people:1:1 region: the region is missing. Use one of: Pune, São Paulo."),
        (", Pune", "people:1:1 name: the name is missing. A person is: name, region, party, role."),
        ("A, Pune\n\nB, Pune, Sponsr", "people:3:10 party: 'Sponsr' is no party of the plan. Did you mean Sponsor?"),
        (
            "Asha, Pune\nASHA , Pune",
            "people:2:1 name: 'ASHA' stands in line 1 already. Add an initial to tell the two apart.",
        ),
        (
            "A, Pune, CRO, Lead, 5 years",
            "people:1:21: '5 years' is too much: a line is name, region, party, role. Quote a text that holds a comma.",
        ),
        (
            "Name, Region, Regoin\nA, Pune",
            "people:1:15: the column 'Regoin' is not known. Did you mean region? Or remove it.",
        ),
        ('A, "Pune', "people:1:1: the quotation marks do not match. Close or remove them."),
        (f"{'x' * 41}, Pune", "people:1:1 name: it has 41 characters; 40 is the most. Please shorten it."),
        (f"A, Pune, CRO, {'x' * 61}", "people:1:15 role: it has 61 characters; 60 is the most. Please shorten it."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_once_with_its_place(text: str, expected: str) -> None:
    assert problems(text) == [expected]


def test_where_no_party_was_named_the_way_out_is_said() -> None:
    _, found = parse_people("Asha Rao, Pune, CRO", REGIONS, [])
    assert str(found[0]).endswith("It has no parties yet: add them, or leave this column out.")


def test_people_who_are_right_are_returned_beside_the_problems_of_the_others() -> None:
    people, found = parse_people("Asha Rao, Pune, CRO, Data manager\nRavi, Pun\n", REGIONS, PARTIES)
    assert people == [ASHA]
    assert len(found) == 1


def test_nothing_is_no_people_and_no_problem() -> None:
    assert parse_people(" \n# nobody yet\n", REGIONS, PARTIES) == ([], [])


pasted = st.text(st.sampled_from(list("Aa ,;\t\n\"'#\r\x0b\u2028é李\x00Pune")), max_size=80)


@given(st.one_of(pasted, st.text(max_size=80)))
def test_any_pasted_text_gives_people_and_problems_and_never_fails(text: str) -> None:
    people, found = parse_people(text, REGIONS, PARTIES)
    assert len({person.id for person in people}) == len(people)
    assert all(person.name == clean_line(person.name) and person.region in ("pune", "sao-paulo") for person in people)
    assert all(problem.line >= 1 and problem.column >= 1 for problem in found)
