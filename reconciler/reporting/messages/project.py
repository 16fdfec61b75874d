"""What is wrong with the project file, and with how the project is used: environments, backends, secrets."""

from __future__ import annotations

from reconciler.model.diagnostic import Severity
from reconciler.model.message import Entry, Text

ERROR = Severity.ERROR

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "not-a-project",
        ERROR,
        Text(
            'reconciler.yaml may hold only one document, of the kind Project, and this is "{kind}"',
            {"": "move it to a file of its own", "second": "this is a second document: move it to a file of its own"},
            "The project file describes the project and nothing else. Organizations and types are in the files it names under `sources`.",
        ),
        Text(
            "в reconciler.yaml может быть только один документ вида Project, а это «{kind}»",
            {"": "перенесите его в отдельный файл", "second": "это второй документ: перенесите его в отдельный файл"},
            "Файл проекта описывает только проект. Организации и типы лежат в файлах, которые он называет в `sources`.",
        ),
    ),
    Entry(
        "no-project-document",
        ERROR,
        Text(
            "reconciler.yaml declares no project",
            {"": "begin it with version: 1, kind: Project, manager and backend; `reconciler init` in an empty directory writes an example"},
            "The file is empty, holds only comments, or could not be read as YAML. Without it nothing is known of the backend and of who manages it.",
        ),
        Text(
            "в reconciler.yaml не объявлен проект",
            {"": "начните его строками version: 1, kind: Project, manager и backend; пример создаёт `reconciler init` в пустом каталоге"},
            "Файл пуст, содержит только комментарии или не читается как YAML. Без него неизвестно, куда применять и кто за это отвечает.",
        ),
    ),
    Entry(
        "no-sources",
        ERROR,
        Text(
            "the project has no files: none of the directories {looked} exists beside reconciler.yaml",
            {"": "make one of them and put your files there, or name your files under `sources` in reconciler.yaml"},
            "A project that declares nothing would ask for the deletion of everything it made, so an empty one is never taken at its word.",
        ),
        Text(
            "в проекте нет файлов: рядом с reconciler.yaml нет ни одного из каталогов {looked}",
            {"": "создайте один из них и положите туда свои файлы или перечислите их в `sources` (reconciler.yaml)"},
            "Проект, в котором ничего не объявлено, означал бы удаление всего, что он создал, поэтому пустой проект никогда не понимается буквально.",
        ),
    ),
)

FAULTS: tuple[Entry, ...] = (
    Entry(
        code="backend-missing",
        severity=Severity.ERROR,
        en=Text(
            message="the project does not say which backend it manages",
            hints={
                "": "add to reconciler.yaml: backend: {{type: sql, url: sqlite:///.reconciler/notifications.db}}",
                "environment": 'add "backend" with its "type" to reconciler.yaml, for every environment or for "{environment}"',
            },
            page="The backend is the live notification system that is compared and changed. There is no default: applying to a database that nobody "
            "named would look like success. An environment may give only what differs, such as the URL, if the rest is given for all of them.",
        ),
        ru=Text(
            message="в проекте не указано, какой системой уведомлений он управляет (backend)",
            hints={
                "": "добавьте в reconciler.yaml: backend: {{type: sql, url: sqlite:///.reconciler/notifications.db}}",
                "environment": "добавьте в reconciler.yaml «backend» с ключом «type»: для всех окружений или для «{environment}»",
            },
            page="Backend — это действующая система уведомлений, с которой сравнивают файлы и в которую вносят изменения. Значения по умолчанию нет: "
            "запись в базу, которую никто не называл, выглядела бы как успех. В окружении можно указать только отличия, например URL, если остальное задано для всех.",
        ),
    ),
    Entry(
        code="environment-required",
        severity=Severity.ERROR,
        en=Text(
            message="the project has several environments ({environments}), and none was chosen",
            hints={"": "choose one: --env NAME, or the variable RECONCILER_ENV"},
            page="Where a project has environments, every command that connects must be told which one is meant. There is no default, so that nothing "
            "meant for a trial is ever applied to production.",
        ),
        ru=Text(
            message="в проекте есть окружения ({environments}), но ни одно не выбрано",
            hints={"": "выберите окружение: --env ИМЯ или переменная RECONCILER_ENV"},
            page="Если в проекте есть окружения, каждой команде, которая подключается к системе, нужно указать, какое из них имеется в виду. Значения по "
            "умолчанию нет, чтобы пробные изменения не попали в рабочую систему.",
        ),
    ),
    Entry(
        code="secret-unreadable",
        severity=Severity.ERROR,
        en=Text(
            message='the file "{name}", which holds a secret, cannot be read',
            hints={
                "": "the path counts from the project file; check that it exists, that you may read it, and that it is UTF-8",
                "empty": "the file is empty; put the secret in it",
            },
            page="A reference {file: path} stands for the content of a file. It is read only when something connects; its content is never shown.",
        ),
        ru=Text(
            message="не удаётся прочитать файл «{name}», в котором хранится секрет",
            hints={
                "": "путь считается от файла проекта; проверьте, что файл есть, что он доступен для чтения и записан в UTF-8",
                "empty": "файл пуст; запишите в него секрет",
            },
            page="Ссылка {file: путь} означает содержимое файла. Оно читается только при подключении и нигде не показывается.",
        ),
    ),
    Entry(
        code="secret-unset",
        severity=Severity.ERROR,
        en=Text(
            message='the environment variable "{name}", which holds a secret, is not set',
            hints={"": "set it in this shell, or in the protected variables of the CI job"},
            page="A reference {env: NAME} stands for the value of an environment variable. It is read only when something connects; an empty value "
            "counts as not set.",
        ),
        ru=Text(
            message="переменная окружения «{name}», в которой хранится секрет, не задана",
            hints={"": "задайте её в этой консоли или в защищённых переменных задания CI"},
            page="Ссылка {env: ИМЯ} означает значение переменной окружения. Оно читается только при подключении; пустое значение считается незаданным.",
        ),
    ),
    Entry(
        code="unknown-environment",
        severity=Severity.ERROR,
        en=Text(
            message='the project has no environment "{environment}"',
            hints={
                "": "choose one of: {environments}",
                "similar": 'did you mean "{suggestion}"? There are: {environments}',
                "none": "the project has no environments: leave out --env, and unset RECONCILER_ENV",
            },
            page="Environments are the keys under `environments` in reconciler.yaml. The name given by --env or RECONCILER_ENV must be one of them exactly.",
        ),
        ru=Text(
            message="в проекте нет окружения «{environment}»",
            hints={
                "": "выберите одно из: {environments}",
                "similar": "возможно, вы имели в виду «{suggestion}»? Есть окружения: {environments}",
                "none": "в проекте нет окружений: уберите --env и переменную RECONCILER_ENV",
            },
            page="Окружения — это ключи раздела `environments` в reconciler.yaml. Имя в --env или RECONCILER_ENV должно точно совпадать с одним из них.",
        ),
    ),
)
