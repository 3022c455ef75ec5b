"""Work calendars: hours as people write them, zones as people name them, working minutes across clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.domain.calendars import (
    DatedHours,
    Holiday,
    Hours,
    WorkCalendar,
    check_calendar,
    check_zone,
    describe_hours,
    from_minute,
    holidays_between,
    local,
    nearest_zones,
    parse_hours,
    parse_spans,
    shift_minutes,
    short_offset,
    to_minute,
    work_calendar,
    working,
)
from align.errors import UserError


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Mon-Fri 09:00-17:30, Sat 10:00-12:00", "Mon–Fri 09:00–17:30, Sat 10:00–12:00"),
        ("monday – friday 9–17", "Mon–Fri 09:00–17:00"),
        ("Sun-Thu 09:00-17:00", "Sun–Thu 09:00–17:00"),
        (
            "Mon, Tue and Thu 09.00 to 12.00, 13:00-16:00",
            "Mon–Tue 09:00–12:00, 13:00–16:00, Thu 09:00–12:00, 13:00–16:00",
        ),
        ("Fri-Mon 22:00-06:00", "Fri–Mon 22:00–06:00"),
        ("24x7", "Mon–Sun 00:00–24:00"),
        ("daily 09:00-09:00", "Mon–Sun 09:00–09:00"),
    ],
)
def test_hours_can_be_written_the_way_people_do(written: str, shown: str) -> None:
    assert describe_hours(work_calendar("UTC", written)) == shown


def test_hours_can_be_a_mapping_of_days_to_text_or_pairs() -> None:
    expected = parse_hours("Mon-Fri 09:00-17:30")
    assert parse_hours({"mon-fri": "09:00-17:30"}) == expected
    assert parse_hours({"mon-thu": [["09:00", "17:30"]], "fri": ["09:00-17:30"], "sun": "off"}) == expected


def test_spans_of_one_day_can_be_text_or_off() -> None:
    assert parse_spans("09:00-12:00, 13:00-24:00") == ((540, 720), (780, 1440))
    assert parse_spans("off") == ()


@pytest.mark.parametrize(
    ("written", "wrong", "way_out"),
    [
        ("", "No working hours", "Mon-Fri 09:00-17:30"),
        ("Mon 25:00-26:00", "'25:00' is not a time of day", "00:00 to 24:00"),
        ("Mon 09:75-12:00", "'09:75' is not a time of day", "00:00 to 24:00"),
        ("Mon 24:01-05:00", "'24:01' is not a time of day", "00:00 to 24:00"),
        ("Mon 24:00-05:00", "cannot start at 24:00", "next day"),
        ("Mon 09:00-12:00, 11:00-14:00", "Mon 09:00–12:00 and Mon 11:00–14:00 overlap", "Join"),
        ("Sun 22:00-06:00, Mon 05:00-09:00", "Sun 22:00–06:00 and Mon 05:00–09:00 overlap", "Join"),
        ("Mox 09:00-17:00", "'mox' is not a day", "Use Mon, Tue"),
        ("T 09:00-17:00", "'t' is not a day", "Use Mon, Tue"),
        ("Mon-Fri", "No times are given for Mon, Tue, Wed, Thu, Fri", "Mon-Fri 09:00-17:30"),
        ("09:00-17:30", "names no day", "Mon-Fri 09:00-17:30"),
        ("Mon 9am-5pm", "is not a time from–to", "24-hour clock"),
        ({"mon": "off"}, "No working hours", "Mon-Fri 09:00-17:30"),
        ({"mon": [["09:00"]]}, "is not a start and an end", "09:00-17:30"),
    ],
)
def test_wrong_hours_are_refused_with_what_is_wrong_and_what_is_right(
    written: str | dict[str, str], wrong: str, way_out: str
) -> None:
    with pytest.raises(UserError) as refused:
        parse_hours(written)
    assert wrong in str(refused.value)
    assert way_out in str(refused.value)


@st.composite
def weekly(draw: st.DrawFn) -> tuple[Hours, ...]:
    """Shifts of at most 12 hours, two a day, that cannot overlap."""
    shifts = []
    for day in draw(st.sets(st.integers(0, 6), min_size=1)):
        start = draw(st.integers(0, 700))
        shifts.append(Hours(day, start, draw(st.integers(start + 1, 720))))
        if draw(st.booleans()):
            shifts.append(Hours(day, draw(st.integers(721, 1439)), 1440))
    return tuple(sorted(shifts))


@given(weekly())
def test_what_describe_hours_shows_parses_back_to_the_same_hours(hours: tuple[Hours, ...]) -> None:
    assert parse_hours(describe_hours(WorkCalendar("UTC", hours))) == hours


@given(weekly(), st.booleans())
def test_a_calendar_survives_json(hours: tuple[Hours, ...], observes: bool) -> None:
    calendar = WorkCalendar(
        "Asia/Kolkata",
        hours,
        holidays=(Holiday("2026-03-21", "Eid al-Fitr (estimated)", "confirmed by Pune", estimated=True),),
        exceptions=(DatedHours("2026-12-24", ((540, 780),), "half day"),),
        observes_holidays=observes,
    )
    again = msgspec.json.decode(msgspec.json.encode(calendar), type=WorkCalendar)
    assert again == calendar
    assert hash(again) == hash(calendar)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Boston", "America/New_York"),
        ("America/Boston", "America/New_York"),
        ("Pune", "Asia/Kolkata"),
        ("Bangalore", "Asia/Kolkata"),
        ("Basel", "Europe/Zurich"),
        ("Zürich", "Europe/Zurich"),
        ("europe/zurich", "Europe/Zurich"),
        ("New York", "America/New_York"),
        ("Tokio", "Asia/Tokyo"),
        ("Amercia/New_York", "America/New_York"),
        ("EST", "America/New_York"),
        ("Japan", "Asia/Tokyo"),
    ],
)
def test_an_unknown_zone_brings_the_one_that_was_meant(typed: str, meant: str) -> None:
    assert nearest_zones(typed)[0] == meant
    with pytest.raises(UserError, match=f"Did you mean {meant}"):
        check_zone(typed)


def test_an_ambiguous_abbreviation_brings_all_its_meanings() -> None:
    assert nearest_zones("IST") == ["Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"]


@pytest.mark.parametrize("name", ["", "xyz", "../etc/passwd", "/etc/localtime", "America/", "right/UTC", "a\0b/c"])
def test_nonsense_is_no_zone_and_the_error_shows_an_example(name: str) -> None:
    with pytest.raises(UserError, match=r"Area/City|Did you mean"):
        check_zone(name)


@pytest.mark.parametrize("name", ["UTC", "Europe/Zurich", "America/Argentina/Buenos_Aires", "Etc/UTC"])
def test_real_zones_are_accepted(name: str) -> None:
    assert check_zone(name) == name


@pytest.mark.parametrize(
    ("tz", "at", "shown"),
    [
        ("Asia/Kolkata", "2026-01-05T00:00", "UTC+5:30"),
        ("Asia/Kathmandu", "2026-01-05T00:00", "UTC+5:45"),
        ("America/New_York", "2026-01-05T00:00", "UTC−5"),
        ("America/New_York", "2026-07-05T00:00", "UTC−4"),
        ("America/St_Johns", "2026-01-05T00:00", "UTC−3:30"),
        ("Europe/London", "2026-01-05T00:00", "UTC"),
    ],
)
def test_offsets_are_shown_as_of_the_instant(tz: str, at: str, shown: str) -> None:
    assert short_offset(tz, utc(at)) == shown


def test_local_time_needs_an_instant_with_a_zone() -> None:
    assert local(utc("2026-01-05T18:45"), "Asia/Kolkata").isoformat() == "2026-01-06T00:15:00+05:30"
    with pytest.raises(ValueError, match="time zone"):
        local(datetime(2026, 1, 5), "Asia/Kolkata")  # a naive instant is the point
    with pytest.raises(ValueError, match="time zone"):
        to_minute(datetime(2026, 1, 5))  # as above


@given(st.integers(0, 100_000_000))
def test_minutes_and_instants_are_the_same_thing(minute: int) -> None:
    assert to_minute(from_minute(minute) + timedelta(seconds=59)) == minute


def test_an_overnight_shift_belongs_to_the_date_on_which_it_starts() -> None:
    calendar = work_calendar("Europe/Paris", "Mon-Fri 22:00-06:00", holidays=[Holiday("2026-01-07")])
    assert working(calendar, utc("2026-01-07T04:59"))  # started on Tuesday, ends on the holiday
    assert not working(calendar, utc("2026-01-07T05:00"))
    assert not working(calendar, utc("2026-01-07T21:00"))  # Wednesday is the holiday
    assert not working(calendar, utc("2026-01-08T04:00"))
    assert working(calendar, utc("2026-01-10T04:00"))  # Friday's shift, on Saturday


def test_special_hours_replace_the_weekly_ones_and_hold_on_holidays() -> None:
    calendar = work_calendar(
        "UTC",
        "Mon-Fri 09:00-17:00",
        holidays=[Holiday("2026-12-24"), Holiday("2026-12-25")],
        exceptions=[DatedHours("2026-12-24", ((540, 780),)), DatedHours("2026-12-26", ((540, 1020),))],
    )
    assert working(calendar, utc("2026-12-24T12:59"))
    assert not working(calendar, utc("2026-12-24T13:00"))
    assert not working(calendar, utc("2026-12-25T10:00"))
    assert working(calendar, utc("2026-12-26T10:00"))  # a working Saturday


def test_an_on_call_rota_works_on_holidays() -> None:
    rota = work_calendar("UTC", "24x7", holidays=[Holiday("2026-12-25")], observes_holidays=False)
    assert working(rota, utc("2026-12-25T10:00"))


@pytest.mark.parametrize(
    ("tz", "hours", "day", "minutes", "why"),
    [
        ("America/New_York", "daily 00:00-24:00", date(2026, 3, 8), 23 * 60, "spring forward"),
        ("America/New_York", "daily 00:00-24:00", date(2026, 11, 1), 25 * 60, "fall back"),
        ("Australia/Lord_Howe", "daily 00:00-24:00", date(2026, 4, 5), 24 * 60 + 30, "half an hour back"),
        ("America/New_York", "daily 02:30-04:00", date(2026, 3, 8), 60, "a skipped start is 03:00"),
        ("America/New_York", "daily 01:00-02:30", date(2026, 3, 8), 60, "a skipped end is 03:00"),
        ("America/New_York", "daily 01:30-03:00", date(2026, 11, 1), 120, "01:30 to 02:00 comes twice"),
        ("America/New_York", "daily 00:00-01:30", date(2026, 11, 1), 120, "01:00 to 01:30 comes twice"),
        ("America/New_York", "daily 22:00-01:00", date(2026, 10, 31), 180, "the first 01:00 ends it"),
        ("America/Havana", "daily 20:00-24:00", date(2026, 10, 31), 240, "the first midnight ends it"),
        ("Africa/Cairo", "daily 22:00-02:00", date(2026, 4, 23), 180, "midnight is skipped"),
        ("Africa/Cairo", "daily 00:00-00:30", date(2026, 4, 24), 0, "all of it is skipped"),
    ],
)
def test_over_a_clock_change_the_clock_on_the_wall_decides_what_is_worked(
    tz: str, hours: str, day: date, minutes: int, why: str
) -> None:
    shifts = shift_minutes(work_calendar(tz, hours), day)
    assert sum(end - start for start, end in shifts) == minutes, why


def test_holidays_between_two_dates_include_both() -> None:
    holidays = [Holiday("2026-01-01"), Holiday("2026-05-01"), Holiday("2026-12-25")]
    calendar = work_calendar("UTC", "24x7", holidays=reversed(holidays))
    assert holidays_between(calendar, date(2026, 5, 1), date(2026, 12, 25)) == tuple(holidays[1:])


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"weekend": (7,)}, "Weekend days"),
        ({"holidays": (Holiday("24.12.2026"),)}, "is not a date"),
        ({"holidays": (Holiday("2026-02-30"),)}, "is not a date"),
        ({"exceptions": (DatedHours("2026-12-24"), DatedHours("2026-12-24"))}, "two entries"),
        ({"exceptions": (DatedHours("2026-12-24", ((540, 780), (700, 800))),)}, "overlap"),
        ({"hours": (Hours(7, 0, 60),)}, "no shift"),
        ({"hours": ()}, "No working hours"),
        ({"tz": "Boston"}, "America/New_York"),
    ],
)
def test_a_calendar_from_a_file_is_checked(change: dict[str, object], wrong: str) -> None:
    calendar = msgspec.structs.replace(WorkCalendar("UTC", (Hours(0, 540, 1020),)), **change)
    with pytest.raises(UserError, match=wrong):
        check_calendar(calendar)
