"""A charter says what the log says: the same bytes for the same facts, whoever said what, whatever they wrote."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.charter.context import NO_PATIENT_DATA, RECORD, context
from align.charter.preview import preview
from align.charter.render import charter_markdown, render
from align.domain import commands as c
from align.domain import events as e
from align.domain.fold import fold
from align.domain.model import Attribution
from align.domain.state import State
from align.domain.text import clean
from tests.charter.reading import shape_of_tables, structure, visible
from tests.charter.story import SIZES, agreed, answered, answers, shown, story, the_plan
from tests.charter.test_markdown import HOSTILE, LINES, bare
from tests.support.builders import person

GOLDEN = Path(__file__).parent.parent / "data" / "charter.md"
LEVELS = [3, 4, 4, 5, 3, 4, 4, 4, 5, 3, 4]
SOME = settings(max_examples=12)
"""Each case plays or renders a whole workshop."""
KEPT = frozenset(
    {"id", "status", "scope_kind", "scope_of", "attribution", "label", "prompt", "workshop"}
    | {"iso", "review_iso", "sealed_iso", "version_words", "sealed_on", "draft"}
)
"""Words of align's own that templates may test or that are dates; all other texts are people's, or might be."""


def test_the_story_gives_the_charter_on_file() -> None:
    """When the template changes on purpose: python -m tests.charter.story > tests/data/charter.md"""
    assert charter_markdown(shown(story())) == GOLDEN.read_text(encoding="utf-8")


def test_the_same_log_gives_the_same_bytes_and_the_screen_shows_them() -> None:
    log = story().log
    again = [msgspec.json.decode(msgspec.json.encode(event), type=type(event)) for event in log]
    played = story()
    played.log = again
    assert charter_markdown(shown(played)) == charter_markdown(shown(story())) == preview(shown(story()))


@SOME
@given(st.randoms(use_true_random=False))
def test_within_a_region_a_charter_does_not_tell_who_said_what(chance: random.Random) -> None:
    given_answers, first, mixed = answers(), 0, list[dict[str, Any]]()
    for size in SIZES:
        mixed += chance.sample(given_answers[first : first + size], size)
        first += size
    assert told("region", mixed, chance) == told("region", given_answers, None)


@SOME
@given(st.randoms(use_true_random=False))
def test_in_merged_mode_a_charter_tells_neither_person_nor_region(chance: random.Random) -> None:
    given_answers = answers()
    assert told("merged", chance.sample(given_answers, len(given_answers)), chance) == told(
        "merged", given_answers, None
    )


def told(attribution: Attribution, given_answers: list[dict[str, Any]], chance: random.Random | None) -> str:
    """Return the charter of the story with these answers; with `chance`, given in any order, votes mixed as well."""
    everyone = range(len(given_answers))
    order = chance.sample(everyone, len(given_answers)) if chance else everyone
    levels = [3, *(chance.sample(LEVELS[1:], len(LEVELS) - 1) if chance else LEVELS[1:])]
    return charter_markdown(shown(agreed(answered(the_plan(attribution), given_answers, order), levels).lead(c.Seal())))


@pytest.mark.parametrize("attribution", ["named", "region", "merged"])
def test_a_charter_quotes_no_answer_comment_prediction_or_note(attribution: Attribution) -> None:
    played = answered(the_plan(attribution), [])
    canary = (f"canary{number}" for number in count())
    played = answered(
        the_plan(attribution), [{"fact": next(canary), "signs": [next(canary)]} for _ in range(sum(SIZES))]
    )
    played.do(person("p1"), c.TakeNote("fact", next(canary)))
    played.log.insert(2, e.AnswerGiven("sure", "late1", "pune", 3, next(canary)))
    text = charter_markdown(shown(played))
    assert "canary" not in text
    assert "11 of 11 answered" in text


def test_a_region_below_min_n_is_not_told_from_the_others() -> None:
    text = charter_markdown(shown(story()))
    assert "Other regions (Boston and Zürich): 6" in text
    assert not re.search(r"\| Zürich: \d", text)


def test_where_one_answer_may_stand_alone_the_charter_says_so_in_plain_words() -> None:
    played = answered(msgspec.structs.replace(the_plan(), min_n=1), answers())
    text = charter_markdown(shown(played))
    assert "One answer may stand alone; to sensitive prompts, a region with fewer than 5 answers is shown only" in text
    assert "fewer than 1 " not in text


def test_a_named_workshop_shows_who_gave_a_reason_and_others_do_not() -> None:
    def with_reason(attribution: Attribution) -> str:
        played = answered(the_plan(attribution), answers()).lead(c.MoveTo("agree"), c.DraftClause("wait", "A day."))
        played.lead(c.OpenVote("c1")).do(person("p7"), c.GiveSupport("c1", 1, 1, "Too short for nights."))
        for other in ("p1", "p2"):
            played.do(person(other), c.GiveSupport("c1", 1, 4))
        return charter_markdown(shown(played.lead(c.CloseVote("c1"))))

    assert "1 (Serious concern, change it first), Boston 2: Too short for nights." in with_reason("named")
    assert "1 (Serious concern, change it first): Too short for nights." in with_reason("region")
    assert "1 person below 3" in with_reason("region")


# ---- drafts ----------------------------------------------------------------------------------------------------


def test_before_the_reveal_a_draft_holds_the_plan_only_and_says_so() -> None:
    played = answered(the_plan(), answers())
    closing = next(i for i, event in enumerate(played.log) if isinstance(event, e.RoundClosed))
    played.log = played.log[:closing]
    text = charter_markdown(shown(played))
    assert "**DRAFT.** The answers are not shown yet, so this draft holds the plan only." in text
    assert "| Version | Draft |" in text
    assert "| Sealed on | not sealed yet |" in text
    assert "Asia/Kolkata" in text
    assert "### Answers" not in text


def test_a_draft_says_whether_it_has_clauses_and_a_sealed_charter_is_none() -> None:
    played = answered(the_plan(), answers())
    assert "holds no clause yet" in context(shown(played))["draft"]
    assert context(shown(agreed(played, LEVELS)))["draft"] == "The charter is not sealed. Its clauses can still change."
    assert context(shown(played.lead(c.Seal())))["draft"] == ""


def test_every_charter_says_what_it_is_and_is_not() -> None:
    drafted = answered(the_plan(), answers())
    for played in (drafted, story(), story("named"), story("merged")):
        text = charter_markdown(shown(played))
        assert RECORD in text
        assert NO_PATIENT_DATA in text


# ---- form ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [shown(story()), shown(answered(the_plan(), answers())), fold(story().log[:1])])
def test_a_charter_is_tidy_markdown(state: State) -> None:
    text = charter_markdown(state)
    lines = text.split("\n")
    assert [line for line in lines if line.startswith("# ")] == [lines[0]]
    assert text.endswith("\n") and not text.endswith("\n\n")
    assert "\n\n\n" not in text
    assert not [line for line in lines if line != line.rstrip()]
    headings = [line for line in lines if line.startswith("#")]
    assert [n for n in Counter(headings).values() if n > 1] == []
    for before, line, after in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        if line.startswith("#"):
            assert before == "" == after, line
        if line.startswith("|") and not before.startswith("|"):
            assert before == "", line
    for _, cells in shape_of_tables(text):
        assert len(set(cells)) == 1


def test_every_row_of_a_table_has_as_many_bars_as_its_head() -> None:
    table: list[int] = []
    for line in [*charter_markdown(shown(story())).split("\n"), ""]:
        if line.startswith("|"):
            table.append(len(re.findall(r"(?<!\\)\|", line)))
        else:
            assert len(set(table)) < 2
            table = []


# ---- the context -----------------------------------------------------------------------------------------------


def leaves(value: object, path: str = "") -> list[tuple[str, object]]:
    """Return all values that are neither dict nor list, with the key each stands under."""
    if isinstance(value, dict):
        return [leaf for key, one in value.items() for leaf in leaves(one, key)]
    if isinstance(value, list):
        return [leaf for one in value for leaf in leaves(one, path)]
    return [(path, value)]


def keys(value: object) -> set[str]:
    """Return all keys of all dicts in a value."""
    if isinstance(value, dict):
        return set(value) | {key for one in value.values() for key in keys(one)}
    return {key for one in value for key in keys(one)} if isinstance(value, list) else set()


def test_a_template_sees_nothing_but_plain_values() -> None:
    for _, leaf in leaves(context(shown(story()))):
        assert type(leaf) in (str, int, float, bool), leaf


def test_no_key_is_hidden_by_what_a_dict_can_do() -> None:
    assert not {key for key in keys(context(shown(story()))) if hasattr({}, key)}


def test_holidays_are_those_from_sealing_to_the_milestone() -> None:
    pune = context(shown(story()))["regions"][0]
    assert [(one["date"], one["estimated"]) for one in pune["holidays"]] == [
        ("25 December 2026", False), ("26 January 2027", False), ("22 March 2027", True),
    ]  # fmt: skip
    before_sealing = context(fold(story().log[:1]))["regions"][0]
    assert [one["date"] for one in before_sealing["holidays"]] == ["26 January 2027", "22 March 2027"]


def test_clauses_stand_by_area_and_keep_the_numbers_with_which_they_were_begun() -> None:
    view = context(shown(story()))
    clauses = [clause for area in view["areas"] for clause in area["clauses"]]
    assert [clause["number"] for clause in clauses] == [4, 5, 2, 1, 3]
    assert [clause["id"] for clause in clauses] == ["c4", "c5", "c2", "c1", "c3"]
    assert view["areas"][0]["title"] == "What success looks like"
    assert [clause["title"] for clause in view["open_assumptions"]] == ["May wait"]
    assert [(annex["region"], len(annex["texts"]), len(annex["clauses"])) for annex in view["annexes"]] == [
        ("Pune", 1, 0), ("Boston", 0, 1), ("Zürich", 1, 0),
    ]  # fmt: skip


# ---- hostile text ----------------------------------------------------------------------------------------------


def replaced(value: Any, say: Callable[[], str], key: str = "") -> Any:
    """Return a context with every text that may come from people in other words."""
    if isinstance(value, dict):
        # Of `label`, the one beside `label_words` is align's own; the others name options.
        own = KEPT if "label_words" in value else KEPT - {"label"}
        return {name: one if name in own else replaced(one, say, name) for name, one in value.items()}
    if isinstance(value, list):
        return [replaced(one, say, key) for one in value]
    return say() if isinstance(value, str) and value else value


def with_words(words: Callable[[int], str]) -> str:
    """Return the story's charter with the n-th text replaced by `words(n)`."""
    numbers = count()
    return render(replaced(context(shown(story("named"))), lambda: words(next(numbers))))


PLAIN = with_words(lambda number: f"w{number}w")
NUMBERS = [int(number) for number in re.findall(r"w(\d+)w", bare(visible(PLAIN)))]


def test_every_text_of_the_context_is_in_the_charter_or_meant_for_other_templates() -> None:
    assert len(set(NUMBERS)) > 150


@SOME
@given(st.integers(0, len(HOSTILE)))
def test_a_charter_of_hostile_texts_has_the_same_form_and_shows_every_word(shift: int) -> None:
    texts = [clean(text) for text in HOSTILE if clean(text) and "\n" not in clean(text)]
    put = with_words(lambda number: texts[(number + shift) % len(texts)])
    assert structure(put) == structure(PLAIN)
    assert shape_of_tables(put) == shape_of_tables(PLAIN)
    shown_words = re.sub(r"w(\d+)w", lambda found: texts[(int(found[1]) + shift) % len(texts)], bare(visible(PLAIN)))
    assert bare(visible(put)) == bare(shown_words)


@SOME
@given(st.lists(LINES.filter(lambda text: bool(clean(text))), min_size=1, max_size=30))
def test_texts_of_several_lines_add_breaks_and_paragraphs_only(texts: list[str]) -> None:
    put = with_words(lambda number: clean(texts[number % len(texts)]))
    assert set(structure(put)) <= {*structure(PLAIN), "hardbreak"}
    assert shape_of_tables(put) == shape_of_tables(PLAIN)


@SOME
@given(st.text(max_size=60), st.lists(st.sampled_from(HOSTILE), min_size=3, max_size=3))
def test_whatever_a_log_holds_a_context_holds_clean_text(any_text: str, hostile: list[str]) -> None:
    dirty = f"a\x1b[2J\u202e{any_text}\ud800{hostile[0]}"
    plan = the_plan()
    people = tuple(msgspec.structs.replace(one, name=dirty, role=dirty) for one in plan.participants)
    regions = tuple(msgspec.structs.replace(one, name=dirty) for one in plan.regions)
    prompts = tuple(msgspec.structs.replace(one, title=dirty, text=dirty) for one in plan.pack.prompts)
    plan = msgspec.structs.replace(
        plan, title=dirty, participants=people, regions=regions, facilitators=(dirty,),
        milestone=msgspec.structs.replace(plan.milestone, name=dirty, meaning=dirty, code=dirty),
        pack=msgspec.structs.replace(plan.pack, title=dirty, prompts=prompts),
    )  # fmt: skip
    state = shown(story())
    state.plan = plan
    for clause in list(state.clauses.values()):
        state.clauses[clause.id] = msgspec.structs.replace(
            clause, text=dirty, owner=dirty, dissent=(dirty,), regional={"pune": dirty}
        )
    for _, leaf in leaves(context(state)):
        assert not isinstance(leaf, str) or leaf == clean(leaf, longest=100_000)
    charter_markdown(state).encode()
