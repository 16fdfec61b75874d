"""What the system itself has to say. Nobody chooses these, and nobody can switch them off."""

from __future__ import annotations

from typing import Final

from reconciler.model.settings import NotificationType
from reconciler.settings.catalogue.entry import EVERYONE, LINES, MOMENT, STAFF, TEXT, entry, event

SYSTEM: Final[tuple[NotificationType, ...]] = (
    entry(
        "registration-confirmation",
        ru=("Подтверждение регистрации", "Инструкции по подтверждению адреса электронной почты"),
        en=("Registration confirmation", "How to confirm the e-mail address"),
        category="system",
        audience=EVERYONE,
        channels=("email",),
        link="a confirmation address that works once",
        events={"registration.confirmation_requested": event(first_name=TEXT, site=TEXT, expires_at=MOMENT)},
        system=True,
    ),
    entry(
        "delivery-problem",
        ru=("Проблемы доставки уведомлений", "Уведомление не доставлено или событие отклонено из-за ошибочных данных"),
        en=("Delivery problems", "A notification was not delivered, or an event was rejected as malformed"),
        category="system",
        audience=STAFF,
        channels=("email", "inapp"),
        link="the journal entry",
        events={
            "delivery.failed": event(notification_id=TEXT, channel=TEXT, contact_masked=TEXT, reason=TEXT, failed_at=MOMENT),
            "event.rejected": event(rejected_event_id=TEXT, type=TEXT, errors=LINES),
        },
        system=True,
    ),
)
