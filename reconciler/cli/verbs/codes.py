"""codes: what the codes of messages mean."""

from __future__ import annotations

import click

from reconciler.cli import options
from reconciler.cli.bilingual import Verb, Words
from reconciler.cli.terminal import Terminal
from reconciler.engine.names import unknown

_FORMS = Words(
    "Text for people, one JSON document, or Markdown (of all codes: the page docs/codes.md).",
    "Текст для людей, один документ JSON или Markdown (для всех кодов — страница docs/codes.md).",
)


@click.command(
    "codes",
    cls=Verb,
    words=Words(
        """List the codes of all messages, or read about one: why it matters and how to mend it.""",
        """Перечислить коды всех сообщений или прочитать об одном: чем это важно и как исправить.""",
    ),
)
@click.argument("code", required=False)
@options.everywhere
@options.form("codes", _FORMS)
@click.pass_obj
def command(terminal: Terminal, code: str | None) -> None:
    from reconciler.reporting.messages import entries

    if code is not None and code not in entries():
        raise unknown("no-such-code", name=code, known=entries())
    if terminal.machine:
        from reconciler.reporting.machine.catalogue import codes_document

        terminal.give(codes_document(code))
    else:
        terminal.say(_page(terminal, code) if terminal.form == "markdown" else _text(terminal, code))


def _text(terminal: Terminal, code: str | None) -> str:
    from reconciler.reporting.codes import render_code_page, render_codes

    language, style = terminal.language, terminal.style()
    return render_codes(language=language, style=style) if code is None else render_code_page(code, language=language, style=style)


def _page(terminal: Terminal, code: str | None) -> str:
    from reconciler.engine.codes import examples_of_codes
    from reconciler.reporting.messages import entries
    from reconciler.reporting.pages import code_page, render_pages

    if code is None:
        return render_pages(language=terminal.language, examples=examples_of_codes())
    return f"# {code}\n\n{code_page(entries()[code], terminal.language)}"
