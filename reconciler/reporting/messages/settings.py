"""What is wrong between the parts of a declaration: references, selectors, contacts, addresses."""

from __future__ import annotations

from reconciler.model.diagnostic import Severity
from reconciler.model.message import Entry, Text

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "ambiguous-selector",
        ERROR,
        Text(
            '"{type}" and "{other}" say different things about "{suggestion}"',
            {"": "decide it by its id: add a line of its own beside them, such as {suggestion}: true"},
            "An id is stronger than a selector, and a selector is stronger than `all`; but two selectors are equally strong, whatever their order. "
            "Where they disagree about a type that no id decides, nobody can tell what is meant.",
        ),
        Text(
            "«{type}» и «{other}» противоречат друг другу: для «{suggestion}» они задают разное",
            {"": "решите явно: добавьте рядом отдельную строку, например {suggestion}: true"},
            "Идентификатор сильнее селектора, селектор сильнее `all`, но два селектора равны независимо от порядка. "
            "Если для одного и того же типа они задают разное, а сам тип по идентификатору не указан, понять намерение нельзя.",
        ),
    ),
    Entry(
        "audience-mismatch",
        ERROR,
        Text(
            'notification type "{type}" is not meant for this audience ({audience})',
            {"": "remove it here; `reconciler types --format json` shows whom each type is for"},
            "Every type is for employees (employee), for external recipients (external), or for both. Naming one for the wrong audience would show outsiders internal matters, or promise "
            "employees something they never get. `all` and selectors leave such types out by themselves.",
        ),
        Text(
            "тип уведомлений «{type}» не предназначен для этих получателей ({audience})",
            {"": "уберите его отсюда; для кого каждый тип, показывает `reconciler types --format json`"},
            "Каждый тип предназначен сотрудникам (employee), внешним получателям (external) или тем и другим. Если назвать его не для тех, посторонние увидели бы внутренние "
            "сведения или сотрудники ждали бы того, что к ним никогда не придёт. `all` и селекторы сами пропускают неподходящие типы.",
        ),
    ),
    Entry(
        "bad-address",
        ERROR,
        Text(
            "this address cannot be used",
            {"": "write an identifier of Latin letters, digits and signs (ASCII), without spaces, at most 512 characters long"},
            "Channels without an address format of their own (push, telegram, max, vk and those a project declares) take an opaque identifier.",
        ),
        Text(
            "такой адрес использовать нельзя",
            {"": "укажите идентификатор из латинских букв, цифр и знаков (ASCII), без пробелов, не длиннее 512 символов"},
            "Каналы без собственного формата адреса (push, telegram, max, vk и каналы проекта) принимают идентификатор без пробелов.",
        ),
    ),
    Entry(
        "bad-email",
        ERROR,
        Text(
            "this is not an e-mail address",
            {
                "": "write one address as name@domain, with a dot in the domain and no spaces",
                "dots": "the part before @ may not begin or end with a dot or have two in a row",
                "domain": "check the part after @: it takes only letters, digits, hyphens and dots",
                "long": "an e-mail address has at most 254 characters",
            },
            "The form is that of RFC 5321: at most 64 characters before the @ and 254 in all. Domains in national alphabets are fine. Whether the address exists is found out by confirming it.",
        ),
        Text(
            "это не адрес электронной почты",
            {
                "": "запишите один адрес в виде имя@домен, с точкой в домене и без пробелов",
                "dots": "часть до @ не может начинаться или заканчиваться точкой или содержать две точки подряд",
                "domain": "проверьте часть после @: в ней бывают только буквы, цифры, дефисы и точки",
                "long": "в адресе электронной почты не больше 254 символов",
            },
            "Форма по RFC 5321: не больше 64 символов до @ и 254 всего. Кириллические домены допустимы. Существует ли адрес, выясняется подтверждением.",
        ),
    ),
    Entry(
        "bad-phone",
        ERROR,
        Text(
            "this is not a telephone number",
            {
                "": 'write it in international form and in quotes, such as "+79160000001"',
                "country": 'the country code is missing: write the number in international form and in quotes, such as "+79160000001"',
            },
            "Numbers are kept in the international form E.164. Spaces, brackets and hyphens are fine, and a Russian number may start with 8; ten digits alone may be a number anywhere.",
        ),
        Text(
            "это не телефонный номер",
            {
                "": 'запишите в международном виде и в кавычках, например "+79160000001"',
                "country": 'нет кода страны: запишите номер в международном виде и в кавычках, например "+79160000001"',
            },
            "Номера хранятся в международном виде E.164. Пробелы, скобки и дефисы допустимы, российский номер может начинаться с 8; десять цифр без кода страны неоднозначны.",
        ),
    ),
    Entry(
        "bad-webhook",
        ERROR,
        Text(
            "this is not a URL a webhook can have",
            {
                "": "write a full URL, such as https://bus.teleset.example/notify",
                "credentials": "leave user and password out of the URL; sign with a secret instead: secret: {{env: NAME}}",
            },
            "A webhook is called by https. Credentials in a URL end up in logs; a signature made with a secret does not.",
        ),
        Text(
            "такой адрес вебхука использовать нельзя",
            {
                "": "укажите полный адрес, например https://bus.teleset.example/notify",
                "credentials": "уберите имя и пароль из адреса; подписывайте секретом: secret: {{env: ИМЯ}}",
            },
            "Вебхук вызывается по https. Имя и пароль в адресе попадают в журналы, подпись секретом — нет.",
        ),
    ),
    Entry(
        "blocked-by-policy",
        NOTE,
        Text(
            'the project forbids "{type}": it stays off for {count} {count:recipient|recipients}',
            {"": "everything else is applied, so this may stay; what the project forbids is listed in reconciler.yaml under policy.forbidden"},
            "What the project's administrators forbid is left out whatever organization files say. Nothing else is affected.",
        ),
        Text(
            "проект запрещает «{type}»: тип останется выключенным у {count} {count:получателя|получателей|получателей}",
            {"": "остальное применяется, и это можно оставить; что запрещено проектом, указано в reconciler.yaml: policy.forbidden"},
            "То, что запретил администратор проекта, не включается, что бы ни было в файлах организаций. На остальное это не влияет.",
        ),
    ),
    Entry(
        "builtin-type",
        ERROR,
        Text(
            'notification type "{type}" is built in and cannot be declared again',
            {"": "choose another id for your own type"},
            "Built-in types mean the same in every installation. `reconciler types` lists them.",
        ),
        Text(
            "тип уведомлений «{type}» встроенный, объявить его заново нельзя",
            {"": "выберите для своего типа другой идентификатор"},
            "Встроенные типы везде значат одно и то же. Их перечень показывает `reconciler types`.",
        ),
    ),
    Entry(
        "channel-not-allowed",
        ERROR,
        Text(
            'notification type "{type}" is not sent over {channel}',
            {"": "it may be sent over: {known}"},
            "A type can restrict its channels (`allowed_channels`), for instance to those that may carry its content.",
        ),
        Text(
            "уведомления типа «{type}» не отправляются по каналу {channel}",
            {"": "допустимые каналы: {known}"},
            "Тип может ограничивать свои каналы (`allowed_channels`), например теми, по которым можно передавать его содержание.",
        ),
    ),
    Entry(
        "channels-in-contact-types",
        ERROR,
        Text(
            '"{type}" of a contact takes true or false, not a list',
            {"": "the contact already says which channel: write true to receive the type here, or false not to"},
            "`types` under a contact says what this one contact receives, so there is no channel left to choose.",
        ),
        Text(
            "«{type}» у контакта принимает true или false, а не список",
            {"": "канал уже задан контактом: напишите true, чтобы получать сюда, или false, чтобы не получать"},
            "`types` у контакта говорит, что получает именно он, выбирать канал уже не из чего.",
        ),
    ),
    Entry(
        "contact-of-another-channel",
        ERROR,
        Text(
            'contact "{contact}" is named after a channel but belongs to another one ({channel})',
            {"": "give the contact another id, such as {channel}-1, or write {contact} here"},
            "A contact whose id is a channel is of that channel; otherwise a list such as [email] would be ambiguous.",
        ),
        Text(
            "контакт «{contact}» назван как канал, но относится к другому ({channel})",
            {"": "дайте контакту другой идентификатор, например {channel}-1, или напишите здесь {contact}"},
            "Контакт, названный как канал, относится к этому каналу, иначе список вроде [email] был бы неоднозначен.",
        ),
    ),
    Entry(
        "duplicate-id",
        ERROR,
        Text(
            '{kind} "{address}" is declared twice',
            {
                "": 'also declared at {other}; two people need two ids, such as "{suggestion}"',
                "document": "also declared at {other}; remove one of them or give it another id",
            },
            "Ids name things, so none may occur twice in all files together: of organizations, types and scenarios in a project, of accounts in their organization.",
        ),
        Text(
            "повторное объявление: {kind:word} «{address}»",
            {
                "": "такой идентификатор уже есть: {other}; двум людям нужны два разных, например второму «{suggestion}»",
                "document": "такой идентификатор уже есть: {other}; уберите одно из объявлений или дайте другой идентификатор",
            },
            "Идентификатор не должен повторяться ни в одном из файлов: у организаций, типов и сценариев — в пределах проекта, у учётных записей — в пределах своей организации.",
        ),
    ),
    Entry(
        "empty-quiet-hours",
        ERROR,
        Text(
            "quiet hours begin and end at the same time ({time})",
            {"": "write two different times, or, for no quiet hours, quiet_hours: none"},
            "From and to alike could mean the whole day or no time at all. Quiet hours may go over midnight: from 22:00 to 08:00.",
        ),
        Text(
            "тихие часы начинаются и заканчиваются в одно время ({time})",
            {"": "укажите разное время начала и конца, а если тихих часов нет, напишите quiet_hours: none"},
            "Одинаковые начало и конец могут значить и весь день, и никогда. Тихие часы могут переходить через полночь: с 22:00 до 08:00.",
        ),
    ),
    Entry(
        "insecure-webhook",
        ERROR,
        Text(
            "a webhook must use https",
            {"": "write https://…, or list this host, and all others that webhooks call, in reconciler.yaml: policy: {{webhook_hosts: [bus.teleset.example]}}"},
            "Notifications hold personal data, so they travel encrypted. A project may list the hosts that webhooks may call; these may do without https, such as one on the same machine, and "
            "all others are refused.",
        ),
        Text(
            "вебхук должен использовать https",
            {
                "": "укажите https://… или перечислите этот узел и все остальные, куда обращаются вебхуки, в reconciler.yaml: policy: {{webhook_hosts: [bus.teleset.example]}}"
            },
            "В уведомлениях есть персональные данные, поэтому они передаются шифрованно. Проект может перечислить узлы, к которым обращаются вебхуки: им https не обязателен, например на той же "
            "машине, а все остальные узлы запрещены.",
        ),
    ),
    Entry(
        "mandatory-type",
        ERROR,
        Text(
            'notification type "{type}" is mandatory and cannot be switched off',
            {"": "remove it here; under notifications its channels can be chosen, as a list in place of false"},
            "Mandatory types reach every recipient they are meant for. Only their channels can be chosen.",
        ),
        Text(
            "тип уведомлений «{type}» обязательный, отключить его нельзя",
            {"": "уберите его отсюда; в notifications можно выбрать его каналы: список вместо false"},
            "Обязательные типы получает каждый, кому они предназначены. Выбирать можно только каналы.",
        ),
    ),
    Entry(
        "misplaced-project",
        ERROR,
        Text(
            "a Project document stands among the declarations",
            {"": "keep it in reconciler.yaml, and out of the directories listed under sources"},
            "There is one project file, reconciler.yaml. A second one among the declarations would be ignored, which is worse than an error.",
        ),
        Text(
            "документ Project находится среди объявлений",
            {"": "держите его в reconciler.yaml, вне каталогов из sources"},
            "Файл проекта один — reconciler.yaml. Второй среди объявлений был бы молча пропущен, а это хуже ошибки.",
        ),
    ),
    Entry(
        "lead-order",
        WARNING,
        Text(
            'the times in "lead" should run from the longest to the shortest, each once',
            {"": "write lead: [{lead}]"},
            "`lead` says how long before a deadline to remind. A repeated time reminds no second time (24h is 1d), and one out of order is nearly always a slip: a day where an "
            "hour was meant.",
        ),
        Text(
            "сроки в «lead» следует указывать от большего к меньшему, без повторов",
            {"": "напишите lead: [{lead}]"},
            "В `lead` указано, за сколько до срока напомнить. Повтор второго напоминания не даёт (24h — это 1d), а срок не на своём месте почти всегда описка: день вместо часа.",
        ),
    ),
    Entry(
        "mixed-script-address",
        ERROR,
        Text(
            "the e-mail address mixes two alphabets",
            {"": 'character {position} is the {alphabet} letter "{letter}" ({codepoint}); type a {other} letter in its place'},
            "Letters of two alphabets can look exactly alike, such as the Latin and the Cyrillic a. Mail to such an address goes nowhere, or to somebody else.",
        ),
        Text(
            "в адресе электронной почты смешаны два алфавита",
            {"": "символ {position} — {alphabet:word} буква «{letter}» ({codepoint}), а нужна {other:word}"},
            "Буквы двух алфавитов могут выглядеть одинаково, например латинская и кириллическая «а». Письмо по такому адресу не дойдёт или попадёт к другому.",
        ),
    ),
    Entry(
        "no-allowed-channel",
        ERROR,
        Text(
            'none of the channels of "{type}" is among its allowed_channels',
            {"": "add one of them to allowed_channels, or change channels"},
            "Whoever switches the type on without naming channels would receive it nowhere.",
        ),
        Text(
            "ни один из каналов типа «{type}» не указан в его allowed_channels",
            {"": "добавьте один из них в allowed_channels или измените channels"},
            "Тот, кто включит тип и не назовёт каналов, не получал бы его нигде.",
        ),
    ),
    Entry(
        "no-contact-for-channel",
        NOTE,
        Text(
            '"{type}" should also go over {channel}, but {count} {count:recipient has|recipients have} no such contact: {recipients}',
            {"": "{count:this recipient receives|they receive} it over other contacts; if it has to be {channel}, add such a contact"},
            "The type is on and reaches these recipients, only not on every channel listed.",
        ),
        Text(
            "уведомления «{type}» должны приходить и по каналу {channel}, но такого контакта нет у {count} {count:получателя|получателей|получателей}: {recipients}",
            {"": "{count:он получает|они получают|они получают} уведомления по другим контактам; если нужен именно {channel}, добавьте такой контакт"},
            "Тип включён, и уведомления доходят до этих получателей, но не по всем перечисленным каналам.",
        ),
    ),
    Entry(
        "no-contact-for-type",
        WARNING,
        Text(
            '"{type}" is on, but {count} {count:recipient has|recipients have} no contact for it: {recipients}',
            {
                "": "add a contact on one of its channels, list a channel {count:this recipient has|they have}, or, unless it is mandatory, switch it off for {count:this recipient|them}: {type}: false"
            },
            "A type that is on and has no contact to go to reaches nobody, silently. For a mandatory type this is an error.",
        ),
        Text(
            "тип «{type}» включён, но у {count} {count:получателя|получателей|получателей} нет подходящего контакта: {recipients}",
            {
                "": "добавьте контакт для одного из каналов этого типа, укажите канал, контакт для которого есть, или, если тип не обязательный, отключите его для {count:этого получателя|этих получателей|этих получателей}: {type}: false"
            },
            "Уведомления включённого типа, которые некуда доставить, не доходят ни до кого, и об этом никто не узнаёт. Для обязательного типа это ошибка.",
        ),
    ),
    Entry(
        "parent-cycle",
        ERROR,
        Text(
            "parents go in a circle: {cycle}",
            {"": "remove the line parent of the organization that stands above the others"},
            "An organization inherits from its parent, so the chain must end somewhere.",
        ),
        Text(
            "организации подчинены по кругу: {cycle}",
            {"": "уберите строку parent у той организации, которая стоит выше остальных"},
            "Организация наследует настройки вышестоящей, поэтому цепочка должна где-то заканчиваться.",
        ),
    ),
    Entry(
        "parents-too-deep",
        ERROR,
        Text(
            "organizations are nested more than {limit} levels deep",
            {"": "name a parent that has fewer organizations above it"},
            "Settings are inherited from every ancestor. A hierarchy this deep is nearly always a mistake, and following it for each organization would take long.",
        ),
        Text(
            "вложенность организаций больше {limit} уровней",
            {"": "укажите в parent организацию, над которой меньше уровней"},
            "Настройки наследуются от каждой вышестоящей организации. Такая глубина почти всегда ошибка, а проход по ней для каждой организации долог.",
        ),
    ),
    Entry(
        "recipients-dropped",
        NOTE,
        Text(
            "{count} {count:contact|contacts} of {organization} {count:is|are} left out: this environment allows other addresses only",
            {"": "what is allowed is in reconciler.yaml: recipients.allow, of the project or of the environment"},
            "A test environment can be closed to real people. Contacts outside its patterns are not written there at all.",
        ),
        Text(
            "{count} {count:контакт|контакта|контактов} организации {organization} {count:пропущен|пропущены|пропущены}: в этом окружении разрешены только другие адреса",
            {"": "разрешённые адреса перечислены в reconciler.yaml: recipients.allow проекта или окружения"},
            "Тестовое окружение можно закрыть от настоящих получателей. Контакты вне шаблонов туда не записываются вовсе.",
        ),
    ),
    Entry(
        "reference-unset",
        NOTE,
        Text(
            "{source} {name} is not set here, so its value is not compared",
            {"": "plan goes on without it; apply needs it"},
            "Secrets are references, so that they never stand in files. Plan can do without their values; apply refuses before its first write.",
        ),
        Text(
            "{source} {name}: здесь не задано, значение не сравнивается",
            {"": "plan обходится без него, для apply он нужен"},
            "Секреты записаны ссылками, чтобы их не было в файлах. plan обходится без значений, apply откажется до первой записи.",
        ),
    ),
    Entry(
        "reserved-id",
        ERROR,
        Text(
            'a notification type cannot be called "{type}"',
            {"": "give it another id, such as {type}-notices"},
            "`all`, `none` and `core` have a meaning of their own wherever types are chosen. A type of that name could never be chosen by itself.",
        ),
        Text(
            "тип уведомлений нельзя назвать «{type}»",
            {"": "дайте ему другой идентификатор, например {type}-notices"},
            "У слов `all`, `none` и `core` свой смысл везде, где выбирают типы. Тип с таким именем нельзя было бы выбрать отдельно.",
        ),
    ),
    Entry(
        "secret-not-allowed",
        ERROR,
        Text(
            "organization files may not refer to {{{source}: {name}}}",
            {
                "": "let the project allow it under `secrets` in reconciler.yaml",
                "env": 'let the project allow it in reconciler.yaml, beside what it allows already: secrets: {{env: ["{name}"]}}',
                "file": "the path counts from reconciler.yaml and stays below it; let the project allow its directory there, such as secrets: {{files: [secrets/]}}",
            },
            "The authors of organization files are not always trusted with every secret of the machine that applies them. The project lists what they may refer to; by default nothing.",
        ),
        Text(
            "в файлах организаций нельзя ссылаться на {{{source}: {name}}}",
            {
                "": "разрешите в проекте: раздел `secrets` в reconciler.yaml",
                "env": 'разрешите в reconciler.yaml, рядом с уже разрешёнными: secrets: {{env: ["{name}"]}}',
                "file": "путь считается от reconciler.yaml и не выходит за его каталог; разрешите каталог секрета там же, например secrets: {{files: [secrets/]}}",
            },
            "Авторам файлов организаций доверяют не все секреты машины, которая их применяет. Разрешённые перечисляет проект; по умолчанию не разрешён ни один.",
        ),
    ),
    Entry(
        "selector-matches-nothing",
        ERROR,
        Text(
            '"{type}" matches no notification type',
            {"": "`reconciler types --format json` shows categories and surfaces", "similar": 'did you mean "{suggestion}"?'},
            "A selector is core, category:X or surface:X. One that matches nothing is nearly always a slip of the pen, and would silently choose nothing. Where single files are checked it is a note: what it chooses may be declared in another one.",
        ),
        Text(
            "«{type}» не подходит ни к одному типу уведомлений",
            {
                "": "категории (category) и поверхности (surface) показывает `reconciler types --format json`",
                "similar": "возможно, вы имели в виду «{suggestion}»?",
            },
            "Селектор — это core, category:X или surface:X. Селектор, под который ничего не подходит, почти всегда описка и молча не выбрал бы ничего. Если проверяются отдельные файлы, это примечание: подходящий тип может быть объявлен в другом.",
        ),
    ),
    Entry(
        "system-type",
        ERROR,
        Text(
            'notification type "{type}" is sent by the system and cannot be chosen',
            {"": "remove it here"},
            "System types, such as the request to confirm an address, are always sent to whom they concern.",
        ),
        Text(
            "тип уведомлений «{type}» системный, выбирать его нельзя",
            {"": "уберите его отсюда"},
            "Системные типы, например просьба подтвердить адрес, всегда отправляются тому, кого касаются.",
        ),
    ),
    Entry(
        "unknown-channel",
        ERROR,
        Text(
            'channel "{channel}" does not exist',
            {
                "": "known channels: {known}",
                "similar": 'did you mean "{suggestion}"?',
                "id": "if the contact is to be called so, give its channel: {{channel: email, address: …}}; known channels: {known}",
                "similar-id": 'did you mean "{suggestion}"? If the contact is to be called so, give its channel: {{channel: {suggestion}, address: …}}',
            },
            "Channels are the built-in ones and those the project declares under `channels`. A contact that is named like a channel needs nothing but its address; any other says its channel. Where single files are checked it may be a note: the project may declare the channel.",
        ),
        Text(
            "канала «{channel}» не существует",
            {
                "": "известные каналы: {known}",
                "similar": "возможно, вы имели в виду «{suggestion}»?",
                "similar-id": "возможно, вы имели в виду «{suggestion}»? Для контакта с таким именем нужно указать канал: {{channel: {suggestion}, address: …}}",
                "id": "для контакта с таким именем нужно указать канал: {{channel: email, address: …}}; известные каналы: {known}",
            },
            "Каналы — встроенные и объявленные в проекте (`channels`). Контакту, названному как канал, достаточно адреса; контакту с другим именем канал указывают явно. Если проверяются отдельные файлы, это может быть примечание: канал может быть объявлен в проекте.",
        ),
    ),
    Entry(
        "unknown-contact",
        ERROR,
        Text(
            '"{contact}" is neither a channel nor a contact of this account',
            {
                "": "its contacts are: {known}; the channels are: {channels}",
                "similar": 'did you mean "{suggestion}"?',
                "none": "this account has no contacts: name a channel ({channels}), or add a contact under contacts",
            },
            "In an account a list names channels (all contacts of that channel) or single contacts of this account.",
        ),
        Text(
            "«{contact}» — не канал и не контакт этой учётной записи",
            {
                "": "её контакты: {known}; каналы: {channels}",
                "similar": "возможно, вы имели в виду «{suggestion}»?",
                "none": "у этой учётной записи нет контактов: укажите канал ({channels}) или добавьте контакт в contacts",
            },
            "В учётной записи список называет каналы (все контакты канала) или отдельные контакты этой записи.",
        ),
    ),
    Entry(
        "unknown-organization",
        ERROR,
        Text(
            'organization "{organization}" is not declared',
            {"": "declare it in a document of kind Organization, or mend the id", "similar": 'did you mean "{suggestion}"?'},
            "Documents of kind Accounts add accounts to an organization that is declared elsewhere in the same project. Where single files are checked it is a note: the organization may be declared in another one.",
        ),
        Text(
            "организация «{organization}» не объявлена",
            {"": "объявите её в документе kind: Organization или исправьте идентификатор", "similar": "возможно, вы имели в виду «{suggestion}»?"},
            "Документы kind: Accounts добавляют учётные записи в организацию, объявленную в том же проекте. Если проверяются отдельные файлы, это примечание: организация может быть объявлена в другом.",
        ),
    ),
    Entry(
        "unknown-parent",
        ERROR,
        Text(
            'parent organization "{parent}" is not declared',
            {"": "declare it, mend the id, or remove the line", "similar": 'did you mean "{suggestion}"?'},
            "An organization inherits notification settings from its parent, which must be declared in the same project. Where single files are checked it is a note: the parent may be declared in another one.",
        ),
        Text(
            "вышестоящая организация «{parent}» не объявлена",
            {"": "объявите её, исправьте идентификатор или уберите строку", "similar": "возможно, вы имели в виду «{suggestion}»?"},
            "Организация наследует настройки вышестоящей, которая должна быть объявлена в том же проекте. Если проверяются отдельные файлы, это примечание: вышестоящая может быть объявлена в другом.",
        ),
    ),
    Entry(
        "unknown-role",
        ERROR,
        Text(
            'role "{role}" is not declared in {organization}',
            {
                "": "write one of the declared roles ({known}), or declare this one under roles of the organization",
                "similar": 'did you mean "{suggestion}"?',
                "none": "the organization declares no roles: add this one under roles, or remove the line",
            },
            "Roles belong to one organization and are not inherited. A misspelt role would silently lose what the role receives. Where single files are checked it is a note: the organization may be declared in another one.",
        ),
        Text(
            "роль «{role}» не объявлена в организации {organization}",
            {
                "": "укажите одну из объявленных ролей ({known}) или объявите эту в разделе roles организации",
                "similar": "возможно, вы имели в виду «{suggestion}»?",
                "none": "в организации не объявлено ни одной роли: объявите эту в разделе roles или уберите строку",
            },
            "Роли принадлежат одной организации и не наследуются. Из-за описки в названии роли человек молча лишился бы её уведомлений. Если проверяются отдельные файлы, это примечание: организация может быть объявлена в другом.",
        ),
    ),
    Entry(
        "unknown-timezone",
        ERROR,
        Text(
            'time zone "{timezone}" does not exist',
            {"": "write a name of the IANA time zone database, such as Europe/Moscow or Asia/Yekaterinburg", "similar": "did you mean {suggestion}?"},
            "Quiet hours and dates are in the recipient's zone, named as in the IANA time zone database.",
        ),
        Text(
            "часового пояса «{timezone}» не существует",
            {
                "": "укажите название из базы часовых поясов IANA, например Europe/Moscow или Asia/Yekaterinburg",
                "similar": "возможно, имелось в виду {suggestion}?",
            },
            "Тихие часы и даты считаются в поясе получателя, названном по базе IANA.",
        ),
    ),
    Entry(
        "unknown-type",
        ERROR,
        Text(
            'notification type "{type}" does not exist',
            {
                "": "`reconciler types` lists all types",
                "similar": 'did you mean "{suggestion}"?',
                "title": 'that is its title; write its id: "{suggestion}"',
                "none": "to receive nothing write `types: none`, without brackets and nothing beside it",
            },
            "Types are the built-in ones and those declared by documents of kind NotificationType. Where single files are checked it is a note: the type may be declared in another one.",
        ),
        Text(
            "типа уведомлений «{type}» не существует",
            {
                "": "все типы показывает `reconciler types`",
                "similar": "возможно, вы имели в виду «{suggestion}»?",
                "title": "это название; укажите идентификатор: «{suggestion}»",
                "none": "чтобы ничего не получать, напишите `types: none`, без скобок и без других типов",
            },
            "Типы — встроенные и объявленные в документах kind: NotificationType. Если проверяются отдельные файлы, это примечание: тип может быть объявлен в другом.",
        ),
    ),
    Entry(
        "webhook-host-not-allowed",
        ERROR,
        Text(
            "the project does not let webhooks call this host",
            {"": "use a host that the project names in reconciler.yaml under policy.webhook_hosts, or have this one added there"},
            "Where a project names hosts, notifications, which hold personal data, leave for those hosts only. Authors of organization files are not always trusted "
            "with this choice.",
        ),
        Text(
            "проект не разрешает вебхукам обращаться к этому узлу",
            {"": "укажите узел, названный в reconciler.yaml (policy.webhook_hosts), или попросите добавить туда этот"},
            "Если в проекте перечислены узлы, уведомления с персональными данными уходят только на них. Авторам файлов организаций этот выбор доверяют не всегда.",
        ),
    ),
)
