"""Whose ИНН it is: that of an organization has 10 digits, that of a person 12."""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.linting.registration import INN, misfit
from reconciler.linting.rule import Rule, stateless
from reconciler.linting.subject import Subject
from reconciler.model.diagnostic import Diagnostic, Severity
from reconciler.model.message import Entry, Text

ENTRY = Entry(
    "inn-kind",
    Severity.ERROR,
    Text(
        "an INN (ИНН) of {length} digits does not go with form: {form}",
        {
            "person": "12 digits are a person's: write the 10 digits of the organization, or form: sole-proprietor if it is one",
            "organization": "10 digits are an organization's: write the 12 digits of the entrepreneur, or the form of the organization, such as form: company",
        },
        "The tax service gives an organization an INN of 10 digits and a person one of 12, and a sole proprietor is a person (order ММВ-7-6/435@ of the Federal Tax Service of "
        "29 June 2012). Either the number is somebody else's, or `form` is wrong; `form` also decides which rules apply to the organization. With `form: other`, or without a form, both "
        "lengths are accepted.",
    ),
    Text(
        "ИНН из {length} цифр не подходит к form: {form}",
        {
            "person": "12 цифр — ИНН физического лица: укажите ИНН организации из 10 цифр, а если это предприниматель, напишите form: sole-proprietor",
            "organization": "10 цифр — ИНН организации: укажите ИНН предпринимателя из 12 цифр или исправьте форму, например form: company",
        },
        "Налоговая служба присваивает организации ИНН из 10 цифр, а физическому лицу — из 12; индивидуальный предприниматель — физическое лицо (приказ ФНС России от 29.06.2012 "
        "№ ММВ-7-6/435@). Значит, либо номер чужой, либо неверна форма `form`, а от неё зависит, какие правила действуют для организации. Если указано `form: other` или "
        "формы нет, подходит и та и другая длина.",
    ),
)


def _look(subject: Subject) -> Iterator[Diagnostic]:
    organization = subject.organization
    inn = organization.inn
    if inn is not None and (kind := misfit(organization.form, inn, INN)):
        yield Diagnostic(ENTRY.code, arguments={"length": len(inn), "form": organization.form}, place=subject.written.place("inn"), hint=kind)


RULE = Rule(ENTRY, stateless(_look))
