"""A charter's last line tells whether it was changed, and the log whether it says what was sealed."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.charter.catalogue import ONE_PAGE, copy_template
from align.charter.context import context
from align.charter.decisions import decision_files
from align.charter.render import charter_markdown, written
from align.charter.stamp import fingerprint, read_stamp, stamped
from align.charter.verify import check_log, check_text, read_file
from align.domain import commands as c
from align.domain.state import State
from align.errors import UserError
from tests.charter.story import answered, answers, shown, story, the_plan
from tests.support.builders import person

SEALED: dict[int, State] = {1: shown(story())}
TEXT = charter_markdown(SEALED[1])
DRAFT = shown(answered(the_plan(), answers()))


def made_again(text: str) -> str:
    """Return a changed text with a sum that fits, as somebody would who knows how it is made."""
    body = text[: text.index("Content sha256 ")]
    return f"{body}Content sha256 {hashlib.sha256(body.encode()).hexdigest()}\n"


def signed(*who: str, objecting: str = "") -> State:
    """The story's state once these people signed, and one objected."""
    played = story()
    for one in who:
        played.do(person(one), c.Sign(1, agrees=True))
    if objecting:
        played.do(person(objecting), c.Sign(1, agrees=False, reason="Nights | are *not* covered.", clause="c1"))
    return shown(played)


def test_a_charter_says_who_signed_and_who_objects_with_the_reason() -> None:
    text = charter_markdown(signed("p1", objecting="p2"))
    assert "| Pune 1 | CRA | Norvia | signed on 22 November 2026 |" in text
    assert r"| objects to clause 1 on 22 November 2026: Nights \| are \*not\* covered. |" in text
    assert "| Pune 3 | CRA | Norvia | |" in text


def test_signatures_change_the_last_sum_and_keep_the_sum_of_what_was_sealed() -> None:
    sealed, after = read_stamp(TEXT), read_stamp(charter_markdown(signed("p1")))
    assert sealed is not None and after is not None
    assert after.intact
    assert sealed.unsigned == sealed.sha256 == after.unsigned != after.sha256


def test_a_charter_without_room_for_signatures_is_the_same_before_and_after() -> None:
    assert written(context(signed("p1")), None, ONE_PAGE) == written(context(SEALED[1]), None, ONE_PAGE)


def test_a_charter_is_what_the_log_says_with_all_signatures_or_with_the_first_of_them() -> None:
    now = signed("p1", "p2", objecting="p1")
    for state, later in ((now, False), (signed("p1", "p2"), True), (signed("p1"), True), (SEALED[1], True)):
        found = check_log(charter_markdown(state), SEALED, now)
        assert found.ok
        assert ("Signatures that came later are not in it." in found.sentence) == later


def test_a_signature_that_nobody_gave_is_found_although_the_sum_fits() -> None:
    for forged in (signed("p3"), signed("p1", objecting="p2"), signed("p2", "p1")):
        found = check_log(charter_markdown(forged), SEALED, signed("p1"))
        assert not found.ok
        assert "its signatures are not what the workshop's log says" in found.sentence


def test_the_last_line_is_the_sum_of_all_before_it() -> None:
    body, _, last = TEXT.rstrip("\n").rpartition("\n")
    assert last == f"Content sha256 {hashlib.sha256((body + chr(10)).encode()).hexdigest()}"
    assert body.endswith(f"Version 1, sealed on 22 November 2026 (UTC), template {read_stamp(TEXT).template}.")  # type: ignore[union-attr]


AS_SAVED = (
    TEXT, TEXT.replace("\n", "\r\n"), TEXT.replace("\n", "\r"), f"\ufeff{TEXT}", TEXT.rstrip("\n"), TEXT + "\n\n",
)  # fmt: skip


@pytest.mark.parametrize("as_saved", AS_SAVED)
def test_line_ends_and_what_editors_add_at_the_ends_are_no_change(as_saved: str) -> None:
    assert check_text(as_saved).ok
    assert check_log(as_saved, SEALED, SEALED[1]).ok


@given(st.integers(0, TEXT.index("Content sha256 ") - 1), st.sampled_from("xé5|"))
def test_a_change_of_any_character_is_found(at: int, other: str) -> None:
    changed = TEXT[:at] + other + TEXT[at + 1 :]
    found = check_text(changed)
    assert found.ok == (changed == TEXT)


@given(st.text(alphabet="ab\n\r# ", max_size=40))
def test_what_is_stamped_is_read_back(text: str) -> None:
    view = {"draft": "", "version_words": "Version 3", "sealed_on": "1 May 2027"}
    stamp = read_stamp(stamped(text.replace("\r", ""), view, fingerprint("t")))
    assert stamp is not None
    assert (stamp.version, stamp.template, stamp.intact) == (3, fingerprint("t"), True)


def sentence(text: str, template: Path | None = None, now: State = SEALED[1]) -> str:
    """Return what is said about a charter beside the log, with a mark for good or bad."""
    found = check_log(text, SEALED, now, template)
    return f"{'ok' if found.ok else 'no'}: {found.sentence}"


def test_the_charter_of_the_log_is_recognised_in_every_form_that_carries_a_sum() -> None:
    view = context(SEALED[1])
    for text in (TEXT, written(view, own=ONE_PAGE), *decision_files(view).values()):
        assert sentence(text) == "ok: It is version 1, word for word what the workshop's log says."


def test_a_changed_charter_is_named_as_changed() -> None:
    assert sentence(TEXT.replace("by phone only", "by mail only")).startswith("no: It was changed after it was written")


def test_a_change_with_a_new_sum_is_found_by_the_log() -> None:
    forged = made_again(TEXT.replace("by phone only", "by mail only"))
    assert check_text(forged).ok
    assert sentence(forged).startswith("no: It says version 1 and its own sum is right, but the workshop's log says")


def test_a_version_that_was_never_sealed_is_named() -> None:
    forged = made_again(TEXT.replace("Version 1, sealed", "Version 7, sealed"))
    assert sentence(forged) == "no: It says version 7, which the workshop does not have. Sealed there: 1."


def test_another_template_is_asked_for_and_then_used(tmp_path: Path) -> None:
    own = copy_template("charter", tmp_path)
    own.write_text(own.read_text() + "\nOurs.\n")
    text = charter_markdown(SEALED[1], own)
    assert "no: Its own sum is right, but it was made with another template" in sentence(text)
    assert sentence(text, own).startswith("ok: It is version 1")
    own.write_text("{{ title }}")
    assert "made with another template" in sentence(text, own)


def test_a_draft_is_compared_with_the_workshop_as_it_is_now() -> None:
    text = charter_markdown(DRAFT)
    assert check_log(text, {}, DRAFT).sentence == "It is a draft, word for word what the workshop's log says."
    found = check_log(text, SEALED, SEALED[1])
    assert (found.ok, found.sentence) == (
        False, "It is an unchanged draft, but the workshop has gone on since and is sealed by now."
    )  # fmt: skip


@pytest.mark.parametrize("text", ["", "# A text\n", "Content sha256 abc\n", f"Content sha256 {'0' * 64}\n"])
def test_a_text_without_a_sum_says_nothing(text: str) -> None:
    assert "so nothing can be said about it" in check_text(text).sentence
    assert not check_log(text, SEALED, SEALED[1]).ok


@pytest.mark.parametrize("content", [b"PK\x03\x04\xff", b"", b"a\0b"])
def test_what_is_no_text_is_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "charter.docx"
    path.write_bytes(content)
    with pytest.raises(UserError, match="is no Markdown charter"):
        read_file(path)
    with pytest.raises(UserError, match="cannot be read"):
        read_file(tmp_path / "none")
