"""Addresses out of what arrived: a message is shown as it came, but for whom it was for.

Nothing is guessed from the form of a text. What is taken out are the addresses that are known: of the contact, of the envelope, of everybody in the run; in any spelling that
mail, HTML, URLs and telephone numbers have for them. What still holds one after that is not shown at all.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import unquote, urlsplit

from reconciler.model.personal import mask

_SPELLINGS: Final = {
    "@": "(?:@|%40|&#0*64;|&#x0*40;|&commat;|=40)",
    "+": r"(?:\+|%2b|&#0*43;|&#x0*2b;|&plus;|=2b)",
    ".": r"(?:\.|%2e|&#0*46;|&#x0*2e;|&period;)",
    "-": "(?:-|%2d|&#0*45;|&#x0*2d;)",
    "_": "(?:_|%5f|&#0*95;|&lowbar;|=5f)",
    ":": "(?::|%3a|&#0*58;|&colon;)",
    "/": r"(?:/|\\/|%2f|&#0*47;|&sol;)",
}
_BETWEEN: Final = r"[\s().\-]{0,3}"
_PHONE: Final = re.compile(r"\+?[0-9 ()-]{10,}")
_MAIL: Final = re.compile(r"[^\s<>\"'(),;:@]{1,64}@[^\s<>\"'(),;:@]{1,255}")
_TAGS: Final = re.compile(r"<[^<>]*>|\s+|=\r?\n")
_TOKEN: Final = re.compile(r"(?=.*[0-9A-Z]).{8,}")
"""A part of a URL that may be a token, and is no word of a path."""

_SHORTEST: Final = 4
"""What is shorter than this and no part of a word is not taken out of other words."""


class Masks:
    """The addresses of one contact (`addresses`), and those of everybody in the run (`known`, case-folded), out of texts."""

    def __init__(self, addresses: Iterable[str], known: frozenset[str] = frozenset()) -> None:
        self._known = known
        self._rules: list[tuple[re.Pattern[str], str]] = []
        self._needles: list[str] = []
        for address in sorted({address for given in addresses if given for address in _forms(given)}, key=lambda one: (-len(one), one)):
            shown = mask(address)
            self._rules.append((re.compile(_pattern(address), re.IGNORECASE), shown))
            self._needles.append(_digits(address)[-10:] if _PHONE.fullmatch(address) else _bare(address))

    def mask(self, text: str) -> str:
        """`text` with each address as its mask."""
        for pattern, shown in self._rules:
            text = pattern.sub(lambda _, shown=shown: shown, text)  # type: ignore[misc]
        return _MAIL.sub(lambda found: mask(found[0]) if found[0].casefold().strip(".") in self._known else found[0], text)

    def holds(self, text: str) -> bool:
        """Whether an address can still be read out of `text`, however it is written."""
        variants = {text, html.unescape(text), unquote(text), html.unescape(unquote(text))}
        plain = [_bare(_TAGS.sub("", variant)) for variant in variants]
        return any(needle in variant for needle in self._needles for variant in plain if len(needle) >= _SHORTEST)


def _bare(text: str) -> str:
    """Without what may stand between the digits of a number or be spelt in two ways."""
    folded = text.casefold()
    return re.sub(r"[\s()+\-\u00a0]", "", folded)


def _digits(text: str) -> str:
    return re.sub("[^0-9]", "", text)


def _forms(address: str) -> Iterable[str]:
    """The address, and what else betrays it: a domain in ASCII, the tokens in a URL."""
    yield address
    name, at, domain = address.rpartition("@")
    if at and not domain.isascii():
        try:
            yield f"{name}@{domain.encode('idna').decode('ascii')}"
        except UnicodeError:
            return
    if "://" in address:
        try:
            parts = urlsplit(address)
        except ValueError:
            return
        yield from (part for part in re.split("[/&=;]", f"{parts.path}&{parts.query}&{parts.password or ''}") if _TOKEN.fullmatch(part))


def _pattern(address: str) -> str:
    if _PHONE.fullmatch(address):
        digits = _digits(address)
        local = digits[-10:]
        country = f"(?:{digits[:-10]}|8)" if digits[:-10] == "7" else digits[:-10]
        return rf"(?:(?:{_SPELLINGS['+']})?{country}{_BETWEEN})?{_BETWEEN.join(local)}"
    text = "".join(_SPELLINGS.get(c, re.escape(c)) for c in address)
    return text if len(address) >= _SHORTEST else rf"(?<!\w){text}(?!\w)"
