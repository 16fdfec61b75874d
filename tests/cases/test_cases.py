"""Every directory here is a case: desired and live worlds and the plan between them, as files.

`desired.json` and `live.json`: address → {"spec", "manager", "observed", "unknown"}, where only `spec` must be there; in `live.json` a manager not named is ours,
`platform`. The built-in types of `tests.strategies` are on both sides unless a file names one. `options.json`: {"organizations": […]} narrows the plan.
`expected.json`: what is planned; parts that are empty are left out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from reconciler.canonical import canonical
from reconciler.model.backend import Scope
from reconciler.model.change import FieldChange, Update
from reconciler.model.plan import Guards, Plan, Target
from reconciler.model.reach import People
from reconciler.model.resource import Resource, State
from reconciler.model.settings import Settings
from reconciler.model.values import ABSENT, pointer_text
from reconciler.planning.plan import plan
from reconciler.resources import compile_settings, interpret
from tests.strategies import BUILTIN

CASES = Path(__file__).parent
MANAGER = "platform"


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _state(path: Path, manager: str) -> State:
    builtin = {each.address: each for each in compile_settings(Settings(types=BUILTIN))}
    return State((builtin | {address: _resource(address, each, manager) for address, each in _read(path).items()}).values())


def _resource(address: str, written: Mapping[str, Any], manager: str) -> Resource:
    return Resource(
        address,
        canonical(written["spec"]),
        manager=written.get("manager", manager),
        unknown=tuple(tuple(pointer) for pointer in written.get("unknown", ())),
        observed=written.get("observed", {}),
    )


def _told(result: Plan) -> dict[str, Any]:
    """A plan as `expected.json` writes it."""
    told = {
        "changes": [_change(change) for change in result.changes],
        "unchanged": result.unchanged - len(BUILTIN),
        "people": _people(result.people),
        "conflicts": [[each.address, each.owner, *each.holds] for each in result.conflicts],
        "foreign": [[each.address, each.owner] for each in result.foreign],
        "refusals": [" ".join(filter(None, (each.guard, each.subject, each.detail, f"{each.counted}/{each.population}"))) for each in result.refusals],
    }
    return {key: value for key, value in told.items() if value}


def _change(change: Any) -> Any:
    action = f"{type(change).__name__.lower()} {change.address}"
    return {action: {pointer_text(field.pointer): _sides(field) for field in change.fields}} if isinstance(change, Update) else action


def _sides(field: FieldChange) -> dict[str, Any]:
    return {key: value for key, value in (("before", field.before), ("after", field.after)) if value is not ABSENT}


def _people(people: People) -> dict[str, Any]:
    told = {
        "stops": people.stops,
        "stops type": people.stops_type,
        "loses": {" ".join(key): who for key, who in people.loses.items()},
        "readdressed": people.readdressed,
        "starts": people.starts,
        "gains": {" ".join(key): who for key, who in people.gains.items()},
        "awaiting": people.awaiting,
    }
    return {key: value for key, value in told.items() if value}


@pytest.mark.parametrize("case", sorted(path.parent.name for path in CASES.glob("*/expected.json")))
def test_case(case: str) -> None:
    directory = CASES / case
    organizations = _read(directory / "options.json").get("organizations")
    result = plan(
        _state(directory / "desired.json", ""),
        _state(directory / "live.json", MANAGER),
        target=Target("", "memory", MANAGER),
        scope=Scope(None if organizations is None else frozenset(organizations)),
        interpret=interpret,
        guards=Guards(),
        key=b"key",
    )
    assert json.loads(json.dumps(_told(result))) == _read(directory / "expected.json")
