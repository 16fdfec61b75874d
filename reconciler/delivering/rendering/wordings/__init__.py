"""What we say about each event of the built-in types, in Russian and English: rows, in the order of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from reconciler.delivering.rendering.wording import Wording
from reconciler.delivering.rendering.wordings.account import ACCOUNT
from reconciler.delivering.rendering.wordings.core import CORE
from reconciler.delivering.rendering.wordings.platform import PLATFORM
from reconciler.delivering.rendering.wordings.system import SYSTEM
from reconciler.delivering.rendering.wordings.work import WORK

WORDINGS: Final[Mapping[str, Wording]] = MappingProxyType({**CORE, **ACCOUNT, **WORK, **PLATFORM, **SYSTEM})
"""By the name of the event."""
