"""Domains for examples and tests, where real people are written to."""

from __future__ import annotations

import pytest

from tests.unit.linting.conftest import LIVE
from tests.unit.linting.rules.conftest import Found, Places

RESERVED = [
    "example.com",
    "example.net",
    "example.org",
    "example.ru",
    "mail.example.com",
    "teleset.example",
    "a.b.example",
    "teleset.test",
    "teleset.invalid",
    "mail.localhost",
    "Teleset.EXAMPLE",
]
REAL = ["teleset.ru", "example-telecom.ru", "myexample.com", "test.ru", "contest.com", "localhost.ru", "example.com.ru", "latest.online", "почта.рф"]


def email(domain: str) -> str:
    return f"contacts:\n  email: duty@{domain}"


@pytest.mark.parametrize("domain", RESERVED)
def test_a_reserved_domain(domain: str, found: Found, places: Places) -> None:
    assert places("reserved-domain", email(domain), project=LIVE) == [(2, 10)]
    assert [said.arguments for said in found("reserved-domain", email(domain), project=LIVE)] == [{"domain": domain.lower()}]


@pytest.mark.parametrize("domain", REAL)
def test_a_real_one(domain: str, places: Places) -> None:
    assert places("reserved-domain", email(domain), project=LIVE) == []


@pytest.mark.parametrize(
    ("url", "where"),
    [
        ("https://bus.teleset.example/notify", [(2, 12)]),
        ("https://bus.teleset.example:8443/notify", [(2, 12)]),
        ("https://localhost/notify", [(2, 12)]),
        ("https://bus.teleset.ru/example.com", []),
        ("https://bus.teleset.ru/?to=a@teleset.example", []),
    ],
)
def test_where_a_webhook_goes(url: str, where: list[tuple[int, int]], places: Places) -> None:
    assert places("reserved-domain", f"contacts:\n  webhook: {url}", project=LIVE) == where


def test_the_local_part_is_free(places: Places) -> None:
    assert places("reserved-domain", "contacts:\n  email: example.test@teleset.ru", project=LIVE) == []


def test_whom_people_are_told_to_turn_to(places: Places) -> None:
    text = 'support: {email: help@Teleset.example, phone: "+78000000000", url: https://teleset.example/help}'
    assert places("reserved-domain", text, project=LIVE) == [(1, 18), (1, 68)]
    assert places("reserved-domain", 'support: {email: help@teleset.ru, url: "http://["}', project=LIVE) == []


def test_support_is_reported_where_it_is_written(places: Places) -> None:
    head = "version: 1\nkind: Organization\nid: {}\nname: X\n{}"
    text = "---\n".join([head.format("holding", "support: {email: help@teleset.example}\n"), head.format("teleset", "parent: holding\n")])
    assert places("reserved-domain", text, project=LIVE) == [(5, 18)]


@pytest.mark.parametrize(
    "project",
    [
        "",
        "backend: {type: memory}\n",
        'backend: {type: sql, url: "sqlite:///a.db"}\n',
        LIVE + 'recipients: {allow: ["*@teleset.example"], otherwise: drop}\n',
    ],
)
def test_where_nobody_real_is_written_to_they_are_fine(project: str, places: Places) -> None:
    assert places("reserved-domain", email("teleset.example"), project=project) == []


@pytest.mark.parametrize("allowed", ["teleset.example", "Teleset.Example", "example", ".example", "mail.teleset.example"])
def test_some_may_be_allowed(allowed: str, places: Places) -> None:
    text = "contacts:\n  email: duty@mail.teleset.example\n  work: {channel: email, address: work@otherteleset.example}"
    left = places("reserved-domain", text, project=f'{LIVE}lint: {{reserved-domain: {{allow: ["{allowed}"]}}}}\n')
    assert left == ([] if allowed.strip(".") == "example" else [(3, 35)])
