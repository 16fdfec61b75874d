"""Code + arguments → a sentence and what to do about it. The rows are beside, one module for each stage that reports; a lint rule brings its own."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reconciler.model.diagnostic import Argument
from reconciler.model.message import Entry
from reconciler.reporting.wording import Phrase, argument_text, fill


@dataclass(frozen=True, slots=True)
class Group:
    """Codes that are read together. `found` are those of diagnostics, which name a place in a file; `faults` are raised, and end a verb."""

    title: Phrase
    found: tuple[Entry, ...] = ()
    faults: tuple[Entry, ...] = ()
    about: Phrase | None = None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All of them, in alphabetical order."""
        return tuple(sorted((*self.found, *self.faults), key=lambda entry: entry.code))


@functools.cache
def groups() -> tuple[Group, ...]:
    """Every code there is: first what is found in files, in the order of the stages, then what goes wrong elsewhere."""
    from reconciler.linting import RULES
    from reconciler.reporting import phrases
    from reconciler.reporting.messages import (
        backend,
        chain,
        cli,
        contacts,
        delivering,
        doctor,
        documents,
        following,
        formatting,
        importing,
        interrupted,
        linting,
        live,
        moves,
        operating,
        passes,
        planning,
        project,
        rendering,
        review,
        revisions,
        scenarios,
        schema,
        settings,
        testing,
        trials,
    )

    return (
        Group(Phrase("Reading files", "Чтение файлов"), documents.ENTRIES),
        Group(Phrase("The form of documents", "Форма документов"), schema.ENTRIES),
        Group(Phrase("What declarations mean", "Смысл описаний"), settings.ENTRIES),
        Group(Phrase("Scenarios", "Сценарии"), scenarios.ENTRIES),
        Group(Phrase("Rules", "Правила"), tuple(rule.entry for rule in RULES), about=phrases.RULES_ABOUT),
        Group(Phrase("Suppressions", "Подавление сообщений"), linting.ENTRIES),
        Group(Phrase("Moving", "Переносы"), moves.ENTRIES, moves.FAULTS),
        Group(Phrase("The project", "Проект"), project.ENTRIES, project.FAULTS),
        Group(Phrase("Formatting", "Форматирование"), faults=formatting.FAULTS),
        Group(Phrase("Tables to import", "Импорт таблиц"), importing.ENTRIES, importing.FAULTS),
        Group(Phrase("Importing what is live", "Импорт действующего состояния"), live.ENTRIES, live.FAULTS),
        Group(Phrase("Plans", "Планы"), (*planning.ENTRIES, *revisions.ENTRIES), (*planning.FAULTS, *revisions.FAULTS)),
        Group(Phrase("The live system", "Действующая система"), faults=backend.ENTRIES),
        Group(Phrase("Messages", "Сообщения"), faults=rendering.FAULTS),
        Group(Phrase("What a test finds", "Находки test"), faults=trials.ENTRIES),
        Group(Phrase("Tests that were interrupted", "Прерванные тесты"), faults=interrupted.ENTRIES),
        Group(Phrase("Delivering", "Доставка"), faults=delivering.FAULTS),
        Group(Phrase("Confirming addresses", "Подтверждение адресов"), faults=contacts.FAULTS),
        Group(Phrase("What review finds", "Находки review"), faults=review.ENTRIES),
        Group(Phrase("What doctor finds", "Находки doctor"), faults=doctor.ENTRIES),
        Group(Phrase("Test runs", "Тестовые запуски"), faults=testing.FAULTS),
        Group(Phrase("Where the chain to a recipient breaks", "Где обрывается цепочка до получателя"), faults=chain.ENTRIES),
        Group(Phrase("Watching", "Слежение"), faults=passes.FAULTS),
        Group(Phrase("Following a repository", "Слежение за репозиторием"), faults=following.FAULTS),
        Group(Phrase("Operating watch", "Работа watch"), faults=operating.FAULTS),
        Group(Phrase("The command line", "Командная строка"), faults=cli.ENTRIES),
    )


@functools.cache
def entries() -> Mapping[str, Entry]:
    """Every code there is, in alphabetical order. Raises `ValueError` where two stages claim one."""
    return collect(group.entries for group in groups())


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
