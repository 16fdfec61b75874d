"""Run in a user namespace of its own: use up what the operating system gives out for following files, and watch a project all the same.

Prints a word for each thing that came true; the test reads them. Nobody else on this machine is affected.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

from reconciler.model.watching import Ended
from reconciler.watching.metrics import Metrics
from reconciler.watching.pace import Pace
from tests.watching.watched import Watched, declare, nothing_left, people, wait_until

LIMIT = Path("/proc/sys/user/max_inotify_instances")


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def use_up() -> list[int]:
    """Every instance there is, until the kernel refuses one more."""
    libc = ctypes.CDLL(None, use_errno=True)
    taken = []
    while (handle := libc.inotify_init1(0)) >= 0:
        taken.append(handle)
    assert taken
    say(f"refused {ctypes.get_errno()}")
    return taken


def main(directory: Path) -> None:
    LIMIT.write_text("8\n", encoding="ascii")
    taken = use_up()
    declare(directory, people("teleset", 2))
    with Watched(directory, Pace(interval=300.0, quiet=0.05, lease=4, again=0.5)) as watched:

        def says(number: str) -> bool:
            return f"reconciler_files_followed {number}\n" in Metrics(watched.controller.status).text()

        watched.wait_for(Ended.APPLIED)
        wait_until(lambda: says("0.0"))
        declare(directory, people("teleset", 3))
        watched.wait_for(Ended.APPLIED, after=1)
        assert nothing_left(directory)
        say("polled")
        for handle in taken:
            os.close(handle)
        wait_until(lambda: says("1.0"))
        declare(directory, people("teleset", 4))
        wait_until(lambda: watched.ends.count(Ended.APPLIED) == 3)
        say("followed")


if __name__ == "__main__":
    import logging

    logging.basicConfig(level=logging.WARNING, stream=sys.stdout, format="%(levelname)s %(event)s", force=True)
    logging.getLogger().handlers[0].addFilter(lambda record: hasattr(record, "event") and record.event.startswith("files"))
    main(Path(sys.argv[1]))
