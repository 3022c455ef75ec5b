"""`align welcome`: what a sealed charter means for somebody who is new."""

from __future__ import annotations

import click

from align.cli.join import language_option, plain_option
from align.cli.taking_part import is_plain, speak


@click.command("welcome")
@click.argument("ticket", required=False, default="")
@plain_option
@language_option
def command(ticket: str, plain: bool, language: str) -> int:
    """Answer the prompts of a sealed workshop alone, then see where you differ and what to ask whom.

    For newcomers. Use the TICKET and the join code that the facilitator gave you. Nothing you answer is sent: it stays
    on this computer. At the end you may join and leave notes for the team; you are asked, and the default is no.

    \b
    Examples:
      align welcome align://192.0.2.7:7465/orion-3#k3v…
      align welcome --plain TICKET
    """
    plain = plain or is_plain()
    speak(language, plain=plain)
    if plain:
        from align.ui.plain.welcome import welcome_plain

        return welcome_plain(ticket)
    from align.ui.run import run_welcome

    return run_welcome(ticket)
