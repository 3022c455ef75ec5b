"""Review dates are whole days that no time zone moves, under names that a calendar knows again."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, date, datetime
from typing import Any

import icalendar
import pytest

from align.charter.dates import calendar
from align.charter.view import CharterView
from align.errors import UserError
from tests.charter.told import EVERY_KIND, harmless, view, with_texts

TODAY = date(2026, 12, 1)


def read(facts: CharterView) -> list[Any]:
    """Return the review dates as a calendar program reads them."""
    return [event for event in whole(facts) if "-pulse-" not in event["uid"]]


def whole(facts: CharterView) -> list[Any]:
    """Return all events as a calendar program reads them."""
    return list(icalendar.Calendar.from_ical(calendar(facts, TODAY)).walk("VEVENT"))


def by_hand(data: bytes) -> list[list[tuple[str, str]]]:
    """Read the events without the library that wrote them: (name with parameters, value) of every line."""
    assert data.endswith(b"\r\n")
    assert all(len(line) <= 75 for line in data.split(b"\r\n")), "RFC 5545 folds lines at 75 bytes"
    lines = data.decode().replace("\r\n ", "").rstrip("\r\n").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-1] == "END:VCALENDAR"
    events: list[list[tuple[str, str]]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append([])
        elif events and not line.startswith("END:"):
            events[-1].append((name, re.sub(r"\\(.)", lambda found: {"n": "\n"}.get(found[1], found[1]), value)))
    return events


def test_each_review_date_is_an_event_of_that_whole_day() -> None:
    days = [event["dtstart"].dt for event in read(view())]
    assert days == [date(2027, 2, 1), date(2027, 1, 15), date(2027, 2, 1), date(2027, 2, 1)]
    assert not any(isinstance(day, datetime) for day in days)


def test_pulses_are_due_two_weeks_after_the_seal_and_at_a_later_milestone() -> None:
    def due(sealed: str) -> list[date]:
        facts = view()
        facts["sealed_iso"], facts["milestone"]["iso"] = sealed, "2027-03-12"
        return [event["dtstart"].dt for event in whole(facts) if "-pulse-" in event["uid"]]

    assert due("2026-11-22") == [date(2026, 12, 6), date(2027, 3, 12)]
    assert due("2027-03-10") == [date(2027, 3, 24)], "the first one comes after the milestone"
    assert due("") == [], "a draft is not lived yet"


def test_another_reader_finds_the_same_days_without_a_clock_or_a_zone() -> None:
    events = [dict(event) for event in by_hand(calendar(view(), TODAY))]
    days = [event["DTSTART;VALUE=DATE"] for event in events]
    assert days[:4] == ["20270201", "20270115", "20270201", "20270201"] and days[4] == "20261206", "then the pulses"
    assert {event["TRANSP"] for event in events} == {"TRANSPARENT"}
    assert {event["DTSTAMP"] for event in events} == {"20261122T000000Z"}
    assert b"TZID" not in calendar(view(), TODAY)
    assert events[2]["SUMMARY"] == "Review clause 1: Urgent means (ORION-3 kickoff)"
    assert events[2]["DESCRIPTION"] == (
        "“Urgent” is said by phone only.\nAll else can wait.\n\nOwner: Pune 1\nStatus: Agreed\nHolds for: Everyone"
    )


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"])
def test_the_bytes_are_the_same_in_every_time_zone(zone: str) -> None:
    make = (
        "import sys; from datetime import date; from align.charter.dates import calendar;"
        "from tests.charter.told import view; sys.stdout.buffer.write(calendar(view(), date(2026, 12, 1)))"
    )
    done = subprocess.run([sys.executable, "-c", make], env={"TZ": zone}, capture_output=True, check=True)
    assert done.stdout == calendar(view(), TODAY)


def test_a_later_version_replaces_the_events_of_the_one_before() -> None:
    first, later = view(), view()
    later["version"], later["sealed_iso"] = 2, "2027-03-15"
    later["areas"][0]["clauses"][0]["number"] = 9
    later["areas"][0]["clauses"][0]["review_iso"] = "2027-09-01"
    before, after = read(first), read(later)
    assert [event["uid"] for event in before] == [event["uid"] for event in after]
    assert len({event["uid"] for event in before}) == len(before)
    assert {event["sequence"] for event in after} == {2}
    assert after[0]["dtstamp"].dt == datetime(2027, 3, 15, tzinfo=UTC)


def test_another_workshop_has_other_events() -> None:
    other = view()
    other["workshop"] = "0123456789abcdef"
    assert not {event["uid"] for event in read(other)} & {event["uid"] for event in read(view())}


def test_a_draft_bears_the_day_on_which_it_was_written() -> None:
    draft = view()
    draft["version"], draft["sealed_iso"] = 0, ""
    assert {event["dtstamp"].dt.date() for event in read(draft)} == {TODAY}


@pytest.mark.parametrize("shift", range(0, len(EVERY_KIND), 13))
def test_hostile_texts_leave_the_calendar_in_the_same_form_and_are_read_back(shift: int) -> None:
    facts = with_texts(EVERY_KIND, shift)
    data = calendar(facts, TODAY)
    names = [[name for name, _ in event] for event in by_hand(data)]
    assert names == [[name for name, _ in event] for event in by_hand(calendar(harmless(), TODAY))]
    texts = [clause["text"] for area in facts["areas"] for clause in area["clauses"] if clause["review_iso"]]
    for event, read_back, text in zip(by_hand(data)[: len(texts)], read(facts), texts, strict=True):
        assert dict(event)["DESCRIPTION"].startswith(text)
        assert str(read_back["description"]) == dict(event)["DESCRIPTION"]


def test_the_last_day_there_is_can_be_a_review_date() -> None:
    facts = view()
    facts["areas"][0]["clauses"][0]["review_iso"] = "9999-12-31"
    assert read(facts)[0]["dtstart"].dt == date.max


def test_without_a_review_date_there_is_no_calendar() -> None:
    facts = view()
    for area in facts["areas"]:
        area["clauses"] = []
    with pytest.raises(UserError, match="No clause has a review date yet"):
        calendar(facts, TODAY)


def test_without_the_library_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(UserError, match=r"align-workshop\[calendar\]"):
        calendar(view(), TODAY)
