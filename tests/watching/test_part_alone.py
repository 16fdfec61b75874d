"""What only a look at everything can refuse is refused by a pass over a part too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reconciler.engine import watch
from reconciler.engine.connect import Connection, connect
from reconciler.engine.orders import Made
from reconciler.model.watching import Ended
from reconciler.project import Project
from tests.convergence.project import write_project
from tests.watching.test_part import one_pass
from tests.watching.watched import people

Document = dict[str, Any]

INN = "7707083893"


def scenario(id: str, organization: str, to: str) -> Document:
    expected = [{"to": to}]
    return {"version": 1, "kind": "Scenario", "id": id, "organization": organization, "event": "payment.status_changed", "payload": {}, "expect": expected}


def project(directory: Path, documents: list[Document], lint: dict[str, Any] | None = None) -> Path:
    write_project(directory, documents)
    file = directory / "reconciler.yaml"
    said = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(said | {"lint": said["lint"] | (lint or {})}), encoding="utf-8")
    return directory


def write(directory: Path, number: int, text: str) -> None:
    (directory / "organizations" / f"{number}.yaml").write_text(text, encoding="utf-8")


def in_part_as_in_whole(directory: Path, before: Made, ended: Ended, error: str = "") -> None:
    whole = one_pass(directory, mode="plan", partly=False)
    assert (whole.passed.ended, whole.passed.error) == (ended, error)
    part = one_pass(directory, before=before)
    assert (part.passed.ended, part.passed.error, part.passed.part) == (ended, error, ())


def test_a_scenario_elsewhere_names_who_is_gone(tmp_path: Path) -> None:
    organizations = [people(f"org-{number}", 3) for number in range(8)]
    directory = project(tmp_path, [*organizations, scenario("paid", "org-1", "org-1/op-2")])
    first = one_pass(directory)
    assert first.passed.ended is Ended.APPLIED, first.error
    write(directory, 1, json.dumps(people("org-1", 2)))
    in_part_as_in_whole(directory, first, Ended.INVALID, "unknown-recipient")


def test_a_scenario_elsewhere_names_an_organization_that_is_gone(tmp_path: Path) -> None:
    organizations = [people(f"org-{number}", 2) for number in range(8)]
    directory = project(tmp_path, [*organizations, scenario("paid", "org-1", "org-1/op-1")])
    first = one_pass(directory)
    (directory / "organizations" / "1.yaml").unlink()
    in_part_as_in_whole(directory, first, Ended.INVALID, "unknown-organization")


def test_a_scenario_is_read_with_the_part_that_it_speaks_of(tmp_path: Path) -> None:
    organizations = [people(f"org-{number}", 3) for number in range(8)]
    directory = project(tmp_path, [*organizations, scenario("paid", "org-1", "org-1/op-2"), scenario("other", "org-2", "org-2/op-2")])
    first = one_pass(directory)
    write(directory, 1, json.dumps(people("org-1", 4)))
    made = one_pass(directory, before=first)
    assert (made.passed.ended, made.passed.part) == (Ended.APPLIED, ("org-1",))
    # What is known by now is as good as what was read as a whole.
    write(directory, 1, json.dumps(people("org-1", 2)))
    in_part_as_in_whole(directory, made, Ended.INVALID, "unknown-recipient")


@pytest.mark.parametrize("rule", ["duplicate-inn", "shared-address"])
def test_a_rule_that_compares_organizations(tmp_path: Path, rule: str) -> None:
    organizations = [people(f"org-{number}", 1) for number in range(8)]
    organizations[0]["inn"] = INN
    lint = {"duplicate-inn": "error"} if rule == "duplicate-inn" else {"shared-address": {"severity": "error", "across": ["project"]}}
    directory = project(tmp_path, organizations, lint)
    first = one_pass(directory)
    assert first.passed.ended is Ended.APPLIED, first.error
    if rule == "duplicate-inn":
        organizations[5]["inn"] = INN
    else:
        organizations[5]["accounts"]["op-0"]["contacts"] = organizations[0]["accounts"]["op-0"]["contacts"]
    write(directory, 5, json.dumps(organizations[5]))
    in_part_as_in_whole(directory, first, Ended.INVALID, rule)


def test_the_last_organization_goes(tmp_path: Path) -> None:
    """Nobody is declared any more: that is for a guard to say, and only where everything is looked at."""
    directory = project(tmp_path, [people("org-0", 2)])
    for number in range(1, 6):
        write(directory, number, "# Nothing yet.\n")
    first = one_pass(directory)
    assert first.passed.ended is Ended.APPLIED, first.error
    write(directory, 0, "# Nobody any more.\n")
    made = one_pass(directory, before=first)
    assert [refusal.guard for refusal in made.passed.refusals] == ["empty"]
    in_part_as_in_whole(directory, first, Ended.HELD)


def test_a_comment_in_a_file_without_documents(tmp_path: Path) -> None:
    directory = project(tmp_path, [people(f"org-{number}", 1) for number in range(8)], {"unknown-suppression": "error"})
    first = one_pass(directory)
    assert first.passed.ended is Ended.APPLIED, first.error
    write(directory, 3, json.dumps(people("org-3", 2)))
    write(directory, 9, "# reconciler: ignore[inn-cheksum] somebody wanted it so\n")
    in_part_as_in_whole(directory, first, Ended.INVALID, "unknown-suppression")


def test_a_part_that_is_not_enough_leaves_no_connection_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    organizations = [people(f"org-{number}", 6) for number in range(8)]
    directory = project(tmp_path, organizations)
    first = one_pass(directory)
    organizations[2]["accounts"] = {}
    write(directory, 2, json.dumps(organizations[2]))
    opened: list[Connection] = []
    closed: list[Connection] = []
    close = Connection.close

    def opening(project: Project) -> Connection:
        opened.append(connect(project))
        return opened[-1]

    def closing(connection: Connection) -> None:
        closed.append(connection)
        close(connection)

    monkeypatch.setattr(watch, "connect", opening)
    monkeypatch.setattr(Connection, "close", closing)
    assert one_pass(directory, before=first).passed.ended is Ended.HELD
    assert len(opened) == 2
    assert closed == opened


def test_an_organization_that_goes_is_gone_and_that_is_all(tmp_path: Path) -> None:
    """What the read-back asks about is neither declared nor live then."""
    directory = project(tmp_path, [people(f"org-{number}", 1 if number else 0) for number in range(8)])
    before = one_pass(directory)
    for number in range(2):
        (directory / "organizations" / f"{number}.yaml").unlink()
        made = one_pass(directory, before=before)
        assert (made.passed.ended, made.passed.error, made.passed.part) == (Ended.APPLIED, "", (f"org-{number}",))
        before = made
