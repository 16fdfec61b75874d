"""Log records with the id of the pass they are about, as lines of text or as JSON. No values of people go into any of ours."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

_pass: ContextVar[str] = ContextVar("pass", default="")

FIELDS: Final = (
    "event",
    "ended",
    "triggers",
    "seconds",
    "files",
    "commit",
    "added",
    "changed",
    "deleted",
    "drift",
    "held",
    "refusals",
    "waiting",
    "number",
    "error",
    "next",
)
"""What a record may carry beside its message, in this order."""


@contextmanager
def passing(id: str) -> Iterator[None]:
    """Everything that is logged inside is about this pass."""
    token = _pass.set(id)
    try:
        yield
    finally:
        _pass.reset(token)


class PassId(logging.Filter):
    """Puts the id of the pass on every record ("" outside of one)."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.pass_id = _pass.get()
        return True


class JsonLines(logging.Formatter):
    """One JSON object a line: `{time, level, logger, message, pass, …}` with those of `FIELDS` that the record has."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, object] = {"time": moment(record.created), "level": record.levelname.lower(), "logger": record.name, "message": record.getMessage()}
        if id := getattr(record, "pass_id", ""):
            said["pass"] = id
        said |= {name: value for name in FIELDS if (value := getattr(record, name, None)) not in (None, "", (), [])}
        return json.dumps(said, ensure_ascii=True, default=str)


def moment(seconds: float) -> str:
    """`2026-11-22T18:40:00.123Z`"""
    return f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(seconds))}.{int(seconds * 1000) % 1000:03d}Z"
