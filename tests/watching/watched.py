"""A controller at work on real files and a real database, and how to wait for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from reconciler.engine.orders import Made, Order
from reconciler.engine.plan import plan
from reconciler.model.errors import ReconcilerError
from reconciler.model.watching import Ended
from reconciler.watching.clock import Clock
from reconciler.watching.controller import Controller
from reconciler.watching.following import Following
from reconciler.watching.heeded import Heeded
from reconciler.watching.leader import Leader
from reconciler.watching.pace import Pace
from tests.convergence.project import write_project

SECONDS = 10.0
"""What anything may take on a busy machine."""

QUICK = Pace(interval=300.0, quiet=0.05, lease=4, backoff=0.2, longest=1.0)


def wait_until(condition: Callable[[], object], seconds: float = SECONDS) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.02)


def people(organization: str, count: int, **types: list[str]) -> dict[str, Any]:
    """An organization of so many people; `types` are what single ones want."""
    accounts = {
        id: {
            "family_name": "Иванова",
            "given_name": "Анна",
            "contacts": {"email": f"{id}@{organization}.example"},
            "notifications": {"types": types.get(id, ["payment"])},
        }
        for id in [f"op-{number}" for number in range(count)] + [id for id in types if not id.startswith("op-")]
    }
    head = {"version": 1, "kind": "Organization", "id": organization, "name": "ООО «ТелеСеть»", "form": "company", "locale": "ru", "timezone": "Europe/Moscow"}
    return {**head, "accounts": accounts}


def nothing_left(directory: Path) -> bool:
    """Whether what is live is what is declared. What cannot be read just now is not."""
    try:
        made = plan(directory).plan
    except ReconcilerError:
        return False
    return not (made.changes or made.conflicts)


class Watched:
    """`passes` are those it made, with whether each brought news."""

    def __init__(self, directory: Path, pace: Pace | Heeded = QUICK, source: Following | None = None, *, clock: Clock | None = None, **order: Any) -> None:
        self.directory = directory
        self.passes: list[tuple[Made, bool]] = []
        self.controller = Controller(
            Order(directory, **order),
            pace,
            source=source,
            told=lambda made, new: self.passes.append((made, new)),
            crashed=self._crashed,
            clock=clock,
        )
        self.crashes: list[Exception] = []
        self._thread = threading.Thread(target=self.controller.run)

    def _crashed(self, error: Exception) -> str:
        self.crashes.append(error)
        return ""

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.controller.end()
        self._thread.join(SECONDS)
        assert not self._thread.is_alive()
        assert self.crashes == []

    @property
    def ends(self) -> list[Ended]:
        return [made.passed.ended for made, _ in self.passes]

    def wait_for(self, ended: Ended, after: int = 0) -> Made:
        """The first pass that ended so, after so many others."""
        wait_until(lambda: ended in self.ends[after:])
        return self.passes[after + self.ends[after:].index(ended)][0]

    def stands_still(self, seconds: float = 0.7) -> None:
        """Until no pass was made for so long."""
        count = -1
        while count != len(self.passes):
            count = len(self.passes)
            time.sleep(seconds)


@contextmanager
def working(directory: Path) -> Iterator[tuple[Controller, Leader]]:
    """A controller whose passes are asked for one by one."""
    controller = Controller(Order(directory))
    leader = controller._leader
    assert leader is not None
    with ExitStack() as open_:
        open_.callback(leader._let_go)
        yield controller, leader


def declare(directory: Path, *organizations: dict[str, Any]) -> Path:
    return write_project(directory, organizations)
