"""A workshop that is being set up: every field as it was typed, and what each simple field means or lacks."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from typing import Literal

import msgspec

from align.domain.calendars import Holiday
from align.domain.model import Attribution
from align.domain.text import LONGEST_NAME, clean, clean_line, name_key
from align.packs.plans import LARGEST_MIN_N, LONGEST_CODE, LONGEST_MEANING, LONGEST_TITLE
from align.storage.folder import is_name, suggestion
from align.ui.present.counts import count
from align.ui.present.times import calendar_day

CODES: dict[str, str] = {
    "PROT": "protocol final",
    "SITE_ACT1": "first site activated",
    "SIV": "first site initiation visit",
    "FPI": "first patient in",
    "FPFV": "first patient's first visit",
    "ENR25": "a quarter of patients enrolled",
    "ENR50": "half of patients enrolled",
    "ENR75": "three quarters of patients enrolled",
    "LPI": "last patient in",
    "LPFV": "last patient's first visit",
    "PCD": "primary completion",
    "LPLV": "last patient's last visit",
    "DBL": "database lock",
    "TLR": "topline results",
    "CSR": "clinical study report",
    "ARCH": "archive closed",
}
"""Milestone codes that can be picked, with words to start from; any other text is a code too."""


class RegionDraft(msgspec.Struct):
    """One region as typed. `place` is a city or a zone; left empty, the name is taken for the city."""

    name: str = ""
    place: str = ""
    hours: str = "Mon-Fri 09:00-17:30"
    weekend: str = "Sat, Sun"
    holidays: str = ""
    proposed: list[Holiday] = msgspec.field(default_factory=list)
    """Holidays that were proposed and taken: a line that still says the same keeps their source."""


class SetupDraft(msgspec.Struct):
    """All that has been typed so far. Plain JSON through msgspec."""

    title: str = ""
    name: str = ""
    code: str = ""
    milestone: str = ""
    day: str = ""
    meaning: str = ""
    parties: str = ""
    facilitators: str = ""
    regions: list[RegionDraft] = msgspec.field(default_factory=list)
    people: str = ""
    pack: str = "kickoff"
    core: bool = False
    more: list[tuple[str, str]] = msgspec.field(default_factory=list)
    """Prompts of other packs that are asked too: (pack, prompt)."""
    attribution: Attribution = "region"
    min_n: str = "3"
    threshold: str = "75 %"
    open_door: bool = False
    step: int = 0
    """The number of the step that was in sight."""


class Check(msgspec.Struct, frozen=True):
    """What there is to say about a field: a `note` when it is fine, a `problem` when it is not, and whether it is just
    still `missing`. `picks` are texts that would do."""

    kind: Literal["note", "missing", "problem"]
    text: str = ""
    picks: tuple[str, ...] = ()

    @property
    def fine(self) -> bool:
        """Whether the field can stay as it is."""
        return self.kind == "note"


def note(text: str = "", picks: tuple[str, ...] = ()) -> Check:
    """The field is fine."""
    return Check("note", text, picks)


def missing(text: str, picks: tuple[str, ...] = ()) -> Check:
    """The field is empty and may not stay so."""
    return Check("missing", text, picks)


def problem(text: str, picks: tuple[str, ...] = ()) -> Check:
    """The field cannot stay as it is."""
    return Check("problem", text, picks)


def is_blank(draft: SetupDraft) -> bool:
    """Whether nothing worth keeping has been typed."""
    empty = SetupDraft(name=draft.name, step=draft.step)
    return draft == empty


def workshop_name(draft: SetupDraft) -> str:
    """Return the workshop's name: as typed, else made of the title."""
    return draft.name.strip() or (suggestion(draft.title) if draft.title.strip() else "")


def check_title(draft: SetupDraft) -> Check:
    """The title: one line."""
    return _line(draft.title, LONGEST_TITLE, "What people will see on every screen, for instance “ORION-3 kickoff”.")


def check_name(draft: SetupDraft, taken: Collection[str], folder: str) -> Check:
    """The name: of the file, and part of every ticket."""
    name = workshop_name(draft)
    if not name:
        return missing("The name of the file and of the ticket; it follows from the title.")
    if not is_name(name):
        better = suggestion(name)
        return problem(
            f"Small letters a-z, digits and hyphens only, 63 at most. For instance {better}.", (_free(better, taken),)
        )
    if name in taken:
        free = _free(name, taken)
        return problem(f"There is a workshop {name} already. {free} is free.", (free,))
    return note(f"Kept as {folder}/{name}.json")


def code_of(draft: SetupDraft) -> str:
    """Return the milestone's code; a usual one in its usual spelling."""
    code = clean_line(draft.code, longest=LONGEST_CODE)
    return code.upper() if code.upper() in CODES else code


def check_code(draft: SetupDraft) -> Check:
    """The milestone's code; optional."""
    if len(clean_line(draft.code, longest=200)) > LONGEST_CODE:
        return problem(f"At most {LONGEST_CODE} characters.")
    known = CODES.get(draft.code.strip().upper())
    near = tuple(code for code in CODES if code.startswith(draft.code.strip().upper()))
    return note(known.capitalize() if known else "Optional. ↓ goes through the usual ones; any other will do.", near)


def check_milestone(draft: SetupDraft) -> Check:
    """The milestone in words."""
    known = CODES.get(draft.code.strip().upper(), "")
    text = "What the team works towards, in words: “first patient in”."
    return _line(draft.milestone, LONGEST_TITLE, text, (known,) if known else ())


def check_day(draft: SetupDraft) -> Check:
    """The milestone's day, YYYY-MM-DD."""
    text = draft.day.strip()
    if not text:
        return missing("Year-month-day, for instance 2027-03-31.")
    if not is_day(text):
        return problem(f"“{clean_line(text, longest=20)}” is not a day. Write year-month-day, for instance 2027-03-31.")
    return note(f"{date.fromisoformat(text):%A}, {calendar_day(text)}. No time zone moves it.")


def check_meaning(draft: SetupDraft) -> Check:
    """The team's own sentence."""
    length = len(draft.meaning.strip())
    if length > LONGEST_MEANING:
        return problem(f"It has {length} characters; {LONGEST_MEANING} is the most.")
    return note("How this team will know that it is reached." if not length else "")


def parties_of(draft: SetupDraft) -> list[str]:
    """Return the names of the parties: one a line, or with commas between them."""
    return [name for name in map(clean_line, re.split(r"[\n,;]", draft.parties)) if name]


def check_parties(draft: SetupDraft) -> Check:
    """Sponsor, CRO and others; optional."""
    names = parties_of(draft)
    if twice := _twice(names):
        return problem(f"“{twice}” stands here twice. Remove one.")
    if not names:
        return note("Optional: companies whose answers may be compared, for instance Sponsor, CRO.")
    return note(count(len(names), "party", "parties"))


def facilitators_of(draft: SetupDraft) -> tuple[str, ...]:
    """Return the names of the facilitators."""
    return tuple(name for name in map(clean_line, re.split(r"[\n,;]", draft.facilitators)) if name)


def check_facilitators(draft: SetupDraft) -> Check:
    """Who leads; optional."""
    if twice := _twice(facilitators_of(draft)):
        return problem(f"“{twice}” stands here twice. Remove one.")
    return note("Optional, with commas. They see who is done, never what was written.")


def min_n_of(draft: SetupDraft) -> int | None:
    """Return the smallest group that is shown by itself, None when it is no such number."""
    text = draft.min_n.strip()
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else 0
    return number if 1 <= number <= LARGEST_MIN_N else None


def check_min_n(draft: SetupDraft) -> Check:
    """The smallest group that is shown by itself."""
    number = min_n_of(draft)
    if number is None:
        return problem(f"Write a whole number from 1 to {LARGEST_MIN_N}; 3 is usual.")
    if draft.attribution == "named":
        return note("With names, every answer is shown whatever this says.")
    if number < 3:
        return note("Below 3 people can often tell who wrote what. 3 is usual.")
    return note(f"A region with fewer than {number} answers is joined with others.")


def threshold_of(draft: SetupDraft) -> float | None:
    """Return the share from which answers count as agreed, 0.5–1; None when it is none."""
    text = draft.threshold.strip().removesuffix("%").strip()
    if not re.fullmatch(r"\d{1,3}(?:\.\d{1,3})?", text, re.ASCII):
        return None
    share = float(text) if float(text) <= 1 else float(text) / 100
    return share if 0.5 <= share <= 1 else None


def check_threshold(draft: SetupDraft) -> Check:
    """From which share on answers count as agreed."""
    share = threshold_of(draft)
    if share is None:
        return problem("Write a share from 50 % to 100 %; 75 % is usual.")
    return note(f"Answers count as agreed from {100 * share:g} % on.")


def clean_text(text: str) -> str:
    """Return a text of several lines as it is kept."""
    return clean(text, longest=LONGEST_MEANING)


def is_day(text: str) -> bool:
    """Whether `text` is a calendar day as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _line(text: str, longest: int, needed: str, picks: tuple[str, ...] = ()) -> Check:
    folded = clean_line(text, longest=10 * longest)
    if not folded:
        return missing(needed, picks)
    if len(folded) > longest:
        return problem(f"It has {len(folded)} characters; {longest} is the most.")
    return note(picks=picks)


def _free(name: str, taken: Collection[str]) -> str:
    number, free = 2, name
    while free in taken:
        tail = f"-{number}"
        free, number = f"{name[: 63 - len(tail)]}{tail}", number + 1
    return free


def _twice(names: Collection[str]) -> str:
    """Return a name that stands twice, or nothing. Names of more than LONGEST_NAME characters are cut before."""
    seen: set[str] = set()
    for name in names:
        key = name_key(name[:LONGEST_NAME])
        if key in seen:
            return name
        seen.add(key)
    return ""
