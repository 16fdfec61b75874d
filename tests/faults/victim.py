"""A process that kills itself in the middle: `python -m tests.faults.victim apply|prepare URL SCHEMA N` dies before its N-th statement, or ends well."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import event

from reconciler.backends.sql import SqlBackend
from tests.conformance.live import SqlDoor, System
from tests.conformance.worlds import AFTER


def main(verb: str, url: str, schema: str, number: int) -> None:
    backend = SqlBackend({"type": "sql", "url": url} | ({"schema": schema} if schema != "-" else {}), Path())
    statements = 0

    def before(*_: Any) -> None:
        nonlocal statements
        statements += 1
        if statements == number:
            os.kill(os.getpid(), signal.SIGKILL)

    for mode in ("write", "create"):
        event.listen(backend.database.engine(mode), "before_cursor_execute", before)
    if verb == "prepare":
        backend.prepare()
    else:
        System(backend, SqlDoor(backend)).become(AFTER)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
