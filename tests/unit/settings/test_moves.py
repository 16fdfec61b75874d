"""`moved`, as files may say it and get it wrong."""

from __future__ import annotations

from typing import Any

import pytest

from reconciler.model.diagnostic import Severity
from reconciler.model.document import Document
from reconciler.settings.catalogue import CATALOGUE
from reconciler.settings.resolve import Resolution, resolve

PERSON = {"family_name": "Иванова", "given_name": "Анна", "contacts": {"email": "a@teleset.example"}}


def declared(*moved: tuple[str, str], accounts: tuple[str, ...] = ("petrova",), complete: bool = True, **others: Any) -> Resolution:
    entries = [{"from": source, "to": target} for source, target in moved]
    data: dict[str, Any] = {"version": 1, "kind": "Organization", "id": "teleset", "name": "T", "moved": entries, "accounts": dict.fromkeys(accounts, PERSON)}
    documents = [Document(0, "teleset.yaml", data)]
    documents += [
        Document(index, f"{id}.yaml", {"version": 1, "kind": "Organization", "id": id, "name": id} | more) for index, (id, more) in enumerate(others.items(), 1)
    ]
    return resolve(documents, catalogue=CATALOGUE, complete=complete)


def codes(resolution: Resolution) -> list[tuple[str, str]]:
    return [(found.code, found.hint) for found in resolution.diagnostics]


@pytest.mark.parametrize(
    ("moved", "expected"),
    [
        ([("teleset/ivanova", "teleset/petrova")], []),
        ([("teleset/ivanova", "teleset/x"), ("teleset/x", "teleset/petrova")], []),
        ([("alfa/petrova", "teleset/petrova")], []),
        ([("alfa", "teleset")], []),
        ([("alfa", "teleset"), ("alfa/ivanova", "teleset/petrova")], []),
        ([("beta/ivanova", "alfa/petrova"), ("alfa", "teleset")], []),
        ([("teleset/ivanova", "teleset")], [("moved-elsewhere", "")]),
        ([("teleset/ivanova", "teleset/ivanova")], [("moved-elsewhere", "same")]),
        ([("teleset/petrova", "teleset/ivanova")], [("moved-from-declared", "")]),
        ([("teleset/ivanova", "teleset/sidorova")], [("moved-to-undeclared", "")]),
        ([("teleset/a", "teleset/b"), ("teleset/b", "teleset/a")], [("moved-to-undeclared", ""), ("moved-to-undeclared", "")]),
        ([("teleset/ivanova", "teleset/petrova"), ("teleset/ivanova", "teleset/petrova")], [("moved-twice", "")]),
        ([("teleset/a", "teleset/petrova"), ("teleset/b", "teleset/petrova")], [("moved-twice", "to")]),
    ],
)
def test_what_may_be_said(moved: list[tuple[str, str]], expected: list[tuple[str, str]]) -> None:
    assert codes(declared(*moved)) == expected


def test_two_ids_cannot_change_places_at_once() -> None:
    swapped = declared(("teleset/petrova", "teleset/ivanova"), ("teleset/ivanova", "teleset/petrova"), accounts=("petrova", "ivanova"))
    assert codes(swapped) == [("moved-from-declared", "swap")] * 2


def test_an_address_that_may_be_in_a_file_not_read_is_a_note() -> None:
    (found,) = declared(("teleset/ivanova", "alfa/petrova"), complete=False).diagnostics
    assert (found.code, found.severity) == ("moved-to-undeclared", Severity.NOTE)


def test_only_moves_that_make_sense_are_carried_out() -> None:
    resolution = declared(("teleset/ivanova", "teleset/petrova"), ("teleset/x", "teleset/nobody"))
    assert [(moved.source, moved.target) for moved in resolution.moves] == [("teleset/ivanova", "teleset/petrova")]
