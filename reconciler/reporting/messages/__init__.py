"""Code + arguments → a sentence and what to do about it. The rows are beside, one module for each stage that reports; a lint rule brings its own."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from reconciler.model.diagnostic import Argument
from reconciler.model.message import Entry
from reconciler.reporting.wording import argument_text, fill


@functools.cache
def entries() -> Mapping[str, Entry]:
    """Every code there is, in alphabetical order. Raises `ValueError` where two stages claim one."""
    from reconciler.linting import RULES
    from reconciler.reporting.messages import backend, cli, documents, planning, project, schema, settings

    stages = (documents, schema, project, settings, backend, planning, cli)
    return collect([*(stage.ENTRIES for stage in stages), [rule.entry for rule in RULES]])


def collect(stages: Iterable[Iterable[Entry]]) -> Mapping[str, Entry]:
    """The rows of several tables as one. Raises `ValueError` for a code that is in twice."""
    rows: dict[str, Entry] = {}
    for entry in (entry for stage in stages for entry in stage):
        if entry.code in rows:
            message = f"two rows for the code {entry.code}"
            raise ValueError(message)
        rows[entry.code] = entry
    return MappingProxyType(dict(sorted(rows.items())))


def render_message(code: str, arguments: Mapping[str, Argument], hint: str, language: str) -> tuple[str, str]:
    """(message, hint) for a code; the hint is "" where there is none. Never raises.

    A hint variant nobody wrote falls back to the usual one, a code nobody wrote to its name and arguments.
    """
    entry = entries().get(code)
    if entry is None:
        named = ", ".join(f"{name}: {argument_text(value)}" for name, value in sorted(arguments.items()))
        return (f"{code} ({named})" if named else code), ""
    text = entry.text(language)
    template = text.hints.get(hint) or text.hints.get("", "")
    return fill(text.message, arguments, language), fill(template, arguments, language)
