"""The options for the doors: what `align host` asks for is what `align serve` understands."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.cli import doors
from align.cli.doors import SAME, WEB_PORT, Doors
from align.cli.host import command as host
from align.cli.invite import command as invite
from align.cli.serve import command as serve
from align.engine.guests import GuestBook, is_key
from align.errors import UserError


@pytest.mark.parametrize(
    ("typed", "meant"),
    [([], Doors()), (["--ssh"], Doors(SAME)), (["--ssh", "7001", "--web"], Doors(7001, WEB_PORT)),
     (["--web", "7002"], Doors(web=7002)),
     (["--web", "--web-url", "https://align.example.org/"], Doors(web=WEB_PORT, web_url="https://align.example.org"))],
)  # fmt: skip
def test_a_host_hands_its_doors_on_to_the_process_that_serves(typed: list[str], meant: Doors) -> None:
    asked = host.make_context("host", ["orion-3", *typed]).params
    assert doors.chosen(asked["ssh"], asked["web"], asked["web_url"]) == meant
    told = serve.make_context("serve", ["orion-3", *meant.arguments()]).params
    assert doors.chosen(told["ssh"], told["web"], told["web_url"]) == meant


@pytest.mark.parametrize(
    ("web", "url"), [(None, "https://x.org"), (1, "x.org"), (1, "https://x.org/y"), (1, "ftp://x")]
)
def test_an_address_that_is_none_of_a_page_is_refused(web: int | None, url: str) -> None:
    with pytest.raises(UserError, match="without a path"):
        doors.chosen(None, web, url)


@pytest.mark.parametrize("asked", [Doors(SAME), Doors(web=WEB_PORT)])
def test_a_door_whose_extra_is_missing_says_how_to_get_it(asked: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "find_spec", lambda module: None)
    with pytest.raises(UserError, match=r"pip install 'align-workshop\[(ssh|web)\]'"):
        doors.chosen(asked.ssh, asked.web)


def test_passes_are_printed_and_kept_as_hashes_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "orion-3.json").touch()
    invite.main(["orion-3", "--passes", "2", "--folder", str(tmp_path)], standalone_mode=False)
    first, second = capsys.readouterr().out.split()
    assert is_key(first)
    assert is_key(second)
    assert first not in str(list(tmp_path.rglob("*")))
    book = GuestBook(tmp_path / "orion-3.json")
    assert [book.spend(one) for one in (first, first.lower(), second, "AAAA-AAAA-AAAA-AAAA")] == [
        True,
        False,
        True,
        False,
    ]
