"""What `align check` says: the verdict, the worst wait, the week, what is missing, and wordings that really hold."""

from __future__ import annotations

import json
from datetime import date

import pytest

from align.analysis.cover import QUESTION, tzdata_source, weeks_from
from align.charter.plan_check import NO_PROMISES, PlanCheck, check_facts, check_plan, check_text
from align.charter.promise_words import percent, wait_words, within_words
from align.language import in_english
from tests.support.plans import load

HEAD = """\
title: T
milestone: {name: M, date: 2026-03-31}
open_door: true
regions:
  - {name: Pune, zone: Asia/Kolkata, hours: Mon-Fri 09:00-18:00}
  - {name: Basel, zone: Europe/Zurich, hours: Mon-Fri 09:00-17:00}
"""
BROKEN = "{level: critical, amount: 1 hour, clock: elapsed, cover: 24x7, channel: phone, owner: [Pune, Basel]}"


def checked(promises: str, escalation: str = "[]", weeks: int = 52) -> PlanCheck:
    plan = load(f"{HEAD}promises: {promises}\nescalation: {escalation}\n")
    return check_plan(plan, weeks_from(date(2026, 1, 5), weeks))


def told(promises: str, escalation: str = "[]", weeks: int = 52) -> list[str]:
    return check_text(checked(promises, escalation, weeks)).splitlines()


def test_a_promise_that_cannot_be_kept_is_told_with_all_that_people_ask_about_it() -> None:
    lines = told(f"[{BROKEN}]")
    assert lines[0] == f"T: promises over 52 weeks, 5 January 2026 to 3 January 2027 ({tzdata_source()})"
    assert "1. critical · within 1 hour · elapsed clock · raised at any time · phone" in lines
    assert any(line.startswith("   ✗ cannot be kept: kept for ") for line in lines)
    assert "   Not said: starts when and counts as." in lines
    assert "   Pune: Mon–Fri 09:00–18:00, Asia/Kolkata" in lines
    worst = lines.index("   Worst: 60.5 h")
    # Basel closes at 17:00, which is 15:00 UTC from the end of March on.
    assert lines[worst + 1] == (
        "     raised Fri 3 Apr 2026 15:00 UTC (Pune Fri 3 Apr 2026 20:30; Basel Fri 3 Apr 2026 17:00)"
    )
    assert lines[worst + 2].startswith("     Pune at work Mon ")
    assert f"     First ask: {QUESTION}" in lines


def test_the_week_is_drawn_in_utc_and_on_each_local_clock() -> None:
    lines = told(f"[{BROKEN}]", weeks=4)
    start = lines.index("   P Pune: UTC, then Asia/Kolkata")
    assert lines[start + 1] == "          00    06    12    18       00    06    12    18"
    assert lines[start + 2] == "     Mon  ···pPPPPPPPPp···········   ·········PPPPPPPPP······"
    assert lines[start + 7] == "     Sat  ························   ························"
    together = next(n for n, line in enumerate(lines) if line.startswith("   At work in the week"))
    assert lines[together + 2] == "     Mon  ···pPPPP++++BBBB········"
    assert "   Never covered, UTC: Mon–Fri 00:00–03:30, 16:00–24:00, Sat–Sun 00:00–24:00" in lines


def test_the_wordings_that_are_proposed_hold_when_they_are_checked() -> None:
    lines = told(f"[{BROKEN}]", weeks=4)
    at = lines.index("   A wording that can be kept")
    assert lines[at + 1].startswith(
        "     “critical: within 1 hour while somebody is at work (Pune: Mon–Fri 09:00–18:00"
    )
    assert lines[at + 2] == "     “critical: within 60 hours, whenever it is raised.”"
    again = checked(f"[{BROKEN.replace('1 hour', '60 hours')}]", weeks=4)
    assert again.promises[0].verdict == "can be kept"
    in_hours = BROKEN.replace("24x7", "[Pune, Basel]")
    assert checked(f"[{in_hours}]").promises[0].verdict == "can be kept"


def test_a_working_clock_is_told_as_the_asker_lives_through_it() -> None:
    lines = told("[{level: low, amount: 1 day, clock: working, calendar: owner, cover: Basel, owner: Pune}]", weeks=4)
    assert "1. low · within 1 day of 8 h · working clock, the owner's hours · raised in the hours of Basel" in lines
    assert "   ✓ can be kept" in lines
    assert any(line.startswith("   Time until it is due: half within ") for line in lines)
    assert any("the owner's hours alone counting; for the asker mostly within" in line for line in lines)


def test_a_promise_of_which_too_little_is_said_is_not_judged() -> None:
    lines = told("[{level: low, owner: {name: Committee}}]", weeks=1)
    assert "   ? cannot be checked" in lines
    assert "   Hours are not known for Committee." in lines
    assert not [line for line in lines if "A wording" in line]


def test_a_chain_is_told_step_by_step() -> None:
    steps = "[{to: Pune, channel: phone}, {to: Basel, after: 30 minutes, clock: elapsed, channel: phone}]"
    lines = told("[]", f"[{{level: critical, steps: {steps}}}]", weeks=4)
    assert "Escalation, critical, raised at any time" in lines
    assert any(line.startswith("   2. Basel, told after 30 min (elapsed): at work at worst ") for line in lines)
    assert any("step 2 is told before anybody of step 1 was at work: " in line for line in lines)
    bare = told("[]", "[{level: critical, steps: [{to: Pune}, {to: Basel}]}]", weeks=1)
    assert "   Not said: step 1: channel; step 2: after; step 2: clock; step 2: channel." in bare
    assert "   ? cannot be walked: Pune, then Basel" in bare


def test_contradictions_stand_under_a_heading_of_their_own() -> None:
    owner = "{name: R, hours: Mon-Fri 13:00-21:00, utc: Mon-Fri 12:00-18:00}"
    lines = told(f"[{{level: low, owner: {owner}}}]", weeks=1)
    assert lines[lines.index("What contradicts itself") + 1].startswith("  R: Mon–Fri 13:00–21:00 local time is 40 h")


SHORT_WEEK = "'2026-05-01', {date: '2026-12-24', name: Feast}"
TWICE = (
    "{level: low, amount: 7 days, clock: elapsed, owner: {name: R, hours: Mon-Fri 13:00-21:00, utc: Mon 12:00-18:00}}"
)


def short_week() -> PlanCheck:
    head = HEAD.replace("17:00}", f"17:00, holidays: [{SHORT_WEEK}]}}")
    plan = load(f"{head}promises: [{BROKEN}, {TWICE}, {TWICE.replace('7 days', '2 hours')}]\n")
    return check_plan(plan, weeks_from(date(2026, 1, 5), 52))


@pytest.mark.usefixtures("german")
def test_what_is_found_says_nothing_yet_and_is_told_in_the_language_of_whoever_reads() -> None:
    with in_english():
        english = short_week()
        assert check_text(english) == check_text(short_week())
    assert english == short_week()
    assert check_facts(english) == check_facts(short_week())
    text = check_text(english)
    for said in (
        "20 Wochen zwischen 5. Januar 2026 und 3. Januar 2027: 62,5 h",
        "23. März 2026 bis 29. März 2026: 62,5 h",
        "Europe/Zurich: Uhren werden von UTC+1 auf UTC+2 umgestellt",
        "Basel: Feiertag am 1. Mai 2026",
        "Basel: Feast am 24. Dezember 2026; Europe/Zurich auf UTC+1",
        "gemeldet Fr 1. Mai 2026 12:30 UTC (Pune Fr 1. Mai 2026 18:00; ",
        "R: Mo–Fr 13:00–21:00",
        "low: zweimal zugesagt, innerhalb 7 Tage (nach der Uhr) und innerhalb 2 Stunden (nach der Uhr).",
        "Pune: Mo–Fr ",
    ):
        assert said in text, text


def test_regions_without_holidays_are_named_since_they_flatter_the_figures() -> None:
    assert "No holidays are given for Pune and Basel; with them, less is kept." in told(f"[{BROKEN}]", weeks=1)


def test_holidays_are_told_with_their_source_and_which_may_still_move() -> None:
    days = (
        "[{date: '2026-01-26', name: Republic Day, source: 'holidays 0.109, IN-MH'}, "
        "{date: '2026-03-21', name: Eid, source: 'holidays 0.109, IN-MH', estimated: true}, "
        "{date: '2028-01-26', name: Republic Day, source: another year}]"
    )
    head = HEAD.replace("18:00}", f"18:00, holidays: {days}}}").replace("17:00}", "17:00, holidays: ['2026-05-01']}")
    found = check_plan(load(f"{head}promises: [{BROKEN}]\n"), weeks_from(date(2026, 1, 5), 52))
    lines = check_text(found).splitlines()
    assert "Holidays of Pune: 2 days, from holidays 0.109, IN-MH; 1 estimated, may still move." in lines
    assert "Holidays of Basel: 1 day, from plan file." in lines
    assert check_facts(found)["holidays"] == [
        {"region": "Pune", "days": 2, "sources": ("holidays 0.109, IN-MH",), "estimated": 1},
        {"region": "Basel", "days": 1, "sources": ("plan file",), "estimated": 0},
    ]


def test_a_plan_without_promises_says_so() -> None:
    assert told("[]")[1] == NO_PROMISES
    assert checked("[]").kept


def test_json_holds_the_figures_and_no_endless_lists() -> None:
    text = json.dumps(check_facts(checked(f"[{BROKEN}]")))
    facts = json.loads(text)
    assert (facts["kept"], facts["tzdata"]) == (False, tzdata_source())
    (promise,) = facts["promises"]
    assert promise["verdict"] == "cannot be kept"
    assert promise["never_words"].startswith("Mon–Fri 00:00–0")
    assert promise["hints"]["question"] == QUESTION
    assert len(promise["wordings"]) == 2
    assert len(text) < 60_000


@pytest.mark.parametrize(
    ("minutes", "words"), [(1, "1 min"), (119, "119 min"), (120, "2 h"), (3150, "52.5 h"), (3600, "60 h")]
)
def test_waits_are_minutes_up_to_two_hours_and_hours_from_there(minutes: int, words: str) -> None:
    assert wait_words(minutes) == words
    assert within_words(minutes) == f"within {words}"


def test_nearly_all_is_never_all() -> None:
    assert [percent(share) for share in (1, 0.99999, 0.5, 0)] == ["100 %", "99.9 %", "50 %", "0 %"]
    assert within_words(0) == "at once"
