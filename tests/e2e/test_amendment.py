"""Real processes: version 1 is sealed, objected to from a file, amended to version 2, compared; both are checked."""

from __future__ import annotations

from pathlib import Path

from align.domain import commands as c
from align.engine.reading import read_public
from tests.e2e.test_by_file import LINES, PLAN, align
from tests.support import kits
from tests.support.processes import serving, set_up, wait_for

NAME = "night-train"
FIRST, SECOND = "Pune calls within 4 hours.", "Pune calls within 8 hours."
REASON = "Four hours end in our night."


async def test_a_charter_is_sealed_objected_to_amended_compared_and_checked(tmp_path: Path) -> None:
    host, folder, sent = tmp_path / "host", tmp_path / "sessions", tmp_path / "sent"
    path = set_up(folder, NAME, PLAN)

    def run(*arguments: object, lines: tuple[str, ...] = (), home: Path = host, code: int = 0) -> str:
        done = align(*arguments, home=home, lines=lines)
        assert done.returncode == code, (done.stdout, done.stderr)
        return done.stdout

    def here(command: str, *arguments: object) -> str:
        return run(command, NAME, *arguments, "--folder", folder)

    def sealed(version: int) -> bool:
        state = read_public(path)
        return (state.phase, state.version) == ("sealed", version)

    # Round one: one person answers from a file, and the charter is sealed while a host serves.
    here("invite", "--file", "--for", "Asha Rao", "-o", sent)
    kit = sent / f"{NAME}-asha-rao.kit"
    run("answer", kit, "--plain", lines=(*LINES, "y", ""), home=tmp_path / "asha")
    with serving(path):
        await kits.led(path, c.OpenRound())
        assert "2 answers new" in here("merge", kit.with_suffix(".answers"))
        await kits.led(path, c.CloseRound(), c.MoveTo("agree"))
        await kits.led(path, c.DraftClause("urgent", FIRST, owner="Asha Rao"), c.SettleClause("c1", "provisional"))
        await kits.led(path, c.Seal())
        wait_for(lambda: sealed(1))
        here("charter", "-o", tmp_path / "v1.md")

        # The objection comes from a kit that holds the charter, and nothing that Asha typed.
        here("invite", "--file", "--for", "Asha Rao", "-o", tmp_path / "signing")
        kit = tmp_path / "signing" / kit.name
        assert LINES[0] not in kit.read_text(encoding="utf-8")
        told = run("answer", kit, "--plain", lines=("1", REASON, ""), home=tmp_path / "asha")
        assert FIRST in told
        assert f"You object to clause 1: “{REASON.rstrip('.')}”." in told
        for known in (False, True):
            merged = here("merge", kit.with_suffix(".answers"))
            assert ("1 known before" in merged, "objection is new" in merged) == (known, not known)
        wait_for(lambda: REASON in here("charter"))

        # The objection reopens its clause; its new words become version 2.
        here("amend", "--why", "A night is a night.")
        wait_for(lambda: read_public(path).phase == "agree")
        await kits.led(path, c.ChangeClause("c1", SECOND, owner="Asha Rao"), c.SettleClause("c1", "provisional"))
        await kits.led(path, c.Seal())
        wait_for(lambda: sealed(2))

    difference = here("diff", "1", "2")
    assert "[-4-]" in difference
    assert "{+8+}" in difference
    assert REASON in difference
    assert "Asha Rao" in difference
    here("charter", "-o", tmp_path / "v2.md")
    here("charter", "--version", "1", "-o", tmp_path / "v1-signed.md")
    for made, words in (("v1", FIRST), ("v1-signed", FIRST), ("v2", SECOND)):
        file = tmp_path / f"{made}.md"
        assert words in file.read_text(encoding="utf-8")
        run("verify", file, NAME, "--folder", folder)
    changed = (tmp_path / "v1-signed.md").read_text(encoding="utf-8").replace("within 4 hours", "within 9 hours")
    (tmp_path / "v1-signed.md").write_text(changed, encoding="utf-8")
    run("verify", tmp_path / "v1-signed.md", NAME, "--folder", folder, code=1)
