"""Help, usage and wrong command lines in the language of whoever reads them. What is typed is the same in all.

click writes help in English; it is told again where it is laid out, so that no language is looked for before somebody
asks for help. `scripts/languages.py` takes the words from where they stand: docstrings, `help=` and `epilog=`.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable

import click

from align.cli.streams import complain
from align.language import _, mark, retold

CLICKS = (
    mark("Options"), mark("Commands"), mark("Show this message and exit."), mark("Show the version and exit."),
    mark("Missing argument {0}."), mark("Missing option {0}."), mark("Missing argument {0}. Choose from:"),
    mark("No such option {0}."), mark("No such option {0}. Did you mean {1}?"),
    mark("No such option {0}. (Did you mean one of: {1}?)"), mark("No such command {0}."),
    mark("Missing command."), mark("Option {0} requires an argument."), mark("Option {0} does not take a value."),
    mark("Got unexpected extra argument ({0})"), mark("Got unexpected extra arguments ({0})"),
    mark("{0} is not one of {1}."), mark("{0} is not a valid integer."), mark("{0} is not a valid integer range."),
    mark("{0} is not a valid float range."), mark("{0} is not in the range {1}."),
    mark("{0} does not match the format {1}."),
    mark("File {0} does not exist."), mark("File {0} is a directory."), mark("File {0} is not readable."),
    mark("Directory {0} does not exist."), mark("Directory {0} is a file."), mark("Directory {0} is not readable."),
)  # fmt: skip
"""What click itself says; `retold` finds it by its pattern."""
_INVALID = re.compile(r"Invalid value for (.+?): (.*)", re.DOTALL)
_MORE = re.compile(r"(.*?)(?:  \[([^\[\]]+)\])?", re.DOTALL)
"""An option's help, and what click adds to it: [default: sessions]."""
BESIDE = re.compile(r"(\s*\S.*?\s{2,})(\S.*)")
"""A line of examples: what is typed, and what it is for."""
_WIDEST = 30
"""Cells of the first of two columns; what is wider has a line of its own."""
_GAP = 2
_LEAST = 20
"""Cells that a second column has at least."""


class Formatter(click.HelpFormatter):
    """Lays help out as click does, in the language spoken and with letters as wide as they are."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line of usage; names and metavars stay as they are typed."""
        super().write_usage(prog, args, f"{_('Usage:')} " if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """Write the title of a section."""
        super().write_heading(retold(heading))

    def write_text(self, text: str) -> None:
        """Write paragraphs; one after a line with a backspace keeps its lines, and says what stands beside them."""
        laid = ("\n".join(self._laid(part)) for part in paragraphs(text))
        self.write("\n\n".join(laid) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = _WIDEST, col_spacing: int = _GAP) -> None:
        """Write two columns: what is typed, and what it does."""
        indent, rows = " " * self.current_indent, list(rows)
        column = min(max((len(typed) for typed, _about in rows), default=0), col_max) + col_spacing
        for typed, about in rows:
            first, *more = self._folded(_told(about), column)
            if len(typed) > column - col_spacing:
                self.write(f"{indent}{typed}\n")
                typed = ""
            for left, line in ((typed, first), *(("", line) for line in more)):
                self.write(f"{indent}{left:<{column}}{line}".rstrip() + "\n")

    def _laid(self, paragraph: str) -> list[str]:
        indent = " " * self.current_indent
        if not paragraph.startswith("\b"):
            return [f"{indent}{line}" for line in self._folded(retold(paragraph))]
        lines = list[str]()
        for line in paragraph.split("\n")[1:]:
            beside = BESIDE.fullmatch(line)
            typed, about = (beside[1], beside[2]) if beside else ("", line)
            if not beside:
                lines.append(f"{indent}{line if line.startswith(' ') else retold(line)}")
                continue
            first, *more = self._folded(retold(about), len(typed))
            lines += [f"{indent}{typed}{first}", *(f"{indent}{' ' * len(typed)}{one}" for one in more)]
        return lines

    def _folded(self, text: str, taken: int = 0) -> list[str]:
        from align.ui.breaking import fold

        return fold(text, max(self.width - self.current_indent - taken, _LEAST))


class Spoken(click.Context):
    """The context of a command whose help is in the language spoken."""

    formatter_class = Formatter


class Group(click.Group):
    """A command with commands of its own, each with the first sentence of its help."""

    context_class = Spoken

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with what they do, whole."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, paragraphs(one.help or "")[0]) for name, one in self.commands.items()])


def spoken(command: click.Command) -> click.Command:
    """Return a command whose help, and that of its own commands, is in the language spoken."""
    command.context_class = Spoken
    for inner in getattr(command, "commands", {}).values():
        spoken(inner)
    return command


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a help text, each on one line; those after a backspace keep theirs."""
    parts = re.split(r"\n\s*\n", inspect.cleandoc(text))
    return [part if part.startswith("\b") else " ".join(part.split()) for part in parts]


def tell_usage(error: click.ClickException) -> None:
    """Write on stderr what is wrong with a command line, and where its help is; where nothing was typed, the help."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        complain(error.format_message())
        return
    ctx = getattr(error, "ctx", None)
    if ctx is not None:
        hint = _("Try '{command} --help' for help.", command=ctx.command_path)
        complain(f"{ctx.get_usage()}\n{hint}\n")
    text = error.format_message()
    invalid = _INVALID.fullmatch(text)
    if invalid:
        text = _("Invalid value for {what}: {why}", what=invalid[1], why=retold(invalid[2]))
    complain(_("Error: {message}", message=retold(text)))


def _told(about: str) -> str:
    """An option's help; click has put its default and the like behind it."""
    match = _MORE.fullmatch(about)
    assert match is not None
    extras = [_extra(one) for one in (match[2] or "").split("; ") if one]
    return "  ".join(filter(None, (retold(match[1]), f"[{'; '.join(extras)}]" if extras else "")))


def _extra(text: str) -> str:
    name, _colon, value = text.partition(": ")
    return _("default: {value}", value=value) if name == "default" else _("required") if text == "required" else text
