"""What a plan says beside its changes, and that every code has its words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reconciler.model.backend import Capabilities
from reconciler.model.diagnostic import Place
from reconciler.planning.notes import not_compared, not_held
from reconciler.reporting.messages.planning import ENTRIES
from reconciler.resources import interpret
from tests.unit.planning.worlds import TYPES, account, organization, resource

CONTACTS = {
    "email": {"channel": "email", "address": "a@x.example"},
    "post": {"channel": "email", "address": "b@x.example"},
    "fax": {"channel": "fax", "address": "1"},
    "inapp": {"channel": "inapp", "address": "alfa/ivanova"},
}
IVANOVA = account("alfa/ivanova", contacts=CONTACTS, quiet_hours={"from": "22:00", "to": "08:00"})
WORLD = interpret([*TYPES, organization("alfa"), IVANOVA])


@pytest.mark.parametrize(
    ("capabilities", "found"),
    [
        (Capabilities(), []),
        (Capabilities(channels=frozenset({"email", "fax"})), []),
        (Capabilities(channels=frozenset({"email"})), [("channel", "fax")]),
        (Capabilities(several_contacts_per_channel=False), [("several-contacts", "email")]),
        (Capabilities(inapp=False, quiet_hours=False), [("inapp", "inapp"), ("quiet-hours", "")]),
    ],
)
def test_what_a_backend_cannot_hold_is_said(capabilities: Capabilities, found: list[tuple[str, str]]) -> None:
    diagnostics = list(not_held(WORLD, capabilities, {"alfa": 0, "alfa/ivanova": 3}))
    assert [(each.hint, each.arguments["channel"]) for each in diagnostics] == found
    assert {each.place for each in diagnostics} <= {Place(3, ("accounts", "ivanova"))}


def test_secrets_not_at_hand_are_named_but_not_their_values() -> None:
    hook = {"channel": "webhook", "address": "https://bus.example/", "secret": {"source": "env", "name": "BUS"}}
    pointer = ("contacts", "bus", "secret", "tag")
    alfa = resource("alfa", dict(organization("alfa").spec) | {"contacts": {"bus": hook}}, unknown=(pointer,), document=1)
    ivanova = resource("alfa/ivanova", dict(IVANOVA.spec) | {"contacts": {"bus": hook}}, unknown=(pointer,), document=2)
    found = list(not_compared([alfa, ivanova, replace(IVANOVA, document=3)]))
    assert [(each.arguments, each.place) for each in found] == [
        ({"address": "alfa//bus", "name": "BUS"}, Place(1)),
        ({"address": "alfa/ivanova/bus", "name": "BUS"}, Place(2, ("accounts", "ivanova"))),
    ]


ARGUMENTS = {"address": "alfa", "owner": "crm", "holds": "alfa/x", "count": 2, "channel": "fax", "name": "BUS"}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_words_in_both_languages_take_the_arguments(entry: object) -> None:
    row = next(each for each in ENTRIES if each is entry)
    assert row.en.hints.keys() == row.ru.hints.keys()
    for text in (row.en, row.ru):
        assert text.page
        for sentence in (text.message, *text.hints.values()):
            assert "{" not in sentence.format(**ARGUMENTS)
    assert sorted(each.code for each in ENTRIES) == [each.code for each in ENTRIES]
