"""Masks show enough to recognise a value, and nothing more."""

from __future__ import annotations

import pytest

from reconciler.model.personal import DOTS, Personal, mask

MASKS = [
    ("ivanova@teleset.example", f"i{DOTS}@teleset.example"),
    ("анна@почта.рф", f"а{DOTS}@почта.рф"),
    ("+79160000001", f"+7916{DOTS}01"),
    ("8 (916) 000-00-01", f"8 (91{DOTS}01"),
    ("https://bus.teleset.example/notify?token=abc", f"https://bus.teleset.example/{DOTS}"),
    ("https://user:word@bus.example", f"https://bus.example/{DOTS}"),
    ("https://bus.example", "https://bus.example"),
    ("Иванова", f"И{DOTS}"),
    ("x", f"x{DOTS}"),
    ("", ""),
    ("a@q +79160000001", f"a{DOTS}@{DOTS}"),
    ("a@+79160000001", f"a{DOTS}@{DOTS}"),
    ("a@79160000001.79160000002", f"a{DOTS}@{DOTS}"),
    ("a@b@teleset.example", f"a{DOTS}@teleset.example"),
]


@pytest.mark.parametrize(("value", "shown"), MASKS)
def test_mask(value: str, shown: str) -> None:
    assert mask(value) == shown
    assert str(Personal(value)) == shown
    assert f"{Personal(value)!r}" == f"Personal({shown})"
