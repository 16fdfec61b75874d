"""What can be wrong with a command line, and with the place where it is used."""

from __future__ import annotations

from reconciler.model.diagnostic import Severity
from reconciler.model.message import Entry, Text

ERROR = Severity.ERROR

_COMMAND_LINE: tuple[Entry, ...] = (
    Entry(
        "bad-argument",
        ERROR,
        Text(
            "the value of {argument} is not one that it takes",
            {
                "": "`--help` after the verb lists what it takes",
                "choice": "it is one of: {known}",
                "directory": "it is a directory that can be read, not a file",
                "length": "it is a length of time such as 200ms, 30s, 5m or 2h, from {least} to {most}",
            },
            "The value of an option or argument is not one that the verb takes; `--help` after the verb lists what it takes.",
        ),
        Text(
            "недопустимое значение параметра {argument}",
            {
                "": "что допустимо, перечислит `--help` после команды",
                "choice": "допустимы: {known}",
                "directory": "здесь нужен каталог, доступный для чтения, а не файл",
                "length": "здесь нужен промежуток времени, например 200ms, 30s, 5m или 2h, от {least} до {most}",
            },
            "Команда не принимает такого значения; какие допустимы, перечислит `--help` после команды.",
        ),
    ),
    Entry(
        "missing-argument",
        ERROR,
        Text("{argument} is missing", {"": "`--help` after the verb lists what it needs"}, "The verb cannot do without this option or argument."),
        Text("не указан параметр {argument}", {"": "`--help` после команды перечислит её параметры"}, "Без этого параметра команда не выполняется."),
    ),
    Entry(
        "unexpected-argument",
        ERROR,
        Text(
            'nothing is done with "{argument}" here',
            {"": "remove it; `--help` after the verb shows what it takes"},
            "The verb takes fewer arguments. Nothing was done, because what was meant by the rest is not known.",
        ),
        Text(
            "лишний параметр «{argument}»",
            {"": "уберите его; что принимает команда, покажет `--help` после неё"},
            "Команда принимает меньше параметров. Ничего не сделано: неизвестно, что имелось в виду.",
        ),
    ),
    Entry(
        "bad-option-use",
        ERROR,
        Text(
            'the option "{option}" is used in another way',
            {"": "some options need a value after them and others take none; `--help` after the verb shows which"},
            "An option such as --env is followed by its value; one such as --yes stands alone.",
        ),
        Text(
            "параметр «{option}» записывается иначе",
            {"": "одним параметрам нужно значение, другим — нет; каким, покажет `--help` после команды"},
            "После параметра вроде --env пишется значение, а параметр вроде --yes пишется без значения.",
        ),
    ),
    Entry(
        "no-such-option",
        ERROR,
        Text(
            'there is no option "{option}"',
            {"": "`--help` after the verb lists its options", "similar": "did you mean {known}?"},
            "Options belong to verbs: they stand after the verb, and each verb has its own.",
        ),
        Text(
            "нет параметра «{option}»",
            {"": "`--help` после команды перечислит её параметры", "similar": "возможно, имелось в виду {known}?"},
            "Параметры пишутся после команды, и у каждой команды они свои.",
        ),
    ),
    Entry(
        "no-such-verb",
        ERROR,
        Text(
            'there is no verb "{verb}"',
            {"": "`reconciler --help` lists them", "similar": "did you mean {known}?"},
            "The first word after `reconciler` says what to do.",
        ),
        Text(
            "нет команды «{verb}»",
            {"": "`reconciler --help` перечислит все команды", "similar": "возможно, имелось в виду {known}?"},
            "Первое слово после `reconciler` говорит, что делать.",
        ),
    ),
    Entry(
        "usage",
        ERROR,
        Text(
            "the command line cannot be understood",
            {"": "`--help` after the verb shows how to use it"},
            "Something about the command line is wrong that has no message of its own. Nothing was done.",
        ),
        Text(
            "командная строка составлена неверно",
            {"": "как вызывать команду, покажет `--help` после неё"},
            "В командной строке есть ошибка, для которой нет отдельного сообщения. Ничего не сделано.",
        ),
    ),
    Entry(
        "stdin-alone",
        ERROR,
        Text(
            "what is read from stdin is checked alone",
            {
                "": "leave out the other files, or run `validate` once more for them",
                "name": 'to read a file from stdin, write - in place of a path: `reconciler validate - --stdin-name PATH`; otherwise leave out "--stdin-name"',
            },
            "`reconciler validate -` reads one file from stdin; editors use it for text that is not saved yet. `--stdin-name` says what the file is called: for the messages, and "
            "because reconciler.yaml is the project file. Files on disk are checked by a call of their own.",
        ),
        Text(
            "прочитанное из stdin проверяется отдельно",
            {
                "": "уберите остальные файлы или проверьте их ещё одним вызовом `validate`",
                "name": "чтобы прочитать файл из stdin, укажите - вместо пути: `reconciler validate - --stdin-name PATH`; иначе уберите «--stdin-name»",
            },
            "`reconciler validate -` читает один файл из stdin; так редакторы проверяют ещё не сохранённый текст. `--stdin-name` говорит, как называется файл: для сообщений и потому, "
            "что reconciler.yaml — это файл проекта. Файлы на диске проверяются отдельным вызовом.",
        ),
    ),
    Entry(
        "not-a-terminal",
        ERROR,
        Text(
            "`{verb}` asks before it writes, and there is no terminal to ask on; nothing was changed",
            {"": "once you have read what it would do, say it in the command: the same with --yes"},
            "On a terminal `apply`, `forget`, `lock release` and `contacts send-confirmations` show what they would do and wait for an answer. In a job or a script nobody can answer, so the decision must be in the command: `--yes`. "
            "It passes no safety guard.",
        ),
        Text(
            "перед записью `{verb}` задаёт вопрос, а терминала нет; ничего не изменено",
            {"": "посмотрите, что изменится, и повторите ту же команду с --yes"},
            "На терминале `apply`, `forget`, `lock release` и `contacts send-confirmations` показывают, что изменится, и ждут ответа. В задании CI или в сценарии ответить некому, поэтому решение должно быть в самой команде: `--yes`. "
            "Предохранителей этот параметр не обходит.",
        ),
    ),
    Entry(
        "reveal-needs-terminal",
        ERROR,
        Text(
            "`--reveal` shows personal data, and the output is not a terminal",
            {"": "run it on a terminal, without a pipe or a redirection"},
            "What is written to a file or a pipe is kept: in logs, in artifacts, in chats. Personal data is shown only to somebody who looks at it now.",
        ),
        Text(
            "`--reveal` показывает персональные данные, а вывод идёт не на терминал",
            {"": "запустите команду на терминале, без конвейера и перенаправления"},
            "Записанное в файл или конвейер остаётся: в журналах, в артефактах, в переписке. Персональные данные показываются только тому, кто смотрит на них сейчас.",
        ),
    ),
    Entry(
        "declined",
        ERROR,
        Text("cancelled; nothing was changed", {}, "The question of `apply` was not answered with what it asked for. Nothing is written then."),
        Text("отменено; ничего не изменено", {}, "На вопрос `apply` дан не тот ответ, который требовался. Тогда ничего не записывается."),
    ),
    Entry(
        "run-interrupted",
        ERROR,
        Text(
            "interrupted",
            {
                "": "nothing is left half done for good; to see what is, run `reconciler plan`",
                "live": "messages have left, or may have, and are not written down: ask those they were for before you send them again",
            },
            "The process was asked to end. An apply to a database is one transaction: it is either done or not begun. Elsewhere each change is, and one may have been on its way: the "
            "next apply looks, and finishes the work.",
        ),
        Text(
            "прервано",
            {
                "": "недоделанным ничего не останется; что сделано, покажет `reconciler plan`",
                "live": "сообщения ушли или могли уйти и нигде не записаны: прежде чем отправлять снова, спросите тех, кому они предназначались",
            },
            "Процесс попросили завершиться. Запись в базу данных — одна транзакция: она либо выполнена, либо не начата. В остальных системах это верно для каждого изменения, и "
            "одно могло быть в пути: следующий apply проверит это и закончит работу.",
        ),
    ),
    Entry(
        "internal-error",
        ERROR,
        Text(
            "this is a mistake in reconciler, not in your files; details are in {log}",
            {"": "please report it with that file; it holds no data of yours"},
            "Something happened that the program does not expect. The log names the place in the program, and leaves out values, addresses and secrets.",
        ),
        Text(
            "это ошибка в самой программе, а не в ваших файлах; подробности в {log}",
            {"": "сообщите о ней, приложив этот файл: ваших данных в нём нет"},
            "Произошло то, чего программа не ожидает. В журнале указано место в программе, а значений, адресов и секретов в нём нет.",
        ),
    ),
    Entry(
        "invalid-input",
        ERROR,
        Text("the files have mistakes; nothing was changed", {"": "correct what is listed"}, "While any file has a mistake nothing is compared or written."),
        Text(
            "в файлах есть ошибки; ничего не изменено", {"": "исправьте перечисленное"}, "Пока в файлах есть ошибки, ничего не сравнивается и не записывается."
        ),
    ),
)

_NAMES: tuple[Entry, ...] = (
    Entry(
        "contact-not-explained",
        ERROR,
        Text(
            '"{address}" is a contact, and contacts are explained with their recipient',
            {"": "reconciler explain {recipient} TYPE says which of its contacts receive a type, and why"},
            "A contact receives what its recipient chose, unless it carries `types` of its own; both are said together.",
        ),
        Text(
            "«{address}» — контакт, он объясняется вместе со своим получателем",
            {"": "reconciler explain {recipient} TYPE покажет, какие контакты получают тип и почему"},
            "Контакт получает то, что выбрал его получатель, если у него нет собственных `types`; это объясняется вместе.",
        ),
    ),
    Entry(
        "no-such-address",
        ERROR,
        Text(
            '"{address}" is not declared in the files',
            {"": "an organization is written teleset, an account teleset/ivanova", "similar": "did you mean {known}?"},
            "`explain` reads the files: it knows the organizations and accounts that are declared in them.",
        ),
        Text(
            "адрес «{address}» в файлах не объявлен",
            {"": "организация пишется как teleset, учётная запись как teleset/ivanova", "similar": "возможно, имелось в виду {known}?"},
            "`explain` читает файлы: ему известны организации и учётные записи, объявленные в них.",
        ),
    ),
    Entry(
        "no-such-type",
        ERROR,
        Text(
            'notification type "{type}" does not exist',
            {"": "`reconciler types` lists them", "similar": "did you mean {known}?", "title": "that is its title; its id is {known}"},
            "A type is named by its id, such as payment.",
        ),
        Text(
            "типа уведомлений «{type}» не существует",
            {"": "`reconciler types` перечислит все типы", "similar": "возможно, имелось в виду {known}?", "title": "это название; идентификатор — {known}"},
            "Тип называют по идентификатору, например payment.",
        ),
    ),
    Entry(
        "no-such-code",
        ERROR,
        Text(
            'there is no message with the code "{name}"', {"": "`reconciler codes` lists them", "similar": "did you mean {known}?"}, "Codes stand in brackets."
        ),
        Text(
            "сообщения с кодом «{name}» нет",
            {"": "`reconciler codes` перечислит все коды", "similar": "возможно, имелось в виду {known}?"},
            "Код указан в сообщении в квадратных скобках.",
        ),
    ),
    Entry(
        "no-such-organization",
        ERROR,
        Text(
            'organization "{organization}" is neither declared nor live',
            {"": "organizations are named by their id", "similar": "did you mean {known}?"},
            "`--organization` narrows the work to some organizations. A name that fits none would look like having nothing to do.",
        ),
        Text(
            "организации «{organization}» нет ни в файлах, ни в действующей системе",
            {"": "организацию называют по идентификатору", "similar": "возможно, имелось в виду {known}?"},
            "`--organization` ограничивает работу некоторыми организациями. Если бы неизвестное имя принималось, выглядело бы так, будто делать нечего.",
        ),
    ),
    Entry(
        "unknown-schema",
        ERROR,
        Text(
            'there is no schema "{name}"',
            {"": "there are: {known}"},
            "A schema describes the form of one kind of file, and `document` that of all. Editors want `bundle`, which is all of them in one file.",
        ),
        Text(
            "схемы «{name}» нет",
            {"": "есть: {known}"},
            "Схема описывает форму файлов одного вида, а `document` — всех. Редакторам нужна `bundle`: все схемы в одном файле.",
        ),
    ),
    Entry(
        "unknown-example",
        ERROR,
        Text('there is no example "{name}"', {"": "there are: {known}"}, "Examples come with the program; `init --example` copies one."),
        Text("примера «{name}» нет", {"": "есть: {known}"}, "Примеры поставляются с программой; `init --example` копирует выбранный."),
    ),
)

_PROJECT: tuple[Entry, ...] = (
    Entry(
        "no-project",
        ERROR,
        Text(
            'there is no {file} in "{directory}"',
            {"": "go to the directory of your project or name it with --project; `reconciler init` makes a new one"},
            "A project is a directory with the file reconciler.yaml: it says which files are read and which live system they are compared with.",
        ),
        Text(
            "в каталоге «{directory}» нет файла {file}",
            {"": "перейдите в каталог проекта или укажите его параметром --project; новый проект создаёт `reconciler init`"},
            "Проект — это каталог с файлом reconciler.yaml: в нём сказано, какие файлы читать и с какой действующей системой их сверять.",
        ),
    ),
    Entry(
        "nothing-to-validate",
        ERROR,
        Text(
            'there is nothing to check: no file was named, and there is no reconciler.yaml in "{directory}"',
            {"": "name files or directories: `reconciler validate organizations`; or go to your project"},
            "Without PATH the files of the project are checked; outside of a project `validate` must be told what to read.",
        ),
        Text(
            "проверять нечего: файлы не указаны, а в каталоге «{directory}» нет reconciler.yaml",
            {"": "укажите файлы или каталоги: `reconciler validate organizations`; или перейдите в каталог проекта"},
            "Без PATH проверяются файлы проекта; вне проекта нужно сказать, что читать.",
        ),
    ),
    Entry(
        "would-overwrite",
        ERROR,
        Text(
            "these files exist already and are not overwritten: {files}",
            {"": "choose another directory: `reconciler init DIR`"},
            "`init` only makes new files. It looks at all of them first, so nothing was written.",
        ),
        Text(
            "эти файлы уже есть и не будут перезаписаны: {files}",
            {"": "выберите другой каталог: `reconciler init DIR`"},
            "`init` только создаёт новые файлы. Сначала проверяются все, поэтому ничего не записано.",
        ),
    ),
    Entry(
        "not-writable",
        ERROR,
        Text('cannot write to "{path}"', {"": "look at its permissions and at the free space"}, "The operating system refused."),
        Text("не удаётся записать в «{path}»", {"": "проверьте права доступа и свободное место"}, "Операционная система отказала."),
    ),
)

_CONNECTING: tuple[Entry, ...] = (
    Entry(
        "unknown-backend",
        ERROR,
        Text('there is no backend of the type "{type}"', {"": "there are: {known}"}, "`backend.type` in reconciler.yaml says what kind of live system it is."),
        Text("нет системы типа «{type}»", {"": "есть: {known}"}, "`backend.type` в reconciler.yaml указывает, какого вида действующая система."),
    ),
    Entry(
        "ledger-required",
        ERROR,
        Text(
            "a backend of the type {backend} has no place for locks and history",
            {"": 'name a database for them in reconciler.yaml: ledger: {{type: sql, url: "postgresql+psycopg://…"}}'},
            "The ledger remembers who may write now, what was done, and from where. It lives where the backend lives; where that is not possible it needs a "
            "database that everybody who applies can reach.",
        ),
        Text(
            "в системе типа {backend} негде хранить блокировку и журнал",
            {"": 'укажите для них базу данных в reconciler.yaml: ledger: {{type: sql, url: "postgresql+psycopg://…"}}'},
            "Журнал помнит, кто сейчас имеет право писать, что и откуда было сделано. Он хранится там же, где и сама система; если это невозможно, нужна база "
            "данных, доступная всем, кто запускает apply.",
        ),
    ),
    Entry(
        "ledger-options",
        ERROR,
        Text(
            "`ledger` in reconciler.yaml is not understood",
            {"": 'write `ledger: backend`, or ledger: {{type: sql, url: "postgresql+psycopg://…"}}'},
            "A ledger lives in the backend, or in a database of its own.",
        ),
        Text(
            "раздел `ledger` в reconciler.yaml непонятен",
            {"": 'напишите `ledger: backend` или ledger: {{type: sql, url: "postgresql+psycopg://…"}}'},
            "Журнал хранится в самой системе или в отдельной базе данных.",
        ),
    ),
    Entry(
        "file-ledger",
        ERROR,
        Text(
            'the ledger "{ledger}" is a file of this machine, but the backend "{backend}" is shared',
            {"": "use `ledger: backend`, or a database that everybody who applies can reach"},
            "A lock in a file keeps out only the runs of this machine. Two machines would write to the same live system at the same time.",
        ),
        Text(
            "журнал «{ledger}» — файл на этой машине, а система «{backend}» общая",
            {"": "напишите `ledger: backend` или укажите базу данных, доступную всем, кто запускает apply"},
            "Блокировка в файле действует только на этой машине. Две машины писали бы в одну и ту же систему одновременно.",
        ),
    ),
    Entry(
        "nothing-to-prepare",
        ERROR,
        Text(
            '"{backend}" has no tables of ours to prepare',
            {"": "apply at once"},
            "`prepare` is for live systems that keep their data in tables of this program.",
        ),
        Text(
            "в «{backend}» нет таблиц, которые надо готовить",
            {"": "сразу запускайте apply"},
            "`prepare` нужна системам, которые хранят данные в таблицах этой программы.",
        ),
    ),
    Entry(
        "other-environment",
        ERROR,
        Text(
            'this live system is bound to environment "{bound}" of manager "{manager}", and this is environment "{environment}"; nothing was changed',
            {"": "look at the backend of both environments; if it is meant: `reconciler apply --rebind`"},
            "The first apply binds a manager and an environment to a live system. Two environments that reach the same one are nearly always a slip in an address, and "
            "each would undo what the other did. `--rebind` is recorded in the history.",
        ),
        Text(
            "действующая система закреплена за окружением «{bound}» менеджера «{manager}», а это окружение «{environment}»; ничего не изменено",
            {"": "сверьте адреса систем обоих окружений; если так и задумано: `reconciler apply --rebind`"},
            "Первый apply закрепляет систему за менеджером и окружением. Если два окружения ведут в одну систему, это почти всегда описка в адресе, и каждое "
            "отменяло бы сделанное другим. `--rebind` записывается в историю.",
        ),
    ),
    Entry(
        "other-source",
        ERROR,
        Text(
            'manager "{manager}" is applied from {bound}, and this is {source}; nothing was changed',
            {"": "give a copy a manager of its own; if the project has moved here: `reconciler apply --rebind`"},
            "The first apply binds a manager to the place it is applied from: the git remote and the path in the repository, else the `id` in reconciler.yaml. A copy or a "
            "fork with the same manager would take the objects of the original for its own and delete what it does not declare. `--rebind` is recorded in the history.",
        ),
        Text(
            "менеджер «{manager}» применяется из {bound}, а это {source}; ничего не изменено",
            {"": "дайте копии собственного менеджера; если проект переехал сюда: `reconciler apply --rebind`"},
            "Первый apply закрепляет менеджера за местом: адресом удалённого репозитория git и путём в нём, а без него — за `id` из reconciler.yaml. Копия с тем же "
            "менеджером сочла бы объекты оригинала своими и удалила бы то, чего в ней нет. `--rebind` записывается в историю.",
        ),
    ),
    Entry(
        "plan-moved",
        ERROR,
        Text(
            "the live system moved while the plan was being looked at; nothing was changed",
            {
                "": "{count} {count:object|objects} moved ({addresses}): run `reconciler apply` again and read the new plan",
                "key": "another first apply came in between: run `reconciler apply` again",
            },
            "`apply` writes exactly what it has shown. It plans again under the lock, and where the new plan is another one somebody must look at it first.",
        ),
        Text(
            "пока план рассматривали, действующая система изменилась; ничего не изменено",
            {
                "": "{count:изменился|изменились|изменились} {count} {count:объект|объекта|объектов} ({addresses}): запустите `reconciler apply` ещё раз и прочитайте новый план",
                "key": "другой первый apply успел раньше: запустите `reconciler apply` ещё раз",
            },
            "`apply` записывает ровно то, что показал. Под блокировкой план строится заново, и если он получился другим, сначала его должен увидеть человек.",
        ),
    ),
)

ENTRIES: tuple[Entry, ...] = (*_COMMAND_LINE, *_NAMES, *_PROJECT, *_CONNECTING)
