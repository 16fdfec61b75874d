"""What is wrong with `moved`, and when it may go."""

from __future__ import annotations

from reconciler.model.diagnostic import Severity
from reconciler.model.message import Entry, Text

ERROR, NOTE = Severity.ERROR, Severity.NOTE

_WHY_EN = (
    "`moved` says that an object has another address now. It then stays the same object: an address that serves while a new one waits to be confirmed goes on serving, "
    "opt-outs go along to another organization, and nobody counts as lost. Without the entry the old object would be deleted and a new one created. "
)
_WHY_RU = (
    "`moved` говорит, что у объекта теперь другой адрес. Тогда это тот же объект: адрес, который работает, пока новый ждёт подтверждения, работает и дальше, "
    "отказы переходят с ним в другую организацию, и никто не считается потерянным. Без этой записи старый объект был бы удалён, а новый создан. "
)

FAULTS: tuple[Entry, ...] = (
    Entry(
        "move-crosses-scope",
        ERROR,
        Text(
            '"{source}" moves to "{target}", and only one of the two organizations was named',
            {"": "name both, --organization {organizations}, or leave --organization out"},
            "`--organization` narrows the work. Of a move from one organization to another, half would then be seen: somebody gone, or somebody new.",
        ),
        Text(
            "«{source}» переносится в «{target}», а указана только одна из двух организаций",
            {"": "укажите обе, --organization {organizations}, или уберите --organization"},
            "`--organization` ограничивает работу. От переноса между организациями была бы видна половина: кто-то исчез или кто-то появился.",
        ),
    ),
)

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "moved-done",
        NOTE,
        Text(
            '"{source}" does not have to be moved to "{target}": this is done, or there was nothing to move',
            {"": "the entry can be removed", "environments": "remove the entry once it is applied in every environment"},
            _WHY_EN + "A move is carried out only where the old address is live and yours and the new one is not live yet. After that the entry has no effect.",
        ),
        Text(
            "переносить «{source}» в «{target}» не нужно: это уже сделано, или переносить было нечего",
            {"": "запись можно удалить", "environments": "удалите запись, когда она применена во всех окружениях"},
            _WHY_RU + "Перенос выполняется, только если старый адрес действует и принадлежит вам, а нового ещё нет. После этого запись ни на что не влияет.",
        ),
    ),
    Entry(
        "moved-elsewhere",
        ERROR,
        Text(
            '"{source}" cannot become "{target}"',
            {
                "": "an organization becomes an organization, an account an account: write two ids without a slash, or two of the form organization/account",
                "same": "the two addresses are the same: remove the entry",
            },
            _WHY_EN
            + "Organizations and accounts can be moved, each to an address of its own kind. Contacts need no entry: what is known belongs to their address.",
        ),
        Text(
            "«{source}» не может стать «{target}»",
            {
                "": "организация становится организацией, учётная запись — учётной записью: укажите два идентификатора без косой черты или два вида организация/учётная запись",
                "same": "адреса одинаковы: удалите запись",
            },
            _WHY_RU + "Переносить можно организации и учётные записи, каждую на адрес того же вида. Контактам запись не нужна: сведения принадлежат их адресу.",
        ),
    ),
    Entry(
        "moved-from-declared",
        ERROR,
        Text(
            '"{source}" is said to have moved, but is still declared',
            {
                "": 'remove the declaration of "{source}", or this entry; to give its id to somebody new, do it in a later change, once this move is applied',
                "swap": "two ids cannot change places at once: move one of them to a third id, apply, then move the other",
            },
            _WHY_EN + "If the old id were declared again in the same change, nobody could tell who of the two is meant.",
        ),
        Text(
            "«{source}» указан как перенесённый, но всё ещё объявлен",
            {
                "": "удалите объявление «{source}» или эту запись; отдать идентификатор другому можно следующим изменением, когда перенос уже применён",
                "swap": "два идентификатора нельзя поменять местами сразу: перенесите один на третий, примените, затем перенесите второй",
            },
            _WHY_RU + "Если бы старый идентификатор был снова объявлен в том же изменении, нельзя было бы понять, о ком из двоих речь.",
        ),
    ),
    Entry(
        "moved-to-undeclared",
        ERROR,
        Text(
            'something is moved to "{target}", but "{end}" is not declared',
            {"": 'declare "{end}", or correct the address'},
            _WHY_EN + "Where it leads must be declared, in this or another file.",
        ),
        Text(
            "объект переносится в «{target}», но «{end}» не объявлен",
            {"": "объявите «{end}» или исправьте адрес"},
            _WHY_RU + "То, куда ведёт перенос, должно быть объявлено, в этом файле или в другом.",
        ),
    ),
    Entry(
        "moved-twice",
        ERROR,
        Text(
            '"{address}" is moved twice; the other entry is at {other}',
            {"": "keep the right entry, and remove the other", "to": "two objects cannot become one: keep the right entry, and remove the other"},
            _WHY_EN + "Each address may be left once and reached once.",
        ),
        Text(
            "«{address}» перенесён дважды; другая запись: {other}",
            {"": "оставьте верную запись, а другую удалите", "to": "два объекта не могут стать одним: оставьте верную запись, а другую удалите"},
            _WHY_RU + "Уйти с адреса и прийти на адрес можно только один раз.",
        ),
    ),
)
