"""The order of things in a message, and the sentences that every message has."""

from __future__ import annotations

from typing import Final

from reconciler.delivering.rendering.languages import Two

_BODY: Final = """\

{{ said }}

{% for fact in facts %}
{{ fact.label }}: {{ fact.text }}
{% endfor %}

{{ act }}
{{ link }}

{% for line in footer %}
{{ line }}
{% endfor %}
"""

TEXT: Final = (
    """\
{% if test %}{{ test }}

{% endif %}
{{ organization }}
{{ title }}
"""
    + _BODY
)

HTML: Final = """\
<!DOCTYPE html>
<html lang="{{ language }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ title }}</title>
</head>
<body style="margin:0 auto;padding:16px;max-width:640px;font:16px/1.5 Arial,Helvetica,sans-serif;color:#1b1b1b;background:#ffffff">
{% if test %}
<p style="padding:8px 12px;background:#fff3cd">{{ test }}</p>
{% endif %}
<p style="margin:0;color:#5a5a5a">{{ organization }}</p>
<h1 style="margin:0 0 16px;font-size:20px">{{ title }}</h1>
<p style="white-space:pre-line;overflow-wrap:anywhere">{{ said }}</p>
<table role="presentation" style="border-collapse:collapse">
{% for fact in facts %}
<tr><td style="padding:4px 16px 4px 0;vertical-align:top;color:#5a5a5a">{{ fact.label }}:</td>
<td style="padding:4px 0;white-space:pre-line;overflow-wrap:anywhere">{{ fact.text }}</td></tr>
{% endfor %}
</table>
<p>{{ act }}<br>
{% if clickable %}
<a href="{{ link }}" style="overflow-wrap:anywhere">{{ link }}</a></p>
{% else %}
{{ link }}</p>
{% endif %}
<hr style="border:0;border-top:1px solid #d0d0d0">
{% for line in footer %}
<p style="margin:0 0 8px;font-size:13px;color:#5a5a5a;overflow-wrap:anywhere">{{ line }}</p>
{% endfor %}
</body>
</html>
"""

MESSENGER: Final = (
    """\
{{ marker }}{{ title }}
{{ organization }}
"""
    + _BODY
)

MARKER: Final[Two] = ("[ТЕСТ] ", "[TEST] ")
TEST: Final[Two] = (
    "[ТЕСТ] Это проверка уведомлений: того, о чём здесь написано, не было.",
    "[TEST] This is a test of notifications: what it tells of has not happened.",
)
WHEN: Final[Two] = ("Время события", "Time of the event")
EVENT: Final[Two] = ("Событие", "Event")
GENERIC_ACT: Final[Two] = ("Откройте подробности по ссылке.", "Follow the link to see the details.")
WHY: Final[Two] = (
    "Вы получили это, потому что в настройках {{ organization }} для вас включено «{{ title }}».",
    "You receive this because “{{ title }}” is switched on for you in the settings of {{ organization }}.",
)
WHY_OUTSIDE: Final[Two] = (
    "Вы получили это, потому что подписаны на «{{ title }}» от {{ organization }}.",
    "You receive this because you are subscribed to “{{ title }}” from {{ organization }}.",
)
OFF: Final[Two] = (
    "Изменить или отключить это можно в личном кабинете: раздел «Уведомления», пункт «Настройки уведомлений».",
    "You can change or switch it off in the personal cabinet: section “Notifications”, item “Notification settings”.",
)
OFF_OUTSIDE: Final[Two] = (
    "Чтобы отказаться от этого, измените настройки в личном кабинете или сообщите об этом отправителю.",
    "To stop receiving it, change the settings in your personal cabinet or tell the sender.",
)
MANDATORY: Final[Two] = (
    "Это обязательное уведомление «{{ title }}» ({{ organization }}), отключить его нельзя.",
    "This is a mandatory notification, “{{ title }}” ({{ organization }}), and cannot be switched off.",
)
SUPPORT: Final[Two] = ("Поддержка {{ organization }}: {{ contacts }}.", "Support of {{ organization }}: {{ contacts }}.")
REFERENCE: Final[Two] = ("При обращении в поддержку назовите номер события: {{ id }}.", "When you contact support, give the number of the event: {{ id }}.")
