"""E-mail addresses with letters before the @ that many servers refuse."""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.linting.rule import Rule, stateless
from reconciler.linting.subject import Subject, contact_place
from reconciler.model.diagnostic import Diagnostic, Severity
from reconciler.model.message import Entry, Text

ENTRY = Entry(
    "non-ascii-local-part",
    Severity.WARNING,
    Text(
        "many mail servers refuse an address that is not in Latin letters before the @",
        {"": "ask for an address in Latin letters; the domain may stay as it is"},
        "A domain such as почта.рф has a form in Latin letters that every server understands. What stands before the @ has none: such mail is only delivered if every server on its way "
        "supports SMTPUTF8 (RFC 6531), and many do not. Letters of two alphabets in one address are an error of their own, `mixed-script-address`.",
    ),
    Text(
        "часть адреса до @ не на латинице: многие почтовые серверы такой адрес не принимают",
        {"": "узнайте адрес на латинице; домен менять не нужно"},
        "У домена вроде почта.рф есть запись латиницей, которую понимает любой сервер. У части адреса до @ её нет: письмо дойдёт, только если все серверы на его пути поддерживают "
        "SMTPUTF8 (RFC 6531), а поддерживают его не все. Буквы двух алфавитов в одном адресе — отдельная ошибка, `mixed-script-address`.",
    ),
)


def _look(subject: Subject) -> Iterator[Diagnostic]:
    for _, written, contact in subject.contacts.get("email", ()):
        # The domain of a settled address is in ASCII.
        if not contact.address.isascii():
            yield Diagnostic(ENTRY.code, place=contact_place(written, contact.id))


RULE = Rule(ENTRY, stateless(_look))
