"""+7 is shared with Kazakhstan."""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.linting.phones import RUSSIAN_MOBILE, Line, line_of
from reconciler.linting.rule import Rule, stateless
from reconciler.linting.subject import Subject, contact_place
from reconciler.model.diagnostic import Diagnostic, Severity
from reconciler.model.message import Entry, Text

ENTRY = Entry(
    "foreign-plus-seven",
    Severity.WARNING,
    Text(
        "this is a number of Kazakhstan, not a Russian mobile number",
        {
            "": "Russian mobile numbers begin with +7 9: check the digits after +7; if the number is right, write on the line above: "
            "# reconciler: ignore[foreign-plus-seven] lives in Kazakhstan"
        },
        "Russia and Kazakhstan share the country code 7 (ITU-T E.164): the codes 6XX and 7XX are Kazakhstan's. The number is valid, but an SMS to it goes abroad, at another price and "
        "under another law, and more often the 9 was left out or mistyped.",
    ),
    Text(
        "это номер Казахстана, а не российский мобильный",
        {
            "": "российские мобильные номера начинаются с +7 9: проверьте цифры после +7; если номер верный, напишите строкой выше: "
            "# reconciler: ignore[foreign-plus-seven] живёт в Казахстане"
        },
        "У России и Казахстана общий код страны 7 (ITU-T E.164), коды 6XX и 7XX принадлежат Казахстану. Сам номер допустим, но SMS на него уходит за границу, по другой цене и по "
        "другим правилам; чаще же это опечатка в первой цифре после +7.",
    ),
)


def _look(subject: Subject) -> Iterator[Diagnostic]:
    for _, written, contact in subject.contacts.get("sms", ()):
        number = contact.address
        if number and RUSSIAN_MOBILE.fullmatch(number) is None and line_of(number) is Line.KAZAKHSTAN:
            yield Diagnostic(ENTRY.code, place=contact_place(written, contact.id))


RULE = Rule(ENTRY, stateless(_look))
