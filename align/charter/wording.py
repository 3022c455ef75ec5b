"""Words for dates, counts, lengths of time, scopes and statuses. It builds sentences, never Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from unicodedata import east_asian_width

from align.domain.events import Group
from align.domain.model import EVERYONE, Attribution, Plan, Scope, Status
from align.domain.prompts import Clock, Prompt, Unit
from align.domain.text import LONGEST_TEXT, clean, clean_line
from align.domain.values import UNIT_MINUTES, words
from align.domain.visibility import LATE, OTHER_REGIONS
from align.language import _, for_all, mark, plural, written

MONTHS = (
    mark("January"), mark("February"), mark("March"), mark("April"), mark("May"), mark("June"),
    mark("July"), mark("August"), mark("September"), mark("October"), mark("November"), mark("December"),
)  # fmt: skip
_LAST = {"and": mark("{first} and {last}"), "or": mark("{first} or {last}")}
_UNITS: tuple[Unit, ...] = ("weeks", "days", "hours", "minutes")

STATUSES: dict[Status, str] = {
    "draft": mark("Draft, not settled yet"),
    "agreed": mark("Agreed"),
    "provisional": mark("Provisional, to be looked at again on the review date"),
    "regional": mark("Regional, each region has its own text"),
    "open": mark("Open assumption"),
    "dissent_recorded": mark("Dissent recorded"),
    "locked": mark("Locked, set by rules outside this team and never voted on"),
}
STATUS_WORDS: dict[Status, str] = {
    "draft": mark("draft"), "agreed": mark("agreed"), "provisional": mark("provisional"), "regional": mark("regional"),
    "open": mark("open"), "dissent_recorded": mark("dissent recorded"), "locked": mark("locked"),
}  # fmt: skip
"""The same in a word or two."""
ATTRIBUTIONS: dict[Attribution, str] = {
    "named": for_all("Answers were shown with the names of the people who gave them, as announced before."),
    "region": for_all("Answers were shown by region, without names."),
    "merged": for_all("Answers were shown without names and without regions."),
}


def one_line(text: str) -> str:
    """Return a name or a title clean and on one line, however long it is."""
    return clean_line(text, longest=LONGEST_TEXT)


def answered_words(answered: int, asked: int) -> str:
    """Return "7 of 9 answered"."""
    return plural(answered, "{n} of {all} answered", "{n} of {all} answered", n=answered, all=asked)


def begun(text: str) -> str:
    """Return a sentence with a capital letter in front; the other letters stay."""
    return f"{text[:1].upper()}{text[1:]}"


def day(text: str) -> str:
    """Return a day (YYYY-MM-DD) as every region reads it in one way: "12 March 2027"; other text as it is."""
    iso = iso_day(text)
    if not iso:
        return one_line(text)
    when = date.fromisoformat(iso)
    return _("{day} {month} {year}", day=when.day, month=_(MONTHS[when.month - 1]), year=when.year)


def iso_day(text: str) -> str:
    """Return a day as YYYY-MM-DD; an empty text for what is no day."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def listed(items: Iterable[str], last: str = "and") -> str:
    """Return "a, b and c"; an empty string for no items."""
    *head, tail = list(items) or [""]
    if not head:
        return tail
    return _(_LAST[last], first=_(", ").join(head), last=tail)


def cells(text: str) -> int:
    """Return how many cells of a terminal a line takes: a wide letter is two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def padded(text: str, width: int) -> str:
    """Return a line with blanks up to this many cells."""
    return text + " " * (width - cells(text))


def number(value: float) -> str:
    """Return a figure with one decimal at the most: "7", "6.5"."""
    rounded = round(value, 1)
    return str(int(rounded)) if rounded == int(rounded) else written(str(rounded))


def counted(n: int, one: str, many: str = "") -> str:
    """Return "1 answer", "3 answers"."""
    return plural(n, f"{{n}} {one}", f"{{n}} {many or one + 's'}", n=n)


def length(prompt: Prompt, minutes: float, clock: Clock) -> str:
    """Return a length of time in the largest of the prompt's units that it fills: "1.5 working days"."""
    amount, unit = in_units(prompt, minutes, clock)
    return words(prompt, {"amount": amount, "unit": unit, "clock": clock})


def in_units(prompt: Prompt, minutes: float, clock: Clock) -> tuple[float, str]:
    """Return a length of time as an amount, with one decimal at the most, of the largest unit that it fills."""
    sizes = UNIT_MINUTES[clock]
    units = [unit for unit in _UNITS if unit in prompt.units]
    # What rounds up to one of a unit is said in that unit: 59.7 minutes are one hour.
    unit = next((unit for unit in units if round(minutes / sizes[unit], 1) >= 1), units[-1])
    amount = round(minutes / sizes[unit], 1)
    return int(amount) if amount == int(amount) else amount, unit


def place(prompt: Prompt, value: float) -> str:
    """Return a place on a scale: "5 (as likely as not)", or "6.5" between two points."""
    return words(prompt, int(value)) if value == int(value) else number(value)


def region_name(plan: Plan, region: str) -> str:
    """Return a region's name; the id itself when the plan does not know it."""
    return one_line(next((known.name for known in plan.regions if known.id == region), region))


def party_name(plan: Plan, party: str) -> str:
    """Return a party's name; the id itself when the plan does not know it."""
    return one_line(next((known.name for known in plan.parties if known.id == party), party))


def group_name(plan: Plan, group: Group) -> str:
    """Return who a group of shown answers is: a region, several of them together, everyone or the late ones."""
    if group.id == LATE:
        return _("Late answers")
    if group.id == EVERYONE:
        return _("Everyone")
    names = listed(region_name(plan, region) for region in group.regions)
    return (
        _("Other regions ({names})", names=names)
        if group.id == OTHER_REGIONS and names
        else names or one_line(group.id)
    )


def scope_words(plan: Plan, scope: Scope) -> str:
    """Return for whom a clause holds: "Everyone", "Region Pune", "Role data manager"."""
    match scope.kind:
        case "universal":
            return _("Everyone")
        case "region":
            return _("Region {name}", name=region_name(plan, scope.of))
        case "party":
            return _("Party {name}", name=party_name(plan, scope.of))
        case "role":
            return _("Role {name}", name=one_line(scope.of))
        case "legal":
            return (
                _("Everyone to whom this rule applies: {rule}", rule=one_line(scope.of))
                if scope.of
                else _("Legal rule")
            )


def filled(plan: Plan, text: str) -> str:
    """Return a pack's text with the milestone's name in its place."""
    return clean(text.replace("{milestone}", plan.milestone.name))
