"""What speaks against carrying out a plan: whose things are, and guards."""

from __future__ import annotations

from reconciler.model.diagnostic import Severity
from reconciler.model.message import Entry, Text

ERROR, NOTE = Severity.ERROR, Severity.NOTE

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "not-held",
        ERROR,
        Text(
            'this backend cannot hold what "{address}" declares',
            {
                "": "remove it, or use a backend that holds it",
                "channel": 'it has no channel "{channel}": remove the contact, or use a backend that has it',
                "inapp": "it has no in-app messages: list other channels, or use a backend that has them",
                "quiet-hours": "it has no quiet hours: write `quiet_hours: none`, or use a backend that has them",
                "several-contacts": 'it holds one contact for each channel, and there are several of "{channel}": keep one',
            },
            "Backends differ in what they can store. What would be lost is said before anything is written, so that nobody relies on a setting that is not in force.",
        ),
        Text(
            "эта система не может хранить то, что объявлено в «{address}»",
            {
                "": "уберите это или выберите систему, которая это хранит",
                "channel": "в ней нет канала «{channel}»: уберите контакт или выберите систему с этим каналом",
                "inapp": "в ней нет сообщений внутри приложения: укажите другие каналы или выберите другую систему",
                "quiet-hours": "в ней нет тихих часов: напишите `quiet_hours: none` или выберите другую систему",
                "several-contacts": "в ней один контакт на канал, а здесь их несколько для «{channel}»: оставьте один",
            },
            "Системы различаются тем, что могут хранить. О том, что было бы потеряно, сообщается до записи, чтобы никто не полагался на настройку, которая не действует.",
        ),
    ),
)

FAULTS: tuple[Entry, ...] = (
    Entry(
        "deletion-blocked",
        ERROR,
        Text(
            '"{address}" is no longer declared, but cannot be deleted: it holds "{holds}" of somebody else',
            {"": "declare it again, or have the owner remove what is theirs; `reconciler plan` lists all of it"},
            "An organization, account or type of yours is gone from the files, and deleting it would take away something that another manager, or a program that "
            "leaves no mark, keeps inside it or needs it for: accounts in an organization, a contact in an account, subscriptions to a type. What is not yours is "
            "never changed, so nothing is changed at all until this is settled.",
        ),
        Text(
            "«{address}» больше не объявлен, но удалить его нельзя: в нём есть чужой объект «{holds}»",
            {"": "объявите его снова или попросите владельца убрать своё; `reconciler plan` перечисляет всё"},
            "Ваша организация, учётная запись или тип исчезли из файлов, но вместе с ними пропало бы то, что держит другой менеджер или программа без отметки: "
            "учётные записи в организации, контакт в учётной записи, подписки на тип. Чужое никогда не изменяется, поэтому до решения не изменяется ничего.",
        ),
    ),
    Entry(
        "guard-refused",
        ERROR,
        Text(
            "refused by {count} safety {count:guard|guards}; nothing was changed: everyone receives what they received before",
            {"": 'read the refusals in `reconciler plan`; correct the files, or approve a refusal by its digest: reconciler approve DIGEST --reason "…"'},
            "Guards count the people whom a plan concerns. `loss`: who would stop receiving everything, or a mandatory or required type. `readdress`: whose address on a "
            "channel would be replaced. `silence`: an organization, or a mandatory or required type of it, left with nobody who is told. `empty`: an organization, or the "
            "whole declaration, that had accounts and has none. `protected`: someone with `protected: true` would be deleted or receive nothing; remove the "
            "protection first, in a change of its own. Limits of `loss` and `readdress` are set under `safety` in reconciler.yaml.",
        ),
        Text(
            "изменения {count:отклонил|отклонили|отклонили} {count} {count:предохранитель|предохранителя|предохранителей}; ничего не изменено: все получают то же, что и раньше",
            {"": "прочитайте отказы в `reconciler plan`; исправьте файлы или утвердите отказ по отпечатку: reconciler approve DIGEST --reason «…»"},
            "Предохранители считают людей, которых касается план. `loss`: кто перестанет получать всё либо обязательный или требуемый тип. `readdress`: у кого заменится "
            "адрес в канале. `silence`: в организации совсем или по обязательному либо требуемому типу не останется ни одного получателя. `empty`: в организации или во "
            "всём описании были учётные записи, а теперь нет ни одной. `protected`: кто-то с `protected: true` был бы удалён или перестал бы получать всё; сначала снимите "
            "защиту отдельным изменением. Пределы `loss` и `readdress` задаются в разделе `safety` файла reconciler.yaml.",
        ),
    ),
    Entry(
        "ownership-conflict",
        ERROR,
        Text(
            '"{address}" is declared here, but belongs to manager "{owner}"; nothing was changed',
            {
                "": "remove it from the files, or have its owner give it up",
                "unmarked": "it carries no manager's mark, so another program made it: take it over with --adopt {address}, remove it from the files, or have it removed there",
                "unmarked-row": "it carries no manager's mark, so another program made it: remove it from the files, or have it removed there",
                "half": "it carries our own mark, but the object around it carries none: give that its mark back in the backend",
            },
            "Everything a manager creates carries its mark, and only what carries your own mark is changed. An organization and all its accounts belong to one manager; "
            "where an organization belongs to somebody else, its accounts are not listed one by one. What carries no mark at all can be taken over: `plan --adopt ADDRESS` shows "
            "what that means, `apply --adopt ADDRESS` does it, and `--adopt --all` takes everything that is declared and unmarked.",
        ),
        Text(
            "«{address}» объявлен здесь, но принадлежит менеджеру «{owner}»; ничего не изменено",
            {
                "": "уберите его из файлов или попросите владельца отказаться от него",
                "unmarked": "на нём нет отметки менеджера, значит, его создала другая программа: возьмите его под управление (--adopt {address}), уберите из файлов или удалите там",
                "unmarked-row": "на нём нет отметки менеджера, значит, его создала другая программа: уберите его из файлов или удалите там",
                "half": "на нём наша отметка, а на объекте, к которому он относится, её нет: верните отметку этому объекту в самой системе",
            },
            "Всё, что создаёт менеджер, несёт его отметку, и изменяется только то, что отмечено вашим менеджером. Организация и все её учётные записи принадлежат одному "
            "менеджеру; если организация чужая, её учётные записи отдельно не перечисляются. Объект без отметки можно взять под управление: `plan --adopt АДРЕС` покажет, что "
            "это значит, `apply --adopt АДРЕС` выполнит, а `--adopt --all` возьмёт всё, что объявлено и не отмечено.",
        ),
    ),
    Entry(
        "checkout-older",
        ERROR,
        Text(
            "this checkout is at {commit}, older than {applied}, which was applied at {when} (history {number}); nothing was changed",
            {"": "get the newer files (git pull) and plan again; to go back, revert commits (git revert) or, if exactly this is meant, say --allow-older"},
            "Applying an older commit would undo what a newer one has done: a pipeline that was started again, or a clone that was not brought up to date. A commit that reverts "
            "is newer, and is applied like any other. `--allow-older` is recorded in the history.",
        ),
        Text(
            "файлы на коммите {commit}, он старее коммита {applied}, применённого {when} (история {number}); ничего не изменено",
            {
                "": "возьмите новые файлы (git pull) и составьте план заново; чтобы вернуться, отмените коммиты (git revert) или, если так и задумано, добавьте --allow-older"
            },
            "Старый коммит отменил бы сделанное новым: так бывает, когда повторно запустили старую сборку или не обновили клон. Коммит, который отменяет прежние, сам новый и "
            "применяется как любой другой. `--allow-older` отмечается в истории.",
        ),
    ),
    Entry(
        "checkout-unknown",
        ERROR,
        Text(
            "git cannot tell here whether {commit} is older than {applied}, which was applied at {when} (history {number}); nothing was changed",
            {
                "": "fetch it (git fetch) and try again; if it is gone because history was rewritten, look at the plan well and say --allow-older",
                "shallow": "fetch the whole history and try again: git fetch --unshallow; in CI fetch-depth: 0 (GitHub) or GIT_DEPTH: 0 (GitLab)",
            },
            "An older checkout must not undo what a newer one has done, so the commit applied last has to be known where one applies from. A clone that was not brought up to date "
            "does not know it, nor does a shallow one; after a force-push or a squash nobody may know it any more. `--allow-older` goes on once, and is recorded in the history; "
            "from then on the commit applied by it is the one that counts.",
        ),
        Text(
            "git не может определить, старее ли коммит {commit}, чем {applied}, применённый {when} (история {number}); ничего не изменено",
            {
                "": "получите его (git fetch) и повторите; если его нет, потому что историю переписали, внимательно посмотрите план и добавьте --allow-older",
                "shallow": "получите всю историю и повторите: git fetch --unshallow; в CI fetch-depth: 0 (GitHub) или GIT_DEPTH: 0 (GitLab)",
            },
            "Старые файлы не должны отменять сделанное новыми, поэтому там, откуда применяют, должен быть известен последний применённый коммит. Его нет в клоне, который не "
            "обновили, и в неполном клоне; после force-push или squash он может пропасть совсем. `--allow-older` пропускает один раз и отмечается в истории; дальше считается "
            "тот коммит, который применили с ним.",
        ),
    ),
    Entry(
        "paused",
        ERROR,
        Text(
            "{actor} has paused applying here since {since}: {reason}; nothing was changed",
            {
                "": "once it may go on: reconciler resume",
                "until": "it ends by itself at {until}; once it may go on before: reconciler resume",
            },
            "While everything is paused, no apply writes anything, wherever it runs. `plan` shows what would be done. `reconciler pause` and `reconciler resume` are recorded in the "
            "history.",
        ),
        Text(
            "применение приостановлено с {since} ({actor}): {reason}; ничего не изменено",
            {
                "": "когда можно будет продолжать: reconciler resume",
                "until": "пауза закончится сама {until}; если можно продолжать раньше: reconciler resume",
            },
            "Пока на паузе всё, ни один apply ничего не записывает, где бы его ни запустили. `plan` показывает, что было бы сделано. `reconciler pause` и `reconciler resume` "
            "отмечаются в истории.",
        ),
    ),
    Entry(
        "organization-paused",
        ERROR,
        Text(
            '{actor} has paused "{organization}" since {since}: {reason}; nothing was changed',
            {
                "": "once it may go on: reconciler resume {organization}",
                "until": "it ends by itself at {until}; once it may go on before: reconciler resume {organization}",
            },
            "A plan leaves paused organizations out, and applies the rest. Where they are all that was asked for, where a saved plan names them, or where an object of theirs is to be "
            "taken over or given up, there is no rest that would still be what was meant.",
        ),
        Text(
            "организация «{organization}» на паузе с {since} ({actor}): {reason}; ничего не изменено",
            {
                "": "когда можно будет продолжать: reconciler resume {organization}",
                "until": "пауза закончится сама {until}; если можно продолжать раньше: reconciler resume {organization}",
            },
            "Организации на паузе в план не входят, остальное применяется. Если указаны только они, если их называет сохранённый план или если с их объекта снимают отметку либо "
            "ставят её, то остатка, который отвечал бы замыслу, нет.",
        ),
    ),
    Entry(
        "not-paused",
        ERROR,
        Text(
            "there is nothing to resume",
            {
                "": "nothing is paused here",
                "organization": '"{organization}" is not paused; a plan names in its header what is',
                "everything": 'everything is paused, and "{organization}" not by itself: say reconciler resume without a name',
            },
            "A pause is for one manager and environment. It ends with `resume`, or when its time is over.",
        ),
        Text(
            "возобновлять нечего",
            {
                "": "здесь ничего не приостановлено",
                "organization": "«{organization}» не на паузе; что на паузе, написано в начале плана",
                "everything": "на паузе всё, а не «{organization}» отдельно: выполните reconciler resume без имени",
            },
            "Пауза действует для одного менеджера и окружения. Она заканчивается с `resume` или в назначенное время.",
        ),
    ),
    Entry(
        "bad-until",
        ERROR,
        Text(
            "{until} is no moment and no length of time",
            {"": "write how long (30m, 2h, 3d) or until when, with the time zone: 2026-12-01T09:00:00+03:00"},
            "A moment is written as RFC 3339 has it. Without a time zone it would mean another moment on another machine.",
        ),
        Text(
            "{until} — это не момент и не длительность",
            {"": "укажите длительность (30m, 2h, 3d) или момент с часовым поясом: 2026-12-01T09:00:00+03:00"},
            "Момент записывается по RFC 3339. Без часового пояса на другой машине это был бы другой момент.",
        ),
    ),
    Entry(
        "pause-is-over",
        ERROR,
        Text(
            "a pause until {until} would be over already: it is {now} now",
            {"": "give a later moment, or how long: --until 2h"},
            "The moment is judged by the clock of the backend's database, which is the same for everybody.",
        ),
        Text(
            "пауза до {until} уже закончилась бы: сейчас {now}",
            {"": "укажите более поздний момент или длительность: --until 2h"},
            "Время определяется по часам базы данных системы, они одни для всех.",
        ),
    ),
    Entry(
        "cannot-adopt",
        ERROR,
        Text(
            '"{address}" cannot be taken over',
            {
                "": "correct the address given to --adopt",
                "undeclared": "it is not declared: correct the address, or declare it first",
                "absent": "it is not in the backend: apply creates it without --adopt",
                "owned": 'it belongs to manager "{owner}": have its owner give it up (`reconciler forget`, run there), then take it over',
                "outside": "its organization is not among those of --organization: name it there too, or leave --organization out",
            },
            "`--adopt` takes over what is declared, is in the backend, and carries no manager's mark. An address stands for exactly that object: an organization does not "
            "bring its accounts along; `--adopt --all` takes everything there is to take.",
        ),
        Text(
            "«{address}» нельзя взять под управление",
            {
                "": "исправьте адрес в --adopt",
                "undeclared": "он не объявлен в файлах: исправьте адрес или сначала объявите объект",
                "absent": "в системе его нет: apply создаст его и без --adopt",
                "owned": "он принадлежит менеджеру «{owner}»: пусть владелец откажется от него (`reconciler forget` у себя), потом берите",
                "outside": "его организации нет среди --organization: укажите и её или уберите --organization",
            },
            "`--adopt` берёт под управление то, что объявлено, есть в системе и не отмечено ни одним менеджером. Адрес означает ровно этот объект: организация не приводит "
            "с собой учётные записи; `--adopt --all` берёт всё, что можно взять.",
        ),
    ),
    Entry(
        "cannot-forget",
        ERROR,
        Text(
            '"{address}" cannot be given up',
            {
                "": "correct the address",
                "declared": "it is still declared: remove it from the files first, else the next apply would stop at it",
                "absent": "it is not in the backend: there is nothing to give up",
                "owned": 'it belongs to manager "{owner}": only they can give it up',
            },
            "`forget` takes your mark off an object and leaves it as it is. What is still declared here would be in conflict with the files at once. An organization is given up "
            "with all its accounts, so none of it may be declared any more.",
        ),
        Text(
            "управление объектом «{address}» нельзя прекратить",
            {
                "": "исправьте адрес",
                "declared": "он ещё объявлен: сначала уберите его из файлов, иначе следующий apply на нём остановится",
                "absent": "в системе его нет: прекращать нечего",
                "owned": "он принадлежит менеджеру «{owner}»: отказаться от него может только владелец",
            },
            "`forget` снимает вашу отметку с объекта и оставляет его как есть. То, что ещё объявлено здесь, сразу оказалось бы в конфликте с файлами. Организация отдаётся вместе "
            "со всеми учётными записями, поэтому в файлах не должно остаться ничего из неё.",
        ),
    ),
    Entry(
        "bad-reason",
        ERROR,
        Text(
            "a reason has 1 to {limit} characters",
            {"": 'say why it is meant: --reason "the department was closed, order 12"'},
            "Who did what, and why, stays in the history: who approved what a guard refuses, paused, gave objects up, or took a lock away.",
        ),
        Text(
            "причина — это от 1 до {limit} знаков",
            {"": "напишите, почему так задумано: --reason «отдел закрыт приказом 12»"},
            "В истории остаётся, кто и почему что сделал: утвердил отклонённое предохранителем, приостановил применение, отказался от объектов, снял блокировку.",
        ),
    ),
    Entry(
        "no-such-entry",
        ERROR,
        Text(
            "the history has no entry {number}",
            {"": "the newest is {newest}; reconciler history lists them", "none": "nothing was applied here yet"},
            "Entries are numbered by the ledger, over all managers and environments it serves; those of others are not shown.",
        ),
        Text(
            "в истории нет записи {number}",
            {"": "последняя — {newest}; список показывает reconciler history", "none": "здесь ещё ничего не применяли"},
            "Записи нумерует журнал, общий для всех его менеджеров и окружений; чужие записи не показываются.",
        ),
    ),
    Entry(
        "no-such-refusal",
        ERROR,
        Text(
            "the plan of now has no refusal with digest {digest}",
            {
                "": "its refusals are: {known}; read them with reconciler plan before you approve one",
                "none": "no guard refuses anything now: nothing has to be approved",
            },
            "An approval is for exactly the changes that a refusal counts. When the files or the live system move, the refusal is another one and has another digest.",
        ),
        Text(
            "в нынешнем плане нет отказа с отпечатком {digest}",
            {
                "": "его отказы: {known}; прежде чем утверждать, прочитайте их в reconciler plan",
                "none": "сейчас предохранители ничего не отклоняют: утверждать нечего",
            },
            "Утверждение действует ровно для тех изменений, которые сосчитал отказ. Если файлы или действующая система изменились, это уже другой отказ с другим отпечатком.",
        ),
    ),
    Entry(
        "bad-plan-file",
        ERROR,
        Text(
            '"{file}" is not a plan that `plan --out` has written',
            {
                "": "make a new one: reconciler plan --out {file}",
                "newer": "it was written by a newer reconciler: use that one, or make a new plan",
                "unreadable": "it is not there or cannot be read: make one with reconciler plan --out {file}",
            },
            "`apply FILE` makes exactly the changes that somebody approved, so it must be sure what they are.",
        ),
        Text(
            "«{file}» — не план, записанный командой `plan --out`",
            {
                "": "составьте новый: reconciler plan --out {file}",
                "newer": "он записан более новым reconciler: возьмите его или составьте новый план",
                "unreadable": "файла нет или его нельзя прочитать: составьте план командой reconciler plan --out {file}",
            },
            "`apply ФАЙЛ` выполняет ровно те изменения, которые утвердили, поэтому должно быть точно известно какие.",
        ),
    ),
    Entry(
        "digest-differs",
        ERROR,
        Text(
            "the plan is not the one with digest {digest}; nothing was changed",
            {"": "its digest is {now} now: read `reconciler plan` again and have it approved"},
            "`apply --digest` carries out a plan only if it is still exactly the one that was looked at. Files or live state have changed since.",
        ),
        Text(
            "план не тот, у которого отпечаток {digest}; ничего не изменено",
            {"": "сейчас его отпечаток {now}: прочитайте `reconciler plan` заново и утвердите его"},
            "`apply --digest` выполняет план, только если он в точности тот, который видели. С тех пор изменились файлы или действующее состояние.",
        ),
    ),
    Entry(
        "plan-elsewhere",
        ERROR,
        Text(
            'the saved plan was made for "{planned}", and this is "{here}"; nothing was changed',
            {
                "environment": "that is another environment: apply it with --env {planned}, or make a plan for this one",
                "manager": "that is another manager: apply it from its own project",
                "backend": "that is another backend: make a new plan",
            },
            "A plan is approved for one environment, manager and backend. Anywhere else its changes would mean something different.",
        ),
        Text(
            "сохранённый план составлен для «{planned}», а здесь «{here}»; ничего не изменено",
            {
                "environment": "это другое окружение: примените его с --env {planned} или составьте план для этого",
                "manager": "это другой менеджер: примените план из его проекта",
                "backend": "это другая система: составьте новый план",
            },
            "План утверждают для одного окружения, менеджера и системы. В любом другом месте его изменения значили бы другое.",
        ),
    ),
    Entry(
        "plan-edited",
        ERROR,
        Text(
            "the saved plan is not as `plan --out` wrote it; nothing was changed",
            {"": "its file was edited, or made where another ledger was in use: make a new plan and have it approved"},
            "Whoever approved a plan approved all of it. So its file carries a seal made with the installation key, and one change more or less breaks it. To apply a part, "
            "plan that part: `--organization`, `--only`.",
        ),
        Text(
            "сохранённый план не такой, каким его записал `plan --out`; ничего не изменено",
            {"": "файл правили, или план составлен при другом журнале: составьте новый план и утвердите его"},
            "Утвердивший план утвердил его целиком. Поэтому в файле есть печать, сделанная ключом установки: стоит добавить или убрать хоть одно изменение, и она не сойдётся. "
            "Чтобы применить часть, составьте план этой части: `--organization`, `--only`.",
        ),
    ),
    Entry(
        "plan-names-organizations",
        ERROR,
        Text(
            "a saved plan says itself what it is about",
            {"": "leave --organization and --only out"},
            "A plan that was made with `--organization` or `--only` is applied to just what it names.",
        ),
        Text(
            "сохранённый план сам знает, о чём он",
            {"": "уберите --organization и --only"},
            "План, составленный с `--organization` или `--only`, применяется только к тому, что в нём названо.",
        ),
    ),
    Entry(
        "plan-names-adoptions",
        ERROR,
        Text(
            "a saved plan says itself what is taken over",
            {"": "leave --adopt out, or make a new plan: reconciler plan --adopt ADDRESS --out FILE"},
            "A plan that was made with `--adopt` takes over what it names when it is applied, and nothing else.",
        ),
        Text(
            "сохранённый план сам знает, что берётся под управление",
            {"": "уберите --adopt или составьте новый план: reconciler plan --adopt АДРЕС --out ФАЙЛ"},
            "План, составленный с `--adopt`, при применении берёт под управление то, что в нём названо, и ничего больше.",
        ),
    ),
    Entry(
        "plan-stale",
        ERROR,
        Text(
            "the saved plan is stale: {count} {count:change|changes} of it no longer {count:fits|fit}; nothing was changed",
            {"": "make a new plan and have it approved: reconciler plan --out FILE; concerned: {addresses}"},
            "A saved plan is compared with a new one under the lock. A change whose object has moved since, in the files or in the live system, is not the one "
            "somebody approved. One that is made already is no obstacle, and neither is what has changed outside of the plan.",
        ),
        Text(
            "сохранённый план устарел: {count} {count:изменение|изменения|изменений} больше не {count:подходит|подходят|подходят}; ничего не изменено",
            {"": "составьте новый план и утвердите его: reconciler plan --out ФАЙЛ; это касается: {addresses}"},
            "Сохранённый план под блокировкой сравнивается с новым. Если объект изменения с тех пор изменился в файлах или в действующей системе, это уже не то, что "
            "утвердили. Уже сделанное не мешает, и то, что изменилось вне плана, тоже.",
        ),
    ),
    Entry(
        "plan-unsaveable",
        ERROR,
        Text(
            "nothing was ever set up in {backend}, so a plan cannot be saved yet",
            {"": "run `reconciler prepare` once, then plan again"},
            "A saved plan stands for its changes by tags that are made with the installation key. `prepare`, or the first apply, creates that key; a plan itself writes nothing.",
        ),
        Text(
            "в {backend} ещё ничего не создано, поэтому сохранить план пока нельзя",
            {"": "один раз выполните `reconciler prepare` и составьте план снова"},
            "Сохранённый план обозначает изменения метками, сделанными ключом установки. Ключ создаёт `prepare` или первый apply; сам план ничего не записывает.",
        ),
    ),
)
