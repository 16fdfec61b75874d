"""A plan as a page that needs nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconciler.model.change import Create, Delete
from reconciler.model.diagnostic import Diagnostic
from reconciler.model.plan import Plan, Refusal
from reconciler.reporting.header import FilesInfo
from reconciler.reporting.plan_html import render_html
from reconciler.reporting.wording import visible
from tests.unit.reporting.nasty import TEXTS, locations, notes, plans
from tests.unit.reporting.worlds import ORIGINS, PLAN, TARGET, account, builtin_types, contact, resource

VOID = {"meta"}
ATTRIBUTES = {"class", "open", "lang", "charset", "name", "content", "http-equiv"}
TAGS = {*VOID, "html", "head", "title", "style", "body", "h1", "h2", "dl", "dt", "dd", "p", "ul", "li", "pre", "b", "span", "code", "details", "summary"}


class Reader(HTMLParser):
    """The tags, each closed in its turn, and the text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text: list[str] = []
        self.summaries: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self._open:
            self.text.append(data)
        if "summary" in self._open:
            self.summaries.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def rendered(plan: Plan, *, language: str = "en", full: bool = False) -> str:
    return render_html(plan, files=FilesInfo(14, "9c41d7e"), origins=ORIGINS, language=language, full=full)


@settings(max_examples=60, deadline=None)
@given(plans(), st.lists(notes(), max_size=2), TEXTS, st.sampled_from(["en", "ru"]), st.booleans())
def test_nothing_in_a_plan_can_be_markup(plan: Plan, notes: list[Diagnostic], path: str, language: str, full: bool) -> None:
    page = Reader(render_html(plan, files=FilesInfo(2, "9c41d7e"), origins=locations(plan, path), language=language, full=full, notes=notes))
    assert page.tags <= TAGS
    assert page.attributes <= ATTRIBUTES
    text = "".join(page.text)
    for change in plan.changes:
        assert visible(change.address) in text


def test_the_page_loads_nothing() -> None:
    text = rendered(PLAN)
    assert "default-src 'none'" in text
    assert not re.search(r"url\(|@import|<link|<script|src=|href=|https?:", text)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_page_says_what_the_text_says(language: str) -> None:
    refused = replace(PLAN, refusals=(Refusal("loss", "teleset", 4, 9, ("teleset/petrov",), "7c1e40aa52d3"),))
    page = Reader(rendered(refused, language=language))
    text = "".join(page.text)
    for said in ("production", "5e7f20c1a94b", "teleset/petrov", "loss: 4", "reconciler approve 7c1e40aa52d3", "p•••••@teleset.example"):
        assert said in text
    assert page.summaries[0] == "teleset"
    assert page.summaries[1] == {"en": "1 to delete, 1 to change, 2 to add", "ru": "удалить 1, изменить 1, добавить 2"}[language]


def test_changes_are_folded_by_organization_and_deletions_are_all_named() -> None:
    changes = [
        kind(resource(account(f"teleset/{kind.__name__.lower()}-{i}", contact("email", f"x{i}@teleset.example"))))
        for kind in (Create, Delete)
        for i in range(30)
    ]
    others = [replace(change, after=replace(change.after, address=f"beta/{i}")) for i, change in enumerate(changes[:3]) if isinstance(change, Create)]
    page = Reader(rendered(Plan(TARGET, (*builtin_types(18), *changes, *others))))
    text = "".join(page.text)
    assert page.summaries[::2] == ["Notification types", "beta", "teleset"]
    assert all(f"- teleset/delete-{i}\n" in text for i in range(30))
    assert "30 accounts, such as teleset/create-0" in text
    assert "+ beta/2" in text
    assert "+ teleset/create-29\n" in "".join(Reader(rendered(Plan(TARGET, tuple(changes)), full=True)).text)
