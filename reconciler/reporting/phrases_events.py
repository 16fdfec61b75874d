"""What is wrong with an event, in every language: the words of each rejection. `{field}` is its field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reconciler.reporting.wording import Phrase

EVENT: Final = Phrase("the event", "событие")
DID_YOU_MEAN: Final = Phrase("{said}; did you mean {suggestion}?", "{said}; может быть, {suggestion}?")
KNOWN: Final = Phrase("{said} (one of: {known})", "{said} (одно из: {known})")
IGNORED: Final = Phrase(
    "{count:This field is|These fields are} unknown to the type and {count:was|were} left out: {fields}",
    "{count:Это поле типу неизвестно и не учтено|Эти поля типу неизвестны и не учтены|Эти поля типу неизвестны и не учтены}: {fields}",
)

REQUIRED: Final = Phrase(
    "{field}: is missing or empty; write something that can be seen (spaces do not count)",
    "{field}: не указано или пусто; нужно то, что можно увидеть (пробелы не в счёт)",
)
UNKNOWN_EVENT: Final = Phrase(
    "{field}: no notification type has it; reconciler types lists the built-in ones",
    "{field}: такого нет ни у одного типа уведомлений; встроенные типы перечисляет reconciler types",
)
ENUM: Final = Phrase("{field}: is none of the values there are", "{field}: такого значения нет")
MONEY: Final = Phrase(
    '{field}: an amount is text with two decimal places and a point, such as "1234.50"',
    '{field}: сумма — это текст с двумя знаками после точки, например "1234.50"',
)
TIME: Final = Phrase(
    "{field}: a moment is written with its offset, such as 2026-03-01T10:00:00+03:00, a date such as 2026-03-01, and both have to be in the calendar",
    "{field}: момент записывается со смещением, например 2026-03-01T10:00:00+03:00, дата — как 2026-03-01, и оба должны быть в календаре",
)
ORDER: Final = Phrase(
    "{field}: does not fit another field: what ends has to end after it starts, a deadline comes after what it is for, and a changed status differs from the old one",
    "{field}: противоречит другому полю: конец позже начала, срок позже того, на что он дан, а новый статус не равен прежнему",
)
LINK: Final = Phrase(
    "{field}: a link is https://host/…, to a host that is allowed, with no user name or password and nothing invisible in it",
    "{field}: ссылка — это https://узел/…, на разрешённый узел, без имени и пароля и без невидимых знаков",
)
UNKNOWN_TARGET: Final = Phrase("{field}: is not live here, so nobody can be told", "{field}: в действующей системе нет, сообщать некому")
CONTROL: Final = Phrase(
    "{field}: holds a line break or another control character, and is one line",
    "{field}: содержит перенос строки или другой управляющий знак, а это одна строка",
)
TOO_LONG: Final = Phrase(
    "{field}: is too long; a text is at most 1 MB, or as long as its type says",
    "{field}: слишком длинно; текст не длиннее 1 МБ или того, что говорит его тип",
)
CONFLICT: Final = Phrase(
    "{field}: was used before, by an event that says something else; what happened anew has an id of its own",
    "{field}: уже было у события с другими данными; у нового события свой номер",
)
PARSE: Final = Phrase(
    "{field}: is one mapping of fields, in JSON or YAML and in UTF-8; this cannot be read as one",
    "{field}: нужен один набор полей в JSON или YAML, в UTF-8; прочитать это так нельзя",
)
INVALID: Final = Phrase("{field}: is not what the JSON Schema of its type asks for", "{field}: не отвечает схеме JSON Schema своего типа")

REJECTIONS: Final[Mapping[str, Phrase]] = {
    "required": REQUIRED,
    "unknown-event": UNKNOWN_EVENT,
    "enum": ENUM,
    "money": MONEY,
    "time": TIME,
    "order": ORDER,
    "link": LINK,
    "unknown-target": UNKNOWN_TARGET,
    "control": CONTROL,
    "too-long": TOO_LONG,
    "conflict": CONFLICT,
    "parse": PARSE,
    "invalid": INVALID,
}
"""By the code of `model.event.REJECTIONS`."""
