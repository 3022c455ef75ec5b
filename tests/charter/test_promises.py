"""A charter holds its promises: all fields, whether they can be kept, the week as a table, and why it was sealed."""

from __future__ import annotations

from typing import Any

import msgspec

from align.charter.promises import promises
from align.charter.render import charter_markdown
from align.domain.promises import Holder
from align.domain.state import State
from tests.charter.story import PROMISE, shown, story


def sealed(**fields: Any) -> State:
    """The story's sealed state with other values."""
    return msgspec.structs.replace(shown(story()), **fields)


def with_promises(state: State, *made: Any) -> State:
    plan = msgspec.structs.replace(state.the_plan, promises=made)
    return msgspec.structs.replace(state, plan=plan)


def test_without_promises_there_is_no_section() -> None:
    assert "## Promises" not in charter_markdown(with_promises(sealed()))


def test_what_is_missing_is_named_and_the_verdict_is_there() -> None:
    view = promises(sealed())
    (one,) = view["list"]
    assert one["missing"] == ["starts when"]
    assert one["verdict"].startswith("✗ cannot be kept: kept for ")
    assert "UTC (Pune " in one["worst"]
    assert one["wordings"]
    assert [(strip["who"], strip["zone"]) for strip in one["strips"]] == [
        ("All owners", "UTC"), ("P Pune", "UTC"), ("P Pune", "Asia/Kolkata"), ("B Boston", "UTC"),
        ("B Boston", "America/New_York"),
    ]  # fmt: skip
    monday = one["strips"][2]["days"][0]
    assert monday == {"day": "Mon", "hours": ["······", "···PPP", "PPPPPp", "······"]}


def test_the_year_begins_in_the_week_of_sealing_or_of_the_milestone() -> None:
    assert promises(sealed())["period"] == "Checked over 52 weeks from 16 November 2026 on."
    assert promises(sealed(sealed_on=""))["period"] == "Checked over 52 weeks from 8 March 2027 on."


def test_owners_without_hours_are_named_and_nothing_is_computed() -> None:
    state = with_promises(sealed(), msgspec.structs.replace(PROMISE, owner=(Holder(name="Sam [x](y)"),)))
    (one,) = promises(state)["list"]
    assert one["owners"] == ["Sam [x](y): hours not known"]
    assert one["verdict"] == "? cannot be checked" and not one["strips"] and not one["worst"]
    assert "[x](y)" not in charter_markdown(state), "words are shown, they never become a link"


def test_the_reason_for_sealing_all_the_same_is_quoted() -> None:
    text = charter_markdown(sealed(sealed_despite="We ask for on-call time.\n# Not a heading"))
    assert "> We ask for on-call time." in text
    assert "\n# Not a heading" not in text


def test_a_still_copy_is_not_touched_by_what_comes_later() -> None:
    state = shown(story())
    still = state.still()
    before = charter_markdown(still)
    state.clauses.clear()
    for votes in state.votes.values():
        votes[-1].result = None
    state.revealed.clear()
    assert charter_markdown(still) == before
