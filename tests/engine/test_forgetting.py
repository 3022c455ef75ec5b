"""Forgotten means gone: not a word that people wrote is left in any file, and the charter says what it said."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from align.analysis.compare import compare
from align.charter.context import context
from align.charter.render import charter_markdown
from align.cli.main import run
from align.domain import commands as c
from align.domain import events as e
from align.domain.codec import Fact, from_doc, to_doc
from align.domain.forgetting import remains
from align.domain.model import Attribution, Scope
from align.domain.visibility import public
from align.engine.clock import Clock, new_id
from align.engine.errand import Errand, host_of
from align.engine.forgetting import forget, look
from align.engine.hosting import keys_path
from align.engine.reading import read_public
from align.engine.reception import Keys
from align.errors import Rejected, UserError
from align.storage.copies import copies_path, note_copy, noted_copies
from align.storage.doctor import backup
from align.storage.loading import log_path
from align.storage.register import Register
from align.storage.tinydb_store import create
from tests.charter import story
from tests.support import builders, kits
from tests.support.builders import Played, person
from tests.support.processes import ALIGN, serving

MODES: tuple[Attribution, ...] = ("named", "region", "merged")


def canary(kind: str) -> str:
    return f"canary-{kind}-7Q"


def played(mode: Attribution = "region", *, backwards: bool = False) -> Played:
    """The charter's story with a canary in everything that people write, sealed; `backwards`: answered so."""
    given = [
        one | {"fact": canary("text") + str(number), "signs": [canary("line"), f"sign {number}"]}
        for number, one in enumerate(story.answers())
    ]
    told = Played(story.the_plan(mode)).lead(c.OpenRound())
    for number, one in list(enumerate(given[:-1], 1))[:: -1 if backwards else 1]:
        told.answer(f"p{number}", **one)
        told.do(person(f"p{number}"), c.GiveAnswer("urgent", one["urgent"], canary("comment")))
        told.guess(f"p{number}", "sure", **({"everyone": 3} if mode == "merged" else {"pune": 3, "boston": 4}))
    told.lead(c.CloseRound())
    told.answer("p11", **given[-1])
    told.do(person("p1"), c.TakeNote("urgent", "spoken and written down"))
    told.lead(c.MoveTo("agree"), c.DraftClause("fact", canary("draft"), Scope(), "Pune 1", "2027-02-01"))
    story.vote(told, "c1", 1, [2, 4, 4], canary("reason"))
    told.lead(c.ChangeClause("c1", "We count it when we see it.", Scope(), "Pune 1", "2027-02-01"))
    story.vote(told, "c1", 2, [2, 4, 4], "quoted in the charter")
    told.lead(
        c.SettleClause("c1", "dissent_recorded", dissent=(canary("dissent"),)),
        c.SettleClause("c1", "dissent_recorded", dissent=("recorded in the charter",)),
        c.DraftClause("fact", canary("dropped")), c.DropClause("c2"),
        c.DraftClause("wait", "A decision waits 4 hours."), c.SettleClause("c3", "provisional"), c.Seal(),
    )  # fmt: skip
    return told


def on_disk(folder: Path, told: Played) -> Path:
    """The log in a file, folded twice and kept open long enough for journal and earlier generation to hold it."""
    store = create(folder / f"{kits.NAME}.json")
    for event in told.log:
        store.append([to_doc(Fact(new_id(), event))], store.seq)
        if isinstance(event, e.RoundClosed | e.VoteClosed):
            store.fold()
    store.close()
    return store.path


def rests(folder: Path) -> list[str]:
    """Files in which a canary is left."""
    return [str(one) for one in folder.rglob("*") if one.is_file() and b"canary" in one.read_bytes()]


@pytest.mark.parametrize("mode", MODES)
def test_the_charter_stays_to_the_byte_and_no_word_that_people_wrote_is_left(tmp_path: Path, mode: Attribution) -> None:
    path = on_disk(tmp_path, played(mode))
    charter, view = charter_markdown(read_public(path)), context(read_public(path))
    assert len(rests(tmp_path)) >= 2
    forget(path, look(path), Clock())
    assert rests(tmp_path) == []
    assert charter_markdown(read_public(path)) == charter
    assert context(read_public(path)) == view
    assert "quoted in the charter" in charter
    assert "recorded in the charter" in charter
    seen = read_public(path)
    assert seen.forgotten_on
    assert [note.text for note in seen.notes["urgent"]] == ["spoken and written down"]


@pytest.mark.parametrize("mode", MODES)
def test_what_stays_has_no_author_no_guess_no_comment_and_no_order_of_giving(mode: Attribution) -> None:
    told = played(mode)
    log = remains(public(told.log, compare), "2027-03-01")
    kinds = {type(event) for event in log}
    assert not kinds & {e.AnswerGiven, e.PredictionGiven, e.SupportGiven, e.ClauseChanged, e.ClauseDropped}
    for event in log:
        if isinstance(event, e.PromptRevealed):
            assert not event.guesses
            assert not any(shown.author or shown.comment for group in event.groups for shown in group.answers)
    assert remains(public(played(mode, backwards=True).log, compare), "2027-03-01") == log


def test_only_a_sealed_workshop_can_be_forgotten(tmp_path: Path) -> None:
    path = kits.workshop(tmp_path, builders.plan())
    before = path.read_bytes()
    with pytest.raises(UserError, match="once the charter is sealed"):
        look(path)
    with pytest.raises(Rejected):
        remains(read_public(path), "2027-03-01")
    assert path.read_bytes() == before


def test_a_workshop_that_is_served_is_left_alone(tmp_path: Path) -> None:
    path = on_disk(tmp_path, played())
    with serving(path), pytest.raises(UserError, match="is being served"):
        look(path)
    assert any(isinstance(event, e.AnswerGiven) for event in (fact.event for fact in look(path).facts))


def test_backups_beside_it_go_and_other_workshops_stay(tmp_path: Path) -> None:
    path = on_disk(tmp_path, played())
    backup(path, tmp_path / "orion-3-friday.json")
    backup(path, tmp_path / "copy.bak")
    other = on_disk(tmp_path / "other", played())
    kept = kits.workshop(tmp_path / "third", builders.plan()).rename(tmp_path / "third.json")
    (tmp_path / "broken.json").write_bytes(path.read_bytes()[:400])
    found = look(path)
    assert [one.name for one in found.copies] == ["copy.bak", "orion-3-friday.json"]
    assert [one.name for one in found.unreadable] == ["broken.json"]
    forget(path, found, Clock())
    assert {Path(one).parent for one in rests(tmp_path)} == {other.parent}, "another folder is not touched"
    assert kept.exists()
    assert not list(tmp_path.glob("orion-3-friday*"))
    assert not list(tmp_path.glob("copy.bak*"))


def test_backups_made_elsewhere_go_too_and_those_out_of_reach_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = on_disk(tmp_path / "here", played())
    for place in ("stick", "drawer"):
        (tmp_path / place).mkdir()
        assert run(["backup", kits.NAME, str(tmp_path / place / "orion.json"), "--folder", str(path.parent)]) == 0
    (tmp_path / "drawer").rename(tmp_path / "lost")
    reused = on_disk(tmp_path / "mine", played())
    note_copy(path, reused)
    reused.write_text("{}")
    capsys.readouterr()
    assert run(["forget", kits.NAME, "--yes", "--folder", str(path.parent)]) == 0
    said = capsys.readouterr()
    assert str(tmp_path / "stick" / "orion.json") in said.out
    assert f"delete it where it went: {tmp_path / 'drawer' / 'orion.json'}" in said.err
    assert rests(tmp_path / "here") == rests(tmp_path / "stick") == []
    assert not list((tmp_path / "stick").glob("orion.json*"))
    assert reused.read_text() == "{}", "a file of that name that is something else stays"
    assert noted_copies(path) == [tmp_path / "drawer" / "orion.json"]


def test_a_workshop_that_was_saved_by_the_doctor_takes_the_damaged_one_along(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged, saved = on_disk(tmp_path / "here", played()), tmp_path / "there" / "saved.json"
    with log_path(damaged).open("ab") as journal:
        journal.write(b"no line of a journal\n" * 2)
    folder = ["--folder", str(damaged.parent)]
    assert run(["doctor", kits.NAME, "--repair", str(saved), *folder]) == 0
    assert "Run `align doctor`" not in capsys.readouterr().out
    assert noted_copies(damaged) == [saved]
    assert run(["forget", "saved", "--yes", "--folder", str(saved.parent)]) == 0
    assert str(damaged) in capsys.readouterr().out
    assert rests(tmp_path) == []
    assert not damaged.exists()


def test_a_damaged_note_of_copies_stops_nothing_and_leads_to_no_other_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = on_disk(tmp_path / "here", played())
    victim = tmp_path / "victim.json"
    victim.write_text("{}")
    long = "/" + "x" * 5_000
    lines = [f'"{victim}"', '"../victim.json"', '"/a\\u0000b"', f'"{long}"', "12", "{broken", '"/\\ud800"', ""]
    copies_path(path).write_text("\n".join(lines))
    lines.append('"/\\u001b]52;c;aGk=\\u0007gone"')
    copies_path(path).write_text("\n".join(lines))
    assert run(["forget", kits.NAME, "--yes", "--folder", str(path.parent)]) == 0
    said = capsys.readouterr()
    assert "\x1b" not in said.out + said.err
    assert "Removed" not in said.out
    assert victim.read_text() == "{}"
    assert rests(tmp_path) == []


def test_answers_files_cannot_be_opened_any_more(tmp_path: Path) -> None:
    path = on_disk(tmp_path, played())
    key = Keys(Register(keys_path(path))).sealing
    forget(path, look(path), Clock())
    assert Keys(Register(keys_path(path))).sealing != key
    assert key.encode() not in b"".join(one.read_bytes() for one in tmp_path.iterdir())


def test_forgetting_again_finishes_what_was_cut_off_and_changes_nothing_else(tmp_path: Path) -> None:
    path = on_disk(tmp_path, played())
    forget(path, look(path), Clock())
    stored = kits.log(path)
    backup(path, tmp_path / "after.json")
    path.with_name(path.name + ".prev").write_text(canary("left"))
    found = look(path)
    assert found.copies == [], "a copy of what is forgotten holds nothing"
    forget(path, found, Clock())
    assert rests(tmp_path) == []
    assert kits.log(path) == stored


async def test_a_forgotten_workshop_can_still_be_served_and_looked_at(tmp_path: Path) -> None:
    path = on_disk(tmp_path, played())
    forget(path, look(path), Clock())
    async with host_of(path) as host:
        desk = await Errand.begin(host, host.keys.facilitator)
        assert desk.state == read_public(path)
        await desk.close()


def test_a_new_clause_would_not_get_the_id_of_a_dropped_one(tmp_path: Path) -> None:
    path = on_disk(tmp_path, played())
    forget(path, look(path), Clock())
    assert list(read_public(path).clauses) == ["c1", "c3"]
    assert read_public(path).clauses_begun == 3


def test_the_command_asks_for_the_name_and_the_workshop_still_lists_and_shows(tmp_path: Path) -> None:
    path = on_disk(tmp_path, played())
    charter = align("charter", kits.NAME, folder=tmp_path).stdout
    wrong = align("forget", kits.NAME, folder=tmp_path, typed="yes")
    assert (wrong.returncode, "Nothing was deleted." in wrong.stderr) == (1, True)
    assert any(from_doc(doc).event for doc in kits.log(path) if doc["event"]["kind"] == "answer")
    done = align("forget", kits.NAME, folder=tmp_path, typed=kits.NAME)
    assert done.returncode == 0, done.stderr
    assert "Not reached from here:" in done.stderr
    assert rests(tmp_path) == []
    assert align("charter", kits.NAME, folder=tmp_path).stdout == charter
    assert "sealed" in align("list", folder=tmp_path).stdout
    shown = align("show", kits.NAME, folder=tmp_path).stdout
    assert "Answers: deleted on " in shown
    assert "Pune: (deleted)" in shown
    again = align("forget", kits.NAME, "--yes", folder=tmp_path)
    assert again.returncode == 0, again.stderr


def align(*arguments: str, folder: Path, typed: str = "") -> subprocess.CompletedProcess[str]:
    command = [*ALIGN, *arguments, "--folder", str(folder)]
    return subprocess.run(command, input=f"{typed}\n", capture_output=True, text=True, check=False)
