"""What the host's command line, its documents, its register and plain mode tell in each phase and mode: nothing sealed.

Beside test_canaries.py (frames, files, logs, screens); kits are searched in tests/engine/test_kits.py, answers files in
test_merging.py, the room's screens in tests/ui/test_room.py, what is left after forgetting in test_forgetting.py.
"""

from __future__ import annotations

import asyncio
import io
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from align.charter.kinds import KINDS
from align.cli.main import run
from align.domain.model import Attribution
from align.storage.register import Register, register_path
from align.storage.tinydb_store import TinyStore, create
from align.ui.plain.console import Console
from align.ui.plain.taking_part import TakingPart
from tests.sealed.canaries import free_plan
from tests.sealed.test_canaries import MODES, Team, play
from tests.support.figures import EVERY, tell
from tests.support.linked import linked

NAME = "kept"


def written(folder: Path) -> Iterator[tuple[str, bytes]]:
    """(name, content) of every file below a folder, and of every part of those that are archives."""
    for file in folder.rglob("*"):
        if file.is_file():
            yield file.name, file.read_bytes()
            if zipfile.is_zipfile(file):
                with zipfile.ZipFile(file) as archive:
                    for part in archive.namelist():
                        yield f"{file.name}/{part}", archive.read(part)


def commands(sessions: Path, out: Path) -> list[list[str]]:
    """All that the command line tells of a workshop or makes of it; a backup is the workshop itself."""
    told = [["list"], ["show", NAME], ["show", NAME, "--json"], ["doctor", NAME]]
    told += [["charter", NAME, "--format", kind, "-o", str(out / kind), "--force"] for kind in KINDS]
    told += [["verify", NAME, str(out / "md")]]
    return [[*each, "--folder", str(sessions)] for each in told]


@pytest.mark.parametrize(
    "mode", ["region", *(pytest.param(mode, marks=pytest.mark.nightly) for mode in ("named", "merged"))]
)
async def test_no_command_no_document_and_no_register_tells_what_is_sealed(
    mode: Attribution, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    sessions, searched, known = tmp_path / "sessions", 0, ""
    path = sessions / f"{NAME}.json"
    register = Register(register_path(path))
    async with linked(free_plan(mode), create(path), register) as link:
        (tmp_path / "seats").mkdir()
        team = Team(link, await link.desk(), tmp_path / "seats")
        wrong, places = team.canaries.wrong, team.canaries.places

        async def look(stage: str) -> None:
            nonlocal searched, known
            out = tmp_path / "out" / stage
            out.mkdir(parents=True)
            for arguments in commands(sessions, out):
                await asyncio.to_thread(run, arguments)
                said = capfd.readouterr()
                assert not wrong(said.out + said.err, "facilitator", stage, named=mode == "named"), (stage, arguments)
                known += said.out
            for name, content in written(out):
                searched += 1
                assert not wrong(content, "facilitator", stage, named=mode == "named"), (stage, name)
                known += content.decode("utf-8", "replace")
            assert register_path(path).exists()
            assert not places(register_path(path).read_bytes()) - {"name"}, stage
            shutil.rmtree(out)

        await play(team, look)
        assert places(known) >= {"answer", "comment", "note", "reason", "dissent", "name"}, "too little was told"
    tell(f"15 canaries in documents, {mode}", f"{searched} files and parts, {len(team.canaries.giver)} canaries", EVERY)


@pytest.mark.parametrize("mode", MODES)
async def test_plain_mode_says_nothing_sealed(mode: Attribution, tmp_path: Path) -> None:
    async with linked(free_plan(mode)) as link:
        team = Team(link, await link.desk(), tmp_path)
        await team.come()
        sink = io.StringIO()
        console = Console(io.StringIO(), sink)
        console._reading = True  # the lines come from here, not from a thread
        way = asyncio.ensure_future(TakingPart(console, team.people["p5"]).run())
        seen = ""
        for stage in ("assume", "reveal", "vote open", "vote closed", "sealed"):
            await getattr(team, stage.replace(" ", "_"))()
            await team.in_step()
            for line in ("", "", "?", "", "", ""):
                console._lines.put_nowait(line)
                for _ in range(20):
                    await asyncio.sleep(0)
            said = sink.getvalue()[len(seen) :]
            assert not team.canaries.wrong(said, "p5", stage, named=mode == "named"), stage
            seen += said
        way.cancel()
        await asyncio.gather(way, return_exceptions=True)
        assert team.canaries.places(seen) & {"answer", "note", "comment"}, "nothing was ever said"
    tell(f"15 canaries in plain mode, {mode}", f"{len(seen)} letters, {len(team.canaries.giver)} canaries", EVERY)


async def test_a_document_that_reads_the_log_itself_is_noticed(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted: the charter's facts come with everything that the workshop's file holds."""
    close = TinyStore.close

    def loud(self: TinyStore) -> None:
        if self._file._lock_fd is None:
            print(self.read())
        close(self)

    monkeypatch.setattr(TinyStore, "close", loud)
    with pytest.raises(AssertionError):
        await test_no_command_no_document_and_no_register_tells_what_is_sealed("region", tmp_path, capfd)
