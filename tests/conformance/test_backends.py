"""What every backend must do."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import cast

import pytest

from reconciler.backends import BACKENDS
from reconciler.backends.memory import MemoryBackend
from reconciler.canonical import canonical
from reconciler.model.backend import Scope, Writer
from reconciler.model.change import Adopt, Change, Create, Delete, FieldChange, Move, Update
from reconciler.model.errors import ConflictError
from reconciler.model.report import Applied, Failed, Outcome, Skipped
from reconciler.model.settings import Organization, Settings
from reconciler.planning.diff import differences
from tests.conformance.conftest import ENGINES
from tests.conformance.live import MANAGER, OTHER, Fence, System, plan
from tests.conformance.worlds import AFTER, BEFORE, EMAIL, IVANOVA, NOTHING, TELESET, TYPES


def test_every_row_of_the_registry_is_walked() -> None:
    assert set(ENGINES.values()) == set(BACKENDS)


def test_nothing_before_after_nothing(system: System) -> None:
    for settings in (NOTHING, BEFORE, AFTER, BEFORE, NOTHING):
        system.become(settings)
        live = system.observe()
        assert plan(system.desired(settings), live) == []
        assert {address: resource.canonical for address, resource in live.items()} == {a: r.canonical for a, r in system.desired(settings).items()}
        assert system.backend.interpret(live.values()) == settings
    assert system.observe() == {}


@pytest.mark.parametrize("settings", [NOTHING, BEFORE, AFTER])
def test_interpret_is_the_inverse_of_compile(system: System, settings: Settings) -> None:
    assert system.backend.interpret(system.backend.compile(settings)) == settings


def test_observing_comes_in_key_order_and_by_organization(system: System) -> None:
    system.become(BEFORE)
    everything = list(system.observe())
    assert everything == sorted(everything, key=lambda address: (":" not in address, *address.partition("/")[::2]))
    some = set(system.observe(Scope(frozenset({"holding"}))))
    assert some == {address for address in everything if address.startswith("type:") or address == "holding"}


def test_null_is_not_absent_and_true_is_not_one(system: System) -> None:
    system.become(BEFORE)
    live = system.observe()["type:orders"]
    events = system.desired(BEFORE)["type:orders"].spec["events"]
    for other in ({"const": 1.0}, {"const": True}, {"const": None}, {}):
        spec = {**live.spec, "events": {"paid": {**events["paid"], "properties": {"amount": other}}}}  # type: ignore[index,call-overload,dict-item]
        after = replace(live, canonical=canonical(spec))
        system.write([Update(live, after, (FieldChange(("events",), None, None),))])
        live = system.observe()["type:orders"]
        assert live.canonical == after.canonical


def test_each_version_differs_from_the_last(system: System) -> None:
    system.become(BEFORE)
    first = system.observe()["teleset/ivanova"].version
    system.become(AFTER)
    assert first and system.observe()["teleset/ivanova"].version not in {"", first}


def test_objects_of_others_are_reported_and_never_touched(system: System) -> None:
    system.become(BEFORE)
    system.door.account("teleset/archive", OTHER)
    system.door.account("teleset/nobodys", None)
    system.door.subscription("teleset/ivanova", "works", OTHER)
    seen = system.observe()
    assert (seen["teleset/archive"].manager, seen["teleset/nobodys"].manager) == (OTHER, "")
    foreign = [{"address": "teleset/ivanova/crm", "manager": OTHER}, {"address": "teleset/ivanova/crm", "manager": OTHER, "type": "works"}]
    assert seen["teleset/ivanova"].observed["foreign"] == foreign
    assert seen["teleset/ivanova"].canonical == system.desired(BEFORE)["teleset/ivanova"].canonical
    system.backend.interpret(seen.values())
    system.become(AFTER)
    seen = system.observe()
    assert seen["teleset/ivanova"].observed["foreign"] == foreign
    system.become(NOTHING)
    assert sorted(system.observe()) == ["teleset/archive", "teleset/nobodys"]
    system.become(BEFORE)
    assert system.observe()["teleset/ivanova"].observed["foreign"] == foreign


def test_an_edit_by_hand_is_seen_and_healed(system: System) -> None:
    system.become(BEFORE)
    system.door.edit("teleset/ivanova")
    (change,) = plan(system.desired(BEFORE), system.observe())
    assert isinstance(change, Update)
    assert change.fields == (FieldChange(("family_name",), "Правка", "Иванова"),)
    system.become(BEFORE)
    assert plan(system.desired(BEFORE), system.observe()) == []


def _codes(outcomes: list[Outcome]) -> list[str]:
    return [outcome.error.code if isinstance(outcome, Failed) else outcome.reason if isinstance(outcome, Skipped) else "" for outcome in outcomes]


def test_what_moved_since_it_was_seen_is_a_conflict_and_nothing_is_done(system: System) -> None:
    system.become(BEFORE)
    seen = system.observe()
    changes = plan(system.desired(AFTER), seen)
    system.door.edit("teleset/ivanova")
    before = system.observe()
    fence = Fence()
    codes = _codes(system.write(changes, fence))
    culprit = [change.address for change in changes].index("teleset/ivanova")
    assert codes[culprit] == "live-changed"
    assert fence.recorded == 0
    if system.atomic:
        assert {*codes} == {"live-changed", "rolled-back"}
        assert system.observe() == before
    else:
        assert codes[:culprit] == [""] * culprit
        assert system.observe()["teleset/ivanova"] == before["teleset/ivanova"]


def test_repeating_changes_is_a_conflict_and_harmless(system: System) -> None:
    for settings in (BEFORE, AFTER, NOTHING):
        changes = plan(system.desired(settings), system.observe())
        assert all(isinstance(outcome, Applied) for outcome in system.write(changes))
        live = system.observe()
        again = system.write(changes)
        assert _codes(again)[0] in {"live-exists", "live-changed", "live-gone"}
        assert set(_codes(again)[1:]) <= {"rolled-back" if system.atomic else "blocked"}
        assert system.observe() == live


def test_creating_what_is_there_names_its_owner(system: System) -> None:
    system.door.account("teleset/ivanova", OTHER)
    (outcome,) = system.write([Create(system.desired(BEFORE)["teleset/ivanova"])])
    assert isinstance(outcome, Failed)
    assert isinstance(outcome.error, ConflictError)
    assert outcome.error.arguments == {"address": "teleset/ivanova", "owner": OTHER}


def test_an_object_without_a_mark_can_be_adopted(system: System) -> None:
    system.door.account("teleset/nobodys", None)
    before = system.observe()["teleset/nobodys"]
    (outcome,) = system.write([Adopt(before, replace(before, manager=MANAGER))])
    assert isinstance(outcome, Applied)
    assert system.observe()["teleset/nobodys"] == replace(before, manager=MANAGER)


def test_a_mark_can_be_taken_off_set_again_and_what_differs_changed_in_one_go(system: System) -> None:
    system.become(BEFORE)
    ours = {address: each for address, each in system.observe().items() if each.manager == MANAGER}
    nobodys = {address: replace(each, manager="") for address, each in ours.items()}
    assert all(isinstance(outcome, Applied) for outcome in system.write([Adopt(ours[address], nobodys[address]) for address in ours]))
    assert {address: each for address, each in system.observe().items() if address in ours} == nobodys
    after = system.desired(AFTER)
    adopted = [Adopt(nobodys[address], ours[address]) for address in ours]
    updated = [Update(ours[address], after[address], fields) for address in ours if address in after and (fields := differences(ours[address], after[address]))]
    assert updated
    stale: list[Change] = [*adopted, *(replace(change, before=replace(change.before, canonical=b"{}")) for change in updated)]
    if system.atomic:
        assert _codes(system.write(stale)).count("rolled-back") == len(stale) - 1
        assert {address: each for address, each in system.observe().items() if address in ours} == nobodys
    every: list[Change] = [*adopted, *updated]
    assert all(isinstance(outcome, Applied) for outcome in system.write(every))
    live = system.observe()
    assert {live[address].manager for address in ours} == {MANAGER}
    assert all(live[change.address].canonical == change.after.canonical for change in updated)


def test_a_move_keeps_everything(system: System) -> None:
    system.become(BEFORE)
    system.verify("email", EMAIL.address)
    renamed = replace(
        TELESET,
        accounts=tuple(replace(a, contacts=(replace(EMAIL, address="new@x.example"),), subscriptions={}) if a == IVANOVA else a for a in TELESET.accounts),
    )
    system.become(Settings(TYPES, (renamed,)))
    system.refuse("teleset", "email", EMAIL.address, "*")
    before = system.observe()["teleset/ivanova"]
    assert before.observed == {"unconfirmed": ["email"], "serving": {"email": EMAIL.address}, "refused": {"email": ["*"]}}
    system.write([Move(before, replace(before, address="alfa/ivanova-2"))])
    live = system.observe()
    assert "teleset/ivanova" not in live
    assert live["alfa/ivanova-2"] == replace(before, address="alfa/ivanova-2")


LOST = ConflictError("lock-lost", backend="x")


@pytest.mark.parametrize("fence", [Fence(at_check=LOST), Fence(at_record=LOST)], ids=["at its check", "at its record"])
def test_a_fence_that_falls_stops_everything(system: System, fence: Fence) -> None:
    system.become(BEFORE)
    live = system.observe()
    with pytest.raises(ConflictError):
        system.write(plan(system.desired(AFTER), live), fence)
    assert system.observe() == live or (not system.atomic and fence.at_record is not None)


def test_of_two_writers_with_the_same_plan_one_wins(system: System) -> None:
    system.become(BEFORE)
    changes = plan(system.desired(AFTER), system.observe())
    if not isinstance(system.backend, MemoryBackend):
        results: list[list[Outcome]] = []
        # Closing one while the other is at work would leave a connection behind: they share the pool.
        writers = [cast("Writer", system.backend.writer(Fence())) for _ in range(2)]

        def make(writer: Writer) -> None:
            results.append(list(writer.apply(changes)))

        threads = [threading.Thread(target=make, args=(writer,)) for writer in writers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for writer in writers:
            writer.close()
    else:
        results = [system.write(changes) for _ in range(2)]
    assert sorted(all(isinstance(outcome, Applied) for outcome in outcomes) for outcomes in results) == [False, True]
    assert plan(system.desired(AFTER), system.observe()) == []


def test_a_secret_that_is_not_set_here_keeps_its_tag(system: System) -> None:
    system.become(BEFORE)
    recipient = TELESET.recipient
    bus = recipient.contacts[0]
    assert bus.secret is not None
    unset = replace(bus, secret=replace(bus.secret, tag=None), address="https://bus2.example/")
    settings = Settings(TYPES, (replace(TELESET, recipient=replace(recipient, contacts=(unset, *recipient.contacts[1:]))),))
    before, after = system.observe()["teleset"], system.desired(settings)["teleset"]
    changes = [change for change in plan({"teleset": after}, {"teleset": before}) if isinstance(change, Update)]
    assert [field.pointer for field in changes[0].fields] == [("contacts", "bus", "address")]
    system.write(changes)
    live: Organization = system.backend.interpret(system.observe().values()).organizations[1]
    assert live.recipient.contacts[0] == replace(unset, secret=bus.secret)


def test_deleting_goes_by_what_was_seen(system: System) -> None:
    system.become(BEFORE)
    seen = system.observe()["teleset/petrov"]
    (outcome,) = system.write([Delete(replace(seen, manager=OTHER))])
    assert _codes([outcome]) == ["live-owner"]
    assert "teleset/petrov" in system.observe()


def _ivanova(address: str) -> Settings:
    accounts = tuple(replace(a, contacts=(replace(EMAIL, address=address),), subscriptions={"orders": ("email",)}) for a in TELESET.accounts if a == IVANOVA)
    return Settings(TYPES, (replace(TELESET, accounts=accounts, requirements={}),))


def _served(system: System) -> list[str]:
    return [delivery.address.value for delivery in system.route("teleset", "orders") if delivery.recipient == "teleset/ivanova"]


def test_the_last_verified_address_serves_until_the_declared_one_is_verified(system: System) -> None:
    system.become(_ivanova("first@x.example"))
    assert _served(system) == []
    assert system.observe()["teleset/ivanova"].observed == {"unconfirmed": ["email"]}
    system.verify("email", "first@x.example")
    assert _served(system) == ["first@x.example"]
    for address in ("second@x.example", "third@x.example"):
        system.become(_ivanova(address))
        assert _served(system) == ["first@x.example"]
        assert system.observe()["teleset/ivanova"].observed == {"unconfirmed": ["email"], "serving": {"email": "first@x.example"}}
        assert plan(system.desired(_ivanova(address)), system.observe()) == []
    system.refuse("teleset", "email", "third@x.example", "orders")
    assert _served(system) == ["first@x.example"]
    system.verify("email", "third@x.example")
    assert _served(system) == []
    assert system.observe()["teleset/ivanova"].observed == {"refused": {"email": ["orders"]}}
    system.become(_ivanova("first@x.example"))
    assert _served(system) == ["first@x.example"]
    assert system.observe()["teleset/ivanova"].observed == {}


def test_a_refusal_holds_in_its_organization_only(system: System) -> None:
    system.become(BEFORE)
    system.refuse("holding", "sms", "+79160000001", "*")
    assert "+79160000001" in {delivery.address.value for delivery in system.route("teleset", "payment")}
    system.refuse("teleset", "sms", "+79160000001", "payment")
    assert "+79160000001" in {delivery.address.value for delivery in system.route("teleset", "payment")}
    system.refuse("teleset", "sms", "+79160000001", "*")
    assert "+79160000001" not in {delivery.address.value for delivery in system.route("teleset", "payment")}
    assert system.observe()["teleset/ivanova"].observed["refused"] == {"mobile": ["*", "payment"]}
