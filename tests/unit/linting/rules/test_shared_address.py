"""One address in two accounts."""

from __future__ import annotations

from pathlib import Path

import pytest

from reconciler.engine.validate import validate
from reconciler.model.diagnostic import Diagnostic
from tests.unit.linting.rules.conftest import Found, Places

ACCOUNT = "  %s: {audience: external, contacts: {%s}, notifications: {types: {payment: [inapp]}}}\n"
PROJECT = "version: 1\nkind: Project\nmanager: teleset-platform-7f3a\nbackend: {type: memory}\nlint: {shared-address: {across: [%s]}}\n"

ROWS = [
    ("the same", "email: a@teleset.example", "email: a@teleset.example", [(3, 52)]),
    ("another case of letters", "email: Anna@teleset.example", "email: anna@TELESET.example", [(3, 52)]),
    ("another spelling", 'sms: "+7 916 000-00-01"', 'm: {channel: sms, address: "8 (916) 000-00-01"}', [(3, 72)]),
    ("another id", "a: {channel: max, address: '1'}", "b: {channel: max, address: '1'}", [(3, 72)]),
    ("another channel", "max: '1'", "vk: '1'", []),
    ("another address", "email: a@teleset.example", "email: b@teleset.example", []),
    ("case means something elsewhere", "telegram: Anna", "telegram: anna", []),
    ("a reference is not at hand", "email: {env: A}", "email: {env: B}", []),
    ("the cabinet", "", "", []),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "where"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_two_accounts_with_one_address(one: str, other: str, where: list[tuple[int, int]], places: Places) -> None:
    text = "accounts:\n" + ACCOUNT % ("client-1", one) + ACCOUNT % ("client-2", other)
    assert places("shared-address", text) == where


def test_the_second_is_told_and_names_the_first_whatever_the_order(found: Found) -> None:
    accounts = [ACCOUNT % (f"client-{number}", "email: c@client.example") for number in (1, 2, 3)]
    for lines in (accounts, accounts[::-1]):
        told = [(each.arguments["contact"], each.arguments["first"], each.hint) for each in found("shared-address", "accounts:\n" + "".join(lines))]
        assert sorted(told) == [("teleset/client-2/email", "teleset/client-1/email", ""), ("teleset/client-3/email", "teleset/client-1/email", "")]


def test_two_contacts_of_one_account(found: Found) -> None:
    (each,) = found("shared-address", "accounts:\n" + ACCOUNT % ("client-1", "email: c@client.example, work: {channel: email, address: c@client.example}"))
    assert (each.arguments["contact"], each.arguments["first"], each.hint) == ("teleset/client-1/work", "teleset/client-1/email", "account")


def test_the_organizations_own_address_may_be_somebodys(places: Places) -> None:
    assert places("shared-address", "contacts: {email: c@client.example}\naccounts:\n" + ACCOUNT % ("client-1", "email: c@client.example")) == []


EMPLOYEE = "{family_name: А, given_name: А, contacts: {email: %s}}"
CLIENT = "{audience: external, contacts: {email: %s}}"


def _across(directory: Path, words: str, alpha: str, beta: str) -> list[Diagnostic]:
    (directory / "reconciler.yaml").write_text(PROJECT % words, encoding="utf-8")
    sources = directory / "organizations"
    sources.mkdir(exist_ok=True)
    # Found in the order of files, told in the order of organizations.
    for file, id, account in (("2", "alpha", alpha), ("1", "beta", beta)):
        text = f"version: 1\nkind: Organization\nid: {id}\nname: X\naccounts: {{one: {account}}}\n"
        (sources / f"{file}.yaml").write_text(text, encoding="utf-8")
    return [found for found in validate(directory=directory).diagnostics if found.code == "shared-address"]


@pytest.mark.parametrize(
    ("alpha", "beta", "expected"),
    [(EMPLOYEE, EMPLOYEE, 1), (CLIENT, CLIENT, 0), (EMPLOYEE, CLIENT, 0), (CLIENT, EMPLOYEE, 0)],
)
def test_employees_of_different_organizations_are_compared_where_a_project_says_so(alpha: str, beta: str, expected: int, tmp_path: Path) -> None:
    one, other = alpha % "a@teleset.example", beta % "A@teleset.example"
    assert _across(tmp_path, "organization", one, other) == []
    told = [(each.arguments["contact"], each.arguments["first"], each.hint) for each in _across(tmp_path, "project", one, other)]
    assert told == [("beta/one/email", "alpha/one/email", "organization")] * expected
    assert _across(tmp_path, "project", one, EMPLOYEE % "b@teleset.example") == []


def test_case_means_nothing_in_an_email_address_only(tmp_path: Path) -> None:
    account = "{family_name: А, given_name: А, contacts: {%s}}"
    assert len(_across(tmp_path, "project", account % "email: Anna@teleset.example", account % "email: anna@teleset.example")) == 1
    assert _across(tmp_path, "project", account % "telegram: Anna", account % "telegram: anna") == []


def test_the_address_is_in_no_argument(found: Found) -> None:
    (each,) = found("shared-address", "accounts:\n" + ACCOUNT % ("client-1", "email: c@client.example") + ACCOUNT % ("client-2", "email: c@client.example"))
    assert "c@client" not in str(each.arguments)
