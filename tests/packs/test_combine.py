"""Several packs become one: every prompt once, in order, with where it came from."""

from __future__ import annotations

import msgspec
import pytest

from align.domain.prompts import Pack
from align.errors import UserError
from align.packs.catalogue import find_pack
from align.packs.combine import combine
from align.packs.writing import plan_to_yaml
from tests.support.plans import FOLDERS, SMALL, load, problems

KICKOFF, SIGNALS, PULSE = (find_pack(name, FOLDERS) for name in ("kickoff", "partner-signals", "pulse"))


def some(pack: Pack, *ids: str) -> Pack:
    return msgspec.structs.replace(pack, prompts=tuple(pack.prompt(one) for one in ids))


def test_prompts_keep_their_order_and_say_where_they_are_from() -> None:
    both = combine([some(KICKOFF, "urgent", "silence"), some(SIGNALS, "last-mistake")])
    assert [(prompt.id, prompt.origin) for prompt in both.prompts] == [
        ("urgent", "kickoff"), ("silence", "kickoff"), ("last-mistake", "partner-signals"),
    ]  # fmt: skip
    assert (both.id, both.cuts) == ("kickoff+partner-signals", ("region", "party"))
    assert both.title == "Kickoff across regions + Signals between partners"


def test_the_minutes_are_those_of_all_together() -> None:
    assert combine([KICKOFF, SIGNALS]).minutes == pytest.approx(KICKOFF.minutes + SIGNALS.minutes)


def test_one_pack_stays_as_it_is() -> None:
    assert combine([KICKOFF]) is KICKOFF


def test_an_id_in_two_packs_is_named_with_both() -> None:
    with pytest.raises(UserError, match=r"urgent \(kickoff and pulse\), first-reply \(kickoff and pulse\), silence"):
        combine([KICKOFF, PULSE])


def test_too_many_prompts_and_none_are_refused() -> None:
    many = [msgspec.structs.replace(KICKOFF.prompts[0], id=f"q{n}") for n in range(59)]
    with pytest.raises(UserError, match="these packs have 61"):
        combine([msgspec.structs.replace(KICKOFF, prompts=tuple(many)), some(PULSE, "urgent", "silence")])
    with pytest.raises(UserError, match="these packs have 0"):
        combine([])


def test_a_plan_takes_packs_from_a_list() -> None:
    plan = load(SMALL + "pack: [{name: kickoff, core: true}, {name: partner-signals, prompts: [people-stay]}]")
    assert [prompt.id for prompt in plan.pack.prompts][-2:] == ["shared-habits", "people-stay"]
    assert load(SMALL + "pack: [kickoff, partner-signals]").pack == combine([KICKOFF, SIGNALS])
    assert load(SMALL + "pack: [kickoff]").pack == KICKOFF


def test_a_plan_of_several_packs_reads_back_as_itself() -> None:
    plan = load(SMALL + "pack: [{name: pulse, core: true}, partner-signals, {name: pulse, prompts: [client-unasked]}]")
    assert load(plan_to_yaml(plan)) == plan


def test_mistakes_in_a_list_of_packs_are_named_with_their_places() -> None:
    assert problems(SMALL.replace("title: T", "title: T\npack: [kickoff, pulse]")) == [
        "plan:2:7 pack: These prompts are taken twice: urgent (kickoff and pulse), first-reply (kickoff and pulse), "
        "silence (kickoff and pulse). Name the `prompts` of each pack, each id once."
    ]
    assert problems(SMALL.replace("title: T", "title: T\npack: [kickoff, {name: pulze}]")) == [
        "plan:2:24 pack[2].name: There is no pack called 'pulze'. Did you mean pulse?"
    ]
    assert "these packs have 0" in problems(SMALL.replace("title: T", "title: T\npack: []"))[0]
