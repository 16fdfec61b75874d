"""Which parts of a specification are about people, and how a change of one is shown without showing it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from reconciler.model.personal import DOTS, mask
from reconciler.model.values import Json, Pointer
from reconciler.reporting import phrases
from reconciler.reporting.wording import visible

SOLE_PROPRIETOR: Final = "sole-proprietor"
_NAMES: Final = frozenset({"family_name", "given_name", "patronymic"})
_PROPRIETOR: Final = frozenset({"name", "inn", "ogrn"})
_PLAIN_WORD: Final = re.compile(
    r"[a-zа-яё]+(?:[-/][a-zа-яё]+)*|[A-ZА-ЯЁ]{1,8}(?:-[0-9]{1,8})?|[+#№]?[0-9]{1,5}(?:-[а-яё]{1,3})?|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{2}[.][0-9]{2}[.][0-9]{4}|[-–—&+=]+"
)
_PUNCTUATION: Final = ".,;:()[]«»\"'?!…"
_LIKE_AN_ADDRESS: Final = re.compile(r"\S*@\S*|\+?\d(?:[ ().-]*\d){6,}")


def is_address(pointer: Pointer) -> bool:
    """Whether this is the address of a contact."""
    return len(pointer) == 3 and pointer[0] == "contacts" and pointer[2] == "address"


def is_personal(pointer: Pointer, form: object = None) -> bool:
    """Whether the value there is shown masked. `form` is the organization's: name and numbers of a sole proprietor are those of a person."""
    return is_address(pointer) or (len(pointer) == 1 and (pointer[0] in _NAMES or (form == SOLE_PROPRIETOR and pointer[0] in _PROPRIETOR)))


def is_secret_tag(pointer: Pointer) -> bool:
    """Whether this is the keyed digest of a secret: two runs compare it, nobody reads it."""
    return len(pointer) == 4 and pointer[0] == "contacts" and pointer[2:] == ("secret", "tag")


def masked_value(pointer: Pointer, value: Json, form: object = None) -> Json:
    """A copy of the value at `pointer` with what is personal masked and the tags of secrets left out."""
    if isinstance(value, Mapping):
        return {key: masked_value((*pointer, key), part, form) for key, part in sorted(value.items()) if not is_secret_tag((*pointer, key))}
    return mask(str(value)) if is_personal(pointer, form) and value is not None else value


def masked_reason(text: str) -> str:
    """Free text that somebody wrote into a comment. It has no places to go by, so only plain words, dates and the numbers of tickets are shown; what begins with a
    capital letter may be a name, and what holds other signs an address or a secret."""
    plain = _LIKE_AN_ADDRESS.sub(lambda found: mask(found[0]), " ".join(visible(text).split()))
    return " ".join(_masked_word(word) for word in plain.split(" "))


def _masked_word(word: str) -> str:
    core = word.strip(_PUNCTUATION)
    return word if not core or DOTS in core or _PLAIN_WORD.fullmatch(core) else word.replace(core, mask(core), 1)


def distinction(pointer: Pointer, before: str, after: str, language: str) -> str:
    """What must be said beside two personal values whose masks look alike; "" where the masks tell them apart."""
    if mask(before) != mask(after):
        return ""
    same = _bare(before) == _bare(after)
    if is_address(pointer):
        return (phrases.SAME_ADDRESS if same else phrases.ANOTHER_ADDRESS).say(language)
    return (phrases.SAME_VALUE if same else phrases.ANOTHER_VALUE).say(language)


def _bare(value: str) -> str:
    return "".join(c for c in value.casefold() if c not in " -()")
