"""A plan that is written down is the same plan when it is read again."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.domain.calendars import DatedHours, Holiday, Hours, WorkCalendar, check_calendar
from align.domain.model import Milestone, Participant, Party, Plan, Region
from align.domain.text import clean, clean_line, name_key
from align.engine.languages import speak_language
from align.errors import UserError
from align.language import ENGLISH
from align.packs.example import example_plan
from align.packs.fields import slug, unique_slug
from align.packs.packs import read_pack
from align.packs.plans import load_plan
from align.packs.regions import choose_letter
from align.packs.source import parse_document
from align.packs.writing import plan_to_yaml, regions_to_yaml
from tests.support.plans import SMALL, load

PACK = "id: p\ntitle: P\nabout: A\nprompts:\n" + "".join(
    f"  - {{id: q{n}, area: norms, type: text, title: Q, text: Why, why: W}}\n" for n in range(4)
)
KNOWN = read_pack(parse_document(PACK, "p"))

awkward = st.sampled_from(
    ["NO", "null", "~", "yes", "1.0", "2027-01-01", "#", "-", "'", '"', "{x}", "[", "&a", "*a", "!t", "|", "%", "@",
     "?!x", "é", "नमस्ते", ",", ";", "a: b", "a #b", "a\nb", "\u200f\u200cx"]
)  # fmt: skip
texts = st.one_of(awkward, st.text(min_size=1, max_size=30))
lines = texts.map(clean_line).filter(bool)
days = st.dates().map(lambda day: day.isoformat())
minutes = st.integers(0, 1_439)


@st.composite
def calendars(draw: st.DrawFn) -> WorkCalendar:
    shifts = draw(st.lists(st.builds(Hours, st.integers(0, 6), minutes, st.integers(0, 1_440)), min_size=1, max_size=4))
    try:
        for count in range(1, len(shifts) + 1):
            check_calendar(WorkCalendar("UTC", tuple(sorted(shifts[:count]))))
    except UserError:
        shifts = shifts[: count - 1] or [Hours(0, 540, 1_020)]
    return WorkCalendar(
        tz=draw(st.sampled_from(["UTC", "Asia/Kolkata", "America/New_York"])),
        hours=tuple(sorted(shifts)),
        weekend=tuple(sorted(draw(st.sets(st.integers(0, 6))))),
        holidays=tuple(
            sorted(
                draw(st.lists(st.builds(Holiday, days, lines, lines, st.booleans()), max_size=3)),
                key=lambda holiday: holiday.date,
            )
        ),
        exceptions=tuple(
            sorted(
                draw(
                    st.lists(
                        st.builds(
                            DatedHours, days, st.sampled_from([(), ((540, 720),), ((0, 60), (1_380, 60))]), lines
                        ),
                        max_size=2,
                        unique_by=lambda day: day.date,
                    )
                ),
                key=lambda day: day.date,
            )
        ),
        observes_holidays=draw(st.booleans()),
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    names = st.lists(lines, min_size=1, max_size=4, unique_by=name_key)
    regions: list[Region] = []
    for name in draw(names):
        region_id = unique_slug(name, [region.id for region in regions], otherwise="region")
        letter = choose_letter(name, [region.letter for region in regions])
        regions.append(Region(region_id, name, letter, draw(calendars())))
    parties: list[Party] = []
    for name in draw(names):
        parties.append(Party(unique_slug(name, [party.id for party in parties], otherwise="party"), name))
    people: list[Participant] = []
    for name in draw(names):
        person_id = unique_slug(name, [person.id for person in people], otherwise="person")
        region, party = draw(st.sampled_from(regions)).id, draw(st.sampled_from(["", *(one.id for one in parties)]))
        people.append(Participant(person_id, name, region, party, draw(st.one_of(st.just(""), lines))))
    prompts = draw(st.lists(st.sampled_from(KNOWN.prompts), min_size=1, unique_by=lambda prompt: prompt.id))
    meaning = clean(draw(texts))
    return Plan(
        title=draw(lines),
        milestone=Milestone(draw(lines), draw(days), draw(lines)[:20].strip(), meaning),
        regions=tuple(regions),
        participants=tuple(people),
        pack=msgspec.structs.replace(KNOWN, prompts=tuple(prompts)),
        parties=tuple(parties),
        facilitators=tuple(draw(names)),
        attribution=draw(st.sampled_from(["named", "region", "merged"])),
        min_n=draw(st.integers(1, 100)),
        threshold=draw(st.integers(50, 100)) / 100,
        open_door=True,
    )


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("packs")
    (folder / "p.yaml").write_text(PACK, encoding="utf-8")
    return [folder]


@given(plan=plans())
def test_a_plan_that_is_written_reads_back_as_the_same_plan(plan: Plan, folders: list[Path]) -> None:
    assert load_plan(plan_to_yaml(plan), folders) == plan


@pytest.mark.parametrize("code", ["fr", "ja"])
def test_a_plan_is_written_in_english_whatever_is_spoken(code: str) -> None:
    plan = load(SMALL)
    speak_language(code)
    try:
        written, regions = plan_to_yaml(plan), regions_to_yaml(plan.regions)
    finally:
        speak_language(ENGLISH)
    assert (written, regions) == (plan_to_yaml(plan), regions_to_yaml(plan.regions))


def test_the_example_and_a_small_plan_read_back_as_themselves() -> None:
    for text in (example_plan(), SMALL):
        plan = load(text)
        assert load(plan_to_yaml(plan)) == plan


def test_a_written_plan_has_a_line_for_each_person_and_says_where_its_keys_are_explained() -> None:
    written = plan_to_yaml(load(example_plan()))
    assert "\n  - {name: Asha Rao, region: Pune, party: CRO, role: Data manager}\n" in written
    assert written.startswith("# ")
    assert "docs/plan.md" in written.splitlines()[0]


@given(st.text(max_size=100))
def test_a_slug_is_short_plain_and_stays_itself(name: str) -> None:
    made = slug(name)
    assert slug(made) == made
    assert len(made) <= 63
    assert all(char in "abcdefghijklmnopqrstuvwxyz0123456789-" for char in made)
