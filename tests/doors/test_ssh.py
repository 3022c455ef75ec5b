"""The door for SSH: the code as password, a client of one's own, and nobody touched by what happens to another."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from pathlib import Path
from typing import Any

import asyncssh
import pytest

from align.domain import commands as c
from align.doors.ssh import TRIES
from align.engine.guests import VARIABLE, GuestBook, guest_here
from align.engine.joining import Doorway
from align.engine.languages import wanted_language
from align.errors import SyncError
from align.sync.door import BURST, FREE_TRIES, LOCK_AFTER
from tests.doors.guests import House, a_house, folders

WRONG = "AAAA-AAAA"


async def test_somebody_with_only_ssh_answers_and_comes_back_by_their_key(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        async with house.guest() as me:
            key = await me.key()
            await me.sit("Pune 1")
            await house.lead(c.OpenRound())
            await me.shows("Assume")
            me.press("w", "o", "r", "d")
            me.resize(80, 24)
            await me.shows("│ word ")
        await house.emptied()
        assert len(folders(house)) == 1
        assert "Pune 1" not in str(folders(house)[0])
        assert key not in str(folders(house)[0])
        async with house.guest(key.lower().replace("-", " ")) as me:
            await me.shows("welcome back", "Keep my seat")
            me.press("enter")
            await me.shows("│ word ")
            me.press("ctrl+q")
            await me.shows("Leave align now?", "on the host's computer")
            me.press("y")
            await me.said("To come back", key)


async def test_who_wants_nothing_kept_leaves_nothing_behind(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        async with house.guest() as me:
            key = await me.key()
            me.press("down", "enter")
            await me.shows("Who are you?")
            me.press("down", "enter")
            await me.shows("online")
            assert not list(house.door.lobby.book.folder.rglob("*.json"))
        await house.emptied()
        assert not folders(house)
        with pytest.raises(asyncssh.PermissionDenied):
            await house.connect(key)


async def test_a_seat_that_was_kept_can_be_taken_along_the_next_time(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        async with house.guest() as me:
            key = await me.key()
            await me.sit("Pune 1")
        await house.emptied()
        async with house.guest(key) as me:
            await me.shows("welcome back")
            me.press("down", "enter")
            await me.shows("online")
        await house.emptied()
        assert not folders(house)


async def test_a_pass_lets_one_person_in_once(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        (one,) = house.door.lobby.book.passes(1)
        async with house.guest(one) as me:
            await me.sit("Pune 1")
        with pytest.raises(asyncssh.PermissionDenied):
            await house.connect(one)


async def test_people_are_asked_for_the_code_in_words_and_no_key_of_theirs_is_wanted(tmp_path: Path) -> None:
    asked: list[str] = []

    class Asked(asyncssh.SSHClient):
        def kbdint_auth_requested(self) -> str:
            return ""

        def kbdint_challenge_received(self, name: str, instructions: str, lang: str, prompts: Any) -> list[str]:
            asked.extend(text for text, _ in prompts)
            return [house.code for _ in prompts]

    async with a_house(tmp_path) as house:
        port = house.hosted.server.port
        methods = await asyncssh.get_server_auth_methods("127.0.0.1", port, "x", config=None)
        assert sorted(methods) == ["keyboard-interactive", "password"]
        async with house.connect("", client_factory=Asked, password_auth=False, client_keys=[_a_key()]):
            assert asked == ["Join code or key: "]


async def test_wrong_codes_are_judged_as_slowly_as_at_the_other_door_and_lock_both(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        for _ in range(FREE_TRIES):
            with pytest.raises(asyncssh.PermissionDenied):
                await house.connect(WRONG)
        with pytest.raises(asyncssh.PermissionDenied):
            await house.connect(house.code)  # right, but its sender has to wait by now
        assert house.hosted.reception._door.failures == FREE_TRIES
        for number in range(LOCK_AFTER):
            house.hosted.reception._door._patience = BURST
            house.door.lobby.judge(WRONG, f"192.0.2.{number}", "")
        assert "locked" in house.hosted.reception.warning
        with pytest.raises(SyncError):
            await Doorway.open(house.hosted.here, house.code)
        await house.desk.request("new-code")
        await (await Doorway.open(house.hosted.here, house.code)).close()


async def test_a_line_on_which_wrong_codes_are_given_is_ended(tmp_path: Path) -> None:
    given: list[str] = []

    class Guesser(asyncssh.SSHClient):
        def password_auth_requested(self) -> str:
            given.append(WRONG)
            return WRONG

    async with a_house(tmp_path) as house:
        with pytest.raises((asyncssh.Error, OSError)):
            await house.connect(None, client_factory=Guesser)  # type: ignore[arg-type]
    assert 1 <= len(given) <= TRIES


async def test_one_who_crashes_or_hangs_up_touches_nobody_else(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house, house.guest() as other:
        await other.sit("Pune 1")
        async with house.guest() as falls:
            await falls.sit("Boston 1")
            (session,) = (each for each in house.door.lobby.inside if each.guest.key != other_key(house, falls))
            os.kill(session.process, signal.SIGKILL)
            await falls.ended()
        async with house.guest() as goes:
            await goes.shows("Keep my seat")
            goes.line.abort()
        other.resize(100, 30)
        await house.lead(c.OpenRound())
        await other.shows("Assume", "online")


async def test_a_second_window_with_the_same_key_takes_the_place_of_the_first(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house, house.guest() as first:
        key = await first.key()
        await first.sit("Pune 1")
        async with house.guest(key) as second:
            await first.ended()
            await first.said("in again elsewhere")
            await second.shows("welcome back")


async def test_a_full_house_says_so_to_each_in_their_language(tmp_path: Path) -> None:
    async with a_house(tmp_path, most=1) as house, house.guest() as one:
        await one.shows("Keep my seat")
        async with house.guest() as two:
            await two.said("no room for more guests")
        async with house.guest(env={"LANG": "de_CH.UTF-8"}) as three:
            await three.said("kein Platz für weitere Gäste")
        await one.sit("Pune 1")


@pytest.mark.parametrize(("user", "term"), [("kickoff", "dumb"), ("plain", "xterm-256color"), ("kickoff", None)])
async def test_line_by_line_where_the_terminal_can_no_more_or_the_person_wants_it(
    tmp_path: Path, user: str, term: str | None
) -> None:
    async with a_house(tmp_path) as house:
        async with house.guest(user=user, term=term) as me:
            # Who comes as plain comes back so: any other name would open the full screen.
            await me.said("runs on the host's computer", "Enter 1 or 2:")
            assert ("plain@127.0.0.1" in me.raw.decode()) == (user == "plain")
            me.press("1\n")
            await me.said("Your number or name:")
            me.press("1\n")
            await house.lead(c.OpenRound())
            await me.said("1 of ")
            assert b"\x1b[?1049h" not in me.raw
        await house.emptied()
        assert len(folders(house)) == 1


async def test_there_are_no_commands_files_or_forwarded_lines(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house, house.connect(house.code) as line:
        attempts: tuple[Any, ...] = (
            lambda: line.open_connection("127.0.0.1", house.hosted.server.port),
            lambda: line.start_server(lambda *_: None, "127.0.0.1", 0),
            lambda: line.start_unix_server(lambda *_: None, str(tmp_path / "socket")),
        )
        for refused in attempts:
            with pytest.raises((asyncssh.Error, asyncssh.ChannelListenError)):
                await refused()
        with pytest.raises(asyncssh.Error):
            await line.run("id")
    async with a_house(tmp_path / "two") as house, house.connect(house.code) as line:
        with pytest.raises(asyncssh.Error):
            await line.start_sftp_client()


async def test_nothing_is_logged_of_who_came_from_where_with_what(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with a_house(tmp_path) as house:
        with pytest.raises(asyncssh.PermissionDenied):
            await house.connect(WRONG, client_keys=[_a_key()])
        async with house.guest() as me:
            await me.sit("Pune 1")
        for word in ("127.0.0.1", WRONG, house.code, "kickoff", "Pune 1", "ssh-ed25519"):
            assert word not in caplog.text


async def test_the_process_of_a_guest_gets_nothing_of_the_hosts_person(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with a_house(tmp_path) as house:
        guest = house.door.lobby.judge(house.code, "192.0.2.1", "ssh")
        assert guest is not None
        house.door.lobby.environment = {
            "PATH": "/bin",
            "SSH_AUTH_SOCK": "/x",
            "HOME": "/home/someone",
            "PASSWORD": "p",
            "LD_PRELOAD": "/x",
        }
        environment = house.door.lobby.environment_of(guest, "xterm", colourless=True)
        assert not {"SSH_AUTH_SOCK", "PASSWORD", "LD_PRELOAD"} & set(environment)
        assert "someone" not in str(environment)
        assert environment["NO_COLOR"] == "1"
        monkeypatch.setenv(VARIABLE, environment[VARIABLE])
        assert guest_here() == guest
        assert guest_here() is None


async def test_colours_are_of_256_and_none_where_none_are_wanted(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        for wanted, env in ((True, {}), (False, {"NO_COLOR": "1"}), (True, {})):
            async with house.guest(env=env) as me:
                await me.key()
                assert (b"\x1b[38;5;" in me.raw or b";38;5;" in me.raw) is wanted
                assert b"38;2;" not in me.raw


async def test_two_guests_are_met_in_the_languages_of_their_own_terminals(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        met = []
        for asked in ("ja_JP.UTF-8", "de_CH.UTF-8", "tlh", ""):
            guest = house.door.lobby.judge(house.code, "192.0.2.1", "ssh")
            assert guest is not None
            met.append(wanted_language(house.door.lobby.environment_of(guest, "xterm", language=asked)))
        assert met == ["ja", "de", "en", "en"]


async def test_the_doors_key_stays_the_same_and_the_host_answers_on_the_same_port(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        marks = [house.door.fingerprint, house.hosted.reception.keys.ssh]
        doorway = await Doorway.open(house.hosted.here, house.code)
        await doorway.close()
        # One who waits to be greeted, as few programs do.
        reader, writer = await asyncio.open_connection("127.0.0.1", house.hosted.server.port)
        assert (await reader.readline()).startswith(b"SSH-2.0-")
        writer.close()
        assert house.hosted.reception.doors == (f"{house.door.command}  (its key: {marks[0]})",)
        assert marks[0].startswith("SHA256:")
        assert "PRIVATE KEY" in marks[1]


def other_key(house: House, guest: object) -> str:
    """The key of whoever came first."""
    return next(iter(house.door.lobby.inside)).guest.key


def test_forgetting_takes_what_guests_typed_and_leaves_their_seats(tmp_path: Path) -> None:
    from align.domain.commands import GiveAnswer
    from align.engine.seat import Seat, SeatFile

    book = GuestBook(tmp_path / "w.json")
    place = book.welcome("ABCD-EFGH-JKMN-PQRS") / "seats" / "w-x.json"
    SeatFile(place).save(Seat("t", "token", "p1", "W", {"fact": "secret"}, {"1": GiveAnswer("fact", "secret")}))
    place.with_suffix(".damaged").write_text("secret")
    book.forget_words()
    assert not [each for each in tmp_path.rglob("*") if each.is_file() and b"secret" in each.read_bytes()]
    seat = SeatFile(place).seat
    assert seat is not None
    assert seat.token == "token"


def _a_key() -> asyncssh.SSHKey:
    return asyncssh.generate_private_key("ssh-ed25519")
