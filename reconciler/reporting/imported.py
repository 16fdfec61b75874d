"""What became of a table → text: what was said of its rows, how many were taken, and what to do next."""

from __future__ import annotations

from reconciler.model.imported import ACCOUNTS, Imported
from reconciler.reporting import phrases
from reconciler.reporting.commands import command, typed
from reconciler.reporting.diagnostics import render_diagnostics
from reconciler.reporting.layout import table
from reconciler.reporting.style import PLAIN, Style
from reconciler.reporting.wording import visible


def render_imported(imported: Imported, *, language: str, style: Style = PLAIN) -> str:
    """The findings, then how the table was read, the counts, and the next steps."""
    blocks = [
        render_diagnostics(imported.diagnostics, language=language, style=style),
        "\n".join([_read(imported, language), *_counts(imported, language), _made(imported, language)]),
        "\n".join(_next(imported, language)),
    ]
    return "\n\n".join(block for block in blocks if block)


def _read(imported: Imported, language: str) -> str:
    headings = tuple(heading for heading, _ in imported.columns)
    return phrases.TABLE_READ.say(language, path=imported.path, encoding=imported.encoding, delimiter=imported.delimiter, columns=headings)


def _counts(imported: Imported, language: str) -> list[str]:
    lines = [phrases.ROWS_TAKEN.say(language, taken=len(imported.taken), rows=imported.rows)]
    for phrase, count in (
        (phrases.ROWS_INCOMPLETE, len(imported.incomplete)),
        (phrases.ROWS_DECLARED, len(imported.declared)),
        (phrases.ROWS_REFUSED, imported.refused),
    ):
        if count:
            lines.append(phrase.say(language, count=count))
    return lines


def _made(imported: Imported, language: str) -> str:
    if not imported.text:
        return phrases.NOTHING_IMPORTED.say(language)
    made = phrases.MADE_ACCOUNTS if imported.kind == ACCOUNTS else phrases.MADE_ORGANIZATION
    said = made.say(language, organization=imported.organization)
    return phrases.WRITTEN_TO.say(language, made=said, file=imported.file) if imported.file else f"{said}."


def _next(imported: Imported, language: str) -> list[str]:
    if not imported.text:
        return []
    file = visible(imported.file) or "FILE"
    rows = [(command("validate", typed(file)), phrases.STEP_VALIDATE.say(language))]
    if not imported.file:
        rows.insert(0, (command("import", "… --out FILE"), phrases.STEP_OUT.say(language)))
    elif imported.in_sources:
        rows.append((command("plan"), phrases.STEP_PLAN.say(language)))
    else:
        rows.append((typed(file), phrases.STEP_MOVE.say(language)))
    return [phrases.NEXT.say(language), *table(rows, indent=2, gap=4)]
