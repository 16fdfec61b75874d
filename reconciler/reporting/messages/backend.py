"""What a backend, its database or the ledger could not do."""

from __future__ import annotations

from reconciler.model.diagnostic import Severity
from reconciler.model.message import Entry, Text

ERROR = Severity.ERROR

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "answer-lost",
        ERROR,
        Text(
            'it is not known whether "{address}" was changed: the work was ended before the answer came',
            {"": "apply again: it looks first, and does nothing twice"},
            "A change was on its way to the live system when the process was ended for good. The next apply looks whether it arrived, and says so.",
        ),
        Text(
            "неизвестно, изменён ли «{address}»: работу прервали раньше, чем пришёл ответ",
            {"": "запустите apply ещё раз: он сначала посмотрит, что сделано, и ничего не сделает дважды"},
            "Изменение уже было отправлено в действующую систему, когда процесс окончательно прервали. Следующий apply посмотрит, дошло ли оно, и сообщит об этом.",
        ),
    ),
    Entry(
        "backend-busy",
        ERROR,
        Text(
            "{backend} undid our transaction three times in a row because others were writing the same rows; nothing was changed",
            {"": "try again when less is being written"},
            "A database that runs several transactions at once sometimes has to end one of them. Ours is then repeated from its beginning, three times in all. "
            "All of it is one transaction, so nothing is half done.",
        ),
        Text(
            "{backend} трижды подряд отменил нашу транзакцию, потому что те же строки записывали другие; ничего не изменено",
            {"": "повторите, когда записей станет меньше"},
            "База данных, которая ведёт несколько транзакций сразу, иногда вынуждена прервать одну из них. Наша тогда повторяется с начала, всего три раза. Всё "
            "делается одной транзакцией, поэтому ничего не бывает сделано наполовину.",
        ),
    ),
    Entry(
        "backend-failed",
        ERROR,
        Text(
            "{backend} could not do it ({detail})",
            {"": "look the code up in the database's documentation; its log has the details"},
            "The database answered with an error that has no page of its own here. Its code is shown; its text is not, because such texts quote addresses and names.",
        ),
        Text(
            "{backend} не может это выполнить ({detail})",
            {"": "найдите этот код в документации СУБД; подробности есть в её журнале"},
            "СУБД ответила ошибкой, для которой здесь нет отдельной страницы. Показан её код; текст не показан, потому что в таких текстах бывают адреса и имена.",
        ),
    ),
    Entry(
        "backend-full",
        ERROR,
        Text(
            "{backend} has no room left; nothing was changed",
            {"": "free some disk space, or raise the database's limit, and apply again"},
            "The disk is full, or the database has reached its largest permitted size. The transaction was undone: the live settings are what they were.",
        ),
        Text(
            "в {backend} закончилось место; ничего не изменено",
            {"": "освободите место на диске или увеличьте предел базы данных и примените ещё раз"},
            "Диск заполнен, либо база данных достигла наибольшего допустимого размера. Транзакция отменена: действующие настройки остались прежними.",
        ),
    ),
    Entry(
        "backend-limited",
        ERROR,
        Text(
            "{backend} asks to be asked less often",
            {"": "try again later; what is done stays done"},
            "The system answers only so many requests in a while. We wait as long as it asks us to, but not for ever. `docs/safety.md` says how long.",
        ),
        Text(
            "{backend} просит обращаться к нему реже",
            {"": "повторите позже; сделанное сохранится"},
            "Система отвечает лишь на ограниченное число запросов за промежуток времени. Мы ждём столько, сколько она просит, но не бесконечно. Сколько именно, сказано в "
            "`docs/safety.md`.",
        ),
    ),
    Entry(
        "backend-locked",
        ERROR,
        Text(
            "{backend} is locked by another program; nothing was changed",
            {"": "wait until the other program has finished, and try again"},
            "Another program is writing to the same database and did not finish in time. We wait a few seconds for SQLite and ten for PostgreSQL. If it lasts, look "
            "for a program that keeps a transaction open.",
        ),
        Text(
            "{backend} заблокирован другой программой; ничего не изменено",
            {"": "дождитесь, пока другая программа закончит, и повторите"},
            "Другая программа записывает в ту же базу данных и не закончила вовремя. Мы ждём несколько секунд в SQLite и десять в PostgreSQL. Если это не проходит, "
            "ищите программу, которая держит транзакцию открытой.",
        ),
    ),
    Entry(
        "backend-options",
        ERROR,
        Text(
            'the options of the backend "{type}" are wrong: {options}',
            {"": "correct `backend` in reconciler.yaml: remove what is unknown, add what is missing"},
            "Each backend has options of its own. `sql` takes `url` and, for PostgreSQL, `schema`; `memory` takes `atomic` and `world`. Only names are shown here, since a value may be a secret.",
        ),
        Text(
            "неверные параметры бэкенда «{type}»: {options}",
            {"": "исправьте `backend` в reconciler.yaml: уберите лишнее, добавьте недостающее"},
            "У каждого бэкенда свои параметры. `sql` принимает `url` и, для PostgreSQL, `schema`; `memory` — `atomic` и `world`. Показаны только имена, потому что значение "
            "может быть секретом.",
        ),
    ),
    Entry(
        "backend-permission",
        ERROR,
        Text(
            "{backend} does not let us in, or does not let us do this; nothing was changed",
            {"": "check the user and password, and the rights on the file or schema"},
            "The log-in was refused, or the user may not read or write what is needed, or the file or its directory cannot be opened. `plan` needs to read; "
            "`apply` needs to write; `prepare` needs to create tables. `reconciler prepare --sql` prints the statements for an administrator to run.",
        ),
        Text(
            "{backend} не пускает нас или не разрешает это действие; ничего не изменено",
            {"": "проверьте имя пользователя и пароль и права на файл или схему"},
            "Вход отклонён, либо пользователю нельзя читать или записывать нужное, либо не открывается файл или его каталог. Для `plan` нужно чтение, для `apply` "
            "запись, для `prepare` право создавать таблицы. `reconciler prepare --sql` печатает команды, которые может выполнить администратор.",
        ),
    ),
    Entry(
        "backend-read-only",
        ERROR,
        Text(
            "{backend} can only be read; nothing was changed",
            {"": "make the file or the database writable, or name the primary server instead of a replica"},
            "The file is write-protected, or the PostgreSQL server is a standby or set to read-only. Planning works, applying does not.",
        ),
        Text(
            "{backend} доступен только для чтения; ничего не изменено",
            {"": "разрешите запись в файл или базу данных либо укажите основной сервер вместо реплики"},
            "Файл защищён от записи, либо сервер PostgreSQL является репликой или переведён в режим чтения. Планировать можно, применять нельзя.",
        ),
    ),
    Entry(
        "backend-schema",
        ERROR,
        Text(
            "the backend's `schema` does not fit",
            {"": "for PostgreSQL write lower-case Latin letters, digits and _; for SQLite remove it"},
            "`schema` names the PostgreSQL schema that holds our tables, `reconciler` unless said otherwise. SQLite has no schemas: there our tables begin with `reconciler_`.",
        ),
        Text(
            "параметр бэкенда `schema` не подходит",
            {"": "для PostgreSQL используйте строчные латинские буквы, цифры и _; для SQLite уберите его"},
            "`schema` называет схему PostgreSQL с нашими таблицами, по умолчанию `reconciler`. В SQLite схем нет: там имена наших таблиц начинаются с `reconciler_`.",
        ),
    ),
    Entry(
        "backend-timeout",
        ERROR,
        Text(
            "{backend} did not finish in time; nothing was changed",
            {"": "try again; if it lasts, see what else the server is doing"},
            "A statement of ours may take 30 seconds, and a transaction may stand idle for 30: a run that hangs must be gone before another may take over its lock.",
        ),
        Text(
            "{backend} не успел выполнить запрос; ничего не изменено",
            {"": "повторите; если это не проходит, посмотрите, чем занят сервер"},
            "Одна наша команда может выполняться 30 секунд, и столько же транзакция может простаивать: зависший запуск должен исчезнуть раньше, чем другой сможет взять "
            "его блокировку.",
        ),
    ),
    Entry(
        "backend-unreachable",
        ERROR,
        Text(
            "{backend} cannot be reached",
            {"": "check that it runs, its address and port, and the user and password, then try again"},
            "There was no connection, or it broke, or the server takes no more of them. When a connection breaks while a change is being committed, it is not known whether it "
            "was made: the next `plan` shows it, and nothing is done twice.",
        ),
        Text(
            "нет связи с {backend}",
            {"": "проверьте, что сервер работает, адрес и порт, имя пользователя и пароль, и повторите"},
            "Соединение не установлено, оборвалось или сервер не принимает новых. Если соединение оборвалось во время фиксации изменений, неизвестно, успела ли она "
            "завершиться: это покажет следующий `plan`, и ничего не будет сделано дважды.",
        ),
    ),
    Entry(
        "backend-unreadable",
        ERROR,
        Text(
            "{backend} cannot be read or written as a file; nothing was changed",
            {"": "check that the path is not a directory, and that its disk works"},
            "The operating system refused to read or write the file: a directory stands in its place, a network drive went away, or the disk is failing.",
        ),
        Text(
            "{backend} не читается или не записывается как файл; ничего не изменено",
            {"": "проверьте, что путь не ведёт к каталогу и что диск исправен"},
            "Операционная система отказалась прочитать или записать файл: на его месте каталог, отключился сетевой диск или неисправен диск.",
        ),
    ),
    Entry(
        "backend-url",
        ERROR,
        Text(
            "the backend's `url` is not one we understand",
            {"": "write sqlite:///path/to/file.db or postgresql+psycopg://user@host/database"},
            "Two kinds of database hold the settings: a SQLite file, whose relative path starts from the directory of reconciler.yaml, and PostgreSQL. The URL is not shown, "
            "since it may hold a password; better take it from the environment: `url: {env: NAME}`.",
        ),
        Text(
            "параметр бэкенда `url` не распознан",
            {"": "напишите sqlite:///путь/к/файлу.db или postgresql+psycopg://пользователь@сервер/база"},
            "Настройки хранятся в базе данных двух видов: в файле SQLite, относительный путь к которому считается от каталога с reconciler.yaml, и в PostgreSQL. Сам адрес "
            "не показан, потому что в нём может быть пароль; лучше брать его из окружения: `url: {env: ИМЯ}`.",
        ),
    ),
    Entry(
        "database-missing",
        ERROR,
        Text(
            "{backend} does not exist on this server",
            {"": "create the database, or correct its name in the URL"},
            "The server answers but has no database of that name. `reconciler prepare` creates tables, never a PostgreSQL database.",
        ),
        Text(
            "базы данных {backend} нет на этом сервере",
            {"": "создайте базу данных или исправьте её имя в адресе"},
            "Сервер отвечает, но базы данных с таким именем на нём нет. `reconciler prepare` создаёт таблицы, но не саму базу данных PostgreSQL.",
        ),
    ),
    Entry(
        "driver-missing",
        ERROR,
        Text(
            "the PostgreSQL driver is not installed",
            {"": 'install it: pip install "notification-reconciler[postgresql]"'},
            "SQLite needs nothing; PostgreSQL needs the package psycopg, which is an extra so that those who do not use it need not install it.",
        ),
        Text(
            "не установлен драйвер PostgreSQL",
            {"": 'установите его: pip install "notification-reconciler[postgresql]"'},
            "Для SQLite ничего не нужно; для PostgreSQL нужен пакет psycopg. Он устанавливается отдельно, чтобы не ставить его тем, кому он не нужен.",
        ),
    ),
    Entry(
        "key-lost",
        ERROR,
        Text(
            "the installation key of {backend} is lost: it was used, and is not there any more; nothing was changed",
            {
                "": "restore the ledger from a backup, with its table `installation`; only if there is none: `reconciler prepare --new-key`, which forgets what people refused at erased addresses"
            },
            "Of an address that was erased only a digest is kept, made with the installation key: that is how an opt-out is found again when somebody is declared at that address "
            "again. With another key it would not be found, and whoever has refused would receive notifications. So no run makes a new key by itself where there has been one. "
            "`prepare --new-key` does, and the history says so; digests of earlier plans and refusals mean nothing afterwards, and every secret counts as changed once.",
        ),
        Text(
            "ключ установки для {backend} утрачен: им пользовались, а теперь его нет; ничего не изменено",
            {
                "": "восстановите журнал из резервной копии вместе с таблицей `installation`; только если копии нет: `reconciler prepare --new-key`, но отказы для стёртых адресов будут забыты"
            },
            "От стёртого адреса остаётся только дайджест, вычисленный с ключом установки: по нему отказ находят, когда кого-то снова объявляют с этим адресом. С другим ключом его "
            "не найти, и отказавшийся начал бы получать уведомления. Поэтому, если ключ уже был, новый сам собой не создаётся. Его создаёт `prepare --new-key`, и это видно в "
            "истории; дайджесты прежних планов и отказов теряют смысл, а каждый секрет один раз покажется изменённым.",
        ),
    ),
    Entry(
        "key-unreadable",
        ERROR,
        Text(
            "the installation key in {backend} is not one; nothing was changed",
            {
                "": "restore the row of the table `installation` from a backup; only if there is none, delete it, and make a new one: `reconciler prepare --new-key`"
            },
            "Digests of secrets and of plans are made with a key that the first apply puts into the table `installation`. Somebody changed it. With a new key every secret "
            "counts as changed once, digests of earlier plans mean nothing any more, and what people refused at addresses that have been erased is forgotten: whoever is declared "
            "again at such an address receives notifications there.",
        ),
        Text(
            "ключ установки в {backend} испорчен; ничего не изменено",
            {
                "": "восстановите строку таблицы `installation` из резервной копии; удаляйте её, только если копии нет, и создайте новый: `reconciler prepare --new-key`"
            },
            "Дайджесты секретов и планов вычисляются с ключом, который первый apply записывает в таблицу `installation`. Кто-то его изменил. С новым ключом каждый секрет один раз "
            "покажется изменённым, дайджесты прежних планов потеряют смысл, а отказы, данные для уже стёртых адресов, будут забыты: тот, кого объявят с таким адресом снова, начнёт "
            "получать на него уведомления.",
        ),
    ),
    Entry(
        "live-changed",
        ERROR,
        Text(
            '"{address}" is no longer what the plan was made from; it was left as it is',
            {"": "plan again: somebody changed it in the meantime"},
            "Before writing, every object is read once more and compared with what the plan saw. Another program, or somebody by hand, changed this one in between.",
        ),
        Text(
            "«{address}» уже не такой, каким его видел план; он оставлен как есть",
            {"": "постройте план заново: за это время объект кто-то изменил"},
            "Перед записью каждый объект читается ещё раз и сравнивается с тем, что видел план. Этот за прошедшее время изменила другая программа или кто-то вручную.",
        ),
    ),
    Entry(
        "live-exists",
        ERROR,
        Text(
            '"{address}" is already there; it was left as it is',
            {"": "plan again to see whose it is"},
            "The plan meant to create it, and found its place taken: since the plan was made somebody put it there, or a contact or subscription of that name was kept "
            "by another program. What carries another manager's mark, or none, is never changed.",
        ),
        Text(
            "«{address}» уже существует; он оставлен как есть",
            {"": "постройте план заново, чтобы увидеть, чей он"},
            "План собирался создать этот объект, но место занято: его создали после построения плана, либо контакт или подписку с таким именем держит другая программа. "
            "Объекты с отметкой другого менеджера или без отметки никогда не изменяются.",
        ),
    ),
    Entry(
        "live-gone",
        ERROR,
        Text(
            '"{address}" is not there any more; nothing was put in its place',
            {"": "plan again: somebody removed it in the meantime"},
            "The plan meant to change or delete it. Another program, or somebody by hand, removed it after the plan was made.",
        ),
        Text(
            "«{address}» больше не существует; взамен ничего не создано",
            {"": "постройте план заново: за это время объект кто-то удалил"},
            "План собирался изменить или удалить этот объект. После построения плана его удалила другая программа или кто-то вручную.",
        ),
    ),
    Entry(
        "live-owner",
        ERROR,
        Text(
            '"{address}" has another owner now; it was left as it is',
            {"": "plan again to see whose it is"},
            "Everything we write carries our manager's mark. The mark of this object changed after the plan was made, and what is not ours is never changed.",
        ),
        Text(
            "у «{address}» теперь другой владелец; объект оставлен как есть",
            {"": "постройте план заново, чтобы увидеть, чей он"},
            "Всё, что мы записываем, несёт отметку нашего менеджера. После построения плана отметка этого объекта изменилась, а чужое никогда не изменяется.",
        ),
    ),
    Entry(
        "live-raced",
        ERROR,
        Text(
            "another program wrote the same rows to {backend} in the same moment; nothing was changed",
            {"": "plan again"},
            "Everything was as planned when it was checked, and a moment later a row of the same key had been put in. The whole transaction was undone.",
        ),
        Text(
            "в тот же момент другая программа записала те же строки в {backend}; ничего не изменено",
            {"": "постройте план заново"},
            "При проверке всё соответствовало плану, но мгновением позже появилась строка с тем же ключом. Вся транзакция отменена.",
        ),
    ),
    Entry(
        "lock-lost",
        ERROR,
        Text(
            "another run has taken over the lock in {backend}; this one writes nothing more",
            {"": "plan again when the other run has finished"},
            "The right to write is a lease of 60 seconds that is renewed while work goes on. This run stood still for longer, so another one may already have written.",
        ),
        Text(
            "блокировку в {backend} забрал другой запуск; этот больше ничего не записывает",
            {"": "постройте план заново, когда другой запуск закончит"},
            "Право записи выдаётся на 60 секунд и продлевается, пока идёт работа. Этот запуск простоял дольше, поэтому другой уже мог что-то записать.",
        ),
    ),
    Entry(
        "locked",
        ERROR,
        Text(
            "another run is writing: {operation} by {holder}, since {since}; nothing was changed",
            {"": "wait for it and try again (apply --lock-timeout SECONDS waits longer); if it has died, its lock ends by itself at {expires}"},
            "Two runs never write at the same time. The lock is renewed while its run is at work and ends by itself a minute after it stopped; on the same machine a dead run's "
            "lock is taken over at once.",
        ),
        Text(
            "запись ведёт другой запуск: {operation}, {holder}, с {since}; ничего не изменено",
            {"": "дождитесь его и повторите (apply --lock-timeout СЕКУНДЫ ждёт дольше); если он прервался, блокировка снимется сама в {expires}"},
            "Два запуска никогда не записывают одновременно. Блокировка продлевается, пока запуск работает, и снимается сама через минуту после его остановки; на той же "
            "машине блокировка погибшего запуска переходит сразу.",
        ),
    ),
    Entry(
        "newer-schema",
        ERROR,
        Text(
            "the tables in {backend} were made by a newer version of reconciler",
            {"": "install that version here too: pip install --upgrade notification-reconciler"},
            "Each version knows the tables of the versions before it, never of those after. Nothing is read or written, because a column might mean something else by now.",
        ),
        Text(
            "таблицы в {backend} созданы более новой версией reconciler",
            {"": "установите эту версию и здесь: pip install --upgrade notification-reconciler"},
            "Каждая версия знает таблицы прежних версий, но не будущих. Ничего не читается и не записывается: столбец мог получить другой смысл.",
        ),
    ),
    Entry(
        "not-a-database",
        ERROR,
        Text(
            "{backend} is not a SQLite database, or is damaged",
            {"": "check the path; if it is right, restore the file from a backup, or move it away and apply anew"},
            "The file does not read as a SQLite database. Nothing was changed. What people declared is in the YAML files and can be applied again; confirmations and opt-outs "
            "are only in the database.",
        ),
        Text(
            "{backend} не является базой данных SQLite или повреждён",
            {"": "проверьте путь; если он верен, восстановите файл из резервной копии или уберите его и примените заново"},
            "Файл не читается как база данных SQLite. Ничего не изменено. Объявленное хранится в файлах YAML и может быть применено снова; подтверждения и отказы есть "
            "только в базе данных.",
        ),
    ),
    Entry(
        "not-locked",
        ERROR,
        Text(
            "nobody holds the lock of {backend}",
            {"": "there is nothing to release; run your apply"},
            "The lock is held only while an apply is at work.",
        ),
        Text(
            "блокировку в {backend} никто не держит",
            {"": "снимать нечего; запускайте apply"},
            "Блокировка есть только тогда, когда работает apply.",
        ),
    ),
    Entry(
        "not-prepared",
        ERROR,
        Text(
            "the tables in {backend} have still to be created or migrated; nothing was changed",
            {"": "create or migrate them: reconciler prepare, or reconciler prepare --sql for an administrator to run"},
            "A SQLite file of a project is prepared by `apply` itself. A shared database is not: creating tables there is a decision of its own, often of somebody else.",
        ),
        Text(
            "таблицы в {backend} ещё не созданы или не обновлены; ничего не изменено",
            {"": "создайте или обновите их: reconciler prepare, либо reconciler prepare --sql для администратора"},
            "Файл SQLite своего проекта `apply` готовит сам. Общую базу данных не готовит: создание таблиц в ней отдельное решение, и часто не ваше.",
        ),
    ),
    Entry(
        "tables-incomplete",
        ERROR,
        Text(
            "the tables in {backend} are not all there; nothing was changed",
            {"": "restore them from a backup; only if there is none, remove what is left of them, run `reconciler prepare`, and apply anew"},
            "There are tables of ours, but one of them, a column, or the row that says their version is missing: somebody removed it. What people declared is in the YAML files and "
            "can be applied again; confirmations, opt-outs and the history are only in the database.",
        ),
        Text(
            "таблицы в {backend} сохранились не полностью; ничего не изменено",
            {"": "восстановите их из резервной копии; только если копии нет, удалите оставшееся, выполните `reconciler prepare` и примените заново"},
            "Наши таблицы есть, но не хватает одной из них, столбца или строки с их версией: кто-то это удалил. Объявленное хранится в файлах YAML и может быть применено снова; "
            "подтверждения, отказы и история есть только в базе данных.",
        ),
    ),
)
