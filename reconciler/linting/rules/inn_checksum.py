"""The check digits of an organization's ИНН."""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.linting.numbers import is_inn
from reconciler.linting.registration import INN, misfit
from reconciler.linting.rule import Rule, stateless
from reconciler.linting.subject import Subject
from reconciler.model.diagnostic import Diagnostic, Severity
from reconciler.model.message import Entry, Text

ENTRY = Entry(
    "inn-checksum",
    Severity.ERROR,
    Text(
        "the check digits of this INN (ИНН) are wrong",
        {"": "compare it with the certificate, digit by digit", "zeros": "zeros are no number: write the real one, or remove the line"},
        "The last digit of an INN of an organization, and the last two of a person's, follow from the others. One digit is mistyped, or two have changed places. "
        "Right check digits do not mean that the number exists. A number whose length does not go with `form` is `inn-kind`, and its check digits are not looked at.",
    ),
    Text(
        "контрольная сумма ИНН неверна",
        {"": "сверьте его со свидетельством, цифра за цифрой", "zeros": "нули — не номер: укажите настоящий или удалите строку"},
        "Последняя цифра ИНН организации и две последние цифры ИНН физического лица вычисляются из остальных. Одна цифра набрана неверно, или две переставлены. "
        "Верная контрольная сумма не значит, что такой ИНН существует. Если длина номера не подходит к `form`, это `inn-kind`, и контрольная сумма не проверяется.",
    ),
)


def _look(subject: Subject) -> Iterator[Diagnostic]:
    organization = subject.organization
    inn = organization.inn
    if inn is not None and not is_inn(inn) and misfit(organization.form, inn, INN) is None:
        yield Diagnostic(ENTRY.code, place=subject.written.place("inn"), hint="" if inn.strip("0") else "zeros")


RULE = Rule(ENTRY, stateless(_look))
