"""Clients' requests, deadlines, failures."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from reconciler.delivering.rendering.wording import Wording

WORK: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "client_request.created": Wording(
            fact=("{{ request_id }}, {{ subject }}", "{{ request_id }}, {{ subject }}"),
            say=(
                "Поступил запрос {{ request_id }} от клиента {{ client }}: «{{ subject }}».{% if due_at is defined %} Ответить до {{ due_at }}.{% endif %}",
                "Request {{ request_id }} has come from the client {{ client }}: “{{ subject }}”.{% if due_at is defined %} Answer due {{ due_at }}.{% endif %}",
            ),
            brief=(
                "запрос {{ request_id }} от {{ client }}: «{{ subject }}», {{ created_at }}.",
                'request {{ request_id }} from {{ client }}: "{{ subject }}", {{ created_at }}.',
            ),
            act=("Откройте карточку запроса и возьмите его в работу.", "Open the request and start on it."),
        ),
        "client_request.status_changed": Wording(
            fact=("{{ request_id }}, {{ new_status }}", "{{ request_id }}, {{ new_status }}"),
            say=(
                "Статус запроса {{ request_id }} «{{ subject }}» изменился: было «{{ old_status }}», стало «{{ new_status }}».",
                "The status of request {{ request_id }} “{{ subject }}” has changed from “{{ old_status }}” to “{{ new_status }}”.",
            ),
            outside=(
                "Статус вашего запроса {{ request_id }} «{{ subject }}» изменился: было «{{ old_status }}», стало «{{ new_status }}».",
                "The status of your request {{ request_id }} “{{ subject }}” has changed from “{{ old_status }}” to “{{ new_status }}”.",
            ),
            brief=(
                "запрос {{ request_id }} «{{ subject }}»: было «{{ old_status }}», стало «{{ new_status }}».",
                'request {{ request_id }} "{{ subject }}": from "{{ old_status }}" to "{{ new_status }}".',
            ),
            act=("Откройте карточку запроса и проверьте, что делать дальше.", "Open the request and see what comes next."),
            act_outside=("Посмотреть запрос и ответ на него можно в карточке запроса.", "See the request and the answer to it on its page."),
        ),
        "response.deadline_approaching": Wording(
            fact=("{{ request_id }}, ответить до {{ due_at }}", "{{ request_id }}, answer due {{ due_at }}"),
            say=(
                "Подходит срок ответа на запрос {{ request_id }} «{{ subject }}»: {{ due_at }}. Осталось: {{ time_left }}.",
                "The answer to request {{ request_id }} “{{ subject }}” is due {{ due_at }}. Time left: {{ time_left }}.",
            ),
            brief=(
                "ответить на запрос {{ request_id }} «{{ subject }}» до {{ due_at }}, осталось: {{ time_left }}.",
                'answer to request {{ request_id }} "{{ subject }}" due {{ due_at }}, time left: {{ time_left }}.',
            ),
            act=("Откройте карточку запроса и ответьте в срок.", "Open the request and answer in time."),
            lengths=frozenset({"time_left"}),
        ),
        "response.deadline_missed": Wording(
            fact=("{{ request_id }}, срок ответа прошёл {{ due_at }}", "{{ request_id }}, answer was due {{ due_at }}"),
            say=(
                "Срок ответа на запрос {{ request_id }} «{{ subject }}» прошёл {{ due_at }}. Просрочено на: {{ overdue_by }}.",
                "The answer to request {{ request_id }} “{{ subject }}” was due {{ due_at }}. Overdue by: {{ overdue_by }}.",
            ),
            brief=(
                "срок ответа на запрос {{ request_id }} «{{ subject }}» прошёл {{ due_at }}, просрочено на: {{ overdue_by }}.",
                'answer to request {{ request_id }} "{{ subject }}" was due {{ due_at }}, overdue by: {{ overdue_by }}.',
            ),
            act=("Откройте карточку запроса и ответьте как можно скорее.", "Open the request and answer as soon as you can."),
            labels={"due_at": ("Срок ответа", "Answer was due")},
            lengths=frozenset({"overdue_by"}),
        ),
        "incident.opened": Wording(
            fact=("{{ incident_id }}, {{ summary }}", "{{ incident_id }}, {{ summary }}"),
            say=(
                "Технический сбой {{ incident_id }}: {{ summary }}. Затронуто: {{ affected }}. Началось {{ started_at }}.",
                "Technical failure {{ incident_id }}: {{ summary }}. Affected: {{ affected }}. Started {{ started_at }}.",
            ),
            brief=(
                "сбой {{ incident_id }}: {{ summary }}. Затронуто: {{ affected }}. {{ started_at }}.",
                "failure {{ incident_id }}: {{ summary }}. Affected: {{ affected }}. {{ started_at }}.",
            ),
            act=("Откройте страницу сбоя и следите за устранением.", "Open the failure's page and follow its resolution."),
        ),
        "incident.resolved": Wording(
            fact=("{{ incident_id }}, устранено, {{ summary }}", "{{ incident_id }}, resolved, {{ summary }}"),
            say=(
                "Технический сбой {{ incident_id }} устранён {{ resolved_at }}: {{ summary }}.",
                "Technical failure {{ incident_id }} was resolved {{ resolved_at }}: {{ summary }}.",
            ),
            brief=(
                "сбой {{ incident_id }} устранён {{ resolved_at }}: {{ summary }}.",
                "failure {{ incident_id }} resolved {{ resolved_at }}: {{ summary }}.",
            ),
            act=("Откройте страницу сбоя и проверьте, что всё работает.", "Open the failure's page and check that everything works."),
        ),
    }
)
"""By the name of the event."""
