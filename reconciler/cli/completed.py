"""An apply that has ended: its report, and its exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reconciler.cli.exits import Exit, exit_of
from reconciler.cli.interruption import was_terminated
from reconciler.cli.terminal import Terminal

if TYPE_CHECKING:
    from reconciler.engine.apply import Completed
    from reconciler.model.journal import Unfinished
    from reconciler.model.report import Report
    from reconciler.reporting.machine import JsonDocument


def report(completed: Completed, terminal: Terminal, *, full: bool) -> None:
    if terminal.machine:
        terminal.give(_document(completed))
    elif completed.report is None:
        from reconciler.applying.apply import refusal
        from reconciler.cli.plans import whole
        from reconciler.reporting.errors import render_error
        from reconciler.reporting.saved import render_fit

        terminal.say(whole(completed.planned, terminal, full=full))
        if completed.planned.fit is not None and (fit := render_fit(completed.planned.fit, language=terminal.language)):
            terminal.say(fit)
        if (refused := refusal(completed.planned.plan)) is not None:
            terminal.tell(render_error(refused, terminal.language, terminal.style(sys.stderr)))
    else:
        from reconciler.engine.because import way_back
        from reconciler.reporting.report import awaiting_contacts, render_report

        planned = completed.planned
        if completed.unasked is not None:
            from reconciler.reporting.errors import render_error

            terminal.tell(render_error(completed.unasked, terminal.language, terminal.style(sys.stderr)))
        terminal.say(
            render_report(
                completed.report,
                language=terminal.language,
                style=terminal.style(),
                read_back=_read_back(completed),
                awaiting=awaiting_contacts(completed.live),
                undo=way_back(planned.directory, planned.applied, planned.source),
                target=planned.plan.target,
                asked=completed.asked,
            )
        )


def resumed(unfinished: Sequence[Unfinished], terminal: Terminal) -> None:
    """What became of earlier applies that did not end."""
    if unfinished:
        from reconciler.reporting.unfinished import render_unfinished

        terminal.tell(render_unfinished(unfinished, language=terminal.language) + "\n")


def _document(completed: Completed) -> JsonDocument:
    """The report; where nothing was tried, the plan that says why."""
    from reconciler.cli.plans import machine
    from reconciler.reporting.machine.report import report_document
    from reconciler.reporting.report import awaiting_contacts

    if completed.report is None:
        return machine(completed.planned)
    target = completed.planned.plan.target
    return report_document(
        completed.report,
        target=target,
        read_back=_read_back(completed),
        awaiting=awaiting_contacts(completed.live),
        resumed=completed.resumed,
        asked=completed.asked,
        unasked=completed.unasked,
    )


def _read_back(completed: Completed) -> bool | None:
    """Whether what was read back is what was planned; None where nothing was."""
    return not completed.differing if completed.report is not None and completed.report.ok and completed.unread is None else None


def exit_code(completed: Completed) -> int:
    if completed.planned.refused:
        return Exit.REFUSED
    report = completed.report
    if report is None:
        return Exit.DONE
    return Exit.FAILED if report.ok and completed.differing else exit_of_report(report)


def exit_of_report(report: Report) -> int:
    """The exit code of what was written, or was not."""
    if report.partial:
        return Exit.PARTIAL
    if report.interrupted:
        return Exit.TERMINATED if was_terminated() else Exit.INTERRUPTED
    if report.error is not None:
        return exit_of(report.error)
    return Exit.DONE
