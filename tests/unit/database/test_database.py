from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import event, select

from reconciler.database.database import Database
from reconciler.database.prepare import prepare
from reconciler.model.errors import RejectedError, Unusable

SECRET = "pa55word"

pytestmark = pytest.mark.usefixtures("migrations_in_earnest")


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


FORBIDDEN = """
import os, sys
from pathlib import Path
from reconciler.database.database import Database
from reconciler.database.revisions import pending
database = Database("sqlite:///deeper/n.db", directory=Path(sys.argv[1]))
database.engine("read")
os.setuid(65534)
for look in (lambda: pending(database), lambda: database.write().__enter__()):
    try:
        print(look())
    except Exception as error:
        print(type(error).__name__, error.code)
"""


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can become somebody else")
def test_where_nobody_may_look_is_no_empty_world() -> None:
    """Asked whether a file is there, Python raises (or, since 3.14, says no) where its directory may not be entered."""
    closed = Path(tempfile.mkdtemp())
    try:
        (closed / "deeper").mkdir(mode=0o700)
        said = subprocess.run([sys.executable, "-c", FORBIDDEN, str(closed)], check=True, capture_output=True, encoding="utf-8").stdout
        assert said.split("\n")[:2] == ["RejectedError backend-permission"] * 2
    finally:
        shutil.rmtree(closed)


def test_one_file_opened_twice_compiles_its_statements_once_and_keeps_listeners_apart(tmp_path: Path) -> None:
    one, other = (Database("sqlite:///live.db", directory=tmp_path) for _ in range(2))
    prepare(one)
    heard: list[str] = []
    event.listen(one.engine("read"), "begin", lambda _: heard.append("begin"))
    compiled = []
    for database in (one, other):
        with database.read() as connection:
            assert connection is not None
            connection.execute(select(database.tables.types)).all()
            compiled.append(len(database.engine("read")._compiled_cache or ()))
    assert compiled[0] == compiled[1]
    assert heard == ["begin"]
    one.close()
    with other.write() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        assert driver.in_transaction, "the lock is taken at once"
