from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from reconciler.backends import BACKENDS, BackendFactory, backend_class
from reconciler.backends.memory import MemoryBackend
from reconciler.backends.sql import SqlBackend
from reconciler.model.backend import Backend, Deliverer, Preparable, Router, Verifier
from reconciler.model.errors import Unusable
from tests.conformance.conftest import ENGINES

# The registry holds names, so the type checker is told here that the classes fit.
FACTORIES: dict[str, BackendFactory] = {"memory": MemoryBackend, "sql": SqlBackend}
OPTIONS = {"memory": {}, "sql": {"url": "sqlite:///n.db"}}


@pytest.mark.parametrize("name", BACKENDS)
def test_every_row_is_a_backend(name: str, tmp_path: Path) -> None:
    assert backend_class(name) is FACTORIES[name]
    backend = backend_class(name)({"type": name, **OPTIONS[name]}, tmp_path)
    assert isinstance(backend, Backend)
    assert backend.label.startswith(name)
    assert list(tmp_path.iterdir()) == []


def test_every_row_goes_through_the_conformance_suite() -> None:
    assert {*ENGINES.values()} == {*BACKENDS}


@pytest.mark.parametrize("name", BACKENDS)
def test_unknown_options_are_named_and_their_values_are_not(name: str, tmp_path: Path) -> None:
    with pytest.raises(Unusable) as raised:
        backend_class(name)({"type": name, **OPTIONS[name], "pasword": "s3cret"}, tmp_path)
    assert raised.value.arguments["options"] == ("pasword",)
    assert "s3cret" not in str(raised.value)


def test_memory_implements_every_port(tmp_path: Path) -> None:
    backend: object = MemoryBackend({}, tmp_path)
    for port in (Router, Verifier, Deliverer):
        assert isinstance(backend, port)


def test_sql_prepares_itself_only_where_it_is_embedded(tmp_path: Path) -> None:
    embedded, shared = SqlBackend(OPTIONS["sql"], tmp_path), SqlBackend({"url": "postgresql://h/d"}, tmp_path)
    assert isinstance(embedded, Preparable)
    assert (embedded.prepares_itself, shared.prepares_itself) == (True, False)
    assert shared.label == "sql, postgresql://h/d"


@pytest.mark.parametrize("url", [None, 3, {"env": "NAME"}])
def test_a_url_is_text(url: object, tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="backend-options"):
        SqlBackend({"url": url}, tmp_path)  # type: ignore[dict-item]


def test_the_registry_brings_no_library() -> None:
    script = "import sys, reconciler.backends; print([name for name in ('sqlalchemy', 'pydantic', 'alembic') if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8").stdout.strip() == "[]"


def test_observing_never_imports_alembic(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib\nfrom reconciler.backends.sql import SqlBackend\nfrom reconciler.ledger.sql import SqlLedger\nfrom reconciler.model.backend import Scope\n"
        "b = SqlBackend({'url': 'sqlite:///n.db'}, pathlib.Path(sys.argv[1])); b.pending(); list(b.reader().observe(Scope())); SqlLedger(b.database).key()\n"
        "print('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, encoding="utf-8").stdout.strip() == "False"
