"""The least that a no-op plan can cost: parse the same bytes, judge them by the same schema, fetch the same rows. Nothing is compared.

    python benchmarks/floor.py DIRECTORY

Prints what each step took, in seconds, as JSON.
"""

from __future__ import annotations

import gc
import itertools
import json
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import jsonschema_rs
import yaml_rs

SCHEMAS = Path(__file__).parents[1] / "schemas" / "v1"
BOOKKEEPING = ("history", "lock", "lease", "binding", "installation", "alembic", "version", "revision", "sqlite_")


def documents(directory: Path) -> Iterator[Any]:
    for path in sorted((directory / "organizations").glob("*.yaml")):
        loaded = yaml_rs.loads(path.read_text(encoding="utf-8"), parse_datetime=False)
        yield from loaded if isinstance(loaded, list) else [loaded]


def validator() -> jsonschema_rs.Draft202012Validator:
    schemas = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in sorted(SCHEMAS.glob("*.json"))}
    registry = jsonschema_rs.Registry([(schema.get("$id", name), schema) for name, schema in schemas.items()])
    return jsonschema_rs.Draft202012Validator(schemas["document.json"], registry=registry)


def rows(database: Path) -> int:
    """How many rows were fetched, of every table but those the ledger keeps its books in."""
    fetched = 0
    with closing(sqlite3.connect(f"file:{database.as_posix()}?mode=ro", uri=True)) as connection:
        tables = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table' order by name")]
        for table in tables:
            if not any(word in table for word in BOOKKEEPING):
                fetched += len(connection.execute(f'select * from "{table}"').fetchall())  # noqa: S608 - names out of the database itself
    return fetched


def main() -> None:
    directory = Path(sys.argv[1])
    gc.disable()
    times = {"start": time.perf_counter()}
    loaded = list(documents(directory))
    times["parse"] = time.perf_counter()
    judge = validator()
    valid = all(judge.is_valid(document) for document in loaded)
    times["judge"] = time.perf_counter()
    database = directory / ".reconciler" / "notifications.db"
    fetched = rows(database) if database.exists() else 0
    times["fetch"] = time.perf_counter()
    names = list(times)
    steps = {name: times[name] - times[before] for before, name in itertools.pairwise(names)}
    print(json.dumps({"valid": valid, "documents": len(loaded), "rows": fetched, "seconds": steps}))


if __name__ == "__main__":
    main()
