"""What a revealed prompt says: counts by group, and answers in people's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec

from align.charter.wording import group_name
from align.domain.events import Group, NoteTaken, PromptRevealed, Shown
from align.domain.model import Plan
from align.domain.prompts import Prompt
from align.domain.rights import own_decisions, rights_words
from align.domain.state import State
from align.domain.text import in_one_line
from align.domain.values import Value, in_minutes, words
from align.engine.workshop import Mine
from align.language import _, mark, plural

TOO_FEW = mark("Too few answers to show them without giving somebody away.")
NOBODY = mark("Nobody answered this prompt.")


class Column(msgspec.Struct, frozen=True):
    """A group: `letter` is empty where it is no single region; `n` answers."""

    id: str
    letter: str
    name: str
    n: int


class Table(msgspec.Struct, frozen=True):
    """Counts of a closed prompt: `numbers[row][column]`, rows as labelled; `mine` are the rows of my own answer."""

    columns: tuple[Column, ...]
    labels: tuple[str, ...]
    numbers: tuple[tuple[int, ...], ...]
    mine: frozenset[int] = frozenset()
    about: str = ""


class Said(msgspec.Struct, frozen=True):
    """One answer or comment in somebody's words. `who` in `named` mode only; `answer` when it is a comment."""

    text: str
    who: str = ""
    answer: str = ""
    late: bool = False
    mine: bool = False


def columns(plan: Plan, revealed: PromptRevealed) -> tuple[Column, ...]:
    """Return the groups with answers."""
    return tuple(_column(plan, group) for group in revealed.groups if group.answers)


def _column(plan: Plan, group: Group) -> Column:
    letter = next((region.letter for region in plan.regions if region.id == group.id), "")
    return Column(group.id, letter, group_name(plan, group), len(group.answers))


def turnout(revealed: PromptRevealed) -> str:
    """Say how many answered, and what is held back."""
    held = revealed.late_waiting and any(group.answers for group in revealed.groups)
    answered = plural(
        revealed.answered, "{n} of {all} answered.", "{n} of {all} answered.",
        n=revealed.answered, all=revealed.expected,
    )  # fmt: skip
    if not held:
        return answered
    return f"{answered} {_('Some answers wait until there are enough of them to be shown together.')}"


def nothing_shown(revealed: PromptRevealed) -> str:
    """Say why there is nothing to see; empty when there is something."""
    if any(group.answers for group in revealed.groups):
        return ""
    return _(TOO_FEW) if revealed.answered else _(NOBODY)


def aside_words(state: State, prompt: str) -> str:
    """Return how and why a prompt is left out of the talk; empty for one that is in it."""
    aside = state.aside.get(prompt)
    if aside is None:
        return ""
    how = _("skipped") if aside.how == "skipped" else _("parked for later")
    return f"{how}: {aside.why}" if aside.why else how


# ---- counts ------------------------------------------------------------------------------------------------------


def tables(plan: Plan, prompt: Prompt, revealed: PromptRevealed, mine: Mine) -> list[Table]:
    """Return the counts of a closed prompt: one table, for `sort` one a group (card × place); none for text."""
    groups = [group for group in revealed.groups if group.answers]
    if not prompt.closed or not groups:
        return []
    if prompt.type == "sort":
        return [_matrix(plan, prompt, group) for group in groups]
    values = [[shown.value for shown in group.answers] for group in groups]
    rows = _rows(prompt, [value for given in values for value in given])
    numbers = tuple(tuple(sum(_in_row(prompt, value, key) for value in given) for given in values) for key, _ in rows)
    own = mine.answers.get(prompt.id)
    marked = frozenset(n for n, (key, _) in enumerate(rows) if own is not None and _in_row(prompt, own.value, key))
    about = (
        _("How many put it among the first {n}.", n=prompt.top or len(prompt.options)) if prompt.type == "rank" else ""
    )
    return [Table(columns(plan, revealed), tuple(label for _, label in rows), numbers, marked, about)]


def _rows(prompt: Prompt, values: Sequence[Value]) -> list[tuple[Any, str]]:
    """Return (key, label) of the rows: options and points as the prompt has them, durations as they were given."""
    if prompt.type == "scale":
        return [(p.value, f"{p.value} {p.label}".strip()) for p in prompt.points]
    if prompt.type == "duration":
        lengths = {words(prompt, value): in_minutes(value) for value in values}
        return [(text, text) for text in sorted(lengths, key=lambda text: (lengths[text], text))]
    return [(option.id, option.label) for option in prompt.options]


def _in_row(prompt: Prompt, value: Value, key: Any) -> bool:
    if value is None:
        return False
    if prompt.type == "duration":
        return bool(words(prompt, value) == key)
    return key in value if isinstance(value, list) else bool(value == key)


def _matrix(plan: Plan, prompt: Prompt, group: Group) -> Table:
    """Return card × place for one group; the columns are places, their `n` unused."""
    places = tuple(Column(bucket.id, str(n), bucket.label, 0) for n, bucket in enumerate(prompt.buckets, 1))
    cells = Counter((card, bucket) for shown in group.answers if shown.value for card, bucket in shown.value.items())
    numbers = tuple(tuple(cells[card.id, bucket.id] for bucket in prompt.buckets) for card in prompt.options)
    return Table(places, tuple(card.label for card in prompt.options), numbers, frozenset(), group.id)


def my_places(prompt: Prompt, mine: Mine) -> dict[str, str]:
    """Return card → place of my own sorting; empty when I gave none."""
    own = mine.answers.get(prompt.id)
    return dict(own.value) if prompt.type == "sort" and own is not None and own.value else {}


# ---- words -------------------------------------------------------------------------------------------------------


def said(plan: Plan, prompt: Prompt, revealed: PromptRevealed, mine: Mine) -> list[tuple[Column, list[Said]]]:
    """Return each group's words: answers of text and list; comments of the others; in `named` mode every answer."""
    out = []
    for group in revealed.groups:
        parts = [part for shown in group.answers for part in _said(plan, prompt, shown, mine)]
        if parts:
            out.append((_column(plan, group), parts))
    return out


def _said(plan: Plan, prompt: Prompt, shown: Shown, mine: Mine) -> list[Said]:
    who = next((person.name for person in plan.participants if person.id == shown.author), "") if shown.author else ""
    own = mine.answers.get(prompt.id)
    is_mine = own is not None and (own.value, own.comment) == (shown.value, shown.comment)
    if shown.author and own is not None:
        is_mine = own.author == shown.author
    if not prompt.closed:
        return [Said(words(prompt, shown.value), who, "", shown.late, is_mine)]
    added = rights_words(prompt, own_decisions(prompt, shown.value)) if prompt.type == "decision_rights" else ""
    if not shown.comment and not who and not added:
        return []
    if added and not who:
        return [Said("; ".join([*added.split("\n"), shown.comment]).rstrip("; "), "", "", shown.late, is_mine)]
    return [Said(shown.comment, who, _brief(prompt, shown.value), shown.late, is_mine)]


def _brief(prompt: Prompt, value: Value) -> str:
    return in_one_line(words(prompt, value))


def note_author(plan: Plan, author: str) -> str:
    """Return who took a note, as far as it may be said."""
    if author == "facilitator":
        return _("facilitator")
    return next((person.name for person in plan.participants if person.id == author), "")


def signed_note(plan: Plan, note: NoteTaken) -> str:
    """Return a note's words, and who took it as far as that may be said."""
    who = note_author(plan, note.author)
    return f"{note.text} ({who})" if who else note.text


def unsent_sentence(late: Sequence[str], changed: Sequence[str]) -> str:
    """Say to a participant what was typed and did not make it into the round; empty when nothing.

    `late` are the titles of prompts not answered in time, `changed` of those whose answer was to be another.
    """
    said = []
    if late:
        said.append(plural(
            len(late),
            "{n} answer was typed and not given before the round closed: {titles}. l gives them late.",
            "{n} answers were typed and not given before the round closed: {titles}. l gives them late.",
            n=len(late), titles=_(", ").join(late),
        ))  # fmt: skip
    if changed:
        said.append(_(
            "A change was typed and not given before the round closed: {titles}. What you gave before counts; n begins"
            " a note with what you typed.",
            titles=_(", ").join(changed),
        ))  # fmt: skip
    return " ".join(said)
