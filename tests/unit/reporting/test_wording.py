"""Templates are filled safely, whatever they are filled with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconciler.model.diagnostic import Argument, Location, Place
from reconciler.model.personal import Personal
from reconciler.reporting.wording import fill, outline, placeholders, visible


@pytest.mark.parametrize(
    ("template", "arguments", "sentence"),
    [
        ("{a} and {a}", {"a": "x"}, "x and x"),
        ("to {address}", {"address": Personal("ivanova@teleset.example")}, "to i•••••@teleset.example"),
        ("{names}", {"names": ("a", "b")}, "a, b"),
        ("at {other}", {"other": Location("a/b.yaml", 20, 3)}, "at a/b.yaml:20:3"),
        ("at {other}", {"other": Place(0, ("accounts", "ivanova", 1))}, "at accounts.ivanova.1"),
        ("{n} {n:file|files}", {"n": 1}, "1 file"),
        ("{n} {n:file|files}", {"n": 2}, "2 files"),
        ("{names:one|many}", {"names": ("a", "b")}, "many"),
        ("{{types: none}}", {}, "{types: none}"),
        ("no {such} thing", {}, "no {such} thing"),
        ("{n:file|files}", {}, "files"),
        ("broken {", {"a": "x"}, "broken {"),
        ("broken }", {}, "broken }"),
        ("{a:>9}", {"a": "x"}, "x"),
    ],
)
def test_sentences(template: str, arguments: dict[str, Argument], sentence: str) -> None:
    assert fill(template, arguments, "en") == sentence


@pytest.mark.parametrize(
    ("template", "language", "sentence"),
    [
        ("{kind:word} {id}", "en", "account teleset"),
        ("{kind:word} {id}", "ru", "учётная запись teleset"),
        ("{id:word}", "ru", "teleset"),
        ("{gone:word}", "ru", "{gone}"),
    ],
)
def test_terms_are_said_in_the_readers_language(template: str, language: str, sentence: str) -> None:
    assert fill(template, {"kind": "account", "id": "teleset"}, language) == sentence


def test_an_outline_shows_no_names_of_arguments() -> None:
    assert outline('{n} {n:file|files} of "{type}": {{types: none}}', "en") == '… files of "…": {types: none}'


@pytest.mark.parametrize("template", ["{address.value}", "{address!r:s}", "{address.__class__}", "{address[0]}", "{0}", "{}"])
def test_nothing_inside_an_argument_can_be_reached(template: str) -> None:
    assert "ivanova" not in fill(template, {"address": Personal("ivanova@teleset.example")}, "en")


@given(st.text(), st.dictionaries(st.text(max_size=3), st.text() | st.integers(), max_size=3), st.sampled_from(["en", "ru"]))
def test_filling_never_raises(template: str, arguments: dict[str, Argument], language: str) -> None:
    fill(template, arguments, language)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ООО «ТелеСеть»", "ООО «ТелеСеть»"),
        ("a\u00a0b", "a\u00a0b"),
        ("\x1b[31mred", "<U+001B>[31mred"),
        ("a\nb", "a<U+000A>b"),
        ("evil\u202etxt", "evil<U+202E>txt"),
        ("zero\u200bwidth", "zero<U+200B>width"),
        ("\udc80", "<U+DC80>"),
    ],
)
def test_what_cannot_be_seen_is_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_arguments_cannot_steer_the_terminal() -> None:
    assert "\x1b" not in fill("{a} {b}", {"a": "\x1b[2J", "b": ("\x1b[2J",)}, "en")


def test_placeholders_are_the_names_asked_for() -> None:
    assert placeholders("{count} {count:a|b} of {names} {{x}}") == {"count", "names"}
