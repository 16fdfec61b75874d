from __future__ import annotations

from tests.postgresql import postgresql_schema, postgresql_url

__all__ = ["postgresql_schema", "postgresql_url"]
