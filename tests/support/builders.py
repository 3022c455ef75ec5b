"""Small workshops for tests: a plan with every prompt type, three regions and as many people as wanted."""

from __future__ import annotations

from typing import Any

from align.domain import commands as c
from align.domain import events as e
from align.domain.actors import Actor
from align.domain.calendars import WorkCalendar, parse_hours
from align.domain.decide import decide
from align.domain.fold import evolve
from align.domain.model import Attribution, Milestone, Participant, Party, Plan, Region
from align.domain.prompts import Option, Pack, Point, Prompt
from align.domain.state import State

NOW = "2026-11-22T14:00:00+00:00"
FACILITATOR = Actor("facilitator", "facilitator", "f-secret")


def options(*labels: str) -> tuple[Option, ...]:
    """Options whose ids are their labels in small letters."""
    return tuple(Option(label.lower().replace(" ", "-"), label) for label in labels)


PROMPTS = (
    Prompt(
        id="fact", area="success", type="text", title="Success fact", text="The morning after {milestone}: one fact?",
        why="Teams that name it early see it coming.", clause="We call {milestone} a success when {leading}.",
    ),
    Prompt(
        id="protect", area="success", type="rank", title="Protect first", text="Only two can be protected. Which?",
        why="Trade-offs are easier before they hurt.", options=options("Date", "Scope", "Quality", "Cost"), top=2,
        predict=True, core=True, clause="Until {milestone} we protect {leading} first.",
    ),
    Prompt(
        id="signs", area="success", type="list", title="Early signs", text="Early signs that we may miss it?",
        why="Bad news travels late.", most=3,
    ),
    Prompt(
        id="sure", area="success", type="scale", title="Confidence", text="How sure are you today?", why="Hope hides.",
        points=tuple(Point(n, {0: "not at all", 10: "certain"}.get(n, "")) for n in range(11)), predict=True,
    ),
    Prompt(
        id="wait", area="decisions", type="duration", title="May wait", text="How long may such a decision wait?",
        why="Waiting is read as ignoring.", predict=True, clause="A decision waits {leading} at the most.",
    ),
    Prompt(
        id="urgent", area="escalation", type="choice", title="Urgent means", text="A colleague abroad writes 'urgent'.",
        why="Receivers expect more haste than senders mean.", options=options("Now", "Today", "One day"),
        predict=True, core=True, clause="'Urgent' means {leading}.",
    ),
    Prompt(
        id="updates", area="norms", type="choices", title="Updates hold", text="What does every update contain?",
        why="Silence is filled with guesses.", options=options("Risks", "Dates", "Costs", "Names"), most=2,
    ),
    Prompt(
        id="cards", area="norms", type="sort", title="Local or shared", text="Where does each belong?",
        why="Some things are better left local.", options=options("Cameras", "Recording"),
        buckets=options("Same everywhere", "Each region"),
    ),
)  # fmt: skip

GOOD_VALUES: dict[str, Any] = {
    "fact": "First patient in Pune",
    "protect": ["quality", "date"],
    "signs": ["no news", "late data"],
    "sure": 7,
    "wait": {"amount": 4, "unit": "hours", "clock": "working"},
    "urgent": "today",
    "updates": ["risks", "dates"],
    "cards": {"cameras": "each-region", "recording": "same-everywhere"},
}


def region(region_id: str, name: str, zone: str) -> Region:
    """A region that works Monday to Friday, nine to half past five."""
    hours = parse_hours("Mon-Fri 09:00-17:30")
    return Region(region_id, name, name[0], WorkCalendar(tz=zone, hours=hours))


REGIONS = (
    region("pune", "Pune", "Asia/Kolkata"),
    region("boston", "Boston", "America/New_York"),
    region("zurich", "Zürich", "Europe/Zurich"),
)


def plan(
    attribution: Attribution = "region", *, sizes: tuple[int, ...] = (3, 3, 3), min_n: int = 3, **more: Any
) -> Plan:
    """A plan with `sizes` people in Pune, Boston and Zürich."""
    people: list[Participant] = []
    for where, size in zip(REGIONS, sizes, strict=False):
        for number in range(size):
            people.append(Participant(f"p{len(people) + 1}", f"{where.name} {number + 1}", where.id, "sponsor", "CRA"))
    return Plan(
        title="ORION-3 kickoff", milestone=Milestone("First patient in", "2027-03-12", "FPI"), regions=REGIONS,
        participants=tuple(people), parties=(Party("sponsor", "Norvia"), Party("cro", "Helix")),
        pack=Pack(id="test", title="Test", about="All types.", prompts=PROMPTS),
        facilitators=("Fay",), attribution=attribution, min_n=min_n, **more,
    )  # fmt: skip


def person(participant: str) -> Actor:
    """The participant with this id, with a secret of their own."""
    return Actor("participant", participant, f"secret-{participant}")


class Played:
    """A workshop played command by command through the real rules: `log` is what a store would hold."""

    def __init__(self, the_plan: Plan) -> None:
        self.log: list[e.LoggedEvent] = [e.WorkshopCreated("w1", the_plan)]
        self.state = evolve(State(), self.log[0])

    def do(self, actor: Actor, command: c.Command) -> list[e.LoggedEvent]:
        """Give one command; raises Rejected as the rules do."""
        events = list(decide(self.state, command, actor, NOW))
        for event in events:
            evolve(self.state, event)
        self.log += events
        return events

    def lead(self, *commands: c.Command) -> Played:
        """Give commands as the facilitator."""
        for command in commands:
            self.do(FACILITATOR, command)
        return self

    def answer(self, participant: str, **values: Any) -> Played:
        """Answer prompts as a participant."""
        for prompt, value in values.items():
            self.do(person(participant), c.GiveAnswer(prompt, value))
        return self

    def guess(self, participant: str, prompt: str, **targets: Any) -> Played:
        """Predict as a participant."""
        for target, value in targets.items():
            self.do(person(participant), c.GivePrediction(prompt, target, value))
        return self
