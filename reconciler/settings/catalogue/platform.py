"""What happens on the platform itself (ПОС ЕПГУ) and on the procurement platforms it leads to."""

from __future__ import annotations

from typing import Final

from reconciler.model.settings import NotificationType
from reconciler.settings.catalogue.entry import LINES, MOMENT, POS, STAFF, TEXT, choice, entry, event, optional

PLATFORM: Final[tuple[NotificationType, ...]] = (
    entry(
        "platform-news",
        ru=("Новости и обновления ПОС ЕПГУ", "Новости и обновления, связанные с ПОС ЕПГУ"),
        en=("Platform news and updates", "News and updates of the platform"),
        category="platform",
        audience=STAFF,
        channels=("email",),
        link="the news item or the release notes",
        events={
            "platform.news_published": event(title=TEXT, summary=LINES, published_at=MOMENT),
            "platform.version_released": event(version=TEXT, title=TEXT, changes=LINES, released_at=MOMENT),
        },
        surface=POS,
    ),
    entry(
        "messages",
        ru=("Новые сообщения", "Уведомления о новых сообщениях"),
        en=("New messages", "A new message has arrived"),
        category="platform",
        audience=STAFF,
        channels=("email", "inapp"),
        link="the message",
        events={"message.received": event(message_id=TEXT, sender=TEXT, subject=TEXT, received_at=MOMENT)},
        surface=POS,
    ),
    entry(
        "documents",
        ru=("Изменения в документах", "Уведомления о появлении, изменении и удалении документов"),
        en=("Document changes", "Documents added, changed or removed"),
        category="platform",
        audience=STAFF,
        channels=("email", "inapp"),
        link="the document",
        events={
            "document.changed": event(
                document_id=TEXT, title=TEXT, change=choice("created", "changed", "removed"), changed_at=MOMENT, changed_by=optional(TEXT)
            ),
        },
        surface=POS,
    ),
    entry(
        "procurement",
        ru=("События на электронных площадках закупок", "События, важные для участия в электронных площадках государственных закупок"),
        en=("Procurement platform events", "Events that matter for taking part in public procurement platforms"),
        category="procurement",
        audience=STAFF,
        channels=("email", "inapp"),
        link="the purchase",
        events={
            "procurement.event": event(purchase_number=TEXT, subject=TEXT, law=choice("44-ФЗ", "223-ФЗ"), stage=TEXT, platform=TEXT, deadline=optional(MOMENT)),
        },
        surface=POS,
    ),
)
