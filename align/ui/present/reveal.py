"""What a revealed prompt says: counts by group, answers in people's words, what was expected beside what was said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec

from align.charter.wording import group_name
from align.domain.events import Group, Guess, PromptRevealed, Shown
from align.domain.model import EVERYONE, Plan
from align.domain.parts import parts
from align.domain.prompts import Prompt
from align.domain.rights import own_decisions, rights_words
from align.domain.state import State
from align.domain.values import Value, in_minutes, words
from align.domain.windows import shared_hours
from align.engine.workshop import Mine
from align.ui.present.counts import count, of

TOO_FEW = "Too few answers to show them without giving somebody away."
SCATTERED = "no one thing most of all"
NOBODY = "Nobody answered this prompt."


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


def prompts_in_order(state: State) -> tuple[Prompt, ...]:
    """Return the prompts as the pack has them."""
    return state.the_plan.pack.prompts


def columns(plan: Plan, revealed: PromptRevealed) -> tuple[Column, ...]:
    """Return the groups with answers."""
    return tuple(_column(plan, group) for group in revealed.groups if group.answers)


def _column(plan: Plan, group: Group) -> Column:
    letter = next((region.letter for region in plan.regions if region.id == group.id), "")
    return Column(group.id, letter, group_name(plan, group), len(group.answers))


def turnout(revealed: PromptRevealed) -> str:
    """Say how many answered, and what is held back."""
    held = revealed.late_waiting and any(group.answers for group in revealed.groups)
    more = " Some answers wait until there are enough of them to be shown together." if held else ""
    return f"{of(revealed.answered, revealed.expected)} answered.{more}"


def nothing_shown(revealed: PromptRevealed) -> str:
    """Say why there is nothing to see; empty when there is something."""
    if any(group.answers for group in revealed.groups):
        return ""
    return TOO_FEW if revealed.answered else NOBODY


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
    about = f"How many put it among the first {prompt.top or len(prompt.options)}." if prompt.type == "rank" else ""
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
    return words(prompt, value).replace("\n", "; ")


def expected(plan: Plan, prompt: Prompt, revealed: PromptRevealed) -> list[str]:
    """Return what groups expected of each other beside what was said: "Boston expected Pune to say …"."""
    answers = {group.id: [shown.value for shown in group.answers] for group in revealed.groups}
    lines = []
    for guess in revealed.guesses:
        usual, real = usually(prompt, guess.values), usually(prompt, answers.get(guess.target, []))
        if usual and real:
            lines.append(_expectation(plan, guess, usual, real))
    return lines


def _expectation(plan: Plan, guess: Guess, usual: str, real: str) -> str:
    if guess.source == guess.target == EVERYONE:
        return f"People here expected most to say {usual}; said: {real}."
    source = plan.region(guess.source).name
    if usual == SCATTERED:
        whom = "its own people" if guess.source == guess.target else plan.region(guess.target).name
        return f"{source} had no common guess about {whom}; said: {real}."
    if guess.source == guess.target:
        return f"{source} expected its own people to say {usual}; they said {real}."
    target = plan.region(guess.target).name
    return f"{source} expected {target} to say {usual}; {target} said {real}."


def usually(prompt: Prompt, values: Sequence[Value]) -> str:
    """Return what most say: "“today” (3 of 4)"; for numbers the middle one; empty where there is no such thing."""
    given = [value for value in values if value is not None]
    if not given or not prompt.closed or prompt.type in ("sort", "decision_rights"):
        return ""
    if prompt.type == "window":
        return shared_hours(given) or SCATTERED
    if prompt.type == "scenario":
        first, after = (usually(part.prompt, part.values(given)) for part in parts(prompt))
        return SCATTERED if first == SCATTERED else f"{first}, {after}"
    if prompt.type == "scale":
        return f"about {sorted(given)[len(given) // 2]}"
    if prompt.type == "duration":
        return f"about {words(prompt, sorted(given, key=in_minutes)[len(given) // 2])}"
    picks = [pick for value in given for pick in _picks(prompt, value)]
    counts = Counter(picks)
    times = max(counts.values())
    best = [f"“{option.label}”" for option in prompt.options if counts[option.id] == times]
    if len(best) > 2 or (len(best) == 2 and times == 1):
        return SCATTERED
    return f"{' or '.join(best)} ({of(times, len(given))}{' each' if len(best) > 1 else ''})"


def _picks(prompt: Prompt, value: Value) -> list[str]:
    if prompt.type == "choice":
        return [value]
    return [value[0]] if prompt.type == "rank" else list(value)


def note_author(plan: Plan, author: str) -> str:
    """Return who took a note, as far as it may be said."""
    if author == "facilitator":
        return "facilitator"
    return next((person.name for person in plan.participants if person.id == author), "")


def unsent_sentence(titles: Sequence[str]) -> str:
    """Say to a participant what was typed and did not make it into the round; empty when nothing."""
    if not titles:
        return ""
    what = count(len(titles), "answer was", "answers were")
    return f"{what} typed and not given before the round closed: {', '.join(titles)}. l gives them late."
