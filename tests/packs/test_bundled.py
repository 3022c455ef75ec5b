"""The packs that come with align are complete: every prompt has all that a workshop and a charter need."""

from __future__ import annotations

import pytest

from align.domain.prompts import Pack, Prompt
from align.packs.catalogue import find_pack
from align.packs.combine import combine
from align.resources import bundled
from tests.support.plans import FOLDERS

SIZES = {"kickoff": 16, "cro-sponsor": 14, "pulse": 13, "partner-signals": 10}
MINUTES = {"kickoff": 26, "cro-sponsor": 20, "pulse": 4, "partner-signals": 12}
SENSITIVE = {
    "lost-trust", "own-error", "skipped-step", "plan-wont-work", "bad-news", "under-pressure", "wish-to-stay",
    "last-mistake",
}  # fmt: skip
PACKS = [find_pack(name, FOLDERS) for name in SIZES]
PROMPTS = [(pack, prompt) for pack in PACKS for prompt in pack.prompts]

each_pack = pytest.mark.parametrize("pack", PACKS, ids=list(SIZES))
each_prompt = pytest.mark.parametrize("prompt", [one for _, one in PROMPTS], ids=[f"{p.id} {q.id}" for p, q in PROMPTS])


@each_pack
def test_a_pack_has_the_size_of_the_method_and_fits_into_its_time(pack: Pack) -> None:
    assert len(pack.prompts) == SIZES[pack.id]
    assert pack.minutes <= MINUTES[pack.id]
    assert 3 <= sum(prompt.core for prompt in pack.prompts) < len(pack.prompts)


@each_prompt
def test_a_prompt_is_complete(prompt: Prompt) -> None:
    assert all((prompt.title, prompt.text, prompt.why, prompt.help, prompt.example, prompt.clause, prompt.pulse))
    assert bool(prompt.predict_text) == prompt.predict
    assert bool(prompt.after_text) == (prompt.type == "scenario")


def test_what_may_hurt_is_shown_only_from_five_answers_on() -> None:
    assert {prompt.id for _, prompt in PROMPTS if prompt.sensitive} == SENSITIVE


def test_packs_that_are_asked_before_the_work_can_be_asked_together() -> None:
    together = combine([find_pack(name, FOLDERS) for name in ("kickoff", "cro-sponsor", "partner-signals")])
    assert len(together.prompts) == 40


def test_the_pulse_asks_the_kickoffs_prompts_again_so_that_answers_can_be_compared() -> None:
    kickoff, pulse = PACKS[0], PACKS[2]
    for prompt_id in ("urgent", "first-reply", "silence"):
        before, after = kickoff.prompt(prompt_id), pulse.prompt(prompt_id)
        assert (before.type, before.text, before.options, before.units) == (
            after.type, after.text, after.options, after.units,
        )  # fmt: skip


def test_every_file_names_the_schema_for_editors() -> None:
    for path in bundled("prompts").glob("*.yaml"):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first == "# yaml-language-server: $schema=../docs/schema/pack.schema.json"
