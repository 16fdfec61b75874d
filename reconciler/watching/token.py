"""The token of the hook and the pages, as it is now: who puts another one in its place restarts nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from reconciler.model.errors import ReconcilerError, Unusable

log = logging.getLogger(__name__)

SHORTEST: Final = 16
"""Characters that a token has at least."""


class Token:
    """`token` is one that stays, or gives the one that holds now ("" where there is none) and is asked at each request. Raises, once, what it raises, and `Unusable("watch-token-short")`.

    Later on what cannot be used (a file that is just being written, one that is too short) leaves the one before in force, and the log says so.
    """

    def __init__(self, token: str | Callable[[], str]) -> None:
        self._read = token if callable(token) else lambda: token
        self._said = ""
        self._value = self._demanded()

    def value(self) -> bytes:
        """b"" where there is none."""
        try:
            found, said = self._demanded(), ""
        except ReconcilerError as error:
            found, said = self._value, error.code
        if said and said != self._said:
            log.warning("the token of the hook cannot be read anew (%s); the one before stays in force", said, extra={"event": "token-unusable", "error": said})
        if found != self._value:
            log.info("the token of the hook is another one from now on", extra={"event": "token-changed"})
        self._value, self._said = found, said
        return found

    def _demanded(self) -> bytes:
        found = self._read()
        if found and len(found) < SHORTEST:
            raise Unusable("watch-token-short", least=SHORTEST)
        return found.encode("utf-8", "surrogateescape")
