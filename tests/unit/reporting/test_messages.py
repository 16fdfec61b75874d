"""Every code has its words in both languages, and rendering one never fails."""

from __future__ import annotations

import re

import pytest

from reconciler.model.diagnostic import Argument, Severity
from reconciler.model.message import Entry, Text
from reconciler.model.personal import Personal
from reconciler.reporting import messages
from reconciler.reporting.wording import placeholders

FIELD = re.compile(r"\{[^{}]*\}")
LETTER = re.compile("[a-z]", re.IGNORECASE)
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


def test_every_entry_is_complete_in_both_languages() -> None:
    assert [problem for entry in messages.entries().values() for problem in _problems(entry)] == []


def _problems(entry: Entry) -> list[str]:
    en, ru, code = entry.en, entry.ru, entry.code
    checks = {
        "the code is not in kebab-case": re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code) is not None,
        "a message is missing": bool(en.message and ru.message),
        "a page is missing": bool(en.page and ru.page),
        "the hints differ in their variants": set(en.hints) == set(ru.hints),
        "the messages differ in their placeholders": placeholders(en.message) == placeholders(ru.message),
        "hints differ in their placeholders": all(placeholders(hint) == placeholders(ru.hints.get(variant, hint)) for variant, hint in en.hints.items()),
        "the Russian message is not Russian": CYRILLIC.search(ru.message) is not None or not LETTER.search(FIELD.sub("", en.message)),
        "the Russian page is not Russian": CYRILLIC.search(ru.page) is not None,
        "a message ends with a full stop": not en.message.endswith(".") and not ru.message.endswith("."),
        "a placeholder is not a plain name": all(
            name.isidentifier() for text in (en, ru) for template in (text.message, *text.hints.values()) for name in placeholders(template)
        ),
    }
    return [f"{code}: {problem}" for problem, holds in checks.items() if not holds]


def test_the_check_of_entries_finds_what_is_wrong() -> None:
    flawed = Entry("Bad_Code", Severity.ERROR, Text("no {a}.", {"": "{b}"}), Text("no {c}", {"x": ""}))
    assert len(_problems(flawed)) >= 6


def test_a_code_is_claimed_once() -> None:
    entry = Entry("twice", Severity.ERROR, Text("a"), Text("б"))
    with pytest.raises(ValueError, match="twice"):
        messages.collect([[entry], [entry]])


@pytest.mark.parametrize(
    ("code", "count", "language", "expected"),
    [
        ("no-contact-for-channel", 1, "en", "but 1 recipient has no such contact: a"),
        ("no-contact-for-channel", 2, "en", "but 2 recipients have no such contact: a"),
        ("no-contact-for-type", 1, "en", "but 1 recipient has no contact for it: a"),
        ("blocked-by-policy", 1, "en", "it stays off for 1 recipient"),
        ("recipients-dropped", 1, "en", "1 contact of teleset is left out: this environment allows other addresses only"),
        ("guard-refused", 1, "en", "refused by 1 safety guard; nothing was changed: everyone receives what they received before"),
        ("no-contact-for-channel", 1, "ru", "но такого контакта нет у 1 получателя: a"),
        ("no-contact-for-channel", 5, "ru", "но такого контакта нет у 5 получателей: a"),
        ("no-contact-for-type", 21, "ru", "у 21 получателя нет подходящего контакта: a"),
        ("blocked-by-policy", 2, "ru", "тип останется выключенным у 2 получателей"),
        ("recipients-dropped", 1, "ru", "1 контакт организации teleset пропущен: в этом окружении разрешены только другие адреса"),
        ("recipients-dropped", 3, "ru", "3 контакта организации teleset пропущены: в этом окружении разрешены только другие адреса"),
        ("recipients-dropped", 11, "ru", "11 контактов организации teleset пропущены: в этом окружении разрешены только другие адреса"),
        ("guard-refused", 2, "ru", "изменения отклонили 2 предохранителя; ничего не изменено: все получают то же, что и раньше"),
    ],
)
def test_words_agree_with_their_number(code: str, count: int, language: str, expected: str) -> None:
    arguments: dict[str, Argument] = {"count": count, "recipients": ("a",), "type": "t", "channel": "sms", "organization": "teleset"}
    assert messages.render_message(code, arguments, "", language)[0].endswith(expected)


def test_no_message_counts_without_agreeing() -> None:
    """`1 recipients` is wrong in every language; a count stands before a word that agrees with it, or at the end of a list."""
    counted = re.compile(r"\{count\}\s+(?!\{count:)\w")
    found = [
        (entry.code, template)
        for entry in messages.entries().values()
        for text in (entry.en, entry.ru)
        for template in (text.message, *text.hints.values())
        if counted.search(template) and "{count:" not in template
    ]
    assert found == []


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize(
    ("hint", "language", "expected"),
    [
        ("similar", "en", ('notification type "paymant" does not exist', 'did you mean "payment"?')),
        ("", "en", ('notification type "paymant" does not exist', "see reconciler types")),
        ("unheard-of", "en", ('notification type "paymant" does not exist', "see reconciler types")),
        ("similar", "ru", ("типа уведомлений «paymant» не существует", "возможно, «payment»?")),
    ],
)
def test_the_hint_is_chosen_by_its_variant(hint: str, language: str, expected: tuple[str, str]) -> None:
    assert messages.render_message("unknown-type", {"type": "paymant", "suggestion": "payment"}, hint, language) == expected


@pytest.mark.usefixtures("rows")
def test_a_code_without_a_row_still_says_something_and_nothing_personal() -> None:
    message, hint = messages.render_message("brand-new", {"to": Personal("ivanova@teleset.example"), "n": 2}, "", "ru")
    assert (message, hint) == ("brand-new (n: 2, to: i•••••@teleset.example)", "")


@pytest.mark.usefixtures("rows")
def test_a_missing_argument_stays_visible() -> None:
    assert messages.render_message("unknown-type", {}, "similar", "en") == ('notification type "{type}" does not exist', 'did you mean "{suggestion}"?')
