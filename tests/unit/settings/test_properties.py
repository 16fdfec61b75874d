"""What holds for every declaration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reconciler.model.diagnostic import Severity
from reconciler.model.document import Document
from reconciler.model.policy import Policy
from reconciler.model.settings import Recipient, Settings
from reconciler.resources import compile_settings, interpret
from reconciler.settings.catalogue import CATALOGUE
from reconciler.settings.resolve import Resolution, resolve
from reconciler.settings.trace import trace, trace_values
from tests.declarations import CHANNELS, declarations
from tests.unit.settings.naive import Clamp, matrix

# A declaration is large, and the machine may be busy.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def resolution_of(documents: list[dict[str, Any]], policy: Policy | None = None) -> Resolution:
    return resolve([Document(number, f"{number}.yaml", data) for number, data in enumerate(documents)], catalogue=CATALOGUE, policy=policy)


def resolved(documents: list[dict[str, Any]]) -> Settings:
    resolution = resolution_of(documents)
    found = resolution.settings()
    assert not [diagnostic for diagnostic in resolution.diagnostics if diagnostic.severity is Severity.ERROR], resolution.diagnostics
    return found


def reordered(value: Any) -> Any:
    """The same data with every mapping written the other way round."""
    if isinstance(value, dict):
        return {key: reordered(value[key]) for key in reversed(value)}
    return value


@unhurried
@given(declarations(), st.randoms(use_true_random=False))
def test_order_means_nothing(documents: list[dict[str, Any]], random: Any) -> None:
    shuffled = [reordered(document) for document in documents]
    random.shuffle(shuffled)
    assert list(compile_settings(resolved(shuffled))) == list(compile_settings(resolved(documents)))


@unhurried
@given(declarations())
def test_compiling_loses_nothing(documents: list[dict[str, Any]]) -> None:
    world = resolved(documents)
    assert interpret(compile_settings(world)) == world


@unhurried
@given(declarations())
def test_every_cell_leads_to_a_contact_of_the_recipient(documents: list[dict[str, Any]]) -> None:
    for organization in resolved(documents).organizations:
        for recipient in (organization.recipient, *organization.accounts):
            ids = {contact.id for contact in recipient.contacts}
            for contacts in recipient.subscriptions.values():
                assert contacts
                assert list(contacts) == sorted(set(contacts))
                assert ids.issuperset(contacts)


TYPES = [type_.id for type_ in CATALOGUE] + ["own-a"]
some_types = st.frozensets(st.sampled_from(TYPES), max_size=3)
clamps = st.builds(Clamp, some_types, some_types, st.one_of(st.just(frozenset[str]()), st.frozensets(st.sampled_from(CHANNELS), max_size=3)))


def recipients(world: Settings) -> list[Recipient]:
    return [recipient for organization in world.organizations for recipient in (organization.recipient, *organization.accounts)]


@unhurried
@given(declarations(), clamps, st.booleans())
def test_the_effective_matrix_is_what_the_rules_say(documents: list[dict[str, Any]], clamp: Clamp, mandatory: bool) -> None:
    """Against a second implementation that shares nothing with the first."""
    for document in documents:
        if document["kind"] == "NotificationType":
            document["mandatory"] = mandatory
    policy = Policy(forced=tuple(clamp.forced), forbidden=tuple(clamp.forbidden), channels=tuple(clamp.channels))
    found = {
        recipient.address: {type_: set(contacts) for type_, contacts in recipient.subscriptions.items()}
        for recipient in recipients(resolution_of(documents, policy).settings())
    }
    assert found == matrix(documents, CATALOGUE, clamp)


def _support(ways: Mapping[str, str]) -> str:
    return ", ".join(f"{way} {ways[way]}" for way in ("email", "phone", "url") if way in ways) or "none"


@unhurried
@given(declarations(), clamps, st.booleans())
def test_what_is_explained_is_what_holds(documents: list[dict[str, Any]], clamp: Clamp, mandatory: bool) -> None:
    """The deciding step of a trace says what the recipient really has."""
    for document in documents:
        if document["kind"] == "NotificationType":
            document["mandatory"] = mandatory
    policy = Policy(forced=tuple(clamp.forced), forbidden=tuple(clamp.forbidden))
    resolution = resolution_of(documents, policy)
    types = {type_.id: type_ for type_ in resolution.types}
    world = resolution.settings()
    support = {organization.id: organization.support for organization in world.organizations}
    for recipient in recipients(world):
        values = {step.subject: step.value for step in trace_values(resolution.entries, types, recipient.address) if step.decides}
        quiet = "–".join(recipient.quiet_hours) if recipient.quiet_hours else "none"
        inherited = support[recipient.address.partition("/")[0]]
        told = {"locale": recipient.locale, "timezone": recipient.timezone, "quiet_hours": quiet, "support": _support(inherited)}
        assert {subject: value for subject, value in values.items() if subject != "channels"} == told
        for type_, definition in types.items():
            steps = trace(resolution.entries, types, policy, recipient.address, type_)
            decided = {step.subject: step.value for step in steps if step.decides and step.subject != "contact"}
            wished = decided["on"] != "off"
            if not wished and not any(step.subject == "contact" and step.value != "off" for step in steps):
                assert type_ not in recipient.subscriptions
            by_default = {contact.id for contact in recipient.contacts} - {step.layer.removeprefix("contact:") for step in steps if step.subject == "contact"}
            names = set(decided["channels"].split(", "))
            allowed = definition.allowed_channels or tuple(CHANNELS)
            expected = (
                {each.id for each in recipient.contacts if each.id in by_default and {each.id, each.channel} & names and each.channel in allowed}
                if wished
                else set()
            )
            assert by_default & set(recipient.subscriptions.get(type_, ())) == expected
