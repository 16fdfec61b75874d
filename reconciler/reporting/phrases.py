"""The renderers' own sentences, in every language. (What can be wrong has its sentences in `messages`.)"""

from __future__ import annotations

from typing import Final

from reconciler.reporting.wording import Phrase

# Lists and values
AND: Final = Phrase("{first} and {last}", "{first} и {last}")
AND_MORE: Final = Phrase("{names} and {count} more", "{names} и ещё {count}")
YES: Final = Phrase("yes", "да")
NO: Final = Phrase("no", "нет")
NONE: Final = Phrase("none", "нет")
OFF: Final = Phrase("off", "выключено")
ANOTHER_ADDRESS: Final = Phrase("another address", "другой адрес")
SAME_ADDRESS: Final = Phrase("same address, other spelling", "тот же адрес, записан иначе")
ANOTHER_VALUE: Final = Phrase("another value", "другое значение")
SAME_VALUE: Final = Phrase("same value, other spelling", "то же значение, записано иначе")

# Headers
ENVIRONMENT: Final = Phrase("Environment", "Окружение")
BACKEND: Final = Phrase("Backend", "Система")
MANAGER: Final = Phrase("Manager", "Менеджер")
FILES: Final = Phrase("Files", "Файлы")
FILES_AT: Final = Phrase("{count} at {commit}", "{count}, коммит {commit}")
FILES_DIRTY: Final = Phrase("{count} at {commit} with changes that are not committed", "{count}, коммит {commit} и незакоммиченные изменения")
PAUSED: Final = Phrase("Paused", "Пауза")
BOUND: Final = Phrase("Bound", "Закреплён")
BOUND_ENVIRONMENT: Final = Phrase(
    "to the environment {bound}; apply will refuse until it is told --rebind",
    "за окружением {bound}; apply откажет, пока не указан --rebind",
)
BOUND_SOURCE: Final = Phrase(
    "to {bound}; this is {source}; apply will refuse until it is told --rebind",
    "за {bound}; это {source}; apply откажет, пока не указан --rebind",
)
KEY: Final = Phrase("Key", "Ключ")
KEY_LOST: Final = Phrase(
    "the installation key is lost; apply will refuse until it is back, or replaced with reconciler prepare --new-key",
    "ключ установки утрачен; apply откажет, пока ключ не вернут или не заменят: reconciler prepare --new-key",
)
KEY_RENEWED: Final = Phrase(
    "A new installation key was made. What was kept under the old one, opt-outs of erased addresses among it, cannot be found any more.",
    "Создан новый ключ установки. То, что хранилось под прежним, в том числе отказы для стёртых адресов, найти больше нельзя.",
)
TIED: Final = Phrase("Left out", "Не входит")
ALL_OF_IT: Final = Phrase("everything", "всё")
UNTIL: Final = Phrase(" until {until}", " до {until}")
PAUSE_OF_ALL: Final = Phrase(
    "{what}, by {actor} since {since}{until}: {reason}; apply will refuse until reconciler resume",
    "{what}, {actor} с {since}{until}: {reason}; до reconciler resume apply откажет",
)
PAUSE_OF_ONE: Final = Phrase("{what}, by {actor} since {since}{until}: {reason}; left out", "{what}, {actor} с {since}{until}: {reason}; в план не входит")
TIED_TO_PAUSED: Final = Phrase("{names}, tied to what is paused by an entry of moved", "{names}: запись moved связывает с тем, что на паузе")
LAST_APPLIED: Final = Phrase("Applied", "Применён")
CHECKOUT_OLDER: Final = Phrase(
    "{commit} (history {number}, {when}), which is newer than this checkout: apply will refuse",
    "{commit} (история {number}, {when}), он новее этих файлов: apply откажет",
)
CHECKOUT_UNKNOWN: Final = Phrase(
    "{commit} (history {number}, {when}), which git does not know here: apply will refuse, this checkout may be older",
    "{commit} (история {number}, {when}), git его здесь не знает: apply откажет, эти файлы могут быть старее",
)
CHECKOUT_SHALLOW: Final = Phrase(
    "{commit} (history {number}, {when}), which this shallow clone cannot compare: apply will refuse, this checkout may be older",
    "{commit} (история {number}, {when}), в неполном клоне его не сравнить: apply откажет, эти файлы могут быть старее",
)
CHECKOUT_DIVERGED: Final = Phrase(
    "{commit} (history {number}, {when}), on another branch: what only that branch declares would be undone",
    "{commit} (история {number}, {when}), из другой ветки: то, что объявлено только в ней, будет отменено",
)
COMPARED_WITH: Final = Phrase("compared with {ref} at {commit}", "сравнение с {ref} ({commit})")
COMPARED_WHERE_LEFT: Final = Phrase("compared with {commit}, where this branch left {ref}", "сравнение с {commit}, откуда эта ветка отошла от {ref}")
COMPARED_MOVED_ON: Final = Phrase(
    "compared with {commit}, where this branch left {ref} (which has moved on to {tip}: what changed there is not here yet)",
    "сравнение с {commit}, откуда эта ветка отошла от {ref} (там уже {tip}: тех изменений здесь ещё нет)",
)
NOT_ASKED: Final = Phrase("not asked: two declarations are compared, not the live state", "не опрошена: сравниваются два описания, а не действующие настройки")

# Diagnostics
ERROR: Final = Phrase("error", "ошибка")
WARNING: Final = Phrase("warning", "предупреждение")
NOTE: Final = Phrase("note", "примечание")
ERRORS: Final = Phrase("{count} {count:error|errors}", "{count} {count:ошибка|ошибки|ошибок}")
WARNINGS: Final = Phrase("{count} {count:warning|warnings}", "{count} {count:предупреждение|предупреждения|предупреждений}")
NOTES: Final = Phrase("{count} {count:note|notes}", "{count} {count:примечание|примечания|примечаний}")
NO_ERRORS: Final = Phrase("No errors", "Ошибок нет")
IN_FILES: Final = Phrase(" in {some} of {files} {files:file|files}", " в {some} из {files} {files:файла|файлов|файлов}")
IN_ALL_FILES: Final = Phrase(" in {files} {files:file|files}", " в {files} {files:файле|файлах|файлах}")
NOTHING_CHANGED: Final = Phrase("Nothing was sent or changed.", "Ничего не отправлено и не изменено.")
ONLY_READS: Final = Phrase("Nothing was sent or changed: {verb} only reads.", "Ничего не отправлено и не изменено: {verb} только читает.")
FAILED_ON: Final = Phrase(
    "There is no error, but --fail-on {severity} makes this a failure.", "Ошибок нет, но проверка не пройдена из-за --fail-on {severity}."
)
SUPPRESSED_FINDINGS: Final = Phrase(
    "{count} {count:finding is|findings are} suppressed by comments in the files.",
    "{count} {count:сообщение скрыто|сообщения скрыты|сообщений скрыто} комментариями в файлах.",
)
ANNOTATIONS: Final = Phrase("Annotations ({count})", "Аннотации ({count})")
REPOSITORY_ROOT: Final = Phrase("The root of the repository.", "Корень репозитория.")
STDIN_AWAITED: Final = Phrase(
    "Type or paste YAML, then end it with {keys} at the beginning of a line.", "Введите или вставьте YAML и завершите ввод клавишами {keys} в начале строки."
)
MORE_ABOUT_CODE: Final = Phrase("To read more about a code: reconciler codes {code}", "Подробнее о коде: reconciler codes {code}")
FAULT: Final = Phrase("Error", "Ошибка")

# Plan
NO_OTHER_CHANGES: Final = Phrase(
    "No changes. The backend matches the declaration, apart from what is left out.",
    "Изменений нет. Действующая система соответствует файлам, кроме того, что в план не входит.",
)
NO_CHANGES: Final = Phrase("No changes. The backend matches the declaration.", "Изменений нет. Действующая система соответствует файлам.")
SAME_DECLARATIONS: Final = Phrase("No changes. Both revisions declare the same.", "Изменений нет. Обе версии описывают одно и то же.")
NOT_COMPARED: Final = Phrase(
    "Not compared with the live state: what apply would do may differ.",
    "С действующими настройками не сравнивалось: apply может сделать не то, что здесь показано.",
)
STOP_RECEIVING: Final = Phrase("Stop receiving", "Перестанут получать")
CHANGE: Final = Phrase("Change", "Изменятся")
START_RECEIVING: Final = Phrase("Start receiving", "Начнут получать")
CONTACTS: Final = Phrase("contacts", "контакты")
CONTACT: Final = Phrase("contact {id}", "контакт {id}")
CONTACT_PART: Final = Phrase("contact {id}, {part}", "контакт {id}, {part}")
CONTACT_ADDED: Final = Phrase("added, {contact}", "добавлен, {contact}")
CONTACT_REMOVED: Final = Phrase("removed, was {contact}", "удалён, был {contact}")
AWAITS: Final = Phrase("awaits confirmation", "ожидает подтверждения")
NO_SUCH_CONTACT: Final = Phrase("{channels}: no such contact", "{channels}: такого контакта нет")
SECRET_CHANGED: Final = Phrase("secret changed", "секрет изменён")
QUIET_HOURS: Final = Phrase("quiet hours", "тихие часы")
PAYLOAD: Final = Phrase("event {event}: payload schema changed", "событие {event}: схема данных изменена")
TITLE: Final = Phrase("title", "название")
NAME: Final = Phrase("name", "название")
SUBSCRIBED_TO_NOTHING: Final = Phrase("subscribed to nothing", "подписок нет")
SUSPENDED: Final = Phrase("suspended: receives nothing", "приостановлен: ничего не получает")
MARKED_OURS: Final = Phrase("taken over: from now on it is ours", "переходит к нам: теперь он наш")
WAS_AT: Final = Phrase("was at {place} in {commit}", "был в {place}, коммит {commit}")
MOVED_FROM: Final = Phrase("moved from {address}; what is known of its addresses stays", "перенесён с {address}; всё известное о его адресах сохраняется")
BUILTIN_TYPES: Final = Phrase(
    "{count} built-in notification types (to list them: reconciler types)",
    "{count} {count:встроенный тип|встроенных типа|встроенных типов} уведомлений (список: reconciler types)",
)
ALIKE_ACCOUNTS: Final = Phrase(
    "{count} {count:account|accounts}, such as {names} (--full shows each)",
    "{count} {count:учётная запись|учётные записи|учётных записей}, например {names} (каждая: --full)",
)
ALIKE_ORGANIZATIONS: Final = Phrase(
    "{count} {count:organization|organizations}, such as {names} (--full shows each)",
    "{count} {count:организация|организации|организаций}, например {names} (каждая: --full)",
)
ALIKE_TYPES: Final = Phrase(
    "{count} notification {count:type|types}, such as {names} (--full shows each)",
    "{count} {count:тип|типа|типов} уведомлений, например {names} (каждый: --full)",
)
PLAN_COUNTS: Final = Phrase(
    "Plan: {add} to add, {change} to change, {delete} to delete{other}, {unchanged} unchanged.",
    "План: добавить {add}, изменить {change}, удалить {delete}{other}, без изменений {unchanged}.",
)
TO_ADOPT: Final = Phrase(", {count} to take over", ", взять под управление {count}")
TO_MOVE: Final = Phrase(", {count} to move", ", перенести {count}")
WAITING: Final = Phrase("Awaiting confirmation ({count})", "Ожидают подтверждения ({count})")
WAITING_HERE: Final = Phrase("awaiting confirmation: {contacts}", "ожидает подтверждения: {contacts}")
REFUSED_HERE: Final = Phrase("refused by the recipient: {contacts}, kept", "получатель отказался: {contacts}; отказ сохраняется")
OPT_OUTS_KEPT: Final = Phrase(
    "{count} {count:opt-out by a recipient is|opt-outs by recipients are} kept ({names})",
    "{count} {count:отказ получателя остаётся|отказа получателей остаются|отказов получателей остаются} в силе ({names})",
)
EVERYTHING: Final = Phrase("everything", "всё")
LEFT_ALONE: Final = Phrase("Left alone", "Не трогаем")
FOREIGN_OWNED: Final = Phrase(
    "{count} {count:object|objects} of another manager ({names}; {owner})", "{count} {count:объект|объекта|объектов} другого менеджера ({names}; {owner})"
)
FOREIGN_UNMARKED: Final = Phrase(
    "{count} {count:object|objects} that no manager marked ({names})", "{count} {count:объект|объекта|объектов} без отметки менеджера ({names})"
)
MIGRATIONS: Final = Phrase("Migrations", "Миграции")
PENDING_MIGRATIONS: Final = Phrase(
    "{count} pending ({names}); reconciler prepare runs {count:it|them}, and apply does so by itself for an embedded database",
    "{count:ожидает|ожидают|ожидают} {count} ({names}); {count:её|их|их} выполняет reconciler prepare, а для встроенной базы данных — сам apply",
)
NOT_OURS: Final = Phrase("Not ours: apply changes nothing until this is settled", "Не наши объекты: пока это не решено, apply ничего не изменит")
CONFLICT_OWNED: Final = Phrase(
    "{address} is managed by {owner}: remove it from these files, or have {owner} give it up",
    "{address} принадлежит менеджеру {owner}: уберите объект из этих файлов или пусть {owner} откажется от него",
)
CONFLICT_HOLDS: Final = Phrase(
    "{address} is no longer declared, but holds what is not ours ({names}): declare it again, or have the owner remove theirs",
    "{address} больше не объявлен, но в нём есть чужое ({names}): объявите его снова или пусть владелец уберёт своё",
)
CONFLICT_UNMARKED: Final = Phrase(
    "{address} is in the backend already, without a manager's mark: take it over (--adopt {address}), or remove it there or from these files",
    "{address} уже есть в системе без отметки менеджера: возьмите его под управление (--adopt {address}) или уберите там либо из этих файлов",
)
CONFLICT_UNMARKED_ROW: Final = Phrase(
    "{address} is in the backend already, without a manager's mark: remove it there, or from these files",
    "{address} уже есть в системе без отметки менеджера: уберите его там или из этих файлов",
)
CONFLICT_HALF: Final = Phrase(
    "{address} carries our mark, but the object it belongs to carries none: give that its mark back in the backend, or take the mark off this too",
    "{address} несёт нашу отметку, а объект, к которому он относится, — нет: верните отметку объекту в самой системе или снимите её и здесь",
)
OURS_ALREADY: Final = Phrase("Taken over already", "Уже под управлением")
MORE_CONFLICTS: Final = Phrase("and {count} more (--full shows each)", "и ещё {count} (каждый: --full)")

# People
PEOPLE: Final = Phrase("People", "Люди")
NOBODY: Final = Phrase("nobody is affected", "никого не затрагивает")
STOPS: Final = Phrase(
    "{count} {count:stops|stop} receiving everything ({names})",
    "{count} {count:получатель больше ничего не будет|получателя больше ничего не будут|получателей больше ничего не будут} получать ({names})",
)
STOPS_TYPE: Final = Phrase(
    "{count} {count:stops|stop} receiving {type} ({names})",
    "{count} {count:получатель|получателя|получателей} больше не {count:будет|будут|будут} получать {type} ({names})",
)
LOSES: Final = Phrase(
    "{count} {count:loses|lose} {channel} for {type} ({names})",
    "{count} {count:получатель|получателя|получателей} {count:теряет|теряют|теряют} {channel} для {type} ({names})",
)
READDRESSED: Final = Phrase(
    "{count} {count:is|are} reached at another address ({names})",
    "у {count} {count:получателя|получателей|получателей} меняется адрес ({names})",
)
STARTS: Final = Phrase(
    "{count} {count:starts|start} receiving ({names})",
    "{count} {count:получатель|получателя|получателей} {count:начнёт|начнут|начнут} получать уведомления ({names})",
)
GAINS: Final = Phrase(
    "{count} {count:gains|gain} {channel} for {type} ({names})",
    "{count} {count:получатель|получателя|получателей} {count:получит|получат|получат} {channel} для {type} ({names})",
)
AWAITING: Final = Phrase(
    "{count} {count:has|have} an address that receives nothing until it is confirmed ({names})",
    "у {count} {count:получателя|получателей|получателей} есть адрес, на который до подтверждения ничего не приходит ({names})",
)

# Guards
APPLIED_BEFORE: Final = Phrase("last applied: history {number}, {started}", "последнее применение: запись {number}, {started}")
APPLIED_BEFORE_AT: Final = Phrase("last applied: {commit} (history {number}, {started})", "последнее применение: {commit} (запись {number}, {started})")
CAUSES: Final = Phrase("Causes", "Причины")
CAUSED_BY_FILES: Final = Phrase("{count} from the files", "{count} из файлов")
CAUSED_BY_CATALOGUE: Final = Phrase("{count} from the program's own catalogue ({names})", "{count} из каталога самой программы ({names})")
CAUSED_BY_EITHER: Final = Phrase(
    "{count} from the files or the program's catalogue, which have both changed ({names})",
    "{count} из файлов или каталога программы: изменилось и то и другое ({names})",
)
CAUSED_BY_DRIFT: Final = Phrase(
    "{count} drift: the backend changed, not the files ({names})", "{count} — расхождение: изменилась система, а не файлы ({names})"
)
CAUSED_BY_BOTH: Final = Phrase("{count} where both the files and the backend changed ({names})", "{count} — изменились и файлы, и система ({names})")
CAUSE_UNKNOWN: Final = Phrase(
    "{count} not known, for the ledger does not say what was applied last ({names})",
    "{count} — неизвестно: в журнале нет записи о том, что применили в прошлый раз ({names})",
)
CAUSED_BY_BRANCH: Final = Phrase("{count} from this branch", "{count} из этой ветки")
CAUSED_BY_MERGED: Final = Phrase("{count} merged but not yet applied ({names})", "{count} — слито, но ещё не применено ({names})")
NONE_MERGED: Final = Phrase("{count} merged but not yet applied", "{count} — слито, но ещё не применено")
NONE_DRIFTED: Final = Phrase("{count} drift", "{count} — расхождение")
CAUSED_BY_BEHIND: Final = Phrase(
    "{count} changed on the other branch and not in this one yet: merge it or rebase ({names})",
    "{count} — изменено в другой ветке, а в этой этого ещё нет: выполните merge или rebase ({names})",
)
CAUSED_BY_BRANCH_AND_DRIFT: Final = Phrase(
    "{count} from this branch, where the backend changed too ({names})", "{count} — из этой ветки, но изменилась и система ({names})"
)
CAUSED_BY_MERGED_AND_DRIFT: Final = Phrase(
    "{count} merged but not yet applied, where the backend changed too ({names})", "{count} — слито, но ещё не применено, и изменилась система ({names})"
)
FROM: Final = Phrase("from: {cause}", "причина: {cause}")
FROM_FILES: Final = Phrase("the files", "файлы")
FROM_CATALOGUE: Final = Phrase("the catalogue", "каталог")
FROM_EITHER: Final = Phrase("the files or the catalogue", "файлы или каталог")
FROM_DRIFT: Final = Phrase("drift", "расхождение")
FROM_BOTH: Final = Phrase("the files and drift", "файлы и расхождение")
FROM_UNKNOWN: Final = Phrase("not known", "неизвестна")
FROM_BRANCH: Final = Phrase("this branch", "эта ветка")
FROM_MERGED: Final = Phrase("merged but not yet applied", "слито, но ещё не применено")
FROM_BEHIND: Final = Phrase("not in this branch yet", "в этой ветке этого ещё нет")
FROM_BRANCH_AND_DRIFT: Final = Phrase("this branch and drift", "эта ветка и расхождение")
FROM_MERGED_AND_DRIFT: Final = Phrase("merged but not yet applied, and drift", "слито, но ещё не применено, и расхождение")
BECAUSE: Final = Phrase("because", "причина")
BECAUSE_FILES: Final = Phrase("the files have changed, not the backend", "изменились файлы, а не система")
BECAUSE_CATALOGUE: Final = Phrase("this version of the program has another catalogue", "у этой версии программы другой каталог")
BECAUSE_EITHER: Final = Phrase("the files and the program's catalogue have changed, not the backend", "изменились файлы и каталог программы, а не система")
BECAUSE_DRIFT: Final = Phrase(
    "changed in the backend, not by reconciler; the files are as they were", "изменено в системе, но не программой reconciler; файлы прежние"
)
BECAUSE_BOTH: Final = Phrase("both the files and the backend have changed", "изменились и файлы, и система")
BECAUSE_GONE: Final = Phrase(
    "{path}, where {count:it was|all {count} were} declared, is gone",
    "нет больше файла {path}, где {count:он был объявлен|они все были объявлены|они все были объявлены}",
)
BECAUSE_GONE_SINCE: Final = Phrase("{reason} since {since}", "{reason} (с коммита {since})")
BECAUSE_NOT_IN: Final = Phrase(
    "{path}, where {count:it was|all {count} were} declared, does not declare {count:it|them} any more",
    "в файле {path}, где {count:он был объявлен|они все были объявлены|они все были объявлены}, {count:его|их|их} больше нет",
)
BECAUSE_LIVE: Final = Phrase("the backend changed, not the files", "изменилась система, а не файлы")
BECAUSE_LIVE_IN: Final = Phrase(
    "the backend changed, not the files, in {count} {count:organization|organizations}",
    "изменилась система, а не файлы: {count} {count:организация|организации|организаций}",
)
BECAUSE_SEVERAL: Final = Phrase("several causes; the plan says of each change where it is from", "причин несколько; в плане у каждого изменения указана своя")
MIND: Final = Phrase("mind", "внимание")
MIND_DRIFT: Final = Phrase(
    "a restored backup or a bulk update looks like this; find out which side is right first",
    "так выглядит восстановленная копия или массовое обновление; сначала выясните, какая сторона права",
)
KEEP_LIVE: Final = Phrase("keep the live side", "оставить как в системе")
KEEP_LIVE_MEANS: Final = Phrase("writes to the files what is live", "запишет в файлы то, что действует сейчас")
STOP_WRITING: Final = Phrase("stop all writing", "остановить запись")
STOP_WRITING_MEANS: Final = Phrase("until reconciler resume", "пока не выполнят reconciler resume")
UNDO_MEANS: Final = Phrase("nothing was deleted, so nothing needs restoring", "ничего не удалено, восстанавливать ничего не нужно")
LEFT_FOR_CAUSE: Final = Phrase(
    "{count} {count:change|changes} of another cause {count:is|are} left out by --only {only}: {names}.",
    "Из-за --only {only} {count:оставлено|оставлены|оставлены} {count} {count:изменение|изменения|изменений} по другой причине: {names}.",
)
GUARDS: Final = Phrase("Guards", "Предохранители")
GUARDS_PASSED: Final = Phrase("passed.", "ни один не сработал.")
GUARDS_REFUSE: Final = Phrase(
    "{count} {count:refuses|refuse}; apply changes nothing while {count:it does|they do}.",
    "{count} {count:отказ|отказа|отказов}; пока {count:он есть|они есть|они есть}, apply ничего не изменит.",
)
REFUSAL: Final = Phrase("refusal {digest}", "отказ {digest}")
LOSS: Final = Phrase(
    "{people} would stop receiving everything",
    "{people} больше не будут ничего получать",
)
LOSS_OF_SOMETHING: Final = Phrase(
    "{people} would stop receiving everything, or a mandatory or required type",
    "{people} больше не будут получать ничего либо обязательный или требуемый тип",
)
LOSS_OF_TYPE: Final = Phrase("{people} would stop receiving {type}", "{people} больше не будут получать {type}")
READDRESS: Final = Phrase("{people} would get another address", "у {people} сменится адрес")
SILENCE: Final = Phrase("nobody in {subject} would be reached any more", "в {subject} больше никто не получит ничего")
SILENCE_OF_TYPE: Final = Phrase("nobody in {subject} would be reached for {type} any more", "в {subject} больше никто не получит {type}")
EMPTY: Final = Phrase(
    "{subject} was declared before and would be empty now ({count} {count:object|objects} gone)",
    "{subject}: раньше здесь были объявления, теперь стало бы пусто ({count:исчез|исчезли|исчезло} {count} {count:объект|объекта|объектов})",
)
EMPTY_ALL: Final = Phrase(
    "nothing is declared any more ({count} {count:object|objects} would be deleted)",
    "больше ничего не объявлено ({count:был бы удалён|были бы удалены|было бы удалено} {count} {count:объект|объекта|объектов})",
)
PROTECTED: Final = Phrase(
    "{count} protected {count:object|objects} would be deleted or receive nothing",
    "{count} {count:защищённый объект был бы удалён или перестал|защищённых объекта были бы удалены или перестали|защищённых объектов были бы удалены или перестали} бы что-либо получать",
)
ALL_ORGANIZATIONS: Final = Phrase("all organizations", "всех организациях")
OF_ORGANIZATION: Final = Phrase(
    "{count} of {population} {population:person|people} of {subject}{percent}",
    "{count} из {population} {population:получателя|получателей|получателей} организации {subject}{percent}",
)
OF_ALL: Final = Phrase(
    "{count} of {population} {population:person|people}{percent}",
    "{count} из {population} {population:получателя|получателей|получателей}{percent}",
)
LIMIT: Final = Phrase("limit", "предел")
LIMIT_PEOPLE: Final = Phrase(
    "{people} people, or {percent} % of an organization once that is more than {floor}",
    "{people} {people:человек|человека|человек} или {percent} % организации, если это больше {floor}",
)
LIMIT_NONE: Final = Phrase("not one", "ни одного")
EXAMPLES: Final = Phrase("such as", "например")
WHAT_YOU_CAN_DO: Final = Phrase("What you can do:", "Что можно сделать:")
LOOK_CLOSER: Final = Phrase("look closer", "посмотреть")
UNDO: Final = Phrase("it is a mistake", "это ошибка")
UNDO_HOW: Final = Phrase(
    "put the declarations back, or revert the commit; nothing was deleted, so nothing needs restoring",
    "верните объявления или откатите коммит; ничего не удалено, восстанавливать ничего не нужно",
)
IT_IS_MEANT: Final = Phrase("it is meant", "так и задумано")
RAISE_LIMIT: Final = Phrase(
    "raise safety.{guard} in reconciler.yaml, or apply the change in smaller steps",
    "увеличьте safety.{guard} в reconciler.yaml или применяйте изменение частями",
)
KEEP_ONE: Final = Phrase("leave one recipient who can be reached in place", "оставьте хотя бы одного получателя, которому можно доставить")
KEEP_DECLARED: Final = Phrase("leave part of it declared and remove it in steps", "оставьте часть объявлений и убирайте их по шагам")
LIFT_PROTECTION: Final = Phrase('remove "protected: true" and apply, then delete', "уберите «protected: true» и примените, потом удаляйте")

OR_ELSE: Final = Phrase("or else", "или иначе")
APPROVAL_MEANS: Final = Phrase(
    "allows exactly these changes and nothing else, once, within 24 hours; then apply",
    "разрешает ровно эти изменения и ничего больше, один раз, в течение 24 часов; затем apply",
)
APPROVED: Final = Phrase(
    "{count} {count:refusal is|refusals are} approved: {names}.",
    "{count:Утверждён|Утверждены|Утверждены} {count} {count:отказ|отказа|отказов}: {names}.",
)
APPROVAL_RECORDED: Final = Phrase(
    "Approved: refusal {digest}, for exactly these changes, once, within 24 hours. Next: {command}",
    "Утверждено: отказ {digest}, ровно для этих изменений, один раз, в течение 24 часов. Дальше: {command}",
)

# Prompt
WILL_STOP: Final = Phrase("stops receiving everything: {types}", "перестаёт получать всё: {types}")
WILL_START: Final = Phrase("starts receiving {types}", "начинает получать {types}")
WILL_BE_ADDED: Final = Phrase("is added; subscribed to nothing", "добавляется; подписок нет")
WILL_BE_SUSPENDED: Final = Phrase("is added; suspended: receives nothing", "добавляется; приостановлен: ничего не получает")
WILL_BE_DELETED: Final = Phrase("is deleted; received nothing", "удаляется; ничего не получал")
TYPE_ADDED: Final = Phrase("is added to the types", "добавляется в типы")
TYPE_DELETED: Final = Phrase("is deleted from the types", "удаляется из типов")
ASK_ENVIRONMENT: Final = Phrase(
    "This writes to {environment}. To go on, type the name of the environment; anything else cancels:",
    "Изменения будут записаны в окружение {environment}. Чтобы продолжить, введите его название; любой другой ответ отменяет:",
)
ASK_YES: Final = Phrase(
    "This writes to {backend}. To go on, type yes; anything else cancels:",
    "Изменения будут записаны в {backend}. Чтобы продолжить, введите «да» (или yes); любой другой ответ отменяет:",
)
CANCELLED: Final = Phrase("Cancelled. Nothing was changed.", "Отменено. Ничего не изменено.")

# Report
APPLIED: Final = Phrase(
    "Applied: {add} added, {change} changed, {delete} deleted{other} in {seconds} s.",
    "Применено: добавлено {add}, изменено {change}, удалено {delete}{other} за {seconds} с.",
)
ADOPTED: Final = Phrase(", {count} taken over", ", взято под управление {count}")
MOVED: Final = Phrase(", {count} moved", ", перенесено {count}")
READ_BACK: Final = Phrase("Read back: the backend matches the plan.", "Проверено чтением: система соответствует плану.")
READ_BACK_DIFFERS: Final = Phrase(
    "Read back: the backend does not match the plan; reconciler plan shows where.",
    "Проверено чтением: система не соответствует плану; где именно, покажет reconciler plan.",
)
HISTORY: Final = Phrase("History: {number}.", "Запись в истории: {number}.")
TO_UNDO: Final = Phrase(
    "To undo: revert the commit ({command}) and apply again.",
    "Чтобы отменить: откатите коммит ({command}) и примените снова.",
)
AWAITING_CONTACTS: Final = Phrase(
    "{count} {count:contact awaits|contacts await} confirmation; {count:this address receives|these addresses receive} nothing until then:",
    "{count} {count:контакт ожидает|контакта ожидают|контактов ожидают} подтверждения; до этого на {count:этот адрес|эти адреса|эти адреса} ничего не приходит:",
)
AND_MORE_LINE: Final = Phrase("and {count} more", "и ещё {count}")
ALL_ROLLED_BACK: Final = Phrase(
    "nothing was saved: one change failed, and the backend undid the others with it. Everyone receives what they received before.",
    "ничего не сохранено: одно изменение не удалось, и система отменила вместе с ним остальные. Все получают то же, что и раньше.",
)
NOTHING_SAVED: Final = Phrase(
    "nothing was saved. Everyone receives what they received before.",
    "ничего не сохранено. Все получают то же, что и раньше.",
)
SAVED_IN_PART: Final = Phrase(
    "applied in part: {done} of {count} changes are saved, {missing} are not. The next apply goes on from here.",
    "применено частично: сохранено {done} из {count}, не сохранено {missing}. Следующий apply продолжит с этого места.",
)
FAILED: Final = Phrase("Failed:", "Не удалось:")
NOT_DONE: Final = Phrase("Not done:", "Не выполнено:")
SAVED: Final = Phrase("Saved:", "Сохранено:")
ROLLED_BACK: Final = Phrase("undone with the change that failed", "отменено вместе с неудавшимся изменением")
BLOCKED: Final = Phrase("needs a change that failed", "зависит от неудавшегося изменения")
INTERRUPTED: Final = Phrase("interrupted before it began", "прервано до начала")

KEPT: Final = Phrase("left as it is: nothing is taken away once something went wrong", "оставлено как есть: после сбоя ничего не отнимается")
UNREACHABLE: Final = Phrase("not begun: the backend had failed to answer too often", "не начато: система слишком часто не отвечала")
STOPPED: Final = Phrase("not begun: the work was stopped", "не начато: работа остановлена")
UNANSWERED: Final = Phrase("Perhaps saved, perhaps not; the next apply looks:", "Сохранено или нет, неизвестно; это проверит следующий apply:")
UNRECORDED: Final = Phrase(
    "How it ended could not be written into the history; the next apply does that. {reason}",
    "Записать итог в историю не удалось; это сделает следующий apply. {reason}",
)

# Applies that did not end
UNFINISHED: Final = Phrase(
    "Apply {number} did not finish: {count} {count:change was|changes were} in flight. The next apply looks at {count:it|them} again.",
    "Запуск apply {number} не завершился: {count} {count:изменение было|изменения были|изменений были} в работе. Следующий apply {count:его|их|их} проверит.",
)
UNFINISHED_IDLE: Final = Phrase(
    "Apply {number} did not finish; no change was in flight.", "Запуск apply {number} не завершился; ни одно изменение не было в работе."
)
RESUMED: Final = Phrase(
    "Apply {number} did not finish: {count} {count:change was|changes were} in flight. This is what became of {count:it|them}:",
    "Запуск apply {number} не завершился: {count} {count:изменение было|изменения были|изменений были} в работе. Вот что с {count:ним|ними|ними} стало:",
)
WAS_DONE: Final = Phrase("made", "выполнено")
WAS_NOT_DONE: Final = Phrase("not made", "не выполнено")
WAS_UNCLEAR: Final = Phrase("changed by somebody else since", "с тех пор изменено кем-то другим")

# Saved plans
PLAN_SAVED: Final = Phrase(
    "Saved: {file}, digest {digest}; no secret and no personal data in it.",
    "Сохранено: {file}, отпечаток {digest}; секретов и персональных данных в нём нет.",
)
APPLY_SAVED: Final = Phrase("To apply exactly this: {command}", "Чтобы применить именно это: {command}")
APPROVE_SAVED: Final = Phrase(
    "A guard refuses it as it is. If it is meant, approve first what {count:is|are} refused:",
    "В таком виде план отклонён. Если так и задумано, сначала утвердите {count:отказ|отказы|отказы}:",
)
THEN_APPLY_SAVED: Final = Phrase("Then, to apply exactly this: {command}", "Затем, чтобы применить именно это: {command}")
CONFLICTS_SAVED: Final = Phrase(
    "apply will refuse it: {count} of its objects {count:belongs|belong} to somebody else (above).",
    "apply его отклонит: {count} {count:объект принадлежит|объекта принадлежат|объектов принадлежат} другим (см. выше).",
)
PLAN_FILE: Final = Phrase("Plan", "План")
PLAN_MADE: Final = Phrase("{file}, digest {digest}, made {age}", "{file}, отпечаток {digest}, составлен {age}")
PLAN_MADE_AT: Final = Phrase("{file}, digest {digest}, made {age} at {commit}", "{file}, отпечаток {digest}, составлен {age} на коммите {commit}")
STILL_FITS: Final = Phrase("{plan}; checked again, it still fits", "{plan}; проверен заново, всё ещё подходит")
JUST_NOW: Final = Phrase("just now", "только что")
MINUTES_AGO: Final = Phrase("{count} {count:minute|minutes} ago", "{count} {count:минуту|минуты|минут} назад")
HOURS_AGO: Final = Phrase("{count} {count:hour|hours} ago", "{count} {count:час|часа|часов} назад")
DAYS_AGO: Final = Phrase("{count} {count:day|days} ago", "{count} {count:день|дня|дней} назад")
STALE: Final = Phrase(
    "the saved plan is stale: {count} of its {all} {all:change|changes} no longer {count:fits|fit}. Nothing was changed.",
    "сохранённый план устарел: из {all} его {all:изменения|изменений|изменений} больше не {count:подходит|подходят|подходят} {count}. Ничего не изменено.",
)
STILL_FIT: Final = Phrase("{count} still {count:fits|fit}: {names}.", "Ещё {count:подходит|подходят|подходят} {count}: {names}.")
DONE_ALREADY: Final = Phrase("{count} {count:is|are} made already: {names}.", "Уже {count:сделано|сделаны|сделаны} {count}: {names}.")
OUTSIDE: Final = Phrase(
    "{count} {count:object|objects} would change as well and {count:is|are} left, since the plan does not name {count:it|them}: {names}.",
    "{count:Изменился бы|Изменились бы|Изменились бы} и ещё {count} {count:объект|объекта|объектов}, но плана на {count:него|них|них} нет, и {count:он оставлен|они оставлены|они оставлены}: {names}.",
)
OUTSIDE_STALE: Final = Phrase(
    "{count} {count:object|objects} outside this plan would change as well; that alone would not have stopped it.",
    "{count:Изменился бы|Изменились бы|Изменились бы} и {count} {count:объект|объекта|объектов} вне этого плана; само по себе это его не остановило бы.",
)
PLAN_AGAIN: Final = Phrase("Make a new plan and have it approved:", "Составьте новый план и утвердите его:")
WAS_PLANNED: Final = Phrase("planned", "было в плане")
IS_NOW: Final = Phrase("now", "сейчас")
ACTION_CREATE: Final = Phrase("create", "создать")
ACTION_UPDATE: Final = Phrase("change", "изменить")
ACTION_DELETE: Final = Phrase("delete", "удалить")
ACTION_ADOPT: Final = Phrase("take over", "взять под управление")
ACTION_MOVE: Final = Phrase("move", "перенести")
MANAGED_BY: Final = Phrase("not ours: managed by {owner}", "не наш: под управлением {owner}")
UNMARKED: Final = Phrase("nobody who left a mark", "того, кто не оставил отметки")
NOT_NEEDED: Final = Phrase("nothing to change any more", "менять больше нечего")

# Pages
SUFFIX_AT: Final = Phrase(", at {commit}", ", коммит {commit}")
SUFFIX_DIRTY: Final = Phrase(", at {commit} with changes that are not committed", ", коммит {commit} и незакоммиченные изменения")
DIGEST: Final = Phrase("Digest", "Отпечаток")
CHANGES_COUNTED: Final = Phrase("{count} {count:change|changes}", "{count} {count:изменение|изменения|изменений}")
NOTES_COUNTED: Final = Phrase("{count} {count:remark|remarks} on the files", "{count} {count:замечание|замечания|замечаний} к файлам")
CUT_CHANGES: Final = Phrase(
    "{count} more {count:change does|changes do} not fit a comment: {what}. To see everything: {command}",
    "В комментарий не {count:поместилось|поместились|поместились} ещё {count} {count:изменение|изменения|изменений}: {what}. Посмотреть всё: {command}",
)
CUT_DETAILS: Final = Phrase(
    "{count} {count:deletion is|deletions are} named without details, which do not fit a comment. To see everything: {command}",
    "Без подробностей {count:названо|названы|названо} {count} {count:удаление|удаления|удалений}: они не помещаются в комментарий. Посмотреть всё: {command}",
)
CUT_DELETIONS: Final = Phrase(
    "{all} deletions alone do not fit a comment: {count} more {count:is|are} not even named here. To see everything: {command}",
    "Одни только удаления ({all}) не помещаются в комментарий: ещё {count} здесь даже не {count:названо|названы|названо}. Посмотреть всё: {command}",
)
COUNT_ADD: Final = Phrase("{count} to add", "добавить {count}")
COUNT_CHANGE: Final = Phrase("{count} to change", "изменить {count}")
COUNT_DELETE: Final = Phrase("{count} to delete", "удалить {count}")
COUNT_ADOPT: Final = Phrase("{count} to take over", "взять под управление {count}")
COUNT_MOVE: Final = Phrase("{count} to move", "перенести {count}")
TYPES_HEADING: Final = Phrase("Notification types", "Типы уведомлений")

# Lock
NOT_LOCKED: Final = Phrase("Nobody is writing here.", "Здесь никто не ведёт запись.")
LOCKED_BY: Final = Phrase("Locked by", "Заблокировал")
SINCE: Final = Phrase("Since", "С")
ENDS: Final = Phrase("Ends by itself", "Снимется сама")
HOLDER_IS_DEAD: Final = Phrase(
    "Its process is gone from this machine: whoever writes next here gets the lock at once.",
    "Его процесса на этой машине больше нет: следующий, кто будет писать отсюда, получит блокировку сразу.",
)
RELEASED: Final = Phrase(
    "Released. {owner} cannot write any more; what was written before stays whole.",
    "Снято. {owner} больше ничего не запишет; записанное раньше осталось целым.",
)
FORGET_MEANS: Final = Phrase(
    "{count} {count:object stays|objects stay} as {count:it is|they are}, without our mark: people go on receiving what they receive, and nothing here changes it any more.",
    "{count} {count:объект остаётся|объекта остаются|объектов остаются} как есть, но без нашей отметки: люди получают то же, что и раньше, и отсюда это больше не меняется.",
)
UNMARKED_ALREADY: Final = Phrase("Without our mark already: {names}.", "Уже без нашей отметки: {names}.")
ASK_FORGET: Final = Phrase(
    "To give them up, type {answer}; anything else cancels:", "Чтобы прекратить управление, введите {answer}; любой другой ответ отменяет:"
)
FORGOTTEN: Final = Phrase(
    "Forgotten: {count} {count:object|objects}. Nothing was deleted.",
    "Управление прекращено: {count} {count:объект|объекта|объектов}. Ничего не удалено.",
)
PAUSED_NOW: Final = Phrase(
    "From now on no apply writes this, wherever it runs. On with it: {command}",
    "Отныне ни один apply этого не записывает, где бы его ни запустили. Продолжить: {command}",
)
STILL_WRITING: Final = Phrase(
    "{owner} is writing at this moment ({operation} since {since}) and goes on; to stop it: reconciler lock release",
    "{owner} сейчас ведёт запись ({operation} с {since}) и закончит её; чтобы остановить: reconciler lock release",
)
PAUSE_ENDED: Final = Phrase("Resumed: {names}.", "Возобновлено: {names}.")
STILL_PAUSED: Final = Phrase("Still paused", "Ещё на паузе")
ASK_RELEASE: Final = Phrase(
    "Is that run certainly dead? To take its lock away, type {answer}; anything else cancels:",
    "Этот запуск точно погиб? Чтобы снять его блокировку, введите {answer}; любой другой ответ отменяет:",
)

# History
NO_HISTORY: Final = Phrase("Nothing was applied here yet.", "Здесь ещё ничего не применяли.")
HISTORY_FOOTER: Final = Phrase("To read about one: reconciler history show NUMBER", "Подробнее об одной записи: reconciler history show НОМЕР")
OUTCOME_APPLIED: Final = Phrase("applied", "применено")
OUTCOME_APPROVED: Final = Phrase("approved", "утверждено")
OUTCOME_CONFIRMED: Final = Phrase("confirmed", "подтверждено")
OUTCOME_SENT: Final = Phrase("sent", "отправлено")
OUTCOME_FAILED: Final = Phrase("failed", "не удалось")
OUTCOME_FORGOTTEN: Final = Phrase("forgotten", "управление прекращено")
OUTCOME_PAUSED: Final = Phrase("paused", "приостановлено")
OUTCOME_RESUMED: Final = Phrase("resumed", "возобновлено")
OUTCOME_RENEWED: Final = Phrase("installation key replaced", "ключ установки заменён")
OUTCOME_RELEASED: Final = Phrase("lock released", "блокировка снята")
OUTCOME_PARTIAL: Final = Phrase("applied in part", "применено частично")
OUTCOME_INTERRUPTED: Final = Phrase("interrupted", "прервано")
OUTCOME_UNFINISHED: Final = Phrase("not finished", "не завершено")
NUMBER: Final = Phrase("Number", "Номер")
WHAT: Final = Phrase("What", "Что")
WHEN: Final = Phrase("When", "Когда")
WHO: Final = Phrase("Who", "Кто")
OUTCOME: Final = Phrase("Outcome", "Итог")
CHANGES: Final = Phrase("Changes", "Изменения")
PLAN_DIGEST: Final = Phrase("Plan digest", "Отпечаток плана")
COMMIT: Final = Phrase("Commit", "Коммит")
COMMIT_BEFORE: Final = Phrase("Commit before", "Коммит до того")
WITH_CHANGES: Final = Phrase("(files differed from it)", "(файлы от него отличались)")
APPROVALS: Final = Phrase("Approvals", "Утверждения")
REASON: Final = Phrase("Reason", "Причина")
TO_GO_BACK: Final = Phrase("To go back to before: {command}, then apply.", "Чтобы вернуться к прежнему: {command}, затем apply.")

# Show
NOT_LIVE: Final = Phrase("Live: nothing yet; apply would create it.", "В действующей системе этого ещё нет: создаст apply.")
NOTHING_LIVE: Final = Phrase("Nothing is set up here yet.", "Здесь пока ничего не настроено.")
RECEIVES: Final = Phrase("receives", "получает")
FORM: Final = Phrase("form", "форма")
PARENT: Final = Phrase("parent", "вышестоящая")
REQUIRES: Final = Phrase("requires", "требует")
ACCOUNTS: Final = Phrase("accounts", "учётные записи")
SERVED_AT: Final = Phrase("until then at {address}", "до этого на {address}")
REFUSED_ALL: Final = Phrase("the recipient refused everything", "получатель отказался от всего")
REFUSED_SOME: Final = Phrase("the recipient refused {types}", "получатель отказался от: {types}")
ORGANIZATION: Final = Phrase("organization", "организация")
ALSO_THERE: Final = Phrase("also there", "кроме того")
OWNER: Final = Phrase("manager", "менеджер")
OWNED_BY_NOBODY: Final = Phrase("none, it carries no mark", "нет, отметки нет")
FOREIGN_ROW: Final = Phrase("{address} of {owner}", "{address}, менеджер {owner}")
UNMARKED_ROW: Final = Phrase("{address}, which no manager marked", "{address}, без отметки менеджера")
PROTECTED_MARK: Final = Phrase("protected", "защищён")
NAME_OF_PERSON: Final = Phrase("full name", "ФИО")

# Explain
ABOUT_ON: Final = Phrase("on or off", "включено ли")
ABOUT_CHANNELS: Final = Phrase("channels", "каналы")
ABOUT_CONTACT: Final = Phrase("chosen for single contacts", "выбрано для отдельных контактов")
ABOUT_LOCALE: Final = Phrase("language", "язык")
ABOUT_TIMEZONE: Final = Phrase("time zone", "часовой пояс")
ABOUT_SUPPORT: Final = Phrase("support", "поддержка")
LEFT_OUT: Final = Phrase(
    "{channels}: not allowed by this environment or the project's policy", "{channels}: не разрешено этим окружением или политикой проекта"
)
IS_SYSTEM: Final = Phrase(
    "{type} is a system type: nobody chooses it, and it is sent whatever is chosen", "{type} — системный тип: его не выбирают, он отправляется при любом выборе"
)
IS_SUSPENDED: Final = Phrase("{address} is suspended: receives nothing", "{address}: доставка приостановлена, ничего не получает")
DECIDES: Final = Phrase("decides", "решает")
RESULT: Final = Phrase("Result", "Итог")
LAYER_CATALOGUE: Final = Phrase("catalogue", "каталог")
LAYER_ANCESTOR: Final = Phrase("ancestor", "вышестоящая")
LAYER_ORGANIZATION: Final = Phrase("organization", "организация")
LAYER_ROLE: Final = Phrase("role", "роль")
LAYER_ACCOUNT: Final = Phrase("account", "учётная запись")
LAYER_CONTACT: Final = Phrase("contact", "контакт")
LAYER_POLICY: Final = Phrase("policy", "политика")
LAYER_CLAMP: Final = Phrase("clamp", "ограничение")

# Types and codes
TYPE_COLUMN: Final = Phrase("Notification type", "Тип уведомления")
DESCRIPTION_COLUMN: Final = Phrase("Description", "Описание")
CORE_TYPES: Final = Phrase("* core types", "* основные типы")
MANDATORY: Final = Phrase("mandatory", "обязательный")
SYSTEM_TYPE: Final = Phrase("system", "системный")
CODES_FOOTER: Final = Phrase("To read about one: reconciler codes CODE", "Подробнее об одном: reconciler codes КОД")
CODES_TITLE: Final = Phrase("Codes", "Коды")
CODES_GENERATED: Final = Phrase(
    "Generated; to write it again: reconciler codes --format markdown --lang {words}",
    "Создано программой; чтобы обновить: reconciler codes --format markdown --lang {words}",
)
CODES_ABOUT: Final = Phrase(
    "Every message has a code: it stands in brackets, as in `error[unknown-type]`. Codes stay what they are from version to version; the words may become better. "
    "`reconciler codes CODE` prints what this page says about one.",
    "У каждого сообщения есть код, он стоит в квадратных скобках: `ошибка[unknown-type]`. Коды от версии к версии не меняются, слова могут стать лучше. "
    "То, что сказано на этой странице об одном коде, печатает `reconciler codes КОД`.",
)
RULES_ABOUT: Final = Phrase(
    "Rules look at declarations that are right in form and may still not be what anybody wants. How severe a rule is, the project decides: `lint` in reconciler.yaml takes "
    "`off`, `note`, `warning` or `error` for each. A finding at one place is suppressed by a comment with a reason, on its line or on the line before: "
    "`# reconciler: ignore[unused-role] needed from January`.",
    "Правила смотрят на описания, верные по форме, но, возможно, не такие, как задумано. Насколько строго правило, решает проект: раздел `lint` в reconciler.yaml "
    "принимает для каждого `off`, `note`, `warning` или `error`. Отдельное сообщение скрывает комментарий с причиной на той же строке или строкой выше: "
    "`# reconciler: ignore[unused-role] понадобится в январе`.",
)
RULE_SEVERITY: Final = Phrase(
    "How severe it is may be set in reconciler.yaml: `lint: {{{code}: {severity}}}`, or `off`, `note`, `warning`, `error`.",
    "Строгость задаётся в reconciler.yaml: `lint: {{{code}: {severity}}}`; возможны `off`, `note`, `warning` и `error`.",
)
RULE_OPTIONS: Final = Phrase("Its options, beside `severity`", "Параметры, кроме `severity`")
OPTION_DEFAULT: Final = Phrase("unless said {default}", "по умолчанию {default}")
OPTION_CHOICES: Final = Phrase("of {choices}", "возможны {choices}")
CODE_EXAMPLE: Final = Phrase("An example", "Пример")
HINTS: Final = Phrase("What to do", "Что делать")


# Live tests
LIVE_MESSAGES: Final = Phrase(
    "This writes to real people: {count} {count:message|messages} ({channels}) to {recipients}. Every one is marked [TEST].",
    "Настоящим людям уйдёт {count} {count:сообщение|сообщения|сообщений} ({channels}), получатели: {recipients}. Каждое помечено [ТЕСТ].",
)
TYPE_THE_NUMBER: Final = Phrase(
    "To go on, type the number of messages; anything else cancels:", "Чтобы продолжить, введите число сообщений; любой другой ответ отменит:"
)


def all_phrases() -> dict[str, Phrase]:
    """Every phrase by its name."""
    return {name: value for name, value in globals().items() if isinstance(value, Phrase)}


# Imports
TABLE_READ: Final = Phrase(
    'Read: {path} ({encoding}, separated by "{delimiter}"), columns: {columns}.',
    "Прочитано: {path} ({encoding}, разделитель «{delimiter}»), столбцы: {columns}.",
)
ROWS_TAKEN: Final = Phrase("Taken: {taken} of {rows} {rows:row|rows}.", "Взято строк: {taken} из {rows}.")
ROWS_INCOMPLETE: Final = Phrase(
    "{count} of them without some cell: see the warnings above.",
    "Из них не полностью: {count}, см. предупреждения выше.",
)
ROWS_DECLARED: Final = Phrase(
    "{count} {count:row is|rows are} of people who are declared already.", "{count} {count:строка|строки|строк} — люди, которые уже описаны."
)
ROWS_REFUSED: Final = Phrase(
    "{count} {count:row was|rows were} not taken: see the errors above.", "{count} {count:строка не взята|строки не взяты|строк не взято}: см. ошибки выше."
)
MADE_ORGANIZATION: Final = Phrase(
    'Made: the new organization "{organization}" (kind: Organization)', "Создано: новая организация «{organization}» (kind: Organization)"
)
MADE_ACCOUNTS: Final = Phrase(
    'Made: more accounts of "{organization}", which the project declares already (kind: Accounts)',
    "Создано: учётные записи организации «{organization}», которая в проекте уже описана (kind: Accounts)",
)
WRITTEN_TO: Final = Phrase("{made}, in {file}.", "{made}, в файле {file}.")
NOTHING_IMPORTED: Final = Phrase("Nothing was written.", "Ничего не записано.")
NEXT: Final = Phrase("Next:", "Дальше:")
STEP_OUT: Final = Phrase("write it to a file", "записать в файл")
STEP_VALIDATE: Final = Phrase("check it", "проверить его")
STEP_PLAN: Final = Phrase("see what it would change", "посмотреть, что изменится")
STEP_MOVE: Final = Phrase(
    "move it to a place that the project reads, such as organizations", "перенести туда, откуда проект читает файлы, например в organizations"
)

# What is live, as files
LIVE_MADE: Final = Phrase(
    "Written: {organizations} {organizations:organization|organizations} with {accounts} {accounts:account|accounts}, {types} {types:type|types} of your own, in {files} {files:file|files}.",
    "Записано: организаций — {organizations}, учётных записей в них — {accounts}, собственных типов уведомлений — {types}; файлов — {files}.",
)
LIVE_NOTHING: Final = Phrase("There is nothing to import. Nothing was written.", "Импортировать нечего. Ничего не записано.")
LIVE_LEFT: Final = Phrase("{count} {count:object is|objects are} not in the files: see the errors above.", "Не записано объектов: {count}, см. ошибки выше.")
LIVE_DIFFERING: Final = Phrase(
    "{count} {count:object is|objects are} not said completely: see the warnings above.", "Записано не полностью: {count}, см. предупреждения выше."
)
LIVE_UNMANAGED: Final = Phrase(
    "{count} of them {count:carries|carry} no manager's mark and {count:is|are} not yours until adopted.",
    "Из них без отметки менеджера: {count}; под управление они перейдут после plan --adopt.",
)
LIVE_FILE: Final = Phrase("{accounts} {accounts:account|accounts}", "учётных записей: {accounts}")
LIVE_TYPE: Final = Phrase("notification type", "тип уведомлений")
STEP_VALIDATE_ALL: Final = Phrase("check the files", "проверить файлы")
STEP_ADOPT: Final = Phrase("see that taking over changes nothing but the mark", "убедиться, что принятие под управление меняет только отметку")
STEP_PLAN_EMPTY: Final = Phrase("see that there is nothing to change", "убедиться, что менять нечего")
STEP_MOVE_ALL: Final = Phrase(
    "name it under sources, or move the files to where the project reads", "указать в sources или перенести файлы туда, откуда проект их читает"
)

# Drift that is accepted into files
UPDATED_FILE: Final = Phrase("{path}: {parts}", "{path}: {parts}")
UPDATED_CHANGED: Final = Phrase("{count} changed ({names})", "изменено: {count} ({names})")
UPDATED_ADDED: Final = Phrase("{count} added ({names})", "добавлено: {count} ({names})")
UPDATED_REMOVED: Final = Phrase("{count} removed ({names})", "удалено: {count} ({names})")
UPDATED_COMMENTS: Final = Phrase("{count} {count:comment|comments} went with what was removed", "вместе с удалённым ушло комментариев: {count}")
UPDATED_DONE: Final = Phrase(
    "Updated: {files} {files:file|files}; {changed} changed, {added} added, {removed} removed. Nothing was written to the live system.",
    "Обновлено файлов: {files}; изменено — {changed}, добавлено — {added}, удалено — {removed}. В действующую систему ничего не записано.",
)
UPDATED_WOULD: Final = Phrase(
    "{files} {files:file|files} would change; {changed} changed, {added} added, {removed} removed. Nothing was written.",
    "Изменилось бы файлов: {files}; изменено — {changed}, добавлено — {added}, удалено — {removed}. Ничего не записано.",
)
UPDATED_NOTHING: Final = Phrase(
    "The files say what is live already, as far as they can. Nothing was written.",
    "Файлы уже описывают то, что действует, насколько это возможно. Ничего не записано.",
)
UPDATED_WAITING: Final = Phrase(
    "{count} {count:object|objects} that the files have changed and nobody has applied yet {count:is|are} left as declared: {names} (--all takes {count:it|them} back).",
    "{count} {count:объект|объекта|объектов} изменены в файлах, но ещё не применены; {count:он оставлен|они оставлены|они оставлены} как {count:описан|описаны|описаны}: {names} (--all отменит и это).",
)
STEP_PLAN_LEFT: Final = Phrase(
    "shows what differs; what is yours and not in the files, apply would delete", "покажет, что отличается; ваши объекты, которых нет в файлах, apply удалит"
)
STEP_PLAN_REST: Final = Phrase("shows what is left", "покажет, что осталось")
UPDATED_LEFT: Final = Phrase("{count} {count:object still differs|objects still differ}: see above.", "Всё ещё отличаются: {count}, см. выше.")
STEP_DIFF: Final = Phrase("look at what was changed", "посмотреть, что изменено")

# Doctor
CHECK_OK: Final = Phrase("ok", "ок")
CHECK_SKIPPED: Final = Phrase("-", "-")
CHECK_WARNING: Final = Phrase("warning", "внимание")
CHECK_PROBLEM: Final = Phrase("problem", "проблема")
PROBLEMS: Final = Phrase("{count} {count:problem|problems}", "{count} {count:проблема|проблемы|проблем}")
CHECKS_SKIPPED: Final = Phrase("{count} not checked", "{count} не проверено")
CHECKS_OK: Final = Phrase("{count} ok", "{count} в порядке")

# Support bundle
BUNDLE_CONTENTS: Final = Phrase("{file} will hold:", "В {file} войдёт:")
BUNDLE_WRITTEN: Final = Phrase(
    "Written: {file}. Nothing was sent anywhere. MANIFEST.txt in it says what is left out and what is not masked: read it before you pass the file on.",
    "Записано: {file}. Никуда ничего не отправлено. В MANIFEST.txt сказано, чего в файле нет и что в нём не скрыто: прочтите, прежде чем передавать файл.",
)
BUNDLE_BYTES: Final = Phrase("{bytes} bytes", "{bytes} байт")
BUNDLE_TITLE: Final = Phrase(
    "Made by reconciler support-bundle, to be attached to a report of a problem. Nothing was sent anywhere.",
    "Создано командой reconciler support-bundle, чтобы приложить к сообщению о проблеме. Никуда ничего не отправлено.",
)
BUNDLE_IN_IT: Final = Phrase("In it:", "Что здесь есть:")
BUNDLE_OPEN: Final = Phrase("In it as they are, so decide who may read them:", "Есть как есть, поэтому решите, кому это можно показать:")
BUNDLE_LEFT_OUT: Final = Phrase("Left out, or masked:", "Чего здесь нет или что скрыто:")
BUNDLE_FAILED: Final = Phrase("Could not be collected (the file holds the error instead):", "Не удалось собрать (вместо этого в файле ошибка):")
ABOUT_MANIFEST: Final = Phrase("this list", "этот список")
ABOUT_VERSIONS: Final = Phrase("versions of the program, Python, the libraries and the system", "версии программы, Python, библиотек и системы")
ABOUT_DOCTOR: Final = Phrase("what reconciler doctor finds", "что находит reconciler doctor")
ABOUT_PLAN: Final = Phrase("the plan of now, masked as everywhere", "текущий план, скрыто то же, что и везде")
ABOUT_HISTORY: Final = Phrase("the last {count} entries of the history", "последние записи истории (не больше {count})")
ABOUT_LOCK: Final = Phrase("who holds the lock", "кто держит блокировку")
ABOUT_PROJECT: Final = Phrase("reconciler.yaml: its structure, with values masked", "reconciler.yaml: его строение, значения скрыты")
ABOUT_FILES: Final = Phrase("which files are read, with sizes and counts", "какие файлы читаются, их размеры и количества")
ABOUT_CRASH: Final = Phrase("the log of a mistake of ours", "журнал нашей ошибки")
OPEN_IDS: Final = Phrase("ids of organizations, accounts and types, and names of files", "идентификаторы организаций, учётных записей и типов, имена файлов")
OPEN_PLACES: Final = Phrase(
    "host, port, database or file of the backend; the remote of git, and commits", "узел, порт, база или файл системы; удалённый репозиторий git и коммиты"
)
OPEN_ACTORS: Final = Phrase(
    "user@host of those who applied, approved, paused or hold the lock", "user@host тех, кто применял, утверждал, приостанавливал или держит блокировку"
)
OPEN_NAMES: Final = Phrase("names of environment variables and of files with secrets", "имена переменных среды и файлов с секретами")
LEFT_CONTENT: Final = Phrase("what is in the files of organizations", "содержимое файлов организаций")
LEFT_SECRETS: Final = Phrase("secrets, passwords, user names in URLs, the installation key", "секреты, пароли, имена пользователей в URL, ключ установки")
LEFT_PERSONAL: Final = Phrase(
    "names and addresses of people: masked; home directories: written as ~", "имена и адреса людей: скрыты; домашние каталоги: записаны как ~"
)
LEFT_DIGESTS: Final = Phrase("digests, but those that every plan and the history show", "дайджесты, кроме тех, что и так видны в планах и истории")
LEFT_COMMENTS: Final = Phrase(
    "comments in files; in reasons, words that may be a name or an address", "комментарии в файлах; в причинах — слова, похожие на имя или адрес"
)
LEFT_PROJECT: Final = Phrase(
    "reconciler.yaml: it cannot be read as a whole, so nobody can tell what in it is secret",
    "reconciler.yaml: его не удалось прочитать целиком, и нельзя понять, что в нём секретно",
)
