"""The page of all codes, as Markdown."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconciler.linting import RULES
from reconciler.linting.adjustable import ADJUSTABLE
from reconciler.linting.rule import Rule
from reconciler.reporting.codes import render_code_page
from reconciler.reporting.messages import entries, groups
from reconciler.reporting.pages import code_page, escaped, render_pages, settable


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_code_is_in_the_contents_and_under_its_own_heading(language: str) -> None:
    page = render_pages(language=language, examples={})
    headings = re.findall(r"^### (.+)$", page, re.MULTILINE)
    linked = re.findall(r"\]\(#([a-z0-9-]+)\)", page.partition("\n## ")[0])
    assert headings == linked
    assert sorted(headings) == sorted(entries())
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == [group.title.say(language) for group in groups()]


def test_an_example_is_linked_where_there_is_one() -> None:
    page = render_pages(language="en", examples={"unknown-type": "../examples/invalid/unknown-type.yaml", "no-sources": "../examples/invalid/no-sources/"})
    assert "An example: [unknown-type.yaml](../examples/invalid/unknown-type.yaml)" in page
    assert "An example: [no-sources](../examples/invalid/no-sources/)" in page
    assert page.count("An example:") == 2


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_what_a_project_can_set_about_a_rule_is_said(rule: Rule, language: str) -> None:
    for page in (code_page(rule.entry, language), render_code_page(rule.id, language=language)):
        joined = " ".join(page.split())
        assert f"`lint: {{{rule.id}: {rule.severity.name.lower()}}}`" in joined
        for option in rule.options:
            assert f"`{option.name}`" in joined
            for choice in option.choices:
                assert f"`{choice}`" in joined


def test_only_what_can_be_set_is_said_to_be() -> None:
    said = {code for code in entries() if settable(code, "en")}
    assert said == {rule.id for rule in RULES} | {row.id for row in ADJUSTABLE}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a pattern such as *@example.org", r"a pattern such as \*@example.org"),
        ("write <<: *name", r"write \<\<: \*name"),
        ("`*` stays code, * does not", r"`*` stays code, \* does not"),
        ("family_name and _x_", r"family_name and \_x\_"),
        ("[a](b)", r"\[a\](b)"),
        ("one ` alone *", r"one ` alone \*"),
    ],
)
def test_plain_text_stays_plain(text: str, expected: str) -> None:
    assert escaped(text) == expected


@given(st.text())
def test_escaping_only_adds(text: str) -> None:
    assert escaped(text).replace("\\", "") == text.replace("\\", "")
