"""plan, explain, show, types, init and validate as functions."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from reconciler.engine.collector import paused
from reconciler.engine.explain import explain
from reconciler.engine.init import init
from reconciler.engine.names import unknown
from reconciler.engine.plan import plan
from reconciler.engine.show import show
from reconciler.engine.types import types
from reconciler.engine.validate import validate
from reconciler.model.errors import InvalidInput, Unusable
from tests.unit.engine.worlds import ORGANIZATION, PROJECT, edit, make, write


def test_a_plan_knows_where_things_are_declared(tmp_path: Path) -> None:
    make(tmp_path)
    write(tmp_path / "organizations/more.yaml", "version: 1\nkind: Accounts\norganization: teleset\naccounts:\n  client-1:\n    audience: external\n")
    planned = plan(tmp_path)
    found = planned.explained(["teleset", "teleset/petrov", "teleset/client-1", "type:payment", "nobody"], {}).origins
    assert {address: str(location) for address, location in found.items()} == {
        "teleset": "organizations/teleset.yaml:3:1",
        "teleset/petrov": "organizations/teleset.yaml:11:3",
        "teleset/client-1": "organizations/more.yaml:5:3",
    }
    assert planned.files == 2


def test_a_file_that_changes_after_the_plan_loses_its_places_only(tmp_path: Path) -> None:
    make(tmp_path)
    planned = plan(tmp_path)
    write(tmp_path / "organizations/teleset.yaml", "")
    assert planned.explained(["teleset/petrov"], {}).origins == {}


def test_the_order_of_files_does_not_matter(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    other = ORGANIZATION.replace("id: teleset", "id: other")
    make(one)
    write(one / "organizations/z.yaml", other)
    make(two, organization=other)
    write(two / "organizations/z.yaml", ORGANIZATION)
    first, second = (
        [(type(change), change.address, change.after.canonical) for change in plan(directory).plan.changes if hasattr(change, "after")]
        for directory in (one, two)
    )
    assert first == second


def test_mistakes_of_project_and_files_have_places(tmp_path: Path) -> None:
    make(tmp_path, project=PROJECT.replace("manager:", "manger:"))
    with pytest.raises(InvalidInput) as invalid:
        plan(tmp_path)
    assert {found.location.path for found in invalid.value.diagnostics if found.location} == {"reconciler.yaml"}
    make(tmp_path, organization=ORGANIZATION.replace("form: company", "form: compny\nfrob: 1"))
    write(tmp_path / "organizations/second.yaml", "kind: [")
    found = validate(directory=tmp_path).diagnostics
    assert {diagnostic.location.path for diagnostic in found if diagnostic.location} == {"organizations/teleset.yaml", "organizations/second.yaml"}
    assert len(found) >= 3
    assert all(diagnostic.place is None for diagnostic in found)


def test_validate_sees_no_secret_and_no_database(tmp_path: Path) -> None:
    make(tmp_path, project=PROJECT.replace('"sqlite:///live.db"', "{env: TESTS_UNSET_URL}"))
    validated = validate(directory=tmp_path)
    assert validated.ok
    assert validated.complete
    assert validated.files == 1


def test_explain_finds_the_deciding_line(tmp_path: Path) -> None:
    make(tmp_path)
    explained = explain(tmp_path, "teleset/petrov", "orders")
    deciding = [reason for reason in explained.reasons if reason.subject == "on" and reason.decides]
    assert [str(reason.location).rpartition(":")[0] for reason in deciding] == ["organizations/teleset.yaml:8"]
    assert explained.recipient.subscriptions["orders"] == ("email",)
    assert str(explained.location) == "organizations/teleset.yaml:11:3"
    assert explain(tmp_path, "teleset").recipient.address == "teleset"
    for address, type_, code in (
        ("teleset/nobody", "", "no-such-address"),
        ("teleset/petrov", "ordrs", "no-such-type"),
        ("type:orders", "", "no-such-address"),
    ):
        with pytest.raises(Unusable, match=code):
            explain(tmp_path, address, type_)


def test_show_works_while_the_files_are_broken(tmp_path: Path) -> None:
    make(tmp_path)
    edit(tmp_path / "organizations/teleset.yaml", "form: company", "form: frob")
    shown = show(tmp_path)
    assert shown.settings.organizations == ()
    assert not (tmp_path / "live.db").exists()


def test_types_of_a_project_include_its_own(tmp_path: Path) -> None:
    builtin = [type_.id for type_ in types(tmp_path)]
    assert builtin[:4] == ["payment", "orders", "works", "license-renewal"]
    make(tmp_path)
    assert [type_.id for type_ in types(tmp_path)] == builtin


def test_init_names_the_project_after_its_directory(tmp_path: Path) -> None:
    made = init(tmp_path / "My Project_1")
    assert made.manager.startswith("my-project-1-")
    assert init(tmp_path / "Уведомления").manager.startswith("project-")
    assert init(tmp_path / ("x" * 80)).manager.startswith("x" * 50 + "-")


def test_init_never_overwrites(tmp_path: Path) -> None:
    write(tmp_path / "organizations/example.yaml", "mine")
    with pytest.raises(Unusable) as refused:
        init(tmp_path)
    assert refused.value.arguments["files"] == ("organizations/example.yaml",)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["example.yaml"]


def test_init_keeps_the_gitignore_that_is_there(tmp_path: Path) -> None:
    write(tmp_path / ".gitignore", "mine\n")
    assert ".gitignore" not in init(tmp_path).files
    assert (tmp_path / ".gitignore").read_text(encoding="utf-8") == "mine\n"


def test_the_collector_is_as_before(tmp_path: Path) -> None:
    assert gc.isenabled()
    with paused():
        assert not gc.isenabled()
        with paused():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(Unusable):
        plan(tmp_path)
    assert gc.isenabled()


def test_a_slip_is_answered_with_the_name_meant() -> None:
    assert unknown("no-such-type", type="paymant", known=["payment", "orders"]).arguments["known"] == ("payment",)
    assert unknown("no-such-type", type="zzz", known=["payment", ""]).hint == ""
