"""What is not clear is found, each by its name; what an event itself says is nobody's mistake of wording."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reconciler.delivering.rendering.clarity import CLARITY, MOJIBAKE, missing, unclear
from reconciler.model.delivery import Content
from reconciler.model.settings import EXTERNAL
from tests.unit.delivering.rendering.samples import SUPPORT, content, event

CLEAR = content(event("payment.status_changed"), audience=EXTERNAL)

SPOILED = {
    "leftover": replace(CLEAR, text=f"{CLEAR.text}\nСумма: None"),
    "mojibake": replace(CLEAR, text=f"{CLEAR.text}\n{'Привет'.encode().decode('cp1251', 'replace')}"),
    "missing-detail": replace(CLEAR, text=CLEAR.text.replace("1\u00a0234,50", "1")),
    "too-many-parts": replace(CLEAR, parts=4),
    "jargon": replace(CLEAR, text=f"{CLEAR.text}\nОткройте ЛКО."),
    "code": replace(CLEAR, text=f"{CLEAR.text}\nСостояние: in_progress"),
    "long-sentence": replace(CLEAR, text=f"{CLEAR.text}\n{'очень ' * 36}"),
    "no-action": replace(CLEAR, details=tuple(pair for pair in CLEAR.details if pair[0] != "action")),
    "no-support": replace(CLEAR, text=CLEAR.text.replace("support", "s").replace("+7800", "")),
    "wrong-language": replace(CLEAR, locale="en"),
}


@pytest.mark.parametrize(("problem", "spoiled"), SPOILED.items())
def test_each_problem_is_found(problem: str, spoiled: Content) -> None:
    assert problem in CLARITY
    assert unclear(CLEAR, audience=EXTERNAL, channel="email", support=SUPPORT) == ()
    assert unclear(spoiled, audience=EXTERNAL, channel="email", support=SUPPORT) == (problem,)


@pytest.mark.parametrize("left", ["null", "nan", "undefined", "{{ amount }}", "???", "{% if %}", "\ufffd"])
def test_what_templates_leave_behind_is_found(left: str) -> None:
    assert unclear(replace(CLEAR, short=f"{CLEAR.short} {left}"), audience=EXTERNAL, channel="email", support=SUPPORT) == ("leftover",)


def test_a_value_that_is_nothing_but_a_gap_is_found() -> None:
    assert unclear(content(event("order.created", service="None")), audience="employee", channel="email", support=SUPPORT) == ("leftover",)


@pytest.mark.parametrize("value", ["Раздел ЛКО {{ x }}", "in_progress", "None of these???"])
def test_what_the_event_says_is_not_held_against_us(value: str) -> None:
    made = content(event("order.created", service=value), audience=EXTERNAL)
    assert unclear(made, audience=EXTERNAL, channel="email", support=SUPPORT) == ()


@pytest.mark.parametrize("text", ["ООО «ТелеСеть» — РОССИЯ", "СССР, РЁВ, С Ёлкой", "Р·С", "Naïve Ñandú"])
def test_russian_is_no_mojibake(text: str) -> None:
    assert not MOJIBAKE.search(text)


def test_mojibake_is_found_in_values_too() -> None:
    made = content(event("order.created", service="Интернет".encode().decode("latin-1")))
    assert unclear(made, audience="employee", channel="email", support=SUPPORT) == ("mojibake",)


def test_missing_details_are_named() -> None:
    details = (("amount", "1\u00a0234,50\u00a0₽"), ("status", "оплачено"), ("note", "две\nстроки"))
    assert missing(details, "Сумма: 1 234,50 ₽\r\nдве\r\nстроки") == ("status",)
