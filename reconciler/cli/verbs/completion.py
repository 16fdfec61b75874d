"""completion: what a shell needs to complete verbs and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from reconciler.cli import options
from reconciler.cli.bilingual import Verb, Words
from reconciler.cli.terminal import Terminal


@click.command(
    "completion",
    cls=Verb,
    words=Words(
        """Print the completion script of a shell: bash, zsh or fish.

        bash: put eval "$(reconciler completion bash)" into ~/.bashrc. zsh: the same with zsh into ~/.zshrc.
        fish: reconciler completion fish > ~/.config/fish/completions/reconciler.fish""",
        """Вывести сценарий автодополнения для командной оболочки: bash, zsh или fish.

        bash: добавьте eval "$(reconciler completion bash)" в ~/.bashrc. zsh: то же с zsh в ~/.zshrc.
        fish: reconciler completion fish > ~/.config/fish/completions/reconciler.fish""",
    ),
)
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")), metavar="SHELL")
@options.everywhere
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    kind = get_completion_class(shell)
    terminal = context.ensure_object(Terminal)
    root = context.find_root().command
    if kind is not None:
        # Not `source()`: it starts the shell to learn its version.
        made = kind(root, {}, "reconciler", "_RECONCILER_COMPLETE")
        terminal.say(made.source_template % made.source_vars())
