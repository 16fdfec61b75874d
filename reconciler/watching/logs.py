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
    "part",
    "commit",
    "added",
    "changed",
    "deleted",
    "adopted",
    "moved",
    "left",
    "others",
    "drift",
    "held",
    "refusals",
    "conflicts",
    "paused",
    "waiting",
    "number",
    "error",
    "file",
    "line",
    "mistakes",
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
        more: dict[str, object] = {"pass": id} if (id := getattr(record, "pass_id", "")) else {}
        more |= {name: value for name in FIELDS if (value := getattr(record, name, None)) not in (None, "", (), [])}
        return json_line(record.created, record.levelname.lower(), record.name, record.getMessage(), **more)


def json_line(seconds: float, level: str, logger: str, message: str, /, **more: object) -> str:
    """Every line of the log has this form, whoever writes it."""
    return json.dumps({"time": moment(seconds), "level": level, "logger": logger, "message": message, **more}, ensure_ascii=True, default=str)


def moment(seconds: float) -> str:
    """`2026-11-22T18:40:00.123Z`"""
    return f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(seconds))}.{int(seconds * 1000) % 1000:03d}Z"
