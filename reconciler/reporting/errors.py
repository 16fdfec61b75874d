"""A fault → text: what happened, and what to do next."""

from __future__ import annotations

from reconciler.model.errors import InvalidInput, ReconcilerError
from reconciler.reporting import phrases
from reconciler.reporting.diagnostics import render_diagnostics, render_summary
from reconciler.reporting.messages import render_message
from reconciler.reporting.style import PLAIN, Style


def render_error(error: ReconcilerError, language: str, style: Style = PLAIN) -> str:
    """`Error: …` and the hint on lines of their own. Invalid files are shown as their diagnostics with a summary."""
    if isinstance(error, InvalidInput):
        found = render_diagnostics(error.diagnostics, language=language, style=style)
        return f"{found}\n\n{render_summary(error.diagnostics, files=0, language=language)}"
    message, hint = render_message(error.code, error.arguments, error.hint, language)
    lines = [f"{style.bad(phrases.FAULT.say(language) + ':')} {sentence(message)}"]
    lines += [f"    {line}" for line in hint.splitlines()]
    return "\n".join(lines)


def sentence(message: str) -> str:
    """A message with its full stop."""
    return message if message.endswith((".", "!", "?", ":")) else message + "."
