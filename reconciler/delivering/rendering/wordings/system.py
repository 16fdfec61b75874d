"""What the system itself has to say."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from reconciler.delivering.rendering.languages import Two
from reconciler.delivering.rendering.wording import Wording

_CHANNELS: Final[Mapping[str, Two]] = MappingProxyType(
    {
        "email": ("электронная почта", "e-mail"),
        "sms": ("SMS", "SMS"),
        "webhook": ("веб-хук", "webhook"),
        "push": ("push-уведомление", "push notification"),
        "telegram": ("Telegram", "Telegram"),
        "max": ("MAX", "MAX"),
        "vk": ("VK", "VK"),
        "inapp": ("личный кабинет", "personal cabinet"),
    }
)
_REASONS: Final[Mapping[str, Two]] = MappingProxyType(
    {
        "temporary-failure": ("временная ошибка на стороне получателя", "a temporary failure on the recipient's side"),
        "permanent-failure": ("адрес не принимает сообщений", "the address does not take messages"),
        "technical-failure": ("техническая ошибка при отправке", "a technical failure while sending"),
    }
)

SYSTEM: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "registration.confirmation_requested": Wording(
            fact=("{{ site }}, до {{ expires_at }}", "{{ site }}, until {{ expires_at }}"),
            say=(
                "{{ first_name }}, подтвердите, что этот адрес ваш: он указан на сайте {{ site }}. Ссылка действует до {{ expires_at }} и работает один раз.",
                "{{ first_name }}, please confirm that this address is yours: it was given on {{ site }}. The link works once, until {{ expires_at }}.",
            ),
            brief=(
                "{{ first_name }}, подтвердите адрес, указанный на сайте {{ site }}, до {{ expires_at }}.",
                "{{ first_name }}, confirm the address given on {{ site }} by {{ expires_at }}.",
            ),
            act=(
                "Чтобы подтвердить адрес, откройте ссылку. Если вы нигде его не указывали, ничего не делайте.",
                "To confirm the address, open the link. If you have not given it anywhere, do nothing.",
            ),
        ),
        "delivery.failed": Wording(
            fact=("{{ channel }}, {{ contact_masked }}", "{{ channel }}, {{ contact_masked }}"),
            say=(
                "Уведомление {{ notification_id }} не доставлено ({{ channel }}, {{ contact_masked }}, {{ failed_at }}): {{ reason }}.",
                "Notification {{ notification_id }} was not delivered ({{ channel }}, {{ contact_masked }}, {{ failed_at }}): {{ reason }}.",
            ),
            brief=(
                "уведомление {{ notification_id }} не доставлено ({{ channel }}, {{ contact_masked }}, {{ failed_at }}): {{ reason }}.",
                "notification {{ notification_id }} not delivered ({{ channel }}, {{ contact_masked }}, {{ failed_at }}): {{ reason }}.",
            ),
            act=("Откройте запись журнала и исправьте адрес или способ доставки.", "Open the journal entry and correct the address or the way of delivery."),
            words={"channel": _CHANNELS, "reason": _REASONS},
        ),
        "event.rejected": Wording(
            fact=("событие {{ rejected_event_id }} отклонено", "event {{ rejected_event_id }} rejected"),
            say=(
                "Событие {{ rejected_event_id }} (тип уведомлений {{ type }}) отклонено, о нём никто не уведомлён. Ошибки: {{ errors }}",
                "Event {{ rejected_event_id }} (notification type {{ type }}) was rejected and nobody was told of it. Errors: {{ errors }}",
            ),
            brief=(
                "событие {{ rejected_event_id }} ({{ type }}) отклонено: {{ errors }}",
                "event {{ rejected_event_id }} ({{ type }}) rejected: {{ errors }}",
            ),
            act=("Откройте запись журнала, исправьте данные и отправьте событие снова.", "Open the journal entry, correct the data and send the event again."),
        ),
    }
)
"""By the name of the event."""
