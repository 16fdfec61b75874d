"""The same declaration gives the same bytes, whatever order it comes in and whatever hashes its strings have."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import Run, write

PEOPLE = ("ivanova", "petrov", "sidorova", "kuznetsov", "smirnov", "popova", "orlov", "belova")
TYPES = ("payment", "orders", "works", "license-renewal")

ORGANIZATION = """\
version: 1
kind: Organization
id: {id}
name: ООО «{id}»
form: company
notifications: {{types: [{types}], channels: [email]}}
accounts: {{{accounts}}}
"""


def _account(name: str, order: random.Random, *, mistaken: bool) -> str:
    parts = [
        "family_name: Иванова",
        "given_name: Анна",
        f"contacts: {{{_shuffled([f'email: {name}@teleset.example', f'mobile: {{channel: sms, address: {chr(34)}+79160000001{chr(34)}}}'], order)}}}",
        f"notifications: {{types: {{{_shuffled(['works: [email, mobile]', 'paymant: true' if mistaken else 'documents: true', 'orders: false'], order)}}}}}",
    ]
    return f"{name}: {{{_shuffled(parts, order)}}}"


def _shuffled(parts: list[str], order: random.Random) -> str:
    return ", ".join(order.sample(parts, len(parts)))


def _declare(project: Path, seed: int, *, types: tuple[str, ...] = TYPES, mistaken: bool = False) -> list[str]:
    """The same world written in another order: of accounts, keys, list items and sources. What is on a line stays on it. Returns its files, in that order."""
    order = random.Random(seed)
    for id in ("alfa", "beta", "gamma"):
        accounts = ", ".join(_account(name, order, mistaken=mistaken and name == "petrov") for name in order.sample(PEOPLE, len(PEOPLE)))
        write(project / f"organizations/{id}.yaml", ORGANIZATION.format(id=id, types=_shuffled(list(types), order), accounts=accounts))
    files = [f"organizations/{id}.yaml" for id in ("alfa", "beta", "gamma")]
    shuffled = order.sample(files, len(files))
    project_file = (project / "reconciler.yaml").read_text(encoding="utf-8")
    write(project / "reconciler.yaml", re.sub(r"sources: .*", f"sources: [{', '.join(shuffled)}]", project_file))
    return shuffled


SAYS = "import json, sys; from reconciler.cli.main import execute; sys.exit(max([execute(words) for words in json.loads(sys.argv[1])]))"


def _said(project: Path, seed: int, *arguments: str) -> bytes:
    """stdout of a process with its own hash seed, which says it as text and as JSON. Columns move with what stands before them on a line, so they are left out."""
    environ = {**os.environ, "PYTHONHASHSEED": str(seed)}
    words = json.dumps([[*arguments, "--format", form] for form in ("text", "json")])
    done = subprocess.run([sys.executable, "-c", SAYS, words], cwd=project, env=environ, capture_output=True, check=False)
    assert done.returncode in (0, 3), done.stderr.decode()
    assert b'"format_version"' in done.stdout
    return re.sub(rb'"column": \d+', b'"column": 0', done.stdout)


def test_a_plan(project: Path, run: Run) -> None:
    (project / "organizations/teleset.yaml").unlink()
    _declare(project, 0, types=("payment", "orders"))
    assert run("apply", "--yes").code == 0
    said = set()
    for seed in range(3):
        _declare(project, seed)
        said.add(_said(project, seed, "plan", "--full"))
    assert len(said) == 1
    assert said.pop().count(b"license-renewal") > 1


def test_a_first_plan(project: Path) -> None:
    (project / "organizations/teleset.yaml").unlink()
    said = set()
    for seed in range(3):
        _declare(project, seed)
        said.add(_said(project, seed, "plan"))
    assert len(said) == 1


def test_what_validate_finds(project: Path) -> None:
    (project / "organizations/teleset.yaml").unlink()
    files = _declare(project, 0, mistaken=True)
    said = {_said(project, seed, "validate", *random.Random(seed).sample(files, len(files))) for seed in range(3)}
    assert len(said) == 1
    assert said.pop().count(b"paymant") >= 2 * len(files)
