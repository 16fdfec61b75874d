from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from reconciler.database.database import Database
from reconciler.database.prepare import prepare
from reconciler.model.errors import RejectedError, Unusable

SECRET = "pa55word"


@pytest.mark.parametrize(
    ("url", "label"),
    [
        ("sqlite:///.reconciler/notifications.db", "sqlite:///.reconciler/notifications.db"),
        ("sqlite:////var/lib/n.db", "sqlite:////var/lib/n.db"),
        (f"postgresql+psycopg://reconciler:{SECRET}@db1.teleset.example/notify?sslmode=require&password={SECRET}", "postgresql://db1.teleset.example/notify"),
        (f"postgresql://u:{SECRET}@db1:5433/notify", "postgresql://db1:5433/notify"),
        ("postgresql+psycopg://u@/notify?host=/run/postgresql", "postgresql:///notify"),
    ],
)
def test_the_label_shows_no_credentials(url: str, label: str) -> None:
    assert Database(url).label == label


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "sqlite://",
        "sqlite:///:memory:",
        f"mysql://u:{SECRET}@h/d",
        f"postgresql+psycopg2://u:{SECRET}@h/d",
        "postgresql+psycopg://h",
        "sqlite:///a.db?mode=memory",
        f"postgresql://u:{SECRET}@h:abc/d",
        f"postgresql://u:{SECRET}@[::1/d",
    ],
)
def test_other_urls_are_refused_without_quoting_them(url: str) -> None:
    with pytest.raises(Unusable, match=r"^backend-url$") as raised:
        Database(url)
    assert raised.value.arguments == {}


@pytest.mark.parametrize(("url", "schema"), [("sqlite:///n.db", "x"), ("postgresql://h/d", 'x"; DROP'), ("postgresql://h/d", "X"), ("postgresql://h/d", "")])
def test_a_schema_is_a_plain_name_of_postgresql(url: str, schema: str) -> None:
    with pytest.raises(Unusable, match=r"^backend-schema$"):
        Database(url, schema=schema)


def test_relative_paths_start_from_the_directory(tmp_path: Path) -> None:
    database = Database("sqlite:///a b/ё#.db", directory=tmp_path)
    prepare(database)
    assert (tmp_path / "a b" / "ё#.db").exists()
    with database.read() as connection:
        assert connection is not None


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    database = Database("sqlite:///n.db", directory=tmp_path)
    prepare(database)
    with pytest.raises(RejectedError, match="backend-read-only"), database.read() as connection:
        assert connection is not None
        connection.execute(database.tables.types.insert(), {"type": "x"})


def test_an_exception_undoes_the_transaction(tmp_path: Path) -> None:
    database = Database("sqlite:///n.db", directory=tmp_path)
    prepare(database)
    with pytest.raises(KeyError), database.write() as connection:
        connection.execute(database.tables.types.insert(), {"type": "x"})
        raise KeyError
    with database.read() as connection_:
        assert connection_ is not None
        assert connection_.execute(database.tables.types.select()).all() == []


def test_a_transaction_belongs_to_one_database(tmp_path: Path) -> None:
    one, two = (Database(f"sqlite:///{name}.db", directory=tmp_path) for name in "ab")
    prepare(one)
    with one.write() as connection:
        assert one.owns(connection)
        assert not two.owns(connection)
    with one.read() as reading:
        assert not one.owns(reading)
    assert not one.owns(None)


def test_libraries_print_nothing() -> None:
    """Their words quote values, and without a handler Python prints warnings by itself."""
    script = (
        "import logging, sys, reconciler.database.engines as engines\n"
        "logging.basicConfig(level=logging.INFO, stream=sys.stderr)\n"
        "for name in engines.LOUD: logging.getLogger(name + '.pool').error('s3cret')\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", check=True)
    assert ended.stdout + ended.stderr == ""
