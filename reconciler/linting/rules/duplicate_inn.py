"""Two organizations with one ИНН."""

from __future__ import annotations

from reconciler.linting.numbers import is_inn
from reconciler.linting.registration import INN
from reconciler.linting.rule import Look, Options, Rule
from reconciler.linting.subject import Subject
from reconciler.model.diagnostic import Diagnostic, Place, Severity
from reconciler.model.message import Entry, Text

ENTRY = Entry(
    "duplicate-inn",
    Severity.WARNING,
    Text(
        "another organization has the same INN (ИНН)",
        {
            "organization": "it is at {other}; branches share an INN and differ by kpp: write it in each, or correct the INN that is wrong",
            "person": "it is at {other}; a person has one INN: correct the one that is wrong, or make one organization of the two",
        },
        "A file was copied and the number was left as it was, or one organization is declared twice. Branches of a legal entity do share its INN; what tells them apart is the KPP, so two "
        "with the same INN and different `kpp` are fine. So is one with a `kpp` beside one without.",
    ),
    Text(
        "такой же ИНН у другой организации",
        {
            "organization": "она здесь: {other}; у филиалов один ИНН, но разные КПП: укажите kpp у каждого или исправьте неверный ИНН",
            "person": "она здесь: {other}; ИНН у человека один: исправьте неверный или сделайте из двух организаций одну",
        },
        "Скопировали файл и не исправили номер, или одна организация объявлена дважды. У филиалов юридического лица ИНН действительно общий, различаются они по КПП, поэтому "
        "одинаковый ИНН при разных `kpp` — не ошибка. Не ошибка и ИНН с `kpp` рядом с таким же без `kpp`.",
    ),
)


def _start(_: Options) -> Look:
    seen: dict[tuple[str, str | None], Place] = {}

    def look(subject: Subject) -> list[Diagnostic]:
        inn = subject.organization.inn
        # What is mistyped is said by another rule; placeholders such as zeros are no one's number.
        if inn is None or not is_inn(inn):
            return []
        here = subject.written.place("inn")
        other = seen.setdefault((inn, subject.organization.kpp), here)
        if other is here:
            return []
        return [Diagnostic(ENTRY.code, arguments={"other": other}, place=here, hint=INN[len(inn)])]

    return look


RULE = Rule(ENTRY, _start, compares=True)
