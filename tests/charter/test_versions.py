"""Every version can be read again as it was sealed, and what two of them do not have in common is told whole."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.analysis.compare import compare
from align.charter.amendment import asked_lines
from align.charter.context import context
from align.charter.diff import MOST_WORDS, applied, changes, marked, pieces
from align.charter.diff_text import NOTHING, diff_markdown, diff_text
from align.charter.render import charter_markdown, written
from align.charter.verify import check_log
from align.charter.versions import IN, OUT, DiffView, difference, history, why_asked
from align.domain import commands as c
from align.domain import events as e
from align.domain.forgetting import remains
from align.domain.model import Clause, Scope, Status
from align.domain.prompts import AREAS
from align.domain.pulses import PULSE
from align.domain.state import State
from align.domain.versions import as_sealed, draft, in_force, version_of
from align.domain.visibility import public
from align.errors import Rejected
from tests.charter.amended import REASON, WHY, amending, objected, second
from tests.charter.story import shown, story
from tests.charter.test_form import faults
from tests.charter.test_markdown import HOSTILE
from tests.support.builders import Played, person

# ---- the core --------------------------------------------------------------------------------------------------

TEXTS = st.text(alphabet="ab .,\n-[{+]}", max_size=30)


def clause(text: str, status: Status, owner: str, region: str, area: Any) -> Clause:
    scope = Scope("region", region) if region else Scope()
    return Clause(id="", prompt="urgent", area=area, text=text, status=status, owner=owner, scope=scope)


CLAUSES = st.dictionaries(
    st.sampled_from([f"c{n}" for n in range(1, 7)]),
    st.builds(
        clause, TEXTS, st.sampled_from(get_args(Status)), st.sampled_from(("", "Fay", "Grace")),
        st.sampled_from(("", "pune")), st.sampled_from(AREAS),
    ),
).map(lambda found: {name: msgspec.structs.replace(one, id=name) for name, one in found.items()})  # fmt: skip


@given(CLAUSES, CLAUSES)
def test_a_difference_applied_to_the_older_clauses_gives_the_newer(
    older: dict[str, Clause], newer: dict[str, Clause]
) -> None:
    made = changes(older, newer)
    assert applied(older, made) == newer
    assert all(change.before != change.after for change in made)
    assert {change.kind for change in changes(older, older)} == set()


@given(st.lists(st.sampled_from(["a", "b", "we", "today", ",", "\n", " "]), max_size=40).map("".join), TEXTS)
def test_cut_texts_are_whole_when_joined_and_share_what_is_not_marked(before: str, after: str) -> None:
    left, right = pieces(before, after)
    assert "".join(piece.text for piece in left) == before
    assert "".join(piece.text for piece in right) == after
    assert _words(left) == _words(right)
    assert marked(left, ("", "")) == before


def _words(run: Sequence[Any]) -> str:
    return "".join("".join(piece.text.split()) for piece in run if not piece.differs)


def test_only_words_that_differ_are_marked_and_spaces_stay_outside() -> None:
    left, right = pieces("We answer today, by phone.", "We  answer at once, by phone.")
    assert marked(left, OUT) == "We answer [-today-], by phone."
    assert marked(right, IN) == "We  answer {+at once+}, by phone."


def test_a_text_that_is_too_long_to_compare_is_shown_as_replaced() -> None:
    left, right = pieces("a " * (MOST_WORDS + 1), "a")
    assert [piece.differs for piece in (*left, *right)] == [True, True]


# ---- versions out of the newest state ------------------------------------------------------------------------------


def prefixes(log: Sequence[e.LoggedEvent]) -> dict[int, State]:
    return {event.version: public(log[: n + 1], compare) for n, event in enumerate(log) if isinstance(event, e.Sealed)}


def unsigned(state: State) -> State:
    return msgspec.structs.replace(state, signatures={})


def kept(played: Played) -> Sequence[e.LoggedEvent]:
    """The log after what people wrote was deleted."""
    return remains(shown(played), "2027-06-01")


def test_an_earlier_version_out_of_the_newest_state_is_what_was_sealed() -> None:
    for log in (second().log, second().lead(c.Amend("More.")).log, kept(second())):
        now = public(log, compare)
        for number, sealed in prefixes(log).items():
            assert context(unsigned(as_sealed(now, number))) == context(unsigned(sealed))


def test_signatures_stay_with_the_version_that_they_are_for() -> None:
    now = shown(second())
    assert [said.participant for said in as_sealed(now, 1).signatures[1]] == ["p2", "p7"]
    assert "signed on" in charter_markdown(as_sealed(now, 1))
    assert as_sealed(now, 2).signed("p7") is not None


@pytest.mark.parametrize("forgotten", [False, True])
def test_a_charter_of_every_version_is_what_the_log_says_also_after_forgetting(forgotten: bool) -> None:
    before = shown(second())
    files = {
        (number, signed): charter_markdown(state if signed else unsigned(state))
        for number, signed in ((1, True), (1, False), (2, True))
        for state in [as_sealed(before, number)]
    }
    log = kept(second()) if forgotten else second().log
    for (number, _), text in files.items():
        found = check_log(text, prefixes(log), public(log, compare))
        assert (found.ok, f"It is version {number}" in found.sentence) == (True, True), found.sentence


@pytest.mark.usefixtures("german")
def test_a_reason_that_somebody_typed_stays_as_it_was_typed_also_where_it_is_a_sentence_of_ours() -> None:
    typed = "Pulse 1: 0 of 9 who had an occasion saw it lived, fewer than half."
    own = e.ClauseReopened("c1", typed, PULSE)
    assert why_asked(own).startswith("Puls 1: 0 von 9")
    now = shown(objected().lead(c.ReopenClause("c4", typed, asked_by="p1"), c.Amend(WHY)))
    assert [line.partition(": ")[2] for line in asked_lines(now, "c4")] == [typed]
    found = difference(now, version_of(now, "1"), draft(now))
    assert [one["why"] for entry in found["clauses"] if entry["id"] == "c4" for one in entry["asked"]] == [typed]


def test_while_an_amendment_is_under_way_the_sealed_version_is_in_force() -> None:
    now = shown(amending())
    assert (now.in_force, in_force(now).version, in_force(now).in_force) == (False, 1, True)
    assert context(in_force(now))["version_words"] == "Version 1"
    assert context(now)["draft"] == "It is not sealed; version 1 stays in force until it is."
    sealed = shown(story())
    assert in_force(sealed) is sealed


def test_a_version_is_called_by_its_number_or_draft() -> None:
    now = shown(amending())
    assert version_of(now, "1") == version_of(now, "v1") == now.versions[0]
    assert version_of(now, "draft").number == 2
    for state, name, there in ((now, "2", "1, draft"), (shown(second()), "draft", "1, 2"), (now, "01", "1, draft")):
        with pytest.raises(Rejected, match=f"There are: {there}"):
            version_of(state, name)


# ---- what is told --------------------------------------------------------------------------------------------------


def between(played: Played, older: str = "1", newer: str = "2") -> DiffView:
    now = shown(played)
    return difference(now, version_of(now, older), version_of(now, newer))


def test_the_difference_tells_what_changed_who_asked_and_why() -> None:
    told = f"""\
ORION-3 kickoff: from version 1 to version 2
Version 1 was sealed on 22 November 2026 (UTC), version 2 on 22 November 2026.
Why version 2: {WHY}

2 clauses changed, 1 clause new, 1 clause dropped and 1 decision new; 2 clauses as before.
New on the list: Grace Miller.
[-words-] were taken out, {{+words+}} were put in.

New · clause 6, Success fact
  words: We call it a success when it is there.
  status: Open assumption
  holds for: Everyone
  owner: Fay
  review on: 1 May 2027

Changed · clause 1, Urgent means
  Asked by Boston 2: {REASON}
  words
    was  “Urgent” is said by phone [-only-].
         All else can wait.
    now  “Urgent” is said by phone{{+, day and night+}}.
         All else can wait.
  owner
    was  Pune 1
    now  Grace Miller
  review on
    was  1 February 2027
    now  nothing

Changed · clause 3, Local or shared
  Asked by the facilitator: Does it still hold?
  in Pune
    was  Off.
    now  nothing
  in Zürich
    was  On:
         - at the start
         - in reviews
    now  nothing
  status
    was  Regional, each region has its own text
    now  Provisional, to be looked at again on the review date

Dropped · clause 4, Protect first
  Asked by Pune 1: The date moved.
  words: We protect quality first.
  status: Dissent recorded
  holds for: Region Boston
  owner: Boston 1
  review on: 1 February 2027
  dissent: The date comes first | always.

New · decision Change of vendor
  decider: Sponsor lead
"""
    assert diff_text(between(second())) == told


def test_a_draft_is_compared_like_a_version_and_says_so() -> None:
    text = diff_text(between(amending(), "1", "draft"))
    assert text.startswith("ORION-3 kickoff: from version 1 to draft of version 2\n")
    assert "the draft is not sealed yet" in text
    assert "now  Draft, not settled yet" in text


def test_a_clause_that_was_talked_about_and_kept_is_told_with_who_asked() -> None:
    played = story().lead(c.ReopenClause("c2", "Is it long enough?"), c.Amend("Time."))
    played.lead(c.SettleClause("c2", "open", "Boston 2", "2027-01-15"), c.Seal("By hand."))
    text = diff_text(between(played))
    assert "Talked about again and kept as it was · clause 2, May wait\n  Asked by the facilitator: Is it long" in text
    assert "1 clause kept; 4 clauses as before." in text


def test_over_several_versions_each_says_why() -> None:
    played = second().lead(c.Amend("One more."), c.Seal("By hand."))
    text = diff_text(between(played, "1", "3"))
    assert f"Why version 2: {WHY}\nWhy version 3: One more.\n" in text
    assert "Asked by Boston 2" in text
    assert NOTHING in diff_text(between(played, "2", "3"))


def test_the_charter_has_a_short_history_once_there_is_a_second_version() -> None:
    assert [entry["version_words"] for entry in history(shown(amending()))] == ["Version 1", "Draft of version 2"]
    text = charter_markdown(shown(second()))
    assert (
        f"| Version 2 | 22 November 2026 | {WHY} | Changed: Urgent means and Local or shared. New: Success fact. "
        "Dropped: Protect first. The decisions changed too. |" in text
    )
    assert r"- Urgent means, Boston 2: At night nobody \| answers." in text
    assert "## History" not in charter_markdown(shown(story()))
    assert "Version 2: Changed: Urgent means" in written(context(shown(second())), own="one-page.md.j2")


def test_a_region_says_how_many_of_it_signed() -> None:
    text = charter_markdown(as_sealed(shown(second()), 1))
    assert "Pune: 1 of 5 signed, 4 not yet." in text
    assert "Boston: 0 of 4 signed, 1 objects, 3 not yet." in text
    assert "Zürich:" not in text


# ---- no way in and no way out ---------------------------------------------------------------------------------------


def test_the_markdown_breaks_no_rule_and_nothing_in_it_acts() -> None:
    assert faults(diff_markdown(between(second()))) == []
    for hostile in HOSTILE:
        played = story().lead(c.ReopenClause("c2", hostile or "x"), c.Amend(hostile[:400] or "x"))
        played.lead(c.ChangeClause("c2", f"{hostile} {hostile}", owner=hostile[:40]))
        text = diff_markdown(between(played, "1", "draft"))
        assert faults(text) == [], hostile
        assert "<b>" not in text.replace(r"\<b>", "")


def test_a_difference_quotes_no_answer_comment_note_or_vote() -> None:
    played = story()
    played.lead(c.ReopenClause("c2", "Asked."), c.Amend("Why."), c.TakeNote("urgent", "canary-note"))
    played.lead(c.ChangeClause("c2", "Other words."), c.OpenVote("c2"))
    played.do(person("p1"), c.GiveSupport("c2", 1, 1, "canary-reason"))
    played.lead(c.CloseVote("c2"))
    view = between(played, "1", "draft")
    for text in (json.dumps(view), diff_text(view), diff_markdown(view), json.dumps(history(shown(played)))):
        assert "canary" not in text
        assert "is in the database" not in text, "the answers to the first prompt"


def test_the_draft_as_a_version_holds_the_register_and_who_is_on_the_list() -> None:
    made = draft(shown(amending()))
    assert (made.people, [one.what for one in made.decisions][-1:]) == (12, ["Change of vendor"])
