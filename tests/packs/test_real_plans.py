"""Plans made of eleven public documents: they load, hold the facts that those give, and say what is left out."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from align.domain.calendars import describe_hours, local, working
from align.domain.model import Plan
from align.packs.plans import load_plan
from tests.support.plans import FOLDERS

PLANS = Path(__file__).resolve().parent.parent / "data" / "plans"


def load(name: str) -> Plan:
    return load_plan(PLANS / f"{name}.yaml", FOLDERS)


@pytest.mark.parametrize("path", sorted(PLANS.glob("*.yaml")), ids=lambda path: path.stem)
def test_each_names_its_source_and_its_licence_and_says_what_is_left_out(path: Path) -> None:
    comments = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    said = " ".join(comments)
    assert re.search(r"public (repository|repositories|document)", said)
    assert re.search(r"[Ll]icence|Apache-2.0", said)
    assert "leaves out" in said or "left out" in said
    load_plan(path, FOLDERS)


def test_the_support_schedule_gives_the_people_at_work_in_each_hour() -> None:
    """The figures were counted by hand from the schedule, for a day in the middle of the week."""
    plan = load("sourcegraph-support")
    at_work = [
        sum(
            working(plan.region(person.region).calendar, datetime(2027, 3, 31, hour, 30, tzinfo=UTC))
            for person in plan.participants
        )
        for hour in range(24)
    ]
    assert at_work == [4, 1, 2, 1, 1, 1, 1, 1, 2, 4, 3, 3, 4, 4, 5, 9, 11, 11, 10, 11, 11, 11, 10, 6]


def test_the_two_windows_for_promises_have_the_hours_of_the_document() -> None:
    plan = load("sourcegraph-support")
    contract, target = plan.region("contract").calendar, plan.region("internal-target").calendar
    assert (contract.tz, describe_hours(contract)) == ("America/Los_Angeles", "Mon–Fri 09:00–17:00")
    assert (target.tz, describe_hours(target)) == ("UTC", "Mon–Fri 09:00–24:00")
    assert not [person for person in plan.participants if person.region in ("contract", "internal-target")]


def test_sixteen_o_clock_utc_is_the_time_of_day_that_the_committee_wanted() -> None:
    plan = load("kubernetes-security-response")
    day = date.fromisoformat(plan.milestone.date)
    assert day.weekday() in (0, 1, 2, 3)
    moment = datetime(day.year, day.month, day.day, 16, tzinfo=UTC)
    hours = {region.name: local(moment, region.calendar.tz).hour for region in plan.regions}
    assert 6 <= hours["United States west"] < 12
    assert 17 <= hours["Europe"] < 22
    assert 21 <= hours["Asia"] < 24


def test_the_committee_is_no_larger_than_it_may_be_and_present_in_each_region() -> None:
    plan = load("kubernetes-security-response")
    assert len(plan.participants) <= 10
    assert set(Counter(person.region for person in plan.participants).values()) == {3}
    assert plan.attribution == "merged"
