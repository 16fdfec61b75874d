"""The process that the sinks live in. Standard library only, since it starts with nothing else on its path.

Its input is a line of JSON for each fault to have (`{"address": …, "fault": {…} | null}`), each answered with a line; it ends when its input does. Its first line of
output is where it listens.
"""

from __future__ import annotations

import asyncio
import json
import threading
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from reconciler.delivering.sinks.faults import Fault, Faults
from reconciler.delivering.sinks.http import HttpSink
from reconciler.delivering.sinks.smtp import SmtpSink
from reconciler.delivering.sinks.spool import Spool


def main(path: Path, commands: BinaryIO, answers: BinaryIO) -> None:
    """Serve until `commands` ends, and then take the file away, in case nobody else is left to."""
    spool, faults = Spool(path), Faults()
    try:
        with suppress(KeyboardInterrupt):
            asyncio.run(_serve(spool, faults, commands, answers))
    finally:
        spool.close()
        with suppress(OSError):
            path.unlink()


async def _serve(spool: Spool, faults: Faults, commands: BinaryIO, answers: BinaryIO) -> None:
    loop = asyncio.get_running_loop()
    smtp = await loop.create_server(lambda: SmtpSink(spool, faults), "127.0.0.1", 0, backlog=256)
    http = await loop.create_server(lambda: HttpSink(spool, faults), "127.0.0.1", 0, backlog=256)
    ports = {"smtp": smtp.sockets[0].getsockname()[1], "http": http.sockets[0].getsockname()[1]}
    _say(answers, ports)
    ended = asyncio.Event()
    # A thread reads: a pipe cannot be waited for on every system.
    threading.Thread(target=_listen, args=(loop, ended, faults, commands, answers), daemon=True).start()
    await ended.wait()
    smtp.close()
    http.close()


def _listen(loop: asyncio.AbstractEventLoop, ended: asyncio.Event, faults: Faults, commands: BinaryIO, answers: BinaryIO) -> None:
    with suppress(OSError, ValueError):
        for line in commands:
            said = json.loads(line)
            fault = Fault(**said["fault"]) if said["fault"] is not None else None
            loop.call_soon_threadsafe(_set, faults, said["address"], fault, answers)
    loop.call_soon_threadsafe(ended.set)


def _set(faults: Faults, address: str, fault: Fault | None, answers: BinaryIO) -> None:
    faults.set(address, fault)
    _say(answers, {"ok": True})


def _say(answers: BinaryIO, value: object) -> None:
    with suppress(OSError):
        answers.write(json.dumps(value).encode("ascii") + b"\n")
        answers.flush()


def streams() -> tuple[BinaryIO, BinaryIO]:
    """The process's own input and output."""
    return open(0, "rb", closefd=False), open(1, "wb", closefd=False)
