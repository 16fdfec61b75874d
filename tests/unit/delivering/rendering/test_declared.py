"""Types that somebody declared: no sentence is ours, all details are theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from reconciler.delivering.rendering.clarity import missing, unclear
from reconciler.model.delivery import Content
from reconciler.model.event import Event
from reconciler.model.settings import EMPLOYEE, EXTERNAL, NotificationType
from tests.unit.delivering.rendering.reading import seen, squeezed
from tests.unit.delivering.rendering.samples import LINK, SUPPORT, content

PROPERTIES: dict[str, Any] = {
    "event_id": {"type": "string"},
    "occurred_at": {"type": "string"},
    "link": {"type": "string"},
    "station": {"type": "string", "title": "Станция"},
    "region": {"type": "string", "description": "Регион"},
    "a-b {{ c }}": {"type": "string"},
    "subscribers": {"type": "integer", "title": "Абоненты"},
    "planned": {"type": "boolean", "title": "По плану"},
    "temperature": {"type": "string", "pattern": "^[0-9]+[.][0-9]{2}$", "title": "Температура"},
    "loss": {"type": "string", "title": "Потери", "x-format": "money"},
    "until": {"type": "string", "title": "До", "format": "date-time"},
    "day": {"type": "string", "title": "День", "x-format": "date"},
    "debt": {"type": "string", "title": "Долг", "x-format": "balance"},
    "left": {"type": "integer", "title": "Осталось"},
    "state": {"title": "Состояние", "oneOf": [{"const": "down", "title": "не работает"}, {"const": "up", "title": "работает"}]},
    "towers": {"type": "array", "title": "Вышки"},
    "where": {"type": "object", "title": "Место"},
    "engineer": {"type": "string", "title": "Инженер", "x-internal": True},
}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "title": "Базовая станция не работает",
    "required": ["station", "region", "loss", "state"],
    "properties": PROPERTIES,
    "x-deadline": {"field": "until", "left": "left"},
}
TYPE = NotificationType(
    id="base-station-outage",
    title={"ru": "Отказ базовой станции", "en": "Base station outage"},
    description={"ru": "Отказ базовой станции и восстановление её работы", "en": "A base station has failed, or works again"},
    category="operations",
    surface="network",
    audience=frozenset({EMPLOYEE, EXTERNAL}),
    default_channels=("email",),
    # The same name as one of ours: whose schema it is decides, not what it is called.
    events={"payment.status_changed": SCHEMA, "base_station.free": {}},
)
PAYLOAD: dict[str, Any] = {
    "event_id": "e-1",
    "occurred_at": "2026-11-22T21:58:00+03:00",
    "link": LINK,
    "station": "БС-12",
    "region": "Приморье",
    "a-b {{ c }}": "{{ d }}",
    "subscribers": 1200,
    "planned": False,
    "temperature": "1234.50",
    "loss": "1234.50",
    "until": "2026-11-24T11:30:00Z",
    "day": "2026-11-24",
    "debt": "-7.00",
    "left": 3,
    "state": "down",
    "towers": ["A", "B", None],
    "where": {"street": "Лесная", "house": 5, "flat": None},
    "engineer": "Орлов",
    "unknown": "служебная пометка",
}


def _content(name: str = "payment.status_changed", payload: dict[str, Any] = PAYLOAD, type: NotificationType = TYPE, **of: Any) -> Content:
    return content(Event("e-1", name, TYPE.id, "teleset", datetime(2026, 11, 22, 18, 58, tzinfo=UTC), LINK, payload, test=False), type=type, **of)


def test_fields_are_named_and_written_as_their_schemas_say() -> None:
    made = _content()
    for line in (
        "Станция: БС-12",
        "Регион: Приморье",
        "a-b {{ c }}: {{ d }}",
        "Абоненты: 1200",
        "По плану: нет",
        "Температура: 1234.50",
        "Потери: 1\u00a0234,50\u00a0₽",
        "До: 24.11.2026, 14:30 МСК",
        "День: 24.11.2026",
        "Долг: -7,00\u00a0₽",
        "Осталось: 3 дня",
        "Состояние: не работает",
        "Вышки: A, B",
        "Место: street: Лесная; house: 5",
        "Инженер: Орлов",
        "Время события: 22.11.2026, 21:58 МСК",
    ):
        assert line in made.text.splitlines()
    assert made.subject == "Отказ базовой станции: Базовая станция не работает, БС-12"
    assert made.text.startswith("ООО «ТелеСеть»\nОтказ базовой станции\n\nБазовая станция не работает\n\nСтанция: БС-12\n")
    assert squeezed(seen(made.html)) == squeezed(made.text)
    assert missing(made.details, made.text) == ()


def test_what_is_internal_or_unknown_does_not_reach_outsiders() -> None:
    for channel in ("email", "sms", "telegram", "webhook"):
        made = _content(payload={name: value for name, value in PAYLOAD.items() if "{{" not in name}, audience=EXTERNAL, channel=channel)
        everything = made.subject + made.text + made.html + made.short + repr(made.data) + repr(made.details)
        assert "Орлов" not in everything
        assert "служебная" not in everything
        assert unclear(made, audience=EXTERNAL, channel=channel, support=SUPPORT) == ()
    assert "Орлов" in repr(_content(channel="webhook").data)


def test_a_text_message_has_what_the_schema_asks_for_first() -> None:
    made = _content(channel="sms")
    assert made.short == f"ООО «ТелеСеть»: Базовая станция не работает: БС-12, Приморье, 1 234,50 ₽. {LINK}"
    assert [name for name, _ in made.short_details] == ["organization", "station", "region", "loss", "link"]
    huge = _content(payload={**PAYLOAD, "station": "С" * 900, "region": "Р " * 900}, channel="sms")
    assert huge.parts <= 3
    assert "1 234,50 ₽" in huge.short


def test_an_event_without_a_schema_shows_all_it_has() -> None:
    made = _content("base_station.free", {"event_id": "e-1", "link": LINK, "note": "Всё работает", "empty": " ", "nothing": None})
    assert "Событие: base_station.free\nnote: Всё работает\n" in made.text
    assert "empty" not in made.text
    outside = _content("base_station.free", {"event_id": "e-1", "link": LINK}, audience=EXTERNAL, locale="en")
    assert "base_station" not in outside.text
    assert "A base station has failed, or works again" in outside.text


@pytest.mark.parametrize("schema", [True, [], {"properties": []}, {"required": "x", "properties": {"note": True}}])
def test_odd_schemas_do_no_harm(schema: Any) -> None:
    made = _content("base_station.free", {"event_id": "e-1", "note": "да"}, replace(TYPE, events={"base_station.free": schema}))
    assert "note: да" in made.text
