"""What was picked stays, what was typed goes, whatever the type of prompt."""

from __future__ import annotations

from typing import Any, get_args

import msgspec
import pytest

from align.domain import events as e
from align.domain.fold import fold
from align.domain.forgetting import GONE, remains
from align.domain.prompts import Prompt, PromptType
from align.domain.state import State, Version
from tests.support.builders import GOOD_VALUES, PROMPTS, REGIONS, options, plan

TYPED: dict[PromptType, tuple[Any, Any]] = {
    "text": ("canary", GONE),
    "list": (["canary", "canary"], [GONE]),
    "decision_rights": (
        {"sites": {"lead": "decide"}, "canary": {"lead": "decide"}},
        {"sites": {"lead": "decide"}, GONE: {}},
    ),
}

SEALED = Version(1, "2027-02-01", {}, (), (), {}, 9, regions=REGIONS)


def kept(prompt: Prompt, value: Any) -> Any:
    """What stays of an answer."""
    made = plan("named")
    made = msgspec.structs.replace(made, pack=msgspec.structs.replace(made.pack, prompts=(prompt,)))
    group = e.Group("pune", ("pune",), (e.Shown(value, "canary", "p1", late=True),))
    revealed = {prompt.id: e.PromptRevealed(prompt.id, 1, 9, (group,))}
    seen = State(workshop="w1", plan=made, phase="sealed", revealed=revealed, versions=[SEALED])
    (shown,) = fold(remains(seen, "2027-03-01")).revealed[prompt.id].groups[0].answers
    assert (shown.comment, shown.author, shown.late) == ("", "", True)
    return shown.value


@pytest.mark.parametrize("kind", get_args(PromptType))
def test_no_typed_word_stays_of_any_type_and_every_pick_does(kind: PromptType) -> None:
    if kind in TYPED:
        prompt = Prompt(id="x", area="success", type=kind, title="", text="", why="", options=options("Sites"))
        value, left = TYPED[kind]
        assert kept(prompt, value) == left
        assert "canary" not in str(kept(prompt, value))
        return
    of_kind = [prompt for prompt in PROMPTS if prompt.type == kind]
    for prompt in of_kind:
        assert kept(prompt, GOOD_VALUES[prompt.id]) == GOOD_VALUES[prompt.id]


def test_own_decisions_alone_leave_that_somebody_wrote_some() -> None:
    prompt = Prompt(id="x", area="success", type="decision_rights", title="", text="", why="")
    assert kept(prompt, {"canary": {"lead": "decide"}}) == {GONE: {}}


def test_signatures_stay_for_they_were_given_to_be_read() -> None:
    signed = [e.Signed("p1", 1, False, "2027-02-02", "Not at night."), e.Signed("p1", 1, True, "2027-02-03")]
    seen = State(
        workshop="w1", plan=plan("region"), phase="sealed", version=1, versions=[SEALED], signatures={1: signed}
    )
    assert fold(remains(seen, "2027-03-01")).signatures == {1: signed}
