"""What finding and reading files may report."""

from __future__ import annotations

from typing import Final

from reconciler.model.diagnostic import Severity
from reconciler.model.message import Entry, Text

_FILES: Final = (
    Entry(
        "no-such-file",
        Severity.ERROR,
        en=Text(
            '"{path}" does not exist',
            {
                "": "check the spelling; what is under `sources` in reconciler.yaml counts from that file, what is on the command line from the current directory",
                "link": "it is a symbolic link that leads nowhere; restore what it points to, or remove it",
            },
            "A file or directory that was named is not there. Nothing is planned from a part of the files, because what is missing would look deleted.",
        ),
        ru=Text(
            "«{path}» не существует",
            {
                "": "проверьте, нет ли опечатки; пути в `sources` (reconciler.yaml) считаются от этого файла, пути в командной строке — от текущего каталога",
                "link": "это символическая ссылка, которая никуда не ведёт; восстановите то, на что она указывает, или удалите её",
            },
            "Названного файла или каталога нет. По части файлов план не строится: всё недостающее выглядело бы удалённым.",
        ),
    ),
    Entry(
        "sources-match-nothing",
        Severity.ERROR,
        en=Text(
            'no YAML file matches "{pattern}"',
            {
                "": "correct or remove it, under `sources` in reconciler.yaml or on the command line; * stands for a part of one name, ** for any number of directories"
            },
            "A pattern that was written down is meant to find something. If it suddenly finds nothing, a directory was probably renamed, "
            "and going on would treat everything in it as deleted.",
        ),
        ru=Text(
            "шаблону «{pattern}» не соответствует ни один файл YAML",
            {"": "исправьте или уберите его: в `sources` (reconciler.yaml) или в командной строке; * заменяет часть одного имени, ** — любое число каталогов"},
            "Записанный шаблон должен что-то находить. Если он вдруг не находит ничего, скорее всего каталог переименован, "
            "и при продолжении всё его содержимое считалось бы удалённым.",
        ),
    ),
    Entry(
        "no-yaml-here",
        Severity.ERROR,
        en=Text(
            'there is no YAML file in "{path}"',
            {"": "put a file there whose name ends in .yaml or .yml, or name another directory; hidden files and directories are skipped"},
            "A directory was named, but neither it nor a directory below it holds a file that ends in .yaml or .yml. Name another directory, or give the files this suffix.",
        ),
        ru=Text(
            "в каталоге «{path}» нет файлов YAML",
            {"": "положите туда файл с расширением .yaml или .yml или укажите другой каталог; скрытые файлы и каталоги пропускаются"},
            "Назван каталог, но ни в нём, ни глубже нет файла с расширением .yaml или .yml. Укажите другой каталог или дайте файлам это расширение.",
        ),
    ),
    Entry(
        "unreadable-file",
        Severity.ERROR,
        en=Text(
            '"{path}" cannot be read',
            {
                "": "the system refused to read it; check the disk or the share it is on",
                "permission": "the current user has no right to read it; ask its owner for that right",
                "directory": "the directory could not be listed; check that the current user may read it",
                "not-a-file": "it is a directory, a pipe or a device; name an ordinary file",
            },
            "Every file in question must be readable, since what is not read would look deleted. Pipes and devices are never opened.",
        ),
        ru=Text(
            "не удалось прочитать «{path}»",
            {
                "": "система отказала в чтении; проверьте диск или сетевую папку, где он лежит",
                "permission": "у текущего пользователя нет права на чтение; попросите его у владельца файла",
                "directory": "не удалось получить список файлов каталога; проверьте, что текущий пользователь может его читать",
                "not-a-file": "это каталог, канал или устройство; укажите обычный файл",
            },
            "Все относящиеся к делу файлы должны читаться: непрочитанное выглядело бы удалённым. Каналы и устройства не открываются никогда.",
        ),
    ),
    Entry(
        "symlink-loop",
        Severity.ERROR,
        en=Text(
            'the symbolic link "{path}" leads back to itself',
            {"": "remove the link, or let it point to a file or directory that is not above it"},
            "Symbolic links are followed. One that leads to a directory above it, or to itself, would be followed for ever.",
        ),
        ru=Text(
            "символическая ссылка «{path}» ведёт к самой себе",
            {"": "удалите ссылку или направьте её на файл либо каталог, который не находится над ней"},
            "Программа проходит по символическим ссылкам. По ссылке на вышестоящий каталог или на саму себя можно идти бесконечно.",
        ),
    ),
    Entry(
        "file-too-large",
        Severity.ERROR,
        en=Text(
            "the file is {size} {unit} large, and the limit is {limit} {unit}",
            {"": "split it into several files, or raise the limit in reconciler.yaml, such as limits: {{max_file_size: 128MiB}}"},
            "A file of settings of this size is usually something else: a dump, a log, an archive. Accounts of one organization may be split over many files with kind: Accounts.",
        ),
        ru=Text(
            "файл слишком велик: {size} {unit}, а предел — {limit} {unit}",
            {"": "разделите его на несколько файлов или увеличьте предел в reconciler.yaml, например limits: {{max_file_size: 128MiB}}"},
            "Файл настроек такого размера обычно оказывается чем-то другим: выгрузкой, журналом, архивом. Учётные записи одной организации можно разделить на много файлов с kind: Accounts.",
        ),
    ),
    Entry(
        "too-many-documents",
        Severity.ERROR,
        en=Text(
            "the file holds more than {limit} {limit:document|documents}",
            {"": "split it into several files, or raise limits.max_documents in reconciler.yaml"},
            "A line of three hyphens begins the next document of a file. Thousands of them in one file usually mean that it is something else, or that a program went on writing. "
            "Nothing of the file is used: what is beyond the limit would look deleted. Split the file, or allow more in the project file: `limits: {max_documents: 50000}`.",
        ),
        ru=Text(
            "в файле больше {limit} {limit:документа|документов|документов}",
            {"": "разделите его на несколько файлов или увеличьте limits.max_documents в reconciler.yaml"},
            "Строка из трёх дефисов начинает в файле следующий документ. Если их в одном файле тысячи, обычно это вообще не настройки или какая-то программа продолжает в него писать. "
            "Файл не используется целиком: всё, что за пределом, выглядело бы удалённым. Разделите файл или разрешите больше в файле проекта: `limits: {max_documents: 50000}`.",
        ),
    ),
    Entry(
        "empty-file",
        Severity.WARNING,
        en=Text(
            "the file declares nothing",
            {"": "delete it, or write a document into it", "comments": "it holds only comments; delete it, or remove the # from the lines that should count"},
            "An empty file changes nothing by itself. It is named because a file whose content was lost looks the same.",
        ),
        ru=Text(
            "в файле ничего не объявлено",
            {"": "удалите его или впишите документ", "comments": "в нём только комментарии; удалите его или уберите # из строк, которые должны действовать"},
            "Пустой файл сам по себе ничего не меняет. Он упомянут потому, что файл, содержимое которого потеряно, выглядит так же.",
        ),
    ),
    Entry(
        "not-utf-8",
        Severity.ERROR,
        en=Text(
            "the file is not in UTF-8",
            {
                "": "byte {byte} cannot stand here in UTF-8; save the file in UTF-8 (in Notepad: Save as, Encoding: UTF-8)",
                "utf-16": "it is in {encoding}; save it in UTF-8 (in Notepad: Save as, Encoding: UTF-8)",
                "windows-1251": "it reads as Windows-1251; save it in UTF-8 (in Notepad: Save as, Encoding: UTF-8)",
                "koi8-r": "it reads as KOI8-R; convert it: iconv -f KOI8-R -t UTF-8",
                "cp866": "it reads as CP866; convert it: iconv -f CP866 -t UTF-8",
            },
            "Files are read as UTF-8 and nothing else, since a guess at the encoding would turn one name into another. A byte order mark at the beginning does no harm.",
        ),
        ru=Text(
            "файл не в кодировке UTF-8",
            {
                "": "байт {byte} в UTF-8 здесь невозможен; сохраните файл в UTF-8 (в Блокноте: «Сохранить как», кодировка UTF-8)",
                "utf-16": "он в кодировке {encoding}; сохраните его в UTF-8 (в Блокноте: «Сохранить как», кодировка UTF-8)",
                "windows-1251": "он читается как Windows-1251; сохраните его в UTF-8 (в Блокноте: «Сохранить как», кодировка UTF-8)",
                "koi8-r": "он читается как KOI8-R; перекодируйте его: iconv -f KOI8-R -t UTF-8",
                "cp866": "он читается как CP866; перекодируйте его: iconv -f CP866 -t UTF-8",
            },
            "Файлы читаются только как UTF-8: при угадывании кодировки одно имя превращается в другое. Метка порядка байтов (BOM) в начале не мешает.",
        ),
    ),
)

_SYNTAX: Final = (
    Entry(
        "syntax-error",
        Severity.ERROR,
        en=Text(
            "this is not valid YAML",
            {
                "": "the text cannot be read from here on; look at this line and the one before",
                "quote": "a quotation mark is opened and not closed, or something follows the closing one",
                "bracket": "a bracket opened here or above is not closed, or a comma is missing before this place",
                "colon": "a text with a colon and a space in it needs quotes; or the line is indented further than the one before",
                "character": "a value cannot begin with this character; put the value in quotes",
                "indentation": "the line is indented differently from the entries it belongs to",
                "key": "a colon, and a space after it, is missing behind the key",
                "dash": "write a space after the dash",
                "escape": "in double quotes a backslash has a meaning of its own: write it twice, or use single quotes",
                "conflict": "two versions of the file were merged and the conflict was not resolved: choose one and remove the lines with <<<<<<<, ======= and >>>>>>>",
            },
            "YAML shows what belongs together by indentation with spaces, and separates key and value by a colon and a space. In a file that cannot be read, only keys and "
            "punctuation are shown, never values. The other documents and files have been checked all the same.",
        ),
        ru=Text(
            "здесь нарушен синтаксис YAML",
            {
                "": "отсюда текст прочитать нельзя; посмотрите на эту строку и на предыдущую",
                "quote": "кавычка открыта и не закрыта, либо после закрывающей кавычки что-то стоит",
                "bracket": "скобка, открытая здесь или выше, не закрыта, либо перед этим местом пропущена запятая",
                "colon": "текст с двоеточием и пробелом нужно взять в кавычки; либо у строки отступ больше, чем у предыдущей",
                "character": "значение не может начинаться с этого знака; возьмите его в кавычки",
                "indentation": "отступ строки не такой, как у остальных записей, к которым она относится",
                "key": "после ключа нет двоеточия с пробелом",
                "dash": "поставьте пробел после дефиса",
                "escape": "в двойных кавычках обратная косая черта имеет особое значение: удвойте её или возьмите текст в одинарные кавычки",
                "conflict": "в файле остался неразрешённый конфликт слияния: выберите один вариант и удалите строки с <<<<<<<, ======= и >>>>>>>",
            },
            "В YAML вложенность показывают отступами из пробелов, а ключ отделяют от значения двоеточием с пробелом. Если файл прочитать нельзя, показываются только "
            "ключи и знаки препинания, но не значения. Остальные документы и файлы всё равно проверены.",
        ),
    ),
    Entry(
        "tab-indentation",
        Severity.ERROR,
        en=Text(
            "a tab stands here, but spaces are needed",
            {
                "": "indent with spaces, two for each level",
                "separator": "write a space instead of the tab",
                "blank": "remove the tab from this empty line",
            },
            "YAML does not allow tabs in indentation (YAML 1.2.2, section 6.1), since editors show them in different widths. Behind a colon or a dash YAML allows one, but many programs do "
            "not read it, and so it is refused here too. Most editors can be told to insert spaces.",
        ),
        ru=Text(
            "здесь табуляция, а нужны пробелы",
            {
                "": "делайте отступы пробелами, по два на уровень",
                "separator": "замените табуляцию пробелом",
                "blank": "уберите табуляцию из этой пустой строки",
            },
            "YAML не допускает табуляции в отступах (YAML 1.2.2, раздел 6.1): редакторы показывают её разной ширины. После двоеточия и дефиса YAML её допускает, но многие программы "
            "такого не читают, поэтому здесь она тоже считается ошибкой. Большинство редакторов можно настроить на вставку пробелов.",
        ),
    ),
    Entry(
        "invisible-character",
        Severity.ERROR,
        en=Text(
            "an invisible character stands here: {code_point}",
            {
                "": "delete it (in Unicode: {name})",
                "space": "it looks like a space but is none; replace it by a space from the keyboard",
                "no-break-space": "it is a no-break space; replace it by a space from the keyboard",
                "zero-width": "it has no width; delete it",
                "direction": "it only changes the direction of writing; delete it",
                "byte-order-mark": "it is a byte order mark, which may stand only at the very beginning of a file, and once; delete it",
                "control": "control characters cannot be part of a YAML text; delete it",
            },
            "Text copied from a web page, a messenger or a word processor brings characters that cannot be seen: no-break spaces, spaces without width, marks of direction. In keys, in "
            "indentation and around values YAML takes them for text. Deleting the line's beginning and typing it anew helps.",
        ),
        ru=Text(
            "здесь невидимый символ {code_point}",
            {
                "": "удалите его (в Юникоде: {name})",
                "space": "он выглядит как пробел, но это не пробел; замените его пробелом с клавиатуры",
                "no-break-space": "это неразрывный пробел; замените его обычным пробелом с клавиатуры",
                "zero-width": "это символ нулевой ширины; удалите его",
                "direction": "это знак направления письма; удалите его",
                "byte-order-mark": "это метка порядка байтов (BOM): она может стоять только один раз, в самом начале файла; удалите её",
                "control": "управляющие символы в тексте YAML недопустимы; удалите его",
            },
            "Вместе с текстом с веб-страницы, из мессенджера или текстового редактора копируются невидимые символы: неразрывные пробелы, пробелы нулевой ширины, знаки направления письма. "
            "В ключах, в отступах и вокруг значений YAML считает их текстом. Помогает удалить начало строки и набрать его заново.",
        ),
    ),
    Entry(
        "typographic-quote",
        Severity.ERROR,
        en=Text(
            "the typographic quotation mark {character} ({code_point}) does not quote in YAML",
            {"": "write the straight quotes \" or '"},
            "Word processors and messengers replace straight quotes by typographic ones. YAML takes those for a part of the text, so the value would contain them, or end too early.",
        ),
        ru=Text(
            "типографская кавычка {character} ({code_point}) в YAML не работает как кавычка",
            {"": "поставьте прямые кавычки \" или '"},
            "Текстовые редакторы и мессенджеры заменяют прямые кавычки типографскими. YAML считает их частью текста: они попали бы в значение, или оно закончилось бы раньше.",
        ),
    ),
)

_STRUCTURE: Final = (
    Entry(
        "empty-document",
        Severity.NOTE,
        en=Text(
            "this document is empty",
            {"": "remove the superfluous ---"},
            "A line --- begins a new document. Nothing follows this one.",
        ),
        ru=Text(
            "этот документ пуст",
            {"": "уберите лишнюю строку ---"},
            "Строка --- начинает новый документ. После этой ничего нет.",
        ),
    ),
    Entry(
        "not-a-mapping",
        Severity.ERROR,
        en=Text(
            "a document must consist of keys and values",
            {
                "": "begin with the lines version: 1 and kind: Organization",
                "list": 'this is a list; begin with the lines version: 1 and kind: Organization, and write accounts by their ids, without "-"',
            },
            "Every document begins with its version and kind, each on a line of its own. Several documents in one file are separated by a line ---.",
        ),
        ru=Text(
            "документ должен состоять из ключей и значений",
            {
                "": "начните со строк version: 1 и kind: Organization",
                "list": "это список; начните со строк version: 1 и kind: Organization, а учётные записи пишите по их идентификаторам, без «-»",
            },
            "Каждый документ начинается с version и kind, на отдельных строках. Несколько документов в одном файле разделяются строкой ---.",
        ),
    ),
    Entry(
        "non-string-key",
        Severity.ERROR,
        en=Text(
            "a key must be text",
            {
                "": 'put it in quotes: "{key}"',
                "masked": "put it in quotes",
                "collection": "a list or map cannot be a key; a key may not begin with ?, [ or {{",
                "alias": "an alias cannot be a key; write the key itself",
            },
            "YAML reads unquoted 17, true, null and the like as numbers, logical values and nothing, also where a key stands. In quotes they are text.",
        ),
        ru=Text(
            "ключ должен быть текстом",
            {
                "": 'возьмите его в кавычки: "{key}"',
                "masked": "возьмите его в кавычки",
                "collection": "список или словарь не может быть ключом; ключ не может начинаться с ?, [ или {{",
                "alias": "псевдоним не может быть ключом; напишите сам ключ",
            },
            "YAML читает 17, true, null и подобное без кавычек как число, логическое значение или пустоту, в том числе на месте ключа. В кавычках это текст.",
        ),
    ),
    Entry(
        "duplicate-key",
        Severity.ERROR,
        en=Text(
            'the key "{key}" is written twice',
            {"": "first written at {other}; keep one of the two, or give them different names"},
            "A key may be written once in each mapping (YAML 1.2.2, section 3.2.1.1). Many programs silently keep the last one, so half of a declaration would vanish.",
        ),
        ru=Text(
            "ключ «{key}» записан дважды",
            {"": "впервые записан в {other}; оставьте один из двух или дайте им разные имена"},
            "В каждом словаре ключ пишется один раз (YAML 1.2.2, раздел 3.2.1.1). Многие программы молча берут последний, и половина описания пропала бы.",
        ),
    ),
    Entry(
        "not-finite",
        Severity.ERROR,
        en=Text(
            'the value of "{name}" is infinite, no number at all, or too large',
            {"": "write an ordinary number, or put it in quotes if text is meant"},
            ".inf and .nan are numbers in YAML, and so is 1e999, which is too large to be held. No setting takes such a number.",
        ),
        ru=Text(
            "значение «{name}» — бесконечность, не число или слишком большое число",
            {"": "напишите обычное число или возьмите значение в кавычки, если это текст"},
            ".inf и .nan в YAML — числа, как и 1e999, которое слишком велико. Ни одна настройка таких чисел не принимает.",
        ),
    ),
    Entry(
        "integer-too-large",
        Severity.ERROR,
        en=Text(
            'the number in "{name}" is too large',
            {"": "if it is an identifier, such as an account number, put it in quotes"},
            "Whole numbers up to 64 bits are read (about nineteen digits). Longer rows of digits are identifiers, and those are text: in quotes they keep every digit and their leading zeros.",
        ),
        ru=Text(
            "число в «{name}» слишком велико",
            {"": "если это идентификатор, например номер счёта, возьмите его в кавычки"},
            "Целые числа читаются до 64 бит (около девятнадцати цифр). Более длинные ряды цифр — идентификаторы, то есть текст: в кавычках сохраняются все цифры и нули в начале.",
        ),
    ),
    Entry(
        "ambiguous-number",
        Severity.ERROR,
        en=Text(
            'the value of "{name}" is a number for some programs and text for others',
            {"": "put it in quotes if it is text; write a number with digits only"},
            "1_000, 0b1 and +0x1F are numbers in older versions of YAML and in some libraries, and text in YAML 1.2. In quotes they are text everywhere.",
        ),
        ru=Text(
            "значение «{name}» одни программы читают как число, другие — как текст",
            {"": "если это текст, возьмите его в кавычки; число пишите одними цифрами"},
            "1_000, 0b1 и +0x1F — числа в старых версиях YAML и в некоторых библиотеках, а в YAML 1.2 — текст. В кавычках это везде текст.",
        ),
    ),
    Entry(
        "custom-tag",
        Severity.ERROR,
        en=Text(
            "tags are not supported",
            {
                "": "remove the word that begins with !; put the value in quotes if the ! belongs to it; a secret is written as a reference, such as {{env: NAME}}"
            },
            "A word that begins with ! tells YAML to make something special of the value. Here values are what they look like, so such a word would be lost without effect.",
        ),
        ru=Text(
            "теги не поддерживаются",
            {"": "уберите слово, начинающееся с !; если ! относится к значению, возьмите его в кавычки; секрет указывают ссылкой, например {{env: ИМЯ}}"},
            "Слово, начинающееся с !, велит YAML сделать из значения что-то особое. Здесь значения — то, чем выглядят, и такое слово молча пропало бы.",
        ),
    ),
    Entry(
        "recursive-alias",
        Severity.ERROR,
        en=Text(
            "this alias (*) stands inside the part that it repeats",
            {"": "write the value itself here, instead of the alias"},
            "An alias (*name) repeats what is marked with &name. Inside that very part it would repeat without end.",
        ),
        ru=Text(
            "псевдоним (*) стоит внутри той части, которую повторяет",
            {"": "напишите здесь вместо псевдонима само значение"},
            "Псевдоним (*имя) повторяет то, что помечено &имя. Внутри этой же части он повторялся бы бесконечно.",
        ),
    ),
    Entry(
        "unknown-alias",
        Severity.ERROR,
        en=Text(
            "nothing before this alias (*) is marked with its name (&)",
            {"": "mark the part to be repeated with & and the name, or put the value in quotes if the * is part of it"},
            "A value that begins with * is an alias: it repeats a part that was marked with & earlier in the same document. A pattern such as *@example.org needs quotes.",
        ),
        ru=Text(
            "перед этим псевдонимом (*) ничего не помечено его именем (&)",
            {"": "пометьте повторяемую часть знаком & с этим именем или возьмите значение в кавычки, если * — его часть"},
            "Значение, начинающееся с *, — псевдоним: оно повторяет часть, помеченную & раньше в том же документе. Шаблон вроде *@example.org нужно взять в кавычки.",
        ),
    ),
    Entry(
        "too-many-aliases",
        Severity.ERROR,
        en=Text(
            "with all aliases written out this document becomes too large",
            {
                "": "use fewer aliases: what many accounts share belongs in the organization's notifications or in a role; or raise limits.max_expansion in reconciler.yaml"
            },
            "Aliases of aliases multiply: a file of one kilobyte can stand for terabytes. The size that a document may reach is therefore limited.",
        ),
        ru=Text(
            "если раскрыть все псевдонимы, документ станет слишком велик",
            {
                "": "используйте меньше псевдонимов: общее для многих учётных записей задаётся в notifications организации или в роли; либо увеличьте limits.max_expansion в reconciler.yaml"
            },
            "Псевдонимы псевдонимов умножаются: файл в один килобайт может означать терабайты. Поэтому размер, до которого документ может вырасти, ограничен.",
        ),
    ),
    Entry(
        "bad-merge",
        Severity.ERROR,
        en=Text(
            "<< takes a mapping, or a list of mappings",
            {"": "write <<: *name, and put &name before the keys and values to repeat, earlier in the document"},
            "The key << puts the entries of another mapping into this one; entries written here win. A text, a number or nothing has no entries.",
        ),
        ru=Text(
            "<< принимает словарь или список словарей",
            {"": "напишите <<: *имя, а перед повторяемыми ключами и значениями, раньше в документе, поставьте &имя"},
            "Ключ << вставляет в словарь записи другого словаря; записанное здесь важнее. У текста, числа или пустоты записей нет.",
        ),
    ),
    Entry(
        "too-deep",
        Severity.ERROR,
        en=Text(
            "more than {limit} levels inside one another",
            {"": "look for brackets or dashes that are not closed or not meant; no setting needs more than ten levels"},
            "Settings are a few levels deep. Hundreds of levels come from damaged or hostile files, and would exhaust the program's stack. Only the schema of an event's payload "
            "can go deeper: for it, `limits: {max_depth: 100}` in reconciler.yaml allows more, 128 at most.",
        ),
        ru=Text(
            "вложенность больше {limit} уровней",
            {"": "поищите лишние или незакрытые скобки и дефисы; ни одной настройке не нужно больше десяти уровней"},
            "У настроек всего несколько уровней. Сотни уровней бывают в повреждённых или враждебных файлах и исчерпали бы стек программы. Глубже бывает только схема "
            "данных события: для неё `limits: {max_depth: 100}` в reconciler.yaml разрешает больше, но не более 128.",
        ),
    ),
)

ENTRIES: tuple[Entry, ...] = (*_FILES, *_SYNTAX, *_STRUCTURE)
