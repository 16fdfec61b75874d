"""What the ledger, a saved plan and everything that is said keep of personal data: neither the values nor a digest that anybody could make again."""

from __future__ import annotations

import base64
import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reconciler.backends.sql import SqlBackend
from reconciler.canonical import canonical
from reconciler.model.backend import Scope
from reconciler.model.resource import Resource
from tests.cli.conftest import _quiet_environment, edit
from tests.privacy.canaries import first_shown
from tests.privacy.test_valid import Life, leaking_files, life

__all__ = ["_quiet_environment", "life"]

LIVE = {"accounts", "contacts", "organizations", "refusals", "subscriptions", "types", "verifications"}
"""The tables that hold what people get, and so their addresses."""

HASHES = ("md5", "sha1", "sha256", "sha384", "sha512", "blake2b", "blake2s", "sha3_256")
SHORTEST = 12
"""As many digits of a digest as anything here shows."""


def ledger_of(directory: Path) -> str:
    """Every row of every table that is not the live system's."""
    with closing(sqlite3.connect(directory / "live/notifications.db")) as live:
        tables = [name for (name,) in live.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = [name for name in tables if name.removeprefix("reconciler_") not in LIVE]
        assert len(kept) > 5
        return "\n".join(f"{name} {row}" for name in kept for row in live.execute(f"SELECT * FROM {name}"))


def live_of(directory: Path) -> list[Resource]:
    return list(SqlBackend({"type": "sql", "url": "sqlite:///live/notifications.db"}, directory).reader().observe(Scope()))


def leaves(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for item in value.values():
            yield from leaves(item)
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item)
    elif isinstance(value, str) and len(value) > 3:
        yield value


def digests(texts: set[bytes]) -> dict[str, bytes]:
    """Every digest without a key that somebody might have made, as much of it as would be shown."""
    made = {}
    for text in texts:
        for name in HASHES:
            digest = hashlib.new(name, text).digest()
            made[digest.hex()[:SHORTEST]] = text
            made[base64.b64encode(digest).decode()[:SHORTEST]] = text
    return made


def personal_texts(directory: Path, resources: list[Resource]) -> set[bytes]:
    texts = {resource.canonical for resource in resources}
    values = {value for resource in resources for value in leaves(resource.spec)} | {"hunter2!pw"}
    texts |= {form.encode() for value in values for form in (value, value.lower(), value.lstrip("+"), f"email:{value}", f"sms:{value}")}
    texts |= {canonical([resource.manager, resource.canonical.decode()]) for resource in resources}
    for path in (directory / "organizations").glob("*.yaml"):
        texts |= {path.read_bytes(), *path.read_bytes().splitlines()}
    return texts


@pytest.fixture
def lived(life: Life) -> tuple[Life, set[bytes]]:
    """A first apply, a saved plan that is applied, a drift, an approval, a refusal and a deletion."""
    directory = life.directory
    life.once("prepare")
    life.once("plan", "--out", "first.json")
    life.once("apply", "--yes", "first.json")
    texts = personal_texts(directory, live_of(directory))
    edit(directory / "organizations/canary.yaml", "+79161234567", "+79161234569")
    life.once("plan", "--out", "second.json")
    with closing(sqlite3.connect(directory / "live/notifications.db")) as live, live:
        live.execute("UPDATE reconciler_contacts SET address = 'hidden.one+drift@x.example' WHERE account = 'second' AND channel = 'email'")
    texts |= personal_texts(directory, live_of(directory))
    life("plan")
    for form in ("markdown", "html"):
        life.once("plan", "--format", form, "--full")
    life.once("apply", "--yes", "second.json", codes=(0, 5))
    life.once("apply", "--yes", "--only", "drift")
    life.once("apply", "--yes")
    text = (directory / "organizations/canary.yaml").read_text(encoding="utf-8")
    (directory / "organizations/canary.yaml").write_text(text.partition("  second:")[0], encoding="utf-8")
    texts |= personal_texts(directory, live_of(directory))
    life("plan", codes=(0, 4))
    life.once("apply", "--yes", codes=(0, 4))
    life("history")
    return life, texts


def test_neither_values_nor_digests_without_a_key(lived: tuple[Life, set[bytes]]) -> None:
    life, texts = lived
    kept = ledger_of(life.directory)
    assert first_shown([kept]) == ""
    assert leaking_files(life.directory.parent) == []
    plans = "\n".join(path.read_text(encoding="utf-8") for path in life.directory.glob("*.json"))
    assert plans.count("before_tag") > 3
    known = digests(texts)
    for name, text in (("ledger", kept), ("plan files", plans), ("output", "\n".join(life.said))):
        found = {digest: known[digest] for digest in known if digest in text}
        assert not found, (name, found)


def test_the_search_would_find_one(lived: tuple[Life, set[bytes]]) -> None:
    _, texts = lived
    digest = hashlib.sha256(b"hidden.one+first@x.example").hexdigest()
    assert digest[:SHORTEST] in digests(texts)
    assert len(texts) > 50
