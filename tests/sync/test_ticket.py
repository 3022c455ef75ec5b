"""A ticket survives being read out, wrapped and pasted; a slip in it is named."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import example, given
from hypothesis.strategies import builds, from_regex, integers, ip_addresses, just, one_of, sampled_from, text

from align.errors import SyncError
from align.sync.ticket import CODE_LETTERS, EXAMPLE, Ticket, is_code, new_code, parse_ticket, plain_code

FP = "abcdefghijklmnopqrstuvwxyz234567"
MARK = f"#{FP}qt"
T = Ticket("10.0.0.7", 7465, "orion-3", FP)

codes = text(sampled_from(CODE_LETTERS), min_size=8, max_size=8).map(lambda plain: f"{plain[:4]}-{plain[4:]}")
tickets = builds(
    Ticket,
    host=one_of(ip_addresses().map(str), sampled_from(["localhost", "host.example.org", "anna-laptop"])),
    port=integers(1, 65535),
    name=from_regex(r"[a-z0-9][a-z0-9-]{0,62}", fullmatch=True),
    fingerprint=from_regex(r"[a-z2-7]{32}", fullmatch=True),
    code=one_of(just(""), codes),
)


@given(tickets)
def test_a_ticket_is_read_as_it_was_written(ticket: Ticket) -> None:
    assert parse_ticket(ticket.text(with_code=True)) == ticket


def test_the_example_shown_to_people_is_a_ticket() -> None:
    assert parse_ticket(EXAMPLE).name == "kickoff"


@pytest.mark.parametrize(
    "pasted",
    [
        f"  align://10.0.0.7:7465/orion-3{MARK}\n",
        f'"align://10.0.0.7:7465/orion-3{MARK}"',
        f"“align://10.0.0.7:7465/orion-3{MARK}”.",
        f"align join align://10.0.0.7:7465/orion-3{MARK}",
        f"align join 'align://10.0.0.7:7465/orion-3{MARK}'",
        f"align://10.0.0.7:7465/ori\r\n    on-3{MARK[:20]}\n{MARK[20:]}",
        f"ALIGN://10.0.0.7:7465/Orion-3{MARK.upper()}",
        f"<align://10.0.0.7:7465/orion-3/{MARK}>",
    ],
)
def test_what_pasting_does_to_a_ticket_is_forgiven(pasted: str) -> None:
    assert parse_ticket(pasted) == T


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("", "This is not a ticket."),
        ("K7QF-2MZD", "This is not a ticket."),
        (f"http://10.0.0.7:7465/orion-3{MARK}", "This is not a ticket."),
        (f"align://:7465/orion-3{MARK}", "The ticket names no host."),
        (f"align://ho_st:7465/orion-3{MARK}", "“ho_st” is not the name or address of a host."),
        (f"align://192.168..20:7465/orion-3{MARK}", "“192.168..20” is not the name or address of a host."),
        (f"align://{'a' * 64}.eu:7465/orion-3{MARK}", f"“{'a' * 64}.eu” is not the name or address of a host."),
        (f"align://[fe80::zz]:7465/orion-3{MARK}", "[fe80::zz] is not an IPv6 address."),
        (f"align://10.0.0.7/orion-3{MARK}", "The ticket has no port after the host."),
        (f"align://10.0.0.7:74650/orion-3{MARK}", "The port “74650” is not a number from 1 to 65535."),
        (f"align://10.0.0.7:746O/orion-3{MARK}", "The port “746o” is not a number from 1 to 65535."),
        (f"align://10.0.0.7:7465{MARK}", "The ticket names no workshop after the port."),
        (f"align://10.0.0.7:7465/-x{MARK}",
         "“-x” is not the name of a workshop: small letters, digits and hyphens only."),
        (f"align://10.0.0.7:7465/orion-3/ABC{MARK}", "The join code in the ticket is not eight letters and digits."),
        (
            "align://10.0.0.7:7465/orion-3",
            "The part after # is missing: without it nobody can tell the host from an impostor.",
        ),
        (
            f"align://10.0.0.7:7465/orion-3{MARK[:-3]}",
            "The part after # has 31 letters where 34 belong: some are missing or too many.",
        ),
        (
            f"align://10.0.0.7:7465/orion-3{MARK.replace('defg', 'edfg')}",
            "The part after # has a slip in it: one or more letters are wrong.",
        ),
    ],
)  # fmt: skip
def test_a_mistyped_ticket_says_what_is_wrong_and_what_one_looks_like(wrong: str, said: str) -> None:
    with pytest.raises(SyncError) as error:
        parse_ticket(wrong)
    assert str(error.value) == f"{said} Copy the whole ticket; it looks like {EXAMPLE}"


def test_nearly_every_slip_in_a_fingerprint_is_told_from_a_wrong_host() -> None:
    missed = 0
    for place in range(34):
        for letter in "abcdefghijklmnopqrstuvwxyz234567":
            mark = MARK[1:][:place] + letter + MARK[1:][place + 1 :]
            with contextlib.suppress(SyncError):
                missed += parse_ticket(f"align://10.0.0.7:7465/orion-3#{mark}") != T
    assert missed <= 5, "of 1,054 slips about one should get through"


def test_neither_code_nor_token_shows_unless_asked_for() -> None:
    ticket = Ticket("::1", 7465, "orion-3", FP, code="ABCD-EFGH", token="secret-token")
    for shown in (str(ticket), repr(ticket), ticket.text(), f"{ticket}"):
        assert "ABCD" not in shown and "secret" not in shown
    assert str(ticket) == f"align://[::1]:7465/orion-3{MARK}"
    assert "ABCD-EFGH" in ticket.text(with_code=True) and "secret" not in ticket.text(with_code=True)


def test_a_code_is_typed_in_any_way_that_looks_the_same() -> None:
    for typed in ("0123-abCD", "o1 23 abcd", "OI23ABCD", "ol23‑abcd", " 0l23--ABCD\n"):
        assert plain_code(typed) == "0123ABCD", typed
        assert is_code(typed)
    for other in ("0123-ABC", "0123-ABCU", "", "0123-ABCDE", "０１２３-ABC"):
        assert not is_code(other), other


def test_new_codes_use_all_of_their_alphabet_and_no_letters_that_look_like_others() -> None:
    codes = [new_code() for _ in range(500)]
    assert len(set(codes)) == 500
    assert all(len(code) == 9 and code[4] == "-" for code in codes)
    assert set("".join(codes)) - {"-"} == set(CODE_LETTERS)
    assert len(CODE_LETTERS) == 32 and not set("ILOU") & set(CODE_LETTERS)


WIDE = {number: number + 0xFEE0 for number in range(0x21, 0x7F)}


@given(codes, sampled_from("-－ー−―　 "))
def test_a_code_typed_in_wide_letters_is_the_same_code(code: str, dash: str) -> None:
    typed = code.replace("-", dash).translate(WIDE)
    assert is_code(typed)
    assert plain_code(typed) == plain_code(code)


@given(tickets)
def test_a_ticket_in_wide_letters_is_the_same_ticket(ticket: Ticket) -> None:
    assert parse_ticket(ticket.text(with_code=True).translate(WIDE)) == ticket


@given(text())
@example("A-\u0301")
@example("\u0390")
def test_what_is_compared_of_a_code_stays_as_it_is(typed: str) -> None:
    assert plain_code(plain_code(typed)) == plain_code(typed)
