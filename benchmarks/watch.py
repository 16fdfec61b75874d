"""Measures how long a saved file takes to be live, and what a pass costs.

    python benchmarks/watch.py [--files 100] [--accounts 10] [--runs 10]

Seconds from saving one file to the end of the pass that applied it (with the 100 ms for which files must stand still); of a pass that finds nothing to do, with files that have not
changed and with files that are parsed anew; and of a pass that applies one line, over everything and over the part that it concerns.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.generate import write_project
from reconciler.engine.orders import Made, Order
from reconciler.engine.watch import make_pass
from reconciler.model.watching import Ended, Trigger
from reconciler.watching.controller import Controller
from reconciler.watching.pace import Pace


class Passes:
    """What a controller told, and how to wait for the next."""

    def __init__(self) -> None:
        self.made: list[Made] = []
        self._told = threading.Condition()

    def tell(self, made: Made, new: bool) -> None:  # noqa: FBT001, ARG002 - a callback's signature
        with self._told:
            self.made.append(made)
            self._told.notify_all()

    def wait(self, count: int, seconds: float = 600) -> None:
        with self._told:
            assert self._told.wait_for(lambda: len(self.made) >= count, seconds)  # noqa: S101


def saved_to_applied(directory: Path, runs: int) -> list[float]:
    passes = Passes()
    controller = Controller(Order(directory), Pace(), told=passes.tell)
    thread = threading.Thread(target=controller.run)
    thread.start()
    passes.wait(1)
    file = min((directory / "organizations").glob("*.yaml"))
    found = []
    for run in range(runs):
        time.sleep(1)
        text = file.read_text(encoding="utf-8")
        name = next(line for line in text.splitlines() if line.startswith("name:"))
        began = time.time()
        file.write_text(text.replace(name, f"name: ООО «Проба {run}»"), encoding="utf-8")
        passes.wait(run + 2)
        assert passes.made[-1].passed.ended is Ended.APPLIED, passes.made[-1].passed  # noqa: S101
        found.append(time.time() - began)
    controller.end()
    thread.join()
    return found


class Cost(NamedTuple):
    """Seconds of a clock, and of the processor."""

    clock: list[float]
    processor: list[float]

    def __str__(self) -> str:
        return f"median {statistics.median(self.clock):7.3f} s   best {min(self.clock):7.3f} s   processor {statistics.median(self.processor):7.3f} s"


def cost(runs: int, one: Callable[[int], Made]) -> Cost:
    found = Cost([], [])
    for run in range(runs):
        began = time.process_time()
        made = one(run)
        found.processor.append(time.process_time() - began)
        found.clock.append(made.passed.seconds)
        assert made.error is None, made.error  # noqa: S101
    return found


def one_line(directory: Path, runs: int, *, partly: bool) -> Cost:
    """A pass after one line was changed, apply and all."""
    file = sorted((directory / "organizations").glob("*.yaml"))[1]
    made = make_pass(Order(directory), (Trigger.START,), id="first")

    def one(run: int) -> Made:
        nonlocal made
        text = file.read_text(encoding="utf-8")
        name = next(line for line in text.splitlines() if line.startswith("name:"))
        file.write_text(text.replace(name, f"name: ООО «Строка {run}{partly}»"), encoding="utf-8")
        made = make_pass(Order(directory), (Trigger.FILES,), id=str(run), known=made.known, partly=partly)
        assert made.passed.counts.change >= 1, made.passed  # noqa: S101
        assert bool(made.passed.part) is partly, made.passed  # noqa: S101
        return made

    return cost(runs, one)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=100)
    parser.add_argument("--accounts", type=int, default=10, help="accounts in each file")
    parser.add_argument("--runs", type=int, default=10)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        directory = Path(temporary)
        write_project(directory, wanted.files * wanted.accounts, size=wanted.accounts)
        began = time.process_time()
        saved = saved_to_applied(directory, wanted.runs)
        # The first apply is in it, too.
        processor = (time.process_time() - began) / (wanted.runs + 1)
        print(
            f"{'saved to applied':26} median {statistics.median(saved):7.3f} s   best {min(saved):7.3f} s   processor {processor:7.3f} s (mean, with the first apply)"
        )
        known = make_pass(Order(directory), (Trigger.INTERVAL,), id="first").known
        rows = {
            "pass, files unchanged": cost(wanted.runs, lambda run: make_pass(Order(directory), (Trigger.INTERVAL,), id=str(run), known=known)),
            "pass, files parsed anew": cost(wanted.runs, lambda run: make_pass(Order(directory), (Trigger.INTERVAL,), id=str(run))),
            "one line, everything": one_line(directory, wanted.runs, partly=False),
            "one line, its part": one_line(directory, wanted.runs, partly=True),
        }
        for name, found in rows.items():
            print(f"{name:26} {found}")
        everything, part = (statistics.median(rows[f"one line, {what}"].processor) for what in ("everything", "its part"))
        print(f"one line costs 1/{everything / part:.0f} of a pass over everything (processor)")


if __name__ == "__main__":
    main()
