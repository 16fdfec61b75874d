"""Payments, orders, works, licences."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from reconciler.delivering.rendering.wording import Wording

CORE: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "payment.status_changed": Wording(
            fact=("{{ service }}, {{ amount }}, {{ status }}", "{{ service }}, {{ amount }}, {{ status }}"),
            say=(
                "Платёж {{ payment_id }} за услугу «{{ service }}» на сумму {{ amount }}: {{ status }}.",
                "Payment {{ payment_id }} for the service “{{ service }}”, {{ amount }}: {{ status }}.",
            ),
            outside=(
                "Ваш платёж за услугу «{{ service }}» на сумму {{ amount }}: {{ status }}.",
                "Your payment for the service “{{ service }}”, {{ amount }}: {{ status }}.",
            ),
            brief=("платёж за «{{ service }}», {{ amount }}: {{ status }}.", 'payment for "{{ service }}", {{ amount }}: {{ status }}.'),
            act=("Откройте карточку платежа и проверьте его.", "Open the payment and check it."),
            act_outside=(
                "Откройте карточку платежа: там видно, нужно ли что-то сделать.",
                "Open the payment to see whether there is anything for you to do.",
            ),
            words={
                "status": {
                    "pending": ("ожидает оплаты", "awaiting payment"),
                    "paid": ("оплачено", "paid"),
                    "failed": ("оплата не прошла", "payment failed"),
                    "refunded": ("деньги возвращены", "refunded"),
                },
            },
        ),
        "order.created": Wording(
            fact=("новый заказ {{ order_id }}, {{ service }}", "new order {{ order_id }}, {{ service }}"),
            say=("Создан заказ {{ order_id }} на услугу «{{ service }}».", "Order {{ order_id }} for the service “{{ service }}” has been created."),
            outside=(
                "Мы приняли ваш заказ {{ order_id }} на услугу «{{ service }}».",
                "We have received your order {{ order_id }} for the service “{{ service }}”.",
            ),
            brief=("новый заказ {{ order_id }}, «{{ service }}», {{ created_at }}.", 'new order {{ order_id }}, "{{ service }}", {{ created_at }}.'),
            act=("Откройте карточку заказа и возьмите его в работу.", "Open the order and start on it."),
            act_outside=("Следить за заказом можно в его карточке.", "Follow the order on its page."),
            internal=frozenset({"customer"}),
        ),
        "order.status_changed": Wording(
            fact=("заказ {{ order_id }}, {{ new_status }}", "order {{ order_id }}, {{ new_status }}"),
            say=(
                "Статус заказа {{ order_id }} изменился: было «{{ old_status }}», стало «{{ new_status }}».",
                "The status of order {{ order_id }} has changed from “{{ old_status }}” to “{{ new_status }}”.",
            ),
            outside=(
                "Статус вашего заказа {{ order_id }} изменился: было «{{ old_status }}», стало «{{ new_status }}».",
                "The status of your order {{ order_id }} has changed from “{{ old_status }}” to “{{ new_status }}”.",
            ),
            brief=(
                "заказ {{ order_id }}: было «{{ old_status }}», стало «{{ new_status }}».",
                'order {{ order_id }}: from "{{ old_status }}" to "{{ new_status }}".',
            ),
            act=("Откройте карточку заказа и проверьте, что делать дальше.", "Open the order and see what comes next."),
            act_outside=("Что будет дальше, видно в карточке заказа.", "See what happens next on the order's page."),
        ),
        "work.planned": Wording(
            fact=("{{ title }}, {{ starts_at }}", "{{ title }}, {{ starts_at }}"),
            say=(
                "Запланированы работы «{{ title }}» ({{ area }}): с {{ starts_at }} до {{ ends_at }}.",
                "Works “{{ title }}” are planned ({{ area }}), from {{ starts_at }} to {{ ends_at }}.",
            ),
            outside=(
                "Мы планируем работы «{{ title }}» ({{ area }}): с {{ starts_at }} до {{ ends_at }}. В это время возможны перерывы в услугах.",
                "We are planning works “{{ title }}” ({{ area }}), from {{ starts_at }} to {{ ends_at }}. Services may be interrupted during this time.",
            ),
            brief=(
                "работы «{{ title }}», {{ area }}, с {{ starts_at }} до {{ ends_at }}.",
                'works "{{ title }}", {{ area }}, from {{ starts_at }} to {{ ends_at }}.',
            ),
            act=("Откройте извещение о работах и подготовьтесь к ним.", "Open the notice of the works and prepare for them."),
            act_outside=("Подробности в извещении о работах.", "Read the details in the notice of the works."),
            labels={"title": ("Работы", "Works")},
        ),
        "work.completed": Wording(
            fact=("{{ title }}, {{ result }}", "{{ title }}, {{ result }}"),
            say=("Работы «{{ title }}»: {{ result }}, {{ completed_at }}.", "Works “{{ title }}”: {{ result }}, {{ completed_at }}."),
            brief=("работы «{{ title }}»: {{ result }}, {{ completed_at }}.", 'works "{{ title }}": {{ result }}, {{ completed_at }}.'),
            act=("Откройте извещение о работах и проверьте услуги.", "Open the notice of the works and check the services."),
            act_outside=(
                "Если услуга всё ещё не работает, обратитесь в поддержку. Подробности в извещении о работах.",
                "If a service still does not work, contact support. Read the details in the notice of the works.",
            ),
            labels={"title": ("Работы", "Works")},
            words={
                "result": {
                    "done": ("выполнены", "done"),
                    "partly": ("выполнены частично", "done in part"),
                    "cancelled": ("отменены", "cancelled"),
                },
            },
        ),
        "license.renewal_due": Wording(
            fact=("{{ license_name }}, до {{ valid_until }}", "{{ license_name }}, until {{ valid_until }}"),
            say=(
                "Срок лицензии {{ license_number }} «{{ license_name }}» заканчивается {{ valid_until }}. Осталось: {{ days_left }}.",
                "Licence {{ license_number }} “{{ license_name }}” is valid until {{ valid_until }}. Time left: {{ days_left }}.",
            ),
            brief=(
                "лицензия {{ license_number }} «{{ license_name }}» до {{ valid_until }}, осталось: {{ days_left }}.",
                'licence {{ license_number }} "{{ license_name }}" until {{ valid_until }}, time left: {{ days_left }}.',
            ),
            act=("Подайте заявление о продлении лицензии.", "Apply for the renewal of the licence."),
            days=frozenset({"days_left"}),
        ),
        "license.expired": Wording(
            fact=("{{ license_name }}, срок истёк {{ valid_until }}", "{{ license_name }}, expired on {{ valid_until }}"),
            say=(
                "Срок лицензии {{ license_number }} «{{ license_name }}» истёк {{ valid_until }}.",
                "Licence {{ license_number }} “{{ license_name }}” expired on {{ valid_until }}.",
            ),
            brief=(
                "срок лицензии {{ license_number }} «{{ license_name }}» истёк {{ valid_until }}.",
                'licence {{ license_number }} "{{ license_name }}" expired on {{ valid_until }}.',
            ),
            act=("Подайте заявление о продлении лицензии как можно скорее.", "Apply for the renewal of the licence as soon as you can."),
            labels={"valid_until": ("Действовала до", "Was valid until")},
        ),
    }
)
"""By the name of the event."""
