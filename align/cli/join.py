"""`align join`: take part in a workshop."""

from __future__ import annotations

import click

from align.cli.taking_part import is_plain, join
from align.errors import UserError

plain_option = click.option(
    "--plain", is_flag=True, help="Line by line, without boxes: for screen readers and scripts."
)
language_option = click.option(
    "--language", default="", help="The language align speaks to you: en, de, es, fr, ja, zh."
)


@click.command("join")
@click.argument("ticket", required=False, default="")
@plain_option
@language_option
@click.option("--as", "who", default="", help="Keep a seat of its own under this word (several people, one machine).")
def command(ticket: str, plain: bool, who: str, language: str) -> int:
    """Join with the TICKET the facilitator gave you; align asks for the join code.

    Joining again goes on where you were.

    \b
    Examples:
      align join align://192.0.2.7:7465/orion-3#k3v…
      align join --plain TICKET
    """
    return join(ticket, who, language, plain=plain)


def desk_needs_terminal() -> None:
    """Raise UserError where there is no terminal for a desk."""
    if is_plain():
        raise UserError(
            "The desk needs a terminal. Without one, `--plain` leads line by line, `align serve NAME` serves and "
            "`align show NAME` tells."
        )
