"""`watch` in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.watching.watched import wait_until

ROOT = Path(__file__).parents[2]


class Running:
    """The verb in a process of its own, in `code` if that is said."""

    def __init__(self, project: Path, *words: str, code: str = "") -> None:
        self.log, self.out = project.parent / "watch.log", project.parent / "watch.out"
        start = ["-c", code] if code else ["-m", "reconciler"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "RECONCILER_LANG": "en"}
        with self.log.open("wb") as log, self.out.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, *start, "watch", *words], cwd=project, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=log
            )

    @property
    def text(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def says(self, word: str, times: int = 1) -> None:
        wait_until(lambda: self.text.count(word) >= times, 30)

    def ended(self, number: int, seconds: float = 10) -> int:
        self.process.send_signal(number)
        return self.process.wait(seconds)
