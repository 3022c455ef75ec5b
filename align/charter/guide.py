"""Writes templates/README.md from the shape of the view, so that what is documented is what there is.

`python -m align.charter.guide > templates/README.md` writes it anew.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Annotated, Any, get_args, get_origin, get_type_hints, is_typeddict

from align.charter.catalogue import templates
from align.charter.results import ResultsView
from align.charter.view import CharterView

_INTRODUCTION = """\
# Charter templates

`align charter NAME` makes its documents from the templates in this folder:

{templates}

`align templates copy charter` copies one. Change the copy, and use it with
`align charter NAME --template our-charter.md.j2`, for `md`, `one-page`, `html`, `docx`,
`decisions` and `pulses` alike.

A template is [Jinja](https://jinja.palletsprojects.com/) text. It sees the values below and nothing else. A name that
does not exist is an error with the template's line, never an empty place.

## Rules

- Every value that is printed is escaped, so that people's text is shown as it was written and can never become a
  heading, a link or a table. `{{{{ clause.text }}}}` is enough.
- Filters: `md` gives one line of escaped text (the same as no filter), `cell` the same with a dash for nothing,
  `quote` a block quote that keeps lines and paragraphs (at the start of a line).
- `{{{{ value | safe }}}}` prints a value as Markdown. Use it for your own text only, such as what a macro returned.
- `{{% include "part.md.j2" %}}` finds files beside the template, and only there.
- Spaces at both ends of a printed value and at line ends go away; more than one blank line becomes one.
- align adds lines at the end: version, template, and the sha256 of the text; once somebody signed, also the sha256 from
  before the signatures. `align verify` reads them.
- A template of your own runs in a process of its own, for at most 10 seconds, 5 seconds of computing and 512 MB (time
  alone where the system has no such limits). It may have 256,000 bytes and make 4,000,000 characters.

## What is not there

Answers, comments, predictions and notes are not part of a charter, only how many there were and how they were spread.
Authors are not there either, except beside the reasons of a vote in a workshop where answers are shown with names. The
same facts always give the same values, whoever said what. Signatures, and objections in their place, come with names.

## Values

Texts may be empty (`""`), lists too; no value is ever missing. Days read like `12 March 2027`.
A template for `decisions` also has `clause`, the one that the file is about, and `answers`, the entry of `spread` for
its prompt or nothing. One for `pulses` also has `results`.

### The charter

{top}"""

_KINDS: dict[object, str] = {str: "text", int: "number", bool: "true or false"}


def guide() -> str:
    """Return the text of templates/README.md."""
    listed = "\n".join(f"- `{one.name}`: {one.about}" for one in templates())
    parts = [_INTRODUCTION.format(templates=listed, top=_table(CharterView))]
    shapes = dict.fromkeys([*_shapes(CharterView), ResultsView, *_shapes(ResultsView)])
    parts += [f"### {_title(shape)}\n\n{shape.__doc__}\n\n{_table(shape)}" for shape in shapes]
    return "\n".join(parts)


def paths(shape: Any, prefix: str = "") -> Iterator[str]:
    """Return every name that a shape has, as "areas[].clauses[].text"."""
    for name, hint in get_type_hints(shape).items():
        inner, many = _inner(hint)
        yield f"{prefix}{name}"
        if is_typeddict(inner):
            yield from paths(inner, f"{prefix}{name}{'[]' if many else ''}.")


def _table(shape: Any) -> str:
    rows = ["| Name | Kind | What it is |", "| :--- | :--- | :--- |"]
    for name, hint in get_type_hints(shape, include_extras=True).items():
        about = get_args(hint)[1].description if get_origin(hint) is Annotated else ""
        rows.append(f"| `{name}` | {_kind(hint)} | {about or '–'} |")
    return "\n".join(rows) + "\n"


def _kind(hint: Any) -> str:
    inner, many = _inner(hint)
    word = f"[{_title(inner)}](#{_title(inner)})" if is_typeddict(inner) else _KINDS[inner]
    return f"list of {word}" if many else word


def _inner(hint: Any) -> tuple[Any, bool]:
    """Return what a hint is about, and whether it is a list of it."""
    if get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    return (get_args(hint)[0], True) if get_origin(hint) is list else (hint, False)


def _shapes(shape: Any) -> list[Any]:
    """Return every shape inside another one, each once, in the order in which a reader meets them."""
    found: dict[Any, None] = {}
    for hint in get_type_hints(shape).values():
        inner, _ = _inner(hint)
        if is_typeddict(inner):
            found |= dict.fromkeys([inner, *_shapes(inner)])
    return list(found)


def _title(shape: Any) -> str:
    """Return a shape's name as a reader sees it: "levelcount"."""
    return str(shape.__name__).removesuffix("View").lower()


if __name__ == "__main__":
    sys.stdout.write(guide())
