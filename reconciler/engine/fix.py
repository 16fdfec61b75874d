"""What is written in a way that can only mean one thing, written as it should be. A suggestion ("did you mean") is never taken: that would be a guess."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

from reconciler.documents.audit import NOT_TEXT
from reconciler.documents.scalars import Scalar, scalars
from reconciler.model.policy import CHANNELS
from reconciler.model.settings import NotificationType
from reconciler.model.values import Json, Pointer
from reconciler.schema.shape import misplaced
from reconciler.schema.walk import Node, accepted, annotation, inside, nodes_at
from reconciler.settings.addresses import BadAddressError, email, phone
from reconciler.settings.choice import ALL, is_selector
from reconciler.settings.selection import by_title

_QUOTED: Final = frozenset({"bad-date", "bad-inn", "bad-kpp", "bad-ogrn", "bad-support-phone", "bad-time", "bad-version"})
"""What always stands in quotes, by the code of its pattern: other programs read some of these as numbers or dates."""

_DIGITS: Final = "+-.0123456789"
_WORDS: Final = "tfynoднвил1"
_LONGEST_WORD: Final = 6
"""How what may be mended by its meaning begins: numbers, words for true and false in either language, and the version."""

_NUMERIC: Final = frozenset({"integer", "number"})


class Mend(NamedTuple):
    """One scalar to be written otherwise. `kind` says what is done, `code` is that of the diagnostic it answers ("" where there is none); `text` is what to write, `value` what it says."""

    scalar: Scalar
    kind: str
    code: str
    text: str
    value: str


class Titles:
    """Titles of notification types → ids. `own` finds the types that are not built in; it is only asked where a title is none of theirs."""

    def __init__(self, builtin: Mapping[str, NotificationType], own: Callable[[], Mapping[str, NotificationType]]) -> None:
        self._builtin = builtin
        self._find = own
        self._all: Mapping[str, NotificationType] | None = None

    def id_of(self, text: str) -> str | None:
        """The id of the one type that has this title; None where it is an id itself, no title, or that of several types."""
        if text in self._builtin or is_selector(text) or text == ALL:
            return None
        if self._all is None:
            self._all = {**self._find(), **self._builtin}
        found = by_title(text, self._all) if text not in self._all else None
        others = {id: type_ for id, type_ in self._all.items() if id != found}
        return found if found is not None and by_title(text, others) is None else None


class Mender:
    """Goes through one document. `ambiguous` are the places of numbers that some programs read as text."""

    def __init__(self, data: Mapping[str, Json], ambiguous: frozenset[Pointer], titles: Titles) -> None:
        self._data = data
        self._ambiguous = ambiguous
        self._titles = titles
        self._taken: set[tuple[Pointer, str]] = set()
        self._steps: list[str | int] = []
        self._nodes = [nodes_at(data, ())]

    def mends(self, text: str) -> Iterator[Mend]:
        """What to mend in the document's text, from its beginning to its end."""
        for scalar in scalars(text):
            if (mend := self._key(scalar) if scalar.is_key else self._value(scalar)) is not None:
                yield mend

    def _at(self, pointer: Pointer) -> list[Node]:
        """What the schema says there. One place is near the next: only the way from their common ancestor is walked."""
        common = 0
        for mine, other in zip(self._steps, pointer, strict=False):
            if mine != other:
                break
            common += 1
        del self._steps[common:], self._nodes[common + 1 :]
        for step in pointer[common:]:
            self._steps.append(step)
            self._nodes.append(inside(self._nodes[-1], step))
        return self._nodes[-1]

    def _key(self, scalar: Scalar) -> Mend | None:
        if (id := self._titled(scalar)) is not None:
            return Mend(scalar, "title", "unknown-type", id, id)
        key = scalar.value
        if scalar.is_plain and key.isdigit() and key.isascii():
            patterns = [pattern for node in self._at(scalar.pointer[:-1]) for pattern in node.schema.get("patternProperties", ())]
            if any(re.search(pattern, key) for pattern in patterns):
                return quoted(scalar, "quote", "non-string-key", key)
        return None

    def _value(self, scalar: Scalar) -> Mend | None:
        if (id := self._titled(scalar)) is not None:
            return Mend(scalar, "title", "unknown-type", id, id)
        value = scalar.value
        if (address := self._address(scalar.pointer, value)) is not None and address[1] != value:
            kind, usual = address
            if kind == "domain" and value in scalar.written:  # in the quotes it has, or without
                return Mend(scalar, kind, "", scalar.written.replace(value, usual), usual)
            return quoted(scalar, kind, "", usual)
        # Asking the schema takes time, and few values begin like any of these.
        if scalar.is_plain and value[0] in _DIGITS and (code := self._wants_quotes(scalar, self._at(scalar.pointer))) is not None:
            return quoted(scalar, "quote", code, value)
        return self._word(scalar) if len(value) <= _LONGEST_WORD and value[:1].casefold() in _WORDS else None

    def _titled(self, scalar: Scalar) -> str | None:
        """The id to be written for the title of a type, where types are chosen; None where it stands there already."""
        pointer = scalar.pointer
        here = pointer[-2] if len(pointer) > 1 else None
        chosen = here in ("types", "requirements") if scalar.is_key else here in ("types", "forced", "forbidden") and isinstance(pointer[-1], int)
        if not chosen or pointer[0] == "events" or (id := self._titles.id_of(scalar.value)) is None:
            return None
        around = _found(self._data, pointer[:-1])
        if not isinstance(around, list | dict) or id in around or (pointer[:-1], id) in self._taken:
            return None
        self._taken.add((pointer[:-1], id))
        return id

    def _address(self, pointer: Pointer, value: str) -> tuple[str, str] | None:
        """(kind, the usual spelling) of the address of a contact; None for anything else, and for what is no address."""
        try:
            match self._channel(pointer):
                case "sms":
                    return "phone", phone(value)
                case "email":
                    email(value)
                    local, _, domain = value.rpartition("@")
                    return "domain", f"{local}@{domain.lower() if domain.isascii() else domain}"
                case _:
                    return None
        except BadAddressError:
            return None

    def _channel(self, pointer: Pointer) -> str | None:
        """The channel of the contact whose address stands there."""
        match pointer:
            case ("contacts", str(id)) | ("accounts", _, "contacts", str(id)):
                return id
            case ("contacts", str(id), "address") | ("accounts", _, "contacts", str(id), "address"):
                contact = _found(self._data, pointer[:-1])
                channel = contact.get("channel", id) if isinstance(contact, Mapping) else id
                return channel if isinstance(channel, str) and (id not in CHANNELS or id == channel) else None
            case _:
                return None

    def _wants_quotes(self, scalar: Scalar, nodes: list[Node]) -> str | None:
        """The code that quotes answer: a number where only a text can stand, and in quotes would be right; "" where quotes are merely usual."""
        takes = accepted(nodes)
        secret = any(node.schema.get("x-secret") for node in nodes)
        if not takes.text or takes.types & _NUMERIC or secret or not any(_fits(scalar.value, node) for node in nodes):
            return None
        if scalar.pointer in self._ambiguous:
            return "ambiguous-number"
        if NOT_TEXT.fullmatch(scalar.value) and any(sign in "0123456789" for sign in scalar.value):
            return "unquoted-number"
        return "" if annotation(nodes, "x-code") in _QUOTED else None

    def _word(self, scalar: Scalar) -> Mend | None:
        """`да` for true, and `"1"` for the version of the format."""
        if scalar.is_plain and NOT_TEXT.fullmatch(scalar.value):
            return None
        nodes = self._at(scalar.pointer)
        takes = accepted(nodes)
        if annotation(nodes, "x-code") == "unsupported-version" and scalar.value == "1":
            return Mend(scalar, "version", "unsupported-version", "1", "1")
        if "boolean" not in takes.types or takes.text or scalar.value in takes.choices:
            return None
        found = misplaced(scalar.pointer, scalar.value, nodes)
        if found.code == "not-a-choice" and found.hint in ("true", "false"):
            return Mend(scalar, "boolean", found.code, found.hint, found.hint)
        return None


def quoted(scalar: Scalar, kind: str, code: str, value: str) -> Mend | None:
    """In double quotes; None where something in it would have to be escaped there."""
    if not value or '"' in value or "\\" in value or not value.replace("\u00a0", " ").isprintable():
        return None
    return Mend(scalar, kind, code, f'"{value}"', value)


def _fits(text: str, node: Node) -> bool:
    """Whether a text is right there, as far as its form goes."""
    schema = node.schema
    return schema.get("type") == "string" and ("pattern" not in schema or re.search(schema["pattern"], text) is not None)


def _found(data: Json, pointer: Pointer) -> Json:
    """What the data holds there; None for nothing."""
    for step in pointer:
        if isinstance(data, dict) and isinstance(step, str):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data
