"""A test run → its report, on the terminal and in a file."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reconciler.cli.terminal import Terminal
from reconciler.model.errors import Unusable

if TYPE_CHECKING:
    from reconciler.engine.trial.run import Result

TEXT = "text"


def report(result: Result, terminal: Terminal, out: Path | None, *, full: bool, threshold: float | None) -> None:
    """Say how it went in the form that was asked for; into the file `out`, if there is one, and then the text to the terminal. Raises `Unusable` where it cannot be written."""
    if out is None:
        terminal.publish(_rendered(result, terminal.form, terminal, full=full, threshold=threshold))
        return
    text = _rendered(result, terminal.form, terminal, full=full, threshold=threshold, coloured=False)
    try:
        out.write_text(text + "\n", encoding="utf-8", newline="\n")
    except OSError:
        raise Unusable("not-writable", path=out.as_posix()) from None
    terminal.tell(text if terminal.form == TEXT else _rendered(result, TEXT, terminal, full=full, threshold=threshold))


def _rendered(result: Result, form: str, terminal: Terminal, *, full: bool, threshold: float | None, coloured: bool = True) -> str:
    if form == "json":
        from reconciler.reporting.machine import dumps
        from reconciler.reporting.machine.trial import trial_document

        return dumps(trial_document(result.trial, places=result.places, live=result.live, threshold=threshold))
    if form == "junit":
        from reconciler.reporting.trial_junit import trial_junit

        return trial_junit(result.trial, places=result.places)
    if form == "html":
        from reconciler.delivering.rendering.sms import parts
        from reconciler.reporting.trial_html import trial_page

        return trial_page(result.trial, language=terminal.language, places=result.places, live=result.live, threshold=threshold, parts=parts)
    from reconciler.reporting.style import PLAIN
    from reconciler.reporting.trial import render_trial

    return render_trial(
        result.trial,
        language=terminal.language,
        style=terminal.style() if coloured else PLAIN,
        places=result.places,
        live=result.live,
        threshold=threshold,
        columns=shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 100,
        full=full,
    )
