"""SMS to people without a basis (126-ФЗ, article 44.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reconciler.linting.rule import Rule, stateless
from reconciler.linting.subject import Subject, contact_place
from reconciler.model.diagnostic import Diagnostic, Severity
from reconciler.model.message import Entry, Text

ENTRY = Entry(
    "sms-without-consent",
    Severity.WARNING,
    Text(
        'no basis for sending SMS to "{recipient}"',
        {
            "": 'add the basis and its date, such as consent: {{basis: contract, since: "2025-06-01"}}',
            "short": 'write {contact}: {{address: …, consent: {{basis: contract, since: "2025-06-01"}}}} with the basis and its date',
        },
        "Article 44.1 of Federal Law 126-FZ (126-ФЗ) allows mass SMS only with the subscriber's prior consent, and it is the sender who must prove it. Messages that a contract "
        "or a law calls for have that as their basis. `basis` is `contract`, `law` or `consent`, `since` the day from which it holds. The organization's own telephones "
        "need none.",
    ),
    Text(
        "не указано, на каком основании «{recipient}» получает SMS",
        {
            "": 'добавьте основание и дату, например consent: {{basis: contract, since: "2025-06-01"}}',
            "short": 'укажите основание и дату: {contact}: {{address: …, consent: {{basis: contract, since: "2025-06-01"}}}}',
        },
        "Статья 44.1 Федерального закона 126-ФЗ разрешает массовые SMS только с предварительного согласия абонента, и доказать согласие должен отправитель. Для сообщений по "
        "договору или закону основанием служит договор или закон. `basis` — `contract` (договор), `law` (закон) или `consent` (согласие), `since` — с какого дня оно действует. "
        "Для телефонов самой организации основание не нужно.",
    ),
)


def _look(subject: Subject) -> Iterator[Diagnostic]:
    for recipient, written, contact in subject.contacts.get("sms", ()):
        if contact.consent is None and recipient is not subject.organization.recipient:
            value = written.data["contacts"][contact.id]
            hint = "" if isinstance(value, Mapping) and "address" in value else "short"
            arguments = {"recipient": recipient.address, "contact": contact.id}
            yield Diagnostic(ENTRY.code, arguments=arguments, place=contact_place(written, contact.id, "channel"), hint=hint)


RULE = Rule(ENTRY, stateless(_look))
