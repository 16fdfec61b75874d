"""The sentences of `watch`."""

from __future__ import annotations

from typing import Final

from reconciler.reporting.wording import Phrase

WATCHING: Final = Phrase(
    "Watching {directory}; looking again after {seconds} seconds at the latest. Ctrl-C ends it.",
    "Слежу за {directory}; следующая проверка не позже чем через {seconds} с. Завершение — Ctrl-C.",
)
SERVED_AT: Final = Phrase("Health, metrics and a status page: {address}", "Состояние, метрики и страница: {address}")
REPORTING_ONLY: Final = Phrase("Nothing is written in this mode.", "В этом режиме ничего не записывается.")
ONE_MACHINE: Final = Phrase(
    "The ledger is a SQLite file: only watches on this machine can stand by for each other.",
    "Журнал хранится в файле SQLite: подменять друг друга могут только процессы watch на этой машине.",
)
PASS_APPLIED: Final = Phrase("{time} Applied: {changes}. Number {number} in the history.", "{time} Применено: {changes}. Номер в истории: {number}.")
PASS_CLEAN: Final = Phrase("{time} Everything is as declared.", "{time} Всё соответствует описанию.")
PASS_CLEAN_HERE: Final = Phrase(
    "{time} Nothing to do here; {count} {count:change is|changes are} left to others by --only {only}.",
    "{time} Здесь делать нечего; {count} {count:изменение оставлено|изменения оставлены|изменений оставлено} другим: --only {only}.",
)
PASS_MADE: Final = Phrase("Made in this pass: {changes}. Number {number} in the history.", "Выполнено в этом проходе: {changes}. Номер в истории: {number}.")
PASS_CLEAN_PARTLY: Final = Phrase("{time} Everything that was looked at is as declared.", "{time} Всё, что проверено, соответствует описанию.")
LEFT_OUT: Final = Phrase("Paused, and not looked at: {names}.", "Приостановлено и не проверено: {names}.")
PASS_PLANNED: Final = Phrase("{time} There is something to do.", "{time} Есть расхождения.")
PASS_INVALID: Final = Phrase(
    "{time} The files are not valid. Nothing was changed; what was declared before stays in force.",
    "{time} В файлах ошибки. Ничего не изменено; в силе остаётся прежнее описание.",
)
PASS_HELD: Final = Phrase(
    "{time} Held back until the files change or somebody approves: {names}.", "{time} Задержано до изменения файлов или утверждения: {names}."
)
PASS_HELD_WHOLE: Final = Phrase(
    "{time} Everything is held back until the files change or somebody approves.", "{time} Задержано всё до изменения файлов или утверждения."
)
PASS_CLAIMED: Final = Phrase(
    "{time} Held back until the files change or the owner gives up what it holds: {names}.",
    "{time} Задержано, пока не изменятся файлы или владелец не откажется от своего: {names}.",
)
PASS_CLAIMED_WHOLE: Final = Phrase(
    "{time} Everything is held back until the files change or the owner gives up what it holds.",
    "{time} Задержано всё, пока не изменятся файлы или владелец не откажется от своего.",
)
PASS_HELD_EACH: Final = Phrase("{time} Held back, each for what is said of it below: {names}.", "{time} Задержано, причины указаны ниже: {names}.")
PASS_HELD_SOMEHOW: Final = Phrase("{time} Everything is held back, for what is said below.", "{time} Задержано всё, причина указана ниже.")
PASS_COMMIT: Final = Phrase(
    "{time} The newest commit is not let in; the one before stays in force.", "{time} Последний коммит не допущен; в силе остаётся предыдущий."
)
PASS_PAUSED: Final = Phrase("{time} Paused.", "{time} Приостановлено.")
PASS_LOCKED: Final = Phrase("{time} Another run is writing; trying again.", "{time} Запись ведёт другой запуск; попробуем снова.")
PASS_FAILED: Final = Phrase("{time} This pass failed; trying again.", "{time} Проход не удался; попробуем снова.")
PASS_STANDBY: Final = Phrase("{time} Another watch leads; this one stands by.", "{time} Работает другой watch; этот в резерве.")
WATCH_ENDED: Final = Phrase("Ended; the leases are given back.", "Завершено; права на запись возвращены.")
