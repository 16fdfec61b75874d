"""Writes a project of N accounts: two contacts each, and three to seven types.

    python benchmarks/generate.py DIRECTORY --accounts 10000 [--size 1000] [--layout files|one]

The same arguments give the same bytes.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

TYPES = (
    "payment",
    "orders",
    "works",
    "license-renewal",
    "account-balance",
    "account-accrual",
    "services",
    "client-request-new",
    "client-request-status",
    "response-deadline",
    "technical-incident",
    "platform-news",
    "messages",
    "documents",
    "procurement",
)
FAMILY = ("Иванов", "Петров", "Сидоров", "Кузнецов", "Смирнов", "Попов", "Соколов", "Лебедев", "Козлов", "Новиков")
GIVEN = ("Иван", "Пётр", "Сергей", "Андрей", "Алексей", "Дмитрий", "Олег", "Николай")

PROJECT = """\
version: 1
kind: Project
manager: benchmark-0001
id: benchmark-0001
sources: [organizations]
backend: {type: sql, url: "sqlite:///.reconciler/notifications.db"}
"""


def write_project(directory: Path, accounts: int, *, size: int = 1000, layout: str = "files", changed: float = 0.0) -> None:
    """A project of organizations of `size` accounts: one file each, or (`one`) all in one file. `changed` is the share of accounts that differ from 0.0."""
    sources = directory / "organizations"
    sources.mkdir(parents=True, exist_ok=True)
    (directory / "reconciler.yaml").write_text(PROJECT, encoding="utf-8", newline="\n")
    texts = [organization(number, min(size, accounts - start), start, changed) for number, start in enumerate(range(0, accounts, size), 1)]
    if layout == "one":
        (sources / "all.yaml").write_text("---\n".join(texts), encoding="utf-8", newline="\n")
    else:
        for number, text in enumerate(texts, 1):
            (sources / f"org-{number:04d}.yaml").write_text(text, encoding="utf-8", newline="\n")


def organization(number: int, accounts: int, start: int, changed: float) -> str:
    """One organization's document; its accounts are numbered on from `start`."""
    head = f"""\
version: 1
kind: Organization
id: org-{number:04d}
name: ООО «Организация {number}»
form: company
locale: ru
timezone: Europe/Moscow
contacts:
  duty: {{channel: email, address: duty@org-{number:04d}.example}}
notifications:
  types: {{payment: [email, sms], orders: true, works: true}}
  channels: [email]
accounts:
"""
    return head + "".join(_account(number, start + index, changed) for index in range(accounts))


def _account(organization: int, number: int, changed: float) -> str:
    chance = random.Random(number)
    types = chance.sample(TYPES, chance.randint(3, 7))
    if chance.random() < changed:
        types[0] = next(type_ for type_ in TYPES if type_ not in types)
    choices = ["[email, sms]" if chance.random() < 0.3 else "true" for _ in types]
    if "[email, sms]" not in choices:
        choices[0] = "[email, sms]"  # a contact that nothing uses is worth a warning
    listed = ", ".join(f"{type_}: {choice}" for type_, choice in zip(types, choices, strict=True))
    return f"""\
  op-{number:07d}:
    family_name: {chance.choice(FAMILY)}
    given_name: {chance.choice(GIVEN)}
    contacts:
      email: op-{number:07d}@org-{organization:04d}.example
      mobile: {{channel: sms, address: "+7 9{number // 100_000 % 100:02d} {number // 100 % 1000:03d}-{number % 100:02d}-00", consent: {{basis: contract, since: "2025-06-01"}}}}
    notifications:
      types: {{all: false, {listed}}}
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--accounts", type=int, default=10_000)
    parser.add_argument("--size", type=int, default=1000, help="accounts of one organization")
    parser.add_argument("--layout", choices=["files", "one"], default="files")
    parser.add_argument("--changed", type=float, default=0.0, help="share of the accounts that get another type")
    arguments = parser.parse_args()
    write_project(arguments.directory, arguments.accounts, size=arguments.size, layout=arguments.layout, changed=arguments.changed)


if __name__ == "__main__":
    main()
