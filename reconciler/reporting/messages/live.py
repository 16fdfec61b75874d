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
            {"": "`reconciler import --update` writes what is live into that file"},
            "`import` only makes new files. What the project declares stays as it is.",
        ),
        Text(
            "организация «{organization}» уже описана в {path}, она не тронута",
            {"": "`reconciler import --update` перенесёт в этот файл то, что действует сейчас"},
            "`import` только создаёт новые файлы. То, что уже описано, остаётся как есть.",
        ),
    ),
    Entry(
        "import-gone",
        WARNING,
        Text(
            '"{address}" is declared in {path} and is not live',
            {"": "remove its document by hand if it shall stay gone; `reconciler apply` would make it again"},
            "`import --update` removes accounts that have gone, but no organization and no type: where all of one is missing, it is as likely that the wrong system was looked at.",
        ),
        Text(
            "«{address}» описан в {path}, но в действующей системе его нет",
            {"": "если восстанавливать его не нужно, удалите его документ вручную; `reconciler apply` создаст его заново"},
            "`import --update` удаляет исчезнувшие учётные записи, но не организации и не типы: если пропала организация целиком, возможно, выбрана не та система.",
        ),
    ),
    Entry(
        "import-both-moved",
        WARNING,
        Text(
            '"{address}" has changed in the files and in the live system since the last apply',
            {"": "decide by hand: `reconciler plan --only drift` shows both sides; `import --update --all` takes the live one"},
            "`import --update` accepts what has drifted. Where the files have changed as well, one of the two would be lost, so the file stays as it is.",
        ),
        Text(
            "«{address}» с последнего применения изменился и в файлах, и в действующей системе",
            {"": "решите вручную: обе стороны покажет `reconciler plan --only drift`; `import --update --all` возьмёт действующую"},
            "`import --update` принимает то, что изменилось в системе. Если изменились и файлы, одно из двух было бы потеряно, поэтому файл не тронут.",
        ),
    ),
    Entry(
        "import-not-editable",
        WARNING,
        Text(
            '"{address}" is written in {path} in a way that cannot be edited without touching something else',
            {"": "`reconciler plan` shows what differs; change it by hand"},
            "What is written once and used in several places (anchors and aliases, `<<`), or carries a tag, means something for others too. Such an object stays as it is; everything else in the file was edited.",
        ),
        Text(
            "«{address}» в файле {path} записан так, что его нельзя изменить, не затронув другое",
            {"": "чем он отличается, покажет `reconciler plan`; измените его вручную"},
            "То, что записано один раз, а используется в нескольких местах (якоря и ссылки YAML, `<<`), или помечено тегом, касается и других объектов. Такой объект остаётся как есть; всё остальное в файле исправлено.",
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
            {"": "write elsewhere with --out DIR, or bring the files up to date with `reconciler import --update`"},
            "`import` only makes new files. A file of that name is there, and does not declare what would be written to it.",
        ),
        Text(
            "«{path}» уже есть и не будет перезаписан; ничего не записано",
            {"": "укажите другой каталог параметром --out DIR или обновите файлы командой `reconciler import --update`"},
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
                "update": "it belongs to reconciler import --update",
                "new": "with --update the files that are there are edited, and new ones lie beside them",
                "one": "a table is of one organization: name it once",
            },
            "`import` has three forms: `--from FILE` reads a table of people, `--update` edits the files that are there, and without either new files are made of the live state.",
        ),
        Text(
            "параметр {option} здесь ничего не значит",
            {
                "table": "он относится к импорту таблицы: reconciler import --from accounts.csv",
                "live": "у таблицы нет окружения; уберите его",
                "update": "он относится к reconciler import --update",
                "new": "с --update правятся имеющиеся файлы, а новые создаются рядом с ними",
                "one": "таблица относится к одной организации: укажите её один раз",
            },
            "У `import` три вида: `--from FILE` читает таблицу с людьми, `--update` правит имеющиеся файлы, а без них новые файлы создаются из действующего состояния.",
        ),
    ),
    Entry(
        "import-file-changed",
        ERROR,
        Text(
            '"{path}" was changed by somebody else meanwhile, and was not written',
            {"": "run `reconciler import --update` again"},
            "Files are read, and only written if nobody has written them since. Files that were written before stay written: the next run goes on from there.",
        ),
        Text(
            "файл «{path}» тем временем изменил кто-то другой, он не записан",
            {"": "запустите `reconciler import --update` ещё раз"},
            "Файл записывается, только если с момента чтения его никто не менял. Файлы, записанные до этого, остаются записанными: следующий запуск продолжит с этого места.",
        ),
    ),
)
"""What is wrong with asking for its import."""
