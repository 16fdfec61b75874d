from __future__ import annotations

import gc
import os

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.migrations import migrations_are_remembered, migrations_in_earnest
from tests.postgresql import postgresql_schema, postgresql_url

__all__ = ["migrations_are_remembered", "migrations_in_earnest", "postgresql_schema", "postgresql_url"]

# How long an example takes to make says something about a busy machine, not about the program.
settings.register_profile("thorough", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
# Making a failing example smaller can take five minutes for each test. Whoever wants that sets HYPOTHESIS_PROFILE=thorough, as scripts/test --long does.
# The quick profile tries the same examples every time: new ones are sought with --long, and must not stop a change that has nothing to do with them.
settings.register_profile(
    "quick", settings.get_profile("thorough"), max_examples=15, derandomize=True, phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.target]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or "quick")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files of `tests/unit` come last: they are many and short, so that no worker is left alone with a long one at the end."""
    items.sort(key=lambda item: item.nodeid.startswith("tests/unit/"))


def pytest_collection_finish(session: pytest.Session) -> None:
    """What ten thousand tests are made of stays until the end: nobody has to look through it for garbage again and again."""
    gc.collect()
    gc.freeze()
