"""Bytes for the fuzzer: damaged examples, generated and senseless texts, with addresses, phones and secrets in any place. Each follows from one number."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.unit.documents.texts import generated, mutated, soup

PRIVATE = ("hidden.one@x.example", "+79161234567", "8 916 123-45-67", "https://x.example/hunter2!pw", "hunter2!pw", "112-233-445 95")
"""What nobody may be shown, as it stands in the texts: whole, and between signs that part it from its neighbours or not."""

SHOWN_BY = ("hidden.one", "9161234567", "916 123-45", "hunter2!pw", "hunter2-pw", "112-233")
"""By what it would be known."""

NAMES = ("organizations/x.yaml",) * 5 + ("reconciler.yaml",)


def content(number: int) -> tuple[str, bytes]:
    """The name and the bytes of a file."""
    chance = Random(number)
    make: Callable[[int], str] = chance.choice([mutated, mutated, mutated, mutated, generated, soup])
    text = make(number)
    for _ in range(chance.randint(0, 3)):
        text = _with_private(text, chance)
    raw = text.encode("utf-8", "ignore")
    if chance.random() < 0.1:
        raw = _damaged(raw, chance)
    return chance.choice(NAMES), raw


def hidden(raw: bytes) -> tuple[str, ...]:
    """The words that may not be shown of these bytes; not those that damage has cut out of their whole."""
    rest = raw.decode("utf-8", "replace")
    for private in sorted(PRIVATE, key=len, reverse=True):
        rest = rest.replace(private, "")
    return tuple(word for word in SHOWN_BY if word not in rest)


def _with_private(text: str, chance: Random) -> str:
    borders = [place for place, character in enumerate(text, 1) if character in " :[{,\n"]
    at = chance.choice(borders) if borders and chance.random() < 0.7 else chance.randint(0, len(text))
    quote = chance.choice(["", "", "", "'", '"', "«", "“"])
    closing = {"«": "»", "“": "”"}.get(quote, quote)
    before, after = chance.choice(["", "", " ", "\n", "\n  ", ": ", ", ", "# ", "- "]), chance.choice(["", "", " ", "\n", ": ", ": x", "}", "]", ", ", " #"])
    return f"{text[:at]}{before}{quote}{chance.choice(PRIVATE)}{closing}{after}{text[at:]}"


def _damaged(raw: bytes, chance: Random) -> bytes:
    """Bytes that are no text any more, or another encoding's."""
    match chance.choice(["byte", "cut", "cp1251", "utf-16", "bom"]):
        case "byte":
            at = chance.randint(0, len(raw))
            return raw[:at] + chance.randbytes(chance.randint(1, 3)) + raw[at:]
        case "cut":
            return raw[: chance.randint(0, len(raw))]
        case "bom":
            return b"\xef\xbb\xbf" + raw
        case encoding:
            return raw.decode("utf-8", "replace").encode(encoding, "ignore")
