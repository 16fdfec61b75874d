"""What a phone number can do, as far as its numbering plan says. A number here is E.164, as settings hold it.

Russia: mobile numbers are +7 9XX; all of 9XX, since sub-ranges change hands faster than lists are printed. +7 6XX and +7 7XX are Kazakhstan's. Elsewhere the metadata of
libphonenumber decide, and only where they are definite: a plan that does not tell mobile from fixed lines proves nothing.
"""

from __future__ import annotations

import enum
import re
from functools import lru_cache
from typing import Final

RUSSIAN_MOBILE: Final = re.compile(r"\+79[0-9]{9}")
"""The fast path: nearly every number."""


class Line(enum.Enum):
    """What a number leads to."""

    USABLE = "usable"
    """It may take SMS, or nobody can tell."""

    KAZAKHSTAN = "kazakhstan"
    """The same, but it only looks Russian."""

    LANDLINE = "landline"
    """A Russian number outside the mobile codes."""

    TOLL_FREE = "toll-free"
    """8-800."""

    ABROAD = "abroad"
    """A number of another country whose plan says that it is no mobile one."""


@lru_cache(maxsize=1024)
def line_of(number: str) -> Line:
    """What a number that is no Russian mobile one leads to."""
    if number.startswith("+7800"):
        return Line.TOLL_FREE
    if number.startswith("+7") and number[2:3] not in ("6", "7", "9"):
        return Line.LANDLINE
    if _is_fixed(number):
        return Line.ABROAD
    return Line.KAZAKHSTAN if number.startswith(("+76", "+77")) else Line.USABLE


def _is_fixed(number: str) -> bool:
    import phonenumbers
    from phonenumbers import PhoneNumberType

    try:
        kind = phonenumbers.number_type(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return False
    fixed = (PhoneNumberType.FIXED_LINE, PhoneNumberType.TOLL_FREE, PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST, PhoneNumberType.VOICEMAIL)
    return kind in fixed
