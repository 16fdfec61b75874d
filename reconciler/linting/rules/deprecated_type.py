"""Types that are going away, chosen by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reconciler.linting.rule import Rule, stateless
from reconciler.linting.subject import Subject, Written
from reconciler.model.diagnostic import Diagnostic, Part, Place, Severity
from reconciler.model.message import Entry, Text

ENTRY = Entry(
    "deprecated-type",
    Severity.WARNING,
    Text(
        'notification type "{type}" goes away with version {until} of the platform',
        {"": "choose what replaces it, and remove this"},
        "The type's declaration names a version under `until`: the first one that no longer has it. From then on nobody receives it. What is chosen by `all` or by a selector goes by "
        "itself; what is chosen by its id should be replaced in time.",
    ),
    Text(
        "типа уведомлений «{type}» не будет начиная с версии платформы {until}",
        {"": "выберите тип, который его заменяет, а этот уберите"},
        "В объявлении типа (`until`) указана версия платформы, в которой его уже нет: с неё этот тип никто не получает. Выбранное через `all` или селектор уйдёт само, "
        "а выбранное по идентификатору стоит заменить заранее.",
    ),
)


def _look(subject: Subject) -> Iterator[Diagnostic]:
    until = {type_.id: type_.until for type_ in subject.types.values() if type_.until is not None}
    if not until:
        return
    for type_, place in _chosen(subject):
        if type_ in until:
            yield Diagnostic(ENTRY.code, arguments={"type": type_, "until": until[type_] or ""}, place=place)


def _chosen(subject: Subject) -> Iterator[tuple[str, Place]]:
    """Every type that is switched on, or required, by its name."""
    own = subject.written
    for type_ in own.data.get("requirements", ()):
        yield type_, own.place("requirements", type_, part=Part.KEY)
    for role, said in own.data.get("roles", {}).items():
        yield from _notified(own, said, "roles", role)
    for written in (own, *subject.accounts.values()):
        yield from _notified(written, written.data)
        for id, contact in written.data.get("contacts", {}).items():
            if isinstance(contact, Mapping):
                yield from _items(written, contact.get("types"), "contacts", id, "types")


def _notified(written: Written, said: Mapping[str, Any], *pointer: str) -> Iterator[tuple[str, Place]]:
    yield from _items(written, said.get("notifications", {}).get("types"), *pointer, "notifications", "types")


def _items(written: Written, types: Any, *pointer: str) -> Iterator[tuple[str, Place]]:
    """The items of one `types` that are on, and where they stand."""
    if isinstance(types, list):
        yield from ((type_, written.place(*pointer, position)) for position, type_ in enumerate(types))
    elif isinstance(types, Mapping):
        yield from ((type_, written.place(*pointer, type_, part=Part.KEY)) for type_, value in types.items() if value)


RULE = Rule(ENTRY, stateless(_look))
