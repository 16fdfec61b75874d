"""A number that cannot receive SMS."""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.linting.phones import RUSSIAN_MOBILE, Line, line_of
from reconciler.linting.rule import Rule, stateless
from reconciler.linting.subject import Subject, contact_place
from reconciler.model.diagnostic import Diagnostic, Severity
from reconciler.model.message import Entry, Text

ENTRY = Entry(
    "landline-sms",
    Severity.ERROR,
    Text(
        "this number cannot receive SMS",
        {
            "landline": "Russian mobile numbers begin with +7 9: write one, or remove this contact",
            "toll-free": "numbers 8-800 take calls only: write a mobile number, which begins with +7 9, or remove this contact",
            "abroad": "in the numbering plan of its country it is not a mobile number: write one that is, or remove this contact",
        },
        "In Russia mobile numbers have the codes 9XX; all others, with city codes or 8-800, take calls only, and an SMS to them is paid for and lost. Numbers of other countries are "
        "refused only where the numbering plan (ITU-T E.164, as libphonenumber knows it) says definitely that they are fixed, toll-free or premium-rate; where it "
        "does not tell mobile from fixed lines, as in the USA, every number passes. Which operator a code 9XX belongs to is not looked at: published lists go out of date.",
    ),
    Text(
        "на этот номер нельзя отправить SMS",
        {
            "landline": "российские мобильные номера начинаются с +7 9: укажите такой или удалите этот контакт",
            "toll-free": "номера 8-800 принимают только звонки: укажите мобильный, он начинается с +7 9, или удалите этот контакт",
            "abroad": "по плану нумерации своей страны это не мобильный номер: укажите мобильный или удалите этот контакт",
        },
        "В России у мобильных номеров коды 9XX; остальные номера, с кодом города или 8-800, принимают только звонки: SMS на них оплачивается и пропадает. Номера других стран "
        "отклоняются, только когда план нумерации (ITU-T E.164, по данным libphonenumber) прямо говорит, что номер стационарный, бесплатный или платный; если план не "
        "различает мобильные и стационарные номера, как в США, подходит любой. Какому оператору принадлежит код 9XX, не проверяется: опубликованные списки устаревают.",
    ),
)

_MUTE = {Line.LANDLINE, Line.TOLL_FREE, Line.ABROAD}


def _look(subject: Subject) -> Iterator[Diagnostic]:
    for _, written, contact in subject.contacts.get("sms", ()):
        number = contact.address
        if number and RUSSIAN_MOBILE.fullmatch(number) is None and (line := line_of(number)) in _MUTE:
            yield Diagnostic(ENTRY.code, place=contact_place(written, contact.id), hint=line.value)


RULE = Rule(ENTRY, stateless(_look))
