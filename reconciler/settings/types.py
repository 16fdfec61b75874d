"""Notification types: the built-in ones and those that documents add."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from reconciler.model.diagnostic import Place, Severity
from reconciler.model.document import Document
from reconciler.model.settings import EMPLOYEE, NotificationType
from reconciler.settings.choice import ALL, CORE, NONE
from reconciler.settings.findings import Findings, at, key

_WORDS: Final = frozenset({ALL, NONE, CORE})
"""What `types` understands otherwise: a type of such a name could not be chosen, and choosing others would mean it."""

_UNITS: Final = {"d": 24 * 60, "h": 60, "m": 1}


def types_of(documents: Iterable[Document], catalogue: Iterable[NotificationType], findings: Findings) -> tuple[dict[str, NotificationType], dict[str, int]]:
    """Every type by id, the catalogue's order first, and the document numbers of the added ones."""
    types = {type_.id: type_ for type_ in catalogue}
    builtin = frozenset(types)
    declared: dict[str, Place] = {}
    for document in documents:
        id = document.data.get("id")
        if document.kind != "NotificationType" or not isinstance(id, str):
            continue
        place = at(document.number, ("id",))
        if id in builtin:
            findings.add("builtin-type", place, type=id)
        elif id in _WORDS:
            findings.add("reserved-id", place, type=id)
        elif id in declared:
            findings.add("duplicate-id", place, hint="document", kind="type", address=f"type:{id}", other=declared[id])
        else:
            declared[id] = place
            types[id] = _type_of(id, document.data)
    return types, {f"type:{id}": place.document for id, place in declared.items()}


def _type_of(id: str, data: Mapping[str, Any]) -> NotificationType:
    return NotificationType(
        id=id,
        title=_texts(data.get("title"), id),
        description=_texts(data.get("description"), ""),
        category=data.get("category", "custom"),
        surface=data.get("surface", "lko"),
        audience=frozenset(data.get("audience", (EMPLOYEE,))),
        default_channels=tuple(sorted(data.get("channels", ("email",)))),
        allowed_channels=tuple(sorted(data.get("allowed_channels", ()))),
        mandatory=data.get("mandatory", False),
        urgent=data.get("urgent", False),
        selectable=data.get("selectable", True),
        lead=tuple(data.get("lead", ())),
        since=data.get("since"),
        until=data.get("until"),
        events={name: dict(event) if isinstance(event, dict) else {} for name, event in data.get("events", {}).items()},
    )


def _texts(written: object, default: str) -> Mapping[str, str]:
    if isinstance(written, str):
        return {"ru": written, "en": written}
    if isinstance(written, dict):
        texts = {language: str(text) for language, text in sorted(written.items())}
        other = next(iter(texts.values()), default)
        return {"en": other, "ru": other, **texts}
    return {"en": default, "ru": default}


def check_types(documents: Iterable[Document], types: Mapping[str, NotificationType], channels: frozenset[str], findings: Findings) -> None:
    """What one type's keys say against each other."""
    for document in documents:
        type_ = types.get(str(document.data.get("id")))
        if document.kind != "NotificationType" or type_ is None:
            continue
        for name in ("channels", "allowed_channels"):
            written = document.data.get(name, ())
            for index, channel in enumerate(written if isinstance(written, list) else ()):
                if channel not in channels:
                    findings.unresolved("unknown-channel", at(document.number, (name, index)), channel=str(channel), known=tuple(sorted(channels)))
        if type_.allowed_channels and not set(type_.default_channels) & set(type_.allowed_channels):
            where = at(document.number, ("allowed_channels",))
            findings.add("no-allowed-channel", key(where), type=type_.id)
        _check_lead(document, findings)


def _check_lead(document: Document, findings: Findings) -> None:
    """Points are reminders on the way to a deadline: the first that is not nearer to it than the one before is reported, with the order that is."""
    written = document.data.get("lead")
    points = written if isinstance(written, list) else []
    for position in range(1, len(points)):
        if _minutes(points[position]) >= _minutes(points[position - 1]):
            longest_first = {_minutes(point): point for point in reversed(points)}
            lead = tuple(longest_first[minutes] for minutes in sorted(longest_first, reverse=True))
            findings.add("lead-order", at(document.number, ("lead", position)), Severity.WARNING, lead=lead)
            return


def _minutes(point: str) -> int:
    """How long before the deadline a lead point such as `30d`, `12h` or `45m` is."""
    return int(point[:-1]) * _UNITS[point[-1]]
