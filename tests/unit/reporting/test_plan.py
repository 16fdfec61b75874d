"""A plan as people read it."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from reconciler.model.change import Adopt, Change, Create, Delete, Move
from reconciler.model.diagnostic import Diagnostic, Location, Severity
from reconciler.model.plan import Conflict, Foreign, Plan
from reconciler.model.reach import People
from reconciler.model.settings import Settings
from reconciler.reporting.plan import FilesInfo, render_plan
from reconciler.reporting.style import Style
from reconciler.resources import compile_settings
from tests.unit.reporting.worlds import CHANGES, ORIGINS, PEOPLE, PLAN, TARGET, account, builtin_types, contact, organization, resource, type_

FILES = FilesInfo(14, "9c41d7e")

ENGLISH = """\
Environment: production
Backend:     sql, postgresql://db1.teleset.example/notify
Manager:     teleset-platform-7f3a
Files:       14 at 9c41d7e

Stop receiving

- teleset/petrov
-   contacts: email p•••••@teleset.example, mobile +7916•••••02
-   orders: email
-   payment: email, sms
-   works: email

Change

~ teleset/ivanova
~   organizations/teleset.yaml:20
~   payment: email -> email, sms

Start receiving

+ teleset/kuznetsova
+   organizations/teleset.yaml:61
+   contacts: email k•••••@teleset.example (awaits confirmation), mobile +7916•••••17
+   orders: email
+   payment: email, sms
+   works: email
+ teleset/sokolov
+   organizations/teleset.yaml:68
+   contacts: email s•••••@teleset.example (awaits confirmation)
+   orders: email
+   payment: email
+   works: email

Plan: 2 to add, 1 to change, 1 to delete, 118 unchanged.
People: 1 stops receiving everything (teleset/petrov);
        2 start receiving (teleset/kuznetsova, teleset/sokolov);
        1 gains sms for payment (teleset/ivanova);
        2 have an address that receives nothing until it is confirmed (teleset/kuznetsova,
        teleset/sokolov).
Guards: passed."""

RUSSIAN_END = """\
План: добавить 2, изменить 1, удалить 1, без изменений 118.
Люди: 1 получатель больше ничего не будет получать (teleset/petrov);
      2 получателя начнут получать уведомления (teleset/kuznetsova, teleset/sokolov);
      1 получатель получит sms для payment (teleset/ivanova);
      у 2 получателей есть адрес, на который до подтверждения ничего не приходит
      (teleset/kuznetsova, teleset/sokolov).
Предохранители: ни один не сработал."""


def rendered(plan: Plan, *, language: str = "en", full: bool = False, style: Style | None = None) -> str:
    return render_plan(plan, files=FILES, origins=ORIGINS, language=language, full=full, style=style or Style())


def changing(*changes: Change) -> Plan:
    return Plan(TARGET, changes)


def test_english() -> None:
    assert rendered(PLAN) == ENGLISH


def test_russian() -> None:
    text = rendered(PLAN, language="ru")
    assert text.endswith(RUSSIAN_END)
    assert [line for line in text.splitlines() if line in {"Перестанут получать", "Изменятся", "Начнут получать"}] == [
        "Перестанут получать",
        "Изменятся",
        "Начнут получать",
    ]


def test_order_of_the_input_does_not_matter() -> None:
    changes = list(CHANGES)
    foreign = [Foreign("b/c", "other"), Foreign("a/b", "other"), Foreign("a/a", "")]
    conflicts = [Conflict("a/x", "legacy-crm"), Conflict("a/c", "")]
    texts = set()
    for _ in range(10):
        for items in (changes, foreign, conflicts):
            random.shuffle(items)
        people = replace(PEOPLE, starts=tuple(random.sample(PEOPLE.starts, 2)), gains=dict(random.sample(list(PEOPLE.gains.items()), 1)))
        plan = replace(PLAN, changes=tuple(changes), foreign=tuple(foreign), conflicts=tuple(conflicts), people=people)
        texts.add(render_plan(plan, files=FILES, origins=dict(random.sample(list(ORIGINS.items()), 3)), language="en"))
    assert len(texts) == 1


def test_no_changes() -> None:
    assert rendered(Plan(TARGET, unchanged=121)).splitlines()[-1] == "No changes. The backend matches the declaration."
    assert rendered(Plan(TARGET), language="ru").splitlines()[-1] == "Изменений нет. Действующая система соответствует файлам."


def test_what_others_hold_is_named_and_does_not_count_as_a_change() -> None:
    text = rendered(Plan(TARGET, foreign=(Foreign("teleset/archive", "legacy-crm"), Foreign("teleset/x", ""))))
    assert "Left alone: 1 object of another manager (teleset/archive; legacy-crm);\n" in text
    assert "1 object that no manager marked (teleset/x)." in text
    assert text.endswith("No changes. The backend matches the declaration.")


def test_a_conflict_names_the_owner_and_is_never_called_no_changes() -> None:
    text = rendered(Plan(TARGET, conflicts=(Conflict("teleset/archive", "legacy-crm"), Conflict("teleset/x", ""))))
    assert "! teleset/archive is managed by legacy-crm: remove it from these files, or have legacy-crm give it up" in text
    assert "! teleset/x is in the backend already, without a manager's mark" in text
    assert "No changes" not in text


def test_many_conflicts_are_counted() -> None:
    plan = Plan(TARGET, conflicts=tuple(Conflict(f"teleset/a{i}", "legacy-crm") for i in range(25)))
    assert "! and 5 more (--full shows each)" in rendered(plan)
    assert rendered(plan, full=True).count("is managed by") == 25


def test_pending_migrations_are_a_line() -> None:
    text = rendered(replace(PLAN, pending_migrations=("0001-first", "0002-second")))
    assert "Migrations: 2 pending (0001-first, 0002-second); reconciler prepare runs them" in text


def test_the_built_in_types_are_one_line() -> None:
    text = rendered(changing(*builtin_types(18), *CHANGES))
    assert "+ 18 built-in notification types (to list them: reconciler types)" in text
    assert "type-03" not in text
    assert "+ type:type-03\n+   title: Title of type-03" in rendered(changing(*builtin_types(18)), full=True)


def test_a_type_and_an_organization_of_ones_own() -> None:
    settings = Settings((type_("leak"),), (organization(id="alfa", name="АО «Альфа»"),))
    text = rendered(changing(*(Create(found) for found in compile_settings(settings))), language="ru")
    assert "+ type:leak\n+   название: Название leak\n+ alfa\n+   название: АО «Альфа»\n+   подписок нет" in text


def test_a_sole_proprietors_name_is_the_name_of_a_person() -> None:
    settings = Settings((), (organization(id="ip", name="ИП Сидоров Пётр", form="sole-proprietor"),))
    for change in (Create, Delete):
        assert "Сидоров" not in rendered(changing(*(change(found) for found in compile_settings(settings))))


@pytest.mark.parametrize(("kind", "symbol", "section"), [(Create, "+", "Start receiving"), (Delete, "-", "Stop receiving")])
def test_more_than_twenty_alike_collapse(kind: type[Create] | type[Delete], symbol: str, section: str) -> None:
    crowd = [kind(resource(account(f"teleset/op-{i:03}", contact("email", f"op{i}@teleset.example"), payment=("email",)))) for i in range(21)]
    text = rendered(changing(*crowd))
    assert f"{section}\n\n{symbol} 21 accounts, such as teleset/op-000, teleset/op-001, teleset/op-002 and 18 more (--full shows each)\n" in text
    assert text.count("teleset/op-") == 3
    assert rendered(changing(*crowd), full=True).count("teleset/op-") == 21
    assert rendered(changing(*crowd[:20])).count("teleset/op-") == 20


def test_adopting_and_moving() -> None:
    one = resource(account("teleset/one", payment=("inapp",)))
    text = rendered(changing(Adopt(one, one), Move(resource(account("teleset/old")), resource(account("teleset/new")))))
    assert "= teleset/one\n=   taken over: from now on it is ours\n" in text
    assert "= teleset/new\n=   moved from teleset/old; what is known of its addresses stays\n" in text
    assert "Plan: 0 to add, 0 to change, 0 to delete, 1 to take over, 1 to move, 0 unchanged." in text


def test_header() -> None:
    no_environment = replace(PLAN, target=replace(TARGET, environment=""))
    assert rendered(no_environment).startswith("Backend: sql, ")
    dirty = render_plan(PLAN, files=FilesInfo(2, "9c41d7e", dirty=True), origins={}, language="en")
    assert "Files:       2 at 9c41d7e with changes that are not committed\n" in dirty
    assert "Files:       2\n" in render_plan(PLAN, files=FilesInfo(2), origins={}, language="en")


@pytest.mark.usefixtures("rows")
def test_notes_come_before_the_changes() -> None:
    note = Diagnostic("sms-without-consent", Severity.WARNING, {"address": "teleset/ivanova"}, location=Location("a.yaml", 3, 4))
    text = render_plan(PLAN, files=FILES, origins={}, language="en", notes=[note])
    assert text.index("a.yaml:3:4: warning[sms-without-consent]") < text.index("Stop receiving")


def test_colours_only_where_asked_for() -> None:
    assert "\x1b" not in rendered(PLAN)
    coloured = rendered(PLAN, style=Style(colour=True))
    assert "\x1b[31m- teleset/petrov\x1b[0m" in coloured
    assert "\x1b[32m+ teleset/sokolov\x1b[0m" in coloured


def test_people_are_named_five_at_a_time() -> None:
    people = People(stops=tuple(f"teleset/op-{i}" for i in range(7)), stops_type={"works": ("teleset/a",)}, loses={("payment", "sms"): ("teleset/b",)})
    text = rendered(replace(PLAN, people=people))
    assert "7 stop receiving everything (teleset/op-0, teleset/op-1, teleset/op-2, teleset/op-3," in text
    assert "teleset/op-4 and 2 more)" in text
    assert text.index("1 stops receiving works (teleset/a)") < text.index("1 loses sms for payment (teleset/b)")
    assert "nobody is affected" in rendered(replace(PLAN, people=People()))
