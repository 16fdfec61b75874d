from __future__ import annotations

from collections.abc import Iterator

import pytest

from reconciler.delivering.sinks import LoopbackSinks, sinks
from tests.delivery.servers import Authority, make_authority


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def room() -> Iterator[LoopbackSinks]:
    with sinks() as opened:
        yield opened
