"""An ОГРН or ОГРНИП that begins as none does."""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.linting.numbers import is_ogrn
from reconciler.linting.registration import OGRN, misfit, name_of
from reconciler.linting.rule import Rule, stateless
from reconciler.linting.subject import Subject
from reconciler.model.diagnostic import Diagnostic, Severity
from reconciler.model.message import Entry, Text

ENTRY = Entry(
    "unusual-ogrn",
    Severity.WARNING,
    Text(
        "this {name} begins with an unusual digit",
        {
            "organization": "an ОГРН begins with 1 or 5; with another digit it may be the number of a later entry (ГРН): look for the ОГРН in the extract from ЕГРЮЛ",
            "person": "an ОГРНИП begins with 3; with another digit it may be the number of a later entry (ГРНИП): look for the ОГРНИП in the extract from ЕГРИП",
        },
        "The first digit of an entry in the state registers says what entry it is: 1 or 5 for the registration of a legal entity (its ОГРН), 3 for that of a sole proprietor (ОГРНИП), "
        "others for changes made later (ГРН, ГРНИП). All have check digits of the same kind, and the sheet with a change is often the one at hand. Numbers with a wrong check digit are "
        "`ogrn-checksum` and not looked at here.",
    ),
    Text(
        "{name} начинается с необычной цифры",
        {
            "organization": "ОГРН начинается с 1 или 5; с другой цифры может начинаться номер более поздней записи (ГРН): найдите ОГРН в выписке из ЕГРЮЛ",
            "person": "ОГРНИП начинается с 3; с другой цифры может начинаться номер более поздней записи (ГРНИП): найдите ОГРНИП в выписке из ЕГРИП",
        },
        "Первая цифра номера записи в государственном реестре говорит, что это за запись: 1 или 5 — о создании юридического лица (это его ОГРН), 3 — о регистрации предпринимателя "
        "(ОГРНИП), другие — об изменениях (ГРН, ГРНИП). Контрольная цифра у всех устроена одинаково, а под рукой часто оказывается лист записи об изменениях. Номер с неверной "
        "контрольной цифрой — это `ogrn-checksum`, здесь он не проверяется.",
    ),
)

_FIRST = {"organization": "15", "person": "3"}


def _look(subject: Subject) -> Iterator[Diagnostic]:
    organization = subject.organization
    ogrn = organization.ogrn
    # One finding for one number: what is mistyped, or somebody else's, is said by other rules.
    if ogrn is None or not is_ogrn(ogrn) or misfit(organization.form, ogrn, OGRN):
        return
    kind = OGRN[len(ogrn)]
    if ogrn[0] not in _FIRST[kind]:
        yield Diagnostic(ENTRY.code, arguments={"name": name_of(ogrn)}, place=subject.written.place("ogrn"), hint=kind)


RULE = Rule(ENTRY, stateless(_look))
