"""Webhooks whose receiver cannot tell who calls."""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.linting.rule import Rule, stateless
from reconciler.linting.subject import Subject
from reconciler.model.diagnostic import Diagnostic, Part, Severity
from reconciler.model.message import Entry, Text

ENTRY = Entry(
    "unsigned-webhook",
    Severity.NOTE,
    Text(
        'the webhook "{contact}" has no secret, so its receiver cannot tell who calls',
        {"": "add a reference to one, such as secret: {{env: WEBHOOK_SECRET}}, and allow its name under secrets in reconciler.yaml"},
        "With a secret every message carries a signature, and the receiver can refuse what anybody else sends to its address. The secret itself never stands in a file, only a "
        "reference to it. A receiver that is protected in another way, for example inside of a closed network, needs none.",
    ),
    Text(
        "у вебхука «{contact}» нет секрета, поэтому получатель не может проверить, кто к нему обращается",
        {"": "добавьте ссылку на секрет, например secret: {{env: WEBHOOK_SECRET}}, и разрешите это имя в reconciler.yaml (secrets)"},
        "С секретом каждое сообщение подписано, и получатель может отклонить всё, что прислал на его адрес кто-то другой. Сам секрет в файл не пишут, только ссылку на него. "
        "Если получатель защищён иначе, например стоит в закрытой сети, секрет не нужен.",
    ),
)


def _look(subject: Subject) -> Iterator[Diagnostic]:
    for recipient, written, contact in subject.contacts.get("webhook", ()):
        # A secret that was refused is reported already.
        known = subject.whole if recipient is subject.organization.recipient else recipient.address not in subject.spoilt
        if contact.secret is None and known:
            yield Diagnostic(ENTRY.code, arguments={"contact": contact.id}, place=written.place("contacts", contact.id, part=Part.KEY))


RULE = Rule(ENTRY, stateless(_look))
