"""The languages that participants can choose: complete, with their fields and forms, and in nobody else's way."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import msgspec
import pytest
from syrupy.assertion import SnapshotAssertion

from align.charter.wording import STATUS_WORDS
from align.domain import commands as c
from align.domain.values import check
from align.domain.windows import check_window
from align.engine.catalogue import PoCatalogue, entries
from align.engine.languages import LANGUAGES, known_language, speak_language, wanted_language
from align.engine.settings import load_settings
from align.errors import Rejected, UserError
from align.language import ENGLISH, LONGEST, _, in_english, language, plural, retold, speak
from align.packs.catalogue import find_pack
from align.sync.messages import Door, Progress
from align.system import REFUSED
from align.system import reason as why
from align.ui.present.clauses import STANDINGS, turnout
from align.ui.present.in_language import in_language, prompt_in_language, prompt_texts
from align.ui.present.joining import about
from align.ui.present.times import clock_left, moment, time_left
from tests.domain.test_renewal import sealed
from tests.support import builders
from tests.support.languages_script import languages_script
from tests.support.linked import linked, stored, until
from tests.ui.seats import SMALL, a_person, at_a_screen

ROOT = Path(__file__).resolve().parent.parent
CODES = [code for code in LANGUAGES if code != ENGLISH]
KICKOFF = find_pack("kickoff", [ROOT / "prompts"])
TRANSLATED = (*KICKOFF.prompts, *find_pack("pulse", [ROOT / "prompts"]).prompts)
PLAN = msgspec.structs.replace(builders.plan(), pack=KICKOFF)


@pytest.fixture(autouse=True)
def english_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The language is one of the process, and the choice one of the person: the next test has neither."""
    monkeypatch.setenv("ALIGN_HOME", str(tmp_path))
    yield
    speak_language(ENGLISH)


@pytest.fixture(scope="module")
def script() -> ModuleType:
    return languages_script()


# ---- the files ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_every_sentence_has_its_translation_with_the_same_fields_and_enough_forms(
    script: ModuleType, code: str
) -> None:
    found = script.problems(code)
    mend = "Run .venv/bin/python scripts/languages.py, then fill in what is empty:"
    assert not found, "\n".join([mend, *(f"languages/{code}/{line}" for line in found)])


def test_no_sentence_that_is_looked_for_in_a_text_is_fields_alone_which_any_text_would_be(script: ModuleType) -> None:
    numbered = [message.text for messages in script.wanted().values() for message in messages if "{0}" in message.text]
    assert numbered and not [text for text in numbered if not re.search(r"[^\W\d_]", re.sub(r"{\d}", "", text))]


@pytest.mark.parametrize("code", CODES)
def test_every_file_says_that_no_native_speaker_has_reviewed_it(code: str) -> None:
    for file in (ROOT / "languages" / code).glob("*.po"):
        assert "not yet reviewed by a native speaker" in file.read_text(encoding="utf-8").partition("\n\n")[0]


@pytest.mark.parametrize(("code", "said"), [
    ("de", ["0 Antworten", "1 Antwort", "2 Antworten"]), ("fr", ["0 réponse", "1 réponse", "2 réponses"]),
    ("ja", ["回答 0 件", "回答 1 件", "回答 2 件"]),
])  # fmt: skip
def test_numbers_take_the_form_that_their_language_has_for_them(code: str, said: list[str]) -> None:
    speak_language(code)
    assert [plural(n, "{n} answer", "{n} answers", n=n) for n in range(3)] == said


def test_who_gave_a_level_and_which_time_is_wrong_are_said_in_whole_sentences() -> None:
    speak_language("de")
    assert turnout(Progress(votes=1, expected=4)) == "1 von 4 hat eine Stufe gegeben."
    assert turnout(Progress(votes=2, expected=4)) == "2 von 4 haben eine Stufe gegeben."
    with pytest.raises(Rejected) as no:
        check_window({"days": ["mon"], "start": "18:00", "end": "25:00"})
    assert retold(no.value.text) == "Das Ende muss eine Uhrzeit von 00:00 bis 24:00 sein."


def test_what_is_behind_the_door_is_a_sentence_of_the_language_spoken() -> None:
    speak_language("ja")
    said = about(Door("ORION-3", PLAN.milestone, "region", (), (), (), open_door=False))
    assert "日。回答は" in said and ". " not in said


def test_a_broken_file_names_the_line() -> None:
    with pytest.raises(UserError, match='msgid "a'):
        list(entries('msgid "a\nmsgstr ""'))


def test_what_cannot_be_read_is_named_with_its_line_and_costs_only_its_own_message(tmp_path: Path) -> None:
    file, folder = tmp_path / "a.po", tmp_path / "b.po"
    folder.mkdir()
    file.write_bytes(
        b'\xef\xbb\xbfmsgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=n >;\\n"\n\nmsgid "one"\nmsgstr "eins"\n\n'
        b'msgid oops\n\nmsgid "two"\nmsgstr "zw\xffei"\n\nmsgid "{n} of {all}"\nmsgstr "{n} von {alle}"\n\n'
        b'msgid "{n} day"\nmsgid_plural "{n} days"\nmsgstr[0] "{n} Tage"\n\r\nmsgid "three"\r\nmsgstr "drei"\r\n'
    )
    read = PoCatalogue([file, folder])
    assert [one.removeprefix(str(tmp_path)) for one in read.problems] == [
        "/a.po has a rule for its plurals that cannot be read.", "/a.po, line 7 cannot be read: msgid oops",
        '/a.po, line 10 cannot be read: msgstr "zwei"', "/b.po cannot be read: it is a folder, not a file.",
    ]  # fmt: skip
    speak("de", read)
    assert [_("one"), _("two"), _("three"), _("{n} of {all}", n=1, all=2)] == ["eins", "two", "drei", "1 of 2"]
    assert [plural(n, "{n} day", "{n} days", n=n) for n in (1, 2)] == ["1 Tage", "2 days"]


# ---- which language ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("written", "code"), [
    ("de", "de"), ("de_CH.UTF-8", "de"), ("zh-Hans-CN", "zh"), ("zh_TW.UTF-8", ""), ("zh-Hant", ""), ("C.UTF-8", ""),
    ("POSIX", ""), ("ja_JP@x", "ja"), ("pt-BR", ""), ("EN-gb", "en"), ("", ""),
])  # fmt: skip
def test_a_language_is_known_however_it_is_written(written: str, code: str) -> None:
    assert known_language(written) == code


@pytest.mark.parametrize(("environment", "asked", "code"), [
    ({"LANG": "fr_FR.UTF-8"}, "", "fr"), ({"LANG": "fr_FR.UTF-8", "LC_ALL": "C"}, "", "en"),
    ({"LANG": "fr_FR.UTF-8", "ALIGN_LANGUAGE": "ja"}, "", "ja"), ({"ALIGN_LANGUAGE": "ja"}, "de", "de"), ({}, "", "en"),
])  # fmt: skip
def test_what_was_asked_is_stronger_than_the_variable_and_that_than_the_system(
    environment: dict[str, str], asked: str, code: str
) -> None:
    assert wanted_language(environment, asked) == code


def test_a_language_that_align_does_not_speak_is_refused_by_name() -> None:
    with pytest.raises(UserError, match="It speaks en, de, es, fr, ja, zh"):
        wanted_language({}, "tlh")


# ---- what is said --------------------------------------------------------------------------------------------------


def test_a_refusal_that_came_in_english_is_told_in_the_language_spoken_with_its_numbers() -> None:
    speak_language("de")
    prompt = next(prompt for prompt in builders.PROMPTS if prompt.type == "list")
    with pytest.raises(Rejected) as no:
        check(prompt, [f"line {n}" for n in range(prompt.most + 1)])
    assert retold(no.value.text) == (
        f"Die Liste hat {prompt.most + 1} Zeilen; höchstens {prompt.most}. Behalten Sie die wichtigsten."
    )
    assert retold("Nobody wrote this sentence.") == "Nobody wrote this sentence."


@pytest.mark.parametrize("code", CODES)
def test_why_the_system_refuses_is_told_in_every_language_within_what_align_says(code: str) -> None:
    english = {"/x cannot be read: " + why(OSError(number, "")) + "." for number in REFUSED}
    assert len(english) > 20
    speak_language(code)
    told = {line: retold(line) for line in english}
    assert not [line for line, said in told.items() if any(words in said for words in line[3:-1].split(": "))]
    rare = retold("/x cannot be read: " + why(OSError(errno.ENOLCK, "No locks available")) + ".")
    assert "/x" in rare and "No locks available" in rare and str(errno.ENOLCK) in rare and "says" not in rare


class Counting:
    """A catalogue that counts the letters it is asked to look through."""

    def __init__(self) -> None:
        self.letters = 0

    def gettext(self, message: str) -> str:
        """Know one refusal."""
        return {"{0} is not {1}.": "{0} ist nicht {1}."}.get(message, message)

    def shaped_like(self, text: str) -> list[str]:
        """Count, and give the refusal to be tried."""
        self.letters += len(text)
        return ["{0} is not {1}."]

    pgettext = ngettext = None


def test_a_long_refusal_is_told_line_by_line_and_looked_through_once() -> None:
    catalogue = Counting()
    speak("de", catalogue)  # type: ignore[arg-type] # it is asked for no more than this
    lines = ["a is not b.", "x" * (LONGEST + 1), *("a is not " * 20 for _ in range(1_000)), "c is not d."]
    told = retold("\n".join(lines)).split("\n")
    assert (told[0], told[1:-1], told[-1]) == ("a ist nicht b.", lines[1:-1], "c ist nicht d.")
    assert catalogue.letters == sum(len(line) for line in lines if len(line) <= LONGEST)


def test_words_of_people_with_braces_are_no_fields() -> None:
    speak_language("de")
    assert _("by phone: {name}", name="{n} {0}") == "am Telefon: {n} {0}"


@pytest.mark.parametrize("code", CODES)
def test_a_prompt_keeps_its_ids_values_and_placeholders_in_every_language(code: str) -> None:
    speak_language(code)
    for prompt in TRANSLATED:
        told = prompt_in_language(prompt)
        for name in ("options", "buckets", "roles"):
            assert [one.id for one in getattr(told, name)] == [one.id for one in getattr(prompt, name)]
        assert [point.value for point in told.points] == [point.value for point in prompt.points]
        assert (told.clause, told.units, told.clocks) == (prompt.clause, prompt.units, prompt.clocks)
        for before, after in zip(prompt_texts(prompt), prompt_texts(told), strict=True):
            assert before != after
            for place in ("{milestone}", "{group}"):
                assert (place in before) == (place in after)


async def test_a_pulse_asks_in_the_language_spoken_with_the_prompts_of_the_plan_in_it() -> None:
    asked = KICKOFF.prompt("urgent")
    played = sealed()
    played.lead(c.OpenPulse((), (asked,)))
    speak_language("de")
    async with linked(builders.plan(), stored(played.log)) as team:
        state = in_language(await team.join("p1")).state
        (told,) = state.asked
        assert told is state.the_plan.prompt(told.id) and told.id.startswith("p1-")
        assert told.text == prompt_in_language(asked).text != asked.text


@pytest.mark.parametrize("code", CODES)
def test_a_title_fits_where_titles_stand(code: str) -> None:
    speak_language(code)
    assert all(len(prompt_in_language(prompt).title) <= 60 for prompt in TRANSLATED)


def test_what_others_read_stays_english() -> None:
    speak_language("ja")
    with in_english():
        assert (language(), _("Received.")) == ("en", "Received.")
    assert _("Received.") == "届きました。"


@pytest.mark.parametrize(("code", "day", "said"), [
    ("en", "2026-11-22T13:00", "22 Nov 2026 14:00 CET (13:00 UTC)"),
    ("en", "2026-11-22T23:30", "23 Nov 2026 00:30 CET (22 Nov 2026 23:30 UTC)"),
    ("en", "2027-07-01T12:00", "1 Jul 2027 14:00 CEST (12:00 UTC)"),
    ("de", "2026-11-22T13:00", "22. Nov. 2026 14:00 CET (13:00 UTC)"),
    ("ja", "2026-11-22T13:00", "2026年11月22日 14:00 CET (13:00 UTC)"),
])  # fmt: skip
def test_a_moment_is_told_on_the_clock_there_and_in_utc(code: str, day: str, said: str) -> None:
    speak_language(code)
    assert moment(datetime.fromisoformat(day).replace(tzinfo=UTC), "Europe/Zurich") == said


def test_every_way_in_which_a_clause_can_stand_is_there_to_be_translated() -> None:
    assert sorted(STANDINGS) == sorted({*STATUS_WORDS.values(), "sealed", "open again", "vote open"})


def test_a_clock_runs_alike_in_every_language() -> None:
    speak_language("de")
    now, ends = datetime(2027, 3, 1, 14, 35, 20, tzinfo=UTC), "2027-03-01T14:40:20+00:00"
    assert (clock_left(ends, now), clock_left("", now), clock_left(now.isoformat(), now)) == ("5:00", "", "")
    assert time_left(ends, now) not in ("", "5:00 left")


def test_a_moment_in_utc_is_told_once_and_a_zone_without_a_name_by_its_distance() -> None:
    when = datetime(2026, 11, 22, 13, tzinfo=UTC)
    assert moment(when, "UTC") == "22 Nov 2026 13:00 UTC"
    assert moment(when, "America/Sao_Paulo") == "22 Nov 2026 10:00 UTC−3 (13:00 UTC)"


# ---- at the screen -------------------------------------------------------------------------------------------------


async def test_f2_changes_the_language_at_once_keeps_what_is_typed_and_is_remembered() -> None:
    async with a_person(builders.plan()) as person:
        await person.desk.submit(c.OpenRound())
        await person.shows("Why we ask")
        await person.type("what I wrote")
        await person.press("f2")
        await person.shows("Deutsch", "简体中文", "not yet reviewed by a native speaker")
        await person.press("down", "enter")
        await person.shows("Warum wir fragen", "what I wrote", "Annehmen")
        assert load_settings().language == "de"


async def test_what_stands_on_the_screen_while_the_language_changes_is_brought_up_to_date_too() -> None:
    async with a_person(PLAN) as person:
        await person.desk.submit(c.OpenRound())
        await person.go("answer", "urgent")
        speak_language("ja")
        person.screen._tick()  # the clock comes between the choice and the view in that language
        person.screen.spoken_anew()
        await person.shows("夜間でもすぐに")


async def test_two_people_answer_in_two_languages_and_the_host_has_the_same_values() -> None:
    """One after the other at one screen each: what is spoken is of the process, what is stored of nobody's language."""
    async with linked(PLAN) as team:
        desk = await team.desk()
        await desk.submit(c.OpenRound())
        for code, who, said in (("de", "p1", "sofort, auch nachts"), ("ja", "p2", "夜間でもすぐに")):
            speak_language(code)
            async with at_a_screen(team, desk, await team.join(who)) as person:
                await person.go("answer", "urgent")
                await person.shows(said)
                await person.press("1")
                await person.press("enter")
                await until(lambda me=person.workshop: "urgent" in me.mine.answers)  # type: ignore[misc]
                assert person.workshop.mine.answers["urgent"].value == "at-once"


@pytest.mark.parametrize("code", ["de", "ja", "zh"])
async def test_a_screen_in_long_words_and_in_wide_letters(code: str, snapshot: SnapshotAssertion) -> None:
    speak_language(code)
    async with a_person(PLAN, SMALL) as person:
        assert await person.rested() == snapshot(name="lobby")
        await person.desk.submit(c.OpenRound())
        for prompt in ("protect-first", "urgent", "who-decides"):
            await person.go("answer", prompt)
            assert await person.rested() == snapshot(name=prompt)
