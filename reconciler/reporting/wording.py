"""Template + arguments → sentence.

A template is a `str.format` string whose fields are plain names; `{count:error|errors}` writes the form that agrees with the number `count`, `{kind:word}` a term
of the program (`account`) in the reader's language, and `{choices:or}` several values of which one is to be chosen.
Filling one never raises and never shows more than it should: a missing argument stays visible as `{name}`, personal values come out masked, attributes and items
of arguments cannot be reached, and characters that could steer a terminal or reorder a line are written out as code points.
"""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from reconciler.model.diagnostic import Argument, Location, Place
from reconciler.model.values import pointer_text
from reconciler.reporting.commands import completed
from reconciler.reporting.plurals import plural

_TERMS: Final = {
    "organization": "организация",
    "account": "учётная запись",
    "type": "тип уведомлений",
    "scenario": "сценарий",
    "employee": "сотрудник",
    "external": "внешний получатель",
    "Cyrillic": "кириллическая",
    "Latin": "латинская",
    "Greek": "греческая",
    "on": "включено",
    "off": "выключено",
    "none": "нет",
    "any channel": "любой канал",
}
"""Terms that stages name in English, in Russian; letters of an alphabet as an adjective."""


_SHAPES: Final = {"[…]": {"en": "a list", "ru": "список"}, "{…}": {"en": "keys with values", "ru": "ключи со значениями"}}
"""What is not one word, among the values that a key takes."""


def term(word: str, language: str) -> str:
    """A term of the program in the reader's language; any other word as it is."""
    return _TERMS.get(word, word) if language == "ru" else word


def alternatives(items: tuple[str, ...], language: str) -> str:
    """`true, false or a list`: what a key takes."""
    words = [visible(_SHAPES.get(item, {}).get(language, item)) for item in items]
    either = " или " if language == "ru" else " or "
    return either.join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def visible(text: str) -> str:
    """`text` with every invisible or controlling character written as `<U+202E>`; spaces of any kind stay."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or unicodedata.category(c) == "Zs" else f"<U+{ord(c):04X}>" for c in text)


def argument_text(argument: Argument) -> str:
    """What a sentence shows of an argument: `Personal` its mask, a location `path:line:column`, several values joined by commas."""
    if isinstance(argument, tuple):
        return ", ".join(visible(str(item)) for item in argument)
    if isinstance(argument, Place):
        return visible(pointer_text(argument.pointer))
    return visible(str(argument))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence of the program's own, in every language it speaks."""

    en: str
    ru: str

    def say(self, language: str, **arguments: Argument) -> str:
        return fill(self.ru if language == "ru" else self.en, arguments, language)


def fill(template: str, arguments: Mapping[str, Argument], language: str) -> str:
    """The sentence, its commands with the options they need here. A template that is not well formed is returned as it is."""
    return _filled(completed(template), arguments, language)


def _filled(template: str, arguments: Mapping[str, Argument], language: str) -> str:
    try:
        return _Filler(language).vformat(template, (), arguments)
    except (ValueError, IndexError):
        return template


class _Filler(string.Formatter):
    def __init__(self, language: str) -> None:
        self._language = language

    def get_field(self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Any, str]:  # noqa: ARG002
        return kwargs.get(field_name, _Missing(field_name)), field_name

    def convert_field(self, value: Any, conversion: str | None) -> Any:  # noqa: ARG002
        return value

    def format_field(self, value: Any, format_spec: str) -> str:
        if "|" in format_spec:
            return self._agreeing(value, format_spec)
        if isinstance(value, _Missing):
            return f"{{{value.name}}}"
        if format_spec == "or" and isinstance(value, tuple):
            return alternatives(value, self._language)
        if format_spec == "word" and isinstance(value, str):
            return visible(term(value, self._language))
        return argument_text(value)

    def _agreeing(self, value: Any, forms: str) -> str:
        count = len(value) if isinstance(value, tuple) else value
        return plural(count, forms.split("|"), self._language) if isinstance(count, int) else forms.rpartition("|")[2]


@dataclass(frozen=True, slots=True)
class _Missing:
    name: str


def placeholders(template: str) -> frozenset[str]:
    """The names a template asks for. Raises `ValueError` where it is not well formed."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(template) if name is not None)


def outline(template: str, language: str) -> str:
    """A template with nothing filled in: `notification type "…" does not exist`."""
    return _filled(template, dict.fromkeys(placeholders(template), "…"), language)


def location_text(location: Location) -> str:
    """Where something is declared, as a plan names it: `organizations/teleset.yaml:61`."""
    return visible(f"{location.path}:{location.line}")
