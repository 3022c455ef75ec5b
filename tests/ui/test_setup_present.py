"""What the wizard says about each field, and the plan it makes, without a screen."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.errors import UserError
from align.packs.catalogue import catalogue
from align.packs.plans import load_plan
from align.packs.writing import plan_to_yaml
from align.resources import bundled
from align.ui.present.setup_draft import (
    RegionDraft,
    SetupDraft,
    check_day,
    check_min_n,
    check_name,
    check_threshold,
    is_blank,
    workshop_name,
)
from align.ui.present.setup_holidays import proposed, taken
from align.ui.present.setup_packs import World, additions, check_pack, toggle
from align.ui.present.setup_plan import (
    check_people,
    people_example,
    plan_of,
    review,
    step_checks,
    trail,
    undone,
    with_commas,
)
from align.ui.present.setup_regions import (
    TYPED,
    check_hours,
    check_place,
    check_weekend,
    read_holidays,
    regions_of,
    zone_of,
)

NOW = datetime(2027, 1, 4, 12, 0, tzinfo=UTC)
WORLD = World(frozenset({"orion-3"}), tuple(catalogue([bundled("prompts")])), "sessions", NOW)


def draft() -> SetupDraft:
    """A draft that is complete."""
    return SetupDraft(
        title="ORION-3 kickoff", code="fpi", milestone="first patient in", day="2027-03-31",
        meaning="Consent signed,\nfirst visit done.", parties="Sponsor\nCRO", facilitators="Noor Haddad, Fay",
        regions=[
            RegionDraft("Pune", holidays="2027-01-26 Republic Day\n2027-03-22 Holi ?"),
            RegionDraft("Site North", "Europe/Zurich", "Mon-Thu 08:30-12:00, 13:00-17:30", "Fri, Sat, Sun"),
        ],
        people="Asha Rao, Pune, CRO, Data manager\nLuca Brunner, Site North, Sponsor",
        core=True, attribution="named", min_n="2", threshold="80 %", open_door=True,
    )  # fmt: skip


def test_a_complete_draft_makes_the_plan_that_its_yaml_loads_as() -> None:
    plan = plan_of(draft(), WORLD)
    assert load_plan(plan_to_yaml(plan), [bundled("prompts")]) == plan
    assert plan.milestone.code == "FPI"
    assert plan.facilitators == ("Noor Haddad", "Fay")
    assert plan.threshold == 0.8
    assert all(prompt.core for prompt in plan.pack.prompts)
    assert plan.regions[0].calendar.holidays[1].estimated


def test_an_empty_draft_says_what_each_step_lacks_and_makes_no_plan() -> None:
    assert {lack.step for lack in undone(SetupDraft(), WORLD)} == {"title", "milestone", "regions", "people"}
    with pytest.raises(UserError, match=r"^The step “Title” is not right yet: The title\. "):
        plan_of(SetupDraft(), WORLD)


def test_a_review_without_a_date_says_so() -> None:
    rows = dict(review(msgspec.structs.replace(draft(), day=""), WORLD))
    assert "no date yet" in rows["Milestone"]


def test_a_review_of_nothing_says_what_is_not_there_yet() -> None:
    rows = dict(review(SetupDraft(), WORLD))
    assert rows["Title"] == "no title yet"
    assert rows["Milestone"].strip() == "no milestone yet, no date yet."


def test_the_example_of_how_people_are_written_is_of_this_workshop() -> None:
    made = draft()
    assert people_example(made) == "Asha Rao, Pune, Sponsor, Data manager\nGrace Miller, Site North, CRO"
    assert people_example(SetupDraft()) == "Asha Rao, Pune, CRO, Data manager\nGrace Miller, Boston, Sponsor"
    made.parties, made.regions = "", [RegionDraft("Basel, Riehen")]
    assert people_example(made) == 'Asha Rao, "Basel, Riehen"\nGrace Miller, "Basel, Riehen"'


def test_the_review_shows_every_region_with_its_people() -> None:
    rows = review(draft(), WORLD)
    assert ("", "Asha Rao") in rows
    assert any(label == "Site North" and "Europe/Zurich" in text for label, text in rows)


def test_steps_not_seen_yet_are_not_called_wrong() -> None:
    checks = step_checks(SetupDraft(), WORLD)
    assert trail(checks, seen=0)["milestone"] == "missing"
    assert trail(checks, seen=3)["milestone"] == "problem"
    assert trail(checks, seen=3)["parties"] == "fine"


@pytest.mark.parametrize(
    ("name", "said"),
    [("orion-3", "orion-3-2 is free"), ("a/b", "a-b"), ("..", "orion-3"), ("CON", "workshop-con"), ("x" * 64, "63")],
)
def test_a_name_that_cannot_be_is_told_with_one_that_can(name: str, said: str) -> None:
    check = check_name(SetupDraft(name=name), WORLD.taken, "sessions")
    assert check.kind == "problem"
    assert said in check.text
    assert check_name(SetupDraft(name=check.picks[0]), WORLD.taken, "sessions").fine


@given(st.text(max_size=60))
def test_the_name_that_follows_from_a_title_is_never_wrong_but_in_use(title: str) -> None:
    check = check_name(SetupDraft(title=title), (), "sessions")
    assert check.fine or not workshop_name(SetupDraft(title=title))


@pytest.mark.parametrize("day", ["31.3.2027", "2027-02-30", "2027-3-1", "20270331", "tomorrow", "２０２７-03-31"])
def test_only_a_calendar_day_is_a_date(day: str) -> None:
    assert check_day(SetupDraft(day=day)).kind == "problem"


@pytest.mark.parametrize(("text", "fine"), [("3", True), ("0", False), ("101", False), ("three", False), ("³", False)])
def test_the_smallest_group_is_a_whole_number(text: str, fine: bool) -> None:
    assert check_min_n(SetupDraft(min_n=text)).fine is fine


@pytest.mark.parametrize(
    ("text", "fine"), [("75 %", True), ("75", True), ("0.75", True), ("1", True), ("40 %", False), ("most", False)]
)
def test_the_threshold_is_a_share_of_at_least_half(text: str, fine: bool) -> None:
    assert check_threshold(SetupDraft(threshold=text)).fine is fine


@pytest.mark.parametrize(
    ("name", "place", "zone"),
    [("Pune", "", "Asia/Kolkata"), ("Site 4", "basel", "Europe/Zurich"), ("X", "america/new_york", "America/New_York"),
     ("X", "UTC", "UTC"), ("Pune", "IST", ""), ("Bostn", "", ""), ("X", "nowhere", ""), ("", "", "")],
)  # fmt: skip
def test_a_zone_is_taken_only_where_it_is_named_exactly(name: str, place: str, zone: str) -> None:
    region = RegionDraft(name, place)
    assert zone_of(region) == zone
    assert check_place(region, NOW).fine is bool(zone)


def test_a_slip_and_an_ambiguous_word_offer_zones_to_pick() -> None:
    assert "Asia/Kolkata" in check_place(RegionDraft("X", "IST"), NOW).picks
    assert "America/New_York" in check_place(RegionDraft("X", "Bostn"), NOW).picks


def test_hours_and_weekend_are_read_back() -> None:
    assert "42.5 hours a week" in check_hours(RegionDraft()).text
    night = check_hours(RegionDraft(hours="Mon-Fri 22:00-06:00, Sat 20:00-04:00"))
    assert night.fine
    assert night.text.endswith(" · 22:00–06:00, 20:00–04:00 run overnight, into the next day.")
    assert "overnight" not in check_hours(RegionDraft(hours="Mon-Fri 16:00-00:00; Sat 16:00-24:00")).text
    assert check_hours(RegionDraft(hours="nine to five")).kind == "problem"
    assert check_hours(RegionDraft(hours="")).kind == "missing"
    assert check_weekend(RegionDraft(weekend="Fri, Sat")).text.startswith("Fri and Sat")
    assert check_weekend(RegionDraft(weekend="none")).fine
    assert check_weekend(RegionDraft(weekend="Someday")).kind == "problem"


def test_wrong_holidays_are_named_by_line_and_the_others_kept() -> None:
    days, wrong = read_holidays("2027-01-26 Republic Day\n\n26.1. X\n2027-01-26 again\n2027-03-22 Holi?")
    assert [(day.date, day.name, day.estimated) for day in days] == [
        ("2027-01-26", "Republic Day", False), ("2027-03-22", "Holi", True)
    ]  # fmt: skip
    assert [line.split(":")[0] for line in wrong] == ["Line 3", "Line 4"]


@given(st.text(max_size=200))
def test_no_text_makes_the_checks_of_a_region_fail(text: str) -> None:
    region = RegionDraft(text, text, text, text, text)
    step_checks(SetupDraft(regions=[region, region], people=text, parties=text, day=text, name=text), WORLD)
    assert len(regions_of([region, region])) <= 1


def test_many_mistakes_in_the_people_are_cut_short() -> None:
    one = draft()
    one.people = "\n".join(f"Person {n}, Nowhere" for n in range(9))
    said = check_people(one).text
    assert said.startswith("Line 1: 'Nowhere' is no region of the plan.")
    assert said.endswith("And 5 more lines.")


def test_a_region_without_people_is_said_unless_the_door_is_open() -> None:
    one = draft()
    one.people = "Asha Rao, Pune"
    assert check_people(one).fine
    one.open_door = False
    assert "Nobody is in Site North" in check_people(one).text


def test_cells_from_a_sheet_become_lines_with_commas() -> None:
    assert with_commas("Asha Rao\tPune\t\nLee, Hannah\tBoston") == 'Asha Rao, Pune\n"Lee, Hannah", Boston'


def test_a_name_alone_is_nothing_to_keep() -> None:
    assert is_blank(SetupDraft(name="orion", step=3))
    assert not is_blank(SetupDraft(title="x"))


def test_a_broken_pack_of_ones_own_is_named_and_the_others_can_be_chosen(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("id: mine\n", encoding="utf-8")
    from align.ui.present.setup_packs import broken_packs, pack_choices

    world = World(frozenset(), tuple(catalogue([tmp_path, bundled("prompts")])), "sessions", NOW)
    assert broken_packs(world).startswith("mine cannot be used")
    assert "kickoff" in [choice.value for choice in pack_choices(world)]


def test_chosen_prompts_of_other_packs_come_after_the_pack_and_the_minutes_are_of_all_together() -> None:
    made = draft()
    alone = plan_of(made, WORLD).pack
    for one in [one for one in additions(made, WORLD) if one.pack == "cro-sponsor"][:2]:
        toggle(made, one)
    taken = [one for one in additions(made, WORLD) if one.taken]
    plan = plan_of(made, WORLD)
    assert [prompt.id for prompt in plan.pack.prompts] == [p.id for p in alone.prompts] + [one.prompt for one in taken]
    assert {prompt.origin for prompt in plan.pack.prompts} == {"kickoff", "cro-sponsor"}
    assert plan.pack.minutes > alone.minutes
    assert f"{len(plan.pack.prompts)} prompts, about {round(plan.pack.minutes)} min," in check_pack(made, WORLD).text
    assert load_plan(plan_to_yaml(plan), [bundled("prompts")]) == plan
    assert any(taken[0].title in text and taken[1].title in text for _, text in review(made, WORLD))
    toggle(made, taken[0])
    toggle(made, taken[1])
    assert plan_of(made, WORLD).pack == alone


def test_a_choice_stays_and_counts_for_nothing_while_its_own_pack_is_the_one_asked() -> None:
    made = draft()
    toggle(made, next(one for one in additions(made, WORLD) if one.pack == "cro-sponsor"))
    both = plan_of(made, WORLD).pack
    made.pack, made.core = "cro-sponsor", False
    assert len({prompt.id for prompt in plan_of(made, WORLD).pack.prompts}) == len(plan_of(made, WORLD).pack.prompts)
    assert plan_of(made, WORLD).pack.id == "cro-sponsor"
    made.pack, made.core = "kickoff", True
    assert plan_of(made, WORLD).pack == both


def test_two_prompts_with_one_id_are_named_and_nothing_is_created(tmp_path: Path) -> None:
    mine = bundled("prompts") / "cro-sponsor.yaml"
    text = mine.read_text(encoding="utf-8")
    (tmp_path / "mine.yaml").write_text(text.replace("id: cro-sponsor", "id: mine", 1), encoding="utf-8")
    world = World(frozenset(), tuple(catalogue([tmp_path, bundled("prompts")])), "sessions", NOW)
    made = draft()
    both = [one for one in additions(made, world) if one.pack in ("mine", "cro-sponsor")]
    for one in [one for one in both if one.prompt == both[0].prompt]:
        toggle(made, one)
    assert check_pack(made, world).kind == "problem"
    assert both[0].prompt in check_pack(made, world).text
    with pytest.raises(UserError, match=r"^The step “Prompts” is not right yet: .*taken twice"):
        plan_of(made, world)


def test_proposed_holidays_stand_among_the_typed_ones_and_keep_their_source(monkeypatch: pytest.MonkeyPatch) -> None:
    region = RegionDraft("Pune", holidays="2027-01-26 Our founding day\nsoon")
    found = proposed(region, NOW, "2027-03-31")
    assert {day.date[:4] for day in found.days} == {"2027"} and all("IN-MH" in day.source for day in found.days)
    assert "Public holidays of IN-MH" in found.words and "hours" not in found.words
    more, words = taken(region, found)
    assert (
        more.holidays.startswith("2027-01-26 Our founding day\nsoon\n2027-") and more.holidays.count("2027-01-26") == 1
    )
    assert words.startswith(f"{len(found.days) - 1} days added.")
    again, words = taken(more, found)
    assert again.holidays == more.holidays and words.startswith("No day added.")
    changed = more.holidays.replace("\nsoon", "").replace(found.days[-1].name, "Our own day")
    kept = msgspec.json.decode(msgspec.json.encode(msgspec.structs.replace(more, holidays=changed)), type=RegionDraft)
    sources = {day.date: day.source for day in regions_of([kept])[0].calendar.holidays}
    assert sources.pop("2027-01-26") == sources.pop(found.days[-1].date) == TYPED
    assert sources and all(source.startswith("holidays package") for source in sources.values())
    monkeypatch.setattr("align.packs.suggest._library", lambda: None)
    with pytest.raises(UserError, match="extra `calendar`"):
        proposed(region, NOW, "2027-03-31")


@pytest.mark.parametrize(
    ("until", "years"),
    [("", {"2027", "2028"}), ("2026-03-01", {"2027"}), ("2099-01-01", {"2027", "2028", "2029", "2030", "2031"})],
)
def test_holidays_are_proposed_from_today_until_the_year_of_the_milestone(until: str, years: set[str]) -> None:
    found = proposed(RegionDraft("Site North", "Europe/Zurich"), NOW, until)
    assert {day.date[:4] for day in found.days} == years
    assert min(day.date for day in found.days) >= "2027-01-04"


def test_without_a_zone_no_holiday_is_proposed() -> None:
    with pytest.raises(UserError, match="which city or zone"):
        proposed(RegionDraft("Nowhere at all"), NOW, "")
