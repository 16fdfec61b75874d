"""A fuzzer for a few seconds, or with --long for minutes: any bytes are judged without an exception, reported in every form, at places there are, and nothing
private is shown."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from random import SystemRandom
from time import monotonic

import pytest

from tests.fuzz.found import FOUND
from tests.fuzz.inputs import content, hidden
from tests.fuzz.target import probe
from tests.unit.documents.texts import smallest

FEW, MANY = 2.0, 240.0
"""Seconds."""


def fuzz(directory: Path, seconds: float, number: int) -> int:
    """Probe until the time is over; returns how many inputs that were. `number` is the first one's, unless RECONCILER_FUZZ names another."""
    number = int(os.environ.get("RECONCILER_FUZZ") or number)
    first, end = number, monotonic() + seconds
    while monotonic() < end:
        name, raw = content(number)
        if (wrong := mistake(raw, name, directory)) is not None:
            pytest.fail(f"RECONCILER_FUZZ={number} {name}: {shortest(raw, name, directory, type(wrong))!r}: {wrong!r}")
        number += 1
    return number - first


def mistake(raw: bytes, name: str, directory: Path) -> Exception | None:
    try:
        probe(raw, directory=directory, name=name, hidden=hidden(raw))
    except Exception as error:  # noqa: BLE001 - any is one too many
        return error
    return None


def shortest(raw: bytes, name: str, directory: Path, kind: type[Exception]) -> bytes:
    """Something shorter that goes wrong alike."""
    fails: Callable[[str], bool] = lambda text: isinstance(mistake(text.encode("latin-1"), name, directory), kind)  # noqa: E731
    return smallest(raw.decode("latin-1"), fails).encode("latin-1")


def test_for_a_few_seconds(tmp_path: Path) -> None:
    """The same inputs every time: what is new is sought by the long run, and must not stop a change that has nothing to do with it."""
    assert fuzz(tmp_path, FEW, 0) > 5


@pytest.mark.long
@pytest.mark.timeout(2 * MANY)
def test_for_minutes(tmp_path: Path) -> None:
    assert fuzz(tmp_path, MANY, SystemRandom().randrange(2**40)) > 100


@pytest.mark.parametrize(("name", "raw"), FOUND.values(), ids=FOUND)
def test_what_was_found_once(name: str, raw: bytes, tmp_path: Path) -> None:
    probe(raw, directory=tmp_path, name=name, hidden=hidden(raw))


def test_a_mistake_would_be_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of the promises is really looked at."""
    from dataclasses import replace

    from reconciler.engine.validate import Validated
    from reconciler.model.diagnostic import Diagnostic, Location
    from tests.fuzz import target

    good = Diagnostic("bad-id", hint="similar", location=Location("organizations/x.yaml", 1, 1, "id: x", (4, 1)), arguments={"suggestion": "x"})
    for wrong in (
        replace(good, code="no-such-code"),
        replace(good, hint="no-such-hint"),
        replace(good, arguments={}),
        replace(good, location=None),
        replace(good, location=Location("organizations/x.yaml", 3, 1)),
        replace(good, location=Location("organizations/x.yaml", 1, 99)),
        replace(good, location=Location("organizations/x.yaml", 1, 1, "id: x", (9, 1))),
        replace(good, arguments={**good.arguments, "suggestion": "hidden.one@x.example"}),
    ):
        monkeypatch.setattr(target, "validate", lambda *_, found=wrong, **__: Validated((found,), 1, True))
        assert mistake(b"id: hidden.one@x.example\n", "organizations/x.yaml", tmp_path), wrong
