"""What a column's heading means, in Russian or English, however it is typed."""

from __future__ import annotations

import enum
import re
from difflib import get_close_matches
from typing import Final, NamedTuple


class Field(enum.Enum):
    """What a column may hold. The value is what other programs are told."""

    FAMILY = "family_name"
    GIVEN = "given_name"
    PATRONYMIC = "patronymic"
    FULL = "full_name"
    EMAIL = "email"
    PHONE = "phone"
    ROLE = "role"
    ID = "id"
    TYPES = "types"
    LOCALE = "locale"
    TIMEZONE = "timezone"
    BASIS = "consent_basis"
    SINCE = "consent_since"
    EXTERNAL = "external"
    AUDIENCE = "audience"


SEVERAL: Final = frozenset({Field.EMAIL, Field.PHONE})
"""Columns of which a table may have more than one: people have more than one address."""

_HEADINGS: Final[dict[Field, tuple[str, ...]]] = {
    Field.FAMILY: ("Фамилия", "family name", "last name", "surname"),
    Field.GIVEN: ("Имя", "given name", "first name"),
    Field.PATRONYMIC: ("Отчество", "patronymic", "middle name"),
    Field.FULL: (
        "ФИО",
        "Фамилия Имя Отчество",
        "Фамилия и имя",
        "Фамилия, имя, отчество",
        "Имя Отчество Фамилия",
        "Сотрудник",
        "full name",
        "name",
        "employee",
    ),
    Field.EMAIL: (
        *("Электронная почта", "Почта", "Эл. почта", "Адрес электронной почты", "Адрес эл. почты", "Электронный адрес", "Имейл", "Емейл", "Е-мейл", "Мейл"),
        *("E-mail", "mail", "e-mail address", "mail address"),
    ),
    Field.PHONE: (
        *("Мобильный телефон", "Мобильный", "Телефон", "Номер телефона", "Номер мобильного", "Номер мобильного телефона", "Сотовый", "Сотовый телефон"),
        *("Моб. телефон", "Моб. тел.", "Моб.", "Тел.", "СМС", "mobile phone", "mobile", "phone", "cell", "cell phone", "phone number", "mobile number"),
        *("telephone", "SMS"),
    ),
    Field.ROLE: ("Роль", "role"),
    Field.ID: ("Идентификатор", "Логин", "Ид", "Учётная запись", "id", "login", "account", "account id", "user id", "username"),
    Field.TYPES: ("Уведомления", "Типы", "Типы уведомлений", "Тип уведомлений", "notifications", "types", "notification types"),
    Field.LOCALE: ("Язык", "Язык уведомлений", "Язык сообщений", "locale", "language"),
    Field.TIMEZONE: ("Часовой пояс", "Временная зона", "Часовая зона", "timezone", "time zone"),
    Field.BASIS: ("Согласие", "Основание", "Основание согласия", "Правовое основание", "consent", "basis", "consent basis", "legal basis"),
    Field.SINCE: ("Дата согласия", "Дата основания", "Дата договора", "consent date", "consent since", "since"),
    Field.EXTERNAL: ("Внешний", "Внешний получатель", "external"),
    Field.AUDIENCE: ("Аудитория", "Вид получателя", "Тип получателя", "audience"),
}
_PRIVATE: Final = re.compile(
    r"парол|passw|\bpwd\b|снилс|snils|паспорт|passport|\bсекрет\b|\bsecret\b|\bтокены?\b|\btokens?\b|\bинн\b|\binn\b|рожден|\bbirth|\bdob\b"
)
"""What headings say of what does not belong into settings, and must not be taken by mistake."""

_LOOK_ALIKE: Final = str.maketrans("асеорухіјѕ", "aceopyxijs")
_PARENTHESES: Final = re.compile(r"\([^()]*\)")


class Heading(NamedTuple):
    """How a heading was understood. `private`: not to be taken, whoever asks. `suggestion` is the known heading it is spelt like."""

    field: Field | None = None
    private: bool = False
    suggestion: str = ""


def _key(text: str) -> str:
    """Letters and digits only, of one case; ё is е."""
    return re.sub(r"[\W_]+", "", text.casefold().replace("ё", "е"))


_KNOWN: Final = {_key(heading): (field, heading) for field, headings in _HEADINGS.items() for heading in headings}
_LONG: Final = [key for key in _KNOWN if len(key) > 4]
"""Those that something else is hardly like by accident."""

USUAL: Final = {field: headings[0] for field, headings in _HEADINGS.items()}
"""The usual heading of each field."""


def field_of(text: str) -> Field | None:
    """The field a heading names: as a whole, without what stands in parentheses, or with Cyrillic letters that look Latin (`Е-mail`) as Latin ones."""
    for key in _keys(text):
        if key in _KNOWN:
            return _KNOWN[key][0]
    return None


def understand(text: str) -> Heading:
    """What a heading means, or what else can be said of it."""
    if (field := field_of(text)) is not None:
        return Heading(field)
    if _PRIVATE.search(text.casefold().replace("ё", "е").replace("_", " ")):
        return Heading(private=True)
    similar = get_close_matches(_key(text)[:64], _LONG, n=1, cutoff=0.75)
    return Heading(suggestion=_KNOWN[similar[0]][1] if similar else "")


def _keys(text: str) -> list[str]:
    keys = [_key(text), _key(_PARENTHESES.sub(" ", text))] if "(" in text else [_key(text)]
    return keys + [key.translate(_LOOK_ALIKE) for key in keys if not key.isascii()]
