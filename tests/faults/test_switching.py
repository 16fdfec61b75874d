"""Make before break, where there are no transactions: nobody falls silent in between, wherever the work is cut off."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from reconciler.backends.memory import Fault, MemoryBackend, World
from reconciler.backends.memory.stored import StoredWorld
from reconciler.engine.plan import plan
from tests.faults import steps
from tests.unit.engine.worlds import edit, write

FILE = "organizations/teleset.yaml"
HEAD = """\
version: 1
kind: Organization
id: teleset
name: ТелеСеть
form: company
locale: ru
timezone: Europe/Moscow
notifications: {types: none, channels: [email]}
"""
BODY = """\
contacts: {duty: {channel: email, address: duty@teleset.example, types: %(duty)s}}
accounts:
%(accounts)s"""


def account(id: str, types: str, address: str = "") -> str:
    contacts = f"{{email: {address or id}@teleset.example}}"
    return f"  {id}: {{family_name: Иванова, given_name: Анна, contacts: {contacts}, notifications: {{types: {types}}}}}\n"


def declared(duty: str, *accounts: str) -> str:
    return HEAD + BODY % {"duty": duty, "accounts": "".join(accounts)}


SWITCHES: Mapping[str, tuple[str, str]] = {
    "one person in the place of another": (
        declared("none", account("ivanova", "[payment]"), account("petrov", "[orders]")),
        declared("none", account("petrov", "[orders]"), account("sokolov", "[payment]")),
    ),
    "a subscription passes to somebody behind": (
        declared("none", account("ivanova", "[payment, orders]"), account("petrov", "[orders]")),
        declared("none", account("ivanova", "[orders]"), account("petrov", "[payment, orders]")),
    ),
    "one gets something else for it": (
        declared("none", account("ivanova", "[payment]"), account("petrov", "[orders]")),
        declared("none", account("ivanova", "[orders]"), account("petrov", "[payment, orders]")),
    ),
    "from the organization to a person": (
        declared("[payment]", account("ivanova", "[orders]")),
        declared("none", account("ivanova", "[payment, orders]")),
    ),
    "one is suspended, another takes over": (
        declared("none", account("ivanova", "[payment]"), account("petrov", "[orders]")),
        declared("none", account("ivanova", "[payment]").replace("{family_name", "{suspended: true, family_name"), account("petrov", "[payment, orders]")),
    ),
    "to another address": (
        declared("none", account("ivanova", "[payment]")),
        declared("none", account("ivanova", "[payment]", address="anna")),
    ),
}


def receivers(directory: Path) -> set[str]:
    backend = MemoryBackend({"type": "memory", "world": "world.db"}, directory)
    return {destination.recipient for destination in backend.route("teleset", "payment")}


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], list[set[str]]]:
    """Who received payments after each step of the world."""

    def watch(directory: Path) -> list[set[str]]:
        seen: list[set[str]] = []
        monkeypatch.setattr(World, "step", lambda _, point: seen.append(receivers(directory)))
        monkeypatch.setattr(StoredWorld, "step", lambda _, point: seen.append(receivers(directory)))
        return seen

    return watch


@pytest.mark.parametrize(("before", "after"), SWITCHES.values(), ids=SWITCHES)
def test_somebody_receives_at_every_step(before: str, after: str, tmp_path: Path, watched: Callable[[Path], list[set[str]]]) -> None:
    steps.project(tmp_path, organization=before)
    assert steps.applied(tmp_path).report is not None
    stayed = receivers(tmp_path)
    assert stayed
    write(tmp_path / FILE, after)
    seen = watched(tmp_path)
    done = steps.applied(tmp_path)
    assert done.report is not None
    assert done.report.ok, done.report
    assert len(seen) >= 2
    assert all(seen), seen
    stayed &= receivers(tmp_path)
    assert all(stayed <= now for now in seen), "who receives before and behind receives in between"


def test_what_is_to_come_in_its_place_failed(tmp_path: Path) -> None:
    """Nothing is taken from anybody, until that is made."""
    before, after = SWITCHES["a subscription passes to somebody behind"]
    steps.project(tmp_path, organization=before)
    assert steps.applied(tmp_path).report is not None
    write(tmp_path / FILE, after)
    steps.program(tmp_path, Fault("rejected", "update", "teleset/petrov"))
    done = steps.applied(tmp_path)
    assert done.report is not None
    assert not done.report.ok
    assert receivers(tmp_path) == {"teleset/ivanova"}
    steps.program(tmp_path)
    assert steps.applied(tmp_path).report is not None
    assert receivers(tmp_path) == {"teleset/petrov"}
    assert not plan(tmp_path).plan


def test_what_is_only_given_goes_on(tmp_path: Path) -> None:
    steps.project(tmp_path, organization=declared("none", account("ivanova", "[orders]"), account("petrov", "[orders]")))
    assert steps.applied(tmp_path).report is not None
    edit(tmp_path / FILE, "types: [orders]", "types: [payment, orders]")
    steps.program(tmp_path, Fault("rejected", "update", "teleset/ivanova"))
    assert steps.applied(tmp_path).report is not None
    assert receivers(tmp_path) == {"teleset/petrov"}
