"""What may be wrong with a table of people, and with asking for its import."""

from __future__ import annotations

from typing import Final

from reconciler.model.diagnostic import Severity
from reconciler.model.message import Entry, Text

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

_TABLE: Final = (
    Entry(
        "import-unreadable",
        ERROR,
        Text(
            "this cannot be read as a table",
            {
                "": "save the table as CSV UTF-8",
                "workbook": 'it is a workbook: open it and save it as "CSV UTF-8"',
                "document": 'it is a document: copy its table into a spreadsheet and save that as "CSV UTF-8"',
                "web": 'it is a web page or XML, whatever its name: open it in a spreadsheet and save it as "CSV UTF-8"',
                "utf-16": "it seems to be UTF-16 or UTF-32 without its mark: save it as CSV UTF-8",
                "encoding": "it seems to be encoded as {encoding}: save it as CSV UTF-8",
                "damaged": "here is a byte that does not belong: the file is damaged, or was put together from two encodings; save the table as CSV UTF-8 again",
                "wide": "it has more than {limit} columns: leave those that describe people",
            },
            'A table is text: one row on a line, cells separated by semicolons, commas or tabs. It may be encoded in UTF-8, in UTF-16 as spreadsheets write it for "Unicode text", or in '
            "Windows-1251. Other encodings are named and not read, because a name read wrongly would be another name.",
        ),
        Text(
            "не удаётся прочитать файл как таблицу",
            {
                "": "сохраните таблицу как «CSV UTF-8»",
                "workbook": "это книга Excel: откройте её и сохраните как «CSV UTF-8»",
                "document": "это документ: скопируйте таблицу из него в Excel и сохраните как «CSV UTF-8»",
                "web": "это веб-страница или XML, как бы файл ни назывался: откройте его в Excel и сохраните как «CSV UTF-8»",
                "utf-16": "похоже на UTF-16 или UTF-32 без метки в начале: сохраните таблицу как «CSV UTF-8»",
                "encoding": "похоже на кодировку {encoding}: сохраните таблицу как «CSV UTF-8»",
                "damaged": "здесь посторонний байт: файл повреждён или собран из двух кодировок; сохраните таблицу как «CSV UTF-8» ещё раз",
                "wide": "в ней больше {limit} столбцов: оставьте те, что относятся к людям",
            },
            "Таблица — это текст: по строке на человека, ячейки разделены точкой с запятой, запятой или табуляцией. Кодировка — UTF-8, UTF-16 (так Excel сохраняет «Текст Юникод») или "
            "Windows-1251. Другие кодировки программа называет, но не читает: неверно прочитанное имя — это другое имя.",
        ),
    ),
    Entry(
        "import-no-header",
        ERROR,
        Text(
            "no line says what the columns are",
            {"": "write the headings above the rows, such as: {known}", "empty": "the file is empty; write the headings first, such as: {known}"},
            "The header is found among the first twenty rows by its known headings, in Russian or English; their case, spaces, asterisks and hyphens do not matter. Without it nobody can know which cell is a name.",
        ),
        Text(
            "нет строки с заголовками столбцов",
            {"": "напишите над строками заголовки, например: {known}", "empty": "файл пуст; начните с заголовков, например: {known}"},
            "Заголовки ищутся в первых двадцати строках, по-русски или по-английски; регистр, пробелы, звёздочки и дефисы не важны. Без них неизвестно, в какой ячейке фамилия.",
        ),
    ),
    Entry(
        "import-no-names",
        ERROR,
        Text(
            "the table has no column with names",
            {
                "": "add columns headed Фамилия and Имя (or family name and given name), or one headed ФИО",
                "given": "there are family names only: add a column headed Имя (or given name), or one headed ФИО",
            },
            "Employees are declared with a family and a given name. Only external recipients do without; a table of these says so in a column headed Внешний (external).",
        ),
        Text(
            "в таблице нет столбца с именами",
            {"": "добавьте столбцы «Фамилия» и «Имя» или один столбец «ФИО»", "given": "есть только фамилии: добавьте столбец «Имя» или столбец «ФИО»"},
            "У сотрудника указываются фамилия и имя. Без них обходятся только внешние получатели; в таблице о них говорит столбец «Внешний».",
        ),
    ),
    Entry(
        "import-no-rows",
        ERROR,
        Text(
            "there is nothing below the header", {"": "add the rows, one for each person"}, "The table has headings and no rows, so there is nobody to declare."
        ),
        Text("под заголовками ничего нет", {"": "добавьте строки, по одной на человека"}, "В таблице есть заголовки, но нет строк: описывать некого."),
    ),
    Entry(
        "import-mixed-delimiters",
        ERROR,
        Text(
            'the header is separated by "{header}" and the rows by "{rows}"',
            {"": "use one of them in the whole file"},
            "Read with the delimiter of the header, most rows would be one single cell. Usually the header was typed by hand above exported rows.",
        ),
        Text(
            "заголовки разделены знаком «{header}», а строки — «{rows}»",
            {"": "используйте один разделитель во всём файле"},
            "Если читать строки с разделителем заголовка, почти каждая окажется одной ячейкой. Обычно заголовок дописан вручную над выгруженными строками.",
        ),
    ),
    Entry(
        "import-too-large",
        ERROR,
        Text(
            "the YAML of this table would be {size} bytes, more than the {limit} that are read from one file",
            {"": "split the table, and import each part to a file of its own"},
            "A file that is too large to be read again would be of no use. The accounts of one organization may be split over many files.",
        ),
        Text(
            "YAML из этой таблицы займёт {size} Б, а из одного файла читается не больше {limit} Б",
            {"": "разделите таблицу и импортируйте каждую часть в свой файл"},
            "Файл, который потом нельзя прочитать, бесполезен. Учётные записи одной организации можно разделить на много файлов.",
        ),
    ),
    Entry(
        "import-lines-above",
        NOTE,
        Text(
            "{count} {count:line|lines} above the header {count:was|were} not taken",
            {"": "nothing needs to be done if it is a title or a date"},
            "Above the headings there may be a title or a date. It is skipped; the header is the line with the most known headings among the first twenty.",
        ),
        Text(
            "над заголовками {count:пропущена|пропущены|пропущено} {count} {count:строка|строки|строк}",
            {"": "если это название или дата, делать ничего не нужно"},
            "Над заголовками может стоять название таблицы или дата. Они пропускаются; строка заголовков — та из первых двадцати, в которой больше всего известных названий.",
        ),
    ),
    Entry(
        "import-short-rows",
        NOTE,
        Text(
            "{count} {count:row has|rows have} fewer cells than the header; the missing ones count as empty",
            {"": "this is the first of them; look whether a delimiter is missing in it"},
            "Spreadsheets leave out empty cells at the end of a row. Where a delimiter is missing in the middle, cells are in the wrong columns; most often they then cannot be used there, and are reported.",
        ),
        Text(
            "в {count} {count:строке|строках|строках} меньше ячеек, чем заголовков; недостающие считаются пустыми",
            {"": "это первая такая строка; проверьте, не потерян ли в ней разделитель"},
            "Табличные редакторы не пишут пустые ячейки в конце строки. Если разделитель потерян в середине, ячейки попадают не в свои столбцы; чаще всего они там непригодны, и об этом сообщается.",
        ),
    ),
    Entry(
        "import-declared",
        NOTE,
        Text(
            "{count} {count:row is|rows are} of people who are declared already, so {count:it was|they were} not taken again",
            {"": "this is the first of them; to change what is declared, edit its file"},
            "The same name with the same address, or with the same id, is the same person. So a table can be corrected and imported once more: only those are taken who are not declared yet.",
        ),
        Text(
            "в {count} {count:строке|строках|строках} люди, которые уже описаны; повторно они не взяты",
            {"": "это первая такая строка; чтобы изменить описанное, правьте сам файл"},
            "То же имя с тем же адресом или с тем же идентификатором — это тот же человек. Поэтому таблицу можно исправить и импортировать ещё раз: берутся только те, кого ещё нет.",
        ),
    ),
    Entry(
        "import-organization-name",
        WARNING,
        Text(
            'the name of the organization was not given; its id "{organization}" stands in its place',
            {"": "correct the line that begins with name:, or import again with --name"},
            "Every organization has a name that people read. The table does not hold it.",
        ),
        Text(
            "название организации не указано; вместо него стоит идентификатор «{organization}»",
            {"": "исправьте строку, которая начинается с name:, или импортируйте с параметром --name"},
            "У организации есть название, которое видят люди. В таблице его нет.",
        ),
    ),
)

_COLUMNS: Final = (
    Entry(
        "import-unknown-column",
        WARNING,
        Text(
            'the column "{column}" was not taken: nobody knows what is in it',
            {
                "": "nothing needs to be done if it is not wanted; `reconciler codes import-unknown-column` lists the headings that are known",
                "similar": 'did you mean "{suggestion}"?',
                "unnamed": "column {number} has no heading: write one, or remove the column",
            },
            "Known headings are: Фамилия, Имя, Отчество, ФИО, Электронная почта, Мобильный телефон, Роль, Идентификатор, Уведомления, Язык, Часовой пояс, Согласие, Дата согласия, Внешний, "
            "Аудитория; and in English family name, given name, patronymic, full name, e-mail, phone, role, id, notifications, locale, time zone, consent, consent date, external, audience. "
            "Usual variants of these are understood too.",
        ),
        Text(
            "столбец «{column}» не взят: неизвестно, что в нём",
            {
                "": "если он не нужен, делать ничего не надо; известные заголовки перечислит `reconciler codes import-unknown-column`",
                "similar": "возможно, имелось в виду «{suggestion}»?",
                "unnamed": "у столбца {number} нет заголовка: напишите его или удалите столбец",
            },
            "Известны заголовки: Фамилия, Имя, Отчество, ФИО, Электронная почта, Мобильный телефон, Роль, Идентификатор, Уведомления, Язык, Часовой пояс, Согласие, Дата согласия, Внешний, "
            "Аудитория; по-английски family name, given name, patronymic, full name, e-mail, phone, role, id, notifications, locale, time zone, consent, consent date, external, audience. "
            "Понимаются и обычные варианты этих слов.",
        ),
    ),
    Entry(
        "import-private-column",
        WARNING,
        Text(
            'the column "{column}" was deliberately not taken',
            {"": "remove it from the table; no setting needs it"},
            "Passwords, СНИЛС, passports, a person's ИНН and dates of birth have no place in settings, and none in a table that is passed on for them: only data that are needed may be processed "
            "(152-ФЗ, article 5). A table with passwords should not exist at all; change them.",
        ),
        Text(
            "столбец «{column}» намеренно не взят",
            {"": "удалите его из таблицы: настройкам он не нужен"},
            "Паролям, СНИЛС, паспортным данным, ИНН физических лиц и датам рождения не место ни в настройках, ни в таблице, которую ради них передают: обрабатываются только те данные, которые "
            "нужны (152-ФЗ, статья 5). Таблицы с паролями не должно быть вовсе; смените их.",
        ),
    ),
    Entry(
        "import-repeated-column",
        WARNING,
        Text(
            'the column "{column}" was not taken: "{other}" holds the same already',
            {"": "leave one of the two"},
            "Of e-mail addresses and telephones there may be several columns; of everything else the first one counts.",
        ),
        Text(
            "столбец «{column}» не взят: то же самое уже есть в столбце «{other}»",
            {"": "оставьте один из двух"},
            "Столбцов с почтой и телефоном может быть несколько; из остальных одинаковых берётся первый.",
        ),
    ),
)

_ROWS: Final = (
    Entry(
        "import-quote",
        ERROR,
        Text(
            "the quotation marks in this row are not closed as they should be",
            {
                "unclosed": "close the quotation mark that this row opens, or remove it",
                "text-behind": 'something stands behind a closing quotation mark; write a quotation mark inside a cell twice: "ООО ""Ромашка"""',
            },
            "A cell in quotation marks ends at the next one; a quotation mark inside it is written twice. What the row means otherwise, nobody can know, so it is not taken; the others are.",
        ),
        Text(
            "кавычки в этой строке закрыты неправильно",
            {
                "unclosed": "закройте кавычку, открытую в этой строке, или уберите её",
                "text-behind": 'после закрывающей кавычки что-то стоит; кавычка внутри ячейки пишется дважды: "ООО ""Ромашка"""',
            },
            "Ячейка в кавычках кончается следующей кавычкой; кавычка внутри неё пишется дважды. Иначе смысл строки неизвестен, поэтому она не взята; остальные взяты.",
        ),
    ),
    Entry(
        "import-cell-count",
        ERROR,
        Text(
            "this row has {count} {count:cell|cells}, and the header {width}",
            {"": "put a cell that contains the delimiter in quotation marks, or remove the cell that is too much"},
            "With a cell too much it is not certain what belongs in which column, so the row is not taken. Empty cells at the end do not count.",
        ),
        Text(
            "в этой строке {count} {count:ячейка|ячейки|ячеек}, а заголовков {width}",
            {"": "заключите ячейку, в которой есть разделитель, в кавычки или уберите лишнюю ячейку"},
            "При лишней ячейке неясно, что к какому столбцу относится, поэтому строка не взята. Пустые ячейки в конце не считаются.",
        ),
    ),
    Entry(
        "import-missing-name",
        ERROR,
        Text(
            "the family name is missing",
            {"": "fill it in", "given": "there is a family name, but no given name; fill it in"},
            "Employees are declared with a family and a given name. If it is no employee, say so in a column headed Внешний (external).",
        ),
        Text(
            "нет фамилии или имени",
            {"": "впишите фамилию", "given": "фамилия есть, а имени нет; впишите его"},
            "У сотрудника указываются фамилия и имя. Если это не сотрудник, отметьте это в столбце «Внешний».",
        ),
    ),
    Entry(
        "import-full-name",
        ERROR,
        Text(
            "it is not certain which part of this name is the family name",
            {
                "one": "there is only one word; write the given name behind it",
                "words": "write it as family name, given name, patronymic, or use the columns Фамилия, Имя, Отчество",
                "order": "two words look like patronymics; write the family name first, with a comma behind it",
                "latin": "names in Latin letters come in either order; write a comma behind the family name, or use columns of their own",
            },
            "A full name is split only where its parts are certain: two or three words in the order family name, given name, patronymic; or with a comma behind the family name.",
        ),
        Text(
            "неясно, что в этом имени фамилия",
            {
                "one": "здесь одно слово; допишите имя",
                "words": "запишите в порядке «фамилия, имя, отчество» или разнесите по столбцам «Фамилия», «Имя», «Отчество»",
                "order": "два слова похожи на отчества; поставьте фамилию первой и запятую после неё",
                "latin": "латиницей имена пишут в любом порядке; поставьте запятую после фамилии или разнесите имя по столбцам",
            },
            "ФИО делится на части, только когда они ясны: два или три слова в порядке «фамилия, имя, отчество» или запятая после фамилии.",
        ),
    ),
    Entry(
        "import-name",
        ERROR,
        Text(
            "this is not a name",
            {
                "": "a name has letters, hyphens, apostrophes and spaces; correct the cell",
                "digit": "there is a digit in it; look whether the cells are in the right columns",
                "invisible": "character {position} cannot be seen ({codepoint}); type the name anew",
                "long": "it has more than {limit} characters; look whether the cells are in the right columns",
            },
            "What cannot be a name is usually a cell in the wrong column. Letters of every alphabet are fine.",
        ),
        Text(
            "это не имя",
            {
                "": "в имени бывают буквы, дефисы, апострофы и пробелы; исправьте ячейку",
                "digit": "в нём цифра; проверьте, в тех ли столбцах ячейки",
                "invisible": "символ {position} невидим ({codepoint}); наберите имя заново",
                "long": "в нём больше {limit} знаков; проверьте, в тех ли столбцах ячейки",
            },
            "То, что не может быть именем, — обычно ячейка не из того столбца. Буквы годятся любого алфавита.",
        ),
    ),
    Entry(
        "import-mixed-script",
        ERROR,
        Text(
            "the name mixes two alphabets",
            {"": 'character {position} is the {alphabet} letter "{letter}" ({codepoint}); type the letter of the other alphabet'},
            "Letters of two alphabets can look exactly alike, such as the Latin and the Cyrillic a. Such a name is not found by searching for it.",
        ),
        Text(
            "в имени смешаны два алфавита",
            {"": "символ {position} — {alphabet:word} буква «{letter}» ({codepoint}); введите букву другого алфавита"},
            "Буквы двух алфавитов могут выглядеть одинаково, например латинская и кириллическая «а». Такое имя не находится поиском.",
        ),
    ),
    Entry(
        "import-formula",
        WARNING,
        Text(
            'what stands in the column "{column}" is no value but a formula or its fault',
            {"": "write the value", "formula": "it begins with =; write the value it gives", "error": "the spreadsheet could not compute it; write the value"},
            'Only a spreadsheet can compute formulas, and nothing here is ever run. A text such as ="+79160000001" is taken as the text.',
        ),
        Text(
            "в столбце «{column}» не значение, а формула или её ошибка",
            {
                "": "впишите значение",
                "formula": "ячейка начинается со знака «=»; впишите то, что получается",
                "error": "табличный редактор не смог её вычислить; впишите значение",
            },
            'Формулы вычисляет только табличный редактор, здесь ничего не выполняется. Текст вида ="+79160000001" берётся как текст.',
        ),
    ),
    Entry(
        "import-audience",
        ERROR,
        Text(
            'the column "{column}" says neither that this is an employee nor that it is not',
            {"": "write yes or no, or employee or external"},
            "External recipients inherit none of what employees receive, so this is never guessed.",
        ),
        Text(
            "в столбце «{column}» не сказано, сотрудник это или нет",
            {"": "напишите «да» или «нет» либо «сотрудник» или «внешний»"},
            "Внешние получатели не наследуют ничего из того, что получают сотрудники, поэтому догадываться об этом нельзя.",
        ),
    ),
    Entry(
        "import-phone",
        WARNING,
        Text(
            "this is not a telephone number that can be used",
            {
                "": "write it in international form, such as +79160000001",
                "country": "the country code is missing; write it in international form, such as +79160000001",
                "exponent": "the spreadsheet has rounded it, and digits are lost; make the column a text column and enter the numbers again",
                "several": "not all of the numbers in this cell are certain; write one in the cell, and others in a column of their own",
            },
            "Numbers are kept in the international form E.164. Spaces, brackets and hyphens are fine, and a Russian number may begin with 8 or without the plus that spreadsheets drop. "
            "A spreadsheet that takes a number for a quantity shows it as 7,916E+10: then its last digits are gone. Two numbers in one cell become two contacts where both are certain. "
            "A row whose only address cannot be used is not taken.",
        ),
        Text(
            "это не телефонный номер, которым можно пользоваться",
            {
                "": "запишите в международном виде, например +79160000001",
                "country": "нет кода страны; запишите в международном виде, например +79160000001",
                "exponent": "табличный редактор округлил его, и часть цифр потеряна; сделайте столбец текстовым и введите номера заново",
                "several": "не все номера в ячейке ясны; оставьте один, а остальные перенесите в отдельный столбец",
            },
            "Номера хранятся в международном виде E.164. Пробелы, скобки и дефисы допустимы, российский номер может начинаться с 8 или потерять «+» в табличном редакторе. "
            "Приняв номер за число, редактор показывает его как 7,916E+10: последние цифры при этом пропадают. Два номера в одной ячейке становятся двумя контактами, если ясны оба. "
            "Строка, в которой не годится единственный адрес, не берётся.",
        ),
    ),
    Entry(
        "import-email",
        WARNING,
        Text(
            "this is not an e-mail address that can be used",
            {
                "": "write it as name@domain, with a dot in the domain and no spaces",
                "dots": "the part before @ may not begin or end with a dot or have two in a row",
                "domain": "check the part after @: letters, digits, hyphens and dots",
                "long": "an e-mail address has at most 254 characters",
                "several": "not all of the addresses in this cell are certain; write one in the cell, and others in a column of their own",
            },
            "The form is that of RFC 5321. Two addresses in one cell become two contacts where both are certain. A row whose only address cannot be used is not taken.",
        ),
        Text(
            "это не адрес электронной почты, которым можно пользоваться",
            {
                "": "запишите как имя@домен: с точкой в домене и без пробелов",
                "dots": "часть до @ не может начинаться или заканчиваться точкой или содержать две точки подряд",
                "domain": "проверьте часть после @: буквы, цифры, дефисы и точки",
                "long": "в адресе электронной почты не больше 254 знаков",
                "several": "не все адреса в ячейке ясны; оставьте один, а остальные перенесите в отдельный столбец",
            },
            "Форма по RFC 5321. Два адреса в одной ячейке становятся двумя контактами, если ясны оба. Строка, в которой не годится единственный адрес, не берётся.",
        ),
    ),
    Entry(
        "import-no-address",
        WARNING,
        Text(
            "nothing can reach this person",
            {
                "": "the row has neither an e-mail address nor a telephone; add one, here or later in the file",
                "unusable": "none of the addresses in the row can be used; the row is taken once one of them is corrected",
            },
            "A row without any address is taken: an address can be added to the file. A row whose addresses are all wrong is not, because after the correction it could not be told from another person of the same name.",
        ),
        Text(
            "до этого человека ничего не дойдёт",
            {
                "": "в строке нет ни почты, ни телефона; добавьте их здесь или потом в файле",
                "unusable": "ни один адрес в строке не годится; исправьте хотя бы один, и строка будет взята",
            },
            "Строка совсем без адресов берётся: адрес можно дописать в файл. Строка, в которой все адреса неверны, не берётся: после исправления её нельзя было бы отличить от тёзки.",
        ),
    ),
    Entry(
        "import-shared-address",
        WARNING,
        Text(
            "somebody else has this address too",
            {
                "": "it was taken for the person in line {line}; write each person's own address",
                "declared": "it belongs to the account {account}; write each person's own address",
            },
            "One address for two people is usually a copy in which it was not changed: one of them would receive what is meant for the other. The first one keeps it. Where it is the only "
            "address of the second, that row is not taken.",
        ),
        Text(
            "этот адрес есть и у другого человека",
            {
                "": "он взят для человека из строки {line}; впишите каждому его собственный адрес",
                "declared": "он принадлежит учётной записи {account}; впишите каждому его собственный адрес",
            },
            "Один адрес у двух людей — обычно след копирования: один получал бы то, что предназначено другому. Адрес остаётся за первым. Если у второго других адресов нет, его строка не берётся.",
        ),
    ),
    Entry(
        "import-repeated-row",
        ERROR,
        Text(
            "this row repeats line {line}",
            {"": "remove one of the two", "person": "the person and an address are the same; put everything in one row"},
            "Somebody declared twice would receive everything twice.",
        ),
        Text(
            "эта строка повторяет строку {line}",
            {"": "удалите одну из двух", "person": "совпадают человек и адрес; соберите всё в одну строку"},
            "Описанный дважды получал бы всё дважды.",
        ),
    ),
    Entry(
        "import-id",
        WARNING,
        Text(
            "this cannot be an id, so one was made of the family name",
            {
                "form": "an id has small Latin letters, digits and hyphens, such as ivanova-a; to have this one, write it so",
                "personal": "an id is public and must not hold an address or a number; choose another, or leave the cell empty",
                "name": "an id is public and must not be a full name; choose another, such as ivanova-a, or leave the cell empty",
            },
            "An id stands in every plan, log and message, and stays there when the person has gone. So it holds no address, number or full name.",
        ),
        Text(
            "это не может быть идентификатором, поэтому он составлен по фамилии",
            {
                "form": "идентификатор состоит из строчных латинских букв, цифр и дефисов, например ivanova-a; если нужен именно этот, запишите его так",
                "personal": "идентификатор виден всем, в нём не должно быть адреса или номера; выберите другой или оставьте ячейку пустой",
                "name": "идентификатор виден всем, полное имя в нём недопустимо; выберите другой, например ivanova-a, или оставьте ячейку пустой",
            },
            "Идентификатор стоит в каждом плане, журнале и сообщении и остаётся там, когда человек уже ушёл. Поэтому в нём нет адреса, номера и полного имени.",
        ),
    ),
    Entry(
        "import-id-taken",
        ERROR,
        Text(
            'somebody else has the id "{value}"',
            {
                "": "it is that of line {line}; choose another, or leave the cell empty",
                "declared": "it is that of the account {account}; choose another, or leave the cell empty",
            },
            "An id names one person. If this row is the same person under a new name, edit the file that declares the account.",
        ),
        Text(
            "идентификатор «{value}» уже занят",
            {
                "": "он взят в строке {line}; выберите другой или оставьте ячейку пустой",
                "declared": "он у учётной записи {account}; выберите другой или оставьте ячейку пустой",
            },
            "Идентификатор обозначает одного человека. Если в строке тот же человек под новым именем, правьте файл, где описана его учётная запись.",
        ),
    ),
    Entry(
        "import-unknown-word",
        WARNING,
        Text(
            '"{value}" means nothing in the column "{column}", so it was left out; it stands in {count} {count:row|rows}',
            {
                "": "correct it, or leave the cell empty",
                "similar": 'did you mean "{suggestion}"?',
                "role": "roles are declared under roles of the organization, and the table names them by id",
                "types": "write ids or titles as `reconciler types` lists them",
                "locale": "write a language, such as ru or en",
                "timezone": "write an IANA name, such as Asia/Vladivostok, or the hours from Moscow, such as МСК+7",
                "consent-basis": "write договор (contract), закон (law) or согласие (consent)",
            },
            "A word that means nothing here is left out, and everything else of the row is taken. Each word is reported once, where it stands first.",
        ),
        Text(
            "в столбце «{column}» неизвестное слово «{value}», оно пропущено; строк с ним: {count}",
            {
                "": "исправьте его или оставьте ячейку пустой",
                "similar": "возможно, имелось в виду «{suggestion}»?",
                "role": "роли объявляются в разделе roles организации, в таблице пишется идентификатор роли",
                "types": "укажите идентификаторы или названия, как их показывает `reconciler types`",
                "locale": "укажите язык, например ru или en",
                "timezone": "укажите название IANA, например Asia/Vladivostok, или разницу с Москвой, например МСК+7",
                "consent-basis": "напишите «договор», «закон» или «согласие»",
            },
            "Слово, которое здесь ничего не значит, пропускается, всё остальное в строке берётся. О каждом слове сообщается один раз, там, где оно стоит впервые.",
        ),
    ),
    Entry(
        "import-date",
        WARNING,
        Text(
            'what stands in the column "{column}" is not a day',
            {"": "write it as 01.06.2025 or 2025-06-01"},
            "Other ways to write a date are read differently in different countries. The row is taken without the day.",
        ),
        Text(
            "в столбце «{column}» не дата",
            {"": "запишите её как 01.06.2025 или 2025-06-01"},
            "Прочие записи дат в разных странах читают по-разному. Строка взята без даты.",
        ),
    ),
    Entry(
        "import-consent",
        WARNING,
        Text(
            "this says nothing by itself",
            {
                "basis": "a day needs a basis beside it: договор (contract), закон (law) or согласие (consent)",
                "address": "a basis belongs to an address, and the row has none",
            },
            "A contact may say why it may be written to, and since when. The row is taken without it.",
        ),
        Text(
            "само по себе это ничего не значит",
            {"basis": "рядом с датой нужно основание: «договор», «закон» или «согласие»", "address": "основание относится к адресу, а в строке адреса нет"},
            "У контакта можно указать, на каком основании и с какого дня на него можно писать. Строка взята без этого.",
        ),
    ),
)

ENTRIES: Final = (*_TABLE, *_COLUMNS, *_ROWS)
"""What is found in a table."""

FAULTS: Final = (
    Entry(
        "import-needs-out",
        ERROR,
        Text(
            "with --format json stdout holds the report, so the YAML needs a file",
            {"": "name it with --out FILE"},
            "The report shows no personal data and may be kept; the YAML is made of them. So the two never go the same way.",
        ),
        Text(
            "с --format json в stdout выводится отчёт, а для YAML нужен файл",
            {"": "укажите его параметром --out FILE"},
            "В отчёте нет персональных данных, и его можно хранить; YAML из них состоит. Поэтому вместе они не выводятся.",
        ),
    ),
    Entry(
        "import-would-overwrite",
        ERROR,
        Text(
            '"{path}" exists already and is not overwritten',
            {"": "choose another name, such as --out {suggestion}"},
            "`import` only makes new files. Nothing was written.",
        ),
        Text(
            "«{path}» уже есть и не будет перезаписан",
            {"": "выберите другое имя, например --out {suggestion}"},
            "`import` только создаёт новые файлы. Ничего не записано.",
        ),
    ),
    Entry(
        "import-organization-declared",
        ERROR,
        Text(
            'the project declares "{organization}" already, so it has a name',
            {"": "leave out --name: then its new accounts are written, as kind: Accounts; for another organization choose another id"},
            "An organization is declared once. More of its accounts go into files of their own.",
        ),
        Text(
            "организация «{organization}» в проекте уже описана, название у неё есть",
            {"": "уберите --name: тогда будут записаны новые учётные записи (kind: Accounts); для другой организации выберите другой идентификатор"},
            "Организация описывается один раз. Остальные её учётные записи хранятся в отдельных файлах.",
        ),
    ),
    Entry(
        "import-organization-id",
        ERROR,
        Text(
            '"{organization}" cannot be the id of an organization',
            {"": "an id has small Latin letters, digits and hyphens, such as teleset", "similar": "write it as {suggestion}; its name goes with --name"},
            "An id is the public name of the organization in every file, plan and message.",
        ),
        Text(
            "«{organization}» не может быть идентификатором организации",
            {
                "": "идентификатор состоит из строчных латинских букв, цифр и дефисов, например teleset",
                "similar": "запишите так: {suggestion}; название указывается параметром --name",
            },
            "Идентификатор — это имя организации в каждом файле, плане и сообщении.",
        ),
    ),
)
"""What is wrong with asking for an import."""
