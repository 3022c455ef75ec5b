"""Who signed the sealed charter and who objects, in words for a participant and for the desk. It knows no Textual."""

from __future__ import annotations

from datetime import UTC, datetime, time

from align.domain.model import Participant, Plan, clause_number
from align.domain.renewal import TOO_FAR, is_too_far
from align.domain.state import State
from align.errors import UserError
from align.language import _, mark, plural
from align.ui.present.desk import and_more
from align.ui.present.times import calendar_day, moment

NAMED = mark(
    "Your name stands beside it in the charter, however answers are shown. You can change it until the next version."
)
"""What to know before signing or objecting."""


def own_words(state: State, me: str, now: datetime) -> str:
    """Return what a person said to the sealed version, as they read it themselves."""
    said = state.signed(me)
    if said is None:
        return _("You did not sign it.") if state.signing_over(now) else _("You have not signed it yet.")
    if said.agrees:
        return _("You signed it on {day}.", day=calendar_day(said.on))
    reason = " ".join(said.reason.split()).rstrip(".")
    return f"{objecting(said.clause)} {_('“{reason}”.', reason=reason)}"


def objecting(clause: str) -> str:
    """Return "You object to clause 3:"; without the clause for the charter as a whole."""
    if not clause:
        return _("You object:")
    return _("You object to clause {n}:", n=clause_number(clause))


def to_clause(clause: str) -> str:
    """Return " to clause 3"; empty for the charter as a whole."""
    return f" {_('to clause {n}', n=clause_number(clause))}" if clause else ""


def turnout(state: State, now: datetime) -> str:
    """Return how many signed, object, and have not said anything: "7 of 9 signed · 1 objects · 1 not yet"; "1 did not"
    once signing is over."""
    said = [state.signed(person.id) for person in state.the_plan.participants]
    signed, silent = sum(one is not None and one.agrees for one in said), said.count(None)
    against = len(said) - signed - silent
    objects = plural(against, "{n} objects", "{n} object", n=against)
    parts = [
        signed_words(signed, len(said)),
        *([objects] if against else []),
    ]
    if not state.signing_over(now):
        parts.append(_("{n} not yet", n=silent))
    elif silent:
        parts.append(plural(silent, "{n} did not", "{n} did not", n=silent))
    return " · ".join(parts)


def signed_words(signed: int, asked: int) -> str:
    """Return "7 of 9 signed"."""
    return plural(signed, "{n} of {all} signed", "{n} of {all} signed", n=signed, all=asked)


def by_region(state: State, now: datetime, most: int = 4) -> tuple[str, ...]:
    """Return one line a region that has people: who signed, who objects, who did neither yet; `most` names of each."""
    plan, lines = state.the_plan, []
    neither = _("did not") if state.signing_over(now) else _("not yet")
    for region in plan.regions:
        here = [(person.name, state.signed(person.id)) for person in plan.participants if person.region == region.id]
        against = sum(said is not None and not said.agrees for _name, said in here)
        parts = {
            _("signed"): [name for name, said in here if said is not None and said.agrees],
            _("objects") if against == 1 else _("object"): [
                f"{name}{to_clause(said.clause)}" for name, said in here if said is not None and not said.agrees
            ],
            neither: [name for name, said in here if said is None],
        }
        told = " · ".join(f"{word}: {and_more(names, most)}" for word, names in parts.items() if names)
        lines += [f"{region.letter} {region.name}  {told}"] if told else []
    return tuple(lines)


def moment_of(text: str, now: datetime) -> str:
    """Return a moment as people write it, with its offset: a day is meant to its end, a time without offset is UTC.

    An empty text stays empty. Raises UserError, also where it is too far from `now`.
    """
    text = text.strip()
    if not text:
        return ""
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        raise UserError("Write a day like 2027-03-12, or a day and a time like 2027-03-12 17:00 (UTC).") from None
    if len(text) <= len("2027-03-12"):
        when = datetime.combine(when.date(), time(23, 59))
    end = (when if when.tzinfo else when.replace(tzinfo=UTC)).isoformat(timespec="seconds")
    if is_too_far(end, now):
        raise UserError(TOO_FAR)
    return end


def until_words(plan: Plan, until: str, region: str) -> str:
    """Return a moment on the clock of a region: "12 Mar 2027 22:30 IST (17:00 UTC)"; empty for none."""
    if not until:
        return ""
    return moment(datetime.fromisoformat(until), plan.region(region).calendar.tz)


def until_by_region(state: State, now: datetime) -> tuple[str, ...]:
    """Return until when people sign, or could, on each region's clock; that there is no end where there is none."""
    if not state.sign_until:
        return (_("Signatures are taken for as long as people like."),)
    over = state.signing_over(now)
    said = _("Signing is over; signatures were taken until") if over else _("Signatures are taken until")
    return said, *end_by_region(state)


def ways_on(state: State, now: datetime, name: str = "NAME") -> tuple[str, ...]:
    """Return what a facilitator can do by commands once signing of the newest version is over; nothing before."""
    if state.phase != "sealed" or not state.signing_over(now):
        return ()
    more, amend = f"align signing {name} --until", f"align amend {name}"
    return (_("`{more}` gives people more time; `{amend}` begins the next version.", more=more, amend=amend),)


def end_by_region(state: State) -> tuple[str, ...]:
    """Return the end of signing on each region's clock, a line each."""
    plan = state.the_plan
    return tuple(f"  {one.name}  {until_words(plan, state.sign_until, one.id)}" for one in plan.regions)


def until_sentence(state: State, me: str, now: datetime) -> str:
    """Return until when a person can sign, on their own clock; once that is over since when, what stands, and who can
    give more time. Empty where there is no end."""
    if not state.sign_until:
        return ""
    plan = state.the_plan
    region = _region_of(plan.participants, me) or plan.regions[0].id
    words = until_words(plan, state.sign_until, region)
    if not state.signing_over(now):
        return _("Sign until {words}.", words=words)
    ended = _("Signing ended on {words}: {turnout}.", words=words, turnout=turnout(state, now))
    return f"{ended} {_('The facilitator can give more time.')}"


def _region_of(people: tuple[Participant, ...], me: str) -> str:
    return next((person.region for person in people if person.id == me), "")


def status_lines(state: State, now: datetime) -> tuple[str, ...]:
    """Return who signed the sealed version, by region and by name, below how many did."""
    return (
        _(
            "Version {version}, sealed on {day}: {turnout}",
            version=state.version,
            day=calendar_day(state.sealed_on),
            turnout=turnout(state, now),
        ),
        *by_region(state, now, len(state.the_plan.participants)),
    )
