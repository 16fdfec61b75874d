"""Quiet hours so long that from and to are probably swapped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from reconciler.linting.rule import Look, Option, Options, Rule
from reconciler.linting.subject import Subject
from reconciler.model.diagnostic import Argument, Diagnostic, Place, Severity
from reconciler.model.message import Entry, Text

ENTRY = Entry(
    "long-quiet-hours",
    Severity.WARNING,
    Text(
        "quiet hours from {start} to {end} last more than {limit} {limit:hour|hours}",
        {
            "": 'if from and to are swapped, write quiet_hours: {{from: "{end}", to: "{start}"}}; otherwise write shorter ones',
            "long": "write shorter ones, or allow more in reconciler.yaml: lint: {{long-quiet-hours: {{hours: {enough}}}}}",
        },
        "Quiet hours begin at `from` and end at `to`, on the next day where `to` is earlier. 08:00 to 22:00 are therefore the whole day, and what is not urgent would only be delivered at "
        "night. More than 14 hours are reported, or more than `hours` of this rule in reconciler.yaml. The finding is at the layer that says them (organization, role or account), not at "
        "each account that inherits them.",
    ),
    Text(
        "тихие часы с {start} до {end} длятся больше {limit} {limit:часа|часов|часов}",
        {
            "": 'если from и to перепутаны, напишите quiet_hours: {{from: "{end}", to: "{start}"}}, иначе сократите тихие часы',
            "long": "сократите их или разрешите больше в reconciler.yaml: lint: {{long-quiet-hours: {{hours: {enough}}}}}",
        },
        "Тихие часы начинаются в `from` и кончаются в `to`, на следующий день, если `to` раньше. Поэтому с 08:00 до 22:00 — это весь день, и несрочное приходило бы только ночью. "
        "Сообщается о промежутках длиннее 14 часов или длиннее, чем указано в `hours` этого правила в reconciler.yaml. Место — тот уровень, где они заданы (организация, роль или "
        "учётная запись), а не каждая учётная запись, которая их наследует.",
    ),
)

OPTIONS: Final = (Option("hours", 14, "Hours", "How long quiet hours may be without a warning: 14, unless said."),)

_DAY: Final = 24 * 60


def _start(options: Options) -> Look:
    limit = options.number("hours") * 60

    def look(subject: Subject) -> Iterator[Diagnostic]:
        for quiet, place in _layers(subject):
            start, end = quiet.get("from"), quiet.get("to")
            if isinstance(start, str) and isinstance(end, str) and (length := (_minutes(end) - _minutes(start)) % _DAY) > limit:
                arguments: dict[str, Argument] = {"start": start, "end": end, "limit": limit // 60, "enough": -(-length // 60)}
                yield Diagnostic(ENTRY.code, arguments=arguments, place=place, hint="" if _DAY - length <= limit else "long")

    return look


def _layers(subject: Subject) -> Iterator[tuple[Mapping[str, Any], Place]]:
    """The quiet hours that the files of an organization say, each once, and where."""
    written, own = subject.written, subject.organization.recipient.quiet_hours
    if quiet := _quiet(written.data):
        yield quiet, written.place("notifications", "quiet_hours")
    roles = written.data.get("roles")
    for id, role in roles.items() if isinstance(roles, dict) else ():
        if isinstance(role, dict) and (quiet := _quiet(role)):
            yield quiet, written.place("roles", id, "notifications", "quiet_hours")
    # Most accounts inherit theirs.
    for account in (subject.accounts[account.address] for account in subject.organization.accounts if account.quiet_hours is not own):
        if quiet := _quiet(account.data):
            yield quiet, account.place("notifications", "quiet_hours")


def _quiet(data: Mapping[str, Any]) -> Mapping[str, Any] | None:
    notifications = data.get("notifications")
    quiet = notifications.get("quiet_hours") if isinstance(notifications, dict) else None
    return quiet if isinstance(quiet, dict) else None


def _minutes(time: str) -> int:
    """`08:30` → 510."""
    return int(time[:2]) * 60 + int(time[3:])


RULE = Rule(ENTRY, _start, OPTIONS)
