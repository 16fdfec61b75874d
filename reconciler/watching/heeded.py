"""What the project says of watching while it is being watched: some of it holds at once, some of it not before the next start."""

from __future__ import annotations

import logging
from dataclasses import replace

from reconciler.project import Project
from reconciler.reporting.guards import DEFAULT_GUARDS
from reconciler.watching.pace import Pace

log = logging.getLogger(__name__)


class Heeded:
    """The `pace`, and the figures of the `guards`, by the project as the last pass has read it.

    `interval` and `listen` say that the command line did, which counts more than the project.
    """

    def __init__(self, pace: Pace, *, interval: bool = True, listen: bool = False) -> None:
        self.pace = pace
        self.guards = DEFAULT_GUARDS
        self._interval, self._listen = interval, listen
        self._begun: dict[str, object] | None = None
        self._said: tuple[str, ...] = ()

    def heed(self, project: Project) -> None:
        """Go by it from now on. Of what takes a restart the log tells, once for each change."""
        self.guards = project.guards
        if not self._interval and project.watch.interval != self.pace.interval:
            self.pace = replace(self.pace, interval=project.watch.interval)
            log.info("watch.interval: %d s from now on", self.pace.interval)
        now = self._at_start(project)
        if self._begun is None:
            self._begun = now
        changed = tuple(name for name, value in now.items() if value != self._begun[name])
        if changed != self._said and changed:
            log.warning("changed, and heeded from the next start on: %s", ", ".join(changed), extra={"event": "restart-needed"})
        self._said = changed

    def _at_start(self, project: Project) -> dict[str, object]:
        said: dict[str, object] = {"watch.token": project.watch.token, "watch.notify": project.watch.notify, "confirmation.url": project.confirmation_url}
        return said if self._listen else {"watch.listen": project.watch.listen, **said}
