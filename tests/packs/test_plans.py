"""A facilitator's plan becomes a Plan, or every problem in it is named at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.domain.calendars import DatedHours, Holiday, describe_hours
from align.domain.model import Milestone, Participant, Party
from align.errors import PackError
from align.packs.catalogue import find_pack
from align.packs.example import example_plan
from align.packs.plans import load_plan
from tests.support.plans import FOLDERS, SMALL, load, problems


def test_a_small_plan_has_the_defaults_of_the_method() -> None:
    plan = load(SMALL)
    assert plan.milestone == Milestone("M", "2027-03-31")
    assert plan.participants == (
        Participant("asha-rao", "Asha Rao", "pune"),
        Participant("luca-brunner", "Luca Brunner", "basel"),
    )
    assert (plan.attribution, plan.min_n, plan.threshold, plan.open_door) == ("region", 3, 0.75, False)
    assert plan.pack == find_pack("kickoff", FOLDERS)
    assert plan.facilitators == ()


def test_the_example_loads_and_holds_what_it_shows() -> None:
    plan = load(example_plan())
    assert plan.title == "ORION-3 kickoff"
    assert plan.milestone.code == "FPI"
    assert [(region.name, region.letter) for region in plan.regions] == [("Pune", "P"), ("Boston", "B"), ("Basel", "A")]
    assert plan.parties == (Party("sponsor", "Sponsor"), Party("cro", "CRO"))
    assert len(plan.participants) == 9
    assert {len([p for p in plan.participants if p.region == region.id]) for region in plan.regions} == {3}
    assert all(person.party and person.role for person in plan.participants)
    assert (
        describe_hours(plan.region("basel").calendar)
        == "Mon–Thu 08:30–12:00, 13:00–17:30, Fri 08:30–12:00, 13:00–16:00"
    )
    assert plan.region("pune").calendar.holidays[1] == Holiday("2027-03-22", "Holi", "plan file", estimated=True)
    assert plan.facilitators == ("Noor Haddad",)
    assert plan.threshold == 0.75


def test_a_calendar_may_say_all_that_the_domain_knows() -> None:
    zone = "zone: Asia/Kolkata, hours: Mon-Fri 09:00-17:30"
    more = (
        "zone: Asia/Kolkata, hours: [Sun-Thu 09:00-12:00, Sat 22:00-06:00], weekend: [Fri], observes_holidays: false, "
        "holidays: [{date: 2027-03-22, name: Holi, source: own, estimated: yes}, 2027-01-26], "
        "special_days: [{date: 2027-12-24, hours: [09:00-12:00, 13:00-14:00], name: Eve}, "
        "{date: 2027-12-27, hours: off}]"
    )
    calendar = load(SMALL.replace(zone, more)).region("pune").calendar
    assert describe_hours(calendar) == "Sun–Thu 09:00–12:00, Sat 22:00–06:00"
    assert calendar.weekend == (4,)
    assert calendar.holidays == (Holiday("2027-01-26", source="plan file"), Holiday("2027-03-22", "Holi", "own", True))
    assert calendar.exceptions == (
        DatedHours("2027-12-24", ((540, 720), (780, 840)), "Eve"),
        DatedHours("2027-12-27"),
    )
    assert not calendar.observes_holidays
    assert load(SMALL.replace(zone, f"{zone}, weekend: []")).region("pune").calendar.weekend == ()


def test_a_region_may_be_called_NO_and_letters_never_repeat() -> None:
    regions = "".join(f"  - {{name: {name}, zone: UTC, hours: 24x7}}\n" for name in ("NO", "N", "ON", "北京", "9"))
    plan = load(f"title: T\nmilestone: {{name: M, date: 2027-03-31}}\nopen_door: on\nregions:\n{regions}")
    assert [(region.name, region.letter) for region in plan.regions] == [
        ("NO", "N"), ("N", "A"), ("ON", "O"), ("北京", "B"), ("9", "C"),
    ]  # fmt: skip
    assert [region.id for region in plan.regions] == ["no", "n", "on", "region", "9"]


def test_a_plan_without_people_needs_an_open_door() -> None:
    text = SMALL[: SMALL.index("people:")]
    assert problems(text) == [
        "plan:1:1 people: nobody is in the plan. Add `people`, or write `open_door: true` to let people join by "
        "themselves."
    ]
    assert load(text + "open_door: true").participants == ()


def test_regions_are_needed_and_must_be_at_most_one_for_each_letter() -> None:
    text = SMALL[: SMALL.index("regions:")] + "open_door: true\n"
    assert problems(text) == ["plan:1:1 regions: a plan has 1 to 26 regions; this one has 0."]
    many = "regions:\n" + "".join(f"  - {{name: R{n}, zone: UTC, hours: 24x7}}\n" for n in range(26))
    assert len({region.letter for region in load(text + many).regions}) == 26
    more = many + "  - {name: One more, zone: UTC, hours: 24x7}\n"
    assert problems(text + more) == ["plan:6:3 regions: a plan has 1 to 26 regions; this one has 27."]


def test_a_table_of_people_in_the_plan_names_the_lines_of_the_plan() -> None:
    table = "people: |\n\n    # who\n    Name, Region, Party\n    Asha Rao, Pune, CRO\n      Luca, Basle\n"
    table += "    ASHA RAO, Basel\n"
    found = problems(SMALL[: SMALL.index("people:")] + table)
    assert found == [
        "plan:12:13 people.region: 'Basle' is no region of the plan. Did you mean Basel?",
        "plan:13:5 people.name: 'ASHA RAO' stands in line 11 already. Add an initial to tell the two apart.",
    ]


def test_a_table_with_tabs_is_read() -> None:
    plan = load(SMALL[: SMALL.index("people:")] + "people: |\n  Asha Rao\tPune\tCRO\n  Luca\tBasel\n")
    assert [(person.name, person.region, person.party) for person in plan.participants] == [
        ("Asha Rao", "pune", "cro"),
        ("Luca", "basel", ""),
    ]


def test_a_table_without_the_bar_would_lose_its_lines_and_is_refused() -> None:
    found = problems(SMALL[: SMALL.index("people:")] + "people:\n  Asha Rao, Pune\n  Luca, Basel\n")
    assert found == ["plan:8:3 people: write `people: |`, and each person on a line of its own below."]


def test_a_plan_may_take_some_prompts_in_its_own_order_or_the_core_ones() -> None:
    some = load(SMALL + "pack: {name: kickoff, prompts: [silence, urgent]}")
    assert [prompt.id for prompt in some.pack.prompts] == ["silence", "urgent"]
    core = load(SMALL + "pack: {name: kickoff, core: true}")
    assert len(core.pack.prompts) == 6
    assert all(prompt.core for prompt in core.pack.prompts)
    assert load(SMALL + "pack: {name: kickoff, core: false}").pack == find_pack("kickoff", FOLDERS)


def test_problems_of_a_broken_pack_are_named_with_the_packs_own_lines(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("id: mine", encoding="utf-8")
    with pytest.raises(PackError) as error:
        load_plan(SMALL.replace("title: T", "title:") + "pack: mine", [tmp_path])
    assert error.value.problems[0] == "plan:1:1 title: this key is missing. Add it."
    assert f"{tmp_path / 'mine.yaml'}:1:1 title: this key is missing. Add it." in error.value.problems


def test_a_pack_without_core_prompts_says_so(tmp_path: Path) -> None:
    prompt = "{id: q, area: norms, type: text, title: Q, text: Why?, why: W}"
    (tmp_path / "mine.yaml").write_text(f"id: mine\ntitle: T\nabout: A\nprompts: [{prompt}]", encoding="utf-8")
    with pytest.raises(PackError, match="the pack 'mine' has no core prompts"):
        load_plan(SMALL + "pack: {name: mine, core: true}", [tmp_path])


@pytest.mark.parametrize(
    ("written", "share"), [("75 %", 0.75), ("66.7%", 0.667), ("1", 1.0), ("0.5", 0.5), ("100 %", 1.0)]
)
def test_the_threshold_may_be_a_share_or_per_cent(written: str, share: float) -> None:
    assert load(SMALL + f"threshold: {written}").threshold == pytest.approx(share)
