"""What is wrong with the shape of a document: keys, types of values, choices, patterns."""

from __future__ import annotations

from collections.abc import Mapping

from reconciler.model.diagnostic import Severity
from reconciler.model.message import Entry, Text

_SPELLING_EN = {
    "quotes": "character {position} is the typographic quote {letter}; delete it, and put the value in straight quotes if it needs any",
    "invisible": "character {position} is invisible ({codepoint}); delete it, or replace it by a plain space",
    "cyrillic": 'character {position} is the Cyrillic letter "{letter}" ({codepoint}); type the Latin "{latin}"',
}
_SPELLING_RU = {
    "quotes": "символ {position} — типографская кавычка {letter}; удалите её, а если кавычки нужны, возьмите значение в прямые",
    "invisible": "символ {position} невидим ({codepoint}); удалите его или замените обычным пробелом",
    "cyrillic": "символ {position} — кириллическая буква «{letter}» ({codepoint}); наберите латинскую «{latin}»",
}
_DIGITS_EN = {**_SPELLING_EN, "cyrillic": 'character {position} is the Cyrillic letter "{letter}" ({codepoint}); type the digit that belongs there'}
_DIGITS_RU = {**_SPELLING_RU, "cyrillic": "символ {position} — кириллическая буква «{letter}» ({codepoint}); наберите на её месте цифру"}


def _entry(code: str, en: tuple[str, Mapping[str, str], str], ru: tuple[str, Mapping[str, str], str]) -> Entry:
    return Entry(code=code, severity=Severity.ERROR, en=Text(*en), ru=Text(*ru))


def _pattern(code: str, en: tuple[str, str], ru: tuple[str, str], *, digits: bool = False) -> Entry:
    """A row for a text that has to follow a pattern: what it should be like, and a page about it. With `digits` no letter belongs in it."""
    spelling_en, spelling_ru = (_DIGITS_EN, _DIGITS_RU) if digits else (_SPELLING_EN, _SPELLING_RU)
    return _entry(
        code,
        (f'"{{key}}" is not {en[0]}', {"": "write it in this form: {example}", **spelling_en}, en[1]),
        (f"в «{{key}}» {ru[0]}", {"": "запишите в таком виде: {example}", **spelling_ru}, ru[1]),
    )


_FORMS = (
    _entry(
        "wrong-type",
        (
            '"{key}" has a value of the wrong form',
            {
                "": "write it in this form: {example}",
                "text": "write a text, such as {example}",
                "list": "write a list, such as {example}",
                "mapping": "write keys with values, such as {example}",
                "boolean": "write true or false, without quotes",
                "number": "write a number without quotes, such as {example}",
                "choice": "write a value such as {example}",
                "indentation": "this key stands too far left: indent it under the entry it belongs to",
            },
            (
                "Every key takes values of one form: a text, a number, true or false, a list, or a map of keys and values. `reconciler schema` prints the forms, "
                "and editors that know the schema show them while you type. Indentation decides what belongs to what: a value that is too far left or right is often the cause."
            ),
        ),
        (
            "значение «{key}» имеет неверный вид",
            {
                "": "запишите в таком виде: {example}",
                "text": "нужен текст, например {example}",
                "list": "нужен список, например {example}",
                "mapping": "нужны ключи со значениями, например {example}",
                "boolean": "напишите true или false без кавычек",
                "number": "нужно число без кавычек, например {example}",
                "choice": "нужно значение, например {example}",
                "indentation": "этот ключ стоит слишком далеко слева: сдвиньте его вправо, под запись, к которой он относится",
            },
            (
                "Каждый ключ принимает значения одного вида: текст, число, true или false, список либо набор ключей со значениями. Виды печатает `reconciler schema`, "
                "а редакторы, которые знают схему, подсказывают их при вводе. Что к чему относится, решают отступы: частая причина — сдвиг строки влево или вправо."
            ),
        ),
    ),
    _entry(
        "empty-value",
        (
            '"{key}" has no value',
            {
                "": "give it a value, or remove this key",
                "text": "an empty text says nothing; give it a value, or remove this key",
                "required": "give it a value",
                "list": "write [] if it is meant to be empty, or remove this key",
                "mapping": "indent the lines that belong to it; write {{}} if it is meant to be empty, or remove this key",
                "account": "write the keys of the account on the next lines, indented further, or remove the account",
                "selection": "write true, false or a list of channels; to inherit, remove this key",
                "types": "to receive nothing, write types: none; to inherit the types from above, remove this key",
                "quiet-hours": "to have none, write quiet_hours: none; to inherit them, remove this key",
                "item": "an item of the list is empty: give it a value, or remove it",
                "items": "the list is empty; name at least one",
            },
            (
                "A key without a value usually appears when the lines under it were commented out. It could mean nothing or everything, so it is an error: write "
                "`none`, `[]` or `{}` where empty is meant, and leave the key out where the value is to be inherited."
            ),
        ),
        (
            "у «{key}» нет значения",
            {
                "": "укажите значение или удалите этот ключ",
                "text": "пустой текст ничего не значит; укажите значение или удалите этот ключ",
                "required": "укажите значение",
                "list": "если список должен быть пустым, напишите [], иначе удалите этот ключ",
                "mapping": "сдвиньте вправо строки, которые к нему относятся; если здесь должно быть пусто, напишите {{}} или удалите этот ключ",
                "account": "запишите ключи учётной записи на следующих строках с большим отступом или удалите учётную запись",
                "selection": "напишите true, false или список каналов; чтобы унаследовать значение, удалите этот ключ",
                "types": "чтобы ничего не получать, напишите types: none; чтобы унаследовать типы, удалите этот ключ",
                "quiet-hours": "чтобы тихих часов не было, напишите quiet_hours: none; чтобы унаследовать их, удалите этот ключ",
                "item": "элемент списка пуст: укажите значение или удалите его",
                "items": "список пуст; назовите хотя бы одно значение",
            },
            (
                "Ключ без значения обычно появляется, когда строки под ним закомментировали. Это могло бы значить и «ничего», и «всё», поэтому считается ошибкой: "
                "где нужно пустое значение, напишите `none`, `[]` или `{}`, а где нужно унаследованное — удалите ключ."
            ),
        ),
    ),
    _entry(
        "unquoted-number",
        (
            '"{key}" is text, but this is read as the number {value}',
            {
                "": 'put it in quotes: "{written}"',
                "personal": 'put it in quotes, a phone number with its plus: "+7…"',
                "secret": "put it in quotes",
                "example": "write it in this form: {example}",
            },
            (
                "YAML reads digits without quotes as a number: leading zeros and the plus of a phone number are lost, 1.10 becomes 1.1. "
                "Identifiers, phones and versions are texts and belong in quotes."
            ),
        ),
        (
            "«{key}» — это текст, но значение прочитано как число {value}",
            {
                "": 'возьмите его в кавычки: "{written}"',
                "personal": 'возьмите его в кавычки, номер телефона — вместе с плюсом: "+7…"',
                "secret": "возьмите его в кавычки",
                "example": "запишите в таком виде: {example}",
            },
            (
                "Цифры без кавычек YAML читает как число: теряются нули в начале и плюс телефонного номера, 1.10 превращается в 1.1. "
                "ИНН, ОГРН, телефоны и номера версий — это текст, их пишут в кавычках."
            ),
        ),
    ),
    _entry(
        "unquoted-boolean",
        (
            '"{key}" is text, but this is read as {value}',
            {"": 'put it in quotes: "{written}"'},
            "YAML reads true and false without quotes as yes and no, not as words.",
        ),
        (
            "«{key}» — это текст, но значение прочитано как {value}",
            {"": 'возьмите его в кавычки: "{written}"'},
            "Слова true и false без кавычек YAML читает как «да» и «нет», а не как текст.",
        ),
    ),
    _entry(
        "not-a-choice",
        (
            '"{key}" takes {choices:or}, but this is "{value}"',
            {
                "": "choose one of them",
                "true": "write true, without quotes",
                "false": "write false, without quotes",
                "similar": 'did you mean "{suggestion}"?',
                "list": "a list is written in brackets, such as [{value}]; otherwise choose one of the words",
            },
            "This key takes only certain values. In YAML 1.2 yes, no, on and off are words, not true and false, and so are да and нет.",
        ),
        (
            "допустимые значения «{key}»: {choices:or}, а здесь «{value}»",
            {
                "": "выберите одно из них",
                "true": "напишите true без кавычек",
                "false": "напишите false без кавычек",
                "similar": "возможно, вы имели в виду «{suggestion}»?",
                "list": "список пишется в скобках, например [{value}]; или выберите одно из слов",
            },
            "Этот ключ принимает только определённые значения. В YAML 1.2 yes, no, on, off, как и «да» и «нет», — это слова, а не true и false.",
        ),
    ),
    _entry(
        "too-long",
        (
            '"{key}" has {length} characters; at most {limit} are allowed',
            {"": "shorten this value"},
            "Texts are limited so that every backend can hold them and a mistake such as a pasted file is noticed.",
        ),
        (
            "в «{key}» {length} {length:знак|знака|знаков}, допустимо не больше {limit}",
            {"": "сократите это значение"},
            "Длина текстов ограничена, чтобы их могла хранить любая система и чтобы ошибка (например, вставленный файл) была замечена.",
        ),
    ),
    _entry(
        "out-of-range",
        (
            '"{key}" must be from {minimum} to {maximum}',
            {"": "write a number in this range"},
            "The number is outside of what makes sense here.",
        ),
        (
            "значение «{key}» должно быть от {minimum} до {maximum}",
            {"": "укажите число из этого диапазона"},
            "Число выходит за пределы, которые здесь имеют смысл.",
        ),
    ),
    _entry(
        "duplicate-item",
        (
            'items {first} and {position} of "{key}" are the same',
            {"": "remove one of them"},
            "A list of types or channels names each once. A repeated item is usually a slip for another one.",
        ),
        (
            "в «{key}» совпадают элементы {first} и {position}",
            {"": "удалите один из них"},
            "В списке типов или каналов каждый называется один раз. Повтор обычно означает описку.",
        ),
    ),
)

_KEYS = (
    _entry(
        "unknown-key",
        (
            '"{key}" is not a key of {owner}',
            {"": "the keys here are: {allowed}", "similar": 'did you mean "{suggestion}"?'},
            (
                "Unknown keys are errors everywhere: a misspelt key would otherwise be left out silently, and somebody would not be told something. "
                "Check the spelling and the indentation: a line that is too far left or right belongs to another map."
            ),
        ),
        (
            "у «{owner}» не бывает ключа «{key}»",
            {"": "здесь возможны ключи: {allowed}", "similar": "возможно, вы имели в виду «{suggestion}»?"},
            (
                "Неизвестный ключ — всегда ошибка: иначе описка молча отбрасывалась бы и кто-то не получил бы уведомление. "
                "Проверьте написание и отступ: строка, сдвинутая влево или вправо, относится к другому разделу."
            ),
        ),
    ),
    _entry(
        "missing-key",
        (
            '{owner} has no "{key}"',
            {
                "": 'add "{key}"',
                "example": "add it, such as {key}: {example}",
                "names": 'an employee needs "family_name" and "given_name"; for a client, write audience: external',
            },
            "Some keys have no sensible default and must be written.",
        ),
        (
            "у «{owner}» нет ключа «{key}»",
            {
                "": "добавьте «{key}»",
                "example": "добавьте его, например {key}: {example}",
                "names": "сотруднику нужны «family_name» и «given_name»; для клиента напишите audience: external",
            },
            "У некоторых ключей нет разумного значения по умолчанию, их нужно указать.",
        ),
    ),
    _entry(
        "missing-kind",
        (
            'the document does not say its "kind"',
            {"": "begin it with the lines version: 1 and kind: Organization (or Accounts, NotificationType, Project)"},
            "Every document begins with `version` and `kind`; `kind` says what it declares.",
        ),
        (
            "в документе не указан «kind»",
            {"": "начните его со строк version: 1 и kind: Organization (или Accounts, NotificationType, Project)"},
            "Каждый документ начинается с `version` и `kind`; `kind` говорит, что в нём объявлено.",
        ),
    ),
    _entry(
        "unknown-kind",
        (
            'there is no kind "{value}"',
            {"": "the kinds are: {choices}", "similar": 'did you mean "{suggestion}"?'},
            "`kind` says what a document declares; it is written in English, with capital letters.",
        ),
        (
            "вида документа «{value}» нет",
            {"": "есть виды: {choices}", "similar": "возможно, вы имели в виду «{suggestion}»?"},
            "`kind` говорит, что объявлено в документе; он пишется по-английски, с заглавными буквами.",
        ),
    ),
    _entry(
        "unsupported-version",
        (
            "version {value} of the format is not supported",
            {"": "write version: 1, or use a newer reconciler for newer files", "quoted": "write version: 1, without quotes"},
            "`version` is that of the file format. This program knows version 1; files for another version would be misunderstood, so nothing else in them is looked at.",
        ),
        (
            "версия формата {value} не поддерживается",
            {"": "напишите version: 1; для более новых файлов нужен более новый reconciler", "quoted": "напишите version: 1 без кавычек"},
            "`version` — это версия формата файла. Эта программа знает версию 1; файл другой версии был бы понят неверно, поэтому остальное в нём не проверяется.",
        ),
    ),
)

_SECRETS = (
    _entry(
        "literal-secret",
        (
            '"{key}" is a secret and must not be written in a file',
            {
                "": "put it into an environment variable and refer to it: {{env: NAME}}; if this file was ever committed, replace the secret",
                "url": "a URL with a password is a secret: put it into an environment variable and refer to it: {{env: NAME}}; if this file was ever committed, replace the password",
            },
            (
                "Files are committed, copied and reviewed; a secret in them is no longer one. Write where it is kept, `{env: NAME}` or `{file: path}`; "
                "only the code that connects reads it. A secret that was committed must be replaced, since history keeps it."
            ),
        ),
        (
            "«{key}» — секрет, его нельзя записывать в файл",
            {
                "": "поместите его в переменную окружения и сошлитесь на неё: {{env: ИМЯ}}; если файл уже попадал в репозиторий, замените секрет",
                "url": "URL с паролем — секрет: поместите его в переменную окружения и сошлитесь на неё: {{env: ИМЯ}}; если файл уже попадал в репозиторий, замените пароль",
            },
            (
                "Файлы хранятся в репозитории, копируются и просматриваются; секрет в них перестаёт быть секретом. Укажите, где он хранится: `{env: ИМЯ}` или `{file: путь}`; "
                "читает его только код, который подключается. Секрет, попавший в репозиторий, нужно заменить: он остаётся в истории."
            ),
        ),
    ),
    _entry(
        "bad-reference",
        (
            '"{key}" must name one place: "env" or "file"',
            {"": "write {{env: NAME}} or {{file: path}}"},
            "A reference says where a value is kept: in one environment variable or in one file.",
        ),
        (
            "в «{key}» должно быть указано одно место: «env» или «file»",
            {"": "напишите {{env: ИМЯ}} или {{file: путь}}"},
            "Ссылка говорит, где хранится значение: в одной переменной окружения или в одном файле.",
        ),
    ),
    _entry(
        "bad-payload-schema",
        (
            "the payload of this event is not described by a valid JSON Schema",
            {
                "": "the mistake is here; see JSON Schema, draft 2020-12",
                "reference": 'a "$ref" in it leads nowhere; references outside the schema are not followed',
                "mark": "x-format is one of money, balance, moment, date, link, lines; x-order and x-differ are lists of pairs of its fields; x-deadline names a field that is a date or a moment",
            },
            "Each event under `events` has a JSON Schema (draft 2020-12) that its payload must satisfy. The schema is checked itself; nothing is fetched from the network. Beside JSON Schema it may say by `x-format` what a field is, and by `x-order`, `x-differ` and `x-deadline` what holds between fields; a name that is not one of these would say nothing, so it is a mistake.",
        ),
        (
            "данные этого события описаны неверной схемой JSON Schema",
            {
                "": "ошибка здесь; см. JSON Schema, версия 2020-12",
                "reference": "ссылка «$ref» в ней никуда не ведёт; ссылки за пределы схемы не открываются",
                "mark": "x-format — одно из money, balance, moment, date, link, lines; x-order и x-differ — списки пар её полей; x-deadline называет поле с датой или моментом",
            },
            "У каждого события в `events` есть схема JSON Schema (версия 2020-12), которой должны отвечать его данные. Сама схема тоже проверяется; из сети ничего не загружается. Кроме того, что есть в JSON Schema, `x-format` говорит, что за поле, а `x-order`, `x-differ` и `x-deadline` — что должно выполняться между полями; другое слово не значило бы ничего, поэтому это ошибка.",
        ),
    ),
)

_ID_EN = "an id takes lower-case Latin letters, digits and hyphens, 1 to 63 characters, with a letter or digit at both ends"
_ID_RU = "допустимы строчные латинские буквы, цифры и дефис, от 1 до 63 символов, в начале и в конце — буква или цифра"

_PATTERNS = (
    _entry(
        "bad-object-address",
        (
            "this is not the address of an organization or an account",
            {"": "write an organization's id, or organization/account, such as {example}", **_SPELLING_EN},
            "An address is an organization's id (teleset), or that and an account's id with a slash between them (teleset/ivanova), as plans and messages show it.",
        ),
        (
            "это не адрес организации или учётной записи",
            {"": "укажите идентификатор организации или пару организация/учётная запись, например {example}", **_SPELLING_RU},
            "Адрес — это идентификатор организации (teleset) либо он и идентификатор учётной записи через косую черту (teleset/ivanova), как в планах и сообщениях.",
        ),
    ),
    _entry(
        "bad-recipient",
        (
            "this is not the address of a recipient or of a contact",
            {"": "write organization/account, such as {example}, or one of its contacts: teleset/ivanova/mobile", **_SPELLING_EN},
            (
                "A recipient is an organization (teleset) or an account (teleset/ivanova); behind it stands, with one more slash, the id of one of its contacts: teleset/ivanova/mobile, "
                "and teleset//duty for one of the organization's own. Addresses to which messages are sent, such as e-mail addresses, do not belong here."
            ),
        ),
        (
            "это не адрес получателя или контакта",
            {"": "укажите организация/учётная запись, например {example}, или один из её контактов: teleset/ivanova/mobile", **_SPELLING_RU},
            (
                "Получатель — организация (teleset) или учётная запись (teleset/ivanova); за ними через ещё одну косую черту стоит идентификатор контакта: teleset/ivanova/mobile, "
                "а у контакта самой организации — teleset//duty. Адреса, на которые приходят сообщения, например электронной почты, здесь не указывают."
            ),
        ),
    ),
    _entry(
        "bad-pattern",
        (
            "this is not a regular expression that can be used",
            {"": "mend it, or name the text itself under contains; look-around (?=…) and back-references \\1 are not known"},
            (
                "Regular expressions of scenarios are those of the Rust crate regex: everything usual but look-around and back-references, so that none can take forever. Signs such as ( or . "
                "that are meant as they stand are written with a backslash before them."
            ),
        ),
        (
            "это не регулярное выражение, которое можно применить",
            {"": "исправьте его или укажите сам текст в contains; просмотр вперёд и назад (?=…) и обратные ссылки \\1 не поддерживаются"},
            (
                "Регулярные выражения сценариев — как в библиотеке regex языка Rust: всё обычное, кроме просмотра вперёд и назад и обратных ссылок, чтобы ни одно не выполнялось бесконечно. "
                "Перед знаками вроде ( или ., которые значат сами себя, ставится обратная косая черта."
            ),
        ),
    ),
    _entry(
        "bad-id",
        (
            "this is not an id",
            {
                "": _ID_EN,
                "indentation": "this key stands too far left: indent it under the entry it belongs to",
                "similar": 'write "{suggestion}", for instance; ' + _ID_EN,
                **_SPELLING_EN,
                "cyrillic": _SPELLING_EN["cyrillic"] + ", in lower case",
            },
            (
                "Ids name organizations, accounts, contacts, roles and types. They appear in plans, logs and addresses such as teleset/ivanova, so they are short, Latin and public. "
                "Names of people belong in family_name and given_name, addresses in contacts."
            ),
        ),
        (
            "это не идентификатор",
            {
                "": _ID_RU,
                "indentation": "этот ключ стоит слишком далеко слева: сдвиньте его вправо, под запись, к которой он относится",
                "similar": 'напишите, например, "{suggestion}"; ' + _ID_RU,
                **_SPELLING_RU,
                "cyrillic": _SPELLING_RU["cyrillic"] + ", строчную",
            },
            (
                "Идентификаторами называют организации, учётные записи, контакты, роли и типы. Они видны в планах, журналах и адресах вида teleset/ivanova, поэтому они короткие, "
                "латинские и открытые. Имена людей пишут в family_name и given_name, адреса — в contacts."
            ),
        ),
    ),
    _entry(
        "bad-event-name",
        (
            "this is not the name of an event",
            {"": "use lower-case Latin letters, digits, dots, underscores and hyphens, such as payment.status_changed", **_SPELLING_EN},
            "Names of events take lower-case Latin letters, digits, dots, underscores and hyphens.",
        ),
        (
            "это не имя события",
            {"": "допустимы строчные латинские буквы, цифры, точки, подчёркивания и дефисы, например payment.status_changed", **_SPELLING_RU},
            "В именах событий допустимы строчные латинские буквы, цифры, точки, подчёркивания и дефисы.",
        ),
    ),
    _entry(
        "bad-variable",
        (
            "this is not the name of an environment variable",
            {"": 'write the name of a variable, such as {example}; "env" never holds the secret itself', **_SPELLING_EN},
            "`{env: NAME}` names an environment variable: Latin letters, digits and underscores. If a secret was written here by mistake and committed, replace it.",
        ),
        (
            "это не имя переменной окружения",
            {"": "укажите имя переменной, например {example}; сам секрет в «env» не пишут", **_SPELLING_RU},
            "`{env: ИМЯ}` называет переменную окружения: латинские буквы, цифры и подчёркивания. Если здесь по ошибке записан сам секрет и файл попал в репозиторий, замените секрет.",
        ),
    ),
    _entry(
        "bad-text",
        (
            '"{key}" is not a text that can be shown',
            {
                "": "write it in this form: {example}",
                "invisible": (
                    "character {position} is invisible ({codepoint}); delete it or write a space in its place; U+000A is a line break: write >- or |- if > or | stands here"
                ),
            },
            (
                "Names and titles go into subjects and lists, so they hold letters, signs and spaces, on one line. Control characters and marks that change the direction of writing come "
                "with pasted text; a name written with > or | ends with a line break, unless it is written with >- or |-."
            ),
        ),
        (
            "в «{key}» записан текст, который нельзя показать",
            {
                "": "запишите в таком виде: {example}",
                "invisible": (
                    "символ {position} невидим ({codepoint}); удалите его или замените пробелом; U+000A — перевод строки: если здесь стоит > или |, напишите >- или |-"
                ),
            },
            (
                "Названия и имена попадают в темы писем и списки, поэтому состоят из букв, знаков и пробелов в одной строке. Управляющие символы и знаки направления письма попадают в текст "
                "при копировании; название, записанное через > или |, оканчивается переводом строки, если не написать >- или |-."
            ),
        ),
    ),
    _pattern(
        "bad-inn",
        (
            "an INN (ИНН): 10 digits of an organization, or 12 of a sole proprietor",
            "Only the form is checked here, not whether it was ever issued. Spaces and hyphens do not matter.",
        ),
        (
            "указан не ИНН: нужно 10 цифр (организация) или 12 (предприниматель)",
            "Проверяется только вид номера, а не то, был ли он выдан. Пробелы и дефисы не учитываются.",
        ),
        digits=True,
    ),
    _pattern(
        "bad-ogrn",
        (
            "an OGRN (ОГРН): 13 digits, or 15 of a sole proprietor",
            "Only the form is checked here, not whether it was ever issued. Spaces and hyphens do not matter.",
        ),
        (
            "указан не ОГРН: нужно 13 цифр (у предпринимателя ОГРНИП — 15)",
            "Проверяется только вид номера, а не то, был ли он выдан. Пробелы и дефисы не учитываются.",
        ),
        digits=True,
    ),
    _pattern(
        "bad-kpp",
        ("a KPP (КПП): 9 characters", "Four digits, two digits or capital Latin letters, three digits."),
        ("указан не КПП: нужно 9 символов", "Четыре цифры, две цифры или заглавные латинские буквы, три цифры."),
    ),
    _pattern(
        "bad-support-email",
        ("an e-mail address", "The public address of the support, one only."),
        ("указан не адрес электронной почты", "Открытый адрес поддержки, только один."),
    ),
    _pattern(
        "bad-support-phone",
        ("a telephone number", "The public phone of the support: digits, spaces, hyphens and parentheses, with a plus in front of the country code."),
        ("указан не телефонный номер", "Открытый телефон поддержки: цифры, пробелы, дефисы и скобки, перед кодом страны — плюс."),
        digits=True,
    ),
    _pattern(
        "bad-url",
        ("a URL that fits here", "It begins with https:// or http:// and contains no spaces; a page for confirmations also contains {token}."),
        ("указан неподходящий URL", "Он начинается с https:// или http:// и не содержит пробелов; адрес страницы подтверждения содержит ещё и {token}."),
    ),
    _pattern(
        "bad-time",
        ("a time of the form HH:MM, from 00:00 to 23:59", "Hours and minutes with two digits each; midnight is 00:00."),
        ("указано не время вида ЧЧ:ММ, от 00:00 до 23:59", "Часы и минуты по две цифры; полночь — 00:00."),
        digits=True,
    ),
    _pattern(
        "bad-date",
        ("a date of the form YYYY-MM-DD", "Year, month and day with hyphens between them (ISO 8601)."),
        ("указана не дата вида ГГГГ-ММ-ДД", "Год, месяц и день через дефис (ISO 8601)."),
        digits=True,
    ),
    _pattern(
        "bad-moment",
        (
            "a moment with its offset from UTC, such as 2026-11-24T10:00:00+03:00",
            "Date, the letter T, time with seconds, and the offset from UTC (Z for none), in quotes (RFC 3339). Without the offset it would be another moment on another machine.",
        ),
        (
            "указан не момент времени со смещением от UTC, например 2026-11-24T10:00:00+03:00",
            "Дата, буква T, время с секундами и смещение от UTC (Z, если его нет), в кавычках (RFC 3339). Без смещения на другой машине это был бы другой момент.",
        ),
        digits=True,
    ),
    _pattern(
        "bad-duration",
        (
            "a length of time: a whole number and a unit, such as d for days",
            "A whole number and a unit, without a space: d for days; where shorter times make sense also h for hours and m for minutes, and for time limits s for seconds.",
        ),
        (
            "указан не промежуток времени: нужны целое число и единица, например d (дни)",
            "Целое число и единица без пробела: d — дни; где уместны более короткие сроки, также h — часы и m — минуты, а у пределов времени — s, секунды.",
        ),
    ),
    _pattern(
        "bad-ratio",
        ("a percentage", "A number from 0 to 100 followed by the sign %."),
        ("указана не доля в процентах", "Число от 0 до 100 и знак %."),
        digits=True,
    ),
    _pattern(
        "bad-size",
        ("a size: a whole number and KiB or MiB, without a space", "A whole number and a unit: KiB (1024 bytes) or MiB (1024 KiB)."),
        ("указан не размер: нужны целое число и KiB или MiB без пробела", "Целое число и единица: KiB (1024 байта) или MiB (1024 KiB)."),
    ),
    _pattern(
        "bad-version",
        ("a version of the platform", "Numbers separated by dots, in quotes, so that 1.10 stays different from 1.1."),
        ("указана не версия платформы", "Числа через точку, в кавычках, чтобы 1.10 отличалось от 1.1."),
        digits=True,
    ),
    _pattern(
        "bad-locale",
        ("a locale", "A language of two or three letters (ISO 639), optionally with a country (ISO 3166): ru, en, ru-RU."),
        ("указано не обозначение языка", "Язык из двух-трёх букв (ISO 639), при желании со страной (ISO 3166): ru, en, ru-RU."),
    ),
    _pattern(
        "bad-timezone",
        ("the name of a time zone", "A name of the IANA time zone database, such as Europe/Moscow or Asia/Yekaterinburg."),
        ("указано не название часового пояса", "Название из базы часовых поясов IANA, например Europe/Moscow или Asia/Yekaterinburg."),
    ),
)

ENTRIES: tuple[Entry, ...] = (*_FORMS, *_KEYS, *_SECRETS, *_PATTERNS)
