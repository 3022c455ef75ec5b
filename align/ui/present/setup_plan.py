"""The wizard's steps: what each one still lacks, the review of all of them, and the plan that comes out."""

from __future__ import annotations

from typing import Literal, NamedTuple

from align.domain.calendars import describe_hours
from align.domain.model import Attribution, Milestone, Participant, Party, Plan
from align.domain.text import clean_line
from align.errors import UserError
from align.language import _, for_all, mark, retold
from align.packs.fields import unique_slug
from align.packs.people import parse_people
from align.packs.plans import LONGEST_TITLE
from align.packs.regions import MOST_REGIONS
from align.ui.present import setup_draft as d
from align.ui.present.counts import count, joined
from align.ui.present.setup_draft import Check, SetupDraft
from align.ui.present.setup_groups import group_remarks, nobody_asked
from align.ui.present.setup_packs import World, added_prompts, check_pack, pack_of, pack_words
from align.ui.present.setup_regions import and_lines, region_checks, regions_of
from align.ui.present.times import calendar_day

StepName = Literal["title", "milestone", "parties", "regions", "people", "prompts", "answers", "review"]
STEPS: dict[StepName, str] = {
    "title": mark("Title"), "milestone": mark("Milestone"), "parties": mark("Parties"), "regions": mark("Regions"),
    "people": mark("People"), "prompts": mark("Prompts"), "answers": mark("Answers"), "review": mark("Review"),
}  # fmt: skip
STEP_NAMES = tuple(STEPS)

ATTRIBUTIONS: dict[Attribution, tuple[str, str]] = {
    "region": (
        mark("By region, without names"),
        mark("Everybody sees what each region said; who wrote it is not even stored."),
    ),
    "merged": (mark("All together"), mark("Neither name nor region is shown. For small or tense teams.")),
    "named": (mark("With names"), mark("Everybody sees who wrote what. For teams that trust each other already.")),
}
"""Mode → (its words, a sentence that explains it). It can later move only towards more anonymous."""
MOST_PEOPLE_PROBLEMS = 4


# ---- people --------------------------------------------------------------------------------------------------


def people_of(draft: SetupDraft) -> tuple[list[Participant], list[str]]:
    """Return the people who are written right, and a sentence with its line for each who is not."""
    people, problems = parse_people(draft.people, regions_of(draft.regions), parties_made(draft))
    return people, [_("Line {line}: {message}", line=one.line, message=retold(one.message)) for one in problems]


def people_example(draft: SetupDraft) -> str:
    """Return two lines that show how people are written, in this workshop's own first regions and parties."""
    regions = [region.name for region in regions_of(draft.regions)][:2] or ["Pune", "Boston"]
    parties = d.parties_of(draft)[:2] or ([] if draft.regions else ["CRO", "Sponsor"])
    first = [for_all("Asha Rao"), regions[0], *([parties[0], for_all("Data manager")] if parties else [])]
    second = [for_all("Grace Miller"), regions[-1], *parties[-1:]]
    return "\n".join(", ".join(f'"{cell}"' if "," in cell else cell for cell in line) for line in (first, second))


def check_people(draft: SetupDraft) -> Check:
    """What is wrong with the list, or how many people are where; who is nowhere is said."""
    people, problems = people_of(draft)
    if problems:
        shown = problems[:MOST_PEOPLE_PROBLEMS]
        more = len(problems) - len(shown)
        return d.problem("\n".join([*shown, *([and_lines(more)] if more else [])]))
    regions = regions_of(draft.regions)
    if not people:
        if draft.open_door:
            return d.note(_("Nobody yet; people may add themselves."))
        return d.missing(_("One a line: name, region, party, role."))
    counts = {region.name: sum(person.region == region.id for person in people) for region in regions}
    empty = [name for name, number in counts.items() if not number]
    told = _(", ").join(f"{name} {number}" for name, number in counts.items() if number)
    spread = f"{count(len(people), 'person', 'people')}: {told}{_('.')}"
    if empty and not draft.open_door:
        where = joined(empty, "or")
        nobody = _("Nobody is in {regions}: put somebody there, or remove the region.", regions=where)
        return d.problem(f"{spread} {nobody}")
    return d.note(spread)


# ---- steps ---------------------------------------------------------------------------------------------------


def step_checks(draft: SetupDraft, world: World) -> dict[StepName, dict[str, Check]]:
    """Return the check of every field, by step and field; regions are counted as one field each."""
    return {
        "title": {"title": d.check_title(draft), "name": d.check_name(draft, world.taken, world.folder)},
        "milestone": {
            "code": d.check_code(draft), "milestone": d.check_milestone(draft), "day": d.check_day(draft),
            "meaning": d.check_meaning(draft),
        },
        "parties": {"parties": d.check_parties(draft), "facilitators": d.check_facilitators(draft)},
        "regions": _regions(draft, world),
        "people": {"people": check_people(draft)},
        "prompts": {"pack": check_pack(draft, world, unasked=_unasked(draft))},
        "answers": {"min_n": _check_groups(draft, world), "threshold": d.check_threshold(draft)},
        "review": {},
    }  # fmt: skip


def _check_groups(draft: SetupDraft, world: World) -> Check:
    """The smallest group; and which regions are smaller, or all of them."""
    check, remarks = d.check_min_n(draft), _too_small(draft, world)
    return d.remark(" ".join(remarks)) if check.fine and remarks else check


def _sizes(draft: SetupDraft) -> dict[str, int]:
    people, _problems = people_of(draft)
    return {region.name: sum(one.region == region.id for one in people) for region in regions_of(draft.regions)}


def _unasked(draft: SetupDraft) -> str:
    """Say why nobody is asked to guess; empty where somebody is, or where it cannot be known yet."""
    fewest = d.min_n_of(draft)
    if fewest is None or draft.attribution == "merged":
        return ""
    if not nobody_asked(_sizes(draft), fewest, open_door=draft.open_door):
        return ""
    return _("nobody is asked for it, for no region has {n} people", n=fewest)


def _too_small(draft: SetupDraft, world: World) -> list[str]:
    """Say which regions have too few people to be shown by themselves or to be asked to guess."""
    fewest, pack = d.min_n_of(draft), pack_of(draft, world)
    if fewest is None:
        return []
    prompts = pack.prompts if pack is not None else ()
    return group_remarks(_sizes(draft), draft.attribution, fewest, prompts, open_door=draft.open_door)


def _regions(draft: SetupDraft, world: World) -> dict[str, Check]:
    if not draft.regions:
        return {"regions": d.missing(_("At least one region is needed."))}
    if len(draft.regions) > MOST_REGIONS:
        return {"regions": d.problem(_("At most {n} regions can be told apart. Join some.", n=MOST_REGIONS))}
    checks: dict[str, Check] = {}
    for number, region in enumerate(draft.regions):
        others = draft.regions[:number]
        wrong = [check for check in region_checks(region, others, world.now).values() if not check.fine]
        name = clean_line(region.name) or _("region {number}", number=number + 1)
        checks[str(number)] = d.problem(f"{name}: {wrong[0].text}") if wrong else d.note()
    return checks


class Undone(NamedTuple):
    """Something that keeps the workshop from being created: in which step and field, and a sentence."""

    step: StepName
    field: str
    words: str


def undone(draft: SetupDraft, world: World) -> list[Undone]:
    """Return everything that keeps the workshop from being created."""
    return [
        Undone(step, field, f"{_(_FIELD_WORDS[field])} {check.text}" if field in _FIELD_WORDS else check.text)
        for step, checks in step_checks(draft, world).items()
        for field, check in checks.items()
        if not check.fine
    ]


_FIELD_WORDS = {
    "title": mark("The title."), "name": mark("The name."), "milestone": mark("The milestone."),
    "day": mark("The date."),
}  # fmt: skip


def parties_made(draft: SetupDraft) -> tuple[Party, ...]:
    """Return the parties with their ids."""
    parties: list[Party] = []
    for name in d.parties_of(draft):
        parties.append(Party(unique_slug(name, [party.id for party in parties], otherwise="party"), name))
    return tuple(parties)


def plan_of(draft: SetupDraft, world: World) -> Plan:
    """Return the plan; raises UserError with the first thing that is not right yet."""
    for lack in undone(draft, world):
        step = _(STEPS[lack.step])
        raise UserError(_("The step “{step}” is not right yet: {words}", step=step, words=lack.words))
    pack, min_n, threshold = pack_of(draft, world), d.min_n_of(draft), d.threshold_of(draft)
    assert pack is not None and min_n is not None and threshold is not None
    return Plan(
        title=clean_line(draft.title, longest=LONGEST_TITLE),
        milestone=Milestone(
            clean_line(draft.milestone, longest=LONGEST_TITLE), draft.day.strip(),
            d.code_of(draft), d.clean_text(draft.meaning),
        ),
        regions=regions_of(draft.regions),
        parties=parties_made(draft),
        participants=tuple(people_of(draft)[0]),
        facilitators=d.facilitators_of(draft),
        pack=pack,
        attribution=draft.attribution,
        min_n=min_n,
        threshold=threshold,
        open_door=draft.open_door,
    )  # fmt: skip


def review(draft: SetupDraft, world: World) -> list[tuple[str, str]]:
    """Return (label, text) for everything that was set, in the order of the steps."""
    people, _problems = people_of(draft)
    pack = pack_of(draft, world)
    code = f" ({d.code_of(draft)})" if d.code_of(draft) else ""
    day = calendar_day(draft.day.strip()) or _("no date yet")
    named = f"{draft.milestone.strip()}{code}".strip() or _("no milestone yet")
    title = " · ".join(filter(None, [draft.title.strip() or _("no title yet"), d.workshop_name(draft)]))
    rows = [
        (_("Title"), title),
        (_("Milestone"), f"{named}, {day}. {draft.meaning}"),
        (_("Parties"), joined(d.parties_of(draft)) or _("none")),
        (_("Led by"), joined(list(d.facilitators_of(draft))) or _("nobody named")),
    ]
    for region in regions_of(draft.regions):
        names = [person.name for person in people if person.region == region.id]
        calendar = region.calendar
        days = count(len(calendar.holidays), "holiday")
        rows.append((region.name, f"{calendar.tz} · {describe_hours(calendar)} · {days}"))
        rows.append(("", joined(names) or _("nobody yet")))
    agreed = _("agreed from {share} on", share=draft.threshold.strip())
    return [
        *rows,
        (_("Prompts"), pack_words(pack) if pack is not None else draft.pack),
        *[("", _("with {title}", title=title)) for title in _added_titles(draft, world)],
        (_("Answers"), f"{_(ATTRIBUTIONS[draft.attribution][0])}; {agreed}"),
        ("", _fewest(draft)),
        *[("", f"! {text}") for text in _too_small(draft, world)],
        (_("Door"), _(DOOR[draft.open_door][0])),
    ]


def _fewest(draft: SetupDraft) -> str:
    fewest = draft.min_n.strip()
    if fewest == "1":
        return _("every answer is shown") if draft.attribution == "named" else _("an answer may stand alone")
    if draft.attribution == "named":
        return _("every answer is shown; a region with fewer than {n} people is not asked to guess", n=fewest)
    return _("a region with fewer than {n} answers is not shown by itself", n=fewest)


def _added_titles(draft: SetupDraft, world: World) -> list[str]:
    titles = [f"“{prompt.title}”" for _, prompt in added_prompts(draft, world)]
    return [joined(titles)] if titles else []


DOOR = {
    False: (mark("Only people on the list"), mark("Others are refused until you add them.")),
    True: (mark("Whoever has ticket and code"), mark("People who are not listed type a name and choose a region.")),
}


def with_commas(text: str) -> str:
    """Return lines copied from a spreadsheet, with commas where tabs were; other lines stay as they are."""
    return "\n".join(_with_commas(line) if "\t" in line else line for line in text.splitlines())


def _with_commas(line: str) -> str:
    cells = [cell.strip() for cell in line.rstrip("\t").split("\t")]
    return ", ".join(f'"{cell}"' if "," in cell and '"' not in cell else cell for cell in cells)


Trail = dict[StepName, Literal["fine", "missing", "problem"]]


def trail(checks: dict[StepName, dict[str, Check]], seen: int) -> Trail:
    """Return how each step stands; steps from number `seen` on have not been looked at, so nothing is wrong there."""
    stands: Trail = {}
    for number, (step, fields) in enumerate(checks.items()):
        kinds = {check.kind for check in fields.values()}
        fine = "problem" not in kinds and "missing" not in kinds
        look = not fine or "remark" in kinds
        if step == "review" or (fine and number >= seen):
            stands[step] = "missing"
        else:
            stands[step] = "fine" if not look else "problem" if number < seen or "problem" in kinds else "missing"
    return stands
