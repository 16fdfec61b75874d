"""What `doctor` can find wrong, and its own sentences for what is not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reconciler.model.diagnostic import Severity
from reconciler.model.message import Entry, Text
from reconciler.reporting.wording import Phrase

ERROR, WARNING = Severity.ERROR, Severity.WARNING

TITLES: Final[Mapping[str, Phrase]] = {
    "python": Phrase("Python", "Python"),
    "program": Phrase("program", "программа"),
    "clash": Phrase("installation", "установка"),
    "libraries": Phrase("libraries", "библиотеки"),
    "zones": Phrase("time zones", "часовые пояса"),
    "output": Phrase("output", "вывод"),
    "ci": Phrase("CI", "CI"),
    "git": Phrase("git", "git"),
    "repository": Phrase("repository", "репозиторий"),
    "changes": Phrase("changes in git", "изменения в git"),
    "depth": Phrase("git history", "история git"),
    "remote": Phrase("origin", "источник"),
    "project": Phrase("project file", "файл проекта"),
    "environment": Phrase("environment", "окружение"),
    "sources": Phrase("sources", "каталоги и файлы"),
    "files": Phrase("files", "содержимое файлов"),
    "references": Phrase("secrets", "секреты"),
    "storage": Phrase("database file", "файл базы"),
    "disk": Phrase("disk", "диск"),
    "backend": Phrase("backend", "система"),
    "tables": Phrase("tables", "таблицы"),
    "key": Phrase("installation key", "ключ установки"),
    "binding": Phrase("binding", "привязка"),
    "lock": Phrase("lock", "блокировка"),
    "approvals": Phrase("approvals", "утверждения"),
    "pauses": Phrase("pauses", "приостановки"),
    "last": Phrase("last apply", "последнее применение"),
    "clock": Phrase("clock", "часы"),
}
"""What a check is called, by its name."""

SENTENCES: Final[Mapping[str, Phrase]] = {
    "python": Phrase("{version} on {platform}, {path}", "{version}, {platform}, {path}"),
    "program": Phrase("reconciler {version} in {path}", "reconciler {version} в {path}"),
    "program-editable": Phrase("reconciler {version} from the source in {path}", "reconciler {version} из исходного кода в {path}"),
    "program-uninstalled": Phrase("reconciler {version} in {path}, not installed as a package", "reconciler {version} в {path}, не установлен как пакет"),
    "no-clash": Phrase(
        "no other package brings files called reconciler/ (the one called reconciler on PyPI would)",
        "другие пакеты не приносят файлов в reconciler/ (пакет reconciler из PyPI принёс бы)",
    ),
    "libraries": Phrase(
        "{count} required {count:library|libraries} in supported versions",
        "{count} {count:обязательная библиотека|обязательные библиотеки|обязательных библиотек} нужных версий",
    ),
    "needs-installation": Phrase(
        "not installed as a package, so nothing says which versions are needed", "не установлен как пакет: неоткуда узнать, какие нужны версии"
    ),
    "zones": Phrase("{count} zones", "поясов: {count}"),
    "output": Phrase("{encoding} shows Russian", "{encoding}, русские буквы показываются"),
    "no-ci": Phrase("this is no job of CI", "это не задание CI"),
    "ci": Phrase("a job of {service}: nobody is asked, so apply needs --yes", "задание {service}: спросить некого, поэтому для apply нужен --yes"),
    "ci-github": Phrase(
        "a job of {service}: nobody is asked, so apply needs --yes; validate writes annotations",
        "задание {service}: спросить некого, поэтому для apply нужен --yes; validate выводит аннотации",
    ),
    "git": Phrase("git {version}", "git {version}"),
    "repository": Phrase("at {commit}", "коммит {commit}"),
    "clean": Phrase("no file differs from the commit", "файлы не отличаются от коммита"),
    "complete": Phrase("complete", "полная"),
    "remote": Phrase("{remote}", "{remote}"),
    "remote-id": Phrase("no remote; the project's id tells it from a copy", "удалённого репозитория нет; от копии проект отличает его id"),
    "project": Phrase("valid, manager {manager}", "без ошибок, менеджер {manager}"),
    "environment": Phrase("{environment}", "{environment}"),
    "environment-open": Phrase(
        "none chosen of {environments}, so what depends on it is not looked at: reconciler doctor --env {environment}",
        "не выбрано ни одно из {environments}, поэтому всё, что от него зависит, не проверено: reconciler doctor --env {environment}",
    ),
    "no-environments": Phrase("the project has none", "в проекте их нет"),
    "sources": Phrase("{count} {count:file|files}", "файлов: {count}"),
    "files": Phrase("{files} {files:file|files} without errors", "файлов без ошибок: {files}"),
    "files-warned": Phrase(
        "{files} {files:file|files} without errors, {count} {count:warning|warnings} (reconciler validate lists them)",
        "файлов без ошибок: {files}; предупреждений: {count} (их перечислит reconciler validate)",
    ),
    "references": Phrase("everything that is referred to is set", "заданы все, на которые есть ссылки"),
    "storage": Phrase("can be written", "доступен для записи"),
    "no-storage": Phrase("none on this machine", "на этой машине его нет"),
    "disk": Phrase("{free} MiB free", "свободно {free} МиБ"),
    "backend": Phrase("{backend} answered in {milliseconds} ms", "{backend}: ответ за {milliseconds} мс"),
    "backend-new": Phrase("{backend} does not exist yet; the first apply makes it", "{backend}: ещё нет, создаст первый apply"),
    "backend-memory": Phrase("{backend}: nothing to connect to", "{backend}: подключаться не к чему"),
    "tables": Phrase("up to date", "в порядке"),
    "tables-by-apply": Phrase("the next apply migrates them ({migrations})", "обновит следующий apply ({migrations})"),
    "key": Phrase("present", "есть"),
    "no-key": Phrase("none yet; prepare or the first apply makes it", "ещё нет, его создаст prepare или первый apply"),
    "binding": Phrase("applied from here: {source}", "применяют отсюда: {source}"),
    "no-binding": Phrase("none yet; the first apply binds the manager to this place", "ещё нет; первый apply привяжет менеджера к этому месту"),
    "no-lock": Phrase("nobody is writing", "никто не ведёт запись"),
    "approvals": Phrase("{count} can still be used", "неиспользованных: {count}"),
    "no-approvals": Phrase("none pending", "неиспользованных нет"),
    "no-pauses": Phrase("nothing is paused", "ничего не приостановлено"),
    "applied": Phrase("number {number}, {started}, applied", "№ {number}, {started}, успешно"),
    "at-work": Phrase("number {number} is at work since {started}", "№ {number} выполняется с {started}"),
    "no-apply": Phrase("nothing was applied yet", "ещё ничего не применяли"),
    "clock": Phrase("agrees with the ledger's within {seconds} s", "расхождение с часами журнала в пределах {seconds} с"),
    "clock-same": Phrase("the ledger uses the clock of this machine", "журнал пользуется часами этой машины"),
    "needs": Phrase("not checked, because of: {check}", "не проверено, мешает: {check}"),
}
"""Where nothing is wrong, or nothing could be looked at."""

_INSTALLATION: tuple[Entry, ...] = (
    Entry(
        "versions-differ",
        WARNING,
        Text(
            "reconciler {running} runs from {path}, and {installed} is what is installed",
            {"": "install again: python -m pip install --force-reinstall notification-reconciler; or look at PYTHONPATH"},
            "Python loads the program from another place than the installed package, or the package was only half updated. The libraries beside it may then be those of "
            "the other version.",
        ),
        Text(
            "из {path} запущен reconciler {running}, а установлен {installed}",
            {"": "установите заново: python -m pip install --force-reinstall notification-reconciler; или проверьте PYTHONPATH"},
            "Python загружает программу не оттуда, где она установлена, либо пакет обновился лишь наполовину. Библиотеки рядом с ним могут быть от другой версии.",
        ),
    ),
    Entry(
        "package-clash",
        ERROR,
        Text(
            "another package brings files called reconciler/ as well: {distributions}",
            {"": "python -m pip uninstall {names}, then python -m pip install --force-reinstall notification-reconciler"},
            "Our distribution is called `notification-reconciler`; the name `reconciler` on PyPI belongs to another project, and both install a package `reconciler/`. Whichever "
            "is installed last overwrites the other's files, and uninstalling one takes files of the other along. So both steps are needed, in this order.",
        ),
        Text(
            "файлы в reconciler/ приносит и другой пакет: {distributions}",
            {"": "python -m pip uninstall {names}, затем python -m pip install --force-reinstall notification-reconciler"},
            "Наш пакет называется `notification-reconciler`; имя `reconciler` в PyPI принадлежит другому проекту, и оба кладут файлы в `reconciler/`. Установленный последним "
            "перезаписывает файлы первого, а при удалении одного пропадают и файлы другого. Поэтому нужны оба шага, именно в таком порядке.",
        ),
    ),
    Entry(
        "installation-damaged",
        ERROR,
        Text(
            "{count} {count:file|files} of the program {count:is|are} not what was installed, {file} among them",
            {"": "install again: python -m pip install --force-reinstall notification-reconciler"},
            "The package's own list (`RECORD`) says what its files were when it was installed. Some are missing or have another content: something overwrote or removed them, most "
            "often another package with files of the same name.",
        ),
        Text(
            "{count} {count:файл|файла|файлов} программы не {count:тот, что был установлен|те, что были установлены|те, что были установлены}; среди них {file}",
            {"": "установите заново: python -m pip install --force-reinstall notification-reconciler"},
            "В собственном списке пакета (`RECORD`) записано, какими были его файлы при установке. Некоторых нет или их содержимое другое: что-то их перезаписало или удалило, "
            "чаще всего другой пакет с файлами под теми же именами.",
        ),
    ),
    Entry(
        "libraries-unfit",
        ERROR,
        Text(
            "missing, broken or not of a supported version: {libraries}",
            {"": "python -m pip install --upgrade --force-reinstall {requirements}"},
            "The program needs these libraries, in versions it was made for; `-` says that one is not there, a word in brackets how loading it failed. On Windows a library that cannot be "
            "loaded often lacks the Visual C++ runtime.",
        ),
        Text(
            "отсутствуют, повреждены или не той версии: {libraries}",
            {"": "python -m pip install --upgrade --force-reinstall {requirements}"},
            "Программе нужны эти библиотеки, причём тех версий, для которых она сделана; `-` значит, что библиотеки нет, слово в скобках — как не удалось её загрузить. В Windows "
            "библиотека часто не загружается из-за отсутствия Visual C++ Runtime.",
        ),
    ),
    Entry(
        "zones-missing",
        ERROR,
        Text(
            "there are no time zones: Europe/Moscow is not known here",
            {"": "python -m pip install tzdata"},
            "Quiet hours are in the time zone of the recipient. Windows and small container images bring no zones, the package `tzdata` does.",
        ),
        Text(
            "нет данных о часовых поясах: Europe/Moscow здесь неизвестен",
            {"": "python -m pip install tzdata"},
            "Тихие часы считаются по часовому поясу получателя. В Windows и маленьких образах контейнеров данных о поясах нет, их приносит пакет `tzdata`.",
        ),
    ),
    Entry(
        "encoding-narrow",
        WARNING,
        Text(
            "the encoding {encoding} has no Russian letters: names of files and messages are shown with ? in their place",
            {"": "export PYTHONUTF8=1", "windows": "set PYTHONUTF8=1, and in the console chcp 65001"},
            "Nothing breaks: what an encoding lacks is replaced. But Russian messages cannot be read then, and files with Russian names may not be found.",
        ),
        Text(
            "в кодировке {encoding} нет русских букв: в именах файлов и сообщениях вместо них будет ?",
            {"": "export PYTHONUTF8=1", "windows": "set PYTHONUTF8=1, а в консоли chcp 65001"},
            "Ничего не ломается: чего нет в кодировке, то заменяется. Но русские сообщения тогда не прочитать, а файлы с русскими именами могут не найтись.",
        ),
    ),
)

_REPOSITORY: tuple[Entry, ...] = (
    Entry(
        "git-missing",
        WARNING,
        Text(
            "git is not installed, or not in PATH",
            {"": "install git (https://git-scm.com), so that the history can name the commit that was applied"},
            "Without git everything works but what is told by it: the commit in plans and in the history, the way back that `history show` names, and the place that the manager is "
            "bound to.",
        ),
        Text(
            "git не установлен или не найден в PATH",
            {"": "установите git (https://git-scm.com), чтобы история знала применённый коммит"},
            "Без git работает всё, кроме того, что узнаётся из него: коммит в планах и в истории, путь назад из `history show` и место, к которому привязан менеджер.",
        ),
    ),
    Entry(
        "no-repository",
        WARNING,
        Text(
            "the project is in no git repository",
            {"": "git init, and commit the files: then the history knows what was applied, and how to go back"},
            "The files are the only description of who receives what. In a repository every change has an author and a way back.",
        ),
        Text(
            "проект лежит вне репозитория git",
            {"": "git init, затем закоммитьте файлы: история будет знать, что применяли и как вернуться"},
            "Файлы — единственное описание того, кто что получает. В репозитории у каждого изменения есть автор и путь назад.",
        ),
    ),
    Entry(
        "git-refuses",
        WARNING,
        Text(
            'git does not read the repository in "{directory}"; most often it belongs to another user',
            {"": 'git config --global --add safe.directory "{directory}"'},
            "Git refuses repositories of other users, as they are often found in containers and jobs. The program then sees no commit. `git status` there says what git thinks.",
        ),
        Text(
            "git не читает репозиторий в «{directory}»; чаще всего он принадлежит другому пользователю",
            {"": 'git config --global --add safe.directory "{directory}"'},
            "Git отказывается читать репозитории других пользователей, а в контейнерах и заданиях CI это обычное дело. Программа тогда не видит коммита. Что думает git, покажет "
            "`git status` в этом каталоге.",
        ),
    ),
    Entry(
        "no-commit",
        WARNING,
        Text(
            "the repository has no commit yet",
            {"": "git add . && git commit"},
            "What is applied before the first commit cannot be found again in git.",
        ),
        Text(
            "в репозитории ещё нет коммитов",
            {"": "git add . && git commit"},
            "Применённое до первого коммита потом не найти в git.",
        ),
    ),
    Entry(
        "checkout-dirty",
        WARNING,
        Text(
            "{count} {count:file differs|files differ} from the commit",
            {"": "git status lists them; commit before apply"},
            "What is applied now stands in the history with a star: the commit named there does not hold it, so it cannot be reverted by it.",
        ),
        Text(
            "{count} {count:файл отличается|файла отличаются|файлов отличаются} от коммита",
            {"": "их перечислит git status; сделайте коммит до apply"},
            "Применённое сейчас попадёт в историю со звёздочкой: в названном там коммите его нет, и вернуться по нему нельзя.",
        ),
    ),
    Entry(
        "checkout-shallow",
        WARNING,
        Text(
            "the checkout is shallow: earlier commits are missing",
            {"": "git fetch --unshallow; in a job fetch-depth: 0 (GitHub) or GIT_DEPTH: 0 (GitLab)"},
            "Where something deleted was declared, and which commit came before, can only be told from commits that are here.",
        ),
        Text(
            "в рабочей копии нет прежних коммитов (shallow clone)",
            {"": "git fetch --unshallow; в задании CI — fetch-depth: 0 (GitHub) или GIT_DEPTH: 0 (GitLab)"},
            "Где было описано удалённое и какой коммит был раньше, можно узнать только из коммитов, которые здесь есть.",
        ),
    ),
    Entry(
        "remote-missing",
        WARNING,
        Text(
            "neither a remote nor an id tells this project from a copy of it",
            {"": "git remote add origin URL, or a line id: in reconciler.yaml (`reconciler init` writes one)"},
            "The first apply binds the manager to the place it comes from, so that a copy does not undo what is declared here. The remote of git names the place, or else the "
            "`id` of the project.",
        ),
        Text(
            "ни удалённый репозиторий, ни id не отличают этот проект от его копии",
            {"": "git remote add origin URL или строка id: в reconciler.yaml (`reconciler init` её пишет)"},
            "Первый apply привязывает менеджера к месту, откуда он запущен, чтобы копия проекта не отменила описанное здесь. Место называет удалённый репозиторий git, а без него — "
            "`id` проекта.",
        ),
    ),
)

_FILES: tuple[Entry, ...] = (
    Entry(
        "project-file-invalid",
        ERROR,
        Text(
            "reconciler.yaml has {count} {count:mistake|mistakes}",
            {"": "reconciler validate"},
            "While the project file has mistakes nobody knows which files, backend and environments are meant. `validate` names each with line and column.",
        ),
        Text(
            "в reconciler.yaml {count} {count:ошибка|ошибки|ошибок}",
            {"": "reconciler validate"},
            "Пока в файле проекта есть ошибки, неизвестно, о каких файлах, системе и окружениях речь. `validate` назовёт строку и столбец каждой.",
        ),
    ),
    Entry(
        "files-invalid",
        ERROR,
        Text(
            "{count} {count:error|errors} in {files} {files:file|files}",
            {"": "reconciler validate"},
            "While any file has an error nothing is compared or written. `validate` lists all of them, with what to do.",
        ),
        Text(
            "{count} {count:ошибка|ошибки|ошибок} в {files} {files:файле|файлах|файлах}",
            {"": "reconciler validate"},
            "Пока в файлах есть ошибки, ничего не сравнивается и не записывается. `validate` перечислит их все и скажет, что делать.",
        ),
    ),
    Entry(
        "references-unset",
        ERROR,
        Text(
            "what the backend or the ledger needs is not set: {names}",
            {"": "export {name}=… (on Windows set {name}=…), or make the file, for the user who runs reconciler"},
            "The project file refers to environment variables or files that are not there, or are empty. Their names are told and their values never.",
        ),
        Text(
            "не задано то, что нужно системе или журналу: {names}",
            {"": "export {name}=… (в Windows set {name}=…) или создайте файл — для пользователя, который запускает reconciler"},
            "Файл проекта ссылается на переменные среды или файлы, которых нет или которые пусты. Показываются только имена, значения — никогда.",
        ),
    ),
    Entry(
        "secrets-unset",
        WARNING,
        Text(
            "the files refer to what is not set here: {names}",
            {"": "export {name}=… (on Windows set {name}=…), if applies are made here"},
            "A plan leaves such values as they are and does not compare them. Where applies are made they should be set.",
        ),
        Text(
            "файлы ссылаются на то, что здесь не задано: {names}",
            {"": "export {name}=… (в Windows set {name}=…), если применяют отсюда"},
            "План такие значения не сравнивает и оставляет как есть. Там, где применяют, они должны быть заданы.",
        ),
    ),
)

_LIVE: tuple[Entry, ...] = (
    Entry(
        "storage-unwritable",
        ERROR,
        Text(
            'apply cannot write to "{path}"',
            {
                "": 'ls -ld "{path}" says whose it is; chmod u+w, or run reconciler as that user',
                "read-only": "the file system is mounted read-only: mount it for writing",
            },
            "SQLite writes the database and, beside it, a journal. So both the file and its directory must be writable for the user who applies.",
        ),
        Text(
            "apply не сможет записать в «{path}»",
            {
                "": 'чьё это, покажет ls -ld "{path}"; chmod u+w или запускайте reconciler от имени владельца',
                "read-only": "файловая система подключена только для чтения: подключите её для записи",
            },
            "SQLite пишет базу и рядом с ней журнал. Поэтому и файл, и его каталог должны быть доступны для записи тому, кто применяет.",
        ),
    ),
    Entry(
        "journal-left",
        WARNING,
        Text(
            "a run was killed while it was writing the database, which is not read before that is rolled back",
            {"": "reconciler plan rolls it back, as every reader does but doctor"},
            "SQLite keeps what it overwrites in a journal beside the database. A killed writer leaves it there; whoever reads next puts everything back as it was before that writer. "
            "Nothing is lost. `doctor` writes nothing, so it does not look into the database until then.",
        ),
        Text(
            "запуск был убит во время записи в базу; пока его работа не отменена, база не читается",
            {"": "reconciler plan её отменит, как и любой читающий, кроме doctor"},
            "SQLite хранит перезаписываемое в журнале рядом с базой. Убитый запуск оставляет его; следующий, кто читает базу, возвращает всё как было. Ничего не теряется. `doctor` ничего "
            "не записывает, поэтому до тех пор в базу не смотрит.",
        ),
    ),
    Entry(
        "disk-low",
        WARNING,
        Text(
            'only {free} MiB are free at "{path}"',
            {"": "free some room before the next apply"},
            "An apply to an embedded database needs room for its journal. Where there is none it fails as a whole, and nothing is changed.",
        ),
        Text(
            "в «{path}» свободно только {free} МиБ",
            {"": "освободите место до следующего apply"},
            "Применению во встроенную базу нужно место для журнала. Если его нет, оно не выполняется целиком, и ничего не меняется.",
        ),
    ),
    Entry(
        "tables-pending",
        ERROR,
        Text(
            "the tables are missing or older than the program needs: {migrations} still to be run",
            {"": "reconciler prepare; for an administrator reconciler prepare --sql prints the statements"},
            "Shared databases are prepared when somebody decides so. Until then `plan` reads what is there, and `apply` refuses.",
        ),
        Text(
            "таблиц нет или они старее, чем нужно программе: не выполнены миграции {migrations}",
            {"": "reconciler prepare; для администратора базы SQL выведет reconciler prepare --sql"},
            "Общую базу подготавливают по чьему-то решению. До этого `plan` читает то, что есть, а `apply` отказывается.",
        ),
    ),
    Entry(
        "lock-held",
        WARNING,
        Text(
            "{holder} is writing ({operation}) since {since}, until {expires} at the latest",
            {"": "wait until it has ended; reconciler lock show"},
            "Two applies never write at the same time. One that has died loses the lock a minute later by itself.",
        ),
        Text(
            "запись ведёт {holder} ({operation}) с {since}, самое позднее до {expires}",
            {"": "дождитесь завершения; reconciler lock show"},
            "Два применения никогда не пишут одновременно. Погибший запуск сам теряет блокировку через минуту.",
        ),
    ),
    Entry(
        "lock-dead",
        WARNING,
        Text(
            "{holder} held the lock ({operation}, since {since}) and has died",
            {"": "reconciler plan shows what is left to do; the next apply takes the lock at once"},
            "The run ended without giving the lock back: it was killed, or the machine was. An apply to a database is one transaction, so it is either done or not begun.",
        ),
        Text(
            "{holder} держал блокировку ({operation}, с {since}) и погиб",
            {"": "что осталось сделать, покажет reconciler plan; следующий apply получит блокировку сразу"},
            "Запуск завершился, не сняв блокировку: его убили, или остановилась машина. Применение в базу данных — одна транзакция: она либо выполнена, либо не начата.",
        ),
    ),
    Entry(
        "applies-paused",
        WARNING,
        Text(
            "applies are paused, by {actor} since {since}",
            {"": "concerned are {paused}; reconciler resume ends it", "all": "nothing at all is applied; reconciler resume ends it"},
            "Somebody said that nothing is to be written for now. Every apply honours that until somebody resumes, or the time that was given is over.",
        ),
        Text(
            "применение приостановлено: {actor}, с {since}",
            {
                "": "это касается {paused}; снимет приостановку reconciler resume",
                "all": "не применяется вообще ничего; снимет приостановку reconciler resume",
            },
            "Кто-то решил, что сейчас ничего записывать нельзя. Каждый apply с этим считается, пока приостановку не снимут или не выйдет её срок.",
        ),
    ),
    Entry(
        "last-apply-failed",
        WARNING,
        Text(
            "number {number} of {started} was not made as a whole",
            {
                "": "reconciler history show {number}, then reconciler plan",
                "partial": "part of it was made; reconciler plan shows the rest, and apply finishes it",
            },
            "The newest entry of an apply in the history is one that failed. The live system may not be what the files say; `plan` shows the difference.",
        ),
        Text(
            "№ {number} от {started} выполнено не полностью",
            {
                "": "reconciler history show {number}, затем reconciler plan",
                "partial": "выполнена часть; остаток покажет reconciler plan, а apply его доделает",
            },
            "Последнее применение в истории не удалось. Действующая система может отличаться от файлов; разницу покажет `plan`.",
        ),
    ),
    Entry(
        "apply-unfinished",
        WARNING,
        Text(
            "number {number} of {started} was made, but {count} earlier {count:apply has|applies have} changes that were never answered",
            {"": "reconciler plan shows what is left; the next apply looks at them and finishes"},
            "A system without transactions may have done what it was asked and not answered. The ledger remembers that, and the next apply looks before it asks again.",
        ),
        Text(
            "№ {number} от {started} выполнено, но в {count} {count:прежнем применении|прежних применениях|прежних применениях} есть изменения, на которые система не ответила",
            {"": "что осталось, покажет reconciler plan; следующий apply проверит их и доделает"},
            "Система без транзакций могла выполнить просьбу и не ответить. Журнал это помнит, и следующий apply сначала посмотрит, а потом уже попросит снова.",
        ),
    ),
    Entry(
        "clock-differs",
        WARNING,
        Text(
            "the clocks of this machine and of the ledger's database differ by {seconds} s",
            {"": "set the clock by NTP: timedatectl status on Linux, w32tm /resync on Windows"},
            "Locks, approvals and the history are judged by the clock of the database, so nothing is unsafe. But times in messages look wrong, and logs of the two cannot be "
            "laid side by side.",
        ),
        Text(
            "часы этой машины и базы журнала расходятся на {seconds} с",
            {"": "синхронизируйте часы по NTP: timedatectl status в Linux, w32tm /resync в Windows"},
            "Блокировки, утверждения и история считаются по часам базы, так что это не опасно. Но время в сообщениях выглядит неверным, а журналы двух машин не сопоставить.",
        ),
    ),
    Entry(
        "check-failed",
        ERROR,
        Text(
            "this could not be checked ({error})",
            {"": "reconciler support-bundle collects what is needed to report it"},
            "A check tripped over something it does not expect. That is a mistake of ours; the other checks are not touched by it.",
        ),
        Text(
            "проверить не удалось ({error})",
            {"": "reconciler support-bundle соберёт всё нужное, чтобы сообщить об этом"},
            "Проверка столкнулась с тем, чего не ожидала. Это наша ошибка; остальных проверок она не касается.",
        ),
    ),
    Entry(
        "bundle-exists",
        ERROR,
        Text(
            '"{path}" exists already and is not overwritten',
            {"": "choose another name: reconciler support-bundle --out FILE.zip"},
            "`support-bundle` only makes a new file: what lies under the name may be something you need.",
        ),
        Text(
            "файл «{path}» уже есть и не будет перезаписан",
            {"": "выберите другое имя: reconciler support-bundle --out FILE.zip"},
            "`support-bundle` только создаёт новый файл: под этим именем может лежать что-то нужное.",
        ),
    ),
)

ENTRIES: tuple[Entry, ...] = (*_INSTALLATION, *_REPOSITORY, *_FILES, *_LIVE)
