"""Events of every built-in type as they happen, and somebody to tell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from reconciler.delivering.rendering.compose import compose
from reconciler.model.delivery import Content, Message
from reconciler.model.event import Event
from reconciler.model.personal import Personal
from reconciler.model.routing import Destination
from reconciler.model.settings import EMPLOYEE, NotificationType, Organization, Recipient
from reconciler.settings.catalogue import CATALOGUE

LINK = "https://lk.teleset.example/orders/A-17?tab=all&utm=mail"
SUPPORT = {"email": "support@teleset.example", "phone": "+78000000000", "url": "https://teleset.example/support"}
ORGANIZATION = Organization(Recipient("teleset", EMPLOYEE, "ru", "Europe/Moscow"), "ООО «ТелеСеть»", "company", support=SUPPORT)

START, END = "2026-11-24T14:30:00+03:00", "2026-11-24T18:00:00+03:00"

FIELDS: Mapping[str, Mapping[str, Any]] = {
    "payment.status_changed": {
        "payment_id": "П-1204",
        "service": "Интернет 100 «Ёлка»",
        "amount": "1234.50",
        "status": "paid",
        "account_number": "40-17",
        "uin": "18810000000000000017",
    },
    "order.created": {"order_id": "A-17", "service": "Интернет 100", "customer": "Смирнова Ольга", "created_at": START},
    "order.status_changed": {"order_id": "A-17", "old_status": "в работе", "new_status": "выполнен", "changed_at": START},
    "work.planned": {"work_id": "W-9", "title": "Замена кабеля", "area": "ул. Лесная, дома 1–9", "starts_at": START, "ends_at": END},
    "work.completed": {"work_id": "W-9", "title": "Замена кабеля", "completed_at": END, "result": "partly"},
    "license.renewal_due": {"license_number": "Л-030", "license_name": "Услуги связи", "valid_until": "2026-12-01", "days_left": "7"},
    "license.expired": {"license_number": "Л-030", "license_name": "Услуги связи", "valid_until": "2026-11-21"},
    "account.balance_changed": {"account_number": "40-17", "old_balance": "1000000.00", "balance": "-15.05"},
    "account.accrued": {"account_number": "40-17", "service": "Телевидение", "amount": "350.00", "period": "ноябрь 2026"},
    "account.debited": {"account_number": "40-17", "amount": "350.00", "balance": "0.00", "purpose": "абонентская плата"},
    "service.changed": {"service": "Телевидение", "change": "suspended", "effective_at": START},
    "client_request.created": {"request_id": "R-5", "subject": "Нет связи", "client": "ООО «Заря»", "created_at": START, "due_at": END},
    "client_request.status_changed": {"request_id": "R-5", "subject": "Нет связи", "old_status": "новый", "new_status": "решён", "changed_at": START},
    "response.deadline_approaching": {"request_id": "R-5", "subject": "Нет связи", "due_at": END, "time_left": "3d"},
    "response.deadline_missed": {"request_id": "R-5", "subject": "Нет связи", "due_at": START, "overdue_by": "5h"},
    "incident.opened": {"incident_id": "I-2", "summary": "Обрыв линии", "affected": "узел №4", "started_at": START},
    "incident.resolved": {"incident_id": "I-2", "summary": "Обрыв линии", "resolved_at": END},
    "platform.news_published": {"title": "Новый раздел", "summary": "Появился раздел отчётов.", "published_at": START},
    "platform.version_released": {"version": "2.4", "title": "Осень", "changes": "Отчёты и поиск.", "released_at": START},
    "message.received": {"message_id": "M-3", "sender": "Служба связи", "subject": "Проверка", "received_at": START},
    "document.changed": {"document_id": "D-8", "title": "Договор № 8", "change": "removed", "changed_at": START, "changed_by": "Орлов"},
    "procurement.event": {
        "purchase_number": "0372",
        "subject": "Поставка кабеля",
        "law": "44-ФЗ",
        "stage": "приём заявок",
        "platform": "Площадка №1",
        "deadline": END,
    },
    "registration.confirmation_requested": {"first_name": "Анна", "site": "lk.teleset.example", "expires_at": END},
    "delivery.failed": {
        "notification_id": "n-77",
        "channel": "email",
        "contact_masked": "i•••••@teleset.example",
        "reason": "permanent-failure",
        "failed_at": START,
    },
    "event.rejected": {"rejected_event_id": "e-5", "type": "payment", "errors": "amount: money"},
}

EVENTS = [(type, name) for type in CATALOGUE for name in type.events]
"""Every event of every built-in type."""

TYPES = {name: type for type, name in EVENTS}


def event(name: str, *, test: bool = False, link: str = LINK, **changed: Any) -> Event:
    """An event of this name; fields that are changed to None are left out."""
    fields = {key: value for key, value in {**FIELDS[name], **changed}.items() if value is not None}
    payload = {"event_id": "e-20261122-1", "occurred_at": "2026-11-22T21:58:00+03:00", "link": link, **fields}
    return Event("e-20261122-1", name, TYPES[name].id, "teleset", datetime.fromisoformat("2026-11-22T21:58:00+03:00"), link, payload, test=test)


def destination(
    channel: str = "email", *, audience: str = EMPLOYEE, locale: str = "ru", timezone: str = "Europe/Moscow", address: str = "ivanova@teleset.example"
) -> Destination:
    return Destination("teleset/ivanova", channel, channel, Personal(address), audience, locale, timezone)


def message(event: Event, *, type: NotificationType | None = None, organization: Organization = ORGANIZATION, **of: Any) -> Message:
    """The one message of an event to a destination (`destination(**of)`)."""
    own = type or TYPES[event.name]
    return next(compose(event, type=own, organization=organization, destinations=[destination(**of)], ids=lambda: "id-1"))


def content(event: Event, **of: Any) -> Content:
    return message(event, **of).content
