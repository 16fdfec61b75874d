"""Values are data: not evaluated, not markup, not headers. E10 to E12 of what an event may hold."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError

from reconciler.delivering.rendering import templates
from reconciler.delivering.rendering.clarity import missing
from reconciler.delivering.rendering.short import MOST_IN_A_MESSENGER
from reconciler.delivering.rendering.webhook import webhook
from tests.unit.delivering.rendering.reading import links, seen, squeezed, tags
from tests.unit.delivering.rendering.samples import content, event

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=https://evil.example/x onerror=alert(1)>',
    "{{ 7 * 7 }} {{x}} {% raw %} {# c #}",
    "{{ ''.__class__.__mro__ }}",
    "%s %(x)s {0} {x} ${HOME} $(id) `id`",
    "&amp; & &lt; &#1; ' \"",
    "</td></table></body></html>",
    "№ «ё» ₽ — 100\u00a0% 😀 Ё",
    "None",
]


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("channel", ["email", "telegram", "sms"])
def test_a_value_is_what_it_is(value: str, channel: str) -> None:
    made = content(event("order.status_changed", order_id=value, new_status=value), channel=channel)
    assert value in made.text
    assert missing(made.short_details, made.short) == ()
    assert channel != "telegram" or value in made.short
    assert dict(made.details)["new_status"] == value
    if channel == "email":
        assert squeezed(seen(made.html)) == squeezed(made.text)
        assert tags(made.html) <= {"html", "head", "meta", "title", "body", "p", "h1", "table", "tr", "td", "br", "a", "hr"}
        assert links(made.html) == [made.link]
    assert json.loads(webhook(made))["data"]["order_id"] == value


def test_an_ampersand_of_a_link_is_escaped_where_it_must_be() -> None:
    made = content(event("order.created", link="https://lk.example/?a=1&b=2&copy=3"))
    assert 'href="https://lk.example/?a=1&amp;b=2&amp;copy=3"' in made.html
    assert "https://lk.example/?a=1&b=2&copy=3\n" in made.text


def test_only_web_addresses_can_be_clicked() -> None:
    made = content(event("order.created", link="javascript:alert(1)"))
    assert links(made.html) == []
    assert "javascript:alert(1)" in seen(made.html)


def test_a_subject_is_one_line_that_reads_from_left_to_right() -> None:
    made = content(event("order.created", service="Интернет\r\nBcc: a@evil.example\u2028x\x00y\u202ez"))
    assert made.subject == "Уведомления о заказах: новый заказ A-17, Интернет Bcc: a@evil.example x yz"


def test_half_a_character_is_replaced() -> None:
    made = content(event("order.created", service="a\ud800b"))
    assert "a\ufffdb" in made.text
    assert json.loads(webhook(made))["data"]["service"] == "a\ufffdb"
    made.html.encode()


def test_long_texts_keep_within_what_a_channel_takes() -> None:
    huge = "слово " * 100_000
    made = event("order.created", service=huge, order_id="9" * 5_000)
    telegram, sms, email = (content(made, channel=channel) for channel in ("telegram", "sms", "email"))
    assert len(telegram.short) <= MOST_IN_A_MESSENGER
    assert missing(telegram.short_details, telegram.short) == ()
    assert sms.parts <= 3
    assert sms.short.endswith(made.link)
    assert huge in email.text
    assert len(email.subject) <= 180


def test_a_link_is_whole_even_where_it_takes_more_than_a_text_message() -> None:
    link = "https://lk.example/" + "a" * 600
    made = content(event("order.created", link=link), channel="sms")
    assert made.short.endswith(f" {link}")
    assert made.parts > 3
    assert dict(made.short_details).keys() == {"organization", "notification_type", "link"}


def test_a_template_that_lacks_a_value_is_an_error_and_no_gap() -> None:
    with pytest.raises(UndefinedError):
        templates.text("{{ amount }}")
    with pytest.raises(UndefinedError):
        content(event("order.created", service=None))


@pytest.mark.parametrize("source", ["{{ x.__class__ }}", "{{ x.__class__.__mro__ }}", "{{ x.append(1) }}"])
def test_templates_live_in_a_sandbox(source: str) -> None:
    with pytest.raises((SecurityError, UndefinedError)):
        templates.text(source, x=[])


@given(st.text(min_size=1, max_size=60).filter(lambda text: bool(text.strip()) and "\r" not in text))
@settings(max_examples=60, deadline=None)
def test_any_text_comes_through(value: str) -> None:
    made = content(event("order.status_changed", new_status=value))
    assert value in made.text
    assert squeezed(seen(made.html).replace("\ufffd", "").replace("\x00", "")) == squeezed(made.text.replace("\x00", "").replace("\ufffd", ""))
