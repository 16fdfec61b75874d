"""Types and codes, listed."""

from __future__ import annotations

import random

import pytest

from reconciler.reporting.catalogue import render_types
from reconciler.reporting.codes import render_code_page, render_codes
from tests.unit.reporting.worlds import type_

CORE = [type_(id, core=True) for id in ("payment", "orders", "works", "license-renewal")]
OTHERS = [type_("account-security", mandatory=True), type_("leak")]

RUSSIAN = """\
Тип уведомления                                               | Описание
--------------------------------------------------------------|---------------------------
* Название payment (payment)                                  | Что такое payment
* Название orders (orders)                                    | Что такое orders
* Название works (works)                                      | Что такое works
* Название license-renewal (license-renewal)                  | Что такое license-renewal
  Название account-security (account-security, обязательный)  | Что такое account-security
  Название leak (leak)                                        | Что такое leak

* основные типы"""


def test_core_types_first() -> None:
    types = [*CORE, *OTHERS]
    for _ in range(5):
        random.shuffle(types)
        assert render_types(types, language="ru") == RUSSIAN


@pytest.mark.usefixtures("rows")
def test_codes() -> None:
    lines = render_codes(language="en").splitlines()
    assert [line.split()[0] for line in lines[:5]] == ["about-a-person", "duplicate-id", "sms-without-consent", "unknown-type", "unreachable"]
    assert lines[3] == 'unknown-type         error    notification type "…" does not exist'


@pytest.mark.usefixtures("rows")
def test_a_page() -> None:
    assert render_code_page("unknown-type", language="ru").splitlines() == [
        "unknown-type: ошибка",
        "",
        "типа уведомлений «…» не существует",
        "",
        "О типах.",
        "",
        "Ещё.",
        "",
        "Что делать:",
        "- список: reconciler types",
        "- возможно, «…»?",
    ]


@pytest.mark.usefixtures("rows")
def test_a_code_that_does_not_exist() -> None:
    with pytest.raises(KeyError):
        render_code_page("no-such-code", language="en")
