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
from align.language import _, mark, plural
from align.sync.messages import Door
from align.ui.present.counts import begun, count
from align.ui.present.review import ReviewRow
from align.ui.present.times import about_minutes, calendar_day

FIRST = mark(
    "You answer alone, and nothing you write is sent: it stays on this computer. The host is asked once for what "
    "everybody in the workshop can see, and counts that somebody looked; it learns no name and no answer."
)
ASK = mark(
    "Nothing was sent so far. If you like, tell the team: you join the workshop then, by name, and leave notes on "
    "prompts that you choose."
)
NO_SEAT = mark(
    "To tell the team you need a seat, and none is free. Ask the facilitator to add you, and come again: your answers "
    "are kept here."
)
NO_NOTES = mark(
    "A pulse is open, and notes can be left when it is closed. Come again then: your answers are kept here."
)
TOLD = mark("The team has your notes.")
CHOOSE_FIRST = mark("Nothing is chosen to be sent. Open a prompt with enter and write a note with n.")
WHERE = (
    mark("Where will you work?"),
    mark("↑ and ↓ move, enter takes it. A region may have its own text for a clause."),
)
LOOKING = mark("Compare")
NOTE = mark("A note for the team")
NOTE_HOW = mark("It stays on this computer until you tell the team. Then everybody in the workshop can read it.")
BEGIN = mark("Press enter to begin. Nobody waits for you.")
HELP_ANSWERING = mark("""\
Write what you do, not what a process says: there are no wrong assumptions. Nothing you type leaves this computer. You
can stop at any time and go on later with the same ticket.

A prompt that is not yours to answer: say so with s. Leave a writing field with Esc to use single-letter keys.
Please write no patient data and no names of patients or sites under audit.""")
HELP_REVIEW = mark(
    "h shows your answers beside the team's and the charter. It sends nothing, and you can still change answers."
)
HELP_COMPARED = mark("""\
Prompts where you differ come first. ≠ you differ from the team · ≈ like the team, unlike a region · = like the team ·
? texts, to compare for yourself · – you skipped it. What differs is not wrong; it is what to ask about.

Nothing is sent. A note (n) stays here until you tell the team (t), which asks before it joins and sends. Delete the
file with your answers when you have read them.""")

_NOTE = "note:"
_MARKS = {False: "≠", True: "=", None: "?"}


def about(door: Door) -> str:
    """Say what is behind the door."""
    return _(
        "{title} · {name}, {day}. Nothing you answer is sent.",
        title=door.title, name=door.milestone.name, day=calendar_day(door.milestone.date),
    )  # fmt: skip


def paragraphs(shown: State) -> list[tuple[str, str]]:
    """Return (heading, text) pairs for a newcomer's first page."""
    plan = shown.the_plan
    prompts = plan.pack.prompts
    this = _(
        "The team agreed on version {version} of its charter. Answer the same questions first, alone; then you see your"
        " answers beside the team's, the charter's clauses, and what to ask whom.",
        version=shown.version,
    )
    you = _(
        "Answer {questions} in your own words, {minutes}. You can skip, stop, and go on later with the same ticket.",
        questions=count(len(prompts), "question"), minutes=about_minutes(plan.pack.minutes),
    )  # fmt: skip
    return [
        (_("What this is"), this),
        (_("What you do"), you),
        (_("Who sees it"), f"{_('Nobody.')} {_(FIRST)}"),
        (_("Please"), _("No patient data, and nothing that identifies a patient.")),
    ]


def review_words(rows: Sequence[ReviewRow]) -> str:
    """Say what is left to answer before one looks."""
    left = sum(row.state == "empty" for row in rows)
    typed = sum(row.state == "draft" for row in rows)
    if not left and not typed:
        return _("All answered. Press h to see where you differ.")
    parts = [plural(left, "{n} prompt is open", "{n} prompts are open", n=left)] if left else []
    if typed:
        parts.append(plural(typed, "{n} answer is typed and not given", "{n} answers are typed and not given", n=typed))
    said = begun(_(", ").join(parts))
    return f"{said}{_('. ')}{_('Enter goes there; h shows where you differ so far.')}"


def nothing_sent(place: Path) -> str:
    """Say that nothing left this machine, and where the answers are."""
    return _("Nothing was sent. Your answers are kept in {place}.", place=place)


def kept_at(place: Path) -> str:
    """Say where the answers are."""
    return _("Your answers are in {place}, for you alone. Delete that file when you have read them.", place=place)


# ---- where they differ ---------------------------------------------------------------------------------------------


class ComparedRow(msgspec.Struct, frozen=True):
    """One prompt of the list; `number` is the pack's, from 1, `mark` a sign for the verdict."""

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
            one.prompt, numbers[one.prompt], one.title, sign(one), verdict(one), bool(one.mine) and one.differs,
            note_of(mine, one.prompt) != "",
        )
        for one in in_order(found)
    ]  # fmt: skip


def sign(one: Compared) -> str:
    """Return a sign for how my answer stands to the others'; its words are `verdict`."""
    if not one.mine:
        return "–"
    return "≈" if one.near is not False and one.differs else _MARKS[one.near]


def compared_sentence(found: Sequence[Compared]) -> str:
    """Return how much differs, and that nothing of it is wrong."""
    return " ".join(summary_lines(found))


def parts(one: Compared) -> list[tuple[str, str, bool]]:
    """Return (who, what they say, whether it differs from mine): me, the team, each group, each clause."""
    said = [(each.who, each.says or _("no answer is shown"), each.near is False) for each in (one.team, *one.groups)]
    rules = [(rule_name(rule), rule.text, False) for rule in one.rules]
    return [(_("You"), one.mine or _("nothing"), False), *said, *(rules or [(_("Charter"), _(NO_RULE), False)])]


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
        return _(NO_SEAT)
    return _(NO_NOTES) if shown.phase == "pulse" else ""


def to_leave(plan: Plan, many: int) -> str:
    """Say how many notes would be left, for whom and how."""
    named = plan.attribution == "named"
    how = _("with your name") if named else _("without your name, though the team sees that you joined just now")
    return _(
        "{notes}, for everybody in the workshop, {how}.", notes=count(many, "note to leave", "notes to leave"), how=how
    )


def unsent(plan: Plan, mine: Mine) -> str:
    """Say what quitting leaves behind; empty when no note is written."""
    many = len(notes_to_send(plan, mine))
    if not many:
        return ""
    return plural(
        many, "{n} note is not sent and stays on this machine.", "{n} notes are not sent and stay on this machine.",
        n=many,
    )  # fmt: skip
