"""The notification types every installation has, in the order they are listed: the four core ones lead."""

from __future__ import annotations

from typing import Final

from reconciler.model.settings import NotificationType
from reconciler.settings.catalogue.account import ACCOUNT
from reconciler.settings.catalogue.core import CORE
from reconciler.settings.catalogue.platform import PLATFORM
from reconciler.settings.catalogue.system import SYSTEM
from reconciler.settings.catalogue.work import WORK

CATALOGUE_VERSION: Final = 2
"""Raised whenever a type is added, withdrawn, or changed in what it means."""

CATALOGUE: Final[tuple[NotificationType, ...]] = (*CORE, *ACCOUNT, *WORK, *PLATFORM, *SYSTEM)
