"""Dates, times, amounts and lengths of time."""

from __future__ import annotations

import pytest

from reconciler.delivering.rendering import formats
from reconciler.delivering.rendering.languages import language
from tests.unit.delivering.rendering.samples import content, event


@pytest.mark.parametrize(
    ("text", "zone", "ru", "en"),
    [
        ("2026-11-24T14:30:00+03:00", "Europe/Moscow", "24.11.2026, 14:30 МСК", "24 November 2026, 14:30 Moscow time"),
        ("2026-11-24T23:30:00.123456789Z", "Europe/Moscow", "25.11.2026, 02:30 МСК", "25 November 2026, 02:30 Moscow time"),
        ("2026-11-24T23:30:00Z", "Asia/Novosibirsk", "25.11.2026, 06:30 UTC+7", "25 November 2026, 06:30 UTC+7"),
        ("2026-11-24T14:30:00+03:00", "Asia/Kolkata", "24.11.2026, 17:00 UTC+5:30", "24 November 2026, 17:00 UTC+5:30"),
        ("2026-01-01T02:00:00Z", "America/New_York", "31.12.2025, 21:00 UTC-5", "31 December 2025, 21:00 UTC-5"),
        ("2026-07-01T02:00:00Z", "America/New_York", "30.06.2026, 22:00 UTC-4", "30 June 2026, 22:00 UTC-4"),
        ("2026-11-24T14:30:00+03:00", "UTC", "24.11.2026, 11:30 UTC", "24 November 2026, 11:30 UTC"),
        ("2026-11-24T14:30:00+03:00", "No/Such", "24.11.2026, 11:30 UTC", "24 November 2026, 11:30 UTC"),
        ("2026-12-31T23:59:60Z", "UTC", "31.12.2026, 23:59 UTC", "31 December 2026, 23:59 UTC"),
        ("2028-02-29T00:00:00z", "UTC", "29.02.2028, 00:00 UTC", "29 February 2028, 00:00 UTC"),
    ],
)
def test_moments_are_in_the_recipients_zone(text: str, zone: str, ru: str, en: str) -> None:
    assert formats.moment(text, "ru", zone) == ru
    assert formats.moment(text, "en", zone) == en


@pytest.mark.parametrize(
    "text", ["tomorrow", "2026-11-24", "2026-02-30T10:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-11-24T14:30:00"]
)
def test_what_is_no_moment_stays_as_it_is(text: str) -> None:
    assert formats.moment(text, "ru", "Asia/Kamchatka") == text


def test_dates() -> None:
    assert formats.day("2026-11-04", "ru") == "04.11.2026"
    assert formats.day("2026-11-04", "en") == "4 November 2026"
    assert formats.day("2026-02-30", "ru") == "2026-02-30"
    assert formats.day("4.11.2026", "ru") == "4.11.2026"


@pytest.mark.parametrize(
    ("text", "ru", "en"),
    [
        ("1234.50", "1\u00a0234,50\u00a0₽", "RUB\u00a01,234.50"),
        ("0.00", "0,00\u00a0₽", "RUB\u00a00.00"),
        ("-1000000.05", "-1\u00a0000\u00a0000,05\u00a0₽", "RUB\u00a0-1,000,000.05"),
        ("999999999999999.99", "999\u00a0999\u00a0999\u00a0999\u00a0999,99\u00a0₽", "RUB\u00a0999,999,999,999,999.99"),
        ("1234.5", "1234.5", "1234.5"),
        ("NaN", "NaN", "NaN"),
    ],
)
def test_money(text: str, ru: str, en: str) -> None:
    assert formats.money(text, "ru") == ru
    assert formats.money(text, "en") == en


@pytest.mark.parametrize(
    ("text", "ru", "en"),
    [
        ("1", "1 день", "1 day"),
        ("2", "2 дня", "2 days"),
        ("5", "5 дней", "5 days"),
        ("11", "11 дней", "11 days"),
        ("21", "21 день", "21 days"),
        ("180d", "180 дней", "180 days"),
        ("семь дней", "семь дней", "семь дней"),
    ],
)
def test_days_agree_with_their_number(text: str, ru: str, en: str) -> None:
    assert formats.days(text, "ru") == ru
    assert formats.days(text, "en") == en


@pytest.mark.parametrize(
    ("text", "ru", "en"),
    [
        ("3d", "3 дня", "3 days"),
        ("1h", "1 час", "1 hour"),
        ("45m", "45 минут", "45 minutes"),
        ("2d 4h", "2 дня 4 часа", "2 days 4 hours"),
        ("1 д", "1 день", "1 day"),
        ("2 ч 1 мин", "2 часа 1 минута", "2 hours 1 minute"),
        ("2 дм", "2 дм", "2 дм"),
        ("P1DT4H", "1 день 4 часа", "1 day 4 hours"),
        ("P", "P", "P"),
        ("2 часа", "2 часа", "2 часа"),
    ],
)
def test_lengths_of_time(text: str, ru: str, en: str) -> None:
    assert formats.length(text, "ru") == ru
    assert formats.length(text, "en") == en


@pytest.mark.parametrize(
    ("locale", "spoken"), [("ru", "ru"), ("ru-RU", "ru"), ("ru_RU", "ru"), ("en", "en"), ("en-GB", "en"), ("kk", "en"), ("rue", "en"), ("", "en")]
)
def test_every_locale_has_a_language(locale: str, spoken: str) -> None:
    assert language(locale) == spoken
    assert content(event("order.created"), locale=locale).locale == spoken


def test_each_field_is_written_as_what_it_is() -> None:
    made = dict(content(event("license.renewal_due")).details)
    assert (made["valid_until"], made["days_left"], made["occurred_at"]) == ("01.12.2026", "7 дней", "22.11.2026, 21:58 МСК")
    made = dict(content(event("account.balance_changed"), locale="en", timezone="Asia/Vladivostok").details)
    assert (made["old_balance"], made["balance"]) == ("RUB\u00a01,000,000.00", "RUB\u00a0-15.05")
    assert made["occurred_at"] == "23 November 2026, 04:58 UTC+10"
