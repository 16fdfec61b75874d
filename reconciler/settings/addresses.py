"""Addresses in their one form: what two spellings of the same address have in common.

E-mail: RFC 5321 lengths, the domain in lower case as A-labels (IDNA 2008, RFC 5891). Phones: E.164 (ITU-T), Russian numbers also as written at home
(`8 (916) 000-00-01`). Webhooks: https, host in lower case. Other channels: an opaque identifier without spaces.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit, urlunsplit

_PLAIN_EMAIL: Final = re.compile(r"[A-Za-z0-9_%+-]+(?:\.[A-Za-z0-9_%+-]+)*@((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63})")
_RUSSIAN_MOBILE: Final = re.compile(r"\+79[0-9]{9}")
SEPARATORS: Final = str.maketrans("", "", " \u00a0()-")
"""What people write between the digits of a phone number, as a table for `str.translate`."""

_PHONE_CHARACTERS: Final = re.compile(r"\+?[0-9 \u00a0()-]+")
_OPAQUE: Final = re.compile(r"[!-~]{1,512}")
_LOCAL_PART: Final = re.compile(r"[^\s@\"(),:;<>\[\\\]\x00-\x1f\x7f]{1,64}")


class BadAddressError(ValueError):
    """An address that cannot be one. `code` is the diagnostic's; `detail` names a culprit that is not personal (a letter and its code point)."""

    def __init__(self, code: str, hint: str = "", **detail: str) -> None:
        super().__init__(code)
        self.code = code
        self.hint = hint
        self.detail = detail


def normalise(channel: str, address: str) -> str:
    """The one form of an address on a channel. Raises `BadAddressError`."""
    match channel:
        case "email":
            return email(address)
        case "sms":
            return phone(address)
        case "webhook":
            return webhook(address)
        case _:
            if _OPAQUE.fullmatch(address) is None:
                raise BadAddressError("bad-address")
            return address


def email(address: str) -> str:
    """`Anna@ТЕЛЕСЕТЬ.example` → `Anna@xn--e1aeflfeb0i.example`. The local part stays as typed (RFC 5321, section 2.4), composed (RFC 6532, section 3.1)."""
    plain = _PLAIN_EMAIL.fullmatch(address)
    if plain is not None and len(address) <= 254 and address.index("@") <= 64:
        return address
    local, at, domain = address.rpartition("@")
    if not at or not local or not domain or "." not in domain or _LOCAL_PART.fullmatch(local) is None:
        raise BadAddressError("bad-email")
    if local.startswith(".") or local.endswith(".") or ".." in local:
        raise BadAddressError("bad-email", "dots")
    _refuse_mixed_scripts(local, 0)
    normal = f"{unicodedata.normalize('NFC', local)}@{_checked_domain(domain, len(local) + 1)}"
    if len(normal) > 254:
        raise BadAddressError("bad-email", "long")
    return normal


@lru_cache(maxsize=4096)
def _checked_domain(domain: str, offset: int) -> str:
    position = offset
    for label in domain.split("."):
        _refuse_mixed_scripts(label, position)
        position += len(label) + 1
    if not domain.isascii():
        return ascii_domain(domain)
    if re.fullmatch(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}", domain.lower()) is None:
        raise BadAddressError("bad-email", "domain")
    return domain.lower()


def ascii_domain(domain: str) -> str:
    """A domain as A-labels in lower case. Raises `BadAddressError`."""
    import idna

    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise BadAddressError("bad-email", "domain") from error


def _refuse_mixed_scripts(label: str, offset: int) -> None:
    """A Cyrillic letter among Latin ones is a typing mistake nobody can see (Unicode Technical Standard 39, mixed-script confusables)."""
    if label.isascii():
        return
    scripts = [(index, character, _script(character)) for index, character in enumerate(label) if character.isalpha()]
    names = {script for _, _, script in scripts}
    if len(names) < 2:
        return
    fewest, *_, most = sorted(names, key=lambda name: (sum(script == name for _, _, script in scripts), name))
    index, character, _ = next(entry for entry in scripts if entry[2] == fewest)
    raise BadAddressError(
        "mixed-script-address",
        position=str(offset + index + 1),
        letter=character,
        alphabet=fewest.capitalize(),
        other=most.capitalize(),
        codepoint=f"U+{ord(character):04X}",
    )


def _script(character: str) -> str:
    return unicodedata.name(character, "UNKNOWN").split(" ", 1)[0]


def phone(address: str) -> str:
    """`8 (916) 000-00-01` → `+79160000001`. A number without a country code is refused: it may be anywhere."""
    bare = address.translate(SEPARATORS)
    if _RUSSIAN_MOBILE.fullmatch(bare):
        return bare
    if _PHONE_CHARACTERS.fullmatch(address) is None:
        raise BadAddressError("bad-phone")
    digits = re.sub(r"[^0-9]", "", address)
    if not address.startswith("+") and len(digits) == 10:
        raise BadAddressError("bad-phone", "country")
    import phonenumbers

    written = address if address.startswith("+") or digits.startswith("8") else f"+{digits}"
    try:
        number = phonenumbers.parse(written, "RU")
    except phonenumbers.NumberParseException as error:
        raise BadAddressError("bad-phone") from error
    # Without a plus even the country is a guess: 81 3… is Tokyo as written abroad and nothing at all as written at home.
    plausible = phonenumbers.is_possible_number if address.startswith("+") else phonenumbers.is_valid_number
    if not plausible(number):
        raise BadAddressError("bad-phone")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def webhook(address: str) -> str:
    """An https URL without credentials, its scheme and host in lower case, without a default port or fragment."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise BadAddressError("bad-webhook") from error
    if parts.scheme.lower() not in ("https", "http") or not host or any(character.isspace() for character in address):
        raise BadAddressError("bad-webhook")
    if parts.username is not None or parts.password is not None:
        raise BadAddressError("bad-webhook", "credentials")
    try:
        name = host if host.isascii() else _checked_domain(host, 0)
    except BadAddressError as error:
        raise BadAddressError("bad-webhook") from error
    netloc = f"[{name}]" if ":" in name else name
    if port is not None and port != {"https": 443, "http": 80}[parts.scheme.lower()]:
        netloc = f"{netloc}:{port}"
    return urlunsplit((parts.scheme.lower(), netloc, parts.path or "/", parts.query, ""))
