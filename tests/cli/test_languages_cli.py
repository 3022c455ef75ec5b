"""The command line in the language of whoever types: help, answers and refusals; what programs read stays as it is."""

from __future__ import annotations

import contextlib
import errno
import re
import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest

from align.charter.wording import cells
from align.cli.exits import FAILED, OK, USAGE
from align.cli.main import COMMANDS, run
from align.cli.spoken import spoken, tell_usage
from align.cli.streams import tell_folded
from align.engine.languages import VARIABLE, catalogue, speak_language
from align.language import ENGLISH, _, speak_later
from align.resources import bundled

EXAMPLE = ["--folder", str(Path(__file__).resolve().parents[2] / "sessions" / "example")]
PLAN = str(Path(__file__).resolve().parents[1] / "data" / "plans" / "sourcegraph-support.yaml")
JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")
TYPED = re.compile(r"\s*(?:(?:align|eval|-).*|\S+\])?")
"""What a line of help without a word of Japanese may be: empty, something to type, or what click adds to an option."""


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    """The language is one of the process."""
    yield
    speak_language(ENGLISH)


def said(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, code: str, *typed: str) -> tuple[int, str]:
    """Return the exit code and all that a command says in a language."""
    monkeypatch.setenv(VARIABLE, code)
    exit_code = run(list(typed))
    told = capfd.readouterr()
    return exit_code, told.out + told.err


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS), ["packs", "check"], ["templates", "copy"]])
def test_help_is_japanese_but_for_what_is_typed(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    code, text = said(capfd, monkeypatch, "ja", *command, "--help")
    assert code == OK and text.startswith("使い方: align")
    left = [line for line in text.splitlines()[1:] if not JAPANESE.search(line) and not TYPED.fullmatch(line)]
    assert not left


def test_a_language_that_there_is_not_is_told_in_one_line_with_those_that_there_are(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, text = said(capfd, monkeypatch, "klingon", "list", *EXAMPLE)
    line = "align: ALIGN_LANGUAGE is set to “klingon”, which is ignored. Known: en, de, es, fr, ja, zh."
    assert code == OK and text.count(line) == 1
    assert "ignored" not in said(capfd, monkeypatch, "de", "list", *EXAMPLE)[1]


@pytest.mark.parametrize("typed", [["join"], ["welcome"], ["answer"]], ids=" ".join)
def test_who_takes_part_by_lines_is_told_it_too_and_once(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, typed: list[str]
) -> None:
    code, text = said(capfd, monkeypatch, "klingon", *typed, "--plain", "no-such-thing")
    assert code == FAILED and text.count("ALIGN_LANGUAGE is set to “klingon”, which is ignored.") == 1
    code, text = said(capfd, monkeypatch, "klingon", *typed, "--plain", "--language", "de", "no-such-thing")
    assert code == FAILED and text.count("align: ALIGN_LANGUAGE steht auf „klingon“; das wird übergangen") == 1


def test_a_file_of_a_language_that_cannot_be_read_costs_no_command(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    languages, file = bundled("languages"), tmp_path / "de" / "command.po"
    shutil.copytree(languages / "de", file.parent)
    file.write_text(f"{file.read_text('utf-8')}\nmsgid oops\n", "utf-8")
    monkeypatch.setattr("align.resources.bundled", lambda _name: tmp_path)
    monkeypatch.setenv(VARIABLE, "de")
    catalogue.cache_clear()
    try:
        assert run(["list", *EXAMPLE]) == OK
        told = capfd.readouterr()
        assert told.out == "orion-3  ORION-3 kickoff · besiegelt · 9 Personen · 31. März 2027\n"
        assert re.fullmatch(rf"align: {re.escape(str(file))}, line \d+ cannot be read: msgid oops\n", told.err)
        assert run(["show", "orion-4", *EXAMPLE]) == FAILED
        assert "gibt es keinen Workshop orion-4" in capfd.readouterr().err
    finally:
        catalogue.cache_clear()


def test_amounts_and_days_of_a_check_are_german(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = Path(PLAN).with_name("govuk-technical-oncall.yaml")
    _code, text = said(capfd, monkeypatch, "de", "check", "--plan", str(plan), "--from", "2027-01-04")
    assert "4. Januar 2027 bis 2. Januar 2028" in text
    assert "innerhalb 30 Minuten" in text and "minutes" not in text


def test_a_wrong_command_line_is_wrong_also_where_stderr_takes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_said: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("align.cli.streams.print", full, raising=False)
    assert run(["lis"]) == USAGE
    assert run(["show", "orion-4", *EXAMPLE]) == FAILED


def test_what_is_wrong_in_a_plan_and_worded_badly_in_a_pack_is_german_beside_its_place(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    plan, pack = tmp_path / "plan.yaml", tmp_path / "pack.yaml"
    plan.write_text("title: T\npeople_x: 1\nmilestone: {name: x, date: 2027-3-1}\n", "utf-8")
    code, text = said(capfd, monkeypatch, "de", "plan", "check", str(plan))
    assert code == FAILED
    assert f"{plan}:3:28 milestone.date: '2027-3-1' ist kein Datum." in text
    kickoff = (Path(__file__).resolve().parents[2] / "prompts/kickoff.yaml").read_text("utf-8")
    pack.write_text(re.sub(r"title: The sign of success", "title: Success", kickoff), "utf-8")
    code, text = said(capfd, monkeypatch, "de", "packs", "check", str(pack))
    assert code == OK and "ein Titel hat zwei bis vier Wörter" in text


@pytest.mark.parametrize("text", [
    "Neun simulierte Kolleginnen und Kollegen in Pune, Boston und Basel kommen in den Beispiel-Workshop.",
    "模擬の同僚が九人、プネー、ボストン、バーゼルからこの例のワークショップに参加します。ラウンドを締め切って、地域。",
])  # fmt: skip
def test_what_is_told_beside_a_result_is_folded(capfd: pytest.CaptureFixture[str], text: str) -> None:
    tell_folded(text)
    lines = capfd.readouterr().err.splitlines()
    assert len(lines) == 2 and all(0 < cells(line) <= 78 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "") and lines[1][0] not in "。、"


def test_a_list_an_error_and_a_wrong_command_line_are_german(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _code, text = said(capfd, monkeypatch, "en", "list", *EXAMPLE)
    assert text == "orion-3  ORION-3 kickoff · sealed · 9 people · 31 March 2027\n"
    _code, text = said(capfd, monkeypatch, "de", "list", *EXAMPLE)
    assert text == "orion-3  ORION-3 kickoff · besiegelt · 9 Personen · 31. März 2027\n"
    assert said(capfd, monkeypatch, "de", "show", "orion-4", *EXAMPLE) == (
        FAILED, f"align: In {EXAMPLE[1]} gibt es keinen Workshop orion-4. Vorhanden: orion-3.\n",
    )  # fmt: skip
    code, text = said(capfd, monkeypatch, "de", "check", "--from", "yesterday", "x")
    assert code == USAGE
    assert "Fehler: Ungültiger Wert für '--from': 'yesterday' passt nicht zum Format '%Y-%m-%d'." in text


WRONG = {click.DateTime: "zz", click.Choice: "zz", click.IntRange: "zz", click.FloatRange: "zz", type(click.INT): "zz"}
"""A value that an option of this type does not take."""


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command with the words it is called by, those inside another one too."""
    for name, (module, _about) in COMMANDS.items():
        command = spoken(import_module(module).command)
        yield name, command
        yield from ((f"{name} {inner}", each) for inner, each in getattr(command, "commands", {}).items())


def wrong_lines(command: click.Command, folder: Path) -> Iterator[list[str]]:
    """Every kind of wrong command line that a command can be given."""
    arguments = [each for each in command.params if isinstance(each, click.Argument)]
    good = ["bash" if isinstance(each.type, click.Choice) else "x" for each in arguments]
    yield []
    yield ["--nope"]
    yield ["--hel"]
    yield [*good, "y"]
    yield [*good, "y", "y"]
    yield ["zz"]
    for each in command.params:
        value = WRONG.get(type(each.type), "")
        if isinstance(each, click.Argument):
            some = [str(folder), str(folder / "none")] if isinstance(each.type, click.Path) else [value or "x"]
            yield from ([one if other is each else right for other, right in zip(arguments, good, strict=True)]
                        for one in some)  # fmt: skip
            continue
        option = each.opts[0]
        yield from ([*good, option], [*good, option[:-1]], [*good, f"{option}={value}"], [*good, f"{option}=-7"])
        if isinstance(each.type, click.Path):
            yield from ([*good, f"{option}={path}"] for path in (folder, folder / "none", folder / "file"))


@pytest.mark.parametrize(("name", "command"), list(commands()), ids=lambda one: one if isinstance(one, str) else "")
def test_every_wrong_command_line_is_refused_in_japanese(
    name: str, command: click.Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    said = list[str]()
    monkeypatch.setattr("align.cli.spoken.complain", said.append)
    speak_language("ja")
    (tmp_path / "file").touch()
    for typed in wrong_lines(command, tmp_path):
        with contextlib.suppress(click.exceptions.NoArgsIsHelpError):
            try:
                command.make_context(name, typed)
            except click.UsageError as error:
                tell_usage(error)
    errors = [line.partition("\n")[0] for line in said if line.startswith("エラー")]
    assert errors and all(JAPANESE.search(line) for line in errors)
    assert not [line for line in errors if re.search("[A-Za-z]{3}", re.sub("'[^']*'", "", line.partition(":")[2]))]


@pytest.mark.parametrize("command", [
    ["show", "orion-3", "--json"], ["show", "orion-3", "--analysis", "--json"], ["check", "orion-3", "--json"],
    ["check", "--plan", PLAN, "--from", "2027-01-04", "--json"], ["lint", "orion-3", "--json"],
    ["diff", "orion-3", "--json"], ["diff", "orion-3", "--format", "md"], ["charter", "orion-3"],
])  # fmt: skip
def test_json_and_the_charter_are_the_same_in_every_language(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.setenv(VARIABLE, "en")
    run([*command, *EXAMPLE])
    english = capfd.readouterr().out
    for code in ("de", "ja"):
        monkeypatch.setenv(VARIABLE, code)
        run([*command, *EXAMPLE])
        assert capfd.readouterr().out == english


def test_what_changed_and_why_a_pulse_asked_is_told_in_german(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _code, text = said(capfd, monkeypatch, "de", "diff", "orion-3", *EXAMPLE)
    assert text.startswith("ORION-3 kickoff: von Version 1 zu Version 2\nVersion 1 wurde am 12. Januar 2027 (UTC)")
    assert "Gebeten hat ein Puls: Puls 1: 2 von 8, die Gelegenheit dazu hatten, sahen sie gelebt" in text


def test_the_check_of_promises_is_told_in_japanese_and_its_table_keeps_its_columns(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _code, text = said(capfd, monkeypatch, "ja", "check", "--plan", PLAN, "--from", "2027-01-04")
    assert "✓ 守れる" in text and "最長: 169 h" in text
    assert "知らせ 月 2027年11月1日 16:01 UTC" in text
    week = text[text.index("一週間の勤務、UTC") :].splitlines()[2:9]
    assert {cells(row) for row in week} == {10 + 24} and week[0].startswith("     月   ")


def test_no_language_is_looked_for_before_something_is_said() -> None:
    asked = []

    def choose() -> tuple[str, None]:
        asked.append(True)
        return ENGLISH, None

    speak_later(choose)
    assert not asked
    assert _("Stopped.") == _("Stopped.") and asked == [True]
    speak_later(choose)
    speak_language(ENGLISH)  # as --language does
    assert _("Stopped.") and asked == [True]
