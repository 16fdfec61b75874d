"""A plan as the comment of a merge request. `pages/` holds whole ones."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from reconciler.model.change import Change, Create, Delete
from reconciler.model.diagnostic import Diagnostic, Location
from reconciler.model.plan import Conflict, Foreign, Plan, Refusal
from reconciler.model.reach import People
from reconciler.model.standing import Age, Standing
from reconciler.reporting.header import FilesInfo
from reconciler.reporting.markdown import LIMIT, escape, fence, size
from reconciler.reporting.plan_html import render_html
from reconciler.reporting.plan_markdown import render_markdown
from tests.unit.reporting.nasty import TEXTS, locations, notes, plans
from tests.unit.reporting.worlds import ORIGINS, PLAN, TARGET, account, contact, resource

PAGES = Path(__file__).parent / "pages"
FILES = FilesInfo(14, "9c41d7e", applied="3f2a8b0")
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
REFERENCE = re.compile(r"[@#!$%^]\w|://|:\w+:|www\.|[A-Z]-\d")


def rendered(plan: Plan, *, language: str = "en", full: bool = False, notes: tuple[Diagnostic, ...] = ()) -> str:
    return render_markdown(plan, files=FILES, origins=ORIGINS, language=language, full=full, notes=notes)


REFUSED = replace(
    PLAN,
    refusals=(Refusal("loss", "teleset", 4, 9, ("teleset/petrov",), "7c1e40aa52d3"),),
    conflicts=(Conflict("teleset/archive", "legacy-crm"),),
    foreign=(Foreign("teleset/*guest*", "legacy_crm_"),),
)


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize(("name", "plan"), [("comment", PLAN), ("refused", REFUSED), ("nothing", Plan(TARGET, unchanged=118, digest="5e7f20c1a94b"))])
def test_whole_comments(name: str, plan: Plan, language: str) -> None:
    origins = {**ORIGINS, "teleset/petrov": Location("organizations/teleset.yaml", 52, 3)}
    text = render_markdown(plan, files=FILES, origins=origins, language=language)
    assert f"{text}\n" == (PAGES / f"{name}.{language}.md").read_text(encoding="utf-8")


def inside(tokens: list[Token]) -> list[Token]:
    return [child for token in tokens for child in token.children or ()]


@settings(max_examples=60, deadline=None)
@given(plans(), st.lists(notes(), max_size=2), TEXTS, st.sampled_from(["en", "ru"]), st.booleans())
def test_nothing_in_a_plan_can_be_markup(plan: Plan, notes: list[Diagnostic], path: str, language: str, full: bool) -> None:
    text = render_markdown(plan, files=FilesInfo(2, "9c41d7e"), origins=locations(plan, path), language=language, full=full, notes=notes)
    assert size(text) <= LIMIT
    tokens = READER.parse(text)
    assert {token.type for token in tokens} <= {"html_block", "paragraph_open", "inline", "paragraph_close", "fence"}
    blocks = [token.content.strip() for token in tokens if token.type == "html_block"]
    assert re.fullmatch(r"<!-- reconciler plan.* -->\n.*", blocks[0] + "\n")
    assert all(re.fullmatch(r"<details><summary>[^<>]*</summary>|</details>", block) for block in blocks[1:]), blocks
    assert blocks[1:].count("</details>") == len(blocks[1:]) / 2
    fences = [token for token in tokens if token.type == "fence"]
    # What was not meant to be in a fence is not: the last line of the comment ends its last fold, or is a sentence of ours.
    assert len(fences) == (bool(plan.changes) + bool(plan.refusals) + bool(plan.conflicts) + bool(notes))
    for token in inside(tokens):
        assert token.type in {"text", "text_special", "strong_open", "strong_close", "code_inline", "hardbreak", "softbreak", "html_inline"}, token
        assert token.type != "html_inline" or token.content in ("<span>", "</span>")


@given(TEXTS)
def test_an_escaped_text_reads_as_it_was(text: str) -> None:
    tokens = inside(READER.parse(escape(text)))
    assert {token.type for token in tokens} <= {"text", "text_special", "html_inline"}
    said = "".join(token.content for token in tokens if token.type != "html_inline")
    shown = "".join(char if char.isprintable() or char == " " else "?" for char in " ".join(text.split()))
    assert re.sub(r"<U\+[0-9A-F]+>", "?", said) == re.sub(r"<U\+[0-9A-F]+>", "?", shown)
    # What a forge looks for references in are the texts between tags.
    page = READER.render(escape(text))
    assert not any(REFERENCE.search(part) for part in re.split(r"<[^>]*>", page) if "&" not in part)


@given(st.lists(TEXTS, max_size=4))
def test_nothing_ends_a_fence_but_its_end(lines: list[str]) -> None:
    tokens = READER.parse(fence(lines, "diff") + "\n\nafter")
    assert [token.type for token in tokens] == ["fence", "paragraph_open", "inline", "paragraph_close"]


def crowd(count: int, kind: type[Create] | type[Delete], *, types: int = 1) -> tuple[Change, ...]:
    subscriptions = {f"type-{i}": ("email",) for i in range(types)}
    return tuple(kind(resource(account(f"teleset/op-{i:05}", contact("email", f"op{i}@teleset.example"), **subscriptions))) for i in range(count))


def test_changes_that_do_not_fit_are_counted() -> None:
    plan = Plan(TARGET, (*crowd(600, Create, types=10), Delete(resource(account("teleset/petrov", contact("email", "petrov@teleset.example"))))))
    text = rendered(plan, full=True)
    assert LIMIT * 0.9 < size(text) <= LIMIT
    shown = text.count("\n+ teleset/op-")
    assert f"**{600 - shown} more changes do not fit a comment: {600 - shown} to add. To see everything: reconciler plan --env production --full**" in text
    assert "- teleset/petrov\n-   contacts: email p•••••@teleset.example" in text
    assert text.endswith("```\n\n</details>")


def test_deletions_keep_their_names_before_anything_keeps_its_details() -> None:
    plan = Plan(TARGET, (*crowd(900, Delete, types=10), *crowd(5, Create)))
    text = rendered(plan)
    assert size(text) <= LIMIT
    assert text.count("\n- teleset/op-") == 900
    assert "deletions are named without details, which do not fit a comment" in text
    assert "-   type-0: email" in text


def test_deletions_beyond_all_room_are_counted() -> None:
    text = rendered(Plan(TARGET, crowd(6000, Delete), people=People(stops=tuple(f"teleset/op-{i:05}" for i in range(6000)))))
    assert LIMIT * 0.8 < size(text) <= LIMIT
    named = text.count("\n- teleset/op-")
    assert named > 2000
    assert f"6000 deletions alone do not fit a comment: {6000 - named} more are not even named here" in text.replace("\\", "")


@pytest.mark.parametrize("language", ["en", "ru"])
def test_everything_at_once_fits(language: str) -> None:
    long = "x" * 60
    plan = Plan(
        TARGET,
        (*crowd(3000, Delete), *crowd(3000, Create)),
        people=People(gains={(f"{long}-{i}", "email"): (f"{long}/{long}",) for i in range(2000)}),
        conflicts=tuple(Conflict(f"{long}/{i}", long, (long,)) for i in range(2000)),
        refusals=tuple(Refusal("silence", f"{long}-{i}", 1, 9, (long,), "7c1e40aa52d3") for i in range(2000)),
        foreign=tuple(Foreign(f"{long}/{i}", f"{long}-{i}") for i in range(2000)),
    )
    many = tuple(Diagnostic("unknown-type", arguments={"type": long}, location=Location("a.yaml", i, 1)) for i in range(900))
    text = rendered(plan, language=language, notes=many, full=True)
    assert size(text) <= LIMIT
    for line in ("silence: ", "! x", "- teleset/op-00000"):
        assert f"\n{line}" in text


def test_size_counts_what_a_forge_may_count() -> None:
    assert size("é😀\n") == 1 + 2 + 2


def test_what_the_text_says_beside_the_changes_is_said_here_too() -> None:
    older = Standing(Age.OLDER, "9c41d7e", "3f2a8b0", "2026-11-22T15:40:00Z", 121)
    plan = replace(PLAN, only="drift", outside=("teleset/left-out",), ours_already=("teleset/ours",))
    files = FilesInfo(14, "9c41d7e", applied="3f2a8b0", standing=older)
    for render in (render_markdown, render_html):
        text = render(plan, files=files, origins={}, language="en")
        for said in ("teleset/left-out", "teleset/ours", "which is newer than this checkout: apply will refuse"):
            assert said in text
