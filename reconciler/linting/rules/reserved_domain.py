"""Domains that exist for examples and tests only, where real people are written to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from reconciler.linting.rule import Look, Option, Options, Rule
from reconciler.linting.subject import Subject, contact_place
from reconciler.model.diagnostic import Diagnostic, Place, Severity
from reconciler.model.message import Entry, Text

ENTRY = Entry(
    "reserved-domain",
    Severity.WARNING,
    Text(
        'the domain "{domain}" is reserved for examples and tests: nothing sent there arrives',
        {"": "write the real address; if this one is meant, write in reconciler.yaml: lint: {{reserved-domain: {{allow: [{domain}]}}}}"},
        "example.com, example.net, example.org and all domains under .example, .invalid, .test and .localhost belong to nobody (RFC 2606, RFC 6761); `example` under any other ending is "
        "hardly meant otherwise. In documentation and tests that is their use; where real people are written to, a placeholder was left in. The rule therefore looks only at projects with "
        "a backend that is neither in memory nor a SQLite file and whose `recipients` are not limited, in some environment.",
    ),
    Text(
        "домен «{domain}» предназначен для примеров и тестов: отправленное туда никто не получит",
        {"": "укажите настоящий адрес; если так и задумано, напишите в reconciler.yaml: lint: {{reserved-domain: {{allow: [{domain}]}}}}"},
        "example.com, example.net, example.org и все домены в зонах .example, .invalid, .test и .localhost никому не принадлежат (RFC 2606, RFC 6761); `example` в других зонах вряд ли "
        "означает что-то иное. Для документации и тестов они и нужны, но там, где пишут настоящим людям, это забытая заготовка. Поэтому правило действует, только если хотя бы в одном "
        "окружении проекта `backend` — не память и не файл SQLite, а получатели (`recipients`) не ограничены.",
    ),
)

OPTIONS: Final = (
    Option("allow", (), "Allowed domains", "Domains that are fine, each with its subdomains; example allows everything under .example. None, unless said."),
)

_RESERVED: Final = re.compile(r"(?:.*\.)?(?:example(?:\.[a-z0-9-]+)?|test|invalid|localhost)\.?")
_MAY_BE: Final = re.compile(r"example|test|invalid|localhost")
"""What nearly every address lacks."""


def _start(options: Options) -> Look:
    allowed = tuple(word.lower().strip(".") for word in options.words("allow"))

    def look(subject: Subject) -> Iterator[Diagnostic]:
        if not subject.surroundings.live:
            return
        for domain, place in (*_contacts(subject), *_support(subject)):
            if _RESERVED.fullmatch(domain) and not any(f".{domain}".endswith(f".{word}") for word in allowed):
                yield Diagnostic(ENTRY.code, arguments={"domain": domain}, place=place)

    return look


def _contacts(subject: Subject) -> Iterator[tuple[str, Place]]:
    """The domains that contacts lead to, and where the contact is written."""
    for _, written, contact in subject.contacts.get("email", ()):
        if _MAY_BE.search(contact.address):
            yield contact.address.rpartition("@")[2], contact_place(written, contact.id)
    for _, written, contact in subject.contacts.get("webhook", ()):
        if _MAY_BE.search(contact.address):
            yield _host(contact.address), contact_place(written, contact.id)


def _support(subject: Subject) -> Iterator[tuple[str, Place]]:
    """Whom people are told to turn to: only where it is written, not where it is inherited."""
    support = subject.written.data.get("support")
    if not isinstance(support, dict):
        return
    if isinstance(email := support.get("email"), str):
        yield email.rpartition("@")[2].lower(), subject.written.place("support", "email")
    if isinstance(url := support.get("url"), str):
        yield _host(url), subject.written.place("support", "url")


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # such as http://[, which the schema lets pass
        return ""


RULE = Rule(ENTRY, _start, OPTIONS)
