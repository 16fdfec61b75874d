"""What a plan says beside its changes, and that every code has its words."""

from __future__ import annotations

import pytest

from reconciler.model.backend import Capabilities
from reconciler.model.diagnostic import Place
from reconciler.planning.notes import not_held
from reconciler.resources import interpret
from tests.unit.planning.worlds import TYPES, account, organization

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
