"""What can keep a pass of `watch` from being made, beside what keeps `plan` and `apply` from it."""

from __future__ import annotations

from typing import Final

from reconciler.model.diagnostic import Severity
from reconciler.model.message import Entry, Text

ERROR = Severity.ERROR

FAULTS: Final = (
    Entry(
        "files-moving",
        ERROR,
        Text(
            "the files are being written just now; nothing was changed",
            {"": "nothing has to be done: watch looks again once they stand still"},
            "Between reading the files and writing what they say, watch reads them once more. While they are not the same, somebody is in the middle of writing them (a checkout, an "
            "editor), and half of that must not be taken for what is meant.",
        ),
        Text(
            "файлы как раз записываются; ничего не изменено",
            {"": "делать ничего не нужно: watch посмотрит снова, когда запись закончится"},
            "Между чтением файлов и применением watch читает их ещё раз. Если они изменились, их кто-то как раз записывает (git checkout, редактор), и половину этой записи нельзя "
            "принимать за то, что имелось в виду.",
        ),
    ),
    Entry(
        "watch-leads",
        ERROR,
        Text(
            "another watch leads: {holder}, since {since}; nothing was changed",
            {
                "": "that one keeps the live system as declared, so nothing has to be done; to make this pass instead, end it: if it has died, its lead ends by itself at {expires}"
            },
            "Of several watches of one manager one leads, by a lease in the ledger that it renews for as long as it runs, between passes too. `watch --once` takes the lead for its one "
            "pass, and does not wait for it. `apply` goes by the lock alone, which is held only while something is written, and works beside a watch.",
        ),
        Text(
            "работает другой watch: {holder}, с {since}; ничего не изменено",
            {
                "": "он и поддерживает соответствие описанию, делать ничего не нужно; чтобы выполнить этот проход, завершите его: если он прервался, его право закончится само в {expires}"
            },
            "Из нескольких watch одного менеджера пишет один: он держит в журнале право на это и продлевает его, пока запущен, в том числе между проходами. `watch --once` берёт это "
            "право на один проход и не ждёт его. `apply` учитывает только блокировку, которая удерживается лишь во время записи, и работает рядом с watch.",
        ),
    ),
    Entry(
        "lead-lost",
        ERROR,
        Text(
            "another watch has taken over in {backend}; this one writes nothing more",
            {"": "nothing has to be done: this one stands by, and takes over when the other one ends"},
            "Of several watches of one manager one leads, by a lease in the ledger that it renews. This one stood still for longer than the lease lasts, so another one leads now. "
            "What is written is written under the lease, so nothing of this one gets in between.",
        ),
        Text(
            "управление в {backend} перешло к другому watch; этот больше ничего не записывает",
            {"": "делать ничего не нужно: этот процесс в резерве и примет управление, когда другой закончит"},
            "Из нескольких watch одного менеджера пишет один: он держит в журнале право на это и продлевает его. Этот процесс простоял дольше срока, поэтому теперь пишет другой. "
            "Запись возможна только с этим правом, так что этот процесс ничего между делом не запишет.",
        ),
    ),
    Entry(
        "database-gone",
        ERROR,
        Text(
            "{backend} was there and is gone; nothing was changed, and no other one is made in its place",
            {"": "bring the file back: it goes on by itself. To begin with an empty one: `reconciler apply`"},
            "A SQLite file is made by the first apply alone. What is in it (the history, who has confirmed, who was told) cannot be made again out of the files, so a file that was moved "
            "away, or a disk that is not mounted just now, is waited for.",
        ),
        Text(
            "{backend} была и исчезла; ничего не изменено, новая вместо неё не создаётся",
            {"": "верните файл: работа продолжится сама. Чтобы начать с пустой базы: `reconciler apply`"},
            "Файл SQLite создаёт только первое применение. То, что в нём лежит (история, подтверждения, сведения об отправленном), по описанию не восстановить, поэтому файла, который "
            "переместили, или диска, который сейчас не подключён, ждут.",
        ),
    ),
    Entry(
        "not-as-planned",
        ERROR,
        Text(
            "everything was made, but {count} {count:object|objects} did not read back as planned",
            {"": "another program may have written at the same time; watch looks again by itself"},
            "After every apply the live objects are read back and compared with the plan. Whatever differs then was changed by somebody else in the same moment, or is held differently by "
            "the backend.",
        ),
        Text(
            "всё записано, но прочитанное отличается от плана, объектов: {count}",
            {"": "возможно, одновременно писала другая программа; watch посмотрит снова сам"},
            "После каждого применения записанное читается снова и сравнивается с планом. Что отличается, изменил в тот же момент кто-то другой, или бэкенд хранит это иначе.",
        ),
    ),
)
