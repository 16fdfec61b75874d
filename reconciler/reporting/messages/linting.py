"""What can be wrong with the comments that suppress findings. A lint rule brings its own words."""

from __future__ import annotations

from reconciler.model.diagnostic import Severity
from reconciler.model.message import Entry, Text

WARNING = Severity.WARNING

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "malformed-suppression",
        WARNING,
        Text(
            "this comment looks like a suppression but cannot be read as one",
            {
                "": "write it as # reconciler: ignore[code] reason, with the code in square brackets; for the whole file: ignore-file[code]",
                "empty": "name what to ignore between the brackets: the code that stands behind the severity, as in error[inn-checksum]",
            },
            "A comment `# reconciler: ignore[code] reason` takes back findings of that code: behind something, those on its own line; on a line of its own, those on the next "
            "line that is neither blank nor a comment. `ignore-file[code]` speaks about the whole file. Several codes are separated by commas. "
            "This comment begins like that and goes on differently, so it suppresses nothing.",
        ),
        Text(
            "этот комментарий похож на подавление сообщения (ignore), но прочитать его не удалось",
            {
                "": "запишите так: # reconciler: ignore[код] причина; код — в квадратных скобках; для всего файла — ignore-file[код]",
                "empty": "укажите в скобках, что не показывать: код из сообщения, например из «ошибка[inn-checksum]»",
            },
            "Комментарий `# reconciler: ignore[код] причина` убирает сообщения с этим кодом: в конце строки — сообщения об этой строке, на отдельной строке — о следующей строке, "
            "если не считать пустых строк и комментариев. `ignore-file[код]` относится ко всему файлу. Несколько кодов разделяются запятыми. "
            "Этот комментарий начинается так же, но записан иначе, поэтому ничего не подавляет.",
        ),
    ),
    Entry(
        "suppression-without-reason",
        WARNING,
        Text(
            "this suppression does not say why",
            {"": "add the reason behind the bracket, such as: ignore[inn-checksum] stands like this in the contract"},
            "Whoever reads the file next has to know why a finding is not mended. Without a reason the suppression still works, and nobody dares to remove it.",
        ),
        Text(
            "в комментарии не указано, почему сообщение подавляется",
            {"": "допишите причину после скобки, например: ignore[inn-checksum] так указано в договоре"},
            "Тот, кто откроет файл следующим, должен понять, почему ошибку не исправили. Без причины подавление тоже действует, но удалить его потом никто не решится.",
        ),
    ),
    Entry(
        "unknown-suppression",
        WARNING,
        Text(
            'there is no code "{code}" to suppress',
            {
                "": "write the code that stands behind the severity in the message, as in warning[no-contact-for-type]; `reconciler codes` lists all of them",
                "similar": 'did you mean "{suggestion}"?',
            },
            "A suppression names the codes of the findings it takes back. This one does not exist, so nothing is suppressed by it: it is mistyped, or the code has another name by now.",
        ),
        Text(
            "подавлять нечего: кода «{code}» нет",
            {
                "": "укажите код, который стоит в сообщении после уровня, как в «предупреждение[no-contact-for-type]»; все коды показывает `reconciler codes`",
                "similar": "возможно, вы имели в виду «{suggestion}»?",
            },
            "Подавление называет коды сообщений, которые не нужно показывать. Такого кода нет, поэтому ничего не подавляется: в коде опечатка, или теперь он называется иначе.",
        ),
    ),
    Entry(
        "unsuppressible",
        WARNING,
        Text(
            '"{code}" is an error that a comment cannot suppress',
            {"": "remove the code from this comment, or the comment if it names no other; if the error is reported, mend it"},
            "With an error of syntax, of shape, of a reference or of an address the files would still not work, suppressed or not. "
            "What can be suppressed are findings of lint rules, and any warning or note.",
        ),
        Text(
            "«{code}» — ошибка, которую нельзя подавить комментарием",
            {"": "уберите этот код из комментария, а если других кодов в нём нет — весь комментарий; если сама ошибка есть, исправьте её"},
            "Если в файле ошибка в синтаксисе, структуре, ссылке или адресе, он не заработает, даже если о ней не сообщать. "
            "Подавлять можно сообщения правил проверки (lint), а также любые предупреждения и примечания.",
        ),
    ),
    Entry(
        "unused-suppression",
        WARNING,
        Text(
            'nothing is found here that "{code}" would suppress',
            {
                "": "remove this comment; if it is needed only at times, add unused-suppression to its brackets",
                "part": 'remove "{code}" from this comment; if it is needed only at times, add unused-suppression to its brackets',
            },
            "The finding is mended, or the comment stands at another line than the finding. What suppresses nothing today would hide a mistake that somebody makes here tomorrow. "
            "It is only reported where a whole project was read without errors, and not for rules that are switched off or were not run.",
        ),
        Text(
            "подавлять здесь нечего: «{code}» не обнаружено",
            {
                "": "удалите этот комментарий; если он нужен лишь иногда, добавьте в скобки unused-suppression",
                "part": "уберите «{code}» из комментария; если код нужен лишь иногда, добавьте в скобки unused-suppression",
            },
            "Ошибка уже исправлена, или комментарий относится не к той строке. Подавление, которое сегодня ничего не скрывает, завтра скроет чью-нибудь новую ошибку. "
            "Об этом сообщается, только если весь проект прочитан без ошибок, и только о правилах, которые включены и действительно проверялись.",
        ),
    ),
)
