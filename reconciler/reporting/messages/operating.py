"""What goes wrong where `watch` is to be looked at and called."""

from __future__ import annotations

from typing import Final

from reconciler.model.diagnostic import Severity
from reconciler.model.message import Entry, Text

ERROR: Final = Severity.ERROR

FAULTS: Final = (
    Entry(
        "watch-needs-token",
        ERROR,
        Text(
            "{listen} can be reached from other machines, and there is no token",
            {"": "name one in reconciler.yaml, such as watch: {{token: {{env: RECONCILER_WATCH_TOKEN}}}}, or listen at 127.0.0.1"},
            "The status page tells which organizations there are and what is about to change, and the hook makes the program work. From this machine both can be used as they are; "
            "from elsewhere only with a token. The token goes over the network as it is: put a web server with TLS in front, or keep the port inside a network of your own.",
        ),
        Text(
            "{listen} доступен с других машин, а токена нет",
            {"": "укажите его в reconciler.yaml, например watch: {{token: {{env: RECONCILER_WATCH_TOKEN}}}}, или слушайте 127.0.0.1"},
            "На странице состояния видно, какие есть организации и что вот-вот изменится, а вызов заставляет программу работать. С этой машины всё доступно так, "
            "с других — только с токеном. Токен идёт по сети как есть: поставьте перед программой веб-сервер с TLS или не выпускайте порт из своей сети.",
        ),
    ),
    Entry(
        "watch-token-short",
        ERROR,
        Text(
            "the token of watch has fewer than {least} characters",
            {"": "make a new one, for instance with: openssl rand -hex 32"},
            "A short token can be guessed. After a few wrong ones an address has to wait, but nobody can be sure that there is only one address.",
        ),
        Text(
            "в токене watch меньше {least} знаков",
            {"": "создайте новый, например командой: openssl rand -hex 32"},
            "Короткий токен можно подобрать. После нескольких неверных адрес вынужден ждать, но адресов может быть много.",
        ),
    ),
    Entry(
        "watch-notify-transport",
        ERROR,
        Text(
            'notices are to go out by "{channel}", and no transport sends there',
            {"": "configure transports.{channel} in reconciler.yaml, or take the address out of watch.notify"},
            "Notices of watch leave through the same transports as messages to people. Only `webhook` needs no transport of its own.",
        ),
        Text(
            "извещения должны уходить по каналу «{channel}», а отправлять по нему нечем",
            {"": "настройте transports.{channel} в reconciler.yaml или уберите этот адрес из watch.notify"},
            "Извещения watch уходят через те же транспорты, что и сообщения людям. Без своего транспорта обходится только `webhook`.",
        ),
    ),
    Entry(
        "watch-notify-recipients",
        ERROR,
        Text(
            "{address} is not among those who may receive anything here",
            {"": "add it to recipients.allow of this environment, or take it out of watch.notify"},
            "`recipients` of an environment are the only addresses that may be written to, whoever writes.",
        ),
        Text(
            "{address} не входит в число тех, кому здесь можно писать",
            {"": "добавьте адрес в recipients.allow этого окружения или уберите его из watch.notify"},
            "`recipients` окружения — единственные адреса, на которые можно писать, кто бы ни писал.",
        ),
    ),
)
