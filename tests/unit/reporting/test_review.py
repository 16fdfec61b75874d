"""A review as text, JSON, CSV and a page: what is hostile in it stays text, and nothing personal is shown."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from reconciler.model.diagnostic import Location
from reconciler.model.health import Finding, Level
from reconciler.model.personal import Personal
from reconciler.model.plan import Target
from reconciler.model.review import NOT_DECLARED, Counts, Found, Origin, Readiness, Reviewed, Row
from reconciler.model.routing import Why
from reconciler.reporting.machine import dumps
from reconciler.reporting.machine.review import review_document
from reconciler.reporting.messages.review import FINDINGS, REASONS
from reconciler.reporting.phrases_review import STATES
from reconciler.reporting.review import render_matrix, render_review
from reconciler.reporting.review_csv import BOM, COLUMNS, review_csv
from reconciler.reporting.review_html import MOST_CELLS, review_page

TARGET = Target("production", "sql, x", "tests")
NASTY = "<script>alert(1)</script>\u202e"


def row(**more: object) -> Row:
    values: dict[str, object] = {
        "organization": "acme",
        "recipient": "acme/a",
        "audience": "employee",
        "type": "payment",
        "contact": "email",
        "channel": "email",
        "address": Personal("anna@x.example"),
        "why": None,
        "origin": Origin("acme", Location("organizations/acme.yaml", 7, 3)),
    }
    return Row(**{**values, **more})  # type: ignore[arg-type]


ROWS = [
    row(),
    row(type="works", why=Why.OFF, origin=Origin("catalogue")),
    row(recipient="acme/b", why=Why.REFUSED, origin=NOT_DECLARED),
    row(recipient="acme/b", type="works", why=None, origin=NOT_DECLARED, owner="legacy", channel="", address=None),
    row(recipient="acme/c", contact="", channel="", address=None, why=Why.NO_CONTACT, origin=None),
]
FOUND = Found(
    Finding("account-unreached", arguments={"organization": "acme", "count": 7}), "acme", tuple(f"acme/x{number}" for number in range(7)), "reconciler show"
)
REASON = Found(Finding("ready-changes", arguments={"count": 2}), command="reconciler plan")
REVIEWED = Reviewed(
    TARGET,
    (FOUND,),
    Counts(2, 9, 12),
    Readiness((REASON,)),
    ("zeta",),
    (("other", "legacy"), ("bare", "")),
    {"acme": {"email": "help@acme.example"}, "zeta": {"url": "https://z"}},
)


def test_text() -> None:
    text = render_review(REVIEWED, rows=ROWS, language="en")
    assert "acme/x0, acme/x1, acme/x2, acme/x3, acme/x4 and 2 more" in text
    assert "Without requirements, so nobody can say whether they conform to any: zeta." in text
    assert "Not judged, since they are not ours: bare, other (legacy)." in text
    assert "  - 2 changes are planned: the live system is not as declared\n    → look at the plan, and apply it: reconciler plan" in text
    assert text.endswith("Support of acme: help@acme.example"), "only of organizations in which something was found"
    assert "Ready." in render_review(Reviewed(TARGET, (), Counts(1, 1, 1), Readiness()), language="en")
    assert "Готово к работе." in render_review(Reviewed(TARGET, (), Counts(1, 1, 1), Readiness()), language="ru")


def test_what_could_not_be_checked_is_not_ready() -> None:
    text = render_review(
        Reviewed(TARGET, (), Counts(1, 1, 1), Readiness((), (Found(Finding("ready-files-unchecked", arguments={"code": "x"})),))), language="en"
    )
    assert "Not ready:" in text
    assert "not checked: " in text


def test_many_alike_reasons_are_counted() -> None:
    reasons = tuple(
        Found(Finding("ready-untested", arguments={"organization": f"o{n}", "types": ("a",), "count": 1}), f"o{n}", command="reconciler test") for n in range(8)
    )
    text = render_review(Reviewed(TARGET, (), Counts(8, 9, 9), Readiness((*reasons, REASON))), language="en")
    assert text.count("never passed a test") == 5
    assert "  - and 3 more\n  - 2 changes are planned" in text


def test_matrix_in_text() -> None:
    first, second, third = render_matrix(ROWS, language="en")
    assert first.splitlines() == ["acme/a", "  payment  email  a•••••@x.example  delivered  organization acme, organizations/acme.yaml:7", "  off: works"]
    assert "refused    not declared" in second
    assert second.endswith("delivered  not declared, held by legacy")
    assert third.splitlines() == ["acme/c", "  off: payment"]


def test_json() -> None:
    document = json.loads(dumps(review_document(REVIEWED, rows=ROWS)))
    assert (document["clean"], document["readiness"]["ready"]) == (False, False)
    assert len(document["findings"][0]["addresses"]) == 7
    assert [one["origin"] for one in document["matrix"]][2:] == [{"layer": None, "location": None}] * 2 + [None]
    assert review_document(REVIEWED)["matrix"] is None


def test_a_spreadsheet_runs_nothing() -> None:
    hostile = ["=cmd|' /C calc'!A0", "+1", "-1", "@x", "\tx", 'quote";x', "line\nbreak"]
    text = review_csv(row(contact=one, address=Personal(f"={one}")) for one in hostile)
    assert text.startswith(BOM + ";".join(COLUMNS) + "\r\n")
    read = list(csv.DictReader(io.StringIO(text.removeprefix(BOM), newline=""), delimiter=";"))
    assert [one["contact"] for one in read] == [*(f"'{one}" for one in hostile[:5]), *hostile[5:]]
    assert all(not cell.startswith(("=", "+", "-", "@")) for one in read for cell in one.values())


def test_csv_says_where_from_and_whose() -> None:
    read = list(csv.DictReader(io.StringIO(review_csv([*ROWS, row(owner="")]).removeprefix(BOM), newline=""), delimiter=";"))
    assert [(one["state"], one["layer"], one["path"], one["line"], one["manager"]) for one in read] == [
        ("delivered", "acme", "organizations/acme.yaml", "7", ""),
        ("off", "catalogue", "", "", ""),
        ("refused", "not-declared", "", "", ""),
        ("delivered", "not-declared", "", "", "legacy"),
        ("no-contact", "", "", "", ""),
        ("delivered", "acme", "organizations/acme.yaml", "7", "(none)"),
    ]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_page_escapes_everything_and_loads_nothing(language: str) -> None:
    found = Found(Finding("single-recipient", Level.WARNING, {"organization": NASTY, "type": NASTY, "recipient": NASTY}), NASTY, (NASTY,), NASTY)
    hostile = Reviewed(Target(NASTY, NASTY, NASTY), (found,), Counts(1, 1, 1), Readiness((found,)), (NASTY,), ((NASTY, NASTY),), {NASTY: {"email": NASTY}})
    cells = [row(organization=NASTY, recipient=NASTY, type=NASTY, contact=NASTY, origin=Origin(NASTY, Location(NASTY, 1, 1)), owner=NASTY)]
    page = review_page(hostile, rows=cells, language=language)
    assert "<script" not in page
    assert "\u202e" not in page
    assert "&lt;script&gt;" in page
    assert not re.search(r"\s(src|href|on\w+)\s*=|@import|url\(|http-equiv=\"refresh", page)
    assert "default-src 'none'" in page
    assert f'lang="{language}"' in page


def test_a_page_that_no_browser_could_show_says_so() -> None:
    page = review_page(REVIEWED, rows=[row()] * (MOST_CELLS + 1), language="en")
    assert f"There are {MOST_CELLS + 1} cells" in page
    assert len(page) < 20_000


def test_addresses_are_masked_in_every_form() -> None:
    texts = [
        render_review(REVIEWED, rows=ROWS, language="en"),
        review_csv(ROWS),
        review_page(REVIEWED, rows=ROWS, language="en"),
        dumps(review_document(REVIEWED, rows=ROWS)),
    ]
    for text in texts:
        assert "anna@" not in text
        assert "a•••••@x.example" in text.replace("\\u2022", "•")


def test_every_state_has_words() -> None:
    assert set(STATES) == {why.value for why in Why}
    assert all(phrase.en and phrase.ru and phrase.en != phrase.ru for phrase in STATES.values())


@pytest.mark.parametrize("entry", [*FINDINGS, *REASONS], ids=lambda entry: entry.code)
def test_everything_found_has_something_to_do(entry: object) -> None:
    found = next(one for one in (*FINDINGS, *REASONS) if one is entry)
    assert found.en.hints[""]
    assert found.ru.hints[""]
