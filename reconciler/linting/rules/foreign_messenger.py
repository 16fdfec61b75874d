"""Foreign messengers, where the law keeps an organization from using them (41-ФЗ)."""

from __future__ import annotations

from typing import Final

from reconciler.linting.rule import Look, Option, Options, Rule
from reconciler.linting.subject import Subject, contact_place
from reconciler.model.diagnostic import Diagnostic, Severity
from reconciler.model.message import Entry, Text

FORMS: Final = ("state", "municipal", "telecom-operator", "bank")
_ALL_FORMS: Final = (*FORMS, "company", "sole-proprietor", "other")

ENTRY = Entry(
    "foreign-messenger",
    Severity.ERROR,
    Text(
        "{channel} is a foreign messenger, and this organization (form: {form}) may not use it to inform people",
        {"": "use max, email or sms instead"},
        "Since 1 June 2025 Federal Law 41-FZ (41-ФЗ) forbids state and municipal bodies and their institutions, telecom operators, banks, state-owned companies and the owners "
        "of large platforms to inform citizens and clients through foreign messengers. The rule looks at the organization's `form`. State-owned companies and platforms have no "
        "form of their own: a project of theirs adds `company` under `forms`. Telegram, WhatsApp and Viber count unless `channels` names others. The law speaks of citizens and clients; "
        "whether a message to an employee comes under it is a question for a lawyer. Where it does not, say so on the line above: `# reconciler: ignore[foreign-messenger] reason`.",
    ),
    Text(
        "{channel} — иностранный мессенджер, и этой организации (form: {form}) нельзя через него информировать людей",
        {"": "используйте max, email или sms"},
        "С 1 июня 2025 года Федеральный закон 41-ФЗ запрещает государственным и муниципальным органам и их учреждениям, операторам связи, банкам, государственным компаниям и "
        "владельцам крупных платформ информировать граждан и клиентов через иностранные мессенджеры. Правило смотрит на `form` организации. Для государственных компаний и "
        "платформ отдельного значения нет: в их проекте добавьте `company` в `forms`. Иностранными считаются Telegram, WhatsApp и Viber, другие можно назвать в `channels`. "
        "Закон говорит о гражданах и клиентах; относится ли он к сообщению сотруднику, решает юрист. Если не относится, укажите это строкой выше: "
        "`# reconciler: ignore[foreign-messenger] причина`.",
    ),
)

OPTIONS = (
    Option("channels", ("telegram", "whatsapp", "viber"), "Channels", "The channels that are foreign messengers: telegram, whatsapp and viber, unless said."),
    Option(
        "forms", FORMS, "Legal forms", "The forms of organizations that may not use them: state, municipal, telecom-operator and bank, unless said.", _ALL_FORMS
    ),
)


def _start(options: Options) -> Look:
    channels, forms = options.words("channels"), frozenset(options.words("forms"))

    def look(subject: Subject) -> list[Diagnostic]:
        form = subject.organization.form
        if form not in forms:
            return []
        return [
            Diagnostic(ENTRY.code, arguments={"channel": channel, "form": form}, place=contact_place(written, contact.id, "channel"))
            for channel in channels
            for _, written, contact in subject.contacts.get(channel, ())
        ]

    return look


RULE = Rule(ENTRY, _start, OPTIONS)
