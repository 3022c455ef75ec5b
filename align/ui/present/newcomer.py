"""What a newcomer is told: that nothing leaves their machine, where they differ, what telling the team would mean."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from align.charter.newcomer import NO_RULE, Compared, rule_name, summary_lines, verdict
from align.domain.commands import TakeNote
from align.domain.model import Plan
from align.domain.state import State
from align.engine.workshop import Mine
from align.sync.messages import Door
from align.ui.present.counts import count
from align.ui.present.review import ReviewRow
from align.ui.present.times import about_minutes, calendar_day

FIRST = (
    "You answer alone, and nothing you write is sent: it stays on this computer. The host is asked once for what "
    "everybody in the workshop can see, and counts that somebody looked; it learns no name and no answer."
)
ASK = (
    "Nothing was sent so far. If you like, tell the team: you join the workshop then, by name, and leave notes on "
    "prompts that you choose."
)
NO_SEAT = (
    "To tell the team you need a seat, and none is free. Ask the facilitator to add you, and come again: your answers "
    "are kept here."
)
NO_NOTES = "A pulse is open, and notes can be left when it is closed. Come again then: your answers are kept here."
TOLD = "The team has your notes."
CHOOSE_FIRST = "Nothing is chosen to be sent. Open a prompt with enter and write a note with n."
WHERE = ("Where will you work?", "↑ and ↓ move, enter takes it. A region may have its own text for a clause.")
LOOKING = "Compare"
NOTE = "A note for the team"
NOTE_HOW = "It stays on this computer until you tell the team. Then everybody in the workshop can read it."
BEGIN = "Press enter to begin. Nobody waits for you."
HELP_ANSWERING = """\
Write what you do, not what a process says: there are no wrong assumptions. Nothing you type leaves this computer. You
can stop at any time and go on later with the same ticket.

A prompt that is not yours to answer: say so with s. Leave a writing field with Esc to use single-letter keys.
Please write no patient data and no names of patients or sites under audit."""
HELP_REVIEW = (
    "h shows your answers beside the team's and the charter. It sends nothing, and you can still change answers."
)
HELP_COMPARED = """\
Prompts where you differ come first. ≠ you differ from the team · ≈ like the team, unlike a region · = like the team ·
? texts, to compare for yourself · – you skipped it. What differs is not wrong; it is what to ask about.

Nothing is sent. A note (n) stays here until you tell the team (t), which asks before it joins and sends. Delete the
file with your answers when you have read them."""

_NOTE = "note:"
_MARKS = {False: "≠", True: "=", None: "?"}


def about(door: Door) -> str:
    """Say what is behind the door."""
    return f"{door.title} · {door.milestone.name}, {calendar_day(door.milestone.date)}. Nothing you answer is sent."


def paragraphs(shown: State) -> list[tuple[str, str]]:
    """Return (heading, text) pairs for a newcomer's first page."""
    plan = shown.the_plan
    prompts = plan.pack.prompts
    team = (
        f"The team agreed on version {shown.version} of its charter. Answer the same questions first, alone; then you "
    )
    return [
        ("What this is", f"{team}see your answers beside the team's, the charter's clauses, and what to ask whom."),
        (
            "What you do",
            f"Answer {count(len(prompts), 'question')} in your own words, {about_minutes(plan.pack.minutes)}. You can "
            "skip, stop, and go on later with the same ticket.",
        ),
        ("Who sees it", f"Nobody. {FIRST}"),
        ("Please", "No patient data, and nothing that identifies a patient."),
    ]


def review_words(rows: Sequence[ReviewRow]) -> str:
    """Say what is left to answer before one looks."""
    left = sum(row.state == "empty" for row in rows)
    typed = sum(row.state == "draft" for row in rows)
    if not left and not typed:
        return "All answered. Press h to see where you differ."
    parts = [f"{count(left, 'prompt is', 'prompts are')} open"] if left else []
    parts += [f"{count(typed, 'answer is', 'answers are')} typed and not given"] if typed else []
    return f"{', '.join(parts).capitalize()}. Enter goes there; h shows where you differ so far."


def nothing_sent(place: Path) -> str:
    """Say that nothing left this machine, and where the answers are."""
    return f"Nothing was sent. Your answers are kept in {place}."


def kept_at(place: Path) -> str:
    """Say where the answers are."""
    return f"Your answers are in {place}, for you alone. Delete that file when you have read them."


# ---- where they differ ---------------------------------------------------------------------------------------------


class ComparedRow(msgspec.Struct, frozen=True):
    """One prompt of the list; `number` is the pack's, from 1."""

    prompt: str
    number: int
    title: str
    mark: str
    verdict: str
    differs: bool
    noted: bool


def in_order(found: Sequence[Compared]) -> list[Compared]:
    """Return them with those first that differ from the team, then from a region, then what nobody can tell."""
    return sorted(found, key=_rank)


def compared_rows(found: Sequence[Compared], mine: Mine) -> list[ComparedRow]:
    """Return a row a prompt, in the order of `in_order`; `found` is in the pack's order."""
    numbers = {one.prompt: number for number, one in enumerate(found, 1)}
    return [
        ComparedRow(
            one.prompt, numbers[one.prompt], one.title, mark(one), verdict(one), bool(one.mine) and one.differs,
            note_of(mine, one.prompt) != "",
        )
        for one in in_order(found)
    ]  # fmt: skip


def mark(one: Compared) -> str:
    """Return a sign for how my answer stands to the others'; its words are `verdict`."""
    if not one.mine:
        return "–"
    return "≈" if one.near is not False and one.differs else _MARKS[one.near]


def compared_sentence(found: Sequence[Compared]) -> str:
    """Return how much differs, and that nothing of it is wrong."""
    return " ".join(summary_lines(found))


def parts(one: Compared) -> list[tuple[str, str, bool]]:
    """Return (who, what they say, whether it differs from mine): me, the team, each group, each clause."""
    said = [(each.who, each.says or "no answer is shown", each.near is False) for each in (one.team, *one.groups)]
    rules = [(rule_name(rule), rule.text, False) for rule in one.rules]
    return [("You", one.mine or "nothing", False), *said, *(rules or [("Charter", NO_RULE, False)])]


def _rank(one: Compared) -> int:
    if not one.mine:
        return 4
    if one.near is False:
        return 0
    if one.differs:
        return 1
    return 3 if one.near else 2


# ---- telling the team ----------------------------------------------------------------------------------------------


def note_key(prompt: str) -> str:
    """The draft key of a note that is not sent yet."""
    return f"{_NOTE}{prompt}"


def note_of(mine: Mine, prompt: str) -> str:
    """Return the note that was written on a prompt and is not sent; empty for none."""
    note = mine.drafts.get(note_key(prompt))
    return note if isinstance(note, str) else ""


def notes_to_send(plan: Plan, mine: Mine) -> list[TakeNote]:
    """Return the notes that were written, in the pack's order."""
    return [TakeNote(prompt.id, note_of(mine, prompt.id)) for prompt in plan.pack.prompts if note_of(mine, prompt.id)]


def why_not_tell(door: Door, shown: State, *, seated: bool) -> str:
    """Return why the team cannot be told now; empty when it can. `seated`: this machine has a seat already."""
    if not seated and not door.open_door and all(chair.taken for chair in door.chairs):
        return NO_SEAT
    return NO_NOTES if shown.phase == "pulse" else ""


def to_leave(plan: Plan, many: int) -> str:
    """Say how many notes would be left, for whom and how."""
    named = plan.attribution == "named"
    how = "with your name" if named else "without your name, though the team sees that you joined just now"
    return f"{many} to leave, for everybody in the workshop, {how}."


def unsent(plan: Plan, mine: Mine) -> str:
    """Say what quitting leaves behind; empty when no note is written."""
    many = len(notes_to_send(plan, mine))
    return f"{count(many, 'note is', 'notes are')} not sent and stay on this machine." if many else ""
