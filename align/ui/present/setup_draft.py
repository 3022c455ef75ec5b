"""A workshop that is being set up: every field as it was typed, and what each simple field means or lacks."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from typing import Literal

import msgspec

from align.domain.calendars import Holiday
from align.domain.hours import DAY_NAMES
from align.domain.model import Attribution
from align.domain.text import LONGEST_NAME, clean, clean_line, name_key
from align.language import _, for_all, mark, written
from align.packs.plans import LARGEST_MIN_N, LONGEST_CODE, LONGEST_MEANING, LONGEST_TITLE
from align.storage.folder import is_name, suggestion
from align.ui.present.counts import begun, count
from align.ui.present.times import calendar_day

CODES: dict[str, str] = {
    "PROT": mark("protocol final"),
    "SITE_ACT1": mark("first site activated"),
    "SIV": mark("first site initiation visit"),
    "FPI": mark("first patient in"),
    "FPFV": mark("first patient's first visit"),
    "ENR25": mark("a quarter of patients enrolled"),
    "ENR50": mark("half of patients enrolled"),
    "ENR75": mark("three quarters of patients enrolled"),
    "LPI": mark("last patient in"),
    "LPFV": mark("last patient's first visit"),
    "PCD": mark("primary completion"),
    "LPLV": mark("last patient's last visit"),
    "DBL": mark("database lock"),
    "TLR": mark("topline results"),
    "CSR": mark("clinical study report"),
    "ARCH": mark("archive closed"),
}
"""Milestone codes that can be picked, with words to start from; any other text is a code too."""


class RegionDraft(msgspec.Struct):
    """One region as typed. `place` is a city or a zone; left empty, the name is taken for the city."""

    name: str = ""
    place: str = ""
    hours: str = for_all("Mon-Fri 09:00-17:30")
    weekend: str = for_all("Sat, Sun")
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
    """What there is to say about a field: a `note` when it is fine, a `remark` when it may stay so and one should know
    what follows, a `problem` when it is not fine, and whether it is just still `missing`. `picks` are texts that would
    do."""

    kind: Literal["note", "remark", "missing", "problem"]
    text: str = ""
    picks: tuple[str, ...] = ()

    @property
    def fine(self) -> bool:
        """Whether the field can stay as it is."""
        return self.kind in ("note", "remark")


def note(text: str = "", picks: tuple[str, ...] = ()) -> Check:
    """The field is fine."""
    return Check("note", text, picks)


def remark(text: str) -> Check:
    """The field may stay as it is, and something follows from it that one should know."""
    return Check("remark", text)


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
    return _line(draft.title, LONGEST_TITLE, _("What people will see on every screen, for instance “ORION-3 kickoff”."))


def check_name(draft: SetupDraft, taken: Collection[str], folder: str) -> Check:
    """The name: of the file, and part of every ticket."""
    name = workshop_name(draft)
    if not name:
        return missing(_("The name of the file and of the ticket; it follows from the title."))
    if not is_name(name):
        better = suggestion(name)
        return problem(
            _("Small letters a-z, digits and hyphens only, 63 at most. For instance {better}.", better=better),
            (_free(better, taken),),
        )
    if name in taken:
        free = _free(name, taken)
        return problem(_("There is a workshop {name} already. {free} is free.", name=name, free=free), (free,))
    return note(_("Kept as {folder}/{name}.json", folder=folder, name=name))


def code_of(draft: SetupDraft) -> str:
    """Return the milestone's code; a usual one in its usual spelling."""
    code = clean_line(draft.code, longest=LONGEST_CODE)
    return code.upper() if code.upper() in CODES else code


def check_code(draft: SetupDraft) -> Check:
    """The milestone's code; optional."""
    if len(clean_line(draft.code, longest=200)) > LONGEST_CODE:
        return problem(_("At most {most} characters.", most=LONGEST_CODE))
    known = CODES.get(draft.code.strip().upper())
    near = tuple(code for code in CODES if code.startswith(draft.code.strip().upper()))
    usual = _("Optional. ↓ goes through the usual ones; any other will do.")
    return note(begun(_(known)) if known else usual, near)


def check_milestone(draft: SetupDraft) -> Check:
    """The milestone in words."""
    known = CODES.get(draft.code.strip().upper(), "")
    text = _("What the team works towards, in words: “first patient in”.")
    return _line(draft.milestone, LONGEST_TITLE, text, (known,) if known else ())


def check_day(draft: SetupDraft) -> Check:
    """The milestone's day, YYYY-MM-DD."""
    text = draft.day.strip()
    if not text:
        return missing(_("Year-month-day, for instance 2027-03-31."))
    if not is_day(text):
        shown = clean_line(text, longest=20)
        return problem(_("“{text}” is not a day. Write year-month-day, for instance 2027-03-31.", text=shown))
    weekday = _(DAY_NAMES[date.fromisoformat(text).weekday()])
    return note(_("{weekday}, {day}. No time zone moves it.", weekday=weekday, day=calendar_day(text)))


def check_meaning(draft: SetupDraft) -> Check:
    """The team's own sentence."""
    length = len(draft.meaning.strip())
    if length > LONGEST_MEANING:
        return problem(_("It has {n} characters; {most} is the most.", n=length, most=LONGEST_MEANING))
    return note(_("How this team will know that it is reached.") if not length else "")


def parties_of(draft: SetupDraft) -> list[str]:
    """Return the names of the parties: one a line, or with commas between them."""
    return [name for name in map(clean_line, re.split(r"[\n,;]", draft.parties)) if name]


def check_parties(draft: SetupDraft) -> Check:
    """Sponsor, CRO and others; optional."""
    names = parties_of(draft)
    if twice := _twice(names):
        return problem(_("“{twice}” stands here twice. Remove one.", twice=twice))
    if not names:
        return note(_("Optional: companies whose answers may be compared, for instance Sponsor, CRO."))
    return note(count(len(names), "party", "parties"))


def facilitators_of(draft: SetupDraft) -> tuple[str, ...]:
    """Return the names of the facilitators."""
    return tuple(name for name in map(clean_line, re.split(r"[\n,;]", draft.facilitators)) if name)


def check_facilitators(draft: SetupDraft) -> Check:
    """Who leads; optional."""
    if twice := _twice(facilitators_of(draft)):
        return problem(_("“{twice}” stands here twice. Remove one.", twice=twice))
    return note(_("Optional, with commas. They see who is done, never what was written."))


def min_n_of(draft: SetupDraft) -> int | None:
    """Return the smallest group that is shown by itself, None when it is no such number."""
    text = draft.min_n.strip()
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else 0
    return number if 1 <= number <= LARGEST_MIN_N else None


def check_min_n(draft: SetupDraft) -> Check:
    """The smallest group that is shown by itself."""
    number = min_n_of(draft)
    if number is None:
        return problem(_("Write a whole number from 1 to {most}; 3 is usual.", most=LARGEST_MIN_N))
    if draft.attribution == "named":
        return note(
            _(
                "With names, every answer is shown. Regions with fewer than {number} are not asked to guess.",
                number=number,
            )
        )
    if number < 3:
        return note(_("Below 3 people can often tell who wrote what. 3 is usual."))
    return note(_("A region with fewer than {number} answers is joined with others.", number=number))


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
        return problem(_("Write a share from 50 % to 100 %; 75 % is usual."))
    return note(_("Answers count as agreed from {share} % on.", share=written(f"{100 * share:g}")))


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
        return problem(_("It has {n} characters; {most} is the most.", n=len(folded), most=longest))
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
