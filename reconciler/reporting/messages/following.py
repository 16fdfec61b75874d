"""What goes wrong where `watch` follows a git repository."""

from __future__ import annotations

from typing import Final

from reconciler.model.diagnostic import Severity
from reconciler.model.message import Entry, Text

ERROR: Final = Severity.ERROR

FAULTS: Final = (
    Entry(
        "source-git-missing",
        ERROR,
        Text(
            "git cannot be run",
            {"": "install git (2.31 or newer), and see to it that it is on the PATH of this process"},
            "`watch --git` follows a repository with the git of this machine; nothing of git is built in.",
        ),
        Text(
            "git не запускается",
            {"": "установите git (не старее 2.31) и проверьте, что он виден в PATH этого процесса"},
            "`watch --git` следит за репозиторием с помощью git этой машины; своего git в программе нет.",
        ),
    ),
    Entry(
        "source-without-git",
        ERROR,
        Text(
            "{option} means something only together with --git",
            {"": "name the repository too, such as --git https://git.teleset.example/notifications.git, or leave {option} out"},
            "Without `--git` watch follows the files of a directory as they are, whatever branch they are on; no commit is judged.",
        ),
        Text(
            "{option} имеет смысл только вместе с --git",
            {"": "укажите и репозиторий, например --git https://git.teleset.example/notifications.git, или уберите {option}"},
            "Без `--git` watch следит за файлами каталога как они есть, на какой бы ветке они ни были; коммиты не проверяются.",
        ),
    ),
    Entry(
        "source-bad",
        ERROR,
        Text(
            "--git is neither a directory nor a URL that may be followed",
            {
                "": (
                    "name a directory, or a URL that begins with https://, ssh:// or file://, or an address such as "
                    "git@git.teleset.example:team/notifications.git"
                )
            },
            "Other ways by which git would reach a repository can run any command, so they are not used.",
        ),
        Text(
            "--git — не каталог и не URL, за которым можно следить",
            {"": "укажите каталог, URL с https://, ssh:// или file:// либо адрес вида git@git.teleset.example:team/notifications.git"},
            "Другие способы обращения git к репозиторию могут запустить любую команду, поэтому не используются.",
        ),
    ),
    Entry(
        "source-bad-ref",
        ERROR,
        Text(
            "{ref} cannot be the name of a branch",
            {"": "name a branch such as main, or a whole ref such as refs/tags/released"},
            "A branch is looked for under refs/heads; what begins with refs/ is taken as it is.",
        ),
        Text(
            "{ref} не может быть именем ветки",
            {"": "укажите ветку, например main, или полное имя ссылки, например refs/tags/released"},
            "Ветка ищется в refs/heads; имя, которое начинается с refs/, берётся как есть.",
        ),
    ),
    Entry(
        "source-bad-project",
        ERROR,
        Text(
            "with --git, --project is a directory inside the repository, and {project} is not",
            {"": "name it from the root of the repository, such as --project notifications, or leave it out"},
            "The files come out of a commit, so the project lies in the repository. A directory given as --git may be the project's own: then --project is "
            "not needed.",
        ),
        Text(
            "вместе с --git параметр --project — каталог внутри репозитория, а {project} — нет",
            {"": "укажите его от корня репозитория, например --project notifications, или уберите"},
            "Файлы берутся из коммита, поэтому проект лежит в репозитории. Каталогом --git может быть и сам каталог проекта: тогда --project не нужен.",
        ),
    ),
    Entry(
        "source-bad-verify",
        ERROR,
        Text(
            "--verify is not a command",
            {"": "write it as in a shell, in quotes, such as --verify 'git verify-commit {{commit}}'"},
            "The words are told apart as in a shell, but no shell runs them: no variables, no pipes. For more, name a script.",
        ),
        Text(
            "--verify — не команда",
            {"": "запишите её как в командной строке, в кавычках: --verify 'git verify-commit {{commit}}'"},
            "Слова разделяются как в командной строке, но оболочка не запускается: нет ни переменных, ни конвейеров. Если нужно больше, укажите скрипт.",
        ),
    ),
    Entry(
        "source-ref-missing",
        ERROR,
        Text(
            "{repository} has no {ref}; what was let in last stays in force",
            {"": "was the branch renamed or deleted? push it again, or start watch with another --ref"},
            "The repository answers, and what is to be followed is not in it. Until it is, drift is undone from the commit that was let in last.",
        ),
        Text(
            "в {repository} нет {ref}; в силе остаётся то, что допущено последним",
            {"": "ветку переименовали или удалили? отправьте её снова или запустите watch с другим --ref"},
            "Репозиторий отвечает, но того, за чем надо следить, в нём нет. Пока это так, расхождения устраняются по последнему допущенному коммиту.",
        ),
    ),
    Entry(
        "source-denied",
        ERROR,
        Text(
            "{repository} does not let us in; what was let in last stays in force",
            {
                "": (
                    "give this user a key or a token of its own that may read: an SSH key, or a credential helper of git; git asks nobody for a password "
                    "here. A host that is not known yet goes into known_hosts"
                )
            },
            "watch runs git without anybody who could answer a question, so whatever git needs must be there before: a key without passphrase or in an "
            "agent, a known host, a token in a credential helper. Try `git ls-remote URL` as the same user.",
        ),
        Text(
            "{repository} нас не пускает; в силе остаётся то, что допущено последним",
            {
                "": (
                    "дайте этому пользователю свой ключ или токен на чтение: ключ SSH или credential helper для git; пароль git здесь ни у кого не спросит. "
                    "Неизвестный узел внесите в known_hosts"
                )
            },
            "watch запускает git, когда ответить на вопрос некому, поэтому всё нужное должно быть готово заранее: ключ без пароля или в агенте, известный "
            "узел, токен в credential helper. Проверьте `git ls-remote URL` под тем же пользователем.",
        ),
    ),
    Entry(
        "source-owner",
        ERROR,
        Text(
            "git does not read {repository}, since it belongs to another user",
            {"": "run watch as its owner, or allow it: git config --global --add safe.directory {repository}"},
            "git does not trust a directory of another user, who could make it run something. `safe.directory` counts only in the settings of the user, or "
            "of the machine.",
        ),
        Text(
            "git не читает {repository}: каталог принадлежит другому пользователю",
            {"": "запустите watch от имени владельца или разрешите чтение: git config --global --add safe.directory {repository}"},
            "git не доверяет каталогу другого пользователя, который мог бы заставить его что-то запустить. `safe.directory` действует только в настройках "
            "пользователя или машины.",
        ),
    ),
    Entry(
        "source-no-repository",
        ERROR,
        Text(
            "there is no git repository at {repository}; what was let in last stays in force",
            {"": "is it there, and is it a repository? git ls-remote URL must list its branches"},
            "The place can be asked, and has no repository: it was moved or deleted, a disk is not mounted, or the URL has a slip. Many servers say the "
            "same of one that may not be seen. watch goes on trying, and drift is undone from the commit that was let in last.",
        ),
        Text(
            "по адресу {repository} нет репозитория git; в силе остаётся то, что допущено последним",
            {"": "он на месте и это репозиторий? git ls-remote URL должен показать ветки"},
            "Место отвечает, но репозитория там нет: его перенесли или удалили, не подключён диск или в URL опечатка. Многие серверы отвечают так же, если "
            "видеть его нельзя. watch пробует дальше, а расхождения устраняются по последнему допущенному коммиту.",
        ),
    ),
    Entry(
        "source-unreachable",
        ERROR,
        Text(
            "{repository} cannot be fetched; what was let in last stays in force",
            {"": ("nothing has to be done if the network is away: watch tries again, ever less often; git ls-remote URL as the same user shows what is wrong")},
            "git did not get what it asked for. What it says is not shown, since it may quote a password. Until the repository answers, drift is undone "
            "from the commit that was let in last.",
        ),
        Text(
            "не удаётся получить {repository}; в силе остаётся то, что допущено последним",
            {"": ("если пропала сеть, делать ничего не нужно: watch пробует снова, всё реже; git ls-remote URL под тем же пользователем покажет причину")},
            "git не получил того, что запросил. Его сообщение не показывается: в нём может быть пароль. Пока репозиторий не отвечает, расхождения "
            "устраняются по последнему допущенному коммиту.",
        ),
    ),
    Entry(
        "source-timeout",
        ERROR,
        Text(
            "{repository} does not answer in time; what was let in last stays in force",
            {"": "nothing has to be done if the network is slow: watch tries again, ever less often"},
            "Fetching has two minutes, and a quarter of an hour for the first time. git is ended then, with whatever it has started.",
        ),
        Text(
            "{repository} не отвечает вовремя; в силе остаётся то, что допущено последним",
            {"": "если сеть медленная, делать ничего не нужно: watch пробует снова, всё реже"},
            "На получение отводится две минуты, в первый раз — четверть часа. Затем git завершается вместе со всем, что запустил.",
        ),
    ),
    Entry(
        "source-state",
        ERROR,
        Text(
            "the clone in {directory} cannot be used",
            {"": "see to it that the directory can be written to and that the disk is not full; or name another one with --state"},
            "There watch keeps a clone of the repository, the files of the commit in force, and what was let in. If it is deleted it is fetched anew, and "
            "the first commit is judged by --verify, or by its own word.",
        ),
        Text(
            "клоном в {directory} нельзя пользоваться",
            {"": "проверьте, что в каталог можно писать и на диске есть место, или укажите другой: --state"},
            "Там watch хранит клон репозитория, файлы действующего коммита и сведения о допущенных. Если каталог удалить, он будет получен заново, а первый "
            "коммит проверит --verify или его собственная команда.",
        ),
    ),
    Entry(
        "source-busy",
        ERROR,
        Text(
            "another watch is fetching into {directory}",
            {"": "nothing has to be done: watch tries again; if it goes on, name another directory with --state"},
            "Watches of one repository, ref and environment on this machine share a clone, and use it one after the other.",
        ),
        Text(
            "в {directory} как раз получает данные другой watch",
            {"": "делать ничего не нужно: watch попробует снова; если не проходит, укажите другой каталог: --state"},
            "Процессы watch одного репозитория, ссылки и окружения на этой машине используют общий клон по очереди.",
        ),
    ),
    Entry(
        "source-database-inside",
        ERROR,
        Text(
            "{commit} is not let in: a database whose path is relative would lie among the files of the commit",
            {"": "write where it is from the root of the machine, such as sqlite:////var/lib/reconciler/notifications.db, or refer to it: url: {{env: NAME}}"},
            "With `--git` the files of each commit are laid out anew, and what lies beside them is gone with the next one. A database there would be empty "
            "after every commit.",
        ),
        Text(
            "{commit} не допущен: база данных с относительным путём лежала бы среди файлов коммита",
            {"": "укажите путь от корня, например sqlite:////var/lib/reconciler/notifications.db, или ссылку: url: {{env: NAME}}"},
            "С `--git` файлы каждого коммита раскладываются заново, и всё, что лежит рядом, со следующим исчезает. База данных там была бы пустой после "
            "каждого коммита.",
        ),
    ),
    Entry(
        "state-unknown",
        ERROR,
        Text(
            "this user has no directory in which anything could be remembered",
            {"": "name one: --state DIR"},
            "`watch --git` keeps a clone. Unless --state says where, it is STATE_DIRECTORY (which systemd sets) or the user's own directory for such "
            "things, and this user has no home.",
        ),
        Text(
            "у этого пользователя нет каталога, где можно что-то хранить",
            {"": "укажите его: --state КАТАЛОГ"},
            "`watch --git` хранит клон. Если --state не указан, это STATE_DIRECTORY (его задаёт systemd) или каталог пользователя для таких данных, а "
            "домашнего каталога у этого пользователя нет.",
        ),
    ),
    Entry(
        "commit-refused",
        ERROR,
        Text(
            "{commit} is not let in: {command} ended with {exit}; what was let in last stays in force",
            {"": "run the command by hand to see why; then sign the commit, or push one that is let in"},
            "The command of --verify, or of watch.verify in the commit that was let in last, judges every new commit, and only exit code 0 lets it in. A "
            "commit that changes watch.verify is judged by the command as it was before. It is asked again with every pass, so a key that was missing can "
            "be added.",
        ),
        Text(
            "{commit} не допущен: {command} завершилась с кодом {exit}; в силе остаётся то, что допущено последним",
            {"": "выполните команду вручную, чтобы увидеть причину; затем подпишите коммит или отправьте такой, который будет допущен"},
            "О каждом новом коммите судит команда из --verify или из watch.verify в последнем допущенном коммите, и допускает его только код завершения 0. "
            "О коммите, который меняет watch.verify, судит прежняя команда. Она запускается при каждом проходе, поэтому недостающий ключ можно добавить.",
        ),
    ),
    Entry(
        "verify-missing",
        ERROR,
        Text(
            "{commit} cannot be judged: {command} cannot be run; what was let in last stays in force",
            {"": "install the command, or name one that is there: in watch.verify, or with --verify"},
            "A commit that nobody could judge is not let in. The command runs in the clone and not among the files of the commit, so that a commit cannot "
            "bring its own judge: name it by its name or from the root.",
        ),
        Text(
            "{commit} некому проверить: {command} не запускается; в силе остаётся то, что допущено последним",
            {"": "установите команду или укажите другую: в watch.verify или в --verify"},
            "Коммит, который некому проверить, не допускается. Команда выполняется в клоне, а не среди файлов коммита, чтобы коммит не принёс себе судью: "
            "укажите её по имени или полным путём.",
        ),
    ),
    Entry(
        "verify-timeout",
        ERROR,
        Text(
            "{commit} could not be judged: {command} did not end within {seconds} s; what was let in last stays in force",
            {"": "see why it hangs; watch tries again, ever less often"},
            "A commit that nobody could judge is not let in. The command is ended with whatever it has started; nobody answers its questions.",
        ),
        Text(
            "{commit} не удалось проверить: {command} не завершилась за {seconds} с; в силе остаётся то, что допущено последним",
            {"": "выясните, почему она зависла; watch пробует снова, всё реже"},
            "Коммит, который некому проверить, не допускается. Команда завершается вместе со всем, что запустила; на её вопросы никто не отвечает.",
        ),
    ),
    Entry(
        "verify-unknown",
        ERROR,
        Text(
            "nobody can tell who lets commits in: git does not say what the project file of {commit} is",
            {"": "say it with --verify COMMAND; and a project file that is a symbolic link has to lead to a file of the repository"},
            "The project file names the command. It was good when its commit was let in, and another version of the program reads it differently; or it is a symbolic link that leads out of the "
            "repository, so that no commit says what it says.",
        ),
        Text(
            "неизвестно, кто допускает коммиты: файл проекта из коммита {commit} не читается через git",
            {"": "укажите команду: --verify КОМАНДА; если файл проекта — символическая ссылка, она должна вести к файлу репозитория"},
            "Команду задаёт файл проекта. Он был верен, когда его коммит допускали, а другая версия программы читает его иначе; или это символическая ссылка за пределы репозитория, и ни один "
            "коммит не говорит, что в нём.",
        ),
    ),
)
