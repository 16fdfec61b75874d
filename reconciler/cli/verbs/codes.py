"""codes: what the codes of messages mean."""

from __future__ import annotations

import click

from reconciler.cli import options
from reconciler.cli.bilingual import Verb, Words
from reconciler.cli.terminal import Terminal
from reconciler.engine.names import unknown


@click.command(
    "codes",
    cls=Verb,
    words=Words(
        """List the codes of all messages, or read about one: why it matters and how to mend it.""",
        """Перечислить коды всех сообщений или прочитать об одном: чем это важно и как исправить.""",
    ),
)
@click.argument("code", required=False)
@options.reporting
@click.pass_obj
def command(terminal: Terminal, code: str | None) -> None:
    from reconciler.reporting.codes import render_code_page, render_codes
    from reconciler.reporting.messages import entries

    if code is not None and code not in entries():
        raise unknown("no-such-code", name=code, known=entries())
    if terminal.machine:
        from reconciler.reporting.machine.catalogue import codes_document

        terminal.give(codes_document(code))
    elif code is not None:
        terminal.say(render_code_page(code, language=terminal.language, style=terminal.style()))
    else:
        terminal.say(render_codes(language=terminal.language, style=terminal.style()))
