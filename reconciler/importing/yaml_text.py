"""People → the text of an organization's file. What comes from the table is data: plain where that cannot mean anything else, in double quotes everywhere else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Final

from reconciler.importing.person import Contact, Person

_PLAIN: Final = re.compile(r"[A-Za-zА-Яа-яЁё][A-Za-zА-Яа-яЁё0-9_.@/+«»№’'-]*(?: [A-Za-zА-Яа-яЁё«№][A-Za-zА-Яа-яЁё0-9_.@/+«»№’'-]*)*")
_WORDS: Final = frozenset({"true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf", "да", "нет"})
"""What some parsers, or some readers, take for something else than a text."""


def organization_text(id: str, name: str, people: Iterable[Person], *, schema: str = "") -> str:
    """A new organization with its accounts. `schema` is what an editor is told to judge the file by; "" for nothing."""
    return "\n".join([*_head(schema), "kind: Organization", f"id: {scalar(id)}", f"name: {scalar(name)}", *_accounts(people), ""])


def accounts_text(organization: str, people: Iterable[Person], *, schema: str = "") -> str:
    """More accounts of an organization that is declared elsewhere."""
    return "\n".join([*_head(schema), "kind: Accounts", f"organization: {scalar(organization)}", *_accounts(people), ""])


def scalar(text: str) -> str:
    """A text as YAML."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _WORDS:
        return text
    # JSON is YAML but for what it does not escape: control characters, line separators, marks that turn the line around.
    quoted = json.dumps(text, ensure_ascii=False)
    return quoted if quoted.isprintable() else "".join(map(_escaped, quoted))


def _escaped(character: str) -> str:
    if character.isprintable() or character == "\u00a0":
        return character
    return f"\\u{ord(character):04x}" if ord(character) < 0x10000 else f"\\U{ord(character):08x}"


def _head(schema: str) -> list[str]:
    return [*([f"# yaml-language-server: $schema={schema}"] if schema else []), "version: 1"]


def _accounts(people: Iterable[Person]) -> Iterator[str]:
    yield "accounts:"
    for person in people:
        yield f"  {scalar(person.id)}:"
        if person.external:
            yield "    audience: external"
        for key, value in (
            ("family_name", person.family),
            ("given_name", person.given),
            ("patronymic", person.patronymic),
            ("role", person.role),
            ("locale", person.locale),
            ("timezone", person.timezone),
        ):
            if value:
                yield f"    {key}: {scalar(value)}"
        yield from _contacts(person)
        if person.types:
            types = person.types if isinstance(person.types, str) else f"[{', '.join(map(scalar, person.types))}]"
            yield f"    notifications: {{types: {types}}}"


def _contacts(person: Person) -> Iterator[str]:
    if not person.contacts:
        return
    ((id, only), *others) = person.contacts.items()
    if not others and _is_short(id, only):
        yield f"    contacts: {{{id}: {scalar(only.found.written)}}}"
        return
    yield "    contacts:"
    for id, contact in person.contacts.items():
        yield f"      {id}: {scalar(contact.found.written) if _is_short(id, contact) else _long(id, contact)}"


def _is_short(id: str, contact: Contact) -> bool:
    return id == contact.found.channel and contact.consent is None


def _long(id: str, contact: Contact) -> str:
    parts = [f"address: {scalar(contact.found.written)}"]
    if id != contact.found.channel:
        parts.insert(0, f"channel: {contact.found.channel}")
    if contact.consent is not None:
        basis, since = contact.consent
        parts.append(f"consent: {{basis: {basis}{f', since: {scalar(since)}' if since else ''}}}")
    return f"{{{', '.join(parts)}}}"
