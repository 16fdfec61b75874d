from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.watching.running import Running


@pytest.fixture
def started() -> Iterator[list[Running]]:
    running: list[Running] = []
    yield running
    for one in running:
        if one.process.poll() is None:
            one.process.kill()
        one.process.wait(10)
