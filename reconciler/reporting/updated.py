"""What became of files that were to say what is live → text. No address of anybody is in it; differences come masked."""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.model.imported import Updated, UpdatedFile
from reconciler.reporting import phrases
from reconciler.reporting.commands import command, git
from reconciler.reporting.diagnostics import render_diagnostics
from reconciler.reporting.header import render_header
from reconciler.reporting.imported_live import made_lines
from reconciler.reporting.layout import few, table
from reconciler.reporting.style import PLAIN, Style
from reconciler.reporting.wording import visible

_NAMED = 5


def render_updated(updated: Updated, *, language: str, style: Style = PLAIN) -> str:
    """Header, findings, the files with what changed in them, how much that is, and what to do next."""
    blocks = [
        render_header(updated.looked, None, language=language),
        render_diagnostics(updated.diagnostics, language=language, style=style),
        "\n".join(line for file in updated.files for line in _file(file, language, style)),
        "\n".join([*(made_lines(updated.new, language) if updated.new is not None else ()), *_summary(updated, language)]),
        "\n".join(_next(updated, language)),
    ]
    return "\n\n".join(block for block in blocks if block)


def _file(file: UpdatedFile, language: str, style: Style) -> Iterator[str]:
    parts = [
        phrase.say(language, count=len(addresses), names=few(addresses, _NAMED, language))
        for phrase, addresses in (
            (phrases.UPDATED_CHANGED, file.changed),
            (phrases.UPDATED_ADDED, file.added),
            (phrases.UPDATED_REMOVED, file.removed),
        )
        if addresses
    ]
    if file.comments:
        parts.append(phrases.UPDATED_COMMENTS.say(language, count=file.comments))
    yield phrases.UPDATED_FILE.say(language, path=file.path, parts="; ".join(parts))
    if file.difference:
        yield from (style.faint(f"{sign} {visible(file.path)}") for sign in ("---", "+++"))
        yield from (style.change(line[0], visible(line.replace("\t", " "))) if line[0] in "+-" else visible(line) for line in file.difference)


def _summary(updated: Updated, language: str) -> Iterator[str]:
    files = updated.files
    phrase = phrases.UPDATED_DONE if all(file.written for file in files) else phrases.UPDATED_WOULD
    if files:
        changed, added, removed = (sum(len(getattr(file, name)) for file in files) for name in ("changed", "added", "removed"))
        yield phrase.say(language, files=len(files), changed=changed, added=added, removed=removed)
    elif updated.new is None:
        yield phrases.UPDATED_NOTHING.say(language)
    if updated.waiting:
        yield phrases.UPDATED_WAITING.say(language, count=len(updated.waiting), names=few(updated.waiting, _NAMED, language))
    if updated.left:
        yield phrases.UPDATED_LEFT.say(language, count=len(updated.left))


def _next(updated: Updated, language: str) -> list[str]:
    if not (updated.new or (updated.files and updated.files[0].written)):
        return []
    rows = [(git("git diff"), phrases.STEP_DIFF.say(language))] if updated.files else []
    planning = command("plan", environment=updated.looked.environment)
    rows.append((planning, (phrases.STEP_PLAN_REST if updated.waiting or updated.left else phrases.STEP_PLAN_EMPTY).say(language)))
    return [phrases.NEXT.say(language), *table(rows, indent=2, gap=4)]
