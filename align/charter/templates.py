"""Runs one template of a folder over plain values. It knows Jinja and limits of size, not what a charter holds.

Templates see values only: nothing they can call acts on anything. Every text they print is escaped as Markdown unless
they say `| safe`, so an answer can never become a heading, a link or a row of a table.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, FunctionLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.bccache import Bucket
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from align.charter.markdown import Markdown, cell, md, quote
from align.errors import UserError
from align.language import mark, pattern_of
from align.system import reason

LONGEST_TEMPLATE = 256_000
"""Bytes of one template file."""
LONGEST_CHARTER = 4_000_000
"""Characters of a rendered charter: about fifty times one with 100 clauses."""

Source = tuple[str, str, Callable[[], bool]]


JINJAS = (
    mark("{0} is undefined"), mark("{0} has no attribute {1}"), mark("No filter named {0}"), mark("No test named {0}"),
    mark("Encountered unknown tag {0}"),
    mark("Encountered unknown tag {0}. Jinja was looking for the following tags: {1}. The innermost block that needs "
         "to be closed is {2}"),
    mark("Encountered unknown tag {0}. You probably made a nesting mistake. Jinja is expecting this tag, but currently "
         "looking for {1}. The innermost block that needs to be closed is {2}"),
    mark("Unexpected end of template. Jinja was looking for the following tags: {0}. The innermost block that needs to "
         "be closed is {1}"),
    mark("unexpected end of template, expected {0}"), mark("unexpected char {0} at {1}"), mark("unexpected {0}"),
    mark("unexpected {0}, expected {1}"), mark("expected token {0}, got {1}"), mark("Missing end of comment tag"),
    mark("Missing end of raw directive"), mark("division by zero"),
    mark("access to attribute {0} of {1} object is unsafe"),
)  # fmt: skip
"""What Jinja itself says, which `retold` finds; all else it says is quoted."""


class _Compiled(BytecodeCache):
    """What templates were compiled to in this process; another text of the same file is compiled anew."""

    def __init__(self) -> None:
        self._code: dict[str, tuple[str, Any]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Hand over what is there for this very text."""
        text, code = self._code.get(bucket.key, ("", None))
        bucket.code = code if text == bucket.checksum else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it, in place of what an earlier text of the file was compiled to."""
        self._code[bucket.key] = bucket.checksum, bucket.code


_COMPILED = _Compiled()


def render_file(context: Mapping[str, object], folder: Path, name: str) -> str:
    """Render template `name` of `folder` in this process; it may include files of that folder. Raises UserError."""
    environment = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(lambda wanted: _source(folder, wanted)),
        undefined=StrictUndefined,
        finalize=_printed,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
        bytecode_cache=_COMPILED,
    )
    environment.filters.update(md=md, cell=cell, quote=quote)
    try:
        pieces, size = [], 0
        for piece in environment.get_template(name).generate(context):
            pieces.append(piece)
            size += len(piece)
            if size > LONGEST_CHARTER:
                raise UserError(
                    f"The template {name} makes more than {LONGEST_CHARTER} characters; that is no charter."
                )
    except TemplateSyntaxError as error:
        raise UserError(f"{error.name or name}, line {error.lineno}: {_sentence(error)}") from error
    except (
        TemplateError,
        ArithmeticError,
        LookupError,
        TypeError,
        ValueError,
        AttributeError,
        RecursionError,
    ) as error:
        where, why = _where(error, folder, name), _sentence(error)
        if isinstance(where, str):
            raise UserError(f"The template {where} cannot be used: {why}") from error
        raise UserError(f"{where[0]}, line {where[1]}: {why}") from error
    return _tidy("".join(pieces))


def _printed(value: object) -> object:
    """Escape what a template prints; what the filters made, or the template calls safe, stays as it is."""
    return value if isinstance(value, Markdown | Markup | int | float) else md(value)


def _source(folder: Path, wanted: str) -> Source | None:
    """Return a template's text if it lies in the folder itself; None, which means "no such template", otherwise."""
    path = folder / wanted
    if path.name != wanted or not path.is_file():
        return None
    return read_template(path), str(path), lambda: True


def read_template(path: Path) -> str:
    """Return the text of a template file; raises UserError when it is missing, too large or not UTF-8."""
    try:
        with path.open("rb") as file:
            data = file.read(LONGEST_TEMPLATE + 1)
    except OSError as error:
        raise UserError(f"The template {path} cannot be read: {reason(error)}.") from error
    if len(data) > LONGEST_TEMPLATE:
        raise UserError(f"The template {path} has more than {LONGEST_TEMPLATE} bytes; make it shorter.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UserError(f"The template {path} is not UTF-8 text (byte {error.start}); save it as UTF-8.") from error


def _where(error: BaseException, folder: Path, name: str) -> tuple[str, int] | str:
    """Return the innermost line of a template that the error went through; the name alone where there is none."""
    lines = [
        (Path(frame.filename).name, frame.lineno)
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).parent == folder
    ]
    found, line = lines[-1] if lines else (name, None)
    return (found, line) if line else found


def _sentence(error: Exception) -> str:
    said = str(error).strip().rstrip(".") or type(error).__name__
    if isinstance(error, TemplateNotFound):
        said = mark(f"there is no template {error.name} in this folder")
    elif not any(pattern.fullmatch(said) for pattern in map(pattern_of, JINJAS) if pattern):
        said = f"“{said}”"
    return mark(f"{said}. What a template may use stands in templates/README.md.")


def _tidy(text: str) -> str:
    """Leave one blank line between blocks, no space at a line's end and one newline at the end."""
    # Line by line: an expression would look at a long run of spaces once from each of them.
    text = "\n".join(line.rstrip(" \t") for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"
