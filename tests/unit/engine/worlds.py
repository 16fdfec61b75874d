"""Projects in a temporary directory, for tests of what the engine joins."""

from __future__ import annotations

from pathlib import Path

PROJECT = """\
version: 1
kind: Project
manager: tests-7f3a
id: 0b7e4d52-5a0e-4a5e-9d5c-3f6f3a1c2b4d
sources: [organizations]
secrets: {env: ["TESTS_*"], files: [secrets]}
backend: {type: sql, url: "sqlite:///live.db"}
"""

ORGANIZATION = """\
version: 1
kind: Organization
id: teleset
name: ТелеСеть
form: company
locale: ru
timezone: Europe/Moscow
notifications: {types: [payment, orders], channels: [email]}
accounts:
  ivanova: {family_name: Иванова, given_name: Анна, contacts: {email: ivanova@teleset.example}}
  petrov: {family_name: Петров, given_name: Павел, contacts: {email: petrov@teleset.example}}
"""

BUS = """\
contacts:
  bus: {channel: webhook, address: https://bus.teleset.example/notify, secret: {env: TESTS_BUS}, types: all}
"""


def make(directory: Path, *, project: str = PROJECT, organization: str = ORGANIZATION) -> Path:
    """A project of one organization."""
    write(directory / "reconciler.yaml", project)
    write(directory / "organizations" / "teleset.yaml", organization)
    return directory


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    write(path, text.replace(old, new))
