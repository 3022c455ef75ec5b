"""`align completion`: the script that teaches a shell to complete align's commands."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the completion script for SHELL.

    \b
    Examples:
      eval "$(align completion bash)"
      align completion fish > ~/.config/fish/completions/align.fish
    """
    from align.cli.main import align

    completer = get_completion_class(shell)
    assert completer is not None
    click.echo(completer(align, {}, "align", "_ALIGN_COMPLETE").source())
