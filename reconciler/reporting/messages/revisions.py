"""What goes wrong when a plan is compared with another revision."""

from __future__ import annotations

from reconciler.model.diagnostic import Severity
from reconciler.model.message import Entry, Text

ERROR = Severity.ERROR

_SHALLOW_EN = "fetch the whole history: `fetch-depth: 0` of actions/checkout, GIT_DEPTH: 0 in GitLab CI, or git fetch --unshallow"
_SHALLOW_RU = "получите всю историю: `fetch-depth: 0` у actions/checkout, GIT_DEPTH: 0 в GitLab CI или git fetch --unshallow"
_WHY_EN = "`--base` compares the files with what another revision declares. That is read from git; the working tree is not touched. "
_WHY_RU = "`--base` сравнивает файлы с тем, что описано в другой версии. Она читается из git, рабочий каталог не затрагивается. "

FAULTS: tuple[Entry, ...] = (
    Entry(
        "base-without-git",
        ERROR,
        Text(
            '"{directory}" is in no git repository, so there is no "{ref}" to compare with',
            {"": "leave --base out, or run this in a clone with git installed"},
            _WHY_EN + "For that the project has to lie in a git repository, and `git` has to be installed.",
        ),
        Text(
            "каталог «{directory}» не лежит в репозитории git, и сравнить с «{ref}» нельзя",
            {"": "уберите --base или запустите команду в клоне репозитория, где есть git"},
            _WHY_RU + "Для этого проект должен лежать в репозитории git, а сам git должен быть установлен.",
        ),
    ),
    Entry(
        "base-unknown",
        ERROR,
        Text(
            'git knows no revision "{ref}" here',
            {
                "": "git fetch, then name a branch, tag or commit that git rev-parse knows, such as origin/main",
                "remote": "did you mean --base {suggestion}?",
                "shallow": "this clone is shallow and may lack it; " + _SHALLOW_EN,
            },
            _WHY_EN + "A job of CI often has only the last commit of one branch: then the other one has to be fetched first, with its history.",
        ),
        Text(
            "git здесь не знает версии «{ref}»",
            {
                "": "выполните git fetch и укажите ветку, тег или коммит, известный git rev-parse, например origin/main",
                "remote": "возможно, имелось в виду --base {suggestion}?",
                "shallow": "клон неполный, её может в нём не быть; " + _SHALLOW_RU,
            },
            _WHY_RU + "Задание CI часто получает только последний коммит одной ветки: тогда другую нужно сначала получить вместе с историей.",
        ),
    ),
    Entry(
        "base-shallow",
        ERROR,
        Text(
            'this clone is too shallow to tell where the branch left "{ref}"',
            {"": _SHALLOW_EN},
            "A branch that is merely behind must not look as if it undid what others did. So it is compared with the commit where it left the other branch, "
            "and that commit has to be in the clone.",
        ),
        Text(
            "клон неполный, и неизвестно, откуда ветка отошла от «{ref}»",
            {"": _SHALLOW_RU},
            "Ветка, которая просто отстала, не должна выглядеть так, будто отменяет чужие изменения. Поэтому она сравнивается с коммитом, в котором отошла от "
            "другой ветки, и этот коммит должен быть в клоне.",
        ),
    ),
    Entry(
        "base-without-project",
        ERROR,
        Text(
            '"{ref}" at {commit} has no {file} here',
            {"": "leave --base out where the project is new or has been moved"},
            _WHY_EN + "The project is looked for in the same directory. Where it is new, everything in it is; a plan without `--base` shows that.",
        ),
        Text(
            "в «{ref}» ({commit}) здесь нет {file}",
            {"": "если проект новый или перенесён, уберите --base"},
            _WHY_RU + "Проект ищется в том же каталоге. Если он новый, то новое в нём всё, и это покажет план без `--base`.",
        ),
    ),
    Entry(
        "base-unreadable",
        ERROR,
        Text(
            'git does not give out the files of "{ref}" at {commit}',
            {"": "check the clone: git fsck; a clone without blobs needs the network: git fetch --refetch"},
            _WHY_EN + "Something of that commit is missing in this clone, or git took too long.",
        ),
        Text(
            "git не выдаёт файлы «{ref}» ({commit})",
            {"": "проверьте клон: git fsck; клону без содержимого файлов нужна сеть: git fetch --refetch"},
            _WHY_RU + "Чего-то из этого коммита в клоне нет, или git отвечал слишком долго.",
        ),
    ),
    Entry(
        "offline-without-base",
        ERROR,
        Text(
            "--offline compares two declarations and needs the other one",
            {"": "add --base and a revision, such as --base origin/main"},
            "`plan --offline --base REF` asks no backend. It shows what the files here declare otherwise than those of another revision.",
        ),
        Text(
            "--offline сравнивает два описания, и второе нужно указать",
            {"": "добавьте --base и версию, например --base origin/main"},
            "`plan --offline --base REF` не обращается к системе. Команда показывает, чем файлы отличаются от описания в другой версии.",
        ),
    ),
    Entry(
        "offline-option",
        ERROR,
        Text(
            "{option} has no meaning with --offline",
            {"": "leave one of the two out"},
            "A plan that was not compared with the live state cannot be approved or applied: nobody knows what it would do.",
        ),
        Text(
            "{option} вместе с --offline не имеет смысла",
            {"": "уберите один из двух параметров"},
            "План, который не сравнили с действующими настройками, нельзя утвердить или применить: никто не знает, что он сделает.",
        ),
    ),
)

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "base-invalid",
        ERROR,
        Text(
            '"{ref}" cannot be compared with: at {commit} its own files are invalid',
            {"": "correct them there first, or plan without --base; what is wrong there:"},
            _WHY_EN + "Half a declaration would show changes that are none. Places are named as git names them, `3f2a8b0:organizations/teleset.yaml`.",
        ),
        Text(
            "сравнить с «{ref}» нельзя: в {commit} сами файлы содержат ошибки",
            {"": "сначала исправьте их там или составьте план без --base; ошибки там:"},
            _WHY_RU
            + "По половине описания были бы видны изменения, которых нет. Места названы так, как их называет git: `3f2a8b0:organizations/teleset.yaml`.",
        ),
    ),
)
