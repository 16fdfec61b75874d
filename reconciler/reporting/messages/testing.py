"""What can stop a test run before it begins."""

from __future__ import annotations

from typing import Final

from reconciler.model.diagnostic import Severity
from reconciler.model.message import Entry, Text

ERROR = Severity.ERROR

FAULTS: Final = (
    Entry(
        "no-scenarios",
        ERROR,
        Text(
            "there is no scenario to try",
            {
                "": "write one (docs/testing.md shows how), or try one event of every enabled type: reconciler test --all-types",
                "narrowed": "nothing of the project's scenarios is left after the names, tags, organizations and accounts that were given",
            },
            "`reconciler test` carries out the scenarios of the project: documents of the kind Scenario in its `sources`. Without any nothing is tried, and what is not tried is not called passed.",
        ),
        Text(
            "нет ни одного сценария для проверки",
            {
                "": "опишите сценарий (как — показывает docs/testing.md) или проверьте по одному событию каждого включённого типа: reconciler test --all-types",
                "narrowed": "заданным именам, меткам, организациям и учётным записям не соответствует ни один сценарий проекта",
            },
            "`reconciler test` выполняет сценарии проекта: документы вида Scenario из его `sources`. Если их нет, ничего не проверяется, а непроверенное не считается пройденным.",
        ),
    ),
    Entry(
        "no-such-scenario",
        ERROR,
        Text(
            'there is no scenario "{scenario}"',
            {"": "a scenario is called by its id, as in its file", "similar": "did you mean {known}?"},
            "The words after `reconciler test` are ids of scenarios.",
        ),
        Text(
            "нет сценария «{scenario}»",
            {"": "сценарий называют по его id, как в файле", "similar": "возможно, имелось в виду {known}?"},
            "Слова после `reconciler test` — это id сценариев.",
        ),
    ),
    Entry(
        "no-such-tag",
        ERROR,
        Text(
            'no scenario has the tag "{tag}"',
            {"": "the tags of a scenario are in its file, under `tags`", "similar": "did you mean {known}?"},
            "`--tag` chooses the scenarios that have a tag. One that no scenario has would choose nothing, and an empty run proves nothing.",
        ),
        Text(
            "ни у одного сценария нет метки «{tag}»",
            {"": "метки сценария записаны в его файле, в `tags`", "similar": "возможно, имелось в виду {known}?"},
            "`--tag` выбирает сценарии с меткой. Метка, которой нет ни у кого, не выбрала бы ничего, а пустой запуск ничего не доказывает.",
        ),
    ),
    Entry(
        "no-enabled-types",
        ERROR,
        Text(
            "nobody here has any type on, so there is nothing to try",
            {"": "apply the settings first, or choose other organizations; `reconciler show` tells what is live"},
            "`--all-types` makes an event of each type that somebody has on in the live settings (with `--declared`: in the files).",
        ),
        Text(
            "здесь ни у кого не включён ни один тип, проверять нечего",
            {"": "сначала примените настройки или выберите другие организации; что действует, покажет `reconciler show`"},
            "`--all-types` создаёт по событию каждого типа, который у кого-нибудь включён в действующих настройках (с `--declared` — в файлах).",
        ),
    ),
    Entry(
        "nothing-live",
        ERROR,
        Text(
            "nothing that is to be tested is live yet",
            {
                "": "apply it first: reconciler plan shows what that would do; the files alone are tried by reconciler test --declared",
                "declared": "declare an organization, or correct the names: none of the organizations of these scenarios is in the files",
            },
            "A test goes by the live settings, and there are none of the organizations it is about.",
        ),
        Text(
            "ничего из того, что нужно проверить, ещё не действует",
            {
                "": "сначала примените настройки или определяйте получателей по файлам: reconciler test --declared",
                "declared": "опишите организацию или исправьте имена: ни одной из организаций этих сценариев в файлах нет",
            },
            "Проверка идёт по действующим настройкам, а нужных организаций среди них нет.",
        ),
    ),
    Entry(
        "organization-not-live",
        ERROR,
        Text(
            'organization "{organization}" is not live here',
            {
                "": "apply it first, or route by the files as if it had been: reconciler test --declared",
                "declared": "no file declares it; organizations are named by their id",
                "similar": "did you mean {known}?",
            },
            "The verb looks at what is live alone, and the organization that was named is not among it (`test --declared`: not in the files). What the files declare becomes live with an apply.",
        ),
        Text(
            "организация «{organization}» здесь ещё не действует",
            {
                "": "сначала примените её: что при этом изменится, покажет reconciler plan; сами файлы проверяет reconciler test --declared",
                "declared": "ни один файл её не описывает; организации называют по их id",
                "similar": "возможно, имелось в виду {known}?",
            },
            "Команда смотрит только на действующее, а названной организации там нет (`test --declared` — нет в файлах). Описанное в файлах начинает действовать после применения.",
        ),
    ),
    Entry(
        "recipient-not-live",
        ERROR,
        Text(
            'there is no recipient "{recipient}" among the live settings',
            {
                "": "recipients are named as organization/account; apply it first, or route by the files: reconciler test --declared",
                "declared": "no file declares it; recipients are named as organization/account",
                "similar": "did you mean {known}?",
            },
            "`--account` narrows a test to recipients that there are. One that is misspelt would leave nobody, and an empty run proves nothing.",
        ),
        Text(
            "среди действующих настроек нет получателя «{recipient}»",
            {
                "": "получателей называют как организация/запись; сначала примените его или определяйте получателей по файлам: reconciler test --declared",
                "declared": "ни один файл его не описывает; получателей называют как организация/запись",
                "similar": "возможно, имелось в виду {known}?",
            },
            "`--account` ограничивает проверку существующими получателями. С опечаткой не осталось бы никого, а пустой запуск ничего не доказывает.",
        ),
    ),
    Entry(
        "option-needs",
        ERROR,
        Text(
            "{option} goes with {needs} only",
            {"": "give {needs} too, or leave {option} out"},
            "The option says something about another one, which was not given.",
        ),
        Text("{option} имеет смысл только вместе с {needs}", {"": "задайте и {needs} или уберите {option}"}, "Параметр уточняет другой, а тот не задан."),
    ),
    Entry(
        "options-exclude",
        ERROR,
        Text(
            "{first} and {second} exclude each other",
            {"": "give one of them"},
            "Each says what to do, and they say different things; or one of them is about something that there is not with the other.",
        ),
        Text(
            "{first} и {second} исключают друг друга",
            {"": "задайте что-то одно"},
            "Каждый из них говорит, что делать, и говорит разное; или один касается того, чего при другом нет.",
        ),
    ),
    Entry(
        "unreadable-payload",
        ERROR,
        Text(
            "the payload cannot be read from {path}",
            {"": "after @ comes the path of a file that can be read"},
            "`--payload @file` takes the payload of the event out of a file.",
        ),
        Text(
            "не удалось прочитать содержимое события из {path}",
            {"": "после @ нужен путь к файлу, доступному для чтения"},
            "`--payload @файл` берёт содержимое события из файла.",
        ),
    ),
    Entry(
        "bad-now",
        ERROR,
        Text(
            'this is not a moment: "{now}"',
            {"": "write it with its offset from UTC, such as 2026-11-24T10:00:00+03:00"},
            "`--now` is the clock to go by: quiet hours, reminders and the times in messages follow it. Without an offset it would be another moment on another machine.",
        ),
        Text(
            "это не момент времени: «{now}»",
            {"": "запишите его со сдвигом от UTC, например 2026-11-24T10:00:00+03:00"},
            "`--now` задаёт время, по которому идёт проверка: ему следуют тихие часы, напоминания и время в сообщениях. Без сдвига на другой машине это был бы другой момент.",
        ),
    ),
    Entry(
        "live-without-recipients",
        ERROR,
        Text(
            "nobody is named who may be written to",
            {
                "": "name them: --account teleset/ivanova, or put testers on testing.safelist of reconciler.yaml",
                "all-types": "with --all-types only those on testing.safelist of reconciler.yaml are written to, and it is empty",
            },
            "A live test writes to real people. It reaches only accounts named with `--account`, or those on the project's safe list (`testing.safelist`).",
        ),
        Text(
            "не названо, кому можно писать",
            {
                "": "назовите получателей: --account teleset/ivanova, или внесите проверяющих в testing.safelist файла reconciler.yaml",
                "all-types": "с --all-types пишут только тем, кто есть в testing.safelist файла reconciler.yaml, а он пуст",
            },
            "Проверка с `--live` пишет настоящим людям: только учётным записям из `--account` или из безопасного списка проекта (`testing.safelist`).",
        ),
    ),
    Entry(
        "live-without-transport",
        ERROR,
        Text(
            "no transport is configured for {channels}",
            {"": "describe it in reconciler.yaml under transports (docs/transports.md), or try without --live"},
            "A live test sends through the real transports of the project, and one is missing for a channel that it needs. Nothing was sent.",
        ),
        Text(
            "не настроен транспорт для {channels}",
            {"": "опишите его в reconciler.yaml, в transports (docs/transports.md), или проверяйте без --live"},
            "Проверка с `--live` шлёт через настоящие транспорты проекта, а для нужного канала его нет. Ничего не отправлено.",
        ),
    ),
    Entry(
        "messages-to-confirm",
        ERROR,
        Text(
            "{messages} messages to real people want somebody's word, and nobody is here to give it",
            {"": "if it is meant, say the number: --messages {messages}"},
            "More than ten messages to real people are sent only after their number was typed on a terminal, or given with `--messages`. Nothing was sent.",
        ),
        Text(
            "{messages} сообщений настоящим людям нужно подтвердить, а спросить некого",
            {"": "если так и задумано, назовите число: --messages {messages}"},
            "Больше десяти сообщений настоящим людям отправляются, только если их число введено на терминале или задано в `--messages`. Ничего не отправлено.",
        ),
    ),
    Entry(
        "other-number-of-messages",
        ERROR,
        Text(
            "it would be {messages} messages to real people, not {expected}",
            {"": "somebody has subscribed or left meanwhile: look who, then give the number that it is"},
            "`--messages` is the number that was expected. Where it is another one, nothing is sent.",
        ),
        Text(
            "настоящим людям ушло бы {messages} сообщений, а не {expected}",
            {"": "за это время кто-то подписался или отписался: проверьте, кто, и задайте верное число"},
            "`--messages` — ожидаемое число сообщений. Если оно другое, ничего не отправляется.",
        ),
    ),
)
