"""Diagnostics as people read them."""

from __future__ import annotations

import random

import pytest

from reconciler.model.diagnostic import Diagnostic, Location, Severity
from reconciler.model.personal import Personal
from reconciler.reporting.diagnostics import render_diagnostic, render_diagnostics, render_summary
from reconciler.reporting.style import Style

pytestmark = pytest.mark.usefixtures("rows")

DUPLICATE = Diagnostic(
    "duplicate-id",
    arguments={"address": "teleset/ivanova", "other": Location("organizations/teleset.yaml", 20, 3), "suggestion": "ivanova-2"},
    location=Location("organizations/teleset-2.yaml", 5, 3, "  ivanova:", (2, 7)),
)
CONSENT = Diagnostic(
    "sms-without-consent",
    Severity.WARNING,
    {"address": "teleset/ivanova"},
    location=Location("organizations/teleset.yaml", 25, 25, '      mobile: {channel: sms, address: "+7916•••••01"}', (24, 3)),
)
UNKNOWN = Diagnostic(
    "unknown-type",
    arguments={"type": "paymant", "suggestion": "payment"},
    location=Location("organizations/teleset.yaml", 27, 15, "      types: {paymant: [email, sms], works: да}", (14, 7)),
    hint="similar",
)

ENGLISH = """\
organizations/teleset-2.yaml:5:3: error[duplicate-id]: account "teleset/ivanova" is declared twice
    5 |   ivanova:
      |   ^^^^^^^ also declared at organizations/teleset.yaml:20:3; two people need two ids, such as "ivanova-2"

organizations/teleset.yaml:25:25: warning[sms-without-consent]: no basis for sending SMS to "teleset/ivanova"
   25 |       mobile: {channel: sms, address: "+7916•••••01"}
      |                         ^^^

organizations/teleset.yaml:27:15: error[unknown-type]: notification type "paymant" does not exist
   27 |       types: {paymant: [email, sms], works: да}
      |               ^^^^^^^ did you mean "payment"?"""

RUSSIAN = """\
organizations/teleset.yaml:27:15: ошибка[unknown-type]: типа уведомлений «paymant» не существует
   27 |       types: {paymant: [email, sms], works: да}
      |               ^^^^^^^ возможно, «payment»?"""


def test_form_and_order() -> None:
    diagnostics = [UNKNOWN, CONSENT, DUPLICATE]
    for _ in range(5):
        random.shuffle(diagnostics)
        assert render_diagnostics(diagnostics, language="en") == ENGLISH


def test_russian() -> None:
    assert render_diagnostic(UNKNOWN, language="ru") == RUSSIAN


def test_without_an_excerpt_the_hint_has_its_own_line() -> None:
    diagnostic = Diagnostic("unknown-type", arguments={"type": "x"}, location=Location("a.yaml"))
    assert render_diagnostic(diagnostic, language="en") == 'a.yaml:1:1: error[unknown-type]: notification type "x" does not exist\n      see reconciler types'


def test_without_a_place_there_is_only_the_message() -> None:
    assert render_diagnostic(Diagnostic("about-a-person", Severity.NOTE), language="en") == "note[about-a-person]: the address is {address}"


def test_personal_arguments_are_masked() -> None:
    diagnostic = Diagnostic("about-a-person", arguments={"address": Personal("+79161234567")})
    assert "+7916•••••67" in render_diagnostic(diagnostic, language="ru")


def test_of_a_very_long_line_only_the_surroundings_are_shown_and_the_caret_is_right() -> None:
    excerpt = "x" * 5000 + "paymant" + "y" * 5000
    diagnostic = Diagnostic("unknown-type", arguments={"type": "paymant"}, location=Location("a.yaml", 1, 5001, excerpt, (5000, 7)))
    _, line, carets = render_diagnostic(diagnostic, language="en").splitlines()
    assert len(line) < 200
    assert line[carets.index("^") :].startswith("paymant")
    assert carets.count("^") == 7


@pytest.mark.parametrize("caret", [(0, 0), (3, 500), (900, 1), (-1, 2)])
def test_a_caret_outside_the_excerpt_does_no_harm(caret: tuple[int, int]) -> None:
    diagnostic = Diagnostic("unknown-type", location=Location("a.yaml", 1, 1, "types", caret))
    assert "^" in render_diagnostic(diagnostic, language="en")


def test_the_caret_counts_wide_characters_as_two_columns() -> None:
    diagnostic = Diagnostic("unknown-type", location=Location("a.yaml", 1, 1, "名前: x", (4, 1)))
    assert render_diagnostic(diagnostic, language="en").splitlines()[2].startswith("      |       ^")


def test_an_excerpt_cannot_steer_the_terminal() -> None:
    diagnostic = Diagnostic("unknown-type", location=Location("a\x1b.yaml", 1, 1, "a\x1b[2Jb", (5, 1)))
    text = render_diagnostic(diagnostic, language="en")
    assert "\x1b" not in text
    assert text.splitlines()[2].index("^") == text.splitlines()[1].index("b")


def test_colours_only_where_asked_for() -> None:
    assert "\x1b" not in render_diagnostics([DUPLICATE, CONSENT], language="en")
    coloured = render_diagnostics([DUPLICATE, CONSENT], language="en", style=Style(colour=True))
    assert "\x1b[31merror[duplicate-id]\x1b[0m" in coloured
    assert "\x1b[33mwarning[sms-without-consent]\x1b[0m" in coloured


def _found(errors: int, warnings: int = 0, notes: int = 0, files: int = 1) -> list[Diagnostic]:
    severities = [Severity.ERROR] * errors + [Severity.WARNING] * warnings + [Severity.NOTE] * notes
    return [Diagnostic("unknown-type", severity, location=Location(f"{i % files}.yaml", i)) for i, severity in enumerate(severities)]


@pytest.mark.parametrize(
    ("language", "found", "files", "line"),
    [
        ("en", _found(6, 1, files=2), 2, "6 errors and 1 warning in 2 of 2 files. Nothing was sent or changed: validate only reads."),
        ("en", _found(1, 2, 1), 3, "1 error, 2 warnings and 1 note in 1 of 3 files. Nothing was sent or changed: validate only reads."),
        ("en", [], 1, "No errors in 1 file. Nothing was sent or changed: validate only reads."),
        ("en", [], 0, "No errors. Nothing was sent or changed: validate only reads."),
        ("ru", _found(6, 1, files=2), 2, "6 ошибок и 1 предупреждение в 2 из 2 файлов. Ничего не отправлено и не изменено: validate только читает."),
        ("ru", _found(21, 3, 5), 21, "21 ошибка, 3 предупреждения и 5 примечаний в 1 из 21 файла. Ничего не отправлено и не изменено: validate только читает."),
        ("ru", [], 1, "Ошибок нет в 1 файле. Ничего не отправлено и не изменено: validate только читает."),
    ],
)
def test_summary(language: str, found: list[Diagnostic], files: int, line: str) -> None:
    assert render_summary(found, files=files, language=language, verb="validate").splitlines()[0] == line


def test_the_summary_says_where_to_read_about_the_first_error() -> None:
    found = [Diagnostic("sms-without-consent", Severity.WARNING), UNKNOWN, DUPLICATE]
    expected = ["2 errors and 1 warning in 2 of 9 files. Nothing was sent or changed.", "To read more about a code: reconciler codes duplicate-id"]
    assert render_summary(found, files=9, language="en").splitlines() == expected
