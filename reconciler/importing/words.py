"""Cells that hold one of some known words: types, roles, languages, time zones, reasons, dates."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from typing import Final, NamedTuple

from reconciler.importing.known import Known
from reconciler.importing.texts import folded
from reconciler.model.settings import EMPLOYEE, EXTERNAL


class Unknown(NamedTuple):
    """A word that means nothing here; `suggestion` is what is spelt like it."""

    word: str
    suggestion: str = ""


_YES: Final = frozenset({"да", "yes", "true", "1", "+", "есть", "y", "x", "х", "v", "✓", "✔", "истина"})
_NO: Final = frozenset({"нет", "no", "false", "0", "-", "–", "—", "n", "ложь"})
_AUDIENCES: Final = {
    **dict.fromkeys((EMPLOYEE, "сотрудник", "сотрудница", "работник", "внутренний"), EMPLOYEE),
    **dict.fromkeys((EXTERNAL, "внешний", "внешняя", "клиент", "client", "контрагент", "партнер"), EXTERNAL),
}
_BASES: Final = {
    **dict.fromkeys(("contract", "договор", "по договору", "контракт", "трудовой договор"), "contract"),
    **dict.fromkeys(("law", "закон", "по закону", "в силу закона", "требование закона"), "law"),
    **dict.fromkeys(("consent", "согласие", "согласие получено", "письменное согласие"), "consent"),
}
_LANGUAGES: Final = {
    **dict.fromkeys(("ru", "rus", "russian", "русский", "рус", "рус."), "ru"),
    **dict.fromkeys(("en", "eng", "english", "английский", "англ", "англ."), "en"),
}
_LOCALE: Final = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{2}))?")
_MOSCOW_TIME: Final = re.compile(r"(?:мск|msk)(?: ?([+-] ?[0-9]{1,2}))?")
_ZONES: Final = {
    -1: "Europe/Kaliningrad",
    0: "Europe/Moscow",
    1: "Europe/Samara",
    2: "Asia/Yekaterinburg",
    3: "Asia/Omsk",
    4: "Asia/Krasnoyarsk",
    5: "Asia/Irkutsk",
    6: "Asia/Yakutsk",
    7: "Asia/Vladivostok",
    8: "Asia/Magadan",
    9: "Asia/Kamchatka",
}
"""Russia's time zones as the law counts them, in hours from Moscow (Federal Law 107-FZ, article 5)."""

_ALL: Final = frozenset({"all", "все", "все уведомления"})
_NONE: Final = frozenset({"none", "нет", "никакие", "ничего", "no"})
_CORE: Final = frozenset({"core", "основные"})
_SELECTOR: Final = re.compile(r"(?:category|surface):[a-z0-9][a-z0-9-]*")
_PATIENCE: Final = 300
"""Words that are looked for among those that are spelt alike. A column of very many different unknown words is no column of words."""

_LONGEST: Final = 64
_ITEMS: Final = re.compile(r"[;,|\n]")
_DATE: Final = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})|([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIME: Final = re.compile(r"[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\.0+)?")


class Vocabulary:
    """The words of one organization. Each spelling is looked up once; what is spelt like a word is looked for in a few cases only, since it takes time."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._types: dict[str, str] = {}
        for type_ in known.types:
            for name in (*type_.title.values(), type_.id):
                self._types[folded(name)] = type_.id
        self._looked_for: dict[tuple[str, int], str] = {}
        self.timezone = lru_cache(maxsize=4096)(self._timezone)

    def types(self, value: str) -> tuple[str | tuple[str, ...], list[Unknown]]:
        """`all`, `none` or the ids of a list, each once; and what is not known. A title may contain what separates others."""
        whole = folded(value)
        if whole in _ALL or whole in _NONE:
            return ("all" if whole in _ALL else "none"), []
        ids: dict[str, None] = {}
        unknown: list[Unknown] = []
        for item in [value] if whole in self._types else _ITEMS.split(value):
            word = folded(item)
            if word in self._types:
                ids[self._types[word]] = None
            elif word in _CORE or _SELECTOR.fullmatch(word):
                ids["core" if word in _CORE else word] = None
            elif word:
                unknown.append(Unknown(item.strip(), self._similar_type(word)))
        return tuple(ids), unknown

    def _similar_type(self, word: str) -> str:
        if similar := self._similar(word, self._types):
            return self._types[similar]
        # «оплата» for «Уведомления об оплате»: the one type with a word that begins like it.
        beginning = word[:5]
        found = {id for name, id in self._types.items() if len(beginning) == 5 and any(part.startswith(beginning) for part in name.split())}
        return found.pop() if len(found) == 1 else ""

    def _similar(self, word: str, known: Iterable[str]) -> str:
        """The known word that is spelt most like this one; "" where there is none, or where very many words were unknown already."""
        key = (word, id(known))
        if key not in self._looked_for:
            if len(self._looked_for) >= _PATIENCE:
                return ""
            self._looked_for[key] = next(iter(get_close_matches(word[:_LONGEST], list(known), n=1, cutoff=0.7)), "")
        return self._looked_for[key]

    def role(self, value: str) -> str | Unknown:
        """One of the organization's roles, in any case."""
        if folded(value) in self._known.roles:
            return folded(value)
        return Unknown(value, self._similar(folded(value), self._known.roles) or self._similar(self._known.spell(value), self._known.roles))

    def locale(self, value: str) -> str | Unknown:
        """A language by its name or code: `русский`, `RU`, `ru_RU`."""
        if folded(value) in _LANGUAGES:
            return _LANGUAGES[folded(value)]
        code = _LOCALE.fullmatch(value)
        if code is None:
            return Unknown(value, _LANGUAGES.get(self._similar(folded(value), _LANGUAGES), ""))
        return code[1].lower() + (f"-{code[2].upper()}" if code[2] else "")

    def _timezone(self, value: str) -> str | Unknown:
        """An IANA zone in any case, or hours from Moscow: `МСК+7`."""
        moscow = _MOSCOW_TIME.fullmatch(folded(value))
        if moscow is not None:
            hours = int((moscow[1] or "0").replace(" ", ""))
            return _ZONES.get(hours) or Unknown(value)
        name = value.replace(" ", "_")
        if "/" in name and self._known.is_timezone(name):
            return name
        zones = _zones()
        if name.casefold() in zones:
            return zones[name.casefold()]
        return Unknown(value, zones.get(self._similar(name.casefold()[:64], zones), ""))

    def basis(self, value: str) -> str | Unknown | None:
        """`contract`, `law` or `consent`; None where there is none. A bare yes is a consent."""
        word = folded(value)
        if word in _NO:
            return None
        if word in _YES:
            return "consent"
        return _BASES[word] if word in _BASES else Unknown(value, _BASES.get(self._similar(word, _BASES), ""))

    def external(self, value: str) -> bool | Unknown:
        """Yes or no, or an audience."""
        word = folded(value)
        if word in _YES or word in _NO:
            return word in _YES
        return self.audience(value)

    def audience(self, value: str) -> bool | Unknown:
        """Whether an audience is the external one."""
        word = folded(value)
        return _AUDIENCES[word] == EXTERNAL if word in _AUDIENCES else Unknown(value, _AUDIENCES.get(self._similar(word, _AUDIENCES), ""))


def day(value: str) -> str | None:
    """`01.06.2025`, `2025-06-01`, or one of these with a time → `2025-06-01`; None for what is no day."""
    found = _DATE.fullmatch(_TIME.sub("", value))
    if found is None:
        return None
    year, month, number = (found[3], found[2], found[1]) if found[1] else (found[4], found[5], found[6])
    try:
        return date(int(year), int(month), int(number)).isoformat()
    except ValueError:
        return None


@lru_cache(maxsize=1)
def _zones() -> Mapping[str, str]:
    return {name.casefold(): name for name in sorted(zoneinfo.available_timezones())}
