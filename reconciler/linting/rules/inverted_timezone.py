"""Names of time zones that do not say what people take them for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from reconciler.linting.rule import Rule, stateless
from reconciler.linting.subject import Subject
from reconciler.model.diagnostic import Argument, Diagnostic, Severity
from reconciler.model.message import Entry, Text

ENTRY = Entry(
    "inverted-timezone",
    Severity.WARNING,
    Text(
        '"{timezone}" is a name that is easily misread',
        {
            "behind": "it is {hours} {hours:hour|hours} behind UTC; for {hours} {hours:hour|hours} ahead of it (UTC+{hours}) write {suggestion}",
            "ahead": "it is {hours} {hours:hour|hours} ahead of UTC, whatever its sign says; write the same time as {suggestion}",
            "old": "it is kept for old programs only; write {suggestion}",
            "fixed": "it has no summer time, while the places that use it do; write {suggestion}",
        },
        "In names such as Etc/GMT+3 the sign is that of POSIX: plus is west of Greenwich, so Etc/GMT+3 is three hours behind UTC, and quiet hours meant for Moscow are six hours off. "
        "Names of places (Europe/Moscow) cannot be misread, and follow when a government changes the time. W-SU, EST5EDT and the like stand in the file `backward` of the "
        "time zone database, which some systems do not install; EST is five hours behind UTC all year, while New York has summer time.",
    ),
    Text(
        "название часового пояса «{timezone}» легко понять неправильно",
        {
            "behind": "это время отстаёт от UTC на {hours} {hours:час|часа|часов}; если нужно UTC+{hours}, напишите {suggestion}",
            "ahead": "это UTC+{hours}, хотя знак говорит обратное; напишите то же время так: {suggestion}",
            "old": "это название оставлено для старых программ; напишите {suggestion}",
            "fixed": "в этом поясе нет летнего времени, а там, где им пользуются, оно есть; напишите {suggestion}",
        },
        "В названиях вроде Etc/GMT+3 знак поставлен по POSIX: плюс означает к западу от Гринвича. Etc/GMT+3 отстаёт от UTC на три часа, и тихие часы, рассчитанные на Москву, "
        "сдвинутся на шесть часов. Название места (Europe/Moscow) нельзя понять неправильно, и оно учитывает решения властей о переводе времени. W-SU, EST5EDT и подобные лежат в файле "
        "`backward` базы часовых поясов, который установлен не на всех системах; EST весь год отстаёт от UTC на пять часов, а в Нью-Йорке есть летнее время.",
    ),
)

_ETC: Final = re.compile(r"Etc/GMT([+-])([1-9][0-9]?)")
_PLACES: Final[Mapping[int, str]] = {
    2: "Europe/Kaliningrad",
    3: "Europe/Moscow",
    4: "Europe/Samara",
    5: "Asia/Yekaterinburg",
    6: "Asia/Omsk",
    7: "Asia/Krasnoyarsk",
    8: "Asia/Irkutsk",
    9: "Asia/Yakutsk",
    10: "Asia/Vladivostok",
    11: "Asia/Magadan",
    12: "Asia/Kamchatka",
}
"""By hours ahead of UTC: the zones of Russia, none of which has summer time."""

_OLD: Final[Mapping[str, str]] = {
    "W-SU": "Europe/Moscow",
    "EST5EDT": "America/New_York",
    "CST6CDT": "America/Chicago",
    "MST7MDT": "America/Denver",
    "PST8PDT": "America/Los_Angeles",
    "HST": "Pacific/Honolulu",
}
"""Another name of the same time."""


def _look(subject: Subject) -> Iterator[Diagnostic]:
    # There are few zones, and many accounts.
    zones = {subject.organization.recipient.timezone, *(account.timezone for account in subject.organization.accounts)}
    for written in (subject.written, *subject.accounts.values()) if any(map(_misread, zones)) else ():
        zone = written.data.get("timezone")
        if isinstance(zone, str) and (found := _misread(zone)) is not None:
            hint, arguments = found
            yield Diagnostic(ENTRY.code, arguments={"timezone": zone, **arguments}, place=written.place("timezone"), hint=hint)


def _misread(zone: str) -> tuple[str, Mapping[str, Argument]] | None:
    """The hint for a name that is easily misread, and what fills it."""
    if zone in _OLD:
        return "old", {"suggestion": _OLD[zone]}
    if zone == "EST":
        return "fixed", {"suggestion": "America/New_York"}
    if (etc := _ETC.fullmatch(zone)) is None:
        return None
    hours = int(etc[2])
    if etc[1] == "+":
        return "behind", {"hours": hours, "suggestion": _PLACES.get(hours, f"Etc/GMT-{hours}")}
    return ("ahead", {"hours": hours, "suggestion": _PLACES[hours]}) if hours in _PLACES else None


RULE = Rule(ENTRY, stateless(_look))
