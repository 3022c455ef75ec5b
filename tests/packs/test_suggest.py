"""Proposed regions: they load as part of a plan, say where each day is from, and claim nothing unconfirmed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.metadata import version

import holidays
import pytest

from align.cli.exits import FAILED, OK, USAGE
from align.cli.main import run
from align.domain.calendars import describe_hours, nearest_zones
from align.domain.model import Plan, Region
from align.errors import UserError
from align.packs import suggest as module
from align.packs.suggest import HOW_TO_GET, proposals_to_yaml, suggest
from tests.support.plans import load


def one(place: str, year: int = 2027) -> Region:
    return suggest([place], [year])[0].region


def as_plan(yaml: str) -> Plan:
    return load(f"title: T\nmilestone: {{name: M, date: 2027-03-31}}\nopen_door: true\n{yaml}")


@pytest.fixture
def without_the_extra(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(sys.modules, "holidays", None)
    module._library.cache_clear()
    yield
    module._library.cache_clear()


def test_places_become_regions_with_zone_letter_and_holidays_that_a_plan_takes() -> None:
    found = suggest(["Boston", "Pune", "São Paulo"], [2027])
    plan = as_plan(proposals_to_yaml(found))
    assert plan.regions == tuple(proposal.region for proposal in found)
    assert [region.calendar.tz for region in plan.regions] == ["America/New_York", "Asia/Kolkata", "America/Sao_Paulo"]
    assert [region.letter for region in plan.regions] == ["B", "P", "S"]
    assert all(region.calendar.holidays for region in plan.regions)


def test_each_day_has_a_name_and_its_source_and_says_if_it_may_move() -> None:
    days = one("Cairo").calendar.holidays
    assert {day.source for day in days} == {f"holidays package {version('holidays')}, EG, category public"}
    assert all(day.name and day.date.startswith("2027-") and "estimated" not in day.name for day in days)
    by_name = {day.name: day.estimated for day in days}
    assert by_name["Eid al-Fitr"]
    assert by_name["Islamic New Year (observed)"]
    assert not by_name["Labor Day"]


def test_a_fixed_day_that_meets_a_moving_one_stays_where_it_is() -> None:
    (day,) = (day for day in one("Pune").calendar.holidays if day.date == "2027-08-15")
    assert day.name.startswith("Independence Day; ")
    assert not day.estimated


def test_states_have_their_own_days_and_what_is_national_only_is_said() -> None:
    assert "2026-07-03" not in {day.date for day in one("Boston", 2026).calendar.holidays}
    assert "2026-07-03" in {day.date for day in one("Raleigh", 2026).calendar.holidays}
    (found,) = suggest(["Cambridge=Europe/London"], [2027])
    assert "holidays of a part of GB alone are left out; add those of yours" in found.remarks


def test_the_weekend_is_the_places_and_make_up_days_are_worked() -> None:
    cairo = one("Cairo").calendar
    assert (cairo.weekend, describe_hours(cairo)) == ((4, 5), "Sun–Thu 09:00–17:00")
    made_up = {day.date for day in one("Beijing", 2026).calendar.exceptions}
    assert "2026-01-04" in made_up


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        ("IST", "IST may be in Asia/Kolkata or Asia/Jerusalem or Europe/Dublin. Say which: IST=Asia/Kolkata."),
        ("Cambridge", "Cambridge may be in America/New_York or Europe/London."),
        ("Bostn", "Bostn is no place that align knows. If you mean America/New_York"),
        ("Xyzzyx", "Give its time zone: Xyzzyx=Europe/Zurich."),
        ("Home=EST", "'EST' is not a time zone that can be used here."),
        ("=UTC", "A place has no name."),
    ],
)
def test_a_place_that_is_not_clear_has_a_way_out(place: str, sentence: str) -> None:
    with pytest.raises(UserError) as error:
        suggest([place], [2027])
    assert sentence in str(error.value)


@pytest.mark.parametrize(
    ("places", "years"),
    [([], [2027]), (["Pune"] * 27, [2027]), (["Pune", "pune"], [2027]), (["Pune"], [1066]), (["Pune"], [])],
)
def test_too_many_places_the_same_twice_and_strange_years_are_refused(places: list[str], years: list[int]) -> None:
    with pytest.raises(UserError):
        suggest(places, years)


def test_every_part_of_a_country_is_known_to_the_library_and_its_cities_have_a_zone() -> None:
    known = holidays.list_supported_countries(include_aliases=False)
    for country, table in module._PARTS.items():
        for entry in table.split():
            part, cities = entry.split(":")
            assert part in known[country], (country, part)
            holidays.country_holidays(country, subdiv=part, years=[2027])
            assert all(nearest_zones(city) for city in cities.split(",")), entry


def test_without_the_extra_regions_are_proposed_and_the_way_to_holidays_is_said(
    without_the_extra: None, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["regions", "suggest", "Boston, Cairo", "--years", "2027"]) == OK
    out, err = capfd.readouterr()
    assert err == f"{HOW_TO_GET}\n"
    assert [region.calendar.holidays for region in as_plan(out).regions] == [(), ()]
    assert "# Cairo: weekend and holidays are not known here, see the extra `calendar`" in out


def test_the_command_prints_yaml_and_nothing_else(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["regions", "suggest", "Basel,Tokyo"]) == OK
    out, err = capfd.readouterr()
    assert err == ""
    assert {region.name for region in as_plan(out).regions} == {"Basel", "Tokyo"}
    assert "confirmed by nobody yet" in out


@pytest.mark.parametrize(("words", "code"), [(["Pune", "--years", "soon"], USAGE), (["Nowhereville"], FAILED)])
def test_mistakes_on_the_command_line_have_their_code(words: list[str], code: int) -> None:
    assert run(["regions", "suggest", *words]) == code
