"""The command `align`: parses and wires.

Each command lives in a module of its own that is imported only when it is asked for, so that `align --help` stays
as quick as Python itself.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click

from align import __version__, garbage
from align.cli.ending import ending, interrupted
from align.cli.exits import USAGE
from align.cli.spoken import Spoken, spoken, tell_usage
from align.language import _, mark

COMMANDS: dict[str, tuple[str, str]] = {
    "home": ("align.cli.home", mark("Open the home screen (the same as `align` alone).")),
    "demo": ("align.cli.demo", mark("Play a whole workshop with simulated colleagues.")),
    "new": ("align.cli.new", mark("Set up a workshop, step by step or from a plan.")),
    "plan": ("align.cli.plan", mark("Write an example plan, or check one.")),
    "regions": ("align.cli.regions", mark("Propose zones, hours and holidays for places.")),
    "check": ("align.cli.check", mark("Check whether promises can be kept by those who are at work.")),
    "welcome": ("align.cli.welcome", mark("See what a sealed charter means for you, as a newcomer.")),
    "host": ("align.cli.host", mark("Serve a workshop and open its desk.")),
    "serve": ("align.cli.serve", mark("Serve a workshop without a desk.")),
    "desk": ("align.cli.desk", mark("Attach a facilitator's desk to a workshop that is served.")),
    "stop": ("align.cli.stop", mark("Stop the host of a workshop that is served here.")),
    "join": ("align.cli.join", mark("Join a workshop with a ticket.")),
    "invite": ("align.cli.invite", mark("Write answer kits for people who cannot reach the host.")),
    "answer": ("align.cli.answer", mark("Answer from a kit, without a line to the host.")),
    "merge": ("align.cli.merge", mark("Take in the answers of people who could not reach the host.")),
    "room": ("align.cli.room", mark("Take turns at one terminal.")),
    "pulse": ("align.cli.pulse", mark("Ask how the sealed charter is lived, or close that question.")),
    "lint": ("align.cli.lint", mark("Name what is weak in a charter, and how to mend it.")),
    "charter": ("align.cli.charter", mark("Write the charter: Markdown, HTML, Word, JSON, CSV, calendar.")),
    "amend": ("align.cli.amend", mark("Begin the next version of a sealed charter.")),
    "diff": ("align.cli.diff", mark("Say what changed between two versions of a charter.")),
    "signing": ("align.cli.signing", mark("Say who signed the charter, and until when people can.")),
    "verify": ("align.cli.verify", mark("Say whether a charter file is still what was written.")),
    "templates": ("align.cli.templates", mark("List, show and copy the charter's templates.")),
    "forget": ("align.cli.forget", mark("Delete what people wrote, after sealing; the charter stays.")),
    "list": ("align.cli.list", mark("List the workshops here.")),
    "show": ("align.cli.show", mark("Show a workshop in plain text or JSON.")),
    "packs": ("align.cli.packs", mark("List, show and check packs of prompts.")),
    "backup": ("align.cli.backup", mark("Copy a workshop into another file.")),
    "doctor": ("align.cli.doctor", mark("Look at versions, time zones, folder, terminal and files.")),
    "completion": ("align.cli.completion", mark("Print the shell's completion script.")),
}
"""name → (module with a click command `command`, one line for --help)."""


class Commands(click.Group):
    """Finds commands by name and imports only the one that runs."""

    context_class = Spoken

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of a workshop."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module; None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        return spoken(import_module(COMMANDS[cmd_name][0]).command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or name the nearest one."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, 1)
            hint = _("Did you mean `align {name}`?", name=near[0]) if near else _("See `align --help`.")
            ctx.fail(f"{_('There is no command {name}.', name=repr(args[0]))} {hint}")
        found = super().resolve_command(ctx, args)
        garbage.go_on()  # what the command needs is loaded; who shows screens puts it off again
        return found


@click.command(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done, 1 it could not be done, 2 the command line is wrong, 130 interrupted.",
)
@click.version_option(__version__, message="align %(version)s")
@click.pass_context
def align(ctx: click.Context) -> None:
    """Assume out loud: an alignment workshop in the terminal for teams that span regions.

    \b
    Examples:
      align                     open the home screen
      align demo                play a workshop with simulated colleagues
      align new --from plan.yaml
      align host orion-3        open the facilitator's desk
      align join TICKET         take part
      align charter orion-3 -o charter.md
    """
    if ctx.invoked_subcommand is None:
        home = spoken(import_module(COMMANDS["home"][0]).command)
        garbage.go_on()
        # Not ctx.invoke: it would pass over the options' environment variables.
        with home.make_context("home", [], parent=ctx) as inner:
            home.invoke(inner)


def main(argv: list[str] | None = None) -> None:
    """Run the command line and exit with one of the codes of `align.cli.exits`."""
    sys.exit(run(argv))


def run(argv: list[str] | None = None) -> int:
    """Run the command line; return the exit code. Errors become one sentence on stderr."""
    return ending(lambda: _parsed(argv))


def _parsed(argv: list[str] | None) -> Any:
    try:
        return align.main(args=argv, prog_name="align", standalone_mode=False)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.exceptions.Abort:
        return interrupted()
    except click.ClickException as error:
        tell_usage(error)
        return USAGE
