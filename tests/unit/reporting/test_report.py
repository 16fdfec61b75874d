"""What apply says before and after."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from reconciler.model.change import Create
from reconciler.model.diagnostic import Diagnostic
from reconciler.model.errors import InvalidInput, ReconcilerError, RejectedError, TransientError
from reconciler.model.personal import Personal
from reconciler.model.report import Applied, Failed, Report, Skipped, Unanswered
from reconciler.reporting.errors import render_error
from reconciler.reporting.header import FilesInfo
from reconciler.reporting.prompt import expected_answers, render_cancelled, render_migrated, render_prompt, render_question, render_short_changes
from reconciler.reporting.report import awaiting_contacts, render_report
from tests.unit.reporting.worlds import CHANGES, KUZNETSOVA, PLAN, SOKOLOV, TARGET, account, builtin_types, resource

DONE = Report(tuple(Applied(change) for change in CHANGES), history=118, seconds=0.42)
ERROR = TransientError("unreachable", backend="sql")

PROMPT = """\
Environment: production
Backend:     sql, postgresql://db1.teleset.example/notify
Manager:     teleset-platform-7f3a
Files:       14 at 9c41d7e

- teleset/petrov        stops receiving everything: orders, payment, works
~ teleset/ivanova       payment: email -> email, sms
+ teleset/kuznetsova    starts receiving orders, payment, works
+ teleset/sokolov       starts receiving orders, payment, works

Plan: 2 to add, 1 to change, 1 to delete, 118 unchanged.
"""

REPORT = """\
Applied: 2 added, 1 changed, 1 deleted in 0.4 s. Read back: the backend matches the plan.
History: 118. To undo: revert the commit (git revert 9c41d7e) and apply again.

2 contacts await confirmation; these addresses receive nothing until then:
  teleset/kuznetsova email k•••••@teleset.example
  teleset/sokolov    email s•••••@teleset.example"""

ROLLED_BACK = """\
Error: nothing was saved: one change failed, and the backend undid the others with it. Everyone receives what they received before.

Failed:
  ~ teleset/ivanova  the backend sql does not answer.
                     try again later

Not done:
  + teleset/kuznetsova  undone with the change that failed
  - teleset/petrov      undone with the change that failed
  + teleset/sokolov     undone with the change that failed

History: 119."""


def test_prompt() -> None:
    assert render_prompt(PLAN, files=FilesInfo(14, "9c41d7e"), language="en").startswith(PROMPT)


def test_question() -> None:
    assert render_question(TARGET, language="en") == "This writes to production. To go on, type the name of the environment; anything else cancels:"
    nameless = replace(TARGET, environment="")
    assert "type yes" in render_question(nameless, language="en")
    assert "введите «да» (или yes)" in render_question(nameless, language="ru")
    assert [expected_answers(target, language) for target in (TARGET, nameless) for language in ("en", "ru")] == [
        ("production",),
        ("production",),
        ("yes",),
        ("yes", "да"),
    ]


def test_small_answers() -> None:
    assert render_cancelled(language="en") == "Cancelled. Nothing was changed."
    assert render_migrated(("0001-first", "0002-second"), language="ru") == "Миграции: 0001-first, 0002-second."
    assert render_migrated((), language="en") == "Migrations: none."


def test_the_short_list_counts_what_is_alike() -> None:
    crowd = tuple(Create(resource(account(f"teleset/op-{i:02}"))) for i in range(30))
    assert render_short_changes(replace(PLAN, changes=(*builtin_types(18), *crowd)), language="en").splitlines() == [
        "+ 18 built-in notification types (to list them: reconciler types)",
        "+ 30: teleset/op-00, teleset/op-01, teleset/op-02 and 27 more",
    ]


def test_report() -> None:
    live = [replace(resource(recipient), observed={"unconfirmed": ["email"]}) for recipient in (SOKOLOV, KUZNETSOVA)]
    text = render_report(DONE, language="en", read_back=True, awaiting=awaiting_contacts(live), undo="git revert 9c41d7e")
    assert text == REPORT


def test_report_in_russian() -> None:
    assert render_report(DONE, language="ru", read_back=True).splitlines() == [
        "Применено: добавлено 2, изменено 1, удалено 1 за 0,4 с. Проверено чтением: система соответствует плану.",
        "Запись в истории: 118.",
    ]


def test_a_backend_that_does_not_match_is_not_passed_over() -> None:
    assert "Read back: the backend does not match the plan" in render_report(DONE, language="en", read_back=False)
    assert "Read back" not in render_report(DONE, language="en")


@pytest.mark.usefixtures("rows")
def test_rolled_back() -> None:
    outcomes = [Failed(change, ERROR) if change.address == "teleset/ivanova" else Skipped(change, "rolled-back") for change in CHANGES]
    assert render_report(Report(tuple(outcomes), history=119), language="en", undo="git revert 9c41d7e") == ROLLED_BACK


@pytest.mark.usefixtures("rows")
def test_applied_in_part() -> None:
    first, second, third, fourth = CHANGES
    report = Report((Applied(first), Failed(second, ERROR), Skipped(third, "blocked"), Skipped(fourth, "interrupted")))
    text = render_report(report, language="ru")
    assert text.startswith("Ошибка: применено частично: сохранено 1 из 4, не сохранено 3.")
    assert "Не удалось:\n  + teleset/sokolov  система sql не отвечает.\n                     повторите позже\n" in text
    assert "  ~ teleset/ivanova  зависит от неудавшегося изменения\n" in text
    assert "  - teleset/petrov   прервано до начала\n" in text
    assert text.endswith("Сохранено:\n  + teleset/kuznetsova")


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_reason_has_words(language: str) -> None:
    """A reason without words of its own would be shown as it is in the program."""
    reasons = ("rolled-back", "blocked", "kept", "unreachable", "stopped", "interrupted")
    said = set()
    for reason in reasons:
        text = render_report(Report((Applied(CHANGES[0]), Skipped(CHANGES[1], reason))), language=language)
        (line,) = (line for line in text.splitlines() if line.startswith(f"  + {CHANGES[1].address}"))
        said.add(line.partition(CHANGES[1].address)[2].strip())
    assert len(said) == len(reasons)
    assert not said & {*reasons, ""}


@pytest.mark.parametrize(("language", "words"), [("en", "Perhaps saved, perhaps not"), ("ru", "неизвестно")], ids=["en", "ru"])
def test_what_was_never_answered_is_neither_saved_nor_failed(language: str, words: str) -> None:
    lost = TransientError("answer-lost", address="teleset/ivanova")
    text = render_report(Report((Unanswered(CHANGES[0], lost),), 7, interrupted=True, unrecorded=ReconcilerError("run-interrupted")), language=language)
    assert words in text
    assert ("next apply does that" if language == "en" else "сделает следующий apply") in text
    assert not re.search(r"\b7\b", text), "the row of the history does not say how it ended"


@pytest.mark.usefixtures("rows")
def test_errors() -> None:
    assert render_error(ERROR, "en") == "Error: the backend sql does not answer.\n    try again later"
    assert render_error(ERROR, "ru") == "Ошибка: система sql не отвечает.\n    повторите позже"
    unknown = RejectedError("never-heard-of", address=Personal("ivanova@teleset.example"))
    assert render_error(unknown, "en") == "Error: never-heard-of (address: i•••••@teleset.example)."


@pytest.mark.usefixtures("rows")
def test_invalid_files_are_shown_as_their_diagnostics() -> None:
    text = render_error(InvalidInput((Diagnostic("unknown-type", arguments={"type": "x"}),)), "en")
    assert text.startswith('error[unknown-type]: notification type "x" does not exist\n')
    assert "1 error. Nothing was sent or changed." in text
