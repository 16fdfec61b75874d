"""Who is at work: for the history, and for the lock."""

from __future__ import annotations

import getpass
import os
import socket
from pathlib import Path

from reconciler.model.ledger import Owner


def actor() -> str:
    """Who runs this, as the history names them: `user@host`."""
    return f"{_user()}@{socket.gethostname()}"


def owner() -> Owner:
    """Who holds a lock taken here."""
    return Owner(_user(), socket.gethostname(), os.getpid(), _boot())


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        # A container may run under a number that has no name.
        return "unknown"


def _boot() -> str:
    """What tells this start of the machine from the one before, and those who number processes alike from others, where the system says both.

    A container may carry its host's name. It sees none of the host's processes, and must not take them for dead.
    """
    try:
        start = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return f"{start} {Path('/proc/self/ns/pid').readlink()}"
    except (OSError, ValueError):
        return ""
