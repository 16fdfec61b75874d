"""Whose registration number it is: an ОГРН has 13 digits and is an organization's, an ОГРНИП has 15 and is a sole proprietor's."""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.linting.registration import OGRN, misfit, name_of
from reconciler.linting.rule import Rule, stateless
from reconciler.linting.subject import Subject
from reconciler.model.diagnostic import Argument, Diagnostic, Severity
from reconciler.model.message import Entry, Text

ENTRY = Entry(
    "ogrn-kind",
    Severity.ERROR,
    Text(
        "{length} digits make an {name}, which does not go with form: {form}",
        {
            "person": "an ОГРНИП is a sole proprietor's: write the organization's ОГРН of 13 digits, or form: sole-proprietor if it is one",
            "organization": "an ОГРН is an organization's: write the entrepreneur's ОГРНИП of 15 digits, or the form of the organization, such as form: company",
        },
        "An organization is entered in the register of legal entities (ЕГРЮЛ) under an ОГРН of 13 digits, a sole proprietor in that of entrepreneurs (ЕГРИП) under an ОГРНИП of 15. "
        "Either the number is somebody else's, or `form` is wrong; `form` also decides which rules apply to the organization. With `form: other`, or without a form, both are accepted.",
    ),
    Text(
        "{length} цифр — это {name}, он не подходит к form: {form}",
        {
            "person": "ОГРНИП бывает только у предпринимателя: укажите ОГРН организации из 13 цифр, а если это предприниматель, напишите form: sole-proprietor",
            "organization": "ОГРН бывает только у организации: укажите ОГРНИП предпринимателя из 15 цифр или исправьте форму, например form: company",
        },
        "Организация внесена в реестр юридических лиц (ЕГРЮЛ), её номер — ОГРН из 13 цифр; предприниматель внесён в реестр предпринимателей (ЕГРИП), его номер — ОГРНИП из 15 цифр. "
        "Значит, либо номер чужой, либо неверна форма `form`, а от неё зависит, какие правила действуют для организации. Если указано `form: other` или формы нет, "
        "подходит и тот и другой номер.",
    ),
)


def _look(subject: Subject) -> Iterator[Diagnostic]:
    organization = subject.organization
    ogrn = organization.ogrn
    if ogrn is not None and (kind := misfit(organization.form, ogrn, OGRN)):
        arguments: dict[str, Argument] = {"length": len(ogrn), "name": name_of(ogrn), "form": organization.form}
        yield Diagnostic(ENTRY.code, arguments=arguments, place=subject.written.place("ogrn"), hint=kind)


RULE = Rule(ENTRY, stateless(_look))
