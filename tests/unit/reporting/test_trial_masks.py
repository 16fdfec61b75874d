"""Known addresses go, in every spelling; what still holds one is noticed."""

from __future__ import annotations

import html
import quopri
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconciler.reporting.trial_masks import Masks

MAIL, PHONE, HOOK = "Ivanova+x@teleset.example", "+79161234567", "https://bot:p4ssw0rd@bus.example/hooks/9c0ffee9c0ffee?key=0123456789"


@pytest.mark.parametrize(
    ("address", "text"),
    [
        (MAIL, MAIL),
        (MAIL, MAIL.upper()),
        (MAIL, f"mailto:{quote(MAIL)}"),
        (MAIL, MAIL.replace("@", "&#64;").replace(".", "&#x2e;")),
        (MAIL, MAIL.replace("@", "&commat;").replace("+", "&plus;")),
        ("user@почта.рф", "user@xn--80a1acny.xn--p1ai"),
        (PHONE, "+7 (916) 123-45-67"),
        (PHONE, "8 916 123-45-67"),
        (PHONE, "79161234567"),
        (PHONE, "tel:%2B79161234567"),
        (PHONE, "9161234567"),
        (HOOK, "GET /hooks/9c0ffee9c0ffee"),
        (HOOK, "key=0123456789"),
        (HOOK, "p4ssw0rd"),
        (HOOK, HOOK),
    ],
)
def test_a_spelling(address: str, text: str) -> None:
    masks = Masks([address])
    assert masks.holds(text)
    masked = masks.mask(f"before {text} after")
    assert masked.startswith("before ")
    assert masked.endswith(" after")
    assert not masks.holds(masked)
    assert text not in masked


@pytest.mark.parametrize(
    ("address", "text"),
    [
        (MAIL, "Ivanova+x<wbr>@teleset<b></b>.example"),
        (MAIL, "ivanova+x @teleset.\nexample"),
        (MAIL, quopri.encodestring(b"x" * 60 + MAIL.encode()).decode()),
        (MAIL, quote(html.escape(MAIL)).replace("e", "%65")),
        (PHONE, "<td>916</td><td>123</td><td>4567</td>"),
    ],
)
def test_what_cannot_be_masked_is_noticed(address: str, text: str) -> None:
    masks = Masks([address])
    assert masks.holds(masks.mask(text))


def test_others_of_the_run_are_masked_too_and_nobody_else() -> None:
    masks = Masks([], frozenset({"petrov@teleset.example"}))
    assert masks.mask("Petrov@teleset.example, support@teleset.example.") == "P•••••@teleset.example, support@teleset.example."


def test_words_of_a_path_stay() -> None:
    masks = Masks(["https://bus.example/api/notify/messages"])
    assert masks.mask('"messages to notify"') == '"messages to notify"'


def test_a_short_address_is_no_part_of_a_word() -> None:
    assert Masks(["17"]).mask("17 of 2017") == "1••••• of 2017"


@given(st.from_regex(r"[a-z][a-z0-9.+_-]{3,12}@[a-z]{2,8}\.(example|рф)", fullmatch=True), st.text(max_size=20), st.text(max_size=20))
def test_any_address_between_anything(address: str, before: str, after: str) -> None:
    masks = Masks([address])
    assert address not in masks.mask(f"{before} {address} {after}")
