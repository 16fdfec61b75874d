"""Every event of every built-in type, for everybody, everywhere: all of it is said, in words, in the reader's language, and clearly."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, cast

import pytest

from reconciler.delivering.rendering.clarity import missing, unclear
from reconciler.delivering.rendering.wording import wording
from reconciler.delivering.rendering.wordings import WORDINGS
from reconciler.delivering.rendering.wordings.labels import LABELS
from reconciler.model.settings import EMPLOYEE, EXTERNAL, NotificationType
from tests.unit.delivering.rendering.reading import links, seen, squeezed
from tests.unit.delivering.rendering.samples import EVENTS, FIELDS, LINK, SUPPORT, content, event

CHANNELS = ["email", "inapp", "sms", "push", "telegram", "webhook", "of-our-own"]
CELLS = [(type, name, audience, locale) for type, name in EVENTS for audience in sorted(type.audience) for locale in ("ru", "en")]
each_cell = pytest.mark.parametrize(("type", "name", "audience", "locale"), CELLS, ids=lambda value: value.id if isinstance(value, NotificationType) else value)
each_event = pytest.mark.parametrize(("type", "name"), EVENTS, ids=lambda value: value if isinstance(value, str) else "")


def _fields(type: NotificationType, name: str) -> dict[str, dict[str, Any]]:
    return cast(dict[str, dict[str, Any]], cast(dict[str, Any], type.events[name])["properties"])


def test_the_rows_are_those_of_the_catalogue() -> None:
    assert set(WORDINGS) == {name for _, name in EVENTS} == set(FIELDS)


@each_event
def test_every_field_has_a_name_and_every_code_a_word(type: NotificationType, name: str) -> None:
    row = wording(type, name)
    assert row is not None
    fields = _fields(type, name)
    own = set(fields) - {"event_id", "occurred_at", "link"}
    assert own <= set(LABELS)
    assert {*row.labels, *row.words, *row.lengths, *row.days, *row.internal} <= own
    for field, schema in fields.items():
        assert set(row.words.get(field, {})) >= set(schema.get("enum", ()))


def test_no_name_of_a_field_is_left_over() -> None:
    assert set(LABELS) <= {field for type, name in EVENTS for field in _fields(type, name)}


@each_cell
@pytest.mark.parametrize("channel", CHANNELS)
def test_every_detail_is_in_every_channel(type: NotificationType, name: str, audience: str, locale: str, channel: str) -> None:
    made = content(event(name), channel=channel, audience=audience, locale=locale)
    assert missing(made.details, made.text) == ()
    assert missing(made.short_details, made.short) == ()
    assert missing(made.details, str(made.data["text"])) == ()
    assert bool(made.html) is (channel in ("email", "inapp"))
    required = set(cast(dict[str, Any], type.events[name])["required"])
    assert {detail for detail, _ in made.details} >= required
    assert dict(made.details)["link"] == dict(made.short_details)["link"] == LINK
    assert LINK in made.short.split()
    assert unclear(made, audience=audience, channel=channel, support=SUPPORT) == ()


@each_cell
def test_the_parts_of_an_e_mail_say_the_same(type: NotificationType, name: str, audience: str, locale: str) -> None:
    made = content(event(name, test=True), audience=audience, locale=locale)
    assert squeezed(seen(made.html)) == squeezed(made.text)
    assert links(made.html) == [LINK]
    assert missing(made.details, seen(made.html)) == ()


@each_cell
def test_a_text_message_takes_three_parts_at_most(type: NotificationType, name: str, audience: str, locale: str) -> None:
    long = {key: f"{value} и так далее, со всеми подробностями, какие бывают" for key, value in FIELDS[name].items() if _is_text(type, name, key)}
    made = content(event(name, test=True, **long), channel="sms", audience=audience, locale=locale)
    assert 1 <= made.parts <= 3
    assert made.short.endswith(LINK)
    assert missing(made.short_details, made.short) == ()


def _is_text(type: NotificationType, name: str, field: str) -> bool:
    schema = _fields(type, name)[field]
    return "enum" not in schema and re.search(str(schema["pattern"]), "x") is not None


@each_event
def test_codes_are_never_shown(type: NotificationType, name: str) -> None:
    for field, schema in _fields(type, name).items():
        for code in schema.get("enum", ()):
            for locale in ("ru", "en"):
                made = content(event(name, **{field: code}), locale=locale)
                row = wording(type, name)
                assert row is not None
                assert dict(made.details)[field] == row.words[field][code][0 if locale == "ru" else 1]
                assert locale == "en" or code.endswith("ФЗ") or code not in made.text


@each_cell
def test_optional_fields_may_be_left_out(type: NotificationType, name: str, audience: str, locale: str) -> None:
    required = cast(dict[str, Any], type.events[name])["required"]
    less: dict[str, Any] = {field: None for field in _fields(type, name) if field not in required}
    made = content(event(name, **less), audience=audience, locale=locale)
    assert unclear(made, audience=audience, channel="email", support=SUPPORT) == ()
    assert not set(less) & {field for field, _ in made.details}


@pytest.mark.parametrize(("type", "name"), [(type, name) for type, name in EVENTS if EXTERNAL in type.audience], ids=lambda value: getattr(value, "id", value))
def test_outsiders_read_something_else_than_employees(type: NotificationType, name: str) -> None:
    inside, outside = (content(event(name), audience=audience) for audience in (EMPLOYEE, EXTERNAL))
    assert inside.text != outside.text or type.mandatory


def test_who_the_customer_is_concerns_employees_only() -> None:
    made = event("order.created")
    assert "Смирнова" in content(made).text
    for channel in CHANNELS:
        outside = content(made, audience=EXTERNAL, channel=channel)
        assert "Смирнова" not in outside.text + outside.html + outside.short + outside.subject + str(outside.data)


@each_event
def test_how_to_switch_it_off_is_said_unless_nobody_can(type: NotificationType, name: str) -> None:
    made = content(event(name))
    assert ("Настройки уведомлений" in made.text) is not type.mandatory
    assert ("отключить его нельзя" in made.text) is type.mandatory


def test_what_an_employee_must_know_is_said() -> None:
    made = content(event("payment.status_changed"))
    assert made.subject == "Уведомления об оплате: Интернет 100 «Ёлка», 1 234,50 ₽, оплачено"
    assert made.text.startswith(
        "ООО «ТелеСеть»\nУведомления об оплате\n\nПлатёж П-1204 за услугу «Интернет 100 «Ёлка»» на сумму 1\u00a0234,50\u00a0₽: оплачено.\n\nНомер платежа: П-1204\n"
    )
    assert made.short == f"ООО «ТелеСеть»: платёж за «Интернет 100 «Ёлка»», 1 234,50 ₽: оплачено. {LINK}"
    assert made.text.endswith(
        "Поддержка ООО «ТелеСеть»: support@teleset.example, +78000000000, https://teleset.example/support.\nПри обращении в поддержку назовите номер события: e-20261122-1.\n"
    )


def test_a_forced_type_says_so() -> None:
    from reconciler.delivering.rendering.compose import compose
    from tests.unit.delivering.rendering.samples import ORGANIZATION, TYPES, destination

    made = event("payment.status_changed")
    forced = replace(destination(), mandatory=True)
    (message,) = compose(made, type=TYPES[made.name], organization=ORGANIZATION, destinations=[forced])
    assert "отключить его нельзя" in message.content.text
