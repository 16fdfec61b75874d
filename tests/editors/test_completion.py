"""What is offered while one types."""

from __future__ import annotations

from pathlib import Path

import pytest

from reconciler.engine.init import with_modeline
from reconciler.schema.files import schema
from reconciler.settings.catalogue import CATALOGUE
from tests.editors.conftest import Start
from tests.editors.server import LanguageServer
from tests.editors.texts import ACCOUNT, organization

TYPES = {type_.id for type_ in CATALOGUE if type_.selectable}
CHANNELS = {"email", "sms", "webhook", "push", "telegram", "max", "vk", "inapp"}


@pytest.mark.parametrize("written", ["types: [█]", "types: [payment, o█]", "types:\n    - █", "types:\n    - payment\n    - █"])
def test_type_ids_in_a_list(server: LanguageServer, project: Path, written: str) -> None:
    offered = server.completions(*organization(project, f"notifications:\n  {written}\n"))
    assert TYPES | {"core", "category:finance", "surface:pos"} <= set(offered)
    assert set(offered) <= TYPES | {"core"} | {label for label in offered if label.startswith(("category:", "surface:"))}
    assert "registration-confirmation" not in offered
    assert "Payment notifications" in offered["payment"].about
    assert "Уведомления об оплате" in offered["payment"].about


@pytest.mark.parametrize(("written", "more"), [("notifications:\n  types:\n    █\n", {"all", "core"}), ("requirements:\n  █\n", set())])
def test_type_ids_as_keys(server: LanguageServer, project: Path, written: str, more: set[str]) -> None:
    offered = server.completions(*organization(project, written))
    assert TYPES | more == {label for label in offered if ":" not in label}
    assert "Уведомления об оплате" in offered["payment"].about
    assert offered["payment"].insert.strip() == "payment:"


def test_types_and_channels_of_the_project(start: Start, own: Path) -> None:
    server = start(own)
    listed = server.completions(*organization(own, "notifications:\n  types: [█]\n"))
    assert "Авария на сети" in listed["outage"].about
    assert "Network outage" in listed["outage"].about
    assert listed["category:network"].about == "Все типы категории network: outage."
    for place in ("notifications:\n  types:\n    █\n", "requirements:\n  █\n"):
        assert "Авария на сети" in server.completions(*organization(own, place))["outage"].about
    assert set(server.completions(*organization(own, "notifications:\n  channels: [█]\n"))) == CHANNELS | {"pager"}
    forced = "version: 1\nkind: Project\nmanager: own\npolicy:\n  forced: [█]\n"
    assert "outage" in server.completions(own / "reconciler.yaml", with_modeline("reconciler.yaml", forced))


def test_what_a_type_may_be(server: LanguageServer, project: Path) -> None:
    assert set(server.completions(*organization(project, "notifications:\n  types:\n    payment: █\n"))) == {"true", "false", '["email","sms"]'}
    words = server.completions(*organization(project, "notifications:\n  types: █\n"))
    assert words["all"].about == "Every type one can choose."
    assert set(words) == {"all", "none", '["payment","orders"]'}
    assert words['["payment","orders"]'].insert == "\n  - ${1:payment}\n  - ${2:orders}\n"
    assert set(server.completions(*organization(project, "notifications:\n  types:\n    payment: [█]\n"))) == CHANNELS
    assert set(server.completions(*organization(project, "notifications:\n  channels: █\n"))) == {"none", '["email","sms"]'}


def test_keys_of_an_organization(server: LanguageServer, project: Path) -> None:
    offered = server.completions(*organization(project, "█"))
    assert set(offered) == {*schema("organization")["properties"]} - {"version", "kind", "id", "name"}
    assert offered["parent"].about == "The id of the organization this one inherits from.\nExample: holding"
    assert offered["parent"].insert.rstrip() == "parent:"


def test_keys_of_an_account(server: LanguageServer, project: Path) -> None:
    offered = server.completions(*organization(project, f"{ACCOUNT}    █\n"))
    assert set(offered) == {*schema("definitions")["$defs"]["account"]["properties"]} - {"family_name", "given_name"}
    assert offered["suspended"].about.startswith("true: keep everything, deliver nothing.")


def test_a_new_account_a_new_contact_a_new_role(server: LanguageServer, project: Path) -> None:
    accounts = server.completions(*organization(project, "accounts:\n  █\n"))
    assert set(accounts) == {"New employee", "New external account"}
    assert accounts["New employee"].insert.startswith("$1:\n  family_name: $2\n  given_name: $3\n  contacts:\n    email: ")
    contacts = server.completions(*organization(project, "contacts:\n  █\n"))
    assert set(contacts) == CHANNELS - {"inapp"} | {"New contact of any name"}
    assert set(server.completions(*organization(project, "roles:\n  █\n"))) == {"New role"}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("form: █\n", {"state", "municipal", "telecom-operator", "bank", "company", "sole-proprietor", "other"}),
        ("locale: █\n", {"ru", "en"}),
        ("contacts:\n  duty: {channel: █}\n", CHANNELS),
        (f"{ACCOUNT}    audience: █\n", {"employee", "external"}),
        ("protected: █\n", {"true", "false"}),
    ],
)
def test_words_for_a_value(server: LanguageServer, project: Path, written: str, expected: set[str]) -> None:
    assert set(server.completions(*organization(project, written))) == expected


def test_the_time_zones_of_russia(server: LanguageServer, project: Path) -> None:
    zones = server.completions(*organization(project, "timezone: █\n"))
    assert len(zones) == 11
    assert {"Europe/Moscow", "Asia/Kamchatka"} <= set(zones)


KINDS = {"Organization", "Accounts", "NotificationType", "Scenario", "Project"}


def test_an_empty_document_may_become_anything(server: LanguageServer, project: Path) -> None:
    offered = server.completions(*organization(project, "█", head=""))
    assert {*KINDS, "version", "kind"} <= set(offered)
    assert offered["version"].insert == "version: 1"
    assert offered["Accounts"].insert.startswith("version: 1\nkind: Accounts\norganization: $1\n")
    assert offered["Accounts"].about == "More accounts of an organization that another document declares."


@pytest.mark.parametrize("written", ["kind: █\n", "version: 1\nkind: █\n", "version: 1\nkind: Or█\n"])
def test_the_kinds_of_a_document(server: LanguageServer, project: Path, written: str) -> None:
    offered = server.completions(*organization(project, written, head=""))
    assert set(offered) == KINDS
    assert all(offered[kind].about for kind in KINDS)


def test_a_document_of_a_kind_is_offered_no_other(server: LanguageServer, project: Path) -> None:
    assert not KINDS & set(server.completions(*organization(project, "█")))


def test_keys_of_the_project_file(server: LanguageServer, project: Path) -> None:
    text = with_modeline("reconciler.yaml", "version: 1\nkind: Project\nmanager: x\n█")
    offered = server.completions(project / "reconciler.yaml", text)
    assert {"sources", "backend", "environments", "safety", "lint"} <= set(offered)
    assert not {"name", "accounts"} & set(offered)
    assert {"inn-checksum"} <= set(server.completions(project / "reconciler.yaml", text.replace("█", "lint:\n  █\n")))
