"""What a mark says of a text, and whether the text is it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconciler.schema.marked import CODES, FORMATS, date_of, fits, has_control, is_visible, moment_of

GOOD = [
    *(("money", text) for text in ("0.00", "0.50", "1000.50", "123456789012345.00")),
    *(("balance", text) for text in ("-90.00", "0.00", "10.25")),
    *(("date", text) for text in ("2026-03-01", "2024-02-29", "0001-01-01", "9999-12-31")),
    *(
        ("moment", text)
        for text in (
            "2026-03-01T10:00:00+03:00",
            "2024-02-29T23:59:59Z",
            "2026-03-01T10:00:00.123456789-11:30",
            "2016-12-31T23:59:60Z",
            "2026-03-01T00:00:00-00:00",
        )
    ),
    *(
        ("link", text)
        for text in (
            "https://lk.example",
            "https://lk.example/orders/A-17?from=mail&next=%2Fcabinet#card",
            "https://lk.example:8443/",
            "https://почта.рф/заказы?q=№17",
            "https://[2001:db8::1]/",
            "https://lk.example/a@b?mail=a@b",
            "https://lk.example/" + "a" * 5000 + "?x=1&y=2",
        )
    ),
    ("lines", "anything\r\nat all"),
]

BAD = [
    *(
        ("money", text)
        for text in (
            "-1.00",
            "1",
            "1.0",
            "1.000",
            "1 000,50",
            "1\u00a0000.50",
            "1,000.50",
            "NaN",
            "Infinity",
            "0.30000000000000004",
            "01.00",
            "1.00\n",
            "١.٠٠",
            "1e3",
        )
    ),
    *(("balance", text) for text in ("--1.00", "-", "+1.00", "-1")),
    *(
        ("date", text)
        for text in (
            "2025-02-29",
            "1900-02-29",
            "2026-02-30",
            "2026-04-31",
            "2026-13-01",
            "2026-00-10",
            "0000-01-01",
            "20260301",
            "2026-W10-1",
            "2026-03-01\n",
            "01.03.2026",
        )
    ),
    *(
        ("moment", text)
        for text in (
            "2026-03-01T10:00:00",
            "2026-02-30T10:00:00Z",
            "2025-02-29T10:00:00Z",
            "2026-03-01T25:00:00Z",
            "2026-03-01T24:00:00Z",
            "2026-03-01T10:60:00Z",
            "2026-03-01T10:00:61Z",
            "2026-03-01T10:00Z",
            "2026-03-01 10:00:00Z",
            "2026-03-01T10:00:00+24:00",
            "2026-03-01T10:00:00+03",
            "2026-03-01T10:00:00Z\n",
            "0001-01-01T00:00:00+14:00",
            "9999-12-31T23:59:60Z",
            "2026-03-01",
            "٢٠٢٦-03-01T10:00:00Z",
        )
    ),
    *(
        ("link", text)
        for text in (
            "http://lk.example/",
            "HTTPS://lk.example/",
            "//lk.example/",
            "javascript:alert(1)",
            "data:text/html,x",
            "https://user:password@lk.example/",
            "https://lk.example@evil.example/",
            "https://@lk.example/",
            "https:///path",
            "https://?x",
            "https://",
            "https://lk.example/a b",
            "https://lk.example/\r\nBcc: x",
            "https://lk.example/\u202egnp",
            "https://lk.example/\u200b",
            "https://lk.example\\@evil.example/",
            "https://lk.example%2f@evil/",
            "https://lk.example:99999/",
            "https://lk.example:x/",
            "https://[::1/",
            "https://lk..example/",
            "https://<b>/",
            " https://lk.example/",
        )
    ),
]


@pytest.mark.parametrize(("format", "text"), GOOD)
def test_it_is_what_its_mark_says(format: str, text: str) -> None:
    assert fits(format, text)


@pytest.mark.parametrize(("format", "text"), BAD)
def test_it_is_not(format: str, text: str) -> None:
    assert not fits(format, text)


def test_every_mark_is_tried() -> None:
    assert {format for format, _ in GOOD} == FORMATS
    assert {format for format, _ in BAD} == CODES.keys()


def test_a_link_leads_only_where_it_may() -> None:
    assert fits("link", "https://lk.teleset.example./x", {"lk.teleset.example"}.__contains__)
    assert fits("link", "https://LK.teleset.example/x", {"lk.teleset.example"}.__contains__)
    assert not fits("link", "https://lk.teleset.example.evil.example/x", {"lk.teleset.example"}.__contains__)
    assert not fits("link", "https://evil.example/lk.teleset.example", {"lk.teleset.example"}.__contains__)


@given(st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 12, 31)), st.integers(-1439, 1439))  # noqa: DTZ001
def test_a_moment_is_read_as_it_is_meant(naive: datetime, minutes: int) -> None:
    offset = timedelta(minutes=minutes)
    sign = "-" if minutes < 0 else "+"
    text = f"{naive.isoformat(timespec='microseconds')}{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
    found = moment_of(text)
    assert found is not None
    assert found == naive.replace(tzinfo=UTC) - offset
    found.astimezone(UTC)


@given(st.dates())
def test_a_date_is_read_as_it_is_meant(day: date) -> None:
    assert date_of(day.isoformat()) == day


@given(st.text())
def test_what_is_taken_for_a_link_has_no_other_host(text: str) -> None:
    link = f"https://lk.example/{text}"
    if fits("link", link):
        assert urlsplit(link).hostname == "lk.example"
        assert not has_control(link)
        assert not any(character.isspace() for character in link)


@pytest.mark.parametrize("text", ["", " ", "\u00a0", "\u200b\u200d\ufeff", "\u2028\t\r\n", "\u3164", "\u2800", "\u2003\u180e", "\u202e"])
def test_nothing_is_seen_of_these(text: str) -> None:
    assert not is_visible(text)


@pytest.mark.parametrize("text", [".", "ё", " x ", "\u200bx", "🙂", "名"])
def test_something_is_seen_of_these(text: str) -> None:
    assert is_visible(text)


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x0b", "\x1b", "\x7f", "\x85", "\u2028", "\u2029", "\u202e", "\u2066", "\ud800", "\ufffe"])
def test_control_characters_are_found_in_every_text(character: str) -> None:
    assert has_control(f"a{character}b")
    assert has_control(f"a{character}b", "lines")


@pytest.mark.parametrize(("text", "in_lines"), [("a\nb", False), ("a\r\nb", False), ("a\tb", False), ("a\rb", True)])
def test_a_line_has_no_break_in_it(text: str, in_lines: bool) -> None:
    assert has_control(text)
    assert has_control(text, "lines") is in_lines


@pytest.mark.parametrize("text", ["", "Ёлка «17» № ₽ 🙂 👨‍👩‍👧", "a\u200bb", "{{x}} %s ${HOME} <script>"])
def test_other_text_is_no_control(text: str) -> None:
    assert not has_control(text)
