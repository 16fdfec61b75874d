"""The four core types, in the order of every listing. Their Russian words are fixed."""

from __future__ import annotations

from typing import Final

from reconciler.model.settings import NotificationType
from reconciler.settings.catalogue.entry import DATE, EVERYONE, MOMENT, MONEY, STAFF, TEXT, UIN, choice, entry, event, optional, rules

CORE: Final[tuple[NotificationType, ...]] = (
    entry(
        "payment",
        ru=("Уведомления об оплате", "Получение информации о статусе оплаты услуг"),
        en=("Payment notifications", "Information on the payment status of services"),
        category="finance",
        audience=EVERYONE,
        channels=("email", "inapp"),
        link="the payment's card",
        events={
            "payment.status_changed": event(
                payment_id=TEXT,
                service=TEXT,
                amount=MONEY,
                status=choice("pending", "paid", "failed", "refunded"),
                account_number=optional(TEXT),
                uin=optional(UIN),
            ),
        },
        core=True,
    ),
    entry(
        "orders",
        ru=("Уведомления о заказах", "Информация о новых заказах и их статусе"),
        en=("Order notifications", "Information on new orders and their status"),
        category="orders",
        audience=EVERYONE,
        channels=("email", "inapp"),
        link="the order's card",
        events={
            "order.created": event(order_id=TEXT, service=TEXT, customer=optional(TEXT), created_at=MOMENT),
            "order.status_changed": event(order_id=TEXT, old_status=TEXT, new_status=TEXT, changed_at=MOMENT),
        },
        rules={"order.status_changed": rules(differ=(("old_status", "new_status"),))},
        core=True,
    ),
    entry(
        "works",
        ru=("Уведомления о проведении работ", "Информация о плановых работах и их выполнении"),
        en=("Works notifications", "Information on planned works and their completion"),
        category="operations",
        audience=EVERYONE,
        channels=("email", "sms"),
        link="the works notice",
        events={
            "work.planned": event(work_id=TEXT, title=TEXT, area=TEXT, starts_at=MOMENT, ends_at=MOMENT),
            "work.completed": event(work_id=TEXT, title=TEXT, completed_at=MOMENT, result=choice("done", "partly", "cancelled")),
        },
        rules={"work.planned": rules(order=(("starts_at", "ends_at"),))},
        core=True,
    ),
    entry(
        "license-renewal",
        ru=("Уведомления о сроках продления лицензии", "Получение напоминаний о необходимости продления лицензии"),
        en=("Licence renewal notifications", "Reminders that a licence needs renewing"),
        category="compliance",
        audience=STAFF,
        channels=("email", "sms"),
        link="the renewal application",
        events={
            "license.renewal_due": event(license_number=TEXT, license_name=TEXT, valid_until=DATE, days_left=TEXT),
            "license.expired": event(license_number=TEXT, license_name=TEXT, valid_until=DATE),
        },
        rules={"license.renewal_due": rules(deadline="valid_until", left="days_left")},
        lead=("180d", "90d", "60d", "30d", "14d", "7d", "1d"),
        core=True,
    ),
)
