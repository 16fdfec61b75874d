"""Messages of the cabinet: there once, and where their recipients are."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from reconciler.model.backend import Deliverer
from reconciler.model.change import Delete, Move
from reconciler.model.delivery import Content, Message
from reconciler.model.event import Event
from reconciler.model.personal import Personal
from reconciler.model.routing import Destination
from tests.conformance.live import System
from tests.conformance.test_erasure import person, world

EVENT = Event("e1", "order.created", "orders", "alfa", datetime(2026, 11, 22, tzinfo=UTC), "https://lk.example/1", {})
CONTENT = Content("Заказ № 7", "Заказ «7» создан, 100 ₽", "", "Заказ", 1, {}, "https://lk.example/1", "ru")


def message(id: str, recipient: str) -> Message:
    return Message(id, EVENT, Destination(recipient, "inapp", "inapp", Personal(recipient)), CONTENT)


@pytest.fixture
def posted(system: System) -> System:
    """One message each for ivanova, petrov and their organization."""
    assert system.backend.capabilities.delivers
    assert isinstance(system.backend, Deliverer)
    system.become(world(person("alfa/ivanova"), person("alfa/petrov")))
    for number, recipient in enumerate(("alfa/ivanova", "alfa/petrov", "alfa")):
        system.backend.deliver(message(f"m{number}", recipient))
    return system


def whose(system: System) -> list[str]:
    return [row[0] for row in system.door.cabinets()]


def test_a_message_is_there_once_and_as_it_was_worded(posted: System) -> None:
    assert isinstance(posted.backend, Deliverer)
    posted.backend.deliver(message("m0", "alfa/ivanova"))
    assert posted.door.cabinets() == [(who, "orders", CONTENT.subject, CONTENT.text, CONTENT.link) for who in ("alfa", "alfa/ivanova", "alfa/petrov")]


def test_with_an_account_its_messages_go(posted: System) -> None:
    posted.become(world(person("alfa/petrov")))
    assert whose(posted) == ["alfa", "alfa/petrov"]
    posted.become(world(organizations=("beta",)))
    assert whose(posted) == []


def test_who_moves_takes_messages_along(posted: System) -> None:
    before = posted.observe()["alfa/ivanova"]
    posted.write([Move(before, replace(before, address="beta/anna"))])
    assert whose(posted) == ["alfa", "alfa/petrov", "beta/anna"]


def test_who_comes_to_an_id_that_is_free_now_finds_nothing_of_who_had_it(posted: System) -> None:
    live = posted.observe()
    petrov, ivanova = live["alfa/petrov"], live["alfa/ivanova"]
    posted.write([Move(petrov, replace(petrov, address="beta/petrov"))])
    posted.write([Move(ivanova, replace(ivanova, address="alfa/petrov"))])
    assert whose(posted) == ["alfa", "alfa/petrov", "beta/petrov"]
    posted.write([Delete(posted.observe()["beta/petrov"])])
    assert whose(posted) == ["alfa", "alfa/petrov"]


def test_a_change_that_takes_nobody_away_leaves_all_messages(posted: System) -> None:
    posted.become(world(person("alfa/ivanova"), person("alfa/petrov"), person("alfa/sokolov")))
    assert whose(posted) == ["alfa", "alfa/ivanova", "alfa/petrov"]
