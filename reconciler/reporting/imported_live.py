"""What became of a live state → text: where it was looked at, what could not be written, the files, and what to do next."""

from __future__ import annotations

from pathlib import PurePosixPath

from reconciler.model.address import TYPE_PREFIX
from reconciler.model.imported import ImportedLive, MadeFile
from reconciler.reporting import phrases
from reconciler.reporting.commands import command
from reconciler.reporting.diagnostics import render_diagnostics
from reconciler.reporting.header import render_header
from reconciler.reporting.layout import table
from reconciler.reporting.ownership import render_left_alone
from reconciler.reporting.style import PLAIN, Style
from reconciler.reporting.wording import visible

_LISTED = 20
"""How many files are named before they are only counted."""


def render_imported_live(imported: ImportedLive, *, language: str, style: Style = PLAIN) -> str:
    """Header, findings, files, counts, next steps. No address of anybody is in it."""
    blocks = [
        render_header(imported.looked, None, language=language),
        render_diagnostics(imported.diagnostics, language=language, style=style),
        render_left_alone(imported.foreign, language=language) if imported.foreign else "",
        "\n".join([*made_lines(imported, language), *_counts(imported, language)]),
        "\n".join(_next(imported, language)),
    ]
    return "\n\n".join(block for block in blocks if block)


def made_lines(imported: ImportedLive, language: str) -> list[str]:
    """The new files, and how much is in them."""
    types = sum(file.address.startswith(TYPE_PREFIX) for file in imported.files)
    organizations, accounts = len(imported.files) - types, sum(file.accounts for file in imported.files)
    made = phrases.LIVE_MADE if imported.files else phrases.LIVE_NOTHING
    return [*_files(imported, language), made.say(language, organizations=organizations, accounts=accounts, types=types, files=len(imported.files))]


def _files(imported: ImportedLive, language: str) -> list[str]:
    shown = imported.files if len(imported.files) <= _LISTED else ()
    return table([(visible(file.path), _about(file, language)) for file in shown], indent=2, gap=4) if shown else []


def _about(file: MadeFile, language: str) -> str:
    return phrases.LIVE_TYPE.say(language) if file.address.startswith(TYPE_PREFIX) else phrases.LIVE_FILE.say(language, accounts=file.accounts)


def _counts(imported: ImportedLive, language: str) -> list[str]:
    lines: list[str] = []
    for phrase, addresses in (
        (phrases.LIVE_UNMANAGED, imported.unmanaged),
        (phrases.LIVE_DIFFERING, imported.differing),
        (phrases.LIVE_LEFT, imported.left),
    ):
        if addresses:
            lines.append(phrase.say(language, count=len(addresses)))
    return lines


def _next(imported: ImportedLive, language: str) -> list[str]:
    if not imported.files:
        return []
    environment = imported.looked.environment
    rows = [(command("validate"), phrases.STEP_VALIDATE_ALL.say(language))]
    if outside := next((file.path for file in imported.files if not file.read), ""):
        rows.insert(0, (visible(PurePosixPath(outside).parent.as_posix()), phrases.STEP_MOVE_ALL.say(language)))
    if imported.unmanaged:
        rows.append((command("plan", "--adopt --all", environment=environment), phrases.STEP_ADOPT.say(language)))
    if imported.left or imported.differing:
        rows.append((command("plan", environment=environment), phrases.STEP_PLAN_LEFT.say(language)))
    elif not imported.unmanaged:
        rows.append((command("plan", environment=environment), phrases.STEP_PLAN_EMPTY.say(language)))
    return [phrases.NEXT.say(language), *table(rows, indent=2, gap=4)]
