"""The wizard: from a title to a workshop by keyboard, every mistake said as it is typed, and no word lost."""

from __future__ import annotations

import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from align.engine.reading import read_public
from align.engine.unfinished import Unfinished
from align.packs.plans import load_plan
from align.resources import bundled
from align.ui.app import AlignApp
from align.ui.openings.setup import left_unfinished, wizard
from align.ui.present.setup_regions import regions_of
from align.ui.screens.setup.tools import Created
from align.ui.screens.setup.wizard import WizardScreen
from align.ui.widgets.menu import Menu
from tests.support.linked import until
from tests.ui.desks import screen_text

SMALL, WIDE = (80, 24), (100, 30)


class Set:
    """A wizard in a running application."""

    def __init__(self, pilot: Pilot[int], screen: WizardScreen) -> None:
        self.pilot, self.screen = pilot, screen
        self.ended: list[Created | None] = []

    @property
    def text(self) -> str:
        app = self.pilot.app
        assert isinstance(app, AlignApp)
        return screen_text(app)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type key by key; a new line is Enter."""
        await self.press(*(_KEYS.get(char, char) for char in text))

    async def paste(self, text: str) -> None:
        """Paste a text, as a terminal does."""
        self.pilot.app.post_message(events.Paste(text))
        await self.pilot.pause()

    async def shows(self, *words: str) -> None:
        for one in words:
            try:
                await until(lambda one=one: one in self.text)  # type: ignore[misc]
            except TimeoutError:
                raise AssertionError(f"{one!r} is not on the screen:\n{self.text}") from None


_KEYS = {" ": "space", "\n": "enter", ",": "comma", "-": "minus", ":": "colon", "%": "percent_sign", ".": "full_stop",
         "/": "slash", "[": "left_square_bracket", "]": "right_square_bracket", "?": "question_mark"}  # fmt: skip


@pytest.fixture(autouse=True)
def own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of one's own for drafts and files."""
    monkeypatch.setenv("ALIGN_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


@asynccontextmanager
async def setting_up(
    folder: Path, name: str = "", *, size: tuple[int, int] = SMALL, notices: bool = False
) -> AsyncIterator[Set]:
    """Run the application with a wizard on a folder."""
    screen = wizard(folder, name)

    async def opening() -> Screen[Any]:
        return Screen()

    app = AlignApp(opening)
    async with app.run_test(size=size, notifications=notices) as pilot:
        made = Set(pilot, screen)
        await app.push_screen(screen, made.ended.append)
        await pilot.pause()
        yield made


async def add_region(made: Set, name: str, *, hours: str = "") -> None:
    await made.press("a")
    await made.paste(name)
    if hours:
        await made.press("tab", "tab", "ctrl+u")
        await made.paste(hours)
    await made.press("ctrl+n")


async def all_but_review(made: Set) -> None:
    """Type a whole workshop, up to the review."""
    await made.paste("ORION-3 kickoff")
    await made.press("ctrl+n")
    await made.paste("fpi")
    await made.press("tab", "tab")
    await made.paste("2027-03-31")
    await made.press("ctrl+n")
    await made.paste("Sponsor\nCRO")
    await made.press("ctrl+n")
    await add_region(made, "Pune")
    await add_region(made, "Basel", hours="Mon-Thu 08:30-17:30")
    await made.press("ctrl+n")
    await made.paste("Asha Rao, Pune, CRO, Data manager\nLuca Brunner, Basel, Sponsor")
    await made.press("ctrl+n", "ctrl+n", "ctrl+n")


async def test_a_workshop_is_set_up_by_keyboard_alone_in_a_small_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Set, "paste", Set.type)
    async with setting_up(tmp_path / "sessions") as made:
        await all_but_review(made)
        await made.shows("Is this the workshop?", "Asia/Kolkata", "Enter creates the workshop")
        await made.press("enter")
        await made.shows("Host it now?")
        await made.press("n")
        await until(lambda: made.ended == [Created("orion-3-kickoff", host=False)])
    plan = read_public(tmp_path / "sessions" / "orion-3-kickoff.json").the_plan
    assert (plan.title, plan.milestone.code, plan.milestone.name) == ("ORION-3 kickoff", "FPI", "first patient in")
    assert [(r.name, r.letter, r.calendar.tz) for r in plan.regions] == [
        ("Pune", "P", "Asia/Kolkata"), ("Basel", "B", "Europe/Zurich")
    ]  # fmt: skip
    assert {day.weekday for day in plan.regions[1].calendar.hours} == {0, 1, 2, 3}
    assert [(p.name, p.region, p.party, p.role) for p in plan.participants] == [
        ("Asha Rao", "pune", "cro", "Data manager"), ("Luca Brunner", "basel", "sponsor", "")
    ]  # fmt: skip
    assert Unfinished().load() is None


async def test_hosting_is_offered_at_the_end(tmp_path: Path) -> None:
    async with setting_up(tmp_path / "sessions") as made:
        await all_but_review(made)
        await made.press("enter")
        await made.shows("Host it now?")
        await made.press("enter")
        await until(lambda: made.ended == [Created("orion-3-kickoff", host=True)])


async def test_mistakes_are_said_beside_the_field_as_they_are_typed(tmp_path: Path) -> None:
    async with setting_up(tmp_path / "sessions", size=WIDE) as made:
        await made.paste("ORION-3")
        await made.press("tab")
        await made.paste("../x")
        await made.shows("! Small letters a-z, digits and hyphens only", "For instance x.")
        await made.press("ctrl+n", "tab", "tab")
        await made.paste("31.3.2027")
        await made.shows("! “31.3.2027” is not a day. Write year-month-day")
        await made.press("ctrl+u")
        await made.paste("2027-03-31")
        await made.shows("Wed, 31 Mar 2027")
        await made.press("ctrl+n", "ctrl+n", "a")
        await made.paste("Bostn")
        await made.shows("! Did you mean America/New_York or Europe/London?")
        await made.press("tab", "down")
        await made.shows("America/New_York, UTC")
        await made.press("tab")
        await made.paste(" x")
        await made.shows("! ")
        await made.press("ctrl+n")
        await made.shows("Bostn  !")


async def test_a_name_in_use_is_told_with_one_that_is_free(tmp_path: Path) -> None:
    (tmp_path / "sessions").mkdir()
    (tmp_path / "sessions" / "orion-3.json").write_text("{}", encoding="utf-8")
    async with setting_up(tmp_path / "sessions", size=WIDE) as made:
        await made.paste("Orion 3")
        await made.shows("There is a workshop orion-3 already. orion-3-2 is free.")
        await made.press("tab", "down")
        await made.shows("Kept as ./sessions/orion-3-2.json")


async def test_going_back_and_forth_keeps_every_field(tmp_path: Path) -> None:
    async with setting_up(tmp_path / "sessions") as made:
        await all_but_review(made)
        before = made.screen.draft
        await made.press(*["ctrl+b"] * 7)
        await made.shows("What is this workshop called?", "ORION-3 kickoff")
        await made.press(*["ctrl+n"] * 4)
        await made.shows("Luca Brunner, Basel, Sponsor")
        assert made.screen.draft == before


async def test_the_review_names_what_is_missing_and_leads_there(tmp_path: Path) -> None:
    async with setting_up(tmp_path / "sessions") as made:
        await made.press(*["ctrl+n"] * 7)
        await made.shows("Not yet. Enter goes to what is still to do", "At least one region is needed")
        await made.press("down", "down", "enter")
        await made.shows("What does the team work towards?")


async def test_people_in_no_region_are_named_by_line_and_regions_without_people_too(tmp_path: Path) -> None:
    async with setting_up(tmp_path / "sessions", size=WIDE) as made:
        await all_but_review(made)
        await made.press("ctrl+b", "ctrl+b", "ctrl+b")
        await made.paste("\nMei, Shanghai")
        await made.shows("Line 3: 'Shanghai' is no region of the plan.")
        await made.press(*["backspace"] * 8)
        await made.paste("Pune")
        await made.shows("3 people: Pune 2, Basel 1.")


async def test_people_come_from_a_csv_file_too(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("name;region\nAsha Rao;Pune\n", encoding="utf-8")
    async with setting_up(tmp_path / "sessions", size=WIDE) as made:
        await made.press(*["ctrl+n"] * 3)
        await add_region(made, "Pune")
        await made.press("ctrl+n", "tab")
        await made.paste("nobody.csv")
        await made.press("enter")
        await made.shows("! nobody.csv cannot be read")
        await made.press("ctrl+u")
        await made.paste("people.csv")
        await made.press("enter")
        await made.shows("1 person: Pune 1.")


async def test_leaving_asks_and_keeps_what_was_typed_for_the_owner_alone(tmp_path: Path) -> None:
    async with setting_up(tmp_path / "sessions") as made:
        await made.paste("ORION-3")
        await made.press("ctrl+n", "escape")
        await made.shows("Leave the set-up?")
        await made.press("escape")
        await made.shows("What does the team work towards?")
        await made.press("escape", "k")
        await until(lambda: made.ended == [None])
    assert stat.S_IMODE(Unfinished().path.stat().st_mode) == 0o600
    async with setting_up(tmp_path / "sessions") as again:
        await again.shows("There is an unfinished workshop: ORION-3", "the step Milestone", "esc leave")
        assert "stay here" not in again.text
        await again.press("g")
        await again.shows("What does the team work towards?")
        await again.press("ctrl+b")
        assert again.screen.query_one("#field-title Input", Input).value == "ORION-3"


async def test_what_is_thrown_away_is_gone(tmp_path: Path) -> None:
    async with setting_up(tmp_path / "sessions") as made:
        await made.paste("ORION-3")
        await made.press("escape", "t")
        await until(lambda: made.ended == [None])
    assert Unfinished().load() is None


async def test_nothing_is_asked_when_nothing_was_typed(tmp_path: Path) -> None:
    async with setting_up(tmp_path / "sessions") as made:
        await made.press("escape")
        await until(lambda: made.ended == [None])
    assert Unfinished().load() is None


async def test_a_crash_loses_nothing_that_stood_there_for_a_moment(tmp_path: Path) -> None:
    async with setting_up(tmp_path / "sessions") as made:
        await made.paste("ORION-3")
        await until(lambda: Unfinished().load() is not None)
        kept = left_unfinished(Unfinished().load())
        assert kept is not None
        assert kept.title.startswith("ORION")


async def test_what_is_still_to_do_leads_to_the_very_field(tmp_path: Path) -> None:
    async with setting_up(tmp_path / "sessions", size=WIDE) as made:
        await all_but_review(made)
        made.screen.draft.min_n, made.screen.draft.day = "3", "soon"
        made.screen.draft.threshold = "often"
        made.screen.draft.regions[1].hours = "never"
        await made.press("ctrl+b", "ctrl+n")
        reached = []
        for number in range(3):
            await made.shows("what is still to do")
            await made.press("home", *["down"] * number, "enter")
            reached.append(made.screen.focused)
            if number == 1:
                regions = made.screen.step.query_one(Menu)
                assert (reached[-1], regions.highlighted) == (regions, 1)
            made.screen._show("review")
            await made.pilot.pause()
        fields = {key: made.screen.query_one(f"#field-{key} Input", Input) for key in ("day", "threshold")}
        assert reached[0] is fields["day"]
        assert reached[2] is fields["threshold"]


async def test_a_folder_that_takes_no_file_costs_one_sentence_and_no_word(tmp_path: Path) -> None:
    (tmp_path / "sessions").write_text("this is a file", encoding="utf-8")
    async with setting_up(tmp_path / "elsewhere") as made:
        await all_but_review(made)
        (tmp_path / "elsewhere").write_text("a file has come in between", encoding="utf-8")
        await made.press("enter")
        await made.shows("cannot be written", "typed is lost.")
        assert made.screen.draft.title == "ORION-3 kickoff"
        assert made.ended == []


async def test_the_result_can_be_kept_as_a_plan_that_loads_again(tmp_path: Path) -> None:
    async with setting_up(tmp_path / "sessions") as made:
        await all_but_review(made)
        await made.press("p")
        await made.shows("Write the plan to which file?")
        await made.press("enter")
        await until((tmp_path / "plan.yaml").exists)
    plan = load_plan(tmp_path / "plan.yaml", [bundled("prompts")])
    assert plan.title == "ORION-3 kickoff"
    assert stat.S_IMODE((tmp_path / "plan.yaml").stat().st_mode) == 0o600


async def test_hostile_words_are_shown_as_they_are(tmp_path: Path) -> None:
    hostile = "[@click=app.quit]x[/bold]"
    async with setting_up(tmp_path / "sessions", size=WIDE) as made:
        made.screen.query_one("#field-title Input", Input).value = hostile
        await made.press(*["ctrl+n"] * 3, "a")
        made.pilot.app.screen.query_one("#field-name Input", Input).value = "[/]P[b]"
        await made.press("ctrl+n", *["ctrl+n"] * 4)
        await made.shows(hostile, "[/]P[b]")


@pytest.mark.parametrize("content", [b"", b"{", b'{"step": 99}', b'{"regions": "no"}', b'{"title": 3}'])
def test_a_damaged_draft_is_passed_over(content: bytes) -> None:
    assert left_unfinished(content) is None


async def test_a_core_and_prompts_of_another_pack_are_taken_by_keyboard_and_stay_there_and_back(tmp_path: Path) -> None:
    async with setting_up(tmp_path / "sessions") as made:
        await all_but_review(made)
        await made.press("ctrl+b", "ctrl+b")
        await made.shows("Which prompts do you ask?", "a chooses them")
        while not (made.screen.draft.pack == "kickoff" and made.screen.draft.core):
            await made.press("down")
        alone = made.text
        await made.press("a")
        await made.shows("Which prompts of other packs are asked too?")
        await made.press("space", "down", "space")
        await made.shows("[x]", "8 prompts, about")
        await made.press("escape")
        await made.shows("Also asked:", "8 prompts, about")
        assert made.text != alone
        more = list(made.screen.draft.more)
        assert len(more) == 2
        await made.press("ctrl+b", "ctrl+n")
        await made.shows("Also asked:", "8 prompts, about")
        await made.press("ctrl+n", "ctrl+n", "enter")
        await made.shows("Host it now?")
        await made.press("n")
        await until(lambda: bool(made.ended))
    pack = read_public(tmp_path / "sessions" / "orion-3-kickoff.json").the_plan.pack
    assert [(prompt.origin, prompt.id) for prompt in pack.prompts[6:]] == more


async def test_a_key_adds_the_public_holidays_of_a_place_and_their_source_stands_in_the_plan(tmp_path: Path) -> None:
    async with setting_up(tmp_path / "sessions", size=SMALL, notices=True) as made:
        await made.press(*["ctrl+n"] * 3)
        await made.press("a")
        await made.press("ctrl+g")
        await made.shows("Say first in which")
        await made.paste("Pune")
        await made.press("ctrl+g")
        await made.shows("IN-MH")
        await made.press("ctrl+n")
        await made.shows("Asia/Kolkata", "holidays")
    (region,) = regions_of(made.screen.draft.regions)
    assert region.calendar.holidays
    assert all(day.source.startswith("holidays package") for day in region.calendar.holidays)
