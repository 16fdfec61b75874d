"""What goes wrong where addresses are to be confirmed."""

from __future__ import annotations

from typing import Final

from reconciler.model.diagnostic import Severity
from reconciler.model.message import Entry, Text

ERROR = Severity.ERROR

_ONCE: Final = (
    "A request to confirm holds a link that works once, for a few days, and for one address. Who asks again makes the earlier link worthless, and so does a new address. "
    "What is kept of the link is a keyed digest, so nobody can read it anywhere but in the message."
)
_ONCE_RU: Final = (
    "Просьба подтвердить адрес содержит ссылку, которая действует один раз, несколько дней и только для одного адреса. Новая просьба отменяет прежнюю ссылку, новый адрес тоже. "
    "Хранится только хеш ссылки с ключом, поэтому прочитать её можно только в самом сообщении."
)
_AGAIN: Final = "to ask again: reconciler contacts send-confirmations --resend"
_AGAIN_RU: Final = "чтобы попросить снова: reconciler contacts send-confirmations --resend"

FAULTS: Final = (
    Entry(
        "confirmation-not-set-up",
        ERROR,
        Text(
            "the project does not say how addresses are confirmed; nobody was written to",
            {
                "": "write in reconciler.yaml where the page is that confirms them, such as confirmation: {{channels: [email], url: 'https://lk.example/confirm?token={{token}}'}}",
                "channels": "write in reconciler.yaml which channels need it, such as confirmation: {{channels: [email], url: 'https://lk.example/confirm?token={{token}}'}}",
            },
            "`confirmation` of the project file names the channels whose addresses must be confirmed, and the page that a request leads to. `reconciler contacts serve` is such a page.",
        ),
        Text(
            "в проекте не сказано, как подтверждать адреса; никому ничего не отправлено",
            {
                "": "укажите в reconciler.yaml страницу подтверждения, например confirmation: {{channels: [email], url: 'https://lk.example/confirm?token={{token}}'}}",
                "channels": "укажите в reconciler.yaml, для каких каналов нужно подтверждение, например confirmation: {{channels: [email], url: 'https://lk.example/confirm?token={{token}}'}}",
            },
            "В `confirmation` файла проекта перечислены каналы, адреса которых нужно подтверждать, и страница, куда ведёт просьба. Такую страницу показывает `reconciler contacts serve`.",
        ),
    ),
    Entry(
        "confirmation-unsupported",
        ERROR,
        Text(
            "{backend} cannot mark an address as confirmed",
            {"": "confirm addresses in that system itself"},
            "Some systems confirm addresses themselves, or do not know the difference. There is nothing to be asked for from here.",
        ),
        Text(
            "{backend} не умеет отмечать адрес подтверждённым",
            {"": "подтверждайте адреса в самой этой системе"},
            "Некоторые системы подтверждают адреса сами или вовсе их не различают. Просить об этом отсюда незачем.",
        ),
    ),
    Entry(
        "confirmation-transport",
        ERROR,
        Text(
            "nothing is configured that sends to these channels: {channels}; nobody was written to",
            {"": "name a server for each under `transports` in reconciler.yaml, such as transports: {{email: {{type: smtp, host: smtp.example}}}}"},
            "A request to confirm goes to the very address that is to be confirmed, so something must be able to send there.",
        ),
        Text(
            "не настроено, чем отправлять по этим каналам: {channels}; никому ничего не отправлено",
            {"": "укажите для каждого сервер в `transports` (reconciler.yaml), например transports: {{email: {{type: smtp, host: smtp.example}}}}"},
            "Просьба о подтверждении уходит на тот самый адрес, который подтверждают, поэтому должно быть, чем туда отправить.",
        ),
    ),
    Entry(
        "confirmation-unknown",
        ERROR,
        Text(
            "nobody was ever asked with this code; nothing was confirmed",
            {"": "copy it from the newest message, whole: 43 characters; " + _AGAIN},
            "The code is wrong, cut off, from another environment, or so old that nobody remembers it. " + _ONCE,
        ),
        Text(
            "такого кода никому не отправляли; ничего не подтверждено",
            {"": "скопируйте его целиком из самого нового сообщения, в нём 43 знака; " + _AGAIN_RU},
            "Код неверен, обрезан, относится к другому окружению или так стар, что о нём уже забыли. " + _ONCE_RU,
        ),
    ),
    Entry(
        "confirmation-used",
        ERROR,
        Text(
            'this code was used already, for the contact "{contact}" of {recipient}; nothing was changed',
            {"": "the address is confirmed, nothing more is needed; reconciler contacts list shows it"},
            _ONCE,
        ),
        Text(
            "этот код уже использован, для контакта «{contact}» ({recipient}); ничего не изменено",
            {"": "адрес подтверждён, больше ничего не нужно; это видно в reconciler contacts list"},
            _ONCE_RU,
        ),
    ),
    Entry(
        "confirmation-expired",
        ERROR,
        Text('this code has expired, for the contact "{contact}" of {recipient}; nothing was confirmed', {"": _AGAIN}, _ONCE),
        Text("срок этого кода истёк, для контакта «{contact}» ({recipient}); ничего не подтверждено", {"": _AGAIN_RU}, _ONCE_RU),
    ),
    Entry(
        "confirmation-replaced",
        ERROR,
        Text(
            'a newer code was sent since, for the contact "{contact}" of {recipient}; nothing was confirmed',
            {"": "use the one in the newest message"},
            _ONCE,
        ),
        Text(
            "с тех пор отправлен новый код, для контакта «{contact}» ({recipient}); ничего не подтверждено",
            {"": "возьмите код из самого нового сообщения"},
            _ONCE_RU,
        ),
    ),
    Entry(
        "confirmation-changed",
        ERROR,
        Text(
            'the contact "{contact}" of {recipient} has another address by now, or is gone; nothing was confirmed',
            {"": "the new address is confirmed by a request of its own: reconciler contacts send-confirmations"},
            _ONCE,
        ),
        Text(
            "у контакта «{contact}» ({recipient}) теперь другой адрес, или контакта больше нет; ничего не подтверждено",
            {"": "новый адрес подтверждают отдельно: reconciler contacts send-confirmations"},
            _ONCE_RU,
        ),
    ),
    Entry(
        "no-such-recipient",
        ERROR,
        Text(
            'nobody of ours is live under "{recipient}"',
            {"": "reconciler contacts list shows who is; apply first whoever is new", "similar": "did you mean {known}?"},
            "Only who is live can be asked, and only by the manager that their row carries. Accounts are named with their organization: teleset/ivanova.",
        ),
        Text(
            "среди наших действующих получателей нет «{recipient}»",
            {"": "кто есть, покажет reconciler contacts list; новых сначала примените", "similar": "возможно, вы имели в виду {known}?"},
            "Попросить можно только того, кто уже действует и чья строка несёт отметку этого менеджера. Учётная запись называется вместе с организацией: teleset/ivanova.",
        ),
    ),
    Entry(
        "account-and-organization",
        ERROR,
        Text(
            "--account and --organization were given together",
            {"": "give one of them; --account teleset is the organization itself, without its people"},
            "Each says whom to ask in its own way. Together they could mean both or only what they share.",
        ),
        Text(
            "указаны сразу --account и --organization",
            {"": "оставьте что-то одно; --account teleset — сама организация, без её людей"},
            "Каждый из них по-своему говорит, кого просить. Вместе они могли бы значить и всех, и только общих.",
        ),
    ),
    Entry(
        "no-such-run",
        ERROR,
        Text(
            "there is no test run {number} here",
            {"": "the newest is {newest}: reconciler history deliveries", "none": "nothing was tested here yet"},
            "Runs are numbered in each ledger, and those of another manager or environment do not count.",
        ),
        Text(
            "проверки {number} здесь нет",
            {"": "последняя — {newest}: reconciler history deliveries", "none": "здесь ещё ничего не проверяли"},
            "Проверки нумеруются в каждом журнале; относящиеся к другому менеджеру или окружению не считаются.",
        ),
    ),
    Entry(
        "deliveries-only",
        ERROR,
        Text(
            "{option} is of deliveries",
            {"": "write: reconciler history deliveries {option} …"},
            "The history of applies and the deliveries of test runs are two lists.",
        ),
        Text(
            "{option} относится к доставкам",
            {"": "напишите: reconciler history deliveries {option} …"},
            "История применений и доставки проверок — два разных списка.",
        ),
    ),
    Entry(
        "bad-listen",
        ERROR,
        Text(
            "{listen} is no place to listen at",
            {"": "write host and port, such as 127.0.0.1:8080 or [::1]:8080"},
            "The page listens at one address of this machine, given as a number and not as a name, and one port.",
        ),
        Text(
            "{listen} — не адрес, на котором можно слушать",
            {"": "укажите адрес и порт, например 127.0.0.1:8080 или [::1]:8080"},
            "Страница слушает один адрес этой машины, записанный числами, а не именем, и один порт.",
        ),
    ),
    Entry(
        "listen-elsewhere",
        ERROR,
        Text(
            "{listen} can be reached from other machines, and the page itself speaks no TLS",
            {"": "listen at 127.0.0.1 and let a web server with TLS pass requests on; if that server is on another machine, add --behind-proxy"},
            "Whoever reads the traffic to this page could use the links. A web server in front of it encrypts; `--behind-proxy` says that there is one, and that its X-Forwarded-For may be believed.",
        ),
        Text(
            "{listen} доступен с других машин, а сама страница не умеет TLS",
            {"": "слушайте 127.0.0.1, а запросы пусть передаёт веб-сервер с TLS; если он на другой машине, добавьте --behind-proxy"},
            "Тот, кто читает трафик к этой странице, мог бы воспользоваться ссылками. Веб-сервер перед ней шифрует; `--behind-proxy` говорит, что он есть и что его заголовку X-Forwarded-For можно верить.",
        ),
    ),
    Entry(
        "listen-failed",
        ERROR,
        Text(
            "cannot listen at {listen}: {reason}",
            {"": "another program may listen there already; choose another port with --listen"},
            "The system did not give the address and port to this program.",
        ),
        Text(
            "не удалось начать слушать {listen}: {reason}",
            {"": "возможно, там уже слушает другая программа; выберите другой порт параметром --listen"},
            "Система не отдала этой программе адрес и порт.",
        ),
    ),
)
