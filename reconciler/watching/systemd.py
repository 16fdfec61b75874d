"""What a service manager wants to hear (sd_notify): ready, still alive, ending. Where nobody listens, nothing is said."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping


class Manager:
    """The socket that NOTIFY_SOCKET names, a path or (behind an @) an abstract one. `every` is how often, in seconds, WATCHDOG=1 is due (0: never)."""

    def __init__(self, environ: Mapping[str, str] = os.environ, *, process: int | None = None) -> None:
        named = environ.get("NOTIFY_SOCKET", "")
        self._path = named if named[:1] in ("/", "@") and hasattr(socket, "AF_UNIX") else ""
        self.every = _watchdog(environ, os.getpid() if process is None else process) / 2 if self._path else 0.0

    def ready(self) -> None:
        self.say("READY=1")

    def alive(self) -> None:
        self.say("WATCHDOG=1")

    def ending(self) -> None:
        self.say("STOPPING=1")

    def say(self, state: str) -> bool:
        """Whether it was said. A manager that does not listen is no reason to stop."""
        if not self._path:
            return False
        address = f"\0{self._path[1:]}" if self._path.startswith("@") else self._path
        try:
            with socket.socket(getattr(socket, "AF_UNIX"), socket.SOCK_DGRAM) as connection:  # noqa: B009 - Windows has no such thing
                connection.settimeout(1.0)
                connection.sendto(state.encode(), address)
        except OSError:
            return False
        return True


def _watchdog(environ: Mapping[str, str], process: int) -> float:
    """Seconds after which the manager takes it for dead; 0 where it does not, or means another process."""
    said, meant = environ.get("WATCHDOG_USEC", ""), environ.get("WATCHDOG_PID", "")
    ours = not meant or meant == str(process)
    return int(said) / 1_000_000 if ours and said.isascii() and said.isdecimal() else 0.0
