"""What may be said about the import of a live state: what files cannot say, and what stays as it is."""

from __future__ import annotations

from typing import Final

from reconciler.model.diagnostic import Severity
from reconciler.model.message import Entry, Text

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

ENTRIES: Final = (
    Entry(
        "import-left-out",
        ERROR,
        Text(
            'the live "{address}" is not written: files may not say it like this ({fields}: {reason})',
            {
                "": "reconciler codes {reason} says why; correct it in the live system and import again, or declare it by hand",
                "whole": "reconciler codes {reason} says why; correct it in the live system, or the project, and import again",
            },
            "What is live may break a rule of the files: an address that is none, a secret that the project's `secrets` does not allow, a name with control characters. "
            "A file with a mistake could not be used at all, so this object stays out, with everything in it. Nothing was changed in the live system.",
        ),
        Text(
            "действующий объект «{address}» не записан: в файлах так нельзя ({fields}: {reason})",
            {
                "": "причину объяснит reconciler codes {reason}; исправьте её в действующей системе и повторите импорт или опишите объект вручную",
                "whole": "причину объяснит reconciler codes {reason}; исправьте её в действующей системе или в проекте и повторите импорт",
            },
            "То, что действует, может нарушать правила файлов: адрес, который адресом не является, секрет, на который `secrets` проекта не разрешает ссылаться, имя с управляющими символами. "
            "Файлом с ошибкой нельзя было бы пользоваться вовсе, поэтому объект пропущен целиком. В действующей системе ничего не изменено.",
        ),
    ),
    Entry(
        "import-differs",
        WARNING,
        Text(
            'the files cannot say everything of "{address}" as it is live: {fields}',
            {"": "`reconciler plan` shows what would change there", "more": "and {more} more; `reconciler plan` shows what would change there"},
            "Files say what people declare, and the project decides about some of it: which addresses must be confirmed (`confirmation`), which types are forced or forbidden (`policy`), and how "
            "addresses are spelt. A live value that could not come out of any file is reported, and the next plan would change it. For a value that comes from defaults, or from a document "
            "that others share, change it there.",
        ),
        Text(
            "в файлах нельзя описать «{address}» в точности так, как действует сейчас: {fields}",
            {"": "что при этом изменится, покажет `reconciler plan`", "more": "и ещё {more}; что при этом изменится, покажет `reconciler plan`"},
            "Файлы содержат то, что объявляют люди, но часть решает проект: какие адреса нужно подтверждать (`confirmation`), какие типы обязательны или запрещены (`policy`), как записываются "
            "адреса. Если действующее значение не может получиться ни из какого файла, об этом сообщается, и следующий план его изменит. Если значение следует из настроек по умолчанию или из "
            "документа, общего для нескольких получателей, измените его там.",
        ),
    ),
    Entry(
        "import-homeless",
        ERROR,
        Text(
            'the live account "{address}" is not written, because its organization is not',
            {
                "": 'there is no organization "{organization}" in the live system; remove the account there, or declare both by hand',
                "foreign": '"{organization}" belongs to another manager; the account can be declared there, or be given up with the live row',
                "organization": 'see what is said of "{organization}"',
            },
            "An organization and all its accounts belong to one manager, and an account is declared inside its organization.",
        ),
        Text(
            "действующая учётная запись «{address}» не записана, потому что не записана её организация",
            {
                "": "организации «{organization}» в действующей системе нет; удалите там учётную запись или опишите обе вручную",
                "foreign": "организация «{organization}» принадлежит другому менеджеру; опишите учётную запись там или удалите её из действующей системы",
                "organization": "см. сообщение об организации «{organization}»",
            },
            "Организация и все её учётные записи принадлежат одному менеджеру, и учётная запись описывается внутри своей организации.",
        ),
    ),
    Entry(
        "import-foreign-row",
        WARNING,
        Text(
            '"{address}" was put there by {owner} and is not written',
            {
                "": "it stays as it is; nothing here changes it",
                "type": "its subscription to {type} stays as it is; nothing here changes it",
                "unmarked": "it carries no manager's mark",
            },
            "Other programs may put contacts and subscriptions of their own inside an account. They are reported, never declared by somebody else, and never changed.",
        ),
        Text(
            "«{address}» добавил {owner}, в файлы это не записано",
            {
                "": "остаётся как есть и отсюда не изменяется",
                "type": "подписка на {type} остаётся как есть и отсюда не изменяется",
                "unmarked": "отметки менеджера на нём нет",
            },
            "Другие программы могут добавлять в учётную запись свои контакты и подписки. О них сообщается, но описывать и изменять чужое нельзя.",
        ),
    ),
    Entry(
        "import-live-declared",
        NOTE,
        Text(
            '"{organization}" is declared already in {path} and was left alone',
            {"": "`reconciler plan` shows what of it is live in another way"},
            "`import` only makes new files. What the project declares stays as it is.",
        ),
        Text(
            "организация «{organization}» уже описана в {path}, она не тронута",
            {"": "чем действующее состояние от него отличается, покажет `reconciler plan`"},
            "`import` только создаёт новые файлы. То, что уже описано, остаётся как есть.",
        ),
    ),
)
"""What is said of what is live."""

FAULTS: Final = (
    Entry(
        "import-live-exists",
        ERROR,
        Text(
            '"{path}" exists already and is not overwritten; nothing was written',
            {"": "write elsewhere with --out DIR"},
            "`import` only makes new files. A file of that name is there, and does not declare what would be written to it.",
        ),
        Text(
            "«{path}» уже есть и не будет перезаписан; ничего не записано",
            {"": "укажите другой каталог параметром --out DIR"},
            "`import` только создаёт новые файлы. Файл с таким именем уже есть, и в нём описано что-то другое.",
        ),
    ),
    Entry(
        "import-option",
        ERROR,
        Text(
            "{option} means nothing here",
            {
                "table": "it belongs to the import of a table: reconciler import --from accounts.csv",
                "live": "a table knows no environment; leave it out",
                "one": "a table is of one organization: name it once",
            },
            "`import --from FILE` reads a table of people; without it, new files are made of the live state.",
        ),
        Text(
            "параметр {option} здесь ничего не значит",
            {
                "table": "он относится к импорту таблицы: reconciler import --from accounts.csv",
                "live": "у таблицы нет окружения; уберите его",
                "one": "таблица относится к одной организации: укажите её один раз",
            },
            "`import --from FILE` читает таблицу с людьми, а без этого параметра новые файлы создаются из действующего состояния.",
        ),
    ),
)
"""What is wrong with asking for its import."""
