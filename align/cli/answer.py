"""`align answer`: answer from a kit, without a line to the host."""

from __future__ import annotations

from pathlib import Path

import click

from align.cli.join import language_option, plain_option
from align.cli.taking_part import is_plain, speak
from align.language import _


@click.command("answer")
@click.argument("kit", type=click.Path(dir_okay=False, path_type=Path))
@plain_option
@language_option
def command(kit: Path, plain: bool, language: str) -> int:
    """Answer from the KIT that the facilitator gave you, or read and sign a sealed charter. No network is needed.

    What you give is kept on this machine and, sealed for the facilitator's host, in a file beside the kit whose name
    ends in .answers. Send that file back. Opening the kit again goes on where you were; then send the file again.

    \b
    Examples:
      align answer orion-3-asha-rao.kit
    """
    from align.engine.kit import answers_path, read_kit

    plain = plain or is_plain()
    speak(language, plain=plain)
    signing = bool(read_kit(kit).charter)
    if plain:
        from align.ui.plain.answer import answer_plain

        code = answer_plain(kit)
    else:
        from align.ui.run import run_answer

        code = run_answer(kit)
    file = answers_path(kit)
    if file.exists():
        where = _("Your answers are in {file}.", file=file)
        if signing:
            where = _("What you say to the charter is in {file}.", file=file)
        click.echo(f"{where} {_('Send that file back to your facilitator.')}", err=True)
    return code
