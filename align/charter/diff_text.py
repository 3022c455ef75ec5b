"""The difference of two versions for people: as plain text for a terminal, and as Markdown. It compares nothing.

What was taken out stands as [-words-], what was put in as {+words+}: readable without colour, and in any Markdown.
"""

from __future__ import annotations

from collections.abc import Iterator

from align.charter.markdown import cell, md
from align.charter.versions import IN, OUT, DiffView, EntryView, FieldView, SideView
from align.charter.wording import counted, listed

LEGEND = f"{OUT[0]}words{OUT[1]} were taken out, {IN[0]}words{IN[1]} were put in."
NOTHING = "Nothing differs."
_KINDS = {"changed": "Changed", "new": "New", "dropped": "Dropped", "kept": "Talked about again and kept as it was"}
_PARTS = ("clauses", "promises", "decisions")
_EMPTY = "nothing"


def diff_text(view: DiffView) -> str:
    """Return the difference as lines of plain text."""
    older, newer = view["older"], view["newer"]
    lines = [f"{view['title']}: from {_lower(older)} to {_lower(newer)}", dates(view), *_whys(view), "", summary(view)]
    lines += [f"New on the list: {listed(view['joined'])}."] if view["joined"] else []
    lines += [LEGEND] if _marks(view) else []
    for part in _PARTS:
        for entry in _entries(view, part):
            lines += ["", f"{_KINDS[entry['kind']]} · {_name(entry, part)}"]
            lines += [f"  Asked by {asked['by']}: {asked['why']}" for asked in entry["asked"]]
            for field in entry["fields"]:
                lines += _field(field, entry["kind"])
    return "\n".join(lines) + "\n"


def diff_markdown(view: DiffView) -> str:
    """Return the difference as Markdown; what people wrote is escaped."""
    older, newer = view["older"], view["newer"]
    blocks = [f"# {md(view['title'])}: from {_lower(older)} to {_lower(newer)}", md(dates(view))]
    blocks += [md(why) for why in _whys(view)] + [md(summary(view))]
    blocks += [md(f"New on the list: {listed(view['joined'])}.")] if view["joined"] else []
    blocks += [md(LEGEND)] if _marks(view) else []
    for part in _PARTS:
        entries = _entries(view, part)
        blocks += [f"## {part.capitalize()}"] if entries else []
        for entry in entries:
            blocks.append(f"### {_KINDS[entry['kind']]}: {md(_name(entry, part))}")
            if entry["asked"]:
                blocks.append("\n".join(f"- Asked by {md(a['by'])}: {md(a['why'])}" for a in entry["asked"]))
            if entry["fields"]:
                blocks.append("\n".join(_table(entry)))
    return "\n\n".join(blocks) + "\n"


def dates(view: DiffView) -> str:
    """Return when both were sealed, in a sentence."""
    older, newer = view["older"], view["newer"]
    end = f"version {newer['version']} on {newer['sealed_on']}" if newer["sealed_on"] else "the draft is not sealed yet"
    return f"Version {older['version']} was sealed on {older['sealed_on']} (UTC), {end}."


def summary(view: DiffView) -> str:
    """Return how much differs, in a sentence."""
    parts = []
    for part, one in zip(_PARTS, ("clause", "promise", "decision"), strict=True):
        for kind, word in (("changed", "changed"), ("new", "new"), ("dropped", "dropped"), ("kept", "kept")):
            n = sum(entry["kind"] == kind for entry in _entries(view, part))
            parts += [f"{counted(n, one)} {word}"] if n else []
    if not parts:
        return NOTHING
    same = f"; {counted(view['same'], 'clause')} as before" if view["same"] else ""
    return f"{listed(parts)}{same}."


def _whys(view: DiffView) -> list[str]:
    return [f"Why version {step['version']}: {step['why']}" for step in view["steps"] if step["why"]]


def _lower(side: SideView) -> str:
    return side["words"][0].lower() + side["words"][1:]


def _entries(view: DiffView, part: str) -> list[EntryView]:
    return {"clauses": view["clauses"], "promises": view["promises"], "decisions": view["decisions"]}[part]


def _marks(view: DiffView) -> bool:
    """Whether some words are marked: new and dropped things need no marks."""
    fields = [field for part in _PARTS for entry in _entries(view, part) for field in entry["fields"]]
    return any((field["was_marked"], field["now_marked"]) != (field["was"], field["now"]) for field in fields)


def _name(entry: EntryView, part: str) -> str:
    return f"clause {entry['number']}, {entry['title']}" if part == "clauses" else f"{part[:-1]} {entry['title']}"


def _field(field: FieldView, kind: str) -> Iterator[str]:
    """Give a field's lines: both sides where it changed, else the one there is."""
    if kind != "changed":
        yield from _lines(f"  {field['name']}: ", field["now"] or field["was"])
        return
    yield f"  {field['name']}"
    yield from _lines("    was  ", field["was_marked"] or _EMPTY)
    yield from _lines("    now  ", field["now_marked"] or _EMPTY)


def _lines(head: str, text: str) -> Iterator[str]:
    first, *more = text.split("\n")
    yield f"{head}{first}"
    yield from (f"{' ' * len(head)}{line}".rstrip() for line in more)


def _table(entry: EntryView) -> Iterator[str]:
    if entry["kind"] == "changed":
        yield "| What | Was | Now |"
        yield "| :--- | :--- | :--- |"
        yield from (
            f"| {field['name']} | {md(field['was_marked']) or _EMPTY} | {md(field['now_marked']) or _EMPTY} |"
            for field in _escaped(entry)
        )
        return
    yield "| What | Words |"
    yield "| :--- | :--- |"
    yield from (f"| {field['name']} | {cell(field['now'] or field['was'])} |" for field in _escaped(entry))


def _escaped(entry: EntryView) -> Iterator[FieldView]:
    """Give the fields with names that may stand in a table: a region's name is somebody's text."""
    for field in entry["fields"]:
        yield {**field, "name": md(field["name"])}
