"""What holds for every text that fmt is given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, given, settings

from reconciler.canonical import canonical
from reconciler.documents.arrange import Keys
from reconciler.documents.decoding import decode
from reconciler.documents.format import UnformattableText, formatted
from reconciler.documents.parse import Parsed, parse
from reconciler.model.diagnostic import Severity
from reconciler.model.limits import Limits
from reconciler.schema.order import key_order
from tests.remarks import homes
from tests.unit.documents import texts
from tests.written import written_declarations

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=40)
at_length = settings(unhurried, max_examples=1000)
LIMITS = Limits()


def keys_of(said: Mapping[str, str]) -> Keys | None:
    return key_order(said.get("kind", ""))


class Shuffled:
    """An order of keys for texts that are no declarations."""

    places: ClassVar = {name.strip("'\""): place for place, name in enumerate(reversed(texts.KEYS))}

    def inside(self, key: str | None) -> Shuffled:
        return self


def data(parsed: list[Parsed]) -> list[bytes]:
    return [canonical(one.data) for one in parsed]


def fmt(text: str) -> str:
    return formatted(text, parse(text, LIMITS), LIMITS, keys_of)


def holds(text: str) -> None:
    result = fmt(text)
    assert data(parse(result, LIMITS)) == data(parse(text, LIMITS))
    assert homes(result) == homes(text)
    assert fmt(result) == result
    assert not any(line != line.rstrip() for line in result.split("\n"))
    assert "\n\n\n" not in result
    assert result.endswith("\n")


@unhurried
@given(written_declarations())
def test_a_declaration_says_the_same_and_every_comment_stays_where_it_belongs(text: str) -> None:
    holds(text)


@pytest.mark.long
@pytest.mark.timeout(1800)
@at_length
@given(written_declarations())
def test_many_declarations_say_the_same_and_every_comment_stays_where_it_belongs(text: str) -> None:
    holds(text)


@pytest.mark.parametrize("write", [texts.generated, texts.mutated, texts.soup], ids=lambda write: write.__name__)
def test_any_text_says_the_same_and_loses_nothing_or_is_left_alone(write: Callable[[int], str]) -> None:
    """Also keys in another order, aliases, tags, blocks of text and whatever else can be written."""
    changed = left = 0
    for number in range(1500):
        text, broken = decode(write(number).encode("utf-8"))
        parsed = parse(text, LIMITS)
        if broken or not parsed or any(finding.severity is Severity.ERROR for one in parsed for finding in one.findings):
            continue
        try:
            result = formatted(text, parsed, LIMITS, lambda said: Shuffled())
        except UnformattableText:
            left += 1
            continue
        changed += result != text
        assert data(parse(result, LIMITS)) == data(parsed), number
        assert signs(result) == signs(text), number
        again = formatted(result, parse(result, LIMITS), LIMITS, lambda said: Shuffled())
        assert again == result, number
    assert left * 5 < changed, (changed, left)


def signs(text: str) -> Counter[str]:
    """What a text is made of, but for what the style may change: blanks, quotes and the comma behind a last item."""
    return Counter(sign for sign in text if not sign.isspace() and sign not in "'\",")
