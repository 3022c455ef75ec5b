"""The words around a prompt: who will see the answer, where it is, how far one is, and which guesses are asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from align.domain.model import EVERYONE, Plan
from align.domain.prompts import AREA_TITLES, Prompt
from align.domain.pulses import the_lived
from align.domain.state import State
from align.domain.values import check, words
from align.domain.visibility import guessed
from align.engine.workshop import AnswerState, Link, Mine, Workshop, answer_key
from align.errors import Rejected
from align.language import _, mark, plural, retold
from align.sync.backoff import LONGEST
from align.ui.present.counts import begun, count, of
from align.ui.present.times import about_minutes

_STATES: dict[AnswerState, str] = {
    "empty": "", "draft": mark("✎ not given yet"), "sending": mark("◌ kept here, on its way"),
    "received": mark("✓ received"),
}  # fmt: skip


class Target(msgspec.Struct, frozen=True):
    """A group to guess about. `label` is the whole wording: "Boston (4 people)", "My own region, Pune"."""

    id: str
    label: str
    own: bool = False


def area_title(prompt: Prompt) -> str:
    """Return the area as a heading."""
    return _(AREA_TITLES[prompt.area]).upper()


def question(plan: Plan, prompt: Prompt) -> str:
    """Return the question with the milestone's name in it."""
    return filled(plan, prompt.text)


def filled(plan: Plan, text: str, group: str = "") -> str:
    """Put the milestone (and a group) where the pack left room for them."""
    return text.replace("{milestone}", plan.milestone.name).replace("{group}", group)


NOBODY_SEES = mark("Nobody sees this: it stays on this computer.")
"""Of an answer that goes nowhere."""


def who_will_see(plan: Plan, prompt: Prompt, *, late: bool = False) -> str:
    """Say, before the first key press, who sees the answer and when."""
    closed = {
        "named": _("The round is closed: marked late, and shown with your name."),
        "region": _("The round is closed: marked late, and shown by region, without names"),
        "merged": _("The round is closed: marked late, and shown all together, without names or regions"),
    }
    hidden = {
        "named": _("Hidden until the round closes, then shown with your name."),
        "region": _("Hidden until the round closes, then shown by region, without names"),
        "merged": _("Hidden until the round closes, then shown all together, without names or regions"),
    }
    in_pulse = {
        "named": _("Hidden until the pulse closes, then shown with your name."),
        "region": _("Hidden until the pulse closes, then shown by region, without names"),
        "merged": _("Hidden until the pulse closes, then shown all together, without names or regions"),
    }
    if any(later.id == prompt.id for later in plan.later):
        hidden = in_pulse
    fewest = plan.min_n_for(prompt)
    # Where no region can have that many, all are one group, whatever the others answer.
    merged = plan.attribution == "region" and not plan.open_door and _largest(plan) < fewest
    start = (closed if late else hidden)["merged" if merged else plan.attribution]
    if plan.attribution == "named":
        return start
    if fewest > 1:
        return _("{shown}; never fewer than {n} together.", shown=start, n=fewest)
    return _("{shown}; one may stand alone.", shown=start)


def _largest(plan: Plan) -> int:
    """Return how many people the region with the most of them has."""
    regions = [person.region for person in plan.participants]
    return max(map(regions.count, regions), default=0)


def clause_words(state: State, prompt: Prompt) -> dict[str, str]:
    """Return clause id → its words in one line, for a pulse's prompt about the clauses; empty for every other."""
    if the_lived([prompt]) is None:
        return {}
    return {
        card.id: " ".join(state.clauses[card.id].text.split()) for card in prompt.options if card.id in state.clauses
    }


def with_clauses(state: State, prompt: Prompt) -> Prompt:
    """Return a prompt whose cards say the words of their clauses too, where they stand for clauses."""
    said = clause_words(state, prompt)
    cards = (
        msgspec.structs.replace(card, label=_("{title}: {words}", title=card.label, words=said[card.id]))
        if card.id in said
        else card
        for card in prompt.options
    )
    return msgspec.structs.replace(prompt, options=tuple(cards)) if said else prompt


def answer_word(state: AnswerState, link: Link) -> str:
    """Say where an answer is."""
    if state == "received" and link in ("file", "alone"):
        return _("✓ in your answers file") if link == "file" else _("✓ kept here")
    if state == "sending" and link != "online":
        return _("◌ kept here until you are online")
    return _(_STATES[state])


def part_given(prompt: Prompt, value: Any) -> str:
    """Return "1 of 4" for an answer that leaves cards or decisions open; empty for every other."""
    if not isinstance(value, dict):
        return ""
    if prompt.type == "sort":
        done, whole = len(value), len(prompt.options)
    elif prompt.type == "decision_rights":
        whole = len({option.id for option in prompt.options} | set(value))
        done = sum("decide" in row.values() for row in value.values() if isinstance(row, dict))
    else:
        return ""
    return of(done, whole) if done < whole else ""


def link_word(link: Link, text: str) -> str:
    """Say quietly how the line to the host is."""
    if link == "ended":
        return retold(text) or _("the workshop has ended for this seat")
    return {
        "online": _("online"), "offline": _("offline, all is kept here"), "connecting": _("connecting …"),
        "file": _("kept in your file"), "alone": _("on this computer only"),
    }[link]  # fmt: skip


def ended_words(text: str, *, kept: bool) -> str:
    """Say in full that a seat has no line any more: why (`text`), what is safe, what to do; `kept`: what is typed."""
    safe = (
        _("What the host has received is safe, and what you typed is kept.")
        if kept
        else _("What the host has received is safe.")
    )
    return " ".join([retold(text) or f"{begun(_('the workshop has ended for this seat'))}.", safe, _("ctrl+c leaves.")])


def waiting_for_host(link: Link, text: str) -> str:
    """Say what happens before the host has answered for the first time: what is kept, that it is tried, how to leave.

    `text` is why the line ended.
    """
    if link == "ended":
        return ended_words(text, kept=True)
    if link != "offline":
        return _("Connecting to the workshop …")
    away = retold(text) or _("The host does not answer.")
    kept = _("All you gave and typed is kept on this computer.")
    tries = _("It is tried again by itself, every {seconds} seconds at the latest. You may wait.", seconds=int(LONGEST))
    return f"{away}\n\n{kept} {tries}\n\n{_('ctrl+c leaves.')}"


def least_link_word(link: Link) -> str:
    """Return what is said of the line however little room there is: nothing while it is as it should be."""
    return {"offline": _("offline"), "connecting": _("connecting …"), "ended": _("ended")}.get(link, "")


def behind_words(workshop: Workshop, *, waits: bool) -> tuple[str, str]:
    """Return what is said beside the keys of what stands in front of a seat, in a few words and in one; both empty
    while all is well. `waits`: a vote waits for this person's level."""
    link = workshop.link
    down = link in ("offline", "connecting", "ended")
    line = (link_word(link, workshop.link_text), least_link_word(link)) if down else ("", "")
    if not waits:
        return line
    return " · ".join(filter(None, [_("a vote is open: esc"), line[1]])), _("vote: esc")


def progress_words(prompts: Sequence[Prompt], mine: Mine, prompt: Prompt) -> str:
    """Return "5 of 12 · about 9 min left" for one of the round's prompts."""
    left = sum(p.minutes for p in prompts if p.id not in mine.answers)
    rest = _("{time} left", time=about_minutes(left)) if left else _("all answered")
    # By its id: the same prompt may be at hand in the language that was spoken a moment ago.
    return f"{of([p.id for p in prompts].index(prompt.id) + 1, len(prompts))} · {rest}"


def problem(prompt: Prompt, raw: Any, comment: str, longest_comment: int) -> str:
    """Return why an answer cannot be given yet, in one sentence; empty when it can."""
    if len(comment) > longest_comment:
        return _("The added word has {n} characters; {most} is the most.", n=len(comment), most=longest_comment)
    try:
        check(prompt, raw)
    except Rejected as error:
        return retold(error.text)
    return ""


def given_key(prompt: str) -> str:
    """The draft key of an answer that was given and is not received yet."""
    return f"given:{prompt}"


def guess_key(prompt: str, target: str) -> str:
    """The draft key of a guess."""
    return f"guess:{prompt}:{target}"


def support_key(clause: str, number: int) -> str:
    """The draft key of a support level."""
    return f"support:{clause}:{number}"


def draft(value: Any, comment: str = "") -> dict[str, Any]:
    """Return the JSON shape of a draft."""
    return {"value": value, "comment": comment}


def last_answer(mine: Mine, prompt: str) -> tuple[Any, str] | None:
    """Return (value, comment) as last given, on its way or received; None when never given."""
    on_its_way = mine.drafts.get(given_key(prompt))
    if isinstance(on_its_way, dict):
        return on_its_way.get("value"), str(on_its_way.get("comment", ""))
    stored = mine.answers.get(prompt)
    return None if stored is None else (stored.value, stored.comment)


def start_of(mine: Mine, prompt: str) -> tuple[Any, str]:
    """Return (value, comment) to begin with: what was typed last, else what was given last."""
    typed = mine.drafts.get(answer_key(prompt))
    if isinstance(typed, dict):
        return typed.get("value"), str(typed.get("comment", ""))
    return last_answer(mine, prompt) or (None, "")


def is_skipped(mine: Mine, prompt: str) -> bool:
    """Whether the last word on a prompt was "not my area"."""
    given = last_answer(mine, prompt)
    return answer_key(prompt) not in mine.drafts and given is not None and given[0] is None


def has_answer(mine: Mine, prompt: str) -> bool:
    """Whether an answer was given that is not a skip: guesses come after it."""
    given = last_answer(mine, prompt)
    return given is not None and given[0] is not None


def short_answer(prompt: Prompt, mine: Mine) -> str:
    """Return one's own answer in one line, typed or given."""
    value, _ = start_of(mine, prompt.id)
    if value is None or problem(prompt, value, "", 1):
        return ""
    return words(prompt, value).replace("\n", " · ")


def guess_targets(plan: Plan, prompt: Prompt, me: str) -> tuple[Target, ...]:
    """Return the groups to guess about. Where a group is too small for its guesses ever to be shown, none is asked."""
    if not prompt.predict:
        return ()
    if plan.attribution == "merged":
        return (Target(EVERYONE, _("Everyone here")),)
    sizes = {region.id: sum(p.region == region.id for p in plan.participants) for region in plan.regions}
    own = next((p.region for p in plan.participants if p.id == me), "")
    return tuple(
        Target(region, _("My own region, {name}", name=plan.region(region).name), own=True)
        if region == own
        else Target(region, f"{plan.region(region).name} ({count(sizes[region], 'person', 'people')})")
        for region in guessed(sizes, own, plan.min_n_for(prompt), open_door=plan.open_door)
    )


def guess_question(plan: Plan, prompt: Prompt, target: Target) -> str:
    """Ask about one group, in the pack's words where it has some."""
    group = _("this team") if target.id == EVERYONE else plan.region(target.id).name
    return filled(plan, prompt.predict_text or _("What will most people in {group} say?"), group)


def typed_words(prompts: Iterable[Prompt], sending: int, stays: str) -> str:
    """Say what quitting would leave behind, and what becomes of it (`stays`); empty when nothing."""
    typed = [prompt.title for prompt in prompts]
    parts = []
    if typed:
        parts.append(
            plural(
                len(typed),
                "{n} answer is typed and not given yet: {titles}.",
                "{n} answers are typed and not given yet: {titles}.",
                n=len(typed),
                titles=_(", ").join(typed),
            )
        )
    if sending:
        parts.append(plural(sending, "{n} answer is still on the way.", "{n} answers are still on the way.", n=sending))
    return f"{' '.join(parts)} {stays}" if parts else ""


def has_left_words(mine: Mine) -> bool:
    """Whether an objection, a note or a word on the calendar was typed and left without giving it."""
    return any(key.startswith(("calendar", "object:", "note-on:")) for key in mine.drafts)


def tidy(workshop: Workshop) -> None:
    """Forget what is kept only until the host has it; what the host refused becomes a draft again."""
    mine = workshop.mine
    for prompt in workshop.state.asked:
        kept = mine.drafts.get(given_key(prompt.id))
        if kept is not None and workshop.answer_state(prompt.id) != "sending":
            stored = mine.answers.get(prompt.id)
            workshop.keep_draft(given_key(prompt.id), None)
            if stored is None and answer_key(prompt.id) not in mine.drafts:
                workshop.keep_draft(answer_key(prompt.id), kept)
    for (prompt_id, target), guess in mine.predictions.items():
        kept = mine.drafts.get(guess_key(prompt_id, target))
        if isinstance(kept, dict) and kept.get("done") and kept.get("value") == guess.value:
            workshop.keep_draft(guess_key(prompt_id, target), None)
    for (clause, number), given in mine.supports.items():
        kept = mine.drafts.get(support_key(clause, number))
        if isinstance(kept, dict) and (kept.get("level"), kept.get("reason")) == (given.level, given.reason):
            workshop.keep_draft(support_key(clause, number), None)
