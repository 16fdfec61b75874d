"""A КПП is an organization's: a sole proprietor has none."""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.linting.registration import PROPRIETOR
from reconciler.linting.rule import Rule, stateless
from reconciler.linting.subject import Subject
from reconciler.model.diagnostic import Diagnostic, Part, Severity
from reconciler.model.message import Entry, Text

ENTRY = Entry(
    "kpp-kind",
    Severity.ERROR,
    Text(
        "a sole proprietor has no KPP (КПП)",
        {"": "remove this line, or write the form of the organization, such as form: company"},
        "The tax service gives a KPP to organizations, for each place where they are registered; a sole proprietor is registered once, as a person (order ММВ-7-6/435@ of the Federal Tax "
        "Service of 29 June 2012). Either the number is somebody else's, or `form` is wrong.",
    ),
    Text(
        "у предпринимателя не бывает КПП",
        {"": "удалите эту строку или исправьте форму, например form: company"},
        "КПП налоговая служба присваивает организациям, по каждому месту постановки на учёт; предприниматель учитывается один раз, как физическое лицо (приказ ФНС России от 29.06.2012 "
        "№ ММВ-7-6/435@). Значит, либо номер чужой, либо неверна форма `form`.",
    ),
)


def _look(subject: Subject) -> Iterator[Diagnostic]:
    if subject.organization.form == PROPRIETOR and subject.organization.kpp is not None:
        yield Diagnostic(ENTRY.code, place=subject.written.place("kpp", part=Part.KEY))


RULE = Rule(ENTRY, stateless(_look))
