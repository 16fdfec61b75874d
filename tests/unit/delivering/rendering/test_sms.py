"""Parts of text messages, and texts that are cut to fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconciler.delivering.rendering.sms import clipped, parts


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("a" * 152 + "€" + "a" * 152, 3),  # the pair does not fit into the first part any more, and leaves 151 for the second
        ("я" * 70, 1),
        ("я" * 71, 2),
        ("я" * 134, 2),
        ("я" * 135, 3),
        ("a" * 70 + "№", 2),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("😀" * 67, 3),  # 33 to a part: a pair is never split
        ("@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ" * 5, 1),
    ],
)
def test_parts(text: str, count: int) -> None:
    assert parts(text) == count


def test_what_is_cut_off_is_cut_at_a_word() -> None:
    assert clipped("Замена  кабеля\nна улице", 99) == "Замена кабеля на улице"
    assert clipped("Замена кабеля на улице", 18) == "Замена кабеля на…"
    assert clipped("Одноединственноеслово", 10) == "Одноединс…"


@given(st.text(max_size=80), st.integers(2, 60))
def test_it_never_is_longer_than_asked_for(text: str, most: int) -> None:
    assert len(clipped(text, most)) <= most
