"""Check digits of Russian registration numbers.

ИНН: weighted sums modulo 11 modulo 10, one check digit for an organization, two for a person. ОГРН and ОГРНИП: the number without its last digit,
modulo 11 or 13, modulo 10. СНИЛС: a weighted sum modulo 101, for numbers above 001-001-998. The tests hold them against python-stdnum where it knows them.
A number here is bare ASCII digits of the right length.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_ORGANIZATION: Final = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_PERSON_11: Final = (7, *_ORGANIZATION)
_PERSON_12: Final = (3, *_PERSON_11)
_LAST_UNCHECKED_SNILS: Final = 1_001_998


def is_inn(number: str) -> bool:
    """Whether the check digits of an ИНН of 10 (organization) or 12 digits (person) are right. All zeros pass the sum and are no number."""
    if not number.strip("0"):
        return False
    if len(number) == 10:
        return _inn_digit(number, _ORGANIZATION) == number[9]
    return _inn_digit(number, _PERSON_11) == number[10] and _inn_digit(number, _PERSON_12) == number[11]


def _inn_digit(number: str, weights: Sequence[int]) -> str:
    return str(sum(weight * int(digit) for weight, digit in zip(weights, number, strict=False)) % 11 % 10)


def is_ogrn(number: str) -> bool:
    """Whether the check digit of an ОГРН (13 digits) or ОГРНИП (15) is right."""
    return bool(number.strip("0")) and str(int(number[:-1]) % (len(number) - 2) % 10) == number[-1]


def is_snils(number: str) -> bool:
    """Whether the check digits of a СНИЛС (11 digits) are right; early numbers have none."""
    if not number.strip("0"):
        return False
    if int(number[:9]) <= _LAST_UNCHECKED_SNILS:
        return True
    total = sum(weight * int(digit) for weight, digit in zip(range(9, 0, -1), number, strict=False))
    return f"{total % 101 % 100:02d}" == number[9:]


def is_checked_snils(number: str) -> bool:
    """Whether a СНИЛС (11 digits) has check digits and they are right: the early ones, small numbers padded with zeros, prove nothing."""
    return int(number[:9]) > _LAST_UNCHECKED_SNILS and is_snils(number)
