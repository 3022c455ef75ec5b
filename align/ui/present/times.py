"""Instants as people read them: local first, with the zone named, and UTC beside it. The instant is passed in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from align.domain.dates import date_words
from align.domain.model import Region
from align.domain.zones import local, short_offset
from align.language import _, written


def region_time(region: Region, now: datetime) -> str:
    """Return what the clock on the wall says there: "Pune 19:32"."""
    return f"{region.name} {local(now, region.calendar.tz):%H:%M}"


def seconds_left(until: str, now: datetime) -> int | None:
    """Return the seconds until a timer runs out (0 when it has), None when there is no timer."""
    if not until:
        return None
    end = datetime.fromisoformat(until)
    end = end if end.tzinfo else end.replace(tzinfo=UTC)
    return max(0, int((end - now).total_seconds()))


def time_left(until: str, now: datetime) -> str:
    """Return a timer for people: "11:20 left", "time is up", or nothing where there is no timer."""
    if seconds_left(until, now) == 0:
        return _("time is up")
    clock = clock_left(until, now)
    return _("{time} left", time=clock) if clock else ""


def clock_left(until: str, now: datetime) -> str:
    """Return a timer as a clock shows it, "11:20" or "1:11:20"; nothing without a timer, and once time is up."""
    seconds = seconds_left(until, now)
    if not seconds:
        return ""
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def about_minutes(minutes: float) -> str:
    """Return a rough span: "about 9 min", "less than a minute"."""
    return _("about {minutes} min", minutes=round(minutes)) if minutes >= 0.75 else _("less than a minute")


def span_words(minutes: float) -> str:
    """Return a short span as it was planned: "15 s" below a minute, else "1 min", "1.5 min"."""
    if minutes < 1:
        return _("{seconds} s", seconds=round(minutes * 60))
    return _("{minutes} min", minutes=written(f"{minutes:g}"))


def calendar_day(text: str) -> str:
    """Return a calendar day (YYYY-MM-DD) as "12 Mar 2027", never in numbers alone; anything else as it is."""
    try:
        return date_words(date.fromisoformat(text))
    except ValueError:
        return text


def moment(when: datetime, zone: str) -> str:
    """Return an instant on the clock of a zone, and in UTC: "22 Nov 2026 14:00 CET (13:00 UTC)".

    The day in UTC is said where it is another one.
    """
    there, universal = local(when, zone), local(when, "UTC")
    said = f"{date_words(there.date())} {there:%H:%M} {zone_name(when, zone)}"
    if there.utcoffset() == timedelta(0):
        return said
    day = f"{date_words(universal.date())} " if universal.date() != there.date() else ""
    return f"{said} ({day}{universal:%H:%M} UTC)"


def zone_name(when: datetime, zone: str) -> str:
    """Return what a zone is called at an instant: "CET"; its distance from UTC where it has numbers for a name."""
    name = local(when, zone).tzname() or ""
    return name if name.isalpha() else short_offset(zone, when)
