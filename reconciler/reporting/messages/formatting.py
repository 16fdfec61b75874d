"""What `fmt` says of files that it leaves alone."""

from __future__ import annotations

from reconciler.model.diagnostic import Severity
from reconciler.model.message import Entry, Text

FAULTS: tuple[Entry, ...] = (
    Entry(
        "fmt-gave-up",
        Severity.ERROR,
        Text(
            "this file cannot be formatted with certainty, so it was left as it is",
            {
                "": "format it by hand; what `validate` says of it still holds",
                "unread": "look at this line: other YAML programs cannot read it; write each entry on a line of its own, without braces and brackets",
                "shape": "look at this line: write the key, its colon and its value without anything between them",
                "changed": "somebody changed it meanwhile; run `fmt` again",
            },
            "Before `fmt` writes a file it makes sure of three things: the new text says exactly the same, it holds the same comments, and formatting it again changes nothing. Where "
            "one of them is not certain, nothing is written. The file itself may be in order.",
        ),
        Text(
            "этот файл нельзя отформатировать без риска, поэтому он оставлен как есть",
            {
                "": "отформатируйте его вручную; всё, что о нём говорит `validate`, в силе",
                "unread": "проверьте эту строку: другие программы YAML не могут её прочитать; запишите каждую запись на отдельной строке, без фигурных и квадратных скобок",
                "shape": "проверьте эту строку: между ключом, двоеточием и значением не должно быть ничего лишнего",
                "changed": "файл изменили за это время; запустите `fmt` ещё раз",
            },
            "Прежде чем записать файл, `fmt` убеждается в трёх вещах: новый текст означает ровно то же самое, в нём те же комментарии, и повторное форматирование ничего не меняет. "
            "Если в чём-то уверенности нет, файл не записывается. Сам файл при этом может быть в порядке.",
        ),
    ),
    Entry(
        "fmt-not-ours",
        Severity.NOTE,
        Text(
            "this file was left alone, since none of its documents is of a kind that reconciler knows",
            {"": 'if it should be, look at the key "kind"; otherwise name only your own files and directories'},
            "`fmt` changes only files with a document of the kind Organization, Accounts, NotificationType, Scenario or Project: files of other programs often lie in the same directories.",
        ),
        Text(
            "этот файл не тронут: в нём нет документов тех видов, которые знает reconciler",
            {"": "если они должны быть, проверьте ключ «kind»; иначе указывайте только свои файлы и каталоги"},
            "`fmt` меняет только файлы, где есть документ вида Organization, Accounts, NotificationType, Scenario или Project: в тех же каталогах часто лежат файлы других программ.",
        ),
    ),
    Entry(
        "nothing-to-format",
        Severity.ERROR,
        Text(
            'there is nothing to format: no file was named, and there is no reconciler.yaml in "{directory}"',
            {"": "name files or directories: `reconciler fmt organizations`; or go to your project"},
            "Without PATH the files of the project are formatted, and reconciler.yaml itself; outside of a project `fmt` must be told which files.",
        ),
        Text(
            "форматировать нечего: файлы не указаны, а в каталоге «{directory}» нет reconciler.yaml",
            {"": "укажите файлы или каталоги: `reconciler fmt organizations`; или перейдите в каталог проекта"},
            "Без PATH форматируются файлы проекта и сам reconciler.yaml; вне проекта нужно сказать, какие файлы.",
        ),
    ),
    Entry(
        "fmt-stdin-alone",
        Severity.ERROR,
        Text(
            "what is read from stdin is formatted alone",
            {"": "leave out the other files, or run `fmt` once more for them"},
            "`reconciler fmt -` reads one file from stdin and writes it, formatted, to stdout; files on disk are formatted where they are, by a call of their own.",
        ),
        Text(
            "прочитанное из stdin форматируется отдельно",
            {"": "уберите остальные файлы или отформатируйте их ещё одним вызовом `fmt`"},
            "`reconciler fmt -` читает один файл из stdin и выводит его в stdout отформатированным; файлы на диске форматируются на месте, отдельным вызовом.",
        ),
    ),
)
