"""The difference of two versions for people: as plain text for a terminal, and as Markdown. It compares nothing.

What was taken out stands as [-words-], what was put in as {+words+}: readable without colour, and in any Markdown.
"""

from __future__ import annotations

from collections.abc import Iterator

from align.charter.markdown import cell, md
from align.charter.versions import IN, IN_REGION, OUT, STEP, DiffView, EntryView, FieldView, SideView
from align.charter.wording import cells, listed, padded
from align.language import _, for_all, in_english, mark, plural

NOTHING = mark("Nothing differs.")
_KINDS = {
    "changed": mark("Changed"), "new": mark("New"), "dropped": mark("Dropped"),
    "kept": mark("Talked about again and kept as it was"),
}  # fmt: skip
_TITLES = {"clauses": mark("Clauses"), "promises": mark("Promises"), "decisions": mark("Decisions")}
FIELDS = (
    mark("words"), mark("status"), mark("holds for"), mark("owner"), mark("review on"), mark("dissent"), mark("within"),
    mark("clock"), mark("raised"), mark("starts when"), mark("counts as"), mark("channel"), mark("decider"),
    mark("recommend"), mark("must agree"), mark("input"), mark("inform"), mark("rule"), mark("window"),
    mark("if silent"), mark("taken again when"),
)  # fmt: skip
"""What clauses, promises and decisions consist of, as `align.charter.versions` calls it."""
_PARTS = ("clauses", "promises", "decisions")
_EMPTY = mark("nothing")


def diff_text(view: DiffView) -> str:
    """Return the difference as lines of plain text."""
    older, newer = view["older"], view["newer"]
    lines = [_head(view["title"], older, newer), dates(view), *_whys(view), "", summary(view)]
    lines += _joined(view) + ([legend()] if _marks(view) else [])
    for part in _PARTS:
        for entry in _entries(view, part):
            lines += ["", f"{_(_KINDS[entry['kind']])} · {_name(entry, part)}"]
            lines += [f"  {_('Asked by {who}: {why}', who=one['by'], why=one['why'])}" for one in entry["asked"]]
            for field in entry["fields"]:
                lines += _field(field, entry["kind"])
    return "\n".join(lines) + "\n"


@in_english()
def diff_markdown(view: DiffView) -> str:
    """Return the difference as Markdown; what people wrote is escaped. It is a document, so it is in English."""
    older, newer = view["older"], view["newer"]
    blocks = [f"# {_head(md(view['title']), older, newer)}", md(dates(view))]
    blocks += [md(why) for why in _whys(view)] + [md(summary(view))]
    blocks += [md(said) for said in _joined(view)] + ([md(legend())] if _marks(view) else [])
    for part in _PARTS:
        entries = _entries(view, part)
        blocks += [f"## {_TITLES[part]}"] if entries else []
        for entry in entries:
            blocks.append(f"### {_KINDS[entry['kind']]}: {md(_name(entry, part))}")
            if entry["asked"]:
                blocks.append(
                    "\n".join(
                        f"- {_('Asked by {who}: {why}', who=md(one['by']), why=md(one['why']))}"
                        for one in entry["asked"]
                    )
                )
            if entry["fields"]:
                blocks.append("\n".join(_table(entry)))
    return "\n\n".join(blocks) + "\n"


def legend() -> str:
    """Return what the marks around words mean."""
    said = mark("{out}words{out_end} were taken out, {put}words{put_end} were put in.")
    return _(said, out=OUT[0], out_end=OUT[1], put=IN[0], put_end=IN[1])


def dates(view: DiffView) -> str:
    """Return when both were sealed, in a sentence."""
    older, newer = view["older"], view["newer"]
    told = {"older": older["version"], "day": older["sealed_on"]}
    if not newer["sealed_on"]:
        return _("Version {older} was sealed on {day} (UTC), the draft is not sealed yet.", **told)
    return _(
        "Version {older} was sealed on {day} (UTC), version {newer} on {newer_day}.",
        newer=newer["version"], newer_day=newer["sealed_on"], **told,
    )  # fmt: skip


def summary(view: DiffView) -> str:
    """Return how much differs, in a sentence."""
    parts = []
    for part in _PARTS:
        for kind in _KINDS:
            n = sum(entry["kind"] == kind for entry in _entries(view, part))
            parts += [_counted(part, kind, n)] if n else []
    if not parts:
        return _(NOTHING)
    said = listed(parts)
    if view["same"]:
        same = plural(view["same"], "{n} clause as before", "{n} clauses as before", n=view["same"])
        said = f"{said}; {same}"
    return f"{said}{_('.')}"


def _counted(part: str, kind: str, n: int) -> str:
    return {
        ("clauses", "changed"): plural(n, "{n} clause changed", "{n} clauses changed", n=n),
        ("clauses", "new"): plural(n, "{n} clause new", "{n} clauses new", n=n),
        ("clauses", "dropped"): plural(n, "{n} clause dropped", "{n} clauses dropped", n=n),
        ("clauses", "kept"): plural(n, "{n} clause kept", "{n} clauses kept", n=n),
        ("promises", "changed"): plural(n, "{n} promise changed", "{n} promises changed", n=n),
        ("promises", "new"): plural(n, "{n} promise new", "{n} promises new", n=n),
        ("promises", "dropped"): plural(n, "{n} promise dropped", "{n} promises dropped", n=n),
        ("decisions", "changed"): plural(n, "{n} decision changed", "{n} decisions changed", n=n),
        ("decisions", "new"): plural(n, "{n} decision new", "{n} decisions new", n=n),
        ("decisions", "dropped"): plural(n, "{n} decision dropped", "{n} decisions dropped", n=n),
    }[part, kind]


def _head(title: str, older: SideView, newer: SideView) -> str:
    return _("{title}: from {older} to {newer}", title=title, older=_side(older), newer=_side(newer))


def _joined(view: DiffView) -> list[str]:
    return [_("New on the list: {names}.", names=listed(view["joined"]))] if view["joined"] else []


def _whys(view: DiffView) -> list[str]:
    told = [(step["version"], step["why"]) for step in view["steps"] if step["why"]]
    return [_("Why version {version}: {why}", version=version, why=why) for version, why in told]


def _side(side: SideView) -> str:
    if side["sealed_on"]:
        return _("version {version}", version=side["version"])
    return _("draft of version {version}", version=side["version"])


def _entries(view: DiffView, part: str) -> list[EntryView]:
    return {"clauses": view["clauses"], "promises": view["promises"], "decisions": view["decisions"]}[part]


def _marks(view: DiffView) -> bool:
    """Whether some words are marked: new and dropped things need no marks."""
    fields = [field for part in _PARTS for entry in _entries(view, part) for field in entry["fields"]]
    return any((field["was_marked"], field["now_marked"]) != (field["was"], field["now"]) for field in fields)


def _name(entry: EntryView, part: str) -> str:
    if part == "clauses":
        return _("clause {number}, {title}", number=entry["number"], title=entry["title"])
    title = entry["title"]
    return _("promise {title}", title=title) if part == "promises" else _("decision {title}", title=title)


def _field_name(name: str) -> str:
    """Return what a field is called; a region's own text and a step have names of their own."""
    if name.startswith(IN_REGION):
        return _("in {region}", region=name.removeprefix(IN_REGION))
    if name.startswith(STEP):
        return _("step {number}", number=name.removeprefix(STEP))
    return _(name)


def _field(field: FieldView, kind: str) -> Iterator[str]:
    """Give a field's lines: both sides where it changed, else the one there is."""
    if kind != "changed":
        yield from _lines(f"  {_field_name(field['name'])}: ", field["now"] or field["was"])
        return
    yield f"  {_field_name(field['name'])}"
    was, now = _("was"), _("now")
    width = max(cells(was), cells(now))
    yield from _lines(f"    {padded(was, width)}  ", field["was_marked"] or _(_EMPTY))
    yield from _lines(f"    {padded(now, width)}  ", field["now_marked"] or _(_EMPTY))


def _lines(head: str, text: str) -> Iterator[str]:
    first, *more = text.split("\n")
    yield f"{head}{first}"
    yield from (f"{' ' * cells(head)}{line}".rstrip() for line in more)


def _table(entry: EntryView) -> Iterator[str]:
    if entry["kind"] == "changed":
        yield for_all("| What | Was | Now |")
        yield "| :--- | :--- | :--- |"
        yield from (
            f"| {field['name']} | {md(field['was_marked']) or _EMPTY} | {md(field['now_marked']) or _EMPTY} |"
            for field in _escaped(entry)
        )
        return
    yield for_all("| What | Words |")
    yield "| :--- | :--- |"
    yield from (f"| {field['name']} | {cell(field['now'] or field['was'])} |" for field in _escaped(entry))


def _escaped(entry: EntryView) -> Iterator[FieldView]:
    """Give the fields with names that may stand in a table: a region's name is somebody's text."""
    for field in entry["fields"]:
        yield {**field, "name": md(field["name"])}
