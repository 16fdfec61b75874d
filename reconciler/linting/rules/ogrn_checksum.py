"""The check digit of an organization's ОГРН or ОГРНИП."""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.linting.numbers import is_ogrn
from reconciler.linting.registration import OGRN, misfit, name_of
from reconciler.linting.rule import Rule, stateless
from reconciler.linting.subject import Subject
from reconciler.model.diagnostic import Diagnostic, Severity
from reconciler.model.message import Entry, Text

ENTRY = Entry(
    "ogrn-checksum",
    Severity.ERROR,
    Text(
        "the check digit of this {name} is wrong",
        {"": "compare it with the extract from the register, digit by digit", "zeros": "zeros are no number: write the real one, or remove the line"},
        "The last digit of an ОГРН (OGRN, 13 digits) or ОГРНИП (OGRNIP, 15 digits) follows from the others: they are one number, divided by 11 or by 13. One digit is mistyped, or two "
        "have changed places. A right check digit does not mean that the number exists. A number whose length does not go with `form` is `ogrn-kind`, and its check digit is not looked at.",
    ),
    Text(
        "контрольная цифра {name} неверна",
        {"": "сверьте номер с выпиской из реестра, цифра за цифрой", "zeros": "нули — не номер: укажите настоящий или удалите строку"},
        "Последняя цифра ОГРН (13 цифр) и ОГРНИП (15 цифр) вычисляется из остальных: это остаток от деления на 11 или на 13. Одна цифра набрана неверно, или две переставлены. "
        "Верная контрольная цифра не значит, что такой номер существует. Если длина номера не подходит к `form`, это `ogrn-kind`, и контрольная цифра не проверяется.",
    ),
)


def _look(subject: Subject) -> Iterator[Diagnostic]:
    organization = subject.organization
    ogrn = organization.ogrn
    if ogrn is not None and not is_ogrn(ogrn) and misfit(organization.form, ogrn, OGRN) is None:
        hint = "" if ogrn.strip("0") else "zeros"
        yield Diagnostic(ENTRY.code, arguments={"name": name_of(ogrn)}, place=subject.written.place("ogrn"), hint=hint)


RULE = Rule(ENTRY, stateless(_look))
