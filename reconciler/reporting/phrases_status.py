"""The sentences of the status page of `watch`, and of the notices that it sends about itself."""

from __future__ import annotations

from typing import Final

from reconciler.reporting.wording import Phrase

TITLE: Final = Phrase("reconciler watch", "reconciler watch")
TITLE_OF: Final = Phrase("reconciler watch, {environment}", "reconciler watch, {environment}")

# The state in a word or two
IN_LINE: Final = Phrase("as declared", "как описано")
LEFT_TO_DO: Final = Phrase("not as declared", "не так, как описано")
HELD: Final = Phrase("held back", "удержано")
FAILING: Final = Phrase("failing", "не удаётся")
INVALID: Final = Phrase("files invalid", "ошибки в файлах")
PAUSED: Final = Phrase("paused", "приостановлено")
PAUSED_PARTLY: Final = Phrase("paused in part", "частично приостановлено")
STANDBY: Final = Phrase("standby", "в резерве")
STARTING: Final = Phrase("starting", "запускается")
ENDING: Final = Phrase("ending", "завершается")

# Facts
MODE: Final = Phrase("Mode", "Режим")
MODES: Final = {
    "apply": Phrase("apply: what differs is changed", "apply: расхождения исправляются"),
    "plan": Phrase("plan: what differs is only reported", "plan: о расхождениях только сообщается"),
}
SINCE: Final = Phrase("Runs since", "Работает с")
NOW: Final = Phrase("As of", "Данные на")
LEASE: Final = Phrase("Lease", "Право на запись")
LEADER: Final = Phrase("this process", "у этого процесса")
LEADER_IS: Final = Phrase("{owner}, since {since}", "{owner}, с {since}")
NOBODY_LEADS: Final = Phrase("nobody", "ни у кого")
SYNCED: Final = Phrase("Last seen as declared", "Последнее совпадение с описанием")
APPLIED: Final = Phrase("Last change", "Последнее изменение")
APPLIED_AT: Final = Phrase("{moment}, commit {commit}", "{moment}, коммит {commit}")
FOLLOWS: Final = Phrase("Follows", "Следит за")
FOLLOWS_SINCE: Final = Phrase("{ref}; the repository answered last: {moment}", "{ref}; репозиторий последний раз ответил: {moment}")
NEXT: Final = Phrase("Next look", "Следующая проверка")
WAITING: Final = Phrase("Await confirmation", "Ждут подтверждения")
WAITING_COUNT: Final = Phrase(
    "{count} {count:contact|contacts}; reconciler contacts list names them", "{count} {count:контакт|контакта|контактов}; список: reconciler contacts list"
)
FAILED_IN_A_ROW: Final = Phrase("Failed passes in a row", "Неудачных проходов подряд")
PAUSE: Final = Phrase("Pause", "Пауза")
NEVER: Final = Phrase("never", "ещё ни разу")

# Sections
REFUSALS: Final = Phrase("What guards hold back", "Что удерживают предохранители")
REFUSALS_HELP: Final = Phrase(
    "The organizations concerned stay as they are until the files change or the refusal is approved: reconciler approve DIGEST --reason TEXT.",
    "Эти организации остаются как есть, пока не изменятся файлы или отказ не будет одобрен: reconciler approve DIGEST --reason TEXT.",
)
CLAIMS: Final = Phrase("What belongs to others", "Что принадлежит другим")
CLAIM_OWNED: Final = Phrase(
    "{organization}: {count} {count:object is|objects are} managed by {owner}",
    "{organization}: {count} {count:объект принадлежит|объекта принадлежат|объектов принадлежат} менеджеру {owner}",
)
CLAIM_UNMARKED: Final = Phrase(
    "{organization}: {count} {count:object is|objects are} in the backend already, without a manager's mark",
    "{organization}: {count} {count:объект|объекта|объектов} уже в системе без отметки менеджера",
)
TYPES: Final = Phrase("types", "типы")
CLAIMS_HELP: Final = Phrase(
    "The organizations concerned stay as they are until the files change or the owner gives up what it holds (reconciler forget, run there). Nobody can approve it. reconciler plan names each.",
    "Эти организации остаются как есть, пока не изменятся файлы или владелец не откажется от своего (reconciler forget у него). Утвердить это нельзя. Каждый объект назван в reconciler plan.",
)
PLAN: Final = Phrase("What is left to do", "Что осталось сделать")
NO_PLAN: Final = Phrase("Nobody could tell yet.", "Пока неизвестно.")
NOTHING_LEFT: Final = Phrase("Nothing: the live settings are as declared.", "Ничего: действующие настройки такие, как описано.")
NOTHING_SEEN: Final = Phrase("Nothing in what was looked at.", "Ничего из того, что проверено.")
PAUSED_OUT: Final = Phrase("Paused, so nobody has looked at what waits there: {names}.", "Приостановлено, поэтому что там ждёт, никто не проверял: {names}.")
STANDS_BY: Final = Phrase(
    "It stands by and looks at nothing: whoever holds the lease shows that.",
    "Этот процесс в резерве и ничего не проверяет: это показывает тот, у кого право на запись.",
)
NOTHING_ELSE: Final = Phrase("Nothing but what is held back.", "Ничего, кроме удержанного.")
LEFT_TO_OTHERS: Final = Phrase(
    "{count} {count:change is|changes are} left to others by --only {only}.",
    "{count} {count:изменение оставлено|изменения оставлены|изменений оставлено} другим: --only {only}.",
)
DRIFT_FOUND: Final = Phrase(
    "The last pass that compared found {count} {count:change|changes} that {count:undoes|undo} what somebody changed in the live system.",
    "Последнее сравнение: {count} {count:изменение отменяет|изменения отменяют|изменений отменяют} то, что кто-то поменял в действующей системе.",
)
ORGANIZATIONS: Final = Phrase("Organizations", "Организации")
ALL_ALIKE: Final = Phrase(
    "Nothing is held back, paused or left to do in any of them.", "Ни в одной ничего не удержано, не приостановлено и не осталось сделать."
)
REST_ALIKE: Final = Phrase("All others are as declared.", "Все остальные — как описано.")
MORE: Final = Phrase("And {count} more.", "И ещё {count}.")
PASSES: Final = Phrase("Last passes", "Последние проходы")
NO_PASSES: Final = Phrase("There was none yet.", "Их ещё не было.")
ORGANIZATION: Final = Phrase("Organization", "Организация")
STATE: Final = Phrase("State", "Состояние")
CHANGES: Final = Phrase("Changes", "Изменения")
MADE: Final = Phrase("Made", "Сделано")
LEFT: Final = Phrase("Left", "Осталось")
STARTED: Final = Phrase("Began", "Начало")
TRIGGERS: Final = Phrase("Because of", "Повод")
ENDED: Final = Phrase("Ended", "Итог")
SECONDS: Final = Phrase("Seconds", "Секунды")
DRIFT: Final = Phrase("Drift", "Расхождения")
COMMIT: Final = Phrase("Commit", "Коммит")
REMARK: Final = Phrase("Remark", "Примечание")
ROW: Final = Phrase("history {number}", "history {number}")

TRIGGER: Final = {
    "start": Phrase("start", "запуск"),
    "files": Phrase("files", "файлы"),
    "interval": Phrase("interval", "период"),
    "signal": Phrase("signal", "сигнал"),
    "hook": Phrase("hook", "вызов"),
    "commit": Phrase("commit", "коммит"),
    "retry": Phrase("retry", "повтор"),
}
END: Final = {
    "clean": Phrase("nothing to do", "нечего делать"),
    "applied": Phrase("applied", "применено"),
    "planned": Phrase("reported", "сообщено"),
    "invalid": Phrase("files invalid", "ошибки в файлах"),
    "held": Phrase("held back", "удержано"),
    "paused": Phrase("paused", "приостановлено"),
    "locked": Phrase("locked", "занято другим"),
    "failed": Phrase("failed", "не удалось"),
    "standby": Phrase("standby", "в резерве"),
}

# Notices
FAILING_SUBJECT: Final = Phrase("reconciler: passes fail ({place})", "reconciler: проходы не удаются ({place})")
FAILING_TEXT: Final = Phrase(
    "{count} {count:pass|passes} in a row failed. The last good declaration stays in force; the passes go on.",
    "{count} {count:проход подряд не удался|прохода подряд не удались|проходов подряд не удались}. В силе последнее верное описание; попытки продолжаются.",
)
FAILING_BECAUSE: Final = Phrase("The last one: {reason}", "Последний: {reason}")
FAILING_OVER_SUBJECT: Final = Phrase("reconciler: passes succeed again ({place})", "reconciler: проходы снова удаются ({place})")
FAILING_OVER_TEXT: Final = Phrase(
    "After {count} {count:failure|failures} in a row a pass got through.", "После {count} {count:неудачи|неудач|неудач} подряд проход завершился."
)
DRIFT_SUBJECT: Final = Phrase("reconciler: the live settings were changed ({place})", "reconciler: действующие настройки изменены ({place})")
DRIFT_TEXT: Final = Phrase(
    "Somebody changed the live system beside the files: {count} {count:change|changes} would undo it. reconciler history and the status page say what was done.",
    "Действующую систему изменили в обход файлов: отменяющих изменений {count}. Что сделано, видно в reconciler history и на странице состояния.",
)
DRIFT_OVER_SUBJECT: Final = Phrase(
    "reconciler: the live settings are as declared again ({place})", "reconciler: действующие настройки снова как описано ({place})"
)
DRIFT_OVER_TEXT: Final = Phrase("No drift was found for a quarter of an hour.", "Расхождений не было четверть часа.")
REFUSED_SUBJECT: Final = Phrase("reconciler: guards refuse ({place})", "reconciler: отказ предохранителей ({place})")
REFUSED_TEXT: Final = Phrase(
    "{count} {count:refusal|refusals} ({guards}). Nothing is changed there until the files change or somebody approves: reconciler plan shows it, reconciler approve lets it pass.",
    "Отказов {count} ({guards}). Там ничего не меняется, пока не изменятся файлы или отказ не одобрят: reconciler plan показывает его, reconciler approve пропускает.",
)
REFUSED_WHERE: Final = Phrase("Organizations: {names}", "Организации: {names}")
REFUSED_OVER_SUBJECT: Final = Phrase("reconciler: no guard refuses any more ({place})", "reconciler: предохранители больше не отказывают ({place})")
REFUSED_OVER_TEXT: Final = Phrase("No guard holds anything back any more.", "Предохранители больше ничего не удерживают.")
CONFLICT_SUBJECT: Final = Phrase("reconciler: what is declared belongs to others ({place})", "reconciler: описанное принадлежит другим ({place})")
CONFLICT_TEXT: Final = Phrase(
    "{count} declared {count:object belongs|objects belong} to somebody else ({owners}). The organizations concerned stay as they are until the files change or the owner gives it up "
    "(reconciler forget, run there); what carries no manager's mark can be taken over (reconciler apply --adopt ADDRESS). reconciler plan names each.",
    "{count} {count:описанный объект принадлежит|описанных объекта принадлежат|описанных объектов принадлежат} другим ({owners}). Эти организации остаются как есть, пока не изменятся файлы "
    "или владелец не откажется от своего (reconciler forget у него); объект без отметки менеджера можно взять под управление (reconciler apply --adopt АДРЕС). Каждый назван в reconciler plan.",
)
NO_MARK: Final = Phrase("no manager's mark", "без отметки менеджера")
CONFLICT_OVER_SUBJECT: Final = Phrase(
    "reconciler: nothing that is declared belongs to others any more ({place})", "reconciler: описанное больше не принадлежит другим ({place})"
)
CONFLICT_OVER_TEXT: Final = Phrase("Nothing is held back for that any more.", "Из-за этого больше ничего не удержано.")
COMMIT_SUBJECT: Final = Phrase("reconciler: a commit is not let in ({place})", "reconciler: коммит не допущен ({place})")
COMMIT_TEXT: Final = Phrase("What was let in last stays in force. The reason: {reason}", "В силе остаётся допущенный ранее. Причина: {reason}")
COMMIT_OVER_SUBJECT: Final = Phrase("reconciler: no commit is kept out any more ({place})", "reconciler: недопущенных коммитов больше нет ({place})")
COMMIT_OVER_TEXT: Final = Phrase("What the branch says is in force.", "В силе то, что в ветке.")
SEEN_IN: Final = Phrase("Pass {id}, {moment}.", "Проход {id}, {moment}.")
