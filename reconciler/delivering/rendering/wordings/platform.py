"""The platform itself, and the procurement platforms it leads to. Employees only."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from reconciler.delivering.rendering.wording import Wording

PLATFORM: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "platform.news_published": Wording(
            fact=("{{ title }}", "{{ title }}"),
            say=("Опубликована новость «{{ title }}»: {{ summary }}", "News “{{ title }}” has been published: {{ summary }}"),
            brief=("новость «{{ title }}», {{ published_at }}: {{ summary }}", 'news "{{ title }}", {{ published_at }}: {{ summary }}'),
            act=("Прочитайте новость целиком.", "Read the whole item."),
        ),
        "platform.version_released": Wording(
            fact=("версия {{ version }}, {{ title }}", "version {{ version }}, {{ title }}"),
            say=(
                "Вышла версия {{ version }} «{{ title }}», {{ released_at }}. Что изменилось: {{ changes }}",
                "Version {{ version }} “{{ title }}” was released {{ released_at }}. What has changed: {{ changes }}",
            ),
            brief=(
                "версия {{ version }} «{{ title }}», {{ released_at }}: {{ changes }}",
                'version {{ version }} "{{ title }}", {{ released_at }}: {{ changes }}',
            ),
            act=("Прочитайте, что изменилось, и проверьте, касается ли это вашей работы.", "Read what has changed and whether it concerns your work."),
        ),
        "message.received": Wording(
            fact=("{{ sender }}, {{ subject }}", "{{ sender }}, {{ subject }}"),
            say=(
                "Пришло сообщение {{ message_id }} от {{ sender }}: «{{ subject }}», {{ received_at }}.",
                "Message {{ message_id }} has come from {{ sender }}: “{{ subject }}”, {{ received_at }}.",
            ),
            brief=(
                "сообщение {{ message_id }} от {{ sender }}: «{{ subject }}», {{ received_at }}.",
                'message {{ message_id }} from {{ sender }}: "{{ subject }}", {{ received_at }}.',
            ),
            act=("Откройте сообщение и ответьте на него.", "Open the message and answer it."),
        ),
        "document.changed": Wording(
            fact=("{{ title }}, {{ change }}", "{{ title }}, {{ change }}"),
            say=(
                "Документ {{ document_id }} «{{ title }}» {{ change }} {{ changed_at }}.",
                "Document {{ document_id }} “{{ title }}” was {{ change }} {{ changed_at }}.",
            ),
            brief=(
                "документ {{ document_id }} «{{ title }}» {{ change }} {{ changed_at }}.",
                'document {{ document_id }} "{{ title }}" {{ change }} {{ changed_at }}.',
            ),
            act=("Откройте документ и проверьте изменение.", "Open the document and check the change."),
            labels={"title": ("Документ", "Document")},
            words={"change": {"created": ("создан", "created"), "changed": ("изменён", "changed"), "removed": ("удалён", "removed")}},
        ),
        "procurement.event": Wording(
            fact=("{{ purchase_number }}, {{ stage }}", "{{ purchase_number }}, {{ stage }}"),
            say=(
                "Закупка {{ purchase_number }} «{{ subject }}» ({{ law }}, {{ platform }}): {{ stage }}.{% if deadline is defined %} Срок: {{ deadline }}.{% endif %}",
                "Purchase {{ purchase_number }} “{{ subject }}” ({{ law }}, {{ platform }}): {{ stage }}.{% if deadline is defined %} Due {{ deadline }}.{% endif %}",
            ),
            brief=(
                "закупка {{ purchase_number }} ({{ law }}) «{{ subject }}», {{ platform }}: {{ stage }}.{% if deadline is defined %} Срок {{ deadline }}.{% endif %}",
                'purchase {{ purchase_number }} ({{ law }}) "{{ subject }}", {{ platform }}: {{ stage }}.{% if deadline is defined %} Due {{ deadline }}.{% endif %}',
            ),
            act=("Откройте закупку и проверьте, что нужно сделать на этом этапе.", "Open the purchase and see what this stage asks of you."),
            labels={"subject": ("Предмет закупки", "Subject of the purchase")},
            words={"law": {"44-ФЗ": ("44-ФЗ", "Federal Law 44-FZ"), "223-ФЗ": ("223-ФЗ", "Federal Law 223-FZ")}},
        ),
    }
)
"""By the name of the event."""
