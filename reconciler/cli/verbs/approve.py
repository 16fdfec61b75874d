"""approve: what a guard refuses is meant."""

from __future__ import annotations

from pathlib import Path

import click

from reconciler.cli import options
from reconciler.cli.bilingual import Option, Verb, Words
from reconciler.cli.reasons import demand_reason
from reconciler.cli.terminal import Terminal


@click.command(
    "approve",
    cls=Verb,
    words=Words(
        """Record that what a safety guard refuses is meant: exactly the changes that the refusal DIGEST counts, once, within 24 hours.

        DIGEST is printed by plan beside the refusal. The next apply passes it, whoever runs it; who approved, and why, stays in the history.""",
        """Записать, что отклонённое предохранителем так и задумано: ровно те изменения, которые обозначает DIGEST, один раз, в течение 24 часов.

        DIGEST выводит plan рядом с отказом. Следующий apply его пропустит, кто бы его ни запустил; кто утвердил и почему, остаётся в истории.""",
    ),
)
@click.argument("digest", metavar="DIGEST")
@click.option("--reason", required=True, metavar="TEXT", cls=Option, words=Words("Why; kept in the history.", "Почему; сохраняется в истории."))
@options.adopt
@options.only
@options.organizations
@options.connecting
@click.pass_obj
def command(
    terminal: Terminal,
    *,
    digest: str,
    reason: str,
    directory: Path,
    environment: str | None,
    organizations: tuple[str, ...],
    adopt: tuple[str, ...],
    only: str | None,
) -> None:
    from reconciler.engine.approve import approve

    reason = demand_reason(reason)
    target, refusal, asked = approve(
        directory, digest, reason=reason, environment=environment, organizations=organizations, adopt=options.adoption(adopt), only=only or ""
    )
    if terminal.machine:
        from reconciler.reporting.machine import document
        from reconciler.reporting.machine.plan import refusal_value, target_value

        terminal.give(document(target=target_value(target), approved=refusal_value(refusal), reason=reason))
    else:
        from reconciler.reporting.guards import render_approved

        terminal.say(render_approved(target, refusal, options=asked, language=terminal.language))
