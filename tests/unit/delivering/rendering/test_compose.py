"""Who gets which message, and how much work that is."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator

import pytest

from reconciler.delivering.rendering import compose as composing
from reconciler.delivering.rendering.compose import address_key, compose, grouped
from reconciler.delivering.rendering.content import render
from reconciler.model.delivery import Content
from reconciler.model.personal import Personal
from reconciler.model.routing import Destination
from tests.unit.delivering.rendering.samples import ORGANIZATION, TYPES, destination, event

EVENT = event("payment.status_changed", test=True)
TYPE = TYPES[EVENT.name]


def _of(destinations: Iterator[Destination]) -> Iterator[Content]:
    return (message.content for message in compose(EVENT, type=TYPE, organization=ORGANIZATION, destinations=destinations))


def _many(count: int) -> Iterator[Destination]:
    for number in range(count):
        yield destination(
            ("email", "sms")[number % 2],
            audience=("employee", "external")[number // 2 % 2],
            locale=("ru", "ru-RU", "en", "kk")[number // 4 % 4],
            timezone=("Europe/Moscow", "Asia/Omsk")[number // 16 % 2],
            address=f"a{number}@teleset.example",
        )


def test_words_are_found_once_for_all_who_read_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    rendered = []
    original = render

    def counted(*arguments: object, **named: object) -> Content:
        rendered.append(named["reader"])
        return original(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(composing, "render", counted)
    contents = {id(content) for content in _of(_many(1000))}
    assert len(rendered) == len(set(rendered)) == len(contents) == 2 * 2 * 2 * 2


def test_messages_are_a_stream() -> None:
    def endless() -> Iterator[Destination]:
        yield destination(address="a@teleset.example")
        pytest.fail("the second destination was asked for before the first message was taken")

    assert next(compose(EVENT, type=TYPE, organization=ORGANIZATION, destinations=endless())).destination.address.value == "a@teleset.example"


def test_ten_thousand_take_little_memory() -> None:
    sum(1 for _ in _of(_many(64)))
    tracemalloc.start()
    count = sum(1 for _ in _of(_many(10_000)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 10_000
    assert peak < 6 << 20


def test_one_address_gets_one_message_and_everybody_behind_it_is_known() -> None:
    first, second = destination(address="Anna@teleset.example"), destination(address="anna@teleset.example")
    other, phone = destination(address="b@teleset.example"), destination("sms", address="+79160000001")
    messages = list(compose(EVENT, type=TYPE, organization=ORGANIZATION, destinations=[first, other, second, phone]))
    assert [message.destination for message in messages] == [first, other, phone]
    assert list(grouped([first, other, second, phone]).values()) == [(first, second), (other,), (phone,)]
    assert [address_key(message.destination) for message in messages] == list(grouped([first, other, second, phone]))
    assert len({message.id for message in messages}) == 3


def test_addresses_of_other_channels_are_compared_as_they_are() -> None:
    assert address_key(destination("telegram", address="Ab")) != address_key(destination("telegram", address="ab"))
    assert address_key(destination("email", address="+79160000001")) != address_key(destination("sms", address="+79160000001"))


def test_cabinets_without_an_address_are_those_of_their_recipients() -> None:
    one, two = (Destination(recipient, "", "inapp", Personal("")) for recipient in ("teleset/a", "teleset/b"))
    assert len(list(compose(EVENT, type=TYPE, organization=ORGANIZATION, destinations=[one, two, one]))) == 2


@pytest.mark.parametrize(("locale", "marker"), [("ru", "[ТЕСТ] "), ("en", "[TEST] ")])
@pytest.mark.parametrize("channel", ["email", "sms", "telegram"])
def test_tests_are_marked_in_the_readers_language(locale: str, marker: str, channel: str) -> None:
    for test in (True, False):
        made = event("incident.opened", test=test)
        (message,) = compose(made, type=TYPES[made.name], organization=ORGANIZATION, destinations=[destination(channel, locale=locale)])
        content = message.content
        assert {content.subject.startswith(marker), content.short.startswith(marker), content.text.startswith(marker)} == {test}
        assert content.data["test"] is test
        assert (marker in content.html) is (test and channel == "email")
