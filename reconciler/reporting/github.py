"""Diagnostics → workflow commands of GitHub Actions, which turn lines of a log into annotations of a file.

The form is that of the GitHub documentation, "Workflow commands for GitHub Actions"; what must be escaped is what its runner reads back (`ActionCommand.cs`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from reconciler.model.diagnostic import Diagnostic, Severity
from reconciler.model.errors import ReconcilerError
from reconciler.reporting import phrases
from reconciler.reporting.diagnostics import sort_diagnostics
from reconciler.reporting.errors import sentence
from reconciler.reporting.machine.fingerprints import Shown
from reconciler.reporting.messages import render_message
from reconciler.reporting.wording import visible

_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_READ_AS_COMMAND: Final = re.compile(r"^(\s*):(?=:)|##(?=\[)", re.MULTILINE)


def workflow_commands(diagnostics: Iterable[Diagnostic], *, language: str, shown: Shown) -> str:
    """One command for each diagnostic, sorted by place, folded away in the log: what they say is in the text above. "" where there are none.

    `title` is the code, the message carries the hint on a second line. `endColumn` is just behind what is meant.
    """
    commands = [_annotation(diagnostic, language, shown) for diagnostic in sort_diagnostics(diagnostics)]
    if not commands:
        return ""
    return "\n".join([f"::group::{_data(phrases.ANNOTATIONS.say(language, count=len(commands)))}", *commands, "::endgroup::"])


def fault_annotation(error: ReconcilerError, language: str) -> str:
    """A fault as the one annotation of a run."""
    message, hint = render_message(error.code, error.arguments, error.hint, language)
    return _command("error", {"title": error.code}, "\n".join(filter(None, (sentence(message), hint))))


def harmless(text: str) -> str:
    """`text` with whatever the runner would take for a command taken apart: files, and the names of files, come from strangers too."""
    return _READ_AS_COMMAND.sub(lambda found: f"{found[0]} ", text)


def _annotation(diagnostic: Diagnostic, language: str, shown: Shown) -> str:
    message, hint = render_message(diagnostic.code, diagnostic.arguments, diagnostic.hint, language)
    properties: dict[str, object] = {}
    location = diagnostic.location
    if location is not None:
        properties |= {"file": visible(shown(location.path)), "line": location.line, "endLine": location.line, "col": location.column}
        if location.end_column > location.column:
            properties["endColumn"] = location.end_column
    return _command(_COMMANDS[diagnostic.severity], {**properties, "title": diagnostic.code}, "\n".join(filter(None, (message, hint))))


def _command(name: str, properties: dict[str, object], message: str) -> str:
    return f"::{name} {','.join(f'{key}={_property(str(value))}' for key, value in properties.items())}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
