"""Ids that give a person away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from operator import attrgetter, itemgetter
from typing import Final

from reconciler.linting.identifiers import NUMBER_LENGTH, is_address_of, may_hold_number, number_in, shortest, spells_an_address, without_full_name
from reconciler.linting.registration import PROPRIETOR
from reconciler.linting.rule import Look, Options, Rule
from reconciler.linting.subject import Subject
from reconciler.model.diagnostic import Diagnostic, Part, Place, Severity
from reconciler.model.message import Entry, Text
from reconciler.model.settings import Recipient

ENTRY = Entry(
    "pii-in-id",
    Severity.ERROR,
    Text(
        "this id gives personal data away",
        {
            "name": "it is a full name; the family name is enough, or the family name with an initial: {suggestion}",
            "phone": "it contains a phone number: choose one without, such as client-17; the number belongs under contacts",
            "email": "it contains an e-mail address: choose one without, such as client-17; the address belongs under contacts",
            "snils": "it contains a SNILS (СНИЛС): choose one without, such as client-17",
            "inn": "it contains a person's INN (ИНН): choose one without, such as client-17",
        },
        "An id is a public name: it stands in every plan, log, message and history entry, and stays there when the person has gone. So it must hold no phone number, e-mail address, СНИЛС, "
        "person's ИНН or full name: only data that are needed may be processed (152-ФЗ, article 5). A family name alone is fine, also with an initial: ivanova, ivanova-a. Names are compared with "
        "the usual transliterations, СНИЛС and ИНН also by their check digits. Where such an id is live already, an entry under `moved` says that the new one is the same person. "
        "Where the ids cannot be changed, write `lint: {pii-in-id: warning}` in reconciler.yaml.",
    ),
    Text(
        "этот id раскрывает персональные данные",
        {
            "name": "это фамилия и имя; достаточно фамилии или фамилии с инициалом: {suggestion}",
            "phone": "в нём номер телефона: выберите id без него, например client-17; номеру место в contacts",
            "email": "в нём адрес электронной почты: выберите id без него, например client-17; адресу место в contacts",
            "snils": "в нём СНИЛС: выберите id без него, например client-17",
            "inn": "в нём ИНН физического лица: выберите id без него, например client-17",
        },
        "Идентификатор виден всем: он стоит в каждом плане, журнале, сообщении и в истории и остаётся там, когда человек уже ушёл. Поэтому в нём не должно быть номера телефона, адреса почты, "
        "СНИЛС, ИНН физического лица и полного имени: обрабатываются только те данные, которые нужны (152-ФЗ, статья 5). Фамилии достаточно, можно с инициалом: ivanova, ivanova-a. "
        "Имена сравниваются с учётом принятых транслитераций, СНИЛС и ИНН — ещё и по контрольным цифрам. Если такой id уже действует, запись в `moved` говорит, что новый — это тот "
        "же человек. Если менять идентификаторы нельзя, напишите в reconciler.yaml `lint: {pii-in-id: warning}`.",
    ),
)

_ENTREPRENEUR: Final = re.compile(r"^\s*(?:ИП|индивидуальный предприниматель)\s+", re.IGNORECASE)

_HARMLESS: Final = frozenset({"email", "sms", "webhook", "push", "telegram", "max", "vk", "inapp", "mobile", "work"})
"""What contacts are called nearly always."""

_VANISHING: Final = 2
"""By how much a family name may be shorter in Latin letters: Вольский, volsky."""

_CONTACT, _ID = itemgetter(2), attrgetter("id")

Found = tuple[str, str]
"""The variant of the hint, and what to write instead (only for a name)."""


class _Shortest(dict[str | None, int]):
    """In how few letters each given name can be spelt, for the names seen so far."""

    def __missing__(self, name: str | None) -> int:
        self[name] = length = shortest(name or "")
        return length


def _start(_: Options) -> Look:
    least = _Shortest()

    def look(subject: Subject) -> Iterator[Diagnostic]:
        written = subject.written
        if found := _any(subject.organization.id) or _proprietor(subject):
            yield _diagnostic(written.place("id"), found)
        roles = written.data.get("roles")
        for id in roles if isinstance(roles, dict) else ():
            if found := _any(id):
                yield _diagnostic(written.place("roles", id, part=Part.KEY), found)
        for account in _suspects(subject, least):
            if found := _of_person(account.address.partition("/")[2], account):
                yield _diagnostic(subject.accounts[account.address].place(part=Part.KEY), _free(found, subject))
        yield from _contacts(subject)

    return look


def _suspects(subject: Subject, least: Mapping[str | None, int]) -> Iterator[Recipient]:
    """The accounts whose ids are worth looking at. Every account of every plan comes by here, so the questions are short, and asked of many at once where they can be."""
    accounts, addresses = subject.organization.accounts, subject.accounts
    start = len(subject.organization.id) + 1
    # What is left of an e-mail address has two hyphens at least: for the sign and for the dot.
    hyphens = subject.organization.id.count("-") + 1
    suspects = {address for address in addresses if address.count("-") > hyphens}
    if may_hold_number("\n".join(addresses)):
        suspects.update(address for address in addresses if len(address) >= start + NUMBER_LENGTH)
    if suspects:
        yield from (account for account in accounts if account.address in suspects)
    spare = start - _VANISHING
    roomy = [
        account
        for account in accounts
        if (family := account.family_name) and len(account.address) - len(family) >= spare + least[account.given_name] and account.address not in suspects
    ]
    for account in roomy:
        # The number that tells two of one name apart takes no room.
        if len(account.address.rstrip("0123456789-")) - len(account.family_name or "") >= spare + least[account.given_name]:
            yield account


def _contacts(subject: Subject) -> Iterator[Diagnostic]:
    ids = {id for contacts in subject.contacts.values() for id in map(_ID, map(_CONTACT, contacts))} - _HARMLESS
    if ids:
        for recipient, written in subject.recipients:
            for contact in recipient.contacts:
                if contact.id in ids and (found := _of_person(contact.id, recipient)):
                    yield _diagnostic(written.place("contacts", contact.id, part=Part.KEY), found)


def _any(id: str) -> Found | None:
    """What any id may hold: a number or an address."""
    if kind := number_in(id):
        return kind, ""
    return ("email", "") if spells_an_address(id) else None


def _of_person(id: str, person: Recipient) -> Found | None:
    """The same, and what only somebody who knows the person can see: their name, or their own address."""
    if found := _any(id) or _named(id, person):
        return found
    emails = (contact.address for contact in person.contacts if contact.channel == "email")
    return ("email", "") if is_address_of(id, emails, (person.family_name, person.given_name)) else None


def _named(id: str, person: Recipient) -> Found | None:
    family, given = person.family_name, person.given_name
    short = without_full_name(id, family, given, person.patronymic) if family and given else None
    return ("name", short) if short else None


def _proprietor(subject: Subject) -> Found | None:
    """A sole proprietor's organization has the name of a person: «ИП Иванова Анна Петровна»."""
    organization = subject.organization
    if organization.form != PROPRIETOR:
        return None
    names = _ENTREPRENEUR.sub("", organization.name).split()
    if len(names) < 2:
        return None
    short = without_full_name(organization.id, names[0], names[1], names[2] if len(names) > 2 else None)
    return ("name", short) if short else None


def _free(found: Found, subject: Subject) -> Found:
    """The same with a suggestion that is nobody's yet."""
    hint, id = found
    taken = f"{subject.organization.id}/{id}" in subject.accounts
    numbered = (f"{id}-{number}" for number in range(2, len(subject.accounts) + 3))
    return hint, next(other for other in numbered if f"{subject.organization.id}/{other}" not in subject.accounts) if taken else id


def _diagnostic(place: Place, found: Found) -> Diagnostic:
    hint, suggestion = found
    return Diagnostic(ENTRY.code, arguments={"suggestion": suggestion} if suggestion else {}, place=place, hint=hint)


RULE = Rule(ENTRY, _start)
