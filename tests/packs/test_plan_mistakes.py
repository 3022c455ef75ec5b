"""Each mistake in a plan is named with its place and a way out; no damage makes the loader fail."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.errors import UserError
from align.packs.example import example_plan
from tests.support.plans import SMALL, load, problems


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("title: T\n", "", "plan:1:1 title: this key is missing. Add it."),
        ("title: T", "titel: T\ntitle: T", "plan:1:1 titel: there is no such key. Did you mean title?"),
        ("title: T", "title:\ntitel: T", "plan:2:1 titel: there is no such key. Did you mean title?"),
        ("title: T", "titel: T\ntitle:", "plan:1:1 titel: there is no such key. Did you mean title?"),
        ("title: T", "title: T\ntitle: T", "plan:2:1 title: this key stands in line 1 already. Keep one of the two."),
        (
            "milestone: {name: M, date: 2027-03-31}\n",
            "",
            "plan:1:1 milestone: this key is missing. Write its `name` and `date`.",
        ),
        *(
            (
                "2027-03-31",
                wrong,
                f"plan:2:28 milestone.date: '{wrong}' is not a date. Write year-month-day, for example 2027-03-31.",
            )
            for wrong in ("31.03.2027", "2027-02-29", "soon", "20270331", "2027-W13-3")
        ),
        (
            "Asia/Kolkata",
            "Asia/Pune",
            "plan:5:24 regions[1].zone: 'Asia/Pune' is not a time zone",
        ),
        (
            "Asia/Kolkata, hours: Mon-Fri 09:00-17:30",
            "Asia/Kolkata, hours: Mon-Fri 09:00-25:00",
            "plan:5:45 regions[1].hours: '25:00' is not a time of day. Times run",
        ),
        (
            "Asia/Kolkata, hours: Mon-Fri 09:00-17:30",
            'Asia/Kolkata, hours: "Mon-Fri 09:00-17:30, Fri 17:00-18:00"',
            "plan:5:45 regions[1].hours: Fri 09:00–17:30 and Fri 17:00–18:00 overlap. Join them into one.",
        ),
        (
            "Asia/Kolkata, hours: Mon-Fri 09:00-17:30",
            "Asia/Kolkata, hours: {Mon-Fr: 09:00-17:30, Moon: 9-10}",
            "plan:5:45 regions[1].hours: 'moon' is not a day of the week.",
        ),
        (
            "Asia/Kolkata, hours: Mon-Fri 09:00-17:30",
            "Asia/Kolkata",
            'plan:5:5 regions[1].hours: this key is missing. Write, for example, hours: "Mon-Fri 09:00-17:30".',
        ),
        (
            "zone: Asia/Kolkata",
            "zone: Asia/Kolkata, weekend: [Fri, Son]",
            "plan:5:47 regions[1].weekend: 'son' is not a day of the week.",
        ),
        (
            "zone: Asia/Kolkata",
            "zone: Asia/Kolkata, holidays: [2027-13-01]",
            "plan:5:49 regions[1].holidays[1].date: '2027-13-01' is not a date.",
        ),
        (
            "zone: Asia/Kolkata",
            "zone: Asia/Kolkata, holidays: 2027-12-25",
            "plan:5:48 regions[1].holidays: this must be a list. Begin each value on a line of its own with '- '.",
        ),
        (
            "zone: Asia/Kolkata",
            "zone: Asia/Kolkata, special_days: [{date: 2027-12-24}]",
            "plan:5:53 regions[1].special_days[1].hours: this key is missing. Write hours such as",
        ),
        (
            "zone: Asia/Kolkata",
            "zone: Asia/Kolkata, special_days: [{date: 2027-12-24, hours: 9-30}]",
            "plan:5:79 regions[1].special_days[1].hours: '30' is not a time of day. Times run",
        ),
        (
            "zone: Asia/Kolkata",
            "zone: Asia/Kolkata, special_days: [{date: 2027-12-24, hours: off}, {date: 2027-12-24, hours: off}]",
            "plan:5:52 regions[1].special_days: 2027-12-24 stands here twice. Put all its hours into one.",
        ),
        (
            "name: Basel,",
            "name: PUNE,",
            "plan:6:12 regions[2].name: 'PUNE' stands here twice. Make the names differ, or remove one.",
        ),
        (
            "[CRO]",
            "[CRO, cro]",
            "plan:3:16 parties[2].name: 'cro' stands here twice. Make the names differ, or remove one.",
        ),
        (
            "region: Basel}",
            "region: Pune}",
            "plan:6:5 regions[2]: nobody is in the region 'Basel'. Put somebody there, or remove it.",
        ),
        (
            "region: Basel}",
            "region: Basle}",
            "plan:9:34 people[2].region: 'Basle' is no region of the plan. Did you mean Basel?",
        ),
        (
            "region: Basel}",
            "region: Basel, party: CPO}",
            "plan:9:48 people[2].party: 'CPO' is no party of the plan. Did you mean CRO?",
        ),
        (
            "Luca Brunner",
            "ASHA  RAO",
            "plan:9:12 people[2].name: 'ASHA RAO' stands in line 8 already. Add an initial to tell the two apart.",
        ),
        (
            "name: Luca Brunner, ",
            "",
            "plan:9:5 people[2].name: the name is missing. A person is: name, region, party, role.",
        ),
        (
            "title: T",
            "title: T\npack: kikoff",
            "plan:2:7 pack.name: There is no pack called 'kikoff'. Did you mean kickoff?",
        ),
        (
            "title: T",
            "title: T\npack: {name: kickoff, prompts: [urgent, silense]}",
            "plan:2:41 pack.prompts[2]: 'silense' is not known here. Did you mean silence?",
        ),
        ("title: T", "title: T\npack: {core: true}", "plan:2:7 pack.name: this key is missing. Add it."),
        (
            "title: T",
            "title: T\npack: {name: kickoff, core: true, prompts: [urgent]}",
            "plan:2:29 pack.core: `prompts` names the prompts already. Keep one of the two keys.",
        ),
        (
            "title: T",
            "title: T\npack: {name: kickoff, prompts: []}",
            "plan:2:32 pack.prompts: nothing is named here. Name some, or leave this key out.",
        ),
        (
            "title: T",
            "title: T\nattribution: names",
            "plan:2:14 attribution: 'names' is not known here. Did you mean named?",
        ),
        ("title: T", "title: T\nmin_n: 0", "plan:2:8 min_n: '0' must be a whole number from 1 to 100."),
        ("title: T", "title: T\nmin_n: three", "plan:2:8 min_n: 'three' must be a whole number from 1 to 100."),
        *(
            (
                "title: T",
                f"title: T\nthreshold: {wrong}",
                "plan:2:12 threshold: write a share from 50 % to 100 %, for example 75 % or 0.75.",
            )
            for wrong in ("75", "0.4", "101 %", "1.5", "most", "[1]", "1e0")
        ),
        ("title: T", "title: T\nopen_door: perhaps", "plan:2:12 open_door: write true or false."),
        ("title: T", "title: T\nfacilitators: [A, a]", "plan:2:15 facilitators: a name stands here twice. Remove one."),
        (
            "title: T",
            "title: T\npeople_file: people.csv",
            "plan:2:14 people_file: people are listed under `people` already. Keep one of the two keys.",
        ),
    ],
)
def test_each_mistake_is_named_with_its_place_and_a_way_out(old: str, new: str, expected: str) -> None:
    assert old in SMALL
    found = problems(SMALL.replace(old, new, 1))
    assert [line for line in found if line.startswith(expected)], found


def test_one_mistake_gives_one_problem() -> None:
    for old, new in [("Asia/Kolkata", "Asia/Pune"), ("2027-03-31", "soon"), ("region: Basel}", "region: Basle}")]:
        assert len(problems(SMALL.replace(old, new))) == 1
    assert len(problems("- a list")) == 1


def test_all_problems_come_at_once_in_file_order() -> None:
    text = (
        SMALL.replace("title: T", "title: T\nmin_n: 0")
        .replace("Asia/Kolkata", "IST")
        .replace("Luca Brunner", "Asha Rao")
    )
    text = text.replace("2027-03-31", "x").replace("09:00-17:30}\npeople", "09:00-9:30, Mon 9-10}\npeople")
    places = [tuple(map(int, line.split(" ")[0].split(":")[1:3])) for line in problems(text)]
    assert places == sorted(places)
    assert len(places) >= 4


def test_wrong_rows_hide_neither_a_name_that_stands_twice_nor_a_region_without_people() -> None:
    wrong = example_plan().replace("Boston, CRO,", "Boston, CROW,").replace("Daniel Ortiz", "Grace  miller")
    wrong = wrong.replace("Boston, Sponsor", "Basel, Sponser").replace("Boston, CROW", "Basel, CROW")
    found = problems(wrong)
    assert sum("is no party of the plan" in line for line in found) == 3
    assert sum("stands in line" in line for line in found) == 1
    assert sum("nobody is in the region 'Boston'" in line for line in found) == 1
    misspelled = problems(wrong.replace("Hannah Lee,      Basel", "Hannah Lee, Bosten"))
    assert not any("nobody is in the region" in line for line in misspelled)


LINES = example_plan().splitlines()


@given(
    st.lists(st.tuples(st.integers(0, len(LINES) - 1), st.integers(0, 60), st.text(max_size=8)), max_size=4),
    st.sets(st.integers(0, len(LINES) - 1), max_size=3),
)
def test_a_damaged_plan_is_read_or_refused_and_never_fails(edits: list[tuple[int, int, str]], gone: set[int]) -> None:
    lines = list(LINES)
    for number, at, inserted in edits:
        lines[number] = lines[number][:at] + inserted + lines[number][at + 1 :]
    text = "\n".join(line for number, line in enumerate(lines) if number not in gone)
    try:
        plan = load(text)
    except UserError as error:
        assert str(error)
    else:
        assert {person.region for person in plan.participants} <= {region.id for region in plan.regions}


@pytest.mark.parametrize(
    ("key", "misspelled"),
    [
        ("regions:", "regoins:"), ("people:", "peple:"), ("milestone:", "milstone:"), ("parties:", "partys:"),
        ("title:", "titel:"), ("facilitators:", "facilitator:"), ("attribution:", "atribution:"),
    ],
)  # fmt: skip
def test_a_misspelled_key_is_one_problem_and_nothing_else_is_wrong_because_of_it(key: str, misspelled: str) -> None:
    whole = "\n" + example_plan()
    assert f"\n{key}" in whole
    (found,) = problems(whole.replace(f"\n{key}", f"\n{misspelled}", 1))
    assert f"{misspelled} there is no such key. Did you mean {key.removesuffix(':')}" in found


@pytest.mark.parametrize("key", ["name", "zone", "hours"])
def test_a_misspelled_key_of_every_region_is_said_once_for_each(key: str) -> None:
    text = SMALL.replace(f"{key}: ", f"{key}s: " if key != "hours" else "huors: ")
    if key == "name":
        text = SMALL.replace("{name: Pune", "{nmae: Pune")
    found = problems(text)
    assert len(found) == (1 if key == "name" else 2)
    assert all(f"Did you mean {key}?" in line for line in found)


def test_a_key_that_resembles_none_is_told_with_what_is_missing_and_no_person_or_promise_is_blamed() -> None:
    found = problems(example_plan().replace("\nregions:", "\nfolks:", 1))
    assert len(found) == 2
    assert "folks: there is no such key. Use one of:" in " ".join(found)
    assert "a plan has 1 to 26 regions; this one has 0." in " ".join(found)


def test_a_misspelled_key_beside_the_right_one_takes_nothing_of_it() -> None:
    (found,) = problems(SMALL.replace("title: T", "titel: X\ntitle: T"))
    assert found.startswith("plan:1:1 titel: there is no such key.")
