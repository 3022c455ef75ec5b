"""Instants as people read them: local first, with the zone named, and UTC beside it. The instant is passed in."""

from __future__ import annotations

from datetime import UTC, datetime

from align.domain.model import Region
from align.domain.zones import local


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
    seconds = seconds_left(until, now)
    if seconds is None:
        return ""
    if not seconds:
        return "time is up"
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d} left" if hours else f"{minutes}:{seconds:02d} left"


def about_minutes(minutes: float) -> str:
    """Return a rough span: "about 9 min", "less than a minute"."""
    return f"about {round(minutes)} min" if minutes >= 0.75 else "less than a minute"


def calendar_day(text: str) -> str:
    """Return a calendar day (YYYY-MM-DD) as "12 Mar 2027"; anything else as it is."""
    try:
        day = datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        return text
    return f"{day.day} {day:%b %Y}"
