"""A plan names the layer that decides, and where it stands."""

from __future__ import annotations

from pathlib import Path

from reconciler.engine.deciding import Deciding, Question
from reconciler.engine.plan import plan
from tests.unit.engine.worlds import ORGANIZATION, edit, make, write

HOLDING = """\
version: 1
kind: Organization
id: holding
name: Холдинг
form: company
notifications: {types: [payment, works], channels: [sms]}
"""
CHILD = """\
version: 1
kind: Organization
id: teleset
name: ТелеСеть
form: company
parent: holding
contacts: {duty: {channel: email, address: duty@teleset.example, types: {works: true}}}
roles:
  coordinator: {notifications: {types: {orders: [email]}}}
"""
ACCOUNTS = """\
version: 1
kind: Accounts
organization: teleset
accounts:
  ivanova:
    family_name: Иванова
    given_name: Анна
    role: coordinator
    contacts: {email: ivanova@teleset.example}
    notifications:
      types: {documents: true, works: [email]}
"""


def _world(directory: Path) -> Path:
    make(directory, organization=CHILD)
    write(directory / "organizations/holding.yaml", HOLDING)
    write(directory / "organizations/accounts.yaml", ACCOUNTS)
    return directory


def _asked(directory: Path, address: str, type_: str, question: Question) -> tuple[str, str, tuple[str, ...]]:
    decided = plan(directory).explained([], {(address, type_): question}).deciding[address, type_]
    return decided.layer, str(decided.location), decided.missing


SWITCHED, REDIRECTED = Question(switched=True), Question(switched=False)


def test_every_layer_may_decide(tmp_path: Path) -> None:
    _world(tmp_path)
    asked = [
        _asked(tmp_path, "teleset/ivanova", "payment", REDIRECTED),
        _asked(tmp_path, "teleset/ivanova", "orders", SWITCHED),
        _asked(tmp_path, "teleset/ivanova", "works", SWITCHED),
        _asked(tmp_path, "teleset", "works", Question(switched=True, contacts=frozenset({"duty"}))),
    ]
    assert asked == [
        ("holding", "organizations/holding.yaml:6:52", ("sms",)),
        ("role:coordinator", "organizations/teleset.yaml:9:41", ()),
        ("teleset/ivanova", "organizations/accounts.yaml:11:32", ()),
        ("contact:duty", "organizations/teleset.yaml:7:73", ()),
    ]


def test_what_is_on_and_goes_nowhere_is_off_because_of_its_channels(tmp_path: Path) -> None:
    _world(tmp_path)
    assert _asked(tmp_path, "teleset/ivanova", "payment", SWITCHED) == ("holding", "organizations/holding.yaml:6:52", ("sms",))
    assert _asked(tmp_path, "teleset/ivanova", "messages", SWITCHED)[2] == ()


def test_one_organization_is_explained_by_those_it_inherits_from(tmp_path: Path) -> None:
    _world(tmp_path)
    planned = plan(tmp_path, organizations=["teleset"])
    assert planned.explained([], {("teleset/ivanova", "payment"): REDIRECTED}).deciding["teleset/ivanova", "payment"].layer == "holding"


def test_files_that_change_after_the_plan_say_nothing(tmp_path: Path) -> None:
    make(tmp_path)
    planned = plan(tmp_path)
    cell = ("teleset/petrov", "payment")
    assert isinstance(planned.explained([], {cell: SWITCHED}).deciding[cell], Deciding)
    edit(tmp_path / "organizations/teleset.yaml", "types: [payment, orders]", "types: {payment: 5}")
    assert planned.explained([], {cell: SWITCHED}).deciding == {}
    write(tmp_path / "organizations/teleset.yaml", "")
    assert planned.explained([], {cell: SWITCHED}).deciding == {}
    write(tmp_path / "organizations/teleset.yaml", ORGANIZATION.replace("petrov:", "petrova:"))
    assert planned.explained([], {cell: SWITCHED}).deciding == {}
    assert planned.explained([], {("gone", "payment"): SWITCHED, ("teleset", "gone"): SWITCHED}).deciding == {}
