"""Eleven teams' published documents as plans: what can be kept, what they leave out, what contradicts itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from align.analysis.cover import weeks_from
from align.analysis.keeping.people import week_hours
from align.charter.plan_check import PlanCheck, check_plan, check_text
from align.charter.promise_words import contradiction_words
from align.domain.hours import weekly_text
from align.packs.plans import load_plan
from tests.support.plans import FOLDERS

PLANS = Path(__file__).resolve().parents[1] / "data" / "plans"
YES, NO, OPEN = "can be kept", "cannot be kept", "cannot be checked"


def checked(name: str) -> PlanCheck:
    return check_plan(load_plan(PLANS / f"{name}.yaml", FOLDERS), weeks_from(date(2027, 1, 4)))


@pytest.mark.parametrize(
    ("name", "verdicts", "chains", "parties"),
    [
        ("gcig-communication-plan", {"issue": OPEN}, [False], 7),
        ("govuk-technical-oncall", {"paged alert": YES, "call from senior management": OPEN}, [False], 4),
        ("ibisba-governance", {}, [], 5),
        ("kubernetes-security-response",
         {"new report, on call in the west": YES, "new report, on call in Europe": YES,
          "new report, on call in Asia": YES, "critical": OPEN, "high": OPEN, "medium": OPEN}, [], 0),
        ("kubernetes-wg-batch", {}, [], 6),
        ("pix-rituels", {}, [], 3),
        ("sourcegraph-support",
         {"severity 1, first response": OPEN, "severity 1, resolved": OPEN, "severity 2": YES,
          "any customer issue": YES, "support leader": OPEN}, [False], 0),
        ("twoi2c-support",
         {"support request": OPEN, "outage or possible outage": NO, "not an outage": NO}, [False], 7),
        ("us-18f-collaboration", {}, [False], 4),
        ("w3c-spatial-data-wg", {"resolution": OPEN}, [], 2),
        ("weather-gov-team-charter", {}, [], 4),
    ],
)  # fmt: skip
def test_each_document_is_checked_as_far_as_it_goes(
    name: str, verdicts: dict[str, str], chains: list[bool], parties: int
) -> None:
    found = checked(name)
    assert {check.promise.level: check.verdict for check in found.promises} == verdicts
    assert [chain.ladder is not None for chain in found.chains] == chains
    assert len(found.plan.parties) == parties
    assert found.kept == (NO not in verdicts.values())
    assert check_text(found)


def test_no_document_of_the_folder_is_forgotten() -> None:
    assert len(list(PLANS.glob("*.yaml"))) == 11


def test_the_support_schedule_rests_on_one_person_in_the_hours_that_its_readers_counted() -> None:
    check = next(one for one in checked("sourcegraph-support").promises if one.promise.level == "any customer issue")
    assert check.depth is not None
    midweek = [shift for shift in week_hours(check.depth.thin_every_week) if shift.weekday == 2]
    assert weekly_text(midweek) == "Wed 01:00–02:00, 03:00–08:00"


def test_the_support_schedules_own_contradictions_are_found_and_named() -> None:
    eleven, sixteen = map(contradiction_words, checked("sourcegraph-support").contradictions)
    assert eleven.startswith("Support engineer 11: Mon–Fri 13:00–21:00 local time is 40 h a week")
    assert sixteen.startswith("Support engineer 16: Mon–Fri 06:00–14:00 in America/Los_Angeles is Mon–Fri 14:00–22:00")


def test_a_day_of_response_in_contract_hours_does_not_say_which_clock() -> None:
    first = checked("sourcegraph-support").promises[0]
    assert "clock" in first.missing
    assert first.promise.said == "24 hours"


def test_four_hours_around_the_clock_cannot_hold_over_a_weekend_without_anybody() -> None:
    check = next(one for one in checked("twoi2c-support").promises if one.verdict == NO)
    assert check.worst is not None
    assert check.worst.minutes == 48 * 60
    assert weekly_text(week_hours(check.never)) == "Sat–Sun 00:00–24:00"


def test_a_window_given_once_in_elapsed_and_once_in_working_days_is_named() -> None:
    (found,) = checked("w3c-spatial-data-wg").contradictions
    assert contradiction_words(found) == (
        "resolution: promised twice, within 7 days (elapsed) and within 10 days (working)."
    )


def test_two_rotas_keep_an_alert_at_every_minute_of_the_year() -> None:
    alert = checked("govuk-technical-oncall").promises[0]
    assert (alert.kept_share, alert.never, alert.missing) == (1, (), ("starts_when",))


def test_one_working_day_of_the_person_on_call_lasts_over_the_weekend() -> None:
    worst = {one.promise.level: one.worst for one in checked("kubernetes-security-response").promises[:3]}
    assert all(found is not None and found.minutes >= 72 * 60 for found in worst.values())
