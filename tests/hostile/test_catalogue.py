"""Every text of the catalogue, everywhere: it is kept, shown, printed and exported as text, and acts on nothing."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from rich.cells import cell_len
from textual.app import ComposeResult
from textual.content import Content
from textual.events import Paste
from textual.markup import MarkupError
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from align.cli.main import run
from align.domain import commands as c
from align.domain import events as e
from align.domain.codec import Fact, to_doc
from align.domain.model import Plan, Scope
from align.domain.text import clean, clean_line
from align.errors import PackError, Rejected
from align.packs.packs import load_pack
from align.storage.tinydb_store import create
from align.ui.app import AlignApp
from align.ui.page import Page
from align.ui.plain.console import Console
from align.ui.present.plain import to_lines
from align.ui.say import say
from align.ui.widgets.entry import Entry
from align.ui.widgets.preview import Preview
from align.ui.widgets.rows import Rows
from align.ui.widgets.writing import Writing
from tests.charter.reading import shape_of_tables, structure
from tests.charter.story import shown, story
from tests.charter.test_charter import PLAIN, with_words
from tests.hostile.catalogue import CASES, NEVER, SOME, Case
from tests.support import builders
from tests.support.builders import Played, person
from tests.support.figures import EVERY, tell
from tests.support.linked import until
from tests.ui.seats import shown as on_screen

EACH = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def texts_in(thing: Any) -> Iterator[str]:
    """Every text inside JSON-able data."""
    match thing:
        case str():
            yield thing
        case dict():
            for key, value in thing.items():
                yield from texts_in(key)
                yield from texts_in(value)
        case list() | tuple():
            for inner in thing:
                yield from texts_in(inner)


def harmful(text: str) -> set[str]:
    """Which characters of a text could act on whoever shows it."""
    return {char for char in text if char in NEVER or "\ud800" <= char <= "\udfff"}


# ---- kept ------------------------------------------------------------------------------------------------------


def test_the_catalogue_is_large_and_its_names_are_unique() -> None:
    assert len(CASES) >= 150
    assert len({case.name for case in CASES}) == len(CASES)
    assert not any(harmful(case.seen) for case in CASES)


def test_what_is_left_of_a_text_is_what_the_catalogue_says() -> None:
    assert {case.name: clean(case.text) for case in CASES} == {case.name: case.seen for case in CASES}
    assert all(clean(case.seen) == case.seen for case in CASES)


def everything_said(case: Case) -> Played:
    """A workshop in which this text stands wherever somebody can write; what a rule refuses is left out."""
    played = Played(builders.plan("named", min_n=1))
    who = person("p1")

    def may(actor: Any, command: c.Command) -> None:
        try:
            played.do(actor, command)
        except Rejected as no:
            assert not harmful(no.text)

    for wish in (c.AddParticipant(case.text, "pune", "", case.text), c.SetTimer(case.text), c.OpenRound()):
        may(builders.FACILITATOR, wish)
    answers: tuple[c.Command, ...] = (
        c.GiveAnswer("fact", case.text, case.text), c.GiveAnswer("signs", [case.text, "x"]),
        c.GiveAnswer("urgent", "now", case.text), c.GiveAnswer(case.text, case.text), c.GiveAnswer("urgent", case.text),
        c.GivePrediction("urgent", case.text, case.text),
    )  # fmt: skip
    for command in answers:
        may(who, command)
    lead: tuple[c.Command, ...] = (
        c.CloseRound(), c.TakeNote("fact", case.text), c.MoveFocus(case.text), c.MoveTo("agree"),
        c.DraftClause("fact", case.text, Scope("role", case.text), case.text, case.text),
        c.DraftClause("fact", "x", Scope("role", case.text), case.text),
        c.ChangeClause("c1", case.text, Scope("legal", case.text), case.text), c.OpenVote("c1"),
    )  # fmt: skip
    for command in lead:
        may(builders.FACILITATOR, command)
    may(who, c.GiveSupport("c1", 1, 1, case.text))
    may(who, c.TakeNote("fact", case.text))
    may(builders.FACILITATOR, c.CloseVote("c1"))
    ending = c.SettleClause("c1", "dissent_recorded", case.text, "", {"pune": case.text}, (case.text, "x"))
    may(builders.FACILITATOR, ending)
    return played


@EACH
def test_nothing_harmful_gets_into_the_log_or_comes_out_of_it(case: Case) -> None:
    played = everything_said(case)
    docs = [to_doc(Fact(str(number), event)) for number, event in enumerate(played.log)]
    assert not any(harmful(text) for doc in docs for text in texts_in(doc))
    said = [text for doc in docs[3:] for text in texts_in(doc)]
    if len(case.text) <= 400 and case.seen:
        assert case.seen in said, "it was refused everywhere"


# ---- shown -----------------------------------------------------------------------------------------------------


class Wall(Page[None]):
    """All kinds of widgets that show people's text."""

    def compose(self) -> ComposeResult:
        yield Static(id="static")
        yield OptionList(id="options")
        yield Rows(id="rows")
        yield Preview(id="preview")
        yield Writing(id="writing")
        yield Entry(id="entry")

    def show(self, text: str) -> None:
        self.query_one("#static", Static).update(say(text))
        options = self.query_one("#options", OptionList)
        options.clear_options()
        options.add_option(Option(say(text)))
        self.query_one(Rows).show([say(clean_line(text))])
        self.query_one(Preview).show(text)
        self.query_one(Writing).load_text(clean(text))
        self.query_one(Entry).value = text
        self.query_one("#static").border_title = say(clean_line(text))
        self.query_one("#static").tooltip = say(text)


async def test_every_widget_shows_every_text_as_text_and_none_fails() -> None:
    async def opening() -> Wall:
        return Wall()

    app = AlignApp(opening)
    async with app.run_test(size=(80, 40)) as pilot:
        await until(lambda: isinstance(app.screen, Wall) and bool(app.screen.query(Writing)))
        wall = app.screen
        assert isinstance(wall, Wall)
        for number, case in enumerate(CASES):
            wall.show(case.text)
            if case in SOME or number % 8 == 0:
                await pilot.pause()
                assert not harmful(on_screen(app).replace("\n", "")), case.name
            assert (
                str(wall.query_one("#static", Static).content).replace("\u2068", "").replace("\u2069", "") == case.seen
            )
    tell("16 hostile texts in widgets", f"{len(CASES)} texts, 8 places each", EVERY)


async def test_a_paste_into_a_line_leaves_nothing_harmful_in_it_and_keeps_spaces() -> None:
    async def opening() -> Wall:
        return Wall()

    app = AlignApp(opening)
    async with app.run_test(size=(80, 40)) as pilot:
        await until(lambda: isinstance(app.screen, Wall) and bool(app.screen.query(Entry)))
        entry = app.screen.query_one(Entry)
        entry.focus()
        for case in SOME:
            entry.value = "a "
            entry.post_message(Paste(case.text))
            await pilot.pause()
            assert entry.value.startswith("a ")
            assert not harmful(entry.value), case.name
            assert not harmful(on_screen(app).replace("\n", "")), case.name


def test_a_page_of_any_text_is_laid_out_in_lines_that_fit() -> None:
    for case in CASES:
        lines = to_lines(case.seen, 40, lambda line, room: [str(piece) for piece in Content(line).wrap(room)])
        assert all(cell_len(line) <= 40 for _, line in lines), case.name


# ---- printed ---------------------------------------------------------------------------------------------------


async def test_the_plain_mode_prints_nothing_but_letters_and_line_ends() -> None:
    for case in CASES:
        sink = io.StringIO()
        Console(io.StringIO(), sink).say(case.text)
        printed = sink.getvalue()
        assert not harmful(printed.replace("\n", "")), case.name
        assert "".join(printed.split()) == "".join(case.seen.split()), case.name
        printed.encode("utf-8")


def spoiled(thing: Any, text: str) -> Any:
    """Put a text into every free text of a plan, uncleaned, as a file that somebody else made may have it."""
    plan: dict[str, Any] = msgspec.to_builtins(thing)
    plan["title"] = plan["milestone"]["name"] = plan["milestone"]["meaning"] = plan["pack"]["title"] = text
    for each in (*plan["regions"], *plan["participants"], *plan["parties"]):
        each["name"] = text
    for prompt in plan["pack"]["prompts"]:
        prompt["title"] = prompt["text"] = prompt["why"] = text
        for option in prompt["options"]:
            option["label"] = text
    return msgspec.convert(plan, type(thing))


def hostile_log(text: str) -> list[e.LoggedEvent]:
    """A whole workshop from a file that was never at our door."""
    plan: Plan = spoiled(builders.plan("named", min_n=1), text)
    played = story("named").log
    log: list[e.LoggedEvent] = [e.WorkshopCreated("w1", plan)]
    for event in played[1:]:
        match event:
            case e.AnswerGiven(prompt="fact"):
                event = msgspec.structs.replace(event, value=text, comment=text)
            case e.NoteTaken() | e.ClauseChanged():
                event = msgspec.structs.replace(event, text=text)
            case e.ClauseDrafted():
                changed = msgspec.structs.replace(event.clause, text=text, owner=text, dissent=(text,))
                event = e.ClauseDrafted(changed)
            case e.ClauseSettled():
                event = msgspec.structs.replace(event, owner=text, dissent=(text,))
            case e.SupportGiven() if event.reason:
                event = msgspec.structs.replace(event, reason=text)
        if getattr(event, "author", "p1") in {each.id for each in plan.participants}:
            log.append(event)
    return log


STORABLE = tuple(case for case in SOME if not any("\ud800" <= char <= "\udfff" for char in case.text))


@pytest.mark.parametrize("case", STORABLE, ids=lambda case: case.name)
def test_the_command_line_prints_no_harmful_byte_of_a_file_from_anywhere(
    case: Case, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    store = create(tmp_path / "odd.json")
    store.append([to_doc(Fact(str(number), event)) for number, event in enumerate(hostile_log(case.text))], 0)
    store.close()
    for arguments in (["show", "odd"], ["show", "odd", "--json"], ["charter", "odd"], ["list"]):
        assert run([*arguments, "--folder", str(tmp_path)]) == 0, arguments
        printed = capfdbinary.readouterr().out.decode("utf-8")
        assert not harmful(printed.replace("\n", "").replace("\u2060", "")), arguments
        if "--json" in arguments:
            facts = json.loads(printed)
            assert facts["title"] == case.seen
        elif arguments[0] == "show":
            lines = [line for line in printed.split("\n") if line.startswith("Phase: ")]
            assert len(lines) == 1, "a text became a line of ours"
    assert len(printed.strip().split("\n")) == 1, "a title became a line of the list"


# ---- exported --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("turn", range(16))
def test_a_charter_keeps_its_structure_and_its_columns_whatever_people_wrote(turn: int) -> None:
    """Each turn puts every text somewhere else; a whole charter holds more than a hundred of them."""
    one_line = [case for case in CASES if case.seen and "\n" not in case.seen]
    for cases in (one_line, CASES):
        text = with_words(lambda number, cases=cases: cases[(number + turn * 37) % len(cases)].text[:200])  # type: ignore[misc]
        assert shape_of_tables(text) == _TABLES
        assert not harmful(text.replace("\n", "").replace("\u2060", ""))  # word joiners are align's own
        if cases is one_line:
            assert structure(text) == _PLAIN


_PLAIN, _TABLES = structure(PLAIN), shape_of_tables(PLAIN)


PACK = """\
id: odd
title: {text}
about: {text}
prompts:
  - {{id: one, area: norms, type: choice, title: {text}, text: {text}, why: {text}, options: [{text}, other]}}
"""


@pytest.mark.parametrize("case", CASES[::3], ids=lambda case: case.name)
def test_a_pack_with_any_text_is_cleaned_or_refused_with_harmless_words(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "odd.yaml"
    quoted = json.dumps(case.text[:200])  # a YAML scalar in double quotes, so that nothing but the text is odd
    path.write_text(PACK.format(text=quoted), encoding="utf-8")
    try:
        pack = load_pack(path)
    except PackError as error:
        assert not harmful(str(error).replace("\n", ""))
        assert str(path) in str(error)
    else:
        assert not any(harmful(text) for text in texts_in(msgspec.to_builtins(pack)))


# ---- it can fail -----------------------------------------------------------------------------------------------


def test_a_sink_that_does_not_clean_is_noticed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("align.charter.facts.clean", lambda text, **_: text)
    from align.charter.facts import workshop_text

    state = shown(Played(spoiled(builders.plan(), "A\x1b]52;c;A\x07Z")))
    assert harmful(workshop_text("odd", state))


async def test_markup_that_reaches_a_widget_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.hostile.test_catalogue.say", lambda text: text)
    with pytest.raises((AssertionError, MarkupError)):
        await test_every_widget_shows_every_text_as_text_and_none_fails()
