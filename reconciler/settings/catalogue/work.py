"""What an operator works on: clients' requests, deadlines, failures."""

from __future__ import annotations

from typing import Final

from reconciler.model.settings import NotificationType
from reconciler.settings.catalogue.entry import EVERYONE, MOMENT, STAFF, TEXT, entry, event, optional, rules

WORK: Final[tuple[NotificationType, ...]] = (
    entry(
        "client-request-new",
        ru=("Новый запрос от клиента", "Получение нового запроса от клиента"),
        en=("New client request", "A new request has come from a client"),
        category="requests",
        audience=STAFF,
        channels=("email", "inapp"),
        link="the request's card",
        events={"client_request.created": event(request_id=TEXT, subject=TEXT, client=TEXT, created_at=MOMENT, due_at=optional(MOMENT))},
        rules={"client_request.created": rules(order=(("created_at", "due_at"),))},
    ),
    entry(
        "client-request-status",
        ru=("Изменение статуса запроса", "Информация об изменении статуса запроса"),
        en=("Request status change", "The status of a request has changed"),
        category="requests",
        audience=EVERYONE,
        channels=("email", "inapp"),
        link="the request's card",
        events={"client_request.status_changed": event(request_id=TEXT, subject=TEXT, old_status=TEXT, new_status=TEXT, changed_at=MOMENT)},
        rules={"client_request.status_changed": rules(differ=(("old_status", "new_status"),))},
    ),
    entry(
        "response-deadline",
        ru=("Сроки ответа", "Напоминания о приближении и нарушении срока ответа на запрос"),
        en=("Response deadlines", "Reminders that an answer is nearly due or overdue"),
        category="requests",
        audience=STAFF,
        channels=("email", "sms"),
        link="the request's card",
        events={
            "response.deadline_approaching": event(request_id=TEXT, subject=TEXT, due_at=MOMENT, time_left=TEXT),
            "response.deadline_missed": event(request_id=TEXT, subject=TEXT, due_at=MOMENT, overdue_by=TEXT),
        },
        rules={"response.deadline_approaching": rules(deadline="due_at", left="time_left")},
        lead=("3d", "1d"),
    ),
    entry(
        "technical-incident",
        ru=("Технические сбои", "Информация о технических сбоях и их устранении"),
        en=("Technical failures", "Technical failures and their resolution"),
        category="operations",
        audience=STAFF,
        channels=("email", "sms", "inapp"),
        link="the incident page",
        events={
            "incident.opened": event(incident_id=TEXT, summary=TEXT, affected=TEXT, started_at=MOMENT),
            "incident.resolved": event(incident_id=TEXT, summary=TEXT, resolved_at=MOMENT),
        },
        urgent=True,
    ),
)
