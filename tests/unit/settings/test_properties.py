"""What holds for every declaration."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from reconciler.model.diagnostic import Severity
from reconciler.model.document import Document
from reconciler.model.settings import Settings
from reconciler.resources import compile_settings, interpret
from reconciler.settings.catalogue import CATALOGUE
from reconciler.settings.resolve import resolve
from tests.declarations import declarations


def resolved(documents: list[dict[str, Any]]) -> Settings:
    resolution = resolve([Document(number, f"{number}.yaml", data) for number, data in enumerate(documents)], catalogue=CATALOGUE)
    settings = resolution.settings()
    assert not [diagnostic for diagnostic in resolution.diagnostics if diagnostic.severity is Severity.ERROR], resolution.diagnostics
    return settings


def reordered(value: Any) -> Any:
    """The same data with every mapping written the other way round."""
    if isinstance(value, dict):
        return {key: reordered(value[key]) for key in reversed(value)}
    return value


@given(declarations(), st.randoms(use_true_random=False))
def test_order_means_nothing(documents: list[dict[str, Any]], random: Any) -> None:
    shuffled = [reordered(document) for document in documents]
    random.shuffle(shuffled)
    assert list(compile_settings(resolved(shuffled))) == list(compile_settings(resolved(documents)))


@given(declarations())
def test_compiling_loses_nothing(documents: list[dict[str, Any]]) -> None:
    settings = resolved(documents)
    assert interpret(compile_settings(settings)) == settings


@given(declarations())
def test_every_cell_leads_to_a_contact_of_the_recipient(documents: list[dict[str, Any]]) -> None:
    for organization in resolved(documents).organizations:
        for recipient in (organization.recipient, *organization.accounts):
            ids = {contact.id for contact in recipient.contacts}
            for contacts in recipient.subscriptions.values():
                assert contacts
                assert list(contacts) == sorted(set(contacts))
                assert ids.issuperset(contacts)
