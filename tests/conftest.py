from __future__ import annotations

from hypothesis import HealthCheck, settings

from tests.postgresql import postgresql_schema, postgresql_url

__all__ = ["postgresql_schema", "postgresql_url"]

# How long an example takes to make says something about a busy machine, not about the program.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
settings.load_profile("unhurried")
