"""What became of formatted files → text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from reconciler.model.formatted import Fix, Formatted, FormattedFile, Status
from reconciler.reporting.diagnostics import render_diagnostics
from reconciler.reporting.style import PLAIN, Style
from reconciler.reporting.wording import Phrase, visible

_FIXES: Final = {
    "quote": Phrase('put in quotes: {before} → "{after}"', 'взято в кавычки: {before} → "{after}"'),
    "phone": Phrase("phone number: {before} → {after}", "номер телефона: {before} → {after}"),
    "domain": Phrase("domain in lower case: {before} → {after}", "домен строчными буквами: {before} → {after}"),
    "title": Phrase("id for a title: {before} → {after}", "идентификатор вместо названия: {before} → {after}"),
    "boolean": Phrase("true or false: {before} → {after}", "логическое значение: {before} → {after}"),
    "version": Phrase("version without quotes: {after}", "версия без кавычек: {after}"),
    "typographic-quote": Phrase('straight quotes: {before} → "{after}"', 'прямые кавычки: {before} → "{after}"'),
    "invisible-character": Phrase("invisible character {before} replaced by a space", "невидимый символ {before} заменён пробелом"),
}
_DELETED: Final = Phrase("invisible character {before} deleted", "невидимый символ {before} удалён")
_STATUSES: Final = {
    Status.CHANGED: Phrase("Formatted: {path}", "Отформатирован: {path}"),
    Status.WOULD_CHANGE: Phrase("Would change: {path}", "Изменился бы: {path}"),
}
_ONLY_ENDINGS: Final = Phrase("(only line breaks change)", "(меняются только переводы строк)")
_DONE: Final = Phrase("{count} of {files} {files:file|files} formatted.", "Отформатировано файлов: {count} из {files}.")
_NOTHING: Final = Phrase("{files} {files:file is|files are} in order; nothing was changed.", "Файлов в порядке: {files}; ничего не изменено.")
_WOULD: Final = Phrase(
    "{count} of {files} {files:file|files} would change. Nothing was written.", "Изменилось бы файлов: {count} из {files}. Ничего не записано."
)
_LEFT: Final = Phrase("{count} {count:file was|files were} left alone: see above.", "Не тронуто файлов: {count}, см. выше.")


def render_formatted(formatted: Formatted, *, language: str, style: Style = PLAIN) -> str:
    """Diagnostics, then the files that change with their fixes and differences, then how many there are."""
    blocks = [render_diagnostics(formatted.diagnostics, language=language, style=style)]
    blocks.append("\n".join(line for file in formatted.files for line in _file(file, language, style)))
    return "\n\n".join(block for block in [*blocks, _summary(formatted, language)] if block)


def _file(file: FormattedFile, language: str, style: Style) -> Iterator[str]:
    yield from (f"{style.strong(visible(f'{file.path}:{fix.line}:{fix.column}'))}: {_fix(fix, language)}" for fix in file.fixes)
    if file.status in _STATUSES:
        yield _STATUSES[file.status].say(language, path=file.path)
    if file.difference:
        yield from (style.faint(f"{sign} {visible(file.path)}") for sign in ("---", "+++"))
        yield from (style.change(line[0], visible(line.replace("\t", " "))) if line[0] in "+-" else visible(line) for line in file.difference)


def _fix(fix: Fix, language: str) -> str:
    phrase = _DELETED if fix.kind == "invisible-character" and not fix.after else _FIXES[fix.kind]
    said = phrase.say(language, before=fix.before, after=fix.after)
    return f"{said} [{fix.code}]" if fix.code else said


def _summary(formatted: Formatted, language: str) -> str:
    files, left = len(formatted.files), formatted.count(Status.LEFT)
    would, changed = formatted.count(Status.WOULD_CHANGE), formatted.count(Status.CHANGED)
    parts = []
    if would:
        parts.append(_WOULD.say(language, count=would, files=files))
    elif changed:
        parts.append(_DONE.say(language, count=changed, files=files))
    elif files > left:
        parts.append(_NOTHING.say(language, files=files - left))
    if left:
        parts.append(_LEFT.say(language, count=left))
    return " ".join(parts)
